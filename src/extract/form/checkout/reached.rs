//! Whether the last step before the order was seen.

use super::way::Way;
use crate::facts::Fact;

/// The fact `checkout.reached`.
pub(super) fn fact(way: &Way<'_>) -> Fact {
    let Some(stage) = way.stages.last().filter(|_| way.reached) else {
        return Fact::unknown(way.reason);
    };
    let evidence = match stage.button {
        Some((button, _)) if way.walked => stage.evidence(&button.selector, &button.text),
        _ => stage.evidence(stage.place(), &stage.page.title),
    };
    Fact::present(true, vec![evidence])
}
