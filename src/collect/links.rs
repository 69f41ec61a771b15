//! What a page tells the crawl: whether it is a wall, and where it leads.
//!
//! Pure, so that it can run on a thread of its own while requests go on.

use super::address::{self, Sort};
use super::wall::{self, Asked};
use crate::extract::pages::{leaves_to_script, link_kind};
use crate::extract::{Document, PageKind, text_of};
use crate::snapshot::{Answer, Wall};
use crate::vocabulary::Vocabulary;
use std::collections::HashSet;
use url::Url;

/// Most links taken from one page.
const MAX_LINKS: usize = 3000;
/// Most characters of a link's words that are kept.
const MAX_TEXT: usize = 200;

/// A link to something that may be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it leads, cleaned.
    pub(super) url: Url,
    /// Its words.
    pub(super) text: String,
    /// What it promises.
    pub(super) kind: Option<PageKind>,
    /// The visitor gets there without a click: a frame, or an automatic
    /// refresh.
    pub(super) automatic: bool,
}

/// What a page tells.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The wall it puts up, if any.
    pub(super) wall: Option<Wall>,
    /// Its links in reading order.
    pub(super) links: Vec<Found>,
    /// It leaves what it says to scripts.
    pub(super) script: bool,
}

/// Reads an answer.
pub(super) fn read(answer: &Answer, url: &Url, asked: Asked<'_>, vocabulary: &Vocabulary) -> Told {
    let page = answer.is_html().then(|| Document::parse(&text_of(answer), url));
    let wall = wall::recognise(answer, page.as_ref(), url, asked);
    let script = page.as_ref().is_some_and(leaves_to_script);
    // Links of error pages lead into the shop as well as others do.
    let links = page.map_or_else(Vec::new, |page| links(&page, vocabulary));
    Told { wall, links, script }
}

/// The links of a page as drawn, and then those that stand only in it as served.
pub(super) fn merge(drawn: Vec<Found>, served: Vec<Found>) -> Vec<Found> {
    let mut seen: HashSet<_> =
        drawn.iter().map(|found| (address::key(&found.url), found.kind)).collect();
    let mut all = drawn;
    all.extend(served.into_iter().filter(|f| seen.insert((address::key(&f.url), f.kind))));
    all.truncate(MAX_LINKS);
    all
}

fn links(page: &Document, vocabulary: &Vocabulary) -> Vec<Found> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let here = address::key(&page.url);
    let automatic = refresh(page)
        .into_iter()
        .chain(page.resources.iter().filter(|r| r.kind == "frame").map(|r| r.url.clone()))
        .map(|url| (url, String::new(), true));
    let linked = page.links.iter().filter_map(|link| {
        let text: String = link.text.chars().take(MAX_TEXT).collect();
        Some((link.url.clone()?, text.trim().to_owned(), false))
    });
    for (url, text, automatic) in automatic.chain(linked).take(MAX_LINKS) {
        let sort = Sort::of(&url);
        let kind = link_kind(&text, &url, vocabulary);
        let is_policy =
            kind.is_some_and(|kind| !matches!(kind, PageKind::Product | PageKind::Category));
        if sort == Sort::Other || (sort == Sort::Pdf && !is_policy) {
            continue;
        }
        let key = address::key(&url);
        // One page may be linked by several words; the first that say what it
        // is are the ones to keep.
        if key == here || !seen.insert((key, kind)) {
            continue;
        }
        found.push(Found { url: address::clean(&url), text, kind, automatic });
    }
    found
}

/// Where `<meta http-equiv=refresh>` leads.
fn refresh(page: &Document) -> Option<Url> {
    let meta = page.meta.iter().find(|meta| meta.name == "refresh")?;
    let (_, target) = meta.content.split_once([';', ','])?;
    let target = target.trim();
    let target = match target.get(..3) {
        Some(start) if start.eq_ignore_ascii_case("url") => {
            target.get(3..)?.trim_start().strip_prefix('=')?.trim()
        }
        _ => target,
    };
    page.base.join(target.trim_matches(['"', '\''])).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(markup: &str) -> Vec<(String, String, bool)> {
        let url = Url::parse("https://shop.example/here").unwrap();
        links(&Document::parse(markup, &url), Vocabulary::built_in())
            .into_iter()
            .map(|f| (f.url.to_string(), f.text, f.automatic))
            .collect()
    }

    #[test]
    fn links_to_pages_are_found_once_in_reading_order() {
        let markup = "<a href='/b#x'>Bee</a> <a href=/b>Bee</a> <a href='/here'>self</a>
            <a href=/x.jpg>pic</a> <a href='mailto:a@b.example'>m</a> <a href='?add-to-cart=1'>+</a>
            <a href='https://other.example/'>O</a> <a href=/price.pdf>list</a>";
        let expected = [("https://shop.example/b", "Bee"), ("https://other.example/", "O")];
        let found: Vec<_> = found(markup);
        let found: Vec<_> = found.iter().map(|(u, t, _)| (u.as_str(), t.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn frames_and_refreshes_need_no_click() {
        let frames = found("<frameset><frame src=/menu><frame src=/main></frameset>");
        assert!(frames.iter().all(|(_, _, automatic)| *automatic), "{frames:?}");
        let refresh = found("<meta http-equiv=Refresh content=\"0; URL='/start'\">");
        assert_eq!(refresh, [("https://shop.example/start".to_owned(), String::new(), true)]);
    }
}
