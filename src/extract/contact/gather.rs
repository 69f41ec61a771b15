//! One list for the whole shop out of what its pages show.
//!
//! Pages where such things belong come first, so that the first spelling and
//! the first places shown to a reader are the best ones.

use crate::extract::{Found, PageKind, PageReading, Site};
use crate::facts::{Evidence, Fact, Reason};
use serde::Serialize;
use std::collections::HashMap;

/// Most places shown for one value.
const PLACES: usize = 3;

/// The kinds of page where contact details and company data stand.
pub(in crate::extract) const KINDS: &[PageKind] = &[
    PageKind::Front,
    PageKind::Contact,
    PageKind::Terms,
    PageKind::Imprint,
    PageKind::About,
    PageKind::Privacy,
];

/// The best page first; pages that say they do not exist are left out.
fn ranked<'a>(site: &'a Site<'_>) -> Vec<&'a PageReading> {
    let rank = |page: &PageReading| match page.kind {
        Some(PageKind::Contact) => 0,
        Some(PageKind::Imprint) => 1,
        Some(PageKind::Front) => 2,
        Some(PageKind::Terms) => 3,
        Some(PageKind::About) => 4,
        Some(PageKind::Privacy) => 5,
        _ => 6,
    };
    let mut pages: Vec<&PageReading> = site.pages.iter().filter(|page| !page.soft_404).collect();
    pages.sort_by_key(|page| rank(page));
    pages
}

/// All values of one kind, each once by its key, with the places that show it.
pub(in crate::extract) fn gather<T: Clone>(
    site: &Site<'_>,
    pick: impl Fn(&PageReading) -> &[Found<T>],
    key: impl Fn(&T) -> String,
) -> Vec<(T, Vec<Evidence>)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<(T, Vec<Evidence>)> = Vec::new();
    for page in ranked(site) {
        for found in pick(page) {
            let index = *places.entry(key(&found.value)).or_insert_with(|| {
                all.push((found.value.clone(), Vec::new()));
                all.len() - 1
            });
            if let Some((_, evidence)) = all.get_mut(index)
                && evidence.len() < PLACES
                && evidence.iter().all(|e| e.url != page.url)
            {
                evidence.push(page.evidence(found));
            }
        }
    }
    all
}

/// A value with the page nearest to the front page that shows it.
#[derive(Debug, Clone, Serialize)]
pub(in crate::extract) struct Placed<T> {
    #[serde(flatten)]
    value: T,
    /// Address of the page.
    url: String,
    /// Links from the front page.
    clicks: u32,
}

impl<T> Placed<T> {
    /// The value.
    pub(in crate::extract) fn value(&self) -> &T {
        &self.value
    }
}

/// What `change` makes of each value, with its evidence.
pub(in crate::extract) fn each<T, U>(
    all: Vec<(T, Vec<Evidence>)>,
    change: impl Fn(T) -> U,
) -> Vec<(U, Vec<Evidence>)> {
    all.into_iter().map(|(value, evidence)| (change(value), evidence)).collect()
}

/// Puts to each value the nearest page that shows it; of equally near pages the
/// better one.
pub(in crate::extract) fn placed<T: Clone>(
    site: &Site<'_>,
    all: Vec<(T, Vec<Evidence>)>,
    pick: impl Fn(&PageReading) -> &[Found<T>],
    key: impl Fn(&T) -> String,
) -> Vec<(Placed<T>, Vec<Evidence>)> {
    let mut nearest: HashMap<String, (u32, &str)> = HashMap::new();
    for page in ranked(site) {
        for found in pick(page) {
            let place = nearest.entry(key(&found.value)).or_insert((page.clicks, &page.url));
            if page.clicks < place.0 {
                *place = (page.clicks, &page.url);
            }
        }
    }
    all.into_iter()
        .filter_map(|(value, evidence)| {
            let (clicks, url) = *nearest.get(&key(&value))?;
            Some((Placed { value, url: url.to_owned(), clicks }, evidence))
        })
        .collect()
}

/// The fact of a list; each piece of evidence tells its item.
pub(in crate::extract) fn fact<T: Serialize>(
    all: Vec<(T, Vec<Evidence>)>,
    coverage: Result<(), Reason>,
) -> Fact {
    let mut items = Vec::with_capacity(all.len());
    let mut evidence = Vec::new();
    for (index, (item, places)) in all.into_iter().enumerate() {
        items.push(item);
        evidence.extend(places.into_iter().map(|mut place| {
            place.item = Some(index);
            place
        }));
    }
    Fact::list(&items, evidence, coverage)
}
