//! The steps from a product to the checkout.

use super::way::Way;
use crate::extract::{PageKind, PageReading, Site};
use crate::facts::{Evidence, Fact};
use serde_json::{Value, json};

/// The fact `checkout.steps`.
pub(super) fn fact(site: &Site<'_>, way: &Way<'_>) -> Fact {
    match &site.walk {
        Some(walked) if way.walked || way.stages.is_empty() => {
            let steps = &walked.walk.steps;
            let values: Vec<Value> = steps
                .iter()
                .map(|step| {
                    let picture = step.view.screenshot.as_ref();
                    json!({
                        "url": step.view.url,
                        "action": step.action.code(),
                        "words": step.words,
                        "screenshot": picture.map(|picture| &picture.sha256),
                    })
                })
                .collect();
            let shown = steps.iter().enumerate().map(|(item, step)| {
                let mut evidence = Evidence::new(&step.view.url, &step.words);
                evidence.sha256 = Some(step.view.sha256.clone()).filter(|s| !s.is_empty());
                evidence.seen_at = Some(step.view.seen_at.clone()).filter(|s| !s.is_empty());
                Evidence { item: Some(item), ..evidence }
            });
            Fact::list(&values, shown.collect(), way.whole().and(nothing_is_unknown(way)))
        }
        _ => read(site, way),
    }
}

/// A walk without a step shows nothing.
fn nothing_is_unknown(way: &Way<'_>) -> Result<(), crate::facts::Reason> {
    if way.stages.is_empty() { Err(way.reason) } else { Ok(()) }
}

/// The pages of the crawl that lie on the way.
fn read(site: &Site<'_>, way: &Way<'_>) -> Fact {
    let Some(stage) = way.stages.last() else { return Fact::unknown(way.reason) };
    let checkout = stage.page;
    let cart = site
        .pages
        .iter()
        .find(|page| page.kind == Some(PageKind::Cart) && page.url != checkout.url);
    let pages: Vec<&PageReading> = cart.into_iter().chain([checkout]).collect();
    let values: Vec<Value> = pages
        .iter()
        .map(|page| json!({ "url": page.url, "action": "read", "words": null, "screenshot": null }))
        .collect();
    let shown = pages.iter().enumerate().map(|(item, page)| {
        let mut evidence = Evidence::new(&page.url, &page.title);
        evidence.sha256 = Some(page.sha256.clone()).filter(|s| !s.is_empty());
        evidence.seen_at = Some(page.seen_at.clone()).filter(|s| !s.is_empty());
        Evidence { item: Some(item), ..evidence }
    });
    Fact::list(&values, shown.collect(), Ok(()))
}
