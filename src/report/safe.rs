//! Makes text from visited sites harmless to show.
//!
//! A page can hold terminal escapes, bidirectional overrides and other invisible
//! controls that make a report say something else than it does. They are shown
//! as what they are, never passed on.

/// Whether a character could change how the text around it is shown.
#[must_use]
pub const fn is_control(c: char) -> bool {
    matches!(
        c,
        '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{61c}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// One line of text without controls: white space folded, anything else that
/// controls replaced by `\u{fffd}`.
#[must_use]
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if is_control(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Several lines of text without controls.
#[must_use]
pub fn lines(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// One line of text that XML 1.0 may hold: two characters that are no controls are
/// forbidden there as well (section 2.2).
#[must_use]
pub fn xml(text: &str) -> String {
    line(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// JSON text with every control outside ASCII written as an escape; the text
/// means the same and a terminal shows it plainly.
#[must_use]
pub fn json(text: &str) -> String {
    use std::fmt::Write as _;
    if !text.chars().any(|c| is_control(c) && !c.is_ascii()) {
        return text.replace('\u{7f}', "\\u007f");
    }
    let mut out = String::with_capacity(text.len() + 32);
    for c in text.chars() {
        if c == '\u{7f}' || (is_control(c) && !c.is_ascii()) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
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
    fn json_keeps_its_meaning() {
        let value = serde_json::json!({ "a": "x\u{202e}y\u{9b}z\u{7f}\u{e0041}å" });
        let text = json(&value.to_string());
        assert!(text.is_ascii() || !text.chars().any(is_control));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
