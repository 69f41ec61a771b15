//! Products that a page shows: cards in a list, or one product by itself.
//!
//! A card is one of several like elements side by side, each with a name (a
//! heading, a link or an image) and its own price. A page is a product's when it
//! has a main heading, a price and something to put it into the cart. A price
//! that is struck through or called former is not the product's.

use super::vat;
use crate::extract::form::button::{self, Action};
use crate::extract::price::find::Sighting;
use crate::extract::{Document, Found, Money, Product, Region};
use ego_tree::{NodeId, NodeRef};
use scraper::{Node, node::Element};
use std::collections::HashMap;

/// Levels from a price up to its card.
const MAX_CLIMB: usize = 12;
/// Prices that one card may hold: current, former, per unit.
const MAX_CARD_PRICES: usize = 4;
/// The most prices of a page that are put into cards.
const MAX_READ: usize = 1_500;
/// Characters besides the price in its line; longer ones are running text.
const MAX_LINE: usize = 60;
/// Siblings on either side among which another card is looked for.
const NEIGHBOURS: usize = 100;
/// Nodes of a card that are read.
const MAX_NODES: usize = 1_500;
/// The longest name, in characters.
const MAX_NAME: usize = 200;

/// The products of a list.
pub(super) fn cards(
    doc: &Document,
    sightings: &[Sighting],
    page_vat: &'static str,
) -> Vec<Found<Product>> {
    let tree = &doc.html.tree;
    let own: Vec<&Sighting> = sightings
        .iter()
        .filter(|s| in_content(doc, s) && stands_out(doc, s))
        .take(MAX_READ)
        .collect();
    let mut counts: HashMap<NodeId, usize> = HashMap::new();
    for sighting in &own {
        let Some(node) = tree.get(sighting.node) else { continue };
        for above in std::iter::once(node).chain(node.ancestors()).take(MAX_CLIMB + 2) {
            *counts.entry(above.id()).or_default() += 1;
        }
    }
    let mut order: Vec<NodeId> = Vec::new();
    let mut prices: HashMap<NodeId, Vec<&Sighting>> = HashMap::new();
    for sighting in own {
        let Some(card) = tree.get(sighting.node).and_then(|node| card(node, &counts)) else {
            continue;
        };
        let held = prices.entry(card.id()).or_default();
        if held.is_empty() {
            order.push(card.id());
        }
        held.push(sighting);
    }
    order
        .into_iter()
        .take(super::MAX_PAGE)
        .filter_map(|id| {
            let node = tree.get(id)?;
            let held = prices.get(&id)?;
            let current = held.iter().find(|s| !s.former).or_else(|| held.first())?;
            let face = Face::of(doc, node);
            let name = face.name()?;
            let product = Product {
                url: face.url.unwrap_or_else(|| doc.url.to_string()),
                name,
                price: Some(Money {
                    amount: current.amount.clone(),
                    currency: current.currency.clone(),
                }),
                vat: vat::near(&face.text, page_vat),
            };
            let excerpt: String = face.text.chars().take(300).collect();
            Some(Found::at(doc, id, &excerpt, product))
        })
        .collect()
}

/// Prices in the header or footer are totals of a cart or terms of delivery.
fn in_content(doc: &Document, sighting: &Sighting) -> bool {
    let region = doc.blocks.get(sighting.block).map(|block| block.region);
    matches!(region, Some(Region::Main | Region::Aside))
}

/// A price in a sentence is told about, not asked for.
fn stands_out(doc: &Document, sighting: &Sighting) -> bool {
    let most = sighting.text.chars().count() + MAX_LINE;
    doc.blocks
        .get(sighting.block)
        .is_some_and(|block| block.text.chars().take(most + 1).count() <= most)
}

/// The card that a price belongs to.
fn card<'a>(
    start: NodeRef<'a, Node>,
    counts: &HashMap<NodeId, usize>,
) -> Option<NodeRef<'a, Node>> {
    let count = |node: NodeRef<'_, Node>| counts.get(&node.id()).copied().unwrap_or(0);
    std::iter::once(start)
        .chain(start.ancestors())
        .take(MAX_CLIMB)
        .take_while(|node| count(*node) <= MAX_CARD_PRICES)
        .find(|node| {
            let Some(element) = node.value().as_element() else { return false };
            let Some(parent) = node.parent() else { return false };
            if matches!(element.name(), "td" | "th" | "body" | "html" | "span" | "b" | "strong") {
                return false;
            }
            if parent.value().as_element().is_none() {
                return false;
            }
            let alike = std::iter::once(*node)
                .chain(node.prev_siblings().take(NEIGHBOURS))
                .chain(node.next_siblings().take(NEIGHBOURS))
                .filter(|sibling| {
                    count(*sibling) > 0
                        && sibling.value().as_element().is_some_and(|e| same_kind(e, element))
                })
                .take(3)
                .count();
            alike >= 2 && has_face(*node)
        })
}

