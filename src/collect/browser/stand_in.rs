//! What stands here where the program was built without the feature `browser`.

use super::{Setup, Sight, failure};
use crate::facts::Reason;
use crate::snapshot::Failure;
use std::sync::Arc;
use url::Url;

/// What is known of the shop.
#[derive(Clone)]
#[allow(dead_code)]
pub(in crate::collect) struct Place {
    /// Whether an address belongs to the shop.
    pub(in crate::collect) own: Arc<dyn Fn(&Url) -> bool + Send + Sync>,
    /// Why a page may not be asked for, as far as robots.txt is known.
    pub(in crate::collect) robots: Arc<dyn Fn(&Url) -> Option<Reason> + Send + Sync>,
}

/// No browser.
pub(in crate::collect) struct Browser;

/// There are none.
pub(in crate::collect) enum Tab {}

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

    pub(in crate::collect) async fn end(&self) {}
}

impl Tab {
    pub(in crate::collect) async fn goto(&mut self, _: &Url) -> Result<Sight, Failure> {
        match *self {}
    }
}
