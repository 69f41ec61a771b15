//! What all outcomes come to, and the exit code that says so.

use super::outcome::{Judgement, Level, Outcome, OutcomeKind, Since, Summary, Verdict};
use crate::error::exit;
use std::str::FromStr;

/// The verdict over all outcomes.
///
/// A definite fail wins, because nothing that could still be learnt would undo it.
#[must_use]
pub(super) fn verdict(outcomes: &[Outcome], nothing_collected: bool) -> Verdict {
    let blocking = |kind: OutcomeKind| {
        outcomes.iter().any(|outcome| {
            outcome.outcome == kind && outcome.level == Level::Error && outcome.waiver.is_none()
        })
    };
    if blocking(OutcomeKind::Fail) {
        Verdict::Fail
    } else if nothing_collected || outcomes.iter().any(|o| o.outcome == OutcomeKind::Error) {
        Verdict::Incomplete
    } else if blocking(OutcomeKind::Inconclusive) {
        Verdict::Review
    } else {
        Verdict::Pass
    }
}

/// How many rules came out how.
#[must_use]
pub(super) fn summary(outcomes: &[Outcome]) -> Summary {
    let count = |kind: OutcomeKind| outcomes.iter().filter(|o| o.outcome == kind).count();
    Summary {
        pass: count(OutcomeKind::Pass),
        fail: count(OutcomeKind::Fail),
        inconclusive: count(OutcomeKind::Inconclusive),
        not_applicable: count(OutcomeKind::NotApplicable),
        error: count(OutcomeKind::Error),
        waived: outcomes.iter().filter(|outcome| outcome.waiver.is_some()).count(),
    }
}

/// From which verdict on the program ends with a code other than 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FailOn {
    /// From a fail.
    Fail,
    /// From a review; the default.
    #[default]
    Review,
    /// From a failed warning.
    Warning,
    /// Never, unless the check is incomplete.
    Never,
}

impl FailOn {
    /// The names on the command line.
    pub const NAMES: [&'static str; 4] = ["fail", "review", "warning", "never"];
}

impl FromStr for FailOn {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "fail" => Ok(Self::Fail),
            "review" => Ok(Self::Review),
            "warning" => Ok(Self::Warning),
            "never" => Ok(Self::Never),
            _ => Err(format!("`{name}` is not one of {}", Self::NAMES.join(", "))),
        }
    }
}

/// The exit code of a judgement. Which verdicts are non-zero moves with `fail_on`; what a
/// code means does not. An incomplete check is never 0. What is as it was in the baseline
/// does not count, unless it could not be evaluated.
#[must_use]
pub fn exit_code(judgement: &Judgement, fail_on: FailOn) -> u8 {
    let moved = |outcome: &&Outcome| outcome.since != Some(Since::Unchanged);
    let warned = || {
        judgement.outcomes.iter().filter(moved).any(|outcome| {
            outcome.outcome == OutcomeKind::Fail
                && outcome.level == Level::Warning
                && outcome.waiver.is_none()
        })
    };
    let since_baseline = judgement.outcomes.iter().any(|outcome| outcome.since.is_some());
    let verdict = if since_baseline && judgement.verdict != Verdict::Incomplete {
        let moved: Vec<Outcome> = judgement.outcomes.iter().filter(moved).cloned().collect();
        verdict(&moved, false)
    } else {
        judgement.verdict
    };
    match (verdict, fail_on) {
        (Verdict::Incomplete, _) => exit::INCOMPLETE,
        (_, FailOn::Never) | (Verdict::Review, FailOn::Fail) => exit::PASS,
        (Verdict::Fail, _) => exit::FAIL,
        (Verdict::Review, _) => exit::REVIEW,
        (Verdict::Pass, FailOn::Warning) if warned() => exit::FAIL,
        (Verdict::Pass, _) => exit::PASS,
    }
}

