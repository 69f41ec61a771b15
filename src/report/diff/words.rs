//! How a difference is put into words, for every form of it.

use super::{Change, Difference, Finding, State};
use crate::judge::{Level, Verdict};
use crate::report::safe;
use crate::report::texts::Texts;
use serde_json::Value;

/// Characters of a value that are shown.
const ROOM: usize = 160;
/// Times that room for a whole item.
const MANY: usize = 4;
/// Characters of a name.
pub(super) const NAME: usize = 60;

/// One sentence over both reports.
pub(super) fn opening(difference: &Difference, texts: Texts) -> String {
    let verdict = |verdict| {
        texts.get(match verdict {
            Verdict::Pass => "verdict-pass",
            Verdict::Fail => "verdict-fail",
            Verdict::Review => "verdict-review",
            Verdict::Incomplete => "verdict-incomplete",
        })
    };
    texts.fill(
        "diff-opening",
        &[
            ("old-date", &difference.old.as_of),
            ("old-verdict", verdict(difference.old.verdict)),
            ("new-date", &difference.new.as_of),
            ("new-verdict", verdict(difference.new.verdict)),
        ],
    )
}

/// The level in words.
pub(super) fn level(level: Level, texts: Texts) -> &'static str {
    texts.get(match level {
        Level::Error => "level-error",
        Level::Warning => "level-warning",
        Level::Note => "level-note",
    })
}

/// How a finding moved, as in *left open → not met*.
pub(super) fn move_of(finding: &Finding, texts: Texts) -> String {
    let word = |state: &Option<State>| match state {
        None => texts.get("diff-unasked").to_owned(),
        Some(State { waiver: Some(waiver), .. }) => {
            let [reason, owner, until] =
                [&waiver.reason, &waiver.owner, &waiver.until].map(|text| safe::short(text, ROOM));
            texts.fill("waived-until", &[("reason", &reason), ("owner", &owner), ("until", &until)])
        }
        Some(state) => {
            let key = format!("outcome-{}", state.outcome);
            // Both come from a file that anybody may have written.
            let word = texts.table().get(&key);
            let word = word.cloned().unwrap_or_else(|| safe::short(&state.outcome, NAME));
            match &state.reason {
                Some(reason) => {
                    let key = format!("reason-{reason}");
                    let told = texts.table().get(&key).cloned();
                    format!("{word} ({})", told.unwrap_or_else(|| safe::short(reason, NAME)))
                }
                None => word,
            }
        }
    };
    let (before, now) = (word(&finding.before), word(&finding.now));
    if before == now { now } else { format!("{before} → {now}") }
}

/// What a finding says now, else what it said.
pub(super) fn message(finding: &Finding) -> String {
    let state = finding.now.as_ref().or(finding.before.as_ref());
    safe::line(state.map_or("", |state| &state.message))
}

/// A change as a sign and its text.
pub(super) fn change(change: &Change) -> (char, String) {
    match change {
        Change::Added { now } => ('+', value(now)),
        Change::Removed { before } => ('-', value(before)),
        Change::Changed { before, now } => ('~', changed(before, now)),
    }
}

/// The fields that differ, after those that name the item.
fn changed(before: &Value, now: &Value) -> String {
    let (Some(old), Some(new)) = (before.as_object(), now.as_object()) else {
        return format!("{} → {}", value(before), value(now));
    };
    let name = ["name", "topic", "value"]
        .iter()
        .find_map(|key| new.get(*key).filter(|name| old.get(*key) == Some(name)).map(value));
    let mut keys: Vec<&String> = new.keys().chain(old.keys()).collect();
    keys.dedup();
    let mut parts: Vec<String> = Vec::new();
    for key in keys {
        let (before, now) = (old.get(key), new.get(key));
        let part = || {
            let shown = |side: Option<&Value>| side.map_or_else(|| "–".to_owned(), value);
            format!("{key}: {} → {}", shown(before), shown(now))
        };
        if before != now && !parts.iter().any(|p| p.starts_with(&format!("{key}: "))) {
            parts.push(part());
        }
    }
    let parts = safe::short(&parts.join(", "), MANY * ROOM);
    name.map_or_else(|| parts.clone(), |name| format!("{name}: {parts}"))
}

/// A value on one line.
fn value(value: &Value) -> String {
    let text = match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(map) => {
            let parts: Vec<String> = map
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| format!("{key}: {}", self::value(value)))
                .collect();
            parts.join(", ")
        }
        Value::Array(items) => items.iter().map(self::value).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    };
    safe::short(&text, ROOM)
}
