//! Reads RDAP answers (RFC 9083).
//!
//! Evidence is what the domain object says of itself: events, statuses, name
//! servers, and the entities by role. The registrar's own expiry is not the
//! registry's and counts for nothing; an entity inside the registrar's is not
//! the domain's. Servers differ much in care, so what is malformed is passed
//! over and the rest is read.

use super::{Registrant, Registration, date, jcard, jscontact, status};
use serde_json::Value;

/// The most bytes read.
const MAX_BYTES: usize = 4 << 20;
/// The most items read of any list.
const MAX_ITEMS: usize = 200;
/// How deep entities may stand within entities.
const MAX_DEPTH: usize = 4;

/// Reads an RDAP domain object, or the error that came in its place.
#[must_use]
pub fn read(text: &str) -> Registration {
    let mut out = Registration::default();
    if text.len() > MAX_BYTES {
        return out;
    }
    let Ok(json) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) else {
        return out;
    };
    // A search for a name (RFC 9083, 8) that found one.
    let json = match json.get("domainSearchResults").and_then(Value::as_array) {
        Some(found) => match found.as_slice() {
            [one] => one.clone(),
            _ => return out,
        },
        None => json,
    };
    if let Some(code) = json.get("errorCode").and_then(number) {
        out.registered = (code == 404).then_some(false);
        out.rate_limited = code == 429;
        return out;
    }
    let class = json.get("objectClassName").and_then(Value::as_str);
    let name = host(&json);
    if class.map_or(name.is_none(), |class| !class.eq_ignore_ascii_case("domain")) {
        return out;
    }
    out.domain = name;
    out.registered = Some(true);
    out.created = event(&json, "registration");
    out.updated = event(&json, "last changed");
    out.expires = event(&json, "expiration");
    let statuses: Vec<String> = strings(&json, "status").collect();
    out.statuses = status::epp_names(statuses.iter().map(String::as_str));
    out.name_servers = unique(list(&json, "nameservers").filter_map(host));
    out.registrar = with_role(&json, "registrar", MAX_DEPTH)
        .or_else(|| with_role(&json, "sponsor", MAX_DEPTH))
        .and_then(entity_name);
    let holder = with_role(&json, "registrant", MAX_DEPTH);
    let (registrant, hidden) = holder.map_or((Registrant::default(), false), registrant);
    let unnamed = registrant.name.is_none() && registrant.organization.is_none();
    out.redacted = hidden || (unnamed && (holder.is_some() || redacts_registrant(&json)));
    out.registrant = (registrant != Registrant::default()).then_some(registrant);
    out
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// The items of a member that is a list, or the one item it is.
fn list<'a>(object: &'a Value, member: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    let items = match object.get(member) {
        Some(Value::Array(items)) => items.as_slice(),
        Some(Value::Null) | None => &[],
        Some(one) => std::slice::from_ref(one),
    };
    items.iter().take(MAX_ITEMS)
}

fn strings(object: &Value, member: &str) -> impl Iterator<Item = String> {
    list(object, member).filter_map(Value::as_str).map(str::to_owned)
}

fn unique(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for item in items {
        if !item.is_empty() && !out.contains(&item) {
            out.push(item);
        }
    }
    out
}

/// The name of a domain or name server, lower case and in A-labels.
fn host(object: &Value) -> Option<String> {
    let member = |name: &str| object.get(name).and_then(Value::as_str);
    let name = member("ldhName").or_else(|| member("unicodeName")).or_else(|| object.as_str())?;
    let name = name.trim().trim_end_matches('.');
    let ascii = idna::domain_to_ascii(name).unwrap_or_else(|_| name.to_lowercase());
    (!ascii.is_empty() && ascii.len() <= 253).then_some(ascii)
}

/// The day of the first event of this action.
fn event(object: &Value, action: &str) -> Option<String> {
    list(object, "events")
        .filter(|event| {
            let found = event.get("eventAction").and_then(Value::as_str).unwrap_or("");
            found.trim().replace(['_', '-'], " ").eq_ignore_ascii_case(action)
        })
        .find_map(|event| {
            date::read(event.get("eventDate").and_then(Value::as_str)?, date::Order::DayFirst)
        })
}

fn has_role(entity: &Value, role: &str) -> bool {
    list(entity, "roles").filter_map(Value::as_str).any(|r| r.trim().eq_ignore_ascii_case(role))
}

