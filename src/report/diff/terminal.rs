//! The difference for a person at a terminal.

use super::{Difference, words};
use crate::report::safe;
use crate::report::terminal::{SENTENCE, TITLE};
use crate::report::texts::Texts;
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;

/// Changes of one fact that are listed.
const MANY: usize = 20;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

pub(super) fn render(difference: &Difference, language: &str, width: usize) -> String {
    let texts = Texts::of(language);
    let mut out = format!("{BOLD}{}{BOLD:#}\n", safe::short(&difference.new.url, TITLE));
    let _ = writeln!(out, "{}", words::opening(difference, texts));
    for (key, findings) in difference.lists() {
        if findings.is_empty() {
            continue;
        }
        let style = Style::new().bold().fg_color(Some(colour(key).into()));
        let _ = writeln!(out, "\n{style}{} ({}){style:#}", texts.get(key), findings.len());
        for finding in findings {
            let title = safe::short(&finding.title, TITLE);
            let rule = safe::short(&finding.rule, words::NAME);
            let level = words::level(finding.level, texts);
            let _ = writeln!(out, "  {BOLD}{title}{BOLD:#}  {DIM}{rule} · {level}{DIM:#}");
            let said = format!("{}. {}", words::move_of(finding, texts), words::message(finding));
            let _ = writeln!(out, "{}", wrapped(&said, width));
        }
    }
    if !difference.facts.is_empty() {
        let _ = writeln!(out, "\n{BOLD}{}{BOLD:#}", texts.get("diff-facts"));
    }
    for fact in &difference.facts {
        let _ = writeln!(out, "  {BOLD}{}{BOLD:#}", fact.path);
        for change in fact.changes.iter().take(MANY) {
            let (sign, text) = words::change(change);
            let _ = writeln!(out, "{}", wrapped(&format!("{sign} {text}"), width));
        }
        let more = fact.changes.len().saturating_sub(MANY);
        if more > 0 {
            let more = texts.fill("pages-more", &[("n", &more.to_string())]);
            let _ = writeln!(out, "    {DIM}{more}{DIM:#}");
        }
    }
    if difference.lists().iter().all(|(_, list)| list.is_empty()) && difference.facts.is_empty() {
        let _ = writeln!(out, "\n{}", texts.get("diff-none"));
    }
    safe::logged(&out).into_owned()
}

fn colour(key: &str) -> AnsiColor {
    match key {
        "diff-new" => AnsiColor::Red,
        "diff-fixed" => AnsiColor::Green,
        _ => AnsiColor::Yellow,
    }
}

fn wrapped(text: &str, width: usize) -> String {
    let options = textwrap::Options::new(width).initial_indent("    ").subsequent_indent("    ");
    textwrap::fill(&safe::short(text, SENTENCE), options)
}
