//! States what the privacy policy holds, which exceptions from the right of
//! withdrawal are made, and what is said of subscriptions.

use super::facts::policy_pages;
use super::said::{is_understood, said};
use crate::extract::{PageKind, PageReading, Site, Statement, pages};
use crate::facts::{Evidence, Fact, FactSet, Reason};
use serde_json::{Value, json};
use std::collections::HashSet;

/// A privacy policy with fewer words than this that leads to another one leaves
/// the rest to it.
const LAYER_WORDS: usize = 150;

/// States the facts of this part of the area.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    set.put("terms.privacy", privacy(site));
    set.put("terms.exceptions", exceptions(site));
    set.put("terms.subscription", subscription(site));
}

fn privacy(site: &Site<'_>) -> Fact {
    let policies = privacy_pages(site);
    let found = said(policies.iter().copied(), "privacy", |_, _| true);
    let coverage = site
        .coverage
        .of_kinds(&[PageKind::Privacy])
        .and_then(|()| is_understood(site, policies.iter().copied()))
        .and_then(|()| {
            if policies.iter().any(|p| is_layer(p)) { Err(Reason::NotCollected) } else { Ok(()) }
        });
    list(found, coverage, |s| json!({ "item": s.kind, "url": s.url, "excerpt": s.excerpt }))
}

/// The privacy policy, its parts, and the page that holds it as a section.
fn privacy_pages<'a>(site: &'a Site<'_>) -> Vec<&'a PageReading> {
    let chosen = pages::choose(site).get(&PageKind::Privacy).map(|choice| choice.page);
    let mut found: Vec<(usize, &PageReading)> = site
        .pages
        .iter()
        .enumerate()
        .filter(|(index, page)| {
            Some(*index) == chosen || page.kind == Some(PageKind::Privacy) && !page.soft_404
        })
        .collect();
    found.sort_by_key(|(index, _)| Some(*index) != chosen);
    found.into_iter().map(|(_, page)| page).collect()
}

/// Whether a policy says little itself and leads to another at another address.
fn is_layer(page: &PageReading) -> bool {
    let home = pages::registrable(&page.url);
    page.words < LAYER_WORDS
        && page.links.iter().any(|link| {
            link.kind == Some(PageKind::Privacy)
                && !link.region.is_frame()
                && pages::registrable(&link.url) != home
        })
}

fn exceptions(site: &Site<'_>) -> Fact {
    let policies = policy_pages(site);
    let of_sale = |page: &PageReading| {
        !matches!(page.kind, Some(PageKind::Privacy | PageKind::Cookies))
            || page.sections.iter().any(|s| matches!(s.kind, PageKind::Returns | PageKind::Terms))
    };
    let found = said(policies.iter().copied(), "exceptions", |page, statement| {
        of_sale(page) && !statement.framed
    });
    let coverage = of_terms(site, &policies);
    list(found, coverage, |s| {
        let kind = if s.kind == "lawful" { "lawful" } else { "broad" };
        json!({ "kind": kind, "url": s.url, "excerpt": s.excerpt })
    })
}

fn subscription(site: &Site<'_>) -> Fact {
    let policies = policy_pages(site);
    // The terms first; a privacy policy tells of what is subscribed to, not sold.
    let first: HashSet<&str> = policies.iter().map(|page| page.url.as_str()).collect();
    let others = site.pages.iter().filter(|p| !p.soft_404 && !first.contains(p.url.as_str()));
    let found = said(policies.iter().copied().chain(others), "subscription", |page, _| {
        !matches!(page.kind, Some(PageKind::Privacy | PageKind::Cookies))
    });
    let coverage = of_terms(site, &policies);
    list(found, coverage, |s| json!({ "item": s.kind, "url": s.url, "excerpt": s.excerpt }))
}

/// Whether what terms and returns would say was read.
fn of_terms(site: &Site<'_>, policies: &[&PageReading]) -> Result<(), Reason> {
    site.coverage.of_kinds(&[PageKind::Terms, PageKind::Returns])?;
    is_understood(site, policies.iter().copied())
}

