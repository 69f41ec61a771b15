//! Organisation numbers: one row a register, form and check digits.
//!
//! The names of the schemes are part of the report format. Forms and checks are
//! those of the registers themselves (Bolagsverket, Brønnøysund, CVR, YTJ,
//! INSEE, KvK, Companies House and their like).

use super::checks::{complement, divides, is_day, luhn, part, remainder, two_rounds, value};
use super::vat::{
    belgium, czech_ico, danish_cvr, dotted, finnish_business_id, italy, latvian_company,
    norwegian_orgnr, portugal, spanish_company, spanish_person, swiss_uid,
};

/// One kind of organisation number.
pub(super) struct Scheme {
    /// Stable name, `se-orgnr`.
    pub(super) name: &'static str,
    /// ISO 3166-1 alpha-2 of the country.
    pub(super) country: &'static str,
    /// What may stand in front, without separators, upper case.
    pub(super) prefixes: &'static [&'static str],
    /// Forms without separators: `#` a digit, `@` a letter, other characters
    /// themselves.
    pub(super) forms: &'static [&'static str],
    /// Whether the check digits are right; always, where there are none.
    pub(super) check: fn(&str) -> bool,
    /// The canonical form.
    pub(super) show: fn(&str) -> String,
    /// How it is written in running text, as a regular expression.
    pub(super) written: &'static str,
}

fn same(text: &str) -> String {
    text.to_owned()
}

fn any(_: &str) -> bool {
    true
}

