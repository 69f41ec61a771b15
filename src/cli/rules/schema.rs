//! `shopvet rules schema`: the form of a file that people write, for editors.

use crate::error::{Result, exit};
use crate::rules::{Format, schema};
use clap::ValueEnum;

/// Print a JSON Schema
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What for
    #[arg(default_value = "rule")]
    of: Of,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    Rule,
    Pack,
    Waivers,
    Application,
}

/// Prints the schema.
pub(super) fn run(args: &Args) -> Result<u8> {
    let format = match args.of {
        Of::Rule => Format::Rule,
        Of::Pack => Format::Pack,
        Of::Waivers => Format::Waivers,
        Of::Application => Format::Application,
    };
    let text = serde_json::to_string_pretty(&schema(format)).unwrap_or_default();
    crate::cli::io::print(&(text + "\n"))?;
    Ok(exit::PASS)
}
