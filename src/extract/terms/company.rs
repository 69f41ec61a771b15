//! What company a weak phrase of a statement needs, and whether it has it.
//!
//! Mostly that is another phrase in the same sentence, in the heading or in the
//! line that introduces a list. Some statements are made by what is no phrase: a
//! period (*we answer within two days*), an amount (*4 € a month*), a percentage
//! (*we deduct 20 %*), a name (*represented by Ida Lund*), a number (*HRB 4711*),
//! or the name of the company that the page belongs to.

use super::excerpt::floor;
use super::phrases::{Place, Seen};
use super::quantity::{has_long_number, has_money};
use super::scan::{Part, Text};
use super::sentences::{sentence, sentence_at};
use super::span::spans;
use super::subjects::Area;
use crate::extract::{PageKind, PageReading};
use std::ops::Range;

/// Bytes between goods and the words that except them, at most.
const WIDE: usize = 500;
/// Bytes after a phrase in which the name or the number that it leads to stands.
const AFTER: usize = 80;
/// Words between such a phrase and the name, at most (*by the Fjell Group*).
const BEFORE_NAME: usize = 2;
/// Bytes between a phrase and the name of the company that it leads to, at most.
const BEFORE_COMPANY: usize = 16;
/// Digits of the number of a register, at least.
const DIGITS: usize = 3;
/// Blocks before and after in which a price stands near.
const NEAR: usize = 4;
/// A block with fewer words than this is a short paragraph.
const SHORT_WORDS: usize = 60;

/// What keeps a weak phrase company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Company {
    /// A phrase in its sentence or above.
    Phrase,
    /// A phrase in its text, not too far away, or above.
    Wide,
    /// A period in its sentence, or a phrase.
    Period,
    /// An amount in its sentence and a phrase in its text or above.
    Price,
    /// A percentage and a phrase in its sentence.
    Percent,
    /// The name, number or address of the company.
    Owner,
    /// A number after it.
    Digits,
    /// A name after it.
    Name,
    /// A name or the number of a house after it.
    Place,
    /// The name of a company of the page after it.
    Operator,
}

fn company(area: Area, kind: &str) -> Company {
    match (area, kind) {
        (Area::Privacy, "controller") => Company::Owner,
        (Area::Privacy, "retention")
        | (Area::Subscription, "duration")
        | (Area::Site, "answer-time") => Company::Period,
        (Area::Exceptions, "lawful") => Company::Wide,
        (Area::Exceptions, "deduction") => Company::Percent,
        (Area::Subscription, "price-interval") => Company::Price,
        (Area::Site, "own-operation") => Company::Operator,
        (Area::Register, "register" | "capital") => Company::Digits,
        (Area::Register, "registered-office") => Company::Place,
        (Area::Register, _) => Company::Name,
        _ => Company::Phrase,
    }
}

/// What stands around the phrases of one statement in one text.
pub(super) struct Beside<'a> {
    pub text: &'a Text<'a>,
    /// Which of the parts of the text it is.
    pub place: usize,
    pub part: &'a Part<'a>,
    /// Its phrases here, in the heading, and in the line that introduces the list.
    pub own: &'a Seen,
    pub heading: &'a Seen,
    pub lead: &'a Seen,
    /// What follows, where the text is a label.
    pub value: &'a str,
    pub reading: &'a PageReading,
}

/// Where a text makes a statement, if it does.
pub(super) fn holds(area: Area, kind: &str, beside: &Beside<'_>) -> Option<Range<usize>> {
    let strong = beside.own.strong.first().map(|(_, range)| range);
    if let Some(range) = strong.filter(|range| stands(area, kind, beside, range)) {
        return Some(range.clone());
    }
    let company = company(area, kind);
    let together = || beside.own.together(company == Company::Wide);
    let above = || {
        // What a heading says of a card is said of all that is under it.
        if area == Area::Site {
            return None;
        }
        let weak = beside
            .own
            .weak
            .first()
            .filter(|_| !beside.heading.with.is_empty() || !beside.lead.with.is_empty());
        let named = || {
            let over = |seen: &Seen| !seen.weak.is_empty() || !seen.strong.is_empty();
            let short = beside.part.words() < SHORT_WORDS;
            let with = beside.own.with.first().filter(|_| short);
            with.filter(|_| over(beside.heading) || over(beside.lead))
        };
        weak.or_else(named).map(|(_, range)| range.clone())
    };
    match company {
        Company::Phrase => together().or_else(above),
        Company::Wide => together().or_else(|| wide(beside.own)).or_else(above),
        Company::Period => together().or_else(above).or_else(|| timed(beside)),
        Company::Price => priced(beside),
        Company::Percent => beside.own.weak.iter().find_map(|weak| percent(beside, weak)),
        Company::Owner => owned(beside),
        Company::Digits => first(beside, has_digits),
        Company::Name => first(beside, names),
        Company::Place => first(beside, |after| names(after) || is_numbered(after)),
        Company::Operator => operated(beside),
    }
}

/// Whether a phrase that says a statement by itself stands where it counts.
fn stands(area: Area, kind: &str, beside: &Beside<'_>, range: &Range<usize>) -> bool {
    match (area, kind) {
        // An article on the law names it too.
        (Area::Site, "prior-price") => near_price(beside),
        (Area::Site, "own-operation") => {
            let after = after(beside, range);
            let platform = beside.reading.platform.as_ref().map(|p| p.value.name.as_str());
            let hosted = platform.is_some_and(|name| after.trim_start().starts_with(name));
            names(after) && !hosted
        }
        // A label without a value under it is a line of a table of contents.
        (Area::Privacy, _) => beside.part.words() >= 4 || !beside.value.is_empty(),
        _ => true,
    }
}

