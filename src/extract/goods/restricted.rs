//! The fact `products.restricted`: goods and services that acquirers prohibit or restrict.
//!
//! Names of products come first, then categories of the menu, then text that offers. In
//! a shop of books, films or games the names of goods are titles, which may name
//! anything: there a category counts, or a good part of the catalogue, and no single
//! product.

use super::gather::Names;
use super::lexicon::Lexicon;
use super::lines::{at, shares};
use super::name::shown;
use crate::extract::{PageKind, PageReading, Site, pages};
use crate::facts::catalogue::{LINES, RESTRICTED};
use crate::facts::{Evidence, Fact, FactSet, Reason};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};

/// Items kept of one category in one place.
const MAX_ITEMS: usize = 12;
/// Lines whose goods have titles.
const TITLED: &[&str] = &["books-media", "games-toys", "art-crafts"];
/// Share of a line of titles, in percent, that makes a shop one of them.
const TITLES: usize = 30;
/// Share of the products, in percent, that shows a category in such a shop.
const SHARE: usize = 20;

/// Items that grow, a few of each category.
#[derive(Default)]
struct Items {
    counts: BTreeMap<(usize, &'static str), usize>,
    seen: HashSet<(usize, String)>,
    values: Vec<Value>,
    evidence: Vec<Evidence>,
}

impl Items {
    fn add(
        &mut self,
        category: usize,
        place: &'static str,
        (term, text, url): (&str, &str, &str),
        shown: Evidence,
    ) {
        let Some(name) = RESTRICTED.get(category) else { return };
        let count = self.counts.entry((category, place)).or_default();
        if *count < MAX_ITEMS && self.seen.insert((category, text.to_owned())) {
            *count += 1;
            self.values.push(json!({
                "category": name,
                "term": term,
                "text": text,
                "url": url,
                "where": place,
            }));
            self.evidence.push(Evidence { item: Some(self.evidence.len()), ..shown });
        }
    }
}

/// The fact `products.restricted`.
pub(super) fn fact(site: &Site<'_>, set: &FactSet, names: &Names<'_>) -> Fact {
    let mut items = Items::default();
    let titled = is_titled(names);
    for item in &names.products {
        let product = &item.found.value;
        for (category, term) in &item.shown.restricted {
            if !titled || stands(names, *category) {
                let said = (term.as_str(), product.name.as_str(), product.url.as_str());
                items.add(*category, "product", said, item.page.evidence(item.found));
            }
        }
    }
    for named in &names.categories {
        for (category, term) in &named.shown.restricted {
            let said = (term.as_str(), named.link.text.as_str(), named.link.url.as_str());
            items.add(*category, "category", said, at(named.page, &named.link.text));
        }
    }
    for page in &site.pages {
        texts(page, titled, &mut items);
    }
    Fact::list(&items.values, items.evidence, covered(site, set, names))
}

/// Whether the goods of a shop have titles for names.
fn is_titled(names: &Names<'_>) -> bool {
    shares(names).iter().zip(LINES).any(|(share, line)| *share >= TITLES && TITLED.contains(line))
}

/// Whether a category shows in a shop of titles.
fn stands(names: &Names<'_>, category: usize) -> bool {
    let of = names.products.iter().filter(|item| item.shown.restricted.contains_key(&category));
    names.categories.iter().any(|named| named.shown.restricted.contains_key(&category))
        || of.count() * 100 >= names.products.len() * SHARE
}

/// What the text of a page offers.
fn texts(page: &PageReading, titled: bool, items: &mut Items) {
    let sells = page.clicks == 0
        || matches!(
            page.kind,
            None | Some(PageKind::Front | PageKind::Category | PageKind::Product | PageKind::About)
        );
    if !sells || page.soft_404 || pages::in_article_folder(&page.url) {
        return;
    }
    let place = |what: &str| RESTRICTED.iter().position(|known| *known == what);
    let named = page.clicks == 0
        || matches!(page.kind, Some(PageKind::Front | PageKind::Category | PageKind::Product));
    let headings = page.goods.headings.iter().filter(|_| named && !titled);
    for found in headings.chain(&page.goods.offers) {
        if let Some(category) = place(found.value.what) {
            let said = (found.value.term.as_str(), found.excerpt.as_str(), page.url.as_str());
            items.add(category, "text", said, page.evidence(found));
        }
    }
    let lexicon = Lexicon::of(page.language.as_deref()).filter(|_| page.clicks == 0 && !titled);
    for text in [&page.title, &page.goods.description] {
        let Some(lexicon) = lexicon else { continue };
        for (category, term) in shown(text, "", lexicon).restricted {
            items.add(category, "text", (&term, text, &page.url), at(page, text));
        }
    }
}

/// Whether all goods were read: the pages, and as many products as the shop says that
/// there are.
fn covered(site: &Site<'_>, set: &FactSet, names: &Names<'_>) -> Result<(), Reason> {
    site.coverage.of_everything()?;
    if names.products.is_empty() {
        return Err(Reason::NotCollected);
    }
    let size = set.get("products.catalogue-size").map(|fact| fact.finding.value());
    let size = size.unwrap_or(Value::Null);
    let read = u64::try_from(names.products.len()).unwrap_or(u64::MAX);
    let more = ["stated", "in-sitemap"].iter().filter_map(|key| size[*key].as_u64());
    if more.max().is_some_and(|most| most > read) { Err(Reason::Truncated) } else { Ok(()) }
}
