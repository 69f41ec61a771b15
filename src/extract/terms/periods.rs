//! Which topic of the terms a period of time belongs to.
//!
//! Evidence: the phrase of a topic that stands nearest in the same sentence, in
//! the sentence before, or in the heading or label above. Against: a unit that
//! the topic is never given in (a right of withdrawal is not given in years); a
//! phrase behind a word such as *after*, which names what the period runs from
//! and not what it is of; and something else that takes its time standing
//! nearer, such as an answer, a subscription or the keeping of data.

use super::phrases::{Hit, Strength};
use super::sentences::sentence_at;
use super::span::Span;
use crate::facts::catalogue::TOPICS;
use std::ops::Range;

/// Bytes between a period and the phrase it belongs to, at most.
const REACH: usize = 220;
/// What a phrase behind a word such as *after* is set back by, in bytes.
const COUNTED_FROM: usize = 120;
/// Bytes between a word such as *after* and what it counts from, at most.
const EVENT: usize = 30;
/// What a phrase behind a period and apart from it is set back by, since most
/// sentences name the topic first.
const BEHIND: usize = 15;
/// Bytes that keep a phrase no longer together with a period (*14 days' right*).
const APART: usize = 2;
/// Months of a guarantee, at least; in fewer, a buyer has to complain.
const GUARANTEE_MONTHS: u16 = 6;
/// What a phrase is set back by that is found in most sentences about shops.
const GENERIC: usize = 60;

