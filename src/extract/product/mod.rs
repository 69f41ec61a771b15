//! Products: structured data, then visible cards, product pages and plain lists.
//!
//! What the page states for machines is believed first, and completed by what it
//! shows; where it states no product, repeated elements with a name and a price
//! are, then a page with one heading, one price and a button to buy, and last
//! plain lines of name and price. Prices in headers, footers, filters and running
//! text are no evidence of a product. A price on request is no missing price.

mod cards;
mod conflicts;
mod details;
mod face;
#[cfg(test)]
mod layouts;
mod offer;
mod rows;
mod scene;
mod single;
mod size;
mod stated;
mod vat;

use super::{
    Context, Document, Found, PageKind, PageReading, Product, Site, price::find, structured,
};
use crate::facts::{Fact, FactSet, Reason};
use crate::vocabulary::fold;
use scene::Scene;
use std::collections::{HashMap, HashSet};

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
/// Pages that tell about the business, in whose lists amounts are figures.
const TELLING: &[PageKind] = &[PageKind::About, PageKind::Contact];
/// Pages that show what is being bought.
const SALES: &[PageKind] = &[PageKind::Cart, PageKind::Checkout];

/// Structured products that a page of a list has at least; below that, its
/// visible cards are read too.
const FEW: usize = 3;

/// Reads one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    let items = structured::items(doc);
    let said = vat::of_page(doc);
    reading.products = stated::read(doc, items, context, said.vat);
    reading.stated_count = size::stated(doc);
    let priced = reading.products.iter().filter(|found| found.value.price.is_some()).count();
    if priced >= FEW && !details::may_be(reading) {
        return;
    }
    let sightings = find::of(doc, context);
    let scene = Scene::of(doc, sightings, context, &said);
    let (mut shown, places) = cards::read(&scene);
    let is = |kinds: &[PageKind]| reading.kind.is_some_and(|kind| kinds.contains(&kind));
    let single = if is(SALES) { None } else { single::read(&scene, &places) };
    let visible = single.as_ref().map(|found| found.value.clone());
    let stated = details::own(&reading.products, reading).map(|found| found.value.clone());
    if priced < FEW && !scene.marks.is_empty() {
        // Policies speak of prices and sell nothing, except what they link to or what
        // can be put into the cart right there.
        let policy = is(POLICIES);
        if policy {
            shown.retain(|found| found.value.url != reading.url);
        }
        if !is(SALES) {
            let single = single.filter(|found| !policy || found.value.price.is_some());
            let alone = shown.is_empty() && single.is_none() && priced == 0;
            shown.splice(0..0, single);
            if alone && !policy && !is(TELLING) {
                shown.extend(rows::read(&scene));
            }
        }
        complete(&mut reading.products, shown);
    }
    let seen = details::Seen {
        scene: &scene,
        sightings,
        cards: &places,
        single: visible.as_ref(),
        stated: stated.as_ref(),
    };
    details::read(doc, reading, &seen);
}

/// Adds what is shown to what is stated: a price for a name without one, the
/// price it replaces, and products that are not stated.
fn complete(stated: &mut Vec<Found<Product>>, shown: Vec<Found<Product>>) {
    let path = |product: &Product| product.url.split(['?', '#']).next().unwrap_or("").to_owned();
    let mut names: HashMap<String, usize> = HashMap::new();
    for (place, found) in stated.iter().enumerate() {
        names.entry(fold(&found.value.name)).or_insert(place);
    }
    // On a page of its own every product has the page's address.
    let own = stated.len() <= 1;
    let paths: HashSet<String> = stated.iter().map(|found| path(&found.value)).collect();
    for found in shown {
        let known = names.get(&fold(&found.value.name)).copied();
        let known = known.or_else(|| (own && paths.contains(&path(&found.value))).then_some(0));
        if let Some(place) = known {
            if let Some(known) = stated.get_mut(place) {
                fill(&mut known.value, found.value);
            }
        } else if stated.len() < MAX_PAGE && (own || !paths.contains(&path(&found.value))) {
            stated.push(found);
        }
    }
}

/// Fills in what one reading of a product left out.
fn fill(known: &mut Product, other: Product) {
    if known.price.is_none() {
        known.price = other.price;
        known.price_kind = other.price_kind;
        known.old_price = other.old_price;
    } else if known.old_price.is_none() && known.price == other.price {
        known.old_price = other.old_price;
    }
    if known.vat == vat::UNSTATED {
        known.vat = other.vat;
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
                fill(known, product.clone());
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
    set.put("products.catalogue-size", size::fact(site, &products));
    set.put("products.items", Fact::list(&products, evidence, coverage));
    set.put("products.details", details::fact(site));
    set.put("products.price-conflicts", conflicts::fact(site));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;
    use url::Url;

    /// The products that a Swedish page shows.
    pub(super) fn shown(source: &str) -> Vec<Product> {
        let doc = Document::parse(source, &Url::parse("https://shop.example/").unwrap());
        let context = Context {
            vocabulary: Vocabulary::built_in(),
            language: Some("sv"),
            country: Some("SE"),
        };
        let mut reading = PageReading { url: doc.url.to_string(), ..PageReading::default() };
        read(&doc, context, &mut reading);
        reading.products.into_iter().map(|found| found.value).collect()
    }

    #[test]
    fn what_is_shown_completes_what_is_stated() {
        let all = shown(
            r#"<script type="application/ld+json">{"@type":"Product","name":"Lampa","url":"/",
            "offers":{"price":"150","priceCurrency":"SEK"}}</script>
            <h1>Lampa i mässing</h1><p><del>200 kr</del> 150 kr inkl. moms</p><button>Köp</button>"#,
        );
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].old_price.as_ref().unwrap().amount, "200.00");
        assert_eq!(all[0].vat, "included");
    }

    #[test]
    fn related_goods_are_products_beside_the_one_of_the_page() {
        let card = |name: &str, price: &str| {
            format!("<li class=product><a href=/{name}><h3>{name}</h3></a><b>{price} kr</b></li>")
        };
        let all = shown(&format!(
            "<h1>Lampa</h1><p class=price>150 kr</p><button>Köp</button><ul>{}{}</ul>",
            card("Skärm", "90"),
            card("Sladd", "40")
        ));
        let names: Vec<_> = all.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["Lampa", "Skärm", "Sladd"]);
    }
}
