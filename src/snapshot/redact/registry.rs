//! Masks persons in RDAP and WHOIS answers and in SOA records.
//!
//! A contact is a company when it says so: an organisation is named, its kind is
//! `org`, or its name ends or begins with a legal form or was declared in the
//! application. Everything of a company but its e-mail and telephone is kept; of
//! a person the country is kept.

use super::text::Masker;
use crate::application::Application;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What stands instead of something masked.
pub(super) const MASK: &str = "REDACTED";

/// Deepest nesting of entities followed; RDAP servers nest two or three deep.
const DEEPEST: usize = 8;

/// Abbreviations of legal forms in company law, without dots, in the case they
/// are written in: `Ek` is a surname, `e.K.` is not.
const LEGAL_FORMS: [&str; 56] = [
    "AB", "Ab", "HB", "KB", "AS", "As", "ASA", "ANS", "ENK", "ApS", "APS", "A/S", "I/S", "K/S",
    "OY", "Oy", "Oyj", "OYJ", "Ky", "Tmi", "GmbH", "GMBH", "AG", "UG", "KG", "OHG", "GbR", "eK",
    "eV", "Ltd", "LTD", "Limited", "LIMITED", "PLC", "plc", "LLP", "LLC", "Inc", "INC", "Corp",
    "BV", "NV", "VOF", "SA", "SAS", "SARL", "SASU", "EURL", "SL", "SLU", "SpA", "SPA", "Srl",
    "SRL", "spzoo", "zoo",
];

/// Keys of WHOIS lines that hold a name.
const NAME_KEYS: [&str; 8] =
    ["name", "person", "contact", "holder", "registrant", "owner", "first name", "last name"];
/// Keys of WHOIS lines that hold part of an address.
const ADDRESS_KEYS: [&str; 12] = [
    "street",
    "address",
    "postal code",
    "postalcode",
    "postal address",
    "zip",
    "zipcode",
    "zip code",
    "city",
    "street address",
    "addr",
    "post address",
];
/// Keys of WHOIS lines that hold a telephone number.
const PHONE_KEYS: [&str; 10] = [
    "phone",
    "fax",
    "phone number",
    "fax number",
    "fax-no",
    "phone ext",
    "fax ext",
    "mobile",
    "tel",
    "telephone",
];
/// Keys of WHOIS lines that name an organisation.
const ORGANISATION_KEYS: [&str; 6] =
    ["organization", "organisation", "org", "org-name", "company", "registrant organization"];
/// Roles that WHOIS puts before a key: `Registrant Street`, `admin-c name`.
const ROLES: [&str; 10] = [
    "registrant",
    "admin",
    "administrative",
    "tech",
    "technical",
    "billing",
    "holder",
    "owner",
    "registrant contact",
    "contact",
];

/// Company names that were declared, lower case.
pub(super) fn company_names(application: Option<&Application>) -> BTreeSet<String> {
    let Some(application) = application else { return BTreeSet::new() };
    let names = application.legal_name.iter().chain(&application.trading_names);
    names.map(|name| name.trim().to_lowercase()).collect()
}

fn is_company(name: &str, declared: &BTreeSet<String>) -> bool {
    let form = |word: &str| {
        let word: String = word.chars().filter(|c| !matches!(c, '.' | ',' | '(' | ')')).collect();
        LEGAL_FORMS.contains(&word.as_str())
    };
    let mut words = name.split_whitespace();
    let (first, last) = (words.next(), words.next_back());
    // A form alone is no name.
    declared.contains(&name.trim().to_lowercase())
        || last.is_some_and(|last| form(last) || first.is_some_and(form))
}

/// Masks the person in `mname rname serial …`: the first label of `rname` is the
/// local part of an e-mail address (RFC 1035, 3.3.13).
pub(super) fn soa(record: &mut String) {
    let mut fields: Vec<String> = record.split_whitespace().map(str::to_owned).collect();
    if let Some(mailbox) = fields.get_mut(1) {
        // A dot within the local part is written `\.`.
        let mut end = None;
        let mut escaped = false;
        for (at, c) in mailbox.char_indices() {
            match c {
                '.' if !escaped => {
                    end = Some(at);
                    break;
                }
                _ => escaped = c == '\\' && !escaped,
            }
        }
        if let Some(domain) = end.and_then(|at| mailbox.get(at..)) {
            *mailbox = format!("redacted{domain}");
            *record = fields.join(" ");
        }
    }
}

