//! How many different pictures of the product a page has.
//!
//! Pictures of the main part count that are neither another product's nor the
//! page's furniture, and those that the page states for machines. One picture in
//! several sizes is one. Drawings are mostly signs, so one counts only where the
//! page states it for machines or shows it large. Nothing is looked at, so a
//! picture of anything counts.

use super::super::single::inside;
use crate::extract::document::Attributes;
use crate::extract::structured::{Item, Value};
use crate::extract::{Document, Region};
use crate::vocabulary::{Folded, Marks, PhraseSet, fold};
use ego_tree::NodeId;
use scraper::node::Element;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Pictures looked at on one page.
const MAX_IMAGES: usize = 400;
/// Pictures of the page's furniture are not larger than this, in pixels.
const SMALL: u32 = 64;
/// Drawings of goods are at least as wide and high as this, in pixels.
const LARGE: u32 = 160;
/// Attributes that tell how large a picture is.
const SIDES: [&str; 2] = ["width", "height"];
/// Where pictures are that are loaded later, the real one first.
const SOURCES: &[&str] = &[
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-zoom-image",
    "src",
    "data-srcset",
    "srcset",
];

static PLACEHOLDERS: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    PhraseSet::new(Marks::built_in().pictures.placeholders.iter().map(|name| (name, ())))
});
static FURNITURE: LazyLock<HashSet<String>> =
    LazyLock::new(|| Marks::built_in().pictures.furniture.iter().map(|word| fold(word)).collect());

/// The number of pictures.
pub(super) fn count(doc: &Document, item: Option<&Item>, cards: &HashSet<NodeId>) -> usize {
    let mut seen: HashSet<String> = HashSet::new();
    for image in doc.images.iter().take(MAX_IMAGES) {
        if image.region != Region::Main || inside(doc, image.node, cards) {
            continue;
        }
        let Some(element) = doc.element(image.node) else { continue };
        let mut sources = SOURCES.iter().filter_map(|name| element.value().attribute(name));
        let source = sources.find(|v| !v.trim().is_empty() && !v.starts_with("data:"));
        let small = is_small(element.value());
        if let Some(source) = source.filter(|_| !small) {
            keep(source, is_large(element.value()), &mut seen);
        }
    }
    if seen.is_empty() {
        doc.html
            .tree
            .nodes()
            .filter(|node| doc.region(node.id()) == Region::Main)
            .filter_map(|node| background(node.value().as_element()?))
            .take(MAX_IMAGES)
            .for_each(|source| keep(source, false, &mut seen));
    }
    for value in item.into_iter().flat_map(|item| item.values("image")) {
        match value {
            Value::Text(source) => keep(source, true, &mut seen),
            Value::Item(image) => {
                if let Some(source) = image.text("contentUrl").or_else(|| image.text("url")) {
                    keep(source, true, &mut seen);
                }
            }
        }
    }
    if seen.is_empty() {
        let stated = doc.meta.iter().find(|meta| meta.name == "og:image");
        stated.into_iter().for_each(|meta| keep(&meta.content, false, &mut seen));
    }
    seen.len()
}

/// Keeps a picture that may show the product; a drawing where drawings count.
fn keep(source: &str, drawings: bool, seen: &mut HashSet<String>) {
    let file = source.trim().split([' ', ',', '?', '#']).next().unwrap_or("");
    let file = file.rsplit('/').next().unwrap_or(file);
    let (name, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    if name.is_empty() || PLACEHOLDERS.matches(&Folded::new(&spaced(name))) {
        return;
    }
    let words = fold(&spaced(name));
    let furniture = words.split(' ').all(|word| {
        FURNITURE.contains(word) || word.len() == 1 || word.bytes().all(|b| b.is_ascii_digit())
    });
    let numbers = words.split(' ').all(|word| !FURNITURE.contains(word));
    if (furniture && !numbers) || (!drawings && ending.eq_ignore_ascii_case("svg")) {
        return;
    }
    seen.insert(without_size(name));
}

/// A file name with its parts as words.
fn spaced(name: &str) -> String {
    name.replace(['-', '_', '.', '+'], " ")
}

/// A file name without the size that platforms add to it (`-300x300`, `_large`).
fn without_size(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let mut rest = lower.as_str();
    while let Some((before, last)) = rest.rsplit_once(['-', '_', '@']) {
        let size = last
            .split_once('x')
            .is_some_and(|(a, b)| a.bytes().chain(b.bytes()).all(|c| c.is_ascii_digit()));
        let named = matches!(
            last,
            "large"
                | "medium"
                | "small"
                | "thumb"
                | "thumbnail"
                | "grande"
                | "scaled"
                | "2x"
                | "3x"
                | "home"
                | "default"
                | "cart"
        );
        if before.is_empty() || !(size || named) {
            break;
        }
        rest = before;
    }
    rest.to_owned()
}

/// Whether an element says that its picture is small.
fn is_small(element: &Element) -> bool {
    SIDES.iter().any(|name| side(element, name).is_some_and(|side| side <= SMALL))
}

/// Whether an element says that its picture is large.
fn is_large(element: &Element) -> bool {
    SIDES.iter().all(|name| side(element, name).is_some_and(|side| side >= LARGE))
}

/// The length of a side that an element states, in pixels.
fn side(element: &Element, name: &str) -> Option<u32> {
    element.attribute(name)?.trim_end_matches("px").parse().ok()
}

/// The address of the picture in the background of an element.
fn background(element: &Element) -> Option<&str> {
    let (before, rest) = element.attribute("style")?.split_once("url(")?;
    let source =
        rest.split(')').next()?.trim_matches(|c: char| c.is_whitespace() || "'\"".contains(c));
    (before.contains("background") && !source.starts_with("data:")).then_some(source)
}
