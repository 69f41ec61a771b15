//! The Open Graph protocol (`og:`, `product:`), as one item a page.

use super::{Format, Item, Value, clean};
use crate::extract::Document;

/// Names of the protocol that schema.org has another word for.
const NAMES: &[(&str, &str)] = &[
    ("title", "name"),
    ("price:amount", "price"),
    ("price:currency", "priceCurrency"),
    ("sale_price:amount", "salePrice"),
    ("phone_number", "telephone"),
    ("street-address", "streetAddress"),
    ("postal-code", "postalCode"),
    ("locality", "addressLocality"),
    ("country-name", "addressCountry"),
    ("street_address", "streetAddress"),
    ("postal_code", "postalCode"),
    ("country_name", "addressCountry"),
];

/// Types of the protocol that schema.org has another word for.
const TYPES: &[(&str, &str)] = &[
    ("product", "Product"),
    ("product.item", "Product"),
    ("og:product", "Product"),
    ("product.group", "ProductGroup"),
    ("website", "WebSite"),
    ("article", "Article"),
    ("business.business", "LocalBusiness"),
    ("restaurant.restaurant", "Restaurant"),
];

/// The item, when the page uses the protocol.
pub(super) fn item(doc: &Document) -> Option<Item> {
    let mut item: Option<Item> = None;
    for meta in &doc.meta {
        let Some((prefix, name)) = meta.name.split_once(':') else { continue };
        if !matches!(prefix, "og" | "product" | "business" | "place") {
            continue;
        }
        let value = clean(&meta.content);
        if value.is_empty() {
            continue;
        }
        let item = item.get_or_insert_with(|| Item::new(Format::OpenGraph, meta.node));
        if (prefix, name) == ("og", "type") {
            let known = TYPES.iter().find(|(theirs, _)| value.eq_ignore_ascii_case(theirs));
            item.types.push(known.map_or(value, |(_, ours)| (*ours).to_owned()));
            continue;
        }
        let name = name.strip_prefix("contact_data:").unwrap_or(name);
        let name = name.strip_prefix("product:").unwrap_or(name);
        let name = NAMES.iter().find(|(theirs, _)| *theirs == name).map_or(name, |(_, ours)| ours);
        item.push(name, Value::Text(value));
    }
    item
}

#[cfg(test)]
mod tests {
    use super::super::{Format, tests::read};

    #[test]
    fn names_become_those_of_schema_org() {
        let items = read(
            r#"<meta property="og:type" content="product"><meta property="og:title" content="Lamp">
            <meta property="product:price:amount" content="129.00"><meta property="product:price:currency" content="SEK">"#,
        );
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].format, Format::OpenGraph);
        assert!(items[0].is("Product"));
        assert_eq!(items[0].text("name"), Some("Lamp"));
        assert_eq!(items[0].text("price"), Some("129.00"));
        assert_eq!(items[0].text("priceCurrency"), Some("SEK"));
    }
}
