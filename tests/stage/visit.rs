//! A visit of the real program to a shop on the stage, with the walk that it kept.

use super::Played;
use serde_json::Value;
use shopvet::snapshot::{Snapshot, Walk, bundle};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// Far beyond the budgets of a visit: only what hangs gets here.
const NEVER: Duration = Duration::from_secs(400);

/// What a visit brought home.
pub struct Visit {
    /// The exit code.
    pub code: i32,
    /// Standard error.
    pub stderr: String,
    /// The JSON report.
    pub report: Value,
    /// What the bundle holds.
    pub snapshot: Snapshot,
    folder: TempDir,
}

impl Visit {
    /// Visits the front page of a host that is being served.
    pub fn to(played: &Played, host: &str, args: &[&str]) -> Self {
        Self::with_env(played, host, args, &[])
    }

    /// The same on a machine that has no browser.
    pub fn without_browser(played: &Played, host: &str, args: &[&str]) -> Self {
        Self::with_env(played, host, args, &[("PATH", "/nowhere")])
    }

    /// The same with something set in the environment.
    pub fn with_env(played: &Played, host: &str, args: &[&str], env: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (json, wacz) = (folder.path().join("report.json"), folder.path().join("shop.wacz"));
        let mut command = crate::common::shopvet();
        command
            .env("SHOPVET_CACHE_DIR", folder.path().join("cache"))
            .envs(env.iter().copied())
            .args(["check", &format!("https://{host}/"), "--no-config"])
            .args(["--rate", "1000", "--max-time", "120", "--format"])
            .arg(format!("json={}", json.display()))
            .arg("--save")
            .arg(&wacz)
            .args(played.universe.flags().args())
            .args(args);
        let output = assert_cmd::Command::from_std(command).timeout(NEVER).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let code =
            output.status.code().unwrap_or_else(|| panic!("{host}: it hung or died: {stderr}"));
        assert!(!stderr.contains("panicked"), "{host}: {stderr}");
        assert!([0, 1, 3, 4].contains(&code), "{host}: {code}: {stderr}");
        let text = std::fs::read_to_string(&json).unwrap();
        let bytes = std::fs::read(&wacz).unwrap();
        Self {
            code,
            stderr,
            report: serde_json::from_str(&text).unwrap(),
            snapshot: bundle::from_bytes(&bytes, "shop.wacz").unwrap(),
            folder,
        }
    }

    /// The bundle that was saved.
    pub fn bundle(&self) -> PathBuf {
        self.folder.path().join("shop.wacz")
    }

    /// A place for more files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A fact: `{state, reason, value, evidence}`.
    pub fn fact(&self, path: &str) -> &Value {
        let fact = &self.report["facts"][path];
        assert!(fact.is_object(), "there is no fact {path}");
        fact
    }

    /// The value of a fact.
    pub fn value(&self, path: &str) -> &Value {
        &self.fact(path)["value"]
    }

    /// The walk.
    pub fn walk(&self) -> &Walk {
        self.snapshot.walk.as_ref().expect("there was no walk")
    }

    /// What was done, step by step.
    pub fn actions(&self) -> Vec<&'static str> {
        self.walk().steps.iter().map(|step| step.action.code()).collect()
    }

    /// What kept the walk from going on.
    pub fn obstacle(&self) -> Option<&str> {
        self.walk().ended.as_ref().map(|end| end.obstacle.as_str())
    }

    /// Whether any step left the page with these words in sight.
    pub fn saw(&self, words: &str) -> bool {
        let pages = self.walk().steps.iter().map(|step| String::from_utf8_lossy(&step.view.html));
        pages.into_iter().any(|html| html.contains(words))
    }

    /// The rules that failed, but for those that ask only the registries, where these
    /// shops stand in no book.
    pub fn failed(&self) -> Vec<String> {
        let all = self.report["outcomes"].as_array().unwrap();
        let failed = all.iter().filter(|one| one["outcome"] == "fail");
        let rules = failed.map(|one| one["rule"].as_str().unwrap_or("").to_owned());
        rules.filter(|rule| !rule.starts_with("domain-")).collect()
    }

    /// The walk in one line, for messages.
    pub fn told(&self) -> String {
        let walk = self.walk();
        let withheld: Vec<String> =
            walk.withheld.iter().map(|w| format!("{} ({})", w.what, w.ground)).collect();
        format!(
            "{:?}\nended {:?}\nwithheld {withheld:?}\nemptied {:?}",
            walk.steps.iter().map(|s| (s.action.code(), &s.words, &s.view.url)).collect::<Vec<_>>(),
            walk.ended,
            walk.emptied
        )
    }

    /// The purposes of the fields of the checkout, with whether they are required.
    pub fn fields(&self) -> Vec<(String, Option<bool>)> {
        let list = self.value("checkout.fields").as_array().cloned().unwrap_or_default();
        let mut fields: Vec<_> = list
            .iter()
            .map(|f| (f["purpose"].as_str().unwrap_or("").to_owned(), f["required"].as_bool()))
            .collect();
        fields.sort();
        fields
    }

    /// Fails unless the same report comes out of the bundle, offline.
    pub fn assert_judged_alike(&self) {
        let again = crate::common::judge(&self.bundle(), self.folder(), &[]);
        let without_run = |report: &Value| {
            let mut report = report.clone();
            report.as_object_mut().unwrap().remove("run");
            report
        };
        assert_eq!(without_run(&again.report), without_run(&self.report));
        assert_eq!(again.code, self.code);
    }
}
