//! What a price is the price of, by where it stands.
//!
//! `kind` reads words; here is what the page makes of them: markup that strikes a
//! price through or names it, the label in the element before it, the heading of
//! its section, the price at the other end of a range, and the lower price beside
//! an ordinary one, which makes that a former one.

use super::currency::Setting;
use super::find::{PRICE_CLASSES, Sighting, has_class};
use super::kind::{self, Cue, Kind, Tongue};
use super::number::Number;
use crate::extract::document::Attributes;
use crate::extract::{Block, Document, Region};
use ego_tree::NodeId;
use scraper::node::Element;
use std::ops::Range;

/// Elements above a number that are asked whether they strike it through.
const MAX_ANCESTORS: usize = 4;
/// Class names by which themes mark a price that no longer holds.
const FORMER_CLASSES: &[&str] = &[
    "old",
    "was",
    "before",
    "former",
    "previous",
    "compare",
    "msrp",
    "strike",
    "strikethrough",
    "crossed",
    "oldprice",
    "listprice",
    "ordinary",
    "forpris",
    "foerpris",
    "uvp",
    "pseudo",
    "streichpreis",
    "orig",
    "barre",
    "barrato",
    "barrata",
    "doorgestreept",
    "durchgestrichen",
    "gestrichen",
    "overstreget",
    "overstruket",
    "skreslona",
    "yliviivattu",
    "tachado",
    "przekreslona",
    "original",
    "rrp",
];
/// Class names by which themes mark the ordinary price, on sale or not.
const ORDINARY_CLASSES: &[&str] =
    &["regular", "list", "base", "normal", "standard", "full", "ord", "ordinarie", "normalpris"];
/// Class names of the cart in the frame of a page.
const CART_CLASSES: &[&str] = &["cart", "minicart", "basket", "bag", "total", "subtotal"];
/// Sightings on either side among which a lower price makes an ordinary one former.
const NEIGHBOURS: usize = 3;
/// Levels above two prices in which they must meet to be of one thing.
const MEETING: usize = 6;
/// Blocks of a section that its heading still speaks for.
const SECTION: usize = 12;
/// The most characters of a label in the element before an amount.
const MAX_LABEL: usize = 40;

/// Sightings of a page while they are collected.
pub(super) struct Found<'a> {
    pub(super) setting: Setting<'a>,
    pub(super) tongue: Tongue,
    pub(super) out: Vec<Sighting>,
    /// Those that are called the ordinary price.
    pub(super) ordinary: Vec<usize>,
    /// The heading above, and whether it speaks of delivery once that was asked.
    pub(super) heading: Option<(usize, Option<bool>)>,
}

/// What a price is the price of.
pub(super) fn kind_of(
    doc: &Document,
    index: usize,
    number: &Number,
    before: &str,
    rest: &str,
    last: bool,
    found: &mut Found<'_>,
) -> Kind {
    let Some(block) = doc.blocks.get(index) else { return Kind::Current };
    if is_struck(doc, block, number) {
        return Kind::Old;
    }
    let tongue = found.tongue;
    let after = kind::after(rest, tongue, last);
    if let Some(Cue::Is(kind)) = after
        && kind != Kind::From
    {
        return kind;
    }
    if kind::equals_unit(before, tongue) {
        return Kind::Unit;
    }
    let marked = above(doc, block, number, 2, |e| has_class(e, PRICE_CLASSES));
    let cue = kind::before(before, tongue, marked)
        .or_else(|| {
            label(doc, index, before).and_then(|(text, cell)| {
                let cue = kind::before(text, tongue, marked)?;
                // What a card says of delivery is not said of the price in its next line.
                let sums = matches!(cue, Cue::Is(Kind::Shipping | Kind::Total));
                (cell || !sums).then_some(cue)
            })
        })
        .or(after);
    match cue {
        Some(Cue::Is(kind)) => kind,
        Some(Cue::Ordinary) => {
            found.ordinary.push(found.out.len());
            Kind::Current
        }
        Some(Cue::Off | Cue::Price) | None => {
            let frame = matches!(block.region, Region::Header | Region::Nav);
            if frame
                && (number.money().bytes().all(|b| matches!(b, b'0' | b'.'))
                    || above(doc, block, number, 5, |e| has_class(e, CART_CLASSES)))
            {
                return Kind::Total;
            }
            if !marked && under_delivery(doc, index, found) {
                return Kind::Shipping;
            }
            if above(doc, block, number, 2, |e| has_class(e, ORDINARY_CLASSES)) {
                found.ordinary.push(found.out.len());
            }
            Kind::Current
        }
    }
}

/// Whether a block stands in a section that is headed delivery.
fn under_delivery(doc: &Document, index: usize, found: &mut Found<'_>) -> bool {
    let tongue = found.tongue;
    let Some((place, known)) = found.heading.as_mut() else { return false };
    if index > *place + SECTION {
        return false;
    }
    *known.get_or_insert_with(|| {
        doc.blocks.get(*place).is_some_and(|heading| {
            heading.heading != Some(1)
                && heading.text.len() <= MAX_LABEL
                && kind::of_delivery(&heading.text, tongue)
        })
    })
}

