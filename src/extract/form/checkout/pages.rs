//! The cart and the checkout as pages, where only the walk came to them.
//!
//! How many clicks they are from the front page is not known then: a cart with
//! something in it is reached by what was done, not by links alone.

use crate::extract::{PageKind, Site};
use crate::facts::{Evidence, Fact, FactSet, Finding};
use crate::snapshot::StepAction;
use serde_json::json;

/// States the facts `pages.cart` and `pages.checkout` where the crawl could not.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let Some(walked) = &site.walk else { return };
    for (kind, action, path) in [
        (PageKind::Cart, StepAction::OpenCart, "pages.cart"),
        (PageKind::Checkout, StepAction::OpenCheckout, "pages.checkout"),
    ] {
        let known = set.get(path).is_some_and(|fact| matches!(fact.finding, Finding::Present(_)));
        let is_it = |page: &&super::walked::Page<'_>| {
            page.step.action == action
                || (page.reading.kind == Some(kind) && page.step.action != StepAction::OpenProduct)
        };
        let Some(page) = walked.pages.iter().find(is_it).filter(|_| !known) else { continue };
        let reading = &page.reading;
        let mut evidence = Evidence::new(&reading.url, &reading.title);
        evidence.sha256 = Some(reading.sha256.clone()).filter(|s| !s.is_empty());
        evidence.seen_at = Some(reading.seen_at.clone()).filter(|s| !s.is_empty());
        let value = json!({
            "url": reading.url,
            "clicks": null,
            "words": reading.words,
            "language": reading.language,
            "form": "page",
        });
        set.put(path, Fact::present(value, vec![evidence]));
    }
}
