//! The banner that asks for consent to cookies.

use serde::Deserialize;

/// The `banner` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Banner {
    /// Its button refuses all that is not necessary.
    pub refuse: Vec<String>,
    /// Its button agrees to all.
    pub accept: Vec<String>,
    /// Its button leads to a choice.
    pub settings: Vec<String>,
    /// It says what it is about.
    pub notice: Vec<String>,
}
