//! Sentences, and what the phrases of one take away from each other.
//!
//! A phrase `against` a topic takes the other phrases of the topic in its
//! sentence away: *18 years of experience* are no age limit, and a complaint to a
//! data protection authority is not about goods. A sentence that says that money
//! goes back states the rules of refunds: the means of payment, the delivery
//! costs and the taxes that it names are those that go back. Who is asked to write
//! about a defect is not told how to withdraw or when goods arrive, and what it
//! costs to send something back is no price of delivery.

use super::phrases::{Hit, Strength};
use super::quantity::has_money;
use crate::facts::catalogue::TOPICS;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What a sentence about money that goes back does not state.
const NOT_OF_REFUNDS: &[&str] = &[
    "payment-methods",
    "payment-capture",
    "prices-and-vat",
    "delivery-cost",
    "delivery-time",
    "delivery-area",
];
/// Letters of a word before a full stop, at least, if a number may begin the
/// next sentence (*below. 3.1 We*, but *art. 52*).
const WHOLE_WORD: usize = 5;

/// Which sentence of a text a byte offset lies in.
pub(super) fn sentence_at(ends: &[usize], offset: usize) -> usize {
    ends.partition_point(|end| *end <= offset)
}

/// Where sentences end: at a line feed, at the bullet of the next item, or at a
/// stop before white space and a capital letter or a numbered clause.
pub(in crate::extract) fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices(['.', '!', '?', '\n', '•']).filter_map(|(at, mark)| {
        let after = at + mark.len();
        if matches!(mark, "\n" | "•") {
            return Some(after);
        }
        let mut next = text.get(after..)?.chars();
        let space = next.next().is_some_and(char::is_whitespace);
        let first = next.next()?;
        let numbered = || {
            let word = text.get(..at).unwrap_or("").bytes().rev();
            let letters = word.take(WHOLE_WORD).filter(u8::is_ascii_lowercase).count();
            first.is_ascii_digit() && letters == WHOLE_WORD
        };
        (space && (first.is_uppercase() || numbered())).then_some(after)
    })
}

/// The hits but those of a topic that their sentence does not speak of.
pub(super) fn without_contradicted(hits: Vec<Hit>, text: &str, ends: &[usize]) -> Vec<Hit> {
    let mut against: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut refunds: BTreeSet<usize> = BTreeSet::new();
    let mut defects: BTreeSet<usize> = BTreeSet::new();
    let mut withdrawals: BTreeSet<usize> = BTreeSet::new();
    let mut returns: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    let mut captures: BTreeSet<usize> = BTreeSet::new();
    for hit in &hits {
        let sentence = sentence_at(ends, hit.range.start);
        match (hit.strength, TOPICS.get(hit.subject)) {
            (Strength::Against, _) => {
                against.insert((hit.subject, sentence));
            }
            (Strength::MoneyBack, _) => {
                refunds.insert(sentence);
            }
            (Strength::Strong | Strength::Weak, Some(&"complaints")) => {
                defects.insert(sentence);
            }
            (Strength::Strong, Some(&"withdrawal-right")) => {
                withdrawals.insert(sentence);
            }
            (Strength::Strong, Some(&"return-cost")) => {
                returns.entry(sentence).or_default().push(hit.range.clone());
            }
            (Strength::Strong, Some(&"payment-capture")) => {
                captures.insert(sentence);
            }
            _ => {}
        }
    }
    // A price in the sentence is what delivery costs, even if it stays paid.
    let costs: BTreeSet<usize> =
        refunds.iter().copied().filter(|at| has_money(sentence(text, ends, *at))).collect();
    hits.into_iter()
        .filter(|hit| {
            let at = sentence_at(ends, hit.range.start);
            let name = TOPICS.get(hit.subject).copied().unwrap_or("");
            let strong = hit.strength == Strength::Strong;
            let refund = refunds.contains(&at)
                && NOT_OF_REFUNDS.contains(&name)
                && !(name == "delivery-cost" && costs.contains(&at));
            let defect = defects.contains(&at)
                && match name {
                    "withdrawal-how" => !withdrawals.contains(&at),
                    "delivery-time" | "delivery-cost" => !strong,
                    _ => false,
                };
            let inside = |cost: &Range<usize>| {
                !strong || cost.start <= hit.range.start && hit.range.end <= cost.end
            };
            let back = name == "delivery-cost"
                && returns.get(&at).is_some_and(|costs| costs.iter().any(inside));
            let paid = name == "delivery-time" && !strong && captures.contains(&at);
            !(against.contains(&(hit.subject, at)) || refund || defect || back || paid)
        })
        .collect()
}

/// The text of a sentence.
pub(super) fn sentence<'a>(text: &'a str, ends: &[usize], at: usize) -> &'a str {
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(at).copied().unwrap_or(text.len());
    text.get(start..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::super::phrases::{look, seen};
    use super::*;
    use crate::vocabulary::Folded;

    fn topics(text: &str) -> Vec<&'static str> {
        let ends: Vec<usize> = ends(text).collect();
        let hits = without_contradicted(look(&Folded::new(text), None), text, &ends);
        seen(&hits, &ends).into_keys().filter_map(|topic| TOPICS.get(topic).copied()).collect()
    }

    #[test]
    fn a_phrase_against_a_topic_takes_it_out_of_its_sentence_only() {
        let about_data = "You may complain to a supervisory authority.";
        assert!(!topics(about_data).contains(&"complaints"));
        let both = format!("{about_data} Complaints about goods reach us by post.");
        assert!(topics(&both).contains(&"complaints"));
    }

    #[test]
    fn money_that_goes_back_is_no_way_to_pay() {
        let refund = "We refund you by the payment method you chose, delivery costs included.";
        let found = topics(refund);
        assert!(!found.contains(&"payment-methods") && !found.contains(&"delivery-cost"));
        let both = format!("Payment methods are listed below. {refund}");
        assert!(topics(&both).contains(&"payment-methods"));
    }

    #[test]
    fn what_a_return_costs_is_no_price_of_delivery() {
        assert!(!topics("Return shipping costs are yours.").contains(&"delivery-cost"));
        let both = topics("Delivery costs £4, and return shipping costs are yours.");
        assert!(both.contains(&"delivery-cost") && both.contains(&"return-cost"), "{both:?}");
    }

    #[test]
    fn sentences_end_before_capitals_and_numbered_clauses() {
        let text = "Order no. 5 ships today. The rest follows! Ask us below. 3.1 We answer.";
        assert_eq!(ends(text).count(), 3);
        let ends: Vec<usize> = ends(text).collect();
        assert_eq!(sentence_at(&ends, 0), 0);
        assert_eq!(sentence_at(&ends, text.len()), 3);
        assert_eq!(sentence(text, &ends, 1), " The rest follows!");
    }
}
