//! The fact of card marks: where the shop shows which.
//!
//! What is not shown is missing only where both places were seen in which it is
//! asked for, the front page and the payment, and no picture there may show it to
//! people alone.

use super::facts::{front_read, numbered};
use crate::extract::{PageKind, PageReading, Site, form};
use crate::facts::{Evidence, Fact, Reason};
use serde_json::{Value, json};
use std::collections::HashSet;

/// Marks kept.
const MAX_ITEMS: usize = 200;

/// The fact `site.card-logos`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let payment = form::payment_pages(site);
    let mut seen: HashSet<(String, &str, bool)> = HashSet::new();
    let mut values: Vec<Value> = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    let crawled = site.pages.iter().filter(|page| !page.soft_404);
    let crawled = crawled.map(|page| (page, place(page)));
    let walked = payment.pages.iter().map(|page| (*page, "checkout"));
    for (page, place) in crawled.chain(walked) {
        for mark in &page.shown.cards {
            let value = &mark.value;
            let key = (value.brand.clone(), place, value.text.is_some());
            if values.len() < MAX_ITEMS && seen.insert(key) {
                values.push(json!({
                    "brand": value.brand,
                    "url": page.url,
                    "where": place,
                    "text": value.text,
                }));
                evidence.push(page.evidence(mark));
            }
        }
    }
    let coverage =
        front_read(site).and(frame(site)).and(payment.whole).and(explained(site, &payment.pages));
    Fact::list(&values, numbered(evidence), coverage)
}

/// Where a page of the crawl stands.
fn place(page: &PageReading) -> &'static str {
    match page.kind {
        _ if page.clicks == 0 => "front",
        Some(PageKind::Checkout) => "checkout",
        _ => "page",
    }
}

/// Whether the frame of the front page was there to be read.
fn frame(site: &Site<'_>) -> Result<(), Reason> {
    match site.pages.iter().find(|page| page.clicks == 0) {
        Some(front) if front.script_frame && !front.rendered => Err(Reason::NeedsJavascript),
        _ => Ok(()),
    }
}

/// Whether no picture may show marks to people alone.
fn explained(site: &Site<'_>, payment: &[&PageReading]) -> Result<(), Reason> {
    let front = site.pages.iter().filter(|page| page.clicks == 0);
    let mut pages = front.chain(payment.iter().copied());
    if pages.any(|page| page.shown.card_picture.is_some()) {
        Err(Reason::ImageOnly)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Visit;
    use crate::facts::{Finding, Reason};
    use crate::snapshot::StepAction;

    const PLAIN: &str = "<html lang=sv><main><h1>Boden</h1><p>Varor för fjället.</p></main><footer><a href=/>Hem</a></footer>";

    fn paying(extra: &str) -> String {
        format!(
            "<html lang=sv><h1>Kassa</h1><form action=/order method=post><label>E-post<input name=email type=email required></label>\
             <label>Postnummer<input name=zip required></label><p>Totalt 199 kr</p>{extra}<button>Betala nu</button></form>"
        )
    }

    fn walked(front: &str, extra: &str) -> Finding {
        let checkout = paying(extra);
        let visit = Visit::new(&[("/", front)]).walk(&[(
            StepAction::OpenCheckout,
            "/kassa",
            checkout.as_str(),
        )]);
        visit.facts().get("site.card-logos").unwrap().finding.clone()
    }

    fn places(finding: &Finding) -> Vec<String> {
        let value = finding.value();
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().map(|i| format!("{} {}", i["brand"], i["where"]).replace('"', "")).collect()
    }

    #[test]
    fn marks_are_told_by_the_place_they_stand_in() {
        let front = "<html lang=sv><main><h1>Boden</h1><p>Varor.</p></main><footer><img src=/visa.svg><img src=/mastercard.svg></footer>";
        let found = walked(front, "<p>Visa, Mastercard</p>");
        let mut places = places(&found);
        places.sort();
        assert_eq!(
            places,
            ["mastercard checkout", "mastercard front", "visa checkout", "visa front"]
        );
        assert!(matches!(found, Finding::Present(_)));
        assert!(found.value().as_array().unwrap().iter().any(|i| i["text"] == "Visa, Mastercard"));
    }

    #[test]
    fn without_the_payment_nothing_is_missing_for_sure() {
        let seen = Visit::new(&[("/", PLAIN)]).facts();
        assert!(matches!(seen.get("site.card-logos").unwrap().finding, Finding::Unknown(_)));
        let front = "<html lang=sv><main><h1>Boden</h1></main><footer><img src=/visa.svg><img src=/amex.svg></footer>";
        let seen = Visit::new(&[("/", front)]).facts();
        assert!(matches!(seen.get("site.card-logos").unwrap().finding, Finding::Partial(..)));
    }

    #[test]
    fn where_all_was_seen_what_is_not_there_is_absent() {
        assert_eq!(walked(PLAIN, ""), Finding::Absent);
        let sprite = PLAIN.replace("<footer>", "<footer><img src=/payment-icons.png>");
        assert_eq!(walked(&sprite, ""), Finding::Unknown(Reason::ImageOnly));
        assert_eq!(walked(PLAIN, "<img src=/betalsatt.png>"), Finding::Unknown(Reason::ImageOnly));
    }
}
