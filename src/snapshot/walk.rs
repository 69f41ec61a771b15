//! The walk from a product to the checkout, step by step.

use super::View;
use crate::facts::Reason;
use serde::{Deserialize, Serialize};

/// The walk of one visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Walk {
    /// How far it was allowed to go.
    pub mode: WalkMode,
    /// It was made in a browser; otherwise over plain HTTP.
    pub rendered: bool,
    /// The applicant agreed to it, so it could pass lines of robots.txt.
    pub consented: bool,
    /// What was done and seen, in order.
    pub steps: Vec<Step>,
    /// What was not done because it could have bought, paid, registered or
    /// subscribed.
    pub withheld: Vec<Withheld>,
    /// Why it went no further than its last step; none where the last step
    /// before the order was seen.
    pub ended: Option<WalkEnd>,
    /// What was put into the cart has been taken out again; none where nothing
    /// was put there.
    pub emptied: Option<bool>,
    /// The walk over plain HTTP that was tried before a browser had to help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<Walk>>,
}

/// How far a walk may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WalkMode {
    /// It types nothing.
    Read,
    /// It types synthetic delivery data where a step cannot be passed otherwise.
    Fill,
}

/// One step of a walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Step {
    /// What was done to get here.
    pub action: StepAction,
    /// The words of the control or link that was used.
    pub words: String,
    /// That control, on the page of the step before.
    pub selector: Option<String>,
    /// What was chosen and typed before it was used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
    /// robots.txt forbids the address, and the consent of the applicant let the
    /// walk pass.
    pub past_robots: bool,
    /// What was seen then.
    pub view: View,
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepAction {
    /// Opens the page of a product.
    OpenProduct,
    /// Chooses an option of the product.
    ChooseOption,
    /// Puts the product into the cart.
    AddToCart,
    /// Opens the cart.
    OpenCart,
    /// Goes on to the checkout.
    OpenCheckout,
    /// Goes on as a guest.
    ContinueAsGuest,
    /// Chooses a delivery.
    ChooseDelivery,
    /// Types synthetic delivery data.
    Fill,
    /// Goes on to the next step of the checkout.
    Continue,
    /// Closes something that stood in the way.
    Dismiss,
    /// Takes out of the cart again what was put there; no step of the walk.
    EmptyCart,
}

impl StepAction {
    /// The kebab-case code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OpenProduct => "open-product",
            Self::ChooseOption => "choose-option",
            Self::AddToCart => "add-to-cart",
            Self::OpenCart => "open-cart",
            Self::OpenCheckout => "open-checkout",
            Self::ContinueAsGuest => "continue-as-guest",
            Self::ChooseDelivery => "choose-delivery",
            Self::Fill => "fill",
            Self::Continue => "continue",
            Self::Dismiss => "dismiss",
            Self::EmptyCart => "empty-cart",
        }
    }
}

/// Something chosen or typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Entry {
    /// The field.
    pub selector: String,
    /// Its label, else its name.
    pub label: String,
    /// WHATWG autofill token, `option` for an option of the product.
    pub purpose: String,
    /// What was entered; the words of the option where one was chosen.
    pub value: String,
}

/// Something that was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Withheld {
    /// The page it stood on.
    pub url: String,
    /// The control, where it was one; none for a request that a script tried.
    pub selector: Option<String>,
    /// The words of the control, or the method and address of the request.
    pub what: String,
    /// Kebab-case code of the ground, such as `order-words`.
    pub ground: String,
    /// One sentence for a person.
    pub detail: String,
}

/// Why a walk ended before the last step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WalkEnd {
    /// The reason code.
    pub reason: Reason,
    /// What kept it from going on, as a kebab-case code: `no-product`,
    /// `out-of-stock`, `minimum-order`, `sign-in`, `hosted-checkout`, `captcha`,
    /// `age-gate`, `closed`, `date-needed`, `must-type`, `no-way-on`, `withheld`,
    /// `budget`, `script`, `browser`, `unreachable`, `robots`.
    pub obstacle: String,
    /// One sentence for a person.
    pub detail: String,
}
