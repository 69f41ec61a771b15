//! What a form that a press would send asks for.

use super::carried::is_payment_choice;
use super::content::{Content, is_on};
use super::ground::{
    CARD_FIELD, LOGIN, NOT_NEEDED, PASSWORD, PAYMENT_FORM, REGISTRATION, SUBSCRIPTION,
};
use super::lists::lists;
use super::tokens::Tokens;
use super::{FieldInHand, FormInHand, Ground, carried};
use crate::snapshot::StepAction;
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::sync::LazyLock;
use url::Url;

static PAYMENT: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| &l.forms.payment).map(|phrase| (phrase, ())))
});

/// What stands in a form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing that may stand in a form")]
pub(super) struct Shape {
    /// It changes something at the server.
    pub(super) changes: bool,
    /// Fields for who the customer is or lives.
    pub(super) person: bool,
    /// The customer's name.
    pub(super) name: bool,
    /// The choice of a payment.
    pub(super) payment: bool,
    /// A box that accepts terms.
    pub(super) consent: bool,
    /// What goes into the cart, or how much.
    pub(super) product: bool,
    /// The choice of a delivery.
    pub(super) delivery: bool,
    /// A field for a guest.
    pub(super) guest: bool,
    /// It places orders or takes payments, as extraction reads it.
    pub(super) orders: bool,
}

impl Shape {
    /// Reads a form.
    pub(super) fn of(form: &FormInHand<'_>) -> Self {
        let lists = lists();
        let mut shape = Self { changes: changes(form.method), ..Self::default() };
        for field in &form.fields {
            let name = Tokens::of(field.name);
            shape.name |= matches!(field.purpose, "name" | "given-name" | "family-name");
            shape.person |= is_person(field) || (!is_hidden(field) && name.says(&lists.person));
            shape.payment |= is_payment_choice(&name)
                || (is_choice(field) && PAYMENT.matches(&Folded::new(&name.spoken())));
            shape.consent |= field.purpose == "consent"
                || (field.kind.eq_ignore_ascii_case("checkbox") && name.says(&lists.consent));
            shape.product |= name.says(&lists.product);
            shape.delivery |= name.says(&lists.delivery);
            shape.guest |= name.says(&lists.guest) || Tokens::of(field.value).is(&lists.guest);
        }
        shape.orders = matches!(form.purpose, Some("checkout" | "payment"));
        shape
    }
}

/// Whether the method changes something. What HTML does not know is `get`.
fn changes(method: &str) -> bool {
    let method = method.trim();
    !["", "get", "dialog", "head"].iter().any(|safe| method.eq_ignore_ascii_case(safe))
}

fn is_hidden(field: &FieldInHand<'_>) -> bool {
    field.kind.trim().eq_ignore_ascii_case("hidden")
}

fn is_choice(field: &FieldInHand<'_>) -> bool {
    ["radio", "select", "select-one"].iter().any(|kind| field.kind.eq_ignore_ascii_case(kind))
}

/// Whether a field asks who the customer is.
fn is_person(field: &FieldInHand<'_>) -> bool {
    let purpose = field.purpose;
    matches!(purpose, "email" | "tel" | "name" | "given-name" | "family-name" | "postal-code")
        || purpose.starts_with("address-")
        || purpose == "street-address"
        || field.kind.eq_ignore_ascii_case("email")
}

/// The pairs that a form would send.
pub(super) fn content(form: &FormInHand<'_>) -> Content {
    let mut content = Content { some: !form.fields.is_empty(), ..Content::default() };
    for field in &form.fields {
        content.push(field.name, field.value);
    }
    content
}

/// Judges the secrets that a form holds: details of a card, passwords. An empty
/// field for a password is left alone only where a guest may leave it so.
pub(super) fn secrets(
    form: &FormInHand<'_>,
    shape: &Shape,
    content: &Content,
    target: Option<&Url>,
    action: Option<StepAction>,
) -> Result<(), Ground> {
    let lists = lists();
    for field in &form.fields {
        let name = Tokens::of(field.name);
        if field.purpose.starts_with("cc-") || name.says(&lists.card) {
            return Err(CARD_FIELD);
        }
        let secret = matches!(
            field.purpose,
            "password" | "current-password" | "new-password" | "one-time-code"
        ) || field.kind.trim().eq_ignore_ascii_case("password")
            || name.says(&lists.password);
        if secret {
            let empty = !is_hidden(field) && !is_on(field.value);
            let guest = (shape.name || shape.guest)
                && target.is_some_and(|target| carried::is_guest(content, target, action));
            if !(empty && guest) {
                return Err(PASSWORD);
            }
        }
    }
    Ok(())
}

/// Judges what a form is for.
pub(super) fn purpose(form: &FormInHand<'_>, shape: &Shape, guest: bool) -> Result<(), Ground> {
    match form.purpose {
        Some("payment") => Err(PAYMENT_FORM),
        Some("newsletter") => Err(SUBSCRIPTION),
        Some("login") if !(guest && shape.guest) => Err(LOGIN),
        Some("registration") if !(guest && shape.name) => Err(REGISTRATION),
        Some("contact") => Err(NOT_NEEDED),
        _ => Ok(()),
    }
}
