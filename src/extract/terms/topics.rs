//! What the text of terms and policies deals with.
//!
//! Evidence for a topic is a phrase that speaks of nothing else, or a weaker one
//! in company: another phrase in the same paragraph or its heading, a period
//! (*14 days*) where the topic is one, an amount of money where it is a cost, a
//! long number where it is the seller's identity. Headings count with the
//! paragraphs under them. Against: text in header, navigation and footer, which
//! stands on every page and is no part of the terms.

use super::quantity::{has_long_number, has_money, has_period};
use crate::extract::{Block, Context, Document, Found, PageReading, Region, Topic};
use crate::facts::catalogue::TOPICS;
use crate::facts::shorten;
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Findings kept of one topic on one page.
const MAX_FINDINGS: usize = 4;
/// Blocks longer than this, in bytes, are read up to here.
const MAX_BLOCK: usize = 20_000;
/// A block with fewer words than this is a label; its value may follow.
const LABEL_WORDS: usize = 6;
/// A block with fewer words than this is a short paragraph.
const SHORT_WORDS: usize = 60;
/// Bytes between a weak phrase and a companion, at most.
const CLOSE: usize = 120;
/// Phrases of one topic kept in one block.
const MAX_RANGES: usize = 12;
/// Bytes of a sentence and the next, at most.
const MAX_SENTENCES: usize = 600;
/// Bytes of context kept before and after a phrase.
const AROUND: usize = 110;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    Strong,
    Weak,
    With,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    language: usize,
    topic: usize,
    strength: Strength,
}

static PHRASES: LazyLock<PhraseSet<Mark>> = LazyLock::new(|| {
    let mut phrases: Vec<(&str, Mark)> = Vec::new();
    for (language, words) in Vocabulary::built_in().languages().iter().enumerate() {
        for (topic, name) in TOPICS.iter().enumerate() {
            let Some(words) = words.topics.phrases.get(*name) else { continue };
            for (list, strength) in [
                (&words.strong, Strength::Strong),
                (&words.weak, Strength::Weak),
                (&words.with, Strength::With),
            ] {
                let mark = Mark { language, topic, strength };
                phrases.extend(list.iter().map(|phrase| (phrase.as_str(), mark)));
            }
        }
    }
    PhraseSet::new(phrases)
});

/// What else keeps a weak phrase company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Company {
    Phrase,
    Period,
    Money,
    Number,
}

fn company(topic: &str) -> Company {
    match topic {
        "withdrawal-period" | "refund-time" | "delivery-time" => Company::Period,
        "delivery-cost" => Company::Money,
        "seller-identity" => Company::Number,
        _ => Company::Phrase,
    }
}

/// What was seen of one topic in one piece of text; ranges of the original.
#[derive(Debug, Clone, Default)]
struct Seen {
    strong: Option<Range<usize>>,
    weak: Vec<Range<usize>>,
    with: Vec<Range<usize>>,
}

impl Seen {
    fn first(&self) -> Option<Range<usize>> {
        self.strong.clone().or_else(|| self.weak.first().cloned())
    }

    /// Whether a weak phrase and one of its companions stand close together.
    fn together(&self) -> bool {
        self.weak.iter().any(|weak| {
            self.with.iter().any(|with| {
                let gap =
                    with.start.saturating_sub(weak.end).max(weak.start.saturating_sub(with.end));
                gap <= CLOSE
            })
        })
    }
}

