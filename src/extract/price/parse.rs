//! One price text into amount and currency.
//!
//! For texts that are known to be a price, so that a number is enough. The
//! number beside a currency mark is taken, else the first; of a range, its
//! lower end, and of a former and a current price the current one. Digits of other
//! scripts are read as well. Percentages and numbers too long for an amount are passed over,
//! and words for "free of charge" are an amount of nothing.

use super::currency::{self, Setting};
use super::kind::{self, Cue, Kind, Tongue};
use super::number::{self, Number};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use serde::Serialize;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Longer texts are read only so far, in bytes.
const MAX_TEXT: usize = 2_000;

static FREE: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| l.prices.free.iter()).map(|word| (word, ())))
});

static RANGE: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| l.prices.range.iter()).map(|word| (word, ())))
});

/// What else is known about a price text.
#[derive(Debug, Clone, Copy, Default)]
pub struct PriceHints<'a> {
    /// Text that names a currency (a code or a sign).
    pub currency: Option<&'a str>,
    /// BCP 47.
    pub language: Option<&'a str>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
    /// The decimal separator, where it is known.
    pub decimal_separator: Option<char>,
}

/// An amount and a currency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ParsedPrice {
    /// Decimal text with a point, two decimals or as many as shown.
    pub amount: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
}

/// Reads a text that is known to be a price.
#[must_use]
pub fn parse(text: &str, hints: PriceHints<'_>) -> ParsedPrice {
    let text = ascii_digits(shortened(text));
    let text = text.as_ref();
    let setting = Setting { language: hints.language, country: hints.country, stated: None };
    let hinted = hints.currency.and_then(|hint| {
        currency::code_of(hint, setting).or_else(|| currency::named_in(hint, setting))
    });
    let setting = Setting { stated: hinted.as_deref(), ..setting };
    let (text, decimal) = decimal_mark(text, hints.decimal_separator);
    let numbers: Vec<Number> =
        number::scan(&text, decimal).into_iter().filter(|n| !n.percent).collect();
    let marks: Vec<Option<String>> =
        numbers.iter().map(|number| beside(&text, number, setting)).collect();
    let marked = marks.iter().position(Option::is_some);
    let marked = marked.map(|first| current(&text, &numbers, &marks, first, hints.language));
    let by_dash = || numbers.iter().position(|number| number.dash).unwrap_or(0);
    let chosen = marked.map_or_else(by_dash, |index| lower_end(&text, &numbers, index));
    let currency = marked
        .and_then(|index| marks.get(index).cloned().flatten())
        .filter(|code| !code.is_empty())
        .or_else(|| currency::named_in(&text, setting))
        .or_else(|| hinted.clone())
        .or_else(|| home_in_small_letters(&text, setting));
    let amount = match numbers.get(chosen) {
        Some(number) => Some(number.money()),
        None => FREE.matches(&Folded::new(&text)).then(|| "0.00".to_owned()),
    };
    let currency = currency.filter(|_| amount.is_some());
    ParsedPrice { amount, currency }
}

