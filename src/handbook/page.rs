//! One rule as a page: everything that there is to know of it, as data for the formats.

use super::prose::{Prose, code, tell};
use super::words::words;
use crate::facts::catalogue;
use crate::report::texts::Texts;
use crate::rules::{Library, Localised, OnFail, Params, Reference, Rule};
use crate::yaml::{Node, Tree};
use serde::Serialize;
use serde_json::Value;

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Page {
    /// Its id.
    pub id: String,
    /// BCP 47.
    pub language: String,
    /// What is required.
    pub title: String,
    /// `error`, `warning` or `note`.
    pub level: String,
    /// Its group, by id.
    pub group: String,
    /// Its group, by name.
    pub group_title: String,
    /// Why a person should care, in English.
    pub why: String,
    /// What must hold, in words.
    pub required: Prose,
    /// Whom it concerns, in words.
    pub applies: Option<Prose>,
    /// What is not met is decided by a person.
    pub review: bool,
    /// What to do about it.
    pub guidance: String,
    /// What it looks like when it is met; empty where nobody wrote one.
    pub example: String,
    /// What it rests on.
    pub references: Vec<Reference>,
    /// When it is in force, in words; nothing where it always is.
    pub in_force: Option<String>,
    /// What packs may set.
    pub params: Vec<ParamNote>,
    /// The packs that hold it.
    pub packs: Vec<PackNote>,
    /// What it looks at.
    pub facts: Vec<FactNote>,
    /// What it says for each outcome.
    pub says: Vec<Said>,
    /// Its tests.
    pub examples: Vec<Example>,
}

/// A param.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ParamNote {
    /// Its name.
    pub name: String,
    /// The value in force, between backticks.
    pub value: String,
    /// The value where no pack sets it, where that is another.
    pub default: Option<String>,
    /// What it does, in English.
    pub description: String,
}

/// What a pack makes of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PackNote {
    /// The pack's name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The rule's level in it.
    pub level: String,
    /// Params that it sets, with their values between backticks.
    pub params: Vec<(String, String)>,
}

/// A fact that the rule looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactNote {
    /// Its path.
    pub path: String,
    /// What it means, in English.
    pub meaning: String,
}

/// What is said for one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The outcome by name: `pass`, `fail`, `review`, `inconclusive`, `not-applicable`.
    pub outcome: String,
    /// The reason code of an inconclusive; nothing for any other reason.
    pub reason: Option<String>,
    /// The message, with what is filled in between braces.
    pub text: String,
}

/// A test as an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// What the case is, in English.
    pub name: String,
    /// The outcome that is right.
    pub outcome: String,
    /// Its reason.
    pub reason: Option<String>,
    /// The day, where it matters.
    pub day: Option<String>,
    /// What is known, by path, in words.
    pub given: Vec<(String, String)>,
}

impl Page {
    /// The page of a rule. The packs of `library` that hold the rule are told where
    /// `packs` is wanted.
    #[must_use]
    pub fn new(rule: &Rule, library: Option<&Library>, language: &str) -> Self {
        let words = words(language);
        let node = &rule.source.node;
        let tell = |key: &str| node.get(key).map(|node| tell(node, &rule.params, words));
        Self {
            id: rule.id.clone(),
            language: language.to_owned(),
            title: rule.title.get(language).to_owned(),
            level: rule.level.name().to_owned(),
            group: rule.group.clone(),
            group_title: group_title(&rule.group, words),
            why: rule.why.get(language).to_owned(),
            required: tell("require").unwrap_or(Prose { text: String::new(), parts: Vec::new() }),
            applies: tell("applies-when"),
            review: rule.on_fail == OnFail::Review,
            guidance: rule.guidance.get(language).to_owned(),
            example: rule.example.get(language).to_owned(),
            references: rule.references.clone(),
            in_force: in_force(rule, words),
            params: params(rule),
            packs: library.map(|library| packs(rule, library, language)).unwrap_or_default(),
            facts: facts(rule),
            says: says(rule, language),
            examples: node.get("tests").map_or(&[][..], Node::items).iter().map(example).collect(),
        }
        .with_words(words)
    }

