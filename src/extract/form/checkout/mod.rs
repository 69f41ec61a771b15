//! Facts about the checkout: one file a fact.
//!
//! Where a walk was made, its steps are read ([`walked`]); else what the crawl
//! saw of a checkout ([`crawled`]). Both lay out the same [`Way`], and every fact
//! is stated from that. The walk counts unless the crawl got further.
//!
//! A walk that went to the last step shows all of the checkout. One that ended
//! before shows some of it: what was seen stands, as *partial* where there may be
//! more, and what was not seen is unknown with the reason for the end. Nothing of
//! the checkout is called absent for not being seen.
//!
//! Pages of the walk speak of the way to the checkout and of nothing else: how
//! near a page is to the front page and what the shop sells is for the crawl to
//! say.

mod boxes;
mod cards;
mod consent;
mod country;
mod crawled;
mod ending;
mod express;
mod fields;
mod guest;
mod national_id;
mod order;
mod pages;
mod payment;
mod policies;
mod reached;
mod steps;
mod summary;
#[cfg(test)]
mod tests;
mod walked;
mod way;

pub use walked::{Walked, furthest};

use crate::extract::{PageReading, Site};
use crate::facts::{FactSet, Reason};
use way::Way;

/// What a walk showed of the payment.
pub(in crate::extract) struct PaymentPages<'a> {
    /// The pages in the checkout.
    pub(in crate::extract) pages: Vec<&'a PageReading>,
    /// Nothing of it can be missing, or why it can.
    pub(in crate::extract) whole: Result<(), Reason>,
}

/// The pages of the payment, for what is shown beside its forms.
pub(in crate::extract) fn payment_pages<'a>(site: &'a Site<'_>) -> PaymentPages<'a> {
    let way = Way::of(site);
    let pages: Vec<&PageReading> = way.checkout().map(|stage| stage.page).collect();
    let framed = pages.iter().find_map(|page| page.checkout_elsewhere);
    let drawn = pages.iter().all(|page| !page.script_shell);
    let drawn = if drawn { Ok(()) } else { Err(Reason::NeedsJavascript) };
    PaymentPages { whole: way.whole().and(framed.map_or(Ok(()), Err)).and(drawn), pages }
}

/// States the facts of the checkout.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let way = Way::of(site);
    set.put("checkout.reached", reached::fact(&way));
    set.put("checkout.steps", steps::fact(site, &way));
    set.put("checkout.fields", fields::fact(&way));
    set.put("checkout.national-id", national_id::fact(&way));
    set.put("checkout.consent", consent::fact(&way));
    set.put("checkout.order-button", order::button(&way));
    set.put("checkout.total", order::total(&way));
    set.put("checkout.summary", summary::fact(site, &way));
    set.put("checkout.payment-methods", payment::methods(&way));
    set.put("checkout.payment-preselected", payment::preselected(&way));
    set.put("checkout.credit", payment::credit(&way));
    set.put("checkout.express", express::fact(&way));
    set.put("checkout.country", country::fact(&way));
    set.put("checkout.preticked", boxes::fact(&way));
    set.put("checkout.guest", guest::fact(site, &way));
    set.put("checkout.card-fields", cards::fact(&way));
    set.put("checkout.policy-links", policies::fact(&way));
    set.put("checkout.obstacle", ending::obstacle(site));
    set.put("checkout.withheld", ending::withheld(site));
    pages::facts(site, set);
}