/// All schemes; of one country, the usual one first.
pub(super) const TABLE: &[Scheme] = &[
    Scheme {
        name: "se-orgnr",
        country: "SE",
        prefixes: &["SE", "16", "19", "20"],
        forms: &["##########"],
        check: luhn,
        show: |n| hyphen(n, 6),
        written: r"(?:16|SE)?\d{6} ?[-–‑]? ?\d{4}",
    },
    Scheme {
        name: "se-personnummer",
        country: "SE",
        prefixes: &["19", "20"],
        forms: &["##########"],
        check: swedish_person,
        show: |n| format!("{}-****", part(n, 0..6)),
        written: r"(?:19|20)?\d{6} ?[-–‑+]? ?\d{4}",
    },
    Scheme {
        name: "no-orgnr",
        country: "NO",
        prefixes: &["NO"],
        forms: &["#########", "#########MVA"],
        check: |n| norwegian_orgnr(part(n, 0..9)),
        show: |n| part(n, 0..9).to_owned(),
        written: r"(?:NO ?-?)?\d{3}[ .]?\d{3}[ .]?\d{3}(?: ?MVA\b)?",
    },
    Scheme {
        name: "dk-cvr",
        country: "DK",
        prefixes: &["DK"],
        forms: &["########"],
        check: danish_cvr,
        show: same,
        written: r"(?:DK[ -]?)?\d{2}[ .]?\d{2}[ .]?\d{2}[ .]?\d{2}",
    },
    Scheme {
        name: "fi-ytunnus",
        country: "FI",
        prefixes: &["FI"],
        forms: &["########", "#######"],
        check: |n| finnish_business_id(&format!("{n:0>8}")),
        show: |n| hyphen(&format!("{n:0>8}"), 7),
        written: r"(?:FI ?-?)?\d{6,7} ?[-–‑]? ?\d",
    },
    Scheme {
        name: "fr-siren",
        country: "FR",
        prefixes: &[],
        forms: &["#########"],
        check: luhn,
        show: same,
        written: r"\d{3}[ .]?\d{3}[ .]?\d{3}",
    },
    Scheme {
        name: "fr-siret",
        country: "FR",
        prefixes: &[],
        forms: &["##############"],
        check: siret,
        show: same,
        written: r"\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{2} ?\d{3}",
    },
    Scheme {
        name: "pl-nip",
        country: "PL",
        prefixes: &["PL"],
        forms: &["##########"],
        check: |n| remainder(n, &[6, 5, 7, 2, 3, 4, 5, 6, 7], 11, None),
        show: same,
        written: r"(?:PL ?)?\d{3}[ -]?\d{2,3}[ -]?\d{2}[ -]?\d{2,3}",
    },
    Scheme {
        name: "pl-regon",
        country: "PL",
        prefixes: &[],
        forms: &["#########", "##############"],
        check: regon,
        show: same,
        written: r"\d{14}|\d{3}[ -]?\d{3}[ -]?\d{3}",
    },
    Scheme {
        name: "pl-krs",
        country: "PL",
        prefixes: &[],
        forms: &["##########"],
        check: any,
        show: same,
        written: r"\d{10}",
    },
    Scheme {
        name: "it-piva",
        country: "IT",
        prefixes: &["IT"],
        forms: &["###########"],
        check: italy,
        show: same,
        written: r"(?:IT ?)?\d{11}|\d{5} \d{3} \d{3}|\d{3} \d{4} \d{4}",
    },
    Scheme {
        name: "es-nif",
        country: "ES",
        prefixes: &["ES"],
        forms: &["@#######@", "@########", "########@"],
        check: |n| spanish_company(n) || (!n.starts_with(['K', 'L', 'M']) && spanish_person(n)),
        show: |n| if spanish_person(n) { super::super::person::covered(n) } else { n.to_owned() },
        written: r"(?:ES[ -]?)?(?:[A-Z][ -]?\d{2}[. ]?\d{3}[. ]?\d{3}|[A-Z][ -]?\d{7}[ -]?[A-Z]|\d{2}[. ]?\d{3}[. ]?\d{3}[ -]?[A-Z])",
    },
    Scheme {
        name: "nl-kvk",
        country: "NL",
        prefixes: &[],
        forms: &["########"],
        check: any,
        show: same,
        written: r"\d{8}|\d{2}[ .]\d{2}[ .]\d{2}[ .]\d{2}|\d{2}[ .]\d{3}[ .]\d{3}",
    },
    Scheme {
        name: "gb-company",
        country: "GB",
        prefixes: &[],
        forms: &["########", "#######", "######", "@@######", "@######"],
        check: british_company,
        show: |n| if n.len() < 8 && value(n).is_some() { format!("{n:0>8}") } else { n.to_owned() },
        written: r"(?:SC|NI|OC|SO|NC|FC|SL|LP|R|CE|IP|RS|SP)? ?\d{6,8}",
    },
    Scheme {
        name: "ee-registrikood",
        country: "EE",
        prefixes: &[],
        forms: &["########"],
        check: |n| {
            n.starts_with(['1', '7', '8', '9'])
                && two_rounds(n, &[1, 2, 3, 4, 5, 6, 7], &[3, 4, 5, 6, 7, 8, 9])
        },
        show: same,
        written: r"\d{8}",
    },
    Scheme {
        name: "is-kennitala",
        country: "IS",
        prefixes: &[],
        forms: &["##########"],
        check: kennitala,
        show: |n| hyphen(n, 6),
        written: r"\d{6} ?-? ?\d{4}",
    },
    Scheme {
        name: "ch-uid",
        country: "CH",
        prefixes: &["CHE"],
        forms: &["#########", "#########MWST", "#########TVA", "#########IVA", "#########TPV"],
        check: |n| swiss_uid(part(n, 0..9)),
        show: |n| format!("CHE{}", dotted(n)),
        written: r"(?:CHE[- ]?)?\d{3}[. ]?\d{3}[. ]?\d{3}",
    },
    Scheme {
        name: "at-fn",
        country: "AT",
        prefixes: &["FN"],
        forms: &["######@", "#####@", "####@", "###@"],
        check: any,
        show: |n| format!("FN {}", n.to_ascii_lowercase()),
        written: r"(?:FN ?)?\d{3,6} ?[a-zA-Z]",
    },
    Scheme {
        name: "be-kbo",
        country: "BE",
        prefixes: &["BE"],
        forms: &["##########", "#########"],
        check: |n| belgium(&format!("{n:0>10}")),
        show: |n| {
            let n = format!("{n:0>10}");
            format!("{}.{}.{}", part(&n, 0..4), part(&n, 4..7), part(&n, 7..10))
        },
        written: r"(?:BE ?)?[01]?\d{3}[. ]?\d{3}[. ]?\d{3}",
    },
    Scheme {
        name: "lv-regnr",
        country: "LV",
        prefixes: &["LV"],
        forms: &["###########"],
        check: latvian_company,
        show: same,
        written: r"(?:LV ?-?)?\d{11}",
    },
    Scheme {
        name: "lt-kodas",
        country: "LT",
        prefixes: &[],
        forms: &["#########"],
        check: |n| two_rounds(n, &[1, 2, 3, 4, 5, 6, 7, 8], &[3, 4, 5, 6, 7, 8, 9, 1]),
        show: same,
        written: r"\d{9}",
    },
    Scheme {
        name: "ie-cro",
        country: "IE",
        prefixes: &[],
        forms: &["######", "#####"],
        check: any,
        show: same,
        written: r"\d{5,6}",
    },
    Scheme {
        name: "pt-nipc",
        country: "PT",
        prefixes: &["PT"],
        forms: &["#########"],
        check: portugal,
        show: same,
        written: r"(?:PT ?)?\d{3}[ .]?\d{3}[ .]?\d{3}",
    },
    Scheme {
        name: "cz-ico",
        country: "CZ",
        prefixes: &[],
        forms: &["########"],
        check: czech_ico,
        show: same,
        written: r"\d{3} ?\d{2} ?\d{3}",
    },
    Scheme {
        name: "sk-ico",
        country: "SK",
        prefixes: &[],
        forms: &["########"],
        check: czech_ico,
        show: same,
        written: r"\d{2} ?\d{3} ?\d{3}",
    },
    Scheme {
        name: "us-ein",
        country: "US",
        prefixes: &[],
        forms: &["#########"],
        check: any,
        show: |n| hyphen(n, 2),
        written: r"\d{2}-\d{7}",
    },
];

