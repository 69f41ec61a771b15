//! Products that the page states as structured data.
//!
//! Items of schema.org's `Product` and its kin count with a name; things of
//! other types (services, events, courses) only with an offer that has a price.

use super::vat;
use crate::extract::price::parse::{PriceHints, parse};
use crate::extract::structured::{self, Format, Item};
use crate::extract::{Context, Document, Found, Money, Product};
use url::Url;

/// Types that are on sale by what they are.
const PRODUCTS: &[&str] =
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

/// The products of a page.
pub(super) fn read(
    doc: &Document,
    items: &[Item],
    context: Context<'_>,
    page_vat: &'static str,
) -> Vec<Found<Product>> {
    structured::all(items)
        .into_iter()
        .filter_map(|item| product(doc, item, context, page_vat))
        .take(super::MAX_PAGE)
        .collect()
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
    let money = money(item, context);
    // OpenGraph names the page as much as the product; it needs a price.
    let enough = money.is_some() || (by_type && item.format != Format::OpenGraph);
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
    let excerpt = match &money {
        Some(money) => {
            format!("{name}: {} {}", money.amount, money.currency.as_deref().unwrap_or(""))
        }
        None => name.clone(),
    };
    let vat = vat_of(item).unwrap_or(page_vat);
    let product = Product { url: without_fragment(address), name, price: money, vat };
    Some(Found::at(doc, item.node, excerpt.trim(), product))
}

fn without_fragment(mut url: Url) -> String {
    url.set_fragment(None);
    url.to_string()
}

/// The price of the first offer that has one, or of the item itself.
fn money(item: &Item, context: Context<'_>) -> Option<Money> {
    let offers = item.items("offers").flat_map(|offer| {
        // An aggregate of offers may list them in turn.
        std::iter::once(offer).chain(offer.items("offers"))
    });
    let variants = item.items("hasVariant").flat_map(|variant| variant.items("offers"));
    let mut places = offers.chain(variants).chain(std::iter::once(item)).take(50);
    places.find_map(|offer| {
        let specifications = offer.items("priceSpecification");
        std::iter::once(offer).chain(specifications).find_map(|place| price(place, offer, context))
    })
}

fn price(place: &Item, offer: &Item, context: Context<'_>) -> Option<Money> {
    let text = ["salePrice", "price", "lowPrice", "minPrice"]
        .into_iter()
        .find_map(|name| place.text(name))?;
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
