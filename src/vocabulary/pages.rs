//! What links, headings and addresses of each kind of page say (terms, privacy, ...).

use serde::Deserialize;

/// The `pages` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Pages {}
