//! JSON as people write it into pages.
//!
//! Reads valid JSON and, beyond RFC 8259, what browsers' users get away with:
//! comments, trailing and missing commas, raw control characters in strings,
//! single-quoted strings, bare keys and text after the value. It never fails
//! on the whole because of a part: what was read before the fault is kept.

use serde_json::{Map, Value};

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 60;
/// The most values that are read.
const MAX_VALUES: usize = 200_000;

/// All JSON values that stand in the text, one after another.
pub(super) fn read(text: &str) -> Vec<Value> {
    if let Ok(value) = serde_json::from_str(text) {
        return vec![value];
    }
    let mut reader = Reader { rest: text, left: MAX_VALUES };
    let mut out = Vec::new();
    loop {
        reader.skip();
        let Some(start) = reader.rest.find(['{', '[']) else { break };
        reader.rest = reader.rest.get(start..).unwrap_or("");
        match reader.value(0) {
            Some(value) => out.push(value),
            None => break,
        }
    }
    out
}

struct Reader<'a> {
    rest: &'a str,
    left: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next();
        self.rest = chars.as_str();
        c
    }

    /// Skips white space, comments and CDATA marks.
    fn skip(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches(|c: char| {
                c.is_whitespace() || c.is_control() || c == '\u{feff}'
            });
            let end = |close: &str, rest: &str| {
                rest.find(close).map_or(rest.len(), |at| at + close.len())
            };
            let length = if self.rest.starts_with("/*") {
                end("*/", self.rest)
            } else if self.rest.starts_with("//") {
                end("\n", self.rest)
            } else if self.rest.starts_with("<!--") {
                "<!--".len()
            } else if self.rest.starts_with("-->") {
                "-->".len()
            } else if self.rest.starts_with("<![CDATA[") {
                "<![CDATA[".len()
            } else {
                return;
            };
            self.rest = self.rest.get(length..).unwrap_or("");
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip();
        match self.peek()? {
            '{' => {
                self.bump();
                Some(Value::Object(self.object(depth)))
            }
            '[' => {
                self.bump();
                Some(Value::Array(self.array(depth)))
            }
            quote @ ('"' | '\'') => {
                self.bump();
                Some(Value::String(self.string(quote)))
            }
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Map<String, Value> {
        let mut map = Map::new();
        loop {
            self.skip();
            match self.peek() {
                None => break,
                Some('}') => {
                    self.bump();
                    break;
                }
                Some(',' | ';') => {
                    self.bump();
                    continue;
                }
                // The object was never closed.
                Some(']') => break,
                _ => {}
            }
            let Some(key) = self.key() else { break };
            self.skip();
            if self.peek() == Some(':') {
                self.bump();
            }
            let Some(value) = self.value(depth + 1) else { break };
            map.insert(key, value);
        }
        map
    }

    fn array(&mut self, depth: usize) -> Vec<Value> {
        let mut list = Vec::new();
        loop {
            self.skip();
            match self.peek() {
                None | Some('}') => break,
                Some(']') => {
                    self.bump();
                    break;
                }
                Some(',' | ';') => {
                    self.bump();
                }
                _ => match self.value(depth + 1) {
                    Some(value) => list.push(value),
                    None => break,
                },
            }
        }
        list
    }

    fn key(&mut self) -> Option<String> {
        match self.peek()? {
            quote @ ('"' | '\'') => {
                self.bump();
                Some(self.string(quote))
            }
            _ => {
                let key =
                    self.bare(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '-' | '$' | '.'));
                (!key.is_empty()).then_some(key)
            }
        }
    }

    /// The rest of a string. A quote that is not followed by what may follow a
    /// string belongs to the text, as in `"name": "The "big" lamp"`.
    fn string(&mut self, quote: char) -> String {
        let mut out = String::new();
        while let Some(c) = self.bump() {
            match c {
                '\\' => self.escape(&mut out),
                c if c == quote => {
                    let next = self.rest.trim_start().chars().next();
                    if matches!(
                        next,
                        None | Some(',' | '}' | ']' | ':' | ';' | '/' | '"' | '\'' | '<')
                    ) {
                        break;
                    }
                    out.push(c);
                }
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
        }
        out
    }

    fn escape(&mut self, out: &mut String) {
        match self.bump() {
            Some('n' | 'r' | 't' | 'b' | 'f') => out.push(' '),
            Some('u') => {
                let unit = self.unit().unwrap_or(0xfffd);
                let code = if (0xd800..0xdc00).contains(&unit) && self.rest.starts_with("\\u") {
                    self.rest = self.rest.get(2..).unwrap_or("");
                    let low = self.unit().unwrap_or(0).wrapping_sub(0xdc00);
                    if low < 0x400 { 0x1_0000 + ((unit - 0xd800) << 10) + low } else { 0xfffd }
                } else {
                    unit
                };
                out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.rest.get(..4)?;
        let unit = u32::from_str_radix(digits, 16).ok()?;
        self.rest = self.rest.get(4..)?;
        Some(unit)
    }

    fn bare(&mut self, keep: impl Fn(char) -> bool) -> String {
        let length = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        word.to_owned()
    }

    /// A number, `true`, `false`, `null`, or text that lost its quotes.
    fn word(&mut self) -> Option<Value> {
        let word = self.bare(|c| !matches!(c, ',' | '}' | ']' | '{' | '[' | '\n' | '"'));
        let word = word.trim();
        if word.is_empty() {
            // Nothing was taken; without this the reader would stand still.
            if !matches!(self.peek(), Some('}' | ']' | ',')) {
                self.bump()?;
            }
            return Some(Value::Null);
        }
        Some(serde_json::from_str(word).unwrap_or_else(|_| Value::String(word.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn broken_json_is_read_as_meant() {
        for (text, expected) in [
            (r#"{"a": 1,}"#, json!({"a": 1})),
            ("/* x */ {\"a\": [1, 2,], // y\n \"b\": null}", json!({"a": [1, 2], "b": null})),
            ("<!-- {'a': 'b'} -->", json!({"a": "b"})),
            ("{\"a\": \"two\nlines\tand\u{1}more\"}", json!({"a": "two lines and more"})),
            (r#"{"a": "1" "b": 2}"#, json!({"a": "1", "b": 2})),
            (r#"{"a": "an "open" lamp", "b": 1}"#, json!({"a": "an \"open\" lamp", "b": 1})),
            (r#"{a: {"b": 3}"#, json!({"a": {"b": 3}})),
            (r#"{"a": "\ud83d\ude00 \u00e5"},"#, json!({"a": "😀 å"})),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn several_values_are_all_read() {
        assert_eq!(read(r#"{"a":1}{"b":2};"#), [json!({"a": 1}), json!({"b": 2})]);
    }

    #[test]
    fn deep_nesting_ends() {
        assert!(read(&"[".repeat(100_000)).len() <= 1);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "[\\[\\]{}:,\"' a1\\\\u/*\n-]{0,200}") {
            let _ = read(&text);
        }
    }
}
