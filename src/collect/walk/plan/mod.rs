//! What comes next on the walk, from the page alone.
//!
//! A [`Plan`] looks at the page that is open and at what the walk did before, and
//! answers with the next [`Move`]. It goes by what controls say and where they
//! lead, by what fields ask for and what messages tell, never by the platform.
//! Nothing here has any effect: the same pages give the same moves.
//!
//! It must never answer with the press of a control that places an order. That is
//! seen to here once more at the end, whatever the parts before it thought.

mod cart;
mod checkout;
mod fill;
mod options;
pub(super) mod page;
mod product;
#[cfg(test)]
mod tests;
mod words;

use super::hand::{Act, Input, Value};
use crate::extract::{Context, PageKind};
use crate::facts::Reason;
use crate::snapshot::{Entry, StepAction, WalkEnd, WalkMode, Wall};
use crate::vocabulary::{Marks, Vocabulary};
use page::{Control, Page};
use std::collections::{HashMap, HashSet};
use url::Url;

pub(super) use cart::removal;
pub(super) use product::candidates;
use product::{Candidate, Found};

/// How often pages that look the same may come back.
const MAX_SAME: usize = 3;
/// Products that are tried.
const MAX_PRODUCTS: usize = 3;

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Move {
    /// Do something on the page.
    Act(Act),
    /// Open an address.
    Open {
        /// What for.
        action: StepAction,
        /// The address.
        url: Url,
        /// What it is called.
        words: String,
    },
    /// This is the last page before the order.
    Arrived,
    /// The walk cannot go on.
    End(WalkEnd),
}

/// Where the walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// A product is to be put into the cart.
    Add,
    /// The cart is to be opened.
    Cart,
    /// The checkout is to be gone through.
    Checkout,
}

/// What is known of the walk.
pub(super) struct Plan {
    mode: WalkMode,
    /// Scripts run.
    draws: bool,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// The domains of the shop.
    own: Vec<String>,
    candidates: Vec<Candidate>,
    /// Pages of the shop show nothing without their scripts.
    shell: bool,
    /// How many of them have been opened.
    opened: usize,
    goal: Goal,
    /// Something was put into the cart.
    added: bool,
    /// Something may be in the cart, and whether that was so before the last was
    /// put there.
    put: bool,
    put_before: bool,
    /// Where the cart is.
    cart: Option<Url>,
    /// The cart was asked for.
    in_cart: bool,
    /// Why the last product did not do.
    setback: Option<WalkEnd>,
    /// How often pages that look alike have been seen.
    seen: HashMap<String, usize>,
    /// What was pressed already, by page and control.
    pressed: HashSet<(String, String)>,
    /// What the guard refused.
    refused: HashSet<(String, String)>,
    /// Pages that were given what their shut button waits for.
    gave: HashSet<String>,
}

impl Plan {
    /// A plan for a walk that has not begun.
    pub(super) fn new(
        mode: WalkMode,
        draws: bool,
        country: Option<String>,
        own: Vec<String>,
    ) -> Self {
        Self {
            mode,
            draws,
            country,
            own,
            candidates: Vec::new(),
            shell: false,
            opened: 0,
            goal: Goal::Add,
            added: false,
            put: false,
            put_before: false,
            cart: None,
            in_cart: false,
            setback: None,
            seen: HashMap::new(),
            pressed: HashSet::new(),
            refused: HashSet::new(),
            gave: HashSet::new(),
        }
    }

    /// What the crawl saw of the way.
    pub(super) fn choose_from(&mut self, found: Found) {
        self.candidates = found.candidates;
        self.cart = found.cart;
        self.shell = found.shell;
        // Whose language a shop speaks, there it mostly sells.
        let language = found.language.and_then(|tag| Vocabulary::built_in().language(&tag));
        let country = language.and_then(|language| language.countries.first());
        self.country = self.country.take().or_else(|| country.cloned());
    }

