//! What a card or line shows besides its price: name and address.
//!
//! The name is, in this order, a heading, an element that themes call name or
//! title, a link's words, bold words that come first, the words before the price in its line, the first words
//! of their own, the term of a definition list, the text of the image. Nothing
//! that holds a price is a name, nor are badges, buttons that buy, and parts
//! that are shown only later.

use crate::extract::Document;
use crate::extract::document::Attributes;
use crate::extract::form::button::{self, Action};
use crate::extract::price::find::{Sighting, has_class};
use crate::extract::price::kind::{self, Tongue};
use ego_tree::{NodeId, NodeRef};
use scraper::{Node, node::Element};
use std::collections::HashMap;

/// Nodes of a card that are read.
pub(super) const MAX_NODES: usize = 1_500;
/// The longest name, in characters.
pub(super) const MAX_NAME: usize = 200;
/// The longest name that is only the words before a price.
const MAX_HEAD: usize = 110;
/// Levels between a part and its card.
const MAX_CLIMB: usize = 12;

/// Class names by which themes of all countries mark the name of a product.
const NAME_CLASSES: &[&str] = &[
    "name",
    "title",
    "navn",
    "namn",
    "nimi",
    "naam",
    "nom",
    "nombre",
    "nome",
    "nazwa",
    "titel",
    "titre",
    "titulo",
    "titolo",
    "otsikko",
    "tytul",
    "bezeichnung",
    "productname",
    "producttitle",
    "heading",
];
/// Class names by which themes mark what is stuck on a product.
const BADGE_CLASSES: &[&str] = &[
    "onsale",
    "badge",
    "badges",
    "label",
    "labels",
    "flag",
    "flags",
    "ribbon",
    "sticker",
    "tag",
    "discount",
    "percentage",
    "stock",
    "rating",
    "vendor",
    "brand",
    "category",
    "posted",
];

/// How many prices lie in each element.
pub(super) type Counts = HashMap<NodeId, usize>;

/// What a card shows besides its price.
#[derive(Default)]
pub(super) struct Face {
    heading: String,
    named: String,
    link: String,
    image: String,
    bold: String,
    head: String,
    first: String,
    term: String,
    /// The address that the card leads to.
    pub(super) url: Option<String>,
    /// Its text, cut to length.
    pub(super) text: String,
}

impl Face {
    /// Reads a card with its prices.
    pub(super) fn of(
        doc: &Document,
        node: NodeRef<'_, Node>,
        held: &[&Sighting],
        counts: &Counts,
        tongue: Tongue,
    ) -> Self {
        let mut face = Self::default();
        let own =
            node.value().as_element().filter(|e| e.name() == "a").and_then(|e| e.attribute("href"));
        let around = node.ancestors().take(3).find_map(|above| {
            above.value().as_element().filter(|e| e.name() == "a").and_then(|e| e.attribute("href"))
        });
        face.head = held.first().map(|s| head(doc, s, tongue)).unwrap_or_default();
        for inner in node.descendants().take(MAX_NODES) {
            if is_set_apart(inner, node) {
                continue;
            }
            match inner.value() {
                Node::Text(text) => face.words(inner, text, counts, tongue),
                Node::Element(element) => face.element(doc, inner, element, counts),
                _ => {}
            }
        }
        if node.value().as_element().is_some_and(|e| e.name() == "dd") {
            let term = node
                .prev_siblings()
                .take(6)
                .find(|sibling| sibling.value().as_element().is_some_and(|e| e.name() == "dt"));
            face.term = term.map(words).unwrap_or_default();
        }
        let address = own.or(around).and_then(|href| doc.base.join(href).ok());
        let address = address.filter(|url| matches!(url.scheme(), "http" | "https"));
        face.url = address.map(|url| url.to_string()).or(face.url);
        face
    }

    fn words(&mut self, node: NodeRef<'_, Node>, text: &str, counts: &Counts, tongue: Tongue) {
        let Some(parent) = node.parent() else { return };
        let element = parent.value().as_element();
        if element.is_some_and(|e| matches!(e.name(), "script" | "style" | "noscript")) {
            return;
        }
        if self.text.len() >= 2_000 {
            return;
        }
        push(&mut self.text, text);
        let badge = || {
            parent.ancestors().take(2).chain(std::iter::once(parent)).any(|above| {
                above.value().as_element().is_some_and(|e| {
                    has_class(e, BADGE_CLASSES) || matches!(e.name(), "button" | "option" | "label")
                })
            })
        };
        // Words in an element with the price are its label, as in `<b>Pris 99 kr</b>`.
        if self.first.is_empty() && !counts.contains_key(&parent.id()) && !badge() {
            let name = kind::without_cue(text, tongue);
            if is_name(name) {
                push(&mut self.first, name);
                if element.is_some_and(|e| matches!(e.name(), "b" | "strong")) {
                    push(&mut self.bold, name);
                }
            }
        }
    }

