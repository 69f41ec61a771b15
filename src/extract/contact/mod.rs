//! E-mail addresses, telephone numbers and postal addresses of the merchant.

mod address;
pub(in crate::extract) mod cues;
mod email;
pub mod phone;
mod phone_finder;
mod postcode;
mod region;
pub(in crate::extract) mod structured;

use super::{Context, Document, PageReading, Site};
use crate::facts::FactSet;
use cues::Marks;
use structured::Structured;

/// Reads one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    let marks = Marks::of(doc);
    let data = Structured::of(doc);
    let countries = region::of(doc, context);
    reading.emails = email::find(doc, &marks, &data, context);
    reading.phones = phone_finder::find(doc, &marks, &data, &countries, reading, context);
    reading.addresses = address::find(doc, &marks, &data, &countries, reading, context);
}

/// States the facts of this area.
pub(super) fn facts(_site: &Site<'_>, _set: &mut FactSet) {}
