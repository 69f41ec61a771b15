//! How terms and policies speak of each topic (`withdrawal-period`, `delivery-time`, ...).

use serde::Deserialize;
use std::collections::BTreeMap;

/// The `topics` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Topics {
    /// What each unit of [`UNITS`] is called, in all the forms that stand after
    /// a number; a phrase of several words may be one (*working days*).
    pub units: BTreeMap<String, Vec<String>>,
    /// Forms of a unit that mean one of it where no number stands before them.
    pub lone: BTreeMap<String, Vec<String>>,
    /// Numbers written out, with what they come to.
    pub numbers: BTreeMap<u16, Vec<String>>,
    /// What stands between the two numbers of a range (*2 to 4*, *3 or 5*).
    pub between: Vec<String>,
    /// What leads from a period to the event that it runs from (*after*, *of*).
    pub counted_from: Vec<String>,
    /// What says when without a number of days (*the same day*).
    pub soon: Vec<String>,
    /// What else takes its time and is no topic (*we answer*, *logs are kept*).
    pub elsewhere: Vec<String>,
    /// What shows that a sentence is about money that goes back to the buyer.
    pub money_back: Vec<String>,
    /// The phrases of each topic of [`crate::facts::catalogue::TOPICS`].
    pub phrases: BTreeMap<String, TopicWords>,
}

/// The phrases of one topic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct TopicWords {
    /// Phrases that show the topic by themselves.
    pub strong: Vec<String>,
    /// Phrases that need company: a phrase of `with`, or a period, amount or
    /// number, by topic.
    pub weak: Vec<String>,
    /// Phrases that keep a weak one company.
    pub with: Vec<String>,
    /// Phrases that show that a sentence speaks of something else.
    pub against: Vec<String>,
}

/// The units that periods are given in.
pub const UNITS: &[&str] = &["hours", "days", "working-days", "weeks", "months", "years"];

#[cfg(test)]
mod tests {
    use super::UNITS;
    use crate::facts::catalogue::TOPICS;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn every_language_speaks_of_every_topic_and_of_no_other() {
        for language in Vocabulary::built_in().languages() {
            let phrases = &language.topics.phrases;
            for topic in TOPICS {
                let words = phrases.get(*topic);
                let some = words.is_some_and(|w| !w.strong.is_empty() || !w.weak.is_empty());
                assert!(some, "{} has no words for {topic}", language.language);
            }
            for topic in phrases.keys() {
                assert!(TOPICS.contains(&topic.as_str()), "{}: {topic}", language.language);
            }
        }
    }

    #[test]
    fn every_language_counts_in_every_unit_and_to_thirty_one() {
        for language in Vocabulary::built_in().languages() {
            let name = &language.language;
            let topics = &language.topics;
            for unit in UNITS {
                assert!(topics.units.contains_key(*unit), "{name} has no word for {unit}");
            }
            for unit in topics.units.keys().chain(topics.lone.keys()) {
                assert!(UNITS.contains(&unit.as_str()), "{name}: {unit}");
            }
            for number in (1..=31).chain([60, 90]) {
                assert!(topics.numbers.contains_key(&number), "{name} has no word for {number}");
            }
        }
    }
}
