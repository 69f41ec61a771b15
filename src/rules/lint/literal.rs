//! Whether several things can be so at once.
//!
//! A condition is taken apart into the ways in which it can come out: each a list of
//! *literals*, a leaf or quantifier with its answer. A list is impossible where two of
//! its literals contradict each other. Where it cannot be told it counts as possible,
//! and where there are too many ways none is doubted.

use crate::facts::catalogue::Kind;
use crate::rules::compare::{self, Moment};
use crate::rules::condition::{Condition, Over, Quantifier};
use crate::rules::leaf::{Leaf, Operand, Subject, Test};
use crate::vocabulary::Folded;
use crate::yaml::Node;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A leaf or quantifier with its answer.
#[derive(Debug, Clone)]
pub(super) struct Literal<'c> {
    what: What<'c>,
    answer: bool,
    /// The condition as written; two that are written alike say the same.
    text: String,
    /// The list whose items it is about; 0 where it is about the shop.
    scope: usize,
}

#[derive(Debug, Clone, Copy)]
enum What<'c> {
    Leaf(&'c Leaf),
    Over(&'c Over),
}

/// The ways in which something can be so; none where it cannot.
pub(super) type Ways<'c> = Vec<Vec<Literal<'c>>>;

/// The most ways that are looked at.
const MAX_WAYS: usize = 200;

/// The ways in which a condition gets an answer; nothing where there are too many.
pub(super) fn ways<'c>(
    condition: &'c Condition,
    node: &Node,
    answer: bool,
    scope: usize,
) -> Option<Ways<'c>> {
    let literal = |what| vec![vec![Literal { what, answer, text: node.json().to_string(), scope }]];
    match condition {
        Condition::Leaf(leaf) => Some(literal(What::Leaf(leaf))),
        Condition::Over(over) => Some(literal(What::Over(over))),
        Condition::Not(part) => ways(part, node.get("not")?, !answer, scope),
        Condition::AllOf(parts) | Condition::AnyOf(parts) => {
            let all = matches!(condition, Condition::AllOf(_));
            let nodes = node.get(if all { "all-of" } else { "any-of" })?.items();
            let parts = parts.iter().zip(nodes);
            if all == answer {
                // Every part has the answer.
                parts.into_iter().try_fold(vec![Vec::new()], |so_far, (part, node)| {
                    both(&so_far, &ways(part, node, answer, scope)?)
                })
            } else {
                let mut found = Vec::new();
                for (part, node) in parts {
                    found.extend(ways(part, node, answer, scope)?);
                    if found.len() > MAX_WAYS {
                        return None;
                    }
                }
                Some(found)
            }
        }
    }
}

/// The possible ways in which two things are so at once; nothing where there are too many.
pub(super) fn both<'c>(some: &Ways<'c>, other: &Ways<'c>) -> Option<Ways<'c>> {
    if some.len() * other.len() > MAX_WAYS * MAX_WAYS {
        return None;
    }
    let mut found = Vec::new();
    for a in some {
        for b in other {
            let way: Vec<Literal<'c>> = a.iter().chain(b).cloned().collect();
            if possible(&way) {
                found.push(way);
            }
            if found.len() > MAX_WAYS {
                return None;
            }
        }
    }
    Some(found)
}

/// Whether the literals may all be so at once.
fn possible(way: &[Literal<'_>]) -> bool {
    let contradicts = |a: &Literal<'_>| {
        way.iter().any(|b| a.answer != b.answer && a.scope == b.scope && a.text == b.text)
    };
    if way.iter().any(contradicts) {
        return false;
    }
    let mut there = BTreeSet::new();
    let mut missing = BTreeSet::new();
    let mut values: BTreeMap<String, Vec<(&Leaf, bool)>> = BTreeMap::new();
    for literal in way {
        match (literal.what, literal.answer) {
            (What::Leaf(leaf), answer) => {
                let key = key(&leaf.subject, literal.scope);
                match (&leaf.test, answer) {
                    (Test::Exists(wanted), answer) if *wanted != answer => {
                        missing.insert(key);
                    }
                    // What is not there compares with nothing.
                    (_, true) | (Test::Exists(_), false) => {
                        for subject in leaf.subjects() {
                            there.extend(keys(subject, literal.scope));
                        }
                        values.entry(key).or_default().push((leaf, answer));
                    }
                    (_, false) => values.entry(key).or_default().push((leaf, answer)),
                }
            }
            (What::Over(over), answer) => {
                let asks = match over.quantifier {
                    Quantifier::Some => answer,
                    Quantifier::AtLeast(n) | Quantifier::Exactly(n) => answer && n > 0,
                    Quantifier::Every | Quantifier::None | Quantifier::AtMost(_) => !answer,
                };
                if asks {
                    there.extend(keys(&over.list, literal.scope));
                }
            }
        }
    }
    there.is_disjoint(&missing)
        && values.iter().all(|(key, tests)| !there.contains(key) || some_value(tests))
}

fn key(subject: &Subject, scope: usize) -> String {
    keys(subject, scope).pop().unwrap_or_default()
}

