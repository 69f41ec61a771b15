//! The shapes of the files that people write, as tables.
//!
//! One table serves the reader, which reports every key that is unknown, missing or of
//! the wrong type, and the JSON Schema for editors, so that the two cannot disagree.
//! Conditions have forms of their own and are checked where they are compiled.

use super::problem::{Code, Complaints};
use crate::facts::Reason;
use crate::yaml::{Node, Place, Tree};

/// What a value must look like.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Text that is not empty.
    Text,
    /// Lower-case words joined by hyphens.
    Id,
    /// An ISO 8601 calendar date.
    Date,
    /// An absolute http or https address.
    Url,
    /// A country, ISO 3166-1 alpha-2.
    Country,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A reason code.
    Reason,
    /// Text by language, with English and Swedish.
    Localised,
    /// English text, or text by language.
    EnglishOrLocalised,
    /// Localised templates by reason code, with `default`.
    ByReason,
    /// Plain texts by reason code or `default`.
    TextByReason,
    /// A scalar or a list of scalars.
    Value,
    /// A list of such.
    List(&'static Self),
    /// A mapping with these keys.
    Map(&'static Table),
    /// A mapping with keys of the writer's choice.
    Dict(&'static Self),
    /// A condition; checked by the compiler.
    Condition,
    /// Facts of a test by path; checked by the compiler.
    Given,
}

/// The keys of a mapping, in their order.
#[derive(Debug)]
pub(crate) struct Table {
    /// What the mapping is, with article: `a rule`.
    pub(crate) what: &'static str,
    /// Whether the keys stand in the order of the table.
    pub(crate) ordered: bool,
    pub(crate) keys: &'static [Key],
}

/// One key of a mapping.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
    pub(crate) doc: &'static str,
}

/// A key that must be there.
pub(crate) const fn must(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: true, shape, doc }
}

/// A key that may be there.
pub(crate) const fn may(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: false, shape, doc }
}

/// The languages that every text has.
pub(crate) const LANGUAGES: [&str; 2] = ["en", "sv"];

/// The longest text, in bytes.
const MAX_TEXT: usize = 10_000;

/// Whether it is words of lower-case letters and digits joined by hyphens.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 80
        && text.split('-').all(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        })
}

/// Reads a date; years are four digits.
pub(crate) fn date(text: &str) -> Option<jiff::civil::Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// Notes that text is no date.
pub(crate) fn bad_date(node: &Node, text: &str, out: &mut Complaints<'_>) {
    let message = format!("`{text}` is not a date");
    let formed = text.len() == 10
        && text.char_indices().all(|(at, c)| match at {
            4 | 7 => c == '-',
            _ => c.is_ascii_digit(),
        });
    let help = if formed {
        "the form is right, but the calendar has no such day"
    } else {
        "write year-month-day: 2026-11-23"
    };
    out.help(Code::BadDate, node.at, message, help);
}

