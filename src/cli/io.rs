//! Files in and text out, the same for every subcommand.

use crate::application::Application;
use crate::error::{Error, Result};
use crate::rules::{Library, Problem};
use crate::snapshot::Snapshot;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes to standard output; a reader that went away is no error.
pub(super) fn print(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::Incomplete(format!("cannot write to standard output: {e}")))
        }
        _ => Ok(()),
    }
}

/// Reads a text file.
pub(super) fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|source| Error::File {
        action: "cannot read",
        path: path.to_owned(),
        source,
    })
}

/// Reads the built-in rules and those of some folders.
pub(super) fn library(folders: &[PathBuf]) -> Result<Library> {
    Library::load(folders).map_err(|problems| Error::Invalid(Problem::join(&problems)))
}

/// The application that a snapshot holds.
pub(super) fn application_of(snapshot: &Snapshot) -> Result<Option<Application>> {
    snapshot
        .application
        .as_deref()
        .map(|text| Application::parse(text, "application.yaml"))
        .transpose()
}
