//! The product of a page that shows one.
//!
//! Evidence: a main heading, a price near it, and something to put into the cart;
//! or a note that the price is told on request. Where the page lists products as
//! well (related goods), price and button must stand outside of them, and before.
//! Prices of choices (options, labels of radio buttons) are the product's own only
//! where no other is shown, and then it costs from the lowest.

use super::face::{MAX_NAME, is_name, words};
use super::offer::{self, ON_REQUEST};
use super::scene::{Mark, Scene};
use super::vat;
use crate::extract::document::Attributes;
use crate::extract::form::button::{self, Action};
use crate::extract::price::find::Sighting;
use crate::extract::price::kind::Kind;
use crate::extract::{Document, Found, Product, Region};
use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use std::collections::HashSet;

/// Blocks between the heading and the note that the price is told on request.
const NEAR: usize = 15;
/// Blocks around the price that are its own: old price, unit price, VAT.
const AROUND: usize = 4;
/// Levels between a part and its card.
const MAX_CLIMB: usize = 16;

/// The product, with the elements of the cards beside it.
pub(super) fn read(scene: &Scene<'_>, cards: &HashSet<NodeId>) -> Option<Found<Product>> {
    let doc = scene.doc;
    let heading = doc.blocks.iter().position(|block| block.heading == Some(1))?;
    let block = doc.blocks.get(heading)?;
    if !is_name(&block.text) {
        return None;
    }
    let name = block.text.chars().take(MAX_NAME).collect::<String>().replace('\n', " ");
    let outside: Vec<&Mark<'_>> =
        scene.marks.iter().filter(|mark| !inside(doc, mark.node, cards)).collect();
    let first_card = scene
        .marks
        .iter()
        .find(|mark| inside(doc, mark.node, cards))
        .map_or(usize::MAX, |mark| mark.block);
    let prices: Vec<&Sighting> = outside
        .iter()
        .filter_map(|mark| mark.sighting)
        .filter(|s| cards.is_empty() || (s.block > heading && s.block < first_card))
        .filter(|s| matches!(s.kind, Kind::Current | Kind::From | Kind::Unit | Kind::Old))
        .collect();
    let (choices, own): (Vec<&Sighting>, Vec<&Sighting>) =
        prices.into_iter().partition(|s| is_choice(doc, s.node));
    let nearest = |kinds: &[Kind]| {
        own.iter()
            .filter(|s| kinds.contains(&s.kind))
            .min_by_key(|s| (s.block < heading, s.block.abs_diff(heading)))
            .copied()
    };
    let lowest = || {
        let value = |s: &&Sighting| s.amount.parse::<f64>().unwrap_or(f64::MAX);
        choices.iter().copied().min_by(|a, b| value(a).total_cmp(&value(b)))
    };
    let chosen = nearest(&[Kind::Current, Kind::From])
        .or_else(lowest)
        .or_else(|| nearest(&[Kind::Unit]))
        .or_else(|| nearest(&[Kind::Old]));
    let Some(chosen) = chosen else {
        let note = outside.iter().find(|mark| {
            mark.plain && mark.block > heading && mark.block <= heading.saturating_add(NEAR)
        })?;
        let near = doc.blocks.get(note.block).map_or("", |b| b.text.as_str());
        let product = Product {
            url: doc.url.to_string(),
            name,
            price: None,
            vat: vat::UNSTATED,
            price_kind: Some(ON_REQUEST),
            old_price: None,
        };
        return Some(Found::at(doc, note.node, &format!("{}: {near}", block.text), product));
    };
    if !can_be_bought(doc, cards) {
        return None;
    }
    let near: Vec<&Sighting> = if choices.contains(&chosen) {
        vec![chosen]
    } else {
        own.iter().filter(|s| s.block.abs_diff(chosen.block) <= AROUND).copied().collect()
    };
    let from = chosen.block.saturating_sub(1);
    let text: Vec<&str> = (from..=chosen.block.saturating_add(AROUND))
        .filter_map(|index| doc.blocks.get(index))
        .map(|b| b.text.as_str())
        .take_while(|text| text.len() < 400)
        .collect();
    let offer = offer::of(doc, &near, &text.join(" "), scene.page_vat)?;
    let several = choices.contains(&chosen) && choices.len() > 1;
    let product = Product {
        url: doc.url.to_string(),
        name,
        price: Some(offer.money),
        vat: offer.vat,
        price_kind: Some(if several { "from" } else { offer.kind }),
        old_price: offer.old,
    };
    Some(Found::at(doc, chosen.node, &format!("{}: {}", block.text, chosen.text), product))
}

