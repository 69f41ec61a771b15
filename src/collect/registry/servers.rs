//! Whom to ask by WHOIS (RFC 3912): the servers of top-level domains, how a
//! server is written, and where an answer refers to another.
//!
//! A referral names a host and never a port: what a server says must not make us
//! speak to another service.

use url::Host;

/// The server that knows the servers of all top-level domains.
pub(super) const IANA: &str = "whois.iana.org";
/// The port of the protocol.
const PORT: u16 = 43;
/// Most lines of an answer that are looked at for a referral.
const MAX_LINES: usize = 2000;

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

/// The server of a domain's zone, and what is sent to it instead of the bare name.
pub(super) fn of_zone(domain: &str) -> Option<(&'static str, Option<&'static str>)> {
    let top = domain.rsplit('.').next().unwrap_or(domain);
    SERVERS.iter().find(|(name, ..)| *name == top).map(|(_, server, form)| (*server, *form))
}

/// The server that IANA's answer names for a top-level domain.
pub(super) fn of_iana(answer: &str) -> Option<String> {
    value(answer, &["whois", "refer"])
}

/// The registrar's server that a registry's answer names.
pub(super) fn referral(answer: &str) -> Option<String> {
    value(answer, &["registrar whois server", "whois server"])
}

/// `HOST`, `HOST:PORT`, `[v6]:PORT`.
pub(super) fn host_and_port(server: &str) -> Option<(Host<String>, u16)> {
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
    text.lines().take(MAX_LINES).find_map(|line| {
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
