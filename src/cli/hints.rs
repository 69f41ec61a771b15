//! After a run, the next steps that follow from what happened.
//!
//! On standard error, only where a person reads it, and only what this run gave
//! reason to say.

use crate::facts::Reason;
use crate::judge::OutcomeKind;
use crate::report::Report;
use crate::snapshot::StopCause;
use std::io::IsTerminal;

/// What was run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// A visit; whether it was saved.
    Check { saved: bool },
    /// A bundle judged again.
    Judge,
}

/// Prints the hints of a run.
pub(super) fn print(report: &Report, after: After) {
    if !std::io::stderr().is_terminal() && std::env::var_os("SHOPVET_HINTS").is_none() {
        return;
    }
    for hint in hints(report, after) {
        anstream::eprintln!("hint: {hint}");
    }
}

/// The hints of a run, weightiest first.
fn hints(report: &Report, after: After) -> Vec<String> {
    let mut hints = Vec::new();
    let unread = |reason| report.unread.iter().any(|page| page.reason == reason);
    let open = |reason| {
        report
            .outcomes
            .iter()
            .any(|o| o.outcome == OutcomeKind::Inconclusive && o.reason == Some(reason))
    };
    if report.application.is_none() {
        hints.push(
            "nothing was compared with an application; `shopvet init` writes one to fill in, \
             --application FILE uses it"
                .to_owned(),
        );
    }
    match report.run.stopped_by {
        Some(StopCause::Pages) => hints.push("--max-pages N reads more pages".to_owned()),
        Some(StopCause::Time) => hints.push("--max-time SECONDS gives the visit longer".to_owned()),
        _ => {}
    }
    if unread(Reason::Blocked) || unread(Reason::GeoBlocked) {
        hints.push(
            "the site refused the visit: ask the merchant to let the user agent `shopvet` in \
             while the application is reviewed"
                .to_owned(),
        );
    }
    if unread(Reason::LoginRequired) {
        hints.push("ask the merchant to open the shop, or for a test login".to_owned());
    }
    if open(Reason::NeedsJavascript) {
        hints.push(
            "parts of the shop are drawn by script that was not run: install Chromium, or use \
             --render always where it is installed"
                .to_owned(),
        );
    }
    let ended = report.walk.as_ref().and_then(|walk| walk.ended.as_ref());
    if ended.is_some_and(|end| end.reason == Reason::RobotsDisallowed) {
        hints.push(
            "robots.txt stopped the walk to the checkout: with the applicant's consent, add \
             `consent-to-review: true` to the application or use --consented"
                .to_owned(),
        );
    }
    if ended.is_some_and(|end| end.obstacle == "must-type") {
        hints.push(
            "the walk to the checkout stopped where something must be typed: --walk fill types \
             synthetic data"
                .to_owned(),
        );
    }
    if open(Reason::Redacted) {
        hints.push(
            "the registry hides the holder: ask for the registrar's invoice or a registry extract"
                .to_owned(),
        );
    }
    if unread(Reason::RateLimited) || open(Reason::RateLimited) {
        hints.push(
            "a source limits how often it may be asked: try again later, or lower --rate"
                .to_owned(),
        );
    }
    if after == (After::Check { saved: false }) {
        hints.push("--save FILE.wacz keeps everything seen, to be judged again later".to_owned());
    }
    hints
}
