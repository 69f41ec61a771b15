//! The fact of product pages: what each shows, seen with the others.
//!
//! A text that stands on more than half of the product pages is the shop's frame
//! and describes nothing. Of what is left, texts that another product has as well
//! make a description that is not its own. Few pages do not tell frame and copies
//! apart: there a page with enough text of its own is described by that alone.
//!
//! The pages read are a sample. From [`SAMPLE`] pages on the list is whole for
//! what it is; with fewer, only where nothing was left unread.

use crate::extract::{Found, PageReading, ProductPage, Site, pages};
use crate::facts::{Evidence, Fact, Reason};
use crate::vocabulary::fold;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// Product pages that are enough to speak for the others.
pub(in crate::extract::product) const SAMPLE: usize = 5;
/// Product pages kept.
const MAX_ITEMS: usize = 300;
/// Product pages from which a text on most of them is the frame's.
const MANY: usize = 4;
/// Words of its own that are a description.
const OWN_WORDS: u32 = 15;

/// The fact `products.details`.
pub(in crate::extract::product) fn fact(site: &Site<'_>) -> Fact {
    let (shown, unseen) = product_pages(site);
    let frame = Frame::of(&shown);
    let mut values: Vec<Value> = Vec::new();
    let mut evidence = Vec::new();
    for (page, found) in shown.iter().take(MAX_ITEMS) {
        let product = &found.value;
        let (words, unique) = frame.description(product);
        values.push(json!({
            "url": page.url,
            "name": product.name,
            "words": words.max(u32::try_from(product.stated_words).unwrap_or(u32::MAX)),
            "unique": unique,
            "pictures": product.pictures,
            "manufacturer": product.manufacturer,
            "manufacturer-contact": product.manufacturer_contact,
            "identifier": product.identifier,
            "unit-price": product.unit_price,
            "price-cut": product.price_cut,
            "prior-price": product.prior_price,
        }));
        evidence.push(Evidence { item: Some(evidence.len()), ..page.evidence(found) });
    }
    let coverage = match unseen {
        _ if values.len() >= SAMPLE => Ok(()),
        true => Err(Reason::NeedsJavascript),
        false => site.coverage.of_everything(),
    };
    Fact::list(&values, evidence, coverage)
}

/// The pages of one product each that were read whole, each once, and whether
/// there were others.
fn product_pages<'a>(site: &'a Site<'_>) -> (Vec<(&'a PageReading, &'a Found<ProductPage>)>, bool) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut unseen = false;
    let mut shown = Vec::new();
    for page in site.pages.iter().filter(|page| !page.soft_404) {
        let Some(found) = &page.shown.product else { continue };
        let product = &found.value;
        let hidden = page.script_shell || page.cut || (product.pictures_unseen && !page.rendered);
        if hidden {
            unseen = true;
        } else if seen.insert(pages::page_key(&page.url)) {
            shown.push((page, found));
        }
    }
    // Pages come in by chance; what is told of them is to be the same on every visit.
    shown.sort_by(|(one, _), (other, _)| one.url.cmp(&other.url));
    (shown, unseen)
}

/// On how many pages each text stands, and the names of the products there.
struct Frame<'a> {
    texts: HashMap<u64, (usize, HashSet<&'a str>)>,
    names: HashMap<&'a str, String>,
    pages: usize,
}

impl<'a> Frame<'a> {
    fn of(shown: &[(&'a PageReading, &'a Found<ProductPage>)]) -> Self {
        let mut texts: HashMap<u64, (usize, HashSet<&str>)> = HashMap::new();
        let mut names = HashMap::new();
        for (_, found) in shown {
            let product = &found.value;
            names.entry(product.name.as_str()).or_insert_with(|| fold(&product.name));
            let own: HashSet<u64> = product.texts.iter().map(|(text, _)| *text).collect();
            for text in own {
                let entry = texts.entry(text).or_default();
                entry.0 += 1;
                entry.1.insert(&product.name);
            }
        }
        Self { texts, names, pages: shown.len() }
    }

    /// The words of a product's description, and whether no other product has it;
    /// none where there is none.
    fn description(&self, product: &ProductPage) -> (u32, Option<bool>) {
        let name = self.names.get(product.name.as_str());
        let (mut own, mut shared) = (0_u32, 0_u32);
        let mut counted = HashSet::new();
        for (text, words) in product.texts.iter().filter(|(text, _)| counted.insert(*text)) {
            let Some((count, names)) = self.texts.get(text) else { continue };
            if self.pages >= MANY && *count * 2 > self.pages {
                continue;
            }
            // The same product in another language or colour is no other product.
            let others = names.iter().filter(|other| self.names.get(*other) != name);
            if others.count() == 0 { own += words } else { shared += words }
        }
        match (own, shared) {
            (0, 0) => (0, None),
            (own, _) if own >= OWN_WORDS && self.pages < MANY => (own, Some(true)),
            (own, shared) => {
                (own + shared, Some(shared == 0 || (own >= OWN_WORDS && own * 2 >= shared)))
            }
        }
    }
}
