//! VAT numbers: one row a country, form and check digits.
//!
//! Forms follow the list of the Commission's VIES (Council Regulation (EU)
//! 904/2010) and the tax authorities of the United Kingdom, Norway,
//! Switzerland and Iceland.

use super::checks::{
    complement, divides, is_day, luhn, mod_11_10, mod_97_10, part, remainder, two_rounds, value,
    weighted,
};

/// The VAT number of one country.
pub(super) struct Vat {
    /// ISO 3166-1 alpha-2 of the country.
    pub(super) country: &'static str,
    /// Prefix of the canonical form (`EL` for Greece, `CHE` for Switzerland).
    pub(super) prefix: &'static str,
    /// Forms after the prefix: `#` a digit, `@` a letter, `?` either, other
    /// characters themselves.
    pub(super) forms: &'static [&'static str],
    /// Puts back what people leave out, before the form is looked at.
    pub(super) pad: fn(&str) -> String,
    /// The canonical form of the part after the prefix.
    pub(super) show: fn(&str) -> String,
    /// Whether the check digits are right.
    pub(super) check: fn(&str) -> bool,
}

fn same(text: &str) -> String {
    text.to_owned()
}

macro_rules! vat {
    ($country:literal, $prefix:literal, [$($form:literal),+], $check:expr) => {
        vat!($country, $prefix, [$($form),+], $check, pad = same, show = same)
    };
    ($country:literal, $prefix:literal, [$($form:literal),+], $check:expr, pad = $pad:expr) => {
        vat!($country, $prefix, [$($form),+], $check, pad = $pad, show = same)
    };
    ($country:literal, $prefix:literal, [$($form:literal),+], $check:expr, show = $show:expr) => {
        vat!($country, $prefix, [$($form),+], $check, pad = same, show = $show)
    };
    ($country:literal, $prefix:literal, [$($form:literal),+], $check:expr, pad = $pad:expr, show = $show:expr) => {
        Vat { country: $country, prefix: $prefix, forms: &[$($form),+], pad: $pad, show: $show, check: $check }
    };
}

/// All countries, by prefix.
pub(super) const TABLE: &[Vat] = &[
    vat!("AT", "AT", ["U########"], austria),
    vat!("BE", "BE", ["##########", "#########"], belgium, pad = |n| format!("{n:0>10}")),
    vat!("BG", "BG", ["#########", "##########"], bulgaria),
    vat!(
        "CH",
        "CHE",
        ["#########", "#########MWST", "#########TVA", "#########IVA", "#########TPV"],
        |n| swiss_uid(part(n, 0..9)),
        show = swiss
    ),
    vat!("CY", "CY", ["########@"], cyprus),
    vat!("CZ", "CZ", ["########", "#########", "##########"], czechia),
    vat!("DE", "DE", ["#########"], |n| !n.starts_with('0') && mod_11_10(n)),
    vat!("DK", "DK", ["########"], danish_cvr),
    vat!("EE", "EE", ["#########"], |n| divides(n, &[3, 7, 1, 3, 7, 1, 3, 7, 1], 10)),
    vat!("GR", "EL", ["#########", "########"], greece, pad = |n| format!("{n:0>9}")),
    vat!(
        "ES",
        "ES",
        ["?#######?"],
        spanish_nif,
        show = |n| if spanish_person(n) { super::super::person::covered(n) } else { n.to_owned() }
    ),
    vat!("FI", "FI", ["########"], finnish_business_id),
    vat!("FR", "FR", ["??#########"], france),
    vat!(
        "GB",
        "GB",
        ["#########", "############", "GD###", "HA###", "GD8888#####", "HA8888#####"],
        britain
    ),
    vat!("HR", "HR", ["###########"], mod_11_10),
    vat!("HU", "HU", ["########"], |n| divides(n, &[9, 7, 3, 1, 9, 7, 3, 1], 10)),
    vat!("IE", "IE", ["#######@", "#######@@", "#?#####@"], ireland),
    vat!("IS", "IS", ["#####", "######"], |_| true),
    vat!("IT", "IT", ["###########"], italy),
    vat!("LT", "LT", ["#########", "############"], lithuania),
    vat!("LU", "LU", ["########"], |n| {
        matches!((value(part(n, 0..6)), value(part(n, 6..8))), (Some(a), Some(b)) if a % 89 == b)
    }),
    vat!("LV", "LV", ["###########"], latvia),
    vat!("MT", "MT", ["########"], |n| !n.starts_with('0')
        && divides(n, &[3, 4, 6, 7, 8, 9, 10, 1], 37)),
    vat!("NL", "NL", ["#########B##"], netherlands, pad = dutch_padding),
    vat!(
        "NO",
        "NO",
        ["#########MVA", "#########"],
        |n| norwegian_orgnr(part(n, 0..9)),
        show = |n| format!("{}MVA", part(n, 0..9))
    ),
    vat!("PL", "PL", ["##########"], |n| remainder(n, &[6, 5, 7, 2, 3, 4, 5, 6, 7], 11, None)),
    vat!("PT", "PT", ["#########"], portugal),
    vat!(
        "RO",
        "RO",
        [
            "##",
            "###",
            "####",
            "#####",
            "######",
            "#######",
            "########",
            "#########",
            "##########",
            "#############"
        ],
        romania
    ),
    vat!("SE", "SE", ["##########01"], |n| luhn(part(n, 0..10))),
    vat!("SI", "SI", ["########"], slovenia),
    vat!("SK", "SK", ["##########"], slovakia),
    vat!(
        "XI",
        "XI",
        ["#########", "############", "GD###", "HA###", "GD8888#####", "HA8888#####"],
        britain
    ),
];