fn hyphen(n: &str, at: usize) -> String {
    format!("{}-{}", part(n, 0..at), part(n, at..n.len()))
}

/// A personal identity number of the Swedish population register, or a
/// co-ordination number (day plus 60).
pub(super) fn swedish_person(n: &str) -> bool {
    let day = value(part(n, 4..6)).unwrap_or(0);
    let day = if day > 60 { day - 60 } else { day };
    is_day(&format!("{}{day:02}", part(n, 0..4))) && luhn(n)
}

fn siret(n: &str) -> bool {
    if n.starts_with("356000000") && !luhn(n) {
        // The post office has more branches than the check leaves numbers for.
        return n.bytes().map(|b| u32::from(b.wrapping_sub(b'0'))).sum::<u32>() % 5 == 0;
    }
    luhn(part(n, 0..9)) && luhn(n)
}

fn regon(n: &str) -> bool {
    let short = remainder(part(n, 0..9), &[8, 9, 2, 3, 4, 5, 6, 7], 11, Some(0));
    let long = || remainder(n, &[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8], 11, Some(0));
    short && (n.len() == 9 || long())
}

fn british_company(n: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "AC", "CE", "CS", "FC", "FE", "GE", "GN", "GS", "IC", "IP", "LP", "NA", "NC", "NF", "NI",
        "NL", "NO", "NP", "NR", "NV", "NZ", "OC", "OE", "PC", "R", "RC", "RS", "SA", "SC", "SE",
        "SF", "SG", "SI", "SL", "SO", "SP", "SR", "SZ", "ZC",
    ];
    let letters = n.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.is_empty() && value(n).is_some_and(|v| v > 0) || PREFIXES.contains(&letters)
}

fn kennitala(n: &str) -> bool {
    // Companies have 40 added to the day.
    let day = value(part(n, 0..2)).unwrap_or(0);
    let day = if day > 40 { day - 40 } else { day };
    let date = format!("{}{}{day:02}", part(n, 4..6), part(n, 2..4));
    let century = matches!(part(n, 9..10), "0" | "8" | "9");
    let check = complement(part(n, 0..9), &[3, 2, 7, 6, 5, 4, 3, 2], None)
        || divides(part(n, 0..9), &[3, 2, 7, 6, 5, 4, 3, 2, 1], 11);
    is_day(&date) && century && check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_begin_with_the_country() {
        let mut seen = std::collections::BTreeSet::new();
        for scheme in TABLE {
            assert!(seen.insert(scheme.name), "{} twice", scheme.name);
            assert!(scheme.name.starts_with(&scheme.country.to_ascii_lowercase()));
            assert!(regex::Regex::new(scheme.written).is_ok(), "{}", scheme.name);
        }
    }
}