/// Notes everything in which a node differs from a shape.
pub(crate) fn check(node: &Node, shape: &Shape, out: &mut Complaints<'_>) {
    match shape {
        Shape::Text => {
            text(node, out);
        }
        Shape::Id => {
            if let Some(found) = text(node, out).filter(|found| !is_id(found)) {
                let message = format!("`{found}` is not in kebab-case");
                out.help(Code::BadId, node.at, message, "use lower-case words joined by hyphens");
            }
        }
        Shape::Date => {
            if let Some(found) = text(node, out).filter(|found| date(found).is_none()) {
                bad_date(node, found, out);
            }
        }
        Shape::Url => {
            if let Some(found) = text(node, out).filter(|found| !is_url(found)) {
                let message = format!("`{found}` is not an address");
                out.help(Code::BadUrl, node.at, message, "begin with https://");
            }
        }
        Shape::Country => {
            if let Some(found) = text(node, out).filter(|found| !is_country(found)) {
                let message = format!("`{found}` is not a country");
                let help = "write the two capitals of ISO 3166-1: SE, or GB for the United Kingdom";
                out.help(Code::UnknownWord, node.at, message, help);
            }
        }
        Shape::Word(known) => {
            if let Some(found) = text(node, out).filter(|found| !known.contains(found)) {
                out.unknown(Code::UnknownWord, node.at, "word", found, known.iter().copied());
            }
        }
        Shape::Reason => {
            if let Some(found) = text(node, out).filter(|f| Reason::from_code(f).is_none()) {
                let known = Reason::ALL.iter().map(|reason| reason.code());
                out.unknown(Code::UnknownReason, node.at, "reason", found, known);
            }
        }
        Shape::EnglishOrLocalised if matches!(node.value, Tree::Text(_)) => {
            text(node, out);
        }
        Shape::Localised | Shape::EnglishOrLocalised => localised(node, out),
        Shape::ByReason | Shape::TextByReason => {
            if mapping(node, "messages by reason", out) {
                for entry in node.entries() {
                    if entry.key != "default" && Reason::from_code(&entry.key).is_none() {
                        let known = Reason::ALL.iter().map(|reason| reason.code());
                        let known = known.chain(["default"]);
                        out.unknown(Code::UnknownReason, entry.at, "reason", &entry.key, known);
                    }
                    if matches!(shape, Shape::ByReason) {
                        localised(&entry.value, out);
                    } else {
                        text(&entry.value, out);
                    }
                }
            }
        }
        Shape::Value => value(node, out),
        Shape::List(of) => match &node.value {
            Tree::List(items) => items.iter().for_each(|item| check(item, of, out)),
            _ => wrong(node, "a list", out),
        },
        Shape::Dict(of) => {
            if mapping(node, "a mapping", out) {
                node.entries().iter().for_each(|entry| check(&entry.value, of, out));
            }
        }
        Shape::Map(of) => table(node, of, out),
        Shape::Condition | Shape::Given => {
            mapping(node, "a mapping", out);
        }
    }
}

fn table(node: &Node, table: &Table, out: &mut Complaints<'_>) {
    if !mapping(node, table.what, out) {
        return;
    }
    let mut last = 0;
    for entry in node.entries() {
        let Some(index) = table.keys.iter().position(|key| key.name == entry.key) else {
            let name = entry.key.as_str();
            if super::test::TESTS.contains(&name) || super::compile::FORMS.contains(&name) {
                let message = format!("unknown key `{name}` of {}", table.what);
                let help = "it belongs to a condition; indent it as far as the `fact` it tests";
                out.help(Code::UnknownKey, entry.at, message, help);
            } else {
                let known = table.keys.iter().map(|key| key.name);
                out.unknown(Code::UnknownKey, entry.at, "key", name, known);
            }
            continue;
        };
        let Some(key) = table.keys.get(index) else { continue };
        if table.ordered && index < last {
            let before = table.keys.get(last).map_or("", |key| key.name);
            let message = format!("`{}` stands after `{before}`", entry.key);
            let order: Vec<&str> = table.keys.iter().map(|key| key.name).collect();
            out.help(Code::KeyOrder, entry.at, message, format!("order: {}", order.join(", ")));
        }
        last = last.max(index);
        check(&entry.value, &key.shape, out);
    }
    for key in table.keys.iter().filter(|key| key.required && node.get(key.name).is_none()) {
        let at = node.entries().first().map_or(node.at, |entry| entry.at);
        let message = format!("{} needs the key `{}`", table.what, key.name);
        out.help(Code::MissingKey, at, message, format!("{}: {}", key.name, key.doc));
    }
}

fn localised(node: &Node, out: &mut Complaints<'_>) {
    if let Tree::Text(_) = node.value {
        let help = "write a mapping of language to text: {en: ..., sv: ...}";
        out.help(Code::MissingLanguage, node.at, "text shown to people is given by language", help);
        return;
    }
    if !mapping(node, "text by language", out) {
        return;
    }
    for entry in node.entries() {
        text(&entry.value, out);
        if !is_language(&entry.key) {
            let message = format!("`{}` is not a language", entry.key);
            out.help(Code::UnknownKey, entry.at, message, "use a BCP 47 tag such as en, sv, nb");
        }
    }
    for language in LANGUAGES.iter().filter(|language| node.get(language).is_none()) {
        let at = node.entries().first().map_or(node.at, |entry| entry.at);
        let message = format!("the text in `{language}` is missing");
        out.help(Code::MissingLanguage, at, message, format!("add `{language}:`"));
    }
}

