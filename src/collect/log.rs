//! The snapshot while it grows, and the news of it.

use super::Event;
use crate::snapshot::{Exchange, ExchangeResult, Purpose, Snapshot};
use std::sync::{Mutex, PoisonError};

/// Takes down what is seen and tells of it.
pub(super) struct Log<'a> {
    snapshot: Mutex<Snapshot>,
    progress: &'a (dyn Fn(Event) + Send + Sync),
    budget: usize,
}

impl<'a> Log<'a> {
    pub(super) fn new(snapshot: Snapshot, progress: &'a (dyn Fn(Event) + Send + Sync)) -> Self {
        let budget = snapshot.limits.max_pages;
        Self { snapshot: Mutex::new(snapshot), progress, budget }
    }

    /// Changes the snapshot.
    pub(super) fn with<R>(&self, act: impl FnOnce(&mut Snapshot) -> R) -> R {
        act(&mut self.snapshot.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Tells what happens.
    pub(super) fn tell(&self, event: Event) {
        (self.progress)(event);
    }

    /// Keeps an exchange and tells of it where it is a page.
    pub(super) fn exchange(&self, exchange: Exchange) {
        if exchange.purpose == Purpose::Page {
            let (status, problem) = match &exchange.result {
                ExchangeResult::Answer(answer) => {
                    (Some(answer.status), answer.wall.as_ref().map(|wall| wall.reason))
                }
                ExchangeResult::Failure(failure) => (None, Some(failure.reason)),
            };
            let url = exchange.url.clone();
            let read = self.with(|snapshot| {
                snapshot.exchanges.push(exchange);
                snapshot.exchanges.iter().filter(|e| is_final(e)).count()
            });
            self.tell(Event::Page { url, status, problem, read, budget: self.budget });
        } else {
            self.with(|snapshot| snapshot.exchanges.push(exchange));
        }
    }

    /// The snapshot as it stands.
    pub(super) fn finish(self) -> Snapshot {
        self.snapshot.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the exchange counts as a page rather than as a step towards one.
fn is_final(exchange: &Exchange) -> bool {
    exchange.purpose == Purpose::Page
        && !exchange.answer().is_some_and(|answer| (300..400).contains(&answer.status))
}
