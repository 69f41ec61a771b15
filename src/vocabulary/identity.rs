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
}
