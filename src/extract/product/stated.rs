//! Products that the page states as structured data.
//!
//! Items of schema.org's `Product` and its kin count with a name; things of
//! other types (services, events, courses) only with an offer that has a price.
//! Variants of a group are the group's, which then costs from the lowest. OpenGraph
//! counts where nothing else states a product. List prices and prices per unit of
//! measure are not what is asked.

use super::vat;
use crate::extract::price::parse::{PriceHints, parse};
use crate::extract::structured::{self, Format, Item};
use crate::extract::{Context, Document, Found, Money, Product};
use std::collections::{HashMap, HashSet};
use url::Url;

/// Types that are on sale by what they are.
pub(super) const PRODUCTS: &[&str] =
    &["Product", "ProductGroup", "ProductModel", "IndividualProduct", "Vehicle", "SomeProducts"];
/// Types that never are a product themselves, though offers may hang on them.
const NOT_PRODUCTS: &[&str] = &[
    "Offer",
    "AggregateOffer",
    "Organization",
    "LocalBusiness",
    "Store",
    "OnlineStore",
    "WebSite",
    "WebPage",
    "OfferCatalog",
    "Person",
    "ItemList",
    "BreadcrumbList",
    "Demand",
];

/// Properties that name the price that a lower one replaces.
const OLD_PRICES: &[&str] = &["original_price:amount", "originalPrice", "listPrice"];
/// Price types of schema.org that are not what is asked.
const OLD_TYPES: &[&str] = &["ListPrice", "StrikethroughPrice", "MSRP", "SRP", "RegularPrice"];

/// The products of a page.
pub(super) fn read(
    doc: &Document,
    items: &[Item],
    context: Context<'_>,
    page_vat: &'static str,
) -> Vec<Found<Product>> {
    let all = structured::all(items);
    let groups: Vec<&Item> = all
        .iter()
        .copied()
        .filter(|item| item.is("ProductGroup") && item.text("name").is_some())
        .collect();
    let variants: Vec<&Item> = groups.iter().flat_map(|group| group.items("hasVariant")).collect();
    let places: HashSet<*const Item> = variants.iter().map(|v| std::ptr::from_ref(*v)).collect();
    let ids: HashSet<&str> = variants.iter().filter_map(|v| v.id.as_deref()).collect();
    let mut out: Vec<Found<Product>> = Vec::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    for item in all {
        let of_group = places.contains(&std::ptr::from_ref(item))
            || item.id.as_deref().is_some_and(|id| ids.contains(id))
            || (!groups.is_empty() && item.values("isVariantOf").next().is_some());
        if of_group || out.len() >= super::MAX_PAGE {
            continue;
        }
        if item.format == Format::OpenGraph && out.iter().any(|f| f.value.price.is_some()) {
            continue;
        }
        let Some(found) = product(doc, item, context, page_vat) else { continue };
        let key = format!("{} {}", found.value.name.to_lowercase(), found.value.url);
        let bare = found.value.name.to_lowercase();
        // The same product may be stated in two formats, once with less.
        let known = names.get(&key).or_else(|| names.get(&bare)).copied();
        let known = known.and_then(|place| out.get_mut(place)).filter(|known| {
            known.value.price.is_none()
                || found.value.price.is_none()
                || (known.value.url == found.value.url && known.value.price == found.value.price)
        });
        if let Some(known) = known {
            super::fill(&mut known.value, found.value);
            continue;
        }
        names.entry(key).or_insert(out.len());
        names.entry(bare).or_insert(out.len());
        out.push(found);
    }
    out
}

fn product(
    doc: &Document,
    item: &Item,
    context: Context<'_>,
    page_vat: &'static str,
) -> Option<Found<Product>> {
    if NOT_PRODUCTS.iter().any(|name| item.is(name)) || item.types.is_empty() {
        return None;
    }
    let name = item.text("name").or_else(|| item.text("title"))?.trim().to_owned();
    let by_type = PRODUCTS.iter().any(|name| item.is(name));
    let asked = asked(item, context);
    // OpenGraph names the page as much as the product; it needs a price.
    let enough = asked.is_some() || (by_type && item.format != Format::OpenGraph);
    if name.is_empty() || !enough {
        return None;
    }
    let address = item
        .text("url")
        .or_else(|| item.items("offers").find_map(|offer| offer.text("url")))
        .or_else(|| item.id.as_deref().filter(|id| id.starts_with("http")))
        .and_then(|address| doc.base.join(address).ok())
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .unwrap_or_else(|| doc.url.clone());
    let excerpt = match &asked {
        Some(Asked { money, .. }) => {
            format!("{name}: {} {}", money.amount, money.currency.as_deref().unwrap_or(""))
        }
        None => name.clone(),
    };
    let vat = vat_of(item).unwrap_or(page_vat);
    let kind = asked.as_ref().map(|asked| asked.kind);
    let (price, old) = asked.map_or((None, None), |asked| (Some(asked.money), asked.old));
    let product = Product {
        url: without_fragment(address),
        name,
        price,
        vat,
        price_kind: kind,
        old_price: old,
    };
    Some(Found::at(doc, item.node, excerpt.trim(), product))
}