/// The first entity with this role: the domain's own before those within other
/// entities, and none of the registrar's.
fn with_role<'a>(object: &'a Value, role: &str, depth: usize) -> Option<&'a Value> {
    if depth == 0 {
        return None;
    }
    list(object, "entities").find(|entity| has_role(entity, role)).or_else(|| {
        list(object, "entities")
            .filter(|entity| !has_role(entity, "registrar"))
            .find_map(|entity| with_role(entity, role, depth - 1))
    })
}

/// The name of a registrar: as its card gives it, else its handle.
fn entity_name(entity: &Value) -> Option<String> {
    let card = card_of(entity);
    let handle = || entity.get("handle").and_then(Value::as_str).map(str::to_owned);
    card.name.or(card.organization).or_else(handle).filter(|name| !name.trim().is_empty())
}

/// The contact card of an entity: jCard, or JSContact where a server sends that.
fn card_of(entity: &Value) -> jcard::Card {
    if let Some(card) = entity.get("vcardArray") {
        return jcard::read(card);
    }
    ["jscard", "jscard_0", "jscontact_card"]
        .iter()
        .find_map(|member| entity.get(*member))
        .map_or_else(jcard::Card::default, jscontact::read)
}

/// The holder, and whether it is hidden.
fn registrant(entity: &Value) -> (Registrant, bool) {
    let card = card_of(entity);
    let is_company =
        |name: &String| card.is_organization || crate::names::legal_form(name).is_some();
    let (name, organization) = match (card.name, card.organization) {
        (Some(name), None) if is_company(&name) => (None, Some(name)),
        pair => pair,
    };
    let (registrant, hidden) = Registrant {
        name,
        organization,
        registration_number: registration_number(entity),
        country: card.country,
    }
    .settle();
    let unnamed = registrant.name.is_none() && registrant.organization.is_none();
    (registrant, hidden || (unnamed && (card.emptied || says_redacted(entity))))
}

/// Remarks by which servers said that data is hidden before RFC 9537.
fn says_redacted(entity: &Value) -> bool {
    list(entity, "remarks").any(|remark| {
        let is = |member: &str| {
            remark.get(member).and_then(Value::as_str).is_some_and(|text| {
                let text = text.to_ascii_lowercase();
                text.contains("redacted") || text.contains("due to authorization")
            })
        };
        is("title") || is("type")
    })
}

/// Whether the `redacted` list (RFC 9537) names the registrant's name or
/// organisation.
fn redacts_registrant(json: &Value) -> bool {
    list(json, "redacted").any(|item| {
        let name = item.get("name");
        let text = ["type", "description"]
            .iter()
            .find_map(|member| name?.get(member)?.as_str())
            .unwrap_or("")
            .to_ascii_lowercase();
        let named = text.starts_with("registrant")
            && (text == "registrant" || text.contains("name") || text.contains("organi"));
        named || ["prePath", "postPath"].iter().any(|member| is_path_of_name(item.get(*member)))
    })
}

/// Whether a JSONPath leads to the registrant, or to its name in the card:
/// `$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='fn')][3]`.
fn is_path_of_name(path: Option<&Value>) -> bool {
    let Some(path) = path.and_then(Value::as_str).filter(|path| path.len() <= 400) else {
        return false;
    };
    let compact: String = path
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == '"' { '\'' } else { c })
        .collect();
    let Some((_, rest)) = compact.split_once("'registrant'") else { return false };
    let whole = rest.trim_start_matches([')', ']']).is_empty();
    whole || rest.contains("'fn'") || rest.contains("'org'") || rest.contains("organizations")
}

/// Members and types, squeezed to letters, that hold an organisation number in
/// registries' extensions.
const NUMBER_NAMES: &[&str] = &[
    "organizationnumber",
    "organisationnumber",
    "registrationnumber",
    "registernumber",
    "companynumber",
    "businessid",
    "businessnumber",
    "enterprisenumber",
    "vatnumber",
    "orgno",
    "orgnumber",
    "orgnr",
    "siren",
    "siret",
];

fn is_number_name(name: &str) -> bool {
    let letters: String = name
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .take(60)
        .collect();
    NUMBER_NAMES.iter().any(|known| letters.contains(known))
}

