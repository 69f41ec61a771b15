//! How much of the shop was seen: the difference between *absent* and *unknown*.
//!
//! A thing is absent only when every page where it would normally stand was
//! read. Whatever kept us from that is the reason for *unknown*: a wall, a
//! failure, robots.txt, a budget, content that only script draws, a PDF without
//! text, a heading with nothing under it. Account pages and machinery do not matter; a cart that robots.txt closes matters for
//! the cart alone.

use super::{PageKind, PageReading, Region, Site, pages};
use crate::facts::Reason;
use crate::snapshot::{Exchange, ExchangeResult, Purpose};
use std::collections::{BTreeSet, HashMap, HashSet};
use url::Url;

/// How much of the shop was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Nothing could be read at all, and why.
    pub nothing: Option<Reason>,
    /// Some pages could not be read, and why (the weightiest reason).
    pub gap: Option<Reason>,
    /// Kinds of page that a link promised and that could not be read.
    pub missed: Vec<(PageKind, Reason)>,
}

/// What could not be read: the address, the words of the link, and why.
pub(super) struct Lost<'a> {
    pub(super) url: &'a str,
    pub(super) text: &'a str,
    pub(super) reason: Reason,
    /// The page that links there.
    pub(super) referrer: Option<&'a str>,
    pub(super) clicks: u32,
}

impl Coverage {
    /// The coverage of a visit whose pages are settled.
    #[must_use]
    pub fn of(site: &Site<'_>) -> Self {
        let lost = lost(site);
        let front = site.pages.iter().find(|page| page.clicks == 0);
        let Some(front) = front else {
            let reason = front_reason(site);
            return Self { nothing: Some(reason), gap: Some(reason), missed: Vec::new() };
        };
        if site.pages.iter().all(|page| page.script_shell) {
            let reason = Some(Reason::NeedsJavascript);
            return Self { nothing: reason, gap: reason, missed: Vec::new() };
        }
        let found: HashSet<PageKind> = pages::choose(site)
            .into_iter()
            .filter(|(_, choice)| choice.fragment.is_none())
            .map(|(kind, _)| kind)
            .collect();
        let mut missed: BTreeSet<(PageKind, Reason)> = BTreeSet::new();
        let mut miss = |kind: PageKind, reason: Reason| {
            if !found.contains(&kind) {
                missed.insert((kind, reason));
            }
        };
        for lost in &lost {
            for kind in kinds(site, lost.text, lost.url) {
                miss(kind, lost.reason);
            }
        }
        for (kind, reason) in unread_links(site) {
            miss(kind, reason);
        }
        for page in site.pages.iter().filter(|page| page.script_shell) {
            for kind in page.kind.into_iter().chain(page.kinds.iter().map(|(kind, _)| *kind)) {
                miss(kind, Reason::NeedsJavascript);
            }
        }
        // A heading with nothing under it that we could read.
        for page in &site.pages {
            let Some(reason) = page.empty.filter(|_| page.clicks > 0 && !page.soft_404) else {
                continue;
            };
            let named = page.kinds.iter().filter(|(_, score)| *score >= 0.5).map(|(kind, _)| *kind);
            for kind in page.kind.into_iter().chain(named).filter(|kind| pages::is_policy(*kind)) {
                miss(kind, reason);
            }
        }
        // What was cut off may say anything that belongs on such a page.
        let cut: Vec<PageKind> = site
            .pages
            .iter()
            .filter(|page| page.cut)
            .flat_map(|page| page.kind.into_iter().chain(page.kinds.iter().map(|(kind, _)| *kind)))
            .collect();
        // Where the frame of the site is left to script, any link may be missing;
        // a link in the footer that says nothing may lead to any policy.
        let frame = (front.script_shell || front.script_frame).then_some(Reason::NeedsJavascript);
        if let Some(reason) = frame.or_else(|| nameless(front, &lost)) {
            PageKind::FACTS.iter().for_each(|kind| miss(*kind, reason));
        }
        missed.extend(cut.into_iter().map(|kind| (kind, Reason::Truncated)));
        let gap = gap(site, &lost, frame);
        Self { nothing: None, gap, missed: missed.into_iter().collect() }
    }

    /// Whether something not found may be called absent, given that it would
    /// stand on the front page or on a page of one of these kinds.
    ///
    /// # Errors
    /// The reason why not.
    pub fn of_kinds(&self, kinds: &[PageKind]) -> Result<(), Reason> {
        if let Some(reason) = self.nothing {
            return Err(reason);
        }
        match self.missed.iter().find(|(kind, _)| kinds.contains(kind)) {
            Some((_, reason)) => Err(*reason),
            None => Ok(()),
        }
    }