/// Reads the topics of one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    let only = context.language.and_then(|tag| {
        let wanted = context.vocabulary.language(tag)?;
        Vocabulary::built_in().languages().iter().position(|l| l.language == wanted.language)
    });
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut heading: Option<BTreeMap<usize, Seen>> = None;
    let mut topics = Vec::new();
    let blocks: Vec<&Block> = doc
        .blocks
        .iter()
        .filter(|b| matches!(b.region, Region::Main | Region::Aside))
        .filter(|b| !b.text.trim().is_empty())
        .collect();
    for (index, block) in blocks.iter().enumerate() {
        let end = floor(&block.text, MAX_BLOCK);
        let text = block.text.get(..end).unwrap_or("");
        let folded = Folded::new(text);
        let seen = look(&folded, only);
        if block.heading.is_some() {
            heading = Some(seen);
            continue;
        }
        // A block that is one link leads to the topic and does not deal with it.
        if block.link.is_some() && block.text.split_whitespace().count() < 12 {
            continue;
        }
        let words = block.text.split_whitespace().count();
        let label = words < LABEL_WORDS;
        let next = blocks.get(index + 1).filter(|next| label && next.heading.is_none());
        let value = next.map_or("", |next| next.text.get(..floor(&next.text, 200)).unwrap_or(""));
        let above = heading.as_ref();
        let mut all: Vec<usize> = seen.keys().copied().collect();
        all.extend(above.iter().flat_map(|h| h.keys().copied()).filter(|t| !seen.contains_key(t)));
        let seller = TOPICS.iter().position(|topic| *topic == "seller-identity");
        all.extend(seller.filter(|seller| !all.contains(seller)));
        for topic in all {
            let Some(name) = TOPICS.get(topic) else { continue };
            let here = seen.get(&topic).cloned().unwrap_or_default();
            let over = above.and_then(|h| h.get(&topic)).cloned().unwrap_or_default();
            let named_above = over.strong.is_some() || !over.weak.is_empty();
            let weak = !here.weak.is_empty() || named_above;
            let accompanied = || match company(name) {
                Company::Phrase => {
                    here.together()
                        || !over.with.is_empty() && !here.weak.is_empty()
                        || named_above && !here.with.is_empty() && words < SHORT_WORDS
                }
                Company::Period => {
                    here.weak.iter().any(|weak| has_period(&Folded::new(sentences(text, weak))))
                        || named_above && has_period(&folded)
                        || has_period(&Folded::new(value))
                }
                Company::Money => {
                    here.together() || has_money(text) || named_above && !here.with.is_empty()
                }
                Company::Number => {
                    has_long_number(text) || has_long_number(value) || names_seller(reading, text)
                }
            };
            // A heading that names the topic covers the paragraphs under it.
            let covered = over.strong.is_some() && !label;
            let shown = here.strong.is_some()
                || covered
                || weak && accompanied()
                || *name == "seller-identity" && is_letterhead(reading, text);
            if !shown {
                continue;
            }
            let count = counts.entry(topic).or_default();
            *count += 1;
            if *count > MAX_FINDINGS {
                continue;
            }
            let excerpt = excerpt(text, &here.first().unwrap_or(0..0));
            let value = Topic { topic: name, url: reading.url.clone(), excerpt: excerpt.clone() };
            topics.push(Found::at(doc, block.node, &excerpt, value));
        }
    }
    reading.topics = topics;
}

/// Whether the text holds a company name that was recognised on the page.
fn names_seller(reading: &PageReading, text: &str) -> bool {
    reading.legal_names.iter().any(|name| text.contains(name.value.value.as_str()))
}

/// Whether the text gives a company name and its postal address.
fn is_letterhead(reading: &PageReading, text: &str) -> bool {
    names_seller(reading, text)
        && reading.addresses.iter().any(|address| {
            address.value.postal_code.as_deref().is_some_and(|code| text.contains(code))
        })
}

fn look(folded: &Folded, only: Option<usize>) -> BTreeMap<usize, Seen> {
    let mut seen: BTreeMap<usize, Seen> = BTreeMap::new();
    for found in PHRASES.find(folded) {
        let mark = found.value;
        if only.is_some_and(|language| language != mark.language) {
            continue;
        }
        let entry = seen.entry(mark.topic).or_default();
        let range = folded.original(found.start + 1..found.end.saturating_sub(1));
        match mark.strength {
            Strength::Strong => {
                entry.strong.get_or_insert(range);
            }
            Strength::Weak if entry.weak.len() < MAX_RANGES => entry.weak.push(range),
            Strength::With if entry.with.len() < MAX_RANGES => entry.with.push(range),
            Strength::Weak | Strength::With => {}
        }
    }
    seen
}

