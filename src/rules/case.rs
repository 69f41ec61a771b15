//! The tests that a rule file carries: facts as given, outcome as expected.

use super::compile::{Params, unknown_fact};
use super::decision::OutcomeKind;
use super::problem::{Code, Complaints};
use super::rule::{Param, fits};
use super::shape::{self, wrong};
use crate::facts::catalogue::{self, Field, Kind};
use crate::facts::{Fact, FactSet, Finding, Reason};
use crate::yaml::{Node, Place, Tree};
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The day that tests without `now` are judged at.
const DEFAULT_NOW: Date = jiff::civil::date(2026, 1, 1);

/// One test of a rule.
#[derive(Debug, Clone)]
pub struct Case {
    /// What the case is.
    pub name: String,
    /// The as-of date.
    pub now: Date,
    /// Params set for this case.
    pub params: Params,
    /// What is given, by path.
    given: BTreeMap<&'static str, Fact>,
    /// The outcome that is right.
    pub expect: OutcomeKind,
    /// The reason that is right, where it is stated.
    pub because: Option<Reason>,
    /// Words that the English message must hold, where they are stated.
    pub says: Option<String>,
    /// Where it stands in the file.
    pub at: Place,
}

impl Case {
    /// What is known in it; what is not given is `unknown(not-collected)`. Made anew each
    /// time, since most who load rules never run their tests.
    #[must_use]
    pub fn facts(&self) -> FactSet {
        let mut facts = FactSet::new();
        for (path, fact) in &self.given {
            facts.put(path, fact.clone());
        }
        facts
    }
}

/// Reads the tests of a rule.
pub(crate) fn read(
    rule: &Node,
    declared: &BTreeMap<String, Param>,
    out: &mut Complaints<'_>,
) -> Vec<Case> {
    let mut names = BTreeSet::new();
    let tests = rule.get("tests").map_or(&[][..], Node::items);
    tests
        .iter()
        .filter_map(|test| {
            let name = test.get("name")?;
            let text = name.text()?;
            if !names.insert(text) {
                let message = format!("two tests are called `{text}`");
                out.help(Code::DuplicateTest, name.at, message, "say what sets the case apart");
            }
            let params = params(test.get("params"), declared, out);
            let given = given(test.get("given")?, out);
            let date = |key: &str| test.get(key).and_then(Node::text).and_then(shape::date);
            let expect =
                test.get("expect").and_then(Node::text).and_then(OutcomeKind::from_name)?;
            let because = test.get("because").and_then(Node::text).and_then(Reason::from_code);
            if let Some(node) = test.get("because").filter(|_| expect != OutcomeKind::Inconclusive)
            {
                let help = "only an inconclusive has a reason";
                out.help(
                    Code::UnknownKey,
                    node.at,
                    "`because` without `expect: inconclusive`",
                    help,
                );
            }
            Some(Case {
                name: text.to_owned(),
                now: date("now").unwrap_or(DEFAULT_NOW),
                params,
                given,
                expect,
                because,
                says: test.get("says").and_then(Node::text).map(|text| text.trim().to_owned()),
                at: name.at,
            })
        })
        .collect()
}

/// Reads params set for a test or by a pack.
pub(crate) fn params(
    node: Option<&Node>,
    declared: &BTreeMap<String, Param>,
    out: &mut Complaints<'_>,
) -> Params {
    let mut params = Params::new();
    for entry in node.map_or(&[][..], Node::entries) {
        let Some(param) = declared.get(&entry.key) else {
            let known = declared.keys().map(String::as_str);
            out.unknown(Code::UnknownParam, entry.at, "param", &entry.key, known);
            continue;
        };
        let value = entry.value.json();
        if fits(param, &value) {
            params.insert(entry.key.clone(), value);
        } else {
            let expected = match param.default {
                Value::Array(_) => "a list",
                Value::Number(_) => "a number",
                Value::Bool(_) => "true or false",
                _ => "text",
            };
            wrong(&entry.value, expected, out);
        }
    }
    params
}