/// The organisation number of an entity: a public identifier, or a member of an
/// extension.
fn registration_number(entity: &Value) -> Option<String> {
    let public = list(entity, "publicIds").find_map(|id| {
        let kind = id.get("type").and_then(Value::as_str).unwrap_or("");
        let registrar = kind.to_ascii_lowercase().contains("registrar");
        text_or_number(id.get("identifier")?).filter(|_| !registrar)
    });
    let in_card = || {
        let properties = entity.get("vcardArray")?.get(1)?.as_array()?;
        properties.iter().take(MAX_ITEMS).find_map(|property| {
            let name = property.get(0)?.as_str()?;
            let extended = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x-"));
            text_or_number(property.get(3)?).filter(|_| extended && is_number_name(name))
        })
    };
    public.or_else(in_card).or_else(|| {
        let members = entity.as_object()?;
        let standard =
            ["vcardArray", "events", "links", "entities", "remarks", "notices", "redacted"];
        members
            .iter()
            .filter(|(name, _)| !standard.contains(&name.as_str()))
            .take(MAX_ITEMS)
            .find_map(|(name, value)| number_in(name, value, 3))
    })
}

fn number_in(name: &str, value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::String(_) | Value::Number(_) if is_number_name(name) => text_or_number(value),
        Value::Object(members) if depth > 0 => {
            let member = |name: &str| members.get(name);
            let typed = member("type").and_then(Value::as_str).is_some_and(is_number_name);
            let held = member("value").or_else(|| member("identifier")).filter(|_| typed);
            held.and_then(text_or_number).or_else(|| {
                members
                    .iter()
                    .take(MAX_ITEMS)
                    .find_map(|(name, value)| number_in(name, value, depth - 1))
            })
        }
        Value::Array(items) if depth > 0 => {
            items.iter().take(MAX_ITEMS).find_map(|item| number_in(name, item, depth - 1))
        }
        _ => None,
    }
}

