//! One visitor with one tab: cookies, storage and a way out of its own.
//!
//! A page that hangs, crashes or never ends costs its tab and nothing else: the
//! next page gets a fresh one in the same context. Downloads and permissions are
//! denied, dialogs go away by themselves, windows that open are closed and their
//! addresses kept.

use super::document::{self, Numbered, Taken};
use super::engine::Engine;
use super::proxy::{Proxy, Traffic};
use super::settle::Awaited;
use super::{Sight, failure};
use crate::chromium::session::WIDTH;
use crate::collect::clock::now;
use crate::facts::Reason;
use crate::snapshot::{Cookie, Failure, Limits, Screenshot, View, sha256};
use bytes::Bytes;
use chromiumoxide::Page;
use chromiumoxide::cdp::IntoEventKind;
use chromiumoxide::cdp::browser_protocol::browser::{
    BrowserContextId, SetDownloadBehaviorBehavior, SetDownloadBehaviorParams,
};
use chromiumoxide::cdp::browser_protocol::emulation::SetFocusEmulationEnabledParams;
use chromiumoxide::cdp::browser_protocol::network::{
    EventRequestWillBeSent, EventResponseReceived, LoaderId, ResourceType,
    SetBypassServiceWorkerParams,
};
use chromiumoxide::cdp::browser_protocol::page::{
    AddScriptToEvaluateOnNewDocumentParams, CaptureScreenshotFormat, CaptureScreenshotParams,
    CreateIsolatedWorldParams, EventFrameNavigated, EventJavascriptDialogOpening,
    EventNavigatedWithinDocument, EventWindowOpen, FrameId, HandleJavaScriptDialogParams,
    NavigateParams, Viewport,
};
use chromiumoxide::cdp::browser_protocol::storage::GetCookiesParams;
use chromiumoxide::cdp::browser_protocol::target::{
    CloseTargetParams, CreateBrowserContextParams, CreateTargetParams, DisposeBrowserContextParams,
    EventTargetCreated,
};
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::types::Command;
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::task::{JoinHandle, JoinSet};
use url::Url;

/// The script that reads the page.
const SCRIPT: &str = include_str!("page.js");
/// The world it runs in.
const WORLD: &str = "shopvet";
/// How long one order to the page may take.
pub(super) const ORDER: Duration = Duration::from_secs(10);
/// The highest picture, in CSS pixels.
const MAX_HEIGHT: f64 = 8000.0;
/// JPEG quality of pictures.
const QUALITY: i64 = 60;
/// Most cookies that are kept.
const MAX_COOKIES: usize = 200;
/// Most addresses on the way to a page, and of windows, that are kept.
const MAX_HOPS: usize = 50;

/// One visitor.
pub(in crate::collect) struct Tab {
    engine: Arc<Engine>,
    context: BrowserContextId,
    _proxy: Proxy,
    pub(super) traffic: Arc<Traffic>,
    /// The longest that a page may take to stand still.
    pub(super) cap: Duration,
    max_html: u64,
    mark: String,
    open: Option<Open>,
    /// The page as it was last seen.
    pub(super) numbered: Option<Numbered>,
}

/// An open page.
struct Open {
    page: Page,
    frame: FrameId,
    news: Arc<Mutex<News>>,
    _tasks: JoinSet<()>,
    loading: Option<JoinHandle<Result<(), String>>>,
}

/// What happened to a page.
#[derive(Debug, Default)]
struct News {
    hops: Vec<Url>,
    /// The status of each document that answered, and the one that stands there.
    statuses: HashMap<LoaderId, u16>,
    standing: Option<LoaderId>,
    /// A document has taken its place.
    arrived: bool,
    windows: Vec<Url>,
}

impl News {
    /// Forgets the way here; the document that stands there stays.
    fn begin(&mut self) {
        let standing = self.standing.take();
        let status = standing.as_ref().and_then(|standing| self.statuses.remove(standing));
        *self = Self::default();
        self.statuses.extend(standing.clone().zip(status));
        self.standing = standing;
    }

    fn status(&self) -> Option<u16> {
        self.statuses.get(self.standing.as_ref()?).copied()
    }
}

