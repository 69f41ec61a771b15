//! `shopvet rules check`: whether rule and pack files are as they should be.

use crate::error::{Error, Result, exit};
use crate::rules::{Library, Problem, lint};

/// Check rule and pack files: form, facts, texts, tests in every direction
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// List every text that is not translated
    #[arg(long)]
    translations: bool,
}

/// Prints that all is well, or fails with everything that is not.
pub(super) fn run(args: &Args, library: &Library) -> Result<u8> {
    let problems: Vec<Problem> = library.rules().flat_map(|rule| lint(rule)).collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(Problem::join(&problems)));
    }
    crate::cli::io::print(&format!(
        "{} rules and {} packs are sound\n",
        library.rules().len(),
        library.packs().len()
    ))?;
    crate::cli::io::print(&super::translations::note(library, args.translations))?;
    Ok(exit::PASS)
}