/// Topics and the periods that belong to them.
pub(super) type Periods = Vec<(&'static str, Span)>;

/// Whether any phrase may have a period.
pub(super) fn any(hits: &[Hit]) -> bool {
    hits.iter().any(|hit| matches!(claim(hit), Some(Claim::Topic(_))))
}

/// What a phrase makes of the periods beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// They may be this topic's.
    Topic(&'static str),
    /// They are not a topic's.
    Nobody,
    /// They are not a topic's, but may be a refund's: money goes both ways.
    Payment,
}

fn claim(hit: &Hit) -> Option<Claim> {
    if hit.strength == Strength::Elsewhere {
        return Some(Claim::Nobody);
    }
    let name = TOPICS.get(hit.subject)?;
    let strong = hit.strength == Strength::Strong;
    let named = strong || hit.strength == Strength::Weak;
    match *name {
        "withdrawal-period" if named || hit.strength == Strength::With => {
            Some(Claim::Topic("withdrawal-period"))
        }
        "withdrawal-right" if strong => Some(Claim::Topic("withdrawal-period")),
        "refund-time" if named => Some(Claim::Topic("refund-time")),
        "delivery-time" if named || hit.strength == Strength::With => {
            Some(Claim::Topic("delivery-time"))
        }
        "statutory-guarantee" if named => Some(Claim::Topic("statutory-guarantee")),
        "complaints" if named => Some(Claim::Topic("complaints")),
        "subscription-terms" if named => Some(Claim::Nobody),
        "personal-data" | "cookies" | "age-limit" if strong => Some(Claim::Nobody),
        "payment-methods" | "payment-capture" if strong => Some(Claim::Payment),
        _ => None,
    }
}

/// The topic that takes a period by its unit and length.
fn takes(topic: &'static str, span: &Span) -> Option<&'static str> {
    match (topic, span.unit) {
        // Complaints that may be made for years are the guarantee of the law.
        ("complaints" | "statutory-guarantee", "years") => Some("statutory-guarantee"),
        ("statutory-guarantee", "months") if span.to >= GUARANTEE_MONTHS => Some(topic),
        ("statutory-guarantee", _) | (_, "years") | ("withdrawal-period", "hours") => None,
        // Twelve months more are what follows from not telling of the right.
        ("withdrawal-period", "months") if span.to > 3 => None,
        (topic, _) => Some(topic),
    }
}

/// Gives each period of a text to its topic; `above` is what the heading or
/// label over the text says.
pub(super) fn assign(spans: &[Span], hits: &[Hit], ends: &[usize], above: &[Hit]) -> Periods {
    let mut found = Periods::new();
    for span in spans {
        let sentence = sentence_at(ends, span.range.start);
        let within = |wanted: usize| {
            hits.iter().filter(move |hit| sentence_at(ends, hit.range.start) == wanted)
        };
        let topic = match nearest(span, within(sentence)) {
            Some(claim) => topic_of(claim, span),
            None => {
                let before = sentence.checked_sub(1).and_then(|s| nearest(span, within(s)));
                let over = || above.iter().filter_map(claim).find(|c| topic_of(*c, span).is_some());
                before.or_else(over).and_then(|claim| topic_of(claim, span))
            }
        };
        if let Some(topic) = topic {
            found.push((topic, span.clone()));
        }
    }
    found
}

fn topic_of(claim: Claim, span: &Span) -> Option<&'static str> {
    match claim {
        Claim::Topic(topic) => takes(topic, span),
        Claim::Nobody | Claim::Payment => None,
    }
}

/// What the nearest phrase makes of a period, if one is near.
fn nearest<'a>(span: &Span, hits: impl Iterator<Item = &'a Hit> + Clone) -> Option<Claim> {
    let from: Vec<&Range<usize>> = hits
        .clone()
        .filter(|hit| hit.strength == Strength::CountedFrom)
        .map(|hit| &hit.range)
        .collect();
    // *Delivery costs* speak of money and not of time.
    let cost = |hit: &Hit| {
        hit.strength == Strength::Strong && TOPICS.get(hit.subject) == Some(&"delivery-cost")
    };
    let costs: Vec<&Range<usize>> = hits.clone().filter(|h| cost(h)).map(|h| &h.range).collect();
    // An order that may be returned is not one that arrives, and money that goes
    // back is not goods that do.
    let names = |topic| {
        let wanted = Some(Claim::Topic(topic));
        hits.clone().any(|hit| hit.strength != Strength::With && claim(hit) == wanted)
    };
    let returned = names("withdrawal-period");
    let refunded = names("refund-time");
    let mut best: Option<(usize, usize, Claim)> = None;
    let mut refund = false;
    for hit in hits {
        let Some(claim) = claim(hit) else { continue };
        if matches!(claim, Claim::Topic(topic) if takes(topic, span).is_none()) {
            continue;
        }
        let generic = hit.strength == Strength::With;
        let other = match claim {
            Claim::Topic("delivery-time") => returned,
            Claim::Topic("withdrawal-period") => refunded,
            _ => false,
        };
        if generic && other {
            continue;
        }
        let inside =
            |cost: &&Range<usize>| cost.start <= hit.range.start && hit.range.end <= cost.end;
        if claim == Claim::Topic("delivery-time") && costs.iter().any(inside) {
            continue;
        }
        refund |= claim == Claim::Topic("refund-time");
        let behind = hit.range.start >= span.range.end;
        let mut away = if behind {
            hit.range.start - span.range.end
        } else {
            span.range.start.saturating_sub(hit.range.end)
        };
        if away > REACH {
            continue;
        }
        let led =
            |from: &&&Range<usize>| from.start >= span.range.end && from.end <= hit.range.start;
        let leads = if behind { from.iter().filter(led).map(|f| f.end).max() } else { None };
        if let Some(end) = leads {
            if claim == Claim::Topic("delivery-time") {
                continue;
            }
            // Little is counted from a refund, which often ends the sentence.
            let event = hit.range.start.saturating_sub(end) <= EVENT;
            if event && claim != Claim::Topic("refund-time") {
                away += COUNTED_FROM;
            }
        }
        if behind && away > APART {
            away += BEHIND;
        }
        if generic {
            away += GENERIC;
        }
        let length = hit.range.len();
        if best.is_none_or(|(least, longest, _)| (away, longest) < (least, length)) {
            best = Some((away, length, claim));
        }
    }
    match best?.2 {
        Claim::Payment if refund => Some(Claim::Topic("refund-time")),
        claim => Some(claim),
    }
}
