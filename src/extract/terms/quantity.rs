//! Amounts and long numbers beside a phrase.
//!
//! Only whether there is one: what it comes to is not asked here.

use crate::vocabulary::fold;

/// Signs and codes of currencies (ISO 4217), folded.
const CURRENCIES: &[&str] =
    &["kr", "sek", "nok", "dkk", "eur", "euro", "euros", "gbp", "pln", "zl", "usd", "chf", "isk"];

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
