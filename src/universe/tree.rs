//! Files of a site or fixture, on disk or built into the program.
//!
//! Paths come from requests, so they are checked here: nothing outside the tree
//! can be read, not even through a symbolic link.

use bytes::Bytes;
use include_dir::Dir;
use std::path::PathBuf;

/// A folder of files.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    /// On disk, canonical.
    Disk(PathBuf),
    /// In the program, from this folder of it down.
    Embedded(&'static Dir<'static>, String),
}

impl Tree {
    /// The folder `name` within this one.
    pub(super) fn folder(&self, name: &str) -> Option<Self> {
        let name = clean(name)?;
        match self {
            Self::Disk(root) => {
                let path = root.join(&name).canonicalize().ok()?;
                (path.starts_with(root) && path.is_dir()).then_some(Self::Disk(path))
            }
            Self::Embedded(root, prefix) => {
                let path = join(prefix, &name);
                root.get_dir(&path).map(|_| Self::Embedded(root, path))
            }
        }
    }

    /// Whether `name` is a folder.
    pub(super) fn is_folder(&self, name: &str) -> bool {
        self.folder(name).is_some()
    }

    /// The bytes of a file.
    pub(super) fn file(&self, name: &str) -> Option<Bytes> {
        let name = clean(name)?;
        match self {
            Self::Disk(root) => {
                let path = root.join(&name).canonicalize().ok()?;
                if !path.starts_with(root) || !path.is_file() {
                    return None;
                }
                std::fs::read(path).ok().map(Bytes::from)
            }
            Self::Embedded(root, prefix) => {
                root.get_file(join(prefix, &name)).map(|file| Bytes::from_static(file.contents()))
            }
        }
    }
}

fn join(prefix: &str, name: &str) -> String {
    match (prefix, name) {
        ("", name) => name.to_owned(),
        (prefix, "") => prefix.to_owned(),
        (prefix, name) => format!("{prefix}/{name}"),
    }
}

/// A relative path without anything that climbs, or none.
fn clean(path: &str) -> Option<String> {
    let parts: Vec<&str> =
        path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let sound = parts.iter().all(|part| *part != ".." && !part.contains(['\\', '\0', ':']));
    sound.then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_read() {
        let outside = tempfile::tempdir().unwrap();
        let root = outside.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("site")).unwrap();
        std::fs::write(root.join("secret.txt"), "x").unwrap();
        std::fs::write(root.join("site/a.txt"), "a").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.join("secret.txt"), root.join("site/link.txt")).unwrap();
        let tree = Tree::Disk(root.join("site"));
        assert_eq!(tree.file("/a.txt").as_deref(), Some(b"a".as_slice()));
        for path in ["../secret.txt", "/../secret.txt", "x/../../secret.txt", "link.txt", ""] {
            assert_eq!(tree.file(path), None, "{path}");
        }
    }
}
