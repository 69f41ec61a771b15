//! `shopvet schema`: the form of what the program writes, for programs that read it.
//!
//! What people write has its schemas next door, in `shopvet rules schema`, since an editor
//! wants those beside the files.

use crate::error::{Result, exit};
use crate::report::schema;
use clap::ValueEnum;

/// Print the JSON Schema of a report or a difference of --format json
#[derive(Debug, clap::Args)]
#[command(after_help = "Those of rules, packs, waivers, applications and the configuration: \
                        `shopvet rules schema`.")]
pub(super) struct Args {
    /// What of
    #[arg(default_value = "report")]
    of: Of,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// `shopvet.report/1`, which check and judge write.
    Report,
    /// `shopvet.diff/1`, which diff writes.
    Diff,
}

/// Prints a schema.
pub(super) fn run(args: &Args) -> Result<u8> {
    let schema = match args.of {
        Of::Report => schema::report(),
        Of::Diff => schema::difference(),
    };
    super::io::print(&(serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"))?;
    Ok(exit::PASS)
}