impl Tab {
    /// Opens an empty tab in a context of its own.
    pub(super) async fn open(
        engine: Arc<Engine>,
        proxy: Proxy,
        traffic: Arc<Traffic>,
        limits: &Limits,
    ) -> Result<Self, Failure> {
        let mut random = [0_u8; 8];
        getrandom::fill(&mut random).map_err(|e| failure(format!("no random numbers: {e}")))?;
        let create = CreateBrowserContextParams::builder()
            .dispose_on_detach(true)
            .proxy_server(proxy.address())
            .proxy_bypass_list("<-loopback>")
            .build();
        let context = bounded(engine.chromium.create_browser_context(create)).await?;
        let deny = SetDownloadBehaviorParams::builder()
            .behavior(SetDownloadBehaviorBehavior::Deny)
            .browser_context_id(context.clone())
            .build()
            .map_err(failure)?;
        bounded(engine.chromium.execute(deny)).await?;
        let mut tab = Self {
            engine,
            context,
            _proxy: proxy,
            traffic,
            cap: Duration::from_secs(limits.request_timeout_seconds.max(1)),
            max_html: limits.max_body_bytes,
            mark: format!("data-s{}", data_encoding::HEXLOWER.encode(&random)),
            open: None,
            numbered: None,
        };
        tab.open = Some(tab.fresh().await?);
        Ok(tab)
    }

