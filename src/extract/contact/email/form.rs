//! What is an e-mail address, and what only looks like one.

use super::super::cues::{Cue, marks_of};
use crate::vocabulary::{Vocabulary, fold};
use regex::Regex;
use std::sync::LazyLock;

static PLAIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // The space around the sign is either on both sides or on none, or a
    // mention of an account on another platform would be joined to a word.
    let tight = r"[\p{L}\p{N}][\p{L}\p{N}.!#$%&'*+=?^_`{|}~-]*[@＠﹫]";
    let loose = r"[\p{L}\p{N}][\p{L}\p{N}._+-]* [@＠] ";
    let domain = r"(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+\p{L}[\p{L}\p{N}-]+";
    let wide = r"[\p{L}\p{N}][\p{L}\p{N}-]* \. \p{L}{2,}";
    Regex::new(&format!("{tight}{domain}|{loose}(?:{domain}|{wide})")).ok()
});

/// Addresses as they are, with their place.
pub(super) fn plain(text: &str) -> impl Iterator<Item = (usize, &str)> {
    PLAIN
        .iter()
        .flat_map(move |regex| regex.find_iter(text))
        .map(|found| (found.start(), found.as_str()))
}

/// Addresses that are written from the last letter to the first, with their
/// place: words that are no address as they stand and one when turned round.
pub(super) fn reversed<'a>(
    text: &'a str,
    own: &'a str,
) -> impl Iterator<Item = (usize, String)> + 'a {
    let words = text.split_whitespace().filter(|word| word.len() <= 100 && word.contains('@'));
    words.filter(|word| plain(word).all(|(_, address)| normal(address, own).is_none())).filter_map(
        |word| {
            let turned: String = word.chars().rev().collect();
            let (_, address) = plain(&turned).next()?;
            let place = word.as_ptr().addr().saturating_sub(text.as_ptr().addr());
            Some((place, normal(address, own)?))
        },
    )
}

/// The address in lower case, when it can be one: valid in form, under a public
/// suffix (or at the site's own domain), and not an example's.
pub(super) fn normal(address: &str, own_host: &str) -> Option<String> {
    let address: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{ad}' | '\u{feff}'))
        .map(|c| if matches!(c, '＠' | '﹫') { '@' } else { c })
        .collect();
    let address = address.trim_matches(|c: char| ".,;:<>()[]\"'".contains(c)).to_lowercase();
    let address = address.trim_start_matches("mailto:");
    let (local, domain) = address.rsplit_once('@')?;
    let ascii = idna::domain_to_ascii(domain).ok()?;
    let own = psl::domain_str(own_host).is_some_and(|own| psl::domain_str(&ascii) == Some(own));
    let known = psl::suffix(ascii.as_bytes()).is_some_and(|suffix| suffix.is_known())
        && psl::domain_str(&ascii).is_some();
    let valid = email_address::EmailAddress::is_valid(&format!("{local}@{ascii}"));
    // Keys of error logs and the like look like addresses.
    let key = local.len() >= 16 && local.bytes().all(|b| b.is_ascii_hexdigit());
    let example = is_placeholder(&ascii) || is_example(local, &ascii);
    let known = known || is_trial(own_host) && is_reserved(&ascii);
    if !valid || key || local.len() > 64 || !(own || known && !example) {
        return None;
    }
    Some(address.to_owned())
}

/// Whether a site is a trial of a shop: it is at an address instead of a name, or on
/// the visitor's own machine.
fn is_trial(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<std::net::IpAddr>().is_ok()
}

/// Whether a domain is of those that are kept for trials (RFC 2606, 2).
fn is_reserved(domain: &str) -> bool {
    domain.contains('.') && matches!(domain.rsplit('.').next(), Some("example" | "test"))
}

/// Whether an address belongs to an authority, carrier or payment firm by the
/// name of its domain.
pub(super) fn is_service(address: &str, own_host: &str) -> bool {
    let domain = address.rsplit('@').next().unwrap_or("");
    let registrable = psl::domain_str(domain).unwrap_or(domain);
    let label = registrable.split('.').next().unwrap_or("");
    psl::domain_str(own_host) != Some(registrable)
        && marks_of(label).iter().any(|mark| {
            matches!(mark.cue, Cue::Service | Cue::Authority) && mark.range.len() == label.len()
        })
}

static PLACEHOLDERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut all: Vec<String> = Vocabulary::built_in()
        .languages()
        .iter()
        .flat_map(|language| &language.contact.placeholders)
        .map(|word| fold(word).replace(' ', ""))
        .collect();
    all.sort();
    all.dedup();
    all
});

/// An address that only examples use: RFC 2606, and the words for *example* or
/// *your company* as the name of the domain.
fn is_placeholder(domain: &str) -> bool {
    let registrable = psl::domain_str(domain).unwrap_or(domain);
    let label = registrable.split('.').next().unwrap_or("");
    let plain: String = fold(label).chars().filter(|c| *c != ' ').collect();
    matches!(plain.as_str(), "test" | "localhost" | "invalid")
        || PLACEHOLDERS.iter().any(|word| {
            plain == *word
                || (word.len() >= 6
                    && word != "company"
                    && word != "website"
                    && plain.starts_with(word.as_str()))
        })
}

/// Whether the name and the domain's label together are an example, such as
/// *your.name* at *company*.
fn is_example(local: &str, domain: &str) -> bool {
    let registrable = psl::domain_str(domain).unwrap_or(domain);
    let label = registrable.split('.').next().unwrap_or("");
    let both = fold(&format!("{local}{label}")).replace(' ', "");
    PLACEHOLDERS.binary_search(&both).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_known_suffix_or_the_sites_own_domain() {
        assert_eq!(normal("Hej@Tallbod.se.", "x.example").as_deref(), Some("hej@tallbod.se"));
        assert!(normal("hej@tallbod.example", "www.tallbod.example").is_some());
        for trial in ["127.0.0.1", "localhost", "[::1]"] {
            assert!(normal("hej@tallbod.example", trial).is_some(), "{trial}");
            assert_eq!(normal("you@example.com", trial), None, "{trial}");
        }
        for address in ["hej@tallbod.example", "bild@2x.png", "you@example.com", "hej"] {
            assert_eq!(normal(address, "x.example"), None, "{address}");
        }
    }

    #[test]
    fn the_pattern_is_well_formed() {
        assert!(PLAIN.is_some());
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_come(text in "\\PC{0,120}") {
            for (place, address) in plain(&text) {
                assert!(text.get(place..).is_some_and(|rest| rest.starts_with(address)));
                let _ = normal(address, "tallbod.example");
            }
        }
    }
}