/// Whether an outcome counts towards an exit code other than 0.
#[must_use]
pub fn counts(outcome: &Outcome, fail_on: FailOn) -> bool {
    let open = outcome.waiver.is_none() && outcome.since != Some(Since::Unchanged);
    match outcome.outcome {
        OutcomeKind::Error => true,
        OutcomeKind::Fail if outcome.level == Level::Error => open && fail_on != FailOn::Never,
        OutcomeKind::Fail => open && fail_on == FailOn::Warning && outcome.level == Level::Warning,
        OutcomeKind::Inconclusive => {
            open && outcome.level == Level::Error
                && matches!(fail_on, FailOn::Review | FailOn::Warning)
        }
        OutcomeKind::Pass | OutcomeKind::NotApplicable => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::AppliedWaiver;
    use OutcomeKind::{Error, Fail, Inconclusive, NotApplicable, Pass};

    fn outcome(kind: OutcomeKind, level: Level, waived: bool) -> Outcome {
        Outcome {
            rule: "a".into(),
            title: "A".into(),
            group: "g".into(),
            level,
            outcome: kind,
            reason: None,
            message: String::new(),
            guidance: String::new(),
            why: String::new(),
            example: String::new(),
            evidence: vec![],
            references: vec![],
            waiver: waived.then(|| AppliedWaiver {
                reason: "r".into(),
                owner: "o".into(),
                until: "2026-01-01".into(),
            }),
            since: None,
        }
    }

    #[test]
    fn the_weightiest_outcome_decides() {
        let of = |list: &[(OutcomeKind, Level, bool)]| {
            let outcomes: Vec<_> = list.iter().map(|(k, l, w)| outcome(*k, *l, *w)).collect();
            verdict(&outcomes, false)
        };
        let (error, warning) = (Level::Error, Level::Warning);
        assert_eq!(of(&[(Pass, error, false), (NotApplicable, error, false)]), Verdict::Pass);
        assert_eq!(
            of(&[(Fail, warning, false), (Inconclusive, Level::Note, false)]),
            Verdict::Pass
        );
        assert_eq!(of(&[(Inconclusive, error, false)]), Verdict::Review);
        assert_eq!(of(&[(Inconclusive, error, true)]), Verdict::Pass);
        assert_eq!(
            of(&[(Inconclusive, error, false), (Error, warning, false)]),
            Verdict::Incomplete
        );
        assert_eq!(of(&[(Fail, error, false), (Error, error, false)]), Verdict::Fail);
        assert_eq!(of(&[(Fail, error, true)]), Verdict::Pass);
        assert_eq!(verdict(&[outcome(Pass, error, false)], true), Verdict::Incomplete);
        assert_eq!(verdict(&[outcome(Fail, error, false)], true), Verdict::Fail);
    }

    #[test]
    fn exit_codes_move_but_keep_their_meaning() {
        let code = |kind, level, fail_on| {
            let outcomes = vec![outcome(kind, level, false)];
            let judgement = Judgement {
                verdict: verdict(&outcomes, false),
                summary: summary(&outcomes),
                outcomes,
                waiver_notes: vec![],
            };
            exit_code(&judgement, fail_on)
        };
        use FailOn::{Fail as F, Never as N, Review as R, Warning as W};
        for (kind, level, codes) in [
            (Pass, Level::Error, [0, 0, 0, 0]),
            (Fail, Level::Error, [1, 1, 1, 0]),
            (Inconclusive, Level::Error, [0, 3, 3, 0]),
            (Error, Level::Error, [4, 4, 4, 4]),
            (Fail, Level::Warning, [0, 0, 1, 0]),
            (Fail, Level::Note, [0, 0, 0, 0]),
        ] {
            assert_eq!([F, R, W, N].map(|on| code(kind, level, on)), codes, "{kind:?} {level:?}");
        }
        assert_eq!(FailOn::from_str("warning"), Ok(FailOn::Warning));
        assert!(FailOn::from_str("error").is_err());
    }
}
