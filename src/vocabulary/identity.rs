//! Labels of organisation and VAT numbers, and cues for the seller's name.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The `identity` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Identity {
    /// What is written before an organisation number, by scheme (`se-orgnr`);
    /// under `any`, labels that leave the country open.
    pub registration_labels: BTreeMap<String, Vec<String>>,
    /// What is written before a VAT number.
    pub vat_labels: Vec<String>,
    /// What is written before the name of the company that sells.
    pub name_labels: Vec<String>,
    /// Ends of clauses after which that name follows at once (*the seller is*).
    pub name_sentences: Vec<String>,
    /// What is said after that name (*is the data controller*, *hereinafter*).
    pub name_followers: Vec<String>,
    /// What is said before the name, in brackets, to whom a buyer writes who
    /// withdraws (*you must inform us*).
    pub addressees: Vec<String>,
    /// Words between label and name that are no part of it (*Mr*, *the firm*).
    pub name_openers: Vec<String>,
    /// The verb between label and name (*is*).
    pub name_verbs: Vec<String>,
    /// Words of headings and sentences that nobody is called.
    pub no_names: Vec<String>,
}
