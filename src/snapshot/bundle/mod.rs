//! Keeps a snapshot in one file: a WACZ, which any web-archive viewer opens.
//!
//! The file is a ZIP with a fixed set of parts. `archive/data.warc.gz` holds
//! what was exchanged, one record each; `shopvet/snapshot.json` holds the rest
//! of the snapshot and says which record belongs where; pages as a visitor saw
//! them and their pictures are records of their own; `datapackage.json`
//! holds the size and SHA-256 of every part. Formats: WACZ 1.1.1, WARC 1.1
//! (ISO 28500:2017), CDXJ, Frictionless data package.
//!
//! Writing is deterministic: the same snapshot gives the same bytes. Reading
//! gives back exactly what was written, and refuses a file in which a part is
//! missing, added, changed or cut. The hashes show damage and carelessness;
//! they are no signature, as whoever changes a part can also change its hash.
//!
//! This room must not look into pages, and must not trust a bundle: it may come
//! from anywhere.

mod cdx;
mod package;
mod read;
mod records;
mod warc;
mod write;

use super::Snapshot;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Name of the parts, in the order they are written.
mod part {
    pub(super) const WARC: &str = "archive/data.warc.gz";
    pub(super) const CDX: &str = "indexes/index.cdxj";
    pub(super) const PAGES: &str = "pages/pages.jsonl";
    pub(super) const INDEX: &str = "shopvet/snapshot.json";
    pub(super) const APPLICATION: &str = "shopvet/application.yaml";
    pub(super) const PACKAGE: &str = "datapackage.json";
    pub(super) const DIGEST: &str = "datapackage-digest.json";
}

/// Most bytes of a bundle file, and most bytes its WARC may unpack to: several
/// times the largest visit, and what a machine can hold.
const MOST_BYTES: u64 = 512 << 20;
/// Most bytes of any other part.
const MOST_PART_BYTES: u64 = 64 << 20;
/// Version of [`Index`].
const FORMAT: &str = "shopvet.snapshot/1";

/// The content of `shopvet/snapshot.json`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Index {
    /// [`FORMAT`].
    format: String,
    /// The snapshot, without bodies and registry texts.
    snapshot: Snapshot,
    /// Where those are.
    records: RecordIds,
}

/// `WARC-Record-ID`s by position in the snapshot; none where nothing came.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RecordIds {
    exchanges: Vec<Option<String>>,
    rdap: Vec<Option<String>>,
    whois: Vec<Option<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    registry_extracts: Vec<Option<String>>,
    /// In the order of [`Snapshot::views`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    views: Vec<ViewIds>,
}

/// `WARC-Record-ID`s of one view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ViewIds {
    /// The record that holds its HTML; several views and the answer they came
    /// from may share one.
    html: String,
    /// The record that holds its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    screenshot: Option<String>,
}

/// Targets of records that hold views, as crawlers that archive with a browser
/// name theirs: what is held, then the address of the page.
mod target {
    /// The document as it stood.
    pub(super) fn dom(url: &str) -> String {
        format!("{DOM}{url}")
    }

    /// The picture of the whole page.
    pub(super) fn picture(url: &str) -> String {
        format!("{PICTURE}{url}")
    }

    pub(super) const DOM: &str = "urn:dom:";
    pub(super) const PICTURE: &str = "urn:fullPage:";
}

/// The bytes of a bundle that holds `snapshot`.
///
/// # Errors
/// [`Error::Incomplete`] when a body does not match its hash or everything
/// together is too large to be read back.
pub fn to_bytes(snapshot: &Snapshot) -> Result<Vec<u8>> {
    write::bundle(snapshot)
}

/// Writes a bundle to a file, which appears whole or not at all.
///
/// # Errors
/// As [`to_bytes`], and [`Error::File`] when the file cannot be written.
pub fn write(snapshot: &Snapshot, path: &Path) -> Result<()> {
    let bytes = to_bytes(snapshot)?;
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.partial", std::process::id()));
    let partial = path.with_file_name(name);
    let written = std::fs::write(&partial, bytes).and_then(|()| std::fs::rename(&partial, path));
    written.map_err(|source| {
        let _ = std::fs::remove_file(&partial);
        Error::File { action: "cannot write", path: path.to_path_buf(), source }
    })
}

/// Reads a bundle file.
///
/// # Errors
/// [`Error::File`] when the file cannot be read, [`Error::Invalid`] when it is
/// not a whole and unchanged bundle; the message names the part.
pub fn read(path: &Path) -> Result<Snapshot> {
    let cannot = |source| Error::File { action: "cannot read", path: path.to_path_buf(), source };
    let name = path.display().to_string();
    let size = std::fs::metadata(path).map_err(cannot)?.len();
    if size > MOST_BYTES {
        return Err(read::too_large(&name, "the file", MOST_BYTES));
    }
    from_bytes(&std::fs::read(path).map_err(cannot)?, &name)
}

/// Reads a bundle out of bytes; `name` is what to call it in messages.
///
/// # Errors
/// [`Error::Invalid`] when it is not a whole and unchanged bundle.
pub fn from_bytes(bytes: &[u8], name: &str) -> Result<Snapshot> {
    read::snapshot(bytes, name)
}

#[cfg(test)]
mod tests;
