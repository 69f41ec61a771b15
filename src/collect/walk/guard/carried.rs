//! What the names and values of a request say that it would do.

use super::address::{self, Use};
use super::content::{Content, is_code, is_on};
use super::graphql::Operation;
use super::ground::{
    ACCOUNT_CHANGE, CARD_FIELD, LAST_STEP, LOGIN, NOT_NEEDED, ORDER_ADDRESS, ORDER_CONTENT,
    PASSWORD, REGISTRATION, SUBSCRIPTION, WALLET,
};
use super::lists::{Lists, lists};
use super::tokens::Tokens;
use super::{Ground, words};
use crate::snapshot::StepAction;
use url::Url;

/// Whether a step goes through the checkout, where a customer's data are asked.
pub(super) const fn in_checkout(action: Option<StepAction>) -> bool {
    matches!(
        action,
        Some(
            StepAction::OpenCheckout
                | StepAction::ContinueAsGuest
                | StepAction::ChooseDelivery
                | StepAction::Fill
                | StepAction::Continue
        )
    )
}

/// Whether a step does something, be it in the cart or in the checkout.
pub(super) const fn acts(action: Option<StepAction>) -> bool {
    !matches!(action, None | Some(StepAction::OpenProduct | StepAction::Dismiss))
}

/// Judges what is sent to an address.
pub(super) fn judge(
    content: &Content,
    url: &Url,
    action: Option<StepAction>,
) -> Result<(), Ground> {
    for operation in &content.operations {
        by_operation(operation, content, action)?;
    }
    let lists = lists();
    let batch = address::says(url, &lists.batch);
    for (name, value) in &content.pairs {
        if !is_on(value) {
            continue;
        }
        by_pair(&Tokens::of(name), value, lists)?;
        if batch && value.starts_with('/') {
            let inner = url.join(value).map_err(|_| ORDER_ADDRESS)?;
            address::judge(&inner, Use::SendTo, content)?;
        }
    }
    let person = person(content);
    if is_last_step(content, person) && !address::says(url, &lists.updates) {
        return Err(LAST_STEP);
    }
    if person > 1 && !in_checkout(action) {
        return Err(NOT_NEEDED);
    }
    Ok(())
}

fn by_pair(name: &Tokens, value: &str, lists: &Lists) -> Result<(), Ground> {
    if name.says(&lists.card) {
        return Err(CARD_FIELD);
    }
    if name.says(&lists.password) {
        return Err(PASSWORD);
    }
    if name.says_but(&lists.order, &lists.harmless) {
        return Err(ORDER_CONTENT);
    }
    if name.says(&lists.wallet) {
        return Err(WALLET);
    }
    if name.is(&lists.registration) {
        return Err(REGISTRATION);
    }
    if name.is(&lists.login) {
        return Err(LOGIN);
    }
    if name.says(&lists.subscription) {
        return Err(SUBSCRIPTION);
    }
    if !is_code(value) {
        return Ok(());
    }
    let words = Tokens::of(value);
    if words.says_but(&lists.order, &lists.harmless)
        || words::address_orders(&words.spoken())
        || words::address_orders(value)
    {
        return Err(ORDER_CONTENT);
    }
    if name.is(&lists.verbs) {
        by_verb(&words, lists)?;
        if words.is(&lists.ends) || words.says_but(&lists.sent_to, &lists.harmless) {
            return Err(ORDER_CONTENT);
        }
    }
    Ok(())
}

/// What a word does, other than order.
fn by_verb(words: &Tokens, lists: &Lists) -> Result<(), Ground> {
    if words.says(&lists.account) {
        return Err(ACCOUNT_CHANGE);
    }
    if words.says(&lists.registration) && !words.says(&lists.guest) {
        return Err(REGISTRATION);
    }
    if words.says(&lists.login) {
        return Err(LOGIN);
    }
    if words.says(&lists.subscription) {
        return Err(SUBSCRIPTION);
    }
    Ok(())
}

fn by_operation(
    operation: &Operation,
    content: &Content,
    action: Option<StepAction>,
) -> Result<(), Ground> {
    let lists = lists();
    for name in &operation.names {
        let words = Tokens::of(name);
        if words.says_but(&lists.order, &lists.harmless) {
            return Err(ORDER_CONTENT);
        }
        if operation.asks {
            continue;
        }
        if words.says(&lists.transition) && !is_before(operation, content, action) {
            return Err(ORDER_CONTENT);
        }
        by_verb(&words, lists)?;
    }
    Ok(())
}

/// Whether an order is only moved into a state that comes before it is placed.
///
/// A shop that takes "arranging payment" for the order itself cannot be told from
/// here; the state is so called because nothing is paid in it.
fn is_before(operation: &Operation, content: &Content, action: Option<StepAction>) -> bool {
    let states = &lists().states_before;
    let variables = content
        .pairs
        .iter()
        .filter(|(name, _)| Tokens::of(name).spoken().split(' ').any(|word| word == "variables"));
    let given: Vec<&str> = variables
        .map(|(_, value)| value.as_str())
        .filter(|value| value.chars().any(char::is_alphabetic))
        .collect();
    let known = |value: &str| Tokens::of(value).is(states);
    let named = given.iter().any(|value| known(value))
        || (given.is_empty() && operation.arguments.iter().any(|value| known(value)));
    in_checkout(action) && named && given.iter().all(|value| known(value))
}

/// How many kinds of personal data are given.
fn person(content: &Content) -> usize {
    let on: Vec<Tokens> = content
        .pairs
        .iter()
        .filter(|(_, value)| is_on(value))
        .map(|(name, _)| Tokens::of(name))
        .collect();
    lists()
        .person
        .iter()
        .filter(|mark| on.iter().any(|name| name.says(std::slice::from_ref(mark))))
        .count()
}

/// Whether a choice of payment is sent with the acceptance of terms or with the
/// customer's data.
fn is_last_step(content: &Content, person: usize) -> bool {
    let on = |wanted: &dyn Fn(&Tokens) -> bool| {
        content.pairs.iter().any(|(name, value)| is_on(value) && wanted(&Tokens::of(name)))
    };
    on(&is_payment_choice) && (person > 1 || on(&|name| name.says(&lists().consent)))
}

/// Whether a field of this name chooses the payment.
pub(super) fn is_payment_choice(name: &Tokens) -> bool {
    name.says(&lists().payment_choice) || name.is(&lists().payment_choice_alone)
}

/// Whether what looks like a registration only lets a guest go on.
pub(super) fn is_guest(content: &Content, url: &Url, action: Option<StepAction>) -> bool {
    let lists = lists();
    let on = |wanted: &dyn Fn(&Tokens, &Tokens) -> bool| {
        content
            .pairs
            .iter()
            .any(|(name, value)| is_on(value) && wanted(&Tokens::of(name), &Tokens::of(value)))
    };
    in_checkout(action)
        && !on(&|name, _| name.says(&lists.password) || name.is(&lists.registration))
        && (address::is_checkout(url)
            || address::is_a_step(content)
            || on(&|name, value| {
                name.says(&lists.guest) || value.is(&lists.guest) || value.says(&lists.checkout)
            }))
}
