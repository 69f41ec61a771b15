//! Reads one page of the shop: robots.txt, the request, its redirects.
//!
//! Each hop is an exchange of its own and passes robots.txt, the rate and the
//! guard like the first. An address that says it would place an order is not asked
//! for, since there are shops where a link is enough. A redirect off the shop's domains is recorded and not
//! followed, unless it is the front page's: where that leads is the shop. What
//! fails for a moment (a refused connection, 5xx, 429) is tried once more, and
//! only the last answer is kept.

use super::address::{self, registrable_domain};
use super::browser::Place;
use super::clock::now;
use super::draw::Drawing;
use super::frontier::{Frontier, Lead};
use super::http::{Http, Want};
use super::links::{self, Found, Told};
use super::log::Log;
use super::rate::Rate;
use super::robots::{RobotFiles, Rules};
use super::walk::guard::{self, Sending};
use super::wall::Asked;
use crate::extract::PageKind;
use crate::facts::Reason;
use crate::snapshot::{Answer, Exchange, ExchangeResult, Failure, Limits, Purpose, View, Wall};
use crate::vocabulary::Vocabulary;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use url::Url;

/// What pages are asked for as.
pub(super) const ACCEPT: &str =
    "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.8,*/*;q=0.7";
/// What a drawn page is.
const DRAWN: &str = "text/html; charset=utf-8";
/// The pause before a second attempt.
const PAUSE: Duration = Duration::from_millis(500);
/// The pause where a server says that it is asked too often and not for how
/// long, and the longest it can ask for.
const BREATH: Duration = Duration::from_secs(2);
const LONGEST_BREATH: Duration = Duration::from_secs(10);

/// The shop, and all that is needed to ask it for something.
pub(super) struct Shop<'a> {
    pub(super) http: &'a Http,
    pub(super) rate: &'a Rate,
    pub(super) limits: &'a Limits,
    pub(super) log: &'a Log<'a>,
    robots: Arc<RobotFiles>,
    frontier: Mutex<Frontier>,
    domains: Arc<Mutex<Vec<String>>>,
    drawing: Option<&'a Drawing>,
    entry: Url,
}

/// What came of reading a page.
pub(super) enum Outcome {
    /// Something was answered.
    Read(Read),
    /// There was no answer, or too many redirects.
    Failed,
    /// It redirected to a page that is read elsewhere, or off the shop.
    Elsewhere(Vec<Url>),
    /// This address, its own or one it redirects to, may not be asked for.
    Refused(Reason, Url),
}

/// A page that answered.
pub(super) struct Read {
    /// Where the answer came from.
    pub(super) url: Url,
    /// The addresses on the way there, `url` included, without the first.
    pub(super) hops: Vec<Url>,
    pub(super) wall: Option<Wall>,
    pub(super) links: Vec<Found>,
}

impl<'a> Shop<'a> {
    pub(super) fn new(
        entry: &Url,
        http: &'a Http,
        rate: &'a Rate,
        limits: &'a Limits,
        log: &'a Log<'a>,
    ) -> Self {
        let domain = registrable_domain(entry.host_str().unwrap_or_default());
        Self {
            http,
            rate,
            limits,
            log,
            robots: Arc::default(),
            frontier: Mutex::default(),
            domains: Arc::new(Mutex::new(vec![domain])),
            drawing: None,
            entry: entry.clone(),
        }
    }

    /// The same shop with its pages drawn by a browser.
    pub(super) fn drawn_by(self, drawing: Option<&'a Drawing>) -> Self {
        Self { drawing, ..self }
    }

