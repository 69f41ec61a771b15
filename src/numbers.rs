//! Whether two organisation or VAT numbers mean the same organisation.
//!
//! Used by rules and by ownership alike, so that both agree. A VAT number is often
//! the organisation number with a country before it and a few characters before or
//! after (`SE` + number + `01`, `FR` + two digits + SIREN, number + `MVA`), so one
//! may contain the other whole at its beginning or end. One digit off is another
//! organisation; two numbers of different kinds tell nothing about each other.
//!
//! This room knows spellings only: check digits are for extraction.

/// The answer of [`compare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The same organisation.
    Same,
    /// Numbers of one kind that differ: another organisation.
    Different,
    /// Numbers of different kinds, or none: nothing follows.
    Incomparable,
}

/// Compares two numbers in any usual spelling.
#[must_use]
pub fn compare(a: &str, b: &str) -> Match {
    let (a, b) = (canonical(a), canonical(b));
    if a.contains('*') != b.contains('*') {
        return masked(&a, &b);
    }
    if same_canonical(&a, &b) {
        Match::Same
    } else if !a.is_empty() && shape(&a) == shape(&b) {
        Match::Different
    } else {
        Match::Incomparable
    }
}

/// Compares a number of which a part is covered, as those of persons are, with
/// another: what is left of the one tells.
fn masked(a: &str, b: &str) -> Match {
    let (a, b) = (without_century(a), without_century(b));
    let (a, b) = (without_country(a), without_country(b));
    let alike = || a.chars().zip(b.chars()).all(|(x, y)| x == y || x == '*' || y == '*');
    if a.is_empty() || a.len() != b.len() {
        Match::Incomparable
    } else if alike() {
        Match::Same
    } else {
        Match::Different
    }
}

/// A Swedish identity number of twelve digits without the first two.
fn without_century(number: &str) -> &str {
    match number.get(2..) {
        Some(rest) if number.len() == 12 && number.starts_with(['1', '2']) => rest,
        _ => number,
    }
}

/// The kind of a number as far as its spelling shows it: the letters it begins with
/// and how many characters follow. An entry in a register has as many digits as it
/// happens to have, and counts within its court, which is not always named.
fn shape(number: &str) -> (&str, usize) {
    let letters = number.find(|c: char| c.is_ascii_digit()).unwrap_or(number.len());
    let (letters, digits) = number.split_at(letters);
    let register = matches!(letters, "HRA" | "HRB");
    (letters, if register { 0 } else { digits.len() })
}

/// The fewest characters of a number that may stand inside another.
const WHOLE: usize = 8;
/// The most characters that may stand around it.
const AROUND: usize = 5;

fn same_canonical(a: &str, b: &str) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b {
        return true;
    }
    let (bare_a, bare_b) = (without_country(a), without_country(b));
    if bare_a.len() < a.len() && bare_b.len() < b.len() && a.get(..2) != b.get(..2) {
        return false;
    }
    if bare_a == bare_b {
        return true;
    }
    let (short, long) =
        if bare_a.len() <= bare_b.len() { (bare_a, bare_b) } else { (bare_b, bare_a) };
    short.len() >= WHOLE
        && long.len() - short.len() <= AROUND
        && (long.starts_with(short) || long.ends_with(short))
}

/// Upper-case letters and digits; of an entry in a German commercial register, its
/// section and number, wherever the court is named.
fn canonical(number: &str) -> String {
    let plain: String = number
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '*')
        .map(|c| c.to_ascii_uppercase())
        .take(64)
        .collect();
    for section in ["HRA", "HRB"] {
        let entry = plain
            .split_once(section)
            .map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
        if let Some(digits) = entry.filter(|digits| !digits.is_empty()) {
            return format!("{section}{digits}");
        }
    }
    plain
}

/// The number without two leading letters, when enough of it is left to be one.
fn without_country(number: &str) -> &str {
    match number.get(..2) {
        Some(letters)
            if letters.chars().all(|c| c.is_ascii_uppercase()) && number.len() >= WHOLE + 2 =>
        {
            &number[2..]
        }
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_covered_number_is_compared_by_what_is_left() {
        assert_eq!(compare("811228-****", "19811228-9874"), Match::Same);
        assert_eq!(compare("811228-****", "811229-9874"), Match::Different);
        assert_eq!(compare("***4567**", "12345678Z"), Match::Same);
        assert_eq!(compare("***4567**", "B22464184"), Match::Different);
        assert_eq!(compare("811228-****", "B22464184"), Match::Incomparable);
    }

    #[test]
    fn numbers_are_compared_without_their_spelling() {
        for (a, b) in [
            ("559012-3457", "5590123457"),
            ("559012-3457", "SE559012345701"),
            ("16559012-3457", "559012-3457"),
            ("NO 912 345 678 MVA", "912345678"),
            ("FR 12 345678901", "345 678 901"),
            ("0428.759.497", "BE 428759497"),
            ("Amtsgericht Musterstadt HRB 12345", "HRB 12345"),
            ("1234567-8", "FI12345678"),
        ] {
            assert_eq!(compare(a, b), Match::Same, "{a} and {b}");
            assert_eq!(compare(b, a), Match::Same, "{b} and {a}");
        }
    }

    #[test]
    fn another_number_of_the_same_kind_is_another_organisation() {
        for (a, b) in [("559012-3457", "559012-3456"), ("HRB 12345", "HRB 543")] {
            assert_eq!(compare(a, b), Match::Different, "{a} and {b}");
        }
    }

    #[test]
    fn numbers_of_different_kinds_tell_nothing() {
        for (a, b) in [
            ("559012-3457", "SE559012345601"),
            ("DK12345678", "FI12345678"),
            ("HRB 12345", "HRA 12345"),
            ("SC123456", "NI123456"),
            ("", ""),
            ("12345", "9912345"),
            ("HRB 12345", "DE123456789"),
        ] {
            assert_eq!(compare(a, b), Match::Incomparable, "{a} and {b}");
        }
    }
}
