//! Prices: amounts and currencies in all national notations.

mod currency;
mod number;
pub mod parse;

use super::{Context, Document, PageReading, Site};
use crate::facts::FactSet;

/// Reads one page.
pub(super) fn read(_doc: &Document, _context: Context<'_>, _reading: &mut PageReading) {}

/// States the facts of this area.
pub(super) fn facts(_site: &Site<'_>, _set: &mut FactSet) {}
