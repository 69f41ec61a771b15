//! One fact, one test.
//!
//! What a leaf sees is always a list of values and, where there may be more than was
//! seen, the reason: a scalar is a list of one, an absent fact an empty one, an unknown
//! fact an empty one to which anything may yet come. With that, every test is one
//! statement over pairs of values, and what is not known falls out of it.

use super::compare::{self, Moment};
use super::compile::Type;
use super::condition::{Scene, Trouble};
use super::truth::Truth;
use crate::facts::{Finding, Reason, shorten};
use crate::vocabulary::{Folded, PhraseSet};
use serde_json::Value;
use std::sync::Arc;

/// A leaf of a condition.
#[derive(Debug, Clone)]
pub struct Leaf {
    pub(crate) subject: Subject,
    /// The type of what the subject gives.
    pub(crate) found: Type,
    pub(crate) test: Test,
    pub(crate) label: Arc<str>,
}

/// What a leaf is about: a fact, or a field of a list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Path of the fact in the catalogue; none for a field of the item at hand.
    pub(crate) root: Option<&'static str>,
    /// Fields to go through inside the record.
    pub(crate) path: Vec<String>,
    /// Fields to go through inside each item of a list.
    pub(crate) field: Vec<String>,
}

/// The closed list of tests.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    Exists(bool),
    Equals(Operand),
    ContainsAny(Arc<PhraseSet<()>>),
    Matches(Box<regex::Regex>),
    AtLeast(Operand),
    AtMost(Operand),
    Before(Moment),
    After(Moment),
    IncludesAll(Operand),
    IncludesAny(Operand),
    SameName(Operand),
    SameNumber(Operand),
    SameSite(Operand),
}

/// The right side of a comparison.
#[derive(Debug, Clone)]
pub(crate) enum Operand {
    Values(Vec<Value>),
    Of(Subject),
}

/// What there is to see of a fact.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    /// Values with their index in the list; nothing empty among them.
    pub(crate) items: Vec<(usize, &'a Value)>,
    /// Why there may be more.
    pub(crate) more: Option<Reason>,
}

/// What came of a test.
#[derive(Debug)]
pub(crate) struct Tested {
    pub(crate) truth: Truth,
    /// Items that fulfil the test.
    pub(crate) items: Vec<usize>,
    /// What was asked for and not found.
    pub(crate) missing: Vec<String>,
}

impl Subject {
    /// The fact it is about.
    pub(crate) fn fact(&self) -> Option<&'static str> {
        self.root
    }

    /// What is seen there; a list gives its items.
    pub(crate) fn look<'a>(
        &self,
        scene: Scene<'a>,
        item: Option<&'a Value>,
    ) -> Result<Seen<'a>, Trouble> {
        let (value, more) = match self.root {
            None => {
                let item = item.ok_or_else(|| Trouble("a field outside of a list".to_owned()))?;
                (Some(item), None)
            }
            Some(root) => {
                let fact = scene.facts.get(root);
                match fact.map(|fact| &fact.finding) {
                    Some(Finding::Present(value)) => (Some(value), None),
                    // A field that was not seen may yet hold anything.
                    Some(Finding::Glimpsed(value, reason)) => (Some(value), Some(*reason)),
                    Some(Finding::Absent) => (None, None),
                    Some(Finding::Unknown(reason)) => (None, Some(*reason)),
                    Some(Finding::Partial(items, reason)) => {
                        return self.fields(items.iter().enumerate(), Some(*reason));
                    }
                    None => return Err(Trouble(format!("there is no fact `{root}`"))),
                }
            }
        };
        match value.map(|value| dig(value, &self.path)).transpose()?.flatten() {
            Some(Value::Array(items)) => self.fields(items.iter().enumerate(), more),
            Some(value) => self.fields(std::iter::once((0, value)), more),
            None => Ok(Seen { items: Vec::new(), more }),
        }
    }

    fn fields<'a>(
        &self,
        items: impl Iterator<Item = (usize, &'a Value)>,
        more: Option<Reason>,
    ) -> Result<Seen<'a>, Trouble> {
        let items = items
            .filter_map(|(index, item)| match dig(item, &self.field) {
                Ok(found) => found.map(|found| Ok((index, found))),
                Err(trouble) => Some(Err(trouble)),
            })
            .collect::<Result<_, _>>()?;
        Ok(Seen { items, more })
    }

    /// What is seen there in short, for people.
    pub(crate) fn observed(&self, scene: Scene<'_>) -> Option<String> {
        let seen = self.look(scene, None).ok()?;
        let mut shown: Vec<String> =
            seen.items.iter().take(8).map(|(_, value)| compare::show(value)).collect();
        if seen.items.len() > shown.len() {
            shown.push("…".to_owned());
        }
        match (shown.is_empty(), seen.more) {
            (true, None) => Some("absent".to_owned()),
            (true, Some(reason)) => Some(format!("unknown({reason})")),
            (false, None) => Some(shorten(&shown.join(", "))),
            (false, Some(_)) => Some(shorten(&format!("{}, and maybe more", shown.join(", ")))),
        }
    }
}

