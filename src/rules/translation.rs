//! Texts of rules in further languages, in files of their own.
//!
//! English and Swedish stand in the rule. Every other language is a folder
//! `translations/<language>/` with one file a group, so that a translator opens one file
//! and reads the texts of a group in one flow. A file speaks only of rules of its own
//! folder of rules: a rule that somebody else put in the place of another does not say
//! what the other said. What is not translated falls back to English.

use super::problem::{Code, Complaints, Problem};
use super::rule::{Localised, Messages, Rule};
use super::shape::{self, LANGUAGES};
use super::{file, template};
use crate::facts::Reason;
use crate::yaml::{Entry, Node, Place, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// The folder of translations.
pub(crate) const FOLDER: &str = "translations";

/// Which languages are read beside those that stand in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Languages<'a> {
    /// All there are.
    All,
    /// The one that people are spoken to in.
    Only(&'a str),
}

impl Languages<'_> {
    fn includes(self, language: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(wanted) => {
                let primary = wanted.split(['-', '_']).next().unwrap_or(wanted);
                language == wanted || language.eq_ignore_ascii_case(primary)
            }
        }
    }
}

/// One file of translations.
#[derive(Debug, Clone)]
pub(crate) struct Translation {
    pub(crate) language: String,
    pub(crate) group: String,
    pub(crate) text: String,
}

/// How much of the texts of all rules a language has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translated {
    /// BCP 47.
    pub language: String,
    /// How many texts there are in it.
    pub have: usize,
    /// How many texts there are in English.
    pub of: usize,
    /// What is missing: the rule's id and the key, such as `messages.fail`.
    pub missing: Vec<(String, String)>,
}

/// The rules of one folder of rules, as far as they could be read.
pub(crate) struct Folder {
    pub(crate) rules: BTreeMap<String, Rule>,
    /// Files that could not be read; their translations cannot be judged.
    pub(crate) broken: BTreeSet<String>,
}

impl Folder {
    /// Reads a file of translations into its rules. `path` is its place in the folder of
    /// rules, `name` its name for messages.
    pub(crate) fn translate(
        &mut self,
        path: &str,
        name: &str,
        text: &str,
        languages: Languages<'_>,
        problems: &mut Vec<Problem>,
    ) -> Option<Translation> {
        let mut out = Complaints::new(name, text);
        let read = self.place(path, &mut out).map(|(language, group)| {
            if languages.includes(language) {
                self.read(language, group, &mut out);
            }
            Translation {
                language: language.to_owned(),
                group: group.to_owned(),
                text: text.to_owned(),
            }
        });
        problems.append(&mut out.list);
        read
    }

    /// Language and group of a file, by its place.
    fn place<'p>(&self, path: &'p str, out: &mut Complaints<'_>) -> Option<(&'p str, &'p str)> {
        let parts: Vec<&str> = path.trim_end_matches(".yaml").split('/').collect();
        let [_, language, group] = parts[..] else {
            let help = "call it translations/<language>/<group>.yaml";
            out.help(Code::GroupDiffers, Place::START, "the file is in the wrong place", help);
            return None;
        };
        if !shape::is_language(language) {
            let message = format!("the folder `{language}` is not named for a language");
            let help = "use a BCP 47 tag such as nb, da, fi, de";
            out.help(Code::GroupDiffers, Place::START, message, help);
            return None;
        }
        if LANGUAGES.contains(&language) {
            let message = format!("texts in `{language}` stand in the rules themselves");
            let help = "write them into the rule files and remove this one";
            out.help(Code::GroupDiffers, Place::START, message, help);
            return None;
        }
        let known: BTreeSet<&str> = self.rules.values().map(|rule| rule.group.as_str()).collect();
        if !known.contains(group) && self.broken.is_empty() {
            out.unknown(Code::UnknownGroup, Place::START, "group", group, known);
            return None;
        }
        Some((language, group))
    }

    fn read(&mut self, language: &str, group: &str, out: &mut Complaints<'_>) {
        let Some(node) = out.parse() else { return };
        // A file with comments alone translates nothing.
        if node.value == Tree::Null {
            return;
        }
        shape::check(&node, &file::TRANSLATIONS, out);
        for entry in node.entries() {
            if self.broken.contains(&entry.key) {
                continue;
            }
            match self.rules.get(&entry.key) {
                Some(rule) if rule.group == group => {}
                Some(rule) => {
                    let message = format!("the rule `{}` is of another group", entry.key);
                    let help = format!("move it to translations/{language}/{}.yaml", rule.group);
                    out.help(Code::GroupDiffers, entry.at, message, help);
                    continue;
                }
                None => {
                    let ids = self.rules.values().filter(|rule| rule.group == group);
                    let ids = ids.map(|rule| rule.id.as_str());
                    out.unknown(Code::UnknownRule, entry.at, "rule", &entry.key, ids);
                    continue;
                }
            }
            if let Some(rule) = self.rules.get_mut(&entry.key) {
                translate(rule, language, &entry.value, out);
            }
        }
    }
}

