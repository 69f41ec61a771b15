//! Prices: amounts and currencies in all national notations.
//!
//! [`parse`] reads a text known to be a price; `find` finds the prices among all
//! that a page shows. Evidence for a price is a currency beside a number, the
//! notation for whole units, or markup that says so; a number alone is none. What
//! a price is the price of is for `product` to say.

pub(in crate::extract) mod currency;
pub(in crate::extract) mod find;
pub(in crate::extract) mod kind;
pub(in crate::extract) mod number;
pub mod parse;
mod place;

use super::{Context, Document, Found, PageReading, Price, Site};
use crate::facts::{Fact, FactSet, Reason};
use std::collections::HashSet;

/// The most prices stated as facts.
const MAX_FACTS: usize = 2_000;
/// Characters of the text around a price that are kept as its excerpt.
const EXCERPT: usize = 160;

/// Reads one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    let mut seen = HashSet::new();
    for sighting in find::of(doc, context) {
        let price = Price {
            url: reading.url.clone(),
            text: sighting.text.clone(),
            amount: sighting.amount.clone(),
            currency: sighting.currency.clone(),
            kind: sighting.kind.name(),
        };
        if !seen.insert(price.clone()) {
            continue;
        }
        let block = doc.blocks.get(sighting.block).map_or("", |block| block.text.as_str());
        let excerpt = around(block, sighting.range.start);
        reading.prices.push(Found::at(doc, sighting.node, &excerpt, price));
    }
}

/// The text around a place, cut to length.
fn around(text: &str, at: usize) -> String {
    if text.len() <= EXCERPT * 2 {
        return text.to_owned();
    }
    let before: Vec<char> = text.get(..at).unwrap_or("").chars().rev().take(EXCERPT / 2).collect();
    let after = text.get(at..).unwrap_or("").chars().take(EXCERPT / 2);
    before.into_iter().rev().chain(after).collect()
}

/// States the facts of this area.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let mut prices = Vec::new();
    let mut evidence = Vec::new();
    let mut seen = HashSet::new();
    let mut coverage = site.coverage.of_everything();
    for page in &site.pages {
        for found in &page.prices {
            let price = &found.value;
            if !seen.insert((&price.url, &price.text, &price.amount, price.kind)) {
                continue;
            }
            if prices.len() == MAX_FACTS {
                coverage = coverage.and(Err(Reason::Truncated));
                break;
            }
            let mut shown = page.evidence(found);
            shown.item = Some(prices.len());
            evidence.push(shown);
            prices.push(price);
        }
    }
    set.put("products.prices", Fact::list(&prices, evidence, coverage));
}