/// The subject and all that it is inside of, outermost first.
fn keys(subject: &Subject, scope: usize) -> Vec<String> {
    let mut key = subject.root.map_or_else(|| format!("#{scope}"), str::to_owned);
    let mut found = vec![key.clone()];
    for name in &subject.path {
        key = format!("{key}.{name}");
        found.push(key.clone());
    }
    if !subject.field.is_empty() {
        found.push(format!("{key}[].{}", subject.field.join(".")));
    }
    found
}

/// Whether some value passes all tests with these answers.
fn some_value(tests: &[(&Leaf, bool)]) -> bool {
    let Some((first, _)) = tests.first() else { return true };
    // Of a list, each test may be passed by another item.
    if first.found.many {
        return true;
    }
    let listed = tests.iter().find_map(|(leaf, answer)| match &leaf.test {
        Test::Equals(Operand::Values(values)) if *answer => Some(values.clone()),
        _ => None,
    });
    let closed = match first.found.kind {
        Kind::Bool => Some(vec![Value::Bool(true), Value::Bool(false)]),
        _ if first.found.words.is_empty() => None,
        _ => Some(first.found.words.iter().map(|word| Value::from(*word)).collect()),
    };
    match listed.or(closed) {
        Some(values) => values.iter().any(|value| {
            tests.iter().all(|(leaf, answer)| {
                passes(&leaf.test, value).is_none_or(|passed| passed == *answer)
            })
        }),
        None => some_number(tests) && some_day(tests),
    }
}

/// Whether a value passes a test; nothing where it depends on more than the value.
fn passes(test: &Test, value: &Value) -> Option<bool> {
    let number = |right: &Operand| match right {
        Operand::Values(values) => {
            Some((compare::number(value).ok()?, compare::number(values.first()?).ok()?))
        }
        Operand::Of(_) => None,
    };
    match test {
        Test::Exists(wanted) => Some(*wanted),
        Test::Equals(Operand::Values(values)) => {
            Some(values.iter().any(|other| compare::equal(value, other)))
        }
        Test::Matches(pattern) => Some(pattern.is_match(value.as_str()?)),
        Test::ContainsAny(phrases) => {
            Some(phrases.find(&Folded::new(value.as_str()?)).next().is_some())
        }
        Test::AtLeast(right) => number(right).map(|(a, b)| a >= b),
        Test::AtMost(right) => number(right).map(|(a, b)| a <= b),
        _ => None,
    }
}

/// Whether some number lies within the bounds.
fn some_number(tests: &[(&Leaf, bool)]) -> bool {
    // A bound, and whether it is itself outside.
    let mut low: Option<(Decimal, bool)> = None;
    let mut high: Option<(Decimal, bool)> = None;
    for (leaf, answer) in tests {
        let (operand, lower) = match &leaf.test {
            Test::AtLeast(right) => (right, *answer),
            Test::AtMost(right) => (right, !*answer),
            _ => continue,
        };
        let Operand::Values(values) = operand else { continue };
        let Some(bound) = values.first().and_then(|value| compare::number(value).ok()) else {
            continue;
        };
        let bound = (bound, !*answer);
        if lower {
            low = Some(low.map_or(bound, |low| low.max(bound)));
        } else {
            let tighter = |high: (Decimal, bool)| {
                if bound.0 < high.0 || (bound.0 == high.0 && bound.1) { bound } else { high }
            };
            high = Some(high.map_or(bound, tighter));
        }
    }
    match (low, high) {
        (Some(low), Some(high)) => low.0 < high.0 || (low.0 == high.0 && !low.1 && !high.1),
        _ => true,
    }
}

/// Days to reckon from, since months are not of one length.
const SOME_DAYS: [Date; 4] = [
    jiff::civil::date(2025, 3, 1),
    jiff::civil::date(2025, 8, 31),
    jiff::civil::date(2026, 1, 31),
    jiff::civil::date(2028, 2, 29),
];

/// Whether some day lies within the bounds. Days of the calendar and days reckoned from
/// the as-of date do not bound one another.
fn some_day(tests: &[(&Leaf, bool)]) -> bool {
    let within = |as_of: Date, reckoned: bool| {
        let (mut first, mut last) = (Date::MIN, Date::MAX);
        for (leaf, answer) in tests {
            let (moment, before) = match &leaf.test {
                Test::Before(moment) => (moment, *answer),
                Test::After(moment) => (moment, !*answer),
                _ => continue,
            };
            if matches!(moment, Moment::AsOf(_)) != reckoned {
                continue;
            }
            let Ok(day) = moment.day(as_of) else { continue };
            // `before` and `after` leave the day itself out; their denials let it in.
            let day = match (&leaf.test, answer) {
                (Test::Before(_), true) => day.yesterday().unwrap_or(day),
                (Test::After(_), true) => day.tomorrow().unwrap_or(day),
                _ => day,
            };
            if before {
                last = last.min(day);
            } else {
                first = first.max(day);
            }
        }
        first <= last
    };
    [true, false].into_iter().all(|reckoned| SOME_DAYS.iter().any(|as_of| within(*as_of, reckoned)))
}
