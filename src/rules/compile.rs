//! From the condition as written to the condition as evaluated.
//!
//! Everything that can be known to be wrong when a rule is loaded is said here: a fact
//! or field that does not exist, a test that makes no sense for its type, a pattern that
//! does not compile. Params are put in their places, so that evaluating has nothing left
//! to look up; a pack that sets params has the rule compiled again.

use super::condition::{Condition, Over, Quantifier};
use super::leaf::{Leaf, Subject};
use super::problem::{Code, Complaints};
use super::shape::{place, wrong};
use super::test::TESTS;
use crate::facts::catalogue::{self, Field, Kind};
use crate::yaml::{Node, Tree};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The values of a rule's params, by name.
pub type Params = BTreeMap<String, Value>;

/// The deepest nesting of conditions.
const MAX_DEPTH: usize = 12;

/// The forms of a condition that are not leaves.
pub(crate) const FORMS: [&str; 7] = ["all-of", "any-of", "not", "some", "every", "none", "count"];

/// Compiles the conditions of one rule.
pub(crate) struct Compiler<'c, 'a> {
    pub(crate) out: &'c mut Complaints<'a>,
    pub(crate) params: &'c Params,
    /// Params that were used.
    pub(crate) used: BTreeSet<String>,
}

/// What a leaf's `field` may name: the fields of the items of the list at hand.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Items {
    /// Plain text, as the one field `value`, with the closed list it is of.
    Text(&'static [&'static str]),
    /// Records.
    Records(&'static [Field]),
}

/// The type of what a subject gives: of one value, or of each of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Type {
    pub(crate) kind: Kind,
    pub(crate) many: bool,
    /// The closed list that the text is of; empty where any text may stand.
    pub(crate) words: &'static [&'static str],
}

impl Type {
    /// A type whose text is one of a closed list, or of none.
    fn of(kind: Kind, words: &'static [&'static str]) -> Self {
        Self { kind, many: false, words }
    }
}

impl Compiler<'_, '_> {
    /// Compiles a condition; what is wrong with it goes to the complaints.
    pub(crate) fn condition(&mut self, node: &Node) -> Option<Condition> {
        self.nested(node, None, 0)
    }

    fn nested(&mut self, node: &Node, items: Option<Items>, depth: usize) -> Option<Condition> {
        if depth > MAX_DEPTH {
            self.out.push(Code::TooLarge, place(node), "conditions are nested too deeply");
            return None;
        }
        if !matches!(node.value, Tree::Map(_)) {
            wrong(node, "a condition", self.out);
            return None;
        }
        let Some(form) = node.entries().iter().find(|entry| FORMS.contains(&entry.key.as_str()))
        else {
            return self.leaf(node, items);
        };
        for other in node.entries().iter().filter(|entry| entry.key != form.key) {
            let message = format!("`{}` stands beside `{}`", other.key, form.key);
            let help = "a condition is one form; join several with all-of or any-of";
            self.out.help(Code::ConditionForm, other.at, message, help);
        }
        match form.key.as_str() {
            "all-of" => Some(Condition::AllOf(self.parts(&form.value, items, depth)?)),
            "any-of" => Some(Condition::AnyOf(self.parts(&form.value, items, depth)?)),
            "not" => Some(Condition::Not(Box::new(self.nested(&form.value, items, depth + 1)?))),
            quantifier => self.over(quantifier, &form.value, depth),
        }
    }

    fn parts(&mut self, node: &Node, items: Option<Items>, depth: usize) -> Option<Vec<Condition>> {
        let Tree::List(parts) = &node.value else {
            wrong(node, "a list", self.out);
            return None;
        };
        if parts.is_empty() {
            self.out.push(Code::ConditionForm, node.at, "the list of conditions is empty");
        }
        // All parts are compiled, so that the mistakes of all are reported.
        let compiled: Vec<_> =
            parts.iter().map(|part| self.nested(part, items, depth + 1)).collect();
        compiled.into_iter().collect()
    }

