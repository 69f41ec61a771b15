//! Currencies as they stand beside amounts: signs, codes and words.
//!
//! Signs and codes are tables (ISO 4217, CLDR); words of languages come from the
//! vocabulary. Some signs serve several countries (`kr`, `$`); they are settled
//! by what is known of the page, and otherwise left open.

use crate::vocabulary::{Vocabulary, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What helps to settle a sign that serves several countries.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::extract) struct Setting<'a> {
    /// BCP 47.
    pub(in crate::extract) language: Option<&'a str>,
    /// ISO 3166-1 alpha-2.
    pub(in crate::extract) country: Option<&'a str>,
    /// ISO 4217 code that the page states elsewhere.
    pub(in crate::extract) stated: Option<&'a str>,
}

/// A currency mark in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Mark {
    /// Length in bytes.
    pub(in crate::extract) length: usize,
    /// ISO 4217, where it can be told.
    pub(in crate::extract) code: Option<String>,
    /// Also means something else (`Ft`, `R`, `ALL`), so that it makes a number a
    /// price only where the currency is that of the shop.
    pub(in crate::extract) doubtful: bool,
}

/// Signs, with the currencies they stand for; the first is the commonest.
const SIGNS: &[(&str, &[&str])] = &[
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("$", &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD"]),
    ("US$", &["USD"]),
    ("USD$", &["USD"]),
    ("US $", &["USD"]),
    ("A$", &["AUD"]),
    ("AU$", &["AUD"]),
    ("C$", &["CAD"]),
    ("CA$", &["CAD"]),
    ("CDN$", &["CAD"]),
    ("NZ$", &["NZD"]),
    ("HK$", &["HKD"]),
    ("S$", &["SGD"]),
    ("SG$", &["SGD"]),
    ("NT$", &["TWD"]),
    ("MX$", &["MXN"]),
    ("R$", &["BRL"]),
    ("RD$", &["DOP"]),
    ("BZ$", &["BZD"]),
    ("T$", &["TOP"]),
    ("$U", &["UYU"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("kr.", &["SEK", "NOK", "DKK", "ISK"]),
    ("skr", &["SEK"]),
    ("nkr", &["NOK"]),
    ("dkr", &["DKK"]),
    ("dkk.", &["DKK"]),
    ("íkr", &["ISK"]),
    ("zł", &["PLN"]),
    ("zl", &["PLN"]),
    ("Kč", &["CZK"]),
    ("Kčs", &["CSK"]),
    ("Ft", &["HUF"]),
    ("lei", &["RON", "MDL"]),
    ("Lei", &["RON", "MDL"]),
    ("leu", &["RON", "MDL"]),
    ("лв", &["BGN"]),
    ("лв.", &["BGN"]),
    ("₽", &["RUB"]),
    ("руб", &["RUB"]),
    ("руб.", &["RUB"]),
    ("рублей", &["RUB"]),
    ("р.", &["RUB"]),
    ("Р", &["RUB"]),
    ("₴", &["UAH"]),
    ("грн", &["UAH"]),
    ("грн.", &["UAH"]),
    ("₺", &["TRY"]),
    ("TL", &["TRY"]),
    ("₹", &["INR"]),
    ("Rs", &["INR", "PKR", "LKR", "NPR"]),
    ("Rs.", &["INR", "PKR", "LKR", "NPR"]),
    ("₨", &["INR", "PKR", "LKR", "NPR"]),
    ("¥", &["JPY", "CNY"]),
    ("¥", &["JPY", "CNY"]),
    ("￥", &["JPY", "CNY"]),
    ("円", &["JPY"]),
    ("元", &["CNY"]),
    ("₩", &["KRW"]),
    ("원", &["KRW"]),
    ("₫", &["VND"]),
    ("đ", &["VND"]),
    ("฿", &["THB"]),
    ("₪", &["ILS"]),
    ("₱", &["PHP"]),
    ("₦", &["NGN"]),
    ("₵", &["GHS"]),
    ("₡", &["CRC"]),
    ("₲", &["PYG"]),
    ("₸", &["KZT"]),
    ("₾", &["GEL"]),
    ("₼", &["AZN"]),
    ("֏", &["AMD"]),
    ("៛", &["KHR"]),
    ("₭", &["LAK"]),
    ("₮", &["MNT"]),
    ("؋", &["AFN"]),
    ("﷼", &["IRR", "SAR"]),
    ("تومان", &["IRR"]),
    ("৳", &["BDT"]),
    ("Rp", &["IDR"]),
    ("RM", &["MYR"]),
    ("R", &["ZAR"]),
    ("Fr", &["CHF"]),
    ("Fr.", &["CHF"]),
    ("SFr", &["CHF"]),
    ("SFr.", &["CHF"]),
    ("Fr.-", &["CHF"]),
    ("kn", &["HRK"]),
    ("din", &["RSD"]),
    ("din.", &["RSD"]),
    ("KM", &["BAM"]),
    ("Lek", &["ALL"]),
    ("ден", &["MKD"]),
    ("DM", &["DEM"]),
    ("öS", &["ATS"]),
    ("FF", &["FRF"]),
    ("Lit.", &["ITL"]),
    ("₤", &["GBP", "ITL"]),
    ("Pts", &["ESP"]),
    ("₧", &["ESP"]),
    ("hfl", &["NLG"]),
    ("mk", &["FIM"]),
    ("CFA", &["XOF", "XAF"]),
    ("FCFA", &["XOF", "XAF"]),
    ("S/", &["PEN"]),
    ("S/.", &["PEN"]),
    ("Bs", &["BOB"]),
    ("Q", &["GTQ"]),
    ("د.إ", &["AED"]),
    ("ر.س", &["SAR"]),
    ("KSh", &["KES"]),
    ("GH₵", &["GHS"]),
    ("₿", &["XBT"]),
];

/// Signs that are also other words or units.
const DOUBTFUL_SIGNS: &[&str] = &[
    "Ft", "R", "RM", "Rp", "Rs", "Rs.", "TL", "Fr", "Fr.", "kn", "din", "din.", "KM", "Lek", "DM",
    "FF", "mk", "Bs", "Q", "Р", "р.", "zl", "lei", "Lei", "leu", "FT", "CFA", "T$", "$U", "öS",
    "S/", "S/.", "Lit.", "Pts", "ден",
];

/// Codes that are also English words or common abbreviations.
const DOUBTFUL_CODES: &[&str] = &[
    "ALL", "AED", "PHP", "ISK", "TOP", "TRY", "CUP", "PEN", "GEL", "MOP", "BOB", "SOS", "MAD",
    "BAM", "LAK", "ANG", "CAD", "COP", "BIF", "MUR", "NIO", "PAB", "RON", "STD", "SAR", "AMD",
    "MKD", "BAN", "ERN", "LSL", "FIM", "BEF", "ESP", "GIP", "XAG", "XAU", "XXX", "XTS", "XDR",
    "SHP", "FKP", "WST", "DEM", "SLE", "HNL", "CVE", "DOP", "SVC", "CLF", "CHE", "CHW", "COU",
    "VED", "MGA", "MRU",
];

/// Codes out of use that prices may still be written in.
const OLD_CODES: &[&str] = &[
    "ATS", "BEF", "CYP", "DEM", "EEK", "ESP", "FIM", "FRF", "GRD", "HRK", "IEP", "ITL", "LTL",
    "LUF", "LVL", "MTL", "NLG", "PTE", "SIT", "SKK",
];

/// Codes that are written in small letters as well and are no words then (`sek`
/// is a second, `nok` is enough).
const LOWER_CODES: &[&str] = &["EUR", "DKK", "GBP", "USD", "CHF", "PLN", "CZK", "HUF"];

/// Currency by country, where it serves to settle a sign.
const COUNTRIES: &[(&str, &str)] = &[
    ("SE", "SEK"),
    ("NO", "NOK"),
    ("SJ", "NOK"),
    ("DK", "DKK"),
    ("FO", "DKK"),
    ("GL", "DKK"),
    ("IS", "ISK"),
    ("US", "USD"),
    ("CA", "CAD"),
    ("AU", "AUD"),
    ("NZ", "NZD"),
    ("SG", "SGD"),
    ("HK", "HKD"),
    ("MX", "MXN"),
    ("AR", "ARS"),
    ("CL", "CLP"),
    ("CO", "COP"),
    ("TW", "TWD"),
    ("JP", "JPY"),
    ("CN", "CNY"),
    ("IN", "INR"),
    ("PK", "PKR"),
    ("LK", "LKR"),
    ("NP", "NPR"),
    ("RO", "RON"),
    ("MD", "MDL"),
    ("HU", "HUF"),
    ("CH", "CHF"),
    ("LI", "CHF"),
    ("TR", "TRY"),
    ("ZA", "ZAR"),
    ("MY", "MYR"),
    ("ID", "IDR"),
    ("RU", "RUB"),
    ("PL", "PLN"),
    ("HR", "HRK"),
    ("RS", "RSD"),
    ("BA", "BAM"),
    ("AL", "ALL"),
    ("MK", "MKD"),
    ("PE", "PEN"),
    ("BO", "BOB"),
    ("MA", "MAD"),
    ("GB", "GBP"),
    ("FI", "EUR"),
    ("DE", "EUR"),
    ("AT", "EUR"),
    ("NL", "EUR"),
    ("BE", "EUR"),
    ("LU", "EUR"),
    ("FR", "EUR"),
    ("ES", "EUR"),
    ("IT", "EUR"),
    ("IE", "EUR"),
    ("PT", "EUR"),
    ("GR", "EUR"),
    ("EE", "EUR"),
    ("LV", "EUR"),
    ("LT", "EUR"),
    ("SI", "EUR"),
    ("SK", "EUR"),
    ("CY", "EUR"),
    ("MT", "EUR"),
];

/// Currency by language, where the country is not known.
const LANGUAGES: &[(&str, &str)] = &[
    ("sv", "SEK"),
    ("nb", "NOK"),
    ("nn", "NOK"),
    ("no", "NOK"),
    ("da", "DKK"),
    ("is", "ISK"),
    ("hu", "HUF"),
    ("ro", "RON"),
    ("ja", "JPY"),
    ("zh", "CNY"),
    ("tr", "TRY"),
    ("ru", "RUB"),
    ("pl", "PLN"),
    ("ms", "MYR"),
    ("id", "IDR"),
    ("hi", "INR"),
    ("fi", "EUR"),
    ("nl", "EUR"),
];

/// Words and signs in small letters, longest first within each first letter.
static MARKS: LazyLock<BTreeMap<char, Vec<Entry>>> = LazyLock::new(|| {
    let mut all: BTreeMap<String, Entry> = BTreeMap::new();
    for (sign, codes) in SIGNS {
        let key = sign.to_lowercase();
        let entry = all.entry(key.clone()).or_insert_with(|| Entry::new(key));
        entry.codes.extend(codes.iter().map(|code| (None, (*code).to_owned())));
        entry.doubtful = DOUBTFUL_SIGNS.contains(sign);
        // These are read in small letters only where that is how they are written.
        if entry.doubtful {
            entry.exact.push((*sign).to_owned());
        }
    }
    for language in Vocabulary::built_in().languages() {
        for (code, words) in &language.prices.currencies {
            for word in words {
                let key = word.to_lowercase();
                let entry = all.entry(key.clone()).or_insert_with(|| Entry::new(key));
                entry.codes.push((Some(language.language.clone()), code.clone()));
            }
        }
    }
    let mut map: BTreeMap<char, Vec<Entry>> = BTreeMap::new();
    for entry in all.into_values() {
        if let Some(first) = entry.key.chars().next() {
            map.entry(first).or_default().push(entry);
        }
    }
    for list in map.values_mut() {
        list.sort_by_key(|entry| std::cmp::Reverse(entry.key.len()));
    }
    map
});

#[derive(Debug, Clone)]
struct Entry {
    key: String,
    /// Codes, each with the language in which the word stands for it.
    codes: Vec<(Option<String>, String)>,
    doubtful: bool,
    /// The spellings in which alone it counts, if only in some.
    exact: Vec<String>,
}

impl Entry {
    fn new(key: String) -> Self {
        Self { key, codes: Vec::new(), doubtful: false, exact: Vec::new() }
    }
}

/// Whether this is a currency code, in use or not.
pub(in crate::extract) fn is_code(code: &str) -> bool {
    code.len() == 3
        && code.bytes().all(|b| b.is_ascii_uppercase())
        && (OLD_CODES.contains(&code) || iso_currency::Currency::from_code(code).is_some())
}

/// The currency mark that a text begins with.
pub(in crate::extract) fn at_start(text: &str, setting: Setting<'_>) -> Option<Mark> {
    let sign = sign_at_start(text, setting);
    let code = code_at_start(text, setting);
    match (sign, code) {
        (Some(sign), Some(code)) if code.length > sign.length => Some(code),
        (Some(sign), _) => Some(sign),
        (None, code) => code,
    }
}

/// The currency mark that a text ends with.
pub(in crate::extract) fn at_end(text: &str, setting: Setting<'_>) -> Option<Mark> {
    // The longest mark is three words; try every place it may begin, farthest first.
    let starts: Vec<usize> = text.char_indices().rev().take(24).map(|(i, _)| i).collect();
    starts.into_iter().rev().find_map(|start| {
        let tail = text.get(start..)?;
        let before = text.get(..start)?.chars().next_back();
        let letter = tail.starts_with(char::is_alphabetic);
        if letter && before.is_some_and(char::is_alphabetic) {
            return None;
        }
        at_start(tail, setting).filter(|mark| mark.length == tail.len())
    })
}

fn sign_at_start(text: &str, setting: Setting<'_>) -> Option<Mark> {
    let first = text.chars().next()?.to_lowercase().next()?;
    MARKS.get(&first)?.iter().find_map(|entry| {
        let length = starts_with_folded(text, &entry.key)?;
        let here = text.get(..length)?;
        if !entry.exact.is_empty() && !entry.exact.iter().any(|exact| exact == here) {
            return None;
        }
        let wordy = entry.key.ends_with(char::is_alphabetic);
        let next = text.get(length..)?.chars().next();
        if wordy && next.is_some_and(char::is_alphabetic) {
            return None;
        }
        Some(Mark {
            length,
            code: settle(&entry.codes, setting),
            doubtful: doubtful(entry, setting),
        })
    })
}

fn doubtful(entry: &Entry, setting: Setting<'_>) -> bool {
    entry.doubtful
        && !entry
            .codes
            .iter()
            .any(|(_, code)| setting.stated == Some(code) || home(setting) == Some(code.as_str()))
}

fn code_at_start(text: &str, setting: Setting<'_>) -> Option<Mark> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let next = text.get(letters..)?.chars().next();
    if letters != 3 || next.is_some_and(char::is_alphabetic) {
        return None;
    }
    let here = text.get(..3)?;
    let code = here.to_ascii_uppercase();
    let written = here == code || LOWER_CODES.contains(&code.as_str());
    if !written || !is_code(&code) {
        return None;
    }
    let own = setting.stated == Some(&code) || home(setting) == Some(code.as_str());
    let doubtful = DOUBTFUL_CODES.contains(&code.as_str()) && !own;
    Some(Mark { length: 3, code: Some(code), doubtful })
}

/// How many bytes of `text` the small-letter `key` covers; spaces match any one
/// space.
fn starts_with_folded(text: &str, key: &str) -> Option<usize> {
    let mut length = 0;
    let mut chars = text.chars();
    for k in key.chars() {
        let c = chars.next()?;
        let same = if k == ' ' { c.is_whitespace() } else { c.to_lowercase().eq([k]) };
        if !same {
            return None;
        }
        length += c.len_utf8();
    }
    Some(length)
}

/// The currency of the country, else of the language.
pub(in crate::extract) fn home(setting: Setting<'_>) -> Option<&'static str> {
    let by_country = setting.country.and_then(|country| {
        COUNTRIES.iter().find(|(c, _)| c.eq_ignore_ascii_case(country)).map(|(_, code)| *code)
    });
    by_country.or_else(|| {
        let tag = setting.language?.split(['-', '_']).next()?;
        LANGUAGES.iter().find(|(l, _)| l.eq_ignore_ascii_case(tag)).map(|(_, code)| *code)
    })
}

/// The one currency that is meant, where that can be told.
fn settle(codes: &[(Option<String>, String)], setting: Setting<'_>) -> Option<String> {
    let all: BTreeSet<&str> = codes.iter().map(|(_, code)| code.as_str()).collect();
    if all.len() == 1 {
        return all.first().map(|code| (*code).to_owned());
    }
    let tag = setting.language.and_then(|l| l.split(['-', '_']).next()).unwrap_or("");
    let tag = if matches!(tag, "no" | "nn") { "nb" } else { tag };
    let by_country = home(Setting { language: None, ..setting });
    let by_language = home(Setting { country: None, ..setting });
    let spoken = codes.iter().find(|(l, _)| l.as_deref() == Some(tag)).map(|(_, c)| c.as_str());
    [setting.stated, by_country, spoken, by_language]
        .into_iter()
        .flatten()
        .find(|code| all.contains(code))
        .map(str::to_owned)
}

/// The currency that a text names anywhere, for hints such as `Price: £ 4.99`.
pub(in crate::extract) fn named_in(text: &str, setting: Setting<'_>) -> Option<String> {
    let text: String = text.chars().take(200).collect();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let boundary = !c.is_alphabetic() || !before.is_alphabetic();
        before = c;
        if !boundary {
            continue;
        }
        let rest = text.get(at..).unwrap_or("");
        if let Some(mark) = at_start(rest, setting)
            && !mark.doubtful | (mark.length == text.trim().len())
        {
            return mark.code;
        }
    }
    None
}

/// The code of a currency given by itself, as a code, a sign or a word.
pub(in crate::extract) fn code_of(text: &str, setting: Setting<'_>) -> Option<String> {
    let text = text.trim();
    let upper = text.to_ascii_uppercase();
    if is_code(&upper) {
        return Some(upper);
    }
    at_start(text, setting)
        .filter(|mark| fold(text.get(mark.length..).unwrap_or("")).is_empty())?
        .code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_country(country: &str) -> Setting<'_> {
        Setting { country: Some(country), ..Setting::default() }
    }

    #[test]
    fn shared_signs_are_settled_by_the_setting() {
        let code = |country| at_start("kr", in_country(country)).unwrap().code;
        assert_eq!(code("SE").as_deref(), Some("SEK"));
        assert_eq!(code("NO").as_deref(), Some("NOK"));
        assert_eq!(code("DK").as_deref(), Some("DKK"));
        assert_eq!(code("DE"), None);
        let danish = Setting { language: Some("da-DK"), ..Setting::default() };
        assert_eq!(at_start("kr.", danish).unwrap().code.as_deref(), Some("DKK"));
        assert_eq!(at_start("kroner", danish).unwrap().code.as_deref(), Some("DKK"));
        assert_eq!(at_start("kronor", Setting::default()).unwrap().code.as_deref(), Some("SEK"));
    }

    #[test]
    fn words_are_not_cut_in_two() {
        assert_eq!(at_start("krage", Setting::default()), None);
        assert_eq!(at_start("europa", Setting::default()), None);
        assert_eq!(at_end("Tekr", Setting::default()), None);
        assert_eq!(at_end("Pris: SEK", Setting::default()).unwrap().length, 3);
        assert_eq!(at_end("US$", Setting::default()).unwrap().code.as_deref(), Some("USD"));
    }

    #[test]
    fn marks_that_mean_other_things_are_doubtful_abroad() {
        assert!(at_start("Ft", in_country("GB")).unwrap().doubtful);
        assert!(!at_start("Ft", in_country("HU")).unwrap().doubtful);
        assert!(at_start("ALL", in_country("GB")).unwrap().doubtful);
        assert_eq!(at_start("ft", in_country("HU")), None);
    }
}
