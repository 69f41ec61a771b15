//! Which of its messages a rule says about a decision, and what that may speak of.

use super::decision::{Decision, OutcomeKind};
use super::rule::{Localised, Rule};
use super::template::Speech;
use super::truth::Truth;
use crate::facts::FactSet;
use std::sync::Arc;

/// The template of the message about a decision; none where the rule has none for it.
#[must_use]
pub fn wording<'r>(rule: &'r Rule, decision: &Decision, language: &str) -> Option<&'r str> {
    let messages = &rule.messages;
    let said: Option<&Localised> = match decision.kind {
        OutcomeKind::Pass => Some(&messages.pass),
        OutcomeKind::Fail => messages.fail.as_ref(),
        OutcomeKind::Inconclusive if decision.review => messages.review.as_ref(),
        OutcomeKind::Inconclusive => {
            let by_reason = decision.reason.and_then(|r| messages.inconclusive.get(r.code()));
            by_reason.or_else(|| messages.inconclusive.get("default"))
        }
        OutcomeKind::NotApplicable if decision.out_of_effect => None,
        OutcomeKind::NotApplicable => messages.not_applicable.as_ref(),
        OutcomeKind::Error => None,
    };
    said.map(|text| text.get(language))
}

/// What the message about a decision may speak of.
#[must_use]
pub fn speech(rule: &Rule, facts: &Arc<FactSet>, decision: &Decision) -> Speech {
    let mut missing: Vec<String> = Vec::new();
    for trace in decision.deciding().iter().filter(|trace| trace.truth != Truth::Yes) {
        missing.extend(trace.missing.iter().cloned());
    }
    missing.dedup();
    Speech {
        facts: Arc::clone(facts),
        params: rule.params.clone(),
        missing,
        reason: decision.reason.map(|reason| reason.code()),
    }
}
