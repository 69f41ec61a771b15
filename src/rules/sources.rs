//! Who publishes what a rule rests on: `rules/sources.yaml`.
//!
//! A reference is named to whom it concerns. An acquirer's own demands concern those who
//! applied to that acquirer, the law of a country those who are established there. Which
//! of them to name is the report's choice; nothing is judged by it.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SOURCE: &str = include_str!("../../rules/sources.yaml");

/// What kind of publisher it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The text of a law.
    Law,
    /// An authority on the law.
    Authority,
    /// A standard.
    Standard,
    /// An acquirer or payment provider on its own demands.
    Acquirer,
    /// Anybody else's advice.
    Advice,
}

/// Whom the references of one publisher concern.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concerns {
    /// Countries, ISO 3166-1 alpha-2; empty where it is every one.
    #[serde(default)]
    pub countries: Vec<String>,
    /// Packs that hold the publisher's demands.
    #[serde(default)]
    pub packs: Vec<String>,
}

type Sources = BTreeMap<Kind, BTreeMap<String, Concerns>>;

static SOURCES: LazyLock<Sources> = LazyLock::new(|| {
    let read = crate::yaml::read::<Sources>(SOURCE, "rules/sources.yaml");
    // A test reads the file, so it is never broken in what ships.
    debug_assert!(read.is_ok(), "{read:?}");
    read.unwrap_or_default()
});

/// Who publishes at an address, and whom that concerns; nothing where nobody said.
#[must_use]
pub fn publisher(url: &str) -> Option<(Kind, &'static Concerns)> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    SOURCES.iter().find_map(|(kind, hosts)| Some((*kind, hosts.get(&host)?)))
}

/// Whether a reference concerns a merchant from this country who is judged by these packs.
#[must_use]
pub fn concerns(url: &str, country: Option<&str>, packs: &[&str]) -> bool {
    let Some((kind, concerns)) = publisher(url) else { return true };
    let here = concerns.countries.is_empty()
        || country.is_none_or(|country| concerns.countries.iter().any(|one| one == country));
    match kind {
        Kind::Law | Kind::Authority | Kind::Standard => here,
        Kind::Acquirer => concerns.packs.iter().any(|pack| packs.contains(&pack.as_str())),
        Kind::Advice => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Library;

    #[test]
    fn every_publisher_is_known_and_every_pack_exists() {
        let library = Library::built_in().unwrap();
        for rule in library.rules() {
            for reference in &rule.references {
                let url = &reference.url;
                assert!(publisher(url).is_some(), "{}: {url} is not in sources.yaml", rule.id);
            }
        }
        for (_, concerns) in SOURCES.values().flatten() {
            for pack in &concerns.packs {
                assert!(library.packs().any(|known| known.name == *pack), "{pack}");
            }
        }
    }

    #[test]
    fn a_reference_is_named_to_whom_it_concerns() {
        let (eu, swedish) = ("https://eur-lex.europa.eu/eli/dir/2000/31/oj", "https://lagen.nu/a");
        assert!(concerns(eu, Some("DE"), &[]) && concerns(eu, None, &[]));
        assert!(concerns(swedish, Some("SE"), &[]) && concerns(swedish, None, &[]));
        assert!(!concerns(swedish, Some("DE"), &[]));
        let nets = "https://www.nets.eu/en/payments";
        assert!(concerns(nets, None, &["baseline", "nets"]) && !concerns(nets, None, &["stripe"]));
        assert!(!concerns("https://idkollen.se/x", None, &[]));
        assert!(concerns("https://policies.ourbank.example/1", Some("DE"), &[]));
    }
}
