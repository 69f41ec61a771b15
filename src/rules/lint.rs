//! What a rule file should have although it works without.

use super::condition::{Condition, Quantifier};
use super::decision::{OutcomeKind, decide};
use super::leaf::Test;
use super::problem::{Code, Problem};
use super::rule::{Level, OnFail, Rule};
use crate::facts::Reason;
use std::collections::BTreeSet;

/// Every lint of a rule, in the order of the file.
#[must_use]
pub fn lint(rule: &Rule) -> Vec<Problem> {
    let mut found = rule.lints.clone();
    let mut add = |key: &str, code: Code, message: &str, help: &str| {
        found.push(rule.problem(key, code, message.to_owned(), help));
    };
    let expects = |kind: OutcomeKind| rule.cases.iter().any(|case| case.expect == kind);
    if !expects(OutcomeKind::Pass) {
        add("tests", Code::NoPassTest, "no test passes", "add a case with `expect: pass`");
    }
    // A case goes to review when everything is known and the answer is no. Where names are
    // compared, the case may only say that it is ambiguous.
    let reviewed = |case: &super::Case| {
        case.expect == OutcomeKind::Inconclusive
            && (case.because == Some(Reason::Ambiguous)
                || decide(rule, &case.facts, case.now).review)
    };
    let fails = match rule.on_fail {
        OnFail::Fail => expects(OutcomeKind::Fail),
        OnFail::Review => rule.cases.iter().any(reviewed),
    };
    if !fails {
        let help = "add a case that is not as it should be, with everything known";
        add("tests", Code::NoFailTest, "no test fails or goes to review", help);
    }
    if !rule.cases.iter().any(|c| c.expect == OutcomeKind::Inconclusive && !reviewed(c)) {
        let help = "add a case in which a fact is {unknown: ...}";
        add("tests", Code::NoInconclusiveTest, "no test is inconclusive", help);
    }
    if rule.level == Level::Error && rule.guidance.iter().next().is_none() {
        let help = "add `guidance:` that says what the merchant is to do";
        add("level", Code::NoGuidance, "a rule at level error has no guidance", help);
    }
    if rule.level == Level::Error && rule.references.is_empty() {
        let help = "add `references:` with the law, standard or guide";
        add("level", Code::NoReferences, "a rule at level error has no references", help);
    }
    if !rule.messages.inconclusive.contains_key("default") {
        let help = "add `default:` under `inconclusive:`, for reasons that are not listed";
        add("messages", Code::NoDefaultMessage, "the inconclusive messages have no default", help);
    }
    let guards = guards(rule);
    let mut unguarded = Vec::new();
    rule.require.every(&mut |fact| {
        if !guards.contains(fact) {
            unguarded.push(fact);
        }
    });
    for fact in unguarded {
        let message = format!("`every` of {fact} is true when there is none");
        let help = "ask in `applies-when` or beside it that it `exists`, or use `count`";
        add("require", Code::UnguardedEvery, &message, help);
    }
    for name in rule.declared.keys().filter(|name| !rule.used.contains(*name)) {
        let message = format!("the param `{name}` is not used");
        let help = "refer to it as `$name` in a condition, or remove it";
        add("params", Code::UnusedParam, &message, help);
    }
    Problem::sort(&mut found);
    found
}

/// Facts that some part of the rule asks to be there.
fn guards(rule: &Rule) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for condition in rule.applies_when.iter().chain([&rule.require]) {
        condition.guards(&mut found);
    }
    found
}

impl Condition {
    fn guards(&self, found: &mut BTreeSet<&'static str>) {
        match self {
            Self::AllOf(parts) => parts.iter().for_each(|part| part.guards(found)),
            Self::Leaf(leaf) => {
                // Whatever compares with a list asks for an item of it.
                if !matches!(leaf.test, Test::Exists(false)) {
                    found.extend(leaf.subject.fact());
                }
            }
            Self::Over(over) => {
                let asks = match over.quantifier {
                    Quantifier::Some => true,
                    Quantifier::AtLeast(n) | Quantifier::Exactly(n) => n > 0,
                    Quantifier::Every | Quantifier::None | Quantifier::AtMost(_) => false,
                };
                if asks {
                    found.extend(over.list.fact());
                }
            }
            Self::AnyOf(_) | Self::Not(_) => {}
        }
    }

    /// Every fact over which an `every` stands.
    fn every(&self, see: &mut impl FnMut(&'static str)) {
        match self {
            Self::AllOf(parts) | Self::AnyOf(parts) => {
                parts.iter().for_each(|part| part.every(see));
            }
            Self::Not(part) => part.every(see),
            Self::Over(over) if over.quantifier == Quantifier::Every => {
                over.list.fact().into_iter().for_each(see);
            }
            Self::Leaf(_) | Self::Over(_) => {}
        }
    }
}
