//! What a walk may press and send: nothing that could buy, pay, register or
//! subscribe.
//!
//! Two questions are asked here, of every press before it is made ([`press`]) and
//! of every request before it leaves ([`send`]), whichever hand makes it. Both are
//! pure. What is not known to be harmless is not pressed; what says that it orders,
//! pays, registers, signs in or subscribes does not leave, whatever pressed it.
//! Each refusal has a [`Ground`] of a closed list.
//!
//! What is read is all that a visitor's program can know: words in all languages
//! whatever the page's, what platforms call their controls, fields and addresses,
//! and what is sent. Nothing depends on a platform being recognised.
//!
//! What this cannot know: what a server does with a request. A shop that orders
//! when a product is put into the cart, when a page is opened, or when the step
//! before the order is sent under a harmless name, does so to every customer, and
//! cannot be told from others by looking at the request. The same holds of what is
//! said over a web socket, so none is opened, and of a body that was cut short:
//! callers must give the whole body, and hold back what they cannot give whole.
//! Rather than guess at a last step, the guard stops early: a form that sends a
//! choice of payment with the customer's data or the acceptance of the terms is
//! not sent.

mod address;
mod carried;
mod content;
mod face;
mod form;
mod graphql;
pub(in crate::collect) mod ground;
mod hosts;
mod lists;
mod press;
mod send;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

pub use face::keeps_its_laws;

use crate::snapshot::StepAction;
use url::Url;

/// A control or link about to be pressed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::collect) struct Press<'a> {
    /// What the walk wants of it.
    pub(in crate::collect) action: Option<StepAction>,
    /// The page it stands on.
    pub(in crate::collect) page: Option<&'a Url>,
    /// Its words, and those of its `title`, `aria-label` and `value`.
    pub(in crate::collect) words: &'a str,
    /// Its `name`, `value`, `id` and classes, for marks that platforms leave.
    pub(in crate::collect) marks: Vec<&'a str>,
    /// Where it leads: `href`, `formaction`, else the form's `action`.
    pub(in crate::collect) target: Option<&'a str>,
    /// The form that it sends, where it sends one.
    pub(in crate::collect) form: Option<FormInHand<'a>>,
}

/// The form that a press would send.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::collect) struct FormInHand<'a> {
    /// `get`, `post` or `dialog`.
    pub(in crate::collect) method: &'a str,
    /// What the form is for, as extraction reads it.
    pub(in crate::collect) purpose: Option<&'a str>,
    /// Its fields: purpose (WHATWG autofill token), type, name, value as it
    /// would be sent.
    pub(in crate::collect) fields: Vec<FieldInHand<'a>>,
}

/// One field of a form that a press would send.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::collect) struct FieldInHand<'a> {
    /// WHATWG autofill token, `consent` or `other`; empty for hidden fields.
    pub(in crate::collect) purpose: &'a str,
    /// `type` of the input, or `select`, `textarea`.
    pub(in crate::collect) kind: &'a str,
    /// Its name.
    pub(in crate::collect) name: &'a str,
    /// What would be sent.
    pub(in crate::collect) value: &'a str,
}

/// A request about to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::collect) struct Sending<'a> {
    /// HTTP method.
    pub(in crate::collect) method: &'a str,
    /// Where to.
    pub(in crate::collect) url: &'a Url,
    /// Media type of the body.
    pub(in crate::collect) content_type: &'a str,
    /// The body, or its beginning.
    pub(in crate::collect) body: &'a [u8],
    /// Whether the host belongs to the shop.
    pub(in crate::collect) own: bool,
    /// What the walk is doing; none while pages are only read.
    pub(in crate::collect) action: Option<StepAction>,
}

/// Why something is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::collect) struct Ground {
    /// Kebab-case code, such as `order-words`.
    pub(in crate::collect) code: &'static str,
    /// One sentence for a person.
    pub(in crate::collect) sentence: &'static str,
}

/// Whether something may be pressed.
///
/// # Errors
/// Why not.
pub(in crate::collect) fn press(press: &Press<'_>) -> Result<(), Ground> {
    press::judge(press)
}

/// Whether a request may leave. The body must be whole.
///
/// # Errors
/// Why not.
pub(in crate::collect) fn send(sending: &Sending<'_>) -> Result<(), Ground> {
    send::judge(sending)
}
