//! The climb that tells who holds the domain, step by step.

use super::Report;
use crate::report::texts::Texts;
use serde_json::{Value, json};

/// The steps and where they end; null where nothing can be said of them.
pub(super) fn of(report: &Report, texts: Texts) -> Value {
    let Some(fact) = report.facts.get("domain.ownership-steps") else { return Value::Null };
    let steps: Vec<Value> = fact
        .value
        .as_array()
        .into_iter()
        .flatten()
        .map(|step| {
            let word = |prefix: &str, key: &str| {
                let key = format!("{prefix}-{}", step[key].as_str().unwrap_or_default());
                texts.table().get(&key).cloned().unwrap_or(key)
            };
            json!({
                "rung": word("rung", "rung"),
                "result": step["result"],
                "words": word("ladder", "result"),
                "declared": step["declared"],
                "found": step["found"],
                "why": step["why"],
            })
        })
        .collect();
    json!({ "steps": steps, "reason": fact.reason })
}
