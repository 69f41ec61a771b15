//! From rules and facts to outcomes in words.

use super::outcome::{Judgement, Outcome, OutcomeKind};
use super::waiver::Waiver;
use super::{evidence, texts, verdict, waiver};
use crate::facts::catalogue::{self, Source};
use crate::facts::{FactSet, Finding};
use crate::rules::{Decision, Localised, Rule, Ruleset, decide, render, speech, wording};
use jiff::civil::Date;
use std::sync::Arc;

/// What a judgement needs to know besides rules and facts.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The day rules are judged at.
    pub as_of: Date,
    /// The day it is, for waivers.
    pub today: Date,
    /// Language of texts, BCP 47.
    pub language: &'a str,
    /// The shop's host, for waivers.
    pub host: &'a str,
    /// Waivers that may apply.
    pub waivers: &'a [Waiver],
}

/// Holds every rule against the facts, applies waivers and draws the verdict.
///
/// One rule that cannot be evaluated gets the outcome `error` and stops no other.
#[must_use]
pub fn judge(ruleset: &Ruleset, facts: &FactSet, options: &Options<'_>) -> Judgement {
    let shared = Arc::new(facts.clone());
    let mut outcomes: Vec<Outcome> =
        ruleset.rules.iter().map(|rule| outcome(rule, &shared, options)).collect();
    let waiver_notes = waiver::apply(options.waivers, options.host, options.today, &mut outcomes);
    Judgement {
        verdict: verdict::verdict(&outcomes, nothing_collected(facts)),
        summary: verdict::summary(&outcomes),
        outcomes,
        waiver_notes,
    }
}

/// Whether all that is known is what the merchant declared.
fn nothing_collected(facts: &FactSet) -> bool {
    facts.iter().all(|(path, fact)| {
        matches!(fact.finding, Finding::Unknown(_))
            || catalogue::entry(path).is_some_and(|entry| entry.source == Source::Application)
    })
}

fn outcome(rule: &Rule, facts: &Arc<FactSet>, options: &Options<'_>) -> Outcome {
    let decision = decide(rule, facts, options.as_of);
    let concerns = matches!(decision.kind, OutcomeKind::Fail | OutcomeKind::Inconclusive);
    let told = |texts: &Localised| {
        if concerns { texts.get(options.language).to_owned() } else { String::new() }
    };
    Outcome {
        rule: rule.id.clone(),
        title: rule.title.get(options.language).to_owned(),
        group: rule.group.clone(),
        level: rule.level,
        outcome: decision.kind,
        reason: decision.reason,
        message: message(rule, facts, &decision, options.language),
        guidance: told(&rule.guidance),
        why: told(&rule.why),
        example: told(&rule.example),
        evidence: evidence::gather(rule, facts, &decision),
        references: rule.references.clone(),
        waiver: None,
        since: None,
    }
}

fn message(rule: &Rule, facts: &Arc<FactSet>, decision: &Decision, language: &str) -> String {
    let own = wording(rule, decision, language);
    let template = own.unwrap_or_else(|| match decision.kind {
        OutcomeKind::NotApplicable if decision.out_of_effect => {
            texts::text("out-of-effect", language)
        }
        OutcomeKind::NotApplicable => texts::text("not-applicable", language),
        // With no message, the sentence of the reason stands alone.
        OutcomeKind::Inconclusive if !decision.review => "",
        _ => rule.title.get(language),
    });
    if decision.kind == OutcomeKind::Error {
        let trouble = decision.trouble.as_deref().unwrap_or_default();
        return format!("{} ({trouble})", texts::text("error", language));
    }
    let said = render(template, &speech(rule, facts, decision));
    // A default message is the same whatever the reason; the reason is said too.
    let unsaid = decision.reason.filter(|reason| {
        decision.kind == OutcomeKind::Inconclusive
            && !decision.review
            && !rule.messages.inconclusive.contains_key(reason.code())
    });
    match unsaid.map(|reason| texts::text(&format!("reason-{}", reason.code()), language)) {
        Some(sentence) if said.is_empty() => sentence.to_owned(),
        Some(sentence) => format!("{said} {sentence}"),
        None => said,
    }
}
