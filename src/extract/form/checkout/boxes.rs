//! Boxes that are ticked in advance, on the way from the product to the order.
//!
//! What a box is for is told by its words: the terms, the privacy policy,
//! advertising, or something sold on top, which has a price or is called so. All
//! else is `other`, such as a delivery address that is also the billing address.

use super::super::consent::{self, Word};
use super::super::layout::Group;
use super::walked::is_inside_hidden;
use super::way::Way;
use crate::extract::{Document, Found, PageReading};
use crate::facts::{Evidence, Fact};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use serde_json::{Value, json};
use std::sync::LazyLock;

static EXTRAS: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| &l.forms.extras).map(|phrase| (phrase, ())))
});

/// A box that is ticked in advance.
#[derive(Debug)]
pub(super) struct Ticked {
    pub(super) label: String,
    /// `terms`, `privacy`, `marketing`, `extra` or `other`.
    pub(super) purpose: &'static str,
}

/// The boxes of a group of controls that are ticked.
pub(super) fn read(doc: &Document, reading: &PageReading, group: &Group) -> Vec<Found<Ticked>> {
    let place = doc.selector(group.node);
    let purpose = reading.forms.iter().find(|form| form.selector == place);
    // What such a form ticks is its own affair and no part of an order.
    if matches!(purpose.and_then(|form| form.purpose), Some("search" | "login" | "contact")) {
        return Vec::new();
    }
    group
        .controls
        .iter()
        .filter(|control| control.kind == "checkbox" && control.checked)
        .filter(|control| !is_inside_hidden(doc, control.node))
        .map(|control| {
            let label = consent::words(control).to_owned();
            let value = Ticked { purpose: purpose_of(&label, reading), label: label.clone() };
            Found::at(doc, control.node, &label, value)
        })
        .collect()
}

fn purpose_of(label: &str, reading: &PageReading) -> &'static str {
    let priced = reading.prices.iter().any(|price| label.contains(price.value.text.as_str()));
    if consent::speaks(label, &[Word::Marketing]) {
        "marketing"
    } else if priced || EXTRAS.matches(&Folded::new(label)) {
        "extra"
    } else if consent::speaks(label, &[Word::Accept, Word::Terms]) {
        "terms"
    } else if consent::speaks(label, &[Word::Accept, Word::Privacy]) {
        "privacy"
    } else {
        "other"
    }
}

/// The fact `checkout.preticked`.
pub(super) fn fact(way: &Way<'_>) -> Fact {
    let mut values: Vec<Value> = Vec::new();
    let mut shown = Vec::new();
    for (stage, seen) in way.seen() {
        for found in &seen.ticked {
            if values.iter().any(|value| value["label"] == found.value.label.as_str()) {
                continue;
            }
            let evidence = stage.evidence(&found.selector, &found.excerpt);
            shown.push(Evidence { item: Some(values.len()), ..evidence });
            values.push(json!({
                "label": found.value.label,
                "purpose": found.value.purpose,
                "step": stage.number,
            }));
        }
    }
    Fact::list(&values, shown, way.whole())
}
