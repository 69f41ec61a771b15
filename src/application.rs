//! What the merchant declared when applying: `application.yaml`.
//!
//! Every key is optional, because vetting starts from whatever is there; a key
//! that is not given becomes an *absent* fact and the rules say what follows.
//! This module reads and checks the file; it compares nothing.

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
    /// What is sold.
    pub sells: Option<Sells>,
    /// Whom it is sold to.
    pub customers: Option<Customers>,
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
    /// messages.
    ///
    /// # Errors
    /// [`Error::Invalid`] with file, line, column and the offending line.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        crate::yaml::read(text, name).map_err(Error::Invalid)
    }
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
    fn an_unknown_key_names_its_place() {
        let error = Application::parse("legal-nam: X\n", "a.yaml").unwrap_err().to_string();
        assert!(error.contains("a.yaml:1:1"), "{error}");
        assert!(error.contains("legal-name"), "{error}");
    }
}
