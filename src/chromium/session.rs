//! A running browser that is spoken with over DevTools.

use super::launch::{self, Running, Start};
use chromiumoxide::Browser;
use chromiumoxide::handler::HandlerConfig;
use chromiumoxide::handler::viewport::Viewport;
use futures_util::StreamExt as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;
use url::Url;

/// How long one order to the browser may take.
const ORDER: Duration = Duration::from_secs(30);
/// The window, in CSS pixels.
pub(crate) const WIDTH: u32 = 1280;
const HEIGHT: u32 = 900;

/// A running browser; it ends when this is dropped.
pub(crate) struct Session {
    pub(crate) chromium: Browser,
    running: Mutex<Option<Running>>,
    note: Option<&'static str>,
    handler: JoinHandle<()>,
    dead: Arc<AtomicBool>,
    port: Option<u16>,
}

impl Session {
    /// Starts a browser and speaks with it.
    ///
    /// # Errors
    /// It does not start or does not answer, with what it says of that.
    pub(crate) async fn start(start: Start<'_>) -> Result<Self, String> {
        let running = launch::start(start).await?;
        let config = HandlerConfig {
            // Our certificates are known by their key; any other is wrong.
            ignore_https_errors: false,
            viewport: Some(Viewport {
                width: WIDTH,
                height: HEIGHT,
                device_scale_factor: Some(1.0),
                ..Viewport::default()
            }),
            request_timeout: ORDER,
            ..HandlerConfig::default()
        };
        let address = running.devtools.clone();
        let connecting = Browser::connect_with_config(&address, config);
        let (chromium, mut handler) = tokio::time::timeout(ORDER, connecting)
            .await
            .map_err(|_| "the browser does not answer".to_owned())?
            .map_err(|e| format!("the browser does not answer: {e}"))?;
        let dead = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&dead);
        let handler = tokio::spawn(async move {
            let _over = Over(over);
            while let Some(Ok(())) = handler.next().await {}
        });
        let port = Url::parse(&address).ok().and_then(|url| url.port());
        let note = running.note;
        Ok(Self { chromium, running: Mutex::new(Some(running)), note, handler, dead, port })
    }

    /// What a person should know of how it runs.
    pub(crate) const fn note(&self) -> Option<&'static str> {
        self.note
    }

    /// The port of its DevTools, which no page may reach.
    pub(crate) const fn port(&self) -> Option<u16> {
        self.port
    }

    /// Whether it is still there.
    pub(crate) fn is_alive(&self) -> bool {
        !self.dead.load(Ordering::SeqCst)
    }

    /// The folder of its files.
    #[cfg(test)]
    pub(crate) fn folder(&self) -> Option<String> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.as_ref().map(|running| running.folder().display().to_string())
    }

    /// Ends it whatever it is doing.
    pub(crate) async fn end(&self) {
        self.dead.store(true, Ordering::SeqCst);
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(running) = running {
            running.end().await;
        }
        self.handler.abort();
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.handler.abort();
    }
}

/// Says so when the connection to the browser is over, however it ends.
struct Over(Arc<AtomicBool>);

impl Drop for Over {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}
