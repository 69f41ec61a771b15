//! Reads jCard (RFC 7095), the contact format of RDAP.
//!
//! A jCard is `["vcard", [[name, parameters, type, value, ...], ...]]`. Servers
//! leave out parameters, put text where a list belongs, or nest what should be
//! flat, so every step takes what it can and passes over the rest.

use super::country;
use serde_json::Value;

/// What a contact card says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Card {
    /// `fn`, the formatted name.
    pub(super) name: Option<String>,
    /// `org`, its first part.
    pub(super) organization: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub(super) country: Option<String>,
    /// `kind` is `org`.
    pub(super) is_organization: bool,
    /// A name was there but empty, as redaction by empty value leaves it.
    pub(super) emptied: bool,
}

/// The most properties read of one card.
const MAX_PROPERTIES: usize = 200;

/// Reads the value of `vcardArray`.
pub(super) fn read(card: &Value) -> Card {
    let mut out = Card::default();
    let properties = card.get(1).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for property in properties.iter().take(MAX_PROPERTIES) {
        let Some(name) = property.get(0).and_then(Value::as_str) else { continue };
        let value = property.get(3).unwrap_or(&Value::Null);
        match name.to_ascii_lowercase().as_str() {
            "fn" => {
                out.emptied |= text(value).is_none();
                out.name = out.name.or_else(|| text(value));
            }
            "org" => out.organization = out.organization.or_else(|| text(value)),
            "kind" => {
                out.is_organization |= text(value).is_some_and(|k| k.eq_ignore_ascii_case("org"))
            }
            "adr" => {
                let parameters = property.get(1).unwrap_or(&Value::Null);
                out.country = out.country.or_else(|| country_of(parameters, value));
            }
            _ => {}
        }
    }
    out
}

/// Text, or the first text of a list.
fn text(value: &Value) -> Option<String> {
    let found = match value {
        Value::String(text) => text.as_str(),
        Value::Array(parts) => {
            parts.iter().find_map(|part| part.as_str().filter(|t| !t.trim().is_empty()))?
        }
        _ => return None,
    };
    let folded = found.split_whitespace().collect::<Vec<_>>().join(" ");
    (!folded.is_empty()).then_some(folded)
}

/// The country of an address: the `cc` parameter (RFC 8605), the seventh part of
/// the value, or the last line of the label.
fn country_of(parameters: &Value, value: &Value) -> Option<String> {
    let parameter = |name: &str| {
        let object = parameters.as_object()?;
        let (_, value) = object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        text(value)
    };
    parameter("cc")
        .as_deref()
        .and_then(country::code)
        .or_else(|| value.get(6).and_then(text).as_deref().and_then(country::code))
        .or_else(|| {
            let label =
                parameters.get("label").and_then(Value::as_str).or_else(|| value.as_str())?;
            label.lines().rev().take(3).find_map(|line| {
                country::code(line).or_else(|| country::code(line.rsplit(',').next()?))
            })
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_card_is_read() {
        let card = read(&json!(["vcard", [
            ["version", {}, "text", "4.0"],
            ["fn", {}, "text", "Erik Jansson"],
            ["org", {"type": "work"}, "text", ["Blå Kittel AB", "Kaffe"]],
            ["adr", {}, "text", ["", "", ["Gatan 1", "2 tr"], "Orten", "", "111 11", "Sweden"]],
        ]]));
        assert_eq!(card.name.as_deref(), Some("Erik Jansson"));
        assert_eq!(card.organization.as_deref(), Some("Blå Kittel AB"));
        assert_eq!(card.country.as_deref(), Some("SE"));
    }

    #[test]
    fn the_country_may_stand_in_parameter_or_label() {
        let with = |parameters: Value| {
            read(&json!(["vcard", [["adr", parameters, "text", ["", "", "", "", "", "", ""]]]]))
                .country
        };
        assert_eq!(with(json!({"CC": "no"})).as_deref(), Some("NO"));
        assert_eq!(with(json!({"label": "Gate 1\n0001 Byen\nNorway"})).as_deref(), Some("NO"));
    }

    #[test]
    fn malformed_cards_give_nothing() {
        for card in [
            json!(null),
            json!([]),
            json!("vcard"),
            json!(["vcard", [[], [1], ["fn"], ["org", 1, 2, {}]]]),
        ] {
            assert_eq!(Card { emptied: false, ..read(&card) }, Card::default());
        }
    }
}
