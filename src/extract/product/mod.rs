//! Products: structured data, then visible cards and product pages.
//!
//! What the page states for machines is believed first; where it states no
//! product, repeated elements with a name and a price are, and last a page with
//! one heading, one price and a button to buy. Prices in headers, footers and
//! running text are no evidence of a product.

mod stated;
mod vat;
mod visible;

use super::{
    Context, Document, Found, PageKind, PageReading, Product, Site, price::find, structured,
};
use crate::facts::{Fact, FactSet, Reason};
use std::collections::HashMap;

/// The most products read from one page.
const MAX_PAGE: usize = 500;
/// The most products stated as facts.
const MAX_FACTS: usize = 500;

/// Pages whose visible prices are no offers.
const POLICIES: &[PageKind] = &[
    PageKind::Terms,
    PageKind::Privacy,
    PageKind::Cookies,
    PageKind::Returns,
    PageKind::Delivery,
    PageKind::Complaints,
    PageKind::Imprint,
];

/// Reads one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    let items = structured::items(doc);
    let page_vat = vat::of_page(doc);
    reading.products = stated::read(doc, items, context, page_vat);
    if reading.products.iter().any(|found| found.value.price.is_some()) {
        return;
    }
    // Policies speak of prices and sell nothing.
    if reading.kind.is_some_and(|kind| POLICIES.contains(&kind)) {
        return;
    }
    let sightings = find::of(doc, context);
    let mut shown = visible::cards(doc, sightings, page_vat);
    if shown.is_empty() {
        shown.extend(visible::single(doc, sightings, page_vat));
    }
    complete(&mut reading.products, shown);
}

/// Adds what is shown to what is stated: a price for a name without one, and
/// products that are not stated.
fn complete(stated: &mut Vec<Found<Product>>, shown: Vec<Found<Product>>) {
    for found in shown {
        let known = stated.iter().position(|s| {
            s.value.name.eq_ignore_ascii_case(&found.value.name) && s.value.price.is_none()
        });
        if let Some(known) = known.and_then(|place| stated.get_mut(place)) {
            known.value.price = found.value.price;
        } else if stated.len() < MAX_PAGE {
            stated.push(found);
        }
    }
}

/// States the facts of this area.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let mut products: Vec<Product> = Vec::new();
    let mut evidence = Vec::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    let mut coverage = site.coverage.of_everything();
    for page in &site.pages {
        for found in &page.products {
            let product = &found.value;
            let key = (product.url.clone(), product.name.clone());
            if let Some(known) = places.get(&key).and_then(|place| products.get_mut(*place)) {
                // A later page may tell what an earlier one left out.
                if known.price.is_none() {
                    known.price.clone_from(&product.price);
                }
                if known.vat == vat::UNSTATED {
                    known.vat = product.vat;
                }
                continue;
            }
            if products.len() == MAX_FACTS {
                coverage = coverage.and(Err(Reason::Truncated));
                break;
            }
            let mut shown = page.evidence(found);
            shown.item = Some(products.len());
            evidence.push(shown);
            places.insert(key, products.len());
            products.push(product.clone());
        }
    }
    set.put("products.items", Fact::list(&products, evidence, coverage));
}
