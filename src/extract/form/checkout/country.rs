//! The merchant's country as named on the way to the checkout.
//!
//! Card schemes want it on the way itself. An address says it, and so does the
//! name of a country beside the name of the company. An address that was typed on
//! the walk, or that a list offers, is the buyer's and says nothing.

use super::way::Way;
use crate::extract::{Block, Document, Found, PageReading, Region};
use crate::facts::{Evidence, Fact};
use crate::snapshot::Walk;
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// A longer text only mentions a country.
const MAX_TEXT: usize = 300;
/// What was typed and is shorter says nothing of an address.
const LEAST_TYPED: usize = 4;

static COUNTRIES: LazyLock<PhraseSet<&'static str>> = LazyLock::new(|| {
    PhraseSet::new(Vocabulary::built_in().languages().iter().flat_map(|language| {
        let countries = &language.contact.countries;
        countries.iter().flat_map(|(code, names)| names.iter().map(move |n| (n, code.as_str())))
    }))
});

/// A country as named on one page.
#[derive(Debug)]
pub(super) struct Named {
    /// ISO 3166-1 alpha-2.
    pub(super) country: String,
    /// It stands in the footer.
    pub(super) footer: bool,
}

/// The countries that a page names as the merchant's.
pub(super) fn read(doc: &Document, reading: &PageReading, walk: &Walk) -> Vec<Found<Named>> {
    let mut found: Vec<Found<Named>> = Vec::new();
    let mut add = |country: &str, selector: &str, excerpt: &str, footer: bool| {
        let known = found.iter().any(|f| f.value.country == country && f.value.footer == footer);
        if !known {
            found.push(Found {
                value: Named { country: country.to_owned(), footer },
                selector: selector.to_owned(),
                excerpt: excerpt.to_owned(),
            });
        }
    };
    let in_footer = |selector: &str| {
        let footer = |block: &&Block| block.region == Region::Footer;
        doc.blocks.iter().filter(footer).any(|block| doc.selector(block.node) == selector)
    };
    for address in &reading.addresses {
        let Some(country) = address.value.country.as_deref() else { continue };
        if !is_typed(&address.value.text, walk) && !is_typed(&address.excerpt, walk) {
            add(country, &address.selector, &address.value.text, in_footer(&address.selector));
        }
    }
    for block in doc.blocks.iter().filter(|block| block.text.len() <= MAX_TEXT) {
        let names = |name: &str| !name.is_empty() && block.text.contains(name);
        if !reading.legal_names.iter().any(|name| names(&name.value.value)) {
            continue;
        }
        let folded = Folded::new(&block.text);
        if let Some(hit) = COUNTRIES.find(&folded).next() {
            let footer = block.region == Region::Footer;
            add(hit.value, &doc.selector(block.node), &block.text, footer);
        }
    }
    found
}

/// Whether a text holds something that was typed or chosen on the walk.
fn is_typed(text: &str, walk: &Walk) -> bool {
    let typed = walk.steps.iter().flat_map(|step| &step.entries).map(|entry| entry.value.trim());
    let mut typed = typed.filter(|value| value.chars().count() >= LEAST_TYPED);
    typed.any(|value| text.contains(value))
}

/// The fact `checkout.country`.
pub(super) fn fact(way: &Way<'_>) -> Fact {
    let mut values: Vec<Value> = Vec::new();
    let mut shown = Vec::new();
    for (stage, seen) in way.seen() {
        for found in &seen.countries {
            let evidence = stage.evidence(&found.selector, &found.excerpt);
            shown.push(Evidence { item: Some(values.len()), ..evidence });
            values.push(json!({
                "country": found.value.country,
                "url": stage.page.url,
                "step": stage.number,
                "where": if found.value.footer { "footer" } else { "page" },
            }));
        }
    }
    Fact::list(&values, shown, way.whole())
}
