//! `shopvet judge`: a saved bundle judged again, offline.

use super::output::OutputArgs;
use crate::error::Result;
use crate::snapshot::bundle;
use std::path::PathBuf;

/// Judge a saved bundle again, offline
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The bundle that `check --save` wrote
    #[arg(value_name = "FILE.wacz")]
    bundle: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    vocabulary: super::VocabularyArgs,
    #[command(flatten)]
    config: super::ConfigArgs,
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<u8> {
    let config = args.config.load()?;
    args.vocabulary.add(&config.vocabulary)?;
    let prepared = args.output.prepare(&config)?;
    let snapshot = bundle::read(&args.bundle)?;
    let (report, code) = prepared.finish(&snapshot, 0)?;
    super::hints::print(&report, super::hints::After::Judge);
    Ok(code)
}
