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

pub use lists::{LINES, PRIVACY_ITEMS, RESTRICTED, STATEMENTS, SUBSCRIPTION_ITEMS, TOPICS};

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
}

const fn f(name: &'static str, kind: Kind) -> Field {
    Field { name, kind }
}

const fn e(path: &'static str, kind: Kind, source: Source, meaning: &'static str) -> Entry {
    Entry { path, kind, source, meaning }
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
}
