//! The fact `products.replica-signals`: what shops of copies have in common.
//!
//! Honest shops sell such brands too, at lower prices and second hand; what the signals
//! come to together is for rules to say. The cut is that of the goods which name a brand.

use super::gather::Names;
use crate::extract::{Money, Product, Site};
use crate::facts::{Fact, Finding, Reason};
use crate::vocabulary::Marks;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Goods with a price cut that make a median.
const LEAST: usize = 3;
/// Pieces of evidence kept.
const MAX_EVIDENCE: usize = 20;

/// The fact `products.replica-signals`.
pub(super) fn fact(site: &Site<'_>, names: &Names<'_>) -> Fact {
    let mut brands: BTreeSet<usize> = BTreeSet::new();
    let mut words: BTreeSet<String> = BTreeSet::new();
    let mut cuts: Vec<f64> = Vec::new();
    let mut evidence = Vec::new();
    for item in &names.products {
        let shown = &item.shown;
        if shown.brands.is_empty() && shown.replicas.is_empty() {
            continue;
        }
        brands.extend(&shown.brands);
        words.extend(shown.replicas.iter().map(|word| word.to_lowercase()));
        cuts.extend(cut(&item.found.value));
        if evidence.len() < MAX_EVIDENCE {
            evidence.push(item.page.evidence(item.found));
        }
    }
    for category in &names.categories {
        words.extend(category.shown.replicas.iter().map(|word| word.to_lowercase()));
    }
    let read = if names.products.is_empty() { Err(Reason::NotCollected) } else { Ok(()) };
    let coverage = site.coverage.of_everything().and(read);
    let marks = &Marks::built_in().goods.luxury_brands;
    let brands: Vec<&String> = brands.iter().filter_map(|place| marks.get(*place)).collect();
    if brands.is_empty() && words.is_empty() {
        return Fact::missing(coverage);
    }
    let value = json!({
        "brands": known(json!(brands), brands.is_empty(), coverage),
        "median-cut": median(cuts),
        "words": known(json!(words), words.is_empty(), coverage),
    });
    let finding = match coverage {
        Ok(()) => Finding::Present(value),
        Err(reason) => Finding::Glimpsed(value, reason),
    };
    Fact { finding, evidence }
}

/// A list that holds nothing is not known to hold nothing where not all was read.
fn known(list: Value, empty: bool, coverage: Result<(), Reason>) -> Value {
    if empty && coverage.is_err() { Value::Null } else { list }
}

/// By how much the price of a product is cut, in percent.
fn cut(product: &Product) -> Option<f64> {
    let (price, old) = (product.price.as_ref()?, product.old_price.as_ref()?);
    let amount = |money: &Money| money.amount.parse::<f64>().ok().filter(|amount| *amount > 0.0);
    let (now, before) = (amount(price)?, amount(old)?);
    (price.currency == old.currency && before > now).then(|| (before - now) / before * 100.0)
}

/// The middle of some numbers, in whole percent.
fn median(mut cuts: Vec<f64>) -> Option<u32> {
    if cuts.len() < LEAST {
        return None;
    }
    cuts.sort_by(f64::total_cmp);
    let middle = cuts.get(cuts.len() / 2)?;
    // Between 0 and 100 by how it was worked out.
    format!("{middle:.0}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_of_at_least_three() {
        assert_eq!(median(vec![10.0, 70.0]), None);
        assert_eq!(median(vec![80.0, 10.0, 69.6]), Some(70));
    }

    #[test]
    fn a_cut_needs_two_prices_of_one_currency() {
        let money = |amount: &str, currency: &str| {
            Some(Money { amount: amount.to_owned(), currency: Some(currency.to_owned()) })
        };
        let product = |price, old_price| Product {
            url: String::new(),
            name: String::new(),
            price,
            vat: "unstated",
            price_kind: None,
            old_price,
        };
        assert_eq!(cut(&product(money("25.00", "SEK"), money("100.00", "SEK"))), Some(75.0));
        assert_eq!(cut(&product(money("25.00", "SEK"), money("100.00", "EUR"))), None);
        assert_eq!(cut(&product(money("25.00", "SEK"), None)), None);
    }
}
