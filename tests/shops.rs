//! Whole visits to the invented shops of `fixtures/`, over the real program and
//! real sockets: verdicts, exit codes, and what every shop is known to fail.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Run, check, fixture, judge, serve};
use std::collections::BTreeMap;
use std::path::Path;

/// Checks a shop of `fixtures/` with its application.
fn visit(name: &str, folder: &Path, args: &[&str]) -> Run {
    let universe = serve(name);
    let application = fixture(name).join("application.yaml").display().to_string();
    // A day of its own, so that dates in the fixtures never grow old.
    let mut all = vec!["--application", &application, "--as-of", "2026-11-23"];
    all.extend(args);
    check(&universe, &format!("https://www.{name}.example/"), folder, &all)
}

/// Each rule that neither passes nor is not applicable, as `outcome (reason)`.
fn remarks(run: &Run) -> String {
    let mut lines = BTreeMap::new();
    for outcome in run.report["outcomes"].as_array().unwrap() {
        let text = |key: &str| outcome[key].as_str().unwrap_or_default().to_owned();
        if !matches!(outcome["outcome"].as_str(), Some("pass" | "not-applicable")) {
            let reason = outcome["reason"].as_str().map(|r| format!(" ({r})")).unwrap_or_default();
            let line =
                format!("{} {}{reason}: {}", text("level"), text("outcome"), text("message"));
            lines.insert(text("rule"), line);
        }
    }
    lines.iter().map(|(rule, line)| format!("{rule}: {line}\n")).collect()
}

#[test]
fn the_compliant_swedish_shop_passes() {
    let folder = tempfile::tempdir().unwrap();
    let run = visit("glimmerkvist", folder.path(), &[]);
    let remarks = remarks(&run);
    let open: Vec<&str> = remarks
        .lines()
        .filter_map(|l| l.split_once(": "))
        .map(|(rule, line)| {
            assert!(line.starts_with("note inconclusive (not-collected)"), "{rule}: {line}");
            rule
        })
        .collect();
    // No register is asked and nothing is bought, so no visit settles these.
    assert_eq!(open, ["company-registered", "receipt-after-payment"], "{remarks}");
    assert_eq!((run.code, run.report["verdict"].as_str()), (0, Some("pass")));
}

#[test]
fn the_norwegian_shop_fails_where_it_is_known_to() {
    let folder = tempfile::tempdir().unwrap();
    let run = visit("brisefjon", folder.path(), &[]);
    insta::assert_snapshot!("brisefjon", remarks(&run));
    assert_eq!((run.code, run.report["verdict"].as_str()), (1, Some("fail")));
}

#[test]
fn the_german_shop_fails_where_it_is_known_to() {
    let folder = tempfile::tempdir().unwrap();
    let run = visit("lindenzapf", folder.path(), &[]);
    insta::assert_snapshot!("lindenzapf", remarks(&run));
    assert_eq!((run.code, run.report["verdict"].as_str()), (1, Some("fail")));
}

#[test]
fn the_english_shop_fails_where_it_is_known_to() {
    let folder = tempfile::tempdir().unwrap();
    let run = visit("harrowmere", folder.path(), &[]);
    insta::assert_snapshot!("harrowmere", remarks(&run));
    assert_eq!((run.code, run.report["verdict"].as_str()), (1, Some("fail")));
}

#[test]
fn a_shop_that_blocks_the_visit_is_never_failed_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let run = visit("motvindsboden", folder.path(), &[]);
    insta::assert_snapshot!("motvindsboden", remarks(&run));
    assert_eq!((run.code, run.report["verdict"].as_str()), (3, Some("review")));
    let failed = run.report["summary"]["fail"].as_u64();
    assert_eq!(failed, Some(0), "failed for what could not be seen");
}

#[test]
fn a_bundle_judged_again_gives_the_same_report() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("shop.wacz");
    let save = bundle.display().to_string();
    for name in ["brisefjon", "motvindsboden"] {
        let seen = visit(name, folder.path(), &["--save", &save]);
        let again = judge(&bundle, folder.path(), &["--as-of", "2026-11-23"]);
        assert_eq!(seen.code, again.code);
        let without_run = |mut report: serde_json::Value| {
            report.as_object_mut().unwrap().remove("run");
            serde_json::to_string_pretty(&report).unwrap()
        };
        assert_eq!(without_run(seen.report), without_run(again.report), "{name}");
    }
}