fn austria(n: &str) -> bool {
    // Luhn over the digits, moved by four: the check digit makes the sum end in 6.
    let digits: Option<Vec<u32>> = part(n, 1..9).chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits else { return false };
    let Some((last, head)) = digits.split_last() else { return false };
    let sum: u32 = head
        .iter()
        .enumerate()
        .map(|(i, d)| if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { *d })
        .sum();
    (96 - sum) % 10 == *last
}

pub(super) fn belgium(n: &str) -> bool {
    let (Some(head), Some(check)) = (value(part(n, 0..8)), value(part(n, 8..10))) else {
        return false;
    };
    n.starts_with(['0', '1']) && head > 0 && 97 - head % 97 == check
}

fn bulgaria(n: &str) -> bool {
    if n.len() == 9 {
        return two_rounds(n, &[1, 2, 3, 4, 5, 6, 7, 8], &[3, 4, 5, 6, 7, 8, 9, 10]);
    }
    let person = remainder(n, &[2, 4, 8, 5, 10, 9, 7, 3, 6], 11, Some(0));
    let foreigner = remainder(n, &[21, 19, 17, 13, 11, 9, 7, 3, 1], 10, None);
    person || foreigner || complement(n, &[4, 3, 2, 7, 6, 5, 4, 3, 2], None)
}

pub(super) fn swiss_uid(n: &str) -> bool {
    complement(n, &[5, 4, 3, 2, 7, 6, 5, 4], None)
}

fn swiss(n: &str) -> String {
    let (digits, suffix) = n.split_at(n.len().min(9));
    let shown = dotted(digits);
    if suffix.is_empty() { shown } else { format!("{shown} {suffix}") }
}

/// `-123.456.789`, the way the Swiss UID is written after `CHE`.
pub(super) fn dotted(n: &str) -> String {
    format!("-{}.{}.{}", part(n, 0..3), part(n, 3..6), part(n, 6..9))
}

fn cyprus(n: &str) -> bool {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let mut sum = 0;
    for (place, c) in part(n, 0..8).chars().enumerate() {
        let Some(digit) = c.to_digit(10) else { return false };
        sum += if place % 2 == 0 { ODD.get(digit as usize).copied().unwrap_or(0) } else { digit };
    }
    let letter = char::from_digit(sum % 26 + 10, 36).map(|c| c.to_ascii_uppercase());
    !n.starts_with("12") && n.chars().next_back() == letter
}

