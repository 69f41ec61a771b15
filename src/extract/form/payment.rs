//! Payment methods offered in a form, and the total that is to be paid.
//!
//! A choice is one of payment methods when its legend says so or its field is
//! called so; the methods are its labels, else the descriptions of its images. A
//! total is an amount beside a word for the sum of an order.

use super::layout::{Control, Group};
use super::words::words;
use crate::extract::price::find::{self, Sighting};
use crate::extract::{Context, Document, TotalReading};
use crate::vocabulary::{Folded, Language, PhraseSet, Vocabulary};
use std::sync::LazyLock;

/// The most methods that are listed.
const MAX_METHODS: usize = 40;

/// The longest line of a sum, in bytes.
const MAX_LINE: usize = 100;

static PAYMENT: LazyLock<PhraseSet<()>> = LazyLock::new(|| set(|l| vec![&l.forms.payment]));
static TOTAL: LazyLock<PhraseSet<()>> = LazyLock::new(|| set(|l| vec![&l.prices.total]));
static SHIPPING: LazyLock<PhraseSet<()>> = LazyLock::new(|| set(|l| vec![&l.prices.shipping]));
static FREE: LazyLock<PhraseSet<()>> = LazyLock::new(|| set(|l| vec![&l.prices.free]));
static TAX: LazyLock<PhraseSet<()>> = LazyLock::new(|| set(|l| vec![&l.prices.vat_words]));
static VAT: LazyLock<PhraseSet<()>> =
    LazyLock::new(|| set(|l| vec![&l.prices.vat_included, &l.prices.vat_excluded]));

fn set(lists: impl Fn(&'static Language) -> Vec<&'static Vec<String>>) -> PhraseSet<()> {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(lists).flatten().map(|phrase| (phrase, ())))
}

fn speaks(set: &PhraseSet<()>, text: &str) -> bool {
    set.matches(&Folded::new(text))
}

/// The payment methods that a form offers, in order; its fields have these purposes.
pub(super) fn methods(group: &Group, purposes: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut push = |name: &str| {
        let name: String = name.trim().chars().take(80).collect();
        if !name.is_empty() && out.len() < MAX_METHODS && !out.contains(&name) {
            out.push(name);
        }
    };
    let choices = group.controls.iter().zip(purposes).filter(|(control, purpose)| {
        // The country of the one who pays is no method.
        purpose.as_str() == "other" && is_choice(control)
    });
    for (control, _) in choices {
        if control.kind == "select" {
            // The first option often only invites to choose.
            let chosen = control.options.iter().filter(|(value, _)| !value.is_empty());
            chosen.for_each(|(_, text)| push(text));
        } else if control.label.is_empty() && control.after.trim().is_empty() {
            control.images.iter().for_each(|name| push(name));
        } else {
            push(if control.label.is_empty() { &control.after } else { &control.label });
        }
    }
    out
}

/// The payment method that is chosen from the start, with its control.
pub(super) fn chosen<'a>(group: &'a Group, purposes: &[String]) -> Option<(&'a Control, String)> {
    let control = group.controls.iter().zip(purposes).find_map(|(control, purpose)| {
        let chosen = control.kind == "radio" && control.checked;
        (chosen && purpose == "other" && is_choice(control)).then_some(control)
    })?;
    let name = [&control.label, &control.after].into_iter().find(|text| !text.trim().is_empty());
    let name = name.or_else(|| control.images.first())?;
    Some((control, name.trim().chars().take(80).collect()))
}

pub(super) fn is_choice(control: &Control) -> bool {
    if !matches!(control.kind.as_str(), "radio" | "select") {
        return false;
    }
    // The usual names of the field in shop platforms.
    let named = [&control.name, &control.id].into_iter().any(|name| {
        let words = words(name);
        let list: Vec<&str> = words.split(' ').collect();
        list.contains(&"payment") || list.contains(&"paymentmethod") || speaks(&PAYMENT, &words)
    });
    let label = if control.kind == "select" { control.shown() } else { control.legend.as_str() };
    named || speaks(&PAYMENT, label)
}

/// Whether words are the code of a currency and nothing else.
fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The total of the order that a page shows.
pub(super) fn total(doc: &Document, context: Context<'_>) -> Option<TotalReading> {
    let sightings = find::of(doc, context);
    let text = |index: usize| doc.blocks.get(index).map_or("", |block| block.text.as_str());
    let is_sum = |sighting: &&Sighting| {
        let own = text(sighting.block).get(..sighting.range.start).unwrap_or("");
        // A currency by its code may stand before the amount: "GBP £27.00".
        let before = match own.trim() {
            "" => sighting.block.checked_sub(1).map_or("", text),
            code if is_currency(code) => sighting.block.checked_sub(1).map_or("", text),
            own => own,
        };
        !sighting.former && before.len() < 80 && speaks(&TOTAL, before)
    };
    let last = sightings.iter().rfind(is_sum)?;
    // Behind the sum its line may name the tax in it.
    let found = sightings.iter().find(|s| s.block == last.block && is_sum(s))?;
    let shipping_stated = doc.blocks.iter().enumerate().any(|(index, block)| {
        speaks(&SHIPPING, &block.text) && {
            let near = [block.text.as_str(), text(index + 1)];
            near.iter().any(|t| speaks(&FREE, t))
                || sightings.iter().any(|s| s.block == index || s.block == index + 1)
        }
    });
    // *VAT (20%)* stands beside its amount, *includes 59,55 kr VAT* around it.
    let vat_stated = doc.blocks.iter().enumerate().any(|(index, block)| {
        let text = block.text.as_str();
        speaks(&VAT, text)
            || (text.len() <= MAX_LINE && speaks(&TAX, text) && {
                sightings.iter().any(|s| s.block == index || s.block == index + 1)
            })
    });
    Some(TotalReading {
        amount: found.amount.clone(),
        currency: found.currency.clone(),
        shipping_stated,
        vat_stated,
    })
}
