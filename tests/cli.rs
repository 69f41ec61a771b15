//! The command line: what it refuses, how it says so, and with which code.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::shopvet;
use std::path::Path;

/// Runs the program and gives code, standard output and standard error.
fn run(args: &[&str]) -> (i32, String, String) {
    let output = shopvet().args(args).output().unwrap();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn a_wrong_command_line_is_usage() {
    for args in [
        &["check"][..],
        &["check", "ftp://shop.example"],
        &["check", "https://user:pass@shop.example"],
        &["check", "https://shop.example", "--pack", "no-such-pack"],
        &["check", "https://shop.example", "--connect-to", "nonsense"],
        &["check", "https://shop.example", "--allow-net", "nonsense"],
        &["check", "https://shop.example", "--application", "no-such-file.yaml"],
        &["check", "https://shop.example", "--save", "no/such/folder/a.wacz"],
        &["check", "https://shop.example", "--format", "papyrus"],
        &["check", "https://shop.example", "--format", "json", "--format", "html"],
        &["check", "https://shop.example", "--lang", "tlh"],
        &["judge", "no-such-bundle.wacz"],
        &["rules", "show", "no-such-rule"],
        &["facts", "show", "contact.emials"],
    ] {
        let (code, stdout, stderr) = run(args);
        assert_eq!(code, 2, "{args:?}: {stderr}");
        assert!(stdout.is_empty(), "{args:?} wrote to standard output: {stdout}");
        assert!(stderr.starts_with("error: "), "{args:?}: {stderr}");
    }
}

#[test]
fn the_nearest_word_is_named() {
    let (_, _, stderr) = run(&["facts", "show", "contact.emials"]);
    assert!(stderr.contains("contact.emails"), "{stderr}");
    let (_, _, stderr) = run(&["check", "https://shop.example", "--pack", "worldlin"]);
    assert!(stderr.contains("worldline"), "{stderr}");
}

#[test]
fn a_broken_file_is_invalid_and_named_with_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let application = write(folder.path(), "application.yaml", "country: SE\nlegal-nam: X AB\n");
    let words = write(folder.path(), "words.yaml", "country: SE\ngoods: [shoes, alchohol]\n");
    let waivers = write(
        folder.path(),
        "waivers.yaml",
        "- rule: terms-published\n  host: shop.example\n  reason: Agreed\n  owner: A\n  until: soon\n",
    );
    let config = write(folder.path(), "shopvet.yaml", "max-pages: many\n");
    let url = "https://shop.example";
    for (args, place) in [
        (vec!["check", url, "--application", &application], "application.yaml:2:1"),
        (vec!["check", url, "--application", &words], "words.yaml:2:16"),
        (vec!["check", url, "--waivers", &waivers], "waivers.yaml:5:"),
        (vec!["check", url, "--config", &config], "shopvet.yaml:1:"),
    ] {
        let (code, _, stderr) = run(&args);
        assert_eq!(code, 5, "{args:?}: {stderr}");
        assert!(stderr.contains(place), "{args:?}: {stderr}");
    }
}

#[test]
fn a_broken_rule_names_the_word_that_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    let rule = "id: own-rule\ntitle: {en: A, sv: A}\nlevel: eror\ngroup: terms\nwhy: Because.\n\
                guidance: {en: Do., sv: Gör.}\nrequire:\n  fact: terms.topiks\n  exists: true\n\
                messages:\n  pass: {en: Yes., sv: Ja.}\n  fail: {en: No., sv: Nej.}\n  \
                inconclusive:\n    default: {en: Eh., sv: Hm.}\ntests: []\n";
    write(folder.path(), "terms/own-rule.yaml", rule);
    let (code, _, stderr) =
        run(&["rules", "check", "--rules", &folder.path().display().to_string()]);
    assert_eq!(code, 5, "{stderr}");
    assert!(stderr.contains("own-rule.yaml:3:8"), "{stderr}");
    assert!(stderr.contains("error") && stderr.contains("own-rule.yaml:8:9"), "{stderr}");
    assert!(stderr.contains("terms.topics"), "{stderr}");
}

#[test]
fn the_built_in_rules_are_sound() {
    let (code, stdout, stderr) = run(&["rules", "check"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("are sound"), "{stdout}");
    let (code, stdout, _) = run(&["rules", "test"]);
    assert_eq!(code, 0, "{stdout}");
    let (_, list, _) = run(&["rules", "list", "--pack", "baseline"]);
    let rules = list.lines().filter(|line| line.starts_with("  ")).count();
    assert!(rules >= 35, "only {rules} rules in the baseline");
}

#[test]
fn init_writes_files_that_the_program_takes_and_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    let (code, _, stderr) = run(&["init", &path]);
    assert_eq!(code, 0, "{stderr}");
    assert!(folder.path().join("application.yaml").is_file());
    std::fs::write(folder.path().join("shopvet.yaml"), "rate: 9\n").unwrap();
    let (code, _, stderr) = run(&["init", &path]);
    assert_eq!(code, 2, "{stderr}");
    assert_eq!(std::fs::read_to_string(folder.path().join("shopvet.yaml")).unwrap(), "rate: 9\n");
}

#[test]
fn completions_manual_and_schemas_are_printed() {
    for (args, word) in [
        (&["completions", "bash"][..], "shopvet"),
        (&["man"], ".TH"),
        (&["rules", "schema", "rule"], "$schema"),
        (&["rules", "schema", "pack"], "$schema"),
        (&["rules", "schema", "waivers"], "$schema"),
        (&["rules", "schema", "application"], "legal-name"),
        (&["facts", "list"], "contact.emails"),
        (&["facts", "list", "--json"], "\"path\": \"contact.emails\""),
        (&["facts", "show", "domain.registrant"], "registration-number"),
        (&["rules", "show", "terms-published"], "terms-published"),
    ] {
        let (code, stdout, stderr) = run(args);
        assert_eq!(code, 0, "{args:?}: {stderr}");
        assert!(stdout.contains(word), "{args:?}: {stdout}");
    }
}

#[test]
fn help_is_what_the_snapshot_says() {
    for command in ["", "check", "judge", "inspect", "rules", "facts", "demo", "init", "challenge"]
    {
        let args: Vec<&str> = [command, "--help"].into_iter().filter(|a| !a.is_empty()).collect();
        let (code, stdout, _) = run(&args);
        assert_eq!(code, 0);
        let name = if command.is_empty() { "main" } else { command };
        insta::assert_snapshot!(format!("help-{name}"), stdout);
    }
}

#[test]
fn inspect_answers_each_line_with_its_id() {
    use std::io::Write as _;
    use std::process::Stdio;
    let mut child = shopvet()
        .args(["inspect", "--as", "number", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = "{\"id\":\"a\",\"text\":\"556233-9423\",\"scheme\":\"se-orgnr\"}\n\
                 not json\n\
                 {\"id\":7,\"text\":\"556223-9423\",\"scheme\":\"se-orgnr\"}\n";
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let answers: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 3);
    assert_eq!((&answers[0]["id"], &answers[0]["valid"]), (&"a".into(), &true.into()));
    assert!(answers[1]["error"].is_string());
    assert_eq!((&answers[2]["id"], &answers[2]["valid"]), (&7.into(), &false.into()));
}
