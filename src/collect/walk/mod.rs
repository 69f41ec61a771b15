//! The walk to the checkout: what a customer would do, up to the order and never
//! beyond it.
//!
//! From the page of a product the walk puts one item into the cart, opens the
//! cart, goes on to the checkout and through its steps, and keeps what is seen
//! after each. `plan` decides what comes next from the page alone, and is pure;
//! `guard` has the last word on everything that is pressed or sent, and is pure;
//! a [`hand`](Hand) does it, over plain HTTP, which costs a hundredth, or in a
//! browser where scripts are needed.
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

use super::browser::Ask;
use super::fetch::Shop;
use super::stop::Stop;
use super::{Render, Request};
use crate::extract::country_of;
use crate::facts::Reason;
use crate::snapshot::{StopCause, Walk, WalkMode};
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

/// Walks to the checkout of the shop that was crawled, and keeps the walk.
pub(super) async fn walk(shop: &Shop<'_>, request: &Request, stop: &Stop) {
    let Some(mode) = request.walk else { return };
    let mut walk = None;
    if request.render != Render::Always {
        let mut hand = plain::Plain::new(shop, request.consented);
        walk = Some(go(&mut hand, shop, request, mode, stop).await);
    }
    if let Some(drawing) = shop.drawing()
        && walk.as_ref().is_none_or(may_need_scripts)
    {
        let place = shop.place(request.consented);
        if let Some(mut hand) = drawing.hand(place, ask(country(shop)), shop.log).await {
            let mut drawn = go(&mut hand, shop, request, mode, stop).await;
            drawn.before = walk.map(Box::new);
            walk = Some(drawn);
        }
    }
    let mut walk = walk.unwrap_or_else(|| {
        let mut walk = begun(mode, true, request.consented);
        walk.ended =
            Some(end("browser", Reason::NeedsJavascript, "There is no browser that could walk."));
        walk
    });
    if !walk.rendered
        && let Some(ended) = walk.ended.as_mut().filter(|e| e.reason == Reason::NeedsJavascript)
    {
        ended.detail.push_str(match shop.drawing() {
            Some(_) => " There was no browser to go on with.",
            None => " With a browser (--render auto) the walk may go on.",
        });
    }
    shop.log.with(|snapshot| snapshot.walk = Some(walk));
}

/// Whether a walk over plain HTTP may have ended for want of scripts.
fn may_need_scripts(walk: &Walk) -> bool {
    walk.ended.as_ref().is_some_and(|ended| {
        ended.reason == Reason::NeedsJavascript
            || matches!(ended.obstacle.as_str(), "script" | "no-way-on" | "no-product")
    })
}

/// Puts the question to the guard whether something may be pressed on a page as a
/// browser shows it at that moment.
fn ask(country: Option<String>) -> Ask {
    Box::new(move |view, act| press::ask_anew(view, act, country.as_deref()))
}

/// The country of the shop, as far as it is known.
fn country(shop: &Shop<'_>) -> Option<String> {
    shop.log.with(|snapshot| country_of(snapshot))
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
    let country = country(shop);
    let plan = shop.log.with(|snapshot| {
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
