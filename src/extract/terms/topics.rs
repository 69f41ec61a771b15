//! What the text of terms and policies deals with.
//!
//! Evidence for a topic is a phrase that speaks of nothing else, or a weaker one
//! in company: another phrase in the same paragraph or its heading, a period
//! (*14 days*) where the topic is one, an amount of money where it is a cost, a
//! long number where it is the seller's identity. Headings count with the
//! paragraphs under them. Against: text in header, navigation and footer, which
//! stands on every page and is no part of the terms.

use super::excerpt::{AROUND, excerpt};
use super::periods::{self, Periods};
use super::phrases::{Hit, Seen, Strength, seen};
use super::quantity::{has_long_number, has_money};
use super::scan::{Part, Text};
use super::sentences::{sentence, sentence_at};
use super::span::{Span, spans};
use crate::extract::{Found, PageReading, Period, Region, Topic};
use crate::facts::catalogue::TOPICS;
use crate::vocabulary::Folded;
use std::collections::BTreeMap;
use std::ops::Range;

/// Findings kept of one topic on one page, the best first.
const MAX_FINDINGS: usize = 4;
/// Findings of one topic among which those are chosen.
const MAX_CANDIDATES: usize = 24;
/// Periods kept of one page.
const MAX_PERIODS: usize = 60;
/// A block with fewer words than this is a label; its value may follow.
const LABEL_WORDS: usize = 6;
/// A block with fewer words than this is a short paragraph.
const SHORT_WORDS: usize = 60;

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