/// Masks an RDAP answer. What is no JSON is masked as plain text.
pub(super) fn rdap(text: &str, declared: &BTreeSet<String>, masker: &mut Masker) -> String {
    let mut text = text.to_owned();
    if let Ok(mut value) = serde_json::from_str::<Value>(&text) {
        entities(&mut value, declared, 0);
        text = value.to_string();
    }
    masker.string(&mut text);
    text
}

fn entities(value: &mut Value, declared: &BTreeSet<String>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => {
            for item in items {
                entities(item, declared, depth + 1);
            }
        }
        Value::Object(object) => {
            let card = object.get_mut("vcardArray").and_then(|card| card.get_mut(1));
            if let Some(Value::Array(properties)) = card {
                jcard(properties, declared);
            }
            // The card of RFC 9553 holds the same again in another form.
            for newer in ["jscard", "jscontact_card"] {
                object.remove(newer);
            }
            nested(object, declared, depth);
        }
        _ => {}
    }
}

fn nested(object: &mut Map<String, Value>, declared: &BTreeSet<String>, depth: usize) {
    for value in object.values_mut() {
        if matches!(value, Value::Array(_) | Value::Object(_)) {
            entities(value, declared, depth + 1);
        }
    }
}

/// Masks a jCard (RFC 7095): a list of `[name, parameters, type, value…]`.
fn jcard(properties: &mut [Value], declared: &BTreeSet<String>) {
    let text_of = |wanted: &str| {
        let is = |property: &&Value| property.get(0).and_then(Value::as_str) == Some(wanted);
        let value = properties.iter().find(is)?.get(3)?;
        value.as_str().map(str::to_owned).or_else(|| Some(value.get(0)?.as_str()?.to_owned()))
    };
    let company = text_of("kind").is_some_and(|kind| kind.eq_ignore_ascii_case("org"))
        || text_of("org").is_some_and(|name| !name.trim().is_empty())
        || text_of("fn").is_some_and(|name| is_company(&name, declared));
    for property in properties {
        let Value::Array(fields) = property else { continue };
        let name = fields.first().and_then(Value::as_str).unwrap_or("").to_ascii_lowercase();
        match name.as_str() {
            "tel" => fields.iter_mut().skip(3).for_each(hide_digits),
            "fn" | "n" | "nickname" | "title" | "role" | "photo" | "bday" if !company => {
                fields.iter_mut().skip(3).for_each(hide_strings);
            }
            "adr" if !company => {
                if let Some(Value::Object(parameters)) = fields.get_mut(1) {
                    parameters.remove("label");
                }
                if let Some(Value::Array(parts)) = fields.get_mut(3) {
                    // The seventh part is the country (RFC 6350, 6.3.1).
                    parts.iter_mut().take(6).for_each(hide_strings);
                }
            }
            // A company's contact may be a person even so.
            "n" => fields.iter_mut().skip(3).for_each(hide_strings),
            _ => {}
        }
    }
}

fn hide_strings(value: &mut Value) {
    match value {
        Value::String(text) if !text.is_empty() => MASK.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(hide_strings),
        _ => {}
    }
}

fn hide_digits(value: &mut Value) {
    match value {
        Value::String(text) => *text = zero_digits(text),
        Value::Array(items) => items.iter_mut().for_each(hide_digits),
        _ => {}
    }
}

