//! From the product to the cart, from the cart to the checkout, and how the cart
//! is emptied again.
//!
//! What was put into the cart is believed when the cart is not empty. A page that
//! was asked for as the cart is taken for it, whatever it calls itself.

use super::page::{Control, Page, Sort, bare, is_own};
use super::words::{self, Word};
use super::{Move, Plan, checkout, end, entry, options, page::Field, press};
use crate::collect::walk::hand::{Act, Value};
use crate::extract::form::button::{self, Action};
use crate::extract::pages::link_kind;
use crate::extract::{ButtonReading, PageKind, Region};
use crate::facts::Reason;
use crate::snapshot::StepAction;
use crate::vocabulary::Vocabulary;
use url::Url;

/// Parts of addresses by which carts change on a plain link.
const CHANGES: &[&str] = &["add", "remove", "delete", "update", "empty", "clear"];

/// Most characters of the words of a control that takes something out.
const MAX_REMOVE: usize = 90;

/// Where the cart is, by a link of the page.
pub(super) fn address(page: &Page, own: &[String]) -> Option<Url> {
    link(page, own, |_| false).and_then(|control| match &control.sort {
        Sort::Link(url) => Some(url.clone()),
        _ => None,
    })
}

/// The link to the cart: one that changes nothing.
fn link<'a>(
    page: &'a Page,
    own: &[String],
    spent: impl Fn(&Control) -> bool,
) -> Option<&'a Control> {
    page.open().find(|control| match &control.sort {
        Sort::Link(url) => {
            control.kind == Some(PageKind::Cart)
                && is_own(url, own)
                && !is_change(url)
                && !button::leads(&control.words, Action::AddToCart)
                && !spent(control)
        }
        _ => false,
    })
}