/// The fact of statements; each piece of evidence tells its item.
fn list(
    found: Vec<(Statement, Evidence)>,
    coverage: Result<(), Reason>,
    value: impl Fn(&Statement) -> Value,
) -> Fact {
    let mut evidence = Vec::with_capacity(found.len());
    let mut values = Vec::with_capacity(found.len());
    for (index, (statement, mut place)) in found.into_iter().enumerate() {
        values.push(value(&statement));
        place.item = Some(index);
        evidence.push(place);
    }
    Fact::list(&values, evidence, coverage)
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Visit, page};
    use crate::facts::{Finding, Reason};

    const FRONT: &str = "<a href=/i>Integritetspolicy</a><a href=/r>Returer</a>";
    const PRIVACY: &str = "<p>Fjellbod Handel AB, org.nr 556233-9423, är personuppgiftsansvarig \
        för behandlingen. Vi använder dina uppgifter för att kunna leverera din beställning. Den \
        rättsliga grunden är avtalet. Du har rätt till rättelse. Klaga hos \
        Integritetsskyddsmyndigheten om du är missnöjd.</p>";
    const RETURNS: &str = "<p>Du har 14 dagars ångerrätt. Ångerrätten gäller inte för \
        specialtillverkade varor. Reavaror kan inte returneras. Prenumerationen på kaffe kostar \
        149 kr per månad och kan sägas upp när du vill.</p>";

    fn finding(visit: &Visit, path: &str) -> Finding {
        visit.facts().get(path).unwrap().finding.clone()
    }

    fn field(visit: &Visit, path: &str, name: &str) -> Vec<String> {
        let value = finding(visit, path).value();
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item[name].as_str().unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn the_policy_is_read_item_by_item() {
        let front = page("Fjellbod", FRONT);
        let policy = page("Integritetspolicy", PRIVACY);
        let returns = page("Returer", RETURNS);
        let visit = Visit::new(&[("/", &front), ("/i", &policy), ("/r", &returns)]);
        let items = field(&visit, "terms.privacy", "item");
        for item in ["controller", "purposes", "legal-basis", "rights", "complaint"] {
            assert!(items.contains(&item.to_owned()), "{item}: {items:?}");
        }
        assert!(!items.contains(&"recipients".to_owned()), "{items:?}");
    }

    #[test]
    fn exceptions_are_told_by_whether_the_law_knows_them() {
        let front = page("Fjellbod", FRONT);
        let policy = page("Integritetspolicy", PRIVACY);
        let returns = page("Returer", RETURNS);
        let visit = Visit::new(&[("/", &front), ("/i", &policy), ("/r", &returns)]);
        let mut kinds = field(&visit, "terms.exceptions", "kind");
        kinds.sort();
        assert_eq!(kinds, ["broad", "lawful"]);
        let items = field(&visit, "terms.subscription", "item");
        assert!(items.contains(&"price-interval".to_owned()), "{items:?}");
    }

    #[test]
    fn what_was_not_read_is_open_and_what_was_read_is_absent() {
        let front = page("Fjellbod", FRONT);
        let plain = "<p>Vi tar väl hand om dig och dina varor, och hör gärna av dig.</p>";
        let read = Visit::new(&[
            ("/", &front),
            ("/i", &page("Integritetspolicy", plain)),
            ("/r", &page("Returer", plain)),
        ]);
        let lost = Visit::new(&[("/", &front)])
            .failure("/i", Reason::TimedOut, "Integritetspolicy")
            .failure("/r", Reason::TimedOut, "Returer");
        for path in ["terms.privacy", "terms.exceptions", "terms.subscription"] {
            assert_eq!(finding(&read, path), Finding::Absent, "{path}");
            assert_eq!(finding(&lost, path), Finding::Unknown(Reason::TimedOut), "{path}");
        }
    }

    #[test]
    fn a_policy_that_leads_to_the_one_of_a_group_leaves_the_rest_to_it() {
        let front = page("Fjellbod", "<a href=/i>Integritetspolicy</a>");
        let layer = "<p>Fjellbod är en del av koncernen Hultaverk. Läs om hur vi behandlar \
            personuppgifter i koncernens <a href=https://hultaverk.example/integritet>\
            integritetspolicy</a>.</p>";
        let visit = Visit::new(&[("/", &front), ("/i", &page("Integritetspolicy", layer))]);
        let finding = finding(&visit, "terms.privacy");
        assert!(finding != Finding::Absent, "{finding:?}");
    }
}
