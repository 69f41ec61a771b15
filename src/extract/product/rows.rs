//! Products in plain lists without markup of their own: rows of a table, list
//! items, lines with leaders, terms with definitions, headings with a price under
//! each. Price lists of services and menus are written like this.
//!
//! Evidence is repetition: two lines at least, alike, each with words of its own
//! before or beside the price. A line that only labels a price (`Pris: 99 kr`) is
//! no product, nor is a list under words about delivery. Read only where the page shows neither cards nor one product of
//! its own, since both have such lines inside.

use super::cards::{alike, group};
use super::face::{self, Face, is_name};
use super::offer;
use super::scene::{Mark, Scene};
use crate::extract::price::find::Sighting;
use crate::extract::price::kind::{self, Kind};
use crate::extract::{Found, Product};
use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use std::collections::{BTreeMap, HashMap};

/// Levels from a price up to its line.
const MAX_CLIMB: usize = 7;
/// Prices that one line may hold.
const MAX_LINE_PRICES: usize = 6;
/// Blocks before a list that say what it is about.
const OVER: usize = 3;
/// Blocks between a heading and the price under it.
const MAX_UNDER: usize = 12;

/// The products of plain lists.
pub(super) fn read(scene: &Scene<'_>) -> Vec<Found<Product>> {
    if under_delivery(scene) {
        return Vec::new();
    }
    let lines = lines(scene);
    if lines.len() >= 2 {
        return lines;
    }
    let headed = headed(scene);
    let rows = elements(scene);
    // A heading over each price names it; a heading over many is one of a group.
    let best = if headed.len() >= 2 && headed.len() + 1 >= rows.len() { headed } else { rows };
    if best.len() >= 2 { best } else { Vec::new() }
}

/// Whether the words over a list say that it is about delivery.
fn under_delivery(scene: &Scene<'_>) -> bool {
    let Some(first) = scene.marks.iter().find_map(of_goods) else { return false };
    let over = first.block.saturating_sub(OVER)..=first.block;
    over.filter_map(|index| scene.doc.blocks.get(index))
        .any(|block| kind::of_delivery(&block.text, scene.tongue))
}

/// Goods cost something; delivery and sums are not goods.
fn of_goods<'m>(mark: &'m Mark<'_>) -> Option<&'m Sighting> {
    mark.sighting.filter(|s| {
        !matches!(s.kind, Kind::Shipping | Kind::Total | Kind::Saving | Kind::Instalment)
    })
}

fn found(
    scene: &Scene<'_>,
    node: NodeId,
    name: String,
    url: Option<String>,
    held: &[&Sighting],
    text: &str,
) -> Option<Found<Product>> {
    let offer = offer::of(scene.doc, held, text, scene.page_vat)?;
    let excerpt: String = text.chars().take(300).collect();
    let product = Product {
        url: url.unwrap_or_else(|| scene.doc.url.to_string()),
        name,
        price: Some(offer.money),
        vat: offer.vat,
        price_kind: Some(offer.kind),
        old_price: offer.old,
    };
    Some(Found::at(scene.doc, node, &excerpt, product))
}

/// Several lines in one block, broken by `<br>`.
fn lines(scene: &Scene<'_>) -> Vec<Found<Product>> {
    let mut by_line: BTreeMap<(usize, usize), Vec<&Sighting>> = BTreeMap::new();
    for sighting in scene.marks.iter().filter_map(of_goods) {
        let text = scene.doc.blocks.get(sighting.block).map_or("", |b| b.text.as_str());
        if !text.contains('\n') {
            continue;
        }
        let line = text.get(..sighting.range.start).map_or(0, |t| t.matches('\n').count());
        by_line.entry((sighting.block, line)).or_default().push(sighting);
    }
    let mut blocks: HashMap<usize, usize> = HashMap::new();
    for (block, _) in by_line.keys() {
        *blocks.entry(*block).or_default() += 1;
    }
    by_line
        .into_iter()
        .filter(|((block, _), _)| blocks.get(block).is_some_and(|lines| *lines >= 2))
        .take(super::MAX_PAGE)
        .filter_map(|((block, line), held)| {
            let first = held.first()?;
            let name = face::head(scene.doc, first, scene.tongue);
            let text = scene.doc.blocks.get(block)?.text.lines().nth(line)?;
            is_name(&name).then(|| found(scene, first.node, name, None, &held, text)).flatten()
        })
        .collect()
}

/// Elements side by side, each a line.
fn elements(scene: &Scene<'_>) -> Vec<Found<Product>> {
    let tree = &scene.doc.html.tree;
    let mut known: HashMap<NodeId, bool> = HashMap::new();
    let groups = group(scene, |mark| {
        of_goods(mark)?;
        row(scene, tree.get(mark.node)?, mark, &mut known)
    });
    groups
        .into_iter()
        .take(super::MAX_PAGE)
        .filter_map(|(id, marks)| {
            let held: Vec<&Sighting> = marks.iter().filter_map(|m| of_goods(m)).collect();
            let node = tree.get(id)?;
            let face = Face::of(scene.doc, node, &held, &scene.counts, scene.tongue);
            let name = face.name()?;
            found(scene, id, name, face.url, &held, &face.text)
        })
        .collect()
}

