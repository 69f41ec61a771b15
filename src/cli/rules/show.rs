//! `shopvet rules show`: one rule as a page.

use crate::error::{Result, exit};
use crate::rules::{Library, Rule};
use std::fmt::Write as _;

/// Show one rule as a page
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule's id
    rule: String,
    /// Language
    #[arg(long, default_value = "en")]
    lang: String,
}

/// Prints the page.
pub(super) fn run(args: &Args, library: &Library) -> Result<u8> {
    crate::cli::io::print(&page(super::find(library, &args.rule)?, &args.lang))?;
    Ok(exit::PASS)
}

fn page(rule: &Rule, language: &str) -> String {
    let mut out = format!("{}\n{}\n\n", rule.title.get(language), rule.id);
    let mut line = |key: &str, text: &str| {
        if text.trim().is_empty() {
            return;
        }
        for (index, part) in text.trim().lines().enumerate() {
            let head = if index == 0 { key } else { "" };
            let options = textwrap::Options::new(96)
                .initial_indent("            ")
                .subsequent_indent("            ");
            let wrapped = textwrap::fill(part.trim(), options);
            let _ = writeln!(out, "{head:10}  {}", wrapped.trim_start());
        }
    };
    line("level", rule.level.name());
    line("group", &rule.group);
    line("why", &rule.why);
    line("guidance", rule.guidance.get(language));
    for reference in &rule.references {
        line("reference", &format!("{}\n{}", reference.title, reference.url));
    }
    if let Some(from) = rule.from {
        line("from", &from.to_string());
    }
    if let Some(to) = rule.to {
        line("to", &to.to_string());
    }
    for (name, param) in &rule.declared {
        line("param", &format!("{name} = {}\n{}", param.default, param.description));
    }
    let facts: Vec<&str> = rule.evidence.clone();
    line("evidence", &facts.join("\n"));
    line("tests", &format!("{} cases", rule.cases.len()));
    out
}
