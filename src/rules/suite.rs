//! Runs the tests that rules carry.

use super::decision::{OutcomeKind, decide};
use super::problem::Problem;
use super::rule::Rule;
use crate::facts::Reason;
use std::sync::Arc;

/// What came of one test of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseResult {
    /// The rule's id.
    pub rule: String,
    /// The test's name.
    pub case: String,
    /// The rule's file.
    pub file: String,
    /// Where the test stands in it, from 1.
    pub line: usize,
    /// The outcome that is right.
    pub expected: OutcomeKind,
    /// The reason that is right, where it is stated.
    pub because: Option<Reason>,
    /// The outcome that came.
    pub got: OutcomeKind,
    /// Its reason.
    pub reason: Option<Reason>,
    /// What is to be known besides: why the rule could not be evaluated.
    pub trouble: Option<String>,
}

impl CaseResult {
    /// Whether the right outcome came, for the right reason.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.expected == self.got && (self.because.is_none() || self.because == self.reason)
    }
}

impl std::fmt::Display for CaseResult {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let say = |kind: OutcomeKind, reason: Option<Reason>| match reason {
            Some(reason) => format!("{} ({reason})", kind.name()),
            None => kind.name().to_owned(),
        };
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.rule, self.case)?;
        if self.passed() {
            return write!(f, ": ok");
        }
        let (expected, got) = (say(self.expected, self.because), say(self.got, self.reason));
        write!(f, ": expected {expected}, got {got}")?;
        match &self.trouble {
            Some(trouble) => write!(f, ": {trouble}"),
            None => Ok(()),
        }
    }
}

/// Runs every test of every rule, in their order.
#[must_use]
pub fn run(rules: &[Arc<Rule>]) -> Vec<CaseResult> {
    rules.iter().flat_map(|rule| rule.cases.iter().map(|case| run_one(rule, case))).collect()
}

fn run_one(rule: &Rule, case: &super::Case) -> CaseResult {
    let (got, reason, trouble) = match rule.with(None, &case.params) {
        Ok(rule) => {
            let decision = decide(&rule, &case.facts, case.now);
            (decision.kind, decision.reason, decision.trouble)
        }
        Err(problems) => (OutcomeKind::Error, None, Some(Problem::join(&problems))),
    };
    CaseResult {
        rule: rule.id.clone(),
        case: case.name.clone(),
        file: rule.file().to_owned(),
        line: case.at.line,
        expected: case.expect,
        because: case.because,
        got,
        reason,
        trouble,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Library, lint};

    #[test]
    fn what_ships_passes_its_own_tests() {
        let library =
            Library::built_in().unwrap_or_else(|found| panic!("{}", Problem::join(&found)));
        let rules: Vec<_> = library.rules().cloned().collect();
        let results = run(&rules);
        assert!(results.len() >= rules.len() * 3);
        let failed: Vec<_> =
            results.iter().filter(|r| !r.passed()).map(ToString::to_string).collect();
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    }

    #[test]
    fn what_ships_is_as_it_should_be() {
        let library = Library::built_in().unwrap();
        let lints: Vec<Problem> = library.rules().flat_map(|rule| lint(rule)).collect();
        assert!(lints.is_empty(), "{}", Problem::join(&lints));
    }
}
