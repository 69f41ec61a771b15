//! Looks for many phrases at once, in text folded for comparison.
//!
//! Folding makes spelling variants alike: compatibility forms, letter case and
//! diacritics go, and everything that is neither letter nor digit becomes one
//! space. A phrase matches whole words only; `*` at its start or end lets the
//! word go on there, for compounds and inflected forms (`*villkor`,
//! `återbetal*`).

use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Text folded for comparison, with the way back to the original.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    text: String,
    /// Byte offsets in `text` and in the original from which both go on byte by
    /// byte, up to the next such pair; the beginnings of both are one without
    /// being written down.
    steps: Vec<(u32, u32)>,
    length: usize,
}

impl Folded {
    /// Folds a text.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len() + 2),
            steps: Vec::new(),
            length: original.len(),
        };
        folded.text.push(' ');
        // The offset in the original of what would go on byte by byte.
        let mut next = 1;
        fold_pieces(original, |offset, piece| {
            if piece == " " && folded.text.ends_with(' ') {
                return;
            }
            folded.step(next, offset);
            folded.text.push_str(piece);
            next = offset + piece.len();
        });
        folded.text.make_ascii_lowercase();
        if !folded.text.ends_with(' ') {
            folded.step(next, original.len());
            folded.text.push(' ');
        }
        folded
    }

    /// Notes where the text goes on from, if that is not the next byte.
    fn step(&mut self, next: usize, offset: usize) {
        if next != offset {
            let short = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
            self.steps.push((short(self.text.len()), short(offset)));
        }
    }

    /// The folded text, with a space before and after.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The byte range of the original that a range of the folded text covers.
    #[must_use]
    pub fn original(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let at = |i: usize| {
            if i >= self.text.len() {
                return self.length;
            }
            let after = self.steps.partition_point(|(from, _)| *from as usize <= i);
            let step = after.checked_sub(1).and_then(|step| self.steps.get(step));
            let (from, original) = step.copied().unwrap_or((0, 0));
            original as usize + i - from as usize
        };
        at(range.start)..at(range.end)
    }
}

/// Folds a text without keeping the way back; no space around it.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_pieces(text, |_, piece| {
        if piece != " " || !(out.is_empty() || out.ends_with(' ')) {
            out.push_str(piece);
        }
    });
    out.make_ascii_lowercase();
    out.truncate(out.trim_end().len());
    out
}

/// Hands on the pieces of a text as folded, each with the byte offset it comes
/// from: whole words of ASCII letters and digits as they are written, whose
/// letter case is left to the caller, and everything else letter by letter.
fn fold_pieces(text: &str, mut piece: impl FnMut(usize, &str)) {
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let rest = text.get(at..).unwrap_or("");
        if byte.is_ascii_alphanumeric() {
            let end = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            piece(at, rest.get(..end).unwrap_or(rest));
            at += end;
        } else if byte.is_ascii() {
            piece(at, " ");
            at += 1;
        } else {
            let Some(c) = rest.chars().next() else { return };
            fold_other(c, |out| piece(at, out.encode_utf8(&mut [0; 4])));
            at += c.len_utf8();
        }
    }
}

/// Where the letters of European languages in Latin script end (Latin Extended-B).
const LATIN_END: u32 = 0x250;

/// What each character from U+0080 to the end of the Latin letters folds to:
/// they make up nearly all of what is not ASCII, and decomposing is slow.
static LATIN: LazyLock<Vec<String>> = LazyLock::new(|| {
    (0x80..LATIN_END)
        .map(|code| {
            let mut out = String::new();
            if let Some(c) = char::from_u32(code) {
                decompose(c, |part| out.push(part));
            }
            out
        })
        .collect()
});

/// Folds a character that is not ASCII.
fn fold_other(c: char, mut push: impl FnMut(char)) {
    let known = u32::from(c).checked_sub(0x80).and_then(|at| LATIN.get(at as usize));
    match known {
        Some(parts) => parts.chars().for_each(push),
        None => decompose(c, &mut push),
    }
}

fn decompose(c: char, mut push: impl FnMut(char)) {
    if c == '\u{ad}' || c == '\u{200b}' {
        return;
    }
    // Letters that Unicode does not decompose.
    for part in c.nfkd() {
        if is_combining_mark(part) {
            continue;
        }
        for lower in part.to_lowercase() {
            match lower {
                'ø' => push('o'),
                'æ' => "ae".chars().for_each(&mut push),
                'œ' => "oe".chars().for_each(&mut push),
                'ß' => "ss".chars().for_each(&mut push),
                'ł' => push('l'),
                'đ' | 'ð' => push('d'),
                'þ' => "th".chars().for_each(&mut push),
                'ı' => push('i'),
                other if other.is_alphanumeric() => push(other),
                other if is_combining_mark(other) => {}
                _ => push(' '),
            }
        }
    }
}

