//! The walk over the shop: which pages are read, and how it ends.
//!
//! The front page comes first; whatever it redirects to belongs to the shop.
//! From then on the frontier says what is next, up to the page budget, with as
//! many requests in flight as the rate is worth. Links that lead off the shop's
//! domains are left alone. What was found and not read ends up in
//! [`Snapshot::skipped`](crate::snapshot::Snapshot::skipped) with the reason, so
//! that nobody takes it for absent. This file does the bookkeeping;
//! [`super::fetch`] reads one page.
//!
//! Pages known only from a sitemap have no number of clicks; they carry
//! [`Limits::max_depth`](crate::snapshot::Limits::max_depth), the farthest a
//! linked page can be.

use super::Event;
use super::address;
use super::clicks::Links;
use super::fetch::{Outcome, Read, Shop};
use super::frontier::{Lead, Offer};
use super::links::Found;
use super::sitemap;
use super::stop::Stop;
use crate::extract::{PageKind, pages::link_kind};
use crate::facts::Reason;
use crate::snapshot::{Purpose, Skipped, StopCause, Wall};
use crate::vocabulary::Vocabulary;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use url::Url;

/// Most links kept in the list of what was not read.
const MAX_SKIPPED: usize = 500;
/// Refusals one after another after which the site is left alone.
const MAX_REFUSALS: usize = 5;
/// Most sitemap files that are read, and how deep they may be nested.
const MAX_SITEMAPS: usize = 8;
const MAX_SITEMAP_DEPTH: usize = 3;

/// What a finished piece of work brings.
enum Done {
    Page(Box<Lead>, Outcome),
    Sitemaps(Vec<(Url, Url)>),
    Probe,
}

/// What to do next.
enum Next {
    Lead(Lead),
    Wait(Duration),
    Nothing,
}

/// Walks over the shop until everything is read or a budget is used up.
pub(super) async fn crawl(shop: &Shop<'_>, stop: &Stop) {
    let mut crawl = Crawl {
        shop,
        links: Links::default(),
        skipped: Vec::new(),
        started: 0,
        refusals: 0,
        front: None,
    };
    let cause = crawl.run(stop).await;
    crawl.finish(cause);
}

struct Crawl<'a> {
    shop: &'a Shop<'a>,
    links: Links,
    /// What was not read, and whether its link promised a kind of page.
    skipped: Vec<(bool, Skipped)>,
    started: usize,
    /// Refused answers since the last good one.
    refusals: usize,
    /// Key of the address where the front page was found.
    front: Option<String>,
}

impl<'a> Crawl<'a> {
    async fn run(&mut self, stop: &Stop) -> Option<StopCause> {
        let shop = self.shop;
        let limits = shop.limits;
        let most =
            usize::try_from(limits.rate).unwrap_or(usize::MAX).saturating_mul(2).clamp(4, 32);
        let mut running: FuturesUnordered<BoxFuture<'a, Done>> = FuturesUnordered::new();
        let mut underway: HashMap<String, Lead> = HashMap::new();
        let front = shop.front();
        let front_url = front.url.clone();
        shop.frontier().note(&front.url);
        self.started = 1;
        underway.insert(address::key(&front.url), front.clone());
        running.push(Box::pin(page(shop, front)));

        let cause = loop {
            let mut pause = None;
            if underway.len() < most {
                match self.next() {
                    Next::Lead(lead) => {
                        underway.insert(address::key(&lead.url), lead.clone());
                        running.push(Box::pin(page(shop, lead)));
                        // It takes its turn when it is polled; only then is
                        // the next one's wait known.
                        pause = Some(Duration::ZERO);
                    }
                    Next::Wait(wait) => pause = Some(wait),
                    Next::Nothing => {}
                }
            }
            if running.is_empty() && pause.is_none() {
                break None;
            }
            let nap = tokio::time::sleep(pause.unwrap_or(Duration::from_secs(3600)));
            let done = tokio::select! {
                biased;
                cause = stop.wait() => break Some(cause),
                Some(done) = running.next() => done,
                () = nap => continue,
            };
            match done {
                Done::Page(lead, outcome) => {
                    underway.remove(&address::key(&lead.url));
                    let is_front = lead.url == front_url && self.front.is_none();
                    self.page_done(&lead, outcome);
                    if is_front && self.front.is_some() {
                        running.push(Box::pin(sitemaps(shop, front_url.clone())));
                        if front_url.scheme() == "https" {
                            running.push(Box::pin(probe(shop, front_url.clone())));
                        }
                    }
                }
                Done::Sitemaps(pages) => self.offer_unlinked(pages),
                Done::Probe => {}
            }
        };
        for lead in underway.into_values() {
            self.skip(lead, Reason::Truncated);
        }
        cause
    }

