//! Telephone numbers.
//!
//! [`parse`] reads a text that is known to be one. The numbering plans are those
//! of the metadata that the library ships.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType, Region};

/// Reads a text that is known to be a telephone number; E.164, or none where it
/// is no valid number. `country` (ISO 3166-1 alpha-2) is where a number without
/// country code is dialled.
#[must_use]
pub fn parse(text: &str, country: Option<&str>) -> Option<String> {
    if let Some(number) = read(text, country) {
        return Some(number);
    }
    // `00` is the international prefix of most countries, and people write it
    // in countries where another one is dialled.
    let dialled: String =
        text.chars().filter(|c| !c.is_whitespace() && !"()-./".contains(*c)).collect();
    let rest = dialled.strip_prefix("00").filter(|rest| !rest.starts_with('0'))?;
    read(&format!("+{rest}"), None)
}

fn read(text: &str, country: Option<&str>) -> Option<String> {
    let text = &plain(text);
    let region = country.and_then(|c| c.to_ascii_uppercase().parse::<Region>().ok());
    let number = PHONE_NUMBER_UTIL.parse(text, region).ok()?;
    number.is_valid().then(|| number.format_as(PhoneNumberFormat::E164).into_owned())
}

/// The text with the hyphens and spaces of fine print in their plain forms.
fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    const FINE: &[char] =
        &['‐', '‑', '‒', '–', '—', '−', '\u{a0}', '\u{202f}', '\u{2009}', '·', '•'];
    if !text.contains(FINE) {
        return text.into();
    }
    let plain = |c: char| match c {
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        c if FINE.contains(&c) => '-',
        c => c,
    };
    text.chars().map(plain).collect::<String>().into()
}

/// What calling a number costs and where it rings, by its numbering plan: a type
/// as in `contact.phones`.
pub(super) fn kind(e164: &str) -> &'static str {
    let Ok(number) = PHONE_NUMBER_UTIL.parse(e164, None::<Region>) else { return "other" };
    match number.get_type() {
        PhoneNumberType::FixedLine => "fixed-line",
        PhoneNumberType::Mobile => "mobile",
        PhoneNumberType::FixedLineOrMobile => "fixed-line-or-mobile",
        PhoneNumberType::TollFree => "toll-free",
        PhoneNumberType::PremiumRate => "premium-rate",
        PhoneNumberType::SharedCost => "shared-cost",
        PhoneNumberType::VoIP => "voip",
        _ => "other",
    }
}

/// Whether a text groups the digits of a number as its country does.
pub(super) fn is_grouped(text: &str, e164: &str) -> bool {
    let Ok(number) = PHONE_NUMBER_UTIL.parse(e164, None::<Region>) else { return false };
    let national = number.format_as(PhoneNumberFormat::National);
    let groups = |text: &str| -> Vec<usize> {
        text.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|n| *n > 0).collect()
    };
    let groups_of_text = groups(text);
    groups_of_text.len() >= 3 && groups_of_text == groups(&national)
}

/// Whether a number without country code is written as it is dialled inside a
/// country: with the trunk prefix where there is one, and in North America in
/// groups of three, three and four or as ten digits.
pub(super) fn is_dialled_in(text: &str, country: &str) -> bool {
    let Ok(region) = country.parse::<Region>() else { return false };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if PHONE_NUMBER_UTIL.is_nanpa_country(region) {
        return digits.len() == 10 || digits.len() == 11 && digits.starts_with('1');
    }
    // Numbers that everyone pays alike for are dialled without it.
    let shared = country == "AU" && matches!(digits.get(..3), Some("130" | "180"));
    shared || NO_TRUNK_PREFIX.contains(&country) || digits.starts_with('0')
}

/// Countries where the whole number is dialled from everywhere, or where the
/// trunk prefix is something other than nought.
const NO_TRUNK_PREFIX: &[&str] = &[
    "CY", "CZ", "DK", "EE", "ES", "FO", "GL", "GR", "HK", "HU", "IS", "IT", "LT", "LU", "LV", "MT",
    "NO", "PL", "PT", "SG",
];

/// A number that is of a possible length though no plan knows it; for numbers
/// that a page itself declares as such.
pub(super) fn possible(text: &str, country: Option<&str>) -> Option<String> {
    let region = country.and_then(|c| c.to_ascii_uppercase().parse::<Region>().ok());
    let number = PHONE_NUMBER_UTIL.parse(text, region).ok()?;
    let e164 = number.format_as(PhoneNumberFormat::E164).into_owned();
    // The shortest whole numbers have eight digits with their country code.
    (PHONE_NUMBER_UTIL.is_possible_number(&number) && e164.len() >= 9).then_some(e164)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_tells_what_kind_a_number_is_of() {
        for (number, expected) in [
            ("+46850521830", "fixed-line"),
            ("+46701740605", "mobile"),
            ("+4620123456", "toll-free"),
            ("+469001234567", "premium-rate"),
            ("+4782012345", "premium-rate"),
            ("+4722804156", "fixed-line"),
            ("+4532123456", "fixed-line-or-mobile"),
            ("+4590123456", "premium-rate"),
            ("+491801234567", "shared-cost"),
            ("+12125550123", "fixed-line-or-mobile"),
            ("+1", "other"),
        ] {
            assert_eq!(kind(number), expected, "{number}");
        }
    }

    #[test]
    fn numbers_are_read_as_dialled_in_their_country() {
        assert_eq!(parse("08-505 218 30", Some("SE")).as_deref(), Some("+46850521830"));
        assert_eq!(parse("0046 8 505 218 30", Some("US")).as_deref(), Some("+46850521830"));
        assert_eq!(parse("1-800-FLOWERS", Some("US")).as_deref(), Some("+18003569377"));
        assert_eq!(parse("tel:+46-8-50521830", None).as_deref(), Some("+46850521830"));
        assert_eq!(parse("08-505 218 30", None), None);
        assert_eq!(parse("hello", Some("SE")), None);
    }
}
