//! Asks WHOIS for the registration of a domain (RFC 3912).
//!
//! The server is the one given by `--whois-server`, else the zone's, else the
//! one IANA refers to. Referrals to the registrar's are followed for a few steps;
//! a server that was asked already is not asked again. Addresses come from the
//! guard; the library is handed an address, never a name.

use super::{Inquiry, Protocol, servers};
use crate::extract::domain::{decode, whois};
use crate::facts::Reason;
use crate::snapshot::{Failure, RegistryAnswer};
use jiff::Timestamp;
use std::io::ErrorKind;
use std::time::Duration;
use whois_rust::{WhoIs, WhoIsError, WhoIsLookupOptions, WhoIsServerValue};

/// Most bytes of an answer.
const MAX_BYTES: usize = 256 << 10;
/// Most servers asked about the domain: the registry's, the registrar's and its
/// reseller's.
const MAX_SERVERS: usize = 3;
/// Most bytes shown of an answer that is none.
const MAX_BEGINNING: usize = 16;

/// Asks for the domain.
pub(super) async fn ask(inquiry: &Inquiry<'_>) {
    let (mut server, mut form) =
        match (&inquiry.options.whois_server, servers::of_zone(inquiry.domain)) {
            // A server of one's own understands the bare name.
            (Some(server), _) => (server.clone(), None),
            (None, Some((server, form))) => (server.to_owned(), form),
            (None, None) => {
                let place = inquiry.begin(Protocol::Whois, &url(servers::IANA, inquiry.domain));
                let mut entry = question(inquiry, servers::IANA, None).await;
                let mut named = None;
                if entry.failure.is_none() {
                    match servers::of_iana(&entry.text, inquiry.domain) {
                        Ok(server) => named = Some(server),
                        Err(detail) => {
                            entry.failure =
                                Some(Failure { reason: Reason::NoPublicSource, detail });
                        }
                    }
                }
                inquiry.settle(Protocol::Whois, place, entry);
                match named {
                    Some(server) => (server, None),
                    None => return,
                }
            }
        };
    let mut asked = Vec::new();
    loop {
        // A name with and without the usual port is one server.
        asked.push(servers::host_and_port(&server));
        let place = inquiry.begin(Protocol::Whois, &url(&server, inquiry.domain));
        let mut entry = question(inquiry, &server, form.take()).await;
        let to = servers::referral(&entry.text).filter(|_| entry.failure.is_none());
        // Many registries name their own server there.
        let same = |to: &String, asked: &_| servers::host_and_port(to) == *asked;
        let next = match to.filter(|to| !asked.last().is_some_and(|last| same(to, last))) {
            Some(to) if asked.iter().any(|asked| same(&to, asked)) => {
                entry.note = Some(format!("refers back to {to}, which was asked already"));
                None
            }
            Some(to) if servers::is_of_other_zones(&to, inquiry.domain) => {
                entry.note =
                    Some(format!("refers to {to}, which serves other zones and was not asked"));
                None
            }
            Some(to) if asked.len() >= MAX_SERVERS => {
                entry.note = Some(format!(
                    "refers on to {to}, which was not asked after {MAX_SERVERS} servers"
                ));
                None
            }
            next => next,
        };
        inquiry.settle(Protocol::Whois, place, entry);
        match next {
            Some(to) => server = to,
            None => return,
        }
    }
}

fn url(server: &str, domain: &str) -> String {
    format!("whois://{server}/{domain}")
}

