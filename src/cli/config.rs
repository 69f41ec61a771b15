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

/// The configuration file.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct Config {
    /// See `--application`.
    pub application: Option<PathBuf>,
    /// See `--pack`.
    pub pack: Vec<String>,
    /// See `--rules`.
    pub rules: Vec<PathBuf>,
    /// See `--vocabulary`.
    pub vocabulary: Vec<PathBuf>,
    /// See `--waivers`.
    pub waivers: Option<PathBuf>,
    /// See `--baseline`.
    pub baseline: Option<PathBuf>,
    /// See `--template-dir`.
    pub template_dir: Option<PathBuf>,
    /// See `--lang`.
    pub lang: Option<String>,
    /// See `--fail-on`.
    pub fail_on: Option<super::choices::FailOnArg>,
    /// See `--connect-to`.
    pub connect_to: Vec<String>,
    /// See `--allow-net`.
    pub allow_net: Vec<String>,
    /// See `--dns-server`.
    pub dns_server: Option<String>,
    /// See `--rdap-url`.
    pub rdap_url: Option<String>,
    /// See `--whois-server`.
    pub whois_server: Option<String>,
    /// See `--ca-cert`.
    pub ca_cert: Vec<PathBuf>,
    /// See `--max-pages`.
    pub max_pages: Option<usize>,
    /// See `--max-time`.
    pub max_time: Option<u64>,
    /// See `--rate`.
    pub rate: Option<u32>,
    /// See `--render`.
    pub render: Option<super::choices::Render>,
    /// See `--chromium`.
    pub chromium: Option<PathBuf>,
    /// See `--walk`.
    pub walk: Option<super::choices::Walk>,
    /// See `--cache-dir`.
    pub cache_dir: Option<PathBuf>,
    /// See `--challenge-key`.
    pub challenge_key: Option<PathBuf>,
    /// See `--challenge-dir`.
    pub challenge_dir: Option<PathBuf>,
    /// See `--consented`.
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
        let application = crate::application::Application::parse(APPLICATION, "a").unwrap();
        assert!(application.legal_name.is_some());
    }
}
