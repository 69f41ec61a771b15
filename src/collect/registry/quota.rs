//! Servers that said they were asked too often, and when they may be asked again.
//!
//! What a server said holds for the visits after this one too, so it is kept in
//! the cache: asking on would only make the wait longer. Without a cache it holds
//! for this visit.

use super::cache::Cache;
use crate::facts::Reason;
use crate::snapshot::{Failure, sha256};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The wait where the server names none.
const USUAL: SignedDuration = SignedDuration::from_secs(60);
/// The longest wait that is believed.
const LONGEST: SignedDuration = SignedDuration::from_secs(3600);

/// One server that must not be asked for a while.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Wait {
    server: String,
    said_at: Timestamp,
    not_before: Timestamp,
}

/// Remembers who must not be asked.
#[derive(Debug, Default)]
pub(super) struct Quota {
    cache: Cache,
    waits: Mutex<HashMap<String, Wait>>,
}

impl Quota {
    pub(super) fn new(cache: Cache) -> Self {
        Self { cache, waits: Mutex::default() }
    }

    /// Why this server is not to be asked now, if it is not. `server` is its
    /// protocol, host and port.
    pub(super) fn refusal(&self, server: &str, now: Timestamp) -> Option<Failure> {
        let known = self.waits().get(server).cloned();
        let wait = known.or_else(|| match self.cache.read::<Wait>(&entry(server)) {
            Ok(wait) => wait,
            Err(_) => {
                // Nobody can tell any more how long to wait.
                self.cache.remove(&entry(server));
                None
            }
        })?;
        // A time beyond the longest wait is a damaged entry or a clock put back.
        let holds = wait.server == server
            && now < wait.not_before
            && wait.not_before.duration_since(now) <= LONGEST;
        if !holds {
            self.waits().remove(server);
            self.cache.remove(&entry(server));
            return None;
        }
        Some(Failure {
            reason: Reason::RateLimited,
            detail: format!(
                "not asked: at {:.0} {server} answered that it had been asked too often, and is left \
                 alone until {:.0}",
                wait.said_at, wait.not_before
            ),
        })
    }

    /// Notes that a server had enough, and for how long if it said so.
    pub(super) fn exceeded(&self, server: &str, wait: Option<SignedDuration>, now: Timestamp) {
        let wait = wait.unwrap_or(USUAL).clamp(SignedDuration::from_secs(1), LONGEST);
        let Ok(not_before) = now.checked_add(wait) else { return };
        let wait = Wait { server: server.to_owned(), said_at: now, not_before };
        self.cache.write(&entry(server), &wait);
        self.waits().insert(server.to_owned(), wait);
    }

    fn waits(&self) -> std::sync::MutexGuard<'_, HashMap<String, Wait>> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The name of a server's entry: a host may hold what a file name may not.
fn entry(server: &str) -> String {
    let hash = sha256(server.as_bytes());
    format!("wait-{}.json", hash.get(..24).unwrap_or(&hash))
}

/// The wait that a `Retry-After` field asks for: seconds, or an HTTP date
/// (RFC 9110, 10.2.3).
pub(super) fn retry_after(field: &str, now: Timestamp) -> Option<SignedDuration> {
    let field = field.trim();
    if let Ok(seconds) = field.parse::<u32>() {
        return Some(SignedDuration::from_secs(i64::from(seconds)));
    }
    http_date(field).map(|then| then.duration_since(now).max(SignedDuration::ZERO))
}

/// An HTTP date in its usual form (RFC 9110, 5.6.7).
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: &str = "https://rdap.registry.example:443";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_server_is_left_alone_until_its_time_also_by_the_next_visit() {
        let folder = tempfile::tempdir().unwrap();
        let cache = || Cache::new(Some(folder.path().to_owned()));
        let quota = Quota::new(cache());
        assert_eq!(quota.refusal(SERVER, at("2026-01-01T00:00:00Z")), None);
        quota.exceeded(SERVER, None, at("2026-01-01T00:00:00Z"));
        let quotas = [quota, Quota::new(cache())];
        for quota in &quotas {
            let failure = quota.refusal(SERVER, at("2026-01-01T00:00:59Z")).unwrap();
            assert_eq!(failure.reason, Reason::RateLimited);
            assert!(failure.detail.contains("until 2026-01-01T00:01:00Z"), "{}", failure.detail);
            assert_eq!(
                quota.refusal("https://other.example:443", at("2026-01-01T00:00:59Z")),
                None
            );
        }
        for quota in &quotas {
            assert_eq!(quota.refusal(SERVER, at("2026-01-01T00:01:00Z")), None);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_damaged_entry_holds_nobody_back() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(entry(SERVER)), "{\"server\": 7").unwrap();
        let quota = Quota::new(Cache::new(Some(folder.path().to_owned())));
        assert_eq!(quota.refusal(SERVER, at("2026-01-01T00:00:00Z")), None);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn no_server_closes_itself_for_longer_than_an_hour() {
        let quota = Quota::default();
        let now = at("2026-01-01T00:00:00Z");
        quota.exceeded(SERVER, Some(SignedDuration::from_hours(5000)), now);
        assert!(quota.refusal(SERVER, at("2026-01-01T00:59:59Z")).is_some());
        assert_eq!(quota.refusal(SERVER, at("2026-01-01T01:00:00Z")), None);
        // A clock that was put back does not make the wait longer.
        quota.exceeded(SERVER, None, now);
        assert_eq!(quota.refusal(SERVER, at("2025-01-01T00:00:00Z")), None);
    }

    #[test]
    fn retry_after_is_read_in_both_forms() {
        let now = at("1994-11-06T08:49:00Z");
        assert_eq!(retry_after("120", now), Some(SignedDuration::from_secs(120)));
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(retry_after(date, now), Some(SignedDuration::from_secs(37)));
        assert_eq!(retry_after(date, at("2026-01-01T00:00:00Z")), Some(SignedDuration::ZERO));
        assert_eq!(retry_after("soon", now), None);
        assert_eq!(retry_after("-5", now), None);
    }
}
