//! Makes text from visited sites harmless to show.
//!
//! A page can hold terminal escapes, bidirectional overrides and characters that nobody
//! sees, all of which make a report say something else than it does. They are shown as
//! what they are, never passed on. What honest shops write without meaning anything by
//! it (a soft hyphen, the choice of a glyph) is left out. Each format escapes besides
//! what has a meaning in it alone.

use serde_json::Value;
use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;

/// Most marks on one letter; no language that is read here sets as many, and more of
/// them run over the lines above and below.
const MOST_MARKS: usize = 6;

/// Whether a character could change how the text around it is shown, is shown as
/// nothing at all, or is none.
#[must_use]
pub const fn is_control(c: char) -> bool {
    // The last two of every plane are no characters (Unicode 23.7).
    (c as u32) & 0xfffe == 0xfffe
        || matches!(
            c,
            '\u{0}'..='\u{1f}'
                | '\u{7f}'..='\u{9f}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{13430}'..='\u{1343f}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether a character is left out: a soft hyphen, or the choice of a glyph.
const fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{fe00}'..='\u{fe0f}')
}

/// One line of text without controls: white space folded, anything else that
/// controls replaced by `\u{fffd}`.
#[must_use]
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        if is_silent(c) {
            continue;
        }
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        match c {
            '\n' | '\r' | '\t' if out.ends_with(' ') => {}
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_control(c) => out.push('\u{fffd}'),
            c if marks <= MOST_MARKS => out.push(c),
            _ => {}
        }
    }
    out
}

/// Several lines of text without controls.
#[must_use]
pub fn lines(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// One line of text without controls, of so many characters at most; what was cut off
/// ends with an ellipsis.
#[must_use]
pub fn short(text: &str, most: usize) -> String {
    // Nothing becomes longer, so what is far behind need not be looked at.
    let bound =
        text.char_indices().nth(most.saturating_mul(4) + 16).map_or(text.len(), |(at, _)| at);
    let mut out = line(&text[..bound]);
    if bound < text.len() || out.chars().count() > most {
        let end = out.char_indices().nth(most.saturating_sub(1)).map_or(out.len(), |(at, _)| at);
        out.truncate(end);
        out.push('…');
    }
    out
}

/// Makes every text of a value harmless by `clean`, which is [`line()`] or [`lines`]; the
/// names of its fields as well.
pub fn neutralise(value: &mut Value, clean: fn(&str) -> String) {
    match value {
        Value::String(text) if !is_plain(text) => *text = clean(text),
        Value::Array(items) => items.iter_mut().for_each(|item| neutralise(item, clean)),
        Value::Object(map) => {
            map.values_mut().for_each(|item| neutralise(item, clean));
            if !map.keys().all(|key| is_plain(key)) {
                *map = std::mem::take(map).into_iter().map(|(key, v)| (clean(&key), v)).collect();
            }
        }
        _ => {}
    }
}

/// Whether a text is nothing but letters and signs that mean no harm.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A whole output that build servers may take down line by line: none of it is an order
/// to them.
///
/// GitHub takes a line that begins with `::name`, and `##[name]` anywhere in one; others
/// take `##vso[` and `##teamcity[`.
#[must_use]
pub fn logged(text: &str) -> Cow<'_, str> {
    if !text.contains("::") && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let start = before_words(line);
        if is_order(&line[start..]) {
            out.push_str(&line[..=start]);
            out.push(' ');
            without_hashes(&line[start + 1..], " ", &mut out);
        } else {
            without_hashes(line, " ", &mut out);
        }
    }
    Cow::Owned(out)
}

/// Where the words of a line begin, behind white space and styles.
fn before_words(line: &str) -> usize {
    let mut rest = line;
    loop {
        let after = rest.trim_start();
        let style = after.strip_prefix("\u{1b}[").and_then(|style| style.split_once('m'));
        match style {
            Some((_, after)) => rest = after,
            None => return line.len() - after.len(),
        }
    }
}

/// Whether a text begins with two colons and a word, and is no address of IPv6.
fn is_order(text: &str) -> bool {
    let Some(word) = text.strip_prefix("::") else { return false };
    let end = word.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(word.len());
    word[..end].chars().any(|c| !c.is_ascii_hexdigit())
}

/// Adds a text in which nothing stands between two hashes and a bracket but `between`.
fn without_hashes(text: &str, between: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("##") {
        let word = rest[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        out.push_str(&rest[..=at]);
        if word.starts_with('[') {
            out.push_str(between);
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// JSON text with every control outside ASCII written as an escape; the text
/// means the same and a terminal shows it plainly.
#[must_use]
pub fn json(text: &str) -> String {
    use std::fmt::Write as _;
    let hidden = |c: char| c == '\u{7f}' || (!c.is_ascii() && (is_control(c) || is_silent(c)));
    let mut out = String::with_capacity(text.len() + 32);
    let mut last = ' ';
    for c in text.chars() {
        // Outside of strings there is no hash; in one it says the same as its escape.
        if hidden(c) || (c == '#' && last == '#') {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
        last = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_escapes_and_bidi_overrides_are_neutralised() {
        assert_eq!(line("a\u{1b}[31mb\u{202e}c\n\td"), "a\u{fffd}[31mb\u{fffd}c d");
    }

    #[test]
    fn what_nobody_sees_is_shown_or_left_out() {
        for hidden in
            ['\u{200b}', '\u{e0041}', '\u{e0100}', '\u{3164}', '\u{34f}', '\u{fffe}', '\u{1ffff}']
        {
            assert_eq!(line(&format!("a{hidden}b")), "a\u{fffd}b", "{hidden:?}");
        }
        assert_eq!(line("Ver\u{ad}sand \u{2764}\u{fe0f}"), "Versand \u{2764}");
        assert_eq!(line("Å e\u{301}\u{323} 株式会社 ☎"), "Å e\u{301}\u{323} 株式会社 ☎");
    }

    #[test]
    fn marks_stay_on_their_line() {
        let text = format!("a{}b", "\u{35f}".repeat(50));
        assert_eq!(line(&text).chars().count(), 2 + MOST_MARKS);
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(short("abcdef", 6), "abcdef");
        assert_eq!(short("abcdefg", 6), "abcde…");
        assert_eq!(short(&"\u{ad}".repeat(1000), 6), "…");
        assert_eq!(short(&"å".repeat(100_000), 300).chars().count(), 300);
    }

    #[test]
    fn every_text_of_a_value_is_made_harmless() {
        let mut value = serde_json::json!({ "a\u{1b}": ["x\ny", { "b": "\u{202e}", "n": 1 }] });
        neutralise(&mut value, line);
        let clean = serde_json::json!({ "a\u{fffd}": ["x y", { "b": "\u{fffd}", "n": 1 }] });
        assert_eq!(value, clean);
    }

    #[test]
    fn build_servers_get_no_orders() {
        let told = "::error::x\n  \u{1b}[2m::add-mask::y\na ##[error]b ###vso[task]\n::1 x::y ##";
        assert_eq!(
            logged(told),
            ": :error::x\n  \u{1b}[2m: :add-mask::y\na # #[error]b ## #vso[task]\n::1 x::y ##"
        );
        assert!(matches!(logged("# a: b"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_keeps_its_meaning() {
        let value = serde_json::json!({ "a": "x\u{202e}y\u{9b}z\u{7f}\u{e0041}å###[x]\u{ad}" });
        let text = json(&value.to_string());
        assert!(!text.chars().any(|c| is_control(c) || is_silent(c)) && !text.contains("##"));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
