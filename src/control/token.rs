//! The token: what it looks like, and how it is made.
//!
//! `shopvet-` and 32 letters and digits: 160 bits in base32 (RFC 4648, lower
//! case), which survive DNS panels that change the case and hold no characters
//! that HTML or a zone file would want escaped. With a key the bits are those of
//! HMAC-SHA-256 (RFC 2104, cut to 160 bits as its section 5 allows) over purpose,
//! domain and identity, each with its length before it, so that no two pairs make
//! one message; without a key they are random.

use super::Identity;
use crate::error::{Error, Result};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// What a token begins with.
pub(super) const PREFIX: &str = "shopvet-";
/// Characters after it.
const LENGTH: usize = 32;
/// The bytes they stand for.
pub const RANDOM_BYTES: usize = 20;
/// Fewest bytes of a key: as many as the hash gives (RFC 2104, 3).
pub const LEAST_KEY_BYTES: usize = 32;
/// Says what is signed, so that the result can be taken for no other.
const PURPOSE: &[u8] = b"shopvet.challenge/1";

/// A token, of the right shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token(String);

/// A key that tokens are made with. It never shows itself.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

impl Key {
    /// A key out of the bytes of a file, taken as they are; `name` is the file's
    /// name for messages.
    ///
    /// # Errors
    /// [`Error::Usage`] for fewer than [`LEAST_KEY_BYTES`].
    pub fn new(bytes: &[u8], name: &str) -> Result<Self> {
        let refused = || {
            Error::Usage(format!(
                "the key in {name} has {} bytes and needs at least {LEAST_KEY_BYTES}; make one \
                 with `(umask 077; openssl rand -out {name} {LEAST_KEY_BYTES})`",
                bytes.len()
            ))
        };
        if bytes.len() < LEAST_KEY_BYTES {
            return Err(refused());
        }
        Hmac::new_from_slice(bytes).map(Self).map_err(|_| refused())
    }
}

impl Token {
    /// The token of a registrable domain and an identity under a key: always the
    /// same.
    #[must_use]
    pub fn derive(key: &Key, domain: &str, identity: &Identity) -> Self {
        let mut mac = key.0.clone();
        for part in [PURPOSE, domain.as_bytes(), identity.bytes()] {
            mac.update(&prefixed(part));
        }
        let code = mac.finalize().into_bytes();
        Self::of(code.get(..RANDOM_BYTES).unwrap_or_default())
    }

    /// A token out of random bytes.
    #[must_use]
    pub fn random(bytes: [u8; RANDOM_BYTES]) -> Self {
        Self::of(&bytes)
    }

    fn of(bytes: &[u8]) -> Self {
        Self(format!("{PREFIX}{}", BASE32_NOPAD.encode(bytes).to_ascii_lowercase()))
    }

    /// Reads a token; nothing for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let rest = text.strip_prefix(PREFIX)?;
        let sound =
            rest.len() == LENGTH && rest.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'));
        sound.then_some(Self(text))
    }

    /// Whether a text is this token, whatever its letter case. The bytes are compared
    /// in constant time: a site that is visited again and again learns nothing of a
    /// token that it was not given. That a text has another length is no secret.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        let text = text.to_ascii_lowercase();
        bool::from(self.0.as_bytes().ct_eq(text.as_bytes()))
    }

    /// The token as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A part of a message with its length before it, eight bytes, big end first.
pub(super) fn prefixed(part: &[u8]) -> Vec<u8> {
    let mut out = (part.len() as u64).to_be_bytes().to_vec();
    out.extend_from_slice(part);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::Application;
    use proptest::prelude::*;

    fn identity(name: &str) -> Identity {
        let application =
            Application { legal_name: Some(name.to_owned()), ..Application::default() };
        Identity::of(&application).unwrap()
    }

    fn key(byte: u8) -> Key {
        Key::new(&[byte; 32], "key").unwrap()
    }

    #[test]
    fn a_token_depends_on_key_domain_and_applicant_and_on_nothing_else() {
        let blue = identity("Blå Kittel AB");
        let token = Token::derive(&key(1), "blue-kettle.example", &blue);
        assert_eq!(token, Token::derive(&key(1), "blue-kettle.example", &blue));
        for other in [
            Token::derive(&key(2), "blue-kettle.example", &blue),
            Token::derive(&key(1), "red-kettle.example", &blue),
            Token::derive(&key(1), "blue-kettle.example", &identity("Röd Kittel AB")),
        ] {
            assert_ne!(token, other);
        }
    }

    /// Tokens that were sent out must stay what they are: a change here breaks
    /// every challenge under way and needs a new [`PURPOSE`].
    #[test]
    fn a_token_stays_what_it_is() {
        let token = Token::derive(&key(7), "blue-kettle.example", &identity("Blue Kettle Ltd"));
        assert_eq!(token.as_str(), "shopvet-dp2kj7htolzdsmdd3tznd4kll2zeixak");
    }

    #[test]
    fn a_short_key_is_refused_and_a_key_never_shown() {
        let error = Key::new(&[0; 31], "short.key").unwrap_err().to_string();
        assert!(error.contains("short.key") && error.contains("31") && error.contains("32"));
        assert_eq!(format!("{:?}", key(9)), "Key(..)");
    }

    #[test]
    fn only_a_whole_token_is_one() {
        let token = Token::random([0x5a; RANDOM_BYTES]);
        let upper = token.as_str().to_ascii_uppercase();
        assert_eq!(Token::parse(&format!(" {upper}\n")), Some(token.clone()));
        let text = token.as_str();
        for wrong in [
            &text[..text.len() - 1],
            &format!("{text}a"),
            &text[PREFIX.len()..],
            &format!("{}1", &text[..text.len() - 1]),
            "shopvet-",
            "",
        ] {
            assert_eq!(Token::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_text_is_the_token_or_not_at_every_place() {
        let token = Token::random([0x5a; RANDOM_BYTES]);
        let text = token.as_str();
        assert!(token.is(text) && token.is(&text.to_ascii_uppercase()));
        assert!(!token.is("") && !token.is(&format!("{text}a")) && !token.is(&text[1..]));
        for at in 0..text.len() {
            let mut other = text.to_owned();
            other.replace_range(at..=at, "!");
            assert!(!token.is(&other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn every_token_reads_back(bytes: [u8; RANDOM_BYTES]) {
            let token = Token::random(bytes);
            prop_assert_eq!(Token::parse(token.as_str()), Some(token.clone()));
        }

        /// Lengths are part of the message, so its parts cannot be cut elsewhere.
        #[test]
        fn messages_of_other_parts_are_others(text in "[a-z.]{2,30}", at in 1usize..30) {
            let (a, b) = text.split_at(at.min(text.len() - 1));
            let message = |parts: &[&str]| -> Vec<u8> {
                parts.iter().flat_map(|part| prefixed(part.as_bytes())).collect()
            };
            prop_assert_ne!(message(&[a, b]), message(&[&text, ""]));
            prop_assert_ne!(message(&[a, b]), message(&[&text]));
        }
    }
}
