//! The walk to the checkout as a strip of pictures.

use super::Report;
use crate::report::pictures::{Gallery, anchor};
use crate::report::texts::Texts;
use crate::report::words;
use serde_json::{Value, json};

/// The walk as the template shows it; null where there was none.
pub(super) fn of(report: &Report, gallery: &Gallery<'_>, texts: Texts) -> Value {
    let Some(walk) = &report.walk else { return Value::Null };
    let mut notes = words::notes(report, walk, texts);
    if gallery.left_out {
        notes.push(texts.get("pictures-left-out").to_owned());
    }
    let steps: Vec<Value> = walk
        .steps
        .iter()
        .enumerate()
        .map(|(index, step)| {
            let number = (index + 1).to_string();
            // The same page seen twice has one name.
            let first = walk.steps.iter().take(index).all(|known| known.sha256 != step.sha256);
            json!({
                "anchor": if first { anchor(&step.sha256) } else { format!("step-{number}") },
                "action": texts.get(&format!("action-{}", step.action)),
                "words": if step.action == "open-product" { "" } else { step.words.as_str() },
                "url": step.url,
                "entries": step.entries,
                "past-robots": step.past_robots,
                "picture": gallery.whole(&step.sha256, report),
                "alt": texts.fill("walk-alt", &[("n", &number), ("url", &step.url)]),
            })
        })
        .collect();
    json!({
        "summary": words::summary(walk, texts),
        "ended": walk.ended.as_ref().map(|end| {
            let text = words::ending(end, texts);
            let detail = if text == end.detail { "" } else { end.detail.as_str() };
            json!({ "text": text, "detail": detail })
        }),
        "notes": notes,
        "steps": steps,
        "withheld": walk.withheld,
    })
}