/// Goes through the fields of records; nothing, null and emptiness count as absent.
fn dig<'a>(mut value: &'a Value, path: &[String]) -> Result<Option<&'a Value>, Trouble> {
    for name in path {
        value = match value {
            Value::Object(map) => match map.get(name) {
                Some(value) => value,
                None => return Ok(None),
            },
            Value::Null => return Ok(None),
            other => {
                return Err(Trouble(format!("`{name}` is asked of {}, not a record", kind(other))));
            }
        };
    }
    let empty = match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    Ok((!empty).then_some(value))
}

pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a record",
    }
}

impl Leaf {
    /// The subject, and the one on the right side.
    pub(crate) fn subjects(&self) -> impl Iterator<Item = &Subject> {
        let right = match &self.test {
            Test::Equals(right)
            | Test::AtLeast(right)
            | Test::AtMost(right)
            | Test::IncludesAll(right)
            | Test::IncludesAny(right)
            | Test::SameName(right)
            | Test::SameNumber(right)
            | Test::SameSite(right) => match right {
                Operand::Of(subject) => Some(subject),
                Operand::Values(_) => None,
            },
            Test::Before(Moment::Of(subject)) | Test::After(Moment::Of(subject)) => Some(subject),
            _ => None,
        };
        std::iter::once(&self.subject).chain(right)
    }

    /// Makes the test.
    pub(crate) fn test(&self, scene: Scene<'_>, item: Option<&Value>) -> Result<Tested, Trouble> {
        let seen = self.subject.look(scene, item)?;
        let pairs = |right: &Operand, test: fn(&Value, &Value) -> Result<Truth, Trouble>| {
            any_pair(&seen, &right.look(scene, item)?, test)
        };
        match &self.test {
            Test::Exists(wanted) => {
                let truth = seen.exists();
                let truth = if *wanted { truth } else { !truth };
                Ok(seen.all(truth))
            }
            Test::Equals(right) => pairs(right, |a, b| Ok(compare::equal(a, b).into())),
            Test::IncludesAny(right) => {
                let tested = pairs(right, |a, b| Ok(compare::equal(a, b).into()))?;
                // Where none is what was looked for, no item decided: all of them did.
                let items = if tested.truth == Truth::Yes { tested.items } else { Vec::new() };
                Ok(Tested { items, ..tested })
            }
            Test::IncludesAll(right) => {
                Ok(includes_all(&seen, &right.look(scene, item)?, right.is_fact()))
            }
            Test::AtLeast(right) => {
                pairs(right, |a, b| Ok((compare::number(a)? >= compare::number(b)?).into()))
            }
            Test::AtMost(right) => {
                pairs(right, |a, b| Ok((compare::number(a)? <= compare::number(b)?).into()))
            }
            Test::SameName(right) => pairs(right, compare::same_name),
            Test::SameNumber(right) => pairs(right, compare::same_number),
            Test::SameSite(right) => pairs(right, compare::same_site),
            Test::ContainsAny(phrases) => seen.any(|value| {
                Ok(phrases.find(&Folded::new(compare::text(value)?)).next().is_some())
            }),
            Test::Matches(pattern) => seen.any(|value| Ok(pattern.is_match(compare::text(value)?))),
            Test::Before(moment) => self.dates(&seen, moment, scene, item, |a, b| a < b),
            Test::After(moment) => self.dates(&seen, moment, scene, item, |a, b| a > b),
        }
    }

