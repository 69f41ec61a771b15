//! What the merchant declared when applying: `application.yaml`.
//!
//! Every key is optional, because vetting starts from whatever is there; a key
//! that is not given becomes an *absent* fact and the rules say what follows.
//! This module reads and checks the file; it compares nothing.

mod checks;

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// The declaration of one merchant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Application {
    /// Registered name, with its legal form.
    pub legal_name: Option<String>,
    /// Other names the merchant trades under.
    pub trading_names: Vec<String>,
    /// Organisation number, in any usual spelling.
    pub registration_number: Option<String>,
    /// VAT number, in any usual spelling.
    pub vat_number: Option<String>,
    /// Country of establishment, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The shop's address on the web.
    pub url: Option<String>,
    /// Other domains the merchant sells on, such as those of other countries.
    pub domains: Vec<String>,
    /// What is sold.
    pub sells: Option<Sells>,
    /// Whom it is sold to.
    pub customers: Option<Customers>,
    /// Lines of goods and services: words of the closed list that
    /// `shopvet facts show application.goods` prints.
    pub goods: Vec<String>,
    /// Countries sold to, ISO 3166-1 alpha-2.
    pub markets: Vec<String>,
    /// Subscriptions and trials.
    pub subscriptions: Option<Subscriptions>,
    /// Licences for goods or services that need one, in the merchant's own words.
    pub licences: Vec<String>,
    /// Whether the merchant is registered for VAT.
    pub vat_registered: Option<bool>,
    /// The merchant is a natural person trading in their own name.
    pub sole_trader: Option<bool>,
    /// The shop's name on the card holder's statement.
    pub descriptor: Option<String>,
    /// What is sold, in the merchant's own words.
    pub description: Option<String>,
    /// How customers reach the merchant.
    pub contact: Option<Contact>,
    /// Registered or visiting address.
    pub address: Option<Address>,
    /// Who holds the domain, where it is not the merchant.
    pub domain_holder: Option<DomainHolder>,
    /// Card brands applied for: `visa`, `mastercard`, `amex`.
    pub cards: Vec<String>,
    /// Language for texts to the merchant, BCP 47.
    pub language: Option<String>,
    /// The applicant agreed to an automated visit that goes to the checkout.
    pub consent_to_review: Option<bool>,
}

/// What a shop sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sells {
    /// Goods that are sent or fetched.
    PhysicalGoods,
    /// Downloads and licences.
    DigitalGoods,
    /// Work, bookings, courses.
    Services,
    /// More than one of these.
    Mixed,
}

/// Whom a shop sells to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Customers {
    /// Private persons.
    Consumers,
    /// Firms only.
    Businesses,
    /// Both.
    Both,
}

/// What is declared of subscriptions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Subscriptions {
    /// Something is sold that is charged again and again.
    pub offered: bool,
    /// There is a trial, free or cheap, before the first full charge.
    pub trial: bool,
}

/// Declared contact details.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Contact {
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
}

/// A declared postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Address {
    /// Street and number.
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// Who holds the domain instead of the merchant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct DomainHolder {
    /// Name of the holder.
    pub name: Option<String>,
    /// How the holder is related to the merchant.
    pub relation: Option<Relation>,
    /// Organisation number of the holder.
    pub registration_number: Option<String>,
    /// How much of the company an owner or the group holds, in percent.
    pub share: Option<Share>,
    /// The document that shows the relation.
    pub document: Option<Document>,
}

/// A document that the applicant hands in beside the application.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Document {
    /// What it is called: a file name or a title.
    pub title: Option<String>,
    /// The day it was made out, ISO 8601.
    pub dated: Option<String>,
}

/// A share of a company, in percent from 0 to 100.
#[derive(
    Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(try_from = "f64")]
pub struct Share(#[schemars(range(min = 0, max = 100))] f64);

// A share is never NaN, so equality is total.
impl Eq for Share {}

impl Share {
    /// All of it.
    pub const WHOLE: Self = Self(100.0);
    /// Half of it.
    pub const HALF: Self = Self(50.0);
}

impl TryFrom<f64> for Share {
    type Error = String;

    fn try_from(percent: f64) -> std::result::Result<Self, String> {
        if (0.0..=100.0).contains(&percent) {
            Ok(Self(percent))
        } else {
            Err(format!("a share is a percentage from 0 to 100, not {percent}"))
        }
    }
}

/// Relations between the holder of a domain and the merchant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// A natural person who owns the whole company.
    Owner,
    /// The parent company.
    Parent,
    /// A company of the same group.
    Group,
    /// An agency with written authority.
    Agency,
    /// The domain is being transferred to the merchant.
    Transfer,
}