    /// What extractors may know of a page.
    pub(super) fn context(&self) -> Context<'_> {
        Context {
            vocabulary: Vocabulary::built_in(),
            language: None,
            country: self.country.as_deref(),
        }
    }

    /// Whether something may have been put into the cart.
    pub(super) fn has_put(&self) -> bool {
        self.put
    }

    /// Notes that what was to put the product into the cart did not work.
    pub(super) fn not_added(&mut self) {
        self.added = false;
        self.put = self.put_before;
    }

    /// Whether the cart that is open holds nothing: it says so, or what was there
    /// has been taken out and nothing else is seen. A cart that shows nothing from
    /// the start may only be drawn by script.
    pub(super) fn is_empty(&self, page: &Page, taken_out: bool) -> bool {
        page.answered && (cart::is_empty(page) || (taken_out && !cart::holds_something(page)))
    }

    /// Whether a view is one of the cart.
    pub(super) fn is_cart(&self, view: &crate::snapshot::View) -> bool {
        let cart = self.cart.as_ref().map(page::bare);
        Url::parse(&view.url).is_ok_and(|url| Some(page::bare(&url)) == cart)
    }

    /// Where the cart is, as far as is known.
    pub(super) fn cart(&self) -> Option<&Url> {
        self.cart.as_ref()
    }

    /// The first move, before any page is open.
    pub(super) fn begin(&mut self) -> Move {
        if self.candidates.is_empty() && self.shell && !self.draws {
            return Move::End(end(
                "script",
                Reason::NeedsJavascript,
                "The shop shows nothing without its scripts.",
            ));
        }
        if self.candidates.is_empty() {
            return Move::End(end(
                "no-product",
                Reason::NotCollected,
                "No page was seen on which something could be put into a cart.",
            ));
        }
        // Only what stands in the way of a product says why none did.
        let none = end("no-product", Reason::NotCollected, "No product could be opened.");
        let next = self.next_product(none);
        self.setback = None;
        next
    }

    /// The move from a page that was come to.
    pub(super) fn next(&mut self, page: &Page, wall: Option<&Wall>) -> Move {
        let seen = self.seen.entry(looks(page)).or_default();
        *seen += 1;
        if *seen > MAX_SAME {
            return Move::End(end(
                "budget",
                Reason::Truncated,
                "The same page came back again and again.",
            ));
        }
        self.again(page, wall)
    }

    /// Another move from the page that is still open.
    pub(super) fn again(&mut self, page: &Page, wall: Option<&Wall>) -> Move {
        let next = self.consider(page, wall);
        let next = self.without_order(page, next);
        if let Move::Act(act) = &next {
            self.note(page, act);
        }
        next
    }

    /// Notes that the guard refused a control, or that it does nothing.
    pub(super) fn refuse(&mut self, page: &Url, act: &Act) {
        let selector = act.press.clone().unwrap_or_default();
        self.refused.insert((page.to_string(), selector));
        if act.action == StepAction::AddToCart {
            self.goal = Goal::Add;
            self.not_added();
        }
    }

    /// Goes on with another product after this one did not do; ends as it says
    /// where there is none left.
    pub(super) fn next_product(&mut self, setback: WalkEnd) -> Move {
        // What stood in the way first says most.
        let setback = self.setback.get_or_insert(setback).clone();
        match self.candidates.get(self.opened).filter(|_| self.opened < MAX_PRODUCTS) {
            Some(candidate) => {
                self.opened += 1;
                self.in_cart = false;
                self.goal = Goal::Add;
                Move::Open {
                    action: StepAction::OpenProduct,
                    url: candidate.url.clone(),
                    words: candidate.name.clone(),
                }
            }
            None => Move::End(setback),
        }
    }

    /// Whether the walk still looks for a product that can be had.
    pub(super) fn is_choosing(&self) -> bool {
        self.goal == Goal::Add
    }

    fn consider(&mut self, page: &Page, wall: Option<&Wall>) -> Move {
        // A checkout that asks its customers to sign in may let guests go on.
        let asks = |wall: &&Wall| wall.reason == Reason::LoginRequired && page.answered;
        if let Some(wall) = wall.filter(|wall| !asks(wall)) {
            return Move::End(behind(wall));
        }
        if !page::is_own(&page.url, &self.own) {
            return Move::End(hosted(&page.url));
        }
        if !page.answered {
            let lost = end("unreachable", Reason::Unreachable, "The page is not there.");
            return match self.goal {
                Goal::Add => self.next_product(lost),
                _ => Move::End(lost),
            };
        }
        match self.goal {
            Goal::Add => product::next(self, page),
            Goal::Cart => cart::next(self, page),
            Goal::Checkout => checkout::next(self, page),
        }
    }

    /// The move, unless it would press what places an order.
    fn without_order(&self, page: &Page, next: Move) -> Move {
        let Move::Act(act) = &next else { return next };
        let Some(selector) = &act.press else { return next };
        match checkout::order_buttons(page).find(|button| button.selector == *selector) {
            Some(button) if checkout::is_strong(button) => Move::Arrived,
            Some(button) if checkout::only_leads_on(page, button) => next,
            Some(button) => Move::End(checkout::unclear(&button.text)),
            None => next,
        }
    }

    fn note(&mut self, page: &Page, act: &Act) {
        let selector = act.press.clone().unwrap_or_default();
        self.pressed.insert((looks(page), selector));
        if act.press.is_none() {
            let delivery = act.action == StepAction::ChooseDelivery;
            self.gave.insert(format!("{}{}", page.url, if delivery { " delivery" } else { "" }));
        }
        match act.action {
            StepAction::AddToCart => {
                self.added = true;
                self.put_before = self.put;
                self.put = true;
                self.goal = Goal::Cart;
                if self.cart.is_none() {
                    self.cart = cart::address(page, &self.own);
                }
            }
            StepAction::OpenCart => self.in_cart = true,
            StepAction::OpenCheckout | StepAction::ContinueAsGuest => {
                self.goal = Goal::Checkout;
                // Where there is no page of the cart, it stands where the way began.
                if self.cart.is_none() || page.kind() == Some(PageKind::Cart) {
                    self.cart = Some(page.url.clone());
                }
            }
            _ => {}
        }
    }

    /// Whether a control was refused by the guard, or was pressed on a page that
    /// looked just so and led nowhere.
    fn is_spent(&self, page: &Page, control: &Control) -> bool {
        let selector = page.doc.selector(control.node);
        self.refused.contains(&(page.url.to_string(), selector.clone()))
            || self.pressed.contains(&(looks(page), selector))
    }

    /// Whether a control can be pressed at all by this hand.
    fn works(&self, control: &Control) -> bool {
        self.draws || control.sort != page::Sort::Script
    }

    /// Whether the guard refused something on this page.
    fn was_refused(&self, page: &Page) -> bool {
        let here = page.url.to_string();
        self.refused.iter().any(|(url, _)| *url == here)
    }

    /// The end of a walk that sees no way on.
    fn stuck(&self, page: &Page, detail: &str) -> WalkEnd {
        if self.was_refused(page) {
            return end(
                "withheld",
                Reason::NotCollected,
                "The only way on could have placed an order, and was not taken.",
            );
        }
        // What a page without scripts does not show, its scripts may.
        let scripted = page.doc.script_chars > 0
            || page.doc.resources.iter().any(|resource| resource.kind == "script");
        if !self.draws && scripted {
            return end("script", Reason::NeedsJavascript, detail);
        }
        end("no-way-on", Reason::Ambiguous, detail)
    }
}

