//! The formats that other programs read, over one report that holds every outcome: their
//! form, held against the published schemas and read by real parsers.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod mixed;

use mixed::{HOSTILE, report};
use serde_json::Value;
use shopvet::judge::FailOn;
use shopvet::report::letter::{self, Form};
use shopvet::report::{csv, junit, markdown, sarif};
use std::path::Path;

fn without_version(text: &str) -> String {
    text.replace(env!("CARGO_PKG_VERSION"), "[version]")
}

#[test]
fn sarif_in_both_languages() {
    for language in ["en", "sv"] {
        let text = without_version(&sarif::render(&report(language)));
        insta::assert_snapshot!(format!("sarif-{language}"), text);
    }
}

#[test]
fn sarif_is_valid_against_its_schema() {
    // The published schema holds a pattern with a bracket too many.
    let schema = include_str!("data/schemas/sarif-2.1.0.json").replace("{2}]?$", "{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let log: Value = serde_json::from_str(&sarif::render(&report("en"))).unwrap();
    let errors: Vec<String> = validator.iter_errors(&log).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    // A slip is noticed.
    let mut wrong = log;
    wrong["runs"][0]["results"][0]["kind"] = "maybe".into();
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn a_finding_keeps_its_fingerprint_whatever_its_words() {
    let prints = |language: &str| -> Vec<(String, Value)> {
        let log: Value = serde_json::from_str(&sarif::render(&report(language))).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let one = |r: &Value| {
            (r["ruleId"].as_str().unwrap().to_owned(), r["partialFingerprints"].clone())
        };
        results.iter().map(one).collect()
    };
    let english = prints("en");
    assert_eq!(english, prints("sv"));
    let mut different: Vec<String> = english.iter().map(|(_, print)| print.to_string()).collect();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), english.len());
}

#[test]
fn junit_in_both_languages() {
    for language in ["en", "sv"] {
        let text = junit::render(&report(language), FailOn::Review).unwrap();
        insta::assert_snapshot!(format!("junit-{language}"), text);
    }
}

/// Held against the schema by `xmllint`, where the machine has it; `.ci/run` sees to it
/// that it has.
#[test]
fn junit_is_valid_against_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.xml");
    std::fs::write(&file, junit::render(&report("en"), FailOn::Review).unwrap()).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/schemas/junit.xsd");
    let checked = std::process::Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .args([&schema, &file])
        .output();
    match checked {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        Err(error) => {
            let required = std::env::var_os("SHOPVET_REQUIRE_XMLLINT").is_some();
            assert!(!required, "xmllint cannot be run: {error}");
        }
    }
}

#[test]
fn a_case_fails_exactly_when_it_counts() {
    let failures = |fail_on| {
        let text = junit::render(&report("en"), fail_on).unwrap();
        text.matches("<failure").count()
    };
    let report = report("en");
    for fail_on in [FailOn::Fail, FailOn::Review, FailOn::Warning, FailOn::Never] {
        let counted = report
            .outcomes
            .iter()
            .filter(|outcome| outcome.outcome != shopvet::judge::OutcomeKind::Error)
            .filter(|outcome| shopvet::judge::counts(outcome, fail_on))
            .count();
        assert_eq!(failures(fail_on), counted, "{fail_on:?}");
    }
    assert_eq!(failures(FailOn::Never), 0);
    assert!(failures(FailOn::Fail) > 0 && failures(FailOn::Review) > failures(FailOn::Fail));
}

#[test]
fn markdown_in_both_languages() {
    for language in ["en", "sv"] {
        let text = without_version(&markdown::render(&report(language)));
        insta::assert_snapshot!(format!("markdown-{language}"), text);
    }
}

#[test]
fn markdown_fits_a_comment_and_counts_what_does_not() {
    let mut long = report("en");
    let mut more = long.outcomes.clone();
    for outcome in &mut more {
        outcome.message = "a very long word".repeat(500);
    }
    for _ in 0..40 {
        long.outcomes.extend(more.clone());
    }
    let text = markdown::render(&long);
    assert!(text.chars().count() < 65_536, "{}", text.len());
    assert!(text.contains("more outcomes did not fit"));
}

#[test]
fn csv_in_both_languages() {
    for language in ["en", "sv"] {
        insta::assert_snapshot!(format!("csv-{language}"), csv::render(&report(language)).unwrap());
    }
}

#[test]
fn csv_has_one_line_an_outcome_and_no_formula() {
    let report = report("en");
    let text = csv::render(&report).unwrap();
    assert_eq!(text.lines().count(), report.outcomes.len() + 1);
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<::csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), report.outcomes.len());
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[test]
fn no_format_passes_on_what_a_hostile_page_holds() {
    let report = report("en");
    assert!(HOSTILE.contains('\u{1b}') && HOSTILE.contains("<script>"));
    let page = markdown::render(&report);
    for (name, text) in [
        ("sarif", sarif::render(&report)),
        ("junit", junit::render(&report, FailOn::Warning).unwrap()),
        ("markdown", page.clone()),
        ("csv", csv::render(&report).unwrap()),
        ("letter", letter::render(&report, Form::Text, None).unwrap()),
        ("letter", letter::render(&report, Form::Html, None).unwrap()),
    ] {
        for control in ['\u{1b}', '\u{202e}', '\u{9b}', '\u{ffff}'] {
            assert!(!text.contains(control), "{name} passes on {control:?}");
        }
    }
    // Outside of code no tag begins but those of the report's own folds.
    let outside: String = page.split('`').step_by(2).collect();
    for tag in outside.split('<').skip(1) {
        let own = ["details>", "/details>", "summary>", "/summary>"];
        assert!(own.iter().any(|name| tag.starts_with(name)), "<{tag}");
    }
}

#[test]
fn letters_in_both_languages() {
    for language in ["en", "sv"] {
        let report = report(language);
        for (form, name) in [(Form::Text, "text"), (Form::Html, "html")] {
            let text = letter::render(&report, form, None).unwrap();
            insta::assert_snapshot!(format!("letter-{name}-{language}"), text);
        }
    }
}

#[test]
fn a_letter_asks_only_what_the_merchant_must_do() {
    let text = letter::render(&report("en"), Form::Text, None).unwrap();
    let at = |rule: &str| text.find(&format!("Title of {rule}"));
    assert!(at("failing-rule") < at("open-rule") && at("open-rule") < at("failing-warning"));
    for rule in ["passing-rule", "other-rule", "waived-rule", "broken-rule", "open-note"] {
        assert_eq!(at(rule), None, "{rule}");
    }
}

#[test]
fn a_template_of_ones_own_takes_the_place_of_the_letter() {
    let own = "{{ letter.host }}: {{ letter.must | length }} & {{ letter.must[0].message }}";
    let text = letter::render(&report("en"), Form::Text, Some(own)).unwrap();
    assert_eq!(text, "www.teapot.example: 1 & Message of failing-rule.");
    let slip = "line\n{{ letter.hots }}";
    let error = letter::render(&report("en"), Form::Html, Some(slip)).unwrap_err();
    assert_eq!((error.name(), error.line()), (Some("letter.html"), Some(2)));
}
