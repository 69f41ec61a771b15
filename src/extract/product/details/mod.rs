//! What the page of one product shows beside name and price.
//!
//! A page is one product's where exactly one of the products read on it is at the
//! page's own address. Its own part is the main part without the cards of other
//! products, without what buyers say, and without what follows a heading for
//! either. What of that part also stands on other pages is for `fact` to see,
//! which knows them all.

mod description;
mod fact;
mod gallery;
mod maker;
#[cfg(test)]
mod tests;

pub(super) use fact::{SAMPLE, fact};

use super::scene::Scene;
use super::single::{has_choices, inside};
use super::stated;
use super::{POLICIES, SALES, TELLING};
use crate::extract::price::find::Sighting;
use crate::extract::price::kind::Kind;
use crate::extract::structured::{self, Item};
use crate::extract::{Document, Found, Money, PageKind, PageReading, Product, ProductPage, pages};
use crate::vocabulary::{PhraseSet, Vocabulary, fold};
use ego_tree::NodeId;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Amounts kept of what a page shows.
const MAX_AMOUNTS: usize = 300;
/// The longest text that tells the lowest price of the days before, in bytes.
const MAX_NOTE: usize = 400;

static PRIOR: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| &l.prices.prior_price).map(|phrase| (phrase, ())))
});

/// What was read of a page before.
pub(super) struct Seen<'a> {
    pub(super) scene: &'a Scene<'a>,
    /// All prices that it shows.
    pub(super) sightings: &'a [Sighting],
    /// The elements of the cards of other products.
    pub(super) cards: &'a HashSet<NodeId>,
    /// The product that the page shows, by what is visible alone.
    pub(super) single: Option<&'a Product>,
    /// What the page states for machines of the product at its address.
    pub(super) stated: Option<&'a Product>,
}

/// Whether a page may be one product's.
pub(super) fn may_be(reading: &PageReading) -> bool {
    let other = |kind: PageKind| {
        kind == PageKind::Category
            || POLICIES.contains(&kind)
            || TELLING.contains(&kind)
            || SALES.contains(&kind)
    };
    !reading.kind.is_some_and(other)
        && !reading.soft_404
        && own(&reading.products, reading).is_some()
}

/// The product at a page's own address.
pub(super) fn own<'a>(
    products: &'a [Found<Product>],
    reading: &PageReading,
) -> Option<&'a Found<Product>> {
    let page = pages::page_key(&reading.url);
    let mut here = products.iter().filter(|found| pages::page_key(&found.value.url) == page);
    let first = here.next()?;
    // A front page with products of its own is a list.
    let alone =
        here.next().is_none() && (reading.kind != Some(PageKind::Front) || products.len() == 1);
    alone.then_some(first)
}

/// Reads the page of one product.
pub(super) fn read(doc: &Document, reading: &mut PageReading, seen: &Seen<'_>) {
    if !may_be(reading) {
        return;
    }
    let Some(found) = own(&reading.products, reading) else { return };
    let product = &found.value;
    let items = structured::items(doc);
    let item = item(items, product);
    let part = description::own_part(doc, seen);
    let maker = maker::of(doc, item, &part);
    let pictures = gallery::count(doc, item, seen.cards);
    let priced = seen.scene.marks.iter().filter_map(|mark| mark.sighting);
    let outside: Vec<_> = priced.filter(|s| !inside(doc, s.node, seen.cards)).collect();
    let price = seen.single.filter(|single| single.price_kind == Some("current"));
    let price = price.and_then(|single| Some((single.price.clone()?, single.vat)));
    let other = price.as_ref().and_then(|price| other_price(seen.stated?, price));
    let page = ProductPage {
        name: product.name.clone(),
        texts: description::texts(doc, &part, seen),
        stated_words: item.and_then(|item| item.text("description")).map_or(0, description::words),
        pictures,
        pictures_unseen: pictures == 0 && scripted(doc),
        manufacturer: maker.name,
        manufacturer_contact: maker.contact,
        identifier: maker.identifier,
        unit_price: outside.iter().any(|s| s.kind == Kind::Unit),
        price_cut: product.old_price.is_some(),
        prior_price: tells_prior_price(doc, seen.cards),
        compared: other.is_some(),
        other_in_markup: other.flatten(),
        choices: has_choices(doc),
        amounts: seen.sightings.iter().take(MAX_AMOUNTS).map(|s| s.amount.clone()).collect(),
        price,
    };
    let heading = found.excerpt.clone();
    reading.shown.product =
        Some(Found { value: page, selector: found.selector.clone(), excerpt: heading });
}

/// What the page states for machines of a product.
fn item<'a>(items: &'a [Item], product: &Product) -> Option<&'a Item> {
    let name = fold(&product.name);
    let named = |item: &&Item| item.text("name").is_some_and(|text| fold(text) == name);
    let all = structured::all(items);
    all.iter()
        .copied()
        .filter(|item| stated::PRODUCTS.iter().any(|kind| item.is(kind)))
        .find(named)
        .or_else(|| {
            let mut goods =
                all.iter().copied().filter(|i| stated::PRODUCTS.iter().any(|kind| i.is(kind)));
            let first = goods.next()?;
            goods.next().is_none().then_some(first)
        })
}

/// The price that a page states for machines beside the one it shows, where both
/// can be compared: some price where it is another one.
fn other_price(stated: &Product, (money, vat): &(Money, &'static str)) -> Option<Option<Money>> {
    let other = stated.price.as_ref()?;
    let like = stated.price_kind == Some("current")
        && other.currency.is_some()
        && other.currency == money.currency
        && super::conflicts::same_mode(stated.vat, vat);
    like.then(|| super::conflicts::differ(money, other).then(|| other.clone()))
}

/// Whether the page tells the lowest price of the days before.
fn tells_prior_price(doc: &Document, cards: &HashSet<NodeId>) -> bool {
    doc.blocks.iter().enumerate().any(|(index, block)| {
        block.text.len() <= MAX_NOTE
            && PRIOR.matches(doc.folded(index))
            && !inside(doc, block.node, cards)
    })
}

/// Whether a page runs script, which may draw more than was served; data for
/// machines runs nothing.
fn scripted(doc: &Document) -> bool {
    let data: usize = doc.data_scripts.iter().map(|script| script.text.len() + 8).sum();
    doc.script_chars > data || doc.resources.iter().any(|resource| resource.kind == "script")
}
