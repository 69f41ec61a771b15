//! Words of buttons: orders by clarity, add to cart, to the checkout.

use serde::Deserialize;

/// The `buttons` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Buttons {}