fn without_fragment(mut url: Url) -> String {
    url.set_fragment(None);
    url.to_string()
}

/// What offers ask for an item.
struct Asked {
    money: Money,
    kind: &'static str,
    old: Option<Money>,
}

/// The price of the first offer that has one, or of the item itself; of offers
/// that differ, the lowest.
fn asked(item: &Item, context: Context<'_>) -> Option<Asked> {
    let offers = item.items("offers").flat_map(|offer| {
        // An aggregate of offers may list them in turn.
        std::iter::once(offer).chain(offer.items("offers"))
    });
    let variants = item.items("hasVariant").flat_map(|variant| variant.items("offers"));
    let places = offers.chain(variants).chain(std::iter::once(item)).take(50);
    let mut found: Vec<Asked> = places.filter_map(|offer| of_offer(offer, context)).collect();
    let value = |asked: &Asked| asked.money.amount.parse::<f64>().unwrap_or(f64::MAX);
    let first = found.first()?;
    let currency = first.money.currency.clone();
    let differ =
        found.iter().any(|a| a.money.currency == currency && a.money.amount != first.money.amount);
    if !differ {
        return Some(found.swap_remove(0));
    }
    let lowest = found
        .into_iter()
        .filter(|a| a.money.currency == currency)
        .min_by(|a, b| value(a).total_cmp(&value(b)))?;
    Some(Asked { kind: "from", ..lowest })
}

/// What one offer asks, out of its specifications where it has any.
fn of_offer(offer: &Item, context: Context<'_>) -> Option<Asked> {
    let old_type = |place: &Item| {
        place.text("priceType").is_some_and(|kind| {
            let kind = kind.rsplit('/').next().unwrap_or(kind);
            OLD_TYPES.iter().any(|old| kind.eq_ignore_ascii_case(old))
        })
    };
    // A price for a kilogram says what it is measured by; one for a piece may too.
    let measured = |place: &Item| {
        place.items("referenceQuantity").any(|quantity| {
            let unit = quantity.text("unitCode").or_else(|| quantity.text("unitText"));
            unit.is_some_and(|unit| !matches!(unit, "C62" | "H87" | "EA" | "PCE" | "NMP"))
        })
    };
    let specifications: Vec<&Item> = offer.items("priceSpecification").take(20).collect();
    let plain = specifications.iter().filter(|s| !old_type(s) && !measured(s)).copied();
    let places: Vec<&Item> = std::iter::once(offer).chain(plain).collect();
    let old = || {
        let listed = specifications.iter().filter(|s| old_type(s));
        let listed = listed.filter_map(|s| price(s, offer, &["price"], context));
        let named = std::iter::once(offer).filter_map(|o| price(o, o, OLD_PRICES, context));
        listed.chain(named).next()
    };
    let names = |place: &Item| place.text("salePrice").is_some() || place.text("price").is_some();
    let (place, money) = places.iter().find_map(|place| {
        price(place, offer, &["salePrice", "price", "lowPrice", "minPrice"], context)
            .map(|money| (*place, money))
    })?;
    let several = !names(place)
        && match place.text("highPrice").or_else(|| place.text("maxPrice")) {
            Some(high) => place.text("lowPrice").or(place.text("minPrice")) != Some(high),
            None => true,
        };
    let more = |old: &Money| {
        let value = |money: &Money| money.amount.parse::<f64>().unwrap_or(0.0);
        value(old) > value(&money)
    };
    let dearer = place
        .text("salePrice")
        .and_then(|_| price(place, offer, &["price"], context))
        .or_else(old)
        .filter(more);
    Some(Asked { kind: if several { "from" } else { "current" }, money, old: dearer })
}

