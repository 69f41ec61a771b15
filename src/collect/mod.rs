//! The visit to a shop: the only room that touches the network, and never judges.
//!
//! [`visit`] walks over the shop's pages while DNS, the registries and the TLS
//! handshake are asked beside it, and takes everything down in a
//! [`Snapshot`]. Every connection of every part goes
//! through one guard (`egress`), which refuses what is not the public
//! internet. A shop that does not answer is not an error but something seen: it
//! stands in the snapshot with its reason.
//!
//! This room must not interpret pages beyond what tells it where to go next and
//! whether it was kept out, must not send anything but GET requests outside of the
//! walk to the checkout, and must not read the environment.

mod address;
mod browser;
mod clicks;
mod clock;
mod connect_to;
mod control;
mod crawl;
mod dns;
mod dnssec;
mod draw;
mod egress;
mod fetch;
mod frontier;
mod http;
mod links;
mod log;
mod policy;
mod rate;
mod registry;
mod renderer;
mod robots;
mod sitemap;
mod stop;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod tls;
mod walk;
mod wall;

pub use connect_to::ConnectTo;
pub use renderer::Renderer;
pub use stop::{Interrupt, Interrupted, interrupt};
#[doc(hidden)]
pub use walk::guard_keeps_its_laws;

use crate::error::{Error, Result};
use crate::facts::Reason;
use crate::snapshot::{
    Challenge, Limits, RegistryAnswer, Snapshot, StepAction, StopCause, Target, WalkMode,
};
use ipnet::IpNet;
use log::Log;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use stop::Stop;
use url::{Host, Url};

/// How we introduce ourselves unless told otherwise.
pub const USER_AGENT: &str = concat!(
    "Mozilla/5.0 (compatible; shopvet/",
    env!("CARGO_PKG_VERSION"),
    "; merchant site review)"
);

/// What to visit, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// The address of the shop.
    pub url: Url,
    /// The application file as given, to be kept in the snapshot.
    pub application: Option<String>,
    /// The proof of control that the applicant was asked for; looked for when
    /// its domain is the shop's.
    pub challenge: Option<Challenge>,
    /// The extract of the registration that the applicant supplied.
    pub registry_extract: Option<Extract>,
    /// Budgets.
    pub limits: Limits,
    /// Where connections may go.
    pub network: NetworkOptions,
    /// The `User-Agent` field.
    pub user_agent: String,
    /// When a browser draws pages.
    pub render: Render,
    /// Chromium; none where there is none.
    pub chromium: Option<PathBuf>,
    /// How far the walk to the checkout goes; none makes no walk.
    pub walk: Option<WalkMode>,
    /// The applicant agreed to a visit that goes to the checkout, by a flag or in
    /// the application; the walk may pass lines of robots.txt then.
    pub consented: bool,
    /// Ends the visit early.
    pub interrupt: Option<Interrupted>,
}

/// When a browser draws pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Render {
    /// Never.
    Never,
    /// Where a page shows little without its scripts.
    #[default]
    Auto,
    /// Every page.
    Always,
}

impl Request {
    /// A visit with the default limits over the public internet.
    #[must_use]
    pub fn new(url: Url) -> Self {
        Self {
            url,
            application: None,
            challenge: None,
            registry_extract: None,
            limits: Limits::default(),
            network: NetworkOptions::default(),
            user_agent: USER_AGENT.to_owned(),
            render: Render::default(),
            chromium: None,
            walk: Some(WalkMode::Read),
            consented: false,
            interrupt: None,
        }
    }
}

/// A file that the applicant supplied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// Its name, without folders.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Where connections may go and whom they trust.
#[derive(Debug, Clone, Default)]
pub struct NetworkOptions {
    /// Redirections of connections; the first that matches counts.
    pub connect_to: Vec<ConnectTo>,
    /// Ranges outside the public internet that may be reached.
    pub allow_net: Vec<IpNet>,
    /// The name server to ask instead of the system's.
    pub dns_server: Option<SocketAddr>,
    /// The RDAP server to ask instead of the one the IANA bootstrap names.
    pub rdap_url: Option<Url>,
    /// `HOST:PORT` of the WHOIS server to ask instead of the registry's.
    pub whois_server: Option<String>,
    /// The folder in which answers of registries are kept from one visit to the
    /// next, and who must be left alone for a while; none keeps nothing.
    pub cache_dir: Option<PathBuf>,
    /// Roots that are trusted beside the usual ones.
    pub ca_certs: Vec<CaCert>,
}

/// A file with root certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaCert {
    /// The file's name, for messages.
    pub name: String,
    /// Its content, PEM.
    pub pem: Vec<u8>,
}

/// News of a running visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The visit begins.
    Started {
        /// The address of the shop.
        url: String,
    },
    /// A page was asked for, or a redirect on the way to one.
    Page {
        /// The address.
        url: String,
        /// HTTP status, where there was an answer.
        status: Option<u16>,
        /// Why it could not be read.
        problem: Option<Reason>,
        /// Pages so far.
        read: usize,
        /// Most pages read.
        budget: usize,
    },
    /// The DNS questions are answered.
    Dns,
    /// The registries are asked.
    Registry {
        /// Answers that came, from RDAP and WHOIS.
        answers: usize,
    },
    /// The TLS handshake is done.
    Tls {
        /// The certificate is good for the host.
        trusted: bool,
    },
    /// The walk to the checkout took a step.
    Step {
        /// What was done.
        action: StepAction,
        /// Where it led.
        url: String,
        /// Which step it was, from 1.
        number: usize,
    },
    /// Something that the person who runs the check should know of.
    Note(String),
    /// A budget ended the walk over the shop.
    Stopped(StopCause),
    /// Everything is done.
    Finished,
}

