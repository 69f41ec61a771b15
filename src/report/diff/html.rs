//! The difference as one self-contained page that loads and runs nothing.

use super::{Difference, words};
use crate::report::safe;
use crate::report::texts::Texts;
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde_json::{Value, json};

pub(super) fn render(difference: &Difference, language: &str) -> Result<String, minijinja::Error> {
    let texts = Texts::of(language);
    let mut environment = Environment::new();
    environment.add_template("diff.html", include_str!("../templates/diff.html"))?;
    let mut lists: Value = difference
        .lists()
        .iter()
        .filter(|(_, findings)| !findings.is_empty())
        .map(|(key, findings)| {
            let findings: Vec<Value> = findings
                .iter()
                .map(|finding| {
                    json!({
                        "title": finding.title,
                        "rule": finding.rule,
                        "level": words::level(finding.level, texts),
                        "moved": words::move_of(finding, texts),
                        "message": words::message(finding),
                    })
                })
                .collect();
            json!({ "key": key, "title": texts.get(key), "findings": findings })
        })
        .collect();
    let mut facts: Value = difference
        .facts
        .iter()
        .map(|fact| {
            let changes: Vec<Value> = fact
                .changes
                .iter()
                .map(|change| {
                    let (sign, text) = words::change(change);
                    json!({ "sign": sign.to_string(), "text": text })
                })
                .collect();
            json!({ "path": fact.path, "changes": changes })
        })
        .collect();
    safe::neutralise(&mut lists, safe::line);
    safe::neutralise(&mut facts, safe::line);
    let page = environment.get_template("diff.html")?.render(context! {
        language => safe::line(language),
        url => safe::line(&difference.new.url),
        opening => words::opening(difference, texts),
        lists => Serde(&lists),
        facts => Serde(&facts),
        texts => Serde(texts.table()),
    })?;
    Ok(safe::logged(&page).into_owned())
}