/// Whether it is a language tag, as far as its form goes.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|part| part.len() <= 8 && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Whether it has the form of a country code. The Union and the United Kingdom have codes
/// that are taken for countries and are none.
fn is_country(text: &str) -> bool {
    text.len() == 2 && text.chars().all(|c| c.is_ascii_uppercase()) && !matches!(text, "EU" | "UK")
}

fn is_url(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// A scalar or a list of scalars.
fn value(node: &Node, out: &mut Complaints<'_>) {
    let scalar =
        |node: &Node| matches!(node.value, Tree::Bool(_) | Tree::Number(_) | Tree::Text(_));
    match &node.value {
        Tree::List(items) => {
            for item in items.iter().filter(|item| !scalar(item)) {
                wrong(item, "text, a number, true or false", out);
            }
        }
        _ if scalar(node) => {}
        _ => wrong(node, "text, a number, true or false, or a list of them", out),
    }
}

fn text<'n>(node: &'n Node, out: &mut Complaints<'_>) -> Option<&'n str> {
    match &node.value {
        Tree::Text(text) if text.trim().is_empty() => {
            out.push(Code::WrongType, node.at, "the text is empty");
            None
        }
        Tree::Text(text) if text.len() > MAX_TEXT => {
            out.push(Code::TooLarge, node.at, format!("the text is longer than {MAX_TEXT} bytes"));
            None
        }
        Tree::Text(text) => Some(text),
        _ => {
            wrong(node, "text", out);
            None
        }
    }
}

/// Whether it is a mapping; notes it where it is not.
fn mapping(node: &Node, what: &str, out: &mut Complaints<'_>) -> bool {
    let is = matches!(node.value, Tree::Map(_));
    if !is {
        wrong(node, what, out);
    }
    is
}

/// Whether text is a word of a closed list; notes it where it is not. An empty list holds
/// every text.
pub(crate) fn word(node: &Node, text: &str, words: &[&str], out: &mut Complaints<'_>) -> bool {
    let known = words.is_empty() || words.contains(&text);
    if !known {
        let topics = words == crate::facts::catalogue::TOPICS;
        let (code, what) =
            if topics { (Code::UnknownTopic, "topic") } else { (Code::UnknownWord, "word") };
        out.unknown(code, node.at, what, text, words.iter().copied());
    }
    known
}

/// Notes that a value is of another type than it should be.
pub(crate) fn wrong(node: &Node, expected: &str, out: &mut Complaints<'_>) {
    let found = match &node.value {
        Tree::Text(text) if text.chars().count() <= 40 => format!("the text `{text}`"),
        Tree::Number(number) => format!("the number {number}"),
        Tree::Bool(value) => format!("`{value}`"),
        _ => node.describe().to_owned(),
    };
    let message = format!("expected {expected}, found {found}");
    let help = match (&node.value, expected) {
        (Tree::Text(text), "a number") if text.trim().parse::<f64>().is_ok() => {
            "write it without quotes"
        }
        (Tree::Text(_), "a number") => "write digits",
        (Tree::Bool(_) | Tree::Number(_), "text") => "put it in quotes",
        (Tree::Text(text), "true or false")
            if matches!(text.to_ascii_lowercase().as_str(), "yes" | "no" | "on" | "off") =>
        {
            "write `true` or `false`; `yes`, `no`, `on` and `off` are text"
        }
        (Tree::Text(_) | Tree::Number(_), "a list") => "write it as [..], or each item after `- `",
        (Tree::Null, _) => "is the value indented further than its key?",
        _ => return out.push(Code::WrongType, place(node), message),
    };
    out.help(Code::WrongType, place(node), message, help);
}

/// The place of a node; of a mapping, its first key, which is what a reader sees.
pub(crate) fn place(node: &Node) -> Place {
    node.entries().first().map_or(node.at, |entry| entry.at)
}
