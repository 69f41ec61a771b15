//! Links to terms and policies in the checkout.

use super::way::Way;
use crate::extract::{Document, Found, PageKind, Region, pages};
use crate::facts::{Evidence, Fact};
use crate::vocabulary::Vocabulary;
use serde_json::{Value, json};

/// Links kept of one page.
const MAX_LINKS: usize = 60;

/// A link to a policy.
#[derive(Debug)]
pub(super) struct Policy {
    pub(super) kind: PageKind,
    pub(super) url: String,
    /// It stands in the footer.
    pub(super) footer: bool,
}

/// The links to policies on a page, each address once; one on the page itself
/// before one in the footer.
pub(super) fn read(doc: &Document, vocabulary: &Vocabulary) -> Vec<Found<Policy>> {
    let mut found: Vec<Found<Policy>> = Vec::new();
    let mut links: Vec<_> = doc.links.iter().collect();
    links.sort_by_key(|link| link.region == Region::Footer);
    for link in links {
        let Some(url) = &link.url else { continue };
        let kind = pages::link_kind(&link.text, url, vocabulary);
        let Some(kind) = kind.filter(|kind| pages::is_policy(*kind)) else { continue };
        let url = url.to_string();
        if found.len() >= MAX_LINKS || found.iter().any(|known| known.value.url == url) {
            continue;
        }
        let footer = link.region == Region::Footer;
        found.push(Found::at(doc, link.node, &link.text, Policy { kind, url, footer }));
    }
    found
}

/// The fact `checkout.policy-links`.
pub(super) fn fact(way: &Way<'_>) -> Fact {
    let mut values: Vec<Value> = Vec::new();
    let mut shown = Vec::new();
    for (stage, seen) in way.seen().filter(|(stage, _)| stage.checkout) {
        for found in &seen.policies {
            let value = json!({
                "kind": found.value.kind.name(),
                "url": found.value.url,
                "text": found.excerpt,
                "step": stage.number,
                "where": if found.value.footer { "footer" } else { "page" },
            });
            let same =
                |known: &Value| ["url", "where"].iter().all(|key| known[*key] == value[*key]);
            if !values.iter().any(same) {
                let evidence = stage.evidence(&found.selector, &found.excerpt);
                shown.push(Evidence { item: Some(values.len()), ..evidence });
                values.push(value);
            }
        }
    }
    Fact::list(&values, shown, way.whole())
}
