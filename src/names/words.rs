//! The words of company names that weigh less or more than others, as data.
//!
//! `rules/marks/names.yaml` holds them for all languages at once, because a name does not say which
//! language it is in. This file reads it once and answers questions about single words and phrases;
//! what an answer means for two names is decided elsewhere.

use super::tokens::{Token, tokens};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// What a phrase between two parts of a name says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// The company before trades under the name after.
    TradingAs,
    /// The company after stands behind the name before.
    BelongsTo,
    /// The person after trades under the name before.
    OwnedBy,
    /// Mail goes to whoever stands after.
    CareOf,
    /// The name after has been given up.
    Formerly,
    /// What has become of the company.
    Status,
    /// Label of a number.
    Number,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    and: Vec<String>,
    articles: Vec<String>,
    titles: Vec<String>,
    same_word: Vec<Vec<String>>,
    same_meaning: Vec<Vec<String>>,
    group: Vec<String>,
    trading_as: Vec<String>,
    belongs_to: Vec<String>,
    owned_by: Vec<String>,
    care_of: Vec<String>,
    formerly: Vec<String>,
    status: Vec<String>,
    number_labels: Vec<String>,
    nothing: Vec<String>,
}

/// The words, ready to be asked.
pub(super) struct Words {
    and: HashSet<String>,
    /// Conjunctions only when a full stop follows.
    and_short: HashSet<String>,
    articles: HashSet<String>,
    titles: HashSet<String>,
    same_word: HashMap<String, String>,
    same_meaning: HashMap<String, usize>,
    group: HashSet<String>,
    cues: HashMap<String, Vec<CuePhrase>>,
    nothing: HashSet<String>,
}

/// A phrase that says something of the parts around it.
struct CuePhrase {
    cue: Cue,
    words: Vec<String>,
    /// Which words must be letters joined by full stops or strokes.
    dotted: Vec<bool>,
    stroke: bool,
    /// A full stop has to follow, as after *ent.*
    stop: bool,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let text = include_str!("../../rules/marks/names.yaml");
    let file: File = crate::yaml::read(text, "marks/names.yaml").unwrap_or_else(|message| {
        // A test reads the shipped file, so this cannot happen to users.
        debug_assert!(false, "{message}");
        File::default()
    });
    Words::new(&file)
});

/// A word as the tokens of a name spell it.
fn word(text: &str) -> String {
    tokens(text).into_iter().map(|token| token.text).collect()
}

fn set(words: &[String]) -> HashSet<String> {
    words.iter().map(|text| word(text)).collect()
}