/// Whether goods for sale stand near, or the text is one of the terms.
fn near_price(beside: &Beside<'_>) -> bool {
    let terms = matches!(
        beside.reading.kind,
        Some(PageKind::Terms | PageKind::Delivery | PageKind::Returns | PageKind::Imprint)
    );
    let from = beside.place.saturating_sub(NEAR);
    let parts = beside.text.parts.iter().skip(from).take(2 * NEAR + 1);
    terms || parts.into_iter().any(|part| has_money(&part.block.text))
}

/// A weak phrase with a companion in another sentence that is not far.
fn wide(own: &Seen) -> Option<Range<usize>> {
    let near = |(_, weak): &Place| {
        own.with.iter().any(|(_, with)| {
            let apart = with.start.checked_sub(weak.end).or(weak.start.checked_sub(with.end));
            apart.is_some_and(|gap| gap <= WIDE)
        })
    };
    own.weak.iter().find(|weak| near(weak)).map(|(_, range)| range.clone())
}

/// A weak phrase with a period in its sentence.
fn timed(beside: &Beside<'_>) -> Option<Range<usize>> {
    if beside.own.weak.is_empty() {
        return None;
    }
    let folded = beside.text.doc.folded(beside.part.index);
    let periods = spans(folded, beside.text.only);
    let at = |range: &Range<usize>| sentence_at(&beside.part.ends, range.start);
    let timed = |(sentence, _): &&Place| periods.iter().any(|span| at(&span.range) == *sentence);
    beside.own.weak.iter().find(timed).map(|(_, range)| range.clone())
}

/// A weak phrase with an amount in its sentence, where the text or what is above
/// says what is paid so often.
fn priced(beside: &Beside<'_>) -> Option<Range<usize>> {
    let with = |seen: &Seen| !seen.with.is_empty();
    if !(with(beside.own) || with(beside.heading) || with(beside.lead)) {
        return None;
    }
    let text = beside.part.block.text.as_str();
    let priced = |(at, _): &&Place| has_money(sentence(text, &beside.part.ends, *at));
    beside.own.weak.iter().find(priced).map(|(_, range)| range.clone())
}

/// A weak phrase with a companion and a percentage in its sentence.
fn percent(beside: &Beside<'_>, (at, range): &Place) -> Option<Range<usize>> {
    let named = beside.own.with.iter().any(|(with, _)| with == at);
    let share = sentence(&beside.part.block.text, &beside.part.ends, *at).contains('%');
    (named && share).then(|| range.clone())
}

/// A weak phrase beside the name, number or address of the company.
fn owned(beside: &Beside<'_>) -> Option<Range<usize>> {
    let (_, range) = beside.own.weak.first().or_else(|| {
        let named = !beside.heading.strong.is_empty() || !beside.heading.weak.is_empty();
        static NOWHERE: Place = (0, 0..0);
        named.then_some(&NOWHERE)
    })?;
    let owner = |text: &str| {
        has_long_number(text)
            || beside.reading.legal_names.iter().any(|name| text.contains(&name.value.value))
            || beside.reading.addresses.iter().any(|address| {
                address.value.postal_code.as_deref().is_some_and(|code| text.contains(code))
            })
    };
    (owner(&beside.part.block.text) || owner(beside.value)).then(|| range.clone())
}

/// The first weak phrase that leads to what is looked for.
fn first(beside: &Beside<'_>, wanted: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let ranges = beside.own.weak.iter().chain(&beside.own.strong).map(|(_, range)| range);
    ranges.into_iter().find(|range| wanted(after(beside, range))).cloned()
}

/// A weak phrase that leads to the name of a company; a policy on data names those
/// who operate the services of others too.
fn operated(beside: &Beside<'_>) -> Option<Range<usize>> {
    if matches!(beside.reading.kind, Some(PageKind::Privacy | PageKind::Cookies)) {
        return None;
    }
    let company = |after: &str| {
        let after = after.trim_start();
        beside.reading.legal_names.iter().any(|name| {
            after.find(name.value.value.as_str()).is_some_and(|at| at <= BEFORE_COMPANY)
        })
    };
    first(beside, company)
}

/// The text after a phrase, or the value of the label that it ends.
fn after<'a>(beside: &'a Beside<'_>, range: &Range<usize>) -> &'a str {
    let text = beside.part.block.text.as_str();
    let end = floor(text, range.end + AFTER);
    let rest = text.get(floor(text, range.end)..end).unwrap_or("");
    // A phrase that is open at its end leaves the rest of its word.
    let rest = rest.trim_start_matches(char::is_alphanumeric);
    if rest.chars().any(char::is_alphanumeric) { rest } else { beside.value }
}

/// Whether a number of a register stands in a text.
fn has_digits(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '.' | '\u{a0}')))
        .any(|run| run.bytes().filter(u8::is_ascii_digit).count() >= DIGITS)
}

/// Whether a text begins with a name, but for a few small words.
fn names(text: &str) -> bool {
    let trimmed = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    trimmed
        .split_whitespace()
        .take(BEFORE_NAME + 1)
        .take_while(|word| !word.ends_with(['.', ';', ',']) || starts_big(word))
        .any(starts_big)
}

/// Whether a text begins with the number of a house.
fn is_numbered(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_ascii_digit())
}

fn starts_big(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}
