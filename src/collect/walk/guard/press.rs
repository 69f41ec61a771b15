//! Whether a control or link may be pressed.
//!
//! Each intention of the walk must be borne out: by the words, by what the control
//! is called, or by where it leads. What only its absence of bad signs speaks for
//! is not pressed, except a plain link within the shop, which asks for a page.

use super::address::{self, Use};
use super::carried::{self, acts, in_checkout};
use super::content::Content;
use super::form::{self, Shape};
use super::ground::{
    FOREIGN_HOST, LAST_STEP, LOGIN, NOT_NEEDED, ORDER_CONTENT, ORDER_MARK, ORDER_WORDS,
    PAYMENT_HOST, REGISTRATION, SCRIPT_ADDRESS, SUBSCRIPTION, UNKNOWN_WORDS, VAGUE_WORDS, WALLET,
};
use super::lists::lists;
use super::tokens::{Mark, Tokens, is_invisible};
use super::words::Words;
use super::{Ground, Press, hosts};
use crate::snapshot::StepAction;
use url::Url;

/// A press with all that was read of it.
struct Case<'a> {
    press: &'a Press<'a>,
    action: StepAction,
    words: Words,
    marks: Vec<Tokens>,
    /// Where it leads; none for what only a script handles.
    target: Option<Url>,
    shape: Option<Shape>,
}

/// Judges a press.
pub(super) fn judge(press: &Press<'_>) -> Result<(), Ground> {
    let action = press.action.ok_or(NOT_NEEDED)?;
    let case = Case {
        press,
        action,
        words: Words::of(press.words),
        marks: press.marks.iter().map(|mark| Tokens::of(mark)).collect(),
        target: target(press)?,
        shape: press.form.as_ref().map(Shape::of),
    };
    if action == StepAction::OpenProduct {
        return case.open_product();
    }
    case.words()?;
    case.marks()?;
    case.host()?;
    case.form()?;
    case.address()?;
    case.intention()
}

/// Where a press leads. A form without an address is sent to its page.
fn target(press: &Press<'_>) -> Result<Option<Url>, Ground> {
    let given: String = press
        .target
        .unwrap_or("")
        .chars()
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .collect();
    let given = given.trim();
    if given.is_empty() || (given.starts_with('#') && press.form.is_none()) {
        return Ok(press.form.as_ref().and(press.page).cloned());
    }
    if is_void(given) {
        return Ok(None);
    }
    let url = match press.page {
        Some(page) => page.join(given),
        None => Url::parse(given),
    };
    match url {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Some(url)),
        Ok(url) if matches!(url.scheme(), "mailto" | "tel" | "sms") => Err(NOT_NEEDED),
        // What cannot be read cannot be judged.
        _ => Err(SCRIPT_ADDRESS),
    }
}

/// Whether an address only says that a script listens: `javascript:void(0)`.
fn is_void(target: &str) -> bool {
    let target: String = target.chars().filter(|c| !c.is_whitespace()).collect();
    let target = target.to_ascii_lowercase();
    target.strip_prefix("javascript:").is_some_and(|code| {
        let code = code.trim_end_matches(';');
        matches!(code, "" | "void(0)" | "void0" | "//" | "void(null)" | "returnfalse" | "#")
    })
}

