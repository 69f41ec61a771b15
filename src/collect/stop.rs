//! When the visit has to end: its time is up, or the person had enough.

use crate::snapshot::StopCause;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// Ends a running visit; what was seen by then is kept.
#[derive(Debug, Clone)]
pub struct Interrupt(watch::Sender<bool>);

/// Hears of an [`Interrupt`].
#[derive(Debug, Clone)]
pub struct Interrupted(watch::Receiver<bool>);

/// A pair for [`super::Request::interrupt`] and whoever listens for Ctrl-C.
#[must_use]
pub fn interrupt() -> (Interrupt, Interrupted) {
    let (sender, receiver) = watch::channel(false);
    (Interrupt(sender), Interrupted(receiver))
}

impl Interrupt {
    /// Ends the visit.
    pub fn now(&self) {
        self.0.send_replace(true);
    }
}

/// The end of the visit, as its parts see it.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    deadline: Instant,
    interrupted: Option<Interrupted>,
}

impl Stop {
    pub(super) fn new(seconds: u64, interrupted: Option<Interrupted>) -> Self {
        // A bound far beyond any visit keeps the sum of clock and limit valid.
        let seconds = seconds.min(7 * 24 * 3600);
        Self { deadline: Instant::now() + Duration::from_secs(seconds), interrupted }
    }

    /// The same end, but so much sooner.
    pub(super) fn sooner(&self, by: Duration) -> Self {
        let deadline = self.deadline.checked_sub(by).unwrap_or(self.deadline);
        Self { deadline, interrupted: self.interrupted.clone() }
    }

    /// Waits for the end.
    pub(super) async fn wait(&self) -> StopCause {
        let interrupted = async {
            match self.interrupted.clone() {
                Some(Interrupted(mut receiver)) => match receiver.wait_for(|now| *now).await {
                    Ok(_) => {}
                    // Nobody is left who could interrupt.
                    Err(_) => std::future::pending().await,
                },
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = sleep_until(self.deadline) => StopCause::Time,
            () = interrupted => StopCause::Interrupted,
        }
    }

    /// The result of some work, unless the end comes first.
    pub(super) async fn before<T>(&self, work: impl Future<Output = T>) -> Result<T, StopCause> {
        tokio::select! {
            result = work => Ok(result),
            cause = self.wait() => Err(cause),
        }
    }
}