    /// An empty page in the context of this tab.
    async fn fresh(&self) -> Result<Open, Failure> {
        let target = CreateTargetParams::builder()
            .url("about:blank")
            .browser_context_id(self.context.clone())
            .build()
            .map_err(failure)?;
        let page = bounded(self.engine.chromium.new_page(target)).await?;
        let frame = FrameId::new(page.target_id().inner().clone());
        let news = Arc::new(Mutex::new(News::default()));
        let mut tasks = JoinSet::new();
        let of = |news: &Arc<Mutex<News>>| Arc::clone(news);

        let (main, on) = (frame.clone(), of(&news));
        hear(&mut tasks, &page, move |event: &EventRequestWillBeSent| {
            let is_document = event.r#type == Some(ResourceType::Document);
            if is_document && event.frame_id.as_ref() == Some(&main) {
                on_request(&mut lock(&on), &event.request.url);
            }
        })
        .await?;
        let (main, on) = (frame.clone(), of(&news));
        hear(&mut tasks, &page, move |event: &EventResponseReceived| {
            if event.r#type == ResourceType::Document && event.frame_id.as_ref() == Some(&main) {
                let mut news = lock(&on);
                if let Ok(status) = u16::try_from(event.response.status)
                    && news.statuses.len() < MAX_HOPS
                {
                    news.statuses.insert(event.loader_id.clone(), status);
                }
            }
        })
        .await?;
        let (main, on) = (frame.clone(), of(&news));
        hear(&mut tasks, &page, move |event: &EventFrameNavigated| {
            if event.frame.id == main {
                let mut news = lock(&on);
                news.arrived = true;
                news.standing = Some(event.frame.loader_id.clone());
            }
        })
        .await?;
        let (main, on) = (frame.clone(), of(&news));
        hear(&mut tasks, &page, move |event: &EventNavigatedWithinDocument| {
            if event.frame_id == main {
                lock(&on).arrived = true;
            }
        })
        .await?;
        let on = of(&news);
        hear(&mut tasks, &page, move |event: &EventWindowOpen| {
            let mut news = lock(&on);
            if let Ok(url) = Url::parse(&event.url)
                && matches!(url.scheme(), "http" | "https")
                && news.windows.len() < MAX_HOPS
            {
                news.windows.push(url);
            }
        })
        .await?;
        // A page that asks whether one really wants to leave is left.
        let mut dialogs = bounded(page.event_listener::<EventJavascriptDialogOpening>()).await?;
        let talking = page.clone();
        tasks.spawn(async move {
            while let Some(dialog) = dialogs.next().await {
                let leave = dialog.r#type.as_ref() == "beforeunload";
                let _ = talking.execute(HandleJavaScriptDialogParams::new(leave)).await;
            }
        });
        let mut targets =
            bounded(self.engine.chromium.event_listener::<EventTargetCreated>()).await?;
        let (engine, opener) = (Arc::clone(&self.engine), page.target_id().clone());
        tasks.spawn(async move {
            while let Some(event) = targets.next().await {
                if event.target_info.opener_id.as_ref() == Some(&opener) {
                    let close = CloseTargetParams::new(event.target_info.target_id.clone());
                    let _ = engine.chromium.execute(close).await;
                }
            }
        });
        let early = AddScriptToEvaluateOnNewDocumentParams::builder()
            .source(SCRIPT)
            .world_name(WORLD)
            .build()
            .map_err(failure)?;
        bounded(page.execute(early)).await?;
        bounded(page.execute(SetBypassServiceWorkerParams::new(true))).await?;
        // A page behaves otherwise where it thinks that nobody looks at it.
        bounded(page.execute(SetFocusEmulationEnabledParams::new(true))).await?;
        Ok(Open { page, frame, news, _tasks: tasks, loading: None })
    }

    /// Opens an address and waits until the page stands still.
    ///
    /// # Errors
    /// There is no answer, the page or the browser dies.
    pub(in crate::collect) async fn goto(&mut self, url: &Url) -> Result<Sight, Failure> {
        if self.open.as_ref().is_some_and(Open::is_stuck) {
            self.throw_away().await;
        }
        if self.open.is_none() {
            self.open = Some(self.fresh().await?);
        }
        self.begin(url);
        if let Some(open) = &mut self.open {
            let (page, to) = (open.page.clone(), NavigateParams::new(url.as_str()));
            open.loading = Some(tokio::spawn(async move {
                let answer = page.execute(to).await.map_err(|e| e.to_string())?;
                answer.result.error_text.map_or(Ok(()), Err)
            }));
        }
        self.watch(Awaited::Page).await
    }

    /// Puts a document of ours at an address.
    pub(in crate::collect) fn serve(&self, url: &Url, html: Bytes) {
        self.traffic.serve(url, html);
    }

    /// Forgets what happened before and counts anew.
    pub(super) fn begin(&mut self, url: &Url) {
        self.traffic.turn_page(url);
        if let Some(open) = &self.open {
            lock(&open.news).begin();
        }
    }

    /// Waits until the page stands still and takes it down; a page that kills its
    /// tab loses it.
    pub(super) async fn watch(&mut self, awaited: Awaited) -> Result<Sight, Failure> {
        let seen = self.seen(awaited).await;
        if seen.as_ref().is_err_and(|e| e.reason == Reason::NeedsJavascript) {
            self.throw_away().await;
        }
        seen
    }

    async fn seen(&mut self, awaited: Awaited) -> Result<Sight, Failure> {
        self.settle(awaited).await?;
        let Some(open) = &self.open else { return Err(failure("the tab is gone".to_owned())) };
        let (mut hops, status, arrived) = {
            let news = lock(&open.news);
            (news.hops.clone(), news.status(), news.arrived)
        };
        let last = hops.last().cloned();
        let failed = || last.as_ref().and_then(|url| self.traffic.failure(url.as_str()));
        if !arrived
            && !hops.is_empty()
            && let Some(failure) = failed()
        {
            return Err(failure);
        }
        if awaited == Awaited::Page && !arrived {
            let nothing = || no_page("it is none, or a download");
            return Err(failed().unwrap_or_else(nothing));
        }
        let call = format!("shopvet.take({:?}, {})", self.mark, self.max_html);
        let taken: Option<Taken> = self.call(&call).await?;
        let error = || failed().unwrap_or_else(|| no_page("the browser shows an error"));
        let taken = taken.ok_or_else(error)?;
        if !taken.url.starts_with("http:") && !taken.url.starts_with("https:") {
            return Err(error());
        }
        // Our own refusals are no answers of the server.
        if status.is_some_and(|status| status >= 400)
            && let Some(failure) = failed()
        {
            return Err(failure);
        }
        // What was not asked for is no part of the way.
        hops.retain(|hop| self.traffic.failure(hop.as_str()).is_none());
        let screenshot = self.picture(&taken).await;
        let (mark, at) = (self.mark.clone(), now());
        let made = tokio::task::spawn_blocking(move || {
            document::view(taken, &mark, status, screenshot, at)
        });
        let made = made.await.ok().flatten();
        let Some((view, numbered)) = made else {
            return Err(failure("the page has no address".to_owned()));
        };
        self.numbered = Some(numbered);
        Ok(Sight { view, hops, withheld: self.traffic.withheld() })
    }

    /// Where the page was when it was last seen.
    pub(super) fn at(&self) -> Option<Url> {
        self.numbered.as_ref().map(|numbered| numbered.url().clone())
    }

    /// The last address on the way to the page.
    pub(super) fn last_hop(&self) -> Option<Url> {
        self.open.as_ref().and_then(|open| lock(&open.news).hops.last().cloned())
    }

    /// The number of the live element that a selector of the last sight leads to;
    /// where the page has made it anew, of the one that now stands in its place.
    pub(super) async fn number(&mut self, selector: &str) -> Result<Option<usize>, Failure> {
        let known = self.numbered.as_ref().and_then(|numbered| numbered.number(selector));
        if let Some(number) = known
            && self.call::<bool>(&format!("shopvet.stands({number})")).await?
        {
            return Ok(Some(number));
        }
        let call = format!("shopvet.take({:?}, {})", self.mark, self.max_html);
        let taken: Option<Taken> = self.call(&call).await?;
        let made = taken.and_then(|taken| document::view(taken, &self.mark, None, None, now()));
        let Some((_, numbered)) = made else { return Ok(None) };
        let number = numbered.number(selector);
        self.numbered = Some(numbered);
        Ok(number)
    }

    /// The page taken down once more, with the selector and the number that an
    /// element of the last sight has in it.
    pub(super) async fn anew(
        &mut self,
        selector: &str,
    ) -> Result<Option<(View, String, usize)>, Failure> {
        let Some(number) = self.number(selector).await? else { return Ok(None) };
        self.call::<bool>(&format!("shopvet.hold({number})")).await?;
        let call = format!("shopvet.take({:?}, {})", self.mark, self.max_html);
        let taken: Option<Taken> = self.call(&call).await?;
        let number: i64 = self.call("shopvet.heldNumber()").await?;
        let made = taken.and_then(|taken| document::view(taken, &self.mark, None, None, now()));
        let (Some((view, numbered)), Ok(number)) = (made, usize::try_from(number)) else {
            return Ok(None);
        };
        let selector = numbered.selector(number);
        self.numbered = Some(numbered);
        Ok(selector.map(|selector| (view, selector, number)))
    }

    /// The cookies of this visitor.
    pub(super) async fn cookies(&self) -> Result<Vec<Cookie>, Failure> {
        let all = GetCookiesParams::builder().browser_context_id(self.context.clone()).build();
        let cookies = bounded(self.engine.chromium.execute(all)).await?.result.cookies;
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let at = since.as_secs_f64();
        let cookies = cookies.into_iter().take(MAX_COOKIES);
        Ok(cookies.map(|c| super::banner::cookie(c.name, c.domain, c.expires, at)).collect())
    }

    /// The picture of the whole page; a page without one is a page all the same.
    async fn picture(&self, taken: &Taken) -> Option<Screenshot> {
        let open = self.open.as_ref()?;
        let (width, height) = (f64::from(WIDTH), taken.height.clamp(1.0, MAX_HEIGHT).ceil());
        let clip = Viewport::builder().x(0.0).y(0.0).width(width).height(height).scale(1.0);
        let capture = CaptureScreenshotParams::builder()
            .format(CaptureScreenshotFormat::Jpeg)
            .quality(QUALITY)
            .clip(clip.build().ok()?)
            .capture_beyond_viewport(true)
            .optimize_for_speed(true)
            .build();
        let picture = bounded(open.page.execute(capture)).await.ok()?;
        let coded: &str = picture.result.data.as_ref();
        let bytes = data_encoding::BASE64.decode(coded.as_bytes()).ok()?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let height = height as u32;
        Some(Screenshot {
            media_type: "image/jpeg".to_owned(),
            width: WIDTH,
            height,
            sha256: sha256(&bytes),
            bytes: Bytes::from(bytes),
        })
    }

    /// Calls into our script in the page, in a world of its own.
    pub(super) async fn call<T: DeserializeOwned>(&self, expression: &str) -> Result<T, Failure> {
        let Some(open) = &self.open else { return Err(failure("the tab is gone".to_owned())) };
        let world = CreateIsolatedWorldParams::builder()
            .frame_id(open.frame.clone())
            .world_name(WORLD)
            .build()
            .map_err(failure)?;
        let world = bounded(open.page.execute(world)).await?.result.execution_context_id;
        let evaluate = |expression: String| {
            EvaluateParams::builder()
                .expression(expression)
                .context_id(world)
                .return_by_value(true)
                .await_promise(true)
                .silent(true)
                .build()
        };
        let present = evaluate("typeof shopvet === 'object'".to_owned()).map_err(failure)?;
        let present = bounded(open.page.execute(present)).await?;
        if present.result.result.value != Some(serde_json::Value::Bool(true)) {
            let script = evaluate(SCRIPT.to_owned()).map_err(failure)?;
            bounded(open.page.execute(script)).await?;
        }
        let answer = evaluate(expression.to_owned()).map_err(failure)?;
        let answer = bounded(open.page.execute(answer)).await?.result;
        if let Some(thrown) = answer.exception_details {
            return Err(failure(format!("the page cannot be read: {}", thrown.text)));
        }
        let value = answer.result.value.unwrap_or(serde_json::Value::Null);
        serde_json::from_value(value).map_err(|e| failure(format!("the page cannot be read: {e}")))
    }

    /// Sends an order to the page.
    pub(super) async fn order<C: Command>(&self, command: C) -> Result<C::Response, Failure> {
        let Some(open) = &self.open else { return Err(failure("the tab is gone".to_owned())) };
        Ok(bounded(open.page.execute(command)).await?.result)
    }

    /// Whether a document has taken its place since the page was begun, and
    /// whether one was asked for.
    pub(super) fn arrival(&self) -> (bool, bool) {
        self.open.as_ref().map_or((true, true), |open| {
            let news = lock(&open.news);
            (news.arrived, !news.hops.is_empty())
        })
    }

    /// Windows that the page tried to open since it was begun.
    pub(super) fn windows(&self) -> Vec<Url> {
        self.open.as_ref().map(|open| lock(&open.news).windows.clone()).unwrap_or_default()
    }

    /// Closes the page; the next one gets a fresh tab.
    async fn throw_away(&mut self) {
        if let Some(open) = self.open.take() {
            let close = CloseTargetParams::new(open.page.target_id().clone());
            // One that cannot even be closed keeps its process busy for ever.
            if bounded(self.engine.chromium.execute(close)).await.is_err() {
                self.engine.end().await;
            }
        }
    }

    /// The folder of the browser.
    #[cfg(test)]
    pub(super) fn folder(&self) -> Option<String> {
        self.engine.folder()
    }

    /// The process of the browser.
    #[cfg(test)]
    pub(super) fn process(&self) -> Option<u32> {
        let folder = self.folder()?;
        std::fs::read_dir("/proc").ok()?.flatten().find_map(|entry| {
            let id = entry.file_name().to_str()?.parse::<u32>().ok()?;
            let line = std::fs::read(entry.path().join("cmdline")).ok()?;
            let line = String::from_utf8_lossy(&line).into_owned();
            let first = line.split('\0').next()?;
            let own = line.contains(&folder) && !line.contains("--type=");
            (own && !first.ends_with("sh") && !first.contains("crashpad")).then_some(id)
        })
    }

    /// Whether the browser is still there.
    pub(in crate::collect) fn is_alive(&self) -> bool {
        self.engine.is_alive()
    }
}