fn text_or_number(value: &Value) -> Option<String> {
    let text = value
        .as_str()
        .map(str::trim)
        .map(str::to_owned)
        .or_else(|| value.as_u64().map(|n| n.to_string()))?;
    (!text.is_empty() && text.len() <= 40).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn answer() -> Value {
        json!({
            "objectClassName": "domain",
            "ldhName": "BLUE-KETTLE.EXAMPLE.",
            "status": ["client transfer prohibited", "active"],
            "events": [
                {"eventAction": "registrar expiration", "eventDate": "2030-01-01T00:00:00Z"},
                {"eventAction": "registration", "eventDate": "2001-02-03T04:05:06Z"},
                {"eventAction": "expiration", "eventDate": "2027-02-03T04:05:06Z"},
                {"eventAction": "last changed", "eventDate": "2026-01-01T00:00:00Z"}
            ],
            "nameservers": [{"ldhName": "NS1.HOST.EXAMPLE."}, {"ldhName": "ns2.host.example"}, "ns2.host.example"],
            "entities": [
                {"roles": ["registrar"], "publicIds": [{"type": "IANA Registrar ID", "identifier": "1"}],
                 "vcardArray": ["vcard", [["fn", {}, "text", "Red Registrar AB"]]],
                 "entities": [{"roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "Not the holder"]]]}]},
                {"roles": ["registrant"],
                 "publicIds": [{"type": "organization number", "identifier": "556000-0000"}],
                 "vcardArray": ["vcard", [["fn", {}, "text", "Blå Kittel AB"], ["adr", {"cc": "SE"}, "text", []]]]}
            ]
        })
    }

    #[test]
    fn a_domain_is_read() {
        let read = read(&answer().to_string());
        assert_eq!(read.domain.as_deref(), Some("blue-kettle.example"));
        assert_eq!(read.registered, Some(true));
        assert_eq!(read.created.as_deref(), Some("2001-02-03"));
        assert_eq!(read.expires.as_deref(), Some("2027-02-03"));
        assert_eq!(read.updated.as_deref(), Some("2026-01-01"));
        assert_eq!(read.statuses, ["clientTransferProhibited"]);
        assert_eq!(read.name_servers, ["ns1.host.example", "ns2.host.example"]);
        assert_eq!(read.registrar.as_deref(), Some("Red Registrar AB"));
        let holder = read.holder().unwrap();
        assert_eq!(holder.organization.as_deref(), Some("Blå Kittel AB"));
        assert_eq!(holder.registration_number.as_deref(), Some("556000-0000"));
        assert_eq!(holder.country.as_deref(), Some("SE"));
    }

    /// The answer with another registrant, and other members.
    fn with(registrant: Value, members: Value) -> Registration {
        let mut answer = answer();
        answer["entities"][1] = registrant;
        for (name, value) in members.as_object().unwrap() {
            answer[name] = value.clone();
        }
        read(&answer.to_string())
    }

    #[test]
    fn a_path_of_redaction_tells_what_is_hidden() {
        let path = |property: &str| {
            json!({"redacted": [{"name": {"type": "some name"}, "method": "removal", "prePath":
                format!("$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='{property}')]")}]})
        };
        assert!(with(json!({}), path("fn")).redacted);
        assert!(!with(json!({}), path("tel")).redacted);
        let whole =
            json!({"redacted": [{"prePath": "$.entities[?(@.roles[*] == \"registrant\")]"}]});
        assert!(with(json!({}), whole).redacted);
        // The person is hidden and the company is shown.
        let company = json!({"roles": ["registrant"], "vcardArray":
            ["vcard", [["fn", {}, "text", ""], ["org", {}, "text", ["Blå Kittel AB", ""]]]]});
        let read = with(company, path("fn"));
        assert!(!read.redacted);
        assert_eq!(read.holder().unwrap().organization.as_deref(), Some("Blå Kittel AB"));
    }

    #[test]
    fn numbers_stand_in_extensions_and_cards() {
        for (member, value) in [
            ("norid_identity", json!({"type": "organization_number", "value": "999888777"})),
            ("example_registrationNumber", json!("999888777")),
            (
                "vcardArray",
                json!([
                    "vcard",
                    [
                        ["fn", {}, "text", "Blå Kjele AS"],
                        ["x-org-number", {}, "text", "999888777"],
                        ["x-org-number-note", {}, "text", "1"]
                    ]
                ]),
            ),
        ] {
            let mut holder = json!({"roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "Blå Kjele AS"]]]});
            holder[member] = value;
            let read = with(holder, json!({}));
            assert_eq!(
                read.holder().unwrap().registration_number.as_deref(),
                Some("999888777"),
                "{member}"
            );
        }
    }

    #[test]
    fn a_card_of_jscontact_is_read() {
        let holder = json!({"roles": ["registrant"], "jscard": {"kind": "org", "name": {"full": "Blå Kittel AB"},
            "addresses": {"a": {"countryCode": "SE"}}}});
        let read = with(holder, json!({}));
        assert_eq!(read.holder().unwrap().organization.as_deref(), Some("Blå Kittel AB"));
        assert_eq!(read.holder().unwrap().country.as_deref(), Some("SE"));
    }

    #[test]
    fn a_search_that_found_one_domain_is_that_domain() {
        let found = json!({"domainSearchResults": [answer()]});
        assert_eq!(read(&found.to_string()).created.as_deref(), Some("2001-02-03"));
        let many = json!({"domainSearchResults": [answer(), answer()]});
        assert_eq!(read(&many.to_string()), Registration::default());
    }

    #[test]
    fn a_hidden_holder_is_redacted() {
        for entity in [
            json!({"roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", ""]]]}),
            json!({"roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "REDACTED FOR PRIVACY"]]]}),
            json!({"roles": "registrant", "remarks": [{"title": "REDACTED FOR PRIVACY"}]}),
        ] {
            let mut answer = answer();
            answer["entities"] = json!([entity]);
            let read = read(&answer.to_string());
            assert!(read.redacted && read.holder().is_none(), "{entity}");
        }
        let mut removed = answer();
        removed["entities"] = json!([]);
        assert!(!read(&removed.to_string()).redacted);
        removed["redacted"] =
            json!([{"name": {"description": "Registrant Name"}, "method": "removal"}]);
        assert!(read(&removed.to_string()).redacted);
    }

    #[test]
    fn errors_are_told_apart() {
        assert_eq!(read(r#"{"errorCode": 404}"#).registered, Some(false));
        assert!(read(r#"{"errorCode": "429"}"#).rate_limited);
        assert_eq!(read(r#"{"errorCode": 500}"#), Registration::default());
        assert_eq!(read(r#"{"objectClassName": "help"}"#), Registration::default());
        assert_eq!(read("<html>"), Registration::default());
    }

    #[test]
    fn numbers_are_found_in_extensions() {
        let entity =
            json!({"norid_identities": [{"type": "organization_number", "value": "900000000"}]});
        assert_eq!(registration_number(&entity).as_deref(), Some("900000000"));
        let entity = json!({"businessId": "1234567-8"});
        assert_eq!(registration_number(&entity).as_deref(), Some("1234567-8"));
    }

    proptest! {
        #[test]
        fn cut_answers_do_not_break_it(cut in 0_usize..1500, junk in "\\PC{0,20}") {
            let text = answer().to_string();
            let head: String = text.chars().take(cut).collect();
            let _ = read(&format!("{head}{junk}"));
        }
    }
}