    /// Puts the words of the language where states of facts stand in examples.
    fn with_words(mut self, words: Texts) -> Self {
        for (_, value) in self.examples.iter_mut().flat_map(|example| &mut example.given) {
            if let Some(reason) = value.strip_prefix("unknown:") {
                *value = words.fill("given-unknown", &[("reason", reason)]);
            } else if let Some(items) = value.strip_prefix("partial:") {
                *value = words.fill("given-partial", &[("value", items)]);
            } else if value == "absent:" {
                words.get("given-absent").clone_into(value);
            }
        }
        self
    }
}

/// The name of a group; its id where it is somebody's own.
pub(super) fn group_title(group: &str, words: Texts) -> String {
    words.table().get(&format!("group-{group}")).cloned().unwrap_or_else(|| group.to_owned())
}

fn in_force(rule: &Rule, words: Texts) -> Option<String> {
    let (from, to) = (rule.from.map(|d| d.to_string()), rule.to.map(|d| d.to_string()));
    match (from, to) {
        (None, None) => None,
        (Some(from), None) => Some(words.fill("in-force-from", &[("from", &from)])),
        (None, Some(to)) => Some(words.fill("in-force-to", &[("to", &to)])),
        (Some(from), Some(to)) => {
            Some(words.fill("in-force-between", &[("from", &from), ("to", &to)]))
        }
    }
}

fn params(rule: &Rule) -> Vec<ParamNote> {
    let note = |(name, param): (&String, &crate::rules::Param)| {
        let value = rule.params.get(name).unwrap_or(&param.default);
        ParamNote {
            name: name.clone(),
            value: code(value),
            default: (*value != param.default).then(|| code(&param.default)),
            description: param.description.clone(),
        }
    };
    rule.declared.iter().map(note).collect()
}

/// The packs that hold the rule, with what they set on it.
fn packs(rule: &Rule, library: &Library, language: &str) -> Vec<PackNote> {
    library
        .packs()
        .filter_map(|pack| {
            let chosen = library.select(std::slice::from_ref(&pack.name), None).ok()?;
            let set = chosen.rules.iter().find(|chosen| chosen.id == rule.id)?;
            let params =
                set.params.iter().filter(|(name, value)| rule.params.get(*name) != Some(value));
            Some(PackNote {
                name: pack.name.clone(),
                title: pack.title.get(language).to_owned(),
                level: set.level.name().to_owned(),
                params: shown(params),
            })
        })
        .collect()
}

fn shown<'p>(params: impl Iterator<Item = (&'p String, &'p Value)>) -> Vec<(String, String)> {
    params.map(|(name, value)| (name.clone(), code(value))).collect()
}

/// Params and their values, for people.
pub(super) fn in_words(params: &Params) -> Vec<(String, String)> {
    shown(params.iter())
}

/// The facts that a rule looks at, with their meanings.
fn facts(rule: &Rule) -> Vec<FactNote> {
    let mut paths = rule.facts();
    paths.extend(&rule.evidence);
    paths.sort_unstable();
    paths.dedup();
    paths
        .into_iter()
        .map(|path| FactNote {
            path: path.to_owned(),
            meaning: catalogue::entry(path).map_or("", |entry| entry.meaning).to_owned(),
        })
        .collect()
}

