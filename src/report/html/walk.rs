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
            let picture = gallery.whole(&step.sha256, report);
            json!({
                "anchor": if first { anchor(&step.sha256) } else { format!("step-{number}") },
                "action": texts.get(&format!("action-{}", step.action)),
                "words": if step.action == "open-product" { "" } else { step.words.as_str() },
                "url": step.url,
                "entries": step.entries,
                "past-robots": step.past_robots,
                "outlined": outlined(&picture),
                "picture": picture,
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

/// What the outlines of a picture show, each once with how often where it is more.
fn outlined(picture: &Value) -> Vec<String> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for outline in picture["outlines"].as_array().into_iter().flatten() {
        let words = outline["words"].as_str().unwrap_or_default();
        match counted.iter_mut().find(|(known, _)| *known == words) {
            Some((_, times)) => *times += 1,
            None => counted.push((words, 1)),
        }
    }
    let told = |(words, times): (&str, usize)| match times {
        1 => words.to_owned(),
        _ => format!("{words} × {times}"),
    };
    counted.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_of_one_kind_are_told_once() {
        let words = ["checkout.fields", "The total is shown", "checkout.fields"];
        let outlines: Vec<Value> = words.iter().map(|words| json!({ "words": words })).collect();
        let told = outlined(&json!({ "outlines": outlines }));
        assert_eq!(told, ["checkout.fields × 2", "The total is shown"]);
        assert!(outlined(&Value::Null).is_empty());
    }
}
