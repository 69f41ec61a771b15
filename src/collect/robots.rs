//! What robots.txt allows (RFC 9309), per origin.
//!
//! A file that does not exist allows everything; one that cannot be had forbids
//! everything, as the standard demands. The file is asked for once per origin
//! and visit. Lines of groups for other robots do not concern us; the delay
//! between requests that some files ask for is honoured within bounds.

use super::clock::now;
use super::http::{Http, Want};
use super::rate::Rate;
use crate::facts::Reason;
use crate::snapshot::{Exchange, ExchangeResult, Purpose};
use robotxt::{AccessResult, Robots};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;
use url::Url;

/// The name by which robots.txt files know us.
pub(super) const PRODUCT_TOKEN: &str = "shopvet";
/// Most bytes of a file that are read (RFC 9309, 2.5, demands at least these).
const MAX_BYTES: usize = 500 << 10;
/// Most redirects on the way to a file (RFC 9309, 2.3.1.2).
const MAX_REDIRECTS: usize = 5;

/// What an origin's file says to us.
#[derive(Debug)]
pub(super) struct Rules {
    robots: Robots,
    /// Why the file could not be had, where that is why everything is forbidden.
    unreachable: Option<Reason>,
}

impl Rules {
    /// Why the address may not be asked for; nothing when it may.
    pub(super) fn refusal(&self, url: &Url) -> Option<Reason> {
        let mut path = url.path().to_owned();
        if let Some(query) = url.query() {
            path.push('?');
            path.push_str(query);
        }
        if self.robots.is_allowed(&path) {
            return None;
        }
        Some(self.unreachable.unwrap_or(Reason::RobotsDisallowed))
    }

    /// Sitemaps the file names.
    pub(super) fn sitemaps(&self) -> &[Url] {
        self.robots.sitemaps()
    }

    /// Reads an answer as RFC 9309, 2.3.1, has it.
    fn of(access: Access<'_>) -> Self {
        let (result, unreachable) = match access {
            Access::Body(body) => {
                (AccessResult::Successful(body.get(..MAX_BYTES).unwrap_or(body)), None)
            }
            Access::Status(400..=499) => (AccessResult::Unavailable, None),
            Access::TooManyRedirects => (AccessResult::TooManyRedirects, None),
            Access::Status(_) => (AccessResult::Unreachable, Some(Reason::RobotsDisallowed)),
            Access::Failure(reason) => (AccessResult::Unreachable, Some(reason)),
        };
        let robots = match result {
            AccessResult::Successful(body) => Robots::parse(body, PRODUCT_TOKEN),
            AccessResult::TooManyRedirects | AccessResult::Unavailable => Robots::allow_all(),
            AccessResult::Unreachable => Robots::disallow_all(),
        };
        Self { robots, unreachable }
    }
}

/// What came of asking for the file.
enum Access<'a> {
    Body(&'a [u8]),
    Status(u16),
    TooManyRedirects,
    Failure(Reason),
}

/// The files of all origins of the visit.
#[derive(Default)]
pub(super) struct RobotFiles {
    origins: Mutex<HashMap<String, Arc<OnceCell<Arc<Rules>>>>>,
}

impl RobotFiles {
    /// The rules of an address' origin, where they have been asked for.
    #[cfg_attr(not(feature = "browser"), allow(dead_code))]
    pub(super) fn known(&self, url: &Url) -> Option<Arc<Rules>> {
        let origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
        origins.get(&url.origin().ascii_serialization())?.get().cloned()
    }

    /// The rules of an address' origin, asked for the first time they are
    /// needed. Each exchange on the way is handed to `record`.
    pub(super) async fn rules(
        &self,
        url: &Url,
        http: &Http,
        rate: &Rate,
        record: &(dyn Fn(Exchange) + Sync),
    ) -> Arc<Rules> {
        let origin = url.origin().ascii_serialization();
        let cell = {
            let mut origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(origins.entry(origin).or_default())
        };
        Arc::clone(
            cell.get_or_init(|| async { Arc::new(ask(url, http, rate, record).await) }).await,
        )
    }
}

