//! The fact `products.lines`: what a shop deals in, by the names of its goods.
//!
//! Two products or one category of the menu show a line; in a small catalogue one
//! product is enough. The title and the description of the front page show one too,
//! where no name says otherwise. Products that no word names are `other`, which stands
//! last. The menu tells the whole range, so that the lines are known where it was read,
//! even of a catalogue of which only a part was.

use super::gather::{Names, of_front};
use crate::extract::{PageReading, Site};
use crate::facts::catalogue::LINES;
use crate::facts::{Evidence, Fact, Reason};
use serde_json::{Value, json};

/// Products that show a line.
const PRODUCTS: usize = 2;
/// Share of the products, in percent, that shows a line in a small catalogue.
const SHARE: usize = 30;
/// Categories of the menu from which on it tells the range.
const MENU: usize = 3;

/// One line with what shows it.
#[derive(Clone, Default)]
struct Line {
    products: usize,
    categories: usize,
    shown: Option<(String, String, Evidence)>,
}

impl Line {
    fn show(&mut self, text: &str, url: &str, evidence: impl FnOnce() -> Evidence) {
        if self.shown.is_none() {
            self.shown = Some((text.to_owned(), url.to_owned(), evidence()));
        }
    }
}

/// Products of each line and of all, in the order of [`LINES`].
pub(super) fn shares(names: &Names<'_>) -> Vec<usize> {
    let all = names.products.len().max(1);
    (0..LINES.len())
        .map(|line| {
            let of = names.products.iter().filter(|item| item.shown.lines.contains(&line));
            of.count() * 100 / all
        })
        .collect()
}

/// The fact `products.lines`.
pub(super) fn fact(site: &Site<'_>, names: &Names<'_>) -> Fact {
    let mut lines = vec![Line::default(); LINES.len()];
    let mut other = Line::default();
    for item in &names.products {
        let product = &item.found.value;
        for place in &item.shown.lines {
            if let Some(line) = lines.get_mut(*place) {
                line.products += 1;
                line.show(&product.name, &product.url, || item.page.evidence(item.found));
            }
        }
        if item.shown.lines.is_empty() {
            other.products += 1;
            other.show(&product.name, &product.url, || item.page.evidence(item.found));
        }
    }
    for category in &names.categories {
        for place in &category.shown.lines {
            if let Some(line) = lines.get_mut(*place) {
                line.categories += 1;
                let evidence = || at(category.page, &category.link.text);
                line.show(&category.link.text, &category.link.url, evidence);
            }
        }
    }
    let all = names.products.len();
    let enough = |line: &Line| {
        line.categories > 0
            || line.products >= PRODUCTS
            || line.products > 0 && line.products * 100 >= all * SHARE
    };
    let mut found: Vec<(&str, Line)> = Vec::new();
    for (name, line) in LINES.iter().zip(&lines) {
        if enough(line) {
            found.push((name, line.clone()));
        }
    }
    if let Some((front, shown)) = of_front(site).filter(|_| found.is_empty()) {
        let text = [front.title.as_str(), front.goods.description.as_str()].join(" ");
        for place in &shown.lines {
            let (Some(name), Some(line)) = (LINES.get(*place), lines.get(*place)) else { continue };
            let mut line = line.clone();
            line.show(text.trim(), &front.url, || at(front, text.trim()));
            found.push((name, line));
        }
    }
    found.sort_by_key(|(_, line)| std::cmp::Reverse((line.products, line.categories)));
    if enough(&other) {
        found.push(("other", other));
    }
    state(found, all, covered(site, names))
}

fn state(found: Vec<(&str, Line)>, all: usize, coverage: Result<(), Reason>) -> Fact {
    let mut values: Vec<Value> = Vec::new();
    let mut evidence = Vec::new();
    for (name, line) in found {
        let Some((excerpt, url, shown)) = line.shown else { continue };
        values.push(json!({
            "line": name,
            "products": line.products,
            "share": line.products * 100 / all.max(1),
            "excerpt": excerpt,
            "url": url,
        }));
        evidence.push(Evidence { item: Some(evidence.len()), ..shown });
    }
    Fact::list(&values, evidence, coverage)
}

/// A page as evidence for some words on it.
pub(super) fn at(page: &PageReading, words: &str) -> Evidence {
    let mut evidence = Evidence::new(&page.url, words);
    evidence.sha256 = Some(page.sha256.clone()).filter(|s| !s.is_empty());
    evidence.seen_at = Some(page.seen_at.clone()).filter(|s| !s.is_empty());
    evidence
}

/// Whether all that the shop deals in was seen.
fn covered(site: &Site<'_>, names: &Names<'_>) -> Result<(), Reason> {
    if names.products.is_empty() && names.categories.is_empty() {
        // What has no name that we could read may be anything.
        site.coverage.of_everything()?;
        return Err(Reason::NotCollected);
    }
    let front = site.pages.iter().find(|page| page.clicks == 0);
    let menu = front.is_some_and(|front| !front.script_shell && !front.script_frame);
    let told = names.categories.iter().filter(|category| !category.shown.lines.is_empty()).count();
    if menu && told >= MENU { Ok(()) } else { site.coverage.of_everything() }
}
