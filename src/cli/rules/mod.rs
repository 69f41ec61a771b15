//! `shopvet rules`: what is required, and whether the rule files are sound.
//!
//! One file per subcommand; here is only what they share: the folders of rules, and how
//! a rule is found by its id.

mod check;
mod diff;
mod docs;
mod editor;
mod failure;
mod list;
mod new;
mod schema;
mod show;
mod test;
mod translations;
mod watch;

pub(super) use docs::language;
pub(super) use schema::Of;

use crate::error::{Error, Result};
use crate::rules::{Languages, Library, Rule};
use clap::Subcommand;
use std::path::PathBuf;
use std::sync::Arc;

/// List, show, check, test, write and compare rules
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    /// Folder with rules of your own; repeatable
    #[arg(long, value_name = "DIR", env = "SHOPVET_RULES", value_delimiter = ',', global = true)]
    rules: Vec<PathBuf>,
    #[command(flatten)]
    config: super::ConfigArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Args),
    Show(show::Args),
    Docs(docs::Args),
    Check(check::Args),
    Test(test::Args),
    New(new::Args),
    Diff(diff::Args),
    Schema(schema::Args),
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<u8> {
    let config = args.config.load()?;
    let folders = if args.rules.is_empty() { &config.rules } else { &args.rules };
    let library = || super::io::library(folders);
    let spoken = |language: &str| super::io::library_in(folders, Languages::Only(language));
    match &args.command {
        Command::List(list) => list::run(list, &spoken(&list.lang)?),
        Command::Show(show) => show::run(show, &spoken(&show.lang)?),
        Command::Docs(docs) => docs::run(docs, &spoken(&docs.lang)?),
        Command::Check(check) => check::run(check, &library()?),
        Command::Test(test) => test::run(test, folders),
        Command::New(new) => new::run(new, folders),
        Command::Diff(diff) => diff::run(diff, folders),
        Command::Schema(schema) => schema::run(schema),
    }
}

/// A number with its noun.
fn plural(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
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