/// Whether a node lies in one of these elements.
pub(super) fn inside(doc: &Document, node: NodeId, places: &HashSet<NodeId>) -> bool {
    !places.is_empty()
        && doc.html.tree.get(node).is_some_and(|node| {
            std::iter::once(node)
                .chain(node.ancestors())
                .take(MAX_CLIMB)
                .any(|above| places.contains(&above.id()))
        })
}

/// Whether a price is that of one choice among several.
fn is_choice(doc: &Document, node: NodeId) -> bool {
    doc.html.tree.get(node).is_some_and(|node| {
        std::iter::once(node).chain(node.ancestors()).take(5).any(|above| {
            above.value().as_element().is_some_and(|e| match e.name() {
                "option" => true,
                // A label of nothing is only bold.
                "label" => {
                    e.attribute("for").is_some()
                        || above.descendants().take(30).any(|inner| {
                            inner.value().as_element().is_some_and(|e| e.name() == "input")
                        })
                }
                _ => false,
            })
        })
    })
}

/// Whether the page has something that puts a product into the cart, outside of
/// the cards.
fn can_be_bought(doc: &Document, cards: &HashSet<NodeId>) -> bool {
    let by_link = doc.links.iter().any(|link| {
        link.region == Region::Main
            && button::leads(&link.text, Action::AddToCart)
            && !inside(doc, link.node, cards)
    });
    by_link
        || doc.html.tree.nodes().any(|node| {
            let Some(element) = node.value().as_element() else { return false };
            let text = match element.name() {
                "button" => words(node),
                "input"
                    if matches!(element.attribute("type"), Some("submit" | "button" | "image")) =>
                {
                    element.attribute("value").or(element.attribute("alt")).unwrap_or("").to_owned()
                }
                _ if element.attribute("role") == Some("button") => words(node),
                _ => return false,
            };
            button::leads(&text, Action::AddToCart) && !inside(doc, node.id(), cards)
        })
}

/// Whether the buyer chooses among variants: a list of words, or buttons of which
/// one is pressed, in the content. A list of numbers says how many.
pub(super) fn has_choices(doc: &Document) -> bool {
    let mut radios = 0;
    for node in doc.html.tree.nodes() {
        let Some(element) = node.value().as_element() else { continue };
        let choice = match element.name() {
            "select" => is_list_of_words(node),
            "input" if element.attribute("type") == Some("radio") => {
                radios += 1;
                radios >= 2
            }
            _ => false,
        };
        if choice && doc.region(node.id()) == Region::Main {
            return true;
        }
    }
    false
}

/// Whether an element offers at least two choices that are no numbers.
fn is_list_of_words(select: NodeRef<'_, Node>) -> bool {
    let options = select.descendants().take(200).filter(|inner| {
        inner.value().as_element().is_some_and(|element| element.name() == "option")
    });
    options.filter(|option| words(*option).chars().any(char::is_alphabetic)).take(2).count() == 2
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn a_page_with_a_price_and_a_cart_button_is_a_product() {
        let all = shown(
            "<h1>Lampa</h1><p>Ord. pris 200 kr</p><p>150 kr inkl. moms</p><button>Köp</button>",
        );
        assert_eq!(all.len(), 1);
        let product = &all[0];
        assert_eq!(product.name, "Lampa");
        assert_eq!(product.price.as_ref().unwrap().amount, "150.00");
        assert_eq!(product.old_price.as_ref().unwrap().amount, "200.00");
        assert_eq!(product.vat, "included");
    }

    #[test]
    fn choices_make_a_price_from() {
        let all = shown(
            "<h1>Te</h1><form><select><option>50 g – 49 kr<option>100 g – 89 kr</select><button>Köp</button></form>",
        );
        assert_eq!(all[0].price.as_ref().unwrap().amount, "49.00");
        assert_eq!(all[0].price_kind, Some("from"));
    }

    #[test]
    fn a_note_may_stand_in_the_place_of_a_price() {
        let all = shown("<h1>Maskin X</h1><p>Byggs på beställning.</p><p>Pris på förfrågan</p>");
        assert_eq!(all[0].price, None);
        assert_eq!(all[0].price_kind, Some("on-request"));
        assert!(
            shown("<h1>Om oss</h1><p>Priset beror på, men pris på förfrågan gäller inte.</p>")
                .is_empty()
        );
    }
}
