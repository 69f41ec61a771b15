//! Whether prices are said to include VAT.
//!
//! Phrases of the vocabulary near a price say it for that price, and so does the
//! name of the tax behind a word for *with* or *without* (`inkl. 25 % moms`,
//! `+ IVA`). Between two prices the words belong to the one they share an element
//! with, else to the one before unless they end in a colon. In a table the head
//! of the column speaks for its cells. A page on which only one of the two is
//! said, says it for all its prices; both without nearness is no answer.

use crate::extract::Document;
use crate::extract::price::find::Sighting;
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use ego_tree::NodeRef;
use scraper::Node;
use std::sync::LazyLock;

/// Values of the `vat` field of products.
pub(super) const INCLUDED: &str = "included";
pub(super) const EXCLUDED: &str = "excluded";
/// Nothing is said about VAT.
pub(super) const UNSTATED: &str = "unstated";

/// Words that may stand between *with* or *without* and the tax.
const BETWEEN: usize = 2;
/// Rows of a table looked at for its head, and cells of a row.
const MAX_CELLS: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Said(bool),
    Tax,
    With,
    Without,
    /// What stands before a VAT number, which says nothing of prices.
    Label,
    /// The price is told on request; `false`: an offer is.
    Note(bool),
}

/// The longest note that a price is told on request, in bytes.
const MAX_NOTE: usize = 70;

/// What the words of a page say about all its prices.
pub(super) struct Said {
    /// `included`, `excluded` or `unstated`.
    pub(super) vat: &'static str,
    /// The blocks that note that a price is told on request, and whether they
    /// speak of the price itself and not only of an offer.
    pub(super) notes: Vec<(usize, bool)>,
}

static PHRASES: LazyLock<PhraseSet<Word>> = LazyLock::new(|| {
    PhraseSet::new(Vocabulary::built_in().languages().iter().flat_map(|language| {
        let p = &language.prices;
        [
            (&p.vat_included, Word::Said(true)),
            (&p.vat_excluded, Word::Said(false)),
            (&p.vat_words, Word::Tax),
            (&p.vat_with, Word::With),
            (&p.vat_without, Word::Without),
            (&p.on_request, Word::Note(true)),
            (&p.quote, Word::Note(false)),
            (&language.identity.vat_labels, Word::Label),
        ]
        .into_iter()
        .flat_map(|(list, word)| list.iter().map(move |phrase| (phrase, word)))
    }))
});

/// What a text says: included, excluded, both.
fn said(text: &str) -> (bool, bool) {
    hear(text, &folded(text)).0
}

/// A text folded for hearing; `+ IVA` would lose its sign.
fn folded(text: &str) -> Folded {
    match text.contains('+') {
        true => Folded::new(&text.replace('+', " plus ")),
        false => Folded::new(text),
    }
}

/// What a text says of VAT, and whether most of it is a note that the price is
/// told on request.
fn hear(text: &str, folded: &Folded) -> ((bool, bool), Option<bool>) {
    let mut out = (false, false);
    let mut phrases: Vec<(usize, bool)> = Vec::new();
    let mut taxes: Vec<std::ops::Range<usize>> = Vec::new();
    let mut labels: Vec<std::ops::Range<usize>> = Vec::new();
    let mut signs: Vec<(usize, usize, bool)> = Vec::new();
    let mut note: Option<bool> = None;
    for hit in PHRASES.find(folded) {
        match hit.value {
            Word::Said(included) => phrases.push((hit.end, *included)),
            Word::Tax => taxes.push(hit.start..hit.end),
            Word::Label => labels.push(hit.start..hit.end),
            Word::With => signs.push((hit.end, hit.end - hit.start, true)),
            Word::Without => signs.push((hit.end, hit.end - hit.start, false)),
            // A sentence about prices is no note in the place of one.
            Word::Note(plain) => {
                let most = 2 * (hit.end - hit.start) > folded.as_str().len();
                if most && text.len() <= MAX_NOTE {
                    note = Some(*plain || note == Some(true));
                }
            }
        }
    }
    for (end, included) in phrases {
        // *Without VAT number* holds *without VAT*.
        if !labels.iter().any(|label| label.start < end && end < label.end) {
            if included { out.0 = true } else { out.1 = true }
        }
    }
    // Hits come in the order of their ends, so the signs are sorted.
    for tax in taxes {
        let number = labels.iter().any(|label| {
            label.start <= tax.start && tax.end <= label.end && label.len() > tax.len()
        });
        if number {
            continue;
        }
        let tax = tax.start;
        let before = signs.partition_point(|(end, _, _)| *end <= tax + 1);
        let nearest = signs.get(..before).and_then(|near| {
            let (end, _, _) = *near.last()?;
            near.iter().rev().take_while(|(e, _, _)| *e == end).max_by_key(|(_, length, _)| *length)
        });
        let Some((end, _, with)) = nearest else { continue };
        let between = folded.as_str().get(*end..tax).unwrap_or("");
        let words = between.split(' ').filter(|w| w.contains(char::is_alphabetic)).count();
        if between.len() <= 40 && words <= BETWEEN {
            if *with { out.0 = true } else { out.1 = true }
        }
    }
    // *Not including VAT* holds *including VAT*.
    if out == (true, true) && signs.iter().any(|(_, _, with)| !with) && text.len() < 60 {
        let negated = signs.iter().filter(|(_, _, with)| !with).any(|(end, length, _)| {
            signs.iter().any(|(e, l, with)| *with && e == end && l < length)
        });
        if negated {
            return ((false, true), note);
        }
    }
    (out, note)
}

