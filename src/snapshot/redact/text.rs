//! Finds and masks e-mail addresses, telephone numbers and identity numbers in
//! any text, marked up or not.
//!
//! Works on bytes, as pages come in many encodings and everything looked for is
//! ASCII. Masks keep the shape: an address stays an address, a number keeps its
//! separators and country code.

use super::identity;
use regex::bytes::{Captures, Regex};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Digits by which a number is known again without its area or country code.
const KNOWN_DIGITS: usize = 7;

/// Most times a text is gone through.
const MOST_ROUNDS: usize = 8;

/// What may stand between the digits of a telephone number.
const GAP: &str = r"(?:[ \t.\-/()]|&nbsp;|\xc2\xa0|\xa0|\xe2\x80\x91|\xe2\x80\x93){0,3}";

static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(concat!(
        r"(?P<local>(?:[A-Za-z0-9._%+'\-]|\xc3[\x80-\xbf]){1,64})",
        r"(?P<at>@|%40|&#0{0,4}64;|&#[xX]0{0,4}40;|&commat;)",
        r"(?P<domain>(?:[A-Za-z0-9\-]{1,63}\.){1,8}[A-Za-z]{2,24})\b",
    ))
});
static PROTECTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r#"(?P<before>data-cfemail=["']?|email-protection#)(?P<hex>(?:[0-9a-fA-F]{2}){4,200})"#)
});
static MARKED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(concat!(
        r#"(?P<before>(?:tel|sms|callto|whatsapp):(?:%20|//)?|wa\.me/|"#,
        r#""(?:telephone|faxNumber|phone|fax)"\s{0,9}:\s{0,9}"|"#,
        r#"itemprop=["']?telephone["']?[^<>]{0,200}>\s{0,9})"#,
        r#"(?P<number>(?:[+0-9 ().\-/]|%20|%2[bB]|&nbsp;|\xc2\xa0){5,40})"#,
    ))
});
static PHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let gap = GAP;
    regex(&format!(
        "(?P<number>\
         (?:\\+|\\b00)[1-9][0-9]{{0,2}}{gap}(?:[0-9]{gap}){{5,12}}[0-9]\
         |\\b0[0-9](?:[ .\\-/][0-9]{{2}}){{4}}\
         |\\(?\\b0[0-9]{{1,4}}\\)?(?:[ \\-/]|\\xc2\\xa0|\\xe2\\x80\\x93){{1,3}}[0-9]{{2,8}}(?:{gap}[0-9]{{2,4}}){{0,4}}\
         )"
    ))
});
static RUN: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(&format!("(?P<number>\\+?[0-9](?:{GAP}[0-9]){{6,16}})")));

/// A pattern over bytes. That they compile is tested; should one not, nothing is
/// found by it.
fn regex(pattern: &str) -> Option<Regex> {
    regex::bytes::RegexBuilder::new(pattern).unicode(false).build().ok()
}

/// Masks text, and remembers what it masked.
#[derive(Default)]
pub(super) struct Masker {
    /// Number of each address, in the order first seen.
    addresses: BTreeMap<Vec<u8>, usize>,
    /// Last digits of the numbers known to be telephone numbers.
    known: BTreeSet<Vec<u8>>,
}

impl Masker {
    /// Remembers the telephone numbers that a text marks as such.
    pub(super) fn learn(&mut self, text: &[u8]) {
        for pattern in [&MARKED, &PHONE].into_iter().filter_map(|pattern| pattern.as_ref()) {
            for found in pattern.captures_iter(text) {
                let marked = found.name("before").is_some();
                if let Some(number) = found.name("number").map(|number| number.as_bytes())
                    && (marked || is_phone(number))
                {
                    self.remember(number);
                }
            }
        }
    }

    /// Remembers one telephone number.
    pub(super) fn learn_phone(&mut self, number: &str) {
        self.remember(number.as_bytes());
    }

    fn remember(&mut self, number: &[u8]) {
        let digits: Vec<u8> = number.iter().copied().filter(u8::is_ascii_digit).collect();
        let Some(last) = digits.len().checked_sub(KNOWN_DIGITS).and_then(|at| digits.get(at..))
        else {
            return;
        };
        // A mask must not be taken for a number, nor round prices for it.
        if last.iter().filter(|digit| **digit != b'0').count() > 2 {
            self.known.insert(last.to_vec());
        }
    }

