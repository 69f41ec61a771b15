//! The table of every fact a rule may ask about.
//!
//! A path that is not here does not exist: a rule that names one does not
//! load, and the report holds every path here. Extend it; never rename.

mod application;
mod checkout;
mod contact;
mod dns;
mod domain;
mod identity;
mod lists;
mod pages;
mod products;
mod site;
mod terms;

pub use lists::{
    CARD_BRANDS, FORM_GROUNDS, LINES, NAME_GROUNDS, OWNERSHIP_GROUNDS, PRIVACY_ITEMS, RESTRICTED,
    STATEMENTS, SUBSCRIPTION_ITEMS, TOPICS, WITHHELD_GROUNDS,
};

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// True or false.
    Bool,
    /// A whole number.
    Number,
    /// An ISO 8601 date, `2026-11-23`.
    Date,
    /// A list of text.
    TextList,
    /// A record with these fields.
    Record(&'static [Field]),
    /// A list of records with these fields.
    RecordList(&'static [Field]),
}

/// One field of a record: name and type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Kebab-case name.
    pub name: &'static str,
    /// Type of the value; `null` is always allowed.
    pub kind: Kind,
    /// The closed list of words that the text is one of; empty where any text may stand.
    pub words: &'static [&'static str],
}

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// What the merchant declared.
    Application,
    /// The pages of the shop.
    Pages,
    /// The walk to the checkout.
    Checkout,
    /// Domain registration data (RDAP, WHOIS).
    Registry,
    /// The domain name system.
    Dns,
    /// The TLS handshake.
    Tls,
}

/// One path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Dotted kebab-case path.
    pub path: &'static str,
    /// Type of the value.
    pub kind: Kind,
    /// Where it comes from.
    pub source: Source,
    /// What it means, in one or two English sentences.
    pub meaning: &'static str,
    /// For text and lists of text: the closed list of words that it holds; empty where any
    /// text may stand.
    pub words: &'static [&'static str],
}

impl Entry {
    /// The same with a closed list of words.
    const fn of(self, words: &'static [&'static str]) -> Self {
        Self { words, ..self }
    }
}

/// A field of any text, or of another type.
const fn f(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, words: &[] }
}

/// A field of text that is one word of a closed list.
const fn w(name: &'static str, words: &'static [&'static str]) -> Field {
    Field { name, kind: Kind::Text, words }
}

const fn e(path: &'static str, kind: Kind, source: Source, meaning: &'static str) -> Entry {
    Entry { path, kind, source, meaning, words: &[] }
}

/// The areas of the catalogue, sorted by name.
const AREAS: &[&[Entry]] = &[
    application::ENTRIES,
    checkout::ENTRIES,
    contact::ENTRIES,
    dns::ENTRIES,
    domain::ENTRIES,
    identity::ENTRIES,
    pages::ENTRIES,
    products::ENTRIES,
    site::ENTRIES,
    terms::ENTRIES,
];

/// Every fact there is.
pub fn entries() -> impl Iterator<Item = &'static Entry> + Clone {
    AREAS.iter().copied().flatten()
}

/// The entry of a path.
#[must_use]
pub fn entry(path: &str) -> Option<&'static Entry> {
    entries().find(|entry| entry.path == path)
}

/// The entry and the type of a path that may go on into a record, such as
/// `domain.registrant.organization` or `pages.terms.words`.
#[must_use]
pub fn resolve(path: &str) -> Option<(&'static Entry, Kind)> {
    if let Some(found) = entry(path) {
        return Some((found, found.kind));
    }
    let (head, tail) = path.rsplit_once('.')?;
    let (found, kind) = resolve(head)?;
    match kind {
        Kind::Record(fields) => {
            fields.iter().find(|field| field.name == tail).map(|field| (found, field.kind))
        }
        _ => None,
    }
}

/// The closed list of words of a path that may go on into a record; empty where any text
/// may stand there.
#[must_use]
pub fn words(path: &str) -> &'static [&'static str] {
    if let Some(found) = entry(path) {
        return found.words;
    }
    let Some((head, tail)) = path.rsplit_once('.') else { return &[] };
    match resolve(head) {
        Some((_, Kind::Record(fields))) => {
            fields.iter().find(|field| field.name == tail).map_or(&[], |field| field.words)
        }
        _ => &[],
    }
}

/// Every word in a value that is not of the closed list it should be of, with its path.
#[must_use]
pub fn strange_words(entry: &Entry, value: &serde_json::Value) -> Vec<(String, String)> {
    fn see(
        path: &str,
        kind: Kind,
        words: &[&str],
        value: &serde_json::Value,
        found: &mut Vec<(String, String)>,
    ) {
        use serde_json::Value;
        match (kind, value) {
            (Kind::Record(fields), Value::Object(map)) => {
                for field in fields {
                    let inner = map.get(field.name).unwrap_or(&Value::Null);
                    see(&format!("{path}.{}", field.name), field.kind, field.words, inner, found);
                }
            }
            (Kind::RecordList(fields), Value::Array(items)) => {
                items.iter().for_each(|item| see(path, Kind::Record(fields), &[], item, found));
            }
            (Kind::TextList, Value::Array(items)) => {
                items.iter().for_each(|item| see(path, Kind::Text, words, item, found));
            }
            (_, Value::String(text)) if !words.is_empty() && !words.contains(&text.as_str()) => {
                found.push((path.to_owned(), text.clone()));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    see(entry.path, entry.kind, entry.words, value, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_unique_and_kebab_case() {
        let mut seen = std::collections::BTreeSet::new();
        for entry in entries() {
            assert!(seen.insert(entry.path), "{} twice", entry.path);
            assert!(entry.path.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '-'));
            assert!(entry.meaning.ends_with('.'), "{}", entry.path);
        }
    }

    #[test]
    fn a_path_goes_on_into_a_record() {
        assert_eq!(
            resolve("domain.registrant.organization").map(|(_, kind)| kind),
            Some(Kind::Text)
        );
        assert_eq!(resolve("pages.terms.words").map(|(_, kind)| kind), Some(Kind::Number));
        assert_eq!(resolve("pages.terms.wrods"), None);
    }

    #[test]
    fn words_of_closed_lists_are_found_at_any_depth() {
        assert_eq!(words("checkout.order-button.clarity"), ["clear", "weak", "insufficient"]);
        assert!(words("application.goods").contains(&"baby"));
        assert!(words("contact.emails").is_empty());
        let topics = serde_json::json!([{"topic": "complaints"}, {"topic": "weather"}]);
        let found = entry("terms.topics").map(|entry| strange_words(entry, &topics));
        assert_eq!(found, Some(vec![("terms.topics.topic".to_owned(), "weather".to_owned())]));
    }
}
