//! Policies that are only a section of a page.
//!
//! Evidence is a heading that is the name of a kind of page (numbers in front
//! allowed), in a heading element or as a short line of its own, or a heading or
//! question in the page's language that speaks of it (*what does delivery
//! cost?*), and words under it before the next heading of the same rank. Against:
//! headings in navigation, which are menus, and headings with nothing under them.

use super::link::best;
use super::names::Names;
use crate::extract::document::Attributes;
use crate::extract::{Block, Document, PageKind, Region, Section};
use ego_tree::NodeId;

/// The least score of a heading.
const LEAST: f32 = 0.74;
/// Rank of a line that only looks like a heading.
const LINE: u8 = 7;
/// Sections kept of one page.
const MAX_SECTIONS: usize = 60;
/// Words of the longest question or heading that is looked at closely.
const MAX_QUESTION: usize = 14;
/// How far up an `id` may stand.
const MAX_UP: usize = 3;

struct Open {
    rank: u8,
    region: Region,
    kinds: Vec<(PageKind, bool)>,
    block: usize,
    words: usize,
}

/// The sections of a page.
pub(super) fn read(doc: &Document, names: &Names, language: Option<&str>) -> Vec<Section> {
    let mut open: Vec<Open> = Vec::new();
    let mut done: Vec<Open> = Vec::new();
    for (index, block) in doc.blocks.iter().enumerate() {
        if matches!(block.region, Region::Nav | Region::Header) {
            continue;
        }
        let words = block.text.split_whitespace().count();
        let Some((rank, kinds)) = heading(doc, block, words, names, language) else {
            for section in open.iter_mut().filter(|s| s.region == block.region) {
                section.words += words;
            }
            continue;
        };
        let (closed, still): (Vec<Open>, Vec<Open>) =
            open.into_iter().partition(|s| s.rank >= rank || s.region != block.region);
        done.extend(closed);
        open = still;
        for section in &mut open {
            section.words += words;
        }
        // Deep nesting of headings is bounded by their seven ranks.
        open.push(Open { rank, region: block.region, kinds, block: index, words: 0 });
    }
    done.append(&mut open);
    done.sort_by_key(|section| section.block);
    let mut sections = Vec::new();
    for section in done.into_iter().filter(|s| !s.kinds.is_empty() && s.words >= 2) {
        let Some(block) = doc.blocks.get(section.block) else { continue };
        for (kind, named) in section.kinds {
            if sections.len() >= MAX_SECTIONS {
                return sections;
            }
            sections.push(Section {
                kind,
                named,
                heading: block.text.chars().take(120).collect(),
                fragment: fragment(doc, block.node),
                words: section.words,
                selector: doc.selector(block.node),
            });
        }
    }
    sections
}

/// The rank of a heading and the kinds it names, if the block is a heading.
fn heading(
    doc: &Document,
    block: &Block,
    words: usize,
    names: &Names,
    language: Option<&str>,
) -> Option<(u8, Vec<(PageKind, bool)>)> {
    if words == 0 || block.text.len() > 160 {
        return None;
    }
    let asks = block.text.ends_with('?') && words <= MAX_QUESTION;
    let folds = asks || words <= MAX_QUESTION && is_fold(doc, block.node);
    let short = words <= 6 && block.link.is_none() && !block.text.ends_with(['.', ',', ';', '!']);
    if block.heading.is_none() && !short && !folds {
        return None;
    }
    let scores = names.score(block.text.trim_end_matches([':', '?']));
    let top = best(&scores, LEAST);
    let kinds: Vec<(PageKind, bool)> = scores
        .iter()
        .filter(|(kind, score)| PageKind::FACTS.contains(kind) && **score >= LEAST)
        .map(|(kind, _)| (*kind, true))
        .collect();
    // What is wholly a name is not of what a part of it speaks of.
    let named = scores.values().any(|score| *score >= 0.9);
    let told = |mut kinds: Vec<(PageKind, bool)>| {
        if named {
            return kinds;
        }
        for kind in names.told(&block.text, language) {
            if kinds.iter().all(|(known, _)| *known != kind) {
                kinds.push((kind, false));
            }
        }
        kinds
    };
    match block.heading {
        Some(rank) if words <= MAX_QUESTION => Some((rank, told(kinds))),
        Some(rank) => Some((rank, kinds)),
        None if folds => Some((LINE, told(kinds))),
        // A line of its own is a heading only when a name is all it says.
        None if top.is_some_and(|kind| scores.get(&kind).is_some_and(|s| *s >= 0.8)) => {
            Some((LINE, kinds))
        }
        None => None,
    }
}

/// Whether a block is the visible end of something folded away: a question of a
/// list, the title of an accordion.
fn is_fold(doc: &Document, node: NodeId) -> bool {
    doc.html
        .tree
        .get(node)
        .and_then(|node| node.value().as_element().map(|e| matches!(e.name(), "summary" | "dt")))
        .unwrap_or(false)
}

/// The `id` that leads to a heading: its own, of something inside it, or of an
/// element close around it.
fn fragment(doc: &Document, node: NodeId) -> Option<String> {
    let here = doc.html.tree.get(node)?;
    let id_of = |node: ego_tree::NodeRef<'_, scraper::Node>| {
        let element = node.value().as_element()?;
        let id =
            element.id().or_else(|| element.attribute("name").filter(|_| element.name() == "a"))?;
        (!id.is_empty() && !id.contains(char::is_whitespace)).then(|| id.to_owned())
    };
    if let Some(id) = id_of(here) {
        return Some(id);
    }
    if let Some(id) = here.descendants().skip(1).take(8).find_map(id_of) {
        return Some(id);
    }
    here.ancestors()
        .take(MAX_UP)
        .take_while(|a| {
            a.value().as_element().is_some_and(|e| !matches!(e.name(), "body" | "main" | "html"))
        })
        .find_map(id_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;
    use url::Url;

    fn sections(html: &str) -> Vec<Section> {
        let doc = Document::parse(html, &Url::parse("https://a.example/villkor").unwrap());
        read(&doc, &Names::of(Vocabulary::built_in()), None)
    }

    #[test]
    fn a_heading_with_text_under_it_is_a_section() {
        let found = sections(
            "<main><h1>Villkor</h1><section id=frakt><h2>3. Leverans</h2><p>Vi skickar varje \
             vardag från vårt lager.</p></section><h2>Ångerrätt</h2><p>Du har fjorton dagar.</p>",
        );
        let seen: Vec<_> = found.iter().map(|s| (s.kind, s.fragment.as_deref(), s.words)).collect();
        assert!(seen.contains(&(PageKind::Delivery, Some("frakt"), 7)), "{seen:?}");
        assert!(seen.contains(&(PageKind::Returns, None, 4)), "{seen:?}");
    }

    #[test]
    fn a_menu_is_no_section() {
        assert!(sections("<nav><h2>Kontakt</h2><p>ett två tre</p></nav>").is_empty());
        assert!(sections("<main><h2>Kontakt</h2></main>").is_empty());
    }

    #[test]
    fn a_line_of_its_own_may_be_a_heading() {
        let found =
            sections("<main><p><b>Reklamation</b></p><p>Skriv till oss om varan är trasig.</p>");
        assert_eq!(found.first().map(|s| s.kind), Some(PageKind::Complaints));
    }
}
