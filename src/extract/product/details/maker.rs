//! Who made a product, how to reach the maker, and the number of the article.
//!
//! Evidence: what the page states for machines as the maker (a brand is a name on
//! the goods and says nothing of who made them), and words of the vocabulary with
//! a value behind a colon, in the next cell, or in another element.

use crate::extract::structured::Item;
use crate::extract::{Block, Document};
use crate::vocabulary::{PhraseSet, Vocabulary};
use std::ops::Range;
use std::sync::LazyLock;

/// The longest name of a maker, in characters.
const MAX_NAME: usize = 120;
/// The most words of it.
const MAX_NAME_WORDS: usize = 12;
/// Blocks behind a name in which it is said how to reach the maker.
const NEAR: usize = 4;
/// The longest text with an address or a number, in bytes.
const MAX_LINE: usize = 400;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    Maker,
    Number,
}

static CUES: LazyLock<PhraseSet<Cue>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|language| {
        let makers = language.details.manufacturer.iter().map(|phrase| (phrase, Cue::Maker));
        makers.chain(language.details.identifier.iter().map(|phrase| (phrase, Cue::Number)))
    }))
});

/// What is known of the maker.
#[derive(Debug, Default)]
pub(super) struct Maker {
    pub(super) name: Option<String>,
    pub(super) contact: Option<String>,
    pub(super) identifier: Option<String>,
}

/// Looks in what a page states for machines and in the product's own part.
pub(super) fn of(doc: &Document, item: Option<&Item>, part: &[usize]) -> Maker {
    let mut maker = item.map(stated).unwrap_or_default();
    for (place, index) in part.iter().enumerate() {
        if maker.name.is_some() && maker.contact.is_some() && maker.identifier.is_some() {
            break;
        }
        let Some(block) = doc.blocks.get(*index).filter(|block| block.text.len() <= MAX_LINE)
        else {
            continue;
        };
        let next = part.get(place + 1).filter(|next| **next == index + 1);
        // A line with a cue of its own is no value of the one above.
        let next = next.and_then(|next| Some((*next, doc.blocks.get(*next)?)));
        let next = next.filter(|(at, next)| {
            next.heading.is_none() && !cues(doc, *at, next).iter().any(|(_, cue)| cue.start == 0)
        });
        let next = next.map(|(_, next)| next);
        for (cue, range) in cues(doc, *index, block) {
            let value = beside(block, range).or_else(|| below(block, next));
            let Some(value) = value else { continue };
            match cue {
                Cue::Number if maker.identifier.is_none() => maker.identifier = number(value),
                Cue::Maker if maker.contact.is_none() => {
                    let Some(name) = name(value) else { continue };
                    if maker.name.is_none() {
                        maker.name = Some(name);
                    }
                    maker.contact = contact(doc, part, place, value);
                }
                _ => {}
            }
        }
    }
    maker
}

/// What a page states for machines.
fn stated(item: &Item) -> Maker {
    const NUMBERS: &[&str] =
        &["gtin13", "gtin", "gtin8", "gtin12", "gtin14", "isbn", "mpn", "sku", "productID"];
    let text = |name: &'static str| item.text(name).map(str::trim).filter(|text| !text.is_empty());
    let company = item.items("manufacturer").next();
    let contact = company.and_then(|company| {
        ["email", "url", "address", "telephone"].into_iter().find_map(|name| {
            company
                .text(name)
                .or_else(|| company.items(name).find_map(|address| address.text("streetAddress")))
        })
    });
    Maker {
        name: text("manufacturer").map(|name| name.chars().take(MAX_NAME).collect()),
        contact: contact.map(str::to_owned),
        identifier: NUMBERS.iter().find_map(|name| text(name)).map(str::to_owned),
    }
}

/// The cues that begin a line of a block, with their place in its text.
fn cues(doc: &Document, index: usize, block: &Block) -> Vec<(Cue, Range<usize>)> {
    let folded = doc.folded(index);
    let mut found: Vec<(Cue, Range<usize>)> = CUES
        .find(folded)
        .map(|hit| (*hit.value, folded.original(hit.start + 1..hit.end.saturating_sub(1))))
        .filter(|(_, range)| begins_line(&block.text, range.start))
        .collect();
    // Of cues at one place the longest.
    found.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
    found.dedup_by_key(|(_, range)| range.start);
    found
}

/// Whether a place begins a line or a part of one.
fn begins_line(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let before = before.trim_end_matches([' ', '\u{a0}']);
    before.is_empty() || before.ends_with(['\n', '|', '·', '•', ',', ';', '.'])
}

