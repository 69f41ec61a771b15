//! Whether the domain only looks like the name it should be.
//!
//! Evidence: letters of several scripts in one name (UTS 39, 5.1), and a name
//! that is another than a declared one but looks the same: by the skeletons of
//! UTS 39, 4, and with digits read as the letters they resemble. A name that has
//! no Latin letter and yet looks like nothing but Latin ones (a *whole-script
//! confusable*) is told whatever was declared. Against: a
//! name that simply is the declared one, with or without its accents, spaces,
//! hyphens and legal form. Words that differ are no look-alike but another
//! name, which is for others to judge.

use crate::application::Application;
use crate::extract::Site;
use crate::facts::{Evidence, Fact, FactSet};
use crate::names;
use serde_json::json;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_security::{MixedScript as _, skeleton};

/// Longest name compared; a label has at most 63 octets (RFC 1035).
const MAX_NAME: usize = 200;
/// Shorter names look like too many others.
const MIN_NAME: usize = 4;

/// States `domain.lookalike`.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let domain = &site.snapshot.target.registrable_domain;
    if domain.parse::<std::net::IpAddr>().is_ok() || !domain.contains('.') {
        return;
    }
    let (unicode, _) = idna::domain_to_unicode(domain);
    let label = unicode.split('.').next().unwrap_or("");
    let imitated = declared(site.application).into_iter().find(|name| imitates(label, name));
    let value = json!({
        "unicode": unicode,
        "mixed-script": !label.is_single_script(),
        "whole-script-confusable": poses_as_latin(&unicode),
        "confusable-with": imitated,
    });
    let said = match &imitated {
        Some(name) => format!("{unicode} ({domain}) / {name}"),
        None if unicode == *domain => unicode,
        None => format!("{unicode} ({domain})"),
    };
    let evidence = Evidence::new(format!("dns:{domain}"), &said);
    set.put("domain.lookalike", Fact::present(value, vec![evidence]));
}

/// Whether a name of another script looks like a Latin one throughout. Under an
/// ending of its own script it is where readers of that script expect it.
fn poses_as_latin(unicode: &str) -> bool {
    let Some((label, ending)) = unicode.split_once('.') else { return false };
    let letters = || label.chars().filter(|c| c.is_alphabetic());
    ending.is_ascii()
        && letters().count() > 1
        && letters().all(|c| !c.is_ascii() && plain(&c.to_string()).chars().all(|p| !p.is_ascii()))
        && skeleton(label).filter(|c| !c.is_ascii_digit() && *c != '-').all(|c| c.is_ascii())
}

/// The names that a domain may stand for: as the application writes them.
fn declared(application: Option<&Application>) -> Vec<String> {
    let Some(a) = application else { return Vec::new() };
    let hosts = a.url.iter().chain(&a.domains).filter_map(|text| {
        let host = text.split("://").last()?.split(['/', ':', '?', '#']).next()?;
        let domain = psl::domain_str(host).unwrap_or(host);
        Some(idna::domain_to_unicode(domain).0.split('.').next()?.to_owned())
    });
    let names = a.legal_name.iter().chain(&a.trading_names).cloned();
    names.chain(hosts).filter(|name| name.len() <= MAX_NAME).collect()
}

/// Whether a label is not this name but looks like it, with the legal form or
/// without.
fn imitates(label: &str, name: &str) -> bool {
    let bare = names::legal_form(name).map(|(_, form)| {
        let (before, after) = (name.get(..form.start), name.get(form.end..));
        format!("{} {}", before.unwrap_or(""), after.unwrap_or(""))
    });
    let spellings = || std::iter::once(name).chain(bare.as_deref());
    let is_it = spellings().any(|name| {
        let label = plain(label);
        label == plain(name) || label == plain(&spelt_out(name))
    });
    !is_it
        && spellings()
            .any(|name| plain(name).chars().count() >= MIN_NAME && looks(label) == looks(name))
}