    /// The page to read now, if there is one and the budgets allow it.
    fn next(&mut self) -> Next {
        let shop = self.shop;
        let open = self.front.is_some()
            && self.refusals < MAX_REFUSALS
            && self.started < shop.limits.max_pages
            && !shop.http.is_spent();
        let mut frontier = shop.frontier();
        let Some(lead) = frontier.peek().filter(|_| open) else { return Next::Nothing };
        // A better link may turn up while the host rests, so none is taken
        // before its turn has come.
        let wait = shop.rate.wait(lead.url.host_str().unwrap_or_default());
        if !wait.is_zero() {
            return Next::Wait(wait);
        }
        self.started += 1;
        frontier.take().map_or(Next::Nothing, Next::Lead)
    }

    fn page_done(&mut self, lead: &Lead, outcome: Outcome) {
        let key = address::key(&lead.url);
        match outcome {
            Outcome::Read(read) => {
                for hop in &read.hops {
                    self.links.add(&key, &address::key(hop), false);
                }
                match &read.wall {
                    Some(Wall { reason: Reason::Blocked | Reason::RateLimited, .. }) => {
                        self.refusals += 1;
                        // A front page that refuses us leads nowhere.
                        if self.front.is_none() {
                            return;
                        }
                    }
                    _ => self.refusals = 0,
                }
                if self.front.is_none() {
                    self.front = Some(key);
                }
                self.follow(lead, &read);
            }
            Outcome::Failed => {}
            Outcome::Elsewhere(hops) => {
                for hop in &hops {
                    self.links.add(&key, &address::key(hop), false);
                }
                // It cost no page of its own.
                self.started = self.started.saturating_sub(1);
            }
            Outcome::Refused(reason, url) => {
                self.started = self.started.saturating_sub(1);
                self.links.add(&key, &address::key(&url), false);
                self.skip(Lead { url, ..lead.clone() }, reason);
            }
        }
    }

    /// Offers the links of a page to the frontier.
    fn follow(&mut self, lead: &Lead, read: &Read) {
        let limits = self.shop.limits;
        let here = address::key(&read.url);
        let series = address::series(&read.url);
        for Found { url, text, kind, automatic } in &read.links {
            if !self.shop.holds(url) {
                continue;
            }
            self.links.add(&here, &address::key(url), !automatic);
            let next = Lead {
                url: url.clone(),
                referrer: Some(read.url.to_string()),
                text: Some(text.clone()).filter(|text| !text.is_empty()),
                // How far a page is that only a sitemap knows, nobody can say,
                // and so it is with what only that page links to.
                clicks: match lead.unlinked {
                    true => limits.max_depth,
                    false => lead.clicks + u32::from(!automatic),
                },
                kind: if *automatic { kind.or(lead.kind) } else { *kind },
                steps: if address::series(url) == series { lead.steps + 1 } else { 0 },
                unlinked: lead.unlinked,
            };
            if next.clicks > limits.max_depth {
                self.skip(next, Reason::Truncated);
                continue;
            }
            let offer = self.shop.frontier().offer(next.clone());
            if matches!(offer, Offer::Endless | Offer::Full) {
                self.skip(next, Reason::Truncated);
            }
        }
    }

    /// Offers pages that stand in sitemaps: address and sitemap.
    fn offer_unlinked(&mut self, pages: Vec<(Url, Url)>) {
        let vocabulary = Vocabulary::built_in();
        for (url, referrer) in pages {
            let kind = link_kind("", &url, vocabulary);
            let is_page = address::Sort::of(&url) == address::Sort::Page;
            if !is_page || !self.shop.holds(&url) || kind == Some(PageKind::Front) {
                continue;
            }
            self.shop.frontier().offer(Lead {
                url: address::clean(&url),
                referrer: Some(referrer.to_string()),
                text: None,
                clicks: self.shop.limits.max_depth,
                kind,
                steps: 0,
                unlinked: true,
            });
        }
    }

