//! The one browser of a run: started when it is first needed, and once more
//! where it dies.

use super::proxy::{Mint, Place, Proxy, Traffic, Way};
use super::tab::Tab;
use super::{Setup, failure};
use crate::chromium;
use crate::chromium::launch::Start;
use crate::chromium::session::Session;
use crate::collect::rate::Rate;
use crate::snapshot::Failure;
use std::sync::{Arc, Mutex, PoisonError};

/// How often a browser is started in one run.
const MAX_STARTS: u32 = 2;
/// How many times faster than pages that comes which they load.
const BESIDE: u32 = 8;

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
    session: Session,
    mint: Arc<Mint>,
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
        let closed: Vec<u16> = engine.port().into_iter().collect();
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
            return Err(failure(chromium::NONE.to_owned()));
        };
        let mint = Arc::new(Mint::new()?);
        let sealed = Proxy::start(Way {
            http: Arc::clone(&self.setup.http),
            mint: Arc::clone(&mint),
            traffic: Arc::new(Traffic::new(Place::nowhere(), true, &[])),
            rate: Arc::clone(&self.setup.rate),
            beside: Arc::clone(&self.beside),
        })
        .await?;
        let start = Start {
            program,
            proxy: &sealed.address(),
            pin: Some(&mint.pin()),
            agent: Some(&self.setup.agent),
        };
        let session = Session::start(start).await.map_err(failure)?;
        self.notes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(session.note().map(str::to_owned));
        Ok(Engine { session, mint, _sealed: sealed })
    }
}

impl std::ops::Deref for Engine {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}
