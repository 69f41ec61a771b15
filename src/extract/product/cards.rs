//! Products in a list: several like elements side by side, each with a name of
//! its own (a heading, a link, an element called name or title, an image) and its
//! own price or a note that the price is told on request.
//!
//! An ask for an offer alone makes no product unless the page shows prices too.

use super::face::{Face, MAX_NODES, names_itself};
use super::offer::{self, ON_REQUEST};
use super::scene::{Mark, Scene};
use super::vat;
use crate::extract::document::Attributes;
use crate::extract::price::find::Sighting;
use crate::extract::{Found, Product};
use ego_tree::{NodeId, NodeRef};
use scraper::{Node, node::Element};
use std::collections::{HashMap, HashSet};

/// Levels from a price up to its card.
const MAX_CLIMB: usize = 12;
/// Prices that one card may hold: current, former, per unit, instalments, and
/// the same again for those who hear the page.
const MAX_CARD_PRICES: usize = 10;
/// Siblings on either side among which another card is looked for.
const NEIGHBOURS: usize = 100;

/// The products of a list, and the elements that show them.
pub(super) fn read(scene: &Scene<'_>) -> (Vec<Found<Product>>, HashSet<NodeId>) {
    let tree = &scene.doc.html.tree;
    let mut known: HashMap<NodeId, bool> = HashMap::new();
    let groups = group(scene, |mark| {
        let node = tree.get(mark.node)?;
        card(scene, node, &mut known).map(|card| card.id())
    });
    let priced = scene.marks.iter().any(|mark| mark.sighting.is_some());
    let mut places = HashSet::new();
    let products = groups
        .into_iter()
        .take(super::MAX_PAGE)
        .filter_map(|(id, marks)| {
            let product = product(scene, id, &marks, priced)?;
            places.insert(id);
            Some(product)
        })
        .collect();
    (products, places)
}

/// Marks by the element they belong to, in reading order.
pub(super) fn group<'s, 'a>(
    scene: &'s Scene<'a>,
    mut place: impl FnMut(&Mark<'a>) -> Option<NodeId>,
) -> Vec<(NodeId, Vec<&'s Mark<'a>>)> {
    let mut order: Vec<(NodeId, Vec<&Mark<'a>>)> = Vec::new();
    let mut places: HashMap<NodeId, usize> = HashMap::new();
    for mark in &scene.marks {
        let Some(id) = place(mark) else { continue };
        let at = *places.entry(id).or_insert_with(|| {
            order.push((id, Vec::new()));
            order.len() - 1
        });
        if let Some((_, held)) = order.get_mut(at) {
            held.push(mark);
        }
    }
    order
}

fn product(
    scene: &Scene<'_>,
    id: NodeId,
    marks: &[&Mark<'_>],
    priced: bool,
) -> Option<Found<Product>> {
    let doc = scene.doc;
    let node = doc.html.tree.get(id)?;
    let held: Vec<&Sighting> = marks.iter().filter_map(|mark| mark.sighting).collect();
    let face = Face::of(doc, node, &held, &scene.counts, scene.tongue);
    let offer = offer::of(doc, &held, &face.text, scene.page_vat);
    if offer.is_none() && !marks.iter().any(|m| m.sighting.is_none() && (m.plain || priced)) {
        return None;
    }
    let name = face.name()?;
    let excerpt: String = face.text.chars().take(300).collect();
    let url = face.url.unwrap_or_else(|| doc.url.to_string());
    let product = match offer {
        Some(offer) => Product {
            url,
            name,
            price: Some(offer.money),
            vat: offer.vat,
            price_kind: Some(offer.kind),
            old_price: offer.old,
        },
        None => Product {
            url,
            name,
            price: None,
            vat: vat::near(&face.text, scene.page_vat),
            price_kind: Some(ON_REQUEST),
            old_price: None,
        },
    };
    Some(Found::at(doc, id, &excerpt, product))
}

/// The card that a price belongs to.
fn card<'d>(
    scene: &Scene<'d>,
    start: NodeRef<'d, Node>,
    known: &mut HashMap<NodeId, bool>,
) -> Option<NodeRef<'d, Node>> {
    std::iter::once(start)
        .chain(start.ancestors())
        .take(MAX_CLIMB)
        .take_while(|node| scene.count(node.id()) <= MAX_CARD_PRICES)
        .find(|node| {
            let Some(element) = node.value().as_element() else { return false };
            if matches!(element.name(), "td" | "th" | "span" | "b" | "strong" | "del" | "ins") {
                return false;
            }
            *known
                .entry(node.id())
                .or_insert_with(|| alike(scene, *node, element) >= 2 && has_face(*node, scene))
        })
}

/// How many elements like this one stand side by side with a price each; counts
/// no further than three.
pub(super) fn alike(scene: &Scene<'_>, node: NodeRef<'_, Node>, element: &Element) -> usize {
    let inside = node.parent().is_some_and(|parent| parent.value().as_element().is_some());
    if !inside || matches!(element.name(), "body" | "html") {
        return 0;
    }
    std::iter::once(node)
        .chain(node.prev_siblings().take(NEIGHBOURS))
        .chain(node.next_siblings().take(NEIGHBOURS))
        .filter(|sibling| {
            scene.count(sibling.id()) > 0
                && sibling.value().as_element().is_some_and(|e| same_kind(e, element))
        })
        .take(3)
        .count()
}

/// Whether two elements are made alike: the same name and a class in common.
fn same_kind(a: &Element, b: &Element) -> bool {
    let plain = a.classes().next().is_none() && b.classes().next().is_none();
    a.name() == b.name() && (plain || a.classes().any(|class| b.classes().any(|c| c == class)))
}

/// Whether an element holds something that its markup makes a product's name.
fn has_face(node: NodeRef<'_, Node>, scene: &Scene<'_>) -> bool {
    node.descendants().take(MAX_NODES).any(|inner| {
        inner.value().as_element().is_some_and(|element| match element.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "img" => true,
            "a" => element.attribute("href").is_some(),
            _ => scene.count(inner.id()) == 0 && names_itself(element),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn cards_have_a_name_a_price_and_an_address() {
        let cards = shown(
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
        assert_eq!(cards[0].old_price.as_ref().unwrap().amount, "200.00");
    }

    #[test]
    fn dialogues_do_not_name_a_card() {
        let card = |name: &str| {
            format!(
                "<div class=c><div>{name}</div><b>30 kr</b><div role=dialog><h3>Oj</h3><a href=/login>Logga in</a></div></div>"
            )
        };
        let cards = shown(&format!("<main>{}{}</main>", card("Lampa"), card("Stol")));
        assert_eq!(cards.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Lampa", "Stol"]);
    }

    #[test]
    fn an_ask_for_an_offer_needs_prices_beside_it() {
        let list = |second: &str| {
            shown(&format!(
                "<ul><li><h3>Tak</h3><p>Begär offert</p><li><h3>Vägg</h3><p>{second}</p></ul>"
            ))
        };
        assert!(list("Begär offert").is_empty());
        let mixed = list("900 kr");
        assert_eq!(mixed[0].price_kind, Some("on-request"));
        assert_eq!(mixed[0].price, None);
    }
}
