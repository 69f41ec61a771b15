//! `shopvet rules check`: whether rule and pack files are as they should be.

use crate::error::{Error, Result, exit};
use crate::rules::{Coverage, Library, Problem, Rule, coverage, lint};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// Check rule and pack files: form, facts, texts, tests in every direction
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// List every text that is not translated
    #[arg(long)]
    translations: bool,
    /// Only rules whose id contains this
    filter: Option<String>,
    /// Take notes for errors
    #[arg(long)]
    strict: bool,
    /// Show how many tests of each rule go in each direction
    #[arg(long)]
    coverage: bool,
}

/// Prints that all is well, or fails with everything that is not.
pub(super) fn run(args: &Args, library: &Library) -> Result<u8> {
    let rules = super::chosen(library, args.filter.as_deref())?;
    let (notes, errors): (Vec<Problem>, Vec<Problem>) = rules
        .iter()
        .flat_map(|rule| lint(rule))
        .partition(|problem| problem.code.is_note() && !args.strict);
    let mut out = String::new();
    if args.coverage {
        out.push_str(&table(&rules));
        out.push('\n');
    }
    for note in &notes {
        let _ = writeln!(out, "note: {note}\n");
    }
    if !errors.is_empty() {
        crate::cli::io::print(&out)?;
        return Err(Error::Invalid(format!("{}\n\n{}", Problem::join(&errors), tally(&errors))));
    }
    let packs = library.packs().len();
    let _ = write!(
        out,
        "{} and {} are sound",
        super::plural(rules.len(), "rule"),
        super::plural(packs, "pack")
    );
    match notes.len() {
        0 => out.push('\n'),
        n => {
            let _ = writeln!(out, "; notes: {n}, which --strict takes for errors");
        }
    }
    out.push_str(&super::translations::note(library, args.translations));
    crate::cli::io::print(&out)?;
    Ok(exit::PASS)
}

fn tally(problems: &[Problem]) -> String {
    let files: BTreeSet<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    format!(
        "{} in {}",
        super::plural(problems.len(), "problem"),
        super::plural(files.len(), "file")
    )
}

/// The number of tests by rule and direction; a dash where a rule concerns every shop, an
/// exclamation mark where a direction lacks a test.
fn table(rules: &[Arc<Rule>]) -> String {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0).max("rule".len());
    let mut out =
        format!("{:width$}  pass  fail or review  inconclusive  not applicable\n", "rule");
    let mut sum = Coverage::default();
    for rule in rules {
        let found = coverage(rule);
        sum.pass += found.pass;
        sum.fail += found.fail;
        sum.inconclusive += found.inconclusive;
        sum.not_applicable += found.not_applicable;
        let cell = |n: usize| if n == 0 { "0 !".to_owned() } else { n.to_string() };
        let idle = found.not_applicable == 0 && !found.may_not_apply;
        let last = if idle { "–".to_owned() } else { cell(found.not_applicable) };
        let line = format!(
            "{:width$}  {:4}  {:14}  {:12}  {last}",
            rule.id,
            cell(found.pass),
            cell(found.fail),
            cell(found.inconclusive),
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let _ = writeln!(
        out,
        "{:width$}  {:<4}  {:<14}  {:<12}  {}",
        "all", sum.pass, sum.fail, sum.inconclusive, sum.not_applicable
    );
    out
}
