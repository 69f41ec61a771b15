//! Tests of whole pages of invented shops in the layouts of many platforms and
//! countries, with the prices (amount, currency, kind) and the products that a
//! reviewer reads on them; `*` is any.

use crate::extract::{Context, read_page};
use crate::vocabulary::Vocabulary;
use serde::Deserialize;
use url::Url;

#[derive(Deserialize)]
struct Page {
    name: String,
    country: Option<String>,
    html: String,
    prices: Vec<String>,
    products: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    name: String,
    amount: Option<String>,
    kind: String,
    old: Option<String>,
    vat: String,
}

/// Whether a value is the expected one; `*` expects any.
fn fits(expected: &str, found: &str) -> bool {
    expected == "*" || expected == found
}

#[test]
fn pages_of_many_layouts_are_read() {
    let text = include_str!("../../../tests/data/product-pages.json");
    let pages: Vec<Page> = serde_json::from_str(text).unwrap();
    assert!(pages.len() > 100);
    let url = Url::parse("https://shop.example/x").unwrap();
    let mut wrong = Vec::new();
    for page in &pages {
        let context = Context {
            vocabulary: Vocabulary::built_in(),
            language: None,
            country: page.country.as_deref(),
        };
        let reading = read_page(&page.html, &url, context);
        let prices: Vec<[&str; 3]> = reading
            .prices
            .iter()
            .map(|p| [&*p.value.amount, p.value.currency.as_deref().unwrap_or(""), p.value.kind])
            .collect();
        let wanted: Vec<Vec<&str>> =
            page.prices.iter().map(|line| line.split(' ').collect()).collect();
        let same = |w: &Vec<&str>, p: &[&str; 3]| w.iter().zip(p).all(|(w, p)| fits(w, p));
        let complete = wanted.iter().all(|w| prices.iter().any(|p| same(w, p)))
            && prices.iter().all(|p| wanted.iter().any(|w| same(w, p)));
        if !complete {
            wrong.push(format!("{}: prices {prices:?}", page.name));
        }
        let products: Vec<_> = reading.products.iter().map(|found| &found.value).collect();
        let matches = page.products.len() == products.len()
            && page.products.iter().all(|w| {
                products.iter().any(|p| {
                    p.name == w.name
                        && p.price.as_ref().map(|m| &m.amount) == w.amount.as_ref()
                        && p.price_kind == Some(w.kind.as_str())
                        && p.old_price.as_ref().map(|m| &m.amount) == w.old.as_ref()
                        && fits(&w.vat, p.vat)
                })
            });
        if !matches {
            wrong.push(format!("{}: products {products:#?}", page.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
