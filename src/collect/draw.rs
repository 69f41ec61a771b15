//! Draws pages of the crawl where that is worth its time.
//!
//! One tab draws them one after another. Where there is no browser the crawl goes
//! on with pages as served, and the person is told so once.

use super::browser::{Browser, Place, Sight, Tab};
use super::log::Log;
use super::{Event, Render};
use crate::snapshot::{BeforeConsent, Failure, View};
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Mutex;
use url::Url;

/// Draws pages.
pub(super) struct Drawing {
    browser: Browser,
    render: Render,
    tab: Mutex<Option<Tab>>,
    /// There is no browser, and the person knows.
    missing: AtomicBool,
}

impl Drawing {
    /// One that has not drawn anything yet.
    pub(super) fn new(browser: Browser, render: Render) -> Self {
        Self { browser, render, tab: Mutex::default(), missing: AtomicBool::new(false) }
    }

    /// Whether a page is to be drawn. Of pages that can be read as they are only
    /// the front page is: it shows what the shop loads and sets before anybody
    /// agreed to it, and what it looks like.
    pub(super) fn wants(&self, script: bool, is_front: bool) -> bool {
        let wanted = match self.render {
            Render::Never => false,
            Render::Auto => script || is_front,
            Render::Always => true,
        };
        wanted && !self.missing.load(Ordering::Relaxed)
    }

    /// A visitor of its own, for the walk. The crawl is over by then; its page
    /// would only take up memory.
    ///
    /// # Errors
    /// There is no browser.
    pub(super) async fn visitor(&self, place: Place) -> Result<Tab, Failure> {
        *self.tab.lock().await = None;
        self.browser.tab(place).await
    }

    /// A page as it is drawn; none where it cannot be.
    pub(super) async fn draw(
        &self,
        url: &Url,
        is_front: bool,
        place: impl Fn() -> Place,
        log: &Log<'_>,
    ) -> Option<View> {
        let mut tab = self.tab.lock().await;
        let drawn = self.attempt(&mut tab, url, is_front, &place, log).await;
        for note in self.browser.notes() {
            log.tell(Event::Note(note));
        }
        match drawn {
            Ok(sight) => Some(sight.view),
            Err(failure) => {
                let without = tab.is_none();
                if without && !self.missing.swap(true, Ordering::Relaxed) {
                    let detail = failure.detail;
                    log.tell(Event::Note(format!("pages are read as served: {detail}")));
                }
                None
            }
        }
    }

    async fn attempt(
        &self,
        slot: &mut Option<Tab>,
        url: &Url,
        is_front: bool,
        place: &impl Fn() -> Place,
        log: &Log<'_>,
    ) -> Result<Sight, Failure> {
        if slot.as_ref().is_some_and(|tab| !tab.is_alive()) {
            *slot = None;
        }
        let tab = match slot {
            Some(tab) => tab,
            None => slot.insert(self.browser.tab(place()).await?),
        };
        let mut sight = tab.goto(url).await?;
        if is_front {
            let before = tab.before_consent(&sight.view.url).await;
            let refused = tab.refuse_and_look(&mut sight).await;
            log.with(|snapshot| {
                snapshot.before_consent =
                    Some(BeforeConsent { banner: refused.0, refused_by: refused.1, ..before });
            });
        }
        Ok(sight)
    }

    /// Ends the browser.
    pub(super) async fn end(&self) {
        *self.tab.lock().await = None;
        self.browser.end().await;
    }
}