/// Reads the topics and the periods of one page.
pub(super) fn read(text: &Text<'_>, reading: &mut PageReading) {
    let Text { doc, only, .. } = *text;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut heading: &[Hit] = &[];
    let mut label_above: &[Hit] = &[];
    let mut topics = Vec::new();
    let mut stated = Vec::new();
    let own = |part: &&Part<'_>| matches!(part.block.region, Region::Main | Region::Aside);
    let parts: Vec<&Part<'_>> = text.parts.iter().filter(own).collect();
    for (place, part) in parts.iter().enumerate() {
        let Part { block, ends, topics: hits, .. } = *part;
        let text = block.text.as_str();
        let folded = doc.folded(part.index);
        if block.heading.is_some() {
            heading = hits;
            label_above = &[];
            continue;
        }
        let words = block.text.split_whitespace().count();
        // A block that is one link leads to the topic and does not deal with it.
        if block.link.is_some() && words < 12 {
            continue;
        }
        let label = words < LABEL_WORDS;
        let next = parts.get(place + 1).filter(|next| label && next.block.heading.is_none());
        let value = next.map_or("", |next| next.opening());
        let above = if label_above.is_empty() { heading } else { label_above };
        let periods = if periods::any(hits) || periods::any(above) {
            periods::assign(&spans(folded, only), hits, ends, above)
        } else {
            Periods::default()
        };
        for (topic, span) in periods.iter().take(MAX_PERIODS.saturating_sub(stated.len())) {
            let value = Period {
                topic,
                from: span.from,
                to: span.to,
                unit: span.unit,
                url: reading.url.clone(),
                excerpt: excerpt(text, &span.range, ends),
            };
            stated.push(Found::at(doc, block.node, &value.excerpt.clone(), value));
        }
        let above = seen(heading, &[]);
        let seen = seen(hits, ends);
        let mut all: Vec<usize> = seen.keys().copied().collect();
        all.extend(above.keys().copied().filter(|topic| !seen.contains_key(topic)));
        let named = periods.iter().map(|(topic, _)| *topic);
        let named = named.chain(["seller-identity", "withdrawal-right"]);
        for name in named {
            let place = TOPICS.iter().position(|topic| *topic == name);
            all.extend(place.filter(|place| !all.contains(place)));
        }
        for topic in all {
            let Some(name) = TOPICS.get(topic) else { continue };
            let here = seen.get(&topic).cloned().unwrap_or_default();
            let over = above.get(&topic).cloned().unwrap_or_default();
            let named_above = !over.strong.is_empty() || !over.weak.is_empty();
            let weak = !here.weak.is_empty() || named_above;
            // Who has a period to return something may return it.
            let timed = if *name == "withdrawal-right" { "withdrawal-period" } else { *name };
            let own: Vec<&Span> =
                periods.iter().filter(|(topic, _)| *topic == timed).map(|(_, span)| span).collect();
            let together = here.together(told_in_several(name));
            let accompanied = || match company(name) {
                Company::Phrase => {
                    together.is_some()
                        || !over.with.is_empty() && !here.weak.is_empty()
                        || named_above && !here.with.is_empty() && words < SHORT_WORDS
                }
                Company::Period => {
                    label
                        && !here.weak.is_empty()
                        && !spans(&Folded::new(value), only).is_empty()
                        && hits.iter().all(|hit| hit.strength != Strength::Elsewhere)
                        || *name == "delivery-time" && is_soon(hits, topic, ends)
                        || *name == "refund-time" && together.is_some()
                }
                Company::Money => {
                    together.is_some()
                        || has_price(&here, text, ends)
                        || named_above && (has_money(text) || !here.with.is_empty())
                }
                Company::Number => {
                    has_long_number(text)
                        || has_long_number(value)
                        || names_seller(reading, text)
                        || gives_address(reading, text)
                }
            };
            // A heading that names the topic covers the paragraphs under it.
            let covered = !over.strong.is_empty() && !label;
            let shown = !here.strong.is_empty()
                || covered
                || !own.is_empty()
                || weak && accompanied()
                || *name == "seller-identity" && is_letterhead(reading, text);
            if !shown {
                continue;
            }
            let count = counts.entry(topic).or_default();
            *count += 1;
            if *count > MAX_CANDIDATES {
                continue;
            }
            let (rank, place) = best(&here, &own, together, text, ends);
            let excerpt = excerpt(text, &place, ends);
            let value = Topic { topic: name, url: reading.url.clone(), excerpt: excerpt.clone() };
            topics.push((rank, Found::at(doc, block.node, &excerpt, value)));
        }
        // A label is the heading of the one block after it.
        label_above = if label && periods.is_empty() { hits } else { &[] };
    }
    topics.sort_by_key(|(rank, _)| *rank);
    let mut kept: BTreeMap<&str, usize> = BTreeMap::new();
    topics.retain(|(_, found)| {
        let count = kept.entry(found.value.topic).or_default();
        *count += 1;
        *count <= MAX_FINDINGS
    });
    reading.topics = topics.into_iter().map(|(_, found)| found).collect();
    reading.periods = stated;
}

/// Whether a topic is told in several sentences, of which one names it and
/// another says what is to be done.
fn told_in_several(topic: &str) -> bool {
    !matches!(
        topic,
        "payment-methods"
            | "payment-capture"
            | "delivery-area"
            | "delivery-cost"
            | "prices-and-vat"
            | "refund-time"
            | "statutory-guarantee"
    )
}

/// Whether an amount of money stands in the sentence of a phrase of a topic.
fn has_price(here: &Seen, text: &str, ends: &[usize]) -> bool {
    let mut last = None;
    here.weak.iter().any(|(at, _)| {
        // The phrases come in the order of the text.
        let again = last.replace(*at) == Some(*at);
        !again && has_money(sentence(text, ends, *at))
    })
}