/// A set of phrases, each standing for a value.
#[derive(Debug, Clone)]
pub struct PhraseSet<T> {
    automaton: Option<AhoCorasick>,
    values: Vec<T>,
}

/// One place where a phrase was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseMatch<'a, T> {
    /// What the phrase stands for.
    pub value: &'a T,
    /// Where it begins in the folded text.
    pub start: usize,
    /// Where it ends in the folded text.
    pub end: usize,
}

impl<T> PhraseSet<T> {
    /// Builds the set from phrases as written in the vocabulary.
    pub fn new<S: AsRef<str>>(phrases: impl IntoIterator<Item = (S, T)>) -> Self {
        let mut patterns = Vec::new();
        let mut values = Vec::new();
        for (phrase, value) in phrases {
            if let Some(pattern) = pattern(phrase.as_ref()) {
                patterns.push(pattern);
                values.push(value);
            }
        }
        // Standard matching reports overlapping phrases, which is wanted: a
        // longer phrase does not make a shorter one untrue.
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok();
        Self { automaton, values }
    }

    /// Every place where a phrase stands in the text, overlaps included.
    pub fn find<'a>(
        &'a self,
        text: &'a Folded,
    ) -> impl Iterator<Item = PhraseMatch<'a, T>> + use<'a, T> {
        self.automaton.iter().flat_map(|a| a.find_overlapping_iter(text.as_str())).filter_map(
            |found| {
                let value = self.values.get(found.pattern().as_usize())?;
                Some(PhraseMatch { value, start: found.start(), end: found.end() })
            },
        )
    }

    /// Whether any phrase stands in the text.
    #[must_use]
    pub fn matches(&self, text: &Folded) -> bool {
        self.find(text).next().is_some()
    }
}

/// The pattern of a phrase: folded, with a space at each end that is a word
/// boundary.
fn pattern(phrase: &str) -> Option<String> {
    let open_start = phrase.starts_with('*');
    let open_end = phrase.ends_with('*');
    let words = fold(phrase);
    if words.is_empty() {
        return None;
    }
    let before = if open_start { "" } else { " " };
    let after = if open_end { "" } else { " " };
    Some(format!("{before}{words}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_unites_spellings() {
        assert_eq!(fold("  KÖP-villkor &\u{a0}Größe "), "kop villkor grosse");
        assert_eq!(fold("Smørrebrød, Łódź"), "smorrebrod lodz");
    }

    #[test]
    fn both_ways_of_folding_agree() {
        let all: String = (1..0x2100).filter_map(char::from_u32).collect();
        assert_eq!(fold(&all), Folded::new(&all).as_str().trim());
        for text in ["", " ", "— a —", "İıſ ﬁ Ⅷ", "a\u{ad}b\u{300}c"] {
            assert_eq!(fold(text), Folded::new(text).as_str().trim(), "{text}");
        }
    }

    #[test]
    fn every_letter_leads_back_to_where_it_stood() {
        let text = " Größe:  ﬁn\u{ad}å – Ⅷ λόγος İx!";
        let folded = Folded::new(text);
        let from = |part: &str| {
            let at = folded.as_str().find(part).unwrap();
            text.get(folded.original(at..at + part.len())).unwrap()
        };
        assert_eq!(from("grosse"), "Größe");
        assert_eq!(from("sse"), "ße");
        assert_eq!(from("fina"), "ﬁn\u{ad}å");
        assert_eq!(from("viii"), "Ⅷ");
        assert_eq!(from("λογος"), "λόγος");
        assert_eq!(from("x"), "x");
        assert_eq!(folded.original(folded.as_str().len()..99), text.len()..text.len());
    }

    #[test]
    fn phrases_match_whole_words_unless_open() {
        let set = PhraseSet::new([("villkor", 1), ("*villkor", 2), ("ångra*", 3)]);
        let hits = |text: &str| {
            let folded = Folded::new(text);
            set.find(&folded).map(|m| *m.value).collect::<Vec<_>>()
        };
        assert_eq!(hits("Köpvillkor"), [2]);
        assert_eq!(hits("Våra villkor."), [1, 2]);
        assert_eq!(hits("ångrar du dig"), [3]);
        assert!(hits("inget").is_empty());
    }

    #[test]
    fn matches_lead_back_to_the_original() {
        let set = PhraseSet::new([("ångerrätt", ())]);
        let text = "Om — Ångerrätt!";
        let folded = Folded::new(text);
        let hit = set.find(&folded).next().unwrap();
        let range = folded.original(hit.start + 1..hit.end - 1);
        assert_eq!(&text[range], "Ångerrätt");
    }
}
