//! `shopvet completions` and `shopvet man`: made from the same command table.

use crate::error::{Error, Result, exit};
use clap::CommandFactory;
use std::path::PathBuf;

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: clap_complete::Shell,
}

/// Write the manual pages
#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// Folder for one page a subcommand; left out, the main page goes to standard output
    folder: Option<PathBuf>,
}

/// Prints a completion script.
pub(super) fn completions(args: &CompletionsArgs) -> Result<u8> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut super::Cli::command(), "shopvet", &mut bytes);
    super::io::print(&String::from_utf8_lossy(&bytes))?;
    Ok(exit::PASS)
}

/// Writes the manual pages.
pub(super) fn man(args: &ManArgs) -> Result<u8> {
    let command = super::Cli::command();
    match &args.folder {
        Some(folder) => {
            let fail =
                |source| Error::File { action: "cannot write", path: folder.clone(), source };
            std::fs::create_dir_all(folder).map_err(fail)?;
            clap_mangen::generate_to(command, folder).map_err(fail)?;
        }
        None => {
            let mut bytes = Vec::new();
            clap_mangen::Man::new(command)
                .render(&mut bytes)
                .map_err(|e| Error::Incomplete(format!("cannot write the manual page: {e}")))?;
            super::io::print(&String::from_utf8_lossy(&bytes))?;
        }
    }
    Ok(exit::PASS)
}