fn shortened(text: &str) -> &str {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// A text with the digits and separators of other scripts as European ones.
fn ascii_digits(text: &str) -> Cow<'_, str> {
    let plain = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(c) - 0x6f0, 10),
        '\u{966}'..='\u{96f}' => char::from_digit(u32::from(c) - 0x966, 10),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10),
        '\u{ff0c}' => Some(','),
        '\u{ff0e}' => Some('.'),
        _ => None,
    };
    if text.chars().any(|c| plain(c).is_some()) {
        Cow::Owned(text.chars().map(|c| plain(c).unwrap_or(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The number that is asked now, where words call the first one a former price
/// and another has a currency too.
fn current(
    text: &str,
    numbers: &[Number],
    marks: &[Option<String>],
    first: usize,
    language: Option<&str>,
) -> usize {
    let tongue = Tongue::of(language);
    let former = |index: usize| {
        let Some(number) = numbers.get(index) else { return false };
        let floor = index.checked_sub(1).and_then(|i| numbers.get(i)).map_or(0, |n| n.range.end);
        let before = text.get(floor..number.range.start).unwrap_or("");
        let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
        let cue = kind::before(before, tongue, false);
        matches!(cue, Some(Cue::Is(Kind::Old | Kind::Saving)))
    };
    if !former(first) {
        return first;
    }
    let others = (first + 1..numbers.len()).take(8);
    // A current price of nothing is a price that was not filled in.
    let asked = |index: &usize| {
        marks.get(*index).is_some_and(Option::is_some)
            && numbers
                .get(*index)
                .is_some_and(|n| n.amount.bytes().any(|b| (b'1'..=b'9').contains(&b)))
    };
    others.filter(asked).find(|index| !former(*index)).unwrap_or(first)
}

/// The shop's own currency by its code in small letters, which elsewhere is a word.
fn home_in_small_letters(text: &str, setting: Setting<'_>) -> Option<String> {
    let home = currency::home(setting)?;
    let mut words = text.split(|c: char| !c.is_alphabetic());
    words.any(|word| word.eq_ignore_ascii_case(home)).then(|| home.to_owned())
}

/// A sign may stand where the decimal separator would (`12€50`): then it is
/// written as a point in front of the decimals.
fn decimal_mark(text: &str, hint: Option<char>) -> (String, Option<char>) {
    let plain = hint.filter(|c| matches!(c, '.' | ','));
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for window in chars.windows(4) {
        let &[(_, before), (at, sign), (next, a), (_, b)] = window else { continue };
        let digits = [before, a, b].iter().all(char::is_ascii_digit);
        if !digits || !matches!(sign, '€' | '£' | '$') {
            continue;
        }
        let rest = text.get(next + 2..).unwrap_or("");
        if rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')) {
            continue;
        }
        let (head, tail) = (text.get(..at).unwrap_or(""), text.get(next..next + 2).unwrap_or(""));
        return (format!("{head}.{tail} {sign}{rest}"), plain);
    }
    (text.to_owned(), plain)
}

/// The currency beside a number: a code, or empty where a mark stands there that
/// could not be settled.
fn beside(text: &str, number: &Number, setting: Setting<'_>) -> Option<String> {
    let before = text.get(..number.range.start)?.trim_end_matches(['.', ' ', '\u{a0}', '\u{202f}']);
    let after = text.get(number.range.end..)?.trim_start();
    let mark = currency::at_end(before, setting).or_else(|| currency::at_start(after, setting))?;
    Some(mark.code.unwrap_or_default())
}

/// The first number of the range that ends at `index`.
fn lower_end(text: &str, numbers: &[Number], index: usize) -> usize {
    let previous = index.checked_sub(1).and_then(|i| Some((i, numbers.get(i)?)));
    let (Some((before, low)), Some(high)) = (previous, numbers.get(index)) else { return index };
    let between = text.get(low.range.end..high.range.start).unwrap_or("").trim();
    let joined = matches!(between, "-" | "–" | "—" | "−" | "~")
        || (between.len() < 12 && !between.is_empty() && {
            let folded = Folded::new(between);
            RANGE.find(&folded).any(|m| m.end - m.start == folded.as_str().len())
        });
    if joined { before } else { index }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Option<String>, Option<String>) {
        let parsed = parse(text, PriceHints { country: Some("SE"), ..PriceHints::default() });
        (parsed.amount, parsed.currency)
    }

    #[test]
    fn amounts_and_currencies_of_many_countries() {
        for (text, amount, currency) in [
            ("1 299 kr", "1299.00", Some("SEK")),
            ("kr 1 299,-", "1299.00", Some("SEK")),
            ("1299:-", "1299.00", None),
            ("1.299,00 EUR", "1299.00", Some("EUR")),
            ("12,95 €", "12.95", Some("EUR")),
            ("12€50", "12.50", Some("EUR")),
            ("CHF 1'299.50", "1299.50", Some("CHF")),
            ("US$ 5", "5.00", Some("USD")),
            ("£1,299", "1299.00", Some("GBP")),
            ("₹ 1,00,000", "100000.00", Some("INR")),
            ("Från 129 kr/mån", "129.00", Some("SEK")),
            ("3 för 100 kr", "100.00", Some("SEK")),
            ("100–200 kr", "100.00", Some("SEK")),
            ("från 26 till 50 €", "26.00", Some("EUR")),
            ("-20 % 80 kronor", "80.00", Some("SEK")),
            ("DEM 170 000", "170000.00", Some("DEM")),
            ("Gratis", "0.00", None),
            ("3 för 99:-", "99.00", None),
            ("Tidigare pris 199 kr, nu 149 kr", "149.00", Some("SEK")),
            ("349 sek", "349.00", Some("SEK")),
            ("￥2,980", "2980.00", None),
            ("٣٥٠ ر.س", "350.00", Some("SAR")),
            ("۱۲۹٬۰۰۰ تومان", "129000.00", Some("IRR")),
        ] {
            let (found, code) = read(text);
            assert_eq!((found.as_deref(), code.as_deref()), (Some(amount), currency), "{text}");
        }
    }

    #[test]
    fn national_notations_of_many_countries_are_read() {
        let text = include_str!("../../../tests/data/price-texts.json");
        let cases: Vec<std::collections::BTreeMap<String, Option<String>>> =
            serde_json::from_str(text).unwrap();
        assert!(cases.len() > 200);
        for case in &cases {
            let get = |key: &str| case.get(key).and_then(Option::as_deref);
            let hints = PriceHints {
                currency: get("currency-hint"),
                country: get("country"),
                decimal_separator: get("decimal").and_then(|d| d.chars().next()),
                ..PriceHints::default()
            };
            let found = parse(get("text").unwrap(), hints);
            assert_eq!(found.amount.as_deref(), get("amount"), "{case:?}");
            if get("currency") != Some("*") {
                assert_eq!(found.currency.as_deref(), get("currency"), "{case:?}");
            }
        }
    }

    #[test]
    fn a_text_without_an_amount_has_none() {
        for text in ["", "Slut i lager", "40% OFF", "kr"] {
            assert_eq!(read(text), (None, None), "{text}");
        }
    }

    #[test]
    fn a_shared_sign_without_context_is_left_open() {
        let parsed = parse("100 kr", PriceHints::default());
        assert_eq!((parsed.amount.as_deref(), parsed.currency), (Some("100.00"), None));
        let hinted = PriceHints { currency: Some("Pris i NOK"), ..PriceHints::default() };
        assert_eq!(parse("100 kr", hinted).currency.as_deref(), Some("NOK"));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,60}") {
            let parsed = parse(&text, PriceHints::default());
            prop_assert!(parsed.amount.is_none_or(|a| a.parse::<f64>().is_ok()));
        }
    }
}