fn says(rule: &Rule, language: &str) -> Vec<Said> {
    let messages = &rule.messages;
    let said = |outcome: &str, text: Option<&Localised>| {
        let text = text?.get(language).to_owned();
        Some(Said { outcome: outcome.to_owned(), reason: None, text })
    };
    let mut all: Vec<Said> = [
        said("pass", Some(&messages.pass)),
        said("fail", messages.fail.as_ref()),
        said("review", messages.review.as_ref()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let reasons = messages.inconclusive.iter().filter(|(reason, _)| *reason != "default");
    let default = messages.inconclusive.get_key_value("default");
    for (reason, text) in reasons.chain(default) {
        all.push(Said {
            outcome: "inconclusive".to_owned(),
            reason: (reason != "default").then(|| reason.clone()),
            text: text.get(language).to_owned(),
        });
    }
    all.extend(said("not-applicable", messages.not_applicable.as_ref()));
    for said in &mut all {
        said.text = plain(&said.text);
    }
    all
}

/// A template as a reader sees it: `{{ facts['a.b'] }}` becomes `{a.b}` between
/// backticks.
fn plain(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((inside, tail)) = after.split_once("}}") else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        let quoted = inside.split(['\'', '"']).nth(1);
        let name = quoted.filter(|_| inside.contains('[')).unwrap_or(inside).trim();
        out.push_str(&format!("`{{{}}}`", name.replace('`', "'")));
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn example(test: &Node) -> Example {
    let text = |key: &str| test.get(key).and_then(Node::text).map(str::to_owned);
    let given = test.get("given").map_or(&[][..], Node::entries);
    Example {
        name: text("name").unwrap_or_default(),
        outcome: text("expect").unwrap_or_default(),
        reason: text("because"),
        day: text("now"),
        given: given.iter().map(|entry| (entry.key.clone(), state(&entry.value))).collect(),
    }
}

/// What is given of a fact; states are marked, and put in words later.
fn state(node: &Node) -> String {
    if let [entry] = node.entries() {
        match (entry.key.as_str(), &entry.value.value) {
            ("absent", Tree::Bool(true)) => return "absent:".to_owned(),
            ("unknown", Tree::Text(reason)) => return format!("unknown:{reason}"),
            ("partial", _) => return format!("partial:{}", value(&entry.value)),
            _ => {}
        }
    }
    value(node)
}

fn value(node: &Node) -> String {
    match &node.value {
        Tree::List(items) if items.iter().all(|item| item.entries().is_empty()) => {
            code(&node.json())
        }
        Tree::List(items) => items.iter().map(value).collect::<Vec<_>>().join("; "),
        Tree::Map(entries) => {
            let fields =
                entries.iter().map(|field| format!("{} {}", field.key, value(&field.value)));
            fields.collect::<Vec<_>>().join(", ")
        }
        _ => code(&node.json()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_everything_of_a_rule() {
        let library = Library::built_in().unwrap();
        let rule = library.rule("odr-link-removed").unwrap();
        let page = Page::new(rule, Some(&library), "sv");
        assert_eq!(page.group_title, "Villkor");
        assert_eq!(page.in_force.as_deref(), Some("från och med 2025-07-20"));
        assert!(page.packs.iter().any(|pack| pack.name == "baseline" && pack.level == "warning"));
        let paths: Vec<_> = page.facts.iter().map(|fact| fact.path.as_str()).collect();
        assert_eq!(paths, ["application.customers", "terms.residue"]);
        assert_eq!(page.says.last().unwrap().reason, None);
        assert_eq!(page.examples.len(), rule.cases.len());
        let unread = page.examples.iter().find(|e| e.reason.is_some()).unwrap();
        assert_eq!(unread.given[1].1, "kunde inte ses (blocked)");
    }

    #[test]
    fn packs_tell_what_they_set() {
        let library = Library::built_in().unwrap();
        let rule = library.rule("site-language-expected").unwrap();
        let page = Page::new(rule, Some(&library), "en");
        let finnish = page.packs.iter().find(|pack| pack.name == "fi").unwrap();
        assert_eq!(finnish.params[0].0, "languages");
        assert!(finnish.params[0].1.contains("fi|sv|en"));
    }

    #[test]
    fn a_message_shows_what_is_filled_in() {
        assert_eq!(plain("A {{ facts['a.b'] | first }} c"), "A `{a.b}` c");
        assert_eq!(plain("{{ missing }}, {{ params[\"n\"] }}"), "`{missing}`, `{n}`");
        assert_eq!(plain("open {{ end"), "open {{ end");
    }
}
