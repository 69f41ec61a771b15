//! Pages as a browser draws them.
//!
//! [`Browser`] starts Chromium when it is first needed, once for the whole run,
//! and once more where it dies. A [`Tab`] is a visitor of its own, with cookies
//! of its own, whose every request goes through a proxy of ours (`proxy`); it
//! opens pages, waits until they stand still and hands on what a person would
//! see. Where there is no browser each question is answered with a failure that
//! says why, and the visit goes on with pages as served.
//!
//! It must not decide what to press or to read, must not judge, and must leave
//! no process and no file behind.

#[cfg(feature = "browser")]
mod banner;
#[cfg(feature = "browser")]
mod document;
#[cfg(feature = "browser")]
mod engine;
#[cfg(feature = "browser")]
mod hand;
#[cfg(feature = "browser")]
mod press;
#[cfg(feature = "browser")]
mod proxy;
#[cfg(feature = "browser")]
mod settle;
#[cfg(not(feature = "browser"))]
mod stand_in;
#[cfg(feature = "browser")]
mod tab;
#[cfg(all(test, feature = "browser"))]
mod tests;

#[cfg(feature = "browser")]
pub(super) use engine::Browser;
#[cfg(feature = "browser")]
pub(super) use hand::Drawn;
#[cfg(feature = "browser")]
pub(super) use proxy::Place;
#[cfg(not(feature = "browser"))]
pub(super) use stand_in::{Browser, Drawn, Place, Tab};
#[cfg(feature = "browser")]
pub(super) use tab::Tab;

use super::http::Http;
use super::rate::Rate;
use crate::facts::Reason;
use crate::snapshot::{Failure, Limits, View, Withheld};
use std::path::PathBuf;
use std::sync::Arc;
use url::Url;

/// What a browser is started with.
#[cfg_attr(not(feature = "browser"), allow(dead_code))]
pub(super) struct Setup {
    /// The program; none where there is none.
    pub(super) program: Option<PathBuf>,
    /// The `User-Agent` field.
    pub(super) agent: String,
    /// The sender all its requests go through; it keeps no cookies.
    pub(super) http: Arc<Http>,
    /// The turns of requests for pages.
    pub(super) rate: Arc<Rate>,
    /// The limits of the visit.
    pub(super) limits: Limits,
}

/// A page that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sight {
    /// The page as it stands.
    pub(super) view: View,
    /// Addresses of the document on the way there, the last included.
    pub(super) hops: Vec<Url>,
    /// Requests that the guard did not let out meanwhile.
    pub(super) withheld: Vec<Withheld>,
}

/// What stands in the way of drawing.
pub(super) fn failure(detail: String) -> Failure {
    Failure { reason: Reason::NeedsJavascript, detail }
}
