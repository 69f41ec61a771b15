//! Files in and text out, the same for every subcommand.

use crate::application::Application;
use crate::collect::Extract;
use crate::error::{Error, Result};
use crate::extract::{
    self,
    domain::{About, about},
};
use crate::rules::{Languages, Library, Problem};
use crate::snapshot::Snapshot;
use std::io::{IsTerminal as _, Read as _, Write};
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

/// What asynchronous work runs on.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::Incomplete(format!("cannot start the network runtime: {e}")))
}

/// Fails before the work where a file could not be written after it.
pub(super) fn writable(flag: &str, path: &Path) -> Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if folder.is_dir() {
        return Ok(());
    }
    Err(Error::Usage(format!(
        "{flag} {}: there is no folder {}; make it first",
        path.display(),
        folder.display()
    )))
}

/// Reads a text file.
pub(super) fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|source| Error::File {
        action: "cannot read",
        path: path.to_owned(),
        source,
    })
}

/// Most bytes of an extract of a registration.
const MOST_EXTRACT_BYTES: u64 = 1 << 20;

/// Reads the extract of the registration of `domain` that the applicant supplied,
/// in whatever encoding it was saved.
///
/// # Errors
/// [`Error::File`] and [`Error::Invalid`] where it cannot be read, is too large,
/// is no text or is about another domain.
pub(super) fn read_extract(path: &Path, domain: &str) -> Result<Extract> {
    let cannot = |source| Error::File { action: "cannot read", path: path.to_owned(), source };
    let wrong = |what: &str| Error::Invalid(format!("{}: {what}", path.display()));
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(cannot)?;
    file.take(MOST_EXTRACT_BYTES + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > MOST_EXTRACT_BYTES {
        return Err(wrong("is larger than 1 MiB; save the text of the record alone"));
    }
    let text = extract::decode(&bytes, "");
    if bytes.starts_with(b"%PDF") || text.contains('\0') {
        return Err(wrong(
            "is no text; save the record as text or RDAP JSON, or copy its text out of the document",
        ));
    }
    if let About::Other(other) = about(&text, domain) {
        return Err(wrong(&format!(
            "is an extract about {other}, and the shop is at {domain}; give the extract of {domain}"
        )));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Extract { name, text })
}

/// Reads the built-in rules and those of some folders, in every language.
pub(super) fn library(folders: &[PathBuf]) -> Result<Library> {
    library_in(folders, Languages::All)
}

/// The same in the languages asked for.
pub(super) fn library_in(folders: &[PathBuf], languages: Languages<'_>) -> Result<Library> {
    Library::load_in(folders, languages)
        .map_err(|problems| Error::Invalid(Problem::join(&problems)))
}

/// The application that a snapshot holds.
pub(super) fn application_of(snapshot: &Snapshot) -> Result<Option<Application>> {
    snapshot
        .application
        .as_deref()
        .map(|text| Application::parse(text, "application.yaml"))
        .transpose()
}

/// Columns of the terminal, between what is readable and what is comfortable.
pub(super) fn columns() -> usize {
    let width = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(96);
    if std::io::stdout().is_terminal() { width.clamp(40, 110) } else { 96 }
}