    /// Masks a string in place.
    pub(super) fn string(&mut self, text: &mut String) {
        let masked = self.bytes(text.as_bytes());
        if masked != text.as_bytes() {
            *text = String::from_utf8_lossy(&masked).into_owned();
        }
    }

    /// Masks a string that may be there.
    pub(super) fn option(&mut self, text: &mut Option<String>) {
        if let Some(text) = text {
            self.string(text);
        }
    }

    /// Masks bytes of text.
    pub(super) fn bytes(&mut self, text: &[u8]) -> Vec<u8> {
        // A mask can lay bare where the next number begins.
        let mut text = text.to_vec();
        for _ in 0..MOST_ROUNDS {
            let masked = self.round(&text);
            if masked == text {
                break;
            }
            text = masked;
        }
        text
    }

    fn round(&mut self, text: &[u8]) -> Vec<u8> {
        let text = replace(&EMAIL, text, |found| self.email(found));
        let text = replace(&PROTECTED, &text, |found| self.protected(found));
        let text = identity::mask(&text);
        let text = replace(&MARKED, &text, |found| {
            let number = found.name("number")?.as_bytes();
            Some([found.name("before")?.as_bytes(), &zeros(number)].concat())
        });
        let text = replace(&PHONE, &text, |found| {
            let number = found.name("number")?.as_bytes();
            is_phone(number).then(|| zeros(number))
        });
        replace(&RUN, &text, |found| {
            let number = found.name("number")?.as_bytes();
            let digits: Vec<u8> = number.iter().copied().filter(u8::is_ascii_digit).collect();
            let known = digits.windows(KNOWN_DIGITS).any(|window| self.known.contains(window));
            known.then(|| zeros(number))
        })
    }

    fn email(&mut self, found: &Captures<'_>) -> Option<Vec<u8>> {
        let part = |name| found.name(name).map(|found| found.as_bytes());
        let (local, at, domain) = (part("local")?, part("at")?, part("domain")?);
        // Pictures for dense screens are called `logo@2x.png`.
        let dense = domain.first().is_some_and(u8::is_ascii_digit)
            && domain.get(1).is_some_and(|second| *second == b'x');
        if dense {
            return None;
        }
        Some([&self.name_for(local, domain), at, domain].concat())
    }

    /// The same address always gets the same name.
    fn name_for(&mut self, local: &[u8], domain: &[u8]) -> Vec<u8> {
        let number = local.strip_prefix(b"redacted-");
        if number.is_some_and(|number| number.iter().all(u8::is_ascii_digit)) {
            return local.to_vec();
        }
        let key = [local, b"@", domain].concat().to_ascii_lowercase();
        let next = self.addresses.len() + 1;
        let number = self.addresses.entry(key).or_insert(next);
        format!("redacted-{number}").into_bytes()
    }

    /// An address hidden from robots: hexadecimal, each byte XORed with the first.
    fn protected(&mut self, found: &Captures<'_>) -> Option<Vec<u8>> {
        let hex = std::str::from_utf8(found.name("hex")?.as_bytes()).ok()?;
        let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        let bytes: Vec<u8> = (0..hex.len()).step_by(2).map_while(byte).collect();
        let (key, hidden) = bytes.split_first()?;
        let plain: Vec<u8> = hidden.iter().map(|byte| byte ^ key).collect();
        let at = plain.iter().position(|byte| *byte == b'@')?;
        let (local, domain) = (plain.get(..at)?, plain.get(at + 1..)?);
        let masked = [&self.name_for(local, domain), &b"@"[..], domain].concat();
        let mut out = found.name("before")?.as_bytes().to_vec();
        out.extend(format!("{key:02x}").bytes());
        out.extend(masked.iter().flat_map(|byte| format!("{:02x}", byte ^ key).into_bytes()));
        Some(out)
    }
}

/// Replaces what `mask` gives something for, and leaves the rest.
fn replace(
    pattern: &Option<Regex>,
    text: &[u8],
    mut mask: impl FnMut(&Captures<'_>) -> Option<Vec<u8>>,
) -> Vec<u8> {
    let Some(pattern) = pattern else { return text.to_vec() };
    pattern
        .replace_all(text, |found: &Captures<'_>| {
            mask(found).unwrap_or_else(|| found.get(0).map_or(&[][..], |m| m.as_bytes()).to_vec())
        })
        .into_owned()
}

