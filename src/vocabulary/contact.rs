//! Labels and cue words of contact details and postal addresses.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The `contact` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Contact {
    /// Words that stand for `@` between brackets, or together with a dot word.
    pub at_words: Vec<String>,
    /// Names of the sign `@`, which stand for it without brackets as well.
    pub at_names: Vec<String>,
    /// Words that stand for the dot in an address.
    pub dot_words: Vec<String>,
    /// What is written before a telephone number.
    pub phone_labels: Vec<String>,
    /// What is written before a fax number.
    pub fax_labels: Vec<String>,
    /// What is written before numbers that are no telephone numbers.
    pub other_numbers: Vec<String>,
    /// What is written before a postal address.
    pub address_labels: Vec<String>,
    /// Ends of street names that are one word with them.
    pub street_endings: Vec<String>,
    /// Words of their own in street names.
    pub street_words: Vec<String>,
    /// What a post office box is called.
    pub box_words: Vec<String>,
    /// Authorities, courts and dispute bodies: not the merchant.
    pub authorities: Vec<String>,
    /// Words that introduce those who work for the merchant: web agencies,
    /// hosting, processors, manufacturers.
    pub suppliers: Vec<String>,
    /// Names of carriers, payment and hosting firms.
    pub services: Vec<String>,
    /// Words that only examples hold.
    pub placeholders: Vec<String>,
    /// Names of countries by ISO 3166-1 alpha-2.
    pub countries: BTreeMap<String, Vec<String>>,
}