    /// Whether something not found anywhere may be called absent from the whole
    /// shop.
    ///
    /// # Errors
    /// The reason why not.
    pub fn of_everything(&self) -> Result<(), Reason> {
        self.nothing.or(self.gap).map_or(Ok(()), Err)
    }
}

/// Pages that were asked for, or would have been, and could not be read.
pub(super) fn lost<'a>(site: &'a Site<'_>) -> Vec<Lost<'a>> {
    let home = pages::registrable(&site.snapshot.target.url);
    let at_home = |url: &str| pages::registrable(url) == home;
    let visited = site.snapshot.exchanges.iter().filter(|e| e.purpose == Purpose::Page);
    let failed = visited.filter_map(|exchange| {
        let reason = reason_of(exchange).filter(|reason| match reason {
            // One whose text could be read is a page like any other.
            Reason::PdfOnly => !site.pages.iter().any(|p| p.pdf && p.url == exchange.url),
            _ => true,
        })?;
        Some(Lost {
            url: &exchange.url,
            text: exchange.link_text.as_deref().unwrap_or(""),
            reason,
            referrer: exchange.referrer.as_deref(),
            clicks: exchange.clicks,
        })
    });
    let skipped = site.snapshot.skipped.iter().map(|skipped| Lost {
        url: &skipped.url,
        text: skipped.link_text.as_deref().unwrap_or(""),
        reason: skipped.reason,
        referrer: skipped.referrer.as_deref(),
        clicks: skipped.clicks,
    });
    failed.chain(skipped).filter(|lost| at_home(lost.url)).collect()
}

/// Why an exchange did not give a page that could be read in full; nothing for
/// one that did, for redirects, and for pages that do not exist.
pub(super) fn reason_of(exchange: &Exchange) -> Option<Reason> {
    let answer = match &exchange.result {
        ExchangeResult::Failure(failure) => return Some(failure.reason),
        ExchangeResult::Answer(answer) => answer,
    };
    if let Some(wall) = &answer.wall {
        return Some(wall.reason);
    }
    match answer.status {
        200..=299 if answer.media_type() == "application/pdf" => Some(Reason::PdfOnly),
        200..=299 if answer.media_type().starts_with("image/") => Some(Reason::ImageOnly),
        200..=299 if answer.is_html() && answer.truncated => Some(Reason::Truncated),
        401 | 407 => Some(Reason::LoginRequired),
        403 => Some(Reason::Blocked),
        429 => Some(Reason::RateLimited),
        451 => Some(Reason::GeoBlocked),
        500..=599 => Some(Reason::Unreachable),
        _ => None,
    }
}

/// Why there is no front page.
fn front_reason(site: &Site<'_>) -> Reason {
    let front = site.snapshot.exchanges.iter().rev();
    let mut front = front.filter(|e| e.purpose == Purpose::Page && e.clicks == 0);
    match front.next() {
        Some(exchange) => reason_of(exchange).unwrap_or(Reason::Unreachable),
        None if site.snapshot.stopped_by.is_some() => Reason::Truncated,
        None => match site.snapshot.skipped.iter().find(|skipped| skipped.clicks == 0) {
            Some(skipped) => skipped.reason,
            None => Reason::NotCollected,
        },
    }
}

/// The kinds that a link promises, those with a fact only.
fn kinds(site: &Site<'_>, text: &str, url: &str) -> Vec<PageKind> {
    let Ok(url) = Url::parse(url) else { return Vec::new() };
    let mut kinds = pages::kinds_of_link(text, &url, site.vocabulary);
    kinds.retain(|kind| PageKind::FACTS.contains(kind));
    kinds
}

/// Links of the pages that promise a kind and whose page was never asked for.
fn unread_links(site: &Site<'_>) -> Vec<(PageKind, Reason)> {
    let home = pages::registrable(&site.snapshot.target.url);
    // What the walk came by was not read as a page of the shop.
    let asked = site.snapshot.exchanges.iter().filter(|e| e.purpose != Purpose::Walk);
    let asked: HashSet<String> = asked.map(|e| pages::page_key(&e.url)).collect();
    let redirects = pages::redirects(site);
    let unread =
        if site.snapshot.stopped_by.is_some() { Reason::Truncated } else { Reason::NotCollected };
    let mut known: HashMap<String, bool> = HashMap::new();
    let mut missed = Vec::new();
    for link in site.pages.iter().flat_map(|page| &page.links) {
        let Some(kind) = link.kind.filter(|kind| PageKind::FACTS.contains(kind)) else { continue };
        let key = pages::page_key(&link.url);
        let read = *known.entry(key).or_insert_with_key(|key| {
            let end = redirects.get(key).unwrap_or(key);
            asked.contains(key) || asked.contains(end) || pages::registrable(&link.url) != home
        });
        if !read {
            let pdf = Url::parse(&link.url)
                .is_ok_and(|url| url.path().to_ascii_lowercase().ends_with(".pdf"));
            missed.push((kind, if pdf { Reason::PdfOnly } else { unread }));
        }
    }
    missed
}