/// Whether a link does something to the cart instead of showing it.
fn is_change(url: &Url) -> bool {
    let parts = url.path().split(['/', '-', '_', '.']).map(str::to_owned);
    let query = url.query_pairs().flat_map(|(key, value)| [key.into_owned(), value.into_owned()]);
    let query: Vec<String> = query
        .flat_map(|text| text.split(['/', '-', '_', '.']).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    parts.chain(query).any(|part| CHANGES.contains(&part.to_ascii_lowercase().as_str()))
}

/// The move from the page after the product was put into the cart, and from the
/// cart itself.
pub(super) fn next(plan: &mut Plan, page: &Page) -> Move {
    if checkout::is_order_form(page) {
        plan.goal = super::Goal::Checkout;
        return checkout::next(plan, page);
    }
    if plan.in_cart || page.kind() == Some(PageKind::Cart) {
        return from_cart(plan, page);
    }
    if page.kind() == Some(PageKind::Checkout) {
        plan.goal = super::Goal::Checkout;
        return checkout::next(plan, page);
    }
    let alerts = page.alerts();
    let added = alerts.iter().any(|text| words::says(text, Word::Added));
    if !added && let Some(ended) = refusal(&alerts) {
        plan.added = false;
        return plan.next_product(ended);
    }
    let found = link(page, &plan.own, |control| plan.is_spent(page, control));
    if let Some(control) = found {
        return press(page, StepAction::OpenCart, control, Vec::new());
    }
    if let Some(url) = plan.cart.clone() {
        plan.in_cart = true;
        return Move::Open { action: StepAction::OpenCart, url, words: String::new() };
    }
    if let Some(control) = to_checkout(plan, page, true) {
        return press(page, StepAction::OpenCheckout, control, Vec::new());
    }
    let opens = |control: &&Control| {
        control.kind == Some(PageKind::Cart) && plan.works(control) && !plan.is_spent(page, control)
    };
    if let Some(control) = page.open().find(opens) {
        return press(page, StepAction::OpenCart, control, Vec::new());
    }
    Move::End(plan.stuck(page, "No way leads from the product to the cart."))
}

/// Why the product did not come into the cart, by the messages.
fn refusal(alerts: &[String]) -> Option<crate::snapshot::WalkEnd> {
    let saying = |word| alerts.iter().find(|text| words::says(text, word));
    let short = |text: &String| text.chars().take(160).collect::<String>();
    if let Some(text) = saying(Word::OutOfStock) {
        let detail = format!("The product cannot be had now: {}", short(text));
        return Some(end("out-of-stock", Reason::NotCollected, &detail));
    }
    let text =
        alerts.iter().find(|text| text.len() < 200 && words::says(text, Word::ChooseFirst))?;
    let detail = format!("The shop asks for a choice that was not found: {}", short(text));
    Some(end("no-way-on", Reason::Ambiguous, &detail))
}

/// The move from the cart.
fn from_cart(plan: &mut Plan, page: &Page) -> Move {
    if page.kind() == Some(PageKind::Cart) || plan.cart.is_none() {
        plan.cart = Some(page.url.clone());
    }
    if is_empty(page) {
        plan.added = false;
        let ended = if plan.draws {
            end(
                "no-way-on",
                Reason::Ambiguous,
                "The cart stayed empty after the product was put into it.",
            )
        } else {
            end(
                "script",
                Reason::NeedsJavascript,
                "The cart stayed empty after the product was put into it without scripts.",
            )
        };
        return plan.next_product(ended);
    }
    let date = page.forms.iter().flat_map(|form| &form.fields).find(|field| {
        options::is_date(field)
            && field.required
            && page.holds(field).is_empty()
            && page.doc.is_seen(field.node)
    });
    if let Some(field) = date {
        let detail = format!("The cart asks for a day: {}.", field.label);
        return Move::End(end("date-needed", Reason::NotCollected, &detail));
    }
    let minimum = page.alerts().into_iter().find(|text| words::says(text, Word::MinimumOrder));
    let control = to_checkout(plan, page, true);
    if let (Some(text), false) = (&minimum, control.is_some_and(|c| !c.disabled)) {
        return Move::End(too_small(text));
    }
    if let Some(control) = control {
        return press(page, StepAction::OpenCheckout, control, Vec::new());
    }
    // The cart may order by itself.
    if let Some(button) = checkout::order_buttons(page).find(|button| checkout::is_strong(button)) {
        return match says_order(button) {
            true => Move::Arrived,
            false => Move::End(checkout::unclear(&button.text)),
        };
    }
    if let Some(text) = minimum.or_else(|| page.saying(Word::MinimumOrder)) {
        return Move::End(too_small(&text));
    }
    if page.says(Word::Closed) {
        return Move::End(end("closed", Reason::NotCollected, "The shop takes no orders now."));
    }
    if page.says(Word::SignIn) {
        return Move::End(end(
            "sign-in",
            Reason::LoginRequired,
            "The cart leads on only after signing in.",
        ));
    }
    Move::End(plan.stuck(page, "No way leads from the cart to the checkout."))
}

/// Whether the words of a button say in full that it orders and that this costs
/// money. "Pay" alone leads from many a cart to the checkout.
fn says_order(button: &ButtonReading) -> bool {
    button.clarity == Some("clear")
        && !checkout::is_onward(&button.text)
        && button.text.split_whitespace().count() > 2
}

fn too_small(text: &str) -> crate::snapshot::WalkEnd {
    let text: String = text.chars().take(160).collect();
    let detail = format!("One piece is less than the shop sells at least: {text}");
    end("minimum-order", Reason::NotCollected, &detail)
}

/// Whether the page says that the cart is empty, and shows nothing that could be
/// taken out of it.
pub(super) fn is_empty(page: &Page) -> bool {
    page.says(Word::EmptyCart) && removal(page, true).is_none()
}

/// The control that leads on to the checkout: one that says so, or leads there;
/// where that is enough, one that only goes on.
pub(super) fn to_checkout<'a>(plan: &Plan, page: &'a Page, loose: bool) -> Option<&'a Control> {
    let leads = |control: &Control| {
        button::leads(&control.words, Action::ToCheckout)
            || button::leads(&control.all_words, Action::ToCheckout)
    };
    let fits = |control: &&Control| {
        let stays = matches!(&control.sort, Sort::Link(url) if same(url, &page.url));
        !button::names_wallet(&control.all_words)
            && control.kind != Some(PageKind::Cart)
            && !matches!(control.kind, Some(kind) if kind != PageKind::Checkout)
            && !stays
            && !plan.is_spent(page, control)
            && plan.works(control)
            && (control.kind == Some(PageKind::Checkout)
                || leads(control)
                || sends_to_checkout(page, control)
                || (loose && goes_on(page, control)))
    };
    page.open().filter(fits).min_by_key(|control| {
        (
            !(control.kind == Some(PageKind::Checkout) || leads(control)),
            !matches!(control.region, Region::Main | Region::Aside),
            !leads(control),
            page.place(control.node),
        )
    })
}

