//! Finds the names of page kinds in links, headings, titles and addresses.
//!
//! Evidence is a name from the vocabulary of any language: the whole of a short
//! text counts most, a name among a few words less, a name in a long sentence
//! hardly at all, because articles mention everything. Misspelt names count when
//! they are the whole text and one or two letters off. Against: a name that is
//! only part of a longer name of another kind (*delivery terms* are terms), and
//! the terms for using a website, which are weak evidence for terms of sale.

use crate::extract::PageKind;
use crate::vocabulary::{
    Folded, Marks, Neighbour, PageNames, PageWords, PhraseSet, Vocabulary, fold,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, LazyLock};

/// Text longer than this many words is a sentence rather than a name.
const NAME_WORDS: usize = 7;

/// How much a text speaks for each kind, from 0 to 1.
pub(super) type Scores = BTreeMap<PageKind, f32>;

/// The names of all kinds of page in all languages.
#[derive(Debug)]
pub(super) struct Names {
    phrases: PhraseSet<Name>,
    /// Names that must be the whole text, without spaces.
    whole: HashMap<String, Whole>,
    /// Names without spaces by length and first letter, to forgive spelling
    /// mistakes.
    alike: HashMap<(usize, u8), Vec<Spelling>>,
    /// Words that tell the kind of a section or question, with their language.
    sections: PhraseSet<(PageKind, String)>,
    /// Names of pages that hold several policies, without spaces.
    hubs: HashSet<String>,
}

/// What a name says that is the whole text: the language that has it, and its
/// kinds, of which there may be two in one language.
#[derive(Debug, Clone)]
struct Whole {
    language: usize,
    kinds: Vec<(PageKind, f32)>,
}

/// A name without spaces.
#[derive(Debug, Clone)]
struct Spelling {
    name: String,
    letters: u64,
    kind: PageKind,
}

/// The language of names that belong to none.
const NO_LANGUAGE: usize = usize::MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Of(PageKind),
    UserTerms,
}

static BUILT_IN: LazyLock<Arc<Names>> =
    LazyLock::new(|| Arc::new(Names::new(Vocabulary::built_in())));

/// The words of each kind.
pub(super) fn words_of(names: &PageNames) -> [(PageKind, &PageWords); 12] {
    [
        (PageKind::Terms, &names.terms),
        (PageKind::Privacy, &names.privacy),
        (PageKind::Cookies, &names.cookies),
        (PageKind::Returns, &names.returns),
        (PageKind::Delivery, &names.delivery),
        (PageKind::Complaints, &names.complaints),
        (PageKind::Contact, &names.contact),
        (PageKind::About, &names.about),
        (PageKind::Imprint, &names.imprint),
        (PageKind::Cart, &names.cart),
        (PageKind::Checkout, &names.checkout),
        (PageKind::Category, &names.category),
    ]
}

/// Names of a language that has no vocabulary of its own.
fn words_of_neighbour(names: &Neighbour) -> [(PageKind, &[String]); 8] {
    [
        (PageKind::Terms, &names.terms),
        (PageKind::Privacy, &names.privacy),
        (PageKind::Cookies, &names.cookies),
        (PageKind::Returns, &names.returns),
        (PageKind::Delivery, &names.delivery),
        (PageKind::Complaints, &names.complaints),
        (PageKind::Contact, &names.contact),
        (PageKind::About, &names.about),
    ]
}

/// Names while they are being gathered.
#[derive(Default)]
struct Collected {
    phrases: Vec<(String, Name)>,
    whole: HashMap<String, Whole>,
    alike: HashMap<(usize, u8), Vec<Spelling>>,
}

impl Collected {
    fn add(&mut self, name: &str, kind: PageKind, language: usize) {
        self.phrases.push((name.to_owned(), Name::Of(kind)));
        for spelling in spellings(name) {
            if let Some(first) = spelling.bytes().next() {
                let letters = letters(&spelling);
                let like = Spelling { name: spelling.clone(), letters, kind };
                self.alike.entry((spelling.len(), first)).or_default().push(like);
            }
            self.note(spelling, kind, 1.0, language);
        }
    }

    fn add_whole(&mut self, name: &str, kind: PageKind, language: usize) {
        for spelling in spellings(name) {
            self.note(spelling, kind, 0.8, language);
        }
    }