impl Words {
    /// The words that ship with the program.
    pub(super) fn get() -> &'static Self {
        &WORDS
    }

    fn new(file: &File) -> Self {
        let (short, and): (Vec<String>, Vec<String>) =
            file.and.iter().cloned().partition(|text| text.ends_with('.'));
        let mut same_word = HashMap::new();
        for line in &file.same_word {
            let first = line.first().map(|text| word(text)).unwrap_or_default();
            same_word.extend(line.iter().map(|text| (word(text), first.clone())));
        }
        let mut same_meaning = HashMap::new();
        for (index, line) in file.same_meaning.iter().enumerate() {
            for text in line {
                let folded = word(text);
                let known = same_word.get(&folded).cloned();
                same_meaning.insert(known.unwrap_or_else(|| folded.clone()), index);
                same_meaning.insert(folded, index);
            }
        }
        let mut cues: HashMap<String, Vec<CuePhrase>> = HashMap::new();
        for (cue, phrases) in [
            (Cue::TradingAs, &file.trading_as),
            (Cue::BelongsTo, &file.belongs_to),
            (Cue::OwnedBy, &file.owned_by),
            (Cue::CareOf, &file.care_of),
            (Cue::Formerly, &file.formerly),
            (Cue::Status, &file.status),
            (Cue::Number, &file.number_labels),
        ] {
            for phrase in phrases {
                let parts = tokens(phrase);
                let Some(first) = parts.first() else { continue };
                cues.entry(first.text.clone()).or_default().push(CuePhrase {
                    cue,
                    words: parts.iter().map(|part| part.text.clone()).collect(),
                    dotted: parts.iter().map(|part| part.dotted).collect(),
                    stroke: phrase.contains('/'),
                    stop: phrase.ends_with('.') && !parts.last().is_some_and(|part| part.dotted),
                });
            }
        }
        for phrases in cues.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Self {
            and: set(&and),
            and_short: set(&short),
            articles: set(&file.articles),
            titles: set(&file.titles),
            same_word,
            same_meaning,
            group: set(&file.group),
            cues,
            nothing: set(&file.nothing),
        }
    }

    /// Whether a word is *and*, leaving aside whether it could be an initial.
    pub(super) fn is_and(&self, text: &str, full_stop: bool) -> bool {
        text == "&"
            || (full_stop && self.and_short.contains(text))
            || (self.and.contains(text) && !(full_stop && text.chars().count() == 1))
    }

    pub(super) fn is_article(&self, text: &str) -> bool {
        self.articles.contains(text)
    }

    pub(super) fn is_title(&self, text: &str) -> bool {
        self.titles.contains(text)
    }

    /// Whether a text stands where a name should be, such as *n/a*.
    pub(super) fn is_nothing(&self, text: &str) -> bool {
        self.nothing.contains(text)
    }

    /// The usual spelling of a word that has several.
    pub(super) fn usual<'a>(&'a self, text: &'a str) -> &'a str {
        self.same_word.get(text).map_or(text, String::as_str)
    }

    /// Whether two words mean the same in two languages.
    pub(super) fn mean_the_same(&self, a: &str, b: &str) -> bool {
        matches!((self.same_meaning.get(a), self.same_meaning.get(b)), (Some(a), Some(b)) if a == b)
    }

    /// Whether a word makes another company of the group out of a name.
    pub(super) fn is_group(&self, text: &str) -> bool {
        self.group.contains(text)
    }

    /// Whether a word has a place in any table, so that one letter more or less is another word.
    pub(super) fn is_known(&self, text: &str) -> bool {
        self.group.contains(text)
            || self.same_meaning.contains_key(text)
            || self.same_word.contains_key(text)
    }

    /// The longest phrase of the tables that begins at a word, and the words it covers.
    pub(super) fn cue_at(
        &self,
        name: &str,
        tokens: &[Token],
        at: usize,
    ) -> Option<(Cue, Range<usize>)> {
        let first = tokens.get(at)?;
        self.cues.get(&first.text)?.iter().find_map(|phrase| {
            let span = at..at + phrase.words.len();
            let words = tokens.get(span.clone())?;
            let spelled =
                words.iter().zip(&phrase.words).zip(&phrase.dotted).all(
                    |((token, word), dotted)| token.text == *word && (token.dotted || !dotted),
                );
            let (start, end) = (first.range.start, words.last()?.range.end);
            // *v/Hanne*: the stroke stands after the last letter of the phrase.
            let written = name.get(start..end)?;
            let after = name.get(end..).unwrap_or("");
            let stroke = !phrase.stroke || written.contains('/') || after.starts_with('/');
            let stop = !phrase.stop || written.ends_with('.');
            (spelled && stroke && stop).then_some((phrase.cue, span))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(name: &str) -> Option<(Cue, Range<usize>)> {
        let tokens = tokens(name);
        (0..tokens.len()).find_map(|at| Words::get().cue_at(name, &tokens, at))
    }

    #[test]
    fn the_shipped_words_can_be_read() {
        let file: File =
            crate::yaml::read(include_str!("../../rules/marks/names.yaml"), "names").unwrap();
        assert!(file.and.len() > 10 && file.group.len() > 10);
    }

    #[test]
    fn phrases_are_found_as_they_are_written() {
        assert_eq!(cue("Blue Kettle t/a Red Teapot"), Some((Cue::TradingAs, 2..3)));
        assert_eq!(cue("Blå Kedel v/Hanne Skovbjerre"), Some((Cue::OwnedBy, 2..3)));
        assert_eq!(cue("Blå Kittel AB c/o Röd Gryta AB"), Some((Cue::CareOf, 3..4)));
        assert_eq!(cue("Blå Kittel AB, en del av Röd Gryta AB"), Some((Cue::BelongsTo, 3..6)));
        assert_eq!(cue("Kessel GmbH i.L."), Some((Cue::Status, 2..3)));
        for name in ["Ta Kettle", "V Kettle", "Co Kettle", "Il Kettle", "Kettle & Co"] {
            assert_eq!(cue(name), None, "{name}");
        }
    }

    #[test]
    fn conjunctions_initials_and_abbreviations() {
        let words = Words::get();
        assert!(words.is_and("och", false) && words.is_and("e", false) && words.is_and("u", true));
        assert!(!words.is_and("e", true), "an initial");
        assert_eq!(words.usual("intl"), words.usual("international"));
        assert!(words.mean_the_same("sverige", "sweden"));
        assert!(!words.mean_the_same("sverige", "norge"));
    }
}