    fn over(&mut self, form: &str, node: &Node, depth: usize) -> Option<Condition> {
        if !matches!(node.value, Tree::Map(_)) {
            wrong(node, "a mapping with fact, where and that", self.out);
            return None;
        }
        let bounds = ["at-least", "at-most", "equals"];
        let known: Vec<&str> = ["fact", "where", "that"]
            .into_iter()
            .chain(bounds.into_iter().filter(|_| form == "count"))
            .collect();
        for entry in node.entries().iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            self.out.unknown(Code::UnknownKey, entry.at, "key", &entry.key, known.iter().copied());
        }
        let Some(fact) = node.get("fact") else {
            let message = format!("`{form}` needs the key `fact`, a list");
            self.out.push(Code::MissingKey, place(node), message);
            return None;
        };
        let (list, found) = self.fact(fact)?;
        let items = match found {
            Type { kind: Kind::Text, many: true, words } => Items::Text(words),
            Type { kind: Kind::Record(fields), many: true, .. } => Items::Records(fields),
            _ => {
                let message = format!("`{form}` is about the items of a list");
                let help = "name a fact that is a list, or test the fact by itself";
                self.out.help(Code::TestNotForType, fact.at, message, help);
                return None;
            }
        };
        let mut part = |key: &str| {
            node.get(key).map(|part| self.nested(part, Some(items), depth + 1).map(Box::new))
        };
        let (filter, claim) = (part("where"), part("that"));
        let quantifier = match form {
            "some" => Some(Quantifier::Some),
            "every" => Some(Quantifier::Every),
            "none" => Some(Quantifier::None),
            _ => self.bound(node, &bounds),
        };
        let lacks = match form {
            "every" => claim.is_none().then_some("`that`"),
            "count" => None,
            _ => (claim.is_none() && filter.is_none()).then_some("`where` or `that`"),
        };
        if let Some(lacks) = lacks {
            let message = format!("`{form}` needs the key {lacks}");
            self.out.push(Code::MissingKey, place(node), message);
            return None;
        }
        let label = format!("{form} of {}", fact.text().unwrap_or_default()).into();
        let (filter, claim) = (transpose(filter)?, transpose(claim)?);
        Some(Condition::Over(Over { quantifier: quantifier?, list, filter, claim, label }))
    }

    fn bound(&mut self, node: &Node, bounds: &[&str]) -> Option<Quantifier> {
        let given: Vec<_> =
            node.entries().iter().filter(|e| bounds.contains(&e.key.as_str())).collect();
        let [entry] = given.as_slice() else {
            let message = "`count` needs exactly one of at-least, at-most and equals";
            self.out.push(Code::NotOneTest, place(node), message);
            return None;
        };
        let value = self.literal(&entry.value)?;
        let Some(n) = value.as_u64().and_then(|n| usize::try_from(n).ok()) else {
            wrong(&entry.value, "a whole number", self.out);
            return None;
        };
        Some(match entry.key.as_str() {
            "at-least" => Quantifier::AtLeast(n),
            "at-most" => Quantifier::AtMost(n),
            _ => Quantifier::Exactly(n),
        })
    }

    fn leaf(&mut self, node: &Node, items: Option<Items>) -> Option<Condition> {
        let mut tests = Vec::new();
        for entry in node.entries() {
            match entry.key.as_str() {
                "fact" | "field" => {}
                test if TESTS.contains(&test) => tests.push(entry),
                other => {
                    let known = TESTS.iter().copied().chain(["fact", "field"]).chain(FORMS);
                    self.out.unknown(Code::UnknownTest, entry.at, "test", other, known);
                }
            }
        }
        let subject = self.subject(node, items);
        let known = node.entries().len()
            == tests.len()
                + usize::from(node.get("fact").is_some())
                + usize::from(node.get("field").is_some());
        let [test] = tests.as_slice() else {
            // An unknown test was complained about already.
            if known || tests.len() > 1 {
                let help = format!("the tests are {}", TESTS.join(", "));
                let message = format!("a leaf needs exactly one test, this has {}", tests.len());
                self.out.help(Code::NotOneTest, place(node), message, help);
            }
            return None;
        };
        let Some((subject, found)) = subject else {
            // The right side is looked at all the same, for a param that does not exist.
            if test.value.text().is_some_and(|text| text.starts_with('$')) {
                self.literal(&test.value);
            }
            return None;
        };
        let name = node.get("fact").or_else(|| node.get("field")).and_then(Node::text);
        let label = format!("{} {} {}", name.unwrap_or_default(), test.key, test.value.json());
        let test = self.test(&test.key, &test.value, found, items)?;
        Some(Condition::Leaf(Leaf { subject, found, test, label: label.into() }))
    }

    /// The subject of a leaf or the right side of a comparison: `fact`, `field`, or both.
    pub(crate) fn subject(&mut self, node: &Node, items: Option<Items>) -> Option<(Subject, Type)> {
        match (node.get("fact"), node.get("field"), items) {
            (Some(fact), None, _) => self.fact(fact),
            (Some(fact), Some(field), _) => {
                let (subject, found) = self.fact(fact)?;
                let Type { kind: Kind::Record(fields), many: true, .. } = found else {
                    let message = "`field` goes with a fact that is a list of records";
                    let help = "a path goes on into a single record: pages.terms.words";
                    self.out.help(Code::UnknownField, field.at, message, help);
                    return None;
                };
                let (path, found) = self.field(field, Items::Records(fields))?;
                Some((Subject { field: path, ..subject }, Type { many: true, ..found }))
            }
            (None, Some(field), Some(items)) => {
                let (path, found) = self.field(field, items)?;
                Some((Subject { root: None, path, field: Vec::new() }, found))
            }
            (None, Some(field), None) => {
                let help = "outside of some, every, none and count a leaf names a `fact`";
                let message = "`field` without a list to take it from";
                self.out.help(Code::MissingKey, field.at, message, help);
                None
            }
            (None, None, Some(_)) => {
                let message = "the condition names no field";
                let help = "name a `field` of the items, or a `fact`, with one test";
                self.out.help(Code::MissingKey, place(node), message, help);
                None
            }
            (None, None, None) => {
                let help = "a condition is all-of, any-of, not, some, every, none, count, or a `fact` with one test";
                let message = "the condition names no fact";
                self.out.help(Code::MissingKey, place(node), message, help);
                None
            }
        }
    }

    fn fact(&mut self, node: &Node) -> Option<(Subject, Type)> {
        let Some(path) = node.text() else {
            wrong(node, "text", self.out);
            return None;
        };
        let Some((entry, kind)) = catalogue::resolve(path) else {
            unknown_fact(node, path, self.out);
            return None;
        };
        let words = catalogue::words(path);
        let tail = path.get(entry.path.len()..).unwrap_or_default();
        let path = tail.split('.').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let found = match kind {
            Kind::TextList => Type { many: true, ..Type::of(Kind::Text, words) },
            Kind::RecordList(fields) => Type { many: true, ..Type::of(Kind::Record(fields), &[]) },
            kind => Type::of(kind, words),
        };
        Some((Subject { root: Some(entry.path), path, field: Vec::new() }, found))
    }

    fn field(&mut self, node: &Node, items: Items) -> Option<(Vec<String>, Type)> {
        let Some(path) = node.text() else {
            wrong(node, "text", self.out);
            return None;
        };
        let mut fields = match items {
            Items::Text(words) if path == "value" => {
                return Some((Vec::new(), Type::of(Kind::Text, words)));
            }
            Items::Text(_) => {
                self.out.unknown(Code::UnknownField, node.at, "field", path, ["value"]);
                return None;
            }
            Items::Records(fields) => fields,
        };
        let mut found = Type::of(Kind::Record(fields), &[]);
        for name in path.split('.') {
            let Some(field) = fields.iter().find(|field| field.name == name) else {
                let known = fields.iter().map(|field| field.name);
                self.out.unknown(Code::UnknownField, node.at, "field", name, known);
                return None;
            };
            found = Type::of(field.kind, field.words);
            fields = match field.kind {
                Kind::Record(fields) => fields,
                _ => &[],
            };
        }
        Some((path.split('.').map(str::to_owned).collect(), found))
    }

    /// A scalar or list as written, or the value of the param it names.
    pub(crate) fn literal(&mut self, node: &Node) -> Option<Value> {
        match &node.value {
            Tree::Text(text) if text.starts_with('$') => {
                let name = text.trim_start_matches('$');
                self.used.insert(name.to_owned());
                let value = self.params.get(name).cloned();
                if value.is_none() {
                    let known = self.params.keys().map(String::as_str);
                    self.out.unknown(Code::UnknownParam, node.at, "param", name, known);
                }
                // A param without a default was complained about where it is declared.
                value.filter(|value| !value.is_null())
            }
            Tree::Map(_) | Tree::Null => {
                wrong(node, "a value", self.out);
                None
            }
            _ => Some(node.json()),
        }
    }
}

