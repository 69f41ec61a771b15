//! What stands on the way from a product to the checkout.

use serde::Deserialize;

/// The `walk` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Walk {
    /// The button, link or choice goes on without an account.
    pub guest: Vec<String>,
    /// The product cannot be had now.
    pub out_of_stock: Vec<String>,
    /// The product was put into the cart.
    pub added: Vec<String>,
    /// Options of the product have to be chosen first; also what an option says
    /// that is none.
    pub choose_first: Vec<String>,
    /// There is nothing in the cart.
    pub empty_cart: Vec<String>,
    /// The order is too small.
    pub minimum_order: Vec<String>,
    /// Nothing can be bought without an account.
    pub sign_in_to_buy: Vec<String>,
    /// The shop takes no orders now.
    pub closed: Vec<String>,
    /// A field asks for a day: of delivery, of arrival, of an appointment.
    pub date: Vec<String>,
    /// The control takes something out of the cart.
    pub remove: Vec<String>,
    /// The control counts the cart anew.
    pub update: Vec<String>,
}
