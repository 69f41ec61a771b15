//! Asks WHOIS for the registration of a domain (RFC 3912).
//!
//! The server is the one of the table below, else the one IANA refers to, else
//! the one given by `--whois-server`. Referrals of a registry to the registrar
//! are followed once. Addresses come from the guard; the library is handed an
//! address, never a name. Answers are kept as they came.

use super::clock::now;
use super::egress::Egress;
use super::log::Log;
use crate::facts::Reason;
use crate::snapshot::{Failure, RegistryAnswer};
use std::time::Duration;
use url::Host;
use whois_rust::{WhoIs, WhoIsError, WhoIsLookupOptions, WhoIsServerValue};

/// The server that knows the servers of all top-level domains.
const IANA: &str = "whois.iana.org";
/// The port of the protocol.
const PORT: u16 = 43;
/// How long one question may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Most bytes of an answer.
const MAX_BYTES: usize = 256 << 10;

/// Servers of top-level domains: domain, server, what is sent instead of the
/// bare name (`$addr` stands for it).
const SERVERS: &[(&str, &str, Option<&str>)] = &[
    ("at", "whois.nic.at", None),
    ("be", "whois.dns.be", None),
    ("ch", "whois.nic.ch", None),
    ("com", "whois.verisign-grs.com", Some("domain $addr\r\n")),
    ("cz", "whois.nic.cz", None),
    // Without the flags DENIC answers with the status only.
    ("de", "whois.denic.de", Some("-T dn,ace $addr\r\n")),
    // Without the flag the handles of the contacts are left out.
    ("dk", "whois.punktum.dk", Some("--charset=utf-8 --show-handles $addr\r\n")),
    ("ee", "whois.tld.ee", None),
    ("es", "whois.nic.es", None),
    ("eu", "whois.eu", None),
    ("fi", "whois.fi", None),
    ("fr", "whois.nic.fr", None),
    ("ie", "whois.weare.ie", None),
    ("is", "whois.isnic.is", None),
    ("it", "whois.nic.it", None),
    ("lt", "whois.domreg.lt", None),
    ("lv", "whois.nic.lv", None),
    ("net", "whois.verisign-grs.com", Some("domain $addr\r\n")),
    ("nl", "whois.domain-registry.nl", None),
    ("no", "whois.norid.no", None),
    ("nu", "whois.iis.nu", None),
    ("org", "whois.publicinterestregistry.org", None),
    ("pl", "whois.dns.pl", None),
    ("pt", "whois.dns.pt", None),
    ("se", "whois.iis.se", None),
    ("shop", "whois.nic.shop", None),
    ("store", "whois.nic.store", None),
    ("uk", "whois.nic.uk", None),
];

/// Asks for a domain. `server` is the `HOST:PORT` to ask instead of the usual
/// one.
pub(super) async fn ask(egress: &Egress, server: Option<&str>, domain: &str, log: &Log<'_>) {
    let top = domain.rsplit('.').next().unwrap_or(domain);
    let known = SERVERS.iter().find(|(name, ..)| *name == top);
    let form = known.and_then(|(_, _, form)| *form);
    let (server, form) = match (server, known) {
        // A server of one's own understands the bare name.
        (Some(server), _) => (server.to_owned(), None),
        (None, Some((_, server, _))) => ((*server).to_owned(), form),
        (None, None) => {
            let referral = question(egress, IANA, None, domain, log).await;
            match referral.as_deref().and_then(|text| value(text, &["whois", "refer"])) {
                Some(server) => (server, None),
                None => return,
            }
        }
    };
    let Some(registry) = question(egress, &server, form, domain, log).await else { return };
    if let Some(registrar) = value(&registry, &["registrar whois server", "whois server"])
        && !registrar.eq_ignore_ascii_case(&server)
    {
        question(egress, &registrar, None, domain, log).await;
    }
}

/// One question; the text of the answer.
async fn question(
    egress: &Egress,
    server: &str,
    form: Option<&str>,
    domain: &str,
    log: &Log<'_>,
) -> Option<String> {
    let result = lookup(egress, server, form, domain).await;
    let text = result.as_ref().ok().cloned();
    let failure = match result {
        Ok(text) if text.trim().is_empty() => Some(Failure {
            reason: Reason::Unreachable,
            detail: "the server closed the connection without an answer".to_owned(),
        }),
        Ok(_) => None,
        Err(failure) => Some(failure),
    };
    log.with(|snapshot| {
        snapshot.whois.push(RegistryAnswer {
            url: format!("whois://{server}/{domain}"),
            domain: domain.to_owned(),
            status: None,
            seen_at: now(),
            failure,
            text: text.clone().unwrap_or_default(),
        });
    });
    text
}

