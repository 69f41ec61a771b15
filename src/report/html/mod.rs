//! The report as one self-contained HTML page.
//!
//! It loads nothing and runs nothing: no script, no outside style, font or
//! image, and a content security policy that says so. Pictures of pages and the
//! report itself stand in it as data. Each part of the page is a file here, which
//! says what is shown, and a template under `templates/report/`, which says how.
//! Nothing is judged here. Every value goes through the template engine's escaping
//! after [`safe`] has taken out the controls.

mod carried;
mod declared;
mod findings;
mod goods;
mod ladder;
mod pages;
mod products;
mod walk;

use super::pictures::Gallery;
use super::texts::Texts;
use super::{Report, safe, terminal};
use minijinja::Environment;
use minijinja::value::Serde;
use serde_json::{Value, json};

/// The page and its parts.
const TEMPLATES: &[(&str, &str)] = &[
    ("report.html", include_str!("../templates/report.html")),
    ("report/style.css", include_str!("../templates/report/style.css")),
    ("report/verdict.html", include_str!("../templates/report/verdict.html")),
    ("report/contents.html", include_str!("../templates/report/contents.html")),
    ("report/findings.html", include_str!("../templates/report/findings.html")),
    ("report/group.html", include_str!("../templates/report/group.html")),
    ("report/outcome.html", include_str!("../templates/report/outcome.html")),
    ("report/evidence.html", include_str!("../templates/report/evidence.html")),
    ("report/folded.html", include_str!("../templates/report/folded.html")),
    ("report/declared.html", include_str!("../templates/report/declared.html")),
    ("report/ladder.html", include_str!("../templates/report/ladder.html")),
    ("report/walk.html", include_str!("../templates/report/walk.html")),
    ("report/products.html", include_str!("../templates/report/products.html")),
    ("report/pages.html", include_str!("../templates/report/pages.html")),
    ("report/facts.html", include_str!("../templates/report/facts.html")),
    ("report/packs.html", include_str!("../templates/report/packs.html")),
    ("report/sign-off.html", include_str!("../templates/report/sign-off.html")),
];

/// The report as HTML.
///
/// # Errors
/// When a template is at fault, which the tests rule out for the built-in ones.
pub fn render(report: &Report) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    environment.get_template("report.html")?.render(Serde(&view(report)))
}

/// All that the templates know.
fn view(report: &Report) -> Value {
    let texts = Texts::of(&report.language);
    let gallery = Gallery::of(report);
    let mut view = json!({
        "report": report,
        "texts": texts.table(),
        "title": texts.fill("report-title", &[("host", &report.target.host)]),
        "running": running_head(&report.target.host),
        "because": findings::because(report, texts),
        "counts": terminal::counts(report, texts),
        "as_of": texts.fill("as-of", &[("date", &report.as_of)]),
        "checked": texts.fill("checked", &[("date", &minute(&report.run.started_at))]),
        "tool": texts.fill("tool", &[("version", &report.run.tool_version)]),
        "sections": findings::sections(report, &gallery, texts),
        "spared": findings::spared(report),
        "declared": declared::rows(report, texts),
        "ladder": ladder::of(report, texts),
        "walk": walk::of(report, &gallery, texts),
        "products": products::of(report, texts),
        "pages": pages::read(report, texts),
        "unread": pages::unread(report, texts),
    });
    neutralise(&mut view);
    // These two are large, and made here of letters that need no care.
    view["pictures"] = gallery.style().into();
    view["carried"] = carried::of(report);
    view
}

/// A point in time as people write it, to the minute.
fn minute(time: &str) -> String {
    match (time.get(..16), time.ends_with('Z')) {
        (Some(minute), true) => format!("{} UTC", minute.replace('T', " ")),
        _ => time.to_owned(),
    }
}

/// The host as a style sheet can say it in a string; no other character is in a host.
fn running_head(host: &str) -> String {
    host.chars().filter(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(*c)).collect()
}

/// Takes the controls out of every text of a value.
fn neutralise(value: &mut Value) {
    match value {
        Value::String(text) if text.chars().any(safe::is_control) => {
            // Guidance is written in lines; those are kept.
            *text = safe::lines(text);
        }
        Value::Array(items) => items.iter_mut().for_each(neutralise),
        Value::Object(map) => map.values_mut().for_each(neutralise),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_text_that_a_template_names_is_there() {
        let known: BTreeSet<&str> = Texts::of("en").table().keys().map(String::as_str).collect();
        let mut named = 0;
        for (name, text) in TEMPLATES {
            for rest in text.split("texts[\"").skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                // Those that end in a hyphen are put together with a code.
                if !key.ends_with('-') {
                    assert!(known.contains(key), "{name}: {key}");
                    named += 1;
                }
            }
            for rest in text.split("texts.").skip(1) {
                let end = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
                assert!(known.contains(&rest[..end]), "{name}: {}", &rest[..end]);
                named += 1;
            }
        }
        assert!(named > 40, "{named}");
    }

    #[test]
    fn a_running_head_cannot_leave_its_string() {
        assert_eq!(running_head("a.example\";}</style>\\"), "a.examplestyle");
        assert_eq!(running_head("xn--bl-yia.example:8443"), "xn--bl-yia.example:8443");
    }

    #[test]
    fn a_time_is_told_to_the_minute() {
        assert_eq!(minute("2026-11-27T22:14:29.509Z"), "2026-11-27 22:14 UTC");
        assert_eq!(minute("2026-11-27T22:14:29+01:00"), "2026-11-27T22:14:29+01:00");
        assert_eq!(minute("soon"), "soon");
    }

    #[test]
    fn nothing_is_loaded_and_nothing_is_sent() {
        for (name, text) in TEMPLATES {
            for mark in ["<script", "<form", "<link", "<iframe", "<object", "@import", " onclick"] {
                assert!(!text.contains(mark), "{name} has {mark}");
            }
        }
    }
}