pub(super) fn czech_ico(n: &str) -> bool {
    let Some(sum) = weighted(part(n, 0..7), &[8, 7, 6, 5, 4, 3, 2]) else { return false };
    let check = (11 - sum % 11) % 10;
    n.len() == 8 && part(n, 7..8).parse() == Ok(check)
}

fn czechia(n: &str) -> bool {
    match n.len() {
        8 => !n.starts_with('9') && czech_ico(n),
        9 if n.starts_with('6') => {
            let Some(sum) = weighted(part(n, 1..8), &[8, 7, 6, 5, 4, 3, 2]) else { return false };
            // Numbers given out by the tax office itself.
            let digit = (8 - (10 - i64::from(sum) % 11).rem_euclid(11)).rem_euclid(10);
            part(n, 8..9).parse() == Ok(digit)
        }
        9 | 10 => birth_number(n),
        _ => false,
    }
}

/// Czech and Slovak birth numbers: `YYMMDD` with months moved by 50 for women
/// and by 20 when a day ran out; ten digits divide by eleven.
fn birth_number(n: &str) -> bool {
    let Some(month) = value(part(n, 2..4)) else { return false };
    let day = format!("{}{:02}{}", part(n, 0..2), month % 50 % 20, part(n, 4..6));
    if !is_day(&day) {
        return false;
    }
    match (n.len(), value(part(n, 0..9)), value(part(n, 9..10))) {
        (9, _, _) => true,
        (10, Some(head), Some(check)) => head % 11 % 10 == check,
        _ => false,
    }
}

pub(super) fn danish_cvr(n: &str) -> bool {
    !n.starts_with('0') && divides(n, &[2, 7, 6, 5, 4, 3, 2, 1], 11)
}

fn greece(n: &str) -> bool {
    let mut check = 0;
    for c in part(n, 0..8).chars() {
        let Some(digit) = c.to_digit(10) else { return false };
        check = check * 2 + digit;
    }
    n.len() == 9 && part(n, 8..9).parse() == Ok(check * 2 % 11 % 10)
}

const NIF_LETTERS: &str = "TRWAGMYFPDXBNJZSQVHLCKE";

/// The letter of a Spanish identity number.
fn nif_letter(number: u64) -> Option<char> {
    NIF_LETTERS.chars().nth(usize::try_from(number % 23).ok()?)
}

/// A Spanish company's number (the former CIF).
pub(super) fn spanish_company(n: &str) -> bool {
    let kind = n.chars().next().unwrap_or('?');
    if !"ABCDEFGHJNPQRSUVW".contains(kind) {
        return false;
    }
    let body = part(n, 1..8);
    let last = n.chars().next_back().unwrap_or('?');
    // Which kinds end in a letter is told differently by different sources, so
    // either form of the same check is taken.
    (0..10).any(|d| {
        luhn(&format!("{body}{d}")) && {
            let letter = "JABCDEFGHI".chars().nth(d);
            Some(last) == letter || last.to_digit(10) == u32::try_from(d).ok()
        }
    })
}

/// A Spanish citizen's or resident foreigner's number (DNI, NIE).
pub(super) fn spanish_person(n: &str) -> bool {
    let head = part(n, 0..8);
    let number = match head.chars().next() {
        Some(x @ ('X' | 'Y' | 'Z')) => {
            let first = u32::from(x) - u32::from('X');
            format!("{first}{}", part(head, 1..8))
        }
        _ => head.to_owned(),
    };
    n.len() == 9 && value(&number).and_then(nif_letter) == n.chars().next_back()
}

fn spanish_nif(n: &str) -> bool {
    if n.starts_with(['K', 'L', 'M']) {
        return value(part(n, 1..8)).and_then(nif_letter) == n.chars().next_back();
    }
    spanish_person(n) || spanish_company(n)
}

