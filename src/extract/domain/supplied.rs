//! The extract of the registration that the applicant supplied.
//!
//! Where the registry hides the holder, the applicant can send what the registry
//! or registrar shows to the holder alone: WHOIS text, RDAP JSON, or the text of
//! a page. It is read as answers of registries are, but it is the applicant's
//! word: nobody vouches that it was not edited, nor for its age. So it fills only
//! what public sources left open, never says whether the domain is registered
//! nor in what status it stands today, and its evidence is marked `extract:`.
//!
//! Where it contradicts a public source, the public source counts and the
//! contradiction is a fact. None is a day that differs by time zone, an end of
//! the registration that has moved on since the extract was made, or a name that
//! may be the same in another spelling.

use super::{Registrant, Registration, rdap, whois};
use crate::names::{self, Match};
use crate::snapshot::RegistryAnswer;

/// What an extract is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The domain asked for.
    Asked,
    /// Another one, which it names.
    Other(String),
    /// It does not say.
    Unstated,
}

/// What an extract is about, seen from the domain it was supplied for.
///
/// What the record states counts; a text in which no record is found is about a
/// domain that stands in it by itself. The domain of an e-mail address says
/// nothing, as it may be any.
#[must_use]
pub fn about(text: &str, asked: &str) -> About {
    let stated = parse(text, None).domain;
    let ascii = |name: &str| {
        let name = name.trim().trim_end_matches('.');
        idna::domain_to_ascii(name).unwrap_or_else(|_| name.to_ascii_lowercase())
    };
    match stated.as_deref().map(ascii) {
        Some(stated) => match psl::domain_str(&stated) {
            Some(domain) if domain.eq_ignore_ascii_case(asked) => About::Asked,
            Some(_) => About::Other(stated),
            None if mentions(text, asked) => About::Asked,
            None => About::Unstated,
        },
        None if mentions(text, asked) => About::Asked,
        None => About::Unstated,
    }
}

/// Reads an extract for the domain it was supplied for.
pub(super) fn read(extract: &RegistryAnswer) -> Registration {
    parse(&extract.text, Some(&extract.domain))
}

fn parse(text: &str, domain: Option<&str>) -> Registration {
    let text = text.trim_start_matches('\u{feff}');
    let is_json = text.trim_start().starts_with('{')
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    if is_json { rdap::read(text) } else { whois::read(text, domain, None) }
}

/// Whether a domain stands in a text by itself, its `www` included.
fn mentions(text: &str, domain: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let unicode = idna::domain_to_unicode(domain).0;
    [domain, unicode.as_str()].into_iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let before = before.strip_suffix("www.").unwrap_or(before);
            let after = text.get(at + name.len()..).unwrap_or_default();
            let inner = |c: char| c.is_alphanumeric() || c == '-';
            let mut next = after.chars();
            let ends = match next.next() {
                Some('.') => !next.next().is_some_and(inner),
                Some(c) => !inner(c),
                None => true,
            };
            ends && !before.ends_with(|c: char| inner(c) || c == '.' || c == '@')
        })
    })
}

/// The fields in which an extract contradicts a public record of the same domain.
pub(super) fn conflicts(public: &Registration, extract: &Registration) -> Vec<&'static str> {
    let mut out = Vec::new();
    let told = |r: &Registration| r.registered;
    if let (Some(a), Some(b)) = (told(public), told(extract))
        && a != b
    {
        out.push("registered");
    }
    let days = |a: &Option<String>, b: &Option<String>| -> Option<i32> {
        let read = |text: &Option<String>| text.as_ref()?.parse::<jiff::civil::Date>().ok();
        Some((read(b)? - read(a)?).get_days())
    };
    if days(&public.created, &extract.created).is_some_and(|days| days.abs() > 1) {
        out.push("created");
    }
    if days(&public.expires, &extract.expires).is_some_and(|days| days > 1) {
        out.push("expires");
    }
    if let (Some(a), Some(b)) = (&public.registrar, &extract.registrar)
        && names::compare(a, b) == Match::Different
    {
        out.push("registrar");
    }
    if let (Some(a), Some(b)) = (public.holder(), extract.holder())
        && are_others(a, b)
    {
        out.push("registrant");
    }
    out
}

