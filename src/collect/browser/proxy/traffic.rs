//! What one browser context sent and was refused, shared between its proxy and
//! its tab.

use crate::facts::Reason;
use crate::snapshot::{Failure, StepAction, Withheld};
use bytes::Bytes;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

/// Most requests that one page may make.
const MAX_REQUESTS: usize = 600;
/// Most bytes that one page may load.
const MAX_BYTES: u64 = 40 << 20;
/// Most refused requests that are kept.
const MAX_WITHHELD: usize = 100;
/// Most hosts, and addresses of other hosts, that are kept.
const MAX_ADDRESSES: usize = 500;
/// A request that is under way for so long is one that waits for news of the
/// server, and does not keep a page from being ready.
const WAITING: Duration = Duration::from_secs(3);

/// What is known of an address.
type Asked<T> = Arc<dyn Fn(&Url) -> T + Send + Sync>;

/// What is known of the shop: whose a host is, and what robots.txt says.
#[derive(Clone)]
pub(in crate::collect) struct Place {
    /// Whether an address belongs to the shop.
    pub(in crate::collect) own: Asked<bool>,
    /// Why a page may not be asked for, as far as robots.txt is known.
    pub(in crate::collect) robots: Asked<Option<Reason>>,
}

impl Place {
    /// Where nothing is anybody's and everything may be asked for.
    pub(in crate::collect) fn nowhere() -> Self {
        Self { own: Arc::new(|_| false), robots: Arc::new(|_| None) }
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Place")
    }
}

/// The traffic of one context.
#[derive(Debug)]
pub(in crate::collect::browser) struct Traffic {
    pub(in crate::collect::browser) place: Place,
    /// Nothing leaves at all.
    sealed: bool,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    action: Option<StepAction>,
    page: String,
    next: u64,
    under_way: HashMap<u64, Instant>,
    last: Instant,
    requests: usize,
    bytes: u64,
    spent: bool,
    withheld: Vec<Withheld>,
    told: HashSet<String>,
    failures: HashMap<String, Failure>,
    others: BTreeSet<String>,
    closed: Vec<u16>,
    served: Option<(Url, Bytes)>,
    /// The page that was refused last.
    refused: Option<Withheld>,
}

/// A request under way; it is over when this is dropped.
pub(super) struct UnderWay<'a>(&'a Traffic, u64);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        let mut inner = self.0.lock();
        inner.under_way.remove(&self.1);
        inner.last = Instant::now();
    }
}