/// The reason why a link in the frame of the front page that names no kind was
/// not read, if there is such a link.
fn nameless(front: &PageReading, lost: &[Lost<'_>]) -> Option<Reason> {
    let reasons: HashMap<String, Reason> =
        lost.iter().map(|lost| (pages::page_key(lost.url), lost.reason)).collect();
    front
        .links
        .iter()
        .filter(|link| link.kind.is_none() && link.region == Region::Footer)
        .filter(|link| Url::parse(&link.url).is_ok_and(|url| !pages::is_machinery(&url)))
        .find_map(|link| reasons.get(&pages::page_key(&link.url)).copied())
}

/// The weightiest reason why not everything was read.
fn gap(site: &Site<'_>, lost: &[Lost<'_>], frame: Option<Reason>) -> Option<Reason> {
    let matters = |lost: &&Lost<'_>| {
        let Ok(url) = Url::parse(lost.url) else { return false };
        let closed = matches!(lost.reason, Reason::RobotsDisallowed | Reason::LoginRequired);
        let kinds = kinds(site, lost.text, lost.url);
        let shop = kinds.iter().all(|k| matches!(k, PageKind::Cart | PageKind::Checkout));
        // Carts and accounts are closed to robots almost everywhere.
        !(closed && (pages::is_machinery(&url) || shop && !kinds.is_empty()))
    };
    let stopped = site.snapshot.stopped_by.map(|_| Reason::Truncated);
    let drawn = site.pages.iter().any(|page| page.script_shell).then_some(Reason::NeedsJavascript);
    let cut = site.pages.iter().any(|page| page.cut).then_some(Reason::Truncated);
    let reasons = lost.iter().filter(matters).map(|lost| lost.reason);
    reasons.chain(frame).chain(drawn).chain(cut).chain(stopped).min_by_key(|reason| weight(*reason))
}

