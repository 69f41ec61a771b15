//! The words around a phrase, as evidence for a reader.

use super::sentences::sentence_at;
use crate::facts::shorten;
use std::ops::Range;

/// Bytes of a sentence, at least, if it is to speak for itself.
const WHOLE_SENTENCE: usize = 60;
/// Bytes of context kept before and after a phrase.
pub(super) const AROUND: usize = 110;

/// The words around a phrase, of its sentence unless that is very short.
pub(super) fn excerpt(text: &str, range: &Range<usize>, ends: &[usize]) -> String {
    let first = sentence_at(ends, range.start);
    let last = sentence_at(ends, range.end.saturating_sub(1)).max(first);
    let mut from = first.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or(0);
    let mut to = ends.get(last).copied().unwrap_or(text.len());
    if to.saturating_sub(from) < WHOLE_SENTENCE {
        (from, to) = (0, text.len());
    }
    let mut start = floor(text, range.start.saturating_sub(AROUND).max(from));
    let mut end = floor(text, (range.end + AROUND).min(to));
    // Whole words only.
    if start > from {
        start += text.get(start..).and_then(|t| t.find(' ')).unwrap_or(0);
    }
    if end < to {
        end = text.get(..end).and_then(|t| t.rfind(' ')).unwrap_or(end);
    }
    shorten(text.get(start..end.max(start)).unwrap_or(""))
}

/// The nearest character boundary at or before a byte offset.
pub(super) fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
