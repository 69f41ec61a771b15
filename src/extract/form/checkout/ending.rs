//! Why the walk went no further, and what it did not do.

use super::crawled;
use crate::extract::Site;
use crate::facts::{Evidence, Fact};
use crate::snapshot::Walk;
use serde_json::{Value, json};

/// Refusals kept of one walk.
const MAX_WITHHELD: usize = 200;

/// The fact `checkout.obstacle`.
pub(super) fn obstacle(site: &Site<'_>) -> Fact {
    let Some(walk) = &site.snapshot.walk else { return Fact::unknown(crawled::reason(site)) };
    let Some(end) = &walk.ended else { return Fact::absent() };
    let last = walk.steps.last();
    let value = json!({
        "code": end.obstacle,
        "reason": end.reason,
        "detail": end.detail,
        "url": last.map(|step| &step.view.url),
        "step": last.map(|_| walk.steps.len()),
    });
    let evidence = last.map(|step| {
        let mut evidence = Evidence::new(&step.view.url, &end.detail);
        evidence.sha256 = Some(step.view.sha256.clone()).filter(|s| !s.is_empty());
        evidence.seen_at = Some(step.view.seen_at.clone()).filter(|s| !s.is_empty());
        evidence
    });
    Fact::present(value, evidence.into_iter().collect())
}

/// The fact `checkout.withheld`: of the walk and of those before it.
pub(super) fn withheld(site: &Site<'_>) -> Fact {
    let Some(walk) = &site.snapshot.walk else { return Fact::unknown(crawled::reason(site)) };
    let mut values: Vec<Value> = Vec::new();
    let mut shown = Vec::new();
    for withheld in walk.chain().flat_map(|walk: &Walk| &walk.withheld) {
        let value = json!({
            "what": withheld.what,
            "ground": withheld.ground,
            "detail": withheld.detail,
            "url": withheld.url,
        });
        if values.len() >= MAX_WITHHELD || values.contains(&value) {
            continue;
        }
        let mut evidence = Evidence::new(&withheld.url, &withheld.what);
        evidence.selector.clone_from(&withheld.selector);
        shown.push(Evidence { item: Some(values.len()), ..evidence });
        values.push(value);
    }
    Fact::list(&values, shown, Ok(()))
}
