//! Organisation and VAT numbers: forms and check digits of all countries.
//!
//! [`parse`] reads a text that is known to be such a number; finding numbers on
//! pages is the business of the rooms beside this one. The countries are rows
//! of two tables (`schemes` and `vat`); adding a country is adding a row.
//! Nothing here knows a label or a page.

mod checks;
mod courts;
mod dummy;
mod schemes;
mod vat;

use regex::Regex;
use schemes::Scheme;
use serde::Serialize;
use std::sync::LazyLock;
use vat::Vat;

/// What a number turned out to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NumberReading {
    /// Canonical form.
    pub value: Option<String>,
    /// `se-orgnr`, `vat`, ...
    pub scheme: Option<&'static str>,
    /// Form and check digit are right.
    pub valid: bool,
    /// A number that people make up.
    pub dummy: bool,
}

/// Scheme of the German commercial register, which has a court besides a number.
const GERMAN_REGISTER: &str = "de-hr";

/// Scheme of VAT numbers.
const VAT: &str = "vat";

/// A text longer than this is no number.
const LONGEST: usize = 100;

/// Reads a text that is known to be a number of a country or a scheme (or, with
/// neither, of whichever fits).
#[must_use]
pub fn parse(text: &str, country: Option<&str>, scheme: Option<&str>) -> NumberReading {
    if text.len() > LONGEST {
        return NumberReading::default();
    }
    let country = country.map(str::to_ascii_uppercase);
    let country = match country.as_deref() {
        Some("EL") => Some("GR"),
        Some("UK") => Some("GB"),
        other => other,
    };
    match scheme {
        Some(VAT) => parse_vat(text, country),
        Some(GERMAN_REGISTER) => german_register(text),
        Some(name) => schemes::TABLE
            .iter()
            .filter(|row| row.name == name)
            .map(|row| parse_scheme(text, row))
            .next()
            .unwrap_or_default(),
        None => of_any_scheme(text, country),
    }
}

/// How a number of a scheme is written in running text.
pub(super) fn written(scheme: &str) -> Option<&'static Regex> {
    static WRITTEN: LazyLock<Vec<(&'static str, Regex)>> = LazyLock::new(|| {
        schemes::TABLE
            .iter()
            .filter_map(|row| Some((row.name, Regex::new(row.written).ok()?)))
            .collect()
    });
    WRITTEN.iter().find(|(name, _)| *name == scheme).map(|(_, regex)| regex)
}

/// The schemes of countries, the usual ones first.
pub(super) fn schemes_of(countries: &[String]) -> Vec<&'static str> {
    countries
        .iter()
        .flat_map(|country| schemes::TABLE.iter().filter(move |row| row.country == country))
        .map(|row| row.name)
        .collect()
}

/// The country of a VAT number in canonical form, ISO 3166-1 alpha-2.
pub(super) fn vat_country(value: &str) -> Option<&'static str> {
    vat::TABLE.iter().find(|row| value.starts_with(row.prefix)).map(|row| row.country)
}

/// The register court that a text names.
pub(super) fn court_in(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text.split_whitespace().take(40).collect();
    (1..=3).rev().find_map(|length| {
        words.windows(length).find_map(|window| {
            let name = window.join(" ");
            courts::court(name.trim_end_matches([',', ';', ':', '.']))
        })
    })
}

/// Of several readings, the first valid one, else the first that has the form
/// of its scheme.
fn best(readings: impl Iterator<Item = NumberReading>) -> NumberReading {
    let mut fallback = NumberReading::default();
    for reading in readings {
        if reading.valid {
            return reading;
        }
        if fallback.value.is_none() {
            fallback = reading;
        }
    }
    fallback
}

fn of_any_scheme(text: &str, country: Option<&str>) -> NumberReading {
    let with_prefix = parse_vat(text, None);
    if with_prefix.valid && country.is_none() {
        return with_prefix;
    }
    let german = (country.is_none() || country == Some("DE")).then(|| german_register(text));
    let rows = schemes::TABLE
        .iter()
        .filter(|row| country.is_none_or(|country| row.country == country))
        // Without a country, only numbers that have something to check count.
        .filter(|row| country.is_some() || row.country != "US");
    let vat = country.map(|_| parse_vat(text, country));
    best(
        german
            .into_iter()
            .chain(rows.map(|row| parse_scheme(text, row)))
            .chain(vat)
            .chain([with_prefix]),
    )
}