    fn skip(&mut self, lead: Lead, reason: Reason) {
        // The list is cut to its bound at the end, when all candidates are known.
        let promises = lead.kind.is_some();
        if promises || self.skipped.len() < 20 * MAX_SKIPPED {
            let skipped = Skipped {
                url: lead.url.to_string(),
                reason,
                referrer: lead.referrer,
                link_text: lead.text,
                clicks: lead.clicks,
            };
            self.skipped.push((promises, skipped));
        }
    }

    /// Writes down what was not read and how far from the front page all is.
    fn finish(mut self, cause: Option<StopCause>) {
        let shop = self.shop;
        let left = shop.frontier().drain();
        let refused = self.refusals >= MAX_REFUSALS;
        let cause = cause.or_else(|| match () {
            () if left.is_empty() || refused => None,
            () if shop.http.is_spent() => Some(StopCause::Bytes),
            () => Some(StopCause::Pages),
        });
        let reason = if refused { Reason::Blocked } else { Reason::Truncated };
        for lead in left {
            self.skip(lead, reason);
        }
        let read: HashSet<String> = shop.log.with(|snapshot| {
            let pages = snapshot.exchanges.iter().filter(|e| e.purpose == Purpose::Page);
            pages.filter_map(|e| Url::parse(&e.url).ok()).map(|url| address::key(&url)).collect()
        });
        let mut seen = HashSet::new();
        let key_of = |url: &str| Url::parse(url).map(|url| address::key(&url)).unwrap_or_default();
        self.skipped.sort_by_key(|(promises, _)| !promises);
        let mut skipped: Vec<Skipped> = self
            .skipped
            .into_iter()
            .map(|(_, skipped)| skipped)
            .filter(|skipped| {
                let key = key_of(&skipped.url);
                !read.contains(&key) && seen.insert(key)
            })
            .take(MAX_SKIPPED)
            .collect();

        let front = self.front.unwrap_or_default();
        let distances = self.links.distances(&front);
        shop.log.with(|snapshot| {
            for exchange in &mut snapshot.exchanges {
                if exchange.purpose == Purpose::Page
                    && let Some(clicks) = distances.get(key_of(&exchange.url).as_str())
                {
                    exchange.clicks = *clicks;
                }
            }
            for skipped in &mut skipped {
                if let Some(clicks) = distances.get(key_of(&skipped.url).as_str()) {
                    skipped.clicks = *clicks;
                }
            }
            snapshot.skipped = skipped;
            snapshot.stopped_by = cause;
        });
        if let Some(cause) = cause {
            shop.log.tell(Event::Stopped(cause));
        }
    }
}

async fn page(shop: &Shop<'_>, lead: Lead) -> Done {
    let outcome = shop.read(&lead).await;
    Done::Page(Box::new(lead), outcome)
}

/// Asks once for the plain HTTP address of the shop.
async fn probe(shop: &Shop<'_>, front: Url) -> Done {
    if let Some(host) = front.host_str()
        && let Ok(url) = Url::parse(&format!("http://{host}/"))
        && !shop.is_forbidden(&front).await
    {
        shop.ask_once(&url, Purpose::PlainHttp, None).await;
    }
    Done::Probe
}

/// Reads the sitemaps that robots.txt names, else the usual one.
async fn sitemaps(shop: &Shop<'_>, front: Url) -> Done {
    let rules = shop.rules(&front).await;
    let mut waiting: Vec<(Url, usize)> =
        rules.sitemaps().iter().map(|url| (url.clone(), 0)).collect();
    if waiting.is_empty() {
        waiting.extend(front.join("/sitemap.xml").ok().map(|url| (url, 0)));
    }
    waiting.reverse();
    let mut asked = HashSet::new();
    let mut pages = Vec::new();
    while let Some((url, depth)) = waiting.pop() {
        if asked.len() >= MAX_SITEMAPS
            || !shop.holds(&url)
            || !asked.insert(url.clone())
            || shop.is_forbidden(&url).await
        {
            continue;
        }
        let Some(answer) = shop.ask_once(&url, Purpose::Sitemap, None).await else { continue };
        if answer.status != 200 {
            continue;
        }
        let found = sitemap::read(&answer.body, &url);
        pages.extend(found.pages.into_iter().map(|page| (page, url.clone())));
        if depth < MAX_SITEMAP_DEPTH {
            waiting.extend(found.indexes.into_iter().rev().map(|url| (url, depth + 1)));
        }
    }
    Done::Sitemaps(pages)
}
