//! The walk to the checkout: what a customer would do, up to the order and never
//! beyond it.
//!
//! From the page of a product the walk puts one item into the cart, opens the
//! cart, goes on to the checkout and through its steps, and keeps what is seen
//! after each. `plan` decides what comes next from the page alone, and is pure;
//! `guard` has the last word on everything that is pressed or sent, and is pure;
//! a [`hand`](Hand) does it, over plain HTTP or in a browser.
//!
//! It must never place an order, pay, make an account or subscribe, and must not
//! type anything unless the visit was told to and a step cannot be passed
//! otherwise.

pub(super) mod guard;
pub(super) mod hand;
