//! Whether the domain is parked or for sale.
//!
//! A small model of evidence. For: a notice on the front page that it is parked
//! or for sale; a front page with few words that loads from a parking service;
//! an address that ends at one; name servers that hold nothing but parked
//! domains. Against: trade, since a shop that trades is not parked whatever else
//! its pages say. One price on the front page is no trade yet: pages that offer a
//! domain name what it costs.

use crate::extract::{Document, Found, PageKind, PageReading, Site};
use crate::facts::{Evidence, Fact, FactSet, Reason};
use crate::vocabulary::Marks;
use url::Url;

/// Words of a page that may be a parking page: lists of advertisements.
const FEW_WORDS: usize = 300;
/// Resources looked at on one page.
const MAX_RESOURCES: usize = 500;
/// Products or prices that a page offering a domain does not have: the price,
/// an instalment, a fee and their sum.
const MANY_OFFERS: usize = 5;
/// What makes a domain parked.
const LEAST: i32 = 2;

/// The parking service that a page is made by.
pub(super) fn service(doc: &Document) -> Option<Found<String>> {
    if doc.blocks.iter().map(|b| b.text.split_whitespace().count()).sum::<usize>() > FEW_WORDS {
        return None;
    }
    let marks = Marks::built_in();
    doc.resources.iter().take(MAX_RESOURCES).find_map(|resource| {
        let service = marks.parking_host(resource.url.host_str()?, resource.url.path())?;
        Some(Found::at(doc, resource.node, resource.url.as_str(), service.name.clone()))
    })
}

/// The fact `site.parked`; `set` holds the facts of the name servers and of
/// where the address ends.
pub(super) fn fact(site: &Site<'_>, set: &FactSet, front_read: Result<(), Reason>) -> Fact {
    let mut votes = 0;
    let mut evidence = Vec::new();
    let mut vote = |weight: i32, item: Evidence| {
        votes += weight;
        evidence.push(item);
    };
    let front: Option<&PageReading> = site.pages.iter().find(|page| page.clicks == 0);
    if let Some(front) = front {
        if let Some(notice) = &front.under_construction
            && ["parked", "for-sale"].contains(&notice.value.kind.as_str())
        {
            vote(2, front.evidence(notice));
        }
        if let Some(service) = &front.parked_by {
            vote(2, front.evidence(service));
        }
    }
    let marks = Marks::built_in();
    for (path, of) in [("site.redirected-to", 3), ("dns.ns", 2)] {
        let Some(fact) = set.get(path) else { continue };
        let shown = fact.evidence.iter().rev().find(|item| match path {
            "dns.ns" => {
                let host = item.excerpt.rsplit(' ').next().unwrap_or("");
                marks.parking_name_server(host).is_some()
            }
            _ => item.excerpt.split_once('→').is_some_and(|(_, to)| is_parking(to)),
        });
        if let Some(item) = shown {
            vote(of, Evidence { item: None, ..item.clone() });
        }
    }
    if trades(site) {
        votes -= 3;
    }
    if votes >= LEAST {
        return Fact::present(true, evidence);
    }
    match front_read {
        Ok(()) => Fact::present(false, Vec::new()),
        Err(reason) => Fact::unknown(reason),
    }
}

/// Whether something is sold here besides, perhaps, the domain: offers on more
/// pages than the front, many of them, or offers beside a cart, terms or returns.
/// What a parking service serves is its own trade.
pub(super) fn trades(site: &Site<'_>) -> bool {
    let own = |page: &&PageReading| !is_parking(&page.url);
    site.pages.iter().filter(own).any(|page| {
        let offers = page.products.len().max(page.prices.len());
        let shop_around = || page.links.iter().any(|link| link.kind.is_some_and(is_of_a_shop));
        offers > 0 && (page.clicks > 0 || offers >= MANY_OFFERS || shop_around())
    })
}

/// Pages that shops have and the notice of a sale does not.
fn is_of_a_shop(kind: PageKind) -> bool {
    matches!(
        kind,
        PageKind::Cart
            | PageKind::Checkout
            | PageKind::Product
            | PageKind::Category
            | PageKind::Terms
            | PageKind::Returns
            | PageKind::Delivery
    )
}

/// Whether the address in a step of redirects is at a parking service.
fn is_parking(step: &str) -> bool {
    let address = step.split_whitespace().next().unwrap_or("");
    Url::parse(address).is_ok_and(|url| {
        url.host_str().is_some_and(|h| Marks::built_in().parking_host(h, url.path()).is_some())
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Visit, page};
    use crate::facts::{Finding, Reason};
    use crate::snapshot::DnsAnswer;

    fn of(visit: &Visit) -> Finding {
        visit.facts().get("site.parked").unwrap().finding.clone()
    }

    fn served_by(mut visit: Visit, name_server: &str) -> Visit {
        visit.0.dns.push(DnsAnswer {
            name: "fjellbod.example".to_owned(),
            record_type: "NS".to_owned(),
            records: vec![name_server.to_owned()],
            failure: None,
            validation: None,
            seen_at: String::new(),
        });
        visit
    }

    #[test]
    fn a_notice_a_service_and_name_servers_each_show_it() {
        let notice = "<title>fjellbod.example</title><h1>This domain is for sale</h1>";
        assert_eq!(of(&Visit::new(&[("/", notice)])).value(), true);
        let loads = "<script src=https://www.google.com/adsense/domains/caf.js></script>Related";
        assert_eq!(of(&Visit::new(&[("/", loads)])).value(), true);
        let visit = Visit::new(&[("/", &page("Fjellbod", "<p>Hej</p>"))]);
        assert_eq!(of(&served_by(visit, "ns1.sedoparking.com")).value(), true);
        let visit = Visit::new(&[]).redirect("/", "https://www.hugedomains.com/x");
        assert_eq!(of(&visit).value(), true);
    }

    #[test]
    fn a_shop_is_not_parked() {
        let shop = page(
            "Fjellbod",
            "<p>Blå kanna</p><p>249 kr</p><a href=/kassa>Till kassan</a><p>This domain is for sale</p>",
        );
        let visit = served_by(Visit::new(&[("/", &shop)]), "ns1.sedoparking.com");
        assert_eq!(of(&visit).value(), false);
        let visit = served_by(Visit::new(&[("/", &page("Hem", "Hej"))]), "ns1.host.example");
        assert_eq!(of(&visit).value(), false);
    }

    #[test]
    fn the_price_of_the_domain_is_no_trade() {
        let offer = "<title>fjellbod.example</title><h1>fjellbod.example is for sale</h1>\
                     <p>Price: $2,995 USD</p><p>or 12 payments of $250 USD</p>";
        assert_eq!(of(&Visit::new(&[("/", offer)])).value(), true);
    }

    #[test]
    fn a_shop_that_sells_domains_or_houses_is_not_parked() {
        let domains = (1..=6).map(|n| format!("<p>namn{n}.example</p><p>{n}95 kr</p>"));
        let broker = format!("<h1>Köp denna domän</h1>{}", domains.collect::<String>());
        assert_eq!(of(&Visit::new(&[("/", &broker)])).value(), false);
        for text in ["Hus till salu", "For sale: two boats", "Domain kaufen und Webseite bauen"] {
            let visit = Visit::new(&[("/", &page(text, &format!("<p>{text}.</p>")))]);
            assert_eq!(of(&visit).value(), false, "{text}");
        }
    }

    #[test]
    fn a_page_that_was_not_read_proves_nothing() {
        let visit = Visit::new(&[]).failure("/", Reason::TimedOut, "");
        assert_eq!(of(&visit), Finding::Unknown(Reason::TimedOut));
    }
}
