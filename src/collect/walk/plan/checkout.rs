//! Through the steps of the checkout, up to the page that places the order.
//!
//! A page is the last when it holds a button that says that an order is placed. A
//! button whose words only may place one, beside the choice of payment or the
//! acceptance of the terms, is not pressed either, and the walk says that it cannot
//! tell. Whoever can go on as a guest does; where nobody can, the walk ends.

use super::page::{Control, Field, Page, Sort, text};
use super::words::{self, Word};
use super::{Move, Plan, cart, end, entry, fill, options, press};
use crate::collect::walk::hand::{Act, Value};
use crate::extract::form::button::{self, Action};
use crate::extract::form::{OpenField, OpenForm};
use crate::extract::{ButtonReading, FormReading, PageKind, Region};
use crate::facts::Reason;
use crate::snapshot::{StepAction, WalkEnd, WalkMode};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use ego_tree::NodeRef;
use scraper::Node;
use std::sync::LazyLock;

static SHIPPING: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| &l.prices.shipping).map(|phrase| (phrase, ())))
});

/// What people write of themselves.
const PERSON: &[&str] = &[
    "email",
    "name",
    "given-name",
    "family-name",
    "tel",
    "street-address",
    "address-line1",
    "postal-code",
    "address-level2",
];

/// The buttons that place the order, or may.
pub(super) fn order_buttons(page: &Page) -> impl Iterator<Item = &ButtonReading> {
    page.reading
        .forms
        .iter()
        .filter(|form| matches!(form.purpose, Some("checkout" | "payment")))
        .filter(|form| !is_list(form))
        .flat_map(|form| &form.buttons)
        .filter(|button| button.clarity.is_some())
        // What is not shown yet orders nothing yet.
        .filter(|button| page.doc.find(&button.selector).is_none_or(|node| page.doc.is_seen(node)))
}

/// Whether a form is only a list that changes the page: of languages, of brands.
fn is_list(form: &FormReading) -> bool {
    !form.fields.is_empty()
        && form.consent.is_none()
        && form.payment_methods.is_empty()
        && form.fields.iter().all(|field| field.kind == "select" && field.purpose == "other")
}

/// Whether the words of a button say that an order is placed.
pub(super) fn is_strong(button: &ButtonReading) -> bool {
    matches!(button.clarity, Some("clear" | "weak"))
}

/// Whether a button can only lead on, though the choice of payment stands beside it:
/// its words go on, the choice is made or the page lists a further step, and neither the terms nor anything of the
/// person, which an order needs, stand there.
pub(super) fn only_leads_on(page: &Page, button: &ButtonReading) -> bool {
    let consents = page.reading.forms.iter().any(|form| form.consent.is_some());
    let Some(form) = page
        .doc
        .find(&button.selector)
        .and_then(|node| page.presses.iter().find(|control| control.node == node))
        .and_then(|control| page.form(control.form?))
    else {
        return false;
    };
    let ticked = |field: &OpenField| match field.kind.as_str() {
        "radio" => {
            let mut group = form.fields.iter().filter(|other| other.name == field.name);
            group.any(|other| page.is_ticked(other.node))
        }
        "select" => !options::is_open_list(page, field.node),
        _ => false,
    };
    let card = form.fields.iter().any(|field| field.purpose.starts_with("cc-"));
    !is_strong(button)
        && is_onward(&button.text)
        && !consents
        && !card
        && !asks_person(form)
        && (another_step(page) || form.fields.iter().filter(|field| field.pays).all(ticked))
}

/// Whether the page lists the steps of the checkout, and another comes after this
/// one.
pub(super) fn another_step(page: &Page) -> bool {
    page.doc.html.tree.root().descendants().any(|node| {
        let current =
            node.value().as_element().is_some_and(|e| e.attr("aria-current") == Some("step"));
        // The mark may stand in the item of the list.
        current
            && std::iter::once(node).chain(node.ancestors().take(2)).any(|item| {
                let listed = item.value().as_element().is_some_and(|e| e.name() == "li");
                listed && item.next_siblings().any(|next| next.value().is_element())
            })
    })
}

/// The end before a button of which nobody can tell what it does.
pub(super) fn unclear(words: &str) -> WalkEnd {
    let words: String = words.chars().take(80).collect();
    let detail = format!("“{words}” may place the order or only lead on, and was not pressed.");
    end("withheld", Reason::Ambiguous, &detail)
}

/// Whether words only go on to a next step.
pub(super) fn is_onward(text: &str) -> bool {
    if words::is(text, Word::NextStep) {
        return true;
    }
    button::goes_on(text)
        && !matches!(
            button::does(text),
            Some(Action::Aside | Action::AddToCart | Action::Clear | Action::Weak)
        )
}

