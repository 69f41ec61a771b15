//! What stands here where the program was built without the feature `browser`.

use super::{Setup, Sight, failure};
use crate::collect::walk::hand::{Act, Hand, Seen, Trouble};
use crate::facts::Reason;
use crate::snapshot::{BeforeConsent, Failure, View, Withheld};
use bytes::Bytes;
use std::sync::Arc;
use url::Url;

/// What is known of an address.
type Asked<T> = Arc<dyn Fn(&Url) -> T + Send + Sync>;

/// What is known of the shop.
#[derive(Clone)]
#[allow(dead_code)]
pub(in crate::collect) struct Place {
    /// Whether an address belongs to the shop.
    pub(in crate::collect) own: Asked<bool>,
    /// Why a page may not be asked for, as far as robots.txt is known.
    pub(in crate::collect) robots: Asked<Option<Reason>>,
}

impl Place {
    pub(in crate::collect) fn nowhere() -> Self {
        Self { own: Arc::new(|_| false), robots: Arc::new(|_| None) }
    }
}

/// No browser.
pub(in crate::collect) struct Browser;

/// There are none.
pub(in crate::collect) enum Tab {}

/// Puts the question to the guard whether an act on a page may be done.
pub(in crate::collect) type Ask =
    Box<dyn Fn(&View, &Act) -> Result<(), Box<Withheld>> + Send + Sync>;

/// There are none.
pub(in crate::collect) enum Drawn {}

impl Drawn {
    pub(in crate::collect) fn new(tab: Tab, _: Ask) -> Self {
        match tab {}
    }
}

impl Hand for Drawn {
    fn draws(&self) -> bool {
        match *self {}
    }

    async fn open(&mut self, _: &Url) -> Result<Seen, Trouble> {
        match *self {}
    }

    async fn act(&mut self, _: &Act) -> Result<Seen, Trouble> {
        match *self {}
    }
}

impl Browser {
    pub(in crate::collect) fn new(_: Setup) -> Self {
        Self
    }

    pub(in crate::collect) fn notes(&self) -> Vec<String> {
        Vec::new()
    }

    pub(in crate::collect) async fn tab(&self, _: Place) -> Result<Tab, Failure> {
        Err(failure("built without a browser".to_owned()))
    }

    pub(in crate::collect) async fn sealed_tab(&self) -> Result<Tab, Failure> {
        Err(failure("built without a browser".to_owned()))
    }

    pub(in crate::collect) async fn end(&self) {}
}

impl Tab {
    pub(in crate::collect) async fn goto(&mut self, _: &Url) -> Result<Sight, Failure> {
        match *self {}
    }

    pub(in crate::collect) fn serve(&self, _: &Url, _: Bytes) {
        match *self {}
    }

    pub(in crate::collect) fn is_alive(&self) -> bool {
        match *self {}
    }

    pub(in crate::collect) async fn before_consent(&self, _: &str) -> BeforeConsent {
        match *self {}
    }

    pub(in crate::collect) async fn refuse_and_look(
        &mut self,
        _: &mut Sight,
    ) -> (bool, Option<String>) {
        match *self {}
    }
}
