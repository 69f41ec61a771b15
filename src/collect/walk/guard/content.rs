//! What a request carries: pairs of a name and a value, operations of GraphQL, or
//! what nobody can read.
//!
//! Forms, JSON, GraphQL and plain text that is one of these are read. A body that
//! is anything else, or does not hold what its media type says, is unreadable; the
//! caller must give the whole body, since what was cut off cannot be judged.

use super::graphql::{self, Operation};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;
use url::form_urlencoded;

/// More pairs than this are no request of a shop.
const MAX_PAIRS: usize = 5_000;
/// Longer values are no codes but text.
const LONG_VALUE: usize = 80;
/// JSON within JSON is read so deep.
const MAX_DEPTH: usize = 4;

/// What a request carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Content {
    /// Names with their values.
    pub(super) pairs: Vec<(String, String)>,
    /// Operations of GraphQL.
    pub(super) operations: Vec<Operation>,
    /// Nobody can read it.
    pub(super) unreadable: bool,
    /// There is something.
    pub(super) some: bool,
}

impl Content {
    /// Reads a body.
    pub(super) fn of(content_type: &str, body: &[u8]) -> Self {
        let mut out = Self::default();
        if body.is_empty() {
            return out;
        }
        out.some = true;
        let essence = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        let Ok(text) = std::str::from_utf8(body) else {
            // A form may carry bytes of another encoding; its names are ASCII.
            match essence.as_str() {
                "application/x-www-form-urlencoded" => out.form(body),
                "multipart/form-data" => {
                    out.multipart(content_type, &String::from_utf8_lossy(body))
                }
                _ => out.unreadable = true,
            }
            return out;
        };
        match essence.as_str() {
            "application/x-www-form-urlencoded" => {
                // Some scripts send JSON under the name of a form.
                if looks_like_json(text) { out.json(text, 0) } else { out.form(body) }
            }
            "multipart/form-data" => out.multipart(content_type, text),
            "application/graphql" => out.operations.push(graphql::read(text)),
            "text/plain" | "" if looks_like_json(text) => out.json(text, 0),
            "text/plain" | "" if text.contains('=') => out.form(body),
            "text/plain" | "" => out.push("", text),
            json if json == "application/json"
                || json.ends_with("+json")
                || json == "text/json" =>
            {
                out.json(text, 0);
            }
            _ => out.unreadable = true,
        }
        if out.pairs.len() >= MAX_PAIRS {
            out.unreadable = true;
        }
        out
    }

    /// The query of an address.
    pub(super) fn of_query(query: &str) -> Self {
        let mut out = Self { some: !query.is_empty(), ..Self::default() };
        out.form(query.as_bytes());
        out
    }

    /// Adds a pair, and what its value holds.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        if self.pairs.len() < MAX_PAIRS {
            self.pairs.push((name.to_owned(), value.to_owned()));
        }
    }

    fn form(&mut self, body: &[u8]) {
        for (name, value) in form_urlencoded::parse(body) {
            self.push(&name, &value);
            if name == "query" && graphql::is_document(&value) {
                self.operations.push(graphql::read(&value));
            } else if looks_like_json(&value) {
                let mut inner = Self::default();
                inner.json(&value, 1);
                // What only looks like JSON is text.
                if !inner.unreadable {
                    self.pairs.append(&mut inner.pairs);
                    self.operations.append(&mut inner.operations);
                }
            }
        }
    }

    fn json(&mut self, text: &str, depth: usize) {
        let mut flat = Flat { pairs: Vec::new() };
        let mut reader = serde_json::Deserializer::from_str(text);
        let read = Seed { flat: &mut flat, path: String::new() }.deserialize(&mut reader);
        if read.is_err() || reader.end().is_err() {
            self.unreadable = true;
            return;
        }
        let named = |path: &str, key: &str| path == key || path.ends_with(&format!(".{key}"));
        for (path, value) in flat.pairs {
            if named(&path, "query") && graphql::is_document(&value) {
                self.operations.push(graphql::read(&value));
                continue;
            }
            if depth < MAX_DEPTH && looks_like_json(&value) {
                let mut inner = Self::default();
                inner.json(&value, depth + 1);
                if !inner.unreadable {
                    self.pairs.append(&mut inner.pairs);
                    self.operations.append(&mut inner.operations);
                }
            }
            self.push(&path, &value);
        }
    }

    /// Reads the parts of a multipart form. A part with a file is unreadable.
    fn multipart(&mut self, content_type: &str, text: &str) {
        let boundary = content_type.split(';').skip(1).find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"'))
        });
        let Some(boundary) = boundary.filter(|boundary| !boundary.is_empty()) else {
            self.unreadable = true;
            return;
        };
        let delimiter = format!("--{boundary}");
        let mut parts = 0;
        for part in text.split(delimiter.as_str()).skip(1) {
            if part.starts_with("--") {
                break;
            }
            let (head, value) = part
                .split_once("\r\n\r\n")
                .or_else(|| part.split_once("\n\n"))
                .unwrap_or((part, ""));
            let head = head.replace(['\r', '\n'], ";");
            let parameter = |wanted: &str| {
                head.split(';').find_map(|piece| {
                    let (name, value) = piece.split_once('=')?;
                    name.trim()
                        .eq_ignore_ascii_case(wanted)
                        .then(|| value.trim().trim_matches('"').to_owned())
                })
            };
            let Some(name) = parameter("name") else {
                self.unreadable = true;
                return;
            };
            if parameter("filename").is_some_and(|file| !file.is_empty()) {
                self.unreadable = true;
                return;
            }
            parts += 1;
            let value = value.trim_end_matches(['\r', '\n']);
            self.push(&name, value);
            if looks_like_json(value) {
                let mut inner = Self::default();
                inner.json(value, 1);
                if !inner.unreadable {
                    self.pairs.append(&mut inner.pairs);
                    self.operations.append(&mut inner.operations);
                }
            }
        }
        self.unreadable |= parts == 0;
    }

    /// Whether a name stands anywhere that says what a value is.
    pub(super) fn has_names(&self) -> bool {
        self.operations.iter().any(|operation| !operation.names.is_empty())
            || self.pairs.iter().any(|(name, _)| name.chars().any(char::is_alphabetic))
    }
}

