//! Check digits: the arithmetic, without knowing whose number it is.
//!
//! Every function takes the canonical characters of a number and says whether
//! they agree with each other. None of them can fail on foreign input: a
//! character that is no digit where one is needed makes the number wrong.

/// The digits of an ASCII text; none when another character is in it.
fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// The number that digits write; none when another character is in it or it
/// is longer than a `u64` holds.
pub(super) fn value(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// The slice of an ASCII text, empty where it is too short.
pub(super) fn part(text: &str, range: std::ops::Range<usize>) -> &str {
    text.get(range).unwrap_or("")
}

/// Sum of the digits, each times the weight of its place.
pub(super) fn weighted(text: &str, weights: &[u32]) -> Option<u32> {
    let digits = digits(text)?;
    Some(digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum())
}

/// The Luhn sum (ISO/IEC 7812-1) ends in 0.
pub(super) fn luhn(text: &str) -> bool {
    let Some(digits) = digits(text) else { return false };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = digit * if place % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// ISO 7064, MOD 11,10: the last digit checks the ones before it.
pub(super) fn mod_11_10(text: &str) -> bool {
    let Some(digits) = digits(text) else { return false };
    let Some((last, head)) = digits.split_last() else { return false };
    let mut check = 10;
    for digit in head {
        let sum = (check + digit) % 10;
        check = (if sum == 0 { 10 } else { sum }) * 2 % 11;
    }
    (check + last) % 10 == 1
}

/// ISO 7064, MOD 97-10, letters counting from A = 10: the remainder is 1.
pub(super) fn mod_97_10(text: &str) -> bool {
    let mut remainder = 0u32;
    for c in text.chars() {
        let Some(number) = c.to_digit(36) else { return false };
        remainder = (remainder * if number > 9 { 100 } else { 10 } + number) % 97;
    }
    remainder == 1
}

/// The weighted sum of all digits is a multiple of the modulus.
pub(super) fn divides(text: &str, weights: &[u32], modulus: u32) -> bool {
    text.len() == weights.len() && weighted(text, weights).is_some_and(|sum| sum % modulus == 0)
}

/// The last digit is the weighted sum of those before it, modulo `modulus`;
/// a remainder of ten is written as `ten`, or means that there is no such
/// number.
pub(super) fn remainder(text: &str, weights: &[u32], modulus: u32, ten: Option<u32>) -> bool {
    let Some((head, last)) = split_last(text) else { return false };
    if head.len() != weights.len() {
        return false;
    }
    let Some(sum) = weighted(head, weights) else { return false };
    let check = sum % modulus;
    let check = if check == 10 { ten } else { Some(check) };
    check.is_some() && check == last.to_digit(10)
}

/// The last digit and the weighted sum of those before it add up to a multiple
/// of eleven; no digit does that for a remainder of one (`one` then stands).
pub(super) fn complement(text: &str, weights: &[u32], one: Option<u32>) -> bool {
    let Some((head, last)) = split_last(text) else { return false };
    if head.len() != weights.len() {
        return false;
    }
    let Some(sum) = weighted(head, weights) else { return false };
    let check = match sum % 11 {
        0 => Some(0),
        1 => one,
        rest => Some(11 - rest),
    };
    check.is_some() && check == last.to_digit(10)
}

/// Two rounds of weights modulo eleven, as the Baltic registers do: the second
/// round counts when the first leaves ten, and ten again means nought.
pub(super) fn two_rounds(text: &str, first: &[u32], second: &[u32]) -> bool {
    let Some((head, last)) = split_last(text) else { return false };
    if head.len() != first.len() {
        return false;
    }
    let (Some(a), Some(b)) = (weighted(head, first), weighted(head, second)) else { return false };
    let check = if a % 11 == 10 { b % 11 % 10 } else { a % 11 };
    last.to_digit(10) == Some(check)
}

fn split_last(text: &str) -> Option<(&str, char)> {
    let last = text.chars().next_back()?;
    Some((text.get(..text.len() - last.len_utf8())?, last))
}

/// Whether six digits are a day, `YYMMDD`, as far as that can be told without
/// the century.
pub(super) fn is_day(yymmdd: &str) -> bool {
    let (Some(month), Some(day)) = (value(part(yymmdd, 2..4)), value(part(yymmdd, 4..6))) else {
        return false;
    };
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    yymmdd.len() == 6 && value(yymmdd).is_some() && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_own_examples_hold() {
        assert!(luhn("79927398713") && !luhn("79927398710"));
        assert!(mod_11_10("07945"), "ISO 7064 example for MOD 11,10");
        assert!(mod_97_10("79444"), "ISO 7064 example for MOD 97-10");
    }

    #[test]
    fn foreign_characters_are_wrong_and_nothing_worse() {
        for text in ["", "é", "12x4", "١٢٣"] {
            assert!(!luhn(text) && !mod_11_10(text) && !divides(text, &[1, 2, 3, 4], 11));
            assert!(!complement(text, &[1], None) && !two_rounds(text, &[1], &[3]));
            assert!(!is_day(text));
        }
    }

    #[test]
    fn days_are_days() {
        assert!(is_day("000229") && is_day("991231"));
        assert!(!is_day("990431") && !is_day("991301") && !is_day("990100"));
    }

    proptest::proptest! {
        #[test]
        fn one_wrong_digit_never_passes_luhn(number in "[0-9]{8,14}", place in 0usize..8, other in 1u32..10) {
            let full = (0..10).map(|d| format!("{number}{d}")).find(|n| luhn(n)).unwrap();
            let wrong: String = full
                .chars()
                .enumerate()
                .map(|(i, c)| {
                    let digit = c.to_digit(10).unwrap();
                    if i == place { char::from_digit((digit + other) % 10, 10).unwrap() } else { c }
                })
                .collect();
            proptest::prop_assert!(!luhn(&wrong));
        }
    }
}
