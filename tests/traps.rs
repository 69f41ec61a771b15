//! The whole program against a shop that is built to catch it: it ends by
//! itself, says what it could not read and why, and judges its own bundle alike.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod common;
#[path = "../fixtures/snarebo/trap.rs"]
mod traps;

use serde_json::Value;
use shopvet::facts::Reason;
use shopvet::snapshot::{Exchange, ExchangeResult, Snapshot, StopCause, bundle};
use shopvet::universe::Standing;
use std::path::Path;
use std::time::Duration;

/// Far beyond the budgets of the visit: only what never ends gets here.
const NEVER: Duration = Duration::from_secs(300);

/// Runs the program to its end, or stops it and fails.
fn run(command: std::process::Command) -> (i32, String) {
    let output = assert_cmd::Command::from_std(command).timeout(NEVER).output().unwrap();
    let code = output.status.code().expect("it hung or crashed");
    (code, String::from_utf8_lossy(&output.stderr).into_owned())
}

fn report(path: &Path) -> Value {
    let mut report: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    report.as_object_mut().unwrap().remove("run").unwrap();
    report
}

fn visited<'a>(snapshot: &'a Snapshot, path: &str) -> Vec<&'a Exchange> {
    let url = format!("https://{}{path}", traps::HOST);
    snapshot.exchanges.iter().filter(|e| e.url == url).collect()
}

fn reason(exchange: &Exchange) -> Option<Reason> {
    match &exchange.result {
        ExchangeResult::Failure(failure) => Some(failure.reason),
        ExchangeResult::Answer(answer) => answer.truncated.then_some(Reason::Truncated),
    }
}

/// The one reason why an address could not be read to its end.
fn unread(snapshot: &Snapshot, path: &str) -> Option<Reason> {
    let url = format!("https://{}{path}", traps::HOST);
    let skipped = snapshot.skipped.iter().filter(|s| s.url == url).map(|s| s.reason);
    visited(snapshot, path).into_iter().filter_map(reason).chain(skipped).next()
}

#[test]
fn a_visit_to_the_trap_ends_and_says_what_it_missed() {
    let universe = Standing::start(traps::world()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (json, wacz) = (folder.path().join("report.json"), folder.path().join("trap.wacz"));
    let mut check = common::shopvet();
    check
        .args(["check", &format!("https://{}/", traps::HOST), "--no-config"])
        .args(["--rate", "1000", "--max-time", "90", "--max-pages", "40"])
        .args(["--format", &format!("json={}", json.display())])
        .arg("--save")
        .arg(&wacz)
        .args(universe.flags().args());
    let (code, stderr) = run(check);
    assert!([0, 1, 3, 4].contains(&code), "{code}: {stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");

    let snapshot = bundle::from_bytes(&std::fs::read(&wacz).unwrap(), "trap.wacz").unwrap();
    // The budget ended the visit, and what was left over says so.
    assert_eq!(snapshot.stopped_by, Some(StopCause::Pages));
    assert!(snapshot.skipped.iter().any(|s| s.reason == Reason::Truncated));
    assert!(snapshot.skipped.len() <= 1_000);
    for (path, expected) in [
        ("/huge", Reason::Truncated),
        ("/bomb", Reason::Truncated),
        ("/drip", Reason::TimedOut),
        ("/silent", Reason::TimedOut),
    ] {
        assert_eq!(unread(&snapshot, path), Some(expected), "{path}");
    }
    // Redirects without end, and in a circle, end.
    let looped = snapshot.exchanges.iter().filter(|e| e.url.contains("/loop/")).count();
    assert!((2..=12).contains(&looped), "{looped}");
    assert_eq!(unread(&snapshot, "/circle/a"), Some(Reason::Unreachable));
    assert!(visited(&snapshot, "/circle/b").len() <= 2);
    // Nothing that is not on the public internet was asked, nor what is forbidden.
    for exchange in &snapshot.exchanges {
        let inner = exchange.url.contains("169.254.169.254") || exchange.url.contains("10.0.0.1");
        assert!(!inner || matches!(exchange.result, ExchangeResult::Failure(_)), "{exchange:?}");
    }
    assert_eq!(universe.count(traps::HOST, "/forbidden/x"), 0);
    assert!(snapshot.skipped.iter().any(|s| s.reason == Reason::RobotsDisallowed));

    // What may stand on any page is not called absent.
    let report_json = report(&json);
    let facts = report_json["facts"].as_object().unwrap();
    for path in ["products.items", "products.prices"] {
        assert_ne!(facts[path]["state"], "absent", "{path}");
    }

    // The bundle tells the same, offline.
    let judged = folder.path().join("judged.json");
    let mut judge = common::shopvet();
    judge
        .args(["judge", "--no-config"])
        .arg(&wacz)
        .args(["--format", &format!("json={}", judged.display())]);
    let (again, stderr) = run(judge);
    assert_eq!(again, code, "{stderr}");
    assert_eq!(report(&judged), report_json);
}
