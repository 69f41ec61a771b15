//! Every vocabulary file has the same keys, and words wherever the others have some.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use shopvet::yaml::{Node, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Keys that some languages rightly have no words for, with the reason.
const MAY_BE_EMPTY: &[(&str, &str)] = &[
    (
        "contact.street-endings",
        "not every language writes the kind of street in one word with its name",
    ),
    ("contact.at-names", "many languages have no name of their own for the sign"),
    ("contact.countries", "each file names the countries that its speakers write of"),
    (
        "identity.registration-labels",
        "each file names the registers that its speakers have to do with",
    ),
    ("prices.currencies", "each file names the currencies that have a name of their own in it"),
    (
        "topics.phrases",
        "strong, weak and with are chosen by topic; that none is missing is tested beside the topics",
    ),
    (
        "statements",
        "strong, weak, with and against are chosen by statement; that none is missing is tested beside them",
    ),
    (
        "pages.kinds",
        "some kinds of page have no word that only counts alone, or no words of content",
    ),
    ("pages.variant-words", "few languages are written in two ways that are told apart"),
    ("topics.lone", "not every language leaves out the number of one day, week or month"),
    (
        "goods.restricted",
        "strong, weak, with and against are chosen by category; that none is missing is tested beside the goods",
    ),
    ("goods.licences.categories", "each country licenses what it thinks fit"),
    ("residue.repealed-law", "a law is named where it was in force"),
];

/// The lists of a file by dotted path, and whether they hold anything.
fn lists(node: &Node, path: &str, out: &mut BTreeMap<String, bool>) {
    match &node.value {
        Tree::Map(entries) => {
            for entry in entries {
                let path = if path.is_empty() {
                    entry.key.clone()
                } else {
                    format!("{path}.{}", entry.key)
                };
                lists(&entry.value, &path, out);
            }
        }
        Tree::List(items) => {
            out.insert(path.to_owned(), !items.is_empty());
        }
        _ => {}
    }
}

#[test]
fn every_language_has_words_wherever_the_others_have() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/vocabulary");
    let mut files: BTreeMap<String, BTreeMap<String, bool>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let tree = shopvet::yaml::parse(&std::fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|wrong| panic!("{name}: {}", wrong.message));
        lists(&tree, "", files.entry(name).or_default());
    }
    assert!(files.len() >= 11);
    let all: BTreeSet<&String> = files.values().flat_map(BTreeMap::keys).collect();
    let mut wrong = Vec::new();
    for (name, own) in &files {
        for path in &all {
            let said = files.values().filter(|other| other.get(*path) == Some(&true)).count();
            let free = MAY_BE_EMPTY.iter().any(|(start, _)| path.starts_with(start));
            match own.get(*path) {
                None if !free => wrong.push(format!("{name} has no `{path}`")),
                Some(false) if !free && said > 0 => {
                    wrong.push(format!("{name} has no words under `{path}`, {said} others have"));
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
