//! A small internet on loopback: web sites by host name, DNS, WHOIS and RDAP.
//!
//! `shopvet demo` shows a whole check with it, and the end-to-end tests run the
//! real program against it, so that what is tested is real sockets, real TLS
//! and real DNS messages rather than doubles of them. A [`World`] says what
//! exists; [`Universe::start`] serves it until the value is dropped; the
//! [`Flags`] send a visit there; the [`Hit`]s tell afterwards what was asked.
//!
//! It must never be reachable from outside: every socket is bound to 127.0.0.1
//! in one place, and no caller can choose the address. It knows nothing of
//! collecting, rules or reports.

mod demo;
mod dns;
mod flags;
mod http;
mod log;
mod rdap;
mod site;
mod tls;
mod tree;
mod web;
mod whois;
mod world;

pub use demo::{DEMO_URL, demo_application, demo_world};
pub use flags::Flags;
pub use http::{Body, Request, Response, cut, drip, flood, page, redirect, reply};
pub use log::{Hit, Service};
pub use site::{Certificate, PathRule, Site};
pub use whois::Manner;
pub use world::World;

use crate::error::{Error, Result};
use log::Log;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::{TcpListener, UdpSocket};
use tokio::task::JoinSet;

/// The one address anything here is bound to.
const LOOPBACK: Ipv4Addr = Ipv4Addr::LOCALHOST;

/// A [`World`] being served. Dropping it stops every server and closes every
/// connection.
#[derive(Debug)]
pub struct Universe {
    flags: Flags,
    log: Log,
    _servers: JoinSet<()>,
    _ca_file: flags::CaFile,
}

impl Universe {
    /// Serves `world` on ephemeral ports of 127.0.0.1. Must be called within a
    /// tokio runtime, which then does the serving.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a DNS record or host name that cannot be served,
    /// [`Error::Incomplete`] when a socket or certificate cannot be made.
    pub async fn start(world: World) -> Result<Self> {
        let log = Log::default();
        let authority = tls::Authority::new(&world.sites)?;
        let zones = Arc::new(dns::Zones::new(&world, log.clone())?);
        let web = |scheme| Arc::new(web::Web::new(world.sites.clone(), scheme, log.clone()));
        let (plain, secure) = (web(Service::Http), web(Service::Https));
        let whois = Arc::new(whois::Whois::new("", world.whois, log.clone()));
        let rdap = Arc::new(rdap::Rdap::new(world.rdap, log.clone()));

        let http_listener = listen().await?;
        let https_listener = listen().await?;
        let whois_listener = listen().await?;
        let rdap_listener = listen().await?;
        let (dns_tcp, dns_udp) = listen_both().await?;
        let mut registrars = Vec::new();
        for (name, answers) in world.whois_servers {
            let listener = listen().await?;
            let at = address(&listener)?;
            let server = Arc::new(whois::Whois::new(&name, answers, log.clone()));
            registrars.push((name, at, listener, server));
        }
        let mut flags = Flags::new(&flags::Addresses {
            http: address(&http_listener)?,
            https: address(&https_listener)?,
            dns: address(&dns_tcp)?,
            whois: address(&whois_listener)?,
            rdap: address(&rdap_listener)?,
        });
        for (name, at, ..) in &registrars {
            flags.connect_to.push(format!("{name}:43:{at}"));
        }
        let (ca_file, flags) = flags.with_ca(authority.pem())?;

        let mut servers = JoinSet::new();
        servers.spawn(http::serve(http_listener, None, plain));
        servers.spawn(http::serve(https_listener, Some(authority.acceptor()?), secure));
        servers.spawn(http::serve(rdap_listener, None, rdap));
        servers.spawn(whois::serve(whois_listener, whois));
        for (_, _, listener, server) in registrars {
            servers.spawn(whois::serve(listener, server));
        }
        servers.spawn(dns::serve_udp(dns_udp, zones.clone()));
        servers.spawn(dns::serve_tcp(dns_tcp, zones));
        Ok(Self { flags, log, _servers: servers, _ca_file: ca_file })
    }

    /// How to reach this universe.
    #[must_use]
    pub fn flags(&self) -> &Flags {
        &self.flags
    }

    /// The certificate of the authority that all sites' certificates lead to.
    #[must_use]
    pub fn ca_pem(&self) -> &str {
        &self.flags.ca_pem
    }

    /// Everything that was asked so far, in order.
    #[must_use]
    pub fn hits(&self) -> Vec<Hit> {
        self.log.all()
    }

    /// How often the WHOIS server of this name was asked; `""` is the one of
    /// [`World::whois`].
    #[must_use]
    pub fn whois_count(&self, server: &str) -> usize {
        let hits = self.log.all();
        hits.iter().filter(|hit| hit.service == Service::Whois && hit.target == server).count()
    }

    /// How often `path` of `host` was asked for over HTTP or HTTPS.
    #[must_use]
    pub fn count(&self, host: &str, path: &str) -> usize {
        let web = |hit: &&Hit| matches!(hit.service, Service::Http | Service::Https);
        let hits = self.log.all();
        hits.iter().filter(web).filter(|hit| hit.name == host && hit.path() == path).count()
    }
}

/// A universe with a runtime of its own, for callers that are not async.
#[derive(Debug)]
pub struct Standing {
    // Before the runtime, so that it is dropped while the runtime still stands.
    universe: Universe,
    _runtime: tokio::runtime::Runtime,
}

impl Standing {
    /// Serves `world` from two threads in the background.
    ///
    /// # Errors
    /// As [`Universe::start`].
    pub fn start(world: World) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| Error::Incomplete(format!("cannot start a runtime: {error}")))?;
        let universe = runtime.block_on(Universe::start(world))?;
        Ok(Self { universe, _runtime: runtime })
    }
}

impl std::ops::Deref for Standing {
    type Target = Universe;

    fn deref(&self) -> &Universe {
        &self.universe
    }
}

async fn listen() -> Result<TcpListener> {
    TcpListener::bind((LOOPBACK, 0)).await.map_err(|error| cannot_listen(&error))
}

/// TCP and UDP on the same port, as DNS has it.
async fn listen_both() -> Result<(TcpListener, UdpSocket)> {
    // The UDP port of the same number may be taken; another draw will do.
    for _ in 0..32 {
        let tcp = listen().await?;
        if let Ok(udp) = UdpSocket::bind((LOOPBACK, address(&tcp)?.port())).await {
            return Ok((tcp, udp));
        }
    }
    Err(Error::Incomplete("cannot find a port free for both TCP and UDP on 127.0.0.1".into()))
}

fn address(listener: &TcpListener) -> Result<SocketAddr> {
    listener.local_addr().map_err(|error| cannot_listen(&error))
}

fn cannot_listen(error: &std::io::Error) -> Error {
    Error::Incomplete(format!("cannot listen on 127.0.0.1: {error}"))
}

#[cfg(test)]
mod tests;