/// The sentence that holds a range, with the one after it.
fn sentences<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    let start = floor(text, range.start);
    let before = text.get(..start).unwrap_or("");
    let from = ends(before).last().unwrap_or(0);
    let after = text.get(start..).unwrap_or("");
    let to = ends(after).nth(1).map_or(text.len(), |end| start + end);
    let to = floor(text, to.min(start + MAX_SENTENCES));
    text.get(from..to.max(from)).unwrap_or("")
}

/// Where sentences end: a stop before white space and a capital letter.
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices(['.', '!', '?']).filter_map(|(at, mark)| {
        let rest = text.get(at + mark.len()..)?;
        let mut next = rest.chars();
        let space = next.next().is_some_and(char::is_whitespace);
        let capital = next.next().is_some_and(char::is_uppercase);
        (space && capital).then_some(at + mark.len())
    })
}

/// The words around a phrase.
fn excerpt(text: &str, range: &Range<usize>) -> String {
    let mut start = floor(text, range.start.saturating_sub(AROUND));
    let mut end = floor(text, (range.end + AROUND).min(text.len()));
    // Whole words only.
    if start > 0 {
        start += text.get(start..).and_then(|t| t.find(' ')).unwrap_or(0);
    }
    if end < text.len() {
        end = text.get(..end).and_then(|t| t.rfind(' ')).unwrap_or(end);
    }
    shorten(text.get(start..end.max(start)).unwrap_or(""))
}

/// The nearest character boundary at or before a byte offset.
fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use crate::extract::{Context, read_page};
    use crate::vocabulary::Vocabulary;
    use std::collections::BTreeSet;
    use url::Url;

    fn topics(html: &str) -> BTreeSet<&'static str> {
        let context = Context { vocabulary: Vocabulary::built_in(), language: None, country: None };
        read_page(html, &Url::parse("https://a.example/villkor").unwrap(), context)
            .topics
            .iter()
            .map(|found| found.value.topic)
            .collect()
    }

    #[test]
    fn a_period_turns_delivery_into_delivery_time() {
        let with = topics("<html lang=sv><main><p>Vi skickar ordern inom 2–4 arbetsdagar.</p>");
        let without = topics("<html lang=sv><main><p>Vi skickar ordern så snart vi kan.</p>");
        assert!(with.contains("delivery-time"), "{with:?}");
        assert!(!without.contains("delivery-time"), "{without:?}");
    }

    #[test]
    fn the_heading_counts_with_its_paragraphs() {
        let found = topics(
            "<html lang=nb><main><h2>Angrerett</h2><p>Du har 14 dager på deg fra du får varen, og \
             vi betaler ikke noe før den er tilbake hos oss.</p>",
        );
        assert!(found.contains("withdrawal-right") && found.contains("withdrawal-period"));
    }

    #[test]
    fn an_unfilled_number_shows_no_seller() {
        let filled = topics("<html lang=da><main><p>Granskov ApS, CVR 12 34 56 74</p>");
        let unfilled = topics("<html lang=da><main><p>Granskov, CVR [indsæt]</p>");
        assert!(filled.contains("seller-identity"), "{filled:?}");
        assert!(!unfilled.contains("seller-identity"), "{unfilled:?}");
    }

    #[test]
    fn links_and_menus_do_not_deal_with_a_topic() {
        let found = topics(
            "<html lang=de><nav>Widerrufsrecht</nav><main><a href=/w>Widerrufsrecht</a></main>",
        );
        assert!(found.is_empty(), "{found:?}");
    }
}
