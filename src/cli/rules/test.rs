//! `shopvet rules test`: runs the tests that rules carry.

use super::{failure, watch};
use crate::error::{Error, Result, exit};
use crate::rules::suite::{self, CaseResult};
use crate::rules::{Languages, Library, Rule};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// Run the tests that rules carry
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only rules whose id contains this
    filter: Option<String>,
    /// Show every rule and test, not only those that fail
    #[arg(long, short)]
    verbose: bool,
    /// Test again whenever a file of your own rules changes, until Ctrl-C
    #[arg(long)]
    watch: bool,
}

/// Prints what failed, how, and how many passed.
pub(super) fn run(args: &Args, folders: &[PathBuf]) -> Result<u8> {
    let once = || {
        // Tests speak English; reading the other languages would take longer than testing.
        let library = crate::cli::io::library_in(folders, Languages::Only("en"))?;
        let (text, code) = tested(args, &library)?;
        crate::cli::io::print(&text)?;
        Ok(code)
    };
    if !args.watch {
        return once();
    }
    if folders.is_empty() {
        return Err(Error::Usage(
            "there is no folder to watch; name one with --rules DIR".to_owned(),
        ));
    }
    watch::repeat(folders, once)
}

fn tested(args: &Args, library: &Library) -> Result<(String, u8)> {
    let chosen: Vec<Arc<Rule>> = super::chosen(library, args.filter.as_deref())?;
    let results = suite::run(&chosen);
    let mut out = String::new();
    if args.verbose {
        for of_rule in results.chunk_by(|a, b| a.rule == b.rule) {
            summary(of_rule, &mut out);
        }
        out.push('\n');
    }
    let failed: Vec<_> = results.iter().filter(|result| !result.passed()).collect();
    for result in &failed {
        let _ = writeln!(out, "{}", failure::show(result));
    }
    let _ = writeln!(
        out,
        "{} of {}: {} passed, {} failed",
        super::plural(results.len(), "test"),
        super::plural(chosen.len(), "rule"),
        results.len() - failed.len(),
        failed.len()
    );
    Ok((out, if failed.is_empty() { exit::PASS } else { exit::INVALID }))
}

/// One rule with its tests.
fn summary(results: &[CaseResult], out: &mut String) {
    let Some(first) = results.first() else { return };
    let failed = results.iter().filter(|result| !result.passed()).count();
    let word = if failed == 0 { "ok" } else { "FAILED" };
    let _ = writeln!(out, "{word:6}  {}  {}", first.rule, super::plural(results.len(), "test"));
    for result in results {
        let word = if result.passed() { "ok" } else { "FAILED" };
        let got = suite::outcome(result.got, result.reason);
        let _ = writeln!(out, "  {word:6}  {}: {got}", result.case);
    }
}
