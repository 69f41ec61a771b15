//! A rule, read and compiled.

use super::case::{self, Case};
use super::compile::{Compiler, Params};
use super::condition::Condition;
use super::problem::{Code, Complaints, Problem};
use super::template;
use super::{file, shape};
use crate::facts::catalogue;
use crate::yaml::Node;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How much a rule weighs.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// For information.
    Note,
    /// Should be mended.
    Warning,
    /// Blocks approval.
    Error,
}

impl Level {
    /// Its name in rule files and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The level of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "note" => Some(Self::Note),
            "warning" => Some(Self::Warning),
            "error" => Some(Self::Error),
            _ => None,
        }
    }
}

/// A source that a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reference {
    /// Name of the source, with article or section.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// Text by language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Localised(BTreeMap<String, String>);

impl Localised {
    /// The text in a language (a region aside), else in English.
    #[must_use]
    pub fn get(&self, language: &str) -> &str {
        let primary = language.split(['-', '_']).next().unwrap_or(language).to_ascii_lowercase();
        let found = self.0.get(language).or_else(|| self.0.get(&primary));
        found.or_else(|| self.0.get("en")).map_or("", String::as_str)
    }

    /// Every text with its language.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }

    /// Whether there is a text in this very language.
    #[must_use]
    pub fn has(&self, language: &str) -> bool {
        self.0.contains_key(language)
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a text, unless there is one in this language.
    pub(crate) fn put(&mut self, language: &str, text: &str) -> bool {
        let new = !self.has(language);
        if new {
            self.0.insert(language.to_owned(), text.trim().to_owned());
        }
        new
    }

    /// Reads texts by language; text alone is English.
    pub(crate) fn read(node: &Node) -> Self {
        if let Some(text) = node.text() {
            return Self([("en".to_owned(), text.trim().to_owned())].into());
        }
        Self(
            node.entries()
                .iter()
                .filter_map(|e| Some((e.key.clone(), e.value.text()?.trim().to_owned())))
                .collect(),
        )
    }
}

/// What becomes of a requirement that is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnFail {
    /// The rule fails.
    Fail,
    /// A person decides: inconclusive, `ambiguous`.
    Review,
}

/// What a rule says about a shop, as templates.
#[derive(Debug, Clone, Default)]
pub struct Messages {
    /// The requirement is met.
    pub pass: Localised,
    /// It is not.
    pub fail: Option<Localised>,
    /// It is not, and a person decides.
    pub review: Option<Localised>,
    /// It cannot be told, by reason code or `default`.
    pub inconclusive: BTreeMap<String, Localised>,
    /// It does not concern the shop.
    pub not_applicable: Option<Localised>,
}

/// One param of a rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Param {
    /// Its value where no pack sets it.
    pub default: Value,
    /// What it does.
    pub description: String,
}

/// A rule, compiled, with level and params as a pack set them.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Kebab-case id; the file's name.
    pub id: String,
    /// What is required.
    pub title: Localised,
    /// How much it weighs.
    pub level: Level,
    /// The folder it is in.
    pub group: String,
    /// Why it matters to buyers, the law or the acquirer.
    pub why: Localised,
    /// What the merchant is to do about it.
    pub guidance: Localised,
    /// What it looks like when it is met.
    pub example: Localised,
    /// What it rests on.
    pub references: Vec<Reference>,
    /// The first day it holds.
    pub from: Option<Date>,
    /// The last day it holds.
    pub to: Option<Date>,
    /// Its params as declared.
    pub declared: BTreeMap<String, Param>,
    /// The values in force.
    pub params: Params,
    /// Whom it concerns; everyone when there is none.
    pub applies_when: Option<Condition>,
    /// What must hold.
    pub require: Condition,
    /// What becomes of a no.
    pub on_fail: OnFail,
    /// What it says.
    pub messages: Messages,
    /// Facts whose evidence is always shown.
    pub evidence: Vec<&'static str>,
    /// Its own tests.
    pub cases: Vec<Case>,
    pub(crate) source: Arc<Source>,
    /// Params that a condition or message uses.
    pub(crate) used: BTreeSet<String>,
    /// Lints found while reading.
    pub(crate) lints: Vec<Problem>,
}

/// The file a rule was read from.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) node: Node,
}

impl Rule {
    /// Reads a rule file. `name` is its name for messages; where it ends in
    /// `group/id.yaml`, group and id are held against it.
    ///
    /// # Errors
    /// Everything that keeps the rule from being used, in the order of the file.
    pub fn read(name: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let mut out = Complaints::new(name, text);
        let rule = Self::compile(&mut out);
        let mut problems = out.list;
        Problem::sort(&mut problems);
        let fatal = problems.iter().any(|problem| !problem.code.is_lint());
        match rule {
            Some(rule) if !fatal => Ok(Self { lints: problems, ..rule }),
            _ => Err(problems),
        }
    }