/// Puts the texts of one rule in their places.
fn translate(rule: &mut Rule, language: &str, node: &Node, out: &mut Complaints<'_>) {
    let before = out.list.len();
    let mut lints = Vec::new();
    let params = rule.params.clone();
    let mut used = BTreeSet::new();
    let mut put = |texts: Option<&mut Localised>, entry: &Entry, out: &mut Complaints<'_>| {
        let Some(text) = entry.value.text() else { return };
        let Some(texts) = texts else {
            let message = format!("the rule has no text `{}`", entry.key);
            out.help(Code::UnknownKey, entry.at, message, "translate what the rule says, no more");
            return;
        };
        template::check(&entry.value, &params, out, &mut used);
        if let Some(lint) = speaks_of_less(texts.get("en"), entry, out) {
            lints.push(lint);
        }
        if !texts.put(language, text) {
            let message = format!("the rule has this text in `{language}` already");
            let help = "let it stand in one place, the rule or its translations";
            out.help(Code::DuplicateKey, entry.at, message, help);
        }
    };
    for entry in node.entries() {
        match entry.key.as_str() {
            "title" => put(Some(&mut rule.title), entry, out),
            "why" => put(Some(&mut rule.why), entry, out),
            "guidance" => put(Some(&mut rule.guidance).filter(|t| !t.is_empty()), entry, out),
            "example" => put(Some(&mut rule.example).filter(|t| !t.is_empty()), entry, out),
            _ => {}
        }
    }
    let messages = node.get("messages").map_or(&[][..], Node::entries);
    for entry in messages {
        if entry.key == "inconclusive" {
            // A word that is no reason was complained about already.
            let known =
                |entry: &&Entry| entry.key == "default" || Reason::from_code(&entry.key).is_some();
            for entry in entry.value.entries().iter().filter(known) {
                put(rule.messages.inconclusive.get_mut(&entry.key), entry, out);
            }
        } else if MESSAGES.contains(&entry.key.as_str()) {
            put(rule.messages.named(&entry.key), entry, out);
        }
    }
    // Where the file cannot be used anyway, one thing is said at a time.
    if out.list.len() == before {
        rule.lints.append(&mut lints);
    }
}

/// A text that leaves out a value which the English one names tells a reader less.
fn speaks_of_less(english: &str, entry: &Entry, out: &Complaints<'_>) -> Option<Problem> {
    let (there, here) = (template::values(english), template::values(entry.value.text()?));
    let lost: Vec<&str> = there.difference(&here).copied().collect();
    if lost.is_empty() {
        return None;
    }
    let message = format!("the translation leaves out {}", lost.join(", "));
    let help = Some("name every value that the English text names".to_owned());
    let at = entry.value.at;
    Some(Problem::new(out.file, out.source, at, Code::ValueLeftOut, message, help))
}

/// Messages that are one text each.
const MESSAGES: [&str; 4] = ["pass", "fail", "review", "not-applicable"];

impl Messages {
    fn named(&mut self, key: &str) -> Option<&mut Localised> {
        match key {
            "pass" => Some(&mut self.pass),
            "fail" => self.fail.as_mut(),
            "review" => self.review.as_mut(),
            "not-applicable" => self.not_applicable.as_mut(),
            _ => None,
        }
    }
}

impl Rule {
    /// Every text of the rule that people are shown, with its key.
    pub fn texts(&self) -> impl Iterator<Item = (String, &Localised)> {
        let Messages { pass, fail, review, inconclusive, not_applicable } = &self.messages;
        let named = [
            ("title", Some(&self.title)),
            ("why", Some(&self.why)),
            ("guidance", Some(&self.guidance)),
            ("example", Some(&self.example)),
            ("messages.pass", Some(pass)),
            ("messages.fail", fail.as_ref()),
            ("messages.review", review.as_ref()),
            ("messages.not-applicable", not_applicable.as_ref()),
        ];
        let named = named.into_iter().filter_map(|(key, texts)| Some((key.to_owned(), texts?)));
        let reasons = inconclusive
            .iter()
            .map(|(reason, texts)| (format!("messages.inconclusive.{reason}"), texts));
        named.chain(reasons).filter(|(_, texts)| !texts.is_empty())
    }
}

/// How much of the texts of some rules each language has. Languages that have none at
/// all are not known of.
pub(crate) fn coverage<'r>(rules: impl Iterator<Item = &'r Rule> + Clone) -> Vec<Translated> {
    let mut languages: BTreeSet<&str> = BTreeSet::new();
    for rule in rules.clone() {
        for (_, texts) in rule.texts() {
            languages.extend(texts.iter().map(|(language, _)| language));
        }
    }
    languages
        .into_iter()
        .map(|language| {
            let mut of = 0;
            let mut missing = Vec::new();
            for rule in rules.clone() {
                for (key, texts) in rule.texts() {
                    of += 1;
                    if !texts.has(language) {
                        missing.push((rule.id.clone(), key));
                    }
                }
            }
            Translated { language: language.to_owned(), have: of - missing.len(), of, missing }
        })
        .collect()
}

#[cfg(test)]
mod tests;
