//! What a form is for: checkout, cart, contact, newsletter, login, registration,
//! search or payment.
//!
//! Evidence are the fields by purpose, the words of its buttons and headings,
//! the identifiers programmers gave it, and what the page is. A form that gets
//! too little of it is for none of these.

use super::button::{self, Action};
use super::codes;
use super::layout::Group;
use super::words::words;
use crate::extract::document::Attributes;
use crate::extract::{Document, PageKind};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Fewer votes than this are no evidence.
const THRESHOLD: f32 = 2.0;

/// With so many votes a form asks only where to send news, and says so on its button.
const FOR_NEWS: f32 = 4.0;

/// Names of the purposes, the weightier first, for votes that are even.
const ORDER: &[&str] =
    &["checkout", "payment", "registration", "login", "contact", "cart", "newsletter", "search"];

type Votes = BTreeMap<&'static str, f32>;

static WORDS: LazyLock<PhraseSet<&'static str>> = LazyLock::new(|| {
    PhraseSet::new(Vocabulary::built_in().languages().iter().flat_map(|language| {
        language.forms.purposes.iter().flat_map(|(purpose, phrases)| {
            phrases.iter().map(move |phrase| (phrase, purpose.as_str()))
        })
    }))
});

static CODES: LazyLock<PhraseSet<&'static str>> =
    LazyLock::new(|| {
        PhraseSet::new(codes::FORMS.iter().flat_map(|(purpose, phrases)| {
            phrases.split('|').map(move |phrase| (phrase, *purpose))
        }))
    });

/// What the page around a form tells.
pub(super) struct Page {
    /// Purposes that the address and the main heading name.
    named: Vec<&'static str>,
    kind: Option<PageKind>,
}

impl Page {
    /// Reads the address and the main headings.
    pub(super) fn of(doc: &Document, kind: Option<PageKind>) -> Self {
        let path = words(&doc.url.path().chars().take(200).collect::<String>());
        let mut text = path.clone();
        for block in doc.blocks.iter().filter(|block| block.heading == Some(1)).take(3) {
            text.push_str(" . ");
            text.push_str(&block.text);
        }
        let mut named = found(&text, &WORDS);
        named.extend(found(&path, &CODES));
        Self { named, kind }
    }

    /// Whether the page is a checkout.
    fn is_checkout(&self) -> bool {
        self.named.contains(&"checkout") || self.kind == Some(PageKind::Checkout)
    }

    /// Whether the page is about placing an order.
    pub(super) fn is_ordering(&self) -> bool {
        self.named.iter().any(|purpose| matches!(*purpose, "checkout" | "cart"))
            || matches!(self.kind, Some(PageKind::Checkout | PageKind::Cart))
    }
}

/// The values of all phrases in a text, each once.
fn found(text: &str, set: &PhraseSet<&'static str>) -> Vec<&'static str> {
    let folded = Folded::new(&text.chars().take(1_000).collect::<String>());
    let mut out = Vec::new();
    for hit in set.find(&folded) {
        if !out.contains(hit.value) {
            out.push(*hit.value);
        }
    }
    out
}

/// The purpose of a form, its fields having these purposes.
pub(super) fn purpose(
    doc: &Document,
    group: &Group,
    tokens: &[String],
    page: &Page,
    clarity: &[Option<&'static str>],
) -> Option<&'static str> {
    let mut votes = Votes::new();
    by_fields(group, tokens, page, &mut votes);
    by_buttons(group, tokens, clarity, page, &mut votes);
    by_names(doc, group, &mut votes);
    for heading in group.headings.iter().rev().take(6) {
        for purpose in found(heading, &WORDS) {
            add(&mut votes, purpose, 0.8);
        }
    }
    // A form for news is one on every page, also on those that sell.
    let for_news = votes.get("newsletter").is_some_and(|score| *score >= FOR_NEWS);
    for purpose in page.named.iter().filter(|_| !for_news) {
        if matches!(*purpose, "checkout" | "contact" | "login" | "registration" | "cart") {
            add(&mut votes, purpose, if *purpose == "checkout" { 2.0 } else { 1.2 });
        }
    }
    match page.kind {
        _ if for_news => {}
        Some(PageKind::Checkout) => add(&mut votes, "checkout", 1.5),
        Some(PageKind::Cart) => add(&mut votes, "cart", 1.0),
        Some(PageKind::Contact) => add(&mut votes, "contact", 1.0),
        _ => {}
    }
    let rank = |purpose: &str| ORDER.iter().position(|p| *p == purpose).unwrap_or(ORDER.len());
    votes
        .into_iter()
        .filter(|(_, score)| *score >= THRESHOLD)
        .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| rank(b.0).cmp(&rank(a.0))))
        .map(|(purpose, _)| purpose)
}

