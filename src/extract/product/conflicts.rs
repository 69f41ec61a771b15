//! Prices of one product that differ from place to place.
//!
//! What the page of a product shows is compared with what it states for machines,
//! with the cards of lists that lead to it, and with the cart on the walk. Only
//! like is compared: one current price each, in the same currency, with VAT in
//! both or in neither. Prices *from*, products with variants, amounts that the
//! page shows as well, differences of rounding and those that are VAT to the
//! penny are no conflict. A page that was not read is not compared.

use super::details::SAMPLE;
use super::vat;
use crate::extract::{Found, Money, PageReading, Product, ProductPage, Site, pages};
use crate::facts::{Evidence, Fact, Reason};
use crate::vocabulary::fold;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// Conflicts kept.
const MAX_ITEMS: usize = 100;
/// Rates of VAT in Europe, in percent.
const RATES: &[f64] = &[
    5.0, 5.5, 6.0, 7.0, 8.0, 8.1, 9.0, 10.0, 12.0, 13.0, 13.5, 14.0, 15.0, 16.0, 17.0, 19.0, 20.0,
    21.0, 22.0, 23.0, 24.0, 25.0, 25.5, 27.0,
];

/// Whether two prices say the same of VAT.
pub(super) fn same_mode(a: &str, b: &str) -> bool {
    a == b || (a != vat::EXCLUDED && b != vat::EXCLUDED)
}

/// Whether two amounts of one currency are different prices.
pub(super) fn differ(a: &Money, b: &Money) -> bool {
    let value = |money: &Money| money.amount.parse::<f64>().ok().filter(|v| *v > 0.0);
    let (Some(a), Some(b)) = (value(a), value(b)) else { return false };
    let whole = |v: f64| (v - v.round()).abs() < 0.001;
    // A price in whole units may have been rounded to them.
    let rounding = if whole(a) || whole(b) { 1.0 } else { 0.05 };
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    let taxed = |rate: &f64| (low * (1.0 + rate / 100.0) - high).abs() <= (high * 0.005).max(0.02);
    (high - low) >= rounding && !RATES.iter().any(taxed)
}

/// One price beside another.
struct Conflict<'a> {
    page: &'a PageReading,
    found: &'a Found<ProductPage>,
    place: &'static str,
    other: Money,
    seen: Option<Evidence>,
}

/// The fact `products.price-conflicts`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let mut compared: HashSet<String> = HashSet::new();
    let mut conflicts: Vec<Conflict<'_>> = Vec::new();
    let shown = site.pages.iter().filter(|page| !page.soft_404);
    let shown: Vec<(&PageReading, &Found<ProductPage>)> =
        shown.filter_map(|page| Some((page, page.shown.product.as_ref()?))).collect();
    let lists = listed(site);
    for (page, found) in &shown {
        let product = &found.value;
        if product.choices || product.price.is_none() {
            continue;
        }
        let key = pages::page_key(&page.url);
        if product.compared {
            compared.insert(key.clone());
        }
        if let Some(other) = &product.other_in_markup
            && !product.amounts.contains(&other.amount)
        {
            let (page, found) = (*page, *found);
            conflicts.push(Conflict {
                page,
                found,
                place: "markup",
                other: other.clone(),
                seen: None,
            });
        }
        for (list, card) in lists.get(&key).into_iter().flatten() {
            if list.url == page.url || fold(&card.value.name) != fold(&product.name) {
                continue;
            }
            let Some(differs) = compare(product, &card.value) else { continue };
            compared.insert(key.clone());
            if let Some(other) = differs {
                let seen = Some(list.evidence(card));
                conflicts.push(Conflict { page, found, place: "list", other, seen });
                break;
            }
        }
    }
    if let Some((page, found, other, seen)) = in_cart(site, &mut compared) {
        conflicts.push(Conflict { page, found, place: "cart", other, seen: Some(seen) });
    }
    let mut values: Vec<Value> = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    for conflict in conflicts.into_iter().take(MAX_ITEMS) {
        let Some((money, _)) = &conflict.found.value.price else { continue };
        let item = Some(values.len());
        evidence.push(Evidence { item, ..conflict.page.evidence(conflict.found) });
        evidence.extend(conflict.seen.map(|seen| Evidence { item, ..seen }));
        values.push(json!({
            "url": conflict.page.url,
            "name": conflict.found.value.name,
            "where": conflict.place,
            "amount": money.amount,
            "other": conflict.other.amount,
            "currency": money.currency,
        }));
    }
    let coverage = match compared.len() {
        SAMPLE.. => Ok(()),
        0 => site.coverage.of_everything().and(Err(Reason::NotCollected)),
        _ => site.coverage.of_everything(),
    };
    Fact::list(&values, evidence, coverage)
}