async fn ask(origin: &Url, http: &Http, rate: &Rate, record: &(dyn Fn(Exchange) + Sync)) -> Rules {
    let Ok(mut url) = origin.join("/robots.txt") else {
        return Rules::of(Access::Status(404));
    };
    let host = origin.host_str().unwrap_or_default();
    for _ in 0..=MAX_REDIRECTS {
        rate.turn(url.host_str().unwrap_or_default()).await;
        let result = http.get(&url, "text/plain, */*;q=0.5", Want::Anything).await;
        let exchange = |result| Exchange {
            sent: None,
            view: None,
            url: url.to_string(),
            method: "GET".to_owned(),
            purpose: Purpose::Robots,
            referrer: None,
            link_text: None,
            clicks: 0,
            seen_at: now(),
            result,
        };
        let answer = match result {
            Ok(answer) => answer,
            Err(failure) => {
                let reason = failure.reason;
                record(exchange(ExchangeResult::Failure(failure)));
                return Rules::of(Access::Failure(reason));
            }
        };
        record(exchange(ExchangeResult::Answer(answer.clone())));
        match answer.status {
            200..=299 => {
                let rules = Rules::of(Access::Body(&answer.body));
                if let Some(delay) = rules.robots.crawl_delay() {
                    rate.slow_down(host, delay);
                }
                return rules;
            }
            300..=399 => match answer.header("location").map(|to| url.join(to)) {
                Some(Ok(next)) => url = next,
                _ => return Rules::of(Access::Status(404)),
            },
            status => return Rules::of(Access::Status(status)),
        }
    }
    Rules::of(Access::TooManyRedirects)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(access: Access<'_>, path: &str) -> Option<Reason> {
        let url = Url::parse("https://shop.example").unwrap().join(path).unwrap();
        Rules::of(access).refusal(&url)
    }

    #[test]
    fn our_group_counts_and_the_longest_line_wins() {
        let file = b"User-agent: *\nDisallow: /\n\nUser-agent: ShopVet\nDisallow: /cart\nAllow: /cart/help\nDisallow: /*?sort=\n";
        assert_eq!(refusal(Access::Body(file), "/terms"), None);
        assert_eq!(refusal(Access::Body(file), "/cart"), Some(Reason::RobotsDisallowed));
        assert_eq!(refusal(Access::Body(file), "/cart/help"), None);
        assert_eq!(refusal(Access::Body(file), "/l?sort=a"), Some(Reason::RobotsDisallowed));
    }

    #[test]
    fn a_group_for_everyone_counts_where_we_have_none() {
        let file = b"User-agent: otherbot\nDisallow: /\nUser-agent: *\nDisallow: /private\n";
        assert_eq!(refusal(Access::Body(file), "/"), None);
        assert_eq!(refusal(Access::Body(file), "/private/x"), Some(Reason::RobotsDisallowed));
    }

    #[test]
    fn a_missing_file_allows_and_a_broken_server_forbids() {
        assert_eq!(refusal(Access::Status(404), "/"), None);
        assert_eq!(refusal(Access::Status(403), "/"), None);
        assert_eq!(refusal(Access::TooManyRedirects, "/"), None);
        assert_eq!(refusal(Access::Status(503), "/"), Some(Reason::RobotsDisallowed));
        assert_eq!(refusal(Access::Failure(Reason::TimedOut), "/"), Some(Reason::TimedOut));
    }

    #[test]
    fn a_huge_file_is_read_up_to_the_cap() {
        let mut file = b"User-agent: *\nDisallow: /early\n".to_vec();
        file.resize(MAX_BYTES, b'\n');
        file.extend_from_slice(b"Disallow: /late\n");
        assert_eq!(refusal(Access::Body(&file), "/early"), Some(Reason::RobotsDisallowed));
        assert_eq!(refusal(Access::Body(&file), "/late"), None);
    }
}
