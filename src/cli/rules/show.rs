//! `shopvet rules show`: one rule as a page.

use super::docs::broken;
use crate::error::{Result, exit};
use crate::handbook::{self, Page};
use crate::rules::Library;
use clap::ValueEnum;

/// Show one rule as a page
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule's id
    rule: String,
    /// Language: en, sv, nb, da, fi, de
    #[arg(long, value_name = "LANG", env = "SHOPVET_LANG", default_value = "en")]
    pub(super) lang: String,
    /// Form of the page
    #[arg(long, value_name = "KIND", default_value = "text")]
    format: Form,
}

/// A form of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Markdown,
    Html,
}

/// Prints the page.
pub(super) fn run(args: &Args, library: &Library) -> Result<u8> {
    let language = super::docs::language(&args.lang)?;
    let page = Page::new(super::find(library, &args.rule)?, Some(library), language);
    let format = match args.format {
        Form::Text => handbook::Format::Text,
        Form::Markdown => handbook::Format::Markdown,
        Form::Html => handbook::Format::Html,
    };
    crate::cli::io::print(&handbook::page(&page, format).map_err(broken)?)?;
    Ok(exit::PASS)
}
