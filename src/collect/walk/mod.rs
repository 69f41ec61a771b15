//! The walk to the checkout: what a customer would do, up to the order and never
//! beyond it.
//!
//! From the page of a product the walk puts one item into the cart, opens the
//! cart, goes on to the checkout and through its steps, and keeps what is seen
//! after each. `plan` decides what comes next from the page alone, and is pure;
//! `guard` has the last word on everything that is pressed or sent, and is pure;
//! a [`hand`](Hand) does it, over plain HTTP or in a browser.
//!
//! It must never place an order, pay, make an account or subscribe, and must not
//! type anything unless the visit was told to and a step cannot be passed
//! otherwise.

mod dataset;
pub(super) mod driver;
pub(super) mod guard;
pub(super) mod hand;
mod plain;
mod plan;
mod press;

#[doc(hidden)]
pub use guard::keeps_its_laws as guard_keeps_its_laws;

use super::browser::Drawn;
use super::draw::Drawing;
use super::fetch::Shop;
use super::stop::Stop;
use super::{Render, Request};
use crate::extract::country_of;
use crate::facts::Reason;
use crate::snapshot::{Failure, StopCause, Walk, WalkMode};
use driver::Driver;
use hand::Hand;
use plan::{Plan, end};
use std::time::Duration;

/// The share of the visit's time that is kept for the walk, at most.
const LONGEST: u64 = 60;
/// The time that is kept for emptying the cart.
const TIDY: Duration = Duration::from_secs(8);

/// The seconds of a visit that the crawl leaves to the walk.
pub(super) fn share(request: &Request) -> u64 {
    match request.walk {
        Some(_) => (request.limits.max_time_seconds / 3).min(LONGEST),
        None => 0,
    }
}

/// Walks to the checkout of the shop that was crawled, and keeps the walk: over
/// plain HTTP first, which costs a hundredth, and in a browser where scripts are
/// needed.
pub(super) async fn walk(shop: &Shop<'_>, request: &Request, stop: &Stop) {
    let Some(mode) = request.walk else { return };
    let mut walk = None;
    if request.render != Render::Always {
        let mut hand = plain::Plain::new(shop, request.consented);
        walk = Some(go(&mut hand, shop, request, mode, stop).await);
    }
    let mut walk = match (walk, shop.drawing()) {
        (Some(walk), None) => hinted(walk, "--render never was given"),
        (Some(walk), Some(_)) if !may_need_script(&walk) => walk,
        (before, Some(drawing)) => match drawn(shop, drawing, request, mode, stop).await {
            Ok(walk) => Walk { before: before.map(Box::new), ..walk },
            Err(failure) => match before {
                Some(walk) => hinted(walk, &failure.detail),
                None => nowhere(mode, request.consented, &failure.detail),
            },
        },
        (None, None) => nowhere(mode, request.consented, "there is none"),
    };
    if walk.before.as_ref().is_some_and(|before| before.steps.is_empty()) {
        // A walk that saw nothing is no evidence of anything.
        walk.before = None;
    }
    shop.log.with(|snapshot| snapshot.walk = Some(walk));
}

/// Whether a walk ended because it ran no scripts.
fn needs_script(walk: &Walk) -> bool {
    walk.ended.as_ref().is_some_and(|end| end.reason == Reason::NeedsJavascript)
}

/// Whether scripts may show a way that was not found without them.
fn may_need_script(walk: &Walk) -> bool {
    let lost = |obstacle: &str| matches!(obstacle, "no-way-on" | "no-product");
    needs_script(walk) || walk.ended.as_ref().is_some_and(|end| lost(&end.obstacle))
}

/// A walk that ended for want of a browser, saying why there was none.
fn hinted(mut walk: Walk, why: &str) -> Walk {
    if needs_script(&walk)
        && let Some(end) = &mut walk.ended
    {
        end.detail = format!("{} No browser could help: {why}.", end.detail);
    }
    walk
}

/// The walk of a browser that is not there.
fn nowhere(mode: WalkMode, consented: bool, why: &str) -> Walk {
    let mut walk = begun(mode, true, consented);
    let detail = format!("No browser could walk: {why}.");
    walk.ended = Some(end("browser", Reason::NeedsJavascript, &detail));
    walk
}

/// The walk in a browser, as a visitor of its own.
///
/// # Errors
/// Why there is no browser.
async fn drawn(
    shop: &Shop<'_>,
    drawing: &Drawing,
    request: &Request,
    mode: WalkMode,
    stop: &Stop,
) -> Result<Walk, Failure> {
    let tab = stop.before(drawing.visitor(shop.place(request.consented))).await;
    let tab = tab.map_err(|_| Failure {
        reason: Reason::Truncated,
        detail: "the time of the visit was used up".to_owned(),
    })??;
    let country = shop.log.with(|snapshot| country_of(snapshot));
    let mut hand =
        Drawn::new(tab, Box::new(move |view, act| press::ask_anew(view, act, country.as_deref())));
    Ok(go(&mut hand, shop, request, mode, stop).await)
}

/// One walk with one hand.
async fn go<H: Hand>(
    hand: &mut H,
    shop: &Shop<'_>,
    request: &Request,
    mode: WalkMode,
    stop: &Stop,
) -> Walk {
    let draws = hand.draws();
    let mut walk = begun(mode, draws, request.consented);
    let own = shop.domains();
    let plan = shop.log.with(|snapshot| {
        let country = country_of(snapshot);
        let mut plan = Plan::new(mode, draws, country, own.clone());
        let found = plan::candidates(snapshot, plan.context(), &own, draws);
        plan.choose_from(found);
        plan
    });
    let mut driver = Driver::new(hand, shop, plan, request.consented);
    if let Err(cause) = stop.sooner(TIDY).before(driver.run(&mut walk)).await {
        let detail = match cause {
            StopCause::Interrupted => "The visit was interrupted.",
            _ => "The time of the visit was used up.",
        };
        walk.ended = Some(end("budget", Reason::Truncated, detail));
    }
    // Where the time is up before, the cart stays as it is, and the walk says so.
    let _ = stop.before(driver.empty(&mut walk)).await;
    walk
}

/// A walk that has done nothing yet.
fn begun(mode: WalkMode, rendered: bool, consented: bool) -> Walk {
    Walk {
        mode,
        rendered,
        consented,
        steps: Vec::new(),
        withheld: Vec::new(),
        ended: None,
        emptied: None,
        before: None,
    }
}
