//! Draws single pages, outside of a visit: a file as it would stand in a browser,
//! or an address.

use super::browser::{Browser, Place, Setup};
use super::egress::Egress;
use super::http::Http;
use super::rate::Rate;
use super::{NetworkOptions, USER_AGENT, tls};
use crate::error::{Error, Result};
use crate::snapshot::{Failure, Limits, View};
use bytes::Bytes;
use std::path::PathBuf;
use std::sync::Arc;
use url::Url;

/// Draws pages with one browser; it ends when this is dropped.
pub struct Renderer {
    browser: Browser,
}

impl Renderer {
    /// One that starts the browser when the first page is to be drawn.
    ///
    /// # Errors
    /// A certificate file is unusable, or name resolution cannot be set up.
    pub fn new(chromium: Option<PathBuf>, options: &NetworkOptions) -> Result<Self> {
        let limits = Limits { rate: 100, ..Limits::default() };
        let egress = Egress::new(&options.allow_net, &options.connect_to, options.dns_server)?;
        let http = Http::new(Arc::new(egress), tls::roots(options)?, &limits, USER_AGENT)?;
        Ok(Self {
            browser: Browser::new(Setup {
                program: chromium,
                agent: USER_AGENT.to_owned(),
                http: Arc::new(http.without_cookies()),
                rate: Arc::new(Rate::new(limits.rate)),
                limits,
            }),
        })
    }

    /// Draws a document as if it stood at this address. Nothing that it asks for
    /// is fetched, unless `online`.
    ///
    /// # Errors
    /// It cannot be drawn, with the reason.
    pub async fn document(&self, url: &Url, html: &str, online: bool) -> Result<View> {
        let tab = match online {
            true => self.browser.tab(Place::nowhere()).await,
            false => self.browser.sealed_tab().await,
        };
        let mut tab = tab.map_err(cannot)?;
        tab.serve(url, Bytes::from(html.to_owned()));
        Ok(tab.goto(url).await.map_err(cannot)?.view)
    }

    /// Draws what stands at an address.
    ///
    /// # Errors
    /// It cannot be drawn, with the reason.
    pub async fn address(&self, url: &Url) -> Result<View> {
        let mut tab = self.browser.tab(Place::nowhere()).await.map_err(cannot)?;
        Ok(tab.goto(url).await.map_err(cannot)?.view)
    }

    /// Ends the browser and waits for that.
    pub async fn end(&self) {
        self.browser.end().await;
    }
}

fn cannot(failure: Failure) -> Error {
    Error::Incomplete(format!("cannot draw the page: {}", failure.detail))
}
