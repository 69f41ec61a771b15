//! `shopvet init`: a commented configuration and an example application.

use super::config;
use super::rules::Of;
use crate::error::{Error, Result, exit};
use std::path::{Path, PathBuf};

/// Write a commented shopvet.yaml and application.yaml to begin from
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder to write to
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Write over files that are there
    #[arg(long)]
    force: bool,
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<u8> {
    // Editors find the schemas beside the files, so that no network is needed.
    let schema = |of: Of| (format!("schemas/{}", of.file()), of.text());
    let text = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let files = [
        text(config::NAME, config::TEMPLATE),
        text("application.yaml", config::APPLICATION),
        schema(Of::Config),
        schema(Of::Application),
        schema(Of::Waivers),
    ];
    // Nothing is written unless everything can be.
    for (name, _) in &files {
        let path = args.folder.join(name);
        if path.exists() && !args.force {
            return Err(Error::Usage(format!(
                "{} is there already; add --force to write over it",
                path.display()
            )));
        }
    }
    let fail = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::File { action: "cannot write", path, source }
    };
    let schemas = args.folder.join("schemas");
    std::fs::create_dir_all(&schemas).map_err(fail(&schemas))?;
    for (name, text) in files {
        let path = args.folder.join(name);
        std::fs::write(&path, text).map_err(fail(&path))?;
        anstream::eprintln!("wrote {}", path.display());
    }
    Ok(exit::PASS)
}
