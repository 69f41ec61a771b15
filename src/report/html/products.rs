//! What is on sale, with prices: the first of it, and how much there is.

use super::Report;
use crate::report::safe;
use crate::report::texts::Texts;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Products shown.
const MOST: usize = 20;

/// Characters of a price, which stands on one line.
const PRICE: usize = 24;

/// The products; null where the facts do not speak of them.
pub(super) fn of(report: &Report, texts: Texts) -> Value {
    let Some(fact) = report.facts.get("products.items") else { return Value::Null };
    let all = fact.value.as_array().map_or(&[][..], Vec::as_slice);
    let different = different(all);
    let items: Vec<Value> = different.iter().take(MOST).map(|item| product(item, texts)).collect();
    let (shown, number) = (items.len().to_string(), different.len().to_string());
    json!({
        "items": items,
        "count": texts.fill("products-count", &[("n", &number), ("shown", &shown)]),
        "state": fact.state,
        "reason": fact.reason,
    })
}

/// The products without those that stand on another page with the same name and price,
/// as they do in every list of a shop.
fn different(all: &[Value]) -> Vec<&Value> {
    let mut known = BTreeSet::new();
    let told = |item: &Value| {
        let name = item["name"].as_str().unwrap_or_default().to_lowercase();
        let prices = [&item["price"], &item["old-price"], &item["price-kind"], &item["vat"]];
        (name, prices.map(Value::to_string))
    };
    all.iter().filter(|item| known.insert(told(item))).collect()
}

fn product(item: &Value, texts: Texts) -> Value {
    let kind = item["price-kind"].as_str().unwrap_or_default();
    let price = match (kind, money(&item["price"], texts)) {
        ("on-request", _) => texts.get("price-on-request").to_owned(),
        ("from" | "unit", Some(price)) => {
            texts.fill(&format!("price-{kind}"), &[("price", &price)])
        }
        (_, price) => price.unwrap_or_default(),
    };
    let old = money(&item["old-price"], texts);
    let vat = item["vat"].as_str().map(|vat| format!("vat-{vat}"));
    json!({
        "name": item["name"],
        "url": item["url"],
        "price": price,
        "old": old.map(|price| texts.fill("price-old", &[("price", &price)])),
        "vat": vat.map(|key| texts.table().get(&key).cloned().unwrap_or("–".to_owned())),
    })
}

/// An amount with its currency, and the sign before decimals that the reader is used to.
fn money(price: &Value, texts: Texts) -> Option<String> {
    let amount = price["amount"].as_str()?.replace('.', texts.get("decimal"));
    let price = match price["currency"].as_str() {
        Some(currency) => format!("{amount} {currency}"),
        None => amount,
    };
    Some(safe::short(&price, PRICE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_of_many_pages_is_shown_once() {
        let item = |name: &str, amount: &str, page: &str| {
            let price = json!({"amount": amount, "currency": "SEK"});
            json!({"name": name, "url": format!("https://shop.example/{page}"), "price": price})
        };
        let all = [
            item("Teapot", "129.00", ""),
            item("TEAPOT", "129.00", "teapot"),
            item("Teapot", "139.00", "sale"),
            item("Cup", "129.00", "cup"),
        ];
        let names: Vec<&Value> = different(&all).into_iter().map(|item| &item["url"]).collect();
        let expected = ["", "sale", "cup"].map(|page| format!("https://shop.example/{page}"));
        assert_eq!(names, expected.each_ref());
    }

    #[test]
    fn a_price_says_what_kind_it_is() {
        let texts = Texts::of("en");
        let item = json!({
            "name": "Teapot", "url": "https://shop.example/teapot", "price-kind": "from",
            "price": {"amount": "129.00", "currency": "SEK"}, "vat": "included",
            "old-price": {"amount": "199.00", "currency": null},
        });
        let shown = product(&item, texts);
        assert_eq!(shown["price"], "from 129.00 SEK");
        assert_eq!(shown["old"], "before 199.00");
        assert_eq!(shown["vat"], "included");
        assert_eq!(product(&item, Texts::of("de"))["price"], "ab 129,00 SEK");
        let asked = product(&json!({ "name": "Kiln", "price-kind": "on-request" }), texts);
        assert_eq!((asked["price"].as_str(), &asked["old"]), (Some("on request"), &Value::Null));
    }
}
