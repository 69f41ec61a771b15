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
    /// What states the duty to pay by itself, whatever verb stands beside it.
    pub duty: Vec<String>,
    /// The words say that an order is placed, not that it is to be paid.
    pub weak: Vec<String>,
    /// The words say neither.
    pub insufficient: Vec<String>,
    /// Verbs of paying that are clear together with an amount.
    pub pay: Vec<String>,
    /// Of those that say neither, the ones that only go on to a next step.
    pub onward: Vec<String>,
    /// The button leads to the choice of a payment and pays nothing yet, though a
    /// shop may write the same on the one that orders.
    pub to_payment: Vec<String>,
    /// The button leads to a last look at the order, which is not placed yet.
    pub to_review: Vec<String>,
    /// Verbs of buying by themselves, which on the page of a product may mean the
    /// cart.
    pub buy: Vec<String>,
    /// The button puts something into the cart.
    pub add_to_cart: Vec<String>,
    /// The button leads on to the checkout or the cart.
    pub to_checkout: Vec<String>,
    /// The button does something else than placing an order, though it may hold
    /// the words of one (continue shopping, view order, payment methods).
    pub aside: Vec<String>,
    /// Small words that change nothing between the others (my, the, now).
    pub filler: Vec<String>,
}
