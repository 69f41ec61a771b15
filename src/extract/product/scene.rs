//! What a page offers, before it is known what belongs together: its prices and
//! the notes that a price is told on request.
//!
//! A price counts that stands in the content (not in the frame of the page, nor
//! in its filters) and stands out: running text tells about prices and asks for
//! none.

use super::face::Counts;
use super::vat::Said;
use crate::extract::document::Attributes;
use crate::extract::price::find::{PRICE_CLASSES, Sighting, has_class};
use crate::extract::price::kind::Tongue;
use crate::extract::{Context, Document, Region};
use ego_tree::NodeId;

/// The most prices of a page that are put into cards.
const MAX_READ: usize = 1_500;
/// Characters besides the price in its line; longer ones are running text.
const MAX_LINE: usize = 60;
/// Characters of the label of one of several prices.
const MAX_TAG: usize = 20;
/// Class names of what holds several prices.
const PLURAL_CLASSES: &[&str] =
    &["prices", "priser", "preise", "precios", "prezzi", "prijzen", "ceny", "hinnat", "pricing"];
/// Levels above a price in which the markup is asked about it.
const LEVELS: usize = 14;
/// Class names of filters.
const FILTER_CLASSES: &[&str] = &["filter", "filters", "facet", "facets", "slider", "refine"];

/// A price, or a note in the place of one.
pub(super) struct Mark<'a> {
    pub(super) node: NodeId,
    pub(super) block: usize,
    /// The price, where it is one.
    pub(super) sighting: Option<&'a Sighting>,
    /// The note speaks of the price itself, not only of an offer.
    pub(super) plain: bool,
}

/// All that a page offers.
pub(super) struct Scene<'a> {
    pub(super) doc: &'a Document,
    pub(super) marks: Vec<Mark<'a>>,
    /// How many marks lie in each element.
    pub(super) counts: Counts,
    pub(super) tongue: Tongue,
    pub(super) page_vat: &'static str,
}

impl<'a> Scene<'a> {
    /// Looks at a page.
    pub(super) fn of(
        doc: &'a Document,
        sightings: &'a [Sighting],
        context: Context<'_>,
        said: &Said,
    ) -> Self {
        let mut marks: Vec<Mark<'a>> = sightings
            .iter()
            .filter(|s| in_content(doc, s.block) && stands_out(doc, s, sightings))
            .filter(|s| !in_filter(doc, s.node))
            .take(MAX_READ)
            .map(|s| Mark { node: s.node, block: s.block, sighting: Some(s), plain: false })
            .collect();
        marks.extend(notes(doc, said).take(MAX_READ));
        marks.sort_by_key(|mark| (mark.block, mark.sighting.map_or(0, |s| s.range.start)));
        let mut counts = Counts::new();
        for mark in &marks {
            let Some(node) = doc.html.tree.get(mark.node) else { continue };
            for above in std::iter::once(node).chain(node.ancestors()).take(LEVELS) {
                *counts.entry(above.id()).or_default() += 1;
            }
        }
        Self { doc, marks, counts, tongue: Tongue::of(context.language), page_vat: said.vat }
    }

    /// How many prices or notes lie in an element.
    pub(super) fn count(&self, node: NodeId) -> usize {
        self.counts.get(&node).copied().unwrap_or(0)
    }
}

/// Short lines that say that the price is told on request.
fn notes<'a>(doc: &'a Document, said: &Said) -> impl Iterator<Item = Mark<'a>> {
    said.notes.iter().filter_map(|(block, plain)| {
        let here = doc.blocks.get(*block)?;
        let fits = in_content(doc, *block) && here.heading != Some(1);
        fits.then_some(Mark { node: here.node, block: *block, sighting: None, plain: *plain })
    })
}

/// Prices in the header or footer are totals of a cart or terms of delivery.
fn in_content(doc: &Document, block: usize) -> bool {
    let Some(block) = doc.blocks.get(block) else { return false };
    match block.region {
        Region::Main | Region::Aside => true,
        // What is called a menu may be one of dishes, which are no links.
        Region::Nav => block.link.is_none() && !in_navigation(doc, block.node),
        Region::Header | Region::Footer => false,
    }
}

/// Whether a node lies in what is navigation by its element, role or make.
fn in_navigation(doc: &Document, node: NodeId) -> bool {
    doc.html.tree.get(node).is_some_and(|node| {
        std::iter::once(node).chain(node.ancestors()).take(30).any(|above| {
            above.value().as_element().is_some_and(|e| {
                matches!(e.name(), "nav" | "header" | "footer")
                    || e.attribute("role").is_some_and(|role| role.starts_with("nav"))
                    || has_class(e, &["nav", "navbar", "navigation", "dropdown", "header"])
            })
        })
    })
}

/// A price in a sentence is told about, not asked for.
fn stands_out(doc: &Document, sighting: &Sighting, all: &[Sighting]) -> bool {
    let Some(block) = doc.blocks.get(sighting.block) else { return false };
    let length = block.text.chars().take(600).count();
    let own_length = sighting.text.chars().count();
    if length <= own_length + MAX_LINE {
        return true;
    }
    let marked = doc.html.tree.get(sighting.node).is_some_and(|node| {
        std::iter::once(node).chain(node.ancestors()).take(3).any(|above| {
            above
                .value()
                .as_element()
                .is_some_and(|e| has_class(e, PRICE_CLASSES) || has_class(e, PLURAL_CLASSES))
        })
    });
    if marked && length < 400 {
        return true;
    }
    let from = all.partition_point(|s| s.block < sighting.block);
    let own = all.get(from..).unwrap_or(&[]).iter().take_while(|s| s.block == sighting.block);
    let (count, shown) =
        own.take(60).fold((0, 0), |(count, shown), s| (count + 1, shown + s.text.chars().count()));
    if count < 2 {
        return false;
    }
    // Several prices of one thing, each with its label.
    if count <= 4 && length <= shown + MAX_LINE + count * MAX_TAG {
        return true;
    }
    // Several lines of one block, each with its price.
    let start = block.text.get(..sighting.range.start).and_then(|t| t.rfind('\n'));
    let line = start.and_then(|at| block.text.get(at + 1..)).unwrap_or(&block.text);
    let line = line.split('\n').next().unwrap_or("");
    line.len() < block.text.len() && line.chars().count() <= own_length + MAX_LINE + MAX_TAG
}

/// Whether a price is the end of a filter's range.
fn in_filter(doc: &Document, node: NodeId) -> bool {
    doc.html.tree.get(node).is_some_and(|node| {
        std::iter::once(node).chain(node.ancestors()).take(6).any(|above| {
            above.value().as_element().is_some_and(|e| {
                has_class(e, FILTER_CLASSES) || e.id().is_some_and(|id| id.contains("filter"))
            })
        })
    })
}