fn price(place: &Item, offer: &Item, names: &[&str], context: Context<'_>) -> Option<Money> {
    let text = names.iter().find_map(|name| place.text(name))?;
    let currency = place.text("priceCurrency").or_else(|| offer.text("priceCurrency"));
    // schema.org writes a point before decimals, so `10.125` is no thousand.
    let pointed = text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.bytes().filter(|b| *b == b'.').count() == 1;
    let parsed = parse(
        text,
        PriceHints {
            currency,
            language: context.language,
            country: context.country,
            decimal_separator: pointed.then_some('.'),
        },
    );
    Some(Money { amount: parsed.amount?, currency: parsed.currency })
}

/// `valueAddedTaxIncluded` of the offer's price specification.
fn vat_of(item: &Item) -> Option<&'static str> {
    let offers = item.items("offers");
    let mut places =
        offers.flat_map(|offer| std::iter::once(offer).chain(offer.items("priceSpecification")));
    let text = places.find_map(|place| place.text("valueAddedTaxIncluded"))?;
    match text.rsplit('/').next()?.to_ascii_lowercase().as_str() {
        "true" => Some("included"),
        "false" => Some("excluded"),
        _ => Some(vat::UNSTATED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    fn products(source: &str) -> Vec<Product> {
        let doc = Document::parse(source, &Url::parse("https://shop.example/a").unwrap());
        let context = Context {
            vocabulary: Vocabulary::built_in(),
            language: Some("sv"),
            country: Some("SE"),
        };
        let items = structured::items(&doc);
        read(&doc, items, context, "unstated").into_iter().map(|found| found.value).collect()
    }

    #[test]
    fn offers_give_the_price() {
        let found = products(
            r#"<script type="application/ld+json">{"@type":"Product","name":"Lampa","url":"/lampa",
            "offers":{"@type":"Offer","price":"129.5","priceCurrency":"SEK",
            "priceSpecification":{"valueAddedTaxIncluded":true}}}</script>"#,
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].url, "https://shop.example/lampa");
        assert_eq!(found[0].vat, "included");
        let money = found[0].price.as_ref().unwrap();
        assert_eq!((money.amount.as_str(), money.currency.as_deref()), ("129.50", Some("SEK")));
    }

    #[test]
    fn variants_are_one_product_from_the_lowest_price() {
        let found = products(
            r##"<script type="application/ld+json">{"@type":"ProductGroup","name":"Te","hasVariant":[
            {"@type":"Product","@id":"#a","name":"Te 100 g","offers":{"price":89,"priceCurrency":"SEK"}},
            {"@type":"Product","@id":"#b","name":"Te 50 g","offers":{"price":49,"priceCurrency":"SEK"}}]}</script>"##,
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].price.as_ref().unwrap().amount, "49.00");
        assert_eq!(found[0].price_kind, Some("from"));
    }

    #[test]
    fn list_and_unit_prices_are_not_asked() {
        let found = products(
            r#"<script type="application/ld+json">{"@type":"Product","name":"Honung","offers":{
            "priceCurrency":"SEK","priceSpecification":[
            {"@type":"UnitPriceSpecification","price":199,"referenceQuantity":{"unitCode":"KGM"}},
            {"@type":"UnitPriceSpecification","price":99,"priceType":"https://schema.org/ListPrice"},
            {"@type":"PriceSpecification","price":79}]}}</script>"#,
        );
        assert_eq!(found[0].price.as_ref().unwrap().amount, "79.00");
        assert_eq!(found[0].old_price.as_ref().unwrap().amount, "99.00");
    }

    #[test]
    fn opengraph_gives_way_to_what_says_more() {
        let found = products(
            r#"<meta property="og:type" content="product"><meta property="og:title" content="Lampa | Boden">
            <meta property="product:price:amount" content="99"><script type="application/ld+json">
            {"@type":"Product","name":"Lampa","offers":{"price":99,"priceCurrency":"SEK"}}</script>"#,
        );
        assert_eq!(found.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Lampa"]);
    }

    #[test]
    fn an_event_counts_with_a_price_only() {
        let event = |offers| {
            products(&format!(
                r#"<script type="application/ld+json">{{"@type":"Event","name":"Kurs"{offers}}}</script>"#
            ))
        };
        assert_eq!(event(r#","offers":{"lowPrice":90,"priceCurrency":"EUR"}"#).len(), 1);
        assert!(event("").is_empty());
        assert!(
            products(
                r#"<script type="application/ld+json">{"@type":"Organization","name":"X"}</script>"#
            )
            .is_empty()
        );
    }
}
