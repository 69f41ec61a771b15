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
use std::borrow::Cow;

/// Most characters of a line at the head or foot of every sheet.
const RUNNING: usize = 60;

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
    let page = environment.get_template("report.html")?.render(Serde(&view(report)))?;
    Ok(match safe::logged(&page) {
        Cow::Borrowed(_) => page,
        Cow::Owned(page) => page,
    })
}

/// All that the templates know.
fn view(report: &Report) -> Value {
    let texts = Texts::of(&report.language);
    let gallery = Gallery::of(report);
    let mut view = json!({
        "report": report,
        "texts": texts.table(),
        "title": texts.fill("report-title", &[("host", &report.target.host)]),
        "running": sheet_text(&report.target.host),
        "because": findings::because(report, texts),
        "counts": terminal::counts(report, texts),
        "as_of": texts.fill("as-of", &[("date", &report.as_of)]),
        "judged": sheet_text(&texts.fill("as-of", &[("date", &report.as_of)])),
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
    // Guidance is written in lines; those are kept.
    safe::neutralise(&mut view, safe::lines);
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

/// A short text as a style sheet can say it in a string: of letters, digits and signs that
/// end none.
fn sheet_text(text: &str) -> String {
    let text = safe::line(text);
    let known = text.chars().filter(|c| c.is_alphanumeric() || " .,-:[]".contains(*c));
    known.take(RUNNING).collect()
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
    fn a_text_of_the_style_sheet_cannot_leave_its_string() {
        assert_eq!(sheet_text("a.example\";}</style>\\"), "a.examplestyle");
        assert_eq!(sheet_text("Bedömd 2026-03-01\n} *{"), "Bedömd 2026-03-01  ");
        assert_eq!(sheet_text("xn--bl-yia.example:8443"), "xn--bl-yia.example:8443");
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
