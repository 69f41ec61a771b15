//! The phrases of the topics, and where they stand in a text.
//!
//! One automaton holds the phrases of all topics in all languages, so that a
//! text is searched once. A phrase `against` a topic takes the other phrases of
//! the topic in its sentence away: *18 years of experience* are no age limit, and
//! a complaint to a data protection authority is not about goods. What the
//! phrases come to is not asked here; see `topics` and `periods`.

use crate::facts::catalogue::TOPICS;
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Bytes between a weak phrase and a companion, at most.
const CLOSE: usize = 120;
/// Phrases of one topic kept in one block.
const MAX_RANGES: usize = 48;

/// What a phrase says of its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    Strong,
    Weak,
    With,
    Against,
    /// Says when without a number; of no topic.
    Soon,
    /// Leads from a period to what it runs from; of no topic.
    CountedFrom,
    /// Something else that takes its time; of no topic.
    Elsewhere,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    language: usize,
    /// Place among the topics; their number for the phrases of no topic.
    topic: usize,
    strength: Strength,
}

/// A phrase in a text.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub topic: usize,
    pub strength: Strength,
    /// Where it stands in the original.
    pub range: Range<usize>,
}

static PHRASES: LazyLock<PhraseSet<Mark>> = LazyLock::new(|| {
    let mut phrases: Vec<(&str, Mark)> = Vec::new();
    for (language, words) in Vocabulary::built_in().languages().iter().enumerate() {
        let words = &words.topics;
        let none = TOPICS.len();
        for (list, topic, strength) in [
            (&words.soon, none, Strength::Soon),
            (&words.counted_from, none, Strength::CountedFrom),
            (&words.elsewhere, none, Strength::Elsewhere),
        ] {
            let mark = Mark { language, topic, strength };
            phrases.extend(list.iter().map(|phrase| (phrase.as_str(), mark)));
        }
        for (topic, name) in TOPICS.iter().enumerate() {
            let Some(words) = words.phrases.get(*name) else { continue };
            for (list, strength) in [
                (&words.strong, Strength::Strong),
                (&words.weak, Strength::Weak),
                (&words.with, Strength::With),
                (&words.against, Strength::Against),
            ] {
                let mark = Mark { language, topic, strength };
                phrases.extend(list.iter().map(|phrase| (phrase.as_str(), mark)));
            }
        }
    }
    PhraseSet::new(phrases)
});

/// What was seen of one topic in one piece of text; ranges of the original.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub strong: Option<Range<usize>>,
    pub weak: Vec<Range<usize>>,
    pub with: Vec<Range<usize>>,
}

impl Seen {
    pub(super) fn first(&self) -> Option<Range<usize>> {
        self.strong.clone().or_else(|| self.weak.first().cloned())
    }

    /// Whether a weak phrase and one of its companions stand close together.
    pub(super) fn together(&self) -> bool {
        self.weak.iter().any(|weak| {
            self.with.iter().any(|with| {
                let after = with.start.checked_sub(weak.end);
                let before = weak.start.checked_sub(with.end);
                // One word does not keep itself company.
                after.or(before).is_some_and(|gap| gap <= CLOSE)
            })
        })
    }
}

/// The phrases in a text.
pub(super) fn look(folded: &Folded, only: Option<usize>) -> Vec<Hit> {
    let mut counts: BTreeMap<(usize, u8), usize> = BTreeMap::new();
    let mut hits = Vec::new();
    for found in PHRASES.find(folded) {
        let Mark { language, topic, strength } = *found.value;
        if only.is_some_and(|only| only != language) {
            continue;
        }
        let count = counts.entry((topic, strength as u8)).or_default();
        *count += 1;
        if *count <= MAX_RANGES {
            let range = folded.original(found.start + 1..found.end.saturating_sub(1));
            hits.push(Hit { topic, strength, range });
        }
    }
    hits
}

/// The hits but those of a topic that its sentence does not speak of.
pub(super) fn without_contradicted(hits: Vec<Hit>, ends: &[usize]) -> Vec<Hit> {
    let against: Vec<(usize, usize)> = hits
        .iter()
        .filter(|hit| hit.strength == Strength::Against)
        .map(|hit| (hit.topic, sentence_at(ends, hit.range.start)))
        .collect();
    if against.is_empty() {
        return hits;
    }
    let speaks = |hit: &Hit| !against.contains(&(hit.topic, sentence_at(ends, hit.range.start)));
    hits.into_iter().filter(speaks).collect()
}

/// The hits by topic.
pub(super) fn seen(hits: &[Hit]) -> BTreeMap<usize, Seen> {
    let mut seen: BTreeMap<usize, Seen> = BTreeMap::new();
    for hit in hits.iter().filter(|hit| hit.topic < TOPICS.len()) {
        let entry = seen.entry(hit.topic).or_default();
        match hit.strength {
            Strength::Strong => {
                entry.strong.get_or_insert_with(|| hit.range.clone());
            }
            Strength::Weak => entry.weak.push(hit.range.clone()),
            Strength::With => entry.with.push(hit.range.clone()),
            _ => {}
        }
    }
    seen
}

/// Which sentence of a text a byte offset lies in.
pub(super) fn sentence_at(ends: &[usize], offset: usize) -> usize {
    ends.partition_point(|end| *end <= offset)
}

/// Where sentences end: a stop before white space and a capital letter.
pub(super) fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices(['.', '!', '?']).filter_map(|(at, mark)| {
        let rest = text.get(at + mark.len()..)?;
        let mut next = rest.chars();
        let space = next.next().is_some_and(char::is_whitespace);
        let capital = next.next().is_some_and(char::is_uppercase);
        (space && capital).then_some(at + mark.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topics(text: &str) -> Vec<&'static str> {
        let ends: Vec<usize> = ends(text).collect();
        let hits = without_contradicted(look(&Folded::new(text), None), &ends);
        seen(&hits).into_keys().filter_map(|topic| TOPICS.get(topic).copied()).collect()
    }

    #[test]
    fn a_phrase_against_a_topic_takes_it_out_of_its_sentence_only() {
        let about_data = "You may complain to a supervisory authority.";
        assert!(!topics(about_data).contains(&"complaints"));
        let both = format!("{about_data} Complaints about goods reach us by post.");
        assert!(topics(&both).contains(&"complaints"));
    }

    #[test]
    fn sentences_end_before_capitals() {
        let text = "Order no. 5 ships today. The rest follows! Ask us.";
        assert_eq!(ends(text).count(), 2);
        let ends: Vec<usize> = ends(text).collect();
        assert_eq!(sentence_at(&ends, 0), 0);
        assert_eq!(sentence_at(&ends, text.len()), 2);
    }
}
