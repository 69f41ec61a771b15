//! The acceptance of the terms before the order.
//!
//! A box stands before a sentence, wherever on the way it is met. Several boxes
//! are one acceptance, which is required where one of them is, and ticked in
//! advance where one of them is.

use super::way::{Stage, Way};
use crate::extract::ConsentReading;
use crate::facts::{Fact, Finding};
use serde_json::json;

/// The fact `checkout.consent`.
pub(super) fn fact(way: &Way<'_>) -> Fact {
    let Some(last) = way.stages.last() else { return Fact::unknown(way.reason) };
    if !way.walked {
        return match of_page(last) {
            Some(consent) if way.reached || consent.present => {
                Fact::present(consent, vec![last.evidence(last.place(), &consent.label)])
            }
            None if way.reached => {
                Fact::present(ConsentReading::default(), vec![last.evidence(last.place(), "")])
            }
            _ => Fact::unknown(way.reason),
        };
    }
    let found: Vec<(&Stage<'_>, &ConsentReading)> =
        way.checkout().filter_map(|stage| Some((stage, of_page(stage)?))).collect();
    let boxes: Vec<_> = found.iter().filter(|(_, consent)| consent.present).copied().collect();
    let evidence = |found: &[(&Stage<'_>, &ConsentReading)]| {
        found.iter().map(|(stage, c)| stage.evidence(stage.place(), &c.label)).collect::<Vec<_>>()
    };
    match (boxes.first(), way.open) {
        (Some((_, first)), Ok(())) => Fact::present(
            ConsentReading {
                present: true,
                required: boxes.iter().any(|(_, consent)| consent.required),
                preticked: boxes.iter().any(|(_, consent)| consent.preticked),
                label: first.label.clone(),
                links_to: boxes.iter().find_map(|(_, consent)| consent.links_to.clone()),
            },
            evidence(&boxes),
        ),
        (Some((_, first)), Err(reason)) => {
            // Another box may follow, so that only what is can be said.
            let yes = |any: bool| any.then_some(true);
            let value = json!({
                "present": true,
                "required": yes(boxes.iter().any(|(_, consent)| consent.required)),
                "preticked": yes(boxes.iter().any(|(_, consent)| consent.preticked)),
                "label": first.label,
                "links-to": boxes.iter().find_map(|(_, consent)| consent.links_to.clone()),
            });
            Fact { finding: Finding::Glimpsed(value, reason), evidence: evidence(&boxes) }
        }
        // The sentence nearest to the order counts.
        (None, Ok(())) => match found.last() {
            Some((stage, sentence)) => {
                Fact::present(sentence, vec![stage.evidence(stage.place(), &sentence.label)])
            }
            None if last.button.is_some() => {
                Fact::present(ConsentReading::default(), vec![last.evidence(last.place(), "")])
            }
            // Where not even the button is known, a box may be there as well.
            None => Fact::unknown(way.reason),
        },
        (None, Err(reason)) => Fact::unknown(reason),
    }
}

/// The acceptance of the terms on one page: a box before a sentence. It may stand
/// in a form of its own, or in none that says what it is for.
fn of_page<'a>(stage: &Stage<'a>) -> Option<&'a ConsentReading> {
    let elsewhere = ["contact", "newsletter", "login", "search"];
    let forms = stage
        .page
        .forms
        .iter()
        .filter(|form| form.purpose.is_none_or(|purpose| !elsewhere.contains(&purpose)));
    let found: Vec<&ConsentReading> = forms.filter_map(|form| form.consent.as_ref()).collect();
    // Of several the one nearest to the end, where the order is placed.
    found.iter().rfind(|consent| consent.present).or_else(|| found.last()).copied()
}
