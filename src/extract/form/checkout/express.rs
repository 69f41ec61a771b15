//! Express buttons: wallets that order past the checkout.
//!
//! A control whose words, description or address name a wallet is one, unless it
//! is the button that places the order or one among payment methods to choose.
//! Whether the terms are spoken of beside it is told from the text around it.

use super::super::button::wallet;
use super::super::consent;
use super::super::dom::{element_name, image_text, kind_of, looks_like_button, text_of};
use super::walked::is_inside_hidden;
use super::way::Way;
use crate::extract::{Document, Found};
use crate::facts::{Evidence, Fact};
use ego_tree::NodeRef;
use scraper::{Node, node::Element};
use serde_json::{Value, json};

/// Elements looked at on one page.
const MAX_NODES: usize = 50_000;
/// Longer words are no label of a button.
const MAX_WORDS: usize = 120;
/// A text longer than this around a button is not beside it.
const BESIDE: usize = 600;

/// An express button.
#[derive(Debug)]
pub(super) struct Button {
    /// The wallet, as its maker writes it.
    pub(super) name: &'static str,
    /// The terms are spoken of beside it.
    pub(super) terms_beside: bool,
}

/// The express buttons of a page, one a wallet.
pub(super) fn read(doc: &Document) -> Vec<Found<Button>> {
    let mut found: Vec<Found<Button>> = Vec::new();
    for node in doc.html.tree.nodes().take(MAX_NODES) {
        let Some(element) = node.value().as_element().filter(|e| is_control(e)) else { continue };
        let words = words(node, element);
        let Some(name) = wallet(&words).filter(|_| words.len() <= MAX_WORDS) else { continue };
        if found.iter().any(|known| known.value.name == name) || is_hidden(doc, node) {
            continue;
        }
        let value = Button { name, terms_beside: has_terms_beside(node) };
        found.push(Found { value, selector: doc.selector(node.id()), excerpt: words });
    }
    found
}

/// Whether an element can be pressed by itself. A control that opens one of
/// several payment methods chooses, and orders nothing.
fn is_control(element: &Element) -> bool {
    let role = element.attr("role").unwrap_or("");
    if matches!(role, "radio" | "tab" | "option") || element.attr("aria-expanded").is_some() {
        return false;
    }
    match element.name() {
        "button" => true,
        "input" => matches!(kind_of(element).as_str(), "submit" | "button" | "image"),
        "a" => role == "button" || looks_like_button(element),
        "iframe" => true,
        // The elements that makers of wallets define.
        name if name.contains('-') => name.contains("button") || name.contains("checkout"),
        _ => role == "button",
    }
}

/// What a control says, in words or in what describes it.
fn words(node: NodeRef<'_, Node>, element: &Element) -> String {
    let attribute = |name: &str| element.attr(name).unwrap_or("").trim().to_owned();
    let text = match element.name() {
        "iframe" => String::new(),
        name if name.contains('-') => name.replace('-', " "),
        _ => text_of(node, MAX_WORDS + 1),
    };
    let all = [
        text,
        attribute("aria-label"),
        attribute("title"),
        if element.name() == "input" { attribute("value") } else { String::new() },
        attribute("alt"),
        image_text(node).unwrap_or_default(),
    ];
    let mut words = String::new();
    for part in all.iter().filter(|part| !part.is_empty()) {
        if !words.contains(part.as_str()) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(part);
        }
    }
    words
}

fn is_hidden(doc: &Document, node: NodeRef<'_, Node>) -> bool {
    let own = node.value().as_element().is_some_and(|element| element.attr("hidden").is_some());
    own || is_inside_hidden(doc, node.id())
}

/// Whether the text around a button speaks of accepting the terms.
fn has_terms_beside(node: NodeRef<'_, Node>) -> bool {
    node.ancestors()
        .take(6)
        .take_while(|above| !matches!(element_name(*above), Some("main" | "article" | "body")))
        .map(|above| text_of(above, BESIDE + 1))
        .take_while(|text| text.len() <= BESIDE)
        .any(|text| consent::speaks_of_accepting_terms(&text))
}

/// The fact `checkout.express`.
pub(super) fn fact(way: &Way<'_>) -> Fact {
    let mut values: Vec<Value> = Vec::new();
    let mut shown = Vec::new();
    for (stage, seen) in way.seen() {
        for found in &seen.express {
            if stage.button.is_some_and(|(button, _)| button.selector == found.selector) {
                continue;
            }
            let known = values
                .iter()
                .any(|value| value["name"] == found.value.name && value["url"] == stage.page.url);
            if known {
                continue;
            }
            let evidence = stage.evidence(&found.selector, &found.excerpt);
            shown.push(Evidence { item: Some(values.len()), ..evidence });
            values.push(json!({
                "name": found.value.name,
                "url": stage.page.url,
                "step": stage.number,
                "terms-beside": found.value.terms_beside,
            }));
        }
    }
    Fact::list(&values, shown, way.whole())
}
