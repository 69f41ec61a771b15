//! How terms and policies speak of each topic (`withdrawal-period`, `delivery-time`, ...).

use serde::Deserialize;
use std::collections::BTreeMap;

/// The `topics` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Topics {
    /// Units of time that periods are given in.
    pub days: Vec<String>,
    /// Small numbers written out, as periods have them.
    pub numbers: Vec<String>,
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
}

#[cfg(test)]
mod tests {
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
}
