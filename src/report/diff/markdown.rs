//! The difference as Markdown that fits a comment on a pull request.

use super::{Difference, words};
use crate::report::markdown::{SENTENCE, TITLE, code, escape};
use crate::report::safe;
use crate::report::texts::Texts;
use std::fmt::Write as _;

/// Characters at most; GitHub takes comments of 65,536.
const ROOM: usize = 60_000;

pub(super) fn render(difference: &Difference, language: &str) -> String {
    let texts = Texts::of(language);
    let mut out = format!(
        "# {}\n\n{}\n",
        escape(&safe::short(&difference.new.url, TITLE)),
        escape(&words::opening(difference, texts))
    );
    let mut left_out = 0;
    let mut add = |out: &mut String, line: String| {
        if out.len() + line.len() > ROOM { left_out += 1 } else { out.push_str(&line) }
    };
    for (key, findings) in difference.lists() {
        if findings.is_empty() {
            continue;
        }
        let title = format!("{} ({})", texts.get(key), findings.len());
        add(&mut out, format!("\n## {}\n\n", escape(&title)));
        for finding in findings {
            let line = format!(
                "- **{}** ({}, {}): {}  \n  {}\n",
                escape(&safe::short(&finding.title, TITLE)),
                code(&safe::short(&finding.rule, TITLE)),
                escape(words::level(finding.level, texts)),
                escape(&words::move_of(finding, texts)),
                escape(&safe::short(&words::message(finding), SENTENCE))
            );
            add(&mut out, line);
        }
    }
    if !difference.facts.is_empty() {
        add(&mut out, format!("\n## {}\n\n", escape(texts.get("diff-facts"))));
    }
    for fact in &difference.facts {
        add(&mut out, format!("- {}\n", code(fact.path)));
        for change in &fact.changes {
            let (sign, text) = words::change(change);
            add(&mut out, format!("  - {} {}\n", code(&sign.to_string()), code(&text)));
        }
    }
    if difference.lists().iter().all(|(_, list)| list.is_empty()) && difference.facts.is_empty() {
        let _ = writeln!(out, "\n{}", escape(texts.get("diff-none")));
    }
    if left_out > 0 {
        let _ = writeln!(out, "\n{}", escape(&texts.count("left-out", left_out)));
    }
    safe::logged(&out).into_owned()
}
