//! The checkout as far as pages show it that the crawl read.
//!
//! A form for ordering that stands on a page is the checkout's last step when it
//! holds a button that places the order. What lies behind a step that must be
//! filled in is unknown, with the reason why the visit went no further.

use super::way::{Stage, is_of_person, order_button};
use crate::extract::{ButtonReading, FormReading, PageKind, PageReading, Site, pages};
use crate::facts::Reason;
use url::Url;

/// The obstacle of a walk that did not begin.
const NO_PRODUCT: &str = "no-product";

/// The page that shows most of the checkout.
pub(super) fn stage<'a>(site: &'a Site<'_>) -> Option<Stage<'a>> {
    let (page, forms) = best(site)?;
    let button = button(site, page, &forms);
    Some(Stage { number: 1, page, seen: None, checkout: true, forms, button })
}

pub(super) fn is_ordering(form: &FormReading) -> bool {
    matches!(form.purpose, Some("checkout" | "payment"))
}

/// The button that places the order. Words that say nothing of an order are not
/// enough where nothing is asked that an order needs.
fn button<'a>(
    site: &Site<'_>,
    page: &PageReading,
    forms: &[&'a FormReading],
) -> Option<(&'a ButtonReading, &'static str)> {
    let says = |clarity: &str| clarity != "insufficient";
    order_button(site, page, forms).filter(|(_, clarity)| says(clarity) || asks(forms))
}

/// Whether forms ask for more of a buyer than an address for mail.
fn asks(forms: &[&FormReading]) -> bool {
    let mut fields = forms.iter().flat_map(|form| &form.fields);
    fields.any(|field| field.purpose != "email" && is_of_person(&field.purpose))
}

/// The page that shows most of the checkout, with its forms for ordering.
fn best<'a>(site: &'a Site<'_>) -> Option<(&'a PageReading, Vec<&'a FormReading>)> {
    let pages = site.pages.iter().filter_map(|page| {
        let forms: Vec<&FormReading> = page.forms.iter().filter(|f| is_ordering(f)).collect();
        // A list of languages or of brands stands on a page of the cart too.
        let shown = asks(&forms) || button(site, page, &forms).is_some();
        (!forms.is_empty() && (shown || page.kind == Some(PageKind::Checkout)))
            .then_some((page, forms))
    });
    let score = |page: &PageReading, forms: &[&FormReading]| {
        let known = forms
            .iter()
            .flat_map(|form| &form.fields)
            .filter(|field| field.purpose != "other")
            .count();
        let kind = match page.kind {
            Some(PageKind::Checkout) => 20,
            Some(PageKind::Cart) => 5,
            _ => 0,
        };
        let button = if button(site, page, forms).is_some() { 10 } else { 0 };
        kind + button + known.min(15)
    };
    // Of equals the first, which is the one nearer to the front page.
    let mut best: Option<(usize, (&PageReading, Vec<&FormReading>))> = None;
    for (page, forms) in pages {
        let here = score(page, &forms);
        if best.as_ref().is_none_or(|(highest, _)| here > *highest) {
            best = Some((here, (page, forms)));
        }
    }
    best.map(|(_, found)| found)
}

/// Why the checkout, or its last step, was not seen.
pub(super) fn reason(site: &Site<'_>) -> Reason {
    let end = site.snapshot.walk.as_ref().and_then(|walk| walk.ended.as_ref());
    // Where no product was seen, what kept the crawl from seeing one says more.
    if let Some(end) = end.filter(|end| end.obstacle != NO_PRODUCT) {
        return end.reason;
    }
    if let Some(reason) = site.coverage.nothing {
        return reason;
    }
    let forbidden = site.snapshot.skipped.iter().any(|skipped| {
        skipped.reason == Reason::RobotsDisallowed
            && Url::parse(&skipped.url).is_ok_and(|url| {
                let text = skipped.link_text.as_deref().unwrap_or("");
                let kind = pages::link_kind(text, &url, site.vocabulary);
                matches!(kind, Some(PageKind::Checkout | PageKind::Cart))
            })
    });
    if forbidden {
        return Reason::RobotsDisallowed;
    }
    if let Some(reason) = site.pages.iter().find_map(|page| page.checkout_elsewhere) {
        return reason;
    }
    if site.pages.iter().any(|page| page.script_shell) {
        return Reason::NeedsJavascript;
    }
    end.map_or(Reason::NotCollected, |end| end.reason)
}
