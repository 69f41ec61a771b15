//! The texts of a product page that may describe the product.

use super::super::single::inside;
use super::Seen;
use crate::extract::document::Attributes;
use crate::extract::{Block, Document, Region};
use crate::vocabulary::{PhraseSet, Vocabulary};
use ego_tree::NodeId;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

/// Elements above a text whose classes say what it belongs to.
const MAX_CLIMB: usize = 14;
/// The longest text that is only a price with what stands beside it, in bytes.
const MAX_PRICE: usize = 60;
/// Letters of a heading beside a phrase for what follows.
const MAX_BESIDE: usize = 24;
/// Texts kept of one page.
const MAX_TEXTS: usize = 600;

/// Class names by which themes mark what is no description.
const OTHER_PARTS: &[&str] = &[
    "review",
    "reviews",
    "comment",
    "comments",
    "testimonial",
    "testimonials",
    "related",
    "upsell",
    "upsells",
    "crosssell",
    "crosssells",
    "recommendation",
    "recommendations",
    "recommended",
    "similar",
    "breadcrumb",
    "breadcrumbs",
    "recently",
    "newsletter",
    "cookie",
    "cookies",
    "consent",
    "modal",
    "popup",
    "minicart",
    "qa",
    "usp",
    "usps",
];

/// What follows a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Reviews,
    Related,
}

static HEADINGS: LazyLock<PhraseSet<Part>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|language| {
        let reviews = language.details.reviews.iter().map(|phrase| (phrase, Part::Reviews));
        reviews.chain(language.details.related.iter().map(|phrase| (phrase, Part::Related)))
    }))
});

/// Numbers of the blocks of the product's own part, in order.
pub(super) fn own_part(doc: &Document, seen: &Seen<'_>) -> Vec<usize> {
    let mut known: HashMap<NodeId, bool> = HashMap::new();
    let mut left_out: Option<u8> = None;
    let mut own = Vec::new();
    for (index, block) in doc.blocks.iter().enumerate() {
        if let Some(level) = block.heading {
            // A heading of the same rank ends what another one began.
            if left_out.is_some_and(|above| level <= above) {
                left_out = None;
            }
            if begins_other(doc, index, block) {
                left_out = left_out.or(Some(level));
            }
        }
        let plain = block.region == Region::Main && block.link.is_none() && left_out.is_none();
        if plain && !inside(doc, block.node, seen.cards) && !is_other(doc, block.node, &mut known) {
            own.push(index);
        }
    }
    own
}

/// Whether a heading stands above what buyers say or above other goods.
fn begins_other(doc: &Document, index: usize, block: &Block) -> bool {
    HEADINGS
        .find(doc.folded(index))
        .any(|hit| block.text.chars().count() <= (hit.end - hit.start) + MAX_BESIDE)
}

/// Whether a node lies in what is no description by its markup.
fn is_other(doc: &Document, node: NodeId, known: &mut HashMap<NodeId, bool>) -> bool {
    let Some(node) = doc.html.tree.get(node) else { return false };
    std::iter::once(node).chain(node.ancestors()).take(MAX_CLIMB).any(|above| {
        *known.entry(above.id()).or_insert_with(|| {
            above.value().as_element().is_some_and(|element| {
                matches!(
                    element.name(),
                    "button" | "select" | "option" | "label" | "nav" | "dialog"
                ) || element.attribute("itemprop") == Some("review")
                    || element.classes().chain(element.id()).any(|name| {
                        name.split(['-', '_'])
                            .any(|token| OTHER_PARTS.iter().any(|t| token.eq_ignore_ascii_case(t)))
                    })
            })
        })
    })
}

/// What the texts of a part fold to, hashed, with their words; without headings,
/// and without texts that are only a price.
pub(super) fn texts(doc: &Document, part: &[usize], seen: &Seen<'_>) -> Vec<(u64, u32)> {
    let priced: HashSet<usize> = seen.scene.marks.iter().map(|mark| mark.block).collect();
    part.iter()
        .filter_map(|index| Some((*index, doc.blocks.get(*index)?)))
        .filter(|(index, block)| {
            block.heading.is_none() && !(block.text.len() <= MAX_PRICE && priced.contains(index))
        })
        .take(MAX_TEXTS)
        .filter_map(|(index, block)| {
            let mut hasher = DefaultHasher::new();
            doc.folded(index).as_str().hash(&mut hasher);
            let words = u32::try_from(words(&block.text)).unwrap_or(u32::MAX);
            (words > 0).then(|| (hasher.finish(), words))
        })
        .collect()
}

/// Words with a letter in them.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count()
}
