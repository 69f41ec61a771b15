//! What a walk may press and send: nothing that could buy, pay, register or
//! subscribe.
//!
//! Two questions are asked here, of every press before it is made ([`press`]) and
//! of every request before it leaves ([`send`]), whichever hand makes it. Both are
//! pure. What is not known to be harmless is refused.

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
    let _ = press;
    Err(UNDECIDED)
}

/// Whether a request may leave.
///
/// # Errors
/// Why not.
pub(in crate::collect) fn send(sending: &Sending<'_>) -> Result<(), Ground> {
    match sending.method {
        "GET" | "HEAD" | "OPTIONS" => Ok(()),
        _ => Err(UNDECIDED),
    }
}

const UNDECIDED: Ground =
    Ground { code: "undecided", sentence: "Nothing says that this is harmless." };
