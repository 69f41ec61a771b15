//! Names that stand beside the number of a register or of VAT.
//!
//! Counts: a part of the line before the number, a line above it in the same
//! block, or one of the short blocks above it, when it is a name by its wording.
//! Only numbers that were read on the page count, so that a price with VAT or an
//! order number makes no seller.

use super::legal_name::tidy;
use super::plain::{SHORT, line_at};
use super::wording;
use crate::extract::Document;
use crate::extract::contact::cues::{Cue, Mark, Marks};
use std::ops::Range;

/// The name before a number: in its line, in the lines above it, or in the
/// blocks above it.
pub(super) fn numbered<'d>(
    doc: &'d Document,
    marks: &Marks,
    index: usize,
    mark: &Mark,
    numbers: &[String],
) -> Option<(usize, usize, &'d str)> {
    let block = doc.blocks.get(index)?;
    let after = block.text.get(mark.range.end..)?;
    let alone = after.chars().filter(|c| c.is_alphanumeric()).count() <= 3;
    let next = doc.blocks.get(index + 1).filter(|_| alone);
    if !holds(after, numbers) && !next.is_some_and(|b| holds(&b.text, numbers)) {
        return None;
    }
    // *IVA* of *Partita IVA* is a label, too; the longer one tells where it begins.
    let range = &mark.range;
    let inner = marks
        .block(index)
        .iter()
        .take_while(|m| m.range.start < range.start)
        .any(|m| m.range.end >= range.end && matches!(m.cue, Cue::Registration(_) | Cue::Vat));
    if inner {
        return None;
    }
    let line = line_at(block, mark.range.start);
    let before = block.text.get(line.start..mark.range.start)?;
    let separators = |c: char| c.is_whitespace() || ",·•–—-|(:/;".contains(c);
    let prefix = before.trim_end_matches(separators);
    if prefix.chars().any(char::is_alphanumeric) {
        let nodes: Vec<usize> = block
            .spans
            .iter()
            .filter_map(|(start, _)| start.checked_sub(line.start))
            .filter(|start| *start > 0 && *start < prefix.len())
            .collect();
        if let Some((at, name)) = in_line(prefix, &nodes) {
            return Some((index, line.start + at, name));
        }
        let bracketed = before.get(prefix.len()..)?.contains(['(', ',']);
        if bracketed && let Some((at, name)) = wording::name_before(prefix) {
            return Some((index, line.start + at, name));
        }
    }
    // The lines above in the same block, from the first.
    let mut start = 0;
    for above in block.text.get(..line.start).unwrap_or("").split('\n') {
        let text = tidy(above);
        if text.len() <= SHORT
            && wording::is_whole_name(text)
            && !has_label(marks, index, start, text)
        {
            return Some((index, start + above.find(text).unwrap_or(0), text));
        }
        start += above.len() + 1;
    }
    for i in (index.saturating_sub(5)..index).rev() {
        let above = doc.blocks.get(i)?;
        if above.region != block.region || above.text.len() > SHORT * 2 || above.link.is_some() {
            break;
        }
        let first = above.text.split('\n').next()?;
        let text = tidy(first);
        if text.len() <= SHORT && wording::is_whole_name(text) && !has_label(marks, i, 0, text) {
            return Some((i, first.find(text).unwrap_or(0), text));
        }
    }
    None
}

/// A part of a line of contact details that is a name: the last one before the
/// number, else the first of the line.
fn in_line<'t>(prefix: &'t str, nodes: &[usize]) -> Option<(usize, &'t str)> {
    let mut parts: Vec<(usize, &str)> = Vec::new();
    let mut from = 0;
    let mut cuts: Vec<(usize, usize)> = prefix
        .match_indices([',', '·', '•', '|', '–', '—', '\t', '/'])
        .map(|(at, separator)| (at, separator.len()))
        .chain(nodes.iter().map(|at| (*at, 0)))
        .collect();
    cuts.sort_unstable();
    for (at, length) in cuts {
        if at >= from {
            parts.push((from, prefix.get(from..at)?));
            from = at + length;
        }
    }
    parts.push((from, prefix.get(from..)?));
    let split: Vec<(usize, &str)> = parts
        .into_iter()
        .filter(|(_, part)| part.chars().any(char::is_alphanumeric))
        .flat_map(|(from, part)| {
            let mut at = from;
            part.split(" - ").map(move |piece| {
                let here = (at, piece);
                at += piece.len() + 3;
                here
            })
        })
        .collect();
    let named = |(from, part): &(usize, &'_ str)| -> Option<(usize, usize)> {
        let bare = without_copyright(part);
        let bare = bare.trim_matches(|c: char| c.is_whitespace() || ".,;:|–-()©®".contains(c));
        let at = part.find(bare)?;
        wording::is_whole_name(bare).then_some((from + at, from + at + bare.len()))
    };
    let last = split.last().and_then(named);
    let first = if prefix.len() <= 250 { split.first().and_then(named) } else { None };
    let (start, end) = first.or(last)?;
    Some((start, prefix.get(start..end)?))
}

/// A part of a line without the sign and the years of a copyright.
fn without_copyright(part: &str) -> &str {
    match part.rfind('©') {
        Some(at) => part.get(at..).unwrap_or(part).trim_start_matches(|c: char| {
            c.is_whitespace() || c.is_ascii_digit() || "©-–.".contains(c)
        }),
        None => part,
    }
}

/// Whether a text has one of the page's numbers near its start.
fn holds(text: &str, numbers: &[String]) -> bool {
    let window = text.get(..text.floor_char_boundary(80)).unwrap_or(text);
    let plain: String = window.chars().filter(char::is_ascii_digit).collect();
    numbers.iter().any(|number| plain.contains(number.as_str()))
}

/// Whether a line is but a label.
fn has_label(marks: &Marks, index: usize, start: usize, text: &str) -> bool {
    marks
        .within(index, start..start + text.len())
        .iter()
        .any(|m| m.cue == Cue::Name && m.range.len() * 2 >= text.len())
}

/// Whether a register or VAT number follows a name within a line or two.
pub(super) fn has_number_after(
    doc: &Document,
    marks: &Marks,
    index: usize,
    end: usize,
    numbers: &[String],
) -> bool {
    let Some(block) = doc.blocks.get(index) else { return false };
    let number = |i: usize, range: Range<usize>| {
        marks.within(i, range).iter().any(|m| {
            matches!(m.cue, Cue::Registration(_) | Cue::Vat)
                && doc
                    .blocks
                    .get(i)
                    .is_some_and(|b| holds(b.text.get(m.range.end..).unwrap_or(""), numbers))
        })
    };
    number(index, end..end + 120)
        || block.text.len() < end + 60
            && (index + 1..=index + 3)
                .any(|i| doc.blocks.get(i).is_some_and(|b| b.text.len() < 200) && number(i, 0..200))
}