/// The label in the element before an amount that has no words of its own, and
/// whether the two are cells of a table or list.
fn label<'d>(doc: &'d Document, index: usize, before: &str) -> Option<(&'d str, bool)> {
    if before.contains(char::is_alphanumeric) {
        return None;
    }
    let here = doc.blocks.get(index)?;
    let previous = doc.blocks.get(index.checked_sub(1)?)?;
    let short = previous.text.len() <= MAX_LABEL
        && previous.heading.is_none()
        && !previous.text.bytes().any(|b| b.is_ascii_digit());
    if !short || previous.region != here.region {
        return None;
    }
    let tree = &doc.html.tree;
    let parent = |block: &Block| tree.get(block.node)?.parent().map(|p| p.id());
    let near = parent(previous) == parent(here) || parent(here) == Some(previous.node);
    let cell = doc.element(here.node).is_some_and(|e| matches!(e.value().name(), "td" | "dd"));
    near.then_some((previous.text.as_str(), cell))
}

/// Whether an element around a number is like this.
fn above(
    doc: &Document,
    block: &Block,
    number: &Number,
    levels: usize,
    like: impl Fn(&Element) -> bool,
) -> bool {
    doc.html.tree.get(block.node_at(number.range.start)).is_some_and(|node| {
        std::iter::once(node)
            .chain(node.ancestors())
            .take(levels)
            .any(|above| above.value().as_element().is_some_and(&like))
    })
}

/// The upper end of a range of which the lower one is a price as well:
/// `10 € – 20 €`.
pub(super) fn end_of_range(
    text: &str,
    index: usize,
    floor: usize,
    shown: &Range<usize>,
    number: &Number,
    found: &mut Found<'_>,
) -> Option<Kind> {
    let between = text.get(floor..shown.start)?.trim();
    let dash = matches!(between, "-" | "–" | "—" | "−");
    let low = found.out.last_mut().filter(|low| low.block == index && low.range.end == floor)?;
    let value = |amount: &str| amount.parse::<f64>().unwrap_or(0.0);
    let rises = value(&low.amount) < value(&number.amount);
    let open = matches!(low.kind, Kind::Current | Kind::From);
    if !(dash && rises && open) {
        return None;
    }
    low.kind = Kind::From;
    Some(Kind::To)
}

/// The ordinary price is a former one where a lower price of the same thing
/// stands by.
pub(super) fn settle_ordinary(doc: &Document, found: &mut Found<'_>) {
    let tree = &doc.html.tree;
    let path = |node: NodeId| -> Vec<NodeId> {
        tree.get(node).map_or_else(Vec::new, |node| {
            std::iter::once(node).chain(node.ancestors()).take(MEETING).map(|n| n.id()).collect()
        })
    };
    let value = |sighting: &Sighting| sighting.amount.parse::<f64>().unwrap_or(0.0);
    let mut former = Vec::new();
    for place in &found.ordinary {
        let Some(here) = found.out.get(*place) else { continue };
        let way = path(here.node);
        let near = place.saturating_sub(NEIGHBOURS)..(place + NEIGHBOURS + 1).min(found.out.len());
        let lower =
            found.out.get(near.clone()).unwrap_or(&[]).iter().zip(near).any(|(other, at)| {
                at != *place
                    && matches!(other.kind, Kind::Current | Kind::From)
                    // They were noted in reading order.
                && found.ordinary.binary_search(&at).is_err()
                    && other.currency == here.currency
                    && value(other) < value(here)
                    && (other.block == here.block
                        || path(other.node).iter().any(|n| way.contains(n)))
            });
        if lower {
            former.push(*place);
        }
    }
    for place in former {
        if let Some(sighting) = found.out.get_mut(place) {
            sighting.kind = Kind::Old;
        }
    }
}

/// Whether a price is struck through, or its markup calls it a former one.
fn is_struck(doc: &Document, block: &Block, number: &Number) -> bool {
    block.is_struck(number.range.start)
        || doc.html.tree.get(block.node_at(number.range.start)).is_some_and(|node| {
            std::iter::once(node).chain(node.ancestors()).take(MAX_ANCESTORS).any(|above| {
                above.value().as_element().is_some_and(|element| {
                    matches!(element.name(), "del" | "s" | "strike")
                        || element.attribute("style").is_some_and(|s| s.contains("line-through"))
                        || (above.children().take(8).count() < 8
                            && (has_class(element, FORMER_CLASSES)
                                || ["data-hook", "data-price-type", "data-testid"].iter().any(
                                    |name| {
                                        element.attribute(name).is_some_and(|v| {
                                            v.contains("before-discount") || v.contains("oldPrice")
                                        })
                                    },
                                )))
                })
            })
        })
}
