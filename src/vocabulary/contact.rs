//! Labels and cue words of contact details and postal addresses.

use serde::Deserialize;

/// The `contact` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Contact {}
