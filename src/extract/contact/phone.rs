//! Telephone numbers.
//!
//! [`parse`] reads a text that is known to be one. The numbering plans are those
//! of the metadata that the library ships.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

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
    let region = country.and_then(|c| c.to_ascii_uppercase().parse::<Region>().ok());
    let number = PHONE_NUMBER_UTIL.parse(text, region).ok()?;
    number.is_valid().then(|| number.format_as(PhoneNumberFormat::E164).into_owned())
}

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
    fn numbers_are_read_as_dialled_in_their_country() {
        assert_eq!(parse("08-505 218 30", Some("SE")).as_deref(), Some("+46850521830"));
        assert_eq!(parse("0046 8 505 218 30", Some("US")).as_deref(), Some("+46850521830"));
        assert_eq!(parse("1-800-FLOWERS", Some("US")).as_deref(), Some("+18003569377"));
        assert_eq!(parse("tel:+46-8-50521830", None).as_deref(), Some("+46850521830"));
        assert_eq!(parse("08-505 218 30", None), None);
        assert_eq!(parse("hello", Some("SE")), None);
    }
}
