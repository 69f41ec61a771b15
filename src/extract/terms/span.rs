//! Periods of time in a text: what they come to and where they stand.
//!
//! Evidence: a number in digits or words and a unit of time of the same
//! language at most one word after it (*14 days*, *vierzehn (14) Tage*,
//! *3 à 5 jours ouvrés*, *24h*); the two grown together (*fjortondagars*); or a
//! form of the unit that means one of it (*viikon*). Against: digits that belong
//! to a longer number, an amount or a clock time. What a period is of is not
//! asked here; see `periods`.

use crate::vocabulary::topics::UNITS;
use crate::vocabulary::{Folded, Vocabulary, fold};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Periods read in one block, at most.
const MAX_SPANS: usize = 64;
/// Words between a number and its unit, at most (*14 full days*).
const MAX_GAP: usize = 1;
/// Letters of such a word, at least: shorter ones make a price of it (*5 per day*).
const GAP_LETTERS: usize = 4;
/// Words of a unit, a number or what joins two, at most (*working days*).
const PHRASE_WORDS: usize = 3;
/// Hours of the day at which shops open, close and take orders: no period.
const CLOCK: std::ops::RangeInclusive<u16> = 5..=23;
/// Letters of a number and a unit grown together, at most.
const GROWN_TOGETHER: usize = 28;

/// A period of time: from so many units to so many, the same if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub from: u16,
    pub to: u16,
    pub unit: &'static str,
    /// Where it stands in the original text.
    pub range: Range<usize>,
}

/// The words of one language that periods are made of, folded.
#[derive(Debug, Default)]
struct Words {
    units: HashMap<String, &'static str>,
    lone: HashMap<String, &'static str>,
    /// The words that those of `lone` begin with.
    lone_first: HashSet<String>,
    numbers: HashMap<String, u16>,
    between: Vec<String>,
}

static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let named = |names: &std::collections::BTreeMap<String, Vec<String>>| {
        let mut found = HashMap::new();
        for unit in UNITS {
            for name in names.get(*unit).into_iter().flatten() {
                found.insert(fold(name), *unit);
            }
        }
        found
    };
    Vocabulary::built_in()
        .languages()
        .iter()
        .map(|language| Words {
            units: named(&language.topics.units),
            lone: named(&language.topics.lone),
            lone_first: named(&language.topics.lone)
                .into_keys()
                .filter_map(|phrase| phrase.split(' ').next().map(str::to_owned))
                .collect(),
            numbers: language
                .topics
                .numbers
                .iter()
                .flat_map(|(number, words)| words.iter().map(|word| (fold(word), *number)))
                .collect(),
            between: language.topics.between.iter().map(|word| fold(word)).collect(),
        })
        .collect()
});

/// A word of the folded text and where it begins in it.
type Word<'a> = (usize, &'a str);

/// The periods in a text, in its order; of one language if it is known.
pub(super) fn spans(text: &Folded, only: Option<usize>) -> Vec<Span> {
    let words: Vec<Word<'_>> = words(text.as_str());
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() && found.len() < MAX_SPANS {
        let read = match only {
            Some(language) => WORDS.get(language).and_then(|w| w.read(&words, at)),
            None => WORDS.iter().find_map(|w| w.read(&words, at)),
        };
        let Some((from, to, unit, end)) = read else {
            at += 1;
            continue;
        };
        // *Order before 14h* tells the time, and *one day* tells a story.
        let first = words.get(at).map_or("", |(_, word)| *word);
        let article = to == 1 && !matches!(unit, "weeks" | "months" | "years");
        let by_word = !first.starts_with(|c: char| c.is_ascii_digit());
        let clock = unit == "hours" && CLOCK.contains(&from) && CLOCK.contains(&to);
        if clock || article && by_word && !is_lone(first, only) {
            at = end.max(at + 1);
            continue;
        }
        let start = words.get(at).map_or(0, |(start, _)| *start);
        let stop = words.get(end.saturating_sub(1)).map_or(start, |(s, word)| s + word.len());
        found.push(Span { from, to, unit, range: text.original(start..stop) });
        at = end.max(at + 1);
    }
    found
}

/// Whether a word means one of a unit by its form alone.
fn is_lone(word: &str, only: Option<usize>) -> bool {
    let languages = WORDS.iter().enumerate();
    languages
        .filter(|(language, _)| only.is_none_or(|only| only == *language))
        .any(|(_, words)| words.lone_first.contains(word))
}

/// The words of a folded text.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut at = 0;
    let mut found = Vec::new();
    for word in text.split(' ') {
        if !word.is_empty() {
            found.push((at, word));
        }
        at += word.len() + 1;
    }
    found
}

/// So many words from a place, with one space between them.
fn joined(words: &[Word<'_>], at: usize, length: usize) -> Option<String> {
    let some = words.get(at..at.checked_add(length)?)?;
    Some(some.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" "))
}

