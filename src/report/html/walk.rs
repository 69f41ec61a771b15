//! The walk to the checkout as a strip of pictures.

use super::Report;
use crate::report::pictures::{Gallery, anchor};
use crate::report::texts::Texts;
use crate::report::{WithheldView, words};
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
            // What was taken down is English, and says a little more.
            let more = report.language == "en" && text != end.detail;
            json!({ "text": text, "detail": if more { end.detail.as_str() } else { "" } })
        }),
        "notes": notes,
        "steps": steps,
        "withheld": walk.withheld.iter().map(|one| withheld(one, texts)).collect::<Vec<_>>(),
    })
}

/// Something that was not done, with the ground in the words of the report, else as it was taken
/// down.
fn withheld(one: &WithheldView, texts: Texts) -> Value {
    let ground = texts.table().get(&format!("ground-{}", one.ground));
    json!({
        "what": one.what,
        "url": one.url,
        "why": ground.unwrap_or(&one.detail),
        "english": ground.is_none(),
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
    use crate::facts::catalogue::WITHHELD_GROUNDS;
    use crate::report::texts::LANGUAGES;

    #[test]
    fn outlines_of_one_kind_are_told_once() {
        let words = ["checkout.fields", "The total is shown", "checkout.fields"];
        let outlines: Vec<Value> = words.iter().map(|words| json!({ "words": words })).collect();
        let told = outlined(&json!({ "outlines": outlines }));
        assert_eq!(told, ["checkout.fields × 2", "The total is shown"]);
        assert!(outlined(&Value::Null).is_empty());
    }

    #[test]
    fn every_ground_has_a_sentence() {
        let view = |ground: &str| WithheldView {
            url: String::new(),
            what: String::new(),
            ground: ground.to_owned(),
            detail: "As taken down.".to_owned(),
        };
        for language in LANGUAGES {
            for ground in WITHHELD_GROUNDS {
                let told = withheld(&view(ground), Texts::of(language));
                assert_eq!(told["english"], false, "{language} {ground}");
            }
        }
        assert_eq!(withheld(&view("whim"), Texts::of("sv"))["why"], "As taken down.");
    }
}
