//! The parts of a line that matter for opening hours.

use super::words::{Meaning, Words};
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

/// An hour of the day, where a number begins.
static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)^
        (?P<hour>\d{1,2})(?:[\ \u{a0}]?[:.h][\ \u{a0}]?(?P<minute>[0-5]\d)|[\ \u{a0}]?(?P<h>h)\b)?
            (?:[\ \u{a0}]?(?P<half>[ap])\.?\ ?m\b\.?)?",
    )
    .ok()
});
/// The letters of a word with their marks.
static LETTERS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\p{L}[\p{L}\p{M}]*").ok());
/// What is left of a word after an apostrophe or a stroke.
static REST: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^['’/]\p{L}{1,2}\b").ok());

/// No hour is written in more bytes, nor is the rest of a word.
const WINDOW: usize = 40;

/// The parts of a text with their places.
pub(super) fn tokens(text: &str, words: &Words) -> Vec<(usize, usize, Token)> {
    let mut out: Vec<(usize, usize, Token)> = Vec::new();
    // Words that may be the beginning of a phrase.
    let mut open: Vec<(usize, usize, String)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        let start = at;
        let word = word(rest);
        if word > 0 {
            at += word;
            open.push((start, at, fold(rest.get(..word).unwrap_or(""))));
            continue;
        }
        at += c.len_utf8();
        let token = match c {
            '-' | '–' | '—' | '‑' | '−' | '~' => Token::Dash,
            ',' | '/' | '&' | '+' => Token::Comma,
            '\n' | '|' | ';' | '•' | '·' | '(' | ')' => Token::Break,
            c if c.is_numeric() => {
                let Some((length, token)) = time(text, start) else { continue };
                at = start + length;
                token
            }
            _ => continue,
        };
        close(&mut open, &mut out, words);
        out.push((start, at, token));
    }
    close(&mut open, &mut out, words);
    out
}

/// How many bytes of a word a text begins with.
fn word(text: &str) -> usize {
    let letters = letters(text);
    if letters == 0 {
        return 0;
    }
    let tail = text.get(letters..).unwrap_or("");
    let rest = match REST.as_ref() {
        Some(rest) if tail.starts_with(['\'', '’', '/']) => {
            rest.find(window(tail)).map_or(0, |rest| rest.end())
        }
        _ => 0,
    };
    let stop = tail.get(rest..).is_some_and(|tail| tail.starts_with('.'));
    letters + rest + usize::from(stop)
}

/// How many bytes of letters and their marks a text begins with.
fn letters(text: &str) -> usize {
    // Beyond the letters of Europe it takes tables to tell letters from signs.
    let plain = |c: char| c < '\u{300}' && c.is_alphabetic();
    let sign = |c: char| c < '\u{300}' || ('\u{2000}'..='\u{206f}').contains(&c);
    let end = text.find(|c| !plain(c)).unwrap_or(text.len());
    let stop = text.get(end..).and_then(|tail| tail.chars().next());
    match (stop, LETTERS.as_ref()) {
        (Some(stop), Some(letters)) if !sign(stop) => letters.find(text).map_or(0, |f| f.end()),
        _ => end,
    }
}

/// The beginning of a text that is looked at for an hour or the rest of a word.
fn window(text: &str) -> &str {
    text.get(..text.floor_char_boundary(WINDOW)).unwrap_or(text)
}

/// The hour, or number, that begins at a place, and how many bytes it takes.
fn time(text: &str, start: usize) -> Option<(usize, Token)> {
    let captures = TIME.as_ref()?.captures(window(text.get(start..)?))?;
    let length = captures.get(0)?.end();
    let around = |at: Option<char>| at.is_some_and(|c| c.is_ascii_digit());
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let mut after = text.get(start + length..).unwrap_or("").chars();
    let next = after.next();
    // Part of a longer number, a date or a decimal.
    let longer = around(before)
        || around(next)
        || matches!(next, Some('.' | ':' | ',')) && around(after.next())
        || matches!(next, Some('%' | '€' | '$' | '£'));
    let hour: u16 = captures.name("hour")?.as_str().parse().unwrap_or(99);
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
    let token = if longer || minutes > 24 * 60 {
        Token::Other(false)
    } else {
        Token::Time(minutes, written)
    };
    Some((length, token))
}

/// Puts the words that stand after one another into phrases, the longest first.
fn close(
    open: &mut Vec<(usize, usize, String)>,
    out: &mut Vec<(usize, usize, Token)>,
    words: &Words,
) {
    let mut rest = open.as_slice();
    while let Some((start, end, first)) = rest.first() {
        let most = words.longest(first).min(rest.len());
        let longest = (1..=most).rev().find_map(|count| {
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
        tokens(text, Words::of(Some("en"))).into_iter().map(|(_, _, token)| token).collect()
    }

    #[test]
    fn hours_are_told_from_other_numbers() {
        assert_eq!(kinds("9:30"), [Token::Time(570, Written::Full)]);
        assert_eq!(kinds("9 pm"), [Token::Time(1260, Written::Afternoon)]);
        assert_eq!(kinds("9h30"), [Token::Time(570, Written::Full)]);
        assert_eq!(kinds("505"), [Token::Other(false), Token::Other(false)]);
        assert_eq!(kinds("12.50.10").first(), Some(&Token::Other(false)));
    }

    #[test]
    fn words_are_told_from_signs() {
        for (text, length) in
            [("Öppet.", 7), ("l'été", 1), ("d’un x", 6), ("e\u{301}té 9", 6), ("пн–", 4), ("–", 0)]
        {
            assert_eq!(word(text), length, "{text}");
        }
        assert_eq!(word("Mo/Di-"), 5);
        assert_eq!(word("Mo/Die"), 2);
    }

    #[test]
    fn letters_are_those_of_unicode() {
        let letter = Regex::new(r"^\p{L}").unwrap();
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            assert_eq!(letters(&text) > 0, letter.is_match(&text), "{c:?}");
        }
        assert!(TIME.is_some() && LETTERS.is_some() && REST.is_some());
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_come(text in "\\PC{0,120}") {
            let _ = tokens(&text, Words::of(None));
        }
    }
}