pub(super) fn finnish_business_id(n: &str) -> bool {
    complement(n, &[7, 9, 10, 5, 8, 4, 2], None)
}

fn france(n: &str) -> bool {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let (key, siren) = (part(n, 0..2), part(n, 2..11));
    let Some(number) = value(siren) else { return false };
    // Monaco's numbers have 000 where the SIREN begins, and no Luhn digit.
    if !siren.starts_with("000") && !luhn(siren) {
        return false;
    }
    if let Some(key) = value(key) {
        return (number * 100 + 12) % 97 == key;
    }
    let mut places = key.chars().map(|c| LETTERS.find(c));
    let (Some(Some(a)), Some(Some(b))) = (places.next(), places.next()) else { return false };
    let check = if key.starts_with(|c: char| c.is_ascii_digit()) {
        (a * 24 + b).checked_sub(10)
    } else {
        (a * 34 + b).checked_sub(100)
    };
    check.is_some_and(|c| {
        let c = c as u64;
        (number + 1 + c / 11) % 11 == c % 11
    })
}

fn britain(n: &str) -> bool {
    let number = |range| value(part(n, range)).unwrap_or(u64::MAX);
    match n.len() {
        5 => number(2..5).lt(&1000) && n.starts_with("GD") == (number(2..5) < 500),
        11 => {
            let office = number(6..9);
            n.starts_with("GD") == (office < 500) && office % 97 == number(9..11)
        }
        9 | 12 => {
            let Some(sum) = weighted(part(n, 0..9), &[8, 7, 6, 5, 4, 3, 2, 10, 1]) else {
                return false;
            };
            let rest = sum % 97;
            if number(0..3) >= 100 {
                matches!(rest, 0 | 42 | 55)
            } else {
                number(0..3) > 0 && rest == 0
            }
        }
        _ => false,
    }
}

fn ireland(n: &str) -> bool {
    const LETTERS: &str = "WABCDEFGHIJKLMNOPQRSTUV";
    let old = !part(n, 1..2).chars().all(|c| c.is_ascii_digit());
    let (body, extra) = if old {
        if n.len() != 8
            || !part(n, 1..2).chars().all(|c| c.is_ascii_uppercase() || "+*".contains(c))
        {
            return false;
        }
        (format!("0{}{}", part(n, 2..7), part(n, 0..1)), 0)
    } else {
        let extra = if n.len() == 9 { LETTERS.find(part(n, 8..9)) } else { Some(0) };
        let Some(extra) = extra else { return false };
        (part(n, 0..7).to_owned(), extra)
    };
    let Some(sum) = weighted(&body, &[8, 7, 6, 5, 4, 3, 2]) else { return false };
    let letter = LETTERS.chars().nth((sum as usize + 9 * extra) % 23);
    part(n, 7..8).chars().next() == letter
}

pub(super) fn italy(n: &str) -> bool {
    // Digits eight to ten name the tax office.
    let office = value(part(n, 7..10)).unwrap_or(0);
    let known = matches!(office, 1..=100 | 120 | 121 | 888 | 999);
    !n.starts_with("0000000") && known && luhn(n)
}

fn lithuania(n: &str) -> bool {
    let mark = if n.len() == 9 { part(n, 7..8) } else { part(n, 10..11) };
    let weights =
        |from: u32, count: u32| (0..count).map(|i| (i + from) % 9 + 1).collect::<Vec<_>>();
    let count = if n.len() == 9 { 8 } else { 11 };
    mark == "1" && two_rounds(n, &weights(0, count), &weights(2, count))
}

fn latvia(n: &str) -> bool {
    if n.starts_with(|c: char| c > '3') {
        return latvian_company(n);
    }
    let check = weighted(part(n, 0..10), &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])
        .is_some_and(|sum| part(n, 10..11).parse() == Ok((1 + sum) % 11 % 10));
    if n.starts_with("32") {
        return check;
    }
    // Day, month, year, then the century: 0, 1 or 2.
    let day = format!("{}{}{}", part(n, 4..6), part(n, 2..4), part(n, 0..2));
    check && is_day(&day) && matches!(part(n, 6..7), "0" | "1" | "2")
}