/// The order of reasons, weightiest first: what a merchant can mend before what
/// belongs to this visit.
fn weight(reason: Reason) -> u8 {
    match reason {
        Reason::Blocked | Reason::GeoBlocked | Reason::RateLimited => 0,
        Reason::NeedsJavascript => 1,
        Reason::LoginRequired | Reason::AgeWall => 2,
        Reason::RobotsDisallowed => 3,
        Reason::Truncated => 4,
        Reason::Unreachable | Reason::TimedOut => 5,
        _ => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{Visit, page};
    use crate::snapshot::StopCause;

    fn home() -> String {
        page("Fjellbod", "<p>Välkommen till vår butik med varor för vandring i fjällen.</p>")
    }

    fn visit() -> Visit {
        Visit::new(&[("/", &home())])
    }

    #[test]
    fn a_visit_without_trouble_covers_everything() {
        let coverage = visit().coverage();
        assert_eq!(coverage, Coverage::default());
        assert_eq!(coverage.of_everything(), Ok(()));
    }

    #[test]
    fn a_front_page_that_fails_leaves_nothing() {
        let failed = Visit::new(&[]).failure("/", Reason::TimedOut, "");
        assert_eq!(failed.coverage().nothing, Some(Reason::TimedOut));
        let walled = Visit::new(&[]).wall("/", 403, Reason::Blocked, "");
        assert_eq!(walled.coverage().of_kinds(&[PageKind::Terms]), Err(Reason::Blocked));
        assert_eq!(Visit::new(&[]).coverage().nothing, Some(Reason::NotCollected));
        let shell = "<div id=root></div><script src=/app.js></script>";
        let drawn = Visit::new(&[("/", shell)]);
        assert_eq!(drawn.coverage().nothing, Some(Reason::NeedsJavascript));
    }

    #[test]
    fn a_policy_that_could_not_be_read_is_missed_with_its_reason() {
        let missed = |visit: Visit| visit.coverage().of_kinds(&[PageKind::Terms]);
        let terms = "Köpvillkor";
        assert_eq!(
            missed(visit().skipped("/v", Reason::RobotsDisallowed, terms)),
            Err(Reason::RobotsDisallowed)
        );
        assert_eq!(missed(visit().failure("/v", Reason::TimedOut, terms)), Err(Reason::TimedOut));
        assert_eq!(
            missed(visit().wall("/v", 401, Reason::LoginRequired, terms)),
            Err(Reason::LoginRequired)
        );
        assert_eq!(
            missed(visit().document("/v.pdf", "application/pdf", terms)),
            Err(Reason::PdfOnly)
        );
        assert_eq!(missed(visit().status("/v", 503, terms)), Err(Reason::Unreachable));
        // A page that does not exist is no page that was missed.
        assert_eq!(missed(visit().status("/v", 404, terms)), Ok(()));
    }

    #[test]
    fn another_kind_is_not_missed() {
        let visit = visit().skipped("/v", Reason::RobotsDisallowed, "Köpvillkor");
        assert_eq!(visit.coverage().of_kinds(&[PageKind::Contact]), Ok(()));
    }

    #[test]
    fn a_policy_drawn_by_script_is_missed() {
        let front =
            page("Fjellbod", "<p>Välkommen till vår butik.</p><a href=/villkor>Köpvillkor</a>");
        let shell = "<div id=app></div><script src=/app.js></script>";
        let visit = Visit::new(&[("/", &front), ("/villkor", shell)]);
        let coverage = visit.coverage();
        assert_eq!(coverage.of_kinds(&[PageKind::Terms]), Err(Reason::NeedsJavascript));
        assert_eq!(coverage.gap, Some(Reason::NeedsJavascript));
    }

    #[test]
    fn a_frame_left_to_script_hides_every_policy() {
        let front = "<html lang=sv><div id=header></div><main><h1>Fjellbod</h1><p>Välkommen till \
            vår butik med allt för vandring, klättring och långa turer i de svenska fjällen, \
            sommar som vinter, för både stora och små äventyr med hela familjen.</p></main>\
            <div id=footer></div><script src=/frame.js></script>";
        let coverage = Visit::new(&[("/", front)]).coverage();
        assert_eq!(coverage.of_kinds(&[PageKind::Privacy]), Err(Reason::NeedsJavascript));
    }

    #[test]
    fn a_budget_that_ended_the_visit_leaves_a_gap() {
        let linked = page("Fjellbod", "<p>Välkommen.</p><a href=/v>Köpvillkor</a>");
        let visit = Visit::new(&[("/", &linked)]).stopped(StopCause::Time);
        let coverage = visit.coverage();
        assert_eq!(coverage.of_everything(), Err(Reason::Truncated));
        assert_eq!(coverage.of_kinds(&[PageKind::Terms]), Err(Reason::Truncated));
        assert_eq!(coverage.of_kinds(&[PageKind::Contact]), Ok(()));
    }

    #[test]
    fn a_page_that_was_cut_proves_no_absence() {
        let front = page("Fjellbod", "<a href=/kontakt>Kontakt</a>");
        let long = page("Kontakt", &"<p>Kontakta oss gärna, vi svarar fort.</p>".repeat(12_000));
        let coverage = Visit::new(&[("/", &front), ("/kontakt", &long)]).coverage();
        assert_eq!(coverage.of_kinds(&[PageKind::Contact]), Err(Reason::Truncated));
        assert_eq!(coverage.of_everything(), Err(Reason::Truncated));
    }

    #[test]
    fn a_closed_cart_is_no_gap_in_everything() {
        let visit = visit().skipped("/cart", Reason::RobotsDisallowed, "Varukorg");
        let coverage = visit.coverage();
        assert_eq!(coverage.of_everything(), Ok(()));
        assert_eq!(coverage.of_kinds(&[PageKind::Cart]), Err(Reason::RobotsDisallowed));
    }

    #[test]
    fn a_page_that_was_read_is_not_missed_because_of_its_copy() {
        let front = page("Fjellbod", "<a href=/villkor>Köpvillkor</a>");
        let terms = page("Köpvillkor", "<p>Dessa villkor gäller vid köp i butiken.</p>");
        let visit = Visit::new(&[("/", &front), ("/villkor", &terms)]).document(
            "/villkor.pdf",
            "application/pdf",
            "Köpvillkor",
        );
        assert_eq!(visit.coverage().of_kinds(&[PageKind::Terms]), Ok(()));
    }
}
