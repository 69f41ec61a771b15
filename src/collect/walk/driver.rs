//! Goes the walk: asks the plan what comes next, the guard whether it may be, lets
//! the hand do it, and keeps what was done and seen.
//!
//! It knows neither pages nor requests. Whatever ends the walk, what was seen by
//! then stands in the [`Walk`], and what was put into the cart is taken out again.

use super::hand::{Act, Hand, Seen, Trouble};
use super::plan::page::Page;
use super::plan::{Move, Plan, end, hosted, removal};
use super::press;
use crate::collect::Event;
use crate::collect::fetch::Shop;
use crate::facts::Reason;
use crate::snapshot::{Failure, Step, StepAction, View, Walk, WalkEnd, Wall, Withheld};
use url::Url;

/// Most steps of one walk.
const MAX_STEPS: usize = 18;
/// Most moves, those that failed included.
const MAX_MOVES: usize = 40;
/// Most things taken out of the cart again.
const MAX_REMOVALS: usize = 4;
/// The ground on which the document itself is kept from going to another host.
pub(in crate::collect) const OTHER_HOST: &str = "other-host";
/// The grounds that say that the way goes on at another host.
const ELSEWHERE: [&str; 4] = [OTHER_HOST, "payment-host", "foreign-host", "foreign-post"];

/// One who goes a walk.
pub(super) struct Driver<'a, H> {
    hand: &'a mut H,
    shop: &'a Shop<'a>,
    plan: Plan,
    consented: bool,
}

/// The page that is open.
struct Open {
    view: View,
    wall: Option<Wall>,
}

impl<'a, H: Hand> Driver<'a, H> {
    /// A driver at the beginning of the walk.
    pub(super) fn new(hand: &'a mut H, shop: &'a Shop<'a>, plan: Plan, consented: bool) -> Self {
        Self { hand, shop, plan, consented }
    }

    /// Goes as far as it can.
    pub(super) async fn run(&mut self, walk: &mut Walk) {
        let mut open: Option<Open> = None;
        let mut next = self.plan.begin();
        for _ in 0..MAX_MOVES {
            if walk.steps.len() >= MAX_STEPS {
                next = Move::End(end(
                    "budget",
                    Reason::Truncated,
                    "The checkout has more steps than the walk takes.",
                ));
            }
            let result = match next {
                Move::Arrived => return,
                Move::End(ended) => {
                    walk.ended = Some(ended);
                    return;
                }
                Move::Open { action, url, words } => {
                    let result = self.hand.open(&url).await;
                    let act = Act { action, press: None, words, entries: Vec::new() };
                    (act, result)
                }
                Move::Act(act) => {
                    let refused = open.as_ref().and_then(|open| self.refusal(&open.view, &act));
                    let result = match refused {
                        Some(withheld) => Err(Trouble::Withheld(withheld)),
                        None => self.hand.act(&act).await,
                    };
                    (act, result)
                }
            };
            let (act, result) = result;
            next = match result {
                Ok(seen) => {
                    let (view, wall) = self.keep(walk, &act, seen).await;
                    let next = self.consider(&view, wall.as_ref(), false);
                    open = Some(Open { view, wall });
                    next
                }
                Err(trouble) => self.after(walk, &act, trouble, open.as_ref()),
            };
        }
        walk.ended = Some(end("budget", Reason::Truncated, "The walk made too many moves."));
    }

    /// The move from a page; `again` where another one was refused there.
    fn consider(&mut self, view: &View, wall: Option<&Wall>, again: bool) -> Move {
        match Page::of(view, self.plan.context()) {
            Some(page) if again => self.plan.again(&page, wall),
            Some(page) => self.plan.next(&page, wall),
            None => Move::End(end("unreachable", Reason::Unreachable, "The page has no address.")),
        }
    }

    /// What the guard has against an act.
    fn refusal(&self, view: &View, act: &Act) -> Option<Box<Withheld>> {
        let page = Page::of(view, self.plan.context())?;
        press::ask(&page, act).err()
    }

