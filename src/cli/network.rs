//! The flags that say how the network is used.

use super::choices::{Render, Walk};
use super::config::Config;
use crate::collect::{CaCert, ConnectTo, NetworkOptions};
use crate::error::{Error, Result};
use crate::snapshot::{Limits, WalkMode};
use clap::Args;
use std::path::PathBuf;

/// How the network is used.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Network")]
pub(super) struct NetworkArgs {
    /// Send requests for HOST:PORT to ADDR:PORT, name and TLS SNI unchanged; empty HOST or PORT match any
    #[arg(
        long,
        value_name = "HOST:PORT:ADDR:PORT",
        env = "SHOPVET_CONNECT_TO",
        value_delimiter = ','
    )]
    connect_to: Vec<String>,
    /// Open one address range outside the public internet
    #[arg(long, value_name = "CIDR", env = "SHOPVET_ALLOW_NET", value_delimiter = ',')]
    allow_net: Vec<String>,
    /// Ask this resolver instead of the system's
    #[arg(long, value_name = "ADDR:PORT", env = "SHOPVET_DNS_SERVER")]
    dns_server: Option<String>,
    /// Ask this RDAP service instead of the one the IANA bootstrap names
    #[arg(long, value_name = "URL", env = "SHOPVET_RDAP_URL")]
    rdap_url: Option<String>,
    /// Ask this WHOIS server instead of the top-level domain's
    #[arg(long, value_name = "HOST:PORT", env = "SHOPVET_WHOIS_SERVER")]
    whois_server: Option<String>,
    /// Folder in which answers of registries are kept from one visit to the next [default: shopvet in
    /// the user's cache folder]
    #[arg(long, value_name = "DIR", env = "SHOPVET_CACHE_DIR")]
    cache_dir: Option<PathBuf>,
    /// Keep nothing of registries from one visit to the next, and use nothing that was kept
    #[arg(long)]
    no_cache: bool,
    /// Trust one more root certificate (PEM)
    #[arg(long, value_name = "FILE", env = "SHOPVET_CA_CERT", value_delimiter = ',')]
    ca_cert: Vec<PathBuf>,
    /// Most pages to read [default: 60]
    #[arg(long, value_name = "N", env = "SHOPVET_MAX_PAGES", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    max_pages: Option<u32>,
    /// Most seconds for the whole visit [default: 120]
    #[arg(long, value_name = "SECONDS", env = "SHOPVET_MAX_TIME", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    max_time: Option<u64>,
    /// Requests per second and host [default: 4]
    #[arg(long, value_name = "N", env = "SHOPVET_RATE", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    rate: Option<u32>,
    /// When a browser (Chromium) draws the page [default: auto]
    #[arg(long, value_name = "WHEN", env = "SHOPVET_RENDER")]
    render: Option<Render>,
    /// How far the walk to the checkout goes; it never places an order [default: read]
    #[arg(long, value_name = "HOW", env = "SHOPVET_WALK")]
    walk: Option<Walk>,
    /// The applicant agreed to a visit that goes to the checkout: the walk may pass lines of
    /// robots.txt, as with `consent-to-review: true` in the application
    #[arg(long, env = "SHOPVET_CONSENTED")]
    consented: bool,
}

/// How the visit goes through the shop.
#[derive(Debug, Clone, Copy)]
pub(super) struct Journey {
    /// When pages are drawn.
    pub(super) render: crate::collect::Render,
    /// How far the walk goes.
    pub(super) walk: Option<WalkMode>,
    /// The applicant agreed to it.
    pub(super) consented: bool,
}

impl NetworkArgs {
    fn cache_folder(&self, config: &Config) -> Option<PathBuf> {
        if self.no_cache {
            return None;
        }
        self.cache_dir.clone().or_else(|| config.cache_dir.clone()).or_else(user_cache)
    }