/// Whether two elements are made alike: the same name and a class in common.
fn same_kind(a: &Element, b: &Element) -> bool {
    let plain = a.classes().next().is_none() && b.classes().next().is_none();
    a.name() == b.name() && (plain || a.classes().any(|class| b.classes().any(|c| c == class)))
}

/// Whether an element holds something that may be a product's name.
fn has_face(node: NodeRef<'_, Node>) -> bool {
    node.descendants().take(MAX_NODES).any(|inner| {
        inner.value().as_element().is_some_and(|element| match element.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "img" => true,
            "a" => element.attr("href").is_some(),
            _ => names_itself(element),
        })
    })
}

/// Class names by which themes mark the name of a product.
fn names_itself(element: &Element) -> bool {
    element.classes().any(|class| {
        class.split(['-', '_']).any(|token| {
            matches!(token.to_ascii_lowercase().as_str(), "name" | "title" | "product")
        })
    })
}

/// What a card shows besides its price.
#[derive(Default)]
struct Face {
    heading: String,
    named: String,
    link: String,
    image: String,
    first: String,
    url: Option<String>,
    text: String,
}

impl Face {
    fn of(doc: &Document, node: NodeRef<'_, Node>) -> Self {
        let mut face = Self::default();
        let own =
            node.value().as_element().filter(|e| e.name() == "a").and_then(|e| e.attr("href"));
        let around = node.ancestors().take(3).find_map(|above| {
            above.value().as_element().filter(|e| e.name() == "a").and_then(|e| e.attr("href"))
        });
        for inner in node.descendants().take(MAX_NODES) {
            if is_set_apart(inner, node) {
                continue;
            }
            match inner.value() {
                Node::Text(text) => {
                    let silent = inner.parent().is_some_and(|p| {
                        p.value()
                            .as_element()
                            .is_some_and(|e| matches!(e.name(), "script" | "style" | "noscript"))
                    });
                    if !silent && face.text.len() < 2_000 {
                        push(&mut face.text, text);
                        if face.first.is_empty() && is_name(text) {
                            push(&mut face.first, text);
                        }
                    }
                }
                Node::Element(element) => face.element(doc, inner, element),
                _ => {}
            }
        }
        let address = own.or(around).and_then(|href| doc.base.join(href).ok());
        let address = address.filter(|url| matches!(url.scheme(), "http" | "https"));
        face.url = address.map(|url| url.to_string()).or(face.url);
        face
    }

    fn element(&mut self, doc: &Document, node: NodeRef<'_, Node>, element: &Element) {
        match element.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.heading.is_empty() => {
                self.heading = words(node);
            }
            "img" if self.image.is_empty() => {
                self.image = element.attr("alt").unwrap_or("").trim().to_owned();
            }
            "a" => {
                let words = words(node);
                let leads = button::leads(&words, Action::AddToCart)
                    || button::leads(&words, Action::ToCheckout);
                if leads {
                    return;
                }
                let address = element.attr("href").and_then(|href| doc.base.join(href).ok());
                let address = address.filter(|url| {
                    matches!(url.scheme(), "http" | "https") && url.host() == doc.url.host()
                });
                if self.url.is_none() {
                    self.url = address.map(|url| url.to_string());
                }
                if self.link.is_empty() && is_name(&words) {
                    self.link = words;
                }
            }
            _ if self.named.is_empty() && names_itself(element) => {
                let words = words(node);
                if words.len() <= MAX_NAME && is_name(&words) {
                    self.named = words;
                }
            }
            _ => {}
        }
    }

    fn name(&self) -> Option<String> {
        [&self.heading, &self.named, &self.link, &self.image, &self.first]
            .into_iter()
            .find(|text| is_name(text))
            .map(|text| text.chars().take(MAX_NAME).collect::<String>().trim().to_owned())
    }
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
            matches!(element.attr("role"), Some("dialog" | "alertdialog"))
                || element.attr("hidden").is_some()
                || element.name() == "dialog"
        })
}

/// Whether a text can be a name: some letters, and more than its price.
fn is_name(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    letters >= 2 && letters >= digits
}

