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

/// The server that IANA's answer names for the top-level domain of a domain.
///
/// # Errors
/// Why there is none: none is named, or the answer is about another domain.
pub(super) fn of_iana(answer: &str, domain: &str) -> Result<String, String> {
    let top = domain.rsplit('.').next().unwrap_or(domain);
    if let Some(about) = value(answer, &["domain"]).filter(|about| about != top) {
        return Err(format!("{IANA} answered about .{about} when asked for .{top}"));
    }
    value(answer, &["whois", "refer"]).ok_or_else(|| format!("{IANA} names no server for .{top}"))
}

/// Whether a server is known to be that of other zones only: it cannot be the
/// registrar's of a domain here.
pub(super) fn is_of_other_zones(server: &str, domain: &str) -> bool {
    let Some((host, _)) = host_and_port(server) else { return false };
    let host = host.to_string();
    let same = |name: &str| name.eq_ignore_ascii_case(&host);
    SERVERS.iter().any(|(_, name, _)| same(name))
        && !of_zone(domain).is_some_and(|(name, _)| same(name))
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
    fn iana_names_the_server_of_the_zone_that_was_asked_for() {
        let answer = "% IANA WHOIS server\ndomain:       TEST\nwhois:        whois.nic.test\n";
        assert_eq!(of_iana(answer, "shop.test").as_deref(), Ok("whois.nic.test"));
        let other = of_iana(answer, "shop.example").unwrap_err();
        assert_eq!(other, "whois.iana.org answered about .test when asked for .example");
        let none = of_iana("domain:       EXAMPLE\nstatus:       ACTIVE\n", "shop.example");
        assert_eq!(none.unwrap_err(), "whois.iana.org names no server for .example");
    }

    #[test]
    fn the_servers_of_other_zones_are_known() {
        assert!(is_of_other_zones("Whois.IIS.se", "shop.no"));
        assert!(!is_of_other_zones("whois.iis.se", "shop.se"));
        // Two zones with one server.
        assert!(!is_of_other_zones("whois.verisign-grs.com", "shop.net"));
        assert!(!is_of_other_zones("whois.registrar.example", "shop.se"));
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
