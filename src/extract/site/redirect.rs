//! Where the declared address ends.
//!
//! Evidence: the redirects the servers answered with, a refresh in the page that
//! is under way within seconds, and a frameset that shows nothing but another
//! site (the *masked forwarding* of registrars). Against: anything on the same
//! registrable domain, and frames inside a page, which are payment forms and
//! videos. Every step is told; where a script leads to is not seen here.

use crate::extract::{Document, Found, PageReading, Site, pages};
use crate::facts::{Evidence, Fact, Reason};
use crate::snapshot::{Exchange, Purpose};
use std::collections::HashSet;
use url::Url;

/// A refresh that waits longer keeps a page up to date.
const SOON: f32 = 30.0;
/// Most steps followed.
const MAX_STEPS: usize = 20;

/// Where a page sends its visitors without being asked.
pub(super) fn onward(doc: &Document) -> Option<Found<String>> {
    refresh(doc).or_else(|| frameset(doc))
}

/// The address of a refresh: `3; url=/shop`.
fn refresh(doc: &Document) -> Option<Found<String>> {
    let meta = doc.meta.iter().find(|meta| meta.name == "refresh")?;
    let (delay, target) = meta.content.split_once([';', ','])?;
    let soon = delay.trim().parse::<f32>().is_ok_and(|seconds| seconds <= SOON);
    let target = target.trim();
    let target = match target.get(..3) {
        Some(start) if start.eq_ignore_ascii_case("url") => {
            target.get(3..)?.trim_start().strip_prefix('=')?.trim()
        }
        _ => target,
    };
    let url = doc.base.join(target.trim_matches(['"', '\''])).ok()?;
    soon.then(|| Found::at(doc, meta.node, &meta.content, url.to_string()))
}

/// The address of the first frame of a frameset on another site.
fn frameset(doc: &Document) -> Option<Found<String>> {
    let home = pages::registrable(doc.url.as_str());
    let frames = doc.resources.iter().filter(|resource| {
        resource.kind == "frame"
            && doc.element(resource.node).is_some_and(|e| e.value().name() == "frame")
    });
    let mut abroad = frames.filter(|frame| pages::registrable(frame.url.as_str()) != home);
    let frame = abroad.next()?;
    Some(Found::at(doc, frame.node, frame.url.as_str(), frame.url.to_string()))
}

/// The fact `site.redirected-to`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let wanted = pages::registrable(&site.snapshot.target.url);
    let front: Vec<&Exchange> = site
        .snapshot
        .exchanges
        .iter()
        .filter(|e| e.purpose == Purpose::Page && e.clicks == 0 && e.answer().is_some())
        .collect();
    let Some(first) = front.first() else {
        let failed = site.coverage.nothing.unwrap_or(Reason::NotCollected);
        return Fact::unknown(failed);
    };
    let mut here = first.url.clone();
    let mut evidence = Vec::new();
    let mut seen = HashSet::new();
    while evidence.len() < MAX_STEPS && seen.insert(here.clone()) {
        let step = front.iter().find(|e| e.url == here).and_then(|e| step(site, e));
        let Some((next, item)) = step else { break };
        evidence.push(item);
        here = next;
    }
    let found = pages::registrable(&here);
    if found.is_none() || found == wanted {
        return Fact::absent().with(evidence);
    }
    Fact::present(found, evidence)
}

/// Where one exchange leads on to.
fn step(site: &Site<'_>, exchange: &Exchange) -> Option<(String, Evidence)> {
    let answer = exchange.answer()?;
    if (300..400).contains(&answer.status) {
        let next = Url::parse(&exchange.url).ok()?.join(answer.header("location")?).ok()?;
        let said = format!("{} → {next} ({})", exchange.url, answer.status);
        let mut evidence = Evidence::new(&exchange.url, &said);
        evidence.seen_at = Some(exchange.seen_at.clone());
        return Some((next.to_string(), evidence));
    }
    let page: &PageReading = site.pages.iter().find(|page| page.url == exchange.url)?;
    let onward = page.onward.as_ref()?;
    let mut evidence = page.evidence(onward);
    evidence.excerpt = crate::facts::shorten(&format!("{} → {}", page.url, onward.value));
    Some((onward.value.clone(), evidence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{Visit, page};
    use crate::facts::Finding;

    fn of(visit: &Visit) -> Fact {
        visit.facts().get("site.redirected-to").unwrap().clone()
    }

    #[test]
    fn every_step_to_another_domain_is_told() {
        let visit =
            Visit::new(&[]).redirect("/", "/start").redirect_on("/start", "https://annan.example/");
        let fact = of(&visit);
        assert_eq!(fact.finding.value(), "annan.example");
        assert_eq!(fact.evidence.len(), 2);
        assert!(fact.evidence[1].excerpt.ends_with("→ https://annan.example/ (301)"));
    }

    #[test]
    fn a_refresh_and_a_frameset_lead_on_as_well() {
        for html in [
            "<meta http-equiv=refresh content='0;URL=https://annan.example/butik'>",
            "<frameset><frame src=https://annan.example/></frameset>",
        ] {
            let fact = of(&Visit::new(&[("/", html)]));
            assert_eq!(fact.finding.value(), "annan.example", "{html}");
            assert!(fact.evidence[0].excerpt.contains("https://annan.example/"));
        }
    }

    #[test]
    fn what_stays_or_waits_does_not_lead_on() {
        for main in [
            "<meta http-equiv=refresh content='0;url=/butik'>",
            "<meta http-equiv=refresh content='600;url=https://annan.example/'>",
            "<meta http-equiv=refresh content='5'>",
            "<iframe src=https://annan.example/></iframe>",
        ] {
            let fact = of(&Visit::new(&[("/", &page("Hem", main))]));
            assert_eq!(fact.finding, Finding::Absent, "{main}");
        }
    }

    #[test]
    fn a_circle_ends() {
        let visit = Visit::new(&[]).redirect("/", "/a").redirect_on("/a", "/");
        assert_eq!(of(&visit).finding, Finding::Absent);
    }
}
