//! What is wrong with an application beside its form.
//!
//! Only what no honest form holds is refused: a country that there is not, a word that no
//! rule knows, an address that nobody can write to. How numbers are spelt is nobody's
//! business here.

use crate::facts::catalogue;
use crate::yaml::{self, Node, Tree};
use iso_currency::Country;
use std::str::FromStr as _;

/// What is wrong at a place, and what to do about it.
type Found = Vec<(yaml::Place, String, String)>;

/// Everything that is wrong with an application that could be read.
pub(super) fn check(text: &str, name: &str) -> Result<(), String> {
    // It was read once, so it can be read.
    let Ok(node) = yaml::parse(text) else { return Ok(()) };
    let mut found = Found::new();
    for place in [node.get("country"), node.get("address").and_then(|node| node.get("country"))] {
        each(place, &mut found, country);
    }
    for (key, test) in [
        ("markets", country as fn(&str) -> Option<(String, String)>),
        ("goods", |text| word("line of goods", text, catalogue::LINES)),
        ("cards", |text| word("card brand", text, catalogue::CARD_BRANDS)),
        ("url", address),
        ("domains", address),
    ] {
        each(node.get(key), &mut found, test);
    }
    let contact = |key: &str| node.get("contact").and_then(|node| node.get(key));
    each(contact("email"), &mut found, email);
    each(contact("phone"), &mut found, phone);
    let document = node.get("domain-holder").and_then(|node| node.get("document"));
    each(document.and_then(|node| node.get("dated")), &mut found, date);
    if found.is_empty() {
        return Ok(());
    }
    found.sort_by_key(|(at, ..)| (at.line, at.column));
    let told: Vec<String> = found
        .iter()
        .map(|(at, message, help)| yaml::render(name, text, *at, message, Some(help)))
        .collect();
    Err(told.join("\n\n"))
}

/// Tests a text or each of a list; what is empty was not declared.
fn each(node: Option<&Node>, found: &mut Found, test: fn(&str) -> Option<(String, String)>) {
    let Some(node) = node else { return };
    for item in node.items().iter().chain([node]) {
        if let Tree::Text(text) = &item.value
            && !text.trim().is_empty()
            && let Some((message, help)) = test(text.trim())
        {
            found.push((item.at, message, help));
        }
    }
}

fn country(text: &str) -> Option<(String, String)> {
    let code = text.to_ascii_uppercase();
    // Kosovo has no code of its own in the standard, and uses this one.
    if (code.len() == 2 && Country::from_str(&code).is_ok()) || code == "XK" {
        return None;
    }
    let meant = match code.as_str() {
        "UK" => Some("GB".to_owned()),
        "EL" => Some("GR".to_owned()),
        "EU" | "EEA" | "WORLD" | "WORLDWIDE" => None,
        _ => named(text),
    };
    let help = meant.map_or_else(
        || "write the code of a country in two letters: SE, NO, DE".to_owned(),
        |code| format!("did you mean `{code}`?"),
    );
    Some((format!("`{text}` is not an ISO 3166-1 country code"), help))
}

/// The code of a country by its English name.
fn named(name: &str) -> Option<String> {
    let letters = 'A'..='Z';
    letters.clone().flat_map(|a| letters.clone().map(move |b| format!("{a}{b}"))).find(|code| {
        Country::from_str(code).is_ok_and(|country| country.name().eq_ignore_ascii_case(name))
    })
}

fn word(what: &str, text: &str, known: &[&'static str]) -> Option<(String, String)> {
    let plain = super::plain(text);
    if known.contains(&plain.as_str()) {
        return None;
    }
    let help = match yaml::nearest(&plain, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known are {}", known.join(", ")),
    };
    Some((format!("unknown {what} `{text}`"), help))
}

fn email(text: &str) -> Option<(String, String)> {
    let good = email_address::EmailAddress::is_valid(text);
    (!good).then(|| {
        (
            format!("`{text}` is not an e-mail address"),
            "write one address: name@shop.example".into(),
        )
    })
}

fn phone(text: &str) -> Option<(String, String)> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (digits < 5).then(|| {
        (
            format!("`{text}` is not a telephone number"),
            "write it with its digits, in any spelling: +46 8 123 456".into(),
        )
    })
}

/// An address on the web or a bare host, as people write both.
fn address(text: &str) -> Option<(String, String)> {
    let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let good = url::Url::parse(&whole).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some_and(|host| host.contains('.') || host == "localhost")
    });
    (!good).then(|| {
        (
            format!("`{text}` is not an address on the web"),
            "write https://www.shop.example/ or shop.example".into(),
        )
    })
}

fn date(text: &str) -> Option<(String, String)> {
    let good = text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
    (!good).then(|| (format!("`{text}` is not a date"), "write year-month-day: 2026-01-31".into()))
}
