//! Traders without a legal form: a person's name, or that of a firm.
//!
//! Such a name looks like any other words with capitals, so it counts only where
//! the page states whose it is: after a label in the same line, the next line or
//! the next cell (*Innehavare:*, *Angaben gemäß § 5 DDG*), after a clause
//! (*Vertragspartner ist*), before one (*is the data controller*), in the
//! brackets of the instructions on withdrawal, and before an organisation or VAT
//! number in the same line, paragraph or block of lines. Against: links and
//! menus, headings, and what [`wording`](super::wording) knows to be no name.

use super::beside;
use super::legal_name::{named, tidy};
use super::wording;
use crate::extract::contact::cues::{Cue, Mark, Marks};
use crate::extract::{Block, Document, Found, PageKind, Region, SellerName, SellerPlace};
use crate::vocabulary::fold;
use std::ops::Range;

/// The most cues of a block that are looked at.
const MAX_MARKS: usize = 300;
/// How far a label may reach to its colon, in bytes.
const LABEL: usize = 170;
/// Longer blocks are no lines of an address, in bytes.
pub(super) const SHORT: usize = 90;

/// A name without a legal form, and what states that it is the seller's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain<'d> {
    pub(super) name: &'d str,
    /// The block that holds it, and where.
    pub(super) block: usize,
    pub(super) at: usize,
    /// A label or a clause says so.
    pub(super) stated: bool,
    /// A number of a register or of VAT stands beside it.
    pub(super) numbered: bool,
    /// A number or an address follows it.
    pub(super) supported: bool,
    /// It stands in a line of its own above the number.
    pub(super) above: bool,
}

/// The names that a block states.
pub(super) fn names<'d>(
    doc: &'d Document,
    marks: &Marks,
    index: usize,
    kind: Option<PageKind>,
    numbers: &[String],
) -> Vec<Plain<'d>> {
    let Some(block) = doc.blocks.get(index) else { return Vec::new() };
    if block.region == Region::Nav || block.link.is_some() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for mark in marks.block(index).iter().take(MAX_MARKS) {
        let found = match mark.cue {
            Cue::Name | Cue::Party | Cue::Addressee => {
                labelled(doc, marks, index, mark, kind).map(|(i, at, name)| (i, at, name, true))
            }
            Cue::Follower => followed(block, mark).map(|(at, name)| (index, at, name, true)),
            Cue::Registration(_) | Cue::Vat => beside::numbered(doc, marks, index, mark, numbers)
                .map(|(i, at, name)| (i, at, name, false)),
            _ => None,
        };
        let Some((i, at, name, stated)) = found else { continue };
        let name = tidy(name);
        out.push(Plain {
            name,
            block: i,
            at,
            stated,
            numbered: !stated || beside::has_number_after(doc, marks, i, at + name.len(), numbers),
            supported: is_supported(doc, marks, i, at + name.len()),
            above: !stated && line_at(block, mark.range.start).start > at || i != index,
        });
    }
    out
}

/// A name without what another element, such as a link, adds to it.
fn whole_node<'d>(block: &Block, at: usize, name: &'d str) -> Option<&'d str> {
    let from = block.spans.partition_point(|(start, _)| *start <= at);
    match block.spans.get(from) {
        Some((next, _)) if *next < at + name.len() => {
            let cut = name.get(..next - at)?.trim_end();
            wording::is_whole_name(cut).then_some(cut)
        }
        _ => Some(name),
    }
}

/// The line of a block that holds a place.
pub(super) fn line_at(block: &Block, place: usize) -> Range<usize> {
    let start = block.text.get(..place).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
    let rest = block.text.get(start..).unwrap_or("");
    start..start + rest.find('\n').unwrap_or(rest.len())
}

