//! Runs the tests that rules carry.

use super::case::Case;
use super::compile::Params;
use super::decision::{Decision, OutcomeKind, decide};
use super::problem::Problem;
use super::rule::Rule;
use super::template::render;
use super::wording::{speech, wording};
use crate::facts::Reason;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What came of one test of one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseResult {
    /// The rule's id.
    pub rule: String,
    /// The test's name.
    pub case: String,
    /// The rule's file.
    pub file: String,
    /// Where the test stands in it, from 1.
    pub line: usize,
    /// The params that the test sets.
    pub params: Params,
    /// The outcome that is right.
    pub expected: OutcomeKind,
    /// The reason that is right, where it is stated.
    pub because: Option<Reason>,
    /// Words that the English message must hold, where they are stated.
    pub says: Option<String>,
    /// The outcome that came.
    pub got: OutcomeKind,
    /// Its reason.
    pub reason: Option<Reason>,
    /// The message in English; only of a test that failed or asks for words.
    pub message: Option<String>,
    /// How it came; only of a test that failed.
    pub decision: Option<Box<Decision>>,
    /// What is to be known besides: why the rule could not be evaluated.
    pub trouble: Option<String>,
}

impl CaseResult {
    /// Whether the right outcome came, for the right reason and with the right words.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.right_outcome() && self.right_words()
    }

    /// Whether the right outcome came, for the right reason.
    #[must_use]
    pub fn right_outcome(&self) -> bool {
        self.expected == self.got && (self.because.is_none() || self.because == self.reason)
    }

    fn right_words(&self) -> bool {
        self.says.as_ref().is_none_or(|words| {
            self.message.as_ref().is_some_and(|message| message.contains(words.as_str()))
        })
    }
}

impl std::fmt::Display for CaseResult {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.rule, self.case)?;
        if self.passed() {
            return write!(f, ": ok");
        }
        let (expected, got) =
            (outcome(self.expected, self.because), outcome(self.got, self.reason));
        write!(f, ": expected {expected}, got {got}")?;
        match &self.trouble {
            Some(trouble) => write!(f, ": {trouble}"),
            None => Ok(()),
        }
    }
}

/// An outcome with its reason, for people.
#[must_use]
pub fn outcome(kind: OutcomeKind, reason: Option<Reason>) -> String {
    match reason {
        Some(reason) => format!("{} ({reason})", kind.name()),
        None => kind.name().to_owned(),
    }
}

/// Runs every test of every rule, on all processors; the results are in the order of the
/// rules and of their tests.
#[must_use]
pub fn run(rules: &[Arc<Rule>]) -> Vec<CaseResult> {
    let most = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    // Each worker takes the next rule that nobody has, since some have many tests.
    let work = || {
        let mut done = Vec::new();
        while let Some((index, rule)) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            rules.get(index).map(|rule| (index, rule))
        } {
            let results: Vec<CaseResult> =
                rule.cases.iter().map(|case| run_one(rule, case)).collect();
            done.push((index, results));
        }
        done
    };
    let mut done: Vec<(usize, Vec<CaseResult>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (1..most.min(rules.len())).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for worker in workers {
            match worker.join() {
                Ok(results) => done.extend(results),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().flat_map(|(_, results)| results).collect()
}

fn run_one(rule: &Rule, case: &Case) -> CaseResult {
    let mut result = CaseResult {
        rule: rule.id.clone(),
        case: case.name.clone(),
        file: rule.file().to_owned(),
        line: case.at.line,
        params: case.params.clone(),
        expected: case.expect,
        because: case.because,
        says: case.says.clone(),
        got: OutcomeKind::Error,
        reason: None,
        message: None,
        decision: None,
        trouble: None,
    };
    let set = (!case.params.is_empty()).then(|| rule.with(None, &case.params)).transpose();
    let set = match set {
        Ok(set) => set,
        Err(problems) => {
            result.trouble = Some(Problem::join(&problems));
            return result;
        }
    };
    let rule = set.as_ref().unwrap_or(rule);
    let known = case.facts();
    let decision = decide(rule, &known, case.now);
    (result.got, result.reason) = (decision.kind, decision.reason);
    result.trouble.clone_from(&decision.trouble);
    if result.says.is_some() || !result.right_outcome() {
        let facts = Arc::new(known.clone());
        result.message = wording(rule, &decision, "en")
            .map(|template| render(template, &speech(rule, &facts, &decision)));
    }
    if !result.passed() {
        result.decision = Some(Box::new(decision));
    }
    result
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
        // Whoever of the workers came first, the order is that of the rules.
        let names = |results: &[CaseResult]| -> Vec<(String, String)> {
            results.iter().map(|r| (r.rule.clone(), r.case.clone())).collect()
        };
        let in_turn: Vec<(String, String)> = rules
            .iter()
            .flat_map(|rule| rule.cases.iter().map(|case| (rule.id.clone(), case.name.clone())))
            .collect();
        assert_eq!(names(&results), in_turn);
    }

    #[test]
    fn what_ships_is_as_it_should_be() {
        let library = Library::built_in().unwrap();
        let lints: Vec<Problem> = library.rules().flat_map(|rule| lint(rule)).collect();
        assert!(lints.is_empty(), "{}", Problem::join(&lints));
    }
}
