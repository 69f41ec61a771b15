//! Text that templates, guides and other firms leave in terms.

use serde::Deserialize;

/// The `residue` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Residue {}
