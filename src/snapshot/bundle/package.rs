//! `datapackage.json` and its digest (WACZ 1.1.1, Frictionless data package).

use super::part;
use crate::snapshot::{Snapshot, sha256};
use serde::{Deserialize, Serialize};

/// The version of WACZ written.
pub(super) const WACZ_VERSION: &str = "1.1.1";

/// `datapackage.json`: what the bundle is and what it consists of. Foreign keys
/// are let through, as the standard allows anyone to add some.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Package {
    pub(super) profile: String,
    pub(super) wacz_version: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    created: String,
    #[serde(default)]
    software: String,
    #[serde(default, rename = "mainPageUrl")]
    main_page_url: String,
    #[serde(default, rename = "mainPageDate")]
    main_page_date: String,
    pub(super) resources: Vec<Resource>,
}

/// One part.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Resource {
    pub(super) name: String,
    pub(super) path: String,
    /// `sha256:` and lower-case hexadecimal.
    pub(super) hash: String,
    pub(super) bytes: u64,
}

/// `datapackage-digest.json`: the hash of `datapackage.json`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PackageDigest {
    pub(super) path: String,
    pub(super) hash: String,
}

impl Package {
    /// Describes the given parts of a snapshot's bundle.
    pub(super) fn of(snapshot: &Snapshot, parts: &[(&str, Vec<u8>)]) -> Self {
        let resource = |(path, bytes): &(&str, Vec<u8>)| Resource {
            name: path.rsplit('/').next().unwrap_or(path).to_owned(),
            path: (*path).to_owned(),
            hash: digest(bytes),
            bytes: bytes.len() as u64,
        };
        Self {
            profile: "data-package".to_owned(),
            wacz_version: WACZ_VERSION.to_owned(),
            title: format!("shopvet: {}", snapshot.target.host),
            created: snapshot.finished_at.clone(),
            software: format!("shopvet {}", snapshot.tool_version),
            main_page_url: snapshot.target.url.clone(),
            main_page_date: snapshot.started_at.clone(),
            resources: parts.iter().map(resource).collect(),
        }
    }
}

impl PackageDigest {
    /// The digest of a written `datapackage.json`.
    pub(super) fn of(package: &[u8]) -> Self {
        Self { path: part::PACKAGE.to_owned(), hash: digest(package) }
    }
}

/// A digest as WACZ writes it.
pub(super) fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", sha256(bytes))
}