impl Words {
    /// The period that begins at a word, with the place of the word after it.
    fn read(&self, words: &[Word<'_>], at: usize) -> Option<(u16, u16, &'static str, usize)> {
        let word = words.get(at)?.1;
        if let Some((unit, length)) = self.lone_at(words, at) {
            return Some((1, 1, unit, at + length));
        }
        if let Some((number, unit)) = self.grown_together(word) {
            return Some((number, number, unit, at + 1));
        }
        let (from, length) = self.number_at(words, at)?;
        let mut to = from;
        let mut next = at + length;
        let after = next + self.between_at(words, next);
        if let Some((number, length)) = self.number_at(words, after) {
            if number < from {
                return None;
            }
            to = number;
            next = after + length;
        } else if let Some((number, unit)) =
            words.get(after).and_then(|(_, word)| self.grown_together(word))
            && number >= from
        {
            return Some((from, number, unit, after + 1));
        }
        for gap in 0..=MAX_GAP {
            if let Some((unit, length)) = self.unit(words, next + gap) {
                return Some((from, to, unit, next + gap + length));
            }
            // Another number begins a period of its own.
            let between = words.get(next + gap)?.1;
            let another = self.number(between).is_some() || self.lone.contains_key(between);
            if between.len() < GAP_LETTERS || another {
                return None;
            }
        }
        None
    }

    fn number(&self, word: &str) -> Option<u16> {
        if word.bytes().all(|b| b.is_ascii_digit()) {
            return (word.len() <= 3).then(|| word.parse().ok()).flatten().filter(|n| *n > 0);
        }
        self.numbers.get(word).copied()
    }

    /// The number that begins at a word, the longest, with its number of words.
    fn number_at(&self, words: &[Word<'_>], at: usize) -> Option<(u16, usize)> {
        let first = words.get(at)?.1;
        if first.bytes().all(|b| b.is_ascii_digit()) {
            return self.number(first).map(|number| (number, 1));
        }
        // Most words are no numbers, so ask for more of them only behind one.
        let one = self.number(first).map(|number| (number, 1));
        let more = |length| {
            let number = self.numbers.get(joined(words, at, length)?.as_str())?;
            Some((*number, length))
        };
        match one {
            Some(_) => more(3).or_else(|| more(2)).or(one),
            None => None,
        }
    }

    /// A form of a unit that means one of it, with its number of words.
    fn lone_at(&self, words: &[Word<'_>], at: usize) -> Option<(&'static str, usize)> {
        if !self.lone_first.contains(words.get(at)?.1) {
            return None;
        }
        (1..=PHRASE_WORDS).rev().find_map(|length| {
            let unit = self.lone.get(joined(words, at, length)?.as_str())?;
            Some((*unit, length))
        })
    }

    /// How many words at a place join the two numbers of a range.
    fn between_at(&self, words: &[Word<'_>], at: usize) -> usize {
        (1..=PHRASE_WORDS)
            .rev()
            .find(|length| {
                let some = joined(words, at, *length);
                some.is_some_and(|words| self.between.contains(&words))
            })
            .unwrap_or(0)
    }

    /// The unit that stands at a word, the longest, with its number of words.
    fn unit(&self, words: &[Word<'_>], at: usize) -> Option<(&'static str, usize)> {
        (1..=PHRASE_WORDS).rev().find_map(|length| {
            let unit = self.units.get(joined(words, at, length)?.as_str())?;
            Some((*unit, length))
        })
    }

    /// A number and its unit in one word (*24h*, *fjortondagars*).
    fn grown_together(&self, word: &str) -> Option<(u16, &'static str)> {
        if word.len() > GROWN_TOGETHER {
            return None;
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let starts = if digits > 0 { digits..digits + 1 } else { 2..word.len() };
        starts.into_iter().find_map(|at| {
            let (number, unit) = word.split_at_checked(at)?;
            let unit = self.units.get(unit)?;
            Some((self.number(number)?, *unit))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        spans(&Folded::new(text), None)
            .into_iter()
            .map(|s| format!("{}-{} {}", s.from, s.to, s.unit))
            .collect()
    }

    #[test]
    fn periods_are_read_in_digits_and_words() {
        for (text, wanted) in [
            ("14 dagar", "14-14 days"),
            ("2–4 arbetsdagar", "2-4 working-days"),
            ("vierzehn (14) Tagen", "14-14 days"),
            ("ready in 24h", "24-24 hours"),
            ("1 à 3 jours ouvrés", "1-3 working-days"),
            ("entre 3 y 5 días hábiles", "3-5 working-days"),
            ("fjortondagars öppet köp", "14-14 days"),
            ("noin viikon", "1-1 weeks"),
            ("we post it within a week", "1-1 weeks"),
            ("two (2) years", "2-2 years"),
            ("do czternastu dni", "14-14 days"),
            ("de to til tre uger", "2-3 weeks"),
            ("sous vingt et un jours", "21-21 days"),
        ] {
            assert_eq!(read(text), [wanted], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_periods() {
        for text in ["2026 års dagordning", "kl. 14.00", "§ 14, 1 299 kr", "commandé avant 14h"]
        {
            assert!(read(text).is_empty(), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn a_text_of_nothing_but_numbers_is_read_in_bounds() {
        assert!(spans(&Folded::new(&"14 ".repeat(50_000)), None).is_empty());
        let many = spans(&Folded::new(&"14 dagar ".repeat(50_000)), None);
        assert_eq!(many.len(), MAX_SPANS);
    }
}
