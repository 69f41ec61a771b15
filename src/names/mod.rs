//! Whether two company names mean the same company.
//!
//! Used by rules, ownership and identity alike, so that all of them agree.

use serde::Serialize;

/// The answer of [`compare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// The same company.
    Same,
    /// Another company.
    Different,
    /// Cannot be told from the names alone.
    Unsure,
}

/// Compares two company names.
#[must_use]
pub fn compare(a: &str, b: &str) -> Match {
    if a == b { Match::Same } else { Match::Unsure }
}
