//! States the facts under `site`.

use super::{
    card_logos, chat, copyright, demo, mailboxes, parked, platform_host, redirect, sale, sisters,
    statements, trackers, trustmarks,
};
use crate::extract::{PageReading, Site, pages};
use crate::facts::{Evidence, Fact, FactSet, Reason};
use crate::snapshot::{Exchange, ExchangeResult, Purpose};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};

/// Pages with fewer words than this say too little of their language.
const LANGUAGE_WORDS: usize = 30;
/// Items kept of one list.
const MAX_ITEMS: usize = 200;

/// States the facts of this area.
pub(crate) fn facts(site: &Site<'_>, set: &mut FactSet) {
    set.put("site.blocked", blocked(site));
    set.put("site.redirected-to", redirect::fact(site));
    set.put("site.parked", parked::fact(site, set, front_read(site)));
    set.put("site.sale-hosts", sale::fact(site));
    set.put("site.sister-domains", sisters::fact(site));
    set.put("contact.email-domains", mailboxes::fact(site, set));
    set.put("site.languages", languages(site));
    set.put("site.currencies", currencies(site));
    set.put("site.platform", platform(site));
    set.put("site.under-construction", under_construction(site));
    set.put("site.placeholders", placeholders(site));
    set.put("site.broken-links", broken_links(site));
    set.put("site.insecure", insecure(site));
    set.put("site.trackers-before-consent", trackers::fact(site));
    set.put("site.statements", statements::fact(site));
    set.put("site.platform-host", platform_host::fact(site));
    set.put("site.card-logos", card_logos::fact(site));
    set.put("site.trustmarks", trustmarks::fact(site));
    set.put("site.copyright-year", copyright::fact(site));
    set.put("contact.chat", chat::fact(site));
}

/// The exchanges that led to the front page, in order.
fn front_exchanges<'a>(site: &'a Site<'_>) -> impl Iterator<Item = &'a Exchange> {
    site.snapshot.exchanges.iter().filter(|e| e.purpose == Purpose::Page && e.clicks == 0)
}

fn front<'a>(site: &'a Site<'_>) -> Option<&'a PageReading> {
    site.pages.iter().find(|page| page.clicks == 0)
}

fn blocked(site: &Site<'_>) -> Fact {
    if front(site).is_some() {
        return Fact::absent();
    }
    let mut reason = Reason::NotCollected;
    for exchange in front_exchanges(site) {
        let (why, status, detail) = match &exchange.result {
            ExchangeResult::Answer(answer) => match &answer.wall {
                Some(wall) => (wall.reason, Some(answer.status), wall.detail.as_str()),
                None => continue,
            },
            ExchangeResult::Failure(failure) => (failure.reason, None, failure.detail.as_str()),
        };
        reason = why;
        if matches!(why, Reason::Blocked | Reason::GeoBlocked | Reason::RateLimited) {
            let mut evidence = Evidence::new(&exchange.url, detail);
            evidence.seen_at = Some(exchange.seen_at.clone());
            let value = json!({ "reason": why.code(), "status": status, "detail": detail });
            return Fact::present(value, vec![evidence]);
        }
    }
    Fact::unknown(site.coverage.nothing.unwrap_or(reason))
}

fn languages(site: &Site<'_>) -> Fact {
    let mut counts: BTreeMap<&str, (usize, &PageReading)> = BTreeMap::new();
    for page in site.pages.iter().filter(|page| page.words >= LANGUAGE_WORDS && !page.soft_404) {
        if let Some(language) = page.language.as_deref() {
            counts.entry(language).or_insert((0, page)).0 += 1;
        }
    }
    let mut ordered: Vec<(&str, usize, &PageReading)> =
        counts.into_iter().map(|(language, (count, page))| (language, count, page)).collect();
    ordered.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    let evidence =
        ordered.iter().map(|(_, _, page)| page_evidence(page, &page.title)).collect::<Vec<_>>();
    let values: Vec<&str> = ordered.iter().map(|(language, _, _)| *language).collect();
    Fact::list(&values, numbered(evidence), site.coverage.of_everything())
}