fn zero_digits(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// A line `key: value` of WHOIS, with the role taken off the key.
struct Line<'a> {
    /// Up to and with the colon and the space behind it.
    before: &'a str,
    role: String,
    key: String,
    value: &'a str,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let (raw, value) = line.split_once(':')?;
        let value = value.trim_start();
        let before = line.get(..line.len() - value.len())?;
        // `Registrant Street`, `registrant_street`, `Name..........:`.
        let key = raw
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
            .replace('_', " ")
            .replace("'s ", " ");
        let fits = |role: &&&str| {
            key.strip_prefix(**role)
                .is_some_and(|rest| rest.starts_with([' ', '-']) || rest.is_empty())
        };
        let role = ROLES.iter().filter(fits).max_by_key(|role| role.len()).copied().unwrap_or("");
        let rest = key.get(role.len()..).unwrap_or("").trim_start_matches([' ', '-']);
        let key = if rest.is_empty() { role } else { rest };
        Some(Self { before, role: role.to_owned(), key: key.to_owned(), value: value.trim_end() })
    }
}

/// Masks a WHOIS answer line by line; a block ends at an empty line.
pub(super) fn whois(text: &str, declared: &BTreeSet<String>, masker: &mut Masker) -> String {
    let mut out = String::with_capacity(text.len());
    let mut block: Vec<&str> = Vec::new();
    for line in text.split_inclusive('\n') {
        block.push(line);
        if line.trim().is_empty() {
            mask_block(&block, declared, &mut out);
            block.clear();
        }
    }
    mask_block(&block, declared, &mut out);
    masker.string(&mut out);
    out
}

fn mask_block(block: &[&str], declared: &BTreeSet<String>, out: &mut String) {
    let lines: Vec<Option<Line<'_>>> = block.iter().map(|line| Line::of(line)).collect();
    let names_company = |line: &Line<'_>| {
        !line.value.is_empty() && ORGANISATION_KEYS.contains(&line.key.as_str())
            || NAME_KEYS.contains(&line.key.as_str()) && is_company(line.value, declared)
    };
    let known = lines.iter().flatten();
    let companies: BTreeSet<&str> =
        known.filter(|line| names_company(line)).map(|line| line.role.as_str()).collect();
    let is_name = |key: &str| NAME_KEYS.contains(&key);
    let is_address = |key: &str| ADDRESS_KEYS.contains(&key);
    // Some registries write the value on the lines below its key.
    let mut below = false;
    for (raw, line) in block.iter().zip(&lines) {
        let text = raw.trim();
        let masked = match line {
            Some(line) if line.value.is_empty() => {
                below = is_name(&line.key) || is_address(&line.key);
                None
            }
            Some(line) => {
                below = false;
                let company = companies.contains(line.role.as_str());
                let name = is_name(&line.key) && !is_company(line.value, declared);
                if PHONE_KEYS.contains(&line.key.as_str()) && !line.value.contains('@') {
                    Some(zero_digits(line.value))
                } else if name && !is_handle(line.value) || is_address(&line.key) && !company {
                    Some(MASK.to_owned())
                } else {
                    None
                }
            }
            None if below && !text.is_empty() && !is_company(text, declared) => {
                Some(MASK.to_owned())
            }
            None => None,
        };
        let Some(masked) = masked else {
            out.push_str(raw);
            continue;
        };
        let indent = raw.len() - raw.trim_start().len();
        let before = line.as_ref().map_or(raw.get(..indent), |line| Some(line.before));
        out.push_str(before.unwrap_or(""));
        out.push_str(&masked);
        out.push_str(raw.get(raw.trim_end().len()..).unwrap_or(""));
    }
}

