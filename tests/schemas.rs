//! The schemas that lie beside the rules, and the lines that lead editors to them.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::shopvet;
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

/// When this fails: `cargo run -- rules schema --write rules`.
#[test]
fn what_ships_is_in_step_with_the_program() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").display().to_string();
    let (code, stdout, stderr) = run(&["rules", "schema", "--check", &rules]);
    assert_eq!(code, 0, "{stdout}{stderr}");
}

/// When this fails: `cargo run -- schema report > schemas/shopvet.report-1.schema.json`, and
/// likewise `diff`.
#[test]
fn what_is_published_of_reports_is_in_step_with_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for of in ["report", "diff"] {
        let (code, text, stderr) = run(&["schema", of]);
        assert_eq!(code, 0, "{stderr}");
        let file = folder.join(format!("shopvet.{of}-1.schema.json"));
        let there = std::fs::read_to_string(&file).unwrap();
        assert!(there == text, "{} is out of step", file.display());
        let schema: Value = serde_json::from_str(&text).unwrap();
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{of}: {error}"));
        for key in ["$id", "title", "description"] {
            assert!(schema[key].as_str().is_some_and(|said| !said.is_empty()), "{of}: {key}");
        }
    }
}

#[test]
fn a_folder_of_ones_own_is_brought_in_step() {
    let folder = tempfile::tempdir().unwrap();
    let rule = folder.path().join("contact/opening-hours-shown.yaml");
    std::fs::create_dir_all(rule.parent().unwrap()).unwrap();
    let text = include_str!("rules/opening-hours-shown.yaml");
    std::fs::write(&rule, text).unwrap();
    let path = folder.path().display().to_string();
    let (code, _, stderr) = run(&["rules", "schema", "--check", &path]);
    assert_eq!(code, 5);
    assert!(stderr.contains("opening-hours-shown.yaml") && stderr.contains("--write"), "{stderr}");
    let (code, _, stderr) = run(&["rules", "schema", "--write", &path]);
    assert_eq!(code, 0, "{stderr}");
    let (code, _, stderr) = run(&["rules", "schema", "--check", &path]);
    assert_eq!(code, 0, "{stderr}");
    let written = std::fs::read_to_string(&rule).unwrap();
    let (first, rest) = written.split_once('\n').unwrap();
    assert_eq!(rest, text);
    let schema = first.split_once("$schema=").unwrap().1;
    let schema = std::fs::read_to_string(rule.parent().unwrap().join(schema)).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["title"], "shopvet rule");
    let (code, _, stderr) = run(&["rules", "check", "--rules", &path]);
    assert_eq!(code, 0, "{stderr}");
}

#[test]
fn what_init_writes_leads_to_schemas_that_it_satisfies() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, stderr) = run(&["init", &folder.path().display().to_string()]);
    assert_eq!(code, 0, "{stderr}");
    for name in ["shopvet.yaml", "application.yaml"] {
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        let line = text.lines().next().unwrap();
        let schema = line.strip_prefix("# yaml-language-server: $schema=").unwrap();
        let schema = std::fs::read_to_string(folder.path().join(schema)).unwrap();
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        // With every line that is commented out, too.
        let bare: String = text
            .lines()
            .map(|line| line.strip_prefix("#: ").unwrap_or(line).to_owned() + "\n")
            .collect();
        let value = shopvet::yaml::parse(&bare).unwrap().json();
        let wrong: Vec<String> =
            validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
        let slip = shopvet::yaml::parse("no-such-key: 1\n").unwrap().json();
        assert!(!validator.is_valid(&slip), "{name}");
    }
}

#[test]
fn every_schema_is_a_schema() {
    for of in ["rule", "pack", "translation", "waivers", "application", "config"] {
        let (code, text, stderr) = run(&["rules", "schema", of]);
        assert_eq!(code, 0, "{stderr}");
        let schema: Value = serde_json::from_str(&text).unwrap();
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{of}: {error}"));
        assert!(schema["title"].as_str().is_some(), "{of}");
    }
}

/// Every text that ships, as an editor would judge it.
#[test]
fn translations_that_ship_satisfy_their_schema() {
    let (_, text, _) = run(&["rules", "schema", "translation"]);
    let schema: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/translations");
    for language in std::fs::read_dir(folder).into_iter().flatten() {
        for file in std::fs::read_dir(language.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let value = shopvet::yaml::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let wrong: Vec<String> =
                validator.iter_errors(&value.json()).map(|error| error.to_string()).collect();
            assert!(wrong.is_empty(), "{}: {}", path.display(), wrong.join("\n"));
        }
    }
}
