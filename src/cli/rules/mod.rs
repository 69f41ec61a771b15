//! `shopvet rules`: what is required, and whether the rule files are sound.
//!
//! One file per subcommand; here is only what they share: the folders of rules, and how
//! a rule is found by its id.

mod check;
mod docs;
mod editor;
mod list;
mod schema;
mod show;
mod test;
mod translations;

pub(super) use docs::language;
pub(super) use schema::Of;

use crate::error::{Error, Result};
use crate::rules::{Languages, Library, Rule};
use clap::Subcommand;
use std::path::PathBuf;
use std::sync::Arc;

/// List, show, check and test rules
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    /// Folder with rules of your own; repeatable
    #[arg(long, value_name = "DIR", env = "SHOPVET_RULES", value_delimiter = ',', global = true)]
    rules: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Args),
    Show(show::Args),
    Docs(docs::Args),
    Check(check::Args),
    Test(test::Args),
    Schema(schema::Args),
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<u8> {
    let library = || super::io::library(&args.rules);
    let spoken = |language: &str| super::io::library_in(&args.rules, Languages::Only(language));
    match &args.command {
        Command::List(list) => list::run(list, &library()?),
        Command::Show(show) => show::run(show, &spoken(&show.lang)?),
        Command::Docs(docs) => docs::run(docs, &spoken(&docs.lang)?),
        Command::Check(check) => check::run(check, &library()?),
        Command::Test(test) => test::run(test, &library()?),
        Command::Schema(schema) => schema::run(schema),
    }
}

/// The rules whose id contains a text; all without one.
///
/// # Errors
/// [`Error::Usage`] where there is none.
fn chosen(library: &Library, filter: Option<&str>) -> Result<Vec<Arc<Rule>>> {
    let chosen: Vec<Arc<Rule>> = library
        .rules()
        .filter(|rule| filter.is_none_or(|part| rule.id.contains(part)))
        .cloned()
        .collect();
    match filter {
        Some(filter) if chosen.is_empty() => Err(Error::Usage(format!(
            "no rule id contains `{filter}`; `shopvet rules list` prints them all"
        ))),
        _ => Ok(chosen),
    }
}

/// The rule of an id.
///
/// # Errors
/// [`Error::Usage`] with the nearest id where there is none.
pub(super) fn find<'a>(library: &'a Library, id: &str) -> Result<&'a Arc<Rule>> {
    library.rule(id).ok_or_else(|| {
        let near = library.rules().max_by(|a, b| {
            strsim::jaro_winkler(&a.id, id).total_cmp(&strsim::jaro_winkler(&b.id, id))
        });
        let near = near.map_or_else(String::new, |rule| format!("; did you mean `{}`?", rule.id));
        Error::Usage(format!("there is no rule `{id}`{near} `shopvet rules list` prints them all"))
    })
}