fn verdict(said: (bool, bool)) -> &'static str {
    match said {
        (true, false) => INCLUDED,
        (false, true) => EXCLUDED,
        _ => UNSTATED,
    }
}

/// What a page says about all its prices.
pub(super) fn of_page(doc: &Document) -> Said {
    let mut vat = (false, false);
    let mut notes = Vec::new();
    for (index, block) in doc.blocks.iter().enumerate() {
        let (here, note) = match block.text.contains('+') {
            true => hear(&block.text, &folded(&block.text)),
            false => hear(&block.text, doc.folded(index)),
        };
        vat = (vat.0 || here.0, vat.1 || here.1);
        notes.extend(note.map(|plain| (index, plain)));
    }
    Said { vat: verdict(vat), notes }
}

/// What the words near a price say, else what the page says.
pub(super) fn near(text: &str, page: &'static str) -> &'static str {
    match verdict(said(text)) {
        UNSTATED => page,
        other => other,
    }
}

/// What the words right beside one of several prices say of it.
pub(super) fn beside(doc: &Document, held: &[&Sighting], place: usize) -> &'static str {
    let Some(here) = held.get(place) else { return UNSTATED };
    let Some(block) = doc.blocks.get(here.block) else { return UNSTATED };
    let same = |other: Option<usize>| {
        other.and_then(|o| held.get(o)).filter(|other| other.block == here.block)
    };
    let next = same(place.checked_add(1));
    let previous = same(place.checked_sub(1));
    let text = |from: usize, to: usize| block.text.get(from..to.max(from)).unwrap_or("");
    let after = text(here.range.end, next.map_or(block.text.len(), |n| n.range.start));
    let before = text(previous.map_or(0, |p| p.range.end), here.range.start);
    // Words that lie in an element with the price after them are that price's.
    let with_next = |words: &str, owner: Option<&&Sighting>, end: usize| {
        let Some(owner) = owner else { return false };
        let inside = block.node_at(end.saturating_sub(2)) == owner.node && owner.node != block.node;
        words.trim_end().ends_with(':') || inside
    };
    let theirs = with_next(after, next, next.map_or(0, |n| n.range.start));
    let mine = previous.is_none() || with_next(before, Some(here), here.range.start);
    let after = if theirs { UNSTATED } else { verdict(said(after)) };
    if after != UNSTATED {
        return after;
    }
    let before = if mine { verdict(said(before)) } else { UNSTATED };
    if before != UNSTATED {
        return before;
    }
    doc.html.tree.get(here.node).and_then(column_head).map_or(UNSTATED, |h| verdict(said(&h)))
}

/// The words at the head of the column that a cell stands in.
fn column_head(node: NodeRef<'_, Node>) -> Option<String> {
    let named = |node: &NodeRef<'_, Node>, names: &[&str]| {
        node.value().as_element().is_some_and(|e| names.contains(&e.name()))
    };
    let cell = std::iter::once(node).chain(node.ancestors()).take(6).find(|n| named(n, &["td"]))?;
    let column = cell.prev_siblings().filter(|n| named(n, &["td", "th"])).take(MAX_CELLS).count();
    let table = cell.ancestors().take(5).find(|n| named(n, &["table"]))?;
    let first = table.descendants().take(200).find(|n| named(n, &["tr"]))?;
    let head = first.children().filter(|n| named(n, &["td", "th"])).nth(column)?;
    let words = head.descendants().take(20).filter_map(|n| n.value().as_text().map(|t| &**t));
    Some(words.collect::<Vec<&str>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn page(source: &str) -> &'static str {
        of_page(&Document::parse(source, &Url::parse("https://shop.example/").unwrap())).vat
    }

    #[test]
    fn phrases_say_whether_vat_is_included() {
        assert_eq!(page("<p>1 299 kr inkl. moms</p>"), "included");
        assert_eq!(page("<p>99 € zzgl. MwSt.</p>"), "excluded");
        assert_eq!(page("<p>100 kr</p>"), "unstated");
        assert_eq!(page("<p>100 kr exkl. moms</p><p>125 kr inkl. moms</p>"), "unstated");
        assert_eq!(near("125 kr inkl. moms", "unstated"), "included");
    }

    #[test]
    fn the_tax_behind_with_or_without_is_understood() {
        for (text, vat) in [
            ("inkl. 25 % moms", INCLUDED),
            ("inkl. der gesetzlichen MwSt. zzgl. Versandkosten", INCLUDED),
            ("€ 420,00 + IVA", EXCLUDED),
            ("priser er ekskl. 25% moms", EXCLUDED),
            ("hinta sis. 25,5 % alv", INCLUDED),
            ("prices include 20% VAT", INCLUDED),
            ("prices do not include VAT", EXCLUDED),
            ("ej inkl. moms", EXCLUDED),
            ("alle prijzen zijn incl. 21% BTW", INCLUDED),
            ("ceny nie zawierają podatku VAT", EXCLUDED),
            ("precio sin IVA", EXCLUDED),
            ("Prix TTC", INCLUDED),
            ("tax free shopping", UNSTATED),
            ("Fattura con P.IVA", UNSTATED),
            ("Companies without VAT number", UNSTATED),
        ] {
            assert_eq!(verdict(said(text)), vat, "{text}");
        }
    }
}