/// Separators people write in numbers go, letters become capitals.
fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !"-.,:;/()–—‑‐−".contains(*c))
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}'))
        .flat_map(char::to_uppercase)
        .collect()
}

/// Whether a text has a form: `#` a digit, `@` a letter, `?` either (or one of
/// the signs `+` and `*` of old Irish numbers), other characters themselves.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.chars().zip(form.chars()).all(|(c, f)| match f {
            '#' => c.is_ascii_digit(),
            '@' => c.is_ascii_uppercase(),
            '?' => c.is_ascii_uppercase() || c.is_ascii_digit() || "+*".contains(c),
            other => c == other,
        })
}

fn parse_vat(text: &str, country: Option<&str>) -> NumberReading {
    let number = compact(text);
    let number = number.as_str();
    let prefixed = vat::TABLE.iter().filter_map(|row| {
        let greek = if row.prefix == "EL" { number.strip_prefix("GR") } else { None };
        Some((row, number.strip_prefix(row.prefix).or(greek)?))
    });
    let bare = vat::TABLE
        .iter()
        .filter(|row| country.is_some_and(|c| row.country == c && row.prefix != "XI"))
        .map(|row| (row, number));
    best(prefixed.chain(bare).map(|(row, body)| vat_reading(row, body)))
}

fn vat_reading(row: &Vat, body: &str) -> NumberReading {
    let body = if body.len() < 20 { (row.pad)(body) } else { body.to_owned() };
    if !row.forms.iter().any(|form| has_form(&body, form)) {
        return NumberReading::default();
    }
    NumberReading {
        value: Some(format!("{}{}", row.prefix, (row.show)(&body))),
        scheme: Some(VAT),
        valid: (row.check)(&body),
        dummy: dummy::is_dummy(&body),
    }
}

fn parse_scheme(text: &str, row: &Scheme) -> NumberReading {
    let number = compact(text);
    let bodies = row
        .prefixes
        .iter()
        .filter_map(|prefix| number.strip_prefix(prefix))
        .chain([number.as_str()]);
    best(bodies.filter(|body| row.forms.iter().any(|form| has_form(body, form))).map(|body| {
        let person = row.country == "SE" && is_swedish_person(body);
        let row = if person {
            schemes::TABLE.iter().find(|r| r.name == "se-personnummer").unwrap_or(row)
        } else {
            row
        };
        NumberReading {
            value: Some((row.show)(body)),
            scheme: Some(row.name),
            valid: (row.check)(body),
            dummy: dummy::is_dummy(body),
        }
    }))
}

/// Legal persons have at least 2 as third digit, so that their numbers cannot
/// be taken for a day of birth.
fn is_swedish_person(number: &str) -> bool {
    matches!(number.as_bytes().get(2), Some(b'0' | b'1'))
}

/// Reads `Köln HRB 12345`, `HRB 12345 B, Amtsgericht Charlottenburg`: the
/// register's letters and number, and the court before or after.
fn german_register(text: &str) -> NumberReading {
    let Some(parts) = german_parts(text) else { return NumberReading::default() };
    let court = courts::court(&parts.court);
    let value =
        court.map_or_else(|| parts.number.clone(), |court| format!("{court} {}", parts.number));
    NumberReading {
        value: Some(value),
        scheme: Some(GERMAN_REGISTER),
        valid: court.is_some(),
        dummy: dummy::is_dummy(&parts.number),
    }
}

struct GermanParts {
    /// `HRB 12345 B`.
    number: String,
    /// The words around it.
    court: String,
}

