//! Which evidence an outcome shows.
//!
//! The facts that decided come first, and of a list the items that decided; then what the
//! rule always wants shown; what the merchant declared comes last, since it is known
//! anyway. A rule author does nothing for it.

use super::outcome::OutcomeEvidence;
use crate::facts::catalogue::{self, Source};
use crate::facts::{Evidence, FactSet};
use crate::rules::{Decision, OutcomeKind, Rule};
use std::collections::BTreeSet;

/// The most pieces of evidence of one outcome.
const MOST: usize = 8;
/// The most of one fact before the others have had their turn.
const MOST_OF_ONE: usize = 3;

/// The evidence of an outcome, at most [`MOST`] pieces.
pub(super) fn gather(rule: &Rule, facts: &FactSet, decision: &Decision) -> Vec<OutcomeEvidence> {
    let mut wanted: Vec<(&'static str, Vec<usize>)> = Vec::new();
    let deciding = decision.deciding();
    let asked = deciding.iter().filter_map(|trace| Some((trace.fact?, trace.items.as_slice())));
    for (fact, items) in asked.chain(rule.evidence.iter().map(|fact| (*fact, &[][..]))) {
        match wanted.iter_mut().find(|(other, _)| *other == fact) {
            Some((_, more)) => more.extend_from_slice(items),
            None => wanted.push((fact, items.to_vec())),
        }
    }
    wanted.sort_by_key(|(fact, _)| {
        catalogue::entry(fact).is_some_and(|entry| entry.source == Source::Application)
    });
    let mut pieces: Vec<Vec<OutcomeEvidence>> = wanted
        .iter()
        .map(|(fact, items)| {
            let evidence = facts.get(fact).map_or(&[][..], |fact| &fact.evidence);
            let unmet = matches!(decision.kind, OutcomeKind::Fail | OutcomeKind::Inconclusive);
            let items_shown: BTreeSet<usize> = evidence.iter().filter_map(|e| e.item).collect();
            // A few items that all lack it are worth reading; a long list is not.
            let elsewhere = unmet && items.is_empty() && items_shown.len() > MOST_OF_ONE;
            pick(evidence, items).map(|piece| show(fact, piece, elsewhere)).collect()
        })
        .collect();
    let mut found: Vec<OutcomeEvidence> = Vec::new();
    let mut add = |piece: OutcomeEvidence| {
        let same = |other: &OutcomeEvidence| {
            other.fact == piece.fact && other.url == piece.url && other.excerpt == piece.excerpt
        };
        if found.len() < MOST && !found.iter().any(same) {
            found.push(piece);
        }
    };
    for piece in &mut pieces {
        let rest = piece.split_off(piece.len().min(MOST_OF_ONE));
        std::mem::replace(piece, rest).into_iter().for_each(&mut add);
    }
    pieces.into_iter().flatten().for_each(add);
    // A bare place says nothing beside a piece that quotes the same page.
    let quoted: Vec<String> =
        found.iter().filter(|p| !p.excerpt.is_empty()).map(|p| p.url.clone()).collect();
    found.retain(|piece| !piece.excerpt.is_empty() || !quoted.contains(&piece.url));
    found
}

/// One piece of evidence. Where nothing in a list is what was asked for, what its
/// items say is beside the point and only the place remains: it was looked at.
fn show(fact: &str, piece: &Evidence, elsewhere: bool) -> OutcomeEvidence {
    let mut shown = OutcomeEvidence::of(fact, piece);
    if elsewhere && piece.item.is_some() {
        shown.selector = None;
        shown.excerpt.clear();
    }
    shown
}

/// The evidence of some items, in order; all of it when none is tied to one of them.
fn pick<'e>(evidence: &'e [Evidence], items: &[usize]) -> impl Iterator<Item = &'e Evidence> {
    let shown = |piece: &Evidence| piece.item.is_none_or(|item| items.contains(&item));
    let any = items.is_empty() || !evidence.iter().any(shown);
    let items = items.to_vec();
    evidence
        .iter()
        .filter(move |piece| any || piece.item.is_none_or(|item| items.contains(&item)))
        .take(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_that_are_beside_the_point_leave_only_their_place() {
        let piece = Evidence { item: Some(0), ..Evidence::new("https://x.example/", "text") };
        assert_eq!(show("terms.topics", &piece, true).excerpt, "");
        assert_eq!(show("terms.topics", &piece, false).excerpt, "text");
    }

    #[test]
    fn items_that_decided_are_shown() {
        let piece = |item| Evidence { item, ..Evidence::new("https://x.example/", "text") };
        let all = [piece(Some(0)), piece(Some(1)), piece(None)];
        assert_eq!(pick(&all, &[1]).count(), 2);
        assert_eq!(pick(&all, &[]).count(), 3);
        assert_eq!(pick(&all[..2], &[7]).count(), 2);
    }
}
