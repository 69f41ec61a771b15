//! Asks for the file at which a proof of control was agreed to stand.
//!
//! Asked for only where a challenge was issued, at the domain and, where the shop
//! is there, at its `www`; over TLS, through the guard, at the rate of the visit.
//! robots.txt does not apply: the applicant was told of this address and puts the
//! file there for us. Redirects are followed within the registrable domain and
//! over TLS only, as another domain's file proves nothing; a redirect elsewhere
//! is kept as the answer that it is. What the file says is for extraction.

use super::address::registrable_domain;
use super::clock::now;
use super::http::{Http, Want};
use super::links;
use super::log::Log;
use super::rate::Rate;
use super::stop::Stop;
use super::wall::Asked;
use crate::control::{WELL_KNOWN, speaks_for};
use crate::facts::Reason;
use crate::snapshot::{Exchange, ExchangeResult, Failure, Purpose};
use crate::vocabulary::Vocabulary;
use url::Url;

/// Most bytes of the file that are read: it holds one line.
pub(super) const MAX_BYTES: u64 = 16 << 10;
/// Most redirects on the way to it.
const MAX_REDIRECTS: usize = 5;

/// Asks for the file and keeps each exchange.
pub(super) async fn ask(
    http: &Http,
    rate: &Rate,
    domain: &str,
    host: &str,
    log: &Log<'_>,
    stop: &Stop,
) {
    let mut hosts = vec![domain];
    if host != domain && speaks_for(host, domain) {
        hosts.push(host);
    }
    for host in hosts {
        let Ok(url) = Url::parse(&format!("https://{host}{WELL_KNOWN}")) else { continue };
        if stop.before(follow(http, rate, &url, domain, log)).await.is_err() {
            let detail = "the visit ended before the answer came".to_owned();
            let failure = Failure { reason: Reason::Truncated, detail };
            log.exchange(exchange(&url, None, ExchangeResult::Failure(failure)));
        }
    }
}

async fn follow(http: &Http, rate: &Rate, start: &Url, domain: &str, log: &Log<'_>) {
    let mut url = start.clone();
    let mut referrer = None;
    for _ in 0..=MAX_REDIRECTS {
        rate.turn(url.host_str().unwrap_or_default()).await;
        let result = http.get(&url, "text/plain, */*;q=0.5", Want::Anything).await;
        let mut answer = match result {
            Ok(answer) => answer,
            Err(failure) => {
                log.exchange(exchange(&url, referrer, ExchangeResult::Failure(failure)));
                return;
            }
        };
        let asked = Asked { url: start, expected: true };
        answer.wall = links::read(&answer, &url, asked, Vocabulary::built_in()).wall;
        let next = answer
            .header("location")
            .filter(|_| (300..400).contains(&answer.status))
            .and_then(|to| url.join(to).ok());
        log.exchange(exchange(&url, referrer, ExchangeResult::Answer(answer)));
        match next.filter(|next| is_within(next, domain)) {
            Some(next) => referrer = Some(std::mem::replace(&mut url, next).to_string()),
            None => return,
        }
    }
    let detail = format!("more than {MAX_REDIRECTS} redirects after one another");
    let failure = Failure { reason: Reason::Truncated, detail };
    log.exchange(exchange(&url, referrer, ExchangeResult::Failure(failure)));
}

/// Whether an address is one of the domain's own, over TLS.
fn is_within(url: &Url, domain: &str) -> bool {
    url.scheme() == "https" && registrable_domain(url.host_str().unwrap_or_default()) == domain
}

fn exchange(url: &Url, referrer: Option<String>, result: ExchangeResult) -> Exchange {
    Exchange {
        sent: None,
        view: None,
        url: url.to_string(),
        method: "GET".to_owned(),
        purpose: Purpose::Challenge,
        referrer,
        link_text: None,
        clicks: 0,
        seen_at: now(),
        result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_stay_within_the_domain_and_tls() {
        let within = |text: &str| is_within(&Url::parse(text).unwrap(), "blue-kettle.example");
        assert!(within("https://www.blue-kettle.example/x"));
        assert!(within("https://files.blue-kettle.example/x"));
        for other in [
            "http://blue-kettle.example/x",
            "https://blue-kettle.example.evil.example/x",
            "https://red-kettle.example/x",
            "https://192.0.2.1/x",
        ] {
            assert!(!within(other), "{other}");
        }
    }
}
