//! What terms and policies deal with, what else the site says, and text that should
//! not be there.
//!
//! The text of every page is looked through once (`scan`) for the phrases
//! (`phrases`) of all closed lists (`subjects`). From them come the topics of
//! terms (`topics`), the periods of time inside them (`span` reads a period,
//! `periods` says of what it is) and the statements of other lists
//! (`statements`); leftovers are looked for apart. Which pages are
//! terms or policies is decided for the site as a whole, because a product page
//! may speak of returns without being terms. Text that also stands on the front
//! page or a product page is the frame of the site and not part of the terms.

mod company;
mod excerpt;
mod facts;
mod party;
mod periods;
mod phrases;
mod quantity;
mod residue;
mod said;
mod scan;
mod sentences;
mod span;
mod stated;
mod statements;
mod subjects;
mod topics;

pub(super) use facts::facts;
pub(super) use said::{is_understood, said};
pub(super) use sentences::ends as sentence_ends;

use super::{Context, Document, PageReading};

/// Reads one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    let text = scan::Text::of(doc, context);
    topics::read(&text, reading);
    statements::read(&text, reading);
    residue::read(doc, context, reading);
    party::read(doc, reading);
}
