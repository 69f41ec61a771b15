//! States which page is the shop's page of each kind.

use super::link::link_certainty;
use super::settle::{Choice, choose};
use super::withdrawal;
use crate::extract::coverage::lost;
use crate::extract::{PageKind, PageReading, Region, Site};
use crate::facts::{Evidence, Fact, FactSet, Finding, Reason};
use serde_json::json;
use url::Url;

/// How certain a link must be of a page that nobody read.
const CERTAIN: f32 = 0.7;

/// States the facts `pages.<kind>`.
pub(crate) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let choices = choose(site);
    for kind in PageKind::FACTS {
        let fact = match choices.get(kind) {
            Some(choice) => present(site, choice),
            None => match missing(site, *kind) {
                Err(reason) => {
                    glimpsed(site, *kind, reason).unwrap_or_else(|| Fact::unknown(reason))
                }
                Ok(()) => Fact::absent(),
            },
        };
        set.put(&format!("pages.{}", kind.name()), fact);
    }
    set.put("pages.withdrawal-function", withdrawal::fact(site));
}

fn present(site: &Site<'_>, choice: &Choice) -> Fact {
    let Some(page) = site.pages.get(choice.page) else {
        return Fact::unknown(Reason::NotCollected);
    };
    let plain = page.url.split('#').next().unwrap_or(&page.url);
    let url = match &choice.fragment {
        Some(fragment) => format!("{plain}#{fragment}"),
        None => plain.to_owned(),
    };
    let mut evidence = Evidence::new(&url, &choice.excerpt);
    evidence.selector.clone_from(&choice.selector);
    evidence.sha256 = Some(page.sha256.clone()).filter(|s| !s.is_empty());
    evidence.seen_at = Some(page.seen_at.clone()).filter(|s| !s.is_empty());
    let value = json!({
        "url": url,
        "clicks": page.clicks,
        "words": choice.words,
        "language": page.language,
        "form": match &choice.fragment {
            _ if page.pdf => "pdf",
            Some(_) => "section",
            None => "page",
        },
    });
    Fact::present(value, vec![evidence])
}

/// A cart or checkout that could not be read, where a link names it beyond
/// doubt: what is known of it is where it is. Of a policy that is not enough,
/// since what matters there is what it says.
fn glimpsed(site: &Site<'_>, kind: PageKind, reason: Reason) -> Option<Fact> {
    if !matches!(kind, PageKind::Cart | PageKind::Checkout) || site.coverage.nothing.is_some() {
        return None;
    }
    let lost = lost(site);
    let (_, seen) = lost
        .iter()
        .filter_map(|lost| {
            let score = link_certainty(lost.text, &Url::parse(lost.url).ok()?, site, kind);
            (score >= CERTAIN).then_some((score, lost))
        })
        .min_by(|a, b| (a.1.clicks.cmp(&b.1.clicks)).then(b.0.total_cmp(&a.0)))?;
    let value = json!({
        "url": seen.url,
        "clicks": seen.clicks,
        "words": null,
        "language": null,
        "form": "link",
    });
    let said = if seen.text.is_empty() { seen.url } else { seen.text };
    let evidence = Evidence::new(seen.referrer.unwrap_or(seen.url), said);
    let reason = if seen.reason == Reason::NotCollected { reason } else { seen.reason };
    Some(Fact { finding: Finding::Glimpsed(value, reason), evidence: vec![evidence] })
}

/// Whether it is proven that there is no page of a kind.
fn missing(site: &Site<'_>, kind: PageKind) -> Result<(), Reason> {
    site.coverage.of_kinds(&[kind])?;
    if kind == PageKind::Checkout {
        // A checkout opens from a cart with something in it, so links alone do
        // not prove that there is none.
        site.coverage.of_kinds(&[PageKind::Cart])?;
        let sells = |page: &PageReading| {
            !page.products.is_empty()
                || matches!(page.kind, Some(PageKind::Cart | PageKind::Product))
        };
        if site.pages.iter().any(sells) {
            return Err(Reason::NotCollected);
        }
    }
    // A policy kept at another host exists, but was not read.
    let host = registrable(&site.snapshot.target.url);
    let frame = |page: &&PageReading| page.clicks == 0;
    let elsewhere = site
        .pages
        .iter()
        .filter(frame)
        .flat_map(|page| &page.links)
        .filter(|link| link.kind == Some(kind) && link.region != Region::Main)
        .any(|link| kind_may_be_elsewhere(kind) && registrable(&link.url) != host);
    if elsewhere { Err(Reason::NotCollected) } else { Ok(()) }
}

/// Policies are kept at services for them; a contact or about page at another
/// host is a profile.
fn kind_may_be_elsewhere(kind: PageKind) -> bool {
    !matches!(kind, PageKind::About | PageKind::Contact)
}

