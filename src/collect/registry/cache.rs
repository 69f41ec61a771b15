//! The folder in which answers are kept from one visit to the next.
//!
//! Each entry is one small file, written beside its place and then moved there,
//! so that a reader sees a whole file or none, however many visits run. The
//! cache only saves requests: whatever is wrong with it, a visit goes on as if
//! it were empty.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

/// Most bytes read of an entry.
const MAX_BYTES: u64 = 8 << 20;

/// A folder of entries, or nothing that is kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Cache(Option<PathBuf>);

impl Cache {
    /// The cache in a folder, which is made when the first entry is written.
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        Self(folder)
    }

    /// An entry, where there is one.
    ///
    /// # Errors
    /// The entry is there and cannot be used: what is wrong with it. It names no
    /// folder, as it may go into a report.
    pub(super) fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, String> {
        let Some(folder) = &self.0 else { return Ok(None) };
        let damaged =
            |what: &dyn std::fmt::Display| format!("{name} in the cache is unusable: {what}");
        let file = match fs::File::open(folder.join(name)) {
            Ok(file) => file,
            Err(error) if is_nothing(&error) => return Ok(None),
            Err(error) => return Err(damaged(&error)),
        };
        let mut bytes = Vec::new();
        file.take(MAX_BYTES).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        serde_json::from_slice(&bytes).map(Some).map_err(|error| damaged(&error))
    }

    /// Writes an entry in place of what was there, if it can.
    pub(super) fn write<T: Serialize>(&self, name: &str, entry: &T) {
        if let (Some(folder), Ok(bytes)) = (&self.0, serde_json::to_vec(entry)) {
            let _ = write(folder, name, &bytes);
        }
    }

    /// Drops an entry.
    pub(super) fn remove(&self, name: &str) {
        if let Some(folder) = &self.0 {
            let _ = fs::remove_file(folder.join(name));
        }
    }
}

/// Whether the error says that there is no such file.
fn is_nothing(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn write(folder: &std::path::Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    fs::create_dir_all(folder)?;
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let beside = folder.join(format!(".{name}.{}-{number}", std::process::id()));
    let written = fs::File::create_new(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, folder.join(name)));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_kept_replaced_and_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(Some(folder.path().join("new/cache")));
        assert_eq!(cache.read::<String>("a.json"), Ok(None));
        cache.write("a.json", &"one");
        cache.write("a.json", &"two");
        assert_eq!(cache.read::<String>("a.json"), Ok(Some("two".to_owned())));
        // Nothing is left beside the entry.
        assert_eq!(fs::read_dir(folder.path().join("new/cache")).unwrap().count(), 1);
        cache.remove("a.json");
        assert_eq!(cache.read::<String>("a.json"), Ok(None));
    }

    #[test]
    fn what_is_damaged_is_said_and_what_cannot_be_kept_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(Some(folder.path().to_owned()));
        fs::write(folder.path().join("a.json"), "\"tw").unwrap();
        let error = cache.read::<String>("a.json").unwrap_err();
        assert!(error.starts_with("a.json in the cache is unusable: EOF"), "{error}");
        assert!(!error.contains(&*folder.path().to_string_lossy()), "{error}");
        cache.write("a.json", &"two");
        assert_eq!(cache.read::<String>("a.json"), Ok(Some("two".to_owned())));
        fs::write(folder.path().join("file"), "").unwrap();
        let nowhere = Cache::new(Some(folder.path().join("file/below")));
        nowhere.write("a.json", &"one");
        assert_eq!(nowhere.read::<String>("a.json"), Ok(None));
        let off = Cache::new(None);
        off.write("a.json", &"one");
        assert_eq!(off.read::<String>("a.json"), Ok(None));
    }
}
