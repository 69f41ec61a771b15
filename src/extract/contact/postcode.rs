//! Postal codes: one row a country, after the addressing guides of the
//! Universal Postal Union.

use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Where the town stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// `111 22 Stockholm`.
    CodeTown,
    /// `London NW1 6XE`.
    TownCode,
}

/// The postal code of one country.
pub(super) struct Row {
    /// ISO 3166-1 alpha-2.
    pub(super) country: &'static str,
    /// Where the town stands.
    pub(super) order: Order,
    /// The form alone tells that it is a postal code of this country.
    pub(super) distinct: bool,
    /// The code as `code`; a country prefix before it belongs to the match, as
    /// does a state (`state`) that must stand there.
    pattern: &'static str,
}

const fn row(country: &'static str, order: Order, distinct: bool, pattern: &'static str) -> Row {
    Row { country, order, distinct, pattern }
}

use Order::{CodeTown, TownCode};

const TABLE: &[Row] = &[
    row("SE", CodeTown, false, r"\b(?:(?:SE|S)[- ]{1,3})?(?P<code>[1-9]\d{2}[ \u{a0}]?\d{2})\b"),
    row("NO", CodeTown, false, r"\b(?:(?:NO|N)[- ]{1,3})?(?P<code>\d{4})\b"),
    row("DK", CodeTown, false, r"\b(?:DK[- ]{1,3})?(?P<code>[1-9]\d{3})\b"),
    row("FI", CodeTown, false, r"\b(?:(?:FI|FIN)[- ]{1,3})?(?P<code>\d{5})\b"),
    row("IS", CodeTown, false, r"\b(?:IS[- ]{1,3})?(?P<code>[1-9]\d{2})\b"),
    row("DE", CodeTown, false, r"\b(?:(?:DE|D)[- ]{1,3})?(?P<code>\d{5})\b"),
    row("AT", CodeTown, false, r"\b(?:(?:AT|A)[- ]{1,3})?(?P<code>[1-9]\d{3})\b"),
    row("CH", CodeTown, false, r"\b(?:CH[- ]{1,3})?(?P<code>[1-9]\d{3})\b"),
    row("NL", CodeTown, true, r"\b(?:NL[- ]{1,3})?(?P<code>[1-9]\d{3}[ \u{a0}]?[A-Z]{2})\b"),
    row("BE", CodeTown, false, r"\b(?:(?:BE|B)[- ]{1,3})?(?P<code>[1-9]\d{3})\b"),
    row("LU", CodeTown, false, r"\b(?:L[- ]{1,3})?(?P<code>\d{4})\b"),
    row("FR", CodeTown, false, r"\b(?:(?:FR|F)[- ]{1,3})?(?P<code>\d{2}[ \u{a0}]?\d{3})\b"),
    row("ES", CodeTown, false, r"\b(?:(?:ES|E)[- ]{1,3})?(?P<code>[0-5]\d{4})\b"),
    row("IT", CodeTown, false, r"\b(?:(?:IT|I)[- ]{1,3})?(?P<code>\d{5})\b"),
    row("PT", CodeTown, true, r"\b(?P<code>[1-9]\d{3}-\d{3})\b"),
    row("PL", CodeTown, true, r"\b(?:PL[- ]{1,3})?(?P<code>\d{2}(?:-|–| - | – )\d{3})\b"),
    row("CZ", CodeTown, false, r"\b(?:CZ[- ]{1,3})?(?P<code>[1-7]\d{2}[ \u{a0}]?\d{2})\b"),
    row("EE", CodeTown, false, r"\b(?:EE[- ]{0,3})?(?P<code>\d{5})\b"),
    row("LV", TownCode, true, r"\b(?P<code>LV[- ]?\d{4})\b"),
    row("LT", CodeTown, true, r"\b(?P<code>LT[- ]?\d{5})\b"),
    row(
        "GB",
        TownCode,
        true,
        r"\b(?P<code>(?:GIR|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y])) ?\d[ABD-HJLNP-UW-Z]{2})\b",
    ),
    row("IE", TownCode, true, r"\b(?P<code>[AC-FHKNPRTV-Y]\d[\dW] ?[\dAC-FHKNPRTV-Y]{4})\b"),
    row(
        "CA",
        TownCode,
        true,
        r"(?:\(?\b(?:AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|PEI|QC|SK|YT|Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland|Nova Scotia|Ontario|Prince Edward Island|Qu[eé]bec|Saskatchewan|Yukon)\)?\.?,?[ \u{a0}]{1,3})?\b(?P<code>[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ \u{a0}-]?\d[ABCEGHJ-NPRSTV-Z]\d)\b",
    ),
    row(
        "US",
        TownCode,
        true,
        r"\b(?P<state>A[KLRZ]|C[AOT]|D\.?C\.?|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N\.?Y\.?|N[CDEHJMVY]|O[HKR]|PA|PR|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Ak|Az|Ca|Ct|Fl|Ga|Ia|Il|Ks|Ky|Ma|Md|Mi|Mn|Mo|Mt|Nc|Nd|Ne|Nh|Nj|Nm|Nv|Ny|Ri|Sc|Sd|Tn|Tx|Ut|Va|Vt|Wa|Wv|Wy)\.?,?[ \n\u{a0}]{1,3}(?:(?:USA|U\.S\.A\.|US),?[ ]{1,2})?(?P<code>\d{5}(?:-\d{4})?)\b",
    ),
    row(
        "AU",
        TownCode,
        true,
        r"\b(?P<state>NSW|VIC|Vic|QLD|Qld|TAS|Tas|ACT|WA|SA|NT|New South Wales|Victoria|Queensland|Tasmania|South Australia|Western Australia)\.?,?[ \n]{1,2}(?P<code>\d{4})\b",
    ),
    row("AU", TownCode, true, r"\b(?P<code>\d{4}),? (?P<state>NSW|VIC|QLD|TAS|ACT)\b"),
    row("NZ", TownCode, false, r"\b(?P<code>\d{4})\b"),
    row("IN", TownCode, false, r"\b(?P<code>[1-9]\d{2}[ \u{a0}]?\d{3})\b"),
    row("SG", TownCode, false, r"\b(?P<code>\d{6})\b"),
    row("ZA", TownCode, false, r"\b(?P<code>\d{4})\b"),
    row("CN", TownCode, false, r"\b(?P<code>\d{6})\b"),
    row("JP", TownCode, false, r"(?:〒\s?)?\b(?P<code>\d{3}-\d{4})\b"),
    row("HU", CodeTown, false, r"\b(?:(?:HU|H)[- ]{1,3})?(?P<code>[1-9]\d{3})\b"),
    row("SK", CodeTown, false, r"\b(?:SK[- ]{1,3})?(?P<code>[089]\d{2}[ \u{a0}]?\d{2})\b"),
    row("SI", CodeTown, false, r"\b(?:(?:SI|SLO)[- ]{1,3})?(?P<code>[1-9]\d{3})\b"),
    row("HR", CodeTown, false, r"\b(?:HR[- ]{1,3})?(?P<code>[1-5]\d{4})\b"),
    row("RO", CodeTown, false, r"\b(?:RO[- ]{1,3})?(?P<code>\d{6})\b"),
    row("BG", CodeTown, false, r"\b(?:BG[- ]{1,3})?(?P<code>[1-9]\d{3})\b"),
    row("GR", CodeTown, false, r"\b(?:GR[- ]{1,3})?(?P<code>[1-8]\d{2}[ \u{a0}]?\d{2})\b"),
    row("TR", CodeTown, false, r"\b(?:TR[- ]{1,3})?(?P<code>\d{5})\b"),
    row("UA", CodeTown, false, r"\b(?P<code>\d{5})\b"),
    row("MX", CodeTown, false, r"\b(?:C\.?P\.? ?)?(?P<code>\d{5})\b"),
    row("BR", CodeTown, false, r"\b(?P<code>\d{5}-\d{3})\b"),
];

