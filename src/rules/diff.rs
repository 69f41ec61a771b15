//! What differs between rules and packs of the same name, or between two packs.
//!
//! Tells people what their own folder changes, and what one list of requirements asks
//! that another does not. It judges nothing.

use super::library::{Library, Ruleset};
use super::pack::Pack;
use super::rule::{Level, Rule};
use crate::error::Result;
use crate::yaml::{Entry, Node, Tree};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is: `level`, `params.min-words`, `require`.
    pub key: String,
    /// As it was; none where it was not there.
    pub from: Option<String>,
    /// As it is; none where it is gone.
    pub to: Option<String>,
}

/// What becomes of a rule or pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is new; a rule at this level.
    Added(Option<Level>),
    /// It is gone; a rule at this level.
    Removed(Option<Level>),
    /// Another takes its place.
    Changed(Vec<Change>),
}

/// Rules or packs by name.
pub type Fates = BTreeMap<String, Fate>;

/// The rules that a library has besides another, or in place of its own.
#[must_use]
pub fn rules(before: &Library, after: &Library) -> Fates {
    let mut found = Fates::new();
    for rule in after.rules() {
        match before.rule(&rule.id) {
            None => {
                found.insert(rule.id.clone(), Fate::Added(Some(rule.level)));
            }
            Some(old) if old.text() != rule.text() => {
                found.insert(rule.id.clone(), Fate::Changed(rule_changes(old, rule)));
            }
            Some(_) => {}
        }
    }
    found
}

/// The packs that a library has besides another, or in place of its own.
#[must_use]
pub fn packs(before: &Library, after: &Library) -> Fates {
    let mut found = Fates::new();
    for pack in after.packs() {
        let Some(old) = before.packs().find(|old| old.name == pack.name) else {
            found.insert(pack.name.clone(), Fate::Added(None));
            continue;
        };
        if old.text != pack.text {
            found.insert(pack.name.clone(), Fate::Changed(pack_changes(old, pack)));
        }
    }
    found
}

/// What one selection of rules asks that another does not: rules, levels and params.
///
/// # Errors
/// A pack that does not exist, or that contradicts its rules.
pub fn selections(before: (&Library, &str), after: (&Library, &str)) -> Result<Fates> {
    let chosen = |(library, pack): (&Library, &str)| library.select(&[pack.to_owned()], None);
    let (before, after) = (by_id(chosen(before)?), by_id(chosen(after)?));
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut found = Fates::new();
    for id in ids {
        let fate = match (before.get(id), after.get(id)) {
            (Some(old), None) => Fate::Removed(Some(old.level)),
            (None, Some(new)) => Fate::Added(Some(new.level)),
            (Some(old), Some(new)) => {
                let changes = settings(old, new);
                if changes.is_empty() {
                    continue;
                }
                Fate::Changed(changes)
            }
            (None, None) => continue,
        };
        found.insert(id.clone(), fate);
    }
    Ok(found)
}

fn by_id(set: Ruleset) -> BTreeMap<String, Arc<Rule>> {
    set.rules.into_iter().map(|rule| (rule.id.clone(), rule)).collect()
}

/// Level and params as they are in force; what else a replaced rule changes is told of it.
fn settings(old: &Rule, new: &Rule) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.level != new.level {
        changes.push(Change {
            key: "level".to_owned(),
            from: Some(old.level.name().to_owned()),
            to: Some(new.level.name().to_owned()),
        });
    }
    let names: BTreeSet<&String> = old.params.keys().chain(new.params.keys()).collect();
    for name in names {
        let (from, to) = (old.params.get(name), new.params.get(name));
        if from != to {
            let key = format!("params.{name}");
            changes.push(Change { key, from: from.map(show), to: to.map(show) });
        }
    }
    changes
}

fn rule_changes(old: &Rule, new: &Rule) -> Vec<Change> {
    let (a, b) = (&old.source.node, &new.source.node);
    let mut changes = Vec::new();
    for key in keys(a, b) {
        let (from, to) = (a.get(&key), b.get(&key));
        if same(from, to) {
            continue;
        }
        match key.as_str() {
            "applies-when" | "require" => changes.push(Change {
                from: from.map(|_| lines(&old.source.text, a, &key)),
                to: to.map(|_| lines(&new.source.text, b, &key)),
                key,
            }),
            // What is read as a whole: that it differs is enough.
            "why" | "example" | "references" | "tests" | "evidence" => {
                changes.push(Change { key, from: None, to: None });
            }
            _ => inside(&key, from, to, &mut changes),
        }
    }
    changes
}

fn pack_changes(old: &Pack, new: &Pack) -> Vec<Change> {
    let mut changes = Vec::new();
    for key in keys(old.node(), new.node()) {
        inside(&key, old.node().get(&key), new.node().get(&key), &mut changes);
    }
    changes
}

/// The keys of both, in their order.
fn keys(a: &Node, b: &Node) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for Entry { key, .. } in a.entries().iter().chain(b.entries()) {
        if !found.contains(key) {
            found.push(key.clone());
        }
    }
    found
}

fn same(a: Option<&Node>, b: Option<&Node>) -> bool {
    a.map(Node::json) == b.map(Node::json)
}

/// What differs, down to single values.
fn inside(key: &str, from: Option<&Node>, to: Option<&Node>, changes: &mut Vec<Change>) {
    if same(from, to) {
        return;
    }
    let maps = [from, to].into_iter().flatten().all(|node| matches!(node.value, Tree::Map(_)));
    let empty = Node { at: crate::yaml::Place::START, value: Tree::Map(Vec::new()) };
    if maps {
        let (a, b) = (from.unwrap_or(&empty), to.unwrap_or(&empty));
        for name in keys(a, b) {
            inside(&format!("{key}.{name}"), a.get(&name), b.get(&name), changes);
        }
        return;
    }
    let text = |node: &Node| show(&node.json());
    changes.push(Change { key: key.to_owned(), from: from.map(text), to: to.map(text) });
}

fn show(value: &Value) -> String {
    match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// The lines of a file that belong to a key of its mapping.
fn lines(text: &str, node: &Node, key: &str) -> String {
    let entries = node.entries();
    let Some(index) = entries.iter().position(|entry| entry.key == key) else {
        return String::new();
    };
    let line = |index: usize| entries.get(index).map(|entry| entry.at.line);
    let (first, next) = (line(index).unwrap_or(1), line(index + 1));
    let count = next.map_or(usize::MAX, |next| next.saturating_sub(first));
    let lines: Vec<&str> = text.lines().skip(first.saturating_sub(1)).take(count).collect();
    lines.join("\n")
}
