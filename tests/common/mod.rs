//! Runs the real program against a universe of its own, with a clean
//! environment.

// Each test file uses its own part of this.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

mod promise;

use serde_json::Value;
use shopvet::universe::{Standing, World};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program with nothing of the caller's environment that could change it.
pub fn shopvet() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shopvet"));
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("SHOPVET_") || name.ends_with("_proxy") || name.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    command.env_remove("COLUMNS").env("NO_COLOR", "1").current_dir(env!("CARGO_TARGET_TMPDIR"));
    command
}

/// A folder under `fixtures/`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// A shop of `fixtures/`, served.
pub fn serve(name: &str) -> Standing {
    Standing::start(World::load(&fixture(name)).unwrap()).unwrap()
}

/// One run of the program.
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// The JSON report, where one was written.
    pub report: Value,
}

impl Run {
    fn new(output: &Output, report: &Path) -> Self {
        let text = std::fs::read_to_string(report).unwrap_or_default();
        let report: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
        // Rules may rely on the closed lists, whatever shop is visited.
        for entry in shopvet::facts::catalogue::entries() {
            let value = &report["facts"][entry.path]["value"];
            let strange = shopvet::facts::catalogue::strange_words(entry, value);
            assert!(strange.is_empty(), "words of no closed list: {strange:?}");
        }
        if !report.is_null() {
            assert_eq!(promise::broken_by(&report), [""; 0]);
        }
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            report,
        }
    }

    /// The outcome of a rule: `pass`, `fail`, ...
    pub fn outcome(&self, rule: &str) -> &str {
        self.rule(rule)["outcome"].as_str().unwrap_or("missing")
    }

    /// The whole entry of a rule.
    pub fn rule(&self, rule: &str) -> &Value {
        static NONE: Value = Value::Null;
        let outcomes = self.report["outcomes"].as_array();
        outcomes.and_then(|list| list.iter().find(|o| o["rule"] == rule)).unwrap_or(&NONE)
    }

    /// A fact: `{state, reason, value, evidence}`.
    pub fn fact(&self, path: &str) -> &Value {
        &self.report["facts"][path]
    }
}

/// Checks `url` in a universe, with the rate opened and a JSON report written.
pub fn check(universe: &Standing, url: &str, folder: &Path, args: &[&str]) -> Run {
    check_with(&universe.flags().args(), url, folder, args)
}

/// The flags of a universe that send only one host there; all others go where
/// they would go by themselves.
pub fn only(universe: &Standing, host: &str) -> Vec<String> {
    let routed = |flag: String| if flag.starts_with(':') { format!("{host}{flag}") } else { flag };
    universe.flags().args().into_iter().map(routed).collect()
}

/// Checks `url` with these network flags.
pub fn check_with(flags: &[String], url: &str, folder: &Path, args: &[&str]) -> Run {
    let report = folder.join("report.json");
    let mut command = shopvet();
    // What servers of other tests said is none of this one's business.
    command.env("SHOPVET_CACHE_DIR", folder.join("cache"));
    command
        .args(["check", url, "--no-config", "--rate", "1000", "--max-time", "60"])
        .args(["--format", &format!("json={}", report.display())])
        .args(flags)
        .args(args);
    Run::new(&command.output().unwrap(), &report)
}

/// Judges a bundle, with a JSON report written.
pub fn judge(bundle: &Path, folder: &Path, args: &[&str]) -> Run {
    let report = folder.join("judged.json");
    let mut command = shopvet();
    command
        .args(["judge", "--no-config"])
        .arg(bundle)
        .args(["--format", &format!("json={}", report.display())])
        .args(args);
    Run::new(&command.output().unwrap(), &report)
}
