//! Telephone numbers with letters in place of digits: `1-800-FLOWERS`.
//!
//! Only in North America, and only after a prefix that costs the caller nothing,
//! because anything else with capitals and digits is an article or a code.

use super::phone;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static SHAPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:\+?1[-. ]{0,3})?\(?(?P<free>8(?:00|33|44|55|66|77|88))\)?[-. ]{1,3}(?P<word>[A-Z0-9](?:[-. ]?[A-Z0-9]){6,11})\b",
    )
    .ok()
});

/// The numbers of a text with their places.
pub(super) fn numbers(text: &str, countries: &[String]) -> Vec<(Range<usize>, String)> {
    let america = countries.iter().find(|country| matches!(country.as_str(), "US" | "CA"));
    let (Some(country), Some(shape)) = (america, SHAPE.as_ref()) else { return Vec::new() };
    if !text.contains('8') {
        return Vec::new();
    }
    shape
        .captures_iter(text)
        .filter_map(|captures| {
            let (free, word) = (captures.name("free")?.as_str(), captures.name("word")?.as_str());
            let keys: String = word.chars().filter_map(key).take(7).collect();
            let letters = word.chars().filter(char::is_ascii_uppercase).count();
            let value = phone::parse(&format!("{free}{keys}"), Some(country))?;
            (letters >= 3 && keys.len() == 7).then(|| (captures.get(0).map(|m| m.range()), value))
        })
        .filter_map(|(range, value)| Some((range?, value)))
        .collect()
}

/// The key of a telephone that a letter or digit stands on.
fn key(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => c,
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        'W'..='Z' => '9',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        numbers(text, &["US".to_owned()]).into_iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn letters_stand_for_their_keys() {
        assert_eq!(read("Call 1-800-FLOWERS now"), ["+18003569377"]);
        assert_eq!(read("1.888.TALL-BOD"), ["+18888255263"]);
        assert_eq!(read("(877) SOV-BANK"), ["+18777682265"]);
    }

    #[test]
    fn numbers_without_letters_and_articles_are_left_alone() {
        for text in ["1-800-518-3052", "Model 800 XL", "A 512-FLOWERS"] {
            assert_eq!(read(text), [] as [&str; 0], "{text}");
        }
    }
}
