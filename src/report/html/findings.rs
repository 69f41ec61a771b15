//! What came of the rules: what fails, what needs a person and what to ask, what is met.

use super::Report;
use crate::facts::Reason;
use crate::judge::{Level, Outcome, OutcomeKind, Verdict};
use crate::report::pictures::Gallery;
use crate::report::texts::Texts;
use crate::report::{terminal, words};
use serde_json::{Value, json};

/// Requirements named in the sentence under the verdict.
const NAMED: usize = 3;
/// The sections that come first, since the verdict rests on them.
const FIRST: &[&str] = &["section-fail", "section-error", "section-inconclusive"];
/// From so many outcomes with one cause on, they are shown by their titles.
const MANY: usize = 5;
/// Causes that say something else of each outcome.
const TO_READ: &[Reason] = &[Reason::Ambiguous, Reason::Conflicting, Reason::NeedsDocument];
/// Evidence up to so many places is laid open.
const OPEN_EVIDENCE: usize = 3;

/// The verdict's reason in one sentence, with the requirements it rests on.
pub(super) fn because(report: &Report, texts: Texts) -> String {
    let conclusion = terminal::conclusion(report, texts);
    let kind = match report.verdict {
        Verdict::Fail => OutcomeKind::Fail,
        Verdict::Review => OutcomeKind::Inconclusive,
        Verdict::Pass | Verdict::Incomplete => return conclusion,
    };
    let blocks = |o: &&Outcome| o.outcome == kind && o.level == Level::Error && o.waiver.is_none();
    let titles: Vec<&str> =
        report.outcomes.iter().filter(blocks).map(|o| o.title.trim_end_matches('.')).collect();
    if titles.is_empty() {
        return conclusion;
    }
    let mut named = titles.iter().take(NAMED).copied().collect::<Vec<_>>().join("; ");
    if titles.len() > NAMED {
        let more = (titles.len() - NAMED).to_string();
        named = format!("{named}; {}", texts.fill("pages-more", &[("n", &more)]));
    }
    format!("{}: {named}.", conclusion.trim_end_matches('.'))
}

/// The sections that have something in them, each with its outcomes in groups.
pub(super) fn sections(report: &Report, gallery: &Gallery<'_>, texts: Texts) -> Vec<Value> {
    let sections = terminal::sections(report).into_iter();
    sections
        .filter(|(_, outcomes)| !outcomes.is_empty())
        .map(|(key, outcomes)| {
            let number = outcomes.len();
            let groups: Vec<Value> = groups(&outcomes)
                .into_iter()
                .map(|(reason, outcomes)| {
                    let shown: Vec<Value> =
                        outcomes.iter().map(|outcome| shown(outcome, gallery, texts)).collect();
                    json!({
                        // Many that one cause leaves open are read once.
                        "folded": key == "section-pass" || reason.is_some_and(|reason| {
                            outcomes.len() >= MANY && !TO_READ.contains(&reason)
                        }),
                        "reason": reason.map(|r| texts.get(reason_key("reason", r))),
                        "ask": reason.map(|r| texts.get(reason_key("ask", r))),
                        "outcomes": shown,
                    })
                })
                .collect();
            json!({
                "key": key,
                "title": texts.get(key),
                "first": FIRST.contains(&key),
                "number": number,
                "groups": groups,
            })
        })
        .collect()
}

/// The titles of rules that do not concern this shop.
pub(super) fn spared(report: &Report) -> Vec<&str> {
    let outcomes = report.outcomes.iter();
    let spared = outcomes.filter(|outcome| outcome.outcome == OutcomeKind::NotApplicable);
    spared.map(|outcome| outcome.title.as_str()).collect()
}

/// Outcomes by what has to be asked about them; all others in one group without a
/// question.
fn groups<'a>(outcomes: &[&'a Outcome]) -> Vec<(Option<Reason>, Vec<&'a Outcome>)> {
    let mut groups: Vec<(Option<Reason>, Vec<&Outcome>)> = Vec::new();
    for outcome in outcomes {
        let open = outcome.outcome == OutcomeKind::Inconclusive && outcome.waiver.is_none();
        let reason = outcome.reason.filter(|_| open);
        match groups.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, list)) => list.push(outcome),
            None => groups.push((reason, vec![outcome])),
        }
    }
    groups
}

/// The key of a text about a reason.
fn reason_key(prefix: &str, reason: Reason) -> &'static str {
    let key = format!("{prefix}-{}", reason.code());
    Texts::of("en").table().get_key_value(&key).map_or("", |(key, _)| key.as_str())
}

/// An outcome with the part of the picture around each piece of evidence.
fn shown(outcome: &Outcome, gallery: &Gallery<'_>, texts: Texts) -> Value {
    let mut value = serde_json::to_value(outcome).unwrap_or_default();
    let found = matches!(outcome.outcome, OutcomeKind::Fail | OutcomeKind::Inconclusive);
    // The guidance is written to the merchant; what the officer does stands above it.
    value["asked"] =
        (outcome.outcome == OutcomeKind::Inconclusive && outcome.waiver.is_none()).into();
    value["open"] =
        (found && outcome.waiver.is_none() && outcome.evidence.len() <= OPEN_EVIDENCE).into();
    let places = value.get_mut("evidence").and_then(Value::as_array_mut);
    if let Some(places) = places {
        for (place, shown) in outcome.evidence.iter().zip(places.iter_mut()) {
            if let Some(shown) = shown.as_object_mut() {
                // The same place can show several facts, and is looked at once.
                shown.remove("fact");
                shown.insert("url".to_owned(), words::place(&place.url, texts).into());
                shown.insert("crop".to_owned(), gallery.crop(place));
            }
        }
        let mut known: Vec<Value> = Vec::new();
        places.retain(|place| {
            let new = !known.contains(place);
            known.push(place.clone());
            new
        });
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_question() {
        for reason in Reason::ALL {
            for prefix in ["reason", "ask"] {
                assert_ne!(reason_key(prefix, *reason), "", "{prefix} {}", reason.code());
            }
        }
    }

    #[test]
    fn outcomes_are_grouped_by_what_has_to_be_asked() {
        let outcome = |reason: Option<Reason>| Outcome {
            rule: String::new(),
            title: String::new(),
            group: String::new(),
            level: Level::Error,
            outcome: if reason.is_some() { OutcomeKind::Inconclusive } else { OutcomeKind::Fail },
            reason,
            message: String::new(),
            guidance: String::new(),
            why: String::new(),
            example: String::new(),
            evidence: Vec::new(),
            references: Vec::new(),
            waiver: None,
            since: None,
        };
        let list = [
            outcome(Some(Reason::Redacted)),
            outcome(Some(Reason::Blocked)),
            outcome(Some(Reason::Redacted)),
        ];
        let grouped = groups(&list.iter().collect::<Vec<_>>());
        let shape: Vec<_> = grouped.iter().map(|(r, list)| (*r, list.len())).collect();
        assert_eq!(shape, [(Some(Reason::Redacted), 2), (Some(Reason::Blocked), 1)]);
        let failed = [outcome(None), outcome(None)];
        let grouped = groups(&failed.iter().collect::<Vec<_>>());
        assert_eq!((grouped.len(), grouped[0].0), (1, None));
    }
}