    /// A name belongs to the first language that has it, where it may stand for
    /// more than one kind.
    fn note(&mut self, spelling: String, kind: PageKind, weight: f32, language: usize) {
        let whole =
            self.whole.entry(spelling).or_insert_with(|| Whole { language, kinds: Vec::new() });
        if whole.language == language && whole.kinds.iter().all(|(known, _)| *known != kind) {
            whole.kinds.push((kind, weight));
        }
    }

    fn add_user_terms(&mut self, name: &str) {
        self.phrases.push((name.to_owned(), Name::UserTerms));
        for spelling in spellings(name) {
            let kinds = vec![(PageKind::Terms, 0.55)];
            self.whole.insert(spelling, Whole { language: NO_LANGUAGE, kinds });
        }
    }
}

impl Names {
    /// The names of a vocabulary; those of the shipped one are built once.
    pub(super) fn of(vocabulary: &Vocabulary) -> Arc<Self> {
        if std::ptr::eq(vocabulary, Vocabulary::built_in()) {
            Arc::clone(&BUILT_IN)
        } else {
            Arc::new(Self::new(vocabulary))
        }
    }

    fn new(vocabulary: &Vocabulary) -> Self {
        let mut names = Collected::default();
        let mut sections = Vec::new();
        let mut hubs = HashSet::new();
        for (index, language) in vocabulary.languages().iter().enumerate() {
            for (kind, words) in words_of(&language.pages.kinds) {
                words.names.iter().for_each(|name| names.add(name, kind, index));
                let told =
                    words.sections.iter().map(|w| (w.clone(), (kind, language.language.clone())));
                sections.extend(told);
            }
            hubs.extend(language.pages.hubs.iter().flat_map(|name| spellings(name)));
        }
        // What is a name in one language comes before what is only a word in
        // another, and a language with a vocabulary before one without.
        for (index, language) in vocabulary.languages().iter().enumerate() {
            for (kind, words) in words_of(&language.pages.kinds) {
                words.exact.iter().for_each(|name| names.add_whole(name, kind, index));
            }
        }
        for language in vocabulary.languages() {
            language.pages.user_terms.iter().for_each(|name| names.add_user_terms(name));
        }
        for neighbour in Marks::built_in().neighbours.values() {
            for (kind, words) in words_of_neighbour(neighbour) {
                words.iter().for_each(|name| names.add(name, kind, NO_LANGUAGE));
            }
            neighbour.user_terms.iter().for_each(|name| names.add_user_terms(name));
        }
        let slugs = &Marks::built_in().paths.slugs;
        for kind in PageKind::FACTS {
            for slug in slugs.get(kind.name()).into_iter().flatten() {
                names.add_whole(slug, *kind, NO_LANGUAGE);
            }
        }
        Self {
            phrases: PhraseSet::new(names.phrases),
            whole: names.whole,
            alike: names.alike,
            sections: PhraseSet::new(sections),
            hubs,
        }
    }

    /// Whether a title is that of a page which holds several policies.
    pub(super) fn is_hub(&self, title: &str) -> bool {
        title.len() <= 80 && self.hubs.contains(&fold(title).replace(' ', ""))
    }

