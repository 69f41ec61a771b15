//! The parts of a line that matter for opening hours.

use super::words::{MAX_WORDS, Meaning, Words};
use crate::vocabulary::fold;
use regex::Regex;
use std::sync::LazyLock;

/// One part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A word with a meaning.
    Word(Meaning),
    /// An hour in minutes, and how it is written.
    Time(u16, Written),
    /// A dash.
    Dash,
    /// A comma, a slash, an ampersand, a plus.
    Comma,
    /// The end of a line or of a part of it.
    Break,
    /// A word without a meaning here; short ones may stand between (`kl.`, `Uhr`).
    Other(bool),
}

/// How an hour is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// `10`
    Bare,
    /// `10:00`, `10h`
    Full,
    /// `10am`
    Morning,
    /// `10pm`
    Afternoon,
}

static PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        (?P<time>(?P<hour>\d{1,2})(?:[\ \u{a0}]?[:.h][\ \u{a0}]?(?P<minute>[0-5]\d)|[\ \u{a0}]?(?P<h>h)\b)?
            (?:[\ \u{a0}]?(?P<half>[ap])\.?\ ?m\b\.?)?)
        | (?P<number>\d+)
        | (?P<word>\p{L}[\p{L}\p{M}]*(?:['’/]\p{L}{1,2}\b)?\.?)
        | (?P<dash>[-–—‑−~])
        | (?P<comma>[,/&+])
        | (?P<break>[\n|;•·()])",
    )
    .ok()
});

/// The parts of a text with their places.
pub(super) fn tokens(text: &str, words: &Words) -> Vec<(usize, usize, Token)> {
    let Some(part) = PART.as_ref() else { return Vec::new() };
    let mut out: Vec<(usize, usize, Token)> = Vec::new();
    // Words that may be the beginning of a phrase.
    let mut open: Vec<(usize, usize, String)> = Vec::new();
    for captures in part.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        let range = whole.range();
        if captures.name("word").is_some() {
            open.push((range.start, range.end, fold(whole.as_str())));
            continue;
        }
        // A number inside a phrase, such as `7 days`.
        let digits = captures.name("time").or(captures.name("number"));
        close(&mut open, &mut out, words);
        let token = if let (Some(_), Some(hour)) = (captures.name("time"), captures.name("hour")) {
            let around = |at: Option<char>| at.is_some_and(|c| c.is_ascii_digit());
            let before = text.get(..range.start).and_then(|t| t.chars().next_back());
            let mut after = text.get(range.end..).unwrap_or("").chars();
            let next = after.next();
            // Part of a longer number, a date or a decimal.
            let longer = around(before)
                || around(next)
                || matches!(next, Some('.' | ':' | ',')) && around(after.next())
                || matches!(next, Some('%' | '€' | '$' | '£'));
            let hour: u16 = hour.as_str().parse().unwrap_or(99);
            let minute = captures.name("minute").map(|m| m.as_str().parse().unwrap_or(99));
            let half = captures.name("half").map(|half| half.as_str().to_ascii_lowercase());
            let full = minute.is_some() || captures.name("h").is_some();
            let written = match half.as_deref() {
                Some("a") => Written::Morning,
                Some(_) => Written::Afternoon,
                None if full => Written::Full,
                None => Written::Bare,
            };
            let hour = match (written, hour) {
                (Written::Morning, 12) => 0,
                (Written::Afternoon, hour) if hour < 12 => hour + 12,
                (_, hour) => hour,
            };
            let minutes = hour * 60 + minute.unwrap_or(0);
            if longer || minutes > 24 * 60 {
                Token::Other(false)
            } else {
                Token::Time(minutes, written)
            }
        } else if digits.is_some() {
            Token::Other(false)
        } else if captures.name("dash").is_some() {
            Token::Dash
        } else if captures.name("comma").is_some() {
            Token::Comma
        } else {
            Token::Break
        };
        out.push((range.start, range.end, token));
    }
    close(&mut open, &mut out, words);
    out
}

/// Puts the words that stand after one another into phrases, the longest first.
fn close(
    open: &mut Vec<(usize, usize, String)>,
    out: &mut Vec<(usize, usize, Token)>,
    words: &Words,
) {
    let mut rest = open.as_slice();
    while let Some((start, end, first)) = rest.first() {
        let longest = (1..=MAX_WORDS.min(rest.len())).rev().find_map(|count| {
            let phrase: Vec<&str> =
                rest.get(..count)?.iter().map(|(_, _, word)| word.as_str()).collect();
            let meaning = words.meaning(&phrase.join(" "))?;
            Some((count, rest.get(count - 1)?.1, meaning))
        });
        let (count, end, token) = match longest {
            Some((count, end, meaning)) => (count, end, Token::Word(meaning)),
            None => (1, *end, Token::Other(first.chars().count() <= 5)),
        };
        out.push((*start, end, token));
        rest = rest.get(count..).unwrap_or(&[]);
    }
    open.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Token> {
        tokens(text, &Words::of(Some("en"))).into_iter().map(|(_, _, token)| token).collect()
    }

    #[test]
    fn hours_are_told_from_other_numbers() {
        assert_eq!(kinds("9:30"), [Token::Time(570, Written::Full)]);
        assert_eq!(kinds("9 pm"), [Token::Time(1260, Written::Afternoon)]);
        assert_eq!(kinds("9h30"), [Token::Time(570, Written::Full)]);
        assert_eq!(kinds("505"), [Token::Other(false), Token::Other(false)]);
        assert_eq!(kinds("12.50.10").first(), Some(&Token::Other(false)));
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_come(text in "\\PC{0,120}") {
            let _ = tokens(&text, &Words::of(None));
        }
    }
}