/// Whether a button sends a form of the cart to the checkout. What its words say of
/// an order is then said on the way to it; a duty to pay is never that.
fn sends_to_checkout(page: &Page, control: &Control) -> bool {
    let Some(form) = control.form.and_then(|node| page.form(node)) else { return false };
    let action = page.attribute(control.node, "formaction");
    let action = action.or_else(|| page.attribute(form.node, "action")).unwrap_or("").trim();
    let asks = form.fields.iter().any(|field| {
        field.pays
            || field.purpose == "consent"
            || matches!(field.kind.as_str(), "email" | "password")
    });
    let target = page.doc.base.join(action).ok().filter(|_| !action.is_empty());
    control.sort == Sort::Submit
        && !asks
        && !matches!(button::does(&control.words), Some(Action::Clear | Action::Aside))
        && !words::says(&control.all_words, Word::Remove)
        && target.is_some_and(|url| {
            link_kind("", &url, Vocabulary::built_in()) == Some(PageKind::Checkout)
        })
}

/// Whether the words of a button of the page's own part only go on.
fn goes_on(page: &Page, control: &Control) -> bool {
    let person = control.form.and_then(|node| page.form(node)).is_some_and(|form| {
        matches!(form.purpose, Some("login" | "newsletter" | "search" | "contact" | "registration"))
            || form.fields.iter().any(|field| field.kind == "password" || field.kind == "email")
    });
    matches!(control.region, Region::Main) && !person && checkout::is_onward(&control.words)
}

fn same(a: &Url, b: &Url) -> bool {
    bare(a) == bare(b)
}

/// Whether the cart shows a count of pieces, or a way to take something out.
pub(super) fn holds_something(page: &Page) -> bool {
    let counts = page.forms.iter().flat_map(|form| &form.fields).any(|field| {
        let name = field.name.to_ascii_lowercase();
        (name.contains("qty") || name.contains("quantity")) && page.doc.is_seen(field.node)
    });
    counts || removal(page, true).is_some()
}

/// How one thing is taken out of the cart that is open.
pub(in crate::collect::walk) fn removal(page: &Page, draws: bool) -> Option<Act> {
    let own = |control: &&Control| {
        matches!(control.region, Region::Main | Region::Aside)
            && (draws || control.sort != Sort::Script)
    };
    // "Remove" stands there alone, or with the name of what is removed.
    let says = |control: &&Control| {
        words::is(&control.words, Word::Remove)
            || words::is(&control.all_words, Word::Remove)
            || (control.all_words.chars().count() <= MAX_REMOVE
                && words::says(&control.all_words, Word::Remove))
    };
    let act = |control: &Control, entries| Act {
        action: StepAction::EmptyCart,
        press: Some(page.doc.selector(control.node)),
        words: control.words.clone(),
        entries,
    };
    // A sign alone says it by its address.
    let by_address = |control: &&Control| match &control.sort {
        Sort::Link(url) => {
            !control.words.chars().any(char::is_alphabetic)
                && control.kind != Some(PageKind::Cart)
                && {
                    let text = url.as_str().to_ascii_lowercase();
                    text.contains("remove") || text.contains("delete")
                }
        }
        _ => false,
    };
    if let Some(control) =
        page.open().filter(own).find(says).or_else(|| page.open().filter(own).find(by_address))
    {
        return Some(act(control, Vec::new()));
    }
    let update = page.open().filter(own).find(|control| {
        words::is(&control.words, Word::Update) || words::is(&control.all_words, Word::Update)
    })?;
    let form = page.form(update.form?)?;
    let counts: Vec<_> = form
        .fields
        .iter()
        .filter(|field| {
            let name = field.name.to_ascii_lowercase();
            field.kind == "number" || name.contains("qty") || name.contains("quantity")
        })
        .filter(|field| page.holds(field) != "0")
        .map(|field| entry(page, &Field::of(field), "option", "0", Value::Text("0".to_owned())))
        .collect();
    (!counts.is_empty()).then(|| act(update, counts))
}
