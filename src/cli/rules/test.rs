//! `shopvet rules test`: runs the tests that rules carry.

use crate::error::{Error, Result, exit};
use crate::rules::{Library, Rule, suite};
use std::fmt::Write as _;
use std::sync::Arc;

/// Run the tests that rules carry
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only rules whose id contains this
    filter: Option<String>,
}

/// Prints what failed and how many passed.
pub(super) fn run(args: &Args, library: &Library) -> Result<u8> {
    let filter = args.filter.as_deref();
    let chosen: Vec<Arc<Rule>> = library
        .rules()
        .filter(|rule| filter.is_none_or(|part| rule.id.contains(part)))
        .cloned()
        .collect();
    if chosen.is_empty() {
        return Err(Error::Usage(format!(
            "no rule id contains `{}`; `shopvet rules list` prints them all",
            filter.unwrap_or_default()
        )));
    }
    let results = suite::run(&chosen);
    let mut out = String::new();
    let failed: Vec<_> = results.iter().filter(|result| !result.passed()).collect();
    for result in &failed {
        let _ = writeln!(out, "{result}");
    }
    let _ = writeln!(
        out,
        "{} tests of {} rules: {} passed, {} failed",
        results.len(),
        chosen.len(),
        results.len() - failed.len(),
        failed.len()
    );
    crate::cli::io::print(&out)?;
    Ok(if failed.is_empty() { exit::PASS } else { exit::INVALID })
}