static COMPILED: LazyLock<Vec<(&'static Row, Regex)>> = LazyLock::new(|| {
    // Boundaries and digits of all scripts would make the patterns many times
    // slower in text with accents; what stands around a code is looked at anyway.
    let plain = |pattern: &str| pattern.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]");
    TABLE.iter().filter_map(|row| Some((row, Regex::new(&plain(row.pattern)).ok()?))).collect()
});

/// The rows worth trying on a page of these countries: theirs, those of the
/// countries that it names, and those whose form cannot be taken for anything
/// else.
pub(super) fn rows(
    countries: &[String],
    named: &BTreeSet<&str>,
) -> Vec<(&'static Row, &'static Regex)> {
    let mut rows: Vec<_> = COMPILED
        .iter()
        .map(|(row, regex)| (*row, regex))
        .filter(|(row, _)| {
            row.distinct
                || named.contains(row.country)
                || countries.iter().any(|country| country == row.country)
        })
        .collect();
    // Of two that read the same digits, the likelier country comes first.
    rows.sort_by_key(|(row, _)| {
        countries.iter().position(|country| country == row.country).unwrap_or(usize::MAX)
    });
    rows
}

/// The lengths of the runs of digits in a text, and whether digits and capitals
/// touch: enough to tell which codes cannot stand there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape(u16);

