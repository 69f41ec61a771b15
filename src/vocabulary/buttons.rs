//! Words of buttons: orders by clarity, add to cart, to the checkout.

use serde::Deserialize;

/// The `buttons` section of a vocabulary file.
///
/// Article 8(2) of Directive 2011/83/EU wants the button that places an order to
/// say that ordering means paying; the three lists follow how far words go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Buttons {
    /// The words say that ordering means paying.
    pub clear: Vec<String>,
    /// The words say that an order is placed, not that it is to be paid.
    pub weak: Vec<String>,
    /// The words say neither.
    pub insufficient: Vec<String>,
    /// Verbs of paying that are clear together with an amount.
    pub pay: Vec<String>,
    /// The button puts something into the cart.
    pub add_to_cart: Vec<String>,
    /// The button leads on to the checkout or the cart.
    pub to_checkout: Vec<String>,
}