    /// What draws its pages, where something does.
    pub(super) fn drawing(&self) -> Option<&'a Drawing> {
        self.drawing
    }

    /// What a browser must know of the shop. Where robots.txt has been read it
    /// counts for the browser too, unless `past_robots`.
    pub(super) fn place(&self, past_robots: bool) -> Place {
        let (domains, robots) = (Arc::clone(&self.domains), Arc::clone(&self.robots));
        Place {
            own: Arc::new(move |url| is_within(&domains, url)),
            robots: Arc::new(move |url| {
                let rules = robots.known(url).filter(|_| !past_robots)?;
                rules.refusal(url)
            }),
        }
    }

    /// The lead to the front page.
    pub(super) fn front(&self) -> Lead {
        Lead {
            url: self.entry.clone(),
            referrer: None,
            text: None,
            clicks: 0,
            kind: Some(PageKind::Front),
            steps: 0,
            unlinked: false,
        }
    }

    pub(super) fn frontier(&self) -> MutexGuard<'_, Frontier> {
        self.frontier.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the address belongs to the shop.
    pub(super) fn holds(&self, url: &Url) -> bool {
        matches!(url.scheme(), "http" | "https") && is_within(&self.domains, url)
    }

    /// The registrable domains of the shop.
    pub(super) fn domains(&self) -> Vec<String> {
        self.domains.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn admit(&self, url: &Url) {
        let domain = registrable_domain(url.host_str().unwrap_or_default());
        let mut domains = self.domains.lock().unwrap_or_else(PoisonError::into_inner);
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }

    /// What robots.txt says of the address' origin.
    pub(super) async fn rules(&self, url: &Url) -> Arc<Rules> {
        self.robots.rules(url, self.http, self.rate, &|e| self.log.exchange(e)).await
    }

    /// Whether robots.txt forbids the address.
    pub(super) async fn is_forbidden(&self, url: &Url) -> bool {
        self.rules(url).await.refusal(url).is_some()
    }

    /// Asks for an address that is not a page, once, and keeps the exchange.
    pub(super) async fn ask_once(
        &self,
        url: &Url,
        purpose: Purpose,
        referrer: Option<String>,
    ) -> Option<Answer> {
        self.rate.turn(url.host_str().unwrap_or_default()).await;
        let want = if purpose == Purpose::Sitemap { Want::Anything } else { Want::Documents };
        let result = self.http.get(url, "*/*", want).await;
        let answer = result.as_ref().ok().cloned();
        self.log.exchange(Exchange {
            sent: None,
            view: None,
            url: url.to_string(),
            method: "GET".to_owned(),
            purpose,
            referrer,
            link_text: None,
            clicks: 0,
            seen_at: now(),
            result: into_result(result),
        });
        answer
    }

    /// Reads a page and where it redirects to.
    pub(super) async fn read(&self, lead: &Lead) -> Outcome {
        let is_front = lead.kind == Some(PageKind::Front) && lead.referrer.is_none();
        let mut url = lead.url.clone();
        let mut hops: Vec<Url> = Vec::new();
        loop {
            if self.would_do_something(&url) {
                return Outcome::Refused(Reason::NotCollected, url);
            }
            if let Some(reason) = self.rules(&url).await.refusal(&url) {
                return Outcome::Refused(reason, url);
            }
            self.rate.turn(url.host_str().unwrap_or_default()).await;
            let answer = match self.get(&url).await {
                Ok(answer) => answer,
                Err(failure) => {
                    self.keep(lead, &url, Err(failure));
                    return Outcome::Failed;
                }
            };
            let Some(next) = redirect(&answer, &url) else {
                return self.answered(lead, url, hops, answer).await;
            };
            self.keep(lead, &url, Ok(answer));
            if is_front && matches!(next.scheme(), "http" | "https") {
                self.admit(&next);
            }
            if !self.holds(&next) {
                return Outcome::Elsewhere(hops);
            }
            let on_the_way = next == lead.url || hops.contains(&next) || same_page(&next, &url);
            // Once round may set a cookie that opens the way; twice is a circle.
            let before = hops.iter().chain([&lead.url]).filter(|hop| **hop == next).count();
            if before >= 2 {
                let detail = "its redirects go round in a circle".to_owned();
                self.keep(lead, &next, Err(Failure { reason: Reason::Unreachable, detail }));
                return Outcome::Failed;
            }
            let news = self.frontier().note(&next);
            hops.push(next.clone());
            if !news && !on_the_way {
                return Outcome::Elsewhere(hops);
            }
            if hops.len() > usize::try_from(self.limits.max_redirects).unwrap_or(usize::MAX) {
                let detail =
                    format!("more than {} redirects after one another", self.limits.max_redirects);
                self.keep(lead, &next, Err(Failure { reason: Reason::Truncated, detail }));
                return Outcome::Failed;
            }
            url = next;
        }
    }

    /// Whether the guard of the walk has something against asking for an address.
    fn would_do_something(&self, url: &Url) -> bool {
        let sending = Sending {
            method: "GET",
            url,
            content_type: "",
            body: &[],
            own: self.holds(url),
            action: None,
        };
        guard::send(&sending).is_err()
    }

    /// Takes in an answer that is not a redirect.
    async fn answered(&self, lead: &Lead, url: Url, hops: Vec<Url>, mut answer: Answer) -> Outcome {
        let (asked, expected) = (lead.url.clone(), lead.kind.is_some());
        let (body, at) = (answer.clone(), url.clone());
        // Reading a page is work for a processor; requests go on meanwhile.
        let reading = tokio::task::spawn_blocking(move || {
            let asked = Asked { url: &asked, expected };
            links::read(&body, &at, asked, Vocabulary::built_in())
        });
        let mut told = reading.await.unwrap_or_default();
        let mut view = None;
        if let Some(drawing) = self.drawing
            && told.wall.is_none()
            && answer.is_html()
            && answer.status < 400
        {
            let is_front = lead.kind == Some(PageKind::Front) && lead.referrer.is_none();
            let wanted = drawing.wants(told.script, is_front);
            view = match wanted {
                true => drawing.draw(&url, is_front, || self.place(false), self.log).await,
                false => None,
            };
        }
        if let Some(view) = &view {
            let (mut drawn, at) = (answer.clone(), url.clone());
            drawn.body = view.html.clone();
            drawn.headers = vec![("content-type".to_owned(), DRAWN.to_owned())];
            let asked = lead.url.clone();
            let reading = tokio::task::spawn_blocking(move || {
                let asked = Asked { url: &asked, expected };
                links::read(&drawn, &at, asked, Vocabulary::built_in())
            });
            let seen = reading.await.unwrap_or_default();
            told.links = links::merge(seen.links, told.links);
            told.wall = seen.wall;
        }
        let Told { wall, links, .. } = told;
        answer.wall.clone_from(&wall);
        self.keep_seen(lead, &url, Ok(answer), view);
        Outcome::Read(Read { url, hops, wall, links })
    }

    fn keep(&self, lead: &Lead, url: &Url, result: Result<Answer, Failure>) {
        self.keep_seen(lead, url, result, None);
    }

    fn keep_seen(
        &self,
        lead: &Lead,
        url: &Url,
        result: Result<Answer, Failure>,
        view: Option<View>,
    ) {
        self.log.exchange(Exchange {
            sent: None,
            view,
            url: address::without_fragment(url),
            method: "GET".to_owned(),
            purpose: Purpose::Page,
            referrer: lead.referrer.clone(),
            link_text: lead.text.clone(),
            clicks: lead.clicks,
            seen_at: now(),
            result: into_result(result),
        });
    }

    /// GETs a page; what fails for a moment is tried once more.
    async fn get(&self, url: &Url) -> Result<Answer, Failure> {
        let host = url.host_str().unwrap_or_default();
        let first = self.http.get(url, ACCEPT, Want::Documents).await;
        let pause = match &first {
            Err(failure) if failure.reason == Reason::Unreachable => PAUSE,
            Ok(answer) => match answer.status {
                500 | 502 | 504 => PAUSE,
                429 | 503 => {
                    let pause = retry_after(answer).unwrap_or(BREATH);
                    if pause > LONGEST_BREATH {
                        return first;
                    }
                    self.rate.slow_down(host, PAUSE);
                    pause
                }
                _ => return first,
            },
            Err(_) => return first,
        };
        self.rate.rest(host, pause);
        self.rate.turn(host).await;
        self.http.get(url, ACCEPT, Want::Documents).await
    }
}

/// Whether an address belongs to one of these domains.
fn is_within(domains: &Mutex<Vec<String>>, url: &Url) -> bool {
    let domain = registrable_domain(url.host_str().unwrap_or_default());
    domains.lock().unwrap_or_else(PoisonError::into_inner).contains(&domain)
}

/// Where an answer redirects to.
pub(super) fn redirect(answer: &Answer, url: &Url) -> Option<Url> {
    if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let mut next = url.join(answer.header("location")?.trim()).ok()?;
    next.set_fragment(None);
    Some(next)
}

/// Whether both are the same page but for the scheme.
fn same_page(a: &Url, b: &Url) -> bool {
    address::key(a) == address::key(b)
}

/// How long the server asks to be left alone (`Retry-After` in seconds; a date
/// is as good as a long time).
fn retry_after(answer: &Answer) -> Option<Duration> {
    let value = answer.header("retry-after")?.trim();
    Some(value.parse().map_or(Duration::MAX, Duration::from_secs))
}

fn into_result(result: Result<Answer, Failure>) -> ExchangeResult {
    match result {
        Ok(answer) => ExchangeResult::Answer(answer),
        Err(failure) => ExchangeResult::Failure(failure),
    }
}