impl Application {
    /// Reads an application from YAML text; `name` is the file's name for
    /// messages. Only its form is held against anything, so that what was saved
    /// or masked once can always be read again.
    ///
    /// # Errors
    /// [`Error::Invalid`] with file, line, column and the offending line.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        let mut read: Self = crate::yaml::read(text, name).map_err(Error::Invalid)?;
        let upper = |code: &mut String| *code = code.trim().to_ascii_uppercase();
        read.country.iter_mut().for_each(upper);
        read.address.iter_mut().filter_map(|a| a.country.as_mut()).for_each(upper);
        read.markets.iter_mut().for_each(upper);
        read.goods.iter_mut().chain(&mut read.cards).for_each(|word| *word = plain(word));
        Ok(read)
    }

    /// The same for a file that somebody just wrote: words and codes are checked too.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything that is wrong, each at its line and column,
    /// with the nearest word where one can be guessed.
    pub fn declared(text: &str, name: &str) -> Result<Self> {
        let read = Self::parse(text, name)?;
        checks::check(text, name).map_err(Error::Invalid)?;
        Ok(read)
    }
}

/// A word of a closed list as the lists write it.
fn plain(word: &str) -> String {
    word.trim().to_ascii_lowercase().replace([' ', '_'], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norway_is_a_country_and_not_a_lie() {
        let read = Application::parse("country: NO\nlegal-name: Fjellbod AS\n", "a.yaml").unwrap();
        assert_eq!(read.country.as_deref(), Some("NO"));
    }

    #[test]
    fn a_share_is_a_percentage() {
        let share = |text: &str| {
            let text = format!("domain-holder:\n  name: Vera Lys\n  share: {text}\n");
            Application::parse(&text, "a.yaml").map(|a| a.domain_holder.unwrap().share)
        };
        assert_eq!(share("100").unwrap(), Some(Share::WHOLE));
        assert!(share("50.1").unwrap().unwrap() > Share::HALF);
        let error = share("120").unwrap_err().to_string();
        assert!(error.contains("a.yaml:3:") && error.contains("0 to 100"), "{error}");
    }

    #[test]
    fn what_no_form_holds_is_told_at_its_place_and_sloppy_spelling_is_not() {
        let sloppy = "country: se\nmarkets: [SE, no]\ngoods: [Games_Toys]\ncards: [VISA]\n\
                      registration-number: '55 99 12-3454'\nvat-number: se 5599123454 01\n\
                      url: shop.example\ndomains: [https://shop.example.org/]\n\
                      contact:\n  email: 'kontakt@shop.example '\n  phone: (08) 123.45-67\n";
        let read = Application::declared(sloppy, "a.yaml").unwrap();
        assert_eq!(read.country.as_deref(), Some("SE"));
        assert_eq!(
            (read.markets, read.cards),
            (vec!["SE".into(), "NO".into()], vec!["visa".into()])
        );
        assert_eq!(read.goods, ["games-toys"]);
        let wrong = "country: Sweden\nmarkets: [SE, UK, EU]\ngoods: [shoe, cloths]\n\
                     cards: [visa, master card, american express]\nurl: the shop\n\
                     domains: [shop]\ncontact:\n  email: kontakt(at)shop.example\n  phone: none\n\
                     address:\n  country: SVE\ndomain-holder:\n  name: A AB\n  document:\n    \
                     title: b.pdf\n    dated: 31 January 2026\n";
        insta::assert_snapshot!(Application::declared(wrong, "a.yaml").unwrap_err());
        // What was saved is read all the same.
        assert!(Application::parse(wrong, "a.yaml").is_ok());
        assert!(Application::declared("country: ''\nmarkets: []\n", "a.yaml").is_ok());
    }

    #[test]
    fn an_unknown_key_names_its_place() {
        let error = Application::parse("legal-nam: X\n", "a.yaml").unwrap_err().to_string();
        assert!(error.contains("a.yaml:1:1"), "{error}");
        assert!(error.contains("legal-name"), "{error}");
    }
}