    /// Keeps a step.
    async fn keep(&mut self, walk: &mut Walk, act: &Act, seen: Seen) -> (View, Option<Wall>) {
        let mut past_robots = false;
        if self.consented {
            for hop in &seen.hops {
                past_robots |= self.shop.holds(hop) && self.shop.is_forbidden(hop).await;
            }
        }
        walk.withheld.extend(seen.withheld);
        self.shop.log.tell(Event::Step {
            action: act.action,
            url: seen.view.url.clone(),
            number: walk.steps.len() + 1,
        });
        walk.steps.push(Step {
            action: act.action,
            words: act.words.clone(),
            selector: act.press.clone(),
            entries: act.entries.iter().map(|input| input.entry.clone()).collect(),
            past_robots,
            view: seen.view.clone(),
        });
        (seen.view, seen.wall)
    }

    /// The move after something could not be done.
    fn after(&mut self, walk: &mut Walk, act: &Act, trouble: Trouble, open: Option<&Open>) -> Move {
        let ended = match trouble {
            Trouble::NeedsScript(what) => {
                end("script", Reason::NeedsJavascript, &format!("Without a browser: {what}."))
            }
            Trouble::Robots(url) => robots(&url),
            Trouble::Failed(failure) => failed(&failure),
            Trouble::Withheld(withheld) => {
                let elsewhere = ELSEWHERE.contains(&withheld.ground.as_str());
                let to = withheld.what.rsplit(' ').next().and_then(|url| Url::parse(url).ok());
                let to = to.or_else(|| {
                    let page = Page::of(&open?.view, self.plan.context())?;
                    press::target(&page, act)
                });
                walk.withheld.push(*withheld);
                match (to, open) {
                    (Some(url), _) if elsewhere && !self.shop.holds(&url) => hosted(&url),
                    // Another way may lead on from the same page.
                    (_, Some(open)) if act.press.is_some() => {
                        if let Ok(url) = Url::parse(&open.view.url) {
                            self.plan.refuse(&url, act);
                        }
                        return self.consider(&open.view, open.wall.as_ref(), true);
                    }
                    _ => end(
                        "withheld",
                        Reason::NotCollected,
                        "The only way on could have placed an order, and was not taken.",
                    ),
                }
            }
        };
        let choosing = self.plan.is_choosing()
            || matches!(act.action, StepAction::AddToCart | StepAction::OpenProduct);
        match ended.obstacle.as_str() {
            // Another product may be put into the cart without scripts.
            "script" | "unreachable" | "browser" if choosing => {
                if act.action == StepAction::AddToCart {
                    self.plan.not_added();
                }
                self.plan.next_product(ended)
            }
            _ => Move::End(ended),
        }
    }

    /// Takes out of the cart what was put there.
    pub(super) async fn empty(&mut self, walk: &mut Walk) {
        if !self.plan.has_put() {
            return;
        }
        walk.emptied = Some(false);
        let Some(cart) = self.plan.cart().cloned() else { return };
        let Ok(mut seen) = self.hand.open(&cart).await else { return };
        for round in 0..=MAX_REMOVALS {
            let act = match Page::of(&seen.view, self.plan.context()) {
                Some(page) => match removal(&page, self.hand.draws()) {
                    None => {
                        walk.emptied = Some(self.plan.is_empty(&page, round > 0));
                        return;
                    }
                    Some(_) if round == MAX_REMOVALS => return,
                    Some(act) => match press::ask(&page, &act) {
                        Ok(()) => act,
                        Err(withheld) => {
                            walk.withheld.push(*withheld);
                            return;
                        }
                    },
                },
                None => return,
            };
            seen = match self.hand.act(&act).await {
                Ok(seen) => seen,
                Err(Trouble::Withheld(withheld)) => {
                    walk.withheld.push(*withheld);
                    return;
                }
                Err(_) => return,
            };
            // Some carts answer with data for their scripts.
            if !self.plan.is_cart(&seen.view) {
                let Ok(again) = self.hand.open(&cart).await else { return };
                seen = again;
            }
        }
    }
}

fn robots(url: &Url) -> WalkEnd {
    let detail = format!(
        "robots.txt forbids {}; the walk may pass it when the applicant agreed to the visit.",
        url.path()
    );
    end("robots", Reason::RobotsDisallowed, &detail)
}

fn failed(failure: &Failure) -> WalkEnd {
    let obstacle = match failure.reason {
        Reason::Truncated => "budget",
        Reason::NeedsJavascript => "browser",
        _ => "unreachable",
    };
    end(obstacle, failure.reason, &failure.detail)
}