    fn compile(out: &mut Complaints<'_>) -> Option<Self> {
        let node = out.parse()?;
        shape::check(&node, &shape::Shape::Map(&file::RULE), out);
        let declared = declared(&node);
        let params: Params =
            declared.iter().map(|(name, param)| (name.clone(), param.default.clone())).collect();
        for entry in node.get("params").map_or(&[][..], Node::entries) {
            if !shape::is_id(&entry.key) {
                let message = format!("`{}` is not in kebab-case", entry.key);
                let help = "use lower-case words joined by hyphens";
                out.help(Code::BadId, entry.at, message, help);
            }
        }
        let (conditions, mut used) = conditions(&node, &params, out);
        let messages = messages(&node, &params, out, &mut used);
        let evidence = evidence(&node, out);
        check_place(&node, out);
        let cases = case::read(&node, &declared, out);
        let text =
            |key: &str| node.get(key).and_then(Node::text).map(|text| text.trim().to_owned());
        let localised = |key: &str| node.get(key).map(Localised::read).unwrap_or_default();
        let day = |key: &str| node.get("effective")?.get(key)?.text().and_then(shape::date);
        let (applies_when, require) = conditions?;
        Some(Self {
            id: text("id")?,
            title: localised("title"),
            level: Level::from_name(&text("level")?)?,
            group: text("group")?,
            why: localised("why"),
            guidance: localised("guidance"),
            example: localised("example"),
            references: references(&node),
            from: day("from"),
            to: day("to"),
            declared,
            params,
            applies_when,
            require,
            on_fail: on_fail(&node),
            messages,
            evidence,
            cases,
            source: Arc::new(Source {
                name: out.file.to_owned(),
                text: out.source.to_owned(),
                node: node.clone(),
            }),
            used,
            lints: Vec::new(),
        })
    }

    /// The rule with a level and some params set, compiled again.
    ///
    /// # Errors
    /// A param does not fit where the conditions use it.
    pub fn with(&self, level: Option<Level>, set: &Params) -> Result<Self, Vec<Problem>> {
        let mut rule = self.clone();
        rule.level = level.unwrap_or(self.level);
        if set.is_empty() {
            return Ok(rule);
        }
        rule.params.extend(set.clone());
        let mut out = Complaints::new(&self.source.name, &self.source.text);
        let (conditions, _) = conditions(&self.source.node, &rule.params, &mut out);
        match conditions {
            Some((applies_when, require)) if out.list.is_empty() => {
                rule.applies_when = applies_when;
                rule.require = require;
                Ok(rule)
            }
            _ => Err(out.list),
        }
    }

    /// Every fact the rule asks about.
    #[must_use]
    pub fn facts(&self) -> Vec<&'static str> {
        let mut facts = self.require.facts();
        facts.extend(self.applies_when.iter().flat_map(Condition::facts));
        facts.sort_unstable();
        facts.dedup();
        facts
    }

    /// The name of the file it was read from.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.source.name
    }

    /// The text of the file it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// A problem of this rule's file, at a key.
    pub(crate) fn problem(&self, key: &str, code: Code, message: String, help: &str) -> Problem {
        self.problem_at(&[key], code, message, help)
    }

    /// A problem of this rule's file, at a key inside of others; at the last that is there.
    pub(crate) fn problem_at(
        &self,
        keys: &[&str],
        code: Code,
        message: String,
        help: &str,
    ) -> Problem {
        let mut node = &self.source.node;
        let mut at = shape::place(node);
        for key in keys {
            let Some(entry) = node.entries().iter().find(|entry| entry.key == *key) else { break };
            at = entry.at;
            node = &entry.value;
        }
        self.problem_here(at, code, message, help)
    }

    /// A problem of this rule's file, at a place.
    pub(crate) fn problem_here(
        &self,
        at: crate::yaml::Place,
        code: Code,
        message: String,
        help: &str,
    ) -> Problem {
        let help = Some(help.to_owned());
        Problem::new(&self.source.name, &self.source.text, at, code, message, help)
    }
}

type Conditions = (Option<Condition>, Condition);