    /// The flags of a single page that is drawn.
    pub(super) fn for_page(
        connect_to: Vec<String>,
        allow_net: Vec<String>,
        dns_server: Option<String>,
        ca_cert: Vec<PathBuf>,
    ) -> Result<NetworkOptions> {
        let args = Self { connect_to, allow_net, dns_server, ca_cert, ..Self::default() };
        Ok(args.resolve(&Config::default())?.0)
    }

    /// When pages are drawn, how far the walk goes, and whether the applicant agreed to it.
    pub(super) fn journey(&self, config: &Config) -> Journey {
        Journey {
            render: self.render.or(config.render).map_or_else(Default::default, Into::into),
            walk: self.walk.or(config.walk).unwrap_or(Walk::Read).into(),
            consented: self.consented || config.consented.unwrap_or(false),
        }
    }

    /// The flags, filled up from the configuration and checked.
    pub(super) fn resolve(&self, config: &Config) -> Result<(NetworkOptions, Limits)> {
        let lists = |flag: &[String], file: &[String]| -> Vec<String> {
            if flag.is_empty() { file.to_vec() } else { flag.to_vec() }
        };
        let connect_to = lists(&self.connect_to, &config.connect_to)
            .iter()
            .map(|text| {
                text.parse::<ConnectTo>()
                    .map_err(|e| Error::Usage(format!("--connect-to `{text}`: {e}")))
            })
            .collect::<Result<Vec<_>>>()?;
        let allow_net = lists(&self.allow_net, &config.allow_net)
            .iter()
            .map(|text| parse_net(text))
            .collect::<Result<Vec<_>>>()?;
        let dns_server = self
            .dns_server
            .as_ref()
            .or(config.dns_server.as_ref())
            .map(|text| {
                text.parse().map_err(|_| {
                    Error::Usage(format!(
                        "--dns-server `{text}` is no address and port, such as 192.0.2.53:53"
                    ))
                })
            })
            .transpose()?;
        let rdap_url = self
            .rdap_url
            .as_ref()
            .or(config.rdap_url.as_ref())
            .map(|text| {
                url::Url::parse(text)
                    .map_err(|e| Error::Usage(format!("--rdap-url `{text}` is no URL: {e}")))
            })
            .transpose()?;
        let ca_files = if self.ca_cert.is_empty() { &config.ca_cert } else { &self.ca_cert };
        let ca_certs =
            ca_files
                .iter()
                .map(|path| {
                    let name = path.display().to_string();
                    std::fs::read(path).map(|pem| CaCert { name, pem }).map_err(|source| {
                        Error::File { action: "cannot read", path: path.clone(), source }
                    })
                })
                .collect::<Result<Vec<_>>>()?;
        let mut limits = Limits::default();
        if let Some(n) = self.max_pages.map(|n| n as usize).or(config.max_pages) {
            limits.max_pages = n.max(1);
        }
        if let Some(n) = self.max_time.or(config.max_time) {
            limits.max_time_seconds = n.max(1);
        }
        if let Some(n) = self.rate.or(config.rate) {
            limits.rate = n.max(1);
        }
        let network = NetworkOptions {
            connect_to,
            allow_net,
            dns_server,
            rdap_url,
            whois_server: self.whois_server.clone().or_else(|| config.whois_server.clone()),
            cache_dir: self.cache_folder(config),
            ca_certs,
        };
        Ok((network, limits))
    }
}

/// `$XDG_CACHE_HOME/shopvet`, by default `~/.cache/shopvet` (XDG Base Directory); a
/// relative path there does not count.
fn user_cache() -> Option<PathBuf> {
    let given = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = given("XDG_CACHE_HOME").or_else(|| Some(given("HOME")?.join(".cache")))?;
    Some(folder.join("shopvet"))
}

/// One address range; a single address is a range of one.
fn parse_net(text: &str) -> Result<ipnet::IpNet> {
    text.parse::<ipnet::IpNet>()
        .or_else(|_| text.parse::<std::net::IpAddr>().map(ipnet::IpNet::from))
        .map_err(|_| {
            Error::Usage(format!("--allow-net `{text}` is no address range, such as 127.0.0.0/8"))
        })
}
