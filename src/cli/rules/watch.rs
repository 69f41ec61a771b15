//! Does something again whenever a file of some folders changes.
//!
//! The files are looked at three times a second. A folder of rules holds some hundred
//! small files, so that looking costs next to nothing, and it works where the system
//! tells nobody of changes: on shared drives and in mounts of containers.

use crate::error::Result;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The time between two looks.
const PAUSE: Duration = Duration::from_millis(300);

/// Length and time of the last change of each file.
type State = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Does it once and then after every change, until the program is stopped. What is wrong
/// is told and does not end it.
pub(super) fn repeat(folders: &[PathBuf], once: impl Fn() -> Result<u8>) -> Result<u8> {
    loop {
        let before = state(folders);
        if let Err(error) = once() {
            anstream::eprintln!("error: {error}");
        }
        anstream::eprintln!("waiting for a change; Ctrl-C ends it");
        let after = loop {
            std::thread::sleep(PAUSE);
            let now = state(folders);
            if now != before {
                break now;
            }
        };
        for path in changed(&before, &after) {
            anstream::eprintln!("changed: {}", path.display());
        }
    }
}

fn state(folders: &[PathBuf]) -> State {
    let mut found = State::new();
    for folder in folders {
        look(folder, 0, &mut found);
    }
    found
}

/// The YAML files of a folder of rules: its groups and packs, no deeper.
fn look(folder: &Path, depth: usize, found: &mut State) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        // A file that goes away while it is looked at is gone at the next look.
        let Ok(about) = std::fs::metadata(&path) else { continue };
        if about.is_dir() {
            if depth < 2 {
                look(&path, depth + 1, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.insert(path, (about.len(), about.modified().ok()));
        }
    }
}

fn changed<'s>(before: &'s State, after: &'s State) -> Vec<&'s PathBuf> {
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let other = after.iter().filter(|(path, about)| before.get(*path) != Some(about));
    gone.chain(other.map(|(path, _)| path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_come_go_and_grow_are_seen_and_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let group = folder.path().join("contact");
        std::fs::create_dir(&group).unwrap();
        let folders = [folder.path().to_owned()];
        let before = state(&folders);
        assert!(before.is_empty());
        std::fs::write(group.join("a.yaml"), "id: a\n").unwrap();
        std::fs::write(group.join("notes.txt"), "nothing").unwrap();
        let one = state(&folders);
        assert_eq!(changed(&before, &one), [&group.join("a.yaml")]);
        std::fs::write(group.join("a.yaml"), "id: abc\n").unwrap();
        let two = state(&folders);
        assert_eq!(changed(&one, &two), [&group.join("a.yaml")]);
        std::fs::remove_file(group.join("a.yaml")).unwrap();
        assert_eq!(changed(&two, &state(&folders)), [&group.join("a.yaml")]);
    }
}
