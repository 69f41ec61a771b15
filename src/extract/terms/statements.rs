//! What a page says of the closed lists of statements: the items of a privacy
//! policy, exceptions from the right of withdrawal, subscriptions, the site itself,
//! particulars of the company.
//!
//! Evidence for a statement is a phrase that says it by itself, or a weaker one in
//! company, as for topics; `company` tells which company each needs. A heading
//! that says it needs a text under it. The line that introduces a list counts with
//! its items. Against: links, which lead to a statement and do not make it, save
//! that of an accessibility statement; and what looks alike and is not. A name is
//! asked of those who operate or represent, a price of what is said of the
//! lowest price, a percentage of what is deducted, and goods that the law lets
//! traders except are no proof of an exception that it does not know.

use super::company::{Beside, holds};
use super::excerpt::excerpt;
use super::phrases::{Hit, Seen, Strength, look, seen};
use super::scan::{Part, Text};
use super::sentences::{ends, sentence_at};
use super::subjects::{Area, statement, statements};
use crate::extract::{Document, Found, PageReading, Statement};
use crate::vocabulary::Folded;
use ego_tree::NodeId;
use std::collections::BTreeMap;
use std::ops::Range;

/// Findings of one statement kept on one page.
const MAX_FINDINGS: usize = 4;
/// Words that a heading needs under it, at least, to say anything.
const LEAST_WORDS: usize = 6;
/// A block with fewer words than this is a label; its value may follow.
const LABEL_WORDS: usize = 6;
/// Bytes of the description of a picture that is looked through.
const PICTURE: std::ops::Range<usize> = 12..300;
/// Elements around a block in which a list is looked for.
const LIST_DEPTH: usize = 3;

/// What is said above a text.
#[derive(Default)]
struct Above<'a> {
    /// In the heading.
    heading: &'a [Hit],
    /// In the line that introduces the list it is of.
    lead: &'a [Hit],
    /// The heading has no text under it yet.
    bare: bool,
}

/// Reads the statements of one page.
pub(super) fn read(text: &Text<'_>, reading: &mut PageReading) {
    let mut found: Vec<Found<Statement>> = Vec::new();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut above = Above::default();
    let mut region = None;
    for (place, part) in text.parts.iter().enumerate() {
        if region.replace(part.block.region) != Some(part.block.region) {
            above = Above::default();
        }
        if part.block.heading.is_some() {
            above = Above { heading: &part.statements, lead: &[], bare: true };
            continue;
        }
        if part.only_leads() {
            let named = led_to(part);
            keep(named.into_iter().collect(), text, part, &mut counts, &mut found, reading);
            continue;
        }
        if !above.lead.is_empty() && !in_list(text.doc, part.block.node) {
            above.lead = &[];
        }
        let words = part.words();
        if !(part.statements.is_empty() && above.heading.is_empty() && above.lead.is_empty()) {
            let said = said_in(text, place, part, &above, reading);
            keep(said, text, part, &mut counts, &mut found, reading);
        }
        if words >= LEAST_WORDS {
            above.bare = false;
        }
        if part.block.text.trim_end().ends_with(':') {
            above.lead = &part.statements;
        }
    }
    pictured(text, &mut counts, &mut found, reading);
    reading.statements = found;
}

