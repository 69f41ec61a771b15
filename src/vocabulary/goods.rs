//! What goods and services are called, which of them acquirers restrict, and what goes
//! with selling those: licences, checks of age, and numbers of persons.

use super::TopicWords;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The `goods` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Goods {
    /// Words of each line of [`crate::facts::catalogue::LINES`] but `other`; those of
    /// lines that restricted goods make stand under `restricted` too.
    pub lines: BTreeMap<String, Vec<String>>,
    /// Words of each category of [`crate::facts::catalogue::RESTRICTED`].
    pub restricted: BTreeMap<String, GoodsWords>,
    /// What makes a name stand for something else, whatever else it says (*poster*,
    /// *keyring*, *flavour*).
    pub otherwise: Vec<String>,
    /// What shows that a sentence offers something.
    pub offering: Vec<String>,
    /// What shows that a sentence refuses, forbids or warns of something.
    pub refusing: Vec<String>,
    /// What takes away the word that it stands before (*without*).
    pub without: Vec<String>,
    /// Words of those who sell copies of other makers' goods.
    pub replicas: Vec<String>,
    /// How licences are spoken of.
    pub licences: Licences,
    /// How checks of age are spoken of.
    pub age_check: AgeCheck,
    /// Labels of fields that ask for a national identity number.
    pub national_id: Vec<String>,
}

/// The words of one category of restricted goods.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct GoodsWords {
    /// Words that show it by themselves.
    pub strong: Vec<String>,
    /// Words that show it beside one of `with`.
    pub weak: Vec<String>,
    /// What keeps a weak word company.
    pub with: Vec<String>,
    /// Words that show it where they are the whole name (*Wine*, *Beer & wine*).
    pub alone: Vec<String>,
    /// What says that a name stands for something else.
    pub against: Vec<String>,
}

/// How licences are spoken of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Licences {
    /// That somebody has a licence, permit or authorisation, or is supervised.
    pub permits: Vec<String>,
    /// By the category that is licensed: `strong` phrases that name the licence, and
    /// `weak` ones, such as the authority, that need a word of `permits` beside them.
    pub categories: BTreeMap<String, TopicWords>,
}

/// How checks of age are spoken of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct AgeCheck {
    /// That it is the age that is checked.
    pub age: Vec<String>,
    /// By electronic identification; names of schemes are marks.
    pub eid: Vec<String>,
    /// By a document of identity.
    pub document: Vec<String>,
    /// When the goods are handed over.
    pub at_delivery: Vec<String>,
    /// By a date of birth that the buyer gives.
    pub date_of_birth: Vec<String>,
    /// By a button or a box that says that one is old enough.
    pub yes_no: Vec<String>,
}

/// What is the same in every language: names of goods, makers, schemes and services.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GoodsMarks {
    /// Words of lines that shops of every language use.
    pub lines: BTreeMap<String, Vec<String>>,
    /// Words of restricted goods that shops of every language use.
    pub restricted: BTreeMap<String, GoodsWords>,
    /// The line that the goods of a restricted category make, by category.
    pub line_of: BTreeMap<String, String>,
    /// Lines whose goods may be named after what is restricted, by category; `all` for
    /// every one.
    pub excused_by: BTreeMap<String, Vec<String>>,
    /// Houses whose goods are copied.
    pub luxury_brands: Vec<String>,
    /// Schemes of electronic identification.
    pub eid: Vec<String>,
    /// Services that check the age of buyers.
    pub age_services: Vec<AgeService>,
    /// Parts of identifiers and classes of what asks for the age of visitors.
    pub age_gates: Vec<String>,
    /// Hosts of public registers of those who are licensed.
    pub registers: Vec<Register>,
    /// What programmers call fields for a national identity number.
    pub national_id: Vec<String>,
}

/// A service that checks the age of buyers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AgeService {
    /// Its host; it counts with all below it.
    pub host: String,
    /// `eid` or `document`, as in `site.age-check`.
    pub kind: String,
}

/// A public register of those who are licensed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Register {
    /// Its host; it counts with all below it.
    pub host: String,
    /// The category that it licenses.
    pub category: String,
}

#[cfg(test)]
mod tests {
    use crate::facts::catalogue::{LINES, RESTRICTED};
    use crate::vocabulary::{Marks, Vocabulary};

    #[test]
    fn every_language_names_every_line_and_category_and_no_other() {
        for language in Vocabulary::built_in().languages() {
            let goods = &language.goods;
            let name = &language.language;
            let made = &Marks::built_in().goods.line_of;
            let made = |line: &str| line == "other" || made.values().any(|other| other == line);
            for line in LINES.iter().filter(|line| !made(line)) {
                assert!(
                    goods.lines.get(*line).is_some_and(|words| !words.is_empty()),
                    "{name} has no words for {line}"
                );
            }
            for category in RESTRICTED {
                let words = goods.restricted.get(*category);
                let some = words.is_some_and(|w| !w.strong.is_empty() || !w.weak.is_empty());
                assert!(some, "{name} has no words for {category}");
            }
            known(name, goods.lines.keys(), LINES);
            known(name, goods.restricted.keys(), RESTRICTED);
            known(name, goods.licences.categories.keys(), RESTRICTED);
        }
    }

    #[test]
    fn a_weak_word_has_company_somewhere() {
        let marks = &Marks::built_in().goods.restricted;
        for language in Vocabulary::built_in().languages() {
            for (category, words) in &language.goods.restricted {
                let shared = marks.get(category).is_some_and(|words| !words.with.is_empty());
                let alone = !words.weak.is_empty() && words.with.is_empty() && !shared;
                assert!(!alone, "{}: weak words of {category} need some `with`", language.name);
            }
        }
    }

    #[test]
    fn marks_speak_of_known_lines_and_categories() {
        let marks = &Marks::built_in().goods;
        known("lines", marks.lines.keys(), LINES);
        known("restricted", marks.restricted.keys(), RESTRICTED);
        known("excused", marks.excused_by.values().flatten(), LINES);
        known("excused", marks.excused_by.keys().filter(|key| *key != "all"), RESTRICTED);
        known("line of", marks.line_of.keys(), RESTRICTED);
        known("line of", marks.line_of.values(), LINES);
        known("registers", marks.registers.iter().map(|register| &register.category), RESTRICTED);
        assert!(marks.age_services.iter().all(|s| matches!(s.kind.as_str(), "eid" | "document")));
    }

    fn known<'a>(place: &str, words: impl Iterator<Item = &'a String>, list: &[&str]) {
        for word in words {
            assert!(list.contains(&word.as_str()), "{place}: {word}");
        }
    }
}