/// Whether a value switches something on: a box that is ticked, a text that is
/// given.
pub(super) fn is_on(value: &str) -> bool {
    let value = value.trim();
    !["", "0", "false", "no", "off", "null", "none", "undefined", "$undefined", "[]", "{}", "n"]
        .iter()
        .any(|off| value.eq_ignore_ascii_case(off))
}

/// Whether a value may be a code and not a text or an address.
pub(super) fn is_code(value: &str) -> bool {
    value.len() <= LONG_VALUE && !value.starts_with('/') && !value.contains("://")
}

fn looks_like_json(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['{', '['])
}

/// JSON laid flat, doubled keys and all: which of two a server reads is its own
/// affair.
struct Flat {
    pairs: Vec<(String, String)>,
}

struct Seed<'a> {
    flat: &'a mut Flat,
    path: String,
}

impl Seed<'_> {
    fn put<E: serde::de::Error>(self, value: String) -> Result<(), E> {
        if self.flat.pairs.len() >= MAX_PAIRS {
            return Err(E::custom("too much"));
        }
        self.flat.pairs.push((self.path, value));
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = ();
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }
    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.put(value.to_string())
    }
    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.put(value.to_string())
    }
    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.put(value.to_string())
    }
    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        self.put(value.to_string())
    }
    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.put(value.to_owned())
    }
    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.put(String::new())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Seed { flat, path } = self;
        while list.next_element_seed(Seed { flat: &mut *flat, path: path.clone() })?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Seed { flat, path } = self;
        while let Some(key) = map.next_key::<String>()? {
            let path = if path.is_empty() { key } else { format!("{path}.{key}") };
            map.next_value_seed(Seed { flat: &mut *flat, path })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(content_type: &str, body: &str) -> Vec<(String, String)> {
        let content = Content::of(content_type, body.as_bytes());
        assert!(!content.unreadable, "{body}");
        content.pairs
    }

    #[test]
    fn every_kind_of_form_comes_to_pairs() {
        let expected =
            vec![("a".to_owned(), "1 2".to_owned()), ("b[c]".to_owned(), "x".to_owned())];
        assert_eq!(pairs("application/x-www-form-urlencoded", "a=1+2&b%5Bc%5D=x"), expected);
        let multipart = "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1 2\r\n--X\r\n\
            Content-Disposition: form-data; name=\"b[c]\"\r\n\r\nx\r\n--X--\r\n";
        assert_eq!(pairs("multipart/form-data; boundary=X", multipart), expected);
        assert_eq!(
            pairs("application/json", r#"{"a":{"b":[1,true]},"a":null}"#),
            [("a.b", "1"), ("a.b", "true"), ("a", "")].map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
    }

    #[test]
    fn what_cannot_be_read_says_so() {
        for (content_type, body) in [
            ("application/octet-stream", &b"\x00\x01"[..]),
            ("application/json", b"{\"a\":"),
            ("application/json", b"{} x"),
            ("multipart/form-data", b"--X"),
            ("multipart/form-data; boundary=X", b"nothing"),
            ("application/x-protobuf", b"abc"),
            ("text/plain", b"\xff\xfe"),
        ] {
            assert!(Content::of(content_type, body).unreadable, "{content_type}");
        }
    }

    #[test]
    fn operations_are_found_in_json_forms_and_lists() {
        for (content_type, body) in [
            ("application/json", r#"{"query":"mutation { placeOrder { id } }"}"#),
            ("application/json", r#"[{"query":"mutation { placeOrder { id } }"}]"#),
            ("text/plain", r#"{"query":"mutation { placeOrder { id } }"}"#),
            ("application/graphql", "mutation { placeOrder { id } }"),
            ("application/x-www-form-urlencoded", "query=mutation+%7B+placeOrder+%7B+id+%7D+%7D"),
        ] {
            let content = Content::of(content_type, body.as_bytes());
            assert_eq!(content.operations.len(), 1, "{body}");
            assert!(content.operations[0].names.contains(&"placeOrder".to_owned()), "{body}");
        }
    }
}
