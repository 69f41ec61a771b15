//! Technical marks by which the guard of the walk tells what a request would do.

use serde::Deserialize;

/// The lists of `rules/marks/walk-guard.yaml`; what each means stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GuardMarks {
    /// An order is placed or paid, whatever the method.
    pub order: Vec<String>,
    /// As `order`, where what is sent changes something.
    pub sent_to: Vec<String>,
    /// Last words of an address that a link must not lead to.
    pub link_ends: Vec<String>,
    /// Last words of an address that something is sent to.
    pub ends: Vec<String>,
    /// The same where they are the whole last part.
    pub ends_alone: Vec<String>,
    /// Names that make of such an address a step on the way.
    pub steps: Vec<String>,
    /// What holds a mark of an order and is none.
    pub harmless: Vec<String>,
    /// Wallets, and buttons that pass the checkout by.
    pub wallet: Vec<String>,
    /// Hosts of payment providers, beside those to which a sale goes on.
    pub payment_hosts: Vec<String>,
    /// Hosts of wallets that belong to shop platforms.
    pub wallet_hosts: Vec<String>,
    /// An account is made.
    pub registration: Vec<String>,
    /// Somebody signs in.
    pub login: Vec<String>,
    /// News are ordered or called off.
    pub subscription: Vec<String>,
    /// What there is, is taken away for good.
    pub account: Vec<String>,
    /// Fields of a card.
    pub card: Vec<String>,
    /// Fields of a secret.
    pub password: Vec<String>,
    /// The choice of a payment.
    pub payment_choice: Vec<String>,
    /// The same where it is the whole name.
    pub payment_choice_alone: Vec<String>,
    /// The acceptance of terms.
    pub consent: Vec<String>,
    /// A visit without an account.
    pub guest: Vec<String>,
    /// Personal data.
    pub person: Vec<String>,
    /// The cart, and what goes into it.
    pub cart: Vec<String>,
    /// Fields that name what goes into the cart.
    pub product: Vec<String>,
    /// The choice of a delivery.
    pub delivery: Vec<String>,
    /// Closes something or refuses it.
    pub dismiss: Vec<String>,
    /// Addresses at which sums are only worked out anew.
    pub updates: Vec<String>,
    /// Names of fields whose value is what the request does.
    pub verbs: Vec<String>,
    /// News ordered or called off by nothing but opening an address.
    pub news_links: Vec<String>,
    /// Names of fields that hold an address to come back to.
    pub returns: Vec<String>,
    /// Several requests in one.
    pub batch: Vec<String>,
    /// What is asked by POST and only read.
    pub reads: Vec<String>,
    /// What is no reading.
    pub writes: Vec<String>,
    /// The operation that moves an order into another state.
    pub transition: Vec<String>,
    /// States of an order that come before it is placed.
    pub states_before: Vec<String>,
    /// Endings of files that pages load and that do nothing.
    pub files: Vec<String>,
}