/// The name after a label, a clause or the words before the brackets.
fn labelled<'d>(
    doc: &'d Document,
    marks: &Marks,
    index: usize,
    mark: &Mark,
    kind: Option<PageKind>,
) -> Option<(usize, usize, &'d str)> {
    let block = doc.blocks.get(index)?;
    let line = line_at(block, mark.range.start);
    let rest = block.text.get(mark.range.end..line.end)?;
    let trimmed = rest.trim_start();
    let lead = rest.len() - trimmed.len();
    let here = |offset: usize, text: &'d str, direct: bool| {
        let (from, name) = wording::name_after(text, direct)?;
        let at = mark.range.end + offset + from;
        Some((index, at, whole_node(block, at, name)?))
    };
    let joined = trimmed.starts_with([':', '–', '—', '|', '=']) || trimmed.starts_with("- ");
    if mark.cue == Cue::Addressee {
        return if trimmed.starts_with(['(', ':', '[']) {
            here(lead, trimmed, false)
        } else {
            None
        };
    }
    if !trimmed.chars().any(char::is_alphanumeric) {
        return if mark.cue == Cue::Name {
            below(doc, marks, index, mark, &line, kind)
        } else {
            None
        };
    }
    if joined {
        return here(lead, trimmed, false);
    }
    let begins = mark.range.start.saturating_sub(line.start) <= 14;
    if mark.cue == Cue::Party
        && let Some(found) = here(lead, trimmed, true)
    {
        return Some(found);
    }
    // The label goes on to its colon or its verb: *responsible for the data is:*
    let window = rest.get(..rest.floor_char_boundary(LABEL)).unwrap_or(rest);
    let colon = window.find(':').filter(|at| {
        window.get(..*at).is_some_and(|gap| !gap.contains(". ") || gap.matches(". ").count() < 2)
    });
    let opens = begins
        || block
            .text
            .get(..mark.range.start)
            .is_some_and(|before| before.ends_with(". ") || before.ends_with("; "));
    if opens && let Some(colon) = colon {
        let after = rest.get(colon + 1..)?;
        return if after.chars().any(char::is_alphanumeric) {
            here(colon + 1, after, false)
        } else {
            below(doc, marks, index, mark, &line, kind)
        };
    }
    if opens && let Some(verb) = wording::after_verb(rest) {
        return here(verb, rest.get(verb..)?, true);
    }
    let formal = matches!(
        kind,
        Some(PageKind::Imprint | PageKind::Contact | PageKind::Terms | PageKind::Privacy)
    );
    if formal && begins && mark.cue == Cue::Name {
        let (_, from, name) = here(lead, trimmed, true)?;
        let tail = block.text.get(from + name.len()..line.end)?;
        return (tail.trim().is_empty() || tail.starts_with([',', '(']))
            .then_some((index, from, name));
    }
    None
}

/// The name in the line or the cell below a label.
fn below<'d>(
    doc: &'d Document,
    marks: &Marks,
    index: usize,
    mark: &Mark,
    line: &Range<usize>,
    kind: Option<PageKind>,
) -> Option<(usize, usize, &'d str)> {
    let block = doc.blocks.get(index)?;
    let label = block.text.get(line.clone())?;
    if mark.range.len() * 2 < label.len() && !label.trim_end().ends_with(':') {
        return None;
    }
    let (target, from) =
        if line.end < block.text.len() { (index, line.end + 1) } else { (index + 1, 0) };
    let next = doc.blocks.get(target)?;
    if next.link.is_some() || next.region != block.region {
        return None;
    }
    let text = next.text.get(from..)?.split('\n').next()?;
    let (at, name) = wording::name_after(text, false)?;
    let tail = text.get(at + name.len()..)?.trim_start();
    let place = from + at;
    let cell = doc.element(next.node).is_some_and(|e| matches!(e.value().name(), "td" | "dd"));
    let formal = matches!(kind, Some(PageKind::Imprint | PageKind::Terms | PageKind::Privacy));
    let clear = !tail.starts_with(|c: char| c.is_lowercase());
    let stands = cell || formal || is_supported(doc, marks, target, place + name.len());
    if at != 0 || !clear || !stands {
        return None;
    }
    // The name of the shop may stand above that of the person with the address.
    let own = (target, place, name);
    Some(addressed(doc, target, place + name.len()).unwrap_or(own))
}

/// The line after a place, when it is a name and the address follows it, while
/// none follows the place itself.
fn addressed(doc: &Document, index: usize, end: usize) -> Option<(usize, usize, &str)> {
    let (next, at, line) = next_line(doc, index, end)?;
    let text = tidy(line);
    if digits(line) > 0 || !wording::is_whole_name(text) || !text.contains(' ') {
        return None;
    }
    let at = at + line.find(text)?;
    let (_, _, street) = next_line(doc, next, at + text.len())?;
    (digits(street) > 0).then_some((next, at, text))
}

/// The line below a place, in its block or the next one.
fn next_line(doc: &Document, index: usize, end: usize) -> Option<(usize, usize, &str)> {
    let block = doc.blocks.get(index)?;
    let line = line_at(block, end);
    if line.end < block.text.len() {
        let rest = block.text.get(line.end + 1..)?;
        return Some((index, line.end + 1, rest.split('\n').next()?));
    }
    let next = doc.blocks.get(index + 1)?;
    Some((index + 1, 0, next.text.split('\n').next()?))
}

/// Whether a name that is stated stands in a sentence about somebody else; what
/// other sentences before it speak of does not matter.
pub(super) fn is_of_others(doc: &Document, marks: &Marks, one: &Plain<'_>) -> bool {
    if !one.stated {
        return marks.is_others(doc, one.block, one.at);
    }
    let Some(block) = doc.blocks.get(one.block) else { return false };
    let before = block.text.get(..one.at).unwrap_or("");
    let sentence = before.rfind(". ").map_or(0, |at| at + 2).max(line_at(block, one.at).start);
    let other = |mark: &Mark| matches!(mark.cue, Cue::Supplier | Cue::Service | Cue::Authority);
    marks.within(one.block, sentence..one.at).iter().any(other)
        || marks.is_others(doc, one.block, 0)
}

