//! The fact `site.licences`: what is said of licences, and links to public registers.

use crate::extract::{PageReading, Site, identity, pages};
use crate::facts::catalogue::RESTRICTED;
use crate::facts::{Evidence, Fact};
use crate::vocabulary::Marks;
use serde_json::{Value, json};
use std::collections::HashSet;
use url::Url;

/// Licences kept of one shop.
const MAX_ITEMS: usize = 60;

/// The fact `site.licences`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let mut seen: HashSet<(&str, String)> = HashSet::new();
    let mut values: Vec<Value> = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut add = |page: &PageReading, what: &'static str, text: &str, shown: Evidence| {
        if values.len() < MAX_ITEMS && seen.insert((what, text.to_owned())) {
            values.push(json!({ "category": what, "text": text, "url": page.url }));
            evidence.push(Evidence { item: Some(evidence.len()), ..shown });
        }
    };
    let pages = site.pages.iter().filter(|page| !pages::in_article_folder(&page.url));
    for page in pages {
        for found in &page.goods.licences {
            let text = identity::masked(&found.excerpt);
            add(page, found.value.what, &text, page.evidence(found));
        }
        for link in &page.links {
            let Some(category) = registered(&link.url) else { continue };
            let host = Url::parse(&link.url).ok().and_then(|url| url.host_str().map(str::to_owned));
            let words = format!("{} → {}", link.text, link.url);
            let mut shown = Evidence::new(&page.url, words.trim_start_matches([' ', '→']));
            shown.seen_at = Some(page.seen_at.clone()).filter(|s| !s.is_empty());
            add(page, category, host.as_deref().unwrap_or(""), shown);
        }
    }
    Fact::list(&values, evidence, site.coverage.of_everything())
}

/// The category whose public register an address lies in.
fn registered(address: &str) -> Option<&'static str> {
    let host = Url::parse(address).ok()?;
    let category = Marks::built_in().register(host.host_str()?)?;
    RESTRICTED.iter().find(|known| **known == category).copied()
}
