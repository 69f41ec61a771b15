//! The hosts a sale goes through.
//!
//! Evidence are the links and forms that lead into cart and checkout from pages
//! that sell, what those lead on to, and the pages that were taken for the cart
//! and the checkout. A link from a page that sells to a known payment provider
//! or platform counts whatever its words are. Against: links in articles and
//! policies, and sharing or account links of such services, which sell nothing.
//! Wherever the walk to the checkout came to or was sent on to counts as well.
//!
//! Whether a host that is *unknown* belongs to the shop is for a person to find
//! out.

use super::facts::numbered;
use super::own::{Belonging, Domains, registrable};
use crate::extract::{FormReading, PageKind, PageReading, Region, Site, pages};
use crate::facts::{Evidence, Fact};
use crate::snapshot::Purpose;
use crate::vocabulary::Marks;
use serde_json::{Value, json};
use std::collections::HashSet;
use url::Url;

/// Hosts kept of one shop.
const MAX_HOSTS: usize = 50;

/// The hosts found so far.
struct Hosts {
    domains: Domains,
    seen: HashSet<String>,
    values: Vec<Value>,
    evidence: Vec<Evidence>,
}

/// The fact `site.sale-hosts`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let mut hosts = Hosts {
        domains: Domains::of(site),
        seen: HashSet::new(),
        values: Vec::new(),
        evidence: Vec::new(),
    };
    let ends = pages::redirects(site);
    let choices = pages::choose(site);
    for kind in [PageKind::Cart, PageKind::Checkout] {
        let page = choices.get(&kind).and_then(|choice| site.pages.get(choice.page));
        if let Some(page) = page {
            hosts.add(page, &page.url, &page.title);
        }
    }
    for page in site.pages.iter().filter(|page| sells(page)) {
        for link in &page.links {
            let Some(url) = link_of_sale(link.kind, link.region, &link.url) else { continue };
            hosts.add(page, &link.url, &link.text);
            // The end of a redirect is kept without its scheme.
            if let Some(end) = ends.get(&pages::page_key(url.as_str())) {
                hosts.add(page, &format!("https://{end}"), &link.text);
            }
        }
        for form in &page.forms {
            if let Some(action) = form.action.as_deref().filter(|_| is_sale(form)) {
                let words = form.buttons.first().map_or("", |button| button.text.as_str());
                hosts.add(page, action, words);
            }
        }
    }
    walked(site, &mut hosts);
    let coverage = site.coverage.of_kinds(&[PageKind::Cart, PageKind::Checkout]);
    Fact::list(&hosts.values, numbered(hosts.evidence), coverage)
}

/// Adds the hosts that the walk to the checkout came to or was sent on to.
fn walked(site: &Site<'_>, hosts: &mut Hosts) {
    for page in site.walk.iter().flat_map(|walked| walked.beyond_product()) {
        hosts.add(page, &page.url, &page.title);
        for form in page.forms.iter().filter(|form| is_sale(form)) {
            if let Some(action) = &form.action {
                hosts.add(page, action, form.buttons.first().map_or("", |b| b.text.as_str()));
            }
        }
    }
    let walk = site.snapshot.exchanges.iter().filter(|e| e.purpose == Purpose::Walk);
    for exchange in walk {
        let sent_on = exchange.answer().filter(|answer| (300..400).contains(&answer.status));
        let target = sent_on
            .and_then(|answer| answer.header("location"))
            .and_then(|location| Url::parse(&exchange.url).ok()?.join(location).ok());
        if let Some(target) = target {
            let mut evidence =
                Evidence::new(&exchange.url, &format!("{} → {target}", exchange.url));
            evidence.seen_at = Some(exchange.seen_at.clone());
            hosts.put(target.as_str(), evidence);
        }
    }
}

/// Whether a form belongs to a sale.
fn is_sale(form: &FormReading) -> bool {
    matches!(form.purpose, Some("cart" | "checkout" | "payment"))
}

/// Whether a buyer stands on this page.
fn sells(page: &PageReading) -> bool {
    let kind = matches!(
        page.kind,
        Some(
            PageKind::Front
                | PageKind::Product
                | PageKind::Category
                | PageKind::Cart
                | PageKind::Checkout
        )
    );
    !page.soft_404 && (kind || !page.products.is_empty())
}

/// The address of a link that leads into a sale.
fn link_of_sale(kind: Option<PageKind>, region: Region, address: &str) -> Option<Url> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let known = Marks::built_in().sale_host(url.host_str()?).is_some();
    // The bare address of a provider tells of it; one with a path may be paid at.
    let pays = known && region == Region::Main && url.path().len() > 1;
    (pays || matches!(kind, Some(PageKind::Cart | PageKind::Checkout))).then_some(url)
}

impl Hosts {
    /// Adds the host of an address that a page leads to.
    fn add(&mut self, page: &PageReading, address: &str, words: &str) {
        let mut evidence = Evidence::new(&page.url, format!("{words} → {address}").trim());
        evidence.sha256 = Some(page.sha256.clone()).filter(|s| !s.is_empty());
        evidence.seen_at = Some(page.seen_at.clone()).filter(|s| !s.is_empty());
        self.put(address, evidence);
    }

