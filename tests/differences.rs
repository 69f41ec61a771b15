//! `shopvet diff` over saved reports: what is told apart, in every form, and its exit code.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod mixed;

use mixed::{HOSTILE, report};
use serde_json::{Value, json};
use shopvet::report::diff::Difference;
use shopvet::report::json;
use shopvet::report::saved::Saved;
use std::process::Output;

/// The mixed report as it was saved in spring, and as it looks in autumn.
fn reports(language: &str) -> (Value, Value) {
    let old: Value = serde_json::from_str(&json::render(&report(language))).unwrap();
    let mut new = old.clone();
    new["as-of"] = "2026-09-01".into();
    new["verdict"] = "review".into();
    let outcomes = new["outcomes"].as_array_mut().unwrap();
    // Not met before and met now; open before and not met now; met before and open now.
    outcomes[0]["outcome"] = "pass".into();
    outcomes[2]["outcome"] = "fail".into();
    outcomes[2]["reason"] = Value::Null;
    outcomes[4]["outcome"] = "inconclusive".into();
    outcomes[4]["reason"] = "blocked".into();
    outcomes[4]["message"] = HOSTILE.into();
    // A rule that is asked no more, and one whose waiver has ended.
    outcomes.remove(3);
    let last = outcomes.len() - 1;
    outcomes[last]["waiver"] = Value::Null;
    let facts = &mut new["facts"];
    facts["domain.registrar"]["value"] = "Another registrar".into();
    facts["pages.terms"] = json!({
        "state": "present", "reason": null, "evidence": [],
        "value": {"url": "https://www.teapot.example/terms", "clicks": 1, "words": 900}
    });
    facts["contact.emails"]["value"][0]["source"] = "text".into();
    (old, new)
}

fn saved(value: &Value) -> Saved {
    Saved::read(&value.to_string(), "report.json").unwrap()
}

#[test]
fn findings_are_told_apart() {
    let (old, new) = reports("en");
    let difference = Difference::of(&saved(&old), &saved(&new));
    let ids = |list: &[shopvet::report::diff::Finding]| -> Vec<String> {
        list.iter().map(|finding| finding.rule.clone()).collect()
    };
    assert_eq!(ids(&difference.added), ["passing-rule", "waived-rule"]);
    assert_eq!(ids(&difference.fixed), ["failing-rule"]);
    assert_eq!(ids(&difference.changed), ["open-rule"]);
    assert_eq!(ids(&difference.still_open), ["failing-warning", "broken-rule"]);
    assert_eq!(ids(&difference.not_asked), ["open-note"]);
    let facts: Vec<&str> = difference.facts.iter().map(|fact| fact.path).collect();
    assert_eq!(facts, ["contact.emails", "domain.registrar", "pages.terms"]);
}

#[test]
fn a_report_does_not_differ_from_itself() {
    let (old, _) = reports("en");
    let difference = Difference::of(&saved(&old), &saved(&old));
    assert!(difference.added.is_empty() && difference.fixed.is_empty());
    assert!(difference.changed.is_empty() && difference.not_asked.is_empty());
    assert!(difference.facts.is_empty());
}

#[test]
fn what_is_waived_stands_apart_and_is_not_fixed() {
    // Backwards: the waiver comes.
    let (waived, open) = reports("en");
    let difference = Difference::of(&saved(&open), &saved(&waived));
    let ids: Vec<&str> = difference.waived.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(ids, ["waived-rule"]);
    assert!(difference.fixed.iter().all(|finding| finding.rule != "waived-rule"));
    let told = difference.markdown("en");
    let apart = told.split_once("## Waived").unwrap().1;
    assert!(apart.contains("Waived until 2026-06-30 by risk"), "{told}");
    assert_eq!(difference.since("waived-rule"), None, "it is no finding");
    // A waiver that nobody needs any more.
    let mut met = waived.clone();
    for outcome in met["outcomes"].as_array_mut().unwrap() {
        if outcome["rule"] == "waived-rule" {
            outcome["outcome"] = "pass".into();
            outcome["waiver"] = Value::Null;
        }
    }
    let difference = Difference::of(&saved(&waived), &saved(&met));
    assert!(difference.fixed.iter().any(|finding| finding.rule == "waived-rule"));
}

#[test]
fn every_form_in_both_languages() {
    for language in ["en", "sv"] {
        let (old, new) = reports(language);
        let difference = Difference::of(&saved(&old), &saved(&new));
        let terminal = difference.terminal(language, 96);
        let plain = anstream::adapter::strip_str(&terminal).to_string();
        insta::assert_snapshot!(format!("terminal-{language}"), plain);
        insta::assert_snapshot!(format!("markdown-{language}"), difference.markdown(language));
        insta::assert_snapshot!(format!("html-{language}"), difference.html(language).unwrap());
        assert!(!difference.html(language).unwrap().contains("<script"));
        for text in [plain, difference.markdown(language), difference.html(language).unwrap()] {
            assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{text}");
        }
    }
    let (old, new) = reports("en");
    insta::assert_snapshot!("json", Difference::of(&saved(&old), &saved(&new)).json());
}

fn diff(old: &Value, new: &Value, args: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, value: &Value| {
        let path = folder.path().join(name);
        std::fs::write(&path, value.to_string()).unwrap();
        path
    };
    assert_cmd::Command::cargo_bin("shopvet")
        .unwrap()
        .arg("diff")
        .args([path("old.json", old), path("new.json", new)])
        .args(args)
        .output()
        .unwrap()
}

#[test]
fn the_exit_code_is_that_of_the_worst_that_moved() {
    let (old, new) = reports("en");
    assert_eq!(diff(&old, &new, &[]).status.code(), Some(1));
    assert_eq!(diff(&old, &old, &[]).status.code(), Some(0));
    let mut open = old.clone();
    open["outcomes"][4] = new["outcomes"][3].clone();
    assert_eq!(open["outcomes"][4]["outcome"], "inconclusive");
    assert_eq!(diff(&old, &open, &["--format", "json"]).status.code(), Some(3));
}

#[test]
fn two_shops_are_not_compared() {
    let (old, mut new) = reports("en");
    new["target"]["host"] = "www.kettle.example".into();
    let output = diff(&old, &new, &[]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("teapot.example") && said.contains("kettle.example"), "{said}");
}
