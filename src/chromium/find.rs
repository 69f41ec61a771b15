//! Where Chromium is on this machine.

use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// Its usual names.
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Where macOS has it.
const PLACES: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The program to use: the one that was named, as a file or a name on `PATH`, else the
/// first that is found.
///
/// # Errors
/// The one that was named is not there.
pub fn find(named: Option<&Path>) -> Result<Option<PathBuf>> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Some(named) = named {
        return match resolve(named, &folders) {
            Some(program) => Ok(Some(program)),
            None => Err(Error::Usage(format!(
                "--chromium {}: there is no such program; name the file of Chromium or Chrome",
                named.display()
            ))),
        };
    }
    let usual = NAMES.iter().find_map(|name| resolve(Path::new(name), &folders));
    Ok(usual.or_else(|| PLACES.iter().map(PathBuf::from).find(|file| file.is_file())))
}

/// A file as given, or a bare name in one of the folders.
fn resolve(program: &Path, folders: &[PathBuf]) -> Option<PathBuf> {
    if program.components().count() > 1 {
        return program.is_file().then(|| program.to_owned());
    }
    folders.iter().map(|folder| folder.join(program)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_program_must_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("my-chromium");
        let error = find(Some(&file)).unwrap_err().to_string();
        assert!(error.contains("my-chromium") && error.contains("--chromium"), "{error}");
        std::fs::write(&file, "").unwrap();
        assert_eq!(find(Some(&file)).unwrap(), Some(file.clone()));
        let folders = [PathBuf::from("/nowhere"), folder.path().to_owned()];
        assert_eq!(resolve(Path::new("my-chromium"), &folders), Some(file));
        assert_eq!(resolve(Path::new("other"), &folders), None);
    }
}
