//! What terms and policies deal with, and text that should not be in them.
//!
//! Every page is read for topics (`topics`), the periods of time inside them
//! (`span` reads a period, `periods` says of what it is) and leftovers; which pages are
//! terms or policies is decided for the site as a whole, because a product page
//! may speak of returns without being terms. Text that also stands on the front
//! page or a product page is the frame of the site and not part of the terms.

mod facts;
mod party;
mod periods;
mod phrases;
mod quantity;
mod residue;
mod sentences;
mod span;
mod topics;

pub(super) use facts::facts;
pub(super) use sentences::ends as sentence_ends;

use super::{Context, Document, PageReading};

/// Reads one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    topics::read(doc, context, reading);
    residue::read(doc, context, reading);
    party::read(doc, reading);
}