/// The value behind a cue in the same line.
fn beside(block: &Block, cue: Range<usize>) -> Option<&str> {
    let rest = block.text.get(cue.end..)?;
    let line = rest.split(['\n', '|']).next().unwrap_or("");
    let value = line.trim_start_matches([' ', '.', '\u{a0}']);
    if let Some(value) = value.strip_prefix([':', '：', '=', '–', '#']) {
        return Some(value.trim()).filter(|value| !value.is_empty());
    }
    // Without a colon another element has to set the value apart.
    let at = block.text.len() - rest.len() + (line.len() - line.trim_start().len());
    let apart = block.node_at(cue.start) != block.node_at(at);
    Some(value.trim()).filter(|value| apart && !value.is_empty())
}

/// The value in the next cell or line, where a cue stands alone.
fn below<'a>(block: &Block, next: Option<&'a Block>) -> Option<&'a str> {
    let alone = block.text.split_whitespace().count() <= 4 && !block.text.contains('\n');
    let next = next.filter(|_| alone)?;
    next.text.split('\n').next().map(str::trim).filter(|value| !value.is_empty())
}

/// The number of an article: one word or two with a digit.
fn number(value: &str) -> Option<String> {
    let word = value.split([',', ';', '(']).next()?.trim();
    let digits = word.chars().any(|c| c.is_ascii_digit());
    (digits && word.len() <= 40 && word.split_whitespace().count() <= 3).then(|| word.to_owned())
}

/// The name of a maker: short, with letters, and no sentence. Its address, or
/// another sentence, may follow.
fn name(value: &str) -> Option<String> {
    let line = value.split(['\n', ';']).next()?.trim();
    let address = line.match_indices(',').map(|(comma, _)| comma).find(|comma| {
        let clause = line.get(comma + 1..).and_then(|rest| rest.split(',').next()).unwrap_or("");
        clause.contains(|c: char| c.is_ascii_digit() || c == '@') || clause.contains("www.")
    });
    let line = address.and_then(|comma| line.get(..comma)).unwrap_or(line);
    let long = line.split_whitespace().count() > MAX_NAME_WORDS;
    let first = if long { line.split(". ").next()? } else { line };
    let first = first.trim().trim_end_matches([',', '.']);
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let fits = letters >= 2
        && first.chars().count() <= MAX_NAME
        && first.split_whitespace().count() <= MAX_NAME_WORDS
        && first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    fits.then(|| first.to_owned())
}

/// How to reach the maker: an e-mail address, an address on the web, or a postal
/// address behind the name.
fn contact(doc: &Document, part: &[usize], place: usize, value: &str) -> Option<String> {
    let behind = part.get(place..)?.iter().take(NEAR + 1);
    let blocks: Vec<&Block> = behind
        .filter_map(|index| doc.blocks.get(*index))
        .enumerate()
        .take_while(|(near, block)| *near == 0 || block.heading.is_none())
        .map(|(_, block)| block)
        .collect();
    // The first block may say other things before the name.
    let whole = blocks.first().map_or("", |block| block.text.as_str());
    let first = whole.find(value).and_then(|at| whole.get(at..)).unwrap_or(value);
    let others = blocks.iter().skip(1).map(|block| block.text.as_str());
    let texts: Vec<&str> =
        std::iter::once(first).chain(others.filter(|text| text.len() <= MAX_LINE)).collect();
    let words = || texts.iter().flat_map(|text| text.split_whitespace());
    let mail = words().find(|word| {
        word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    });
    let web = || {
        words().find(|word| {
            let word = word.to_ascii_lowercase();
            word.starts_with("www.") || word.starts_with("http")
        })
    };
    let street =
        || texts.iter().copied().flat_map(|text| text.split('\n')).find(|line| is_postal(line));
    let found = mail.or_else(web).or_else(street);
    found.map(|text| text.trim().trim_end_matches([',', ';', ')', '.']).to_owned())
}

/// Whether a line holds the number of a house and a postal code, or a code with a town.
fn is_postal(line: &str) -> bool {
    let numbers = line
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(str::len)
        .collect::<Vec<_>>();
    let words =
        line.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 2);
    let code = numbers.iter().any(|len| (4..=6).contains(len))
        || numbers.windows(2).any(|pair| matches!(pair, [3, 2] | [2, 3]));
    code && numbers.len() >= 2 && words.count() >= 2 && line.len() <= 200
}