#[test]
fn what_a_baseline_knows_of_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("shop.wacz");
    let save = bundle.display().to_string();
    let seen = visit("brisefjon", folder.path(), &["--save", &save]);
    assert_eq!(seen.code, 1);
    let baseline = folder.path().join("baseline.json");
    let write = |report: &serde_json::Value| {
        std::fs::write(&baseline, report.to_string()).unwrap();
    };
    let against = || {
        let path = baseline.display().to_string();
        judge(&bundle, folder.path(), &["--as-of", "2026-11-23", "--baseline", &path])
    };
    write(&seen.report);
    let again = against();
    assert_eq!(again.code, 0, "{}", again.stderr);
    assert_eq!(again.report["verdict"], "fail", "the verdict is that of the shop");
    let mut passed = seen.report;
    let outcomes = passed["outcomes"].as_array_mut().unwrap();
    let failed = outcomes
        .iter_mut()
        .find(|o| o["outcome"] == "fail" && o["level"] == "error")
        .expect("the shop fails");
    failed["outcome"] = "pass".into();
    let rule = failed["rule"].clone();
    write(&passed);
    let again = against();
    assert_eq!(again.code, 1, "{}", again.stderr);
    let new: Vec<&serde_json::Value> = again.report["outcomes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|outcome| outcome["since"] == "new")
        .map(|outcome| &outcome["rule"])
        .collect();
    assert_eq!(new, [&rule]);
}

#[test]
fn a_changed_bundle_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("shop.wacz");
    visit("motvindsboden", folder.path(), &["--save", &bundle.display().to_string()]);
    let whole = std::fs::read(&bundle).unwrap();
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 0x55;
    for (name, bytes) in [("changed", changed), ("cut", whole[..middle].to_vec())] {
        std::fs::write(&bundle, bytes).unwrap();
        let run = judge(&bundle, folder.path(), &[]);
        assert_eq!(run.code, 5, "{name}: {}", run.stderr);
        assert!(run.stderr.contains("shop.wacz"), "{name}: {}", run.stderr);
    }
}

#[test]
fn a_redacted_bundle_keeps_no_personal_data_and_can_be_judged() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("shop.wacz");
    let save = bundle.display().to_string();
    let seen = visit("brisefjon", folder.path(), &["--save", &save, "--redact"]);
    let again = judge(&bundle, folder.path(), &[]);
    assert!(again.report.is_object(), "{}", again.stderr);
    let mail = seen.fact("contact.emails")["value"][0]["value"].as_str().unwrap();
    assert!(!again.report.to_string().contains(mail), "{mail} is still there");
}

#[test]
fn what_robots_txt_forbids_is_not_asked_for() {
    let universe = serve("glimmerkvist");
    let folder = tempfile::tempdir().unwrap();
    check(&universe, "https://www.glimmerkvist.example/", folder.path(), &[]);
    let robots = std::fs::read_to_string(fixture("glimmerkvist/site/robots.txt")).unwrap();
    let forbidden: Vec<&str> =
        robots.lines().filter_map(|l| l.strip_prefix("Disallow: ")).collect();
    assert!(!forbidden.is_empty());
    for hit in universe.hits() {
        for path in &forbidden {
            assert!(!hit.path().starts_with(path), "{} was asked for", hit.path());
        }
    }
}

#[test]
fn waivers_take_a_fail_out_of_the_verdict_and_end() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("shop.wacz");
    let seen = visit("brisefjon", folder.path(), &["--save", &bundle.display().to_string()]);
    let blocking: Vec<&str> = seen.report["outcomes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|o| {
            o["level"] == "error" && o["outcome"] != "pass" && o["outcome"] != "not-applicable"
        })
        .map(|o| o["rule"].as_str().unwrap())
        .collect();
    assert!(!blocking.is_empty());
    let waivers = folder.path().join("waivers.yaml");
    let write = |until: &str| {
        let text: String = blocking
            .iter()
            .map(|rule| {
                format!(
                    "- rule: {rule}\n  host: www.brisefjon.example\n  reason: Agreed by mail\n  \
                     owner: risk@acquirer.example\n  until: {until}\n"
                )
            })
            .collect();
        std::fs::write(&waivers, text).unwrap();
    };
    let file = waivers.display().to_string();
    write("2999-01-01");
    let waived = judge(&bundle, folder.path(), &["--waivers", &file]);
    assert_eq!(waived.report["verdict"], "pass", "{}", waived.stdout);
    assert_eq!(waived.report["summary"]["waived"], blocking.len());
    write("2020-01-01");
    let expired = judge(&bundle, folder.path(), &["--waivers", &file]);
    assert_eq!(expired.report["verdict"], seen.report["verdict"]);
    assert_eq!(expired.report["waiver-notes"].as_array().unwrap().len(), blocking.len());
}

#[test]
fn fail_on_moves_the_exit_code_and_never_the_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("shop.wacz");
    visit("motvindsboden", folder.path(), &["--save", &bundle.display().to_string()]);
    for (fail_on, code) in [("review", 3), ("fail", 0), ("never", 0)] {
        let run = judge(&bundle, folder.path(), &["--fail-on", fail_on]);
        assert_eq!((run.code, run.report["verdict"].as_str()), (code, Some("review")), "{fail_on}");
    }
}

#[test]
fn rules_are_judged_at_the_date_given() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("shop.wacz");
    visit("harrowmere", folder.path(), &["--save", &bundle.display().to_string()]);
    let outcome = |date: &str| {
        let run = judge(&bundle, folder.path(), &["--as-of", date]);
        run.outcome("odr-link-removed").to_owned()
    };
    assert_eq!(outcome("2025-07-01"), "not-applicable");
    assert_ne!(outcome("2026-01-01"), "not-applicable");
}
