//! Periods, amounts and long numbers beside a phrase.
//!
//! Only whether there is one: what it comes to is not asked here.

use crate::vocabulary::{Folded, Vocabulary, fold};
use std::collections::HashSet;
use std::sync::LazyLock;

static UNITS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    languages.iter().flat_map(|l| &l.topics.days).map(|unit| fold(unit)).collect()
});
static NUMBERS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    languages.iter().flat_map(|l| &l.topics.numbers).map(|number| fold(number)).collect()
});
/// Signs and codes of currencies (ISO 4217), folded.
const CURRENCIES: &[&str] =
    &["kr", "sek", "nok", "dkk", "eur", "euro", "euros", "gbp", "pln", "zl", "usd", "chf", "isk"];

/// Whether a number and a unit of time stand together (*2–4 working days*).
pub(super) fn has_period(text: &Folded) -> bool {
    let words: Vec<&str> = text.as_str().split(' ').filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().any(|(index, word)| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let glued = digits > 0
            && word.get(digits..).is_some_and(|unit| !unit.is_empty() && UNITS.contains(unit));
        if glued {
            return true;
        }
        let number = (1..=3).contains(&digits) && digits == word.len() || NUMBERS.contains(*word);
        number && words.iter().skip(index + 1).take(3).any(|unit| UNITS.contains(*unit))
    })
}

/// Whether an amount of money stands in the text.
pub(super) fn has_money(text: &str) -> bool {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if text.contains(['€', '£', '$']) || text.contains(",-") || text.contains(":-") {
        return true;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    words.iter().enumerate().any(|(index, word)| {
        let number = |at: Option<usize>| {
            at.and_then(|at| words.get(at))
                .is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()) && !w.is_empty())
        };
        CURRENCIES.contains(word) && (number(index.checked_sub(1)) || number(Some(index + 1)))
            || CURRENCIES.iter().any(|c| {
                word.strip_suffix(c)
                    .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            })
    })
}

/// Whether a number of at least seven digits stands in the text, with the
/// spaces, dots and dashes that numbers are grouped with.
pub(super) fn has_long_number(text: &str) -> bool {
    let mut run = 0;
    for c in text.chars() {
        match c {
            c if c.is_ascii_digit() => {
                run += 1;
                if run >= 7 {
                    return true;
                }
            }
            ' ' | '-' | '.' | '\u{a0}' | '\u{202f}' | '–' => {}
            _ => run = 0,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_seen_in_digits_and_words() {
        for text in ["14 dagar", "2-4 arbetsdagar", "vierzehn Tagen", "24h", "1 à 3 jours ouvrés"]
        {
            assert!(has_period(&Folded::new(text)), "{text}");
        }
        assert!(!has_period(&Folded::new("2026 års dagordning")));
    }

    #[test]
    fn money_needs_a_currency() {
        assert!(has_money("Frakt 49 kr") && has_money("€ 7,95") && has_money("fragt 49,-"));
        assert!(!has_money("49 paket") && !has_money("kr per paket"));
    }

    #[test]
    fn long_numbers_may_be_grouped() {
        assert!(has_long_number("org.nr 918 713 867") && has_long_number("556158-7634"));
        assert!(!has_long_number("Box 174, 101 a") && !has_long_number("1 mars"));
    }
}