/// Whether something that looks like a telephone number is likely to be one, and
/// not a date or opening hours.
fn is_phone(number: &[u8]) -> bool {
    let groups: Vec<&[u8]> =
        number.split(|byte| !byte.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    if !(6..=17).contains(&digits) {
        return false;
    }
    if number.contains(&b'+') || number.starts_with(b"00") || groups.len() == 1 {
        return digits >= 7;
    }
    match groups.as_slice() {
        // `01 23 45 67 89`.
        [first, rest @ ..] if first.len() == 2 && rest.len() == 4 => true,
        // `01-02-2026` and `09-17 10-14` are none.
        [first, second, ..] if first.len() == 2 => second.len() >= 3 && digits >= 7,
        _ => digits >= 7,
    }
}

/// A number with its digits made 0, but for the country code.
fn zeros(number: &[u8]) -> Vec<u8> {
    let international = number.iter().position(|byte| *byte == b'+');
    let mut kept = if international.is_some() { 2 } else { 0 };
    let mut out = Vec::with_capacity(number.len());
    for (at, byte) in number.iter().enumerate() {
        let before = international.is_some_and(|plus| at < plus);
        let escaped = at.checked_sub(1).and_then(|at| number.get(at)) == Some(&b'%')
            || at.checked_sub(2).and_then(|at| number.get(at)) == Some(&b'%');
        if !byte.is_ascii_digit() || before || escaped {
            out.push(*byte);
        } else if kept > 0 {
            kept -= 1;
            out.push(*byte);
        } else {
            out.push(b'0');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(text: &str) -> String {
        let mut masker = Masker::default();
        masker.learn(text.as_bytes());
        String::from_utf8(masker.bytes(text.as_bytes())).unwrap()
    }

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&EMAIL, &PROTECTED, &MARKED, &PHONE, &RUN] {
            assert!(pattern.is_some());
        }
    }

    #[test]
    fn addresses_are_masked_and_told_apart() {
        for (text, masked) in [
            ("<a href=mailto:Anna@shop.example>", "<a href=mailto:redacted-1@shop.example>"),
            (
                "a@x.example, b@x.example, A@X.example",
                "redacted-1@x.example, redacted-2@x.example, redacted-1@X.example",
            ),
            ("?m=anna%40x.example&n", "?m=redacted-1%40x.example&n"),
            ("anna&#64;x.example", "redacted-1&#64;x.example"),
            ("k\u{f6}p@x.example", "redacted-1@x.example"),
            ("logo@2x.png react@18.2.0 @media", "logo@2x.png react@18.2.0 @media"),
        ] {
            assert_eq!(mask(text), masked);
        }
    }

    #[test]
    fn a_protected_address_is_masked_in_its_own_code() {
        // "a@b.example" with key 0x10.
        let hide = |text: &str| {
            text.bytes().fold("10".to_owned(), |hex, byte| format!("{hex}{:02x}", byte ^ 0x10))
        };
        let masked = mask(&format!("data-cfemail=\"{}\"", hide("a@b.example")));
        assert_eq!(masked, format!("data-cfemail=\"{}\"", hide("redacted-1@b.example")));
    }

    #[test]
    fn telephone_numbers_are_masked() {
        for (text, masked) in [
            ("Ring 08-123 45 67.", "Ring 00-000 00 00."),
            ("+46 (0)8 123 45 67", "+46 (0)0 000 00 00"),
            ("tel:+46701234567", "tel:+46000000000"),
            ("01 23 45 67 89", "00 00 00 00 00"),
            ("0456-12 34 56", "0000-00 00 00"),
            (
                "\"telephone\": \"22 33 44 56\" and 22334456",
                "\"telephone\": \"00 00 00 00\" and 00000000",
            ),
            ("0049 30 1234567", "0000 00 0000000"),
        ] {
            assert_eq!(mask(text), masked);
        }
    }

    #[test]
    fn other_numbers_are_left() {
        for text in [
            "Org.nr 559998-7319",
            "organisasjonsnummer 909 984 769",
            "01-02-2026 and 2026-01-02 and 02/01/2026",
            "09-17 10-14",
            "12 995,00 kr, 0.75 em, 10 000 000",
            "width:0 0100px 4006381333931",
        ] {
            assert_eq!(mask(text), text);
        }
    }
}