/// A registry's own identifier of a contact, `abcd1234-00001`, names nobody.
fn is_handle(value: &str) -> bool {
    !value.contains(char::is_whitespace)
        && value.bytes().any(|byte| byte.is_ascii_digit())
        && value.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whois_of(text: &str) -> String {
        whois(text, &BTreeSet::new(), &mut Masker::default())
    }

    #[test]
    fn a_person_in_whois_is_masked_and_the_rest_is_kept() {
        let text = "Domain Name: SHOP.EXAMPLE\r\n\
            Registrar: Namn & Nät AB\r\n\
            Registrant Name: Anna Ek\r\n\
            Registrant Organization: \r\n\
            Registrant Street: Ekgatan 1\r\n\
            Registrant Country: SE\r\n\
            Registrant Phone: +46.812345678\r\n\
            Registrant Email: anna@shop.example\r\n\
            Creation Date: 2019-04-02T10:00:00Z\r\n";
        assert_eq!(
            whois_of(text),
            "Domain Name: SHOP.EXAMPLE\r\n\
            Registrar: Namn & Nät AB\r\n\
            Registrant Name: REDACTED\r\n\
            Registrant Organization: \r\n\
            Registrant Street: REDACTED\r\n\
            Registrant Country: SE\r\n\
            Registrant Phone: +00.000000000\r\n\
            Registrant Email: redacted-1@shop.example\r\n\
            Creation Date: 2019-04-02T10:00:00Z\r\n"
        );
    }

    #[test]
    fn a_company_in_whois_is_kept() {
        let text = "Registrant Name: Glimmerkvist Handel AB\n\
            Registrant Street: Ekgatan 1\n\
            \n\
            holder: (abcd1234-00001)\n\
            person: Anna Ek\n\
            address: Ekgatan 2\n";
        assert_eq!(
            whois_of(text),
            "Registrant Name: Glimmerkvist Handel AB\n\
            Registrant Street: Ekgatan 1\n\
            \n\
            holder: (abcd1234-00001)\n\
            person: REDACTED\n\
            address: REDACTED\n"
        );
    }

    #[test]
    fn values_on_the_lines_below_are_masked() {
        let text = "    Registrant:\n        Anna Ek\n\n    Registrant's address:\n        Ekgatan 1\n\n\
            \x20   Registrar:\n        Namn & Nät\n\n    Registrant:\n        Ek Trading Ltd\n";
        assert_eq!(
            whois_of(text),
            "    Registrant:\n        REDACTED\n\n    Registrant's address:\n        REDACTED\n\n\
            \x20   Registrar:\n        Namn & Nät\n\n    Registrant:\n        Ek Trading Ltd\n"
        );
    }

    fn card(properties: &str) -> String {
        format!(
            r#"{{"entities":[{{"roles":["registrant"],"vcardArray":["vcard",[{properties}]]}}]}}"#
        )
    }

    #[test]
    fn a_person_in_rdap_is_masked() {
        let text = card(
            r#"["fn",{},"text","Anna Ek"],["adr",{"label":"x"},"text",["","","Ekgatan 1","Ort","","123 45","SE"]],["tel",{},"uri","tel:+46.812345678"],["email",{},"text","anna@shop.example"]"#,
        );
        let masked = rdap(&text, &BTreeSet::new(), &mut Masker::default());
        assert_eq!(
            masked,
            card(
                r#"["fn",{},"text","REDACTED"],["adr",{},"text",["","","REDACTED","REDACTED","","REDACTED","SE"]],["tel",{},"uri","tel:+00.000000000"],["email",{},"text","redacted-1@shop.example"]"#
            )
        );
    }

    #[test]
    fn a_company_in_rdap_is_kept() {
        for properties in [
            r#"["fn",{},"text","Glimmerkvist Handel AB"],["adr",{},"text",["","","Ekgatan 1","","","","SE"]]"#,
            r#"["fn",{},"text","Glimmer"],["org",{},"text","Glimmer"]"#,
            r#"["fn",{},"text","Glimmer"],["kind",{},"text","org"]"#,
        ] {
            let text = card(properties);
            assert_eq!(rdap(&text, &BTreeSet::new(), &mut Masker::default()), text);
        }
        assert!(
            rdap("not json a@b.example", &BTreeSet::new(), &mut Masker::default())
                .starts_with("not json r")
        );
    }

    #[test]
    fn the_mailbox_of_a_soa_record_is_masked() {
        let mut record =
            r"ns1.host.example. anna\.ek.shop.example. 1 7200 900 1209600 300".to_owned();
        soa(&mut record);
        assert_eq!(record, "ns1.host.example. redacted.shop.example. 1 7200 900 1209600 300");
    }
}
