//! Other domains that show the same shop.
//!
//! Evidence: addresses that a page gives for itself in other languages
//! (`hreflang`), and links in header, navigation or footer to the same name
//! under another ending, as *fjellbod.se* beside *fjellbod.no*. Against: hosts of
//! shop platforms, which are the machinery behind the shop, and links inside the
//! text, which may lead anywhere. Whether a sister is declared is for a rule.

use super::facts::numbered;
use super::own::registrable;
use crate::extract::document::Attributes;
use crate::extract::{Alternate, Document, Found, PageReading, Region, Site, pages};
use crate::facts::{Evidence, Fact};
use crate::vocabulary::Marks;
use scraper::Selector;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::LazyLock;
use url::Url;

/// Alternates kept of one page.
const MAX_ALTERNATES: usize = 60;
/// Sister domains kept of one shop.
const MAX_SISTERS: usize = 60;

static ALTERNATES: LazyLock<Option<Selector>> =
    LazyLock::new(|| Selector::parse("link[hreflang][href], a[hreflang][href]").ok());

/// The same page in other languages.
pub(super) fn alternates(doc: &Document) -> Vec<Found<Alternate>> {
    let Some(selector) = ALTERNATES.as_ref() else { return Vec::new() };
    doc.html
        .select(selector)
        .filter_map(|element| {
            let url = doc.base.join(element.value().attribute("href")?).ok()?;
            let language = element.value().attribute("hreflang")?.trim().to_owned();
            let address = url.to_string();
            let excerpt = format!("{language} {address}");
            Some(Found::at(doc, element.id(), &excerpt, Alternate { url: address, language }))
        })
        .take(MAX_ALTERNATES)
        .collect()
}

/// The fact `site.sister-domains`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let own = pages::registrable(&site.snapshot.target.url).unwrap_or_default();
    let name = label(&own);
    let mut seen: HashSet<String> = HashSet::from([own.clone()]);
    let mut values: Vec<Value> = Vec::new();
    let mut evidence = Vec::new();
    let mut add = |url: &str, source: &str, item: Evidence| {
        let Some(domain) = domain(url) else { return };
        if values.len() < MAX_SISTERS && seen.insert(domain.clone()) {
            values.push(json!({ "domain": domain, "url": url, "source": source }));
            evidence.push(item);
        }
    };
    for page in at_home(site, &own) {
        for alternate in &page.alternates {
            add(&alternate.value.url, "hreflang", page.evidence(alternate));
        }
    }
    for page in at_home(site, &own) {
        let frame = page
            .links
            .iter()
            .filter(|link| matches!(link.region, Region::Header | Region::Nav | Region::Footer));
        for link in frame {
            let same = domain(&link.url).is_some_and(|other| label(&other) == name);
            if same && name.len() > 2 {
                let said = format!("{} → {}", link.text, link.url);
                let mut item = Evidence::new(&page.url, &said);
                item.seen_at = Some(page.seen_at.clone()).filter(|s| !s.is_empty());
                add(&link.url, "link", item);
            }
        }
    }
    Fact::list(&values, numbered(evidence), site.coverage.of_kinds(&[]))
}

/// The pages of the shop itself.
fn at_home<'a>(site: &'a Site<'_>, own: &'a str) -> impl Iterator<Item = &'a PageReading> {
    site.pages.iter().filter(move |page| pages::registrable(&page.url).as_deref() == Some(own))
}

/// The registrable domain of an address, unless it is a platform's.
fn domain(address: &str) -> Option<String> {
    let url = Url::parse(address).ok().filter(|url| url.scheme().starts_with("http"))?;
    let host = url.host_str()?;
    if Marks::built_in().sale_host(host).is_some() {
        return None;
    }
    registrable(host)
}

/// The name that was registered, without its ending.
fn label(domain: &str) -> &str {
    domain.split('.').next().unwrap_or(domain)
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Visit, page};
    use crate::facts::Finding;

    fn of(html: &str) -> Finding {
        Visit::new(&[("/", html)]).facts().get("site.sister-domains").unwrap().finding.clone()
    }

    fn domains(html: &str) -> Vec<String> {
        let value = of(html).value();
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["domain"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn other_languages_and_endings_are_sisters() {
        let head = "<link rel=alternate hreflang=nb href=https://www.fjellbua.example/no/>\
                    <link rel=alternate hreflang=sv href=https://www.fjellbod.example/>";
        let html = format!(
            "{head}{}<footer><a href=https://fjellbod.test/>Norge</a></footer>",
            page("Hem", "<p>Hej</p>")
        );
        assert_eq!(domains(&html), ["fjellbua.example", "fjellbod.test"]);
    }

    #[test]
    fn links_to_others_and_to_the_platform_are_not() {
        let html = page(
            "Hem",
            "<p><a href=https://fjellbod.test/>I texten</a></p>\
             <footer><a href=https://fjellbod.myshopify.com/>Logga in</a>\
             <a href=https://social.example/fjellbod>Följ oss</a></footer>",
        );
        assert_eq!(of(&html), Finding::Absent);
    }
}