    /// The kinds of which a question or the heading of a section speaks, in the
    /// words of the page's language where that is known.
    pub(super) fn told(&self, heading: &str, language: Option<&str>) -> Vec<PageKind> {
        let language = language.map(|tag| match tag.split('-').next().unwrap_or(tag) {
            "nn" | "no" => "nb",
            other => other,
        });
        let folded = Folded::new(heading);
        let mut kinds: Vec<PageKind> = self
            .sections
            .find(&folded)
            .filter(|found| language.is_none_or(|wanted| found.value.1 == wanted))
            .map(|found| found.value.0)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// How much a short text (a link, a heading, the words of a slug) speaks
    /// for each kind.
    pub(super) fn score(&self, text: &str) -> Scores {
        let mut scores = Scores::new();
        // A name is short; what is longer than this is no name at all.
        let end = text.char_indices().nth(160).map_or(text.len(), |(i, _)| i);
        let folded = Folded::new(text.get(..end).unwrap_or(text));
        let plain = folded.as_str().trim();
        if plain.is_empty() {
            return scores;
        }
        let compact: String = without_numbers(plain).replace(' ', "");
        if let Some(whole) = self.whole.get(&compact) {
            whole.kinds.iter().for_each(|(kind, weight)| raise(&mut scores, *kind, *weight));
            return scores;
        }
        let words = plain.split(' ').count();
        if words <= 4
            && let Some(kind) = self.misspelt(&compact)
        {
            raise(&mut scores, kind, 0.75);
        }
        let mut found: Vec<(std::ops::Range<usize>, Name)> =
            self.phrases.find(&folded).map(|m| (m.start..m.end, *m.value)).collect();
        // Longest first, so that a part of a longer name can be left out.
        found.sort_by_key(|(range, _)| std::cmp::Reverse(range.len()));
        let mut kept: Vec<(std::ops::Range<usize>, Name)> = Vec::new();
        for (range, name) in found {
            let inside = kept.iter().any(|(k, n)| {
                *n != name && *k != range && k.start <= range.start && range.end <= k.end
            });
            if !inside {
                kept.push((range, name));
            }
        }
        let length = plain.len() as f32;
        let covered = |wanted: &dyn Fn(Name) -> bool| {
            let ranges = kept.iter().filter(|(_, name)| wanted(*name)).map(|(range, _)| range);
            (covered(ranges) as f32 / length).min(1.0)
        };
        let all = covered(&|_| true);
        for (range, name) in &kept {
            // Names that together are all a text says are each more than a part.
            let own = covered(&|other| other == *name);
            let share = own + 0.7 * (all - own).max(0.0);
            let name = *name;
            // A heading that begins with a name is about it.
            let first = range.start == 0;
            let weight = match words {
                0..=NAME_WORDS if share >= 0.25 => 0.55 + 0.4 * share,
                0..=NAME_WORDS if first => 0.6,
                0..=NAME_WORDS => 0.45,
                8..=12 if first => 0.5,
                8..=12 => 0.3,
                _ => 0.1,
            };
            match name {
                Name::Of(kind) => raise(&mut scores, kind, weight),
                Name::UserTerms => raise(&mut scores, PageKind::Terms, weight * 0.6),
            }
        }
        // *About* and a name of two words is the shop's own name, mostly.
        if scores.is_empty()
            && words == 2
            && let Some((first, _)) = plain.split_once(' ')
            && self
                .whole
                .get(first)
                .is_some_and(|whole| whole.kinds.iter().any(|(kind, _)| *kind == PageKind::About))
        {
            raise(&mut scores, PageKind::About, 0.5);
        }
        // A privacy and cookie policy is a privacy policy first.
        if let Some(cookies) = scores.get(&PageKind::Cookies).copied()
            && scores.contains_key(&PageKind::Privacy)
        {
            raise(&mut scores, PageKind::Privacy, cookies);
        }
        scores
    }

    /// The kind whose name is one or two letters away from a long word, or has
    /// two neighbouring letters in the other order.
    fn misspelt(&self, compact: &str) -> Option<PageKind> {
        let length = compact.len();
        let allowed = match length {
            0..6 => return None,
            6..12 => 1,
            12..40 => 2,
            _ => return None,
        };
        let first = compact.bytes().next()?;
        let here = letters(compact);
        // Each mistake changes at most two of the letters that a word has.
        let most = u32::try_from(2 * allowed).unwrap_or(0);
        (length.saturating_sub(allowed)..=length + allowed)
            .filter_map(|length| self.alike.get(&(length, first)))
            .flatten()
            .filter(|like| (like.letters ^ here).count_ones() <= most)
            // A short word is another word, unless it has the same letters.
            .filter(|like| {
                (length >= 8 && like.name.len() >= 8) || same_letters(&like.name, compact)
            })
            .filter(|like| shares_letters(&like.name, compact, allowed))
            .map(|like| (strsim::osa_distance(&like.name, compact), like.kind))
            .filter(|(distance, _)| *distance <= allowed)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, kind)| kind)
    }
}

/// Which letters a word has, as bits.
fn letters(word: &str) -> u64 {
    word.bytes().fold(0, |bits, byte| bits | 1 << (byte % 64))
}

