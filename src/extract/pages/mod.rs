//! What kind of page a page is, and where each kind of page was found.

use super::Site;
use crate::facts::FactSet;

mod content;
mod link;
mod names;
mod read;
mod sections;

pub use link::link_kind;
pub(super) use read::read;

/// States the facts of this area.
pub(super) fn facts(_site: &Site<'_>, _set: &mut FactSet) {}

/// Decides, over all pages, which page is the shop's page of each kind.
pub(super) fn settle(_site: &mut Site<'_>) {}