fn given(node: &Node, out: &mut Complaints<'_>) -> BTreeMap<&'static str, Fact> {
    let mut facts: BTreeMap<&'static str, Fact> = BTreeMap::new();
    for entry in node.entries() {
        let Some((found, kind)) = catalogue::resolve(&entry.key) else {
            let at = Node { at: entry.at, value: Tree::Null };
            unknown_fact(&at, &entry.key, out);
            continue;
        };
        let Some(finding) = finding(&entry.value, kind, out) else { continue };
        let known = catalogue::words(&entry.key);
        words(entry.value.get("partial").unwrap_or(&entry.value), known, out);
        let tail = entry.key.get(found.path.len()..).unwrap_or_default();
        let path: Vec<&str> = tail.split('.').filter(|name| !name.is_empty()).collect();
        let finding = match (path.is_empty(), finding) {
            (true, finding) => finding,
            (false, Finding::Unknown(reason)) => Finding::Unknown(reason),
            (false, finding) => {
                let before = facts.get(found.path).map(|fact| fact.finding.value());
                let mut record = match before {
                    Some(record @ Value::Object(_)) => record,
                    _ => empty_record(found.kind),
                };
                insert(&mut record, &path, finding.value());
                Finding::Present(record)
            }
        };
        facts.insert(found.path, Fact { finding, evidence: Vec::new() });
    }
    facts
}

/// A value, or what is known instead of one.
fn finding(node: &Node, kind: Kind, out: &mut Complaints<'_>) -> Option<Finding> {
    if let [entry] = node.entries() {
        match entry.key.as_str() {
            "absent" => {
                if entry.value.value != Tree::Bool(true) {
                    wrong(&entry.value, "true", out);
                }
                return Some(Finding::Absent);
            }
            "unknown" => {
                shape::check(&entry.value, &shape::Shape::Reason, out);
                return entry.value.text().and_then(Reason::from_code).map(Finding::Unknown);
            }
            "partial" => {
                if !matches!(kind, Kind::TextList | Kind::RecordList(_)) {
                    let help = "only a list can be known in part";
                    out.help(Code::WrongType, entry.at, "the fact is not a list", help);
                    return None;
                }
                return match value(&entry.value, kind, out)? {
                    Value::Array(items) => Some(Finding::Partial(items, Reason::Truncated)),
                    _ => None,
                };
            }
            _ => {}
        }
    }
    Some(match value(node, kind, out)? {
        // As extraction would have it.
        Value::Array(items) if items.is_empty() => Finding::Absent,
        value => Finding::Present(value),
    })
}

/// A value of the type, with records made whole.
fn value(node: &Node, kind: Kind, out: &mut Complaints<'_>) -> Option<Value> {
    let mut expected = |what: &str| {
        wrong(node, what, out);
        None
    };
    match (kind, &node.value) {
        (_, Tree::Null) => expected("a value, or {absent: true}"),
        (Kind::Text, Tree::Text(text)) => Some(text.clone().into()),
        (Kind::Text, _) => expected("text"),
        (Kind::Bool, Tree::Bool(value)) => Some((*value).into()),
        (Kind::Bool, _) => expected("true or false"),
        (Kind::Number, Tree::Number(number)) => Some(Value::Number(number.clone())),
        (Kind::Number, _) => expected("a number"),
        (Kind::Date, Tree::Text(text)) => {
            shape::check(node, &shape::Shape::Date, out);
            Some(text.clone().into())
        }
        (Kind::Date, _) => expected("a date"),
        (Kind::TextList, Tree::List(items)) => {
            items.iter().map(|item| value(item, Kind::Text, out)).collect()
        }
        (Kind::RecordList(fields), Tree::List(items)) => {
            items.iter().map(|item| record(item, fields, out)).collect()
        }
        (Kind::TextList | Kind::RecordList(_), _) => expected("a list"),
        (Kind::Record(fields), Tree::Map(_)) => record(node, fields, out),
        (Kind::Record(_), _) => expected("a mapping of fields"),
    }
}

/// A record; plain text stands for one with its first field.
fn record(node: &Node, fields: &'static [Field], out: &mut Complaints<'_>) -> Option<Value> {
    let mut map = Map::new();
    for field in fields {
        map.insert(field.name.to_owned(), Value::Null);
    }
    match (&node.value, fields.first()) {
        (Tree::Map(entries), _) => {
            for entry in entries {
                let Some(field) = fields.iter().find(|field| field.name == entry.key) else {
                    let known = fields.iter().map(|field| field.name);
                    out.unknown(Code::UnknownField, entry.at, "field", &entry.key, known);
                    continue;
                };
                let found = match entry.value.value {
                    Tree::Null => Value::Null,
                    _ => value(&entry.value, field.kind, out)?,
                };
                words(&entry.value, field.words, out);
                map.insert(entry.key.clone(), found);
            }
        }
        (_, Some(first)) => {
            let found = value(node, first.kind, out)?;
            words(node, first.words, out);
            map.insert(first.name.to_owned(), found);
        }
        (_, None) => {}
    }
    Some(Value::Object(map))
}

/// A word that does not exist would make a test prove nothing.
fn words(node: &Node, known: &[&str], out: &mut Complaints<'_>) {
    for item in node.items().iter().chain([node]) {
        if let Some(text) = item.text() {
            shape::word(item, text, known, out);
        }
    }
}

fn empty_record(kind: Kind) -> Value {
    match kind {
        Kind::Record(fields) => {
            Value::Object(fields.iter().map(|field| (field.name.to_owned(), Value::Null)).collect())
        }
        _ => Value::Object(Map::new()),
    }
}

fn insert(record: &mut Value, path: &[&str], value: Value) {
    let Some((name, rest)) = path.split_first() else { return };
    if let Value::Object(map) = record {
        if rest.is_empty() {
            map.insert((*name).to_owned(), value);
        } else {
            let inner = map.entry((*name).to_owned()).or_insert(Value::Null);
            if inner.is_null() {
                *inner = Value::Object(Map::new());
            }
            insert(inner, rest, value);
        }
    }
}