    fn dates(
        &self,
        seen: &Seen<'_>,
        moment: &Moment,
        scene: Scene<'_>,
        item: Option<&Value>,
        test: fn(jiff::civil::Date, jiff::civil::Date) -> bool,
    ) -> Result<Tested, Trouble> {
        let on = |value: &Value| -> Result<_, Trouble> { compare::date(value) };
        match moment.day(scene.as_of) {
            Ok(day) => seen.any(|value| Ok(test(on(value)?, day))),
            Err(subject) => {
                let right = subject.look(scene, item)?;
                any_pair_with(seen, &right, |a, b| Ok(test(on(a)?, on(b)?).into()))
            }
        }
    }
}

impl Operand {
    fn is_fact(&self) -> bool {
        matches!(self, Self::Of(_))
    }

    fn look<'a>(&'a self, scene: Scene<'a>, item: Option<&'a Value>) -> Result<Seen<'a>, Trouble> {
        match self {
            Self::Values(values) => {
                Ok(Seen { items: values.iter().enumerate().collect(), more: None })
            }
            Self::Of(subject) => subject.look(scene, item),
        }
    }
}

impl Seen<'_> {
    fn rest(&self) -> Truth {
        self.more.map_or(Truth::No, Truth::unknown)
    }

    fn is_absent(&self) -> bool {
        self.items.is_empty() && self.more.is_none()
    }

    fn exists(&self) -> Truth {
        if self.items.is_empty() { self.rest() } else { Truth::Yes }
    }

    fn all(&self, truth: Truth) -> Tested {
        let items = self.items.iter().map(|(index, _)| *index).collect();
        Tested { truth, items, missing: Vec::new() }
    }

    /// Whether any value is so; what was not seen might be.
    fn any(&self, test: impl Fn(&Value) -> Result<bool, Trouble>) -> Result<Tested, Trouble> {
        let mut items = Vec::new();
        for (index, value) in &self.items {
            if test(value)? {
                items.push(*index);
            }
        }
        let truth = Truth::from(!items.is_empty()).or(self.rest());
        Ok(if items.is_empty() {
            self.all(truth)
        } else {
            Tested { truth, items, missing: Vec::new() }
        })
    }
}

fn any_pair(
    left: &Seen<'_>,
    right: &Seen<'_>,
    test: fn(&Value, &Value) -> Result<Truth, Trouble>,
) -> Result<Tested, Trouble> {
    any_pair_with(left, right, test)
}

/// The most pairs compared; both sides can be lists of foreign length.
const MAX_PAIRS: usize = 100_000;

fn any_pair_with(
    left: &Seen<'_>,
    right: &Seen<'_>,
    test: impl Fn(&Value, &Value) -> Result<Truth, Trouble>,
) -> Result<Tested, Trouble> {
    let mut truth = Truth::No;
    let mut items = Vec::new();
    let mut budget = MAX_PAIRS;
    for (index, a) in &left.items {
        for (_, b) in &right.items {
            if budget == 0 {
                truth = truth.or(Truth::unknown(Reason::Truncated));
                break;
            }
            budget -= 1;
            let pair = test(a, b)?;
            truth = truth.or(pair);
            if pair == Truth::Yes {
                items.push(*index);
                break;
            }
        }
    }
    // What has not been seen of one side may match, unless the other is surely empty.
    if !right.is_absent() {
        truth = truth.or(left.rest());
    }
    if !left.is_absent() {
        truth = truth.or(right.rest());
    }
    Ok(if items.is_empty() {
        left.all(truth)
    } else {
        Tested { truth, items, missing: Vec::new() }
    })
}

fn includes_all(left: &Seen<'_>, right: &Seen<'_>, right_is_fact: bool) -> Tested {
    let mut missing = Vec::new();
    let mut items = Vec::new();
    for (_, wanted) in &right.items {
        let before = items.len();
        items.extend(
            left.items.iter().filter(|(_, have)| compare::equal(have, wanted)).map(|(i, _)| *i),
        );
        if items.len() == before {
            missing.push(compare::show(wanted));
        }
    }
    let found = if missing.is_empty() { Truth::Yes } else { left.rest() };
    let named = if right_is_fact { right.exists() } else { Truth::Yes };
    let all_named = right.more.map_or(Truth::Yes, Truth::unknown);
    let truth = left.exists().and(found).and(named).and(all_named);
    Tested { truth, items, missing }
}