fn german_parts(text: &str) -> Option<GermanParts> {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_alphanumeric() || "()./\\".contains(c) { c } else { ' ' })
        .collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let at = words.iter().position(|word| register_letters(word).is_some())?;
    let letters = register_letters(words.get(at)?)?;
    // `HRB12345` in one word, or the number as the next one.
    let glued = words.get(at)?.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let mut after = at + 1;
    let skip = |after: &mut usize| {
        while words
            .get(*after)
            .is_some_and(|w| matches!(w.trim_end_matches('.'), "Nr" | "NR" | "nr"))
        {
            *after += 1;
        }
    };
    let digits = if glued.is_empty() {
        skip(&mut after);
        let word = words.get(after)?;
        after += 1;
        *word
    } else {
        glued
    };
    if !(1..=6).contains(&digits.len()) || checks::value(digits).is_none() {
        return None;
    }
    let mut number = format!("{letters} {digits}");
    let branch = words
        .get(after)
        .filter(|word| word.len() <= 2 && word.chars().all(|c| c.is_ascii_uppercase()));
    if let Some(branch) = branch {
        number.push(' ');
        number.push_str(branch);
        after += 1;
    }
    let court: Vec<&str> = words
        .get(..at)?
        .iter()
        .chain(words.get(after..)?)
        .copied()
        .filter(|word| {
            !matches!(
                word.trim_end_matches('.'),
                "Amtsgericht" | "AG" | "Registergericht" | "Handelsregister"
            )
        })
        .collect();
    Some(GermanParts { number, court: court.join(" ") })
}

/// Sections A and B of the commercial register, the registers of co-operatives,
/// partnerships, companies under civil law and associations.
fn register_letters(word: &str) -> Option<&'static str> {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    ["HRA", "HRB", "GnR", "PR", "GsR", "VR"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, country: &str) -> (Option<String>, Option<&'static str>, bool) {
        let reading = parse(text, Some(country), None);
        (reading.value, reading.scheme, reading.valid)
    }

    #[test]
    fn a_country_is_enough_to_tell_the_scheme() {
        let cases = [
            ("556016-0680", "SE", "556016-0680", "se-orgnr"),
            ("SE556016068001", "SE", "SE556016068001", "vat"),
            ("NO 995 525 828 MVA", "NO", "995525828", "no-orgnr"),
            ("DK 13585628", "DK", "13585628", "dk-cvr"),
            ("2077474-0", "FI", "2077474-0", "fi-ytunnus"),
            ("732 829 320 00074", "FR", "73282932000074", "fr-siret"),
            ("732829320", "FR", "732829320", "fr-siren"),
            ("P.IVA", "IT", "", ""),
            ("00743110157", "IT", "00743110157", "it-piva"),
            (
                "HRB 12345 B, Amtsgericht Charlottenburg",
                "DE",
                "Berlin (Charlottenburg) HRB 12345 B",
                "de-hr",
            ),
            ("sc123456", "GB", "SC123456", "gb-company"),
            ("123456", "GB", "00123456", "gb-company"),
            ("0428.759.497", "BE", "0428.759.497", "be-kbo"),
            ("che 107 787 577", "CH", "CHE-107.787.577", "ch-uid"),
        ];
        for (text, country, value, scheme) in cases {
            let (got, name, valid) = read(text, country);
            assert_eq!(got.as_deref().unwrap_or(""), value, "{text}");
            assert_eq!(name.unwrap_or(""), scheme, "{text}");
            assert_eq!(valid, !value.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_swedish_persons_number_is_masked() {
        // A number the tax agency keeps for tests.
        let reading = parse("19900118-9811", Some("SE"), Some("se-orgnr"));
        assert_eq!(reading.value.as_deref(), Some("900118-****"));
        assert_eq!(reading.scheme, Some("se-personnummer"));
    }

    #[test]
    fn a_wrong_digit_keeps_the_form() {
        let reading = parse("556016-0681", Some("SE"), Some("se-orgnr"));
        assert_eq!(reading.value.as_deref(), Some("556016-0681"));
        assert!(!reading.valid);
    }

    #[test]
    fn no_country_means_whichever_fits() {
        assert_eq!(parse("DE136695976", None, None).scheme, Some("vat"));
        assert_eq!(parse("HRB 4711 Köln", None, None).scheme, Some("de-hr"));
        assert_eq!(parse("hello", None, None), NumberReading::default());
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_come(text in "\\PC{0,40}", country in "[A-Z]{2}") {
            let _ = parse(&text, Some(&country), None);
            let _ = parse(&text, None, Some("vat"));
            let reading = parse(&text, None, Some("de-hr"));
            proptest::prop_assert!(!reading.valid || reading.value.is_some());
        }

        #[test]
        fn separators_do_not_matter(n in "5[0-9]{9}", at in 1usize..9) {
            let spaced = format!("{} {}", &n[..at], &n[at..]);
            proptest::prop_assert_eq!(
                parse(&n, Some("SE"), Some("se-orgnr")),
                parse(&spaced, Some("SE"), Some("se-orgnr"))
            );
        }
    }
}
