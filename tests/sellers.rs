//! Invented pages in all languages with the seller that a reviewer would name.
//!
//! The pages are data: `tests/data/sellers.yaml`.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use serde::Deserialize;
use shopvet::extract::{Context, read_page};
use shopvet::vocabulary::{Vocabulary, fold};
use std::collections::BTreeSet;
use url::Url;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    country: String,
    #[serde(default)]
    url: Option<String>,
    html: String,
    /// The names that must be found, and no others.
    #[serde(default)]
    names: Vec<String>,
    /// Names that may be found as well.
    #[serde(default)]
    optional: Vec<String>,
    /// Organisation numbers that must be found; an empty list forbids any.
    #[serde(default)]
    numbers: Option<Vec<String>>,
    /// The VAT numbers, all of them.
    #[serde(default)]
    vats: Option<Vec<String>>,
}

#[test]
fn the_seller_of_every_page_is_found() {
    let cases: Vec<Case> = serde_saphyr::from_str(include_str!("data/sellers.yaml")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let url = case.url.as_deref().unwrap_or("https://www.tallbod.example/");
        let context = Context {
            vocabulary: Vocabulary::built_in(),
            language: None,
            country: Some(&case.country),
        };
        let reading = read_page(&case.html, &Url::parse(url).unwrap(), context);
        let set = |names: &[String]| names.iter().map(|n| fold(n)).collect::<BTreeSet<_>>();
        let found: BTreeSet<String> =
            reading.legal_names.iter().map(|n| fold(&n.value.value)).collect();
        let (wanted, allowed) = (set(&case.names), set(&case.optional));
        if !wanted.is_subset(&found)
            || !found.iter().all(|n| wanted.contains(n) || allowed.contains(n))
        {
            wrong.push(format!("{}: {found:?}", case.id));
        }
        let numbers: Vec<&String> =
            reading.registration_numbers.iter().map(|n| &n.value.value).collect();
        if let Some(wanted) = &case.numbers
            && !(wanted.iter().all(|n| numbers.contains(&n))
                && (!wanted.is_empty() || numbers.is_empty()))
        {
            wrong.push(format!("{}: {numbers:?}", case.id));
        }
        let vats: Vec<&String> = reading.vat_numbers.iter().map(|n| &n.value.value).collect();
        if let Some(wanted) = &case.vats
            && vats != wanted.iter().collect::<Vec<_>>()
        {
            wrong.push(format!("{}: {vats:?}", case.id));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