fn asks_person(form: &OpenForm) -> bool {
    form.fields.iter().any(|field| PERSON.contains(&field.purpose.as_str()))
}

/// Whether the page asks for what an order needs and places one.
pub(super) fn is_order_form(page: &Page) -> bool {
    let asks = page
        .forms
        .iter()
        .filter(|form| matches!(form.purpose, Some("checkout" | "payment")))
        .any(|form| asks_person(form) || form.fields.iter().any(|field| field.pays));
    asks && order_buttons(page).any(is_strong)
}

/// The move from a page of the checkout.
pub(super) fn next(plan: &mut Plan, page: &Page) -> Move {
    if let Some(arrived) = last_step(plan, page) {
        return arrived;
    }
    if cart::is_empty(page) {
        plan.added = false;
        let reason = if plan.draws { Reason::Ambiguous } else { Reason::NeedsJavascript };
        let code = if plan.draws { "no-way-on" } else { "script" };
        return Move::End(end(code, reason, "At the checkout the cart is empty."));
    }
    if let Some(guest) = as_guest(plan, page) {
        return guest;
    }
    if let Some(ended) = elsewhere(plan, page) {
        return Move::End(ended);
    }
    let next = step(plan, page).or_else(|| open_the_way(plan, page));
    if let Some(next) = next.or_else(|| card_of_delivery(plan, page)) {
        return next;
    }
    if is_shut(plan, page) {
        return Move::Arrived;
    }
    // Back at the cart, or not yet beyond it.
    if let Some(control) = cart::to_checkout(plan, page, false) {
        return press(page, StepAction::OpenCheckout, control, Vec::new());
    }
    Move::End(obstacle(plan, page))
}

/// Whether this is the last page before the order.
fn last_step(plan: &Plan, page: &Page) -> Option<Move> {
    let deciding = page.reading.forms.iter().any(|form| {
        form.consent.as_ref().is_some_and(|consent| consent.present)
            || !form.payment_methods.is_empty()
    });
    let person = page.forms.iter().any(asks_person);
    let at_checkout = page.kind() != Some(PageKind::Cart) || deciding || person;
    if at_checkout && order_buttons(page).any(is_strong) {
        return Some(Move::Arrived);
    }
    if page.kind() == Some(PageKind::Checkout) && has_loose(page) && (deciding || !plan.draws) {
        return Some(Move::Arrived);
    }
    let unsure =
        order_buttons(page).find(|button| !is_strong(button) && !only_leads_on(page, button))?;
    if deciding && !is_onward(&unsure.text) {
        return Some(Move::Arrived);
    }
    Some(Move::End(unclear(&unsure.text)))
}

/// Whether such a button stands outside of a form that is known to order.
fn has_loose(page: &Page) -> bool {
    page.presses.iter().any(|control| {
        let clarity = button::clarity(&control.words, None, Vocabulary::built_in());
        let form = control.form.and_then(|node| page.form(node)).and_then(|form| form.purpose);
        !matches!(control.sort, Sort::Link(_))
            && !is_onward(&control.words)
            && matches!(control.region, Region::Main | Region::Aside)
            && matches!(clarity, Some("clear" | "weak"))
            && !button::leads(&control.words, Action::ToCheckout)
            && !button::leads(&control.words, Action::AddToCart)
            && !button::names_wallet(&control.all_words)
            && !matches!(form, Some("login" | "newsletter" | "search" | "contact" | "registration"))
    })
}

/// Goes on as a guest where the page offers it.
fn as_guest(plan: &Plan, page: &Page) -> Option<Move> {
    for form in page.forms.iter().filter(|form| fill::guest(page, form).is_some()) {
        let Some(send) = sender(plan, page, form) else { continue };
        return Some(match fill::complete(plan, page, form, false) {
            Ok(filled) => press(page, StepAction::ContinueAsGuest, send, filled.inputs),
            Err(ended) => Move::End(ended),
        });
    }
    let control = page.open().find(|control| {
        (words::is(&control.words, Word::Guest) || words::is(&control.all_words, Word::Guest))
            && matches!(control.region, Region::Main | Region::Aside)
            && plan.works(control)
            && !plan.is_spent(page, control)
    })?;
    // Such a button may stand below the address that it sends.
    let form = control.form.and_then(|node| page.form(node)).filter(|form| asks_person(form));
    match form.map(|form| fill::complete(plan, page, form, false)) {
        Some(Err(ended)) => Some(Move::End(ended)),
        Some(Ok(filled)) => Some(press(page, StepAction::ContinueAsGuest, control, filled.inputs)),
        None => Some(press(page, StepAction::ContinueAsGuest, control, Vec::new())),
    }
}

