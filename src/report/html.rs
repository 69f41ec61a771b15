//! The report as one self-contained HTML page.
//!
//! It loads nothing and runs nothing: no script, no outside style, font or
//! image, and a content security policy that says so. Every value goes through
//! the template engine's escaping after [`safe`] has taken out the controls.

use super::texts::Texts;
use super::{Report, safe, terminal};
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
    let texts = Texts::of(&report.language);
    let sections: Vec<Value> = terminal::sections(report)
        .into_iter()
        .filter(|(_, outcomes)| !outcomes.is_empty())
        .map(|(key, outcomes)| {
            json!({ "key": key, "title": texts.get(key), "open": key != "section-pass", "outcomes": outcomes })
        })
        .collect();
    let mut view = serde_json::to_value(report).unwrap_or_default();
    let mut sections = Value::Array(sections);
    neutralise(&mut view);
    neutralise(&mut sections);
    environment.get_template("report.html")?.render(context! {
        report => Serde(&view),
        sections => Serde(&sections),
        texts => Serde(texts.table()),
        title => texts.fill("report-title", &[("host", &safe::line(&report.target.host))]),
        conclusion => terminal::conclusion(report, texts),
        counts => Serde(terminal::counts(report, texts)),
        as_of => texts.fill("as-of", &[("date", &report.as_of)]),
        checked => texts.fill("checked", &[("date", &report.run.started_at)]),
        tool => texts.fill("tool", &[("version", &report.run.tool_version)]),
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