/// One question and what came of it.
async fn question(inquiry: &Inquiry<'_>, server: &str, form: Option<&str>) -> RegistryAnswer {
    let mut entry = inquiry.entry(&url(server, inquiry.domain));
    let name = format!("whois://{}", server.to_ascii_lowercase());
    let now = Timestamp::now();
    if let Some(failure) = inquiry.quota.refusal(&name, now) {
        entry.failure = Some(failure);
        return entry;
    }
    match lookup(inquiry, server, form).await {
        Ok(bytes) => {
            let host = server.rsplit_once(':').map_or(server, |(host, _)| host);
            // A server of one's own says nothing of the encoding, the zone does.
            let hint = if host.contains(|c: char| c.is_ascii_alphabetic()) {
                host
            } else {
                inquiry.domain
            };
            entry.text = decode(&bytes, Some(hint));
            let registration = whois::read(&entry.text, Some(inquiry.domain), Some(host));
            if registration.rate_limited {
                // The text stays: it says so in the server's own words.
                inquiry.quota.exceeded(&name, None, now);
            }
            let is_cut = !entry.text.ends_with(['\n', '\r']);
            let wrong = if entry.text.trim().is_empty() {
                Some("the server closed the connection without an answer".to_owned())
            } else if !is_text(&entry.text) {
                let start: Vec<String> =
                    bytes.iter().take(MAX_BEGINNING).map(|b| format!("{b:02x}")).collect();
                Some(format!(
                    "the answer is not text; it begins with the bytes {}",
                    start.join(" ")
                ))
            } else if is_cut && registration.registered.is_none() && !registration.rate_limited {
                Some("the server closed the connection in the middle of a line".to_owned())
            } else {
                None
            };
            if is_cut && wrong.is_none() {
                entry.note = Some("the answer ends in the middle of a line".to_owned());
            }
            entry.failure = wrong.map(|detail| Failure { reason: Reason::Unreachable, detail });
        }
        Err(failure) => entry.failure = Some(failure),
    }
    entry
}

/// Whether a decoded answer is text: fewer than one in ten characters control
/// something or could not be decoded.
fn is_text(text: &str) -> bool {
    let odd =
        |c: &char| (c.is_control() && !c.is_whitespace()) || *c == char::REPLACEMENT_CHARACTER;
    text.chars().filter(odd).count() * 10 < text.chars().count()
}

async fn lookup(
    inquiry: &Inquiry<'_>,
    server: &str,
    form: Option<&str>,
) -> Result<Vec<u8>, Failure> {
    let unusable = |detail: String| Failure { reason: Reason::Unreachable, detail };
    let (host, port) = servers::host_and_port(server)
        .ok_or_else(|| unusable(format!("`{server}` is not the name of a server")))?;
    // Only the port of the protocol, unless the person who runs the check says
    // otherwise: an answer must not choose where we connect to.
    let addresses = inquiry.egress.reach(&host, port).await?;
    let address = addresses.first().ok_or_else(|| unusable(format!("{host} has no address")))?;
    let mut options = WhoIsLookupOptions::from_string(inquiry.domain)
        .map_err(|e| unusable(format!("{} cannot be asked for: {e}", inquiry.domain)))?;
    let mut value = WhoIsServerValue::from_string(address.to_string())
        .map_err(|e| unusable(format!("{address} cannot be asked: {e}")))?;
    value.query = form.map(str::to_owned);
    options.server = Some(value);
    options.follow = 0;
    options.timeout = Some(inquiry.patience);
    options.max_response_size = Some(MAX_BYTES);
    let client = WhoIs::from_host(address.to_string())
        .map_err(|e| unusable(format!("{address} cannot be asked: {e}")))?;
    client
        .lookup_raw_async(options)
        .await
        .map_err(|error| failure_of(&error, server, inquiry.patience))
}

fn failure_of(error: &WhoIsError, server: &str, patience: Duration) -> Failure {
    let timed_out = Failure {
        reason: Reason::TimedOut,
        detail: format!("no complete answer from {server} within {} s", patience.as_secs()),
    };
    match error {
        WhoIsError::Elapsed(_) => timed_out,
        WhoIsError::IOError(e) if e.kind() == ErrorKind::TimedOut => timed_out,
        // The library says so where an answer is longer than allowed.
        WhoIsError::IOError(e) if e.kind() == ErrorKind::InvalidData => Failure {
            reason: Reason::Truncated,
            detail: format!("the answer of {server} is longer than {MAX_BYTES} bytes"),
        },
        other => Failure { reason: Reason::Unreachable, detail: format!("{server}: {other}") },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_from_bytes() {
        for text in
            ["Domain: blå-kanna.example\r\n\tholder: x\r\n", "도메인이름\n", "% a\u{1b}[0m line\n"]
        {
            assert!(is_text(text), "{text:?}");
        }
        for bytes in ["\u{0}\u{1}\u{2}abc", "\u{fffd}\u{fffd}a\u{fffd}", "a\u{0}b\u{0}c\u{0}"] {
            assert!(!is_text(bytes), "{bytes:?}");
        }
    }
}
