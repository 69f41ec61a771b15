//! Every format: how it is asked for, how it is made of a report, and how it is checked.
//!
//! A new format is a line here.

use crate::{cells, data, gfm, page, pdf, screen, xml};
use serde_json::Value;
use shopvet::judge::FailOn;
use shopvet::report::diff::Difference;
use shopvet::report::letter::{self, Form};
use shopvet::report::{Report, csv, html, json, junit, markdown, sarif, terminal};
use std::path::PathBuf;

/// What a check may count on.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) outcomes: usize,
    /// Points of the letter.
    pub(crate) points: usize,
}

impl Expected {
    /// Read from the report as data.
    pub(crate) fn of(report: &Value) -> Self {
        let outcomes = report["outcomes"].as_array().unwrap();
        let asks = [
            "age-wall",
            "blocked",
            "geo-blocked",
            "image-only",
            "login-required",
            "needs-document",
            "pdf-only",
            "redacted",
            "robots-disallowed",
        ];
        let is_point = |outcome: &&Value| {
            let is = |key: &str, word: &str| outcome[key] == word;
            let asks = outcome["reason"].as_str().is_some_and(|reason| asks.contains(&reason));
            let counts = is("outcome", "fail") || (is("outcome", "inconclusive") && asks);
            outcome["waiver"].is_null() && !is("level", "note") && counts
        };
        Self { outcomes: outcomes.len(), points: outcomes.iter().filter(is_point).count() }
    }
}

/// Tells what is wrong with an output.
pub(crate) type Check = fn(&[u8], &Expected) -> Vec<String>;
/// Makes an output, where that needs nothing but the report.
pub(crate) type Make = fn(&Report) -> Vec<u8>;

/// A format of the report.
pub(crate) struct Format {
    /// What `--format` takes, and the file it is written to.
    pub(crate) kind: &'static str,
    pub(crate) file: &'static str,
    pub(crate) make: Option<Make>,
    pub(crate) check: Check,
}

const fn format(kind: &'static str, file: &'static str, make: Make, check: Check) -> Format {
    Format { kind, file, make: Some(make), check }
}

impl Format {
    /// Whether this machine can make it.
    pub(crate) fn can_be_made(&self) -> bool {
        self.make.is_some() || browser().is_some()
    }
}

/// Chromium, where there is one and the program can use it. Where it is missing, that is
/// said loudly; where `SHOPVET_REQUIRE_CHROMIUM` is set, as in CI, it is a failure.
pub(crate) fn browser() -> Option<PathBuf> {
    if !cfg!(feature = "browser") {
        return None;
    }
    let found = shopvet::chromium::find::find(None).unwrap();
    if found.is_none() {
        let how = "install Chromium (Debian: apt-get install chromium) and run the tests again";
        let required = std::env::var_os("SHOPVET_REQUIRE_CHROMIUM").is_some();
        assert!(!required, "there is no browser: {how}");
        eprintln!("\n*** NOT TESTED: there is no browser here; {how} ***\n");
    }
    found
}

/// Every format of the report.
pub(crate) const FORMATS: &[Format] = &[
    format("terminal", "terminal.txt", |r| narrow(r).into(), screen::plain),
    format("json", "report.json", |r| json::render(r).into(), data::report),
    format("html", "report.html", |r| html::render(r).unwrap().into(), page::report),
    format("sarif", "report.sarif", |r| sarif::render(r).into(), data::sarif),
    format("junit", "report.xml", |r| junit::render(r, FailOn::Review).unwrap().into(), xml::junit),
    format("markdown", "report.md", |r| markdown::render(r).into(), gfm::report),
    format("csv", "report.csv", |r| csv::render(r).unwrap().into(), cells::csv),
    format("letter", "letter.txt", |r| mail(r, Form::Text), screen::letter),
    format("letter", "letter.html", |r| mail(r, Form::Html), page::letter),
    // Printed by a browser, so of the visit alone, and where there is one.
    Format { kind: "pdf", file: "report.pdf", make: None, check: pdf::report },
];

/// A form of the difference.
pub(crate) struct DiffForm {
    pub(crate) kind: &'static str,
    pub(crate) file: &'static str,
    pub(crate) make: fn(&Difference) -> String,
    pub(crate) check: Check,
}

/// Every form of the difference.
pub(crate) const DIFFS: &[DiffForm] = &[
    DiffForm {
        kind: "terminal",
        file: "diff.txt",
        make: |d| d.terminal("en", 60),
        check: screen::styled,
    },
    DiffForm { kind: "json", file: "diff.json", make: Difference::json, check: data::diff },
    DiffForm {
        kind: "html",
        file: "diff.html",
        make: |d| d.html("en").unwrap(),
        check: page::diff,
    },
    DiffForm { kind: "markdown", file: "diff.md", make: |d| d.markdown("en"), check: gfm::diff },
];

/// As the terminal shows it in a narrow window, with what passes.
pub(crate) fn styled(report: &Report) -> String {
    let show = terminal::Show { passes: true, width: 40, ..terminal::Show::default() };
    terminal::render(report, show)
}

fn narrow(report: &Report) -> String {
    anstream::adapter::strip_str(&styled(report)).to_string()
}

fn mail(report: &Report, form: Form) -> Vec<u8> {
    letter::render(report, form, None).unwrap().into_bytes()
}
