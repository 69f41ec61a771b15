//! `shopvet demo`: the shipped example shop, served on loopback and checked.
//!
//! Shows a whole run without the internet: the shop, its DNS, RDAP and WHOIS all
//! run inside this process on 127.0.0.1.

use super::output::OutputArgs;
use super::{check, hints};
use crate::collect::{CaCert, ConnectTo, NetworkOptions, Request};
use crate::error::{Error, Result};
use crate::snapshot::Limits;
use crate::universe::{DEMO_URL, Standing, demo_application, demo_world};
use std::path::PathBuf;
use std::time::Instant;

/// Serve the shipped example shop on loopback and check it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Keep everything that was seen in one bundle
    #[arg(long, value_name = "FILE.wacz")]
    save: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<u8> {
    let config = super::config::Config::default();
    let prepared = args.output.prepare(&config)?;
    let universe = Standing::start(demo_world()?)?;
    let url = check::target(DEMO_URL)?;
    anstream::eprintln!("serving {url} on loopback and checking it");
    let clock = Instant::now();
    let snapshot = check::visit(Request {
        application: Some(demo_application().to_owned()),
        limits: Limits { rate: 200, ..Limits::default() },
        network: network(&universe)?,
        chromium: args.output.chromium(&config)?,
        ..Request::new(url)
    })?;
    let collect_ms = u64::try_from(clock.elapsed().as_millis()).unwrap_or(u64::MAX);
    if let Some(path) = &args.save {
        check::save(&snapshot, path, false)?;
    }
    let (report, code) = prepared.finish(&snapshot, collect_ms)?;
    hints::print(&report, hints::After::Check { saved: args.save.is_some() });
    Ok(code)
}

/// The network as the universe would have it.
fn network(universe: &Standing) -> Result<NetworkOptions> {
    let flags = universe.flags();
    let inner = |what: &str| Error::Incomplete(format!("the demo's own {what} cannot be used"));
    Ok(NetworkOptions {
        connect_to: flags
            .connect_to
            .iter()
            .map(|text| text.parse::<ConnectTo>().map_err(|_| inner("routes")))
            .collect::<Result<_>>()?,
        allow_net: flags.allow_net.clone(),
        dns_server: Some(flags.dns_server),
        rdap_url: Some(url::Url::parse(&flags.rdap_url).map_err(|_| inner("RDAP address"))?),
        whois_server: Some(flags.whois_server.clone()),
        cache_dir: None,
        ca_certs: vec![CaCert {
            name: "the demo's own authority".to_owned(),
            pem: flags.ca_pem.clone().into_bytes(),
        }],
    })
}
