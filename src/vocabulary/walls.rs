//! What pages say that stand in front of the content instead of showing it.

use serde::Deserialize;

/// The `walls` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Walls {
    /// The visitor is to prove not to be a robot, or is refused as one.
    pub robot_check: Vec<String>,
    /// The visitor is to sign in or to give a password before anything is shown.
    pub login: Vec<String>,
    /// The visitor is asked for their age.
    pub age: Vec<String>,
    /// Visitors from some countries are refused.
    pub geo_block: Vec<String>,
    /// The visitor asked too often.
    pub rate_limit: Vec<String>,
}