fn currencies(site: &Site<'_>) -> Fact {
    let mut counts: BTreeMap<&str, (usize, Evidence)> = BTreeMap::new();
    for page in &site.pages {
        for price in &page.prices {
            if let Some(currency) = price.value.currency.as_deref() {
                counts.entry(currency).or_insert_with(|| (0, page.evidence(price))).0 += 1;
            }
        }
    }
    let mut ordered: Vec<(&str, (usize, Evidence))> = counts.into_iter().collect();
    ordered.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let (values, evidence): (Vec<&str>, Vec<Evidence>) =
        ordered.into_iter().map(|(currency, (_, evidence))| (currency, evidence)).unzip();
    Fact::list(&values, numbered(evidence), site.coverage.of_everything())
}

fn platform(site: &Site<'_>) -> Fact {
    // The front page first; a blog on another system says little of the shop.
    let found = site.pages.iter().find_map(|page| Some((page, page.platform.as_ref()?)));
    match found {
        Some((page, platform)) => Fact::present(&platform.value, vec![page.evidence(platform)]),
        None => Fact::missing(front_read(site)),
    }
}

fn under_construction(site: &Site<'_>) -> Fact {
    let Some(front) = front(site) else { return Fact::missing(front_read(site)) };
    // Who trades and mentions a domain for sale sells domains; who trades and has
    // something coming soon has goods coming. A closed shop may show its goods still.
    let stands = |kind: &str| ["closed", "default-page"].contains(&kind);
    let notice = front.under_construction.as_ref();
    match notice.filter(|n| stands(&n.value.kind) || !parked::trades(site)) {
        Some(notice) => {
            let value = json!({ "excerpt": notice.value.excerpt, "kind": notice.value.kind });
            Fact::present(value, vec![front.evidence(notice)])
        }
        None => Fact::missing(front_read(site)),
    }
}

/// Whether the front page was read as a visitor sees it.
pub(super) fn front_read(site: &Site<'_>) -> Result<(), Reason> {
    if let Some(reason) = site.coverage.nothing {
        return Err(reason);
    }
    match front(site) {
        Some(front) if front.script_shell => Err(Reason::NeedsJavascript),
        Some(_) => Ok(()),
        None => Err(Reason::NotCollected),
    }
}

fn placeholders(site: &Site<'_>) -> Fact {
    let mut seen = HashSet::new();
    let mut values = Vec::new();
    let mut evidence = Vec::new();
    for page in &site.pages {
        for found in &page.placeholders {
            // The same text on every page is one finding.
            if values.len() < MAX_ITEMS && seen.insert((&found.value.kind, &found.value.excerpt)) {
                values.push(json!({
                    "url": page.url,
                    "excerpt": found.value.excerpt,
                    "kind": found.value.kind,
                }));
                evidence.push(page.evidence(found));
            }
        }
    }
    for (page, found) in demo::products(site) {
        let name = &found.value.name;
        let known = values.iter().any(|value: &Value| {
            value["kind"] == demo::KIND
                && value["excerpt"].as_str().is_some_and(|text| text.contains(name.as_str()))
        });
        if !known && values.len() < MAX_ITEMS {
            values.push(json!({ "url": page.url, "excerpt": name, "kind": demo::KIND }));
            evidence.push(page.evidence(found));
        }
    }
    Fact::list(&values, numbered(evidence), site.coverage.of_everything())
}

fn broken_links(site: &Site<'_>) -> Fact {
    let home = pages::registrable(&site.snapshot.target.url);
    let mut seen = HashSet::new();
    let mut values = Vec::new();
    let mut evidence = Vec::new();
    for exchange in &site.snapshot.exchanges {
        if !matches!(exchange.purpose, Purpose::Page | Purpose::LinkCheck) {
            continue;
        }
        let (Some(answer), Some(from)) = (exchange.answer(), exchange.referrer.as_ref()) else {
            continue;
        };
        let broken = matches!(answer.status, 404 | 410 | 500..=599) && answer.wall.is_none();
        if !broken || pages::registrable(&exchange.url) != home || values.len() >= MAX_ITEMS {
            continue;
        }
        if seen.insert(pages::page_key(&exchange.url)) {
            values.push(json!({ "url": exchange.url, "status": answer.status, "from": from }));
            let words = exchange.link_text.as_deref().unwrap_or("");
            let excerpt = format!("{words} → {} ({})", exchange.url, answer.status);
            let mut item = Evidence::new(from, excerpt.trim_start_matches([' ', '→']));
            item.seen_at = Some(exchange.seen_at.clone());
            evidence.push(item);
        }
    }
    Fact::list(&values, numbered(evidence), site.coverage.of_everything())
}

