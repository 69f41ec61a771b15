//! Whether the tests of a rule go in every direction that the rule can.

use crate::facts::{Reason, catalogue};
use crate::rules::case::Case;
use crate::rules::decision::{OutcomeKind, decide};
use crate::rules::problem::{Code, Problem};
use crate::rules::rule::{OnFail, Rule};
use crate::rules::template;
use std::collections::BTreeSet;

/// How many tests of a rule go in each direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// The requirement is met.
    pub pass: usize,
    /// It is not met: the rule fails, or goes to review.
    pub fail: usize,
    /// It cannot be told.
    pub inconclusive: usize,
    /// It does not concern the shop.
    pub not_applicable: usize,
    /// Whether there is anybody whom it does not concern: by `applies-when` or `effective`.
    pub may_not_apply: bool,
}

/// Counts the tests of a rule by direction.
#[must_use]
pub fn coverage(rule: &Rule) -> Coverage {
    let mut found = Coverage {
        may_not_apply: rule.applies_when.is_some() || rule.from.is_some() || rule.to.is_some(),
        ..Coverage::default()
    };
    for case in &rule.cases {
        match case.expect {
            OutcomeKind::Pass => found.pass += 1,
            OutcomeKind::Fail => found.fail += 1,
            OutcomeKind::NotApplicable => found.not_applicable += 1,
            OutcomeKind::Inconclusive if reviewed(rule, case) => found.fail += 1,
            OutcomeKind::Inconclusive => found.inconclusive += 1,
            OutcomeKind::Error => {}
        }
    }
    found
}

/// Whether a case goes to review: everything is known and the answer is no. Where names are
/// compared, the case may only say that it is ambiguous.
fn reviewed(rule: &Rule, case: &Case) -> bool {
    let review = || {
        let set = rule.with(None, &case.params);
        set.is_ok_and(|rule| decide(&rule, &case.facts(), case.now).review)
    };
    rule.on_fail == OnFail::Review && (case.because == Some(Reason::Ambiguous) || review())
}

pub(super) fn lint(rule: &Rule, found: &mut Vec<Problem>) {
    let mut add = |code: Code, message: &str, help: &str| {
        found.push(rule.problem("tests", code, message.to_owned(), help));
    };
    let counted = coverage(rule);
    if counted.pass == 0 {
        add(Code::NoPassTest, "no test passes", "add a case with `expect: pass`");
    }
    if counted.fail == 0 {
        let help = match rule.on_fail {
            OnFail::Fail => {
                "add a case that is not as it should be, with everything known: `expect: fail`"
            }
            OnFail::Review => {
                "add a case that is not as it should be, with everything known: \
                 `expect: inconclusive`, `because: ambiguous`"
            }
        };
        add(Code::NoFailTest, "no test fails or goes to review", help);
    }
    if counted.inconclusive == 0 {
        let help = "add a case in which a fact is {unknown: ...}: `expect: inconclusive`";
        add(Code::NoInconclusiveTest, "no test is inconclusive", help);
    }
    if counted.may_not_apply && counted.not_applicable == 0 {
        let help = match &rule.applies_when {
            Some(_) => "add a case in which `applies-when` is no: `expect: not-applicable`",
            None => "add a case with `now:` outside of `effective`: `expect: not-applicable`",
        };
        add(Code::NoNotApplicableTest, "no test is not applicable", help);
    }
    idle_facts(rule, found);
}

/// A fact that is given and that the rule does not look at is a slip, or a leftover.
fn idle_facts(rule: &Rule, found: &mut Vec<Problem>) {
    let mut known: BTreeSet<&str> = rule.facts().into_iter().collect();
    known.extend(rule.evidence.iter().copied());
    for text in texts(rule) {
        known.extend(
            template::facts(text).filter_map(|path| Some(catalogue::resolve(path)?.0.path)),
        );
    }
    let tests = rule.source.node.get("tests").map_or(&[][..], crate::yaml::Node::items);
    for entry in tests.iter().filter_map(|test| test.get("given")).flat_map(|given| given.entries())
    {
        let path = catalogue::resolve(&entry.key).map(|(fact, _)| fact.path);
        if path.is_some_and(|path| !known.contains(path)) {
            let message = format!("the rule does not look at `{}`", entry.key);
            let help = "remove it from the test; or is another fact meant?";
            found.push(rule.problem_here(entry.at, Code::IdleFact, message, help));
        }
    }
}

/// Every text of the messages.
fn texts(rule: &Rule) -> impl Iterator<Item = &str> {
    let said = &rule.messages;
    let single = [said.fail.as_ref(), said.review.as_ref(), said.not_applicable.as_ref()];
    std::iter::once(&said.pass)
        .chain(single.into_iter().flatten())
        .chain(said.inconclusive.values())
        .flat_map(|text| text.iter().map(|(_, text)| text))
}
