//! What running text says: sentences that offer restricted goods, licences, and checks
//! of age.
//!
//! All of it is looked for in one pass over the text. A sentence offers only where it
//! has a word of offering and none of refusing, and nothing under a heading that
//! refuses is offered. The first heading of a page names what the page is about, and is
//! read like a name. What a policy, an article or a list of forbidden parcels says of
//! goods is no offer; licences and checks of age are told anywhere.

use super::lexicon::{Age, Hit, Lexicon, Strength, Word, written};
use super::name::shown;
use super::{GoodsReading, Said};
use crate::extract::terms::sentence_ends;
use crate::extract::{Block, Context, Document, Found, PageKind, PageReading, Region, pages};
use crate::facts::catalogue::RESTRICTED;
use crate::vocabulary::Folded;
use ego_tree::NodeId;

/// Findings of one sort kept of one page.
const MAX_FINDINGS: usize = 24;
/// Longer sentences are lists or code, in which words stand beside any other.
const MAX_SENTENCE: usize = 420;
/// Bytes between a word that takes another away and that one, at most.
const BESIDE: usize = 14;
/// Words of a button or box by which a visitor says how old they are, at most.
const ANSWER_WORDS: usize = 24;

/// One sentence with the words in it.
struct Sentence<'a> {
    node: NodeId,
    /// The text that it is part of, and that text folded.
    text: &'a str,
    folded: &'a Folded,
    said: &'a str,
    hits: Vec<Hit>,
}

/// Reads one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &PageReading) -> GoodsReading {
    let mut goods = GoodsReading::default();
    let tag = reading.language.as_deref().or(context.language);
    let Some(lexicon) = Lexicon::of(tag) else { return goods };
    let offers = !reading.kind.is_some_and(pages::is_policy)
        && !matches!(reading.kind, Some(PageKind::Contact | PageKind::Cart | PageKind::Checkout))
        && !pages::in_article_folder(&reading.url);
    let mut refused = false;
    for (index, block) in doc.blocks.iter().enumerate() {
        let folded = doc.folded(index);
        let hits = lexicon.in_text(folded);
        let own = matches!(block.region, Region::Main | Region::Aside);
        if block.heading.is_some() && own {
            refused = hits.iter().any(|hit| hit.word == Word::Refusing);
            if block.heading == Some(1) && offers && !refused {
                heading(doc, block, lexicon, &mut goods);
            }
        }
        if hits.is_empty() {
            continue;
        }
        for sentence in sentences(block, folded, hits) {
            licence(doc, &sentence, &mut goods.licences);
            age(doc, &sentence, &mut goods);
            if offers && own && !refused && block.heading != Some(1) {
                offer(doc, &sentence, &mut goods.offers);
            }
        }
    }
    goods
}

/// The sentences of a block that hold a word.
fn sentences<'a>(block: &'a Block, folded: &'a Folded, hits: Vec<Hit>) -> Vec<Sentence<'a>> {
    let text = block.text.as_str();
    let mut ends: Vec<usize> = sentence_ends(text).collect();
    ends.push(text.len());
    let mut out: Vec<(usize, Sentence<'a>)> = Vec::new();
    for hit in hits {
        let at = folded.original(hit.range.clone()).start;
        let place = ends.partition_point(|end| *end <= at).min(ends.len().saturating_sub(1));
        if let Some((_, known)) = out.iter_mut().find(|(known, _)| *known == place) {
            known.hits.push(hit);
            continue;
        }
        let start = place.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let end = ends.get(place).copied().unwrap_or(text.len());
        let said = text.get(start..end).unwrap_or("").trim();
        if said.len() <= MAX_SENTENCE {
            let node = block.node_at(at);
            out.push((place, Sentence { node, text, folded, said, hits: vec![hit] }));
        }
    }
    out.into_iter().map(|(_, sentence)| sentence).collect()
}

impl Sentence<'_> {
    fn has(&self, word: Word) -> bool {
        self.hits.iter().any(|hit| hit.word == word)
    }

    fn says(&self, part: Age) -> bool {
        self.has(Word::Age(part))
    }

    /// Whether the word before a hit takes it away.
    fn takes_away(&self, hit: &Hit) -> bool {
        self.hits.iter().any(|other| {
            other.word == Word::Without
                && hit.range.start.checked_sub(other.range.end).is_some_and(|gap| gap <= BESIDE)
        })
    }

    fn words(&self) -> usize {
        self.said.split_whitespace().count()
    }
}

