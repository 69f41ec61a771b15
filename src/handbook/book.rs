//! The handbook of a pack: every rule of it, group by group, as data for the formats.

use super::page::{Page, group_title};
use super::words::words;
use crate::rules::{Level, Library, Pack, Reference, Ruleset};
use serde::Serialize;
use std::collections::BTreeMap;

/// A handbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Book {
    /// BCP 47.
    pub language: String,
    /// The titles of the packs.
    pub title: String,
    /// The day it was made, ISO 8601.
    pub date: String,
    /// One entry for each pack.
    pub packs: Vec<Cover>,
    /// How many rules there are, in words.
    pub counts: String,
    /// The rules, in the order of reports.
    pub groups: Vec<Group>,
    /// What the rules look at.
    pub facts: Vec<FactUse>,
}

/// What the cover says of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// Name and version, source with its day, and hash, in words.
    pub lines: Vec<String>,
    /// What part of its source it covers, and what cannot be checked.
    pub about: Vec<String>,
    /// The pages and laws of the source.
    pub references: Vec<Reference>,
}

/// The rules of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its rules.
    pub pages: Vec<Page>,
}

/// A fact with the rules that look at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactUse {
    /// Its path.
    pub path: String,
    /// What it means, in English.
    pub meaning: String,
    /// Ids of rules.
    pub rules: Vec<String>,
}

impl Cover {
    fn new(pack: &Pack, sha256: &str, language: &str) -> Self {
        let words = words(language);
        let mut lines = vec![
            words.fill("book-pack", &[("name", &pack.name), ("version", &pack.version)]),
            words.fill("book-source", &[("source", &pack.source)]),
        ];
        if let Some(read) = &pack.read {
            lines.push(words.fill("book-read", &[("date", read)]));
        }
        lines.push(words.fill("book-sha", &[("sha256", &format!("`{sha256}`"))]));
        let about = [&pack.covers, &pack.notice];
        let about = about.map(|text| text.get(language).to_owned());
        Self {
            lines,
            about: about.into_iter().filter(|text| !text.is_empty()).collect(),
            references: pack.references.clone(),
        }
    }
}

impl Book {
    /// The handbook of a selection of rules.
    #[must_use]
    pub fn new(library: &Library, chosen: &Ruleset, language: &str, date: &str) -> Self {
        let words = words(language);
        let mut titles = Vec::new();
        let mut packs = Vec::new();
        for info in &chosen.packs {
            let Some(pack) = library.packs().find(|pack| pack.name == info.name) else { continue };
            titles.push(pack.title.get(language).to_owned());
            packs.push(Cover::new(pack, &info.sha256, language));
        }
        let mut groups: Vec<Group> = Vec::new();
        let mut facts: BTreeMap<String, FactUse> = BTreeMap::new();
        for rule in &chosen.rules {
            let page = Page::new(rule, None, language);
            for fact in &page.facts {
                let entry = facts.entry(fact.path.clone()).or_insert_with(|| FactUse {
                    path: fact.path.clone(),
                    meaning: fact.meaning.clone(),
                    rules: Vec::new(),
                });
                entry.rules.push(page.id.clone());
            }
            match groups.last_mut().filter(|group| group.id == page.group) {
                Some(group) => group.pages.push(page),
                None => groups.push(Group {
                    id: page.group.clone(),
                    title: group_title(&page.group, words),
                    pages: vec![page],
                }),
            }
        }
        let count = |level: Level| {
            chosen.rules.iter().filter(|rule| rule.level == level).count().to_string()
        };
        let counts = words.fill(
            "book-rules",
            &[
                ("n", &chosen.rules.len().to_string()),
                ("errors", &count(Level::Error)),
                ("warnings", &count(Level::Warning)),
                ("notes", &count(Level::Note)),
            ],
        );
        Self {
            language: language.to_owned(),
            title: words.fill("book-title", &[("title", &titles.join(" + "))]),
            date: words.fill("book-made", &[("date", date)]),
            packs,
            counts,
            groups,
            facts: facts.into_values().collect(),
        }
    }
}
