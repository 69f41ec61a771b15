//! The tools for people who write rules, through the real program: drafts, checks,
//! tests, and what a folder of one's own changes.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::shopvet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Stdio;

/// Runs `shopvet rules` in a folder and gives code, standard output and standard error.
fn rules(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = shopvet().arg("rules").args(args).current_dir(folder).output().unwrap();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

fn change(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from}: {text}");
    std::fs::write(file, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_draft_is_sound_and_tells_what_is_still_to_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, stderr) = rules(
        folder.path(),
        &["new", "contact/chat-offered", "--fact", "contact.chat", "--title", "A chat is offered"],
    );
    assert_eq!(code, 0, "{stderr}");
    let file = folder.path().join("rules/contact/chat-offered.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# yaml-language-server: $schema=../schemas/rule.schema.json\n"));
    assert!(text.contains("A chat is offered"), "{text}");
    for name in ["rule", "pack"] {
        let schema = folder.path().join(format!("rules/schemas/{name}.schema.json"));
        let schema = std::fs::read_to_string(schema).unwrap();
        assert!(schema.contains("$schema"), "{name}");
    }
    // The folder `rules` below the working folder is no default of anything but `new`.
    std::fs::write(folder.path().join("shopvet.yaml"), "rules: [rules]\n").unwrap();
    let (code, stdout, stderr) = rules(folder.path(), &["check", "chat-offered"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("chat-offered.yaml:8:7: the text is still to be written"), "{stdout}");
    let (code, _, stderr) = rules(folder.path(), &["check", "--strict", "chat-offered"]);
    assert_eq!(code, 5);
    assert!(stderr.contains("[unfinished-text]"), "{stderr}");
    let (code, stdout, _) = rules(folder.path(), &["test", "chat-offered"]);
    assert_eq!((code, stdout.as_str()), (0, "3 tests of 1 rule: 3 passed, 0 failed\n"));
    // What is there is never written over.
    let (code, _, stderr) = rules(folder.path(), &["new", "contact/chat-offered"]);
    assert_eq!(code, 2, "{stderr}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn what_cannot_be_drafted_is_usage_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (args, told) in [
        (&["new", "chat"][..], "GROUP/ID"),
        (&["new", "contact/Chat"], "kebab-case"),
        (&["new", "contact/chat", "--fact", "contact.emials"], "`contact.emails`"),
        (&["new", "contact/chat", "--from", "contact-email-visibel"], "contact-email-visible"),
        (&["new", "contact/chat", "--level", "fatal"], "warning"),
    ] {
        let (code, _, stderr) = rules(folder.path(), args);
        assert_eq!(code, 2, "{args:?}: {stderr}");
        assert!(stderr.contains(told), "{args:?}: {stderr}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_failed_test_shows_what_decided() {
    let folder = tempfile::tempdir().unwrap();
    let (code, ..) = rules(folder.path(), &["new", "terms/buyer-age", "--fact", "terms.topics"]);
    assert_eq!(code, 0);
    let file = folder.path().join("rules/terms/buyer-age.yaml");
    change(
        &file,
        "  field: topic\n  includes-any: [seller-identity]\n",
        "  all-of:\n    - fact: terms.topics\n      field: topic\n      includes-all: [age-limit, complaints]\n    - fact: pages.terms.words\n      at-least: 80\n",
    );
    change(&file, "  fact: terms.topics\n  all-of", "  all-of");
    change(&file, "      terms.topics: [seller-identity]\n", "      terms.topics: [age-limit]\n");
    change(&file, "    expect: fail\n", "    expect: fail\n    says: not stated\n");
    let (code, stdout, stderr) = rules(folder.path(), &["test", "--rules", "rules", "buyer-age"]);
    assert_eq!(code, 5, "{stderr}");
    insta::assert_snapshot!(stdout.replace('\\', "/"));
    let (_, stdout, _) = rules(folder.path(), &["test", "-v", "--rules", "rules", "buyer-age"]);
    assert!(
        stdout.starts_with("FAILED  buyer-age  3 tests\n  FAILED  as it should be"),
        "{stdout}"
    );
    assert!(stdout.contains("  ok      it could not be seen: inconclusive"), "{stdout}");
}

#[test]
fn the_tests_run_again_when_a_file_changes() {
    let folder = tempfile::tempdir().unwrap();
    let (code, ..) = rules(folder.path(), &["new", "contact/chat-offered"]);
    assert_eq!(code, 0);
    let (code, _, stderr) = rules(folder.path(), &["test", "--watch"]);
    assert_eq!(code, 2, "{stderr}");
    let mut child = shopvet()
        .args(["rules", "test", "--watch", "--rules", "rules", "chat-offered"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut results = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut summary = || results.find(|line| line.contains(" tests of ")).unwrap();
    assert_eq!(summary(), "3 tests of 1 rule: 3 passed, 0 failed");
    assert!(told.next().unwrap().starts_with("waiting"));
    let file = folder.path().join("rules/contact/chat-offered.yaml");
    change(&file, "expect: pass", "expect: fail");
    assert!(told.next().unwrap().ends_with("chat-offered.yaml"));
    assert_eq!(summary(), "3 tests of 1 rule: 2 passed, 1 failed");
    // A file that cannot be read is told, and the watch goes on.
    assert!(told.next().unwrap().starts_with("waiting"));
    change(&file, "level: warning", "level: wrning");
    assert!(told.any(|line| line.contains("did you mean `warning`?")));
    assert!(told.any(|line| line.starts_with("waiting")));
    change(&file, "level: wrning", "level: warning  # mended");
    assert_eq!(summary(), "3 tests of 1 rule: 2 passed, 1 failed");
    child.kill().unwrap();
    child.wait().unwrap();
}

const PACK: &str = "name: ours\ntitle: {en: Ours, sv: Våra}\nversion: '1'\nsource: The risk team.\n\
                    extends: [baseline]\nwithout: [terms-published]\nset:\n  \
                    contact-email-visible: {level: note}\n  order-button-clear:\n    \
                    params: {accepted: [clear, weak]}\n";

#[test]
fn what_a_folder_of_ones_own_changes_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    assert_eq!(rules(path, &["diff"]).0, 2);
    std::fs::create_dir(path.join("empty")).unwrap();
    let (code, stdout, _) = rules(path, &["diff", "--rules", "empty"]);
    assert_eq!((code, stdout.as_str()), (0, "nothing differs from what is built in\n"));
    rules(path, &["new", "contact/chat-offered", "--title", "A chat is offered"]);
    rules(path, &["new", "contact/contact-phone-visible", "--from", "contact-phone-visible"]);
    let file = path.join("rules/contact/contact-phone-visible.yaml");
    change(&file, "level: warning", "level: error");
    change(&file, "  exists: true", "  field: value\n  matches: '^\\+46'");
    std::fs::create_dir(path.join("rules/packs")).unwrap();
    std::fs::write(path.join("rules/packs/ours.yaml"), PACK).unwrap();
    std::fs::write(path.join("shopvet.yaml"), "rules: [rules]\n").unwrap();
    let (code, stdout, stderr) = rules(path, &["diff"]);
    assert_eq!(code, 0, "{stderr}");
    insta::assert_snapshot!(stdout);
    let (code, stdout, _) = rules(path, &["diff", "--pack", "ours"]);
    assert_eq!(code, 0);
    assert!(stdout.starts_with("from `baseline` to `ours`\n"), "{stdout}");
    assert!(stdout.contains("params.accepted: [\"clear\"] -> [\"clear\",\"weak\"]"), "{stdout}");
    assert!(stdout.contains("  - terms-published "), "{stdout}");
    let (code, stdout, _) = rules(path, &["diff", "--pack", "se", "--pack", "worldline"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("level: warning -> error"), "{stdout}");
    assert!(stdout.contains("params.languages: "), "{stdout}");
    let (code, _, stderr) = rules(path, &["diff", "--pack", "our"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("did you mean `ours`?"), "{stderr}");
    // The same folder by a flag, a variable and the configuration.
    let (_, list, _) = rules(path, &["list"]);
    assert!(list.contains("chat-offered"), "{list}");
    let (_, list, _) = rules(path, &["list", "--no-config"]);
    assert!(!list.contains("chat-offered"), "{list}");
    let output = shopvet()
        .args(["rules", "list", "--no-config"])
        .env("SHOPVET_RULES", path.join("rules"))
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("chat-offered"));
}

#[test]
fn the_coverage_of_every_rule_is_a_table() {
    let folder = tempfile::tempdir().unwrap();
    rules(folder.path(), &["new", "contact/chat-offered"]);
    let file = folder.path().join("rules/contact/chat-offered.yaml");
    change(&file, "expect: fail", "expect: pass");
    let args = ["check", "--coverage", "--rules", "rules", "chat-offered"];
    let (code, stdout, stderr) = rules(folder.path(), &args);
    assert_eq!(code, 5);
    let row = stdout.lines().find(|line| line.starts_with("chat-offered")).unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells, ["chat-offered", "2", "0", "!", "1", "–"]);
    assert!(stderr.contains("[no-fail-test]"), "{stderr}");
    assert!(stderr.ends_with("1 problem in 1 file\n"), "{stderr}");
    let (code, stdout, _) = rules(folder.path(), &["check", "--coverage"]);
    assert_eq!(code, 0);
    assert!(!stdout.contains('!'), "a shipped rule lacks a test: {stdout}");
}
