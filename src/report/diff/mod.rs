//! What differs between two reports of one shop.
//!
//! A finding is a rule that is not met, is left open, or could not be evaluated, and
//! that no waiver covers. Findings are told apart as new, fixed, changed and still open,
//! and what a waiver covers stands apart with its reason, owner and last day;
//! facts as what came, went and changed, so that a new price list, other terms or another
//! holder of the domain is seen even where no rule minds. Only the two reports are
//! looked at; this room judges nothing.

mod facts;
mod html;
mod markdown;
mod terminal;
mod words;

pub use facts::{Change, FactChange};

use super::saved::{Saved, SavedOutcome};
use crate::facts::Reason;
use crate::judge::{AppliedWaiver, Level, OutcomeKind, Since, Verdict};
use serde::Serialize;

/// The name and version of the difference's form.
pub(super) const SCHEMA: &str = "shopvet.diff/1";

/// What differs between two reports.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Difference {
    /// `shopvet.diff/1`.
    pub schema: &'static str,
    /// The earlier report.
    pub old: Side,
    /// The later one.
    pub new: Side,
    /// Findings that were none before.
    pub added: Vec<Finding>,
    /// Findings before that are met now, or concern the shop no more.
    pub fixed: Vec<Finding>,
    /// Findings before and now that came out otherwise, or say something else.
    pub changed: Vec<Finding>,
    /// Findings before and now that are the same.
    pub still_open: Vec<Finding>,
    /// Findings before whose rule was not asked any more.
    pub not_asked: Vec<Finding>,
    /// What would be a finding now, were it not for a waiver.
    pub waived: Vec<Finding>,
    /// Facts that changed.
    pub facts: Vec<FactChange>,
}

/// One of the two reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Side {
    /// The address that was checked.
    pub url: String,
    /// The day it was judged at, ISO 8601.
    pub as_of: String,
    /// What it came to.
    pub verdict: Verdict,
}

/// One rule in both reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// Its title, in the language of the later report.
    pub title: String,
    /// Its level in the later report, else in the earlier one.
    pub level: Level,
    /// How it came out before, by name; nothing where it was not asked.
    pub before: Option<State>,
    /// How it comes out now.
    pub now: Option<State>,
}

/// How a rule came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct State {
    /// The outcome by name.
    #[schemars(with = "OutcomeKind")]
    pub outcome: String,
    /// The reason of an inconclusive.
    #[schemars(with = "Option<Reason>")]
    pub reason: Option<String>,
    /// What was said.
    pub message: String,
    /// A waiver covers it.
    pub waived: bool,
    /// The waiver, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<AppliedWaiver>,
}

impl State {
    fn of(outcome: &SavedOutcome) -> Self {
        Self {
            outcome: outcome.outcome.clone(),
            reason: outcome.reason.clone(),
            message: outcome.message.clone(),
            waived: outcome.waiver.is_some(),
            waiver: outcome.waiver.clone(),
        }
    }

    /// Whether it is a finding, were it not for a waiver.
    fn is_unmet(&self) -> bool {
        matches!(self.outcome.as_str(), "fail" | "inconclusive" | "error")
    }

    /// Whether it is a finding.
    fn is_open(&self) -> bool {
        !self.waived && self.is_unmet()
    }
}

impl Difference {
    /// Compares an earlier report with a later one.
    #[must_use]
    pub fn of(old: &Saved, new: &Saved) -> Self {
        let side = |saved: &Saved| Side {
            url: saved.url.clone(),
            as_of: saved.as_of.to_string(),
            verdict: saved.verdict,
        };
        let mut difference = Self {
            schema: SCHEMA,
            old: side(old),
            new: side(new),
            added: Vec::new(),
            fixed: Vec::new(),
            changed: Vec::new(),
            still_open: Vec::new(),
            not_asked: Vec::new(),
            waived: Vec::new(),
            facts: facts::changes(&old.facts, &new.facts),
        };
        for now in &new.outcomes {
            difference.sort_in(old.outcomes.iter().find(|o| o.rule == now.rule), Some(now));
        }
        for before in &old.outcomes {
            if !new.outcomes.iter().any(|now| now.rule == before.rule) {
                difference.sort_in(Some(before), None);
            }
        }
        difference
    }

    fn sort_in(&mut self, before: Option<&SavedOutcome>, now: Option<&SavedOutcome>) {
        let Some(latest) = now.or(before) else { return };
        let finding = Finding {
            rule: latest.rule.clone(),
            title: latest.title.clone(),
            level: latest.level,
            before: before.map(State::of),
            now: now.map(State::of),
        };
        let open = |state: &Option<State>| state.as_ref().is_some_and(State::is_open);
        let unmet = |state: &Option<State>| state.as_ref().is_some_and(State::is_unmet);
        let list = match (open(&finding.before), open(&finding.now)) {
            // What somebody answers for is not mended by that.
            (_, false) if unmet(&finding.now) => &mut self.waived,
            (false, false) if unmet(&finding.before) && now.is_some() => &mut self.fixed,
            (false, false) => return,
            (false, true) => &mut self.added,
            (true, false) if now.is_none() => &mut self.not_asked,
            (true, false) => &mut self.fixed,
            (true, true) => {
                let weight = before.map(|outcome| outcome.level);
                if finding.before == finding.now && weight == now.map(|outcome| outcome.level) {
                    &mut self.still_open
                } else {
                    &mut self.changed
                }
            }
        };
        list.push(finding);
    }

    /// How the finding of a rule moved; nothing where it is none now.
    #[must_use]
    pub fn since(&self, rule: &str) -> Option<Since> {
        let holds = |list: &[Finding]| list.iter().any(|finding| finding.rule == rule);
        if holds(&self.added) {
            Some(Since::New)
        } else if holds(&self.changed) {
            Some(Since::Changed)
        } else {
            holds(&self.still_open).then_some(Since::Unchanged)
        }
    }

    /// Whether the two are of one shop: the same host.
    #[must_use]
    pub fn of_one_shop(old: &Saved, new: &Saved) -> bool {
        old.host.trim_start_matches("www.") == new.host.trim_start_matches("www.")
    }

    /// The lists with the key of their heading, in the order a person wants them.
    fn lists(&self) -> [(&'static str, &[Finding]); 6] {
        [
            ("diff-new", &self.added),
            ("diff-changed", &self.changed),
            ("diff-fixed", &self.fixed),
            ("diff-still-open", &self.still_open),
            ("diff-not-asked", &self.not_asked),
            ("section-waived", &self.waived),
        ]
    }

    /// The difference for a terminal, with ANSI styles.
    #[must_use]
    pub fn terminal(&self, language: &str, width: usize) -> String {
        terminal::render(self, language, width)
    }

    /// The difference as Markdown.
    #[must_use]
    pub fn markdown(&self, language: &str) -> String {
        markdown::render(self, language)
    }

    /// The difference as a page.
    ///
    /// # Errors
    /// When the template is at fault, which the tests rule out.
    pub fn html(&self, language: &str) -> Result<String, minijinja::Error> {
        html::render(self, language)
    }

    /// The difference as indented JSON with a final line feed.
    #[must_use]
    pub fn json(&self) -> String {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        super::safe::json(&(text + "\n"))
    }
}
