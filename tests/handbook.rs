//! Pages about rules, handbooks and explanations, through the program.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{check, serve, shopvet};
use serde_json::Value;
use std::path::Path;

fn run(args: &[&str]) -> (i32, String, String) {
    let output = shopvet().args(args).output().unwrap();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn a_rule_is_a_page_in_every_form_and_language() {
    for language in ["en", "sv", "nb", "da", "fi", "de"] {
        for format in ["text", "markdown", "html"] {
            let args =
                ["rules", "show", "order-button-clear", "--lang", language, "--format", format];
            let (code, page, stderr) = run(&args);
            assert_eq!(code, 0, "{stderr}");
            for word in ["order-button-clear", "checkout.order-button", "insufficient"] {
                assert!(page.contains(word), "{language} {format} lacks {word}: {page}");
            }
        }
    }
    let (code, _, stderr) = run(&["rules", "show", "order-button-clear", "--lang", "tlh"]);
    assert!(code == 2 && stderr.contains("known are en"), "{stderr}");
}

#[test]
fn the_page_of_a_rule_is_what_the_snapshot_says() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("contact");
    std::fs::create_dir(&own).unwrap();
    // A rule of its own, so that those that ship may say what they like.
    let rule = include_str!("rules/opening-hours-shown.yaml");
    std::fs::write(own.join("opening-hours-shown.yaml"), rule).unwrap();
    let rules = folder.path().display().to_string();
    for format in ["text", "markdown"] {
        let args = ["rules", "show", "opening-hours-shown", "--rules", &rules, "--format", format];
        let (_, page, _) = run(&args);
        // Packs come and go; what the rule says does not.
        let packs = if format == "text" { "In packs" } else { "## In packs" };
        let (before, after) = page.split_once(&format!("\n{packs}\n")).unwrap();
        let (_, after) = after.split_once("What each outcome says").unwrap();
        insta::assert_snapshot!(format!("page-{format}"), format!("{before}\n..{after}"));
    }
}

#[test]
fn a_handbook_is_one_file_or_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let file = path("book.html");
    let docs = ["rules", "docs", "--pack", "worldline", "--date", "2026-11-27", "--lang", "sv"];
    let with =
        |more: &[&str]| run(&docs.iter().copied().chain(more.iter().copied()).collect::<Vec<_>>());
    let (code, stdout, stderr) = with(&["--out", &file]);
    assert!(code == 0 && stdout.is_empty() && stderr.contains("book.html"), "{stderr}");
    let book = std::fs::read_to_string(&file).unwrap();
    assert!(book.starts_with("<!doctype html>") && book.contains("lang=\"sv\""));
    assert!(book.contains("2026-11-27") && book.contains("Worldlines krav"));
    assert!(book.contains("size: A4") && !book.contains("<script"));
    let (code, markdown, _) = with(&[]);
    assert!(code == 0 && markdown.starts_with("# Handbok"), "{markdown}");
    let (code, _, stderr) = with(&["--format", "html", "--out", &path("book")]);
    assert_eq!(code, 0, "{stderr}");
    let index = std::fs::read_to_string(folder.path().join("book/index.html")).unwrap();
    let page = folder.path().join("book/terms-published.html");
    assert!(index.contains("href=\"terms-published.html\"") && page.is_file());
    let (code, _, stderr) = run(&["rules", "docs", "--pack", "worldlin"]);
    assert!(code == 2 && stderr.contains("worldline"), "{stderr}");
}

#[test]
fn a_verdict_is_explained_from_the_report_alone() {
    let universe = serve("glimmerkvist");
    let folder = tempfile::tempdir().unwrap();
    let seen = check(
        &universe,
        "https://www.glimmerkvist.example/",
        folder.path(),
        &["--render", "never"],
    );
    let report = folder.path().join("report.json").display().to_string();
    drop(universe);
    for outcome in seen.report["outcomes"].as_array().unwrap() {
        let rule = outcome["rule"].as_str().unwrap();
        if !["terms-published", "prices-visible", "domain-registered"].contains(&rule) {
            continue;
        }
        let (code, json, stderr) = run(&["explain", rule, &report, "--format", "json"]);
        assert_eq!(code, 0, "{stderr}");
        let told: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(told["outcome"], outcome["outcome"], "{rule}");
        assert_eq!(told["message"], outcome["message"], "{rule}");
        assert_eq!(told["as-of"], seen.report["as-of"]);
        let notes = told["notes"].to_string();
        assert!(!notes.contains("have changed"), "{rule}: {notes}");
    }
    let (code, text, stderr) = run(&["explain", "terms-published", &report, "--lang", "da"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(text.contains("pages.terms") && text.contains("Vurderet pr."), "{text}");
    other_rules(&report, folder.path());
    let (code, _, stderr) = run(&["explain", "terms-publishd", &report]);
    assert!(code == 2 && stderr.contains("terms-published"), "{stderr}");
    let (code, _, stderr) = run(&["explain", "terms-published", file!()]);
    assert!(code == 2 || code == 5, "{stderr}");
}

/// Rules that have changed since, and packs that are others.
fn other_rules(report: &str, folder: &Path) {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/terms/terms-published.yaml");
    let text = std::fs::read_to_string(rules).unwrap();
    let own = folder.join("rules/terms");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("terms-published.yaml"), text + "# Another.\n").unwrap();
    let own = folder.join("rules").display().to_string();
    let (code, text, stderr) = run(&["explain", "terms-published", report, "--rules", &own]);
    assert_eq!(code, 0, "{stderr}");
    assert!(text.contains("rules have changed"), "{text}");
    let args = ["explain", "terms-published", report, "--pack", "worldline", "--lang", "en"];
    let (code, text, stderr) = run(&args);
    assert_eq!(code, 0, "{stderr}");
    assert!(text.contains("error") && text.contains("worldline"), "{text}");
}