    /// Adds the host of an address.
    fn put(&mut self, address: &str, evidence: Evidence) {
        let Some(url) = Url::parse(address).ok().filter(|u| u.scheme().starts_with("http")) else {
            return;
        };
        let Some(host) = url.host_str().map(str::to_ascii_lowercase) else { return };
        if self.values.len() >= MAX_HOSTS || !self.seen.insert(host.clone()) {
            return;
        }
        let domain = registrable(&host).unwrap_or_else(|| host.clone());
        let kind = match self.domains.belonging(&domain) {
            Belonging::Own => "own",
            Belonging::Declared => "declared",
            Belonging::Foreign => {
                Marks::built_in().sale_host(&host).map_or("unknown", |service| &service.kind)
            }
        };
        self.values.push(json!({
            "host": host,
            "registrable-domain": domain,
            "kind": kind,
            "url": address,
        }));
        self.evidence.push(evidence);
    }
}

#[cfg(test)]
mod tests {
    use crate::application::Application;
    use crate::extract::testing::{Visit, page};
    use crate::snapshot::{ExchangeResult, Purpose, StepAction};

    fn hosts(main: &str) -> Vec<(String, String)> {
        let application =
            Application { domains: vec!["fjellkassa.example".into()], ..Application::default() };
        let html = page("Blå kanna", &format!("<p>249 kr</p>{main}"));
        let facts = Visit::new(&[("/", &html)]).facts_with(&application);
        let value = facts.get("site.sale-hosts").unwrap().finding.value();
        let text = |item: &serde_json::Value, key: &str| item[key].as_str().unwrap().to_owned();
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().map(|i| (text(i, "host"), text(i, "kind"))).collect()
    }

    fn pair(host: &str, kind: &str) -> (String, String) {
        (host.to_owned(), kind.to_owned())
    }

    #[test]
    fn hosts_of_cart_and_checkout_are_classified() {
        assert_eq!(hosts("<a href=/kassa>Till kassan</a>"), [pair("www.fjellbod.example", "own")]);
        assert_eq!(
            hosts("<a href=https://fjellkassa.example/kassa>Till kassan</a>"),
            [pair("fjellkassa.example", "declared")]
        );
        assert_eq!(
            hosts("<a href=https://betala.annan.example/kassa>Till kassan</a>"),
            [pair("betala.annan.example", "unknown")]
        );
        assert_eq!(
            hosts("<a href=https://buy.stripe.com/x>Köp nu</a>"),
            [pair("buy.stripe.com", "payment")]
        );
        assert_eq!(
            hosts(
                "<form method=post action=https://x.myshopify.com/cart/add><button>Lägg i varukorgen</button></form>"
            ),
            [pair("x.myshopify.com", "platform")]
        );
    }

    #[test]
    fn hosts_that_the_walk_came_to_count() {
        let html = page("Blå kanna", "<p>249 kr</p>");
        let mut visit = Visit::new(&[("/", &html)]).walk(&[
            (StepAction::OpenProduct, "/kanna", &html),
            (StepAction::OpenCheckout, "/kassa", &html),
        ]);
        let walk = visit.0.walk.as_mut().unwrap();
        walk.steps[1].view.url = "https://kassa.annan.example/k".to_owned();
        let mut sent = visit.0.exchanges[0].clone();
        sent.purpose = Purpose::Walk;
        if let ExchangeResult::Answer(answer) = &mut sent.result {
            answer.status = 303;
            answer.headers = vec![("location".to_owned(), "https://pay.klarna.com/x".to_owned())];
        }
        visit.0.exchanges.push(sent);
        let value = visit.facts().get("site.sale-hosts").unwrap().finding.value();
        let text = |item: &serde_json::Value, key: &str| item[key].as_str().unwrap().to_owned();
        let found: Vec<_> =
            value.as_array().unwrap().iter().map(|i| (text(i, "host"), text(i, "kind"))).collect();
        assert_eq!(
            found,
            [pair("kassa.annan.example", "unknown"), pair("pay.klarna.com", "payment")]
        );
    }

    #[test]
    fn other_links_are_no_sale() {
        assert!(hosts("<a href=https://annan.example/blogg>Läs mer</a>").is_empty());
        assert!(hosts("<a href=https://www.klarna.com/>Klarna</a>").is_empty());
    }

    #[test]
    fn the_end_of_a_redirect_counts() {
        let html = page("Blå kanna", "<p>249 kr</p><a href=/kassa>Till kassan</a>");
        let visit = Visit::new(&[("/", &html)]).redirect("/kassa", "https://annan.example/k");
        let value = visit.facts().get("site.sale-hosts").unwrap().finding.value();
        let kinds: Vec<_> = value.as_array().unwrap().iter().map(|i| i["kind"].clone()).collect();
        assert_eq!(kinds, ["own", "unknown"], "{value}");
    }
}
