//! Which page to read next: what matters first.
//!
//! Links are kept by the kind of page they promise. The next one is taken from
//! the kind with the lowest cost, where the cost grows with every page of that
//! kind already read, so that contact and terms come first, a few products soon
//! after, and no kind starves the others. Within a kind the nearer to the front
//! page comes first, then the order of discovery.
//!
//! Endless series (calendars, filters) are recognised by their growth: pages
//! whose addresses differ by number only and that are reached through one
//! another rather than from the rest of the site.

use super::address;
use crate::extract::PageKind;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use url::Url;

/// Most links that wait.
const MAX_WAITING: usize = 20_000;
/// Pages of one series before its growth is looked at.
const SERIES_FREE: usize = 8;
/// Steps through one series before it counts as endless.
const SERIES_STEPS: u32 = 3;

/// A page that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lead {
    /// The address, cleaned.
    pub(super) url: Url,
    /// The page that linked here.
    pub(super) referrer: Option<String>,
    /// The words of that link.
    pub(super) text: Option<String>,
    /// Links from the front page.
    pub(super) clicks: u32,
    /// What the link promises.
    pub(super) kind: Option<PageKind>,
    /// How many pages of its own series one had to pass through.
    pub(super) steps: u32,
    /// It stands in a sitemap and no link to it has been seen.
    pub(super) unlinked: bool,
}

/// What became of an offered lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Offer {
    /// It waits.
    Taken,
    /// It waits or was read already.
    Known,
    /// It belongs to an endless series; this is the first of it that is refused.
    Endless,
    /// As before, and not the first.
    EndlessAgain,
    /// Too many wait.
    Full,
}

/// Order within a kind: linked before unlinked, near before far, first found
/// first.
type Place = Reverse<(bool, u32, u64)>;

/// The links that wait.
#[derive(Debug, Default)]
pub(super) struct Frontier {
    waiting: HashMap<Option<PageKind>, BinaryHeap<(Place, String)>>,
    leads: HashMap<String, Lead>,
    seen: HashSet<String>,
    taken: HashMap<Option<PageKind>, u32>,
    series: HashMap<String, usize>,
    endless: HashSet<String>,
    count: u64,
}

impl Frontier {
    /// Offers a lead. One that waits already is moved forward when it turns out
    /// to be nearer.
    pub(super) fn offer(&mut self, lead: Lead) -> Offer {
        let key = address::key(&lead.url);
        if self.seen.contains(&key) {
            return Offer::Known;
        }
        if let Some(known) = self.leads.get(&key) {
            let better = (lead.unlinked, lead.kind.is_none(), lead.clicks)
                < (known.unlinked, known.kind.is_none(), known.clicks);
            if better {
                self.wait(key, lead);
            }
            return Offer::Known;
        }
        if self.leads.len() >= MAX_WAITING {
            return Offer::Full;
        }
        if address::is_serial(&lead.url) {
            let series = address::series(&lead.url);
            let known = self.series.entry(series.clone()).or_default();
            if *known >= SERIES_FREE && lead.steps > SERIES_STEPS {
                return if self.endless.insert(series) {
                    Offer::Endless
                } else {
                    Offer::EndlessAgain
                };
            }
            *known += 1;
        }
        self.wait(key, lead);
        Offer::Taken
    }

    fn wait(&mut self, key: String, lead: Lead) {
        self.count += 1;
        let place = Reverse((lead.unlinked, lead.clicks, self.count));
        self.waiting.entry(lead.kind).or_default().push((place, key.clone()));
        self.leads.insert(key, lead);
    }

    /// The lead that comes next.
    pub(super) fn peek(&mut self) -> Option<&Lead> {
        let (_, key) = self.next()?;
        self.leads.get(&key)
    }

    /// Takes the lead that comes next; from now on it counts as read.
    pub(super) fn take(&mut self) -> Option<Lead> {
        let (kind, key) = self.next()?;
        self.waiting.get_mut(&kind)?.pop();
        let lead = self.leads.remove(&key)?;
        *self.taken.entry(kind).or_default() += 1;
        self.seen.insert(key);
        Some(lead)
    }

    /// Notes that an address was read without being taken from here. Whether
    /// that is news.
    pub(super) fn note(&mut self, url: &Url) -> bool {
        let key = address::key(url);
        self.leads.remove(&key);
        self.seen.insert(key)
    }

    /// Takes all that wait, most important first.
    pub(super) fn drain(&mut self) -> Vec<Lead> {
        std::iter::from_fn(|| self.take()).collect()
    }

    /// The kind with the lowest cost and the key of its first lead.
    fn next(&mut self) -> Option<(Option<PageKind>, String)> {
        let mut best: Option<(u32, Option<PageKind>, String)> = None;
        for (kind, heap) in &mut self.waiting {
            // Entries that were moved forward or noted elsewhere are stale.
            while let Some((Reverse((unlinked, clicks, _)), key)) = heap.peek() {
                match self.leads.get(key) {
                    Some(lead)
                        if lead.kind == *kind
                            && lead.clicks == *clicks
                            && lead.unlinked == *unlinked =>
                    {
                        let taken = self.taken.get(kind).copied().unwrap_or_default();
                        let cost = cost(*kind, taken, *clicks, *unlinked);
                        if best.as_ref().is_none_or(|(least, known, _)| {
                            (cost, order(*kind)) < (*least, order(*known))
                        }) {
                            best = Some((cost, *kind, key.clone()));
                        }
                        break;
                    }
                    _ => {
                        heap.pop();
                    }
                }
            }
        }
        best.map(|(_, kind, key)| (kind, key))
    }
}