async fn lookup(
    egress: &Egress,
    server: &str,
    form: Option<&str>,
    domain: &str,
) -> Result<String, Failure> {
    let unusable = |detail: String| Failure { reason: Reason::Unreachable, detail };
    let (host, port) = host_and_port(server)
        .ok_or_else(|| unusable(format!("`{server}` is not the name of a server")))?;
    // Only the port of the protocol, unless the person who runs the check says
    // otherwise: an answer must not choose where we connect to.
    let addresses = egress.reach(&host, port).await?;
    let address = addresses.first().ok_or_else(|| unusable(format!("{host} has no address")))?;
    let mut options = WhoIsLookupOptions::from_string(domain)
        .map_err(|e| unusable(format!("{domain} cannot be asked for: {e}")))?;
    let mut value = WhoIsServerValue::from_string(address.to_string())
        .map_err(|e| unusable(format!("{address} cannot be asked: {e}")))?;
    value.query = form.map(str::to_owned);
    options.server = Some(value);
    options.follow = 0;
    options.timeout = Some(TIMEOUT);
    options.max_response_size = Some(MAX_BYTES);
    let client = WhoIs::from_host(address.to_string())
        .map_err(|e| unusable(format!("{address} cannot be asked: {e}")))?;
    client.lookup_async(options).await.map_err(|error| match error {
        WhoIsError::Elapsed(_) => Failure {
            reason: Reason::TimedOut,
            detail: format!("no answer from {server} within {} s", TIMEOUT.as_secs()),
        },
        WhoIsError::IOError(e) if e.kind() == std::io::ErrorKind::TimedOut => Failure {
            reason: Reason::TimedOut,
            detail: format!("no answer from {server} within {} s", TIMEOUT.as_secs()),
        },
        other => unusable(format!("{server}: {other}")),
    })
}

/// `HOST`, `HOST:PORT`, `[v6]:PORT`.
fn host_and_port(server: &str) -> Option<(Host<String>, u16)> {
    let server = server.trim().trim_end_matches('/');
    let server = server.split_once("://").map_or(server, |(_, rest)| rest);
    let (host, port) = match server.rsplit_once(':') {
        Some((host, port)) if !host.ends_with(':') && !port.contains(']') => {
            (host, port.parse().ok()?)
        }
        _ => (server, PORT),
    };
    Some((Host::parse(host).ok()?, port))
}

/// The first value of one of these keys, lower case, in `key: value` lines.
fn value(text: &str, keys: &[&str]) -> Option<String> {
    text.lines().take(2000).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        let key = key.trim().to_ascii_lowercase();
        let value = value.trim();
        // A referral never names a port: what a server says must not make us
        // speak to another service.
        let host = value.split_once("://").map_or(value, |(_, rest)| rest).trim_end_matches('/');
        (keys.contains(&key.as_str())
            && !host.is_empty()
            && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
        .then(|| host.to_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_read_with_and_without_port() {
        let host = |text: &str| Host::parse(text).unwrap();
        assert_eq!(host_and_port("whois.example"), Some((host("whois.example"), 43)));
        assert_eq!(host_and_port("127.0.0.1:4343"), Some((host("127.0.0.1"), 4343)));
        assert_eq!(host_and_port("[::1]:4343"), Some((host("[::1]"), 4343)));
        assert_eq!(host_and_port("whois.example:x"), None);
    }

    #[test]
    fn referrals_are_hosts_and_nothing_else() {
        let of = |text: &str| value(text, &["refer", "registrar whois server"]);
        assert_eq!(
            of("% hello\nrefer:   whois.nic.example\r\n").as_deref(),
            Some("whois.nic.example")
        );
        assert_eq!(
            of("   Registrar WHOIS Server: https://whois.r.example/\n").as_deref(),
            Some("whois.r.example")
        );
        assert_eq!(of("refer: 127.0.0.1:6379\n"), None);
        assert_eq!(of("refer:\nother: x\n"), None);
    }

    #[test]
    fn the_table_is_sorted_and_has_the_main_domains() {
        assert!(SERVERS.is_sorted_by_key(|(name, ..)| *name));
        for (_, server, form) in SERVERS {
            assert!(host_and_port(server).is_some());
            assert!(form.is_none_or(|form| form.contains("$addr") && form.ends_with("\r\n")));
        }
    }
}
