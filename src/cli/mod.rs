//! The command line: one file per subcommand.
//!
//! The only room that prints. Reports go to standard output, everything else to
//! standard error. It decides nothing about shops.

mod challenge;
mod challenges;
mod check;
mod choices;
mod config;
mod demo;
mod diff;
mod explain;
mod facts;
mod generate;
mod hints;
mod init;
mod inspect;
mod io;
mod judge;
mod network;
mod output;
mod progress;
mod rules;
mod schema;
mod spec;
mod waive;

use crate::error::{Error, Result};
use crate::vocabulary::Vocabulary;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Vets an online merchant's site before a payment agreement is signed
#[derive(Debug, Parser)]
#[command(
    name = "shopvet",
    version,
    about,
    max_term_width = 100,
    after_help = "Exit codes: 0 pass, 1 fail, 2 usage, 3 review, 4 incomplete, 5 a rule, pack, \
                  configuration, waiver, application or bundle file is invalid."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(Box<check::Args>),
    Challenge(Box<challenge::Args>),
    Judge(Box<judge::Args>),
    Inspect(Box<inspect::Args>),
    Rules(rules::Args),
    Facts(facts::Args),
    Explain(explain::Args),
    Diff(diff::Args),
    Schema(schema::Args),
    Waive(waive::Args),
    Demo(Box<demo::Args>),
    Init(init::Args),
    Completions(generate::CompletionsArgs),
    Man(generate::ManArgs),
}

/// Where the configuration is read from.
#[derive(Debug, Default, clap::Args)]
struct ConfigArgs {
    /// Configuration file [default: the nearest shopvet.yaml]
    #[arg(long, value_name = "FILE", env = "SHOPVET_CONFIG", global = true)]
    config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, conflicts_with = "config", global = true)]
    no_config: bool,
}

impl ConfigArgs {
    fn load(&self) -> Result<config::Config> {
        config::load(self.config.as_deref(), self.no_config)
    }
}

/// Languages beside those that ship.
#[derive(Debug, Default, clap::Args)]
struct VocabularyArgs {
    /// File with the words of a language of your own; repeatable
    #[arg(
        long,
        value_name = "FILE",
        env = "SHOPVET_VOCABULARY",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    vocabulary: Vec<PathBuf>,
}

impl VocabularyArgs {
    /// Adds the languages; to be done before anything is read.
    fn add(&self, configured: &[PathBuf]) -> Result<()> {
        let files = if self.vocabulary.is_empty() { configured } else { &self.vocabulary };
        if files.is_empty() {
            return Ok(());
        }
        let files: Vec<(String, String)> = files
            .iter()
            .map(|path| Ok((path.display().to_string(), io::read_text(path)?)))
            .collect::<Result<_>>()?;
        Vocabulary::add(&files).map_err(Error::Invalid)
    }
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Check(args) => check::run(args),
        Command::Challenge(args) => challenge::run(args),
        Command::Judge(args) => judge::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Rules(args) => rules::run(args),
        Command::Facts(args) => facts::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Waive(args) => waive::run(args),
        Command::Demo(args) => demo::run(args),
        Command::Init(args) => init::run(args),
        Command::Completions(args) => generate::completions(args),
        Command::Man(args) => generate::man(args),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            anstream::eprintln!("error: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
