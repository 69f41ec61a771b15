//! Masks personal identity numbers, told by their form, date and check digits.
//!
//! Only numbers that can be told from other numbers with confidence are here.
//! Organisation numbers are kept: in Sweden the third digit of one is at least
//! 2, so it is never a month.

use regex::bytes::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// A national form: where its digits may stand, and what makes it one.
struct Scheme {
    pattern: &'static str,
    holds: fn(&[u8]) -> bool,
}

/// By country. Each pattern is bounded so that a longer number never matches.
const SCHEMES: [Scheme; 8] = [
    // Sweden: YYMMDD-NNNC, also with century and as a co-ordination number.
    Scheme {
        pattern: r"\b(?:19|20)?[0-9]{6}(?: ?(?:[\-+]|\xE2\x80[\x90-\x93]) ?| )?[0-9]{4}\b",
        holds: sweden,
    },
    // Norway: DDMMYYNNNCC.
    Scheme { pattern: r"\b[0-9]{6} ?[0-9]{5}\b", holds: norway },
    // Denmark: DDMMYY-NNNN; without the hyphen it could be anything.
    Scheme { pattern: r"\b[0-9]{6}-[0-9]{4}\b", holds: denmark },
    // Finland: DDMMYY, a sign of the century, NNN and a check character.
    Scheme { pattern: r"\b[0-9]{6}[\-+A-FU-Y][0-9]{3}[0-9A-Y]\b", holds: finland },
    // Poland: PESEL.
    Scheme { pattern: r"\b[0-9]{11}\b", holds: poland },
    // Spain: DNI and NIE.
    Scheme { pattern: r"\b[0-9XYZ][0-9]{7}-?[A-HJ-NP-TV-Z]\b", holds: spain },
    // Italy: codice fiscale.
    Scheme { pattern: r"\b[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]\b", holds: italy },
    // France: NIR.
    Scheme {
        pattern: r"\b[12] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b",
        holds: france,
    },
];

/// A compiled pattern, and what makes a match a number.
type Finder = (Regex, fn(&[u8]) -> bool);

static PATTERNS: LazyLock<Vec<Finder>> = LazyLock::new(|| {
    let compile = |scheme: &Scheme| {
        let pattern = regex::bytes::RegexBuilder::new(scheme.pattern).unicode(false).build();
        pattern.ok().map(|pattern| (pattern, scheme.holds))
    };
    SCHEMES.iter().filter_map(compile).collect()
});

/// Where a text holds identity numbers; the places may overlap.
pub(super) fn find(text: &[u8]) -> Vec<Range<usize>> {
    let places = |(pattern, holds): &'static Finder| {
        let found = pattern.find_iter(text).filter(|found| holds(found.as_bytes()));
        found.map(|found| found.range()).collect::<Vec<_>>()
    };
    PATTERNS.iter().flat_map(places).collect()
}

/// The text with the digits of identity numbers made 0 and their letters X.
pub(super) fn mask(text: &[u8]) -> Vec<u8> {
    let mut text = text.to_vec();
    for (pattern, holds) in PATTERNS.iter() {
        let masked = pattern.replace_all(&text, |found: &Captures<'_>| {
            let whole = found.get(0).map_or(&[][..], |found| found.as_bytes());
            if !holds(whole) {
                return whole.to_vec();
            }
            let cover = |byte: &u8| match byte {
                b'0'..=b'9' => b'0',
                b'A'..=b'Z' => b'X',
                other => *other,
            };
            whole.iter().map(cover).collect()
        });
        text = masked.into_owned();
    }
    text
}

fn digits(text: &[u8]) -> Vec<u32> {
    text.iter().filter(|byte| byte.is_ascii_digit()).map(|byte| u32::from(byte - b'0')).collect()
}

fn at(digits: &[u32], place: usize) -> u32 {
    digits.get(place).copied().unwrap_or(0)
}

fn pair(digits: &[u32], place: usize) -> u32 {
    at(digits, place) * 10 + at(digits, place + 1)
}

fn is_date(day: u32, month: u32) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

fn sweden(text: &[u8]) -> bool {
    let all = digits(text);
    let ten = all.get(all.len().saturating_sub(10)..).unwrap_or_default();
    let day = pair(ten, 4);
    let sum: u32 = ten
        .iter()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { *digit })
        .sum();
    is_date(if day > 60 { day - 60 } else { day }, pair(ten, 2)) && sum.is_multiple_of(10)
}