fn add(votes: &mut Votes, purpose: &'static str, score: f32) {
    *votes.entry(purpose).or_default() += score;
}

fn by_fields(group: &Group, tokens: &[String], page: &Page, votes: &mut Votes) {
    let has = |wanted: &[&str]| tokens.iter().any(|t| wanted.contains(&t.as_str()));
    let person = has(&["email", "name", "given-name", "family-name", "tel"]);
    let writable = group.controls.iter().filter(|c| !c.is_box() && c.kind != "select").count();
    let text_area = group.controls.iter().any(|c| c.kind == "textarea");
    if has(&["new-password"]) {
        // In a checkout an account is opened by the way.
        let by_the_way = has(&["given-name", "family-name", "name"]) && page.is_checkout();
        add(votes, "registration", if by_the_way { 1.0 } else { 3.0 });
    } else if has(&["current-password"]) {
        add(votes, "login", 3.5);
    }
    if has(&["cc-number", "cc-csc"]) {
        add(votes, "payment", 3.0);
    }
    if person && has(&["street-address", "address-line1", "postal-code"]) {
        // Not enough by itself: forms that sell nothing ask for them too.
        add(votes, "checkout", 1.5);
    }
    if has(&["email", "tel"]) && text_area {
        // A field for notes stands in order forms too; one for a message does not.
        let message = group.controls.iter().filter(|c| c.kind == "textarea").any(|c| {
            found(&format!("{} . {}", c.shown(), words(&c.name)), &WORDS).contains(&"contact")
        });
        add(votes, "contact", if message { 2.5 } else { 1.5 });
    }
    let asks_more = group.controls.iter().zip(tokens).any(|(control, token)| {
        !control.is_box()
            && !matches!(token.as_str(), "email" | "name" | "given-name" | "family-name")
    });
    if has(&["email"]) && writable <= 2 && !asks_more {
        add(votes, "newsletter", 2.0);
    }
    let asks = |c: &super::layout::Control| {
        c.kind == "search"
            || matches!(words(&c.name).as_str(), "q" | "s" | "search" | "query" | "keyword")
    };
    if writable <= 1 && !person && group.controls.iter().any(asks) {
        add(votes, "search", 4.0);
    }
    let counts = |c: &super::layout::Control| {
        matches!(words(&c.name).rsplit(' ').next(), Some("qty" | "quantity"))
    };
    if !person && group.controls.iter().any(counts) {
        add(votes, "cart", 2.0);
    }
}

fn by_buttons(
    group: &Group,
    tokens: &[String],
    clarity: &[Option<&'static str>],
    page: &Page,
    votes: &mut Votes,
) {
    let person = tokens
        .iter()
        .any(|t| matches!(t.as_str(), "email" | "name" | "given-name" | "family-name" | "tel"));
    let orders = clarity.iter().any(|c| matches!(c, Some("clear" | "weak")));
    let adds = group.buttons.iter().any(|b| button::leads(&b.text, Action::AddToCart));
    if orders && person {
        add(votes, "checkout", 2.5);
    } else if orders && !adds && page.is_ordering() {
        add(votes, "checkout", 2.0);
    }
    if adds && !person {
        add(votes, "cart", 3.0);
    }
    if !person && group.buttons.iter().any(|b| button::leads(&b.text, Action::ToCheckout)) {
        add(votes, "cart", 2.0);
    }
    let mut seen = Vec::new();
    for button in group.buttons.iter().take(20) {
        for purpose in found(&button.text, &WORDS) {
            if !seen.contains(&purpose) {
                seen.push(purpose);
                add(votes, purpose, 2.0);
            }
        }
    }
}

/// Votes of what the form element is called.
fn by_names(doc: &Document, group: &Group, votes: &mut Votes) {
    let Some(element) = doc.element(group.node) else { return };
    if matches!(element.value().name(), "body" | "html" | "main") {
        return;
    }
    let names = ["id", "name", "class", "action", "role", "data-form"];
    let text: Vec<String> = names
        .iter()
        .filter_map(|name| element.value().attribute(name))
        .map(|value| words(value.split(['?', '#']).next().unwrap_or(value)))
        .collect();
    for purpose in found(&text.join(" . "), &CODES) {
        add(votes, purpose, 1.5);
    }
}