/// The products on lists, by the page that they lead to.
fn listed<'a>(site: &'a Site<'_>) -> HashMap<String, Vec<(&'a PageReading, &'a Found<Product>)>> {
    let mut lists: HashMap<String, Vec<(&PageReading, &Found<Product>)>> = HashMap::new();
    for page in site.pages.iter().filter(|page| !page.soft_404) {
        for product in &page.products {
            lists.entry(pages::page_key(&product.value.url)).or_default().push((page, product));
        }
    }
    lists
}

/// The price of a product elsewhere, where both can be compared: some price where
/// it is another one.
fn compare(product: &ProductPage, elsewhere: &Product) -> Option<Option<Money>> {
    let (money, vat) = product.price.as_ref()?;
    let other = elsewhere.price.as_ref()?;
    let like = elsewhere.price_kind == Some("current")
        && other.currency.is_some()
        && other.currency == money.currency
        && same_mode(elsewhere.vat, vat);
    // What the page shows as well, as a former price or for more pieces, is told there.
    let told = product.amounts.contains(&other.amount);
    like.then(|| (differ(money, other) && !told).then(|| other.clone()))
}

/// The price in the cart of the product that the walk put there, where it is
/// another one.
fn in_cart<'a>(
    site: &'a Site<'_>,
    compared: &mut HashSet<String>,
) -> Option<(&'a PageReading, &'a Found<ProductPage>, Money, Evidence)> {
    let walked = site.walk.as_ref().filter(|walked| !walked.has_chosen())?;
    let (page, carts) = walked.goods()?;
    let found = page.shown.product.as_ref().filter(|found| !found.value.choices)?;
    let (money, _) = found.value.price.as_ref()?;
    let name = fold(&found.value.name);
    let of = |money: &Money| money.amount.parse::<f64>().unwrap_or(0.0);
    for cart in carts {
        // The price that the page shows stands in the cart: nothing more to ask.
        if cart.prices.iter().any(|price| price.value.amount == money.amount) {
            compared.insert(pages::page_key(&page.url));
            return None;
        }
        for line in cart.products.iter().filter(|line| fold(&line.value.name) == name) {
            let Some(differs) = compare(&found.value, &line.value) else { continue };
            compared.insert(pages::page_key(&page.url));
            // A line may be for several pieces.
            let pieces = differs.as_ref().map_or(0.0, |other| of(other) / of(money));
            if let Some(other) = differs.filter(|_| (pieces - pieces.round()).abs() > 0.001) {
                return Some((page, found, other, cart.evidence(line)));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Visit;
    use crate::facts::Finding;
    use crate::snapshot::StepAction;

    fn product(price: &str, more: &str) -> String {
        format!(
            "<html lang=sv><title>Kanna</title><main><h1>Kanna</h1><p class=price>{price}</p>\
             <form method=post><button>Köp</button></form>{more}</main>"
        )
    }

    fn markup(price: &str, more: &str) -> String {
        format!(
            r#"<script type="application/ld+json">{{"@type":"Product","name":"Kanna","offers":{{"@type":"Offer","price":"{price}","priceCurrency":"SEK"{more}}}}}</script>"#
        )
    }

    fn list(price: &str) -> String {
        format!(
            "<html lang=sv><title>Boden</title><main><h1>Boden</h1><ul><li class=p><a href=/produkt/kanna><h3>Kanna</h3></a>\
             <b>{price}</b></li><li class=p><a href=/produkt/mugg><h3>Mugg</h3></a><b>89 kr</b></li></ul></main>"
        )
    }

    fn conflicts(visit: &Visit) -> String {
        let finding = visit.facts().get("products.price-conflicts").unwrap().finding.clone();
        if finding == Finding::Absent {
            return "none".to_owned();
        }
        let value = finding.value();
        let items = value.as_array().cloned().unwrap_or_default();
        let all: Vec<String> = items
            .iter()
            .map(|i| format!("{} {} {}", i["where"], i["amount"], i["other"]).replace('"', ""))
            .collect();
        if all.is_empty() { finding.state().to_owned() } else { all.join(", ") }
    }

    fn of(front: &str, page: &str) -> String {
        conflicts(&Visit::new(&[("/", front), ("/produkt/kanna", page)]))
    }

    #[test]
    fn a_price_that_is_another_elsewhere_is_a_conflict() {
        let front = list("149 kr");
        for (front, page, expected) in [
            (&front, product("149 kr", &markup("109.00", "")), "markup 149.00 109.00"),
            (&list("99 kr"), product("149 kr", ""), "list 149.00 99.00"),
        ] {
            assert_eq!(of(front, &page), expected);
        }
    }

    #[test]
    fn what_is_not_like_is_not_compared() {
        for (front, page, expected) in [
            ("149 kr", product("149 kr", &markup("149", "")), "none"),
            // Rounding, VAT, another currency.
            ("149 kr", product("149 kr", &markup("148.75", "")), "none"),
            ("149 kr", product("149 kr", &markup("119.20", "")), "none"),
            ("149 kr", product("149 kr", &markup("13.90", "").replace("SEK", "EUR")), "none"),
            // From a price, variants, a former price that the page shows.
            ("från 99 kr", product("149 kr", ""), "unknown"),
            (
                "149 kr",
                product(
                    "149 kr",
                    &format!("{}<select><option>Blå<option>Röd</select>", markup("99", "")),
                ),
                "unknown",
            ),
            ("149 kr", product("<del>199 kr</del> 149 kr", &markup("199", "")), "none"),
            (
                "149 kr",
                product(
                    "149 kr",
                    r#"<script type="application/ld+json">{"@type":"Product","name":"Kanna","offers":[{"price":"99","priceCurrency":"SEK"},{"price":"199","priceCurrency":"SEK"}]}</script>"#,
                ),
                "none",
            ),
        ] {
            assert_eq!(of(&list(front), &page), expected, "{front} {page}");
        }
    }

    #[test]
    fn the_cart_is_compared_with_the_product() {
        let page = product("149 kr", "");
        let front = "<html lang=sv><title>Boden</title><main><h1>Boden</h1><p>Varor.</p></main>";
        let cart = |line: &str| {
            format!(
                "<html lang=sv><title>Varukorg</title><main><h1>Varukorg</h1><table>\
                 <tr class=item><td><a href=/produkt/kanna>Kanna</a></td><td>{line}</td></tr>\
                 <tr class=item><td><a href=/produkt/mugg>Mugg</a></td><td>89 kr</td></tr></table></main>"
            )
        };
        for (line, expected) in [
            ("199 kr", "cart 149.00 199.00"),
            ("149 kr", "none"),
            ("298 kr", "none"),
            ("119,20 kr exkl. moms", "unknown"),
        ] {
            let cart = cart(line);
            let visit = Visit::new(&[("/", front), ("/produkt/kanna", &page)]).walk(&[
                (StepAction::OpenProduct, "/produkt/kanna", page.as_str()),
                (StepAction::AddToCart, "/produkt/kanna", page.as_str()),
                (StepAction::OpenCart, "/varukorg", cart.as_str()),
            ]);
            assert_eq!(conflicts(&visit), expected, "{line}");
        }
    }
}
