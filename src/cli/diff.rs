//! `shopvet diff`: what differs between two reports of one shop.

use super::spec::Spec;
use crate::error::{Error, Result, exit};
use crate::judge::Level;
use crate::report::diff::{Difference, Finding};
use crate::report::saved::Saved;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Tell what differs between two reports: findings that are new, fixed, changed or still open,
/// and facts that changed
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 nothing that blocks is new or has changed, 1 a fail that \
                        blocks is, 3 an open question that blocks is, 4 a rule could not be \
                        evaluated any more.")]
pub(super) struct Args {
    /// The earlier report, of `--format json`
    old: PathBuf,
    /// The later report
    new: PathBuf,
    /// Form of the difference, and the file it goes to; repeatable [default: terminal]
    #[arg(long, value_name = "KIND[=FILE]")]
    format: Vec<Spec<Form>>,
    /// Language [default: that of the later report]
    #[arg(long, value_name = "LANG", env = "SHOPVET_LANG")]
    lang: Option<String>,
}

/// A form of the difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Terminal,
    Markdown,
    Html,
    Json,
}

/// Prints the difference.
pub(super) fn run(args: &Args) -> Result<u8> {
    let old = read(&args.old)?;
    let new = read(&args.new)?;
    if !Difference::of_one_shop(&old, &new) {
        return Err(Error::Usage(format!(
            "{} is of {} and {} of {}; give two reports of one shop",
            args.old.display(),
            old.host,
            args.new.display(),
            new.host
        )));
    }
    Spec::one_to_stdout(&args.format)?;
    let difference = Difference::of(&old, &new);
    let language = args.lang.as_deref().unwrap_or(&new.language);
    let default = [Spec { kind: Form::Terminal, file: None }];
    let specs = if args.format.is_empty() { &default[..] } else { &args.format };
    for spec in specs {
        let text = match spec.kind {
            Form::Terminal => difference.terminal(language, super::io::columns()),
            Form::Markdown => difference.markdown(language),
            Form::Html => difference.html(language).map_err(|error| {
                Error::Incomplete(format!("cannot write the difference as HTML: {error:#}"))
            })?,
            Form::Json => difference.json(),
        };
        spec.write(&text)?;
    }
    Ok(code(&difference))
}

/// Reads a saved report.
pub(super) fn read(path: &Path) -> Result<Saved> {
    Saved::read(&super::io::read_text(path)?, &path.display().to_string()).map_err(Error::Invalid)
}

/// The code of the worst finding that is new or has changed.
fn code(difference: &Difference) -> u8 {
    let moved = || difference.added.iter().chain(&difference.changed);
    let now = |finding: &Finding, outcome: &str| {
        finding.now.as_ref().is_some_and(|state| state.outcome == outcome)
    };
    let blocking = |outcome: &str| moved().any(|f| f.level == Level::Error && now(f, outcome));
    if blocking("fail") {
        exit::FAIL
    } else if moved().any(|finding| now(finding, "error")) {
        exit::INCOMPLETE
    } else if blocking("inconclusive") {
        exit::REVIEW
    } else {
        exit::PASS
    }
}