/// Why the checkout is not on this page, where something says so.
fn elsewhere(plan: &Plan, page: &Page) -> Option<WalkEnd> {
    match page.reading.checkout_elsewhere {
        Some(Reason::ThirdPartyFrame) => Some(end(
            "hosted-checkout",
            Reason::ThirdPartyFrame,
            "The checkout is in a frame of another party.",
        )),
        Some(Reason::NeedsJavascript) if !plan.draws => {
            Some(end("script", Reason::NeedsJavascript, "The checkout is drawn by script."))
        }
        _ if page.reading.script_shell && !plan.draws => {
            Some(end("script", Reason::NeedsJavascript, "The page is drawn by script."))
        }
        _ => None,
    }
}

/// The next step of the checkout.
fn step(plan: &Plan, page: &Page) -> Option<Move> {
    let form = page
        .forms
        .iter()
        .filter(|form| is_step(page, form))
        .filter(|form| {
            sender(plan, page, form).is_some() || spent_sender(plan, page, form).is_some()
        })
        .max_by_key(|form| {
            let person =
                form.fields.iter().filter(|f| PERSON.contains(&f.purpose.as_str())).count();
            let choices = form.fields.iter().filter(|f| f.kind == "radio").count();
            (
                person,
                form.purpose == Some("checkout"),
                choices,
                std::cmp::Reverse(page.place(form.node)),
            )
        });
    let Some(form) = form else {
        let control = page.open().find(|control| {
            matches!(control.region, Region::Main)
                && control.form.is_none_or(|node| page.form(node).is_none_or(|f| is_step(page, f)))
                && is_onward(&control.words)
                && plan.works(control)
                && !plan.is_spent(page, control)
        })?;
        return Some(press(page, StepAction::Continue, control, Vec::new()));
    };
    // A step that came back as it was wants more than it marks.
    let (send, again) = match sender(plan, page, form) {
        Some(send) => (send, false),
        None => (spent_sender(plan, page, form)?, true),
    };
    let filled = match fill::complete(plan, page, form, again) {
        Ok(filled) => filled,
        Err(ended) => return Some(Move::End(ended)),
    };
    if again && filled.inputs.is_empty() {
        return None;
    }
    Some(press(page, filled.action, send, filled.inputs))
}

/// The buttons of the page's own part that cannot be pressed yet.
fn shut(page: &Page) -> impl Iterator<Item = &Control> {
    page.presses.iter().filter(|control| {
        control.disabled
            && matches!(control.region, Region::Main)
            && !matches!(control.sort, Sort::Link(_))
            && control.words.chars().any(char::is_alphabetic)
            && !words::is(&control.words, Word::Remove)
            && !words::is(&control.words, Word::Update)
    })
}

/// Gives what is asked for where the button that goes on waits for it: the page
/// itself takes it, and nothing is pressed.
fn open_the_way(plan: &Plan, page: &Page) -> Option<Move> {
    let waits = plan.draws && plan.mode == WalkMode::Fill && shut(page).next().is_some();
    if !waits || plan.gave.contains(page.url.as_str()) {
        return None;
    }
    let forms = page.forms.iter().filter(|form| asks_person(form) && is_step(page, form));
    let mut entries = Vec::new();
    for form in forms {
        match fill::complete(plan, page, form, true) {
            Ok(filled) => entries.extend(filled.inputs),
            Err(ended) => return Some(Move::End(ended)),
        }
    }
    (!entries.is_empty()).then(|| {
        let words = String::new();
        Move::Act(Act { action: StepAction::Fill, press: None, words, entries })
    })
}

/// The first of drawn cards of which each is a delivery, where none is chosen and a
/// button waits for it. Rows that do not say so themselves are left alone.
fn card_of_delivery(plan: &Plan, page: &Page) -> Option<Move> {
    let key = format!("{} delivery", page.url);
    if !plan.draws || shut(page).next().is_none() || plan.gave.contains(&key) {
        return None;
    }
    let role = |node: NodeRef<'_, Node>| {
        node.value().as_element().and_then(|element| element.attr("role").map(str::to_owned))
    };
    page.doc.html.tree.root().descendants().find_map(|node| {
        if role(node).as_deref() != Some("radio") || !page.doc.is_seen(node.id()) {
            return None;
        }
        let row = node.ancestors().find(|above| role(*above).as_deref() == Some("radiogroup"))?;
        let mut inner = row.descendants().filter_map(|n| n.value().as_element());
        let taken = inner.any(|e| e.name() == "input" || e.attr("aria-checked") == Some("true"));
        let words = text(node, 80);
        if taken || !SHIPPING.matches(&Folded::new(&words)) {
            return None;
        }
        let field = Field { node: node.id(), label: "", name: "" };
        let entries = vec![entry(page, &field, "option", &words, Value::Press)];
        let action = StepAction::ChooseDelivery;
        Some(Move::Act(Act { action, press: None, words: String::new(), entries }))
    })
}

