//! What comes of one rule for one shop: pure.

use super::condition::{Scene, Trace};
use super::rule::{OnFail, Rule};
use super::truth::Truth;
use crate::facts::{FactSet, Reason};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What came of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeKind {
    /// The requirement is met.
    Pass,
    /// It is not met, and that is proven.
    Fail,
    /// It could not be determined; the reason says why.
    Inconclusive,
    /// The requirement does not concern this shop.
    NotApplicable,
    /// The rule itself could not be evaluated: a mistake of ours.
    Error,
}

impl OutcomeKind {
    /// The name in reports: `pass`, `not-applicable`, ...
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Inconclusive => "inconclusive",
            Self::NotApplicable => "not-applicable",
            Self::Error => "error",
        }
    }

    /// The outcome of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Pass, Self::Fail, Self::Inconclusive, Self::NotApplicable, Self::Error]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// What came of a rule, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What came of it.
    pub kind: OutcomeKind,
    /// Why it is inconclusive.
    pub reason: Option<Reason>,
    /// The requirement is not met, but a person decides.
    pub review: bool,
    /// The as-of date is outside the time the rule holds.
    pub out_of_effect: bool,
    /// `applies-when` with what was seen.
    pub applies: Option<Trace>,
    /// `require` with what was seen; none when the rule does not apply.
    pub require: Option<Trace>,
    /// Why it could not be evaluated.
    pub trouble: Option<String>,
}

impl Decision {
    fn plain(kind: OutcomeKind) -> Self {
        Self {
            kind,
            reason: None,
            review: false,
            out_of_effect: false,
            applies: None,
            require: None,
            trouble: None,
        }
    }

    /// Every part that decided, of both conditions.
    #[must_use]
    pub fn deciding(&self) -> Vec<&Trace> {
        let mut found = Vec::new();
        if let Some(applies) = self.applies.as_ref().filter(|trace| trace.truth != Truth::Yes) {
            found.extend(applies.deciding());
        }
        if let Some(require) = &self.require {
            found.extend(require.deciding());
        }
        found
    }
}

/// Holds a rule against what is known on a day.
///
/// While it is not known whether a rule applies, it is inconclusive even where the
/// requirement is met: learning more may make it pass or not applicable, and must not
/// move it from one to the other.
#[must_use]
pub fn decide(rule: &Rule, facts: &FactSet, as_of: Date) -> Decision {
    if rule.from.is_some_and(|from| as_of < from) || rule.to.is_some_and(|to| as_of > to) {
        return Decision { out_of_effect: true, ..Decision::plain(OutcomeKind::NotApplicable) };
    }
    let scene = Scene { facts, as_of };
    let trace = |condition: &super::Condition| condition.trace(scene);
    let troubled = |trouble: super::Trouble| Decision {
        trouble: Some(trouble.to_string()),
        ..Decision::plain(OutcomeKind::Error)
    };
    let applies = match rule.applies_when.as_ref().map(trace).transpose() {
        Ok(applies) => applies,
        Err(trouble) => return troubled(trouble),
    };
    let applicable = applies.as_ref().map_or(Truth::Yes, |applies| applies.truth);
    if applicable == Truth::No {
        return Decision { applies, ..Decision::plain(OutcomeKind::NotApplicable) };
    }
    let require = match trace(&rule.require) {
        Ok(require) => require,
        Err(trouble) => return troubled(trouble),
    };
    let (kind, reason, review) = settle(applicable, require.truth, rule.on_fail);
    Decision { reason, review, applies, require: Some(require), ..Decision::plain(kind) }
}

/// What two truths come to: whether a rule applies, and whether its requirement is met.
/// Besides the outcome, the reason of an inconclusive and whether a person decides.
#[must_use]
pub fn settle(applies: Truth, met: Truth, on_fail: OnFail) -> (OutcomeKind, Option<Reason>, bool) {
    match (applies, met) {
        (Truth::No, _) => (OutcomeKind::NotApplicable, None, false),
        (Truth::Unknown(reasons), _) | (_, Truth::Unknown(reasons)) => {
            (OutcomeKind::Inconclusive, Some(reasons.first()), false)
        }
        (_, Truth::Yes) => (OutcomeKind::Pass, None, false),
        (_, Truth::No) => match on_fail {
            OnFail::Fail => (OutcomeKind::Fail, None, false),
            OnFail::Review => (OutcomeKind::Inconclusive, Some(Reason::Ambiguous), true),
        },
    }
}
