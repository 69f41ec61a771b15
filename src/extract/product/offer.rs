//! Which of the prices of one thing is the one asked for it.
//!
//! The current price comes first, then the lowest of several, then a price per
//! unit of measure; a former one only where there is no other, since then nothing
//! replaced it. Of two current prices the one with VAT is the customer's; one
//! that is said to be without VAT gives way. Costs of delivery, sums, savings and
//! instalments are no prices of goods.

use super::vat;
use crate::extract::price::find::Sighting;
use crate::extract::price::kind::Kind;
use crate::extract::{Document, Money};

/// Price on request.
pub(super) const ON_REQUEST: &str = "on-request";

/// What is asked for one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) money: Money,
    pub(super) kind: &'static str,
    pub(super) old: Option<Money>,
    pub(super) vat: &'static str,
}

/// The offer that prices in reading order make; `text` is all that stands with
/// them.
pub(super) fn of(
    doc: &Document,
    held: &[&Sighting],
    text: &str,
    page_vat: &'static str,
) -> Option<Offer> {
    let of_kind = |kinds: &[Kind]| -> Vec<usize> {
        (0..held.len()).filter(|i| held.get(*i).is_some_and(|s| kinds.contains(&s.kind))).collect()
    };
    let usable = [&[Kind::Current, Kind::From][..], &[Kind::Unit, Kind::To], &[Kind::Old]]
        .into_iter()
        .map(of_kind)
        .find(|found| !found.is_empty())?;
    let said: Vec<(usize, &'static str)> =
        usable.into_iter().map(|place| (place, vat::beside(doc, held, place))).collect();
    let with = |wanted: &str| said.iter().find(|(_, vat)| *vat == wanted);
    let (place, own) = with(vat::INCLUDED).or_else(|| with(vat::UNSTATED)).or(said.first())?;
    let chosen = held.get(*place)?;
    let vat = if *own != vat::UNSTATED {
        own
    } else if with(vat::EXCLUDED).is_some() {
        // The other one is said to be the price without.
        vat::INCLUDED
    } else {
        vat::near(text, page_vat)
    };
    let value = |sighting: &Sighting| sighting.amount.parse::<f64>().unwrap_or(0.0);
    let old = held
        .iter()
        .find(|s| s.kind == Kind::Old && s.currency == chosen.currency && value(s) > value(chosen));
    let kind = match chosen.kind {
        Kind::From => "from",
        Kind::Unit => "unit",
        _ => "current",
    };
    Some(Offer { money: money(chosen), kind, old: old.map(|s| money(s)), vat })
}

/// The amount and currency of a price that was seen.
pub(super) fn money(sighting: &Sighting) -> Money {
    Money { amount: sighting.amount.clone(), currency: sighting.currency.clone() }
}
