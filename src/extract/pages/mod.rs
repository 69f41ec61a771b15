//! What kind of page a page is, and where each kind of page was found.

use super::{Context, Document, PageReading, Site};
use crate::facts::FactSet;

mod link;
mod names;

pub use link::link_kind;

/// Reads one page.
pub(super) fn read(_doc: &Document, _context: Context<'_>, _reading: &mut PageReading) {}

/// States the facts of this area.
pub(super) fn facts(_site: &Site<'_>, _set: &mut FactSet) {}

/// Decides, over all pages, which page is the shop's page of each kind.
pub(super) fn settle(_site: &mut Site<'_>) {}