fn insecure(site: &Site<'_>) -> Fact {
    let mut values: Vec<Value> = Vec::new();
    let mut evidence = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for page in &site.pages {
        if page.url.starts_with("http:") && values.len() < MAX_ITEMS {
            values.push(json!({ "url": page.url, "kind": "page", "from": Value::Null }));
            evidence.push(page_evidence(page, &page.title));
        }
        for part in &page.insecure {
            if values.len() < MAX_ITEMS && seen.insert(&part.value.url) {
                values.push(json!({
                    "url": part.value.url,
                    "kind": part.value.kind,
                    "from": page.url,
                }));
                evidence.push(page.evidence(part));
            }
        }
    }
    // Asking by plain HTTP must lead on to HTTPS.
    let plain = site.snapshot.exchanges.iter().filter(|e| e.purpose == Purpose::PlainHttp);
    for exchange in plain {
        let Some(answer) = exchange.answer() else { continue };
        if (200..300).contains(&answer.status) && exchange.url.starts_with("http:") {
            values.push(json!({ "url": exchange.url, "kind": "plain-http", "from": Value::Null }));
            let mut item = Evidence::new(&exchange.url, &format!("HTTP {}", answer.status));
            item.seen_at = Some(exchange.seen_at.clone());
            evidence.push(item);
        }
    }
    Fact::list(&values, numbered(evidence), site.coverage.of_everything())
}

/// A page as a whole as evidence.
pub(super) fn page_evidence(page: &PageReading, excerpt: &str) -> Evidence {
    let mut evidence = Evidence::new(&page.url, excerpt);
    evidence.sha256 = Some(page.sha256.clone()).filter(|s| !s.is_empty());
    evidence.seen_at = Some(page.seen_at.clone()).filter(|s| !s.is_empty());
    evidence
}

/// Evidence in the order of the items it shows.
pub(super) fn numbered(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    for (index, item) in evidence.iter_mut().enumerate() {
        item.item = Some(index);
    }
    evidence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{Visit, page};
    use crate::facts::Finding;

    fn fact(visit: &Visit, path: &str) -> Finding {
        visit.facts().get(path).unwrap().finding.clone()
    }

    #[test]
    fn a_link_that_leads_nowhere_is_broken() {
        let visit = Visit::new(&[("/", page("Hem", "<a href=/borta>Borta</a>").as_str())])
            .status("/borta", 404, "Borta");
        let broken = fact(&visit, "site.broken-links").value();
        assert_eq!(broken[0]["status"], 404);
    }

    #[test]
    fn a_front_page_behind_a_wall_is_blocked() {
        let visit = Visit::new(&[]).wall("/", 403, Reason::Blocked, "");
        assert_eq!(fact(&visit, "site.blocked").value()["reason"], "blocked");
        assert_eq!(fact(&visit, "site.languages"), Finding::Unknown(Reason::Blocked));
    }

    #[test]
    fn another_domain_at_the_end_is_named() {
        let visit = Visit::new(&[]).redirect("/", "https://annan.example/");
        assert_eq!(fact(&visit, "site.redirected-to").value(), "annan.example");
    }

    #[test]
    fn a_shop_that_trades_is_open_whatever_is_to_come() {
        let goods = "<h2>Nyheter kommer snart</h2><ul><li class=p><h3>Lampa</h3><b>90 kr</b>\
            <li class=p><h3>Stol</h3><b>80 kr</b></ul><a href=/varukorg>Varukorg</a>";
        let open = Visit::new(&[("/", page("Boden", goods).as_str())]);
        assert_eq!(fact(&open, "site.under-construction"), Finding::Absent);
        let notice = "<h2>Vi öppnar snart</h2><p>Håll utkik.</p>";
        let coming = Visit::new(&[("/", page("Boden", notice).as_str())]);
        assert_eq!(fact(&coming, "site.under-construction").value()["kind"], "coming-soon");
    }

    #[test]
    fn nothing_amiss_is_absent() {
        let visit = Visit::new(&[("/", page("Hem", "<p>Välkommen in i butiken.</p>").as_str())]);
        for path in ["site.broken-links", "site.insecure", "site.blocked", "site.redirected-to"] {
            assert_eq!(fact(&visit, path), Finding::Absent, "{path}");
        }
    }
}
