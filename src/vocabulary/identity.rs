//! Labels of organisation and VAT numbers, and cues for the seller's name.

use serde::Deserialize;

/// The `identity` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Identity {}