/// Importance of a kind, and what each page of it that was read already adds.
fn weight(kind: Option<PageKind>) -> (u32, u32) {
    match kind {
        Some(PageKind::Front) => (0, 1),
        Some(PageKind::Contact) => (1, 4),
        Some(PageKind::Terms) => (2, 4),
        Some(PageKind::Imprint) => (3, 4),
        Some(PageKind::Privacy) => (4, 6),
        Some(PageKind::Returns) => (5, 4),
        Some(PageKind::Delivery) => (6, 4),
        Some(PageKind::Complaints) => (7, 4),
        Some(PageKind::Cookies) => (8, 8),
        Some(PageKind::About) => (9, 6),
        Some(PageKind::Checkout) => (10, 8),
        Some(PageKind::Cart) => (11, 8),
        Some(PageKind::Product) => (12, 3),
        Some(PageKind::Category) => (14, 3),
        None => (20, 1),
    }
}

fn cost(kind: Option<PageKind>, taken: u32, clicks: u32, unlinked: bool) -> u32 {
    let (base, step) = weight(kind);
    let taken = step.saturating_mul(taken);
    base.saturating_add(taken)
        .saturating_add(clicks.saturating_mul(2))
        .saturating_add(if unlinked { 20 } else { 0 })
}

/// A fixed order of kinds with equal cost, so that visits are repeatable.
fn order(kind: Option<PageKind>) -> u32 {
    weight(kind).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(path: &str, kind: Option<PageKind>, clicks: u32) -> Lead {
        Lead {
            url: Url::parse("https://shop.example").unwrap().join(path).unwrap(),
            referrer: None,
            text: None,
            clicks,
            kind,
            steps: 0,
            unlinked: false,
        }
    }

    fn order_of(frontier: &mut Frontier) -> Vec<String> {
        frontier.drain().into_iter().map(|lead| lead.url.path().to_owned()).collect()
    }

    #[test]
    fn what_matters_comes_first_and_no_kind_starves_the_others() {
        let mut frontier = Frontier::default();
        for n in 0..40 {
            frontier.offer(lead(&format!("/p{n}"), Some(PageKind::Product), 1));
            frontier.offer(lead(&format!("/c{n}"), Some(PageKind::Contact), 1));
        }
        frontier.offer(lead("/blog", None, 1));
        frontier.offer(lead("/privacy", Some(PageKind::Privacy), 1));
        frontier.offer(lead("/terms", Some(PageKind::Terms), 1));
        let order = order_of(&mut frontier);
        let at = |path: &str| order.iter().position(|p| p == path).unwrap();
        assert_eq!(order[0], "/c0");
        assert_eq!(order[1], "/terms");
        assert!(at("/privacy") < 5, "{order:?}");
        assert!(at("/p0") < 8, "{order:?}");
        assert!(at("/blog") < 20, "{order:?}");
        assert_eq!(order.len(), 83);
    }

    #[test]
    fn nearer_pages_come_first_and_sitemaps_last() {
        let mut frontier = Frontier::default();
        frontier.offer(Lead { unlinked: true, ..lead("/map", None, 5) });
        frontier.offer(lead("/far", None, 2));
        frontier.offer(lead("/near", None, 1));
        assert_eq!(order_of(&mut frontier), ["/near", "/far", "/map"]);
    }

    #[test]
    fn a_page_is_read_once_and_moved_forward_when_found_nearer() {
        let mut frontier = Frontier::default();
        assert_eq!(frontier.offer(lead("/a", None, 3)), Offer::Taken);
        assert_eq!(frontier.offer(lead("/b", None, 2)), Offer::Taken);
        assert_eq!(frontier.offer(lead("/a?utm_source=x#y", None, 1)), Offer::Known);
        assert_eq!(frontier.peek().unwrap().clicks, 1);
        assert_eq!(order_of(&mut frontier), ["/a", "/b"]);
        assert_eq!(frontier.offer(lead("/a", None, 1)), Offer::Known);
        assert!(frontier.note(&Url::parse("https://shop.example/c").unwrap()));
        assert_eq!(frontier.offer(lead("/c", None, 1)), Offer::Known);
    }

    #[test]
    fn an_endless_calendar_ends_and_a_long_list_of_products_does_not() {
        let mut frontier = Frontier::default();
        let calendar = (0..1000)
            .map(|n| Lead { steps: n, ..lead(&format!("/calendar/{n}"), None, 1) })
            .map(|lead| frontier.offer(lead))
            .collect::<Vec<_>>();
        assert_eq!(calendar.iter().filter(|o| **o == Offer::Taken).count(), SERIES_FREE);
        assert_eq!(calendar.iter().filter(|o| **o == Offer::Endless).count(), 1);
        for n in 0..500 {
            assert_eq!(frontier.offer(lead(&format!("/item/{n}"), None, 2)), Offer::Taken);
        }
    }
}
