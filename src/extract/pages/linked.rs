//! What all links of a site say about its pages.
//!
//! Evidence: the words and address of each link, more from the frame of the site
//! (header, navigation, footer) than from running text, and how many pages have
//! it. Links that lead nowhere have no kind and do not count; redirects are
//! followed to where they end.

use super::link::{link_scores, page_key};
use super::names::{Names, Scores};
use crate::extract::{PageKind, PageReading, Region, Site};
use crate::snapshot::Purpose;
use std::collections::{BTreeMap, HashMap, HashSet};
use url::Url;

/// What all links of a site say about its pages.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// For each page by its key: evidence and words of the best link by kind.
    pub(super) pages: HashMap<String, BTreeMap<PageKind, Pull>>,
    /// For each page and fragment that the front page links to.
    fragments: HashMap<(String, String), BTreeMap<PageKind, Pull>>,
}

/// The pull of links towards a page as one of a kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Pull {
    /// Score of the best link.
    pub(super) best: f32,
    /// Pages that have such a link.
    pub(super) pages: usize,
    /// Words of the best link.
    pub(super) text: String,
}

impl Linked {
    /// Gathers what all links say.
    pub(super) fn of(site: &Site<'_>) -> Self {
        let names = Names::of(site.vocabulary);
        let redirects = redirects(site);
        let mut known: HashMap<(&str, &str), Scores> = HashMap::new();
        let mut linked = Self::default();
        for page in &site.pages {
            let mut seen: HashSet<(String, PageKind)> = HashSet::new();
            for link in &page.links {
                // Links that lead nowhere have no kind.
                if link.kind.is_none() {
                    continue;
                }
                let Ok(url) = Url::parse(&link.url) else { continue };
                let scores = known
                    .entry((link.text.as_str(), link.url.as_str()))
                    .or_insert_with(|| link_scores(&link.text, &url, &names));
                // An icon says with its class what neither words nor address do.
                let icon = Scores::from([(PageKind::Cart, 0.6)]);
                let marked = scores.is_empty() && link.kind == Some(PageKind::Cart);
                let scores = if marked { &icon } else { &*scores };
                let key = page_key(&link.url);
                let key = redirects.get(&key).cloned().unwrap_or(key);
                let frame = match link.region {
                    Region::Main | Region::Aside => 0.85,
                    Region::Header | Region::Nav | Region::Footer => 1.0,
                };
                for (kind, score) in scores.iter() {
                    let score = (score * frame).min(1.0);
                    let pulls = match url.fragment() {
                        Some(fragment) if !fragment.is_empty() => {
                            linked.fragments.entry((key.clone(), fragment.to_owned())).or_default()
                        }
                        Some(_) => continue,
                        None => linked.pages.entry(key.clone()).or_default(),
                    };
                    let pull = pulls.entry(*kind).or_default();
                    if score > pull.best {
                        pull.best = score;
                        pull.text.clone_from(&link.text);
                    }
                    if seen.insert((key.clone(), *kind)) {
                        pull.pages += 1;
                    }
                }
            }
        }
        linked
    }

    /// What links say of a page as one of a kind.
    pub(super) fn page(&self, page: &PageReading, kind: PageKind) -> Option<&Pull> {
        self.pages.get(&page_key(&page.url))?.get(&kind)
    }

    /// How much links to a place on a page speak for a kind.
    pub(super) fn pull(&self, page: &PageReading, fragment: &str, kind: PageKind) -> f32 {
        self.fragments
            .get(&(page_key(&page.url), fragment.to_owned()))
            .and_then(|pulls| pulls.get(&kind))
            .map_or(0.0, |pull| pull.best)
    }

    /// Places on a page that links lead to as being of a kind, in stable order.
    pub(super) fn places(&self, page: &PageReading, kind: PageKind) -> Vec<(&str, &Pull)> {
        let key = page_key(&page.url);
        let mut places: Vec<(&str, &Pull)> = self
            .fragments
            .iter()
            .filter(|((page, _), _)| *page == key)
            .filter_map(|((_, fragment), pulls)| Some((fragment.as_str(), pulls.get(&kind)?)))
            .collect();
        places.sort_by_key(|(fragment, _)| *fragment);
        places
    }
}

/// Where addresses that redirect end, by page key.
pub(crate) fn redirects(site: &Site<'_>) -> HashMap<String, String> {
    let mut step: HashMap<String, String> = HashMap::new();
    // Where the walk was led depends on what it did.
    for exchange in site.snapshot.exchanges.iter().filter(|e| e.purpose != Purpose::Walk) {
        let Some(answer) = exchange.answer() else { continue };
        if !(300..400).contains(&answer.status) {
            continue;
        }
        let target = answer
            .header("location")
            .and_then(|location| Url::parse(&exchange.url).ok()?.join(location).ok());
        if let Some(target) = target {
            step.insert(page_key(&exchange.url), page_key(target.as_str()));
        }
    }
    let end = |start: &String| {
        let mut here = start;
        for _ in 0..10 {
            match step.get(here) {
                Some(next) if next != here => here = next,
                _ => break,
            }
        }
        here.clone()
    };
    step.keys().map(|start| (start.clone(), end(start))).collect()
}