fn conditions(
    node: &Node,
    params: &Params,
    out: &mut Complaints<'_>,
) -> (Option<Conditions>, BTreeSet<String>) {
    let mut compiler = Compiler { out, params, used: BTreeSet::new() };
    let applies = node.get("applies-when").map(|node| compiler.condition(node));
    let require = node.get("require").and_then(|node| compiler.condition(node));
    let used = compiler.used;
    let both = match (applies, require) {
        (Some(None), _) | (_, None) => None,
        (applies, Some(require)) => Some((applies.flatten(), require)),
    };
    (both, used)
}

fn on_fail(node: &Node) -> OnFail {
    match node.get("on-fail").and_then(Node::text) {
        Some("review") => OnFail::Review,
        _ => OnFail::Fail,
    }
}

fn declared(node: &Node) -> BTreeMap<String, Param> {
    let entries = node.get("params").map_or(&[][..], Node::entries);
    entries
        .iter()
        .map(|entry| {
            let description = entry.value.get("description").and_then(Node::text);
            let param = Param {
                default: entry.value.get("default").map_or(Value::Null, Node::json),
                description: description.unwrap_or_default().trim().to_owned(),
            };
            (entry.key.clone(), param)
        })
        .collect()
}

pub(super) fn references(node: &Node) -> Vec<Reference> {
    let items = node.get("references").map_or(&[][..], Node::items);
    items
        .iter()
        .filter_map(|item| {
            Some(Reference {
                title: item.get("title")?.text()?.trim().to_owned(),
                url: item.get("url")?.text()?.to_owned(),
            })
        })
        .collect()
}

fn evidence(node: &Node, out: &mut Complaints<'_>) -> Vec<&'static str> {
    let items = node.get("evidence").map_or(&[][..], Node::items);
    let mut found = Vec::new();
    for (item, path) in items.iter().filter_map(|item| Some((item, item.text()?))) {
        match catalogue::resolve(path) {
            Some((entry, _)) => found.push(entry.path),
            None => super::compile::unknown_fact(item, path, out),
        }
    }
    found
}

fn messages(
    node: &Node,
    params: &Params,
    out: &mut Complaints<'_>,
    used: &mut BTreeSet<String>,
) -> Messages {
    let Some(messages) = node.get("messages") else { return Messages::default() };
    let on_fail = on_fail(node);
    let (wanted, idle) = match on_fail {
        OnFail::Fail => ("fail", "review"),
        OnFail::Review => ("review", "fail"),
    };
    if messages.get(wanted).is_none() {
        let message = format!("messages need the key `{wanted}`");
        let help = "`on-fail: fail` says `fail`, `on-fail: review` says `review`";
        out.help(Code::MissingKey, shape::place(messages), message, help);
    }
    if let Some(entry) = messages.entries().iter().find(|entry| entry.key == idle) {
        let message = format!("the message `{idle}` is never shown");
        let help = "`on-fail` decides which of fail and review is said";
        out.help(Code::UnusedMessage, entry.at, message, help);
    }
    for entry in messages.entries() {
        let texts: Vec<&Node> = if entry.key == "inconclusive" {
            entry.value.entries().iter().flat_map(|e| e.value.entries()).map(|e| &e.value).collect()
        } else {
            entry.value.entries().iter().map(|e| &e.value).collect()
        };
        for text in texts {
            template::check(text, params, out, used);
        }
    }
    let one = |key: &str| messages.get(key).map(Localised::read);
    let by_reason = messages.get("inconclusive").map_or(&[][..], Node::entries);
    Messages {
        pass: one("pass").unwrap_or_default(),
        fail: one("fail"),
        review: one("review"),
        inconclusive: by_reason
            .iter()
            .map(|entry| (entry.key.clone(), Localised::read(&entry.value)))
            .collect(),
        not_applicable: one("not-applicable"),
    }
}

/// Holds id and group against the file's name and folder.
fn check_place(node: &Node, out: &mut Complaints<'_>) {
    let Some(path) = out.file.strip_suffix(".yaml") else { return };
    let mut parts = path.rsplit(['/', '\\']);
    let (file, folder) = (parts.next(), parts.next());
    let checks =
        [("id", file, Code::IdDiffers, "file"), ("group", folder, Code::GroupDiffers, "folder")];
    for (key, name, code, what) in checks {
        let (Some(name), Some(value)) = (name, node.get(key)) else { continue };
        if let Some(text) = value.text().filter(|text| *text != name) {
            let message = format!("the {key} is `{text}`, but the {what} is called `{name}`");
            out.help(
                code,
                value.at,
                message,
                format!("rename one of the two; did you mean `{name}`?"),
            );
        }
    }
}

/// Whether a value may stand for a param: of the same type as its default.
pub(crate) fn fits(param: &Param, value: &Value) -> bool {
    std::mem::discriminant(&param.default) == std::mem::discriminant(value)
}