/// Letters and digits in lower case, without accents.
fn plain(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .flat_map(|c| {
            // Letters that have no accent to take off.
            let folded: &[char] = match c {
                'ø' => &['o'],
                'ł' => &['l'],
                'đ' | 'ð' => &['d'],
                'æ' => &['a', 'e'],
                'œ' => &['o', 'e'],
                'ß' => &['s', 's'],
                'þ' => &['t', 'h'],
                'ı' => &['i'],
                other => return vec![other],
            };
            folded.to_vec()
        })
        .collect()
}

/// Umlauts as domains have them where they are not spelt with plain letters.
fn spelt_out(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' | 'ø' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'å' => out.push_str("aa"),
            other => out.push(other),
        }
    }
    out
}

/// What a name looks like: digits as the letters they resemble, then the
/// skeleton, so that `rn` and `m` or Cyrillic and Latin letters are one.
fn looks(text: &str) -> String {
    let letters: String = plain(text)
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' => 'l',
            '3' => 'e',
            '5' => 's',
            other => other,
        })
        .collect();
    let same: String = skeleton(&letters).collect();
    // Both ways of writing w, and l beside i without a dot.
    plain(&same).replace("vv", "w").replace('i', "l")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{Visit, page};
    use serde_json::Value;

    fn of(domain: &str, legal_name: &str) -> Value {
        let mut visit = Visit::new(&[("/", &page("Hem", ""))]);
        visit.0.target.registrable_domain = idna::domain_to_ascii(domain).unwrap();
        let application =
            Application { legal_name: Some(legal_name.to_owned()), ..Application::default() };
        visit.facts_with(&application).get("domain.lookalike").unwrap().finding.value()
    }

    #[test]
    fn what_looks_like_the_name_but_is_another_is_found() {
        for (domain, name) in [
            ("fjel1bod.example", "Fjellbod AS"),
            ("fje11b0d.example", "Fjellbod AS"),
            ("rnalkulla.example", "Malkulla AB"),
            ("bl\u{430}kanna.example", "Blå Kanna AB"),
            ("vvikstrand.example", "Wikstrand AB"),
        ] {
            assert_eq!(of(domain, name)["confusable-with"], name, "{domain}");
        }
        assert_eq!(of("bl\u{430}kanna.example", "Blå Kanna AB")["mixed-script"], true);
        assert_eq!(of("bl\u{430}kanna.example", "")["unicode"], "bl\u{430}kanna.example");
    }

    #[test]
    fn the_name_itself_and_other_names_are_no_look_alikes() {
        for (domain, name) in [
            ("fjellbod.example", "Fjellbod AS"),
            ("blakanna.example", "Blå Kanna AB"),
            ("blåkanna.example", "Blå Kanna AB"),
            ("bla-kanna.example", "Blå Kanna AB"),
            ("kannbutiken.example", "Blå Kanna AB"),
            ("fjellboden.example", "Fjellbod AS"),
            ("4rum.example", "4rum AB"),
            ("orret.example", "Ørret AS"),
            ("oerret.example", "Ørret AS"),
            ("mueller-toepfe.example", "Müller Töpfe GmbH"),
            ("m0.example", "Mo AB"),
        ] {
            let found = of(domain, name);
            assert_eq!(found["confusable-with"], Value::Null, "{domain}");
            assert_eq!(found["mixed-script"], false, "{domain}");
        }
    }

    #[test]
    fn a_foreign_name_that_looks_latin_throughout_is_told() {
        let poses = |domain: &str| of(domain, "")["whole-script-confusable"] == true;
        // Cyrillic letters that look like "pasosa".
        assert!(poses("\u{440}\u{430}\u{455}\u{43e}\u{455}\u{430}.example"));
        for name in
            ["fjellbod", "blåkanna", "ørret", "łódka", "каннабод", "κάννα", "青い鍋", "12345"]
        {
            assert!(!poses(&format!("{name}.example")), "{name}");
        }
    }
}