impl Case<'_> {
    /// A page that is opened by a plain link. A product may be called anything, so
    /// its name and the end of its address say nothing.
    fn open_product(&self) -> Result<(), Ground> {
        if self.words.only_order {
            return Err(ORDER_WORDS);
        }
        if self.press.form.is_some() {
            return Err(NOT_NEEDED);
        }
        self.host()?;
        let target = self.target.as_ref().ok_or(UNKNOWN_WORDS)?;
        address::judge(target, Use::Read, &Content::default())
    }

    fn changes(&self) -> bool {
        self.shape.as_ref().is_some_and(|shape| shape.changes)
    }

    /// A link, which asks for a page and sends nothing.
    fn is_link(&self) -> bool {
        self.press.form.is_none() && self.target.is_some()
    }

    fn marked(&self, list: &[Mark]) -> bool {
        self.marks.iter().any(|mark| mark.says(list))
    }

    /// What the words say against it.
    fn words(&self) -> Result<(), Ground> {
        let words = &self.words;
        if words.wallet {
            return Err(WALLET);
        }
        if words.order {
            return Err(ORDER_WORDS);
        }
        if words.buy && !self.buys_into_cart() {
            return Err(ORDER_WORDS);
        }
        if words.checkout_or_order && !self.leads_to_checkout() {
            return Err(ORDER_WORDS);
        }
        if words.payment_or_pay && !self.leads_to_payment() {
            return Err(ORDER_WORDS);
        }
        if words.newsletter {
            return Err(SUBSCRIPTION);
        }
        // "Sign in or go on as a guest" stands on many a button of a guest.
        let guest = words.guest && self.action == StepAction::ContinueAsGuest;
        if words.login && !guest {
            return Err(LOGIN);
        }
        if words.registration && !guest {
            return Err(REGISTRATION);
        }
        Ok(())
    }

    /// A bare verb of buying means the cart where the form takes a product and
    /// asks for nothing else. Without a form a script decides, and only words that
    /// a vocabulary knows for the cart are trusted.
    fn buys_into_cart(&self) -> bool {
        if self.action != StepAction::AddToCart {
            return false;
        }
        let cart = self.target.as_ref().is_some_and(address::is_cart) || self.marked(&lists().cart);
        match &self.shape {
            Some(shape) => {
                !shape.person
                    && !shape.payment
                    && !shape.consent
                    && (shape.product || cart)
                    && !self.target.as_ref().is_some_and(address::is_checkout)
            }
            None if self.target.is_some() => cart,
            None => self.words.buy_into_cart || cart,
        }
    }

    /// Words that lead to the checkout on one page and order on another: before
    /// the checkout is open, and where nothing of a last step is sent.
    fn leads_to_checkout(&self) -> bool {
        if !matches!(self.action, StepAction::OpenCheckout | StepAction::OpenCart) {
            return false;
        }
        match &self.shape {
            Some(shape) => !shape.person && !shape.payment && !shape.consent,
            None if self.target.is_some() => true,
            None => self.press.page.is_some_and(|page| !address::is_checkout(page)),
        }
    }

    /// Words that lead to the payment on one page and pay on another.
    fn leads_to_payment(&self) -> bool {
        if !matches!(self.action, StepAction::OpenCheckout | StepAction::Continue) {
            return false;
        }
        match &self.shape {
            Some(shape) => !shape.payment && !shape.consent,
            None if self.target.is_some() => true,
            None => self.words.onward,
        }
    }

    /// What the control is called says against it.
    fn marks(&self) -> Result<(), Ground> {
        let lists = lists();
        for mark in &self.marks {
            if mark.says_but(&lists.order, &lists.harmless) {
                return Err(ORDER_MARK);
            }
            if mark.says(&lists.wallet) {
                return Err(WALLET);
            }
            if mark.says(&lists.subscription) {
                return Err(SUBSCRIPTION);
            }
        }
        Ok(())
    }

    fn host(&self) -> Result<(), Ground> {
        let Some(target) = &self.target else { return Ok(()) };
        if hosts::is_payment(target) {
            return Err(PAYMENT_HOST);
        }
        if hosts::is_wallet(target) {
            return Err(WALLET);
        }
        let own = self.press.page.is_some_and(|page| hosts::is_one_site(page, target));
        if own || (acts(Some(self.action)) && hosts::is_platform(target)) {
            return Ok(());
        }
        Err(FOREIGN_HOST)
    }

    /// What the form says against it.
    fn form(&self) -> Result<(), Ground> {
        let (Some(form), Some(shape)) = (&self.press.form, &self.shape) else { return Ok(()) };
        let content = form::content(form);
        let action = Some(self.action);
        let here = self.target.as_ref();
        form::secrets(form, shape, &content, here.or(self.press.page), action)?;
        let page_is_checkout = self.press.page.is_some_and(address::is_checkout);
        let guest = here.is_some_and(|target| carried::is_guest(&content, target, action))
            || (page_is_checkout && in_checkout(action));
        form::purpose(form, shape, guest)?;
        if !in_checkout(action) && (shape.person || shape.payment) {
            return Err(NOT_NEEDED);
        }
        if let Some(target) = here {
            carried::judge(&content, target, action)?;
        } else if let Some(page) = self.press.page {
            carried::judge(&content, page, action)?;
        } else if !form.fields.is_empty() {
            return Err(ORDER_CONTENT);
        }
        // A choice of payment with the terms or the customer's data is all that an
        // order needs, whatever the words; and who goes on to the payment with a
        // choice of it is sent there with an order.
        if shape.payment && (shape.consent || shape.person || self.words.to_payment) {
            return Err(LAST_STEP);
        }
        Ok(())
    }

    /// What the address says against it.
    fn address(&self) -> Result<(), Ground> {
        let Some(target) = &self.target else { return Ok(()) };
        let content = self.press.form.as_ref().map(form::content).unwrap_or_default();
        let used = if self.changes() { Use::SendTo } else { Use::Follow };
        // The button itself is sent along.
        let mut content = content;
        for mark in &self.press.marks {
            content.push(mark, "1");
        }
        address::judge(target, used, &content)?;
        if self.changes() {
            let guest = carried::is_guest(&content, target, Some(self.action));
            if address::says(target, &lists().registration) && !guest {
                return Err(REGISTRATION);
            }
            if address::says(target, &lists().login) && !guest {
                return Err(LOGIN);
            }
        }
        if address::says(target, &lists().wallet) {
            return Err(WALLET);
        }
        Ok(())
    }

    /// What speaks for it.
    fn intention(&self) -> Result<(), Ground> {
        let words = &self.words;
        let lists = lists();
        let target = self.target.as_ref();
        let leads = |is: &dyn Fn(&Url) -> bool| target.is_some_and(is);
        let borne_out = match self.action {
            StepAction::OpenProduct => false,
            StepAction::ChooseOption | StepAction::Fill => true,
            StepAction::AddToCart => {
                (words.add || words.buy || leads(&address::is_cart) || self.marked(&lists.cart))
                    && (!words.vague || words.add)
            }
            StepAction::OpenCart => {
                self.is_link()
                    || words.to_checkout
                    || leads(&address::is_cart)
                    || self.marked(&lists.cart)
                    || self.marked(&lists.cart_slugs)
            }
            StepAction::OpenCheckout => {
                self.is_link()
                    || words.to_checkout
                    || words.to_payment
                    || words.guest
                    || (words.onward && !words.vague)
                    || leads(&address::is_checkout)
                    || self.marked(&lists.checkout)
            }
            StepAction::ContinueAsGuest => {
                self.is_link() || words.guest || (words.onward && !words.vague)
            }
            StepAction::ChooseDelivery => {
                let delivery = words.delivery
                    || leads(&|url| address::says(url, &lists.delivery))
                    || self.marked(&lists.delivery)
                    || self.shape.as_ref().is_some_and(|shape| shape.delivery);
                self.is_link() || words.onward || delivery
            }
            StepAction::Continue => {
                let on = words.onward
                    || words.to_payment
                    || words.to_review
                    || words.guest
                    || words.to_checkout;
                self.is_link() || on
            }
            // Small signs take things out of a cart as often as words do.
            StepAction::EmptyCart => !words.vague,
            StepAction::Dismiss => {
                let sign = self.press.words.trim().chars().count() <= 1;
                words.refuse || sign || self.marked(&lists.dismiss)
            }
        };
        if !borne_out {
            return Err(if words.vague { VAGUE_WORDS } else { UNKNOWN_WORDS });
        }
        // "Confirm", "Submit", "Send" beside other words, where an order is near.
        let near = in_checkout(Some(self.action)) && !words.to_checkout && !words.guest;
        if near && words.vague && !words.to_review {
            return Err(VAGUE_WORDS);
        }
        Ok(())
    }
}
