//! Marks of what pages show and load: card schemes, seals, chats, hosts of
//! platforms, pictures that show no goods.
//!
//! Kept as data under `rules/marks/`. This module only gives the files a form and
//! knows nothing of what a mark proves.

use super::marks::within;
use serde::Deserialize;

/// How marks of card schemes are called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CardMarks {
    /// The schemes.
    pub brands: Vec<CardBrand>,
    /// Words that may stand with a name without changing what is meant.
    pub beside: Vec<String>,
    /// Words that say that a picture is about paying.
    pub context: Vec<String>,
    /// Names of one picture that shows several marks.
    pub collections: Vec<String>,
}

/// A card scheme.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CardBrand {
    /// As in `site.card-logos`.
    pub brand: String,
    /// The name means nothing else.
    pub alone: bool,
    /// What it is called.
    pub names: Vec<String>,
}

/// A seal that an issuer gives to shops.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TrustmarkMarks {
    /// Its name.
    pub name: String,
    /// What it is called in file names and words of pictures.
    pub pictures: Vec<String>,
    /// Hosts of its issuer; each counts with all below it.
    pub hosts: Vec<String>,
    /// Parts of the addresses of the issuer's pages about one shop.
    pub pages: Vec<String>,
    /// Hosts of scripts that draw it.
    pub scripts: Vec<String>,
}

/// Services that run live chats, and services that load others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChatMarks {
    /// The services.
    pub services: Vec<ChatService>,
    /// Hosts of services that load others.
    pub loaders: Vec<String>,
}

/// A service that runs live chats.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChatService {
    /// Its name.
    pub name: String,
    /// Hosts of its scripts and frames; each counts with all below it.
    pub hosts: Vec<String>,
    /// What stands in the script that starts it, to the letter.
    pub scripts: Vec<String>,
    /// Beginnings of addresses, behind the scheme, that open a conversation.
    pub links: Vec<String>,
}

/// Where a platform gives shops a name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlatformHost {
    /// Its name.
    pub platform: String,
    /// Domains, or a host with the beginning of a path.
    pub hosts: Vec<String>,
}

/// Words in the names of pictures that show no goods.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PictureMarks {
    /// A picture is to come, wherever they stand in a name.
    pub placeholders: Vec<String>,
    /// The picture belongs to the page, where a name is made of nothing else.
    pub furniture: Vec<String>,
}

impl ChatMarks {
    /// The service that a script or frame of this host belongs to.
    #[must_use]
    pub fn service(&self, host: &str) -> Option<&ChatService> {
        self.services.iter().find(|service| service.hosts.iter().any(|mark| within(host, mark)))
    }

    /// Whether what a host serves loads other services.
    #[must_use]
    pub fn is_loader(&self, host: &str) -> bool {
        self.loaders.iter().any(|mark| within(host, mark))
    }
}

impl TrustmarkMarks {
    /// Whether a host is the issuer's.
    #[must_use]
    pub fn is_issuer(&self, host: &str) -> bool {
        self.hosts.iter().any(|mark| within(host, mark))
    }

    /// Whether a script of this host draws the seal.
    #[must_use]
    pub fn is_drawn_by(&self, host: &str) -> bool {
        self.scripts.iter().any(|mark| within(host, mark))
    }
}
