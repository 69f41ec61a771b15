//! Reads JSContact (RFC 9553), the contact format that newer RDAP servers send.
//!
//! Drafts of the format wrote `fullName` and `fullAddress` where the standard has
//! `name.full` and `address.full`; both are read. Who the contact is to the
//! domain is not known here.

use super::country;
use super::jcard::Card;
use serde_json::Value;

/// The most items read of one list or map.
const MAX_ITEMS: usize = 50;

/// Reads a JSContact card.
pub(super) fn read(card: &Value) -> Card {
    let name = card.get("name");
    let full =
        name.and_then(|name| text(name.get("full")?)).or_else(|| text(card.get("fullName")?));
    let components = || joined(name?.get("components")?, &["title", "given", "given2", "surname"]);
    let organization = items(card.get("organizations")).find_map(|item| text(item.get("name")?));
    let named = name.is_some() || card.get("fullName").is_some();
    let name = full.or_else(components);
    Card {
        emptied: named && name.is_none(),
        name,
        organization,
        country: items(card.get("addresses")).find_map(country_of).map(str::to_owned),
        is_organization: card.get("kind").and_then(Value::as_str) == Some("org"),
    }
}

/// The values of a map, as the standard has it, or of a list.
fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let values: Vec<&Value> = match value {
        Some(Value::Object(map)) => map.values().take(MAX_ITEMS).collect(),
        Some(Value::Array(list)) => list.iter().take(MAX_ITEMS).collect(),
        _ => Vec::new(),
    };
    values.into_iter()
}

fn text(value: &Value) -> Option<String> {
    let folded = value.as_str()?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!folded.is_empty()).then_some(folded)
}

/// The values of the components of these kinds, in their order.
fn joined(components: &Value, kinds: &[&str]) -> Option<String> {
    let is_of = |item: &&Value| {
        item.get("kind").and_then(Value::as_str).is_some_and(|k| kinds.contains(&k))
    };
    let parts: Vec<String> =
        items(Some(components)).filter(is_of).filter_map(|item| text(item.get("value")?)).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The country of an address: its code, its component, or the last line.
fn country_of(address: &Value) -> Option<&'static str> {
    let member = |name: &str| address.get(name).and_then(Value::as_str);
    member("countryCode")
        .and_then(country::code)
        .or_else(|| {
            let named = joined(address.get("components")?, &["country"])?;
            country::code(&named)
        })
        .or_else(|| member("country").and_then(country::code))
        .or_else(|| {
            let full = member("full").or_else(|| member("fullAddress"))?;
            full.lines().rev().take(3).find_map(|line| {
                country::code(line).or_else(|| country::code(line.rsplit(',').next()?))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_card_of_the_standard_is_read() {
        let card = read(&json!({
            "@type": "Card", "version": "1.0", "kind": "individual",
            "name": {"components": [{"kind": "given", "value": "Erik"}, {"kind": "surname", "value": "Blå"}]},
            "organizations": {"org": {"name": "Blå Kittel AB"}},
            "addresses": {"addr": {"components": [{"kind": "locality", "value": "Byen"}, {"kind": "country", "value": "Norway"}]}}
        }));
        assert_eq!(card.name.as_deref(), Some("Erik Blå"));
        assert_eq!(card.organization.as_deref(), Some("Blå Kittel AB"));
        assert_eq!(card.country.as_deref(), Some("NO"));
        assert!(!card.is_organization && !card.emptied);
    }

    #[test]
    fn a_card_of_the_drafts_is_read() {
        let card = read(&json!({
            "kind": "org", "fullName": "Blå Kittel AB",
            "addresses": {"a": {"fullAddress": "Gatan 1\n111 11 Orten\nSweden"}}
        }));
        assert_eq!(card.name.as_deref(), Some("Blå Kittel AB"));
        assert_eq!(card.country.as_deref(), Some("SE"));
        assert!(card.is_organization);
    }

    #[test]
    fn an_emptied_name_is_told_from_none() {
        assert!(read(&json!({"name": {"full": ""}})).emptied);
        for card in
            [json!(null), json!([]), json!({}), json!({"addresses": 1, "organizations": [1]})]
        {
            assert_eq!(read(&card), Card::default(), "{card}");
        }
    }
}
