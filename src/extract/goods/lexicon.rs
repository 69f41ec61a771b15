//! The words that one language has for goods, each set of them searched for in one pass.

use crate::facts::catalogue::{LINES, RESTRICTED};
use crate::vocabulary::{Folded, GoodsWords, Language, Marks, PhraseSet, Vocabulary};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// The language that a page is read in where it has none with a vocabulary.
const FALLBACK: &str = "en";

/// How a word speaks for a restricted category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    Strong,
    Weak,
    With,
    /// Where it is the whole name.
    Alone,
    Against,
}

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A line of goods, by its place in the list.
    Line(usize),
    /// A restricted category, by its place in the list.
    Restricted(usize, Strength),
    /// The name is that of something else.
    Otherwise,
    /// Something is offered.
    Offering,
    /// Something is refused or forbidden.
    Refusing,
    /// The word that follows is taken away.
    Without,
    /// Copies are sold.
    Replica,
    /// A maker whose goods are copied, by its place in the marks.
    Brand(usize),
    /// There is a licence of a category: strong, or weak beside [`Word::Permit`].
    Licence(usize, Strength),
    /// Somebody has a licence.
    Permit,
    /// Part of a check of age.
    Age(Age),
}

/// Parts of a check of age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    /// It is the age that is spoken of.
    Named,
    Eid,
    Document,
    AtDelivery,
    DateOfBirth,
    YesNo,
}

/// A word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) word: Word,
    /// Where it stands in the folded text, without the spaces around it.
    pub(super) range: Range<usize>,
}

/// The words of one language and those of every language.
pub(super) struct Lexicon {
    names: PhraseSet<Word>,
    text: PhraseSet<Word>,
}

static ALL: LazyLock<BTreeMap<&'static str, (&'static Language, OnceLock<Lexicon>)>> =
    LazyLock::new(|| {
        let languages = Vocabulary::built_in().languages().iter();
        languages.map(|words| (words.language.as_str(), (words, OnceLock::new()))).collect()
    });

impl Lexicon {
    /// The words to read a page of this language with.
    pub(super) fn of(tag: Option<&str>) -> Option<&'static Self> {
        let known = tag.and_then(|tag| Vocabulary::built_in().language(tag));
        let known = known.map_or(FALLBACK, |language| language.language.as_str());
        let (language, lexicon) = ALL.get(known)?;
        Some(lexicon.get_or_init(|| Self::new(language)))
    }

    fn new(language: &'static Language) -> Self {
        let words = &language.goods;
        let marks = &Marks::built_in().goods;
        let mut names: Vec<(&str, Word)> = Vec::new();
        let mut text: Vec<(&str, Word)> = Vec::new();
        for (place, line) in LINES.iter().enumerate() {
            let own = words.lines.get(*line).into_iter().chain(marks.lines.get(*line)).flatten();
            names.extend(own.map(|phrase| (phrase.as_str(), Word::Line(place))));
        }
        for (place, category) in RESTRICTED.iter().enumerate() {
            let of = |words: &'static BTreeMap<String, GoodsWords>| words.get(*category);
            for words in of(&words.restricted).into_iter().chain(of(&marks.restricted)) {
                for (phrases, strength) in [
                    (&words.strong, Strength::Strong),
                    (&words.weak, Strength::Weak),
                    (&words.with, Strength::With),
                    (&words.against, Strength::Against),
                ] {
                    let word = Word::Restricted(place, strength);
                    names.extend(list(phrases, word));
                    text.extend(list(phrases, word));
                }
                names.extend(list(&words.alone, Word::Restricted(place, Strength::Alone)));
            }
            if let Some(words) = words.licences.categories.get(*category) {
                for (phrases, strength) in [
                    (&words.strong, Strength::Strong),
                    (&words.weak, Strength::Weak),
                    (&words.against, Strength::Against),
                ] {
                    text.extend(list(phrases, Word::Licence(place, strength)));
                }
            }
        }
        let age = &words.age_check;
        names.extend(list(&words.otherwise, Word::Otherwise));
        names.extend(list(&words.replicas, Word::Replica));
        for (place, brand) in marks.luxury_brands.iter().enumerate() {
            names.push((brand, Word::Brand(place)));
        }
        for (phrases, word) in [
            (&words.otherwise, Word::Otherwise),
            (&words.offering, Word::Offering),
            (&words.refusing, Word::Refusing),
            (&words.without, Word::Without),
            (&words.licences.permits, Word::Permit),
            (&age.age, Word::Age(Age::Named)),
            (&language.walls.age, Word::Age(Age::Named)),
            (&age.eid, Word::Age(Age::Eid)),
            (&marks.eid, Word::Age(Age::Eid)),
            (&age.document, Word::Age(Age::Document)),
            (&age.at_delivery, Word::Age(Age::AtDelivery)),
            (&age.date_of_birth, Word::Age(Age::DateOfBirth)),
            (&age.yes_no, Word::Age(Age::YesNo)),
        ] {
            text.extend(list(phrases, word));
        }
        Self { names: PhraseSet::new(names), text: PhraseSet::new(text) }
    }

    /// The words in the name of a product or category.
    pub(super) fn in_name(&self, folded: &Folded) -> Vec<Hit> {
        hits(&self.names, folded)
    }

    /// The words in running text.
    pub(super) fn in_text(&self, folded: &Folded) -> Vec<Hit> {
        hits(&self.text, folded)
    }
}

fn list(phrases: &'static [String], word: Word) -> impl Iterator<Item = (&'static str, Word)> {
    phrases.iter().map(move |phrase| (phrase.as_str(), word))
}

fn hits(set: &PhraseSet<Word>, folded: &Folded) -> Vec<Hit> {
    let text = folded.as_str().as_bytes();
    let is_space = |at: usize| text.get(at) == Some(&b' ');
    set.find(folded)
        .map(|found| {
            let start = found.start + usize::from(is_space(found.start));
            let end = found.end.saturating_sub(usize::from(is_space(found.end.saturating_sub(1))));
            Hit { word: *found.value, range: start..end.max(start) }
        })
        .collect()
}

/// The whole words that a range of a folded text lies in, as written.
pub(super) fn written(original: &str, folded: &Folded, range: &Range<usize>) -> String {
    let text = folded.as_str();
    let start = text.get(..range.start).and_then(|before| before.rfind(' ')).map_or(0, |at| at + 1);
    let after = text.get(range.end..).and_then(|after| after.find(' '));
    let end = after.map_or(text.len(), |at| range.end + at);
    original.get(folded.original(start..end)).unwrap_or("").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shown_whole_and_as_written() {
        let text = "Äkta Maltwhisky, 12 år";
        let folded = Folded::new(text);
        let at = folded.as_str().find("whisky").unwrap();
        assert_eq!(written(text, &folded, &(at..at + 6)), "Maltwhisky");
    }

    #[test]
    fn a_page_of_another_language_is_read_with_the_words_of_english() {
        let names = |tag| {
            let folded = Folded::new("Wool trousers");
            Lexicon::of(tag).map(|lexicon| lexicon.in_name(&folded).len())
        };
        assert_eq!(names(Some("en")), names(Some("hu")));
        assert_eq!(names(Some("en")), names(None));
    }
}
