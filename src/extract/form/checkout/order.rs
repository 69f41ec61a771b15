//! The button that places the order, and the total beside it.

use super::way::Way;
use crate::facts::Fact;
use serde_json::json;

/// The fact `checkout.order-button`.
pub(super) fn button(way: &Way<'_>) -> Fact {
    let last = way.stages.last().filter(|_| way.reached);
    let Some((stage, (button, clarity))) = last.and_then(|stage| Some((stage, stage.button?)))
    else {
        return Fact::unknown(way.reason);
    };
    let value = json!({ "text": button.text, "clarity": clarity });
    Fact::present(value, vec![stage.evidence(&button.selector, &button.text)])
}

/// The fact `checkout.total`: what the last step shows.
pub(super) fn total(way: &Way<'_>) -> Fact {
    if way.walked && !way.reached {
        return Fact::unknown(way.reason);
    }
    let found = way.checkout().last().and_then(|stage| {
        let form = stage.page.forms.iter().find(|form| form.total.is_some())?;
        Some((stage, form.total.as_ref()?))
    });
    found.map_or_else(
        || Fact::unknown(way.reason),
        |(stage, total)| Fact::present(total, vec![stage.evidence(stage.place(), &total.amount)]),
    )
}
