//! States which page is the shop's page of each kind.

use super::settle::{Choice, choose};
use crate::extract::{PageKind, PageReading, Region, Site};
use crate::facts::{Evidence, Fact, FactSet, Reason};
use serde_json::json;
use url::Url;

/// States the facts `pages.<kind>`.
pub(crate) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let choices = choose(site);
    for kind in PageKind::FACTS {
        let fact = match choices.get(kind) {
            Some(choice) => present(site, choice),
            None => Fact::missing(missing(site, *kind)),
        };
        set.put(&format!("pages.{}", kind.name()), fact);
    }
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
    });
    Fact::present(value, vec![evidence])
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
    fn domains_are_compared_by_what_can_be_registered() {
        assert_eq!(registrable("https://shop.a.co.uk/x").as_deref(), Some("a.co.uk"));
        assert_eq!(registrable("not an address"), None);
    }
}