    fn element(
        &mut self,
        doc: &Document,
        node: NodeRef<'_, Node>,
        element: &Element,
        counts: &Counts,
    ) {
        let priced = counts.contains_key(&node.id());
        match element.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.heading.is_empty() => {
                self.heading = if priced { String::new() } else { words(node) };
            }
            "img" if self.image.is_empty() => {
                self.image = element.attribute("alt").unwrap_or("").trim().to_owned();
            }
            "a" => {
                let words = words(node);
                let leads = button::leads(&words, Action::AddToCart)
                    || button::leads(&words, Action::ToCheckout);
                if leads {
                    return;
                }
                let address = element.attribute("href").and_then(|href| doc.base.join(href).ok());
                let address = address.filter(|url| {
                    matches!(url.scheme(), "http" | "https") && url.host() == doc.url.host()
                });
                if self.url.is_none() {
                    self.url = address.map(|url| url.to_string());
                }
                if !priced && is_name(&words) {
                    if self.named.is_empty() && names_itself(element) {
                        self.named = words;
                    } else if self.link.is_empty() {
                        self.link = words;
                    }
                }
            }
            _ if self.named.is_empty() && !priced && names_itself(element) => {
                let words = words(node);
                if words.len() <= MAX_NAME && is_name(&words) {
                    self.named = words;
                }
            }
            _ => {}
        }
    }

    /// Its name by markup: a heading, a name of its own, a link.
    pub(super) fn marked_name(&self) -> Option<String> {
        cut([&self.heading, &self.named, &self.link])
    }

    /// Its name.
    pub(super) fn name(&self) -> Option<String> {
        self.marked_name()
            .or_else(|| cut([&self.bold, &self.head, &self.term, &self.first, &self.image]))
    }
}

fn cut<const N: usize>(places: [&String; N]) -> Option<String> {
    places
        .into_iter()
        .find(|text| is_name(text))
        .map(|text| text.chars().take(MAX_NAME).collect::<String>().trim().to_owned())
}

/// The words before a price in its line, without what only introduces it.
pub(super) fn head(doc: &Document, sighting: &Sighting, tongue: Tongue) -> String {
    let text = doc.blocks.get(sighting.block).map_or("", |block| block.text.as_str());
    let before = text.get(..sighting.range.start).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let name = kind::without_cue(line, tongue);
    let fits = is_name(name) && name.chars().count() <= MAX_HEAD;
    if fits { name.to_owned() } else { String::new() }
}

/// Whether an element by its markup may be the name of a product.
pub(super) fn names_itself(element: &Element) -> bool {
    has_class(element, NAME_CLASSES)
        || element.attribute("itemprop") == Some("name")
        || ["data-hook", "data-testid"].into_iter().any(|name| {
            element
                .attribute(name)
                .is_some_and(|v| v.split(['-', '_']).any(|token| matches!(token, "name" | "title")))
        })
}

/// Whether a node lies in a dialogue or another part of its card that is shown
/// only later.
fn is_set_apart(node: NodeRef<'_, Node>, card: NodeRef<'_, Node>) -> bool {
    std::iter::once(node)
        .chain(node.ancestors())
        .take(MAX_CLIMB)
        .take_while(|above| above.id() != card.id())
        .filter_map(|above| above.value().as_element())
        .any(|element| {
            matches!(element.attribute("role"), Some("dialog" | "alertdialog"))
                || element.attribute("hidden").is_some()
                || element.name() == "dialog"
        })
}

/// Whether a text can be a name: some letters, and more than its price.
pub(super) fn is_name(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    letters >= 2 && letters >= digits
}

pub(super) fn push(out: &mut String, text: &str) {
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// The words in a node.
pub(super) fn words(node: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    for inner in node.descendants().take(300) {
        if let Node::Text(text) = inner.value() {
            push(&mut out, text);
        }
        if out.len() > 2 * MAX_NAME {
            break;
        }
    }
    out
}