/// A capital right before a digit.
const AFTER_CAPITAL: u16 = 1 << 8;
/// A capital right after a digit.
const BEFORE_CAPITAL: u16 = 1 << 9;

impl Shape {
    /// The shape of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut shape = 0;
        let (mut run, mut capital) = (0_u16, false);
        for byte in text.bytes().chain([b' ']) {
            if byte.is_ascii_digit() {
                shape |= if run == 0 && capital { AFTER_CAPITAL } else { 0 };
                run = (run + 1).min(7);
            } else {
                if run > 0 {
                    shape |= 1 << run;
                    shape |= if byte.is_ascii_uppercase() { BEFORE_CAPITAL } else { 0 };
                }
                run = 0;
            }
            capital = byte.is_ascii_uppercase();
        }
        Self(shape)
    }

    fn has(self, lengths: &[u16]) -> bool {
        lengths.iter().all(|length| self.0 & (1 << length) != 0)
    }

    /// Whether a code of a row may stand in the text.
    pub(super) fn may_hold(self, row: &Row) -> bool {
        match row.country {
            "SE" | "CZ" | "SK" | "GR" => self.has(&[5]) || self.has(&[2, 3]),
            "FR" => self.has(&[5]) || self.has(&[2, 3]),
            "FI" | "DE" | "ES" | "IT" | "EE" | "TR" | "UA" | "MX" | "HR" | "US" | "LT" => {
                self.has(&[5])
            }
            "IS" => self.has(&[3]),
            "PL" => self.has(&[2, 3]),
            "PT" | "JP" => self.has(&[3, 4]),
            "BR" => self.has(&[3, 5]),
            "IN" => self.has(&[6]) || self.has(&[3]),
            "SG" | "CN" | "RO" => self.has(&[6]),
            "GB" => self.0 & BEFORE_CAPITAL != 0,
            "IE" | "CA" => self.0 & AFTER_CAPITAL != 0,
            _ => self.has(&[4]),
        }
    }
}

/// The row of a country.
pub(super) fn of_country(country: &str) -> Option<(&'static Row, &'static Regex)> {
    COMPILED.iter().find(|(row, _)| row.country == country).map(|(row, regex)| (*row, regex))
}

/// The code as its country writes it.
pub(super) fn canonical(code: &str, country: &str) -> String {
    let plain: String =
        code.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
    let spaced = |at: usize| match (plain.get(..at), plain.get(at..)) {
        (Some(head), Some(tail)) if !tail.is_empty() => format!("{head} {tail}"),
        _ => plain.clone(),
    };
    match country {
        "SE" | "CZ" | "SK" | "GR" | "IE" | "CA" => spaced(3),
        "NL" => spaced(4),
        "GB" => spaced(plain.len().saturating_sub(3)),
        "PL" if plain.len() == 5 => match (plain.get(..2), plain.get(2..)) {
            (Some(head), Some(tail)) => format!("{head}-{tail}"),
            _ => plain,
        },
        "PT" | "LV" | "LT" | "US" | "JP" | "BR" => code.trim().to_owned(),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_well_formed() {
        assert_eq!(COMPILED.len(), TABLE.len());
        assert!(
            COMPILED
                .iter()
                .all(|(_, regex)| regex.capture_names().flatten().any(|name| name == "code"))
        );
    }

    #[test]
    fn a_shape_rules_out_no_code_that_stands_there() {
        for (text, country) in [
            ("111 22", "SE"),
            ("0162", "NO"),
            ("1012AB", "NL"),
            ("LS1 4AP", "GB"),
            ("D02 X285", "IE"),
            ("K1A 0B1", "CA"),
            ("TX 73301-1234", "US"),
            ("LV-1010", "LV"),
            ("LT-01103", "LT"),
            ("560 001", "IN"),
            ("100-0001", "JP"),
        ] {
            let (row, regex) = of_country(country).unwrap();
            assert!(regex.is_match(text) && Shape::of(text).may_hold(row), "{text}");
        }
        assert!(!Shape::of("Storgatan 12").may_hold(of_country("SE").unwrap().0));
    }

    #[test]
    fn codes_are_written_as_in_their_country() {
        assert_eq!(canonical("11122", "SE"), "111 22");
        assert_eq!(canonical("ls14ap", "GB"), "LS1 4AP");
        assert_eq!(canonical("1012 ab", "NL"), "1012 AB");
        assert_eq!(canonical("58 – 400", "PL"), "58-400");
    }
}