pub(super) fn latvian_company(n: &str) -> bool {
    n.len() == 11
        && n.starts_with(|c: char| c > '3')
        && weighted(n, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]).is_some_and(|sum| sum % 11 == 3)
}

/// Zeros in front that people leave out of a Dutch number.
fn dutch_padding(n: &str) -> String {
    let (head, tail) = n.split_once('B').unwrap_or((n, ""));
    format!("{head:0>9}B{tail:0>2}")
}

fn netherlands(n: &str) -> bool {
    let digits = part(n, 0..9);
    let citizen = value(digits).is_some_and(|v| v > 0)
        && weighted(digits, &[9, 8, 7, 6, 5, 4, 3, 2, 10]).is_some_and(|sum| sum % 11 == 0);
    value(part(n, 10..12)).is_some_and(|v| v > 0) && (citizen || mod_97_10(&format!("NL{n}")))
}

pub(super) fn norwegian_orgnr(n: &str) -> bool {
    complement(n, &[3, 2, 7, 6, 5, 4, 3, 2], None)
}

pub(super) fn portugal(n: &str) -> bool {
    !n.starts_with('0') && complement(n, &[9, 8, 7, 6, 5, 4, 3, 2], Some(0))
}

fn romania(n: &str) -> bool {
    if n.starts_with('0') {
        return false;
    }
    if n.len() == 13 {
        return remainder(n, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 11, Some(1));
    }
    let padded = format!("{n:0>10}");
    weighted(part(&padded, 0..9), &[7, 5, 3, 2, 1, 7, 5, 3, 2])
        .is_some_and(|sum| part(&padded, 9..10).parse() == Ok(sum * 10 % 11 % 10))
}

fn slovenia(n: &str) -> bool {
    let Some(sum) = weighted(part(n, 0..7), &[8, 7, 6, 5, 4, 3, 2]) else { return false };
    let check = 11 - sum % 11;
    !n.starts_with('0') && check != 11 && part(n, 7..8).parse() == Ok(check % 10)
}

fn slovakia(n: &str) -> bool {
    // A birth number serves as well, though none has been issued for long.
    let company = matches!(part(n, 2..3), "2" | "3" | "4" | "7" | "8" | "9")
        && !n.starts_with('0')
        && value(n).is_some_and(|v| v % 11 == 0);
    company || birth_number(n)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn published_examples_are_right() {
        for text in [
            "ATU13585627",
            "BE0428759497",
            "DE136695976",
            "DK13585628",
            "EE100594102",
            "ESB58378431",
            "FI20774740",
            "FR40303265045",
            "GB980780684",
            "IE6433435F",
            "IT00743110157",
            "LT119511515",
            "LU15027442",
            "NL004495445B01",
            "NO995525828MVA",
            "PL8567346215",
            "PT501964843",
            "SE123456789701",
            "CHE-107.787.577 IVA",
            "HU12892312",
            "HR33392005961",
            "EL094259216",
            "CY10259033P",
            "BG175074752",
            "RO18547290",
            "SI50223054",
            "SK2022749619",
            "MT11679112",
            "CZ25123891",
            "LV40003521600",
        ] {
            let read = parse(text, None, Some("vat"));
            assert!(read.valid, "{text}: {read:?}");
        }
    }

    #[test]
    fn a_changed_digit_is_wrong() {
        for text in [
            "ATU13585626",
            "BE0428759498",
            "DE136695978",
            "FR84323140391",
            "LT119511516",
            "GB980780685",
        ] {
            let read = parse(text, None, Some("vat"));
            assert!(!read.valid, "{text}");
            assert!(read.value.is_some(), "the form of {text} is still recognised");
        }
    }

    #[test]
    fn prefixes_are_unique() {
        let mut seen = std::collections::BTreeSet::new();
        assert!(TABLE.iter().all(|vat| seen.insert(vat.prefix)));
    }
}
