//! A report read back from its JSON: the facts a verdict rests on, and what was said.
//!
//! Only what is needed to look at a verdict again; everything else in the file is let be.

use crate::facts::{Evidence, Fact, FactSet, Finding, Reason, catalogue};
use crate::judge::{AppliedWaiver, Level, Verdict};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A report as it was saved.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The address that was checked.
    pub url: String,
    /// Its host.
    pub host: String,
    /// What it all came to.
    pub verdict: Verdict,
    /// BCP 47.
    pub language: String,
    /// The day it was judged at.
    pub as_of: jiff::civil::Date,
    /// The packs that it was judged by: name and SHA-256.
    pub packs: Vec<(String, String)>,
    /// What was known.
    pub facts: FactSet,
    /// What came of each rule.
    pub outcomes: Vec<SavedOutcome>,
}

/// What came of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SavedOutcome {
    /// The rule's id.
    pub rule: String,
    /// Its title in the language of the report.
    #[serde(default)]
    pub title: String,
    /// How much it weighs.
    pub level: Level,
    /// The waiver that covers it.
    #[serde(default)]
    pub waiver: Option<AppliedWaiver>,
    /// The outcome by name.
    pub outcome: String,
    /// The reason of an inconclusive.
    pub reason: Option<String>,
    /// What was said.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Whole {
    schema: String,
    target: Target,
    verdict: Verdict,
    language: String,
    as_of: String,
    packs: Vec<Pack>,
    facts: BTreeMap<String, View>,
    outcomes: Vec<SavedOutcome>,
}

#[derive(Deserialize)]
struct Target {
    url: String,
    host: String,
}

#[derive(Deserialize)]
struct Pack {
    name: String,
    sha256: String,
}

#[derive(Deserialize)]
struct View {
    state: String,
    reason: Option<String>,
    value: Value,
    #[serde(default)]
    evidence: Vec<Evidence>,
}

impl Saved {
    /// Reads a report; `name` is the file's name for messages.
    ///
    /// # Errors
    /// What keeps it from being a report that this program wrote.
    pub fn read(text: &str, name: &str) -> Result<Self, String> {
        let broken = |what: String| format!("{name}: this is no report of `--format json`: {what}");
        let whole: Whole = serde_json::from_str(text).map_err(|error| broken(error.to_string()))?;
        if whole.schema != super::model::SCHEMA {
            return Err(broken(format!("the schema is `{}`", whole.schema)));
        }
        let as_of = whole.as_of.parse();
        let mut facts = FactSet::new();
        for (path, view) in whole.facts {
            // A fact that is no longer known of is no matter of any rule.
            if catalogue::entry(&path).is_none() {
                continue;
            }
            let finding = view.finding().ok_or_else(|| {
                broken(format!("the fact `{path}` is {} and has no such value", view.state))
            })?;
            facts.put(&path, Fact { finding, evidence: view.evidence });
        }
        Ok(Self {
            url: whole.target.url,
            host: whole.target.host,
            verdict: whole.verdict,
            language: whole.language,
            as_of: as_of.map_err(|_| broken(format!("`{}` is no date", whole.as_of)))?,
            packs: whole.packs.into_iter().map(|pack| (pack.name, pack.sha256)).collect(),
            facts,
            outcomes: whole.outcomes,
        })
    }
}

impl View {
    fn finding(&self) -> Option<Finding> {
        let reason = || self.reason.as_deref().and_then(Reason::from_code);
        Some(match (self.state.as_str(), &self.value) {
            ("absent", _) => Finding::Absent,
            ("unknown", _) => Finding::Unknown(reason()?),
            ("present", value) => Finding::Present(value.clone()),
            // A report of before said of no list why there may be more.
            ("partial", Value::Array(items)) => {
                Finding::Partial(items.clone(), reason().unwrap_or(Reason::Truncated))
            }
            ("partial", value) => Finding::Glimpsed(value.clone(), reason()?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn report(facts: &Value) -> String {
        json!({
            "schema": "shopvet.report/1", "language": "sv", "verdict": "pass",
            "target": {"url": "https://x.example/", "host": "x.example"}, "as-of": "2026-11-23",
            "packs": [{"name": "baseline", "version": "1", "sha256": "ab"}],
            "facts": facts,
            "outcomes": [
                {"rule": "a", "level": "error", "outcome": "pass", "reason": null, "message": "M.", "more": 1}
            ],
        })
        .to_string()
    }

    #[test]
    fn facts_come_back_as_they_were() {
        let mut facts = FactSet::new();
        let place = Evidence { item: Some(1), ..Evidence::new("https://x.example/", "a b") };
        for (path, finding) in [
            ("domain.name", Finding::Present("x.example".into())),
            (
                "contact.emails",
                Finding::Partial(vec![json!({"value": "a@x.example"})], Reason::RobotsDisallowed),
            ),
            ("domain.registrant", Finding::Glimpsed(json!({"name": null}), Reason::Redacted)),
            ("contact.phones", Finding::Absent),
            ("tls.certificate", Finding::Unknown(Reason::TimedOut)),
        ] {
            facts.put(path, Fact { finding, evidence: vec![place.clone()] });
        }
        let views: BTreeMap<&str, Value> = facts
            .iter()
            .map(|(path, fact)| {
                let finding = &fact.finding;
                let view = json!({
                    "state": finding.state(), "reason": finding.reason(),
                    "value": finding.value(), "evidence": fact.evidence,
                });
                (path, view)
            })
            .collect();
        let saved = Saved::read(&report(&json!(views)), "r.json").unwrap();
        assert_eq!(saved.facts, facts);
        assert_eq!(saved.as_of, jiff::civil::date(2026, 11, 23));
        assert_eq!(saved.outcomes[0].outcome, "pass");
    }

    #[test]
    fn what_is_no_report_is_told_so() {
        for text in [
            "{}".to_owned(),
            report(&json!({})).replace("report/1", "report/9"),
            report(&json!({})).replace("2026-11-23", "soon"),
            report(&json!({"domain.name": {"state": "lost", "reason": null, "value": 1}})),
        ] {
            let error = Saved::read(&text, "r.json").unwrap_err();
            assert!(error.starts_with("r.json: "), "{error}");
        }
        // A fact of an older catalogue is let be.
        let old = json!({"no.such": {"state": "present", "reason": null, "value": 1}});
        assert!(Saved::read(&report(&old), "r.json").is_ok());
    }
}