/// How a page looks, for telling whether it came back: its address and fields,
/// with their values, but not what changes by itself.
fn looks(page: &Page) -> String {
    let mut url = page.url.clone();
    url.set_fragment(None);
    let heading = page.doc.blocks.iter().find(|block| block.heading.is_some());
    let mut out = format!("{url} {}", heading.map_or("", |block| block.text.as_str()));
    for control in page.open().filter(|control| control.form.is_some()) {
        out.push_str(&control.words);
    }
    for field in page.forms.iter().flat_map(|form| &form.fields) {
        out.push(' ');
        out.push_str(&field.name);
        out.push('=');
        out.push_str(&page.holds(field));
        if page.is_ticked(field.node) {
            out.push('!');
        }
    }
    crate::snapshot::sha256(out.as_bytes())
}

/// An end with its code, reason and sentence.
pub(super) fn end(obstacle: &str, reason: Reason, detail: &str) -> WalkEnd {
    WalkEnd { reason, obstacle: obstacle.to_owned(), detail: detail.to_owned() }
}

/// The end before a wall.
fn behind(wall: &Wall) -> WalkEnd {
    let obstacle = match wall.reason {
        Reason::Blocked => "captcha",
        Reason::AgeWall => "age-gate",
        Reason::LoginRequired => "sign-in",
        Reason::GeoBlocked => "closed",
        _ => "unreachable",
    };
    end(obstacle, wall.reason, &format!("The visit met a wall: {}.", wall.detail))
}

/// The end at a page of another host, where nothing is pressed.
pub(super) fn hosted(url: &Url) -> WalkEnd {
    let host = url.host_str().unwrap_or_default();
    let detail = match Marks::built_in().sale_host(host) {
        Some(service) => {
            format!("The checkout goes on at {host}, which belongs to {}.", service.name)
        }
        None => format!("The checkout goes on at {host}, which is not the shop's own."),
    };
    end("hosted-checkout", Reason::ThirdPartyFrame, &detail)
}

/// A press without entries.
fn press(page: &Page, action: StepAction, control: &Control, entries: Vec<Input>) -> Move {
    Move::Act(Act {
        action,
        press: Some(page.doc.selector(control.node)),
        words: control.words.clone(),
        entries,
    })
}

/// An entry in a field.
fn entry(page: &Page, field: &page::Field<'_>, purpose: &str, shown: &str, value: Value) -> Input {
    let label = if field.label.is_empty() { field.name } else { field.label };
    Input {
        entry: Entry {
            selector: page.doc.selector(field.node),
            label: label.chars().take(120).collect(),
            purpose: purpose.to_owned(),
            value: shown.to_owned(),
        },
        value,
    }
}
