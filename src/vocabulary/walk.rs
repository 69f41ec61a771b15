//! What stands on the way from a product to the checkout.

use serde::Deserialize;

/// The `walk` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Walk {
    /// The button or link goes on without an account.
    pub guest: Vec<String>,
}
