//! When a page stands still.
//!
//! It has loaded, nothing is under way, and its content has not changed for a
//! moment; or it goes on for ever, and then what stands there after a while is
//! what there is.

use super::tab::{ORDER, Tab};
use crate::snapshot::Failure;
use std::time::{Duration, Instant};

/// How often one looks.
const LOOK: Duration = Duration::from_millis(100);
/// How long nothing may be under way.
const QUIET: Duration = Duration::from_millis(500);
/// How long the content may not change.
const STILL: Duration = Duration::from_millis(400);
/// A page whose content changes by itself is done after so long without
/// requests.
const RESTLESS: Duration = Duration::from_secs(2);
/// How long a press may take to show any effect.
const GRACE: Duration = Duration::from_millis(200);

/// How long one waits for a press that shows no effect at all.
const PATIENCE: Duration = Duration::from_millis(1500);
/// How long ago the press was made when one begins to wait.
const BEFORE: Duration = Duration::from_millis(300);
/// The same for what a single entry changes.
const QUIET_ENTRY: Duration = Duration::from_millis(200);
const STILL_ENTRY: Duration = Duration::from_millis(150);

/// What one waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Awaited {
    /// A document that was asked for.
    Page,
    /// Whatever a press does.
    Change,
    /// What a choice brings or takes away.
    Entry,
}

/// What is seen of a page at one moment.
#[derive(Debug, Clone, Copy)]
struct Moment {
    loaded: bool,
    /// The document that was asked for has not come, though it was asked for.
    nothing: bool,
    /// How long nothing has been under way; nothing while something is.
    quiet: Option<Duration>,
    /// How long the content has not changed.
    still: Duration,
}

impl Moment {
    fn is_over(self, awaited: Awaited) -> bool {
        let quiet = self.quiet.unwrap_or_default();
        if self.nothing {
            return quiet >= RESTLESS;
        }
        let (enough, still) = match awaited {
            Awaited::Page | Awaited::Change => (QUIET, STILL),
            Awaited::Entry => (QUIET_ENTRY, STILL_ENTRY),
        };
        self.loaded && quiet >= enough && (self.still >= still || quiet >= RESTLESS)
    }
}

impl Tab {
    /// Waits until the page stands still, at most for the time that a page may
    /// take.
    ///
    /// # Errors
    /// The page hangs, or the browser is gone.
    pub(super) async fn settle(&mut self, awaited: Awaited) -> Result<(), Failure> {
        let begun = Instant::now();
        if awaited == Awaited::Change {
            tokio::time::sleep(GRACE).await;
        }
        while begun.elapsed() < self.cap {
            tokio::time::sleep(LOOK).await;
            let asked_at = Instant::now();
            let (state, still) = match self.call::<(String, f64)>("shopvet.state()").await {
                Ok(answer) => answer,
                // One that cannot even say how it is will not say more later.
                Err(failure) if !self.is_alive() || asked_at.elapsed() >= ORDER => {
                    return Err(failure);
                }
                // While one document gives way to the next, nobody answers.
                Err(_) => continue,
            };
            let (arrived, asked) = self.arrival();
            let still = Duration::try_from_secs_f64(still / 1000.0).unwrap_or_default();
            let quiet = self.traffic.quiet();
            // Some pages take a moment before they do anything.
            let since = begun.elapsed() + BEFORE;
            let effect = arrived || asked || still < since || quiet.is_none_or(|q| q < since);
            if awaited == Awaited::Change && !effect && since < PATIENCE {
                continue;
            }
            let missing = awaited == Awaited::Page && !arrived;
            let moment = Moment {
                loaded: state == "complete" && !missing,
                nothing: missing && asked,
                quiet,
                still,
            };
            if moment.is_over(awaited) {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_over_when_it_is_loaded_quiet_and_still() {
        let ms = Duration::from_millis;
        let moment = |loaded, quiet: Option<u64>, still| Moment {
            loaded,
            nothing: false,
            quiet: quiet.map(ms),
            still: ms(still),
        };
        assert!(moment(true, Some(500), 400).is_over(Awaited::Page));
        assert!(!moment(false, Some(500), 400).is_over(Awaited::Page));
        assert!(!moment(true, None, 400).is_over(Awaited::Page));
        assert!(!moment(true, Some(499), 400).is_over(Awaited::Page));
        assert!(!moment(true, Some(500), 100).is_over(Awaited::Page));
        // What turns out to be a download never comes.
        assert!(Moment { nothing: true, ..moment(false, Some(2000), 0) }.is_over(Awaited::Page));
        assert!(!Moment { nothing: true, ..moment(true, Some(500), 400) }.is_over(Awaited::Page));
        assert!(moment(true, Some(200), 150).is_over(Awaited::Entry));
        // A clock that ticks in the page does not keep it from being read.
        assert!(moment(true, Some(2000), 10).is_over(Awaited::Page));
    }
}