/// Whether two words share so many letters that they may be so few mistakes
/// apart: each mistake takes at most one away. Far cheaper than telling the
/// mistakes themselves.
fn shares_letters(a: &str, b: &str, mistakes: usize) -> bool {
    if !a.is_ascii() || !b.is_ascii() {
        return true;
    }
    let mut left = [0_u8; 128];
    for byte in a.bytes() {
        if let Some(count) = left.get_mut(usize::from(byte)) {
            *count = count.saturating_add(1);
        }
    }
    let mut shared = 0;
    for byte in b.bytes() {
        if let Some(count) = left.get_mut(usize::from(byte)).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    shared + mistakes >= a.len().max(b.len())
}

/// Bytes that ranges of folded text cover together, the spaces around each left
/// out.
fn covered<'a>(ranges: impl Iterator<Item = &'a std::ops::Range<usize>>) -> usize {
    let mut ranges: Vec<(usize, usize)> =
        ranges.map(|range| (range.start, range.end.saturating_sub(2))).collect();
    ranges.sort_unstable();
    let mut end = 0;
    let mut sum = 0;
    for (from, to) in ranges {
        sum += to.saturating_sub(from.max(end));
        end = end.max(to);
    }
    sum
}

/// Whether two words have the same letters in another order.
fn same_letters(a: &str, b: &str) -> bool {
    let sorted = |word: &str| {
        let mut bytes = word.as_bytes().to_vec();
        bytes.sort_unstable();
        bytes
    };
    a.len() == b.len() && sorted(a) == sorted(b)
}

fn raise(scores: &mut Scores, kind: PageKind, weight: f32) {
    let score = scores.entry(kind).or_default();
    *score = score.max(weight);
}

/// Leaves out words that are only digits (`3-agb`).
fn without_numbers(folded: &str) -> String {
    let kept: Vec<&str> =
        folded.split(' ').filter(|word| !word.bytes().all(|b| b.is_ascii_digit())).collect();
    kept.join(" ")
}

/// The ways a name is written without spaces in an address: with letters
/// stripped of their marks, and with the two-letter spellings of å, ä, ö, ü, ø.
fn spellings(name: &str) -> Vec<String> {
    let plain = fold(name).replace(' ', "");
    let mut spelled_out = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'å' => spelled_out.push_str("aa"),
            'ä' => spelled_out.push_str("ae"),
            'ö' | 'ø' => spelled_out.push_str("oe"),
            'ü' => spelled_out.push_str("ue"),
            other => spelled_out.push(other),
        }
    }
    let spelled_out = fold(&spelled_out).replace(' ', "");
    if spelled_out == plain { vec![plain] } else { vec![plain, spelled_out] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(text: &str) -> Option<PageKind> {
        Names::of(Vocabulary::built_in())
            .score(text)
            .into_iter()
            .filter(|(_, score)| *score >= 0.5)
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(kind, _)| kind)
    }

    #[test]
    fn names_are_found_in_every_language() {
        for (text, kind) in [
            ("Köpvillkor", PageKind::Terms),
            ("Personvernerklæring", PageKind::Privacy),
            ("Fortrydelsesret", PageKind::Returns),
            ("Toimitusehdot", PageKind::Terms),
            ("Versandkosten", PageKind::Delivery),
            ("Mentions légales", PageKind::Imprint),
            ("Polityka prywatności", PageKind::Privacy),
            ("Política de cookies", PageKind::Cookies),
            ("Chi siamo", PageKind::About),
            ("Winkelwagen", PageKind::Cart),
        ] {
            assert_eq!(best(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn a_part_of_a_longer_name_does_not_count() {
        let scores = Names::of(Vocabulary::built_in()).score("Terms of delivery");
        assert!(scores.contains_key(&PageKind::Terms));
        assert!(!scores.contains_key(&PageKind::Delivery));
    }

    #[test]
    fn two_names_in_one_link_both_count() {
        let scores = Names::of(Vocabulary::built_in()).score("Frakt & returer");
        assert!(scores[&PageKind::Delivery] > 0.5 && scores[&PageKind::Returns] > 0.5);
    }

    #[test]
    fn a_sentence_that_mentions_a_name_is_weak() {
        assert_eq!(best("How we built our contact lens delivery service for the whole town"), None);
    }

    #[test]
    fn spelling_mistakes_in_long_names_are_forgiven() {
        assert_eq!(best("salgsbetinhgelser"), Some(PageKind::Terms));
        assert_eq!(best("kontrakt"), None);
    }

    #[test]
    fn terms_for_using_a_website_are_weaker_than_terms_of_sale() {
        let names = Names::of(Vocabulary::built_in());
        assert!(names.score("Terms of use")[&PageKind::Terms] <= 0.6);
        assert!(names.score("Terms of sale")[&PageKind::Terms] >= 0.9);
    }
}
