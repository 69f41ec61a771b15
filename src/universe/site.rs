//! One web site of a world: where its pages come from, and how it behaves.

use super::http::{Request, Response};
use super::tree::Tree;
use crate::error::{Error, Result};
use include_dir::Dir;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// A web site.
#[derive(Debug, Clone)]
pub struct Site {
    pub(super) content: Content,
    pub(super) rules: Vec<PathRule>,
    pub(super) https_only: bool,
    pub(super) certificate: Certificate,
}

/// Where pages come from.
#[derive(Clone)]
pub(super) enum Content {
    /// Files, as static hosts serve them.
    Files(Tree),
    /// Every address leads to the same path on another base address.
    Redirect(String),
    /// Whatever the function says.
    Handler(Arc<dyn Fn(&Request) -> Response + Send + Sync>),
}

/// What TLS certificate a site shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certificate {
    /// In date, for the host, from the universe's authority.
    #[default]
    Valid,
    /// Was in date until some time ago.
    Expired,
    /// For another host.
    OtherHost,
    /// From nobody that is trusted.
    SelfSigned,
    /// None: the handshake fails.
    Missing,
}

/// Says that some paths of a site answer otherwise. The first that matches
/// counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PathRule {
    /// The path; with `*` at its end, every path that begins so.
    pub path: String,
    /// Status instead of the usual one.
    pub status: Option<u16>,
    /// File of the site's folder to answer with.
    pub file: Option<String>,
    /// Header fields to set, also `location`.
    pub headers: BTreeMap<String, String>,
    /// How long to wait before answering.
    pub delay_ms: u64,
}

impl PathRule {
    pub(super) fn covers(&self, path: &str) -> bool {
        match self.path.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == self.path,
        }
    }
}

impl Site {
    fn of(content: Content) -> Self {
        Self { content, rules: Vec::new(), https_only: false, certificate: Certificate::Valid }
    }

    pub(super) fn files(tree: Tree) -> Self {
        Self::of(Content::Files(tree))
    }

    /// A site out of a folder on disk.
    ///
    /// # Errors
    /// [`Error::File`] when the folder is not there.
    pub fn folder(path: &Path) -> Result<Self> {
        let root = path.canonicalize().map_err(|source| Error::File {
            action: "cannot read",
            path: path.to_path_buf(),
            source,
        })?;
        Ok(Self::files(Tree::Disk(root)))
    }

    /// A site out of a folder built into the program.
    #[must_use]
    pub fn embedded(folder: &'static Dir<'static>) -> Self {
        Self::files(Tree::Embedded(folder, folder.path().to_string_lossy().into_owned()))
    }

    /// A site that only leads to `base` (scheme and host), keeping path and query.
    #[must_use]
    pub fn redirect(base: &str) -> Self {
        Self::of(Content::Redirect(base.trim_end_matches('/').to_owned()))
    }

    /// A site whose every answer is made by `handler`.
    #[must_use]
    pub fn handler(handler: impl Fn(&Request) -> Response + Send + Sync + 'static) -> Self {
        Self::of(Content::Handler(Arc::new(handler)))
    }

    /// Adds a rule for some paths.
    #[must_use]
    pub fn rule(mut self, rule: PathRule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Plain HTTP leads to HTTPS.
    #[must_use]
    pub fn https_only(mut self) -> Self {
        self.https_only = true;
        self
    }

    /// Which certificate the site shows.
    #[must_use]
    pub fn certificate(mut self, certificate: Certificate) -> Self {
        self.certificate = certificate;
        self
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(tree) => f.debug_tuple("Files").field(tree).finish(),
            Self::Redirect(base) => f.debug_tuple("Redirect").field(base).finish(),
            Self::Handler(_) => f.write_str("Handler"),
        }
    }
}
