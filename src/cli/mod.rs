//! The command line: one file per subcommand.
//!
//! The only room that prints. Reports go to standard output, everything else to
//! standard error. It decides nothing about shops.

mod inspect;

use crate::error::exit;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Vets an online merchant's site before a payment agreement is signed.
#[derive(Debug, Parser)]
#[command(name = "shopvet", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Inspect(inspect::Args),
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Inspect(args) => inspect::run(&args),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            anstream::eprintln!("error: {error}");
            ExitCode::from(error.exit_code().max(exit::USAGE))
        }
    }
}
