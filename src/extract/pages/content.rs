//! How full the text of a page is of the words of each kind of policy.
//!
//! Evidence is the number of different telling phrases of the page's language
//! and how densely they stand; one phrase repeated proves little. A text also
//! says what it is (*this privacy policy*), mostly where it begins.

use super::names::{Scores, words_of};
use crate::extract::{Document, PageKind, Region};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Different phrases that make a kind certain.
const MANY_PHRASES: f32 = 6.0;
/// Phrases per hundred words that make a kind certain.
const DENSE: f32 = 1.2;
/// Words that a text must have to show its kind by itself.
const ALONE_WORDS: usize = 120;
/// The score with which a text shows its kind by itself.
const ALONE: f32 = 0.5;
/// Bytes of folded text that count as the beginning.
const BEGINNING: usize = 2_500;
/// Characters of text looked at.
const MAX_TEXT: usize = 200_000;

struct Mark {
    kind: PageKind,
    language: usize,
    phrase: usize,
    /// The text calls itself so.
    itself: bool,
}

static PHRASES: LazyLock<PhraseSet<Mark>> = LazyLock::new(|| {
    let mut phrases = Vec::new();
    for (language, words) in Vocabulary::built_in().languages().iter().enumerate() {
        for (kind, words) in words_of(&words.pages.kinds) {
            let telling = words.content.iter().map(|phrase| (phrase, false));
            for (text, itself) in telling.chain(words.itself.iter().map(|phrase| (phrase, true))) {
                let phrase = phrases.len();
                phrases.push((text.as_str(), Mark { kind, language, phrase, itself }));
            }
        }
    }
    PhraseSet::new(phrases)
});

/// The telling phrases of a page, counted.
#[derive(Debug, Default)]
pub(super) struct Content {
    words: usize,
    /// Different phrases and all phrases of each kind.
    counts: BTreeMap<PageKind, (usize, usize)>,
    /// How often the text calls itself one of each kind: at its beginning, and
    /// anywhere.
    itself: BTreeMap<PageKind, (usize, usize)>,
}

impl Content {
    /// Counts the phrases in the text outside navigation and footer, of the
    /// page's language where that is known.
    pub(super) fn of(doc: &Document, language: Option<&str>) -> Self {
        let mut text = String::new();
        for block in doc.blocks.iter().filter(|b| matches!(b.region, Region::Main | Region::Aside))
        {
            if text.len() + block.text.len() > MAX_TEXT {
                break;
            }
            text.push_str(&block.text);
            text.push('\n');
        }
        let words = text.split_whitespace().count();
        let languages = Vocabulary::built_in().languages();
        let only = language.and_then(|tag| {
            let wanted = Vocabulary::built_in().language(tag)?;
            languages.iter().position(|l| l.language == wanted.language)
        });
        let folded = Folded::new(&text);
        let mut seen = std::collections::HashSet::new();
        let mut counts: BTreeMap<PageKind, (usize, usize)> = BTreeMap::new();
        let mut itself: BTreeMap<PageKind, (usize, usize)> = BTreeMap::new();
        for found in PHRASES.find(&folded) {
            let mark = found.value;
            if only.is_some_and(|index| index != mark.language) {
                continue;
            }
            if mark.itself {
                let (first, all) = itself.entry(mark.kind).or_default();
                *first += usize::from(found.start < BEGINNING);
                *all += 1;
                continue;
            }
            let (different, all) = counts.entry(mark.kind).or_default();
            *different += usize::from(seen.insert(mark.phrase));
            *all += 1;
        }
        Self { words, counts, itself }
    }

    /// How much the text calls itself one of each kind, from 0 to 1: what it
    /// says of itself at its beginning counts most, and how often it says so
    /// rather than something else.
    pub(super) fn itself(&self) -> Scores {
        let first: usize = self.itself.values().map(|(first, _)| first).sum();
        let all: usize = self.itself.values().map(|(_, all)| all).sum();
        let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
        self.itself
            .iter()
            .map(|(kind, (at_first, anywhere))| {
                let beginning = share(*at_first, first) * (*at_first as f32 / 2.0).min(1.0);
                let throughout = share(*anywhere, all) * (*anywhere as f32 / 4.0).min(1.0);
                (*kind, 0.5 * beginning + 0.5 * throughout)
            })
            .collect()
    }

    /// How much the text speaks for each kind, from 0 to 1.
    pub(super) fn scores(&self) -> Scores {
        let words = self.words.max(60) as f32;
        self.counts
            .iter()
            .map(|(kind, (different, all))| {
                let variety = (*different as f32 / MANY_PHRASES).min(1.0);
                let density = (*all as f32 * 100.0 / words / DENSE).min(1.0);
                // The words of terms are those of any contract.
                let general = if *kind == PageKind::Terms { 0.8 } else { 1.0 };
                (*kind, variety * density * general)
            })
            .collect()
    }

    /// The kind that the text shows by itself, where nothing is named: a long
    /// text that is full of the words of one kind and not of another.
    pub(super) fn alone(&self) -> Option<PageKind> {
        if self.words < ALONE_WORDS {
            return None;
        }
        let itself = self.itself();
        let mut scores: Vec<(PageKind, f32)> = self
            .scores()
            .into_iter()
            .map(|(kind, score)| (kind, score + 0.5 * itself.get(&kind).copied().unwrap_or(0.0)))
            .collect();
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (kind, score) = scores.first().copied()?;
        let second = scores.get(1).map_or(0.0, |(_, score)| *score);
        (score >= ALONE && score >= 1.2 * second).then_some(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn content(text: &str) -> Content {
        let url = Url::parse("https://a.example/").unwrap();
        Content::of(&Document::from_text(text, &url), Some("en"))
    }

    #[test]
    fn one_phrase_repeated_proves_little() {
        let repeated = content(&"cookies ".repeat(200)).scores();
        let varied = content(
            "Cookies are small files that your browser keeps. We use session cookies, persistent \
             cookies, third party cookies, pixels and local storage.",
        )
        .scores();
        assert!(varied[&PageKind::Cookies] > 3.0 * repeated[&PageKind::Cookies]);
    }

    #[test]
    fn a_short_text_shows_no_kind_by_itself() {
        assert_eq!(content("We use cookies and pixels in your browser.").alone(), None);
    }
}
