//! The phrases of topics and statements, and where they stand in a text.
//!
//! One automaton holds the phrases of all subjects in all languages, so that a
//! text is searched once. What a sentence takes away from its phrases is asked in
//! `sentences`, and what they come to in `topics`, `periods` and `statements`.

use super::sentences::sentence_at;
use super::subjects::{NONE, statements};
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
    /// Money goes back to the buyer; of no topic.
    MoneyBack,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    language: usize,
    /// The number of its subject.
    subject: usize,
    strength: Strength,
}

/// A phrase in a text.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// The number of its subject; one below the number of topics is a topic.
    pub subject: usize,
    pub strength: Strength,
    /// Where it stands in the original.
    pub range: Range<usize>,
}

static PHRASES: LazyLock<PhraseSet<Mark>> = LazyLock::new(|| {
    let mut phrases: Vec<(&str, Mark)> = Vec::new();
    for (language, words) in Vocabulary::built_in().languages().iter().enumerate() {
        let mut put = |list: &'static [String], subject, strength| {
            let mark = Mark { language, subject, strength };
            phrases.extend(list.iter().map(|phrase| (phrase.as_str(), mark)));
        };
        let topics = &words.topics;
        put(&topics.soon, NONE, Strength::Soon);
        put(&topics.counted_from, NONE, Strength::CountedFrom);
        put(&topics.elsewhere, NONE, Strength::Elsewhere);
        put(&topics.money_back, NONE, Strength::MoneyBack);
        let of_topics = TOPICS.iter().enumerate().map(|(at, name)| (at, topics.phrases.get(*name)));
        let of_statements = statements()
            .map(|(number, area, kind)| (number, area.words(&words.statements).get(kind)));
        for (subject, words) in of_topics.chain(of_statements) {
            let Some(words) = words else { continue };
            put(&words.strong, subject, Strength::Strong);
            put(&words.weak, subject, Strength::Weak);
            put(&words.with, subject, Strength::With);
            put(&words.against, subject, Strength::Against);
        }
    }
    PhraseSet::new(phrases)
});

/// Where a phrase stands: its sentence, and its range of the original.
pub(super) type Place = (usize, Range<usize>);

/// What was seen of one topic in one piece of text.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub strong: Vec<Place>,
    pub weak: Vec<Place>,
    pub with: Vec<Place>,
}

impl Seen {
    /// The first of the strong phrases, or else of the weak ones.
    pub(super) fn first(&self) -> Option<Range<usize>> {
        self.strong.first().or_else(|| self.weak.first()).map(|(_, range)| range.clone())
    }

    /// The first weak phrase that has a companion close by: in its own sentence,
    /// or else in any for topics that are told in several.
    pub(super) fn together(&self, across: bool) -> Option<Range<usize>> {
        let accompanied = |(sentence, weak): &Place, across: bool| {
            self.with.iter().any(|(other, with)| {
                let after = with.start.checked_sub(weak.end);
                let before = weak.start.checked_sub(with.end);
                // One word does not keep itself company.
                (across || sentence == other) && after.or(before).is_some_and(|gap| gap <= CLOSE)
            })
        };
        let first = |across| self.weak.iter().find(|weak| accompanied(weak, across));
        let found = first(false).or_else(|| if across { first(true) } else { None });
        found.map(|(_, range)| range.clone())
    }
}

/// The phrases in a text.
pub(super) fn look(folded: &Folded, only: Option<usize>) -> Vec<Hit> {
    let mut counts: BTreeMap<(usize, u8), usize> = BTreeMap::new();
    let mut hits = Vec::new();
    for found in PHRASES.find(folded) {
        let Mark { language, subject, strength } = *found.value;
        if only.is_some_and(|only| only != language) {
            continue;
        }
        let count = counts.entry((subject, strength as u8)).or_default();
        *count += 1;
        if *count <= MAX_RANGES {
            let range = folded.original(found.start + 1..found.end.saturating_sub(1));
            hits.push(Hit { subject, strength, range });
        }
    }
    hits
}

/// The hits by subject.
pub(super) fn seen(hits: &[Hit], ends: &[usize]) -> BTreeMap<usize, Seen> {
    let mut seen: BTreeMap<usize, Seen> = BTreeMap::new();
    for hit in hits.iter().filter(|hit| hit.subject != NONE) {
        let entry = seen.entry(hit.subject).or_default();
        let place = (sentence_at(ends, hit.range.start), hit.range.clone());
        match hit.strength {
            Strength::Strong => entry.strong.push(place),
            Strength::Weak => entry.weak.push(place),
            Strength::With => entry.with.push(place),
            _ => {}
        }
    }
    seen
}
