//! E-mail addresses, telephone numbers and postal addresses of the merchant.

pub(in crate::extract) mod cues;
mod email;
pub mod phone;
pub(in crate::extract) mod structured;

use super::{Context, Document, PageReading, Site};
use crate::facts::FactSet;
use cues::Marks;
use structured::Structured;

/// Reads one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    let marks = Marks::of(doc);
    let data = Structured::of(doc);
    reading.emails = email::find(doc, &marks, &data, context);
}

/// States the facts of this area.
pub(super) fn facts(_site: &Site<'_>, _set: &mut FactSet) {}