/// The first heading of a page as a name.
fn heading(doc: &Document, block: &Block, lexicon: &Lexicon, goods: &mut GoodsReading) {
    for (category, term) in shown(&block.text, "", lexicon).restricted {
        if let Some(what) = RESTRICTED.get(category) {
            goods.headings.push(Found::at(doc, block.node, &block.text, Said { what, term }));
        }
    }
}

/// What a sentence offers.
fn offer(doc: &Document, sentence: &Sentence<'_>, out: &mut Vec<Found<Said>>) {
    if !sentence.has(Word::Offering) || sentence.has(Word::Refusing) {
        return;
    }
    for hit in &sentence.hits {
        let Word::Restricted(category, strength) = hit.word else { continue };
        let shows = match strength {
            Strength::Strong => true,
            Strength::Weak => sentence.hits.iter().any(|other| {
                other.word == Word::Restricted(category, Strength::With)
                    && (other.range.end <= hit.range.start || hit.range.end <= other.range.start)
            }),
            Strength::With | Strength::Alone | Strength::Against => false,
        };
        let otherwise = sentence.has(Word::Otherwise)
            || sentence.takes_away(hit)
            || sentence.has(Word::Restricted(category, Strength::Against));
        let Some(what) = RESTRICTED.get(category).filter(|_| shows && !otherwise) else { continue };
        if out.len() < MAX_FINDINGS && !out.iter().any(|known| known.value.what == *what) {
            let term = written(sentence.text, sentence.folded, &hit.range);
            out.push(Found::at(doc, sentence.node, sentence.said, Said { what, term }));
        }
    }
}

/// The licence that a sentence names.
fn licence(doc: &Document, sentence: &Sentence<'_>, out: &mut Vec<Found<Said>>) {
    for hit in &sentence.hits {
        let Word::Licence(category, strength) = hit.word else { continue };
        let shows = match strength {
            Strength::Strong => true,
            Strength::Weak => sentence.has(Word::Permit),
            Strength::With | Strength::Alone | Strength::Against => false,
        };
        let against = sentence.has(Word::Licence(category, Strength::Against));
        let Some(what) = RESTRICTED.get(category).filter(|_| shows && !against) else { continue };
        let known =
            |found: &Found<Said>| found.value.what == *what && found.excerpt == sentence.said;
        if out.len() < MAX_FINDINGS && !out.iter().any(known) {
            let term = written(sentence.text, sentence.folded, &hit.range);
            out.push(Found::at(doc, sentence.node, sentence.said, Said { what, term }));
        }
    }
}

/// How a sentence says that ages are checked.
fn age(doc: &Document, sentence: &Sentence<'_>, goods: &mut GoodsReading) {
    let of_age = sentence.says(Age::Named);
    goods.speaks_of_age |= of_age;
    let answer = sentence.says(Age::YesNo) && sentence.words() <= ANSWER_WORDS;
    let what = if of_age && sentence.says(Age::Eid) {
        "eid"
    } else if of_age && sentence.says(Age::AtDelivery) {
        "at-delivery"
    } else if of_age && sentence.says(Age::Document) {
        "document"
    } else if of_age && sentence.says(Age::DateOfBirth) {
        "date-of-birth"
    } else if answer {
        "yes-no"
    } else {
        return;
    };
    let known = |found: &Found<Said>| found.value.what == what && found.excerpt == sentence.said;
    if goods.age.len() < MAX_FINDINGS && !goods.age.iter().any(known) {
        let said = Said { what, term: String::new() };
        goods.age.push(Found::at(doc, sentence.node, sentence.said, said));
    }
}
