//! How terms and policies speak of each topic (`withdrawal-period`, `delivery-time`, ...).

use serde::Deserialize;

/// The `topics` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Topics {}