/// Notes a path that the catalogue does not have, with the nearest that it has.
pub(crate) fn unknown_fact(node: &Node, path: &str, out: &mut Complaints<'_>) {
    let known: Vec<String> = catalogue::entries()
        .flat_map(|entry| {
            let fields = match entry.kind {
                Kind::Record(fields) => fields,
                _ => &[],
            };
            std::iter::once(entry.path.to_owned())
                .chain(fields.iter().map(|field| format!("{}.{}", entry.path, field.name)))
        })
        .collect();
    // A field of a list item is asked for in another way.
    let list = path.rsplit_once('.').and_then(|(head, tail)| match catalogue::resolve(head)?.1 {
        Kind::RecordList(fields) => fields.iter().find(|f| f.name == tail).map(|f| (head, f.name)),
        _ => None,
    });
    if let Some((head, field)) = list {
        let message = format!("`{head}` is a list, so `{field}` belongs to its items");
        let help = format!("write `fact: {head}` and `field: {field}`, or use some, every, none");
        out.help(Code::UnknownFact, node.at, message, help);
    } else if known.iter().any(|known| crate::yaml::nearest(path, [known.as_str()]).is_some()) {
        out.unknown(Code::UnknownFact, node.at, "fact", path, known.iter().map(String::as_str));
    } else {
        let help = "`shopvet facts list` shows every path";
        out.help(Code::UnknownFact, node.at, format!("unknown fact `{path}`"), help);
    }
}

#[expect(clippy::option_option, reason = "not there, there but wrong, there and right")]
fn transpose<T>(part: Option<Option<T>>) -> Option<Option<T>> {
    match part {
        None => Some(None),
        Some(None) => None,
        Some(Some(part)) => Some(Some(part)),
    }
}