/// Whether all that is left is a button that waits: for a payment to be chosen, which
/// the walk does not.
fn is_shut(plan: &Plan, page: &Page) -> bool {
    let pays = page.reading.forms.iter().any(|form| !form.payment_methods.is_empty());
    plan.draws && pays && page.forms.iter().any(asks_person) && shut(page).next().is_some()
}

/// Whether a form is one of the checkout that the walk may send.
fn is_step(page: &Page, form: &OpenForm) -> bool {
    let password = form
        .fields
        .iter()
        .any(|field| field.kind == "password" && field.required && page.doc.is_seen(field.node));
    let password = password && fill::guest(page, form).is_none();
    let lists = page
        .reading
        .forms
        .iter()
        .any(|reading| is_list(reading) && page.doc.find(&reading.selector) == Some(form.node));
    let card = form.fields.iter().any(|field| field.purpose.starts_with("cc-"));
    !matches!(form.purpose, Some("login" | "newsletter" | "search" | "contact" | "cart"))
        && !password
        && !lists
        && !card
        && matches!(page.doc.region(form.node), Region::Main | Region::Aside)
        && (asks_person(form) || form.fields.iter().any(|f| f.kind == "radio") || form.is_form)
}

/// The control that sends a step, unless that was tried already.
fn sender<'a>(plan: &Plan, page: &'a Page, form: &OpenForm) -> Option<&'a Control> {
    send_control(plan, page, form).filter(|control| !plan.is_spent(page, control))
}

fn spent_sender<'a>(plan: &Plan, page: &'a Page, form: &OpenForm) -> Option<&'a Control> {
    let refused = |control: &&Control| {
        let selector = page.doc.selector(control.node);
        plan.refused.contains(&(page.url.to_string(), selector))
    };
    send_control(plan, page, form).filter(|control| !refused(control))
}

fn send_control<'a>(plan: &Plan, page: &'a Page, form: &OpenForm) -> Option<&'a Control> {
    let of_form = |control: &&Control| {
        control.form == Some(form.node)
            && plan.works(control)
            && !matches!(control.sort, Sort::Link(_))
            && !button::names_wallet(&control.all_words)
            && (is_onward(&control.words)
                || !matches!(
                    button::does(&control.words),
                    Some(Action::Aside | Action::Clear | Action::Weak | Action::AddToCart)
                ))
            && !words::is(&control.words, Word::Remove)
            && !words::is(&control.words, Word::Update)
    };
    let all: Vec<&Control> = page.open().filter(of_form).collect();
    let named = all.iter().rev().find(|control| {
        is_onward(&control.words) || button::leads(&control.words, Action::ToCheckout)
    });
    let submits: Vec<&&Control> = all.iter().filter(|c| c.sort == Sort::Submit).collect();
    match (named, submits.as_slice()) {
        (Some(control), _) => Some(control),
        // A single button says less; the form has to be one of an order.
        (None, [only])
            if form.purpose == Some("checkout")
                || asks_person(form)
                || form.fields.iter().any(|field| field.kind == "radio") =>
        {
            Some(only)
        }
        _ => None,
    }
}

/// What stands in the way where nothing leads on.
fn obstacle(plan: &Plan, page: &Page) -> WalkEnd {
    let login = page.forms.iter().any(|form| {
        matches!(form.purpose, Some("login" | "registration"))
            || form.fields.iter().any(|field| field.kind == "password")
    });
    // Where a guest is spoken of there is a way, though it was not found.
    if (login || page.says(Word::SignIn)) && !page.says(Word::Guest) {
        return end(
            "sign-in",
            Reason::LoginRequired,
            "The checkout goes on only after signing in.",
        );
    }
    if let Some(text) = page.saying(Word::MinimumOrder) {
        let detail = format!("One piece is less than the shop sells at least: {text}");
        return end("minimum-order", Reason::NotCollected, &detail);
    }
    if page.says(Word::Closed) {
        return end("closed", Reason::NotCollected, "The shop takes no orders now.");
    }
    if let Some(text) = page.saying(Word::OutOfStock) {
        let detail = format!("The product cannot be had now: {text}");
        return end("out-of-stock", Reason::NotCollected, &detail);
    }
    plan.stuck(page, "Nothing on the page leads on.")
}
