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
const MAX_WORDS: usize = 4;
/// Shorter words count in the language of the page only.
const SHORT: usize = 3;

type Map = HashMap<String, Meaning>;

/// The words that count on pages of each language, and (empty) of none.
static LANGUAGES: LazyLock<HashMap<&'static str, Words>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    let of = |tag: &str| languages.iter().find(|l| l.language == tag).map(|l| map(&l.contact));
    let mut all = Map::new();
    for language in languages {
        for (word, meaning) in map(&language.contact) {
            // What connects is too short a word to be told without its language.
            let connects = meaning == Meaning::List;
            if word.chars().count() >= SHORT && !connects {
                all.entry(word).or_insert(meaning);
            }
        }
    }
    // English is written in shops of every language.
    all.extend(of("en").into_iter().flatten());
    let tags = languages.iter().map(|language| language.language.as_str()).chain([""]);
    tags.map(|tag| {
        let mut own = all.clone();
        own.extend(of(tag).into_iter().flatten());
        (tag, Words::new(own))
    })
    .collect()
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
#[derive(Debug, Default)]
pub(super) struct Words {
    meanings: Map,
    /// For the first word of each phrase, how many words its longest one has.
    longest: HashMap<String, usize>,
}

impl Words {
    fn new(meanings: Map) -> Self {
        let mut longest: HashMap<String, usize> = HashMap::new();
        for phrase in meanings.keys() {
            let words = phrase.split(' ').count().min(MAX_WORDS);
            let first = phrase.split(' ').next().unwrap_or(phrase).to_owned();
            let known = longest.entry(first).or_default();
            *known = words.max(*known);
        }
        Self { meanings, longest }
    }

    /// The words for a page in a language.
    pub(super) fn of(language: Option<&str>) -> &'static Self {
        static NONE: LazyLock<Words> = LazyLock::new(Words::default);
        let own = language.and_then(|tag| Vocabulary::built_in().language(tag));
        let tag = own.map_or("", |language| language.language.as_str());
        LANGUAGES.get(tag).unwrap_or(&NONE)
    }

    /// What a folded phrase means.
    pub(super) fn meaning(&self, phrase: &str) -> Option<Meaning> {
        self.meanings.get(phrase).copied()
    }

    /// The most words of a phrase that begins with a folded word.
    pub(super) fn longest(&self, word: &str) -> usize {
        let first = word.split(' ').next().unwrap_or(word);
        self.longest.get(first).copied().unwrap_or(0)
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