/// Whether two holders are surely not the same.
fn are_others(a: &Registrant, b: &Registrant) -> bool {
    let digits = |r: &Registrant| -> Option<String> {
        let number = r.registration_number.as_ref()?;
        Some(number.chars().filter(char::is_ascii_digit).collect())
    };
    if let (Some(a), Some(b)) = (digits(a), digits(b)) {
        // Written with the century or a country before it, it is still the same.
        return !(a.ends_with(&b) || b.ends_with(&a));
    }
    let names_of = |r: &Registrant| [r.organization.clone(), r.name.clone()];
    let (left, right) = (names_of(a), names_of(b));
    let mut pairs = left.iter().flatten().flat_map(|a| right.iter().flatten().map(move |b| (a, b)));
    pairs.all(|(a, b)| names::compare(a, b) == Match::Different)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOMAIN: &str = "blue-kettle.example";

    #[test]
    fn the_domain_is_read_from_a_record_of_any_kind() {
        for text in [
            "Domain Name: BLUE-KETTLE.EXAMPLE\nRegistrant Organization: Blue Kettle AB\n",
            "\u{feff}{\"objectClassName\":\"domain\",\"ldhName\":\"blue-kettle.example\"}",
            "Your domains\n\n  www.blue-kettle.example.\n  holder since 2001",
        ] {
            assert_eq!(about(text, DOMAIN), About::Asked, "{text}");
        }
        for text in [
            "Domain Name: red-teapot.example\nRegistrant Email: post@blue-kettle.example\n",
            "{\"objectClassName\":\"domain\",\"ldhName\":\"red-teapot.example\"}",
        ] {
            assert_eq!(about(text, DOMAIN), About::Other("red-teapot.example".into()), "{text}");
        }
        for text in [
            "Registrant Organization: Blue Kettle AB\n",
            "Registrant Email: post@blue-kettle.example\n",
            "see light-blue-kettle.example and blue-kettle.example.org",
            "",
        ] {
            assert_eq!(about(text, DOMAIN), About::Unstated, "{text}");
        }
    }

    #[test]
    fn a_name_beyond_ascii_is_known_in_either_form() {
        let ascii = "xn--bl-kittel-62a.example";
        let unicode = idna::domain_to_unicode(ascii).0;
        for name in [ascii, &unicode, &unicode.to_uppercase()] {
            let text = format!("Domain Name: {name}\nRegistrant Organization: Blå Kittel AB\n");
            assert_eq!(about(&text, ascii), About::Asked, "{name}");
        }
    }

    fn record(holder: &str, created: &str, expires: &str, registrar: &str) -> Registration {
        let some = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
        Registration {
            registered: Some(true),
            created: some(created),
            expires: some(expires),
            registrar: some(registrar),
            registrant: some(holder)
                .map(|name| Registrant { organization: Some(name), ..Registrant::default() }),
            ..Registration::default()
        }
    }

    #[test]
    fn only_real_contradictions_count() {
        let public = record("Blue Kettle AB", "2001-02-03", "2027-02-03", "Red Registrar AB");
        for (extract, expected) in [
            (record("BLUE KETTLE AKTIEBOLAG", "2001-02-04", "2026-02-03", ""), vec![]),
            (record("", "", "", "RED REGISTRAR AB"), vec![]),
            (record("Green Jug GmbH", "", "", ""), vec!["registrant"]),
            (record("", "2011-02-03", "2030-02-03", ""), vec!["created", "expires"]),
            (record("", "", "", "Green Names GmbH"), vec!["registrar"]),
        ] {
            assert_eq!(conflicts(&public, &extract), expected, "{extract:?}");
        }
        let free = Registration { registered: Some(false), ..Registration::default() };
        assert_eq!(conflicts(&free, &public), ["registered"]);
    }

    #[test]
    fn the_number_decides_before_the_name() {
        let holder = |name: &str, number: &str| Registrant {
            organization: Some(name.to_owned()),
            registration_number: Some(number.to_owned()),
            ..Registrant::default()
        };
        let blue = holder("Blue Kettle AB", "556000-1234");
        assert!(!are_others(&blue, &holder("Kettle Trading", "165560001234")));
        assert!(are_others(&blue, &holder("Blue Kettle AB", "556000-1242")));
    }
}
