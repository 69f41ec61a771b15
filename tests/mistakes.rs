//! Ten mistakes that people make in rule files, and what they are told, through the
//! program that ships: one message each, with file, line and column, the line itself and,
//! where it can be guessed, the word that was meant.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::shopvet;

const GOOD: &str = include_str!("rules/opening-hours-shown.yaml");
const FILE: &str = "rules/contact/opening-hours-shown.yaml";

/// What `rules check` says where the good rule has a text replaced, beside other files.
fn told(from: &str, to: &str, others: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    assert!(GOOD.contains(from), "{from}");
    let broken = GOOD.replacen(from, to, 1);
    for (name, text) in others.iter().chain([&(FILE, broken.as_str())]) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let output = shopvet()
        .args(["rules", "check", "--rules", "rules"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(5), "{told}");
    assert!(output.stdout.is_empty(), "{told}");
    // The place, in the one form that editors and terminals make a link of.
    let place = told.strip_prefix("error: ").and_then(|text| text.strip_prefix(FILE));
    let mut numbers = place.and_then(|text| text.strip_prefix(':')).unwrap().split(':');
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<usize>().ok());
    let (line, column) = (number(numbers.next()), number(numbers.next()));
    assert!(line.is_some() && column.is_some(), "{told}");
    assert_eq!(told.matches(FILE).count(), 1, "more than one message: {told}");
    told
}

#[test]
fn a_misspelt_key() {
    insta::assert_snapshot!(told("guidance:", "guidence:", &[]));
}

#[test]
fn a_misspelt_fact() {
    insta::assert_snapshot!(told("fact: pages.contact.words", "fact: page.contact.word", &[]));
}

#[test]
fn a_wrong_type() {
    insta::assert_snapshot!(told("pages.contact.words: 120", "pages.contact.words: many", &[]));
}

#[test]
fn a_bad_regex() {
    insta::assert_snapshot!(told(r"'@.+\.example$'", "'@(.+'", &[]));
}

#[test]
fn a_bad_date() {
    insta::assert_snapshot!(told("from: 2020-01-01", "from: 2020-02-30", &[]));
}

#[test]
fn a_duplicate_id() {
    let other = GOOD.replace("group: contact", "group: about");
    let others = [("rules/about/opening-hours-shown.yaml", other.as_str())];
    insta::assert_snapshot!(told("id: opening", "id: opening", &others));
}

#[test]
fn a_missing_language() {
    insta::assert_snapshot!(told("  sv: Butiken går att nå\n", "", &[]));
}

#[test]
fn a_tab() {
    insta::assert_snapshot!(told("  from: 2020", "\tfrom: 2020", &[]));
}

#[test]
fn wrong_indentation() {
    insta::assert_snapshot!(told("      exists: true", "     exists: true", &[]));
    insta::assert_snapshot!(told("  sv: Butiken går", "   sv: Butiken går", &[]));
    insta::assert_snapshot!(told("level: error", " level: error", &[]));
}

#[test]
fn no_without_quotes() {
    // Norway needs none.
    assert!(GOOD.contains("application.country: NO\n") && GOOD.contains("[SE, NO]"));
    insta::assert_snapshot!(told("      exists: true", "      exists: NO", &[]));
}