impl Open {
    /// Whether it never finished loading what it was last sent to.
    fn is_stuck(&self) -> bool {
        self.loading.as_ref().is_some_and(|loading| !loading.is_finished())
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        let (engine, context) = (Arc::clone(&self.engine), self.context.clone());
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                let _ = bounded(engine.chromium.execute(DisposeBrowserContextParams::new(context)))
                    .await;
            });
        }
    }
}

fn lock(news: &Mutex<News>) -> MutexGuard<'_, News> {
    news.lock().unwrap_or_else(PoisonError::into_inner)
}

fn on_request(news: &mut News, url: &str) {
    if let Ok(mut url) = Url::parse(url)
        && matches!(url.scheme(), "http" | "https")
        && news.hops.len() < MAX_HOPS
    {
        url.set_fragment(None);
        news.hops.push(url);
    }
}

/// An address behind which there is nothing to draw; the tab is as good as before.
fn no_page(detail: &str) -> Failure {
    Failure { reason: Reason::Unreachable, detail: format!("no page was drawn: {detail}") }
}

/// Hears of one kind of event for as long as the tasks are kept.
async fn hear<E: IntoEventKind + Unpin + Send + Sync + 'static>(
    tasks: &mut JoinSet<()>,
    page: &Page,
    heard: impl Fn(&E) + Send + 'static,
) -> Result<(), Failure> {
    let mut events = bounded(page.event_listener::<E>()).await?;
    tasks.spawn(async move {
        while let Some(event) = events.next().await {
            heard(&event);
        }
    });
    Ok(())
}

/// The result of an order to the browser, which may not take for ever.
pub(super) async fn bounded<T>(
    order: impl Future<Output = chromiumoxide::Result<T>>,
) -> Result<T, Failure> {
    match tokio::time::timeout(ORDER, order).await {
        Ok(Ok(result)) => Ok(result),
        Ok(Err(error)) => Err(failure(format!("the browser does not do it: {error}"))),
        Err(_) => Err(failure(format!("the page hung for {} s", ORDER.as_secs()))),
    }
}
