//! How fast each host is asked: never faster than its rate.
//!
//! Requests to one host are spread evenly, one per interval, whatever runs in
//! parallel. The interval grows when robots.txt asks for a delay or the server
//! says that it is asked too often; a rate limiter with one quota for all keys
//! could not do that, which is why this is our own.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// The longest delay between two requests that a site can ask for.
const LONGEST: Duration = Duration::from_secs(10);

/// The turns of all hosts.
pub(super) struct Rate {
    interval: Duration,
    hosts: Mutex<HashMap<String, Turn>>,
}

#[derive(Clone, Copy)]
struct Turn {
    next: Instant,
    interval: Duration,
}

impl Rate {
    /// At most this many requests per second and host.
    pub(super) fn new(per_second: u32) -> Self {
        let interval = Duration::from_secs(1) / per_second.max(1);
        Self { interval, hosts: Mutex::default() }
    }

    /// How long the next request to this host has to wait.
    pub(super) fn wait(&self, host: &str) -> Duration {
        let now = Instant::now();
        self.with(host, now, |turn| turn.next.saturating_duration_since(now))
    }

    /// Waits for the host's next turn and takes it.
    pub(super) async fn turn(&self, host: &str) {
        let at = self.take(host, Instant::now());
        // The timer is coarse: it is not troubled for a turn that has come.
        if at > Instant::now() {
            sleep_until(at).await;
        }
    }

    /// Asks the host no faster than once in `delay` from now on.
    pub(super) fn slow_down(&self, host: &str, delay: Duration) {
        self.with(host, Instant::now(), |turn| {
            turn.interval = turn.interval.max(delay.min(LONGEST))
        });
    }

    /// Lets the host rest.
    pub(super) fn rest(&self, host: &str, pause: Duration) {
        let now = Instant::now();
        self.with(host, now, |turn| turn.next = turn.next.max(now + pause.min(LONGEST)));
    }

    /// When the next turn of the host is; it is taken by this.
    fn take(&self, host: &str, now: Instant) -> Instant {
        self.with(host, now, |turn| {
            let at = turn.next.max(now);
            turn.next = at + turn.interval;
            at
        })
    }

    fn with<R>(&self, host: &str, now: Instant, act: impl FnOnce(&mut Turn) -> R) -> R {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let turn =
            hosts.entry(host.to_owned()).or_insert(Turn { next: now, interval: self.interval });
        act(turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_host_is_asked_at_its_rate_and_others_do_not_wait() {
        let rate = Rate::new(4);
        let start = Instant::now();
        let turns: Vec<_> = (0..5).map(|_| rate.take("a.example", start) - start).collect();
        assert_eq!(turns, [0, 250, 500, 750, 1000].map(Duration::from_millis));
        assert_eq!(rate.take("b.example", start), start);
        // Idle time is not saved up for a burst.
        let later = start + 60 * SECOND;
        assert_eq!(rate.take("a.example", later), later);
        assert_eq!(rate.take("a.example", later), later + SECOND / 4);
    }

    #[test]
    fn a_delay_asked_for_is_kept_up_to_a_bound() {
        let rate = Rate::new(100);
        let start = Instant::now();
        rate.slow_down("a.example", 2 * SECOND);
        let first = rate.take("a.example", start);
        assert_eq!(rate.take("a.example", start), first + 2 * SECOND);
        rate.slow_down("a.example", 3600 * SECOND);
        let before = rate.take("a.example", start);
        assert_eq!(rate.take("a.example", start), before + LONGEST);
    }
}