/// How well a text shows a topic, the lowest best, and where it does so: by a
/// period or a price and a strong phrase in one sentence, by a period, by a
/// strong phrase, by phrases that keep each other company, by its heading.
fn best(
    here: &Seen,
    periods: &[&Span],
    together: Option<Range<usize>>,
    text: &str,
    ends: &[usize],
) -> (u8, Range<usize>) {
    let named = |span: &Span| {
        let at = sentence_at(ends, span.range.start);
        here.strong.iter().find(|(strong, _)| *strong == at).map(|(_, range)| range)
    };
    let both = periods.iter().find_map(|span| Some((span, named(span)?)));
    if let Some((span, strong)) = both {
        let whole = span.range.start.min(strong.start)..span.range.end.max(strong.end);
        let place = if whole.len() <= 2 * AROUND { whole } else { span.range.clone() };
        return (0, place);
    }
    if let Some(span) = periods.first() {
        return (1, span.range.clone());
    }
    if let Some((_, strong)) = here.strong.first() {
        // What the phrase keeps company with says more than the phrase.
        let full = |at: usize| {
            here.with.iter().any(|(with, _)| *with == at) || has_money(sentence(text, ends, at))
        };
        let fuller = here.strong.iter().find(|(at, _)| full(*at));
        return fuller.map_or((2, strong.clone()), |(_, range)| (1, range.clone()));
    }
    if let Some(range) = together {
        return (3, range);
    }
    (4, here.first().unwrap_or(0..0))
}

/// Whether the text holds a company name that was recognised on the page.
fn names_seller(reading: &PageReading, text: &str) -> bool {
    reading.legal_names.iter().any(|name| text.contains(name.value.value.as_str()))
}

/// Whether the text gives a company name and its postal address.
fn is_letterhead(reading: &PageReading, text: &str) -> bool {
    names_seller(reading, text) && gives_address(reading, text)
}

/// Whether the text holds the postal code of an address on the page.
fn gives_address(reading: &PageReading, text: &str) -> bool {
    reading
        .addresses
        .iter()
        .any(|address| address.value.postal_code.as_deref().is_some_and(|code| text.contains(code)))
}

/// Whether a sentence speaks of delivery and says when without a number.
fn is_soon(hits: &[Hit], topic: usize, ends: &[usize]) -> bool {
    let sentence = |hit: &Hit| sentence_at(ends, hit.range.start);
    let soon = hits.iter().filter(|hit| hit.strength == Strength::Soon).map(sentence);
    let soon: Vec<usize> = soon.collect();
    hits.iter().any(|hit| hit.subject == topic && soon.contains(&sentence(hit)))
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
    fn periods_go_to_the_topic_that_stands_nearest() {
        let context = Context { vocabulary: Vocabulary::built_in(), language: None, country: None };
        let html = "<html lang=sv><main><h2>Retur</h2><p>Varan skickas inom 2-4 arbetsdagar. \
            \u{c5}ngerr\u{e4}tten g\u{e4}ller i 14 dagar och pengarna betalas tillbaka inom 30 dagar.</p>\
            <dl><dt>Leveranstid</dt><dd>1\u{2013}3 dagar</dd></dl>";
        let page = read_page(html, &Url::parse("https://a.example/v").unwrap(), context);
        let read: Vec<_> = page
            .periods
            .iter()
            .map(|p| (p.value.topic, p.value.from, p.value.to, p.value.unit))
            .collect();
        let wanted = [
            ("delivery-time", 2, 4, "working-days"),
            ("withdrawal-period", 14, 14, "days"),
            ("refund-time", 30, 30, "days"),
            ("delivery-time", 1, 3, "days"),
        ];
        assert_eq!(read, wanted);
    }

    #[test]
    fn the_best_sentence_is_the_evidence() {
        let context = Context { vocabulary: Vocabulary::built_in(), language: None, country: None };
        let html = "<html lang=en><main><p>See below about the right of withdrawal.</p><p>We \
            refund within 30 days of your return. The withdrawal period is 21 days.</p>";
        let page = read_page(html, &Url::parse("https://a.example/t").unwrap(), context);
        let first = page.topics.iter().find(|t| t.value.topic == "withdrawal-right").unwrap();
        assert!(first.value.excerpt.contains("21 days"), "{}", first.value.excerpt);
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