fn push(out: &mut String, text: &str) {
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

fn words(node: NodeRef<'_, Node>) -> String {
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

/// The product of a page that shows one.
pub(super) fn single(
    doc: &Document,
    sightings: &[Sighting],
    page_vat: &'static str,
) -> Option<Found<Product>> {
    let heading = doc.blocks.iter().position(|block| block.heading == Some(1))?;
    let block = doc.blocks.get(heading)?;
    if !is_name(&block.text) || !can_be_bought(doc) {
        return None;
    }
    let price = sightings
        .iter()
        .filter(|s| in_content(doc, s) && !s.former)
        .min_by_key(|s| (s.block < heading, s.block.abs_diff(heading)))?;
    let near = doc.blocks.get(price.block).map_or("", |block| block.text.as_str());
    let product = Product {
        url: doc.url.to_string(),
        name: block.text.chars().take(MAX_NAME).collect::<String>().replace('\n', " "),
        price: Some(Money { amount: price.amount.clone(), currency: price.currency.clone() }),
        vat: vat::near(near, page_vat),
    };
    Some(Found::at(doc, price.node, &format!("{}: {}", block.text, price.text), product))
}

/// Whether the page has something that puts a product into the cart.
fn can_be_bought(doc: &Document) -> bool {
    let by_link = doc
        .links
        .iter()
        .any(|link| link.region == Region::Main && button::leads(&link.text, Action::AddToCart));
    by_link
        || doc.html.tree.nodes().any(|node| {
            let Some(element) = node.value().as_element() else { return false };
            let text = match element.name() {
                "button" => words(node),
                "input" if matches!(element.attr("type"), Some("submit" | "button" | "image")) => {
                    element.attr("value").or(element.attr("alt")).unwrap_or("").to_owned()
                }
                _ => return false,
            };
            button::leads(&text, Action::AddToCart)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Context;
    use crate::extract::price::find;
    use crate::vocabulary::Vocabulary;
    use url::Url;

    fn read(source: &str) -> (Vec<Product>, Option<Product>) {
        let doc = Document::parse(source, &Url::parse("https://shop.example/").unwrap());
        let context = Context {
            vocabulary: Vocabulary::built_in(),
            language: Some("sv"),
            country: Some("SE"),
        };
        let sightings = find::find(&doc, context, None);
        let cards = cards(&doc, &sightings, "unstated");
        let single = single(&doc, &sightings, "unstated");
        (cards.into_iter().map(|f| f.value).collect(), single.map(|f| f.value))
    }

    #[test]
    fn cards_have_a_name_a_price_and_an_address() {
        let (cards, _) = read(
            "<ul><li class=c><a href=/a><img alt=Lampa></a><h3>Lampa</h3><p><del>200 kr</del> <b>150 kr</b></p></li>
            <li class=c><a href=/b>Stol</a><p>300 kr</p><a href=/cart>Lägg i varukorgen</a></li></ul>",
        );
        let seen: Vec<_> = cards
            .iter()
            .map(|p| (p.name.as_str(), p.url.as_str(), p.price.as_ref().unwrap().amount.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                ("Lampa", "https://shop.example/a", "150.00"),
                ("Stol", "https://shop.example/b", "300.00"),
            ]
        );
    }

    #[test]
    fn a_page_with_a_price_and_a_cart_button_is_a_product() {
        let (cards, single) = read(
            "<h1>Lampa</h1><p>Ord. pris 200 kr</p><p>150 kr inkl. moms</p><button>Köp</button>",
        );
        assert!(cards.is_empty());
        let product = single.unwrap();
        assert_eq!(product.name, "Lampa");
        assert_eq!(product.price.unwrap().amount, "150.00");
        assert_eq!(product.vat, "included");
    }

    #[test]
    fn dialogues_do_not_name_a_card() {
        let card = |name: &str| {
            format!(
                "<div class=c><div>{name}</div><b>30 kr</b><div role=dialog><h3>Oj</h3><a href=/login>Logga in</a></div></div>"
            )
        };
        let (cards, _) = read(&format!("<main>{}{}</main>", card("Lampa"), card("Stol")));
        assert_eq!(cards.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Lampa", "Stol"]);
    }

    #[test]
    fn a_price_in_running_text_is_no_product() {
        let (cards, single) =
            read("<h1>Frakt</h1><p>Frakt kostar 49 kr.</p><p>Över 500 kr fritt.</p>");
        assert!(cards.is_empty());
        assert_eq!(single, None);
    }
}
