//! Who applies, as far as a token depends on it.
//!
//! Three fields of the application count: legal name, registration number and
//! country. They say which company applies, and a token made for one company
//! proves nothing for another. Everything else (description, contact, address,
//! trading names, cards, language) may be edited without a new token. Of the
//! three only letters and digits count, without case and in compatibility form
//! (Unicode NFKC), so that `Blå Kittel AB` and `BLÅ  KITTEL A.B.`, or `556000-1234`
//! and `556000 1234`, are one; a field that is not given counts as empty.

use super::token::prefixed;
use crate::application::Application;
use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization as _;

/// Says what is hashed, so that the digest can be taken for no other.
const PURPOSE: &str = "shopvet.applicant/1";

/// The applicant's identity as a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity([u8; 32]);

impl Identity {
    /// The identity that an application states.
    ///
    /// # Errors
    /// [`Error::Usage`] where it states neither name nor number: any company
    /// could then use the token.
    pub fn of(application: &Application) -> Result<Self> {
        let name = folded(application.legal_name.as_deref());
        let number = folded(application.registration_number.as_deref());
        if name.is_empty() && number.is_empty() {
            return Err(Error::Usage(
                "the application states neither `legal-name` nor `registration-number`, and a \
                 token is for one company; fill in at least one of them"
                    .to_owned(),
            ));
        }
        let country = folded(application.country.as_deref());
        let mut hasher = Sha256::new();
        for part in [PURPOSE, &name, &number, &country] {
            hasher.update(prefixed(part.as_bytes()));
        }
        Ok(Self(hasher.finalize().into()))
    }

    /// The digest.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The digest in lower-case hexadecimal.
    #[must_use]
    pub fn hex(&self) -> String {
        self.0.iter().fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
    }
}

/// Letters and digits alone, lower case.
fn folded(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    let lower = text.nfkc().flat_map(char::to_lowercase).collect::<String>();
    lower.nfkc().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn applicant(name: &str, number: &str, country: &str) -> Application {
        let given = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
        Application {
            legal_name: given(name),
            registration_number: given(number),
            country: given(country),
            ..Application::default()
        }
    }

    fn of(name: &str, number: &str, country: &str) -> Identity {
        Identity::of(&applicant(name, number, country)).unwrap()
    }

    #[test]
    fn cosmetic_edits_change_nothing() {
        let before = of("Blå Kittel AB", "556000-1234", "SE");
        assert_eq!(before, of("BLÅ  KITTEL A.B.", "556000 1234", "se"));
        // The same letters composed differently.
        assert_eq!(before, of("Bla\u{30a} Kittel AB", "5560001234", "SE"));
        let mut edited = applicant("Blå Kittel AB", "556000-1234", "SE");
        edited.description = Some("Kittlar och kannor".to_owned());
        edited.trading_names = vec!["Kittelboden".to_owned()];
        edited.language = Some("sv".to_owned());
        assert_eq!(before, Identity::of(&edited).unwrap());
    }

    #[test]
    fn another_company_has_another_identity() {
        let blue = of("Blå Kittel AB", "556000-1234", "SE");
        for other in [
            of("Röd Kittel AB", "556000-1234", "SE"),
            of("Blå Kittel AB", "556000-1242", "SE"),
            of("Blå Kittel AB", "556000-1234", "NO"),
            of("Blå Kittel AB", "", "SE"),
        ] {
            assert_ne!(blue, other);
        }
    }

    #[test]
    fn nobody_has_no_identity() {
        let error = Identity::of(&applicant(" - ", "", "SE")).unwrap_err().to_string();
        assert!(error.contains("legal-name") && error.contains("registration-number"), "{error}");
    }

    proptest! {
        /// No letter can wander from one field to the next and leave the digest
        /// as it was.
        #[test]
        fn fields_do_not_run_into_one_another(text in "[a-z0-9]{2,24}", at in 1usize..24) {
            let at = at.min(text.len() - 1);
            let (name, number) = text.split_at(at);
            prop_assert_ne!(of(name, number, ""), of(&text, "", ""));
            prop_assert_ne!(of(name, number, ""), of(name, "", number));
        }

        /// Whatever stands there, spacing and case around it do not matter.
        #[test]
        fn spacing_and_case_do_not_matter(name in "[a-zåäöéß0-9]{1,20}") {
            let spaced: String = name.chars().flat_map(|c| [' ', c]).collect();
            prop_assert_eq!(of(&name, "", "SE"), of(&format!("{spaced}."), "", "se"));
        }
    }
}