fn norway(text: &[u8]) -> bool {
    let all = digits(text);
    // D-numbers add 40 to the day.
    let day = pair(&all, 0);
    let holds = |weights: &[u32]| weighted(&all, weights).is_multiple_of(11);
    is_date(if day > 40 { day - 40 } else { day }, pair(&all, 2))
        && holds(&[3, 7, 6, 1, 8, 9, 4, 5, 2, 1])
        && holds(&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])
}

fn denmark(text: &[u8]) -> bool {
    let all = digits(text);
    is_date(pair(&all, 0), pair(&all, 2))
}

fn finland(text: &[u8]) -> bool {
    let (Some(body), Some(check)) = (text.get(..10), text.get(10)) else { return false };
    let all = digits(body);
    let number = all.iter().fold(0, |number, digit| number * 10 + digit);
    let place = usize::try_from(number % 31).unwrap_or(0);
    is_date(pair(&all, 0), pair(&all, 2))
        && b"0123456789ABCDEFHJKLMNPRSTUVWXY".get(place) == Some(check)
}

fn poland(text: &[u8]) -> bool {
    let all = digits(text);
    // The century is added to the month in twenties.
    is_date(pair(&all, 4), pair(&all, 2) % 20)
        && weighted(&all, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]).is_multiple_of(10)
}

fn spain(text: &[u8]) -> bool {
    let first = match text.first() {
        Some(b'Y') => 1,
        Some(b'Z') => 2,
        Some(digit @ b'0'..=b'9') => u32::from(digit - b'0'),
        _ => 0,
    };
    let rest = digits(text.get(1..).unwrap_or_default());
    let number = rest.iter().fold(first, |number, digit| number * 10 + digit);
    let place = usize::try_from(number % 23).unwrap_or(0);
    text.last() == b"TRWAGMYFPDXBNJZSQVHLCKE".get(place)
}

fn italy(text: &[u8]) -> bool {
    // Values of letters and digits in odd places; in even ones they are 0 to 25.
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let value = |byte: u8| match byte {
        b'0'..=b'9' => usize::from(byte - b'0'),
        _ => usize::from(byte.saturating_sub(b'A')),
    };
    let Some((check, body)) = text.split_last() else { return false };
    let sum: u32 = body
        .iter()
        .enumerate()
        .map(|(place, byte)| match place % 2 {
            0 => ODD.get(value(*byte)).copied().unwrap_or(0),
            _ => u32::try_from(value(*byte)).unwrap_or(0),
        })
        .sum();
    sum % 26 == u32::from(check.saturating_sub(b'A'))
}

fn france(text: &[u8]) -> bool {
    let all = digits(text);
    let value = |part: &[u32]| part.iter().fold(0_u64, |n, digit| n * 10 + u64::from(*digit));
    let (body, key) = all.split_at(all.len().min(13));
    (1..=12).contains(&pair(&all, 3)) && 97 - value(body) % 97 == value(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        String::from_utf8(mask(text.as_bytes())).unwrap()
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(PATTERNS.len(), SCHEMES.len());
    }

    /// Numbers with the right check digits that belong to nobody: their dates or
    /// serials are those that authorities publish for tests.
    #[test]
    fn identity_numbers_are_masked() {
        for number in [
            "811228-9874",
            "19811228-9874",
            "811288-9871",
            "131052-308T",
            "44051401359",
            "12345678Z",
            "X1234567L",
            "RSSMRA85T10A562S",
            "255081416802538",
            "070761-4285",
        ] {
            let text = masked(&format!("nr {number}."));
            assert!(!text.bytes().any(|b| (b'1'..=b'9').contains(&b)), "{number}: {text}");
        }
    }

    #[test]
    fn a_norwegian_number_is_told_by_both_check_digits() {
        // 01.01.00 and a serial, with the check digits worked out here.
        let body = [0, 1, 0, 1, 0, 0, 5, 0, 1];
        let first = 11 - weighted(&body, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11;
        let ten: Vec<u32> = body.iter().copied().chain([first % 11]).collect();
        let second = (11 - weighted(&ten, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
        assert!(first < 10 && second < 10, "choose another serial");
        let all: String = ten.iter().chain([&second]).map(u32::to_string).collect();
        assert_eq!(masked(&all), "00000000000");
        let other = format!("{}{}", &all[..10], (second + 1) % 10);
        assert_eq!(masked(&other), other);
    }

    #[test]
    fn other_numbers_are_left() {
        for text in [
            "559998-7319",
            "5599987319",
            "811228-9875",
            "2026-11-20",
            "4006381333931",
            "SE559998731901",
            "12345678A",
            "20261120083000",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
