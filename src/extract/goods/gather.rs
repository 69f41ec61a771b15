//! The names of the products and categories of a shop, each once, with what they show.

use super::lexicon::Lexicon;
use super::name::{Shown, shown};
use crate::extract::{Found, LinkReading, PageKind, PageReading, Product, Region, Site, pages};
use crate::vocabulary::{Folded, fold};
use std::collections::{BTreeMap, HashSet};
use url::Url;

/// Names of products that are read; more are as telling.
const MAX_PRODUCTS: usize = 3000;
/// Names of categories that are read.
const MAX_CATEGORIES: usize = 600;
/// Words of the name of a category, at most.
const CATEGORY_WORDS: usize = 4;
/// Bytes of the name of a category, at most.
const CATEGORY_BYTES: usize = 48;

/// A product with what its name shows.
pub(super) struct Item<'a> {
    pub(super) page: &'a PageReading,
    pub(super) found: &'a Found<Product>,
    pub(super) shown: Shown,
}

/// A category of the menu with what its name shows.
pub(super) struct Category<'a> {
    pub(super) page: &'a PageReading,
    pub(super) link: &'a LinkReading,
    pub(super) shown: Shown,
}

/// All names of a shop.
#[derive(Default)]
pub(super) struct Names<'a> {
    pub(super) products: Vec<Item<'a>>,
    pub(super) categories: Vec<Category<'a>>,
}

impl<'a> Names<'a> {
    /// The names of a shop.
    pub(super) fn of(site: &'a Site<'_>) -> Self {
        let mut names = Self::default();
        let mut products: HashSet<(String, &str)> = HashSet::new();
        let mut categories: HashSet<String> = HashSet::new();
        let home = pages::registrable(&site.snapshot.target.url);
        let main = main_language(site);
        for page in site.pages.iter().filter(|page| !page.soft_404) {
            let tag = page.language.as_deref().or(main);
            let Some(lexicon) = Lexicon::of(tag) else { continue };
            for found in &page.products {
                let product = &found.value;
                let path = product.url.split(['?', '#']).next().unwrap_or("");
                if names.products.len() == MAX_PRODUCTS {
                    break;
                }
                if products.insert((fold(&product.name), path)) {
                    let shown = shown(&product.name, &page.title, lexicon);
                    names.products.push(Item { page, found, shown });
                }
            }
            for link in page.links.iter().filter(|link| may_be_category(link)) {
                if names.categories.len() == MAX_CATEGORIES {
                    break;
                }
                let name = fold(&link.text);
                if name.is_empty() || categories.contains(&name) {
                    continue;
                }
                if leads_on(link, home.as_deref()) {
                    categories.insert(name);
                    let shown = shown(&link.text, "", lexicon);
                    names.categories.push(Category { page, link, shown });
                }
            }
        }
        names
    }
}

/// Whether a link may be one of the menu that leads to a category.
fn may_be_category(link: &LinkReading) -> bool {
    let placed = match link.kind {
        Some(PageKind::Category) => true,
        None => matches!(link.region, Region::Nav | Region::Header),
        _ => false,
    };
    // What stands in brackets explains, and a number is a price or a telephone.
    let plain = !link.text.contains(['(', '£', '€', '$', '@']);
    placed
        && plain
        && link.text.len() <= CATEGORY_BYTES
        && link.text.split_whitespace().count() <= CATEGORY_WORDS
}

/// Whether a link leads to another page of the shop that is no article.
fn leads_on(link: &LinkReading, home: Option<&str>) -> bool {
    let Ok(url) = Url::parse(&link.url) else { return false };
    pages::registrable(&link.url).as_deref() == home
        && !pages::in_article_folder(&link.url)
        && !pages::is_machinery(&url)
        && url.path().len() > 1
}

/// The language of most pages, in which one is read that is too short to tell.
fn main_language<'a>(site: &'a Site<'_>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for language in site.pages.iter().filter_map(|page| page.language.as_deref()) {
        *counts.entry(language).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(language, _)| language)
}

/// What the titles and descriptions of the front page show of lines of goods.
pub(super) fn of_front<'a>(site: &'a Site<'_>) -> Option<(&'a PageReading, Shown)> {
    let front = site.pages.iter().find(|page| page.clicks == 0)?;
    let lexicon = Lexicon::of(front.language.as_deref())?;
    let mut shown = shown(&front.title, "", lexicon);
    let description = Folded::new(&front.goods.description);
    for hit in lexicon.in_name(&description) {
        if let super::lexicon::Word::Line(line) = hit.word {
            shown.lines.push(line);
        }
    }
    shown.lines.sort_unstable();
    shown.lines.dedup();
    Some((front, shown))
}
