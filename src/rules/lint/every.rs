//! An `every` over nothing is true: it wants a guard.

use crate::rules::condition::{Condition, Quantifier};
use crate::rules::leaf::Test;
use crate::rules::problem::{Code, Problem};
use crate::rules::rule::Rule;
use std::collections::BTreeSet;

pub(super) fn lint(rule: &Rule, found: &mut Vec<Problem>) {
    let mut guards = BTreeSet::new();
    for condition in rule.applies_when.iter().chain([&rule.require]) {
        condition.guards(&mut guards);
    }
    let mut unguarded = Vec::new();
    rule.require.every(&mut |fact| {
        if !guards.contains(fact) {
            unguarded.push(fact);
        }
    });
    for fact in unguarded {
        let message = format!("`every` of {fact} is true when there is none");
        let help = "ask in `applies-when` or beside it that it `exists`, or use `count`";
        found.push(rule.problem("require", Code::UnguardedEvery, message, help));
    }
}

impl Condition {
    /// Facts that some part of the condition asks to be there.
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