/// The registrable domain of an address, or its host where there is none.
pub(crate) fn registrable(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?.to_ascii_lowercase();
    Some(psl::domain_str(&host).map_or(host.clone(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::pdf::testing::{pdf, pdf_packed};
    use crate::extract::testing::{Visit, page};
    use crate::facts::Finding;

    #[test]
    fn links_alone_do_not_prove_that_there_is_no_checkout() {
        let front = page("Fjellbod", "<a href=/varukorg>Varukorg</a>");
        let cart = page("Varukorg", "<p>Varukorgen är tom.</p>");
        let facts = Visit::new(&[("/", &front), ("/varukorg", &cart)]).facts();
        let checkout = &facts.get("pages.checkout").unwrap().finding;
        assert_eq!(*checkout, Finding::Unknown(Reason::NotCollected));
        assert!(matches!(facts.get("pages.cart").unwrap().finding, Finding::Present(_)));
    }

    #[test]
    fn a_cart_that_robots_may_not_read_is_known_by_its_place_alone() {
        let front = page("Fjellbod", "<a href=/varukorg>Varukorg</a>");
        let visit = Visit::new(&[("/", &front)])
            .skipped("/varukorg", Reason::RobotsDisallowed, "Varukorg")
            .skipped("/kopvillkor", Reason::RobotsDisallowed, "Köpvillkor");
        let facts = visit.facts();
        let cart = facts.get("pages.cart").unwrap();
        assert_eq!(cart.finding.state(), "partial");
        assert_eq!(cart.finding.reason(), Some(Reason::RobotsDisallowed));
        assert_eq!(cart.finding.value()["url"], "https://www.fjellbod.example/varukorg");
        assert_eq!(cart.finding.value()["form"], "link");
        assert!(cart.finding.value()["words"].is_null());
        assert_eq!(cart.evidence[0].excerpt, "Varukorg");
        let terms = &facts.get("pages.terms").unwrap().finding;
        assert_eq!(*terms, Finding::Unknown(Reason::RobotsDisallowed));
    }

    #[test]
    fn terms_in_a_pdf_are_terms_and_their_sections_are_found_by_sheet() {
        let front = page("Fjellbod", "<a href=/villkor.pdf>Köpvillkor (PDF)</a>");
        let body = pdf_packed(&[
            "BT /F1 20 Tf 72 760 Td (K\\366pvillkor) Tj ET BT /F1 11 Tf 72 730 Td (Dessa villkor \
             g\\344ller n\\344r du handlar av Fjellbod. Priserna inkluderar moms.) Tj ET",
            "BT /F1 14 Tf 72 760 Td (\\305ngerr\\344tt) Tj ET BT /F1 11 Tf 72 730 Td (Du har 14 dagars \
             \\345ngerr\\344tt fr\\345n den dag du tog emot varan fr\\345n oss.) Tj ET",
        ]);
        let visit = Visit::new(&[("/", &front)]).pdf("/villkor.pdf", &body, "Köpvillkor (PDF)");
        let facts = visit.facts();
        let terms = facts.get("pages.terms").unwrap().finding.value();
        assert_eq!(terms["url"], "https://www.fjellbod.example/villkor.pdf");
        assert_eq!(terms["form"], "pdf");
        assert_eq!(terms["language"], "sv");
        let returns = facts.get("pages.returns").unwrap();
        let value = returns.finding.value();
        assert_eq!(value["url"], "https://www.fjellbod.example/villkor.pdf#page=2");
        assert!(returns.evidence[0].excerpt.contains("Ångerrätt"));
        let topics = facts.get("terms.topics").unwrap().finding.value().to_string();
        assert!(topics.contains("withdrawal-period"), "{topics}");
    }

    #[test]
    fn a_scan_stays_only_in_a_pdf() {
        let front = page("Fjellbod", "<a href=/villkor.pdf>Köpvillkor</a>");
        let scan = pdf(&["q 595 0 0 842 0 0 cm /Im1 Do Q"]);
        let facts = Visit::new(&[("/", &front)]).pdf("/villkor.pdf", &scan, "Köpvillkor").facts();
        let terms = &facts.get("pages.terms").unwrap().finding;
        assert_eq!(*terms, Finding::Unknown(Reason::PdfOnly));
    }

    #[test]
    fn a_link_that_only_hints_at_a_cart_is_not_enough() {
        let visit = Visit::new(&[("/", &page("Fjellbod", ""))]).skipped(
            "/p/7",
            Reason::RobotsDisallowed,
            "Lägg i din varukorg och få tio procent",
        );
        assert_eq!(visit.facts().get("pages.cart").unwrap().finding.value(), json!(null));
    }

    #[test]
    fn a_heading_with_nothing_under_it_is_no_policy() {
        let front = page("Fjellbod", "<a href=/v>Köpvillkor</a>");
        let empty = page("Köpvillkor", "");
        let facts = Visit::new(&[("/", &front), ("/v", &empty)]).facts();
        let terms = &facts.get("pages.terms").unwrap().finding;
        assert_eq!(*terms, Finding::Unknown(Reason::Ambiguous));
        let scanned = page("Köpvillkor", "<img src=/villkor.jpg>");
        let facts = Visit::new(&[("/", &front), ("/v", &scanned)]).facts();
        let terms = &facts.get("pages.terms").unwrap().finding;
        assert_eq!(*terms, Finding::Unknown(Reason::ImageOnly));
    }

    #[test]
    fn domains_are_compared_by_what_can_be_registered() {
        assert_eq!(registrable("https://shop.a.co.uk/x").as_deref(), Some("a.co.uk"));
        assert_eq!(registrable("not an address"), None);
    }
}
