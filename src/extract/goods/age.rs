//! The fact `site.age-check`: how the age of the buyer is checked.
//!
//! What the pages of the shop, the steps of the walk, and the wall in front of a page
//! show. A check may stand in the last step of the checkout or be opened by a script,
//! so that there is none only where all was read, the checkout was seen to its end, and
//! a browser drew the front page.

use super::{gate, text};
use crate::extract::{Context, Document, Found, PageReading, Site, text_of};
use crate::facts::{Evidence, Fact, FactSet, Reason};
use crate::snapshot::{Exchange, Purpose};
use serde_json::{Value, json};
use std::collections::HashSet;
use url::Url;

/// Checks kept of one shop.
const MAX_ITEMS: usize = 40;

/// A list of checks that grows.
#[derive(Default)]
struct Checks {
    seen: HashSet<(&'static str, String)>,
    values: Vec<Value>,
    evidence: Vec<Evidence>,
}

impl Checks {
    fn add(&mut self, kind: &'static str, text: &str, url: &str, shown: Evidence) {
        if self.values.len() < MAX_ITEMS && self.seen.insert((kind, text.to_owned())) {
            self.values.push(json!({ "kind": kind, "text": text, "url": url }));
            self.evidence.push(Evidence { item: Some(self.evidence.len()), ..shown });
        }
    }

    fn page(&mut self, page: &PageReading) {
        for found in &page.goods.age {
            self.add(found.value.what, &found.excerpt, &page.url, page.evidence(found));
        }
    }
}

/// The fact `site.age-check`.
pub(super) fn fact(site: &Site<'_>, set: &FactSet) -> Fact {
    let mut checks = Checks::default();
    site.pages.iter().for_each(|page| checks.page(page));
    site.walk.iter().flat_map(|walk| walk.readings()).for_each(|page| checks.page(page));
    let pages = site.snapshot.exchanges.iter().filter(|e| e.purpose == Purpose::Page);
    for exchange in pages {
        walled(site, exchange, &mut checks);
    }
    Fact::list(&checks.values, checks.evidence, covered(site, set))
}

/// The check that stands in front of a page.
fn walled(site: &Site<'_>, exchange: &Exchange, checks: &mut Checks) {
    let Some(answer) = exchange.answer() else { return };
    let Some(wall) = answer.wall.as_ref().filter(|wall| wall.reason == Reason::AgeWall) else {
        return;
    };
    let Ok(url) = Url::parse(&exchange.url) else { return };
    let doc = Document::parse(&text_of(answer), &url);
    let mut page = PageReading {
        url: exchange.url.clone(),
        sha256: answer.sha256.clone(),
        seen_at: exchange.seen_at.clone(),
        ..PageReading::default()
    };
    let context = Context { vocabulary: site.vocabulary, language: None, country: None };
    let reading = crate::extract::read_way(&doc, context);
    page.language = reading.language;
    page.forms = reading.forms;
    let mut goods = text::read(&doc, context, &page);
    // All that the page does is to ask.
    goods.speaks_of_age = true;
    gate::read(&doc, &page, &mut goods);
    if goods.age.is_empty() {
        let said = super::Said { what: "yes-no", term: String::new() };
        let text = doc.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>();
        let text = text.into_iter().take(6).collect::<Vec<_>>().join(" ");
        let excerpt = if text.is_empty() { wall.detail.clone() } else { text };
        goods.age.push(Found { value: said, selector: String::new(), excerpt });
    }
    page.goods = goods;
    checks.page(&page);
}

/// Whether nothing that checks an age can have been missed.
fn covered(site: &Site<'_>, set: &FactSet) -> Result<(), Reason> {
    site.coverage.of_everything()?;
    let reached = set.get("checkout.reached").map(|fact| &fact.finding);
    match reached.map(|finding| (finding.value(), finding.reason())) {
        Some((Value::Bool(true), _)) => {}
        Some((_, Some(reason))) => return Err(reason),
        _ => return Err(Reason::NotCollected),
    }
    match site.pages.iter().find(|page| page.clicks == 0) {
        Some(front) if front.rendered => Ok(()),
        Some(_) => Err(Reason::NeedsJavascript),
        None => Err(Reason::NotCollected),
    }
}