/// Visits a shop and takes down what is seen.
///
/// `progress` hears of every step. A shop that cannot be reached, refuses the
/// visit or never ends gives a snapshot that says so.
///
/// # Errors
/// The visit cannot even begin: the address has no host or is not HTTP(S), a
/// certificate file is unusable, or the system's name resolution cannot be set
/// up.
pub async fn visit(request: Request, progress: impl Fn(Event) + Send + Sync) -> Result<Snapshot> {
    let mut url = address::clean(&request.url);
    if url.scheme() == "http" || url.scheme() == "https" {
        url.set_fragment(None);
    } else {
        return Err(Error::Usage(format!(
            "{url} is not an address of a shop; give an http:// or https:// address"
        )));
    }
    let Some(host) = url.host().map(|host| host.to_owned()) else {
        return Err(Error::Usage(format!("{url} names no host")));
    };
    let domain = address::registrable_domain(&host.to_string());
    let limits = request.limits.clone();
    let options = &request.network;
    let egress =
        Arc::new(egress::Egress::new(&options.allow_net, &options.connect_to, options.dns_server)?);
    let roots = tls::roots(options)?;
    let sender = |limits| {
        http::Http::new(Arc::clone(&egress), Arc::clone(&roots), limits, &request.user_agent)
    };
    // The registries get neither the shop's cookies nor its byte budget.
    let for_registries = registry::limits(&limits);
    let (http, registries) = (sender(&limits)?, sender(&for_registries)?);
    let for_proofs = Limits { max_body_bytes: control::MAX_BYTES, ..limits.clone() };
    let proofs = sender(&for_proofs)?;
    let challenge = request.challenge.as_ref().filter(|challenge| challenge.domain == domain);
    let rate = Arc::new(rate::Rate::new(limits.rate));
    let drawing = match request.render {
        Render::Never => None,
        render => {
            let setup = browser::Setup {
                program: request.chromium.clone(),
                agent: request.user_agent.clone(),
                http: Arc::new(sender(&limits)?.without_cookies()),
                rate: Arc::clone(&rate),
                limits: limits.clone(),
            };
            Some(draw::Drawing::new(browser::Browser::new(setup), render))
        }
    };
    let stop = Stop::new(limits.max_time_seconds, request.interrupt.clone());
    let reserve = Duration::from_secs(walk::share(&request));
    let target =
        Target { url: url.to_string(), host: host.to_string(), registrable_domain: domain.clone() };
    let log = Log::new(begun(target, &request), &progress);
    log.tell(Event::Started { url: url.to_string() });

    let crawl = async {
        let shop = fetch::Shop::new(&url, &http, &rate, &limits, &log).drawn_by(drawing.as_ref());
        crawl::crawl(&shop, &stop.sooner(reserve)).await;
        walk::walk(&shop, &request, &stop).await;
        if let Some(drawing) = &drawing {
            drawing.end().await;
        }
    };
    let dns = async {
        if let Host::Domain(name) = &host {
            let proof = challenge.map(|_| crate::control::dns_name(&domain));
            dns::ask(&egress, name, &domain, proof.as_deref(), &log, &stop).await;
            log.tell(Event::Dns);
        }
    };
    let registry = async {
        if matches!(host, Host::Domain(_)) && domain.contains('.') {
            let sender = (&registries, &for_registries);
            let inquiry = registry::Inquiry::new(sender, &egress, options, &domain, &log);
            // What is unanswered at the end stands there as such.
            let _ = stop.before(inquiry.ask()).await;
            let answers = inquiry.answers();
            log.tell(Event::Registry { answers });
        }
    };
    let proof = async {
        if let (Host::Domain(name), Some(_)) = (&host, challenge) {
            control::ask(&proofs, &rate, &domain, name, &log, &stop).await;
        }
    };
    let handshake = async {
        let port = if url.scheme() == "https" { url.port().unwrap_or(443) } else { 443 };
        if let Ok(Ok(record)) = stop.before(tls::handshake(&egress, &roots, &host, port)).await {
            let trusted = record.trusted && record.matches_host;
            log.with(|snapshot| snapshot.tls = Some(record));
            log.tell(Event::Tls { trusted });
        }
    };
    tokio::join!(crawl, dns, registry, proof, handshake);

    log.tell(Event::Finished);
    let mut snapshot = log.finish();
    snapshot.finished_at = clock::now();
    Ok(snapshot)
}

/// The snapshot of a visit that has seen nothing yet.
fn begun(target: Target, request: &Request) -> Snapshot {
    let now = clock::now();
    let extract = request.registry_extract.as_ref().map(|extract| RegistryAnswer {
        url: format!("extract:{}", extract.name),
        domain: target.registrable_domain.clone(),
        status: None,
        seen_at: now.clone(),
        failure: None,
        note: None,
        text: extract.text.clone(),
    });
    let domain = target.registrable_domain.as_str();
    let challenge = request.challenge.clone().filter(|challenge| challenge.domain == domain);
    Snapshot {
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        target,
        started_at: now.clone(),
        finished_at: now,
        limits: request.limits.clone(),
        application: request.application.clone(),
        challenge,
        exchanges: Vec::new(),
        skipped: Vec::new(),
        dns: Vec::new(),
        rdap: Vec::new(),
        whois: Vec::new(),
        registry_extracts: extract.into_iter().collect(),
        tls: None,
        stopped_by: None,
        walk: None,
        before_consent: None,
    }
}
