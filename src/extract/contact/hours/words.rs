//! The words of opening hours in the language of a page, and in all others.

use super::Days;
use crate::vocabulary::{Contact, Folded, PhraseSet, Vocabulary, fold};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word means among hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A day of the week, counted from Monday.
    Day(usize),
    /// Several days.
    Days(Days),
    /// Not open.
    Closed,
    /// Stands in a range.
    Range,
    /// Stands in a list.
    List,
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// Twelve o'clock.
    Noon,
    /// Open day and night.
    Always,
    /// Opening hours follow.
    Label,
    /// Stands before or after an hour.
    Hour,
}

/// The most words of one phrase.
pub(super) const MAX_WORDS: usize = 4;
/// Shorter words count in the language of the page only.
const SHORT: usize = 3;

type Map = HashMap<String, Meaning>;

static LANGUAGES: LazyLock<HashMap<&'static str, Map>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages().iter();
    languages.map(|language| (language.language.as_str(), map(&language.contact))).collect()
});

static ALL: LazyLock<Map> = LazyLock::new(|| {
    let mut all = Map::new();
    for language in Vocabulary::built_in().languages() {
        for (word, meaning) in map(&language.contact) {
            // What connects is too short a word to be told without its language.
            let connects = meaning == Meaning::List;
            if word.chars().count() >= SHORT && !connects {
                all.entry(word).or_insert(meaning);
            }
        }
    }
    all
});

/// What hours need beside them in any language: days, or a label.
static NAMES: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    PhraseSet::new(Vocabulary::built_in().languages().iter().flat_map(|language| {
        let contact = &language.contact;
        let days = contact.days.values().flatten();
        let groups = [&contact.every_day, &contact.weekdays, &contact.weekend];
        let others = groups.into_iter().chain([&contact.opening_labels]).flatten();
        // A star has no meaning in these lists.
        days.chain(others).map(|name| (fold(name), ()))
    }))
});

/// Whether a text may name days, or opening hours.
pub(super) fn may_name(text: &str) -> bool {
    // Numbers part words here, as in `Mo9-17`.
    let words = text.chars().map(|c| match c {
        '\u{ad}' | '\u{200b}' => ' ',
        c if c.is_numeric() => ' ',
        c => c,
    });
    NAMES.matches(&Folded::new(&words.collect::<String>()))
}

fn map(contact: &Contact) -> Map {
    let mut map = Map::new();
    let mut add = |list: &[String], meaning: Meaning| {
        for word in list {
            map.entry(fold(word)).or_insert(meaning);
        }
    };
    for (day, name) in ["mo", "tu", "we", "th", "fr", "sa", "su"].iter().enumerate() {
        add(contact.days.get(*name).map_or(&[], Vec::as_slice), Meaning::Day(day));
    }
    add(&contact.every_day, Meaning::Days(Days::ALL));
    add(&contact.weekdays, Meaning::Days(Days::WORKING));
    add(&contact.weekend, Meaning::Days(Days::WEEKEND));
    add(&contact.closed, Meaning::Closed);
    add(&contact.range_words, Meaning::Range);
    add(&contact.list_words, Meaning::List);
    add(&contact.morning, Meaning::Morning);
    add(&contact.afternoon, Meaning::Afternoon);
    add(&contact.noon, Meaning::Noon);
    add(&contact.around_the_clock, Meaning::Always);
    add(&contact.opening_labels, Meaning::Label);
    add(&contact.hour_words, Meaning::Hour);
    map
}

/// The words that count on a page.
pub(super) struct Words {
    own: Option<&'static Map>,
    /// English is written in shops of every language.
    english: Option<&'static Map>,
}

impl Words {
    /// The words for a page in a language.
    pub(super) fn of(language: Option<&str>) -> Self {
        let own = language.and_then(|tag| Vocabulary::built_in().language(tag));
        Self {
            own: own.and_then(|language| LANGUAGES.get(language.language.as_str())),
            english: LANGUAGES.get("en"),
        }
    }

    /// What a folded phrase means.
    pub(super) fn meaning(&self, phrase: &str) -> Option<Meaning> {
        let own = self.own.and_then(|map| map.get(phrase));
        let english = || self.english.and_then(|map| map.get(phrase));
        own.or_else(english).or_else(|| ALL.get(phrase)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_the_page_comes_first() {
        assert_eq!(Words::of(Some("nl")).meaning("do"), Some(Meaning::Day(3)));
        assert_eq!(Words::of(Some("pl")).meaning("do"), Some(Meaning::Range));
        assert_eq!(Words::of(Some("sv")).meaning("montag"), Some(Meaning::Day(0)));
        assert_eq!(Words::of(None).meaning("la"), None);
    }

    #[test]
    fn every_language_names_all_days() {
        for language in Vocabulary::built_in().languages() {
            let days = &language.contact.days;
            assert_eq!(days.len(), 7, "{}", language.language);
            assert!(days.values().all(|names| !names.is_empty()), "{}", language.language);
        }
    }
}
