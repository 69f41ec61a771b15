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
pub(in crate::collect) struct Tab;

/// Puts the question to the guard whether an act on a page may be done.
pub(in crate::collect) type Ask =
    Box<dyn Fn(&View, &Act) -> Result<(), Box<Withheld>> + Send + Sync>;

/// There are none.
pub(in crate::collect) struct Drawn;

impl Drawn {
    pub(in crate::collect) fn new(tab: Tab, _: Ask) -> Self {
        let _ = tab;
        Self
    }
}

impl Hand for Drawn {
    fn draws(&self) -> bool {
        false
    }

    async fn open(&mut self, _: &Url) -> Result<Seen, Trouble> {
        Err(Trouble::Failed(failure("built without a browser".to_owned())))
    }

    async fn act(&mut self, _: &Act) -> Result<Seen, Trouble> {
        Err(Trouble::Failed(failure("built without a browser".to_owned())))
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
        Err(failure("built without a browser".to_owned()))
    }

    pub(in crate::collect) fn serve(&self, _: &Url, _: Bytes) {}

    pub(in crate::collect) fn is_alive(&self) -> bool {
        false
    }

    pub(in crate::collect) async fn before_consent(&self, _: &str) -> BeforeConsent {
        BeforeConsent::default()
    }

    pub(in crate::collect) async fn refuse_and_look(
        &mut self,
        _: &mut Sight,
    ) -> (bool, Option<String>) {
        (false, None)
    }
}
