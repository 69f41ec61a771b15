//! The report as one self-contained HTML page.
//!
//! It loads nothing and runs nothing: no script, no outside style, font or
//! image, and a content security policy that says so. Pictures of pages stand in
//! it as data. Every value goes through
//! the template engine's escaping after [`safe`] has taken out the controls.

use super::pictures::{Gallery, anchor};
use super::texts::Texts;
use super::{Report, safe, terminal, words};
use crate::judge::Outcome;
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde_json::{Value, json};

/// The report as HTML.
///
/// # Errors
/// When the template is at fault, which the tests rule out for the built-in one.
pub fn render(report: &Report) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.add_template("report.html", include_str!("templates/report.html"))?;
    environment.add_template("walk.html", include_str!("templates/walk.html"))?;
    let gallery = Gallery::of(report);
    let texts = Texts::of(&report.language);
    let sections: Vec<Value> = terminal::sections(report)
        .into_iter()
        .filter(|(_, outcomes)| !outcomes.is_empty())
        .map(|(key, outcomes)| {
            let outcomes: Vec<Value> =
                outcomes.iter().map(|outcome| with_pictures(outcome, &gallery)).collect();
            json!({ "key": key, "title": texts.get(key), "open": key != "section-pass", "outcomes": outcomes })
        })
        .collect();
    let mut view = serde_json::to_value(report).unwrap_or_default();
    let mut sections = Value::Array(sections);
    let mut walk = walk(report, &gallery, texts);
    neutralise(&mut walk);
    neutralise(&mut view);
    neutralise(&mut sections);
    environment.get_template("report.html")?.render(context! {
        report => Serde(&view),
        sections => Serde(&sections),
        walk => Serde(&walk),
        pictures => gallery.style(),
        texts => Serde(texts.table()),
        title => texts.fill("report-title", &[("host", &safe::line(&report.target.host))]),
        conclusion => terminal::conclusion(report, texts),
        counts => Serde(terminal::counts(report, texts)),
        as_of => texts.fill("as-of", &[("date", &report.as_of)]),
        checked => texts.fill("checked", &[("date", &report.run.started_at)]),
        tool => texts.fill("tool", &[("version", &report.run.tool_version)]),
    })
}

/// An outcome with the part of the picture around each piece of evidence.
fn with_pictures(outcome: &Outcome, gallery: &Gallery<'_>) -> Value {
    let mut value = serde_json::to_value(outcome).unwrap_or_default();
    let places = value.get_mut("evidence").and_then(Value::as_array_mut);
    for (place, shown) in outcome.evidence.iter().zip(places.into_iter().flatten()) {
        if let Some(shown) = shown.as_object_mut() {
            shown.insert("crop".to_owned(), gallery.crop(place));
        }
    }
    value
}

/// The walk as the template shows it; null where there was none.
fn walk(report: &Report, gallery: &Gallery<'_>, texts: Texts) -> Value {
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

/// Takes the controls out of every text of a value.
fn neutralise(value: &mut Value) {
    match value {
        Value::String(text) if text.chars().any(safe::is_control) => {
            // Guidance is written in lines; those are kept.
            let lines: Vec<String> = text.lines().map(safe::line).collect();
            *text = lines.join("\n");
        }
        Value::Array(items) => items.iter_mut().for_each(neutralise),
        Value::Object(map) => map.values_mut().for_each(neutralise),
        _ => {}
    }
}
