//! A pack: a selection of rules with levels and params.
//!
//! Acquirers contradict one another, so what is asked of a shop is data: a pack names
//! groups and rules, leaves some out again, sets levels and params, and may build on
//! other packs.

use super::compile::Params;
use super::problem::{Code, Complaints, Problem};
use super::rule::{Level, Localised, Reference, Rule, references};
use super::{case, file, shape};
use crate::yaml::{Node, Place};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A pack, read but not yet held against the rules there are.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Kebab-case name; the file's name.
    pub name: String,
    /// Whose list it is.
    pub title: Localised,
    /// Changes when the pack does.
    pub version: String,
    /// Where the selection comes from.
    pub source: String,
    /// The pages and laws of the source.
    pub references: Vec<Reference>,
    /// The day of the copy of the source that was read, ISO 8601.
    pub read: Option<String>,
    /// Which part of the source it covers.
    pub covers: Localised,
    /// What of the source cannot be checked, and what the pack is not.
    pub notice: Localised,
    /// Countries whose applicants it is used for when no pack is named.
    pub countries: Vec<String>,
    /// Packs it builds on.
    pub extends: Vec<String>,
    /// Whole groups of rules.
    pub groups: Vec<String>,
    /// Single rules.
    pub rules: Vec<String>,
    /// Rules left out again.
    pub without: Vec<String>,
    pub(crate) file: String,
    pub(crate) text: String,
    node: Node,
}

/// What a pack sets on a rule.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Setting {
    /// Its level.
    pub level: Option<Level>,
    /// Its params.
    pub params: Params,
}

impl Pack {
    /// Reads a pack file; `name` is its name for messages.
    ///
    /// # Errors
    /// Everything that keeps the pack from being used.
    pub fn read(name: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let mut out = Complaints::new(name, text);
        let pack = out.parse().and_then(|node| {
            shape::check(&node, &shape::Shape::Map(&file::PACK), &mut out);
            let word = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
            let list = |key: &str| {
                let items = node.get(key).map_or(&[][..], Node::items);
                items.iter().filter_map(|item| item.text().map(str::to_owned)).collect()
            };
            let localised = |key: &str| node.get(key).map(Localised::read).unwrap_or_default();
            let stem = name.strip_suffix(".yaml").and_then(|path| path.rsplit(['/', '\\']).next());
            let name_node = node.get("name").filter(|name| name.text() != stem);
            if let (Some(stem), Some(given)) = (stem, name_node) {
                let other = given.text().unwrap_or_default();
                let message = format!("the name is `{other}`, but the file is called `{stem}`");
                out.help(Code::IdDiffers, given.at, message, "rename one of the two");
            }
            Some(Self {
                name: word("name")?,
                title: localised("title"),
                version: word("version")?,
                source: word("source")?,
                references: references(&node),
                read: word("read"),
                covers: localised("covers"),
                notice: localised("notice"),
                countries: list("countries"),
                extends: list("extends"),
                groups: list("groups"),
                rules: list("rules"),
                without: list("without"),
                file: name.to_owned(),
                text: text.to_owned(),
                node: node.clone(),
            })
        });
        let mut problems = out.list;
        Problem::sort(&mut problems);
        match pack {
            Some(pack) if problems.iter().all(|problem| problem.code.is_lint()) => Ok(pack),
            _ => Err(problems),
        }
    }

    /// Whether it is the pack of a country: named after it, or naming it.
    #[must_use]
    pub fn is_of_country(&self, country: &str) -> bool {
        self.name.eq_ignore_ascii_case(country)
            || self.countries.iter().any(|code| code.eq_ignore_ascii_case(country))
    }

    /// Holds the pack against the rules and packs there are, and gives what it sets.
    ///
    /// # Errors
    /// Every rule, group, pack or param that is not there or does not fit.
    pub(crate) fn settings(
        &self,
        rules: &BTreeMap<String, Arc<Rule>>,
        packs: &BTreeMap<String, Arc<Self>>,
    ) -> Result<Vec<(String, Setting)>, Vec<Problem>> {
        let mut out = Complaints::new(&self.file, &self.text);
        let ids = || rules.keys().map(String::as_str);
        let mut groups: Vec<&str> = rules.values().map(|rule| rule.group.as_str()).collect();
        groups.sort_unstable();
        groups.dedup();
        for (key, code, what, known) in [
            ("extends", Code::UnknownPack, "pack", packs.keys().map(String::as_str).collect()),
            ("groups", Code::UnknownGroup, "group", groups),
            ("rules", Code::UnknownRule, "rule", ids().collect::<Vec<_>>()),
            ("without", Code::UnknownRule, "rule", ids().collect()),
        ] {
            for item in self.node.get(key).map_or(&[][..], Node::items) {
                if let Some(text) = item.text().filter(|text| !known.contains(text)) {
                    out.unknown(code, item.at, what, text, known.iter().copied());
                }
            }
        }
        let mut settings = Vec::new();
        for entry in self.node.get("set").map_or(&[][..], Node::entries) {
            let Some(rule) = rules.get(&entry.key) else {
                out.unknown(Code::UnknownRule, entry.at, "rule", &entry.key, ids());
                continue;
            };
            let level = entry.value.get("level").and_then(Node::text).and_then(Level::from_name);
            let params = case::params(entry.value.get("params"), &rule.declared, &mut out);
            if let Err(problems) = rule.with(level, &params) {
                let at = entry.value.get("params").map_or(entry.at, |node| node.at);
                for problem in problems {
                    let message = format!("`{}` cannot be set so: {}", entry.key, problem.message);
                    out.push(problem.code, if at.line == 0 { entry.at } else { at }, message);
                }
            }
            settings.push((entry.key.clone(), Setting { level, params }));
        }
        if out.list.is_empty() { Ok(settings) } else { Err(out.list) }
    }

    /// The pack as it is written.
    pub(crate) fn node(&self) -> &Node {
        &self.node
    }

    /// A problem of this pack's file, at one of its lists.
    pub(crate) fn problem(&self, key: &str, code: Code, message: String) -> Problem {
        let entry = self.node.entries().iter().find(|entry| entry.key == key);
        let at = entry.map_or(Place::START, |entry| entry.at);
        Problem::new(&self.file, &self.text, at, code, message, None)
    }
}
