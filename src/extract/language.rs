//! The language of a page and the country of a shop.

use super::{Context, Document};
use crate::application::Application;
use crate::snapshot::Snapshot;

/// BCP 47 tag of the page's main language.
pub(super) fn of_page(doc: &Document, _context: Context<'_>) -> Option<String> {
    doc.lang.clone()
}

/// Country of the shop: declared, else by its top-level domain.
pub(super) fn country(snapshot: &Snapshot, application: Option<&Application>) -> Option<String> {
    if let Some(country) = application.and_then(|a| a.country.clone()) {
        return Some(country);
    }
    let top = snapshot.target.host.rsplit('.').next()?;
    match top {
        "uk" => Some("GB".to_owned()),
        two if two.len() == 2 => Some(two.to_ascii_uppercase()),
        _ => None,
    }
}
