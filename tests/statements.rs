//! How well statements of closed lists are read, measured on invented sentences in
//! every language: items of privacy policies, exceptions, subscriptions, what a site
//! says of itself, particulars of the company.
//!
//! The sentences are data: `tests/data/statements/<language>.yaml`. To see the
//! figures: `cargo test --test statements -- --nocapture`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail and may speak")]

use serde::Deserialize;
use shopvet::extract::{Context, read_page};
use shopvet::vocabulary::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// The sentences of one language.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Sentences {
    language: String,
    /// Texts that make a statement, by its list and kind; text or the HTML of some.
    says: BTreeMap<String, Vec<String>>,
    /// Texts that sound like a statement and do not make it.
    not: Vec<Other>,
    /// Written after the vocabulary, and scored before it was mended by them.
    held_out: BTreeMap<String, Vec<String>>,
    held_out_not: Vec<Other>,
    /// Written after that, and again scored before anything was mended.
    second_wave: BTreeMap<String, Vec<String>>,
    second_wave_not: Vec<Other>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    statement: String,
    text: String,
}

fn sentences() -> Vec<Sentences> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/statements");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        serde_saphyr::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    files.iter().map(read).collect()
}

/// What a page says.
fn said(language: &str, text: &str) -> BTreeSet<String> {
    let text = if text.starts_with('<') { text.to_owned() } else { format!("<p>{text}</p>") };
    let html = format!("<html lang={language}><main>{text}</main>");
    let context = Context { vocabulary: Vocabulary::built_in(), language: None, country: None };
    let page = read_page(&html, &Url::parse("https://a.example/page").unwrap(), context);
    page.statements.iter().map(|s| format!("{}.{}", s.value.list, s.value.kind)).collect()
}

/// Right answers and all, with the sentences that were answered wrongly.
#[derive(Default)]
struct Score {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Score {
    fn count(&mut self, right: bool, tell: impl FnOnce() -> String) {
        self.all += 1;
        self.right += usize::from(right);
        if !right {
            self.wrong.push(tell());
        }
    }

    fn share(&self) -> f64 {
        let share = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        if self.all == 0 { 1.0 } else { share(self.right) / share(self.all) }
    }
}

fn score(language: &str, says: &BTreeMap<String, Vec<String>>, not: &[Other]) -> (Score, Score) {
    let (mut found, mut silent) = (Score::default(), Score::default());
    for (statement, texts) in says {
        for text in texts {
            let said = said(language, text);
            found.count(said.contains(statement), || {
                format!("{language} {statement} not in: {text} ({said:?})")
            });
        }
    }
    for other in not {
        let said = said(language, &other.text);
        silent.count(!said.contains(&other.statement), || {
            format!("{language} {} is not in: {}", other.statement, other.text)
        });
    }
    (found, silent)
}

fn told(name: &str, score: &Score, least: f64) {
    println!("{name}: {} of {}", score.right, score.all);
    for wrong in &score.wrong {
        println!("  {wrong}");
    }
    assert!(score.share() >= least, "{name}: {} of {}", score.right, score.all);
}

fn measured(pick: fn(&Sentences) -> (Score, Score)) -> (Score, Score) {
    let (mut found, mut silent) = (Score::default(), Score::default());
    for language in sentences() {
        let (own, other) = pick(&language);
        println!("{}: {}/{} {}/{}", language.language, own.right, own.all, other.right, other.all);
        for (all, one) in [(&mut found, own), (&mut silent, other)] {
            all.right += one.right;
            all.all += one.all;
            all.wrong.extend(one.wrong);
        }
    }
    (found, silent)
}

#[test]
fn statements_are_found_and_look_alikes_are_not() {
    let (found, silent) = measured(|s| score(&s.language, &s.says, &s.not));
    println!("found {} of {}", found.right, found.all);
    told("silent", &silent, 0.98);
    told("found", &found, 0.97);
}

#[test]
fn statements_held_out_are_read_nearly_as_well() {
    let (found, silent) = measured(|s| score(&s.language, &s.held_out, &s.held_out_not));
    println!("held out: found {} of {}", found.right, found.all);
    told("held out, silent", &silent, 0.98);
    told("held out, found", &found, 0.9);
}

#[test]
fn statements_of_the_second_wave_are_read_too() {
    let (found, silent) = measured(|s| score(&s.language, &s.second_wave, &s.second_wave_not));
    println!("second wave: found {} of {}", found.right, found.all);
    told("second wave, silent", &silent, 0.9);
    told("second wave, found", &found, 0.75);
}
