//! The one browser of a run: started when it is first needed, and once more
//! where it dies.

use super::launch::{self, Running, Start};
use super::proxy::{Mint, Place, Proxy, Traffic, Way};
use super::tab::Tab;
use super::{Setup, failure};
use crate::collect::rate::Rate;
use crate::snapshot::Failure;
use chromiumoxide::handler::HandlerConfig;
use chromiumoxide::handler::viewport::Viewport;
use futures_util::StreamExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;
use url::Url;

/// How often a browser is started in one run.
const MAX_STARTS: u32 = 2;
/// How long one order to the browser may take.
const ORDER: Duration = Duration::from_secs(30);
/// How many times faster than pages that comes which they load.
const BESIDE: u32 = 8;
/// The window.
pub(super) const WIDTH: u32 = 1280;
const HEIGHT: u32 = 900;

/// A browser that may be running.
pub(in crate::collect) struct Browser {
    setup: Setup,
    beside: Arc<Rate>,
    state: tokio::sync::Mutex<State>,
    notes: Mutex<Vec<String>>,
}

#[derive(Default)]
struct State {
    engine: Option<Arc<Engine>>,
    starts: u32,
    failure: Option<Failure>,
}

/// A running browser.
pub(super) struct Engine {
    pub(super) chromium: chromiumoxide::Browser,
    running: Mutex<Option<Running>>,
    handler: JoinHandle<()>,
    dead: Arc<AtomicBool>,
    mint: Arc<Mint>,
    port: Option<u16>,
    /// For what belongs to no visitor: nothing gets out there.
    _sealed: Proxy,
}

impl Browser {
    /// A browser that is not running yet.
    pub(in crate::collect) fn new(setup: Setup) -> Self {
        let beside = Arc::new(Rate::new(setup.limits.rate.saturating_mul(BESIDE)));
        Self { setup, beside, state: tokio::sync::Mutex::default(), notes: Mutex::default() }
    }

    /// What a person should know of how the browser runs, since this was asked
    /// before.
    pub(in crate::collect) fn notes(&self) -> Vec<String> {
        std::mem::take(&mut *self.notes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, note: impl Into<String>) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(note.into());
    }

    /// A visitor of its own, whose requests go through a proxy of its own.
    ///
    /// # Errors
    /// There is no browser, or it does not start.
    pub(in crate::collect) async fn tab(&self, place: Place) -> Result<Tab, Failure> {
        self.tab_with(place, false).await
    }

    /// A visitor who reaches nothing but documents of ours.
    ///
    /// # Errors
    /// As [`Browser::tab`].
    pub(in crate::collect) async fn sealed_tab(&self) -> Result<Tab, Failure> {
        self.tab_with(Place::nowhere(), true).await
    }

    async fn tab_with(&self, place: Place, sealed: bool) -> Result<Tab, Failure> {
        let engine = self.engine().await?;
        let closed: Vec<u16> = engine.port.into_iter().collect();
        let traffic = Arc::new(Traffic::new(place, sealed, &closed));
        let proxy = Proxy::start(Way {
            http: Arc::clone(&self.setup.http),
            mint: Arc::clone(&engine.mint),
            traffic: Arc::clone(&traffic),
            rate: Arc::clone(&self.setup.rate),
            beside: Arc::clone(&self.beside),
        });
        Tab::open(engine, proxy.await?, traffic, &self.setup.limits).await
    }

    /// Ends the browser, where one is running, and waits for that.
    pub(in crate::collect) async fn end(&self) {
        let engine = self.state.lock().await.engine.take();
        if let Some(engine) = engine {
            engine.end().await;
        }
    }

    async fn engine(&self) -> Result<Arc<Engine>, Failure> {
        let mut state = self.state.lock().await;
        if let Some(engine) = state.engine.as_ref().filter(|engine| engine.is_alive()) {
            return Ok(Arc::clone(engine));
        }
        if let Some(dead) = state.engine.take() {
            dead.end().await;
        }
        if let Some(failure) = &state.failure {
            return Err(failure.clone());
        }
        if state.starts >= MAX_STARTS {
            return Err(failure("the browser died again and again".to_owned()));
        }
        state.starts += 1;
        match self.start().await {
            Ok(engine) => {
                let engine = Arc::new(engine);
                state.engine = Some(Arc::clone(&engine));
                Ok(engine)
            }
            Err(failure) => {
                state.failure = Some(failure.clone());
                Err(failure)
            }
        }
    }

    async fn start(&self) -> Result<Engine, Failure> {
        let Some(program) = &self.setup.program else {
            let detail = "there is no Chromium on this machine; install one, or name it with \
                          --chromium FILE";
            return Err(failure(detail.to_owned()));
        };
        if !launch::can_lock_up() {
            self.note(
                "Chromium runs without its sandbox, since it refuses one to the administrator",
            );
            return self.launch(program, false).await;
        }
        match self.launch(program, true).await {
            Err(first) if first.detail.to_ascii_lowercase().contains("sandbox") => {
                self.note("Chromium runs without its sandbox, since this system allows none");
                self.launch(program, false).await
            }
            other => other,
        }
    }

    async fn launch(&self, program: &Path, sandbox: bool) -> Result<Engine, Failure> {
        let mint = Arc::new(Mint::new()?);
        let sealed = Proxy::start(Way {
            http: Arc::clone(&self.setup.http),
            mint: Arc::clone(&mint),
            traffic: Arc::new(Traffic::new(Place::nowhere(), true, &[])),
            rate: Arc::clone(&self.setup.rate),
            beside: Arc::clone(&self.beside),
        })
        .await?;
        let running = launch::start(Start {
            program,
            proxy: &sealed.address(),
            pin: &mint.pin(),
            agent: &self.setup.agent,
            sandbox,
        })
        .await?;
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
        let connecting = chromiumoxide::Browser::connect_with_config(&address, config);
        let (chromium, mut handler) = tokio::time::timeout(ORDER, connecting)
            .await
            .map_err(|_| failure("the browser does not answer".to_owned()))?
            .map_err(|e| failure(format!("the browser does not answer: {e}")))?;
        let dead = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&dead);
        let handler = tokio::spawn(async move {
            let _over = Over(over);
            while let Some(Ok(())) = handler.next().await {}
        });
        let port = Url::parse(&address).ok().and_then(|url| url.port());
        let running = Mutex::new(Some(running));
        Ok(Engine { chromium, running, handler, dead, mint, port, _sealed: sealed })
    }
}

/// Says so when the connection to the browser is over, however it ends.
struct Over(Arc<AtomicBool>);

impl Drop for Over {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Engine {
    pub(super) fn is_alive(&self) -> bool {
        !self.dead.load(Ordering::SeqCst)
    }

    #[cfg(test)]
    pub(super) fn folder(&self) -> Option<String> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.as_ref().map(|running| running.folder().display().to_string())
    }

    /// Ends the browser whatever it is doing.
    pub(super) async fn end(&self) {
        self.dead.store(true, Ordering::SeqCst);
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(running) = running {
            running.end().await;
        }
        self.handler.abort();
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.handler.abort();
    }
}