fn row(
    scene: &Scene<'_>,
    start: NodeRef<'_, Node>,
    mark: &Mark<'_>,
    known: &mut HashMap<NodeId, bool>,
) -> Option<NodeId> {
    std::iter::once(start)
        .chain(start.ancestors())
        .take(MAX_CLIMB)
        .take_while(|node| scene.count(node.id()) <= MAX_LINE_PRICES)
        .find(|node| {
            let Some(element) = node.value().as_element() else { return false };
            let line = matches!(
                element.name(),
                "tr" | "li" | "p" | "div" | "dd" | "article" | "section" | "a" | "figure"
            );
            line && *known.entry(node.id()).or_insert_with(|| {
                alike(scene, *node, element) >= 2 && {
                    let held: Vec<&Sighting> = mark.sighting.into_iter().collect();
                    let face = Face::of(scene.doc, *node, &held, &scene.counts, scene.tongue);
                    face.name().is_some()
                }
            })
        })
        .map(|node| node.id())
}

/// Headings of one level, each with a price before the next.
fn headed(scene: &Scene<'_>) -> Vec<Found<Product>> {
    let blocks = &scene.doc.blocks;
    let mut under: BTreeMap<usize, Vec<&Sighting>> = BTreeMap::new();
    for sighting in scene.marks.iter().filter_map(of_goods) {
        let from = sighting.block.saturating_sub(MAX_UNDER);
        let heading = (from..=sighting.block).rev().find(|index| {
            blocks.get(*index).is_some_and(|b| b.heading.is_some_and(|level| level >= 2))
        });
        if let Some(heading) = heading {
            under.entry(heading).or_default().push(sighting);
        }
    }
    let mut levels: HashMap<u8, usize> = HashMap::new();
    for index in under.keys() {
        if let Some(level) = blocks.get(*index).and_then(|b| b.heading) {
            *levels.entry(level).or_default() += 1;
        }
    }
    let level = levels.into_iter().filter(|(_, n)| *n >= 2).max_by_key(|(l, n)| (*n, *l));
    let Some((level, _)) = level else { return Vec::new() };
    under
        .into_iter()
        .filter(|(index, held)| {
            let at = blocks.get(*index).and_then(|b| b.heading) == Some(level);
            at && held.len() <= 4
        })
        .take(super::MAX_PAGE)
        .filter_map(|(index, held)| {
            let heading = blocks.get(index)?;
            let last = held.last()?;
            let text: Vec<&str> =
                blocks.get(index..=last.block)?.iter().map(|b| b.text.as_str()).collect();
            let name: String =
                heading.text.replace('\n', " ").chars().take(face::MAX_NAME).collect();
            is_name(&name)
                .then(|| found(scene, heading.node, name, None, &held, &text.join(" ")))
                .flatten()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    fn pairs(html: &str) -> Vec<(String, String)> {
        let amount = |p: &crate::extract::Product| p.price.as_ref().unwrap().amount.clone();
        shown(html).iter().map(|p| (p.name.clone(), amount(p))).collect()
    }

    fn expect(html: &str, expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> =
            expected.iter().map(|(n, a)| ((*n).to_owned(), (*a).to_owned())).collect();
        assert_eq!(pairs(html), expected, "{html}");
    }

    #[test]
    fn plain_lists_of_many_makes_are_read() {
        expect(
            "<table><tr><th>Sort<th>Pris<tr><td>Dill<td>25:-<tr><td>Timjan<td>29:-</table>",
            &[("Dill", "25.00"), ("Timjan", "29.00")],
        );
        expect(
            "<dl><dt>Saft<dd>60 kr<dt>Must<dd>35 kr</dl>",
            &[("Saft", "60.00"), ("Must", "35.00")],
        );
        expect(
            "<p>Ärtsoppa ........ 95 kr</p><p>Laxsoppa ........ 129 kr</p>",
            &[("Ärtsoppa", "95.00"), ("Laxsoppa", "129.00")],
        );
        expect(
            "<p>Kaffe 30 kr<br>Te 28 kr<br>Bulle från 25 kr</p>",
            &[("Kaffe", "30.00"), ("Te", "28.00"), ("Bulle", "25.00")],
        );
        expect(
            "<h3>Sylt</h3><p>Kokt av oss.</p><p>Pris: 89 kr</p><h3>Saft</h3><p>Pris: 75 kr</p>",
            &[("Sylt", "89.00"), ("Saft", "75.00")],
        );
    }

    #[test]
    fn a_price_in_running_text_is_no_product() {
        expect("<h1>Frakt</h1><p>Frakt kostar 49 kr.</p><p>Över 500 kr fritt.</p>", &[]);
        expect("<p>Pris: 49 kr</p><p>Ord. pris: 59 kr</p>", &[]);
        expect(
            "<p>Så mycket kostar leveransen:</p><p>Leverans</p><ul><li>Sverige 49 kr<li>Norden 99 kr</ul>",
            &[],
        );
    }
}