/// The first line of an imprint or the like that is a name with an address below
/// it.
pub(super) fn placed<'d>(doc: &'d Document, marks: &Marks) -> Option<Plain<'d>> {
    for (index, block) in doc.blocks.iter().enumerate() {
        if block.region != Region::Main || block.link.is_some() || block.heading.is_some() {
            continue;
        }
        let mut at = 0;
        for line in block.text.split('\n').take(6) {
            let name = tidy(line);
            let here = at + line.find(name).unwrap_or(0);
            at += line.len() + 1;
            if name.len() > SHORT || !name.contains(' ') || !wording::is_whole_name(name) {
                continue;
            }
            let Some((i, from, below)) = next_line(doc, index, here + name.len()) else { continue };
            let street =
                marks.within(i, from..from + below.len()).iter().any(|m| m.cue == Cue::Street);
            if street && digits(below) > 0 && below.len() <= SHORT {
                return Some(Plain {
                    name,
                    block: index,
                    at: here,
                    stated: false,
                    numbered: false,
                    supported: true,
                    above: false,
                });
            }
        }
    }
    None
}

/// The name at the start of the clause before a mark, or just before it.
fn followed<'d>(block: &'d Block, mark: &Mark) -> Option<(usize, &'d str)> {
    let line = line_at(block, mark.range.start);
    let before = block.text.get(line.start..mark.range.start)?;
    let start = before.rfind(". ").map_or(0, |at| at + 2);
    let sentence = before.get(start..)?;
    if sentence.len() <= 220
        && let Some((at, name)) = wording::name_after(sentence, false)
        && at == 0
        && name.contains(' ')
    {
        let gap = sentence.get(name.len()..)?.trim_start();
        if gap.is_empty() || gap.starts_with(['(', ',']) {
            return Some((line.start + start, name));
        }
    }
    let (at, name) = wording::name_before(sentence)?;
    let glued = sentence.get(at + name.len()..)?;
    let lone = at == 0 || !sentence.get(..at)?.trim_end().ends_with(|c: char| c.is_alphabetic());
    (glued.chars().all(|c| c.is_whitespace() || ",(–-".contains(c))
        && (lone || glued.contains(',')))
    .then_some((line.start + start + at, name))
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Whether a number or a postal address follows a name.
pub(super) fn is_supported(doc: &Document, marks: &Marks, index: usize, end: usize) -> bool {
    let Some(block) = doc.blocks.get(index) else { return false };
    let placed = |i: usize, range: Range<usize>| {
        let Some(text) = doc.blocks.get(i).map(|b| b.text.as_str()) else { return false };
        let from = text.floor_char_boundary(range.start.min(text.len()));
        let until = text.floor_char_boundary(range.end.min(text.len()));
        let numbers = digits(text.get(from..until).unwrap_or(""));
        numbers >= 2
            && marks.within(i, range).iter().any(|m| {
                matches!(m.cue, Cue::Street | Cue::PostBox | Cue::Registration(_) | Cue::Vat)
            })
            || (4..=8).contains(&numbers) && text.len() < 80
    };
    placed(index, end..end + 100)
        || block.text.len() < end + 40
            && (index + 1..=index + 2)
                .any(|i| doc.blocks.get(i).is_some_and(|b| b.text.len() < 160) && placed(i, 0..100))
}

/// The name that spells out the site's address, where the page shows it in words
/// with capitals: a person who trades under the own name has no other.
pub(super) fn brand(doc: &Document, host: &[String]) -> Option<Found<SellerName>> {
    let label = host.first()?;
    let initial = label.chars().next()?;
    let begins = |word: &str| {
        let first = word.chars().next().unwrap_or(' ');
        first.is_uppercase() && (!first.is_ascii() || first.to_ascii_lowercase() == initial)
    };
    for block in &doc.blocks {
        if block.text.len() > 2_000 {
            continue;
        }
        let words = super::formed::words(&block.text);
        for (i, range) in words.iter().enumerate() {
            if !begins(block.text.get(range.clone())?) {
                continue;
            }
            let mut plain = String::new();
            for end in words.get(i..i + 3).or_else(|| words.get(i..))?.iter() {
                plain.extend(fold(block.text.get(end.clone())?).chars().filter(|c| *c != ' '));
                if !label.starts_with(&plain) {
                    break;
                }
                let text =
                    tidy(block.text.get(range.start..end.end)?).trim_end_matches(['.', '!', '?']);
                if plain == *label && text.contains(' ') && wording::name_before(text).is_some() {
                    let seller = SellerName {
                        name: named(text),
                        own: true,
                        brand: true,
                        place: SellerPlace::Page,
                        ..SellerName::default()
                    };
                    return Some(Found::at(doc, block.node_at(range.start), text, seller));
                }
            }
        }
    }
    None
}