impl Traffic {
    pub(in crate::collect::browser) fn new(place: Place, sealed: bool, closed: &[u16]) -> Self {
        Self {
            place,
            sealed,
            inner: Mutex::new(Inner {
                action: None,
                page: String::new(),
                next: 0,
                under_way: HashMap::new(),
                last: Instant::now(),
                requests: 0,
                bytes: 0,
                spent: false,
                withheld: Vec::new(),
                told: HashSet::new(),
                failures: HashMap::new(),
                others: BTreeSet::new(),
                closed: closed.to_vec(),
                served: None,
                refused: None,
            }),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A page begins: its budgets are whole again.
    pub(in crate::collect::browser) fn turn_page(&self, url: &Url) {
        let mut inner = self.lock();
        inner.page = url.to_string();
        (inner.requests, inner.bytes, inner.spent) = (0, 0, false);
        inner.failures.clear();
        inner.refused = None;
    }

    /// What the walk is doing from now on; none while pages are only read.
    pub(in crate::collect::browser) fn doing(&self, action: Option<StepAction>) {
        self.lock().action = action;
    }

    pub(super) fn action(&self) -> Option<StepAction> {
        self.lock().action
    }

    /// Requests that were refused since this was asked before.
    pub(in crate::collect::browser) fn withheld(&self) -> Vec<Withheld> {
        std::mem::take(&mut self.lock().withheld)
    }

    /// Addresses of other hosts that were asked for something.
    pub(in crate::collect::browser) fn others(&self) -> Vec<String> {
        self.lock().others.iter().cloned().collect()
    }

    /// Why an address could not be had.
    pub(in crate::collect::browser) fn failure(&self, url: &str) -> Option<Failure> {
        let url = url.split('#').next().unwrap_or(url);
        self.lock().failures.get(url).cloned()
    }

    /// How long it has been quiet; nothing while something is under way that is
    /// not merely waiting for news.
    pub(in crate::collect::browser) fn quiet(&self) -> Option<Duration> {
        let inner = self.lock();
        let busy = inner.under_way.values().any(|begun| begun.elapsed() < WAITING);
        (!busy).then(|| inner.last.elapsed())
    }

    /// Answers this address with a document of ours from now on.
    pub(in crate::collect::browser) fn serve(&self, url: &Url, html: Bytes) {
        let mut url = url.clone();
        url.set_fragment(None);
        self.lock().served = Some((url, html));
    }

    /// The document of ours that stands at an address.
    pub(super) fn served(&self, url: &Url) -> Option<Bytes> {
        let inner = self.lock();
        inner.served.as_ref().filter(|(at, _)| at == url).map(|(_, html)| html.clone())
    }

    /// A port that nothing may be sent to.
    pub(in crate::collect::browser) fn close_port(&self, port: u16) {
        self.lock().closed.push(port);
    }

    /// Begins a request, if the budgets of the page allow it.
    pub(super) fn begin(&self, url: &Url) -> Result<UnderWay<'_>, &'static str> {
        if self.sealed {
            return Err("nothing is asked for here");
        }
        let mut inner = self.lock();
        if url.port().is_some_and(|port| inner.closed.contains(&port)) {
            return Err("this port is ours");
        }
        if inner.requests >= MAX_REQUESTS || inner.bytes >= MAX_BYTES {
            inner.spent = true;
            return Err("the page has used up its budget");
        }
        inner.requests += 1;
        if !(self.place.own)(url) && inner.others.len() < MAX_ADDRESSES {
            let mut bare = url.clone();
            bare.set_query(None);
            bare.set_fragment(None);
            inner.others.insert(bare.into());
        }
        inner.next += 1;
        let number = inner.next;
        let now = Instant::now();
        inner.under_way.insert(number, now);
        inner.last = now;
        Ok(UnderWay(self, number))
    }

    /// So many bytes came.
    pub(super) fn came(&self, bytes: usize) {
        self.lock().bytes += bytes as u64;
    }

    pub(super) fn failed(&self, url: &Url, failure: Failure) {
        let mut inner = self.lock();
        if inner.failures.len() < MAX_ADDRESSES {
            inner.failures.insert(url.to_string(), failure);
        }
    }

    /// The page that was refused last, since this was asked before.
    pub(in crate::collect::browser) fn refused(&self) -> Option<Withheld> {
        self.lock().refused.take()
    }

    /// Keeps a refused request, once.
    pub(super) fn withhold(
        &self,
        method: &str,
        url: &Url,
        (code, sentence): (&str, &str),
        is_document: bool,
    ) {
        let mut bare = url.clone();
        bare.set_query(None);
        bare.set_fragment(None);
        let what = format!("{method} {bare}");
        let mut inner = self.lock();
        let news = inner.told.insert(format!("{what} {code}"));
        let withheld = Withheld {
            url: inner.page.clone(),
            selector: None,
            what,
            ground: code.to_owned(),
            detail: sentence.to_owned(),
        };
        if is_document {
            inner.refused = Some(withheld);
        } else if news && inner.told.len() <= MAX_WITHHELD {
            inner.withheld.push(withheld);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn budgets_hold_for_a_page_and_begin_anew_with_the_next() {
        let traffic = Traffic::new(Place::nowhere(), false, &[9222]);
        let page = url("https://shop.example/");
        for _ in 0..MAX_REQUESTS {
            assert!(traffic.begin(&page).is_ok());
        }
        assert!(traffic.begin(&page).is_err());
        traffic.turn_page(&page);
        assert!(traffic.begin(&page).is_ok());
        traffic.came(usize::try_from(MAX_BYTES).unwrap());
        assert!(traffic.begin(&page).is_err());
        traffic.turn_page(&page);
        assert!(traffic.begin(&url("http://127.0.0.1:9222/json")).is_err());
        assert!(Traffic::new(Place::nowhere(), true, &[]).begin(&page).is_err());
    }

    #[test]
    fn it_is_quiet_when_nothing_is_under_way() {
        let traffic = Traffic::new(Place::nowhere(), false, &[]);
        assert!(traffic.quiet().is_some());
        let under_way = traffic.begin(&url("https://a.example/x?secret=1#y"));
        assert!(traffic.quiet().is_none());
        drop(under_way);
        assert!(traffic.quiet().is_some());
        assert_eq!(traffic.others(), ["https://a.example/x"]);
    }

    #[test]
    fn a_refused_request_is_told_once_and_without_its_query() {
        let traffic = Traffic::new(Place::nowhere(), false, &[]);
        for _ in 0..2 {
            traffic.withhold(
                "POST",
                &url("https://a.example/pay?card=1"),
                ("payment", "No."),
                false,
            );
        }
        traffic.withhold("GET", &url("https://a.example/order"), ("order", "No."), true);
        assert_eq!(traffic.refused().map(|w| w.what), Some("GET https://a.example/order".into()));
        assert_eq!(traffic.refused(), None);
        let withheld = traffic.withheld();
        assert_eq!(withheld.len(), 1);
        assert_eq!(withheld[0].what, "POST https://a.example/pay");
        assert!(traffic.withheld().is_empty());
    }
}