/// The statements that a text makes, with where it does so.
fn said_in(
    text: &Text<'_>,
    place: usize,
    part: &Part<'_>,
    above: &Above<'_>,
    reading: &PageReading,
) -> Vec<(usize, Range<usize>)> {
    let here = seen(&part.statements, &part.ends);
    let over = seen(above.heading, &[]);
    let lead = seen(above.lead, &[]);
    let none = Seen::default();
    let next = text.parts.get(place + 1).filter(|next| next.block.heading.is_none());
    let label = part.words() < LABEL_WORDS;
    let value = next.filter(|_| label).map_or("", Part::opening);
    let mut said = Vec::new();
    let mut subjects: Vec<usize> = here.keys().copied().collect();
    subjects.extend(over.keys().copied().filter(|subject| !here.contains_key(subject)));
    for subject in subjects {
        let Some((area, kind)) = statement(subject) else { continue };
        let own = here.get(&subject).unwrap_or(&none);
        let beside = Beside {
            text,
            place,
            part,
            own,
            heading: over.get(&subject).unwrap_or(&none),
            lead: lead.get(&subject).unwrap_or(&none),
            value,
            reading,
        };
        let shown = holds(area, kind, &beside).or_else(|| {
            // A heading that says it covers the first text under it.
            let covered = above.bare && !beside.heading.strong.is_empty();
            (covered && part.words() >= LEAST_WORDS && part.is_own()).then_some(0..0)
        });
        if let Some(range) = shown {
            said.push((subject, range));
        }
    }
    let exception = |kind: &str| {
        statements().find(|(_, area, k)| *area == Area::Exceptions && *k == kind).map(|(n, ..)| n)
    };
    // Goods that may be excepted are named beside what is demanded of them alone.
    if let Some(lawful) = exception("lawful") {
        let goods = |seen: &BTreeMap<usize, Seen>| {
            seen.get(&lawful).is_some_and(|seen| !(seen.strong.is_empty() && seen.weak.is_empty()))
        };
        let around = goods(&over) || goods(&lead);
        let beside = |range: &Range<usize>| {
            let at = sentence_at(&part.ends, range.start);
            here.get(&lawful).is_some_and(|seen| {
                seen.strong.iter().chain(&seen.weak).any(|(sentence, _)| *sentence == at)
            })
        };
        let demands = [exception("unopened"), exception("no-return")];
        said.retain(|(subject, range)| {
            !(demands.contains(&Some(*subject)) && (around || beside(range)))
        });
    }
    said
}

/// The accessibility statement, where a link is called so.
fn led_to(part: &Part<'_>) -> Option<(usize, Range<usize>)> {
    let hit = part.statements.iter().find(|hit| {
        hit.strength == Strength::Strong
            && statement(hit.subject) == Some((Area::Site, "accessibility"))
    })?;
    Some((hit.subject, hit.range.clone()))
}

/// The notice on the legal guarantee, where it is a picture that is described.
fn pictured(
    text: &Text<'_>,
    counts: &mut BTreeMap<usize, usize>,
    found: &mut Vec<Found<Statement>>,
    reading: &PageReading,
) {
    for image in text.doc.images.iter().filter(|image| PICTURE.contains(&image.alt.len())) {
        let hits = look(&Folded::new(&image.alt), text.only);
        if hits.is_empty() {
            continue;
        }
        let ends: Vec<usize> = ends(&image.alt).collect();
        for (subject, seen) in seen(&hits, &ends) {
            let notice = statement(subject) == Some((Area::Site, "guarantee-notice"));
            let shown = !seen.strong.is_empty() || seen.together(true).is_some();
            let count = counts.entry(subject).or_default();
            if !(notice && shown) || *count >= MAX_FINDINGS {
                continue;
            }
            *count += 1;
            let value = Statement {
                list: Area::Site.name(),
                kind: "guarantee-notice",
                url: reading.url.clone(),
                excerpt: image.alt.clone(),
                framed: image.region.is_frame(),
            };
            found.push(Found::at(text.doc, image.node, &image.alt, value));
        }
    }
}

/// Keeps what was said, so many findings of each.
fn keep(
    said: Vec<(usize, Range<usize>)>,
    text: &Text<'_>,
    part: &Part<'_>,
    counts: &mut BTreeMap<usize, usize>,
    found: &mut Vec<Found<Statement>>,
    reading: &PageReading,
) {
    for (subject, range) in said {
        let Some((area, kind)) = statement(subject) else { continue };
        let count = counts.entry(subject).or_default();
        *count += 1;
        if *count > MAX_FINDINGS {
            continue;
        }
        let mut words = excerpt(&part.block.text, &range, &part.ends);
        let value = text.parts.iter().find(|other| other.index > part.index);
        // A label says nothing without its value.
        if let (true, Some(value)) = (part.words() < LABEL_WORDS, value)
            && value.block.heading.is_none()
            && value.block.region == part.block.region
            && !part.only_leads()
        {
            words = crate::facts::shorten(&format!("{words} {}", value.opening()));
        }
        let statement = Statement {
            list: area.name(),
            kind,
            url: reading.url.clone(),
            excerpt: words.clone(),
            framed: !part.is_own(),
        };
        found.push(Found::at(text.doc, part.block.node, &words, statement));
    }
}

/// Whether a node is, or lies in, an item of a list.
fn in_list(doc: &Document, node: NodeId) -> bool {
    doc.html.tree.get(node).is_some_and(|node| {
        std::iter::once(node)
            .chain(node.ancestors())
            .take(LIST_DEPTH)
            .filter_map(|node| node.value().as_element())
            .any(|element| matches!(element.name(), "li" | "dd" | "dt"))
    })
}
