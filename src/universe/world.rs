//! What exists in a universe: built in code, or read from the `world.yaml` of a
//! fixture.
//!
//! ```yaml
//! sites:
//!   www.shop.example: {folder: site, https-only: true}
//!   shop.example: {redirect: "https://www.shop.example"}
//! dns:
//!   shop.example: {NS: [ns1.host.example.], TXT: ["v=spf1 -all"]}
//! whois: {shop.example: whois.txt}
//! rdap: {shop.example: rdap.json}
//! ```
//!
//! File names are relative to the fixture's folder and cannot leave it.

use super::site::{Certificate, PathRule, Site};
use super::tree::Tree;
use super::whois::Manner;
use crate::error::{Error, Result};
use bytes::Bytes;
use include_dir::Dir;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// All that exists.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub(super) sites: BTreeMap<String, Site>,
    pub(super) dns: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    pub(super) whois: BTreeMap<String, Manner>,
    /// Further servers by name, with what they answer.
    pub(super) whois_servers: BTreeMap<String, BTreeMap<String, Manner>>,
    pub(super) rdap: BTreeMap<String, (u16, Bytes)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct WorldFile {
    sites: BTreeMap<String, SiteFile>,
    #[serde(default)]
    dns: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    whois: BTreeMap<String, String>,
    #[serde(default)]
    rdap: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct SiteFile {
    folder: Option<String>,
    redirect: Option<String>,
    #[serde(default)]
    https_only: bool,
    #[serde(default)]
    certificate: Certificate,
    #[serde(default)]
    paths: Vec<PathRule>,
}

impl World {
    /// A world with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The world of a fixture on disk, which is a folder with a `world.yaml`.
    ///
    /// # Errors
    /// [`Error::File`] when the folder cannot be read, [`Error::Invalid`] when
    /// the file is wrong or names files that are not there.
    pub fn load(folder: &Path) -> Result<Self> {
        let root = folder.canonicalize().map_err(|source| Error::File {
            action: "cannot read",
            path: folder.to_path_buf(),
            source,
        })?;
        Self::read(&Tree::Disk(root), &folder.join("world.yaml").display().to_string())
    }

    /// The world of a fixture that is built into the program.
    ///
    /// # Errors
    /// As [`World::load`].
    pub fn embedded(folder: &'static Dir<'static>) -> Result<Self> {
        let prefix = folder.path().to_string_lossy().into_owned();
        Self::read(&Tree::Embedded(folder, prefix), "world.yaml")
    }

    fn read(tree: &Tree, name: &str) -> Result<Self> {
        let wrong = |what: String| Error::Invalid(format!("{name}: {what}"));
        let need = |file: &str| {
            tree.file(file).ok_or_else(|| wrong(format!("there is no file {file:?} beside it")))
        };
        let bytes = tree
            .file("world.yaml")
            .ok_or_else(|| Error::Invalid(format!("{name}: there is no such file")))?;
        let text = String::from_utf8_lossy(&bytes);
        let file: WorldFile = crate::yaml::read(&text, name).map_err(Error::Invalid)?;
        let mut world = Self { dns: file.dns, ..Self::new() };
        for (host, given) in file.sites {
            let mut site = match (given.folder, given.redirect) {
                (Some(folder), None) => Site::files(tree.folder(&folder).ok_or_else(|| {
                    wrong(format!("site {host}: there is no folder {folder:?} beside it"))
                })?),
                (None, Some(base)) => Site::redirect(&base),
                _ => return Err(wrong(format!("site {host}: give either folder or redirect"))),
            };
            site.https_only = given.https_only;
            site.certificate = given.certificate;
            site.rules = given.paths;
            world.sites.insert(host.to_ascii_lowercase(), site);
        }
        for (domain, file) in file.whois {
            world.whois.insert(domain, need(&file)?.into());
        }
        for (domain, file) in file.rdap {
            world.rdap.insert(domain, (200, need(&file)?));
        }
        Ok(world)
    }

    /// Adds a site.
    #[must_use]
    pub fn site(mut self, host: &str, site: Site) -> Self {
        self.sites.insert(host.to_ascii_lowercase(), site);
        self
    }

    /// Adds a DNS record in presentation format. The type `FAILURE` makes every
    /// question for the name fail: `SERVFAIL`, `REFUSED` or `SILENT`.
    #[must_use]
    pub fn record(mut self, name: &str, kind: &str, data: &str) -> Self {
        let types = self.dns.entry(name.to_ascii_lowercase()).or_default();
        types.entry(kind.to_owned()).or_default().push(data.to_owned());
        self
    }

    /// Sets the WHOIS answer for a domain.
    #[must_use]
    pub fn whois(mut self, domain: &str, manner: impl Into<Manner>) -> Self {
        self.whois.insert(domain.to_ascii_lowercase(), manner.into());
        self
    }

    /// Sets the answer of another WHOIS server, to which referrals may lead.
    #[must_use]
    pub fn whois_at(mut self, server: &str, domain: &str, manner: impl Into<Manner>) -> Self {
        let answers = self.whois_servers.entry(server.to_ascii_lowercase()).or_default();
        answers.insert(domain.to_ascii_lowercase(), manner.into());
        self
    }

    /// Sets the RDAP answer for a domain.
    #[must_use]
    pub fn rdap(mut self, domain: &str, status: u16, json: impl Into<Bytes>) -> Self {
        self.rdap.insert(domain.to_ascii_lowercase(), (status, json.into()));
        self
    }

    /// This world and another in one; where both know a name, the other's counts.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.sites.extend(other.sites);
        self.dns.extend(other.dns);
        self.whois.extend(other.whois);
        for (server, answers) in other.whois_servers {
            self.whois_servers.entry(server).or_default().extend(answers);
        }
        self.rdap.extend(other.rdap);
        self
    }

    /// The hosts that have a site.
    pub fn hosts(&self) -> impl Iterator<Item = &str> {
        self.sites.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(yaml: &str) -> Result<World> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("site")).unwrap();
        std::fs::write(folder.path().join("world.yaml"), yaml).unwrap();
        World::load(folder.path())
    }

    #[test]
    fn a_world_file_is_read() {
        let world = load("sites:\n  A.example: {folder: site, paths: [{path: /x, status: 410}]}\n")
            .unwrap();
        assert_eq!(world.hosts().collect::<Vec<_>>(), ["a.example"]);
    }

    #[test]
    fn a_missing_file_and_an_unknown_key_are_named() {
        let error = load("sites: {}\nwhois: {a.example: nowhere.txt}\n").unwrap_err().to_string();
        assert!(error.contains("nowhere.txt"), "{error}");
        let error = load("sites:\n  a.example: {foldr: site}\n").unwrap_err().to_string();
        assert!(error.contains("world.yaml:2:"), "{error}");
        let error = load("sites:\n  a.example: {folder: ../..}\n").unwrap_err().to_string();
        assert!(error.contains("a.example"), "{error}");
    }
}
