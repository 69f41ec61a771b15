//! `shopvet.yaml`: the same keys as the flags, for a folder of work.
//!
//! A flag wins over its `SHOPVET_` variable, that over the file, the file over
//! the default. The file is looked for in the working folder and upwards.

use crate::error::{Error, Result};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The name that is looked for.
pub(super) const NAME: &str = "shopvet.yaml";

/// What `shopvet init` writes: every key with its meaning, all commented out.
pub(super) const TEMPLATE: &str = include_str!("templates/shopvet.yaml");

/// What `shopvet init` writes as an example application.
pub(super) const APPLICATION: &str = include_str!("templates/application.yaml");

/// The settings of a folder of work. A flag of the same name wins over each.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct Config {
    /// What the merchant declared: an application file.
    pub application: Option<PathBuf>,
    /// Requirement packs to judge by; without any, `baseline` and the pack of the application's country.
    pub pack: Vec<String>,
    /// Folders with rules of your own, which add to the built-in ones or replace those of the same id.
    pub rules: Vec<PathBuf>,
    /// Files with the words of languages beside those that are built in.
    pub vocabulary: Vec<PathBuf>,
    /// File of exceptions, each with a reason, an owner and a last day.
    pub waivers: Option<PathBuf>,
    /// An earlier report of `--format json`; only what is new or has changed since counts.
    pub baseline: Option<PathBuf>,
    /// Folder with letter.txt and letter.html in place of the built-in letter to the merchant.
    pub template_dir: Option<PathBuf>,
    /// Language of the report.
    pub lang: Option<String>,
    /// Which verdicts give a non-zero exit code.
    pub fail_on: Option<super::choices::FailOnArg>,
    /// Routes as of curl, `HOST:PORT:ADDR:PORT`: requests for a host go to another address.
    pub connect_to: Vec<String>,
    /// Ranges of addresses outside the public internet that may be reached, as CIDR.
    pub allow_net: Vec<String>,
    /// Resolver to ask instead of the system's, `ADDR:PORT`.
    pub dns_server: Option<String>,
    /// RDAP server to ask instead of that of the registry.
    pub rdap_url: Option<String>,
    /// WHOIS server to ask instead of that of the registry, `HOST:PORT`.
    pub whois_server: Option<String>,
    /// Files with further trusted roots.
    pub ca_cert: Vec<PathBuf>,
    /// The most pages of one visit.
    pub max_pages: Option<usize>,
    /// The most seconds of one visit.
    pub max_time: Option<u64>,
    /// The most requests per second and host.
    pub rate: Option<u32>,
    /// When a browser draws the page.
    pub render: Option<super::choices::Render>,
    /// The Chromium program to draw with.
    pub chromium: Option<PathBuf>,
    /// How far the walk to the checkout goes.
    pub walk: Option<super::choices::Walk>,
    /// Folder where answers of registries are kept from one visit to the next.
    pub cache_dir: Option<PathBuf>,
    /// File with the secret that tokens of `shopvet challenge` are made with.
    pub challenge_key: Option<PathBuf>,
    /// Folder of tokens of `shopvet challenge` made without a secret.
    pub challenge_dir: Option<PathBuf>,
    /// The applicants agreed to an automated visit that goes to the checkout.
    pub consented: Option<bool>,
}

/// Reads the configuration: the given file, else the nearest [`NAME`] in the
/// working folder or above it, else the defaults. Paths in it are relative to it.
pub(super) fn load(given: Option<&Path>, off: bool) -> Result<Config> {
    if off {
        return Ok(Config::default());
    }
    let path = match given {
        Some(path) => path.to_owned(),
        None => match nearest() {
            Some(path) => path,
            None => return Ok(Config::default()),
        },
    };
    let text = super::io::read_text(&path)?;
    let mut config: Config =
        crate::yaml::read(&text, &path.display().to_string()).map_err(Error::Invalid)?;
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let from_here = |p: &mut PathBuf| *p = folder.join(&p);
    config.application.iter_mut().for_each(from_here);
    config.rules.iter_mut().for_each(from_here);
    config.vocabulary.iter_mut().for_each(from_here);
    config.waivers.iter_mut().for_each(from_here);
    config.ca_cert.iter_mut().for_each(from_here);
    // A bare name is looked for where programs are.
    config.chromium.iter_mut().filter(|p| p.components().count() > 1).for_each(from_here);
    config.cache_dir.iter_mut().for_each(from_here);
    config.challenge_key.iter_mut().for_each(from_here);
    config.challenge_dir.iter_mut().for_each(from_here);
    Ok(config)
}

fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_valid_with_and_without_its_comments() {
        let _: Config = crate::yaml::read(TEMPLATE, NAME).unwrap();
        let bare: String = TEMPLATE
            .lines()
            .map(|line| line.strip_prefix("#: ").unwrap_or(line).to_owned() + "\n")
            .collect();
        let config: Config = crate::yaml::read(&bare, NAME).unwrap();
        assert_eq!(config.max_pages, Some(60));
        assert!(config.application.is_some());
    }

    #[test]
    fn the_example_application_is_valid() {
        let application = crate::application::Application::declared(APPLICATION, "a").unwrap();
        assert!(application.legal_name.is_some());
    }
}
