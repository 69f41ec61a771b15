//! Decides, over all pages, which page is the shop's page of each kind.
//!
//! Evidence: links to the page (their words, how many pages have them, and
//! whether they stand in the frame of the site or in running text), and what the
//! page itself says in address, title, heading and text. Against: products and
//! articles, polite 404s, pages in another language than the front page. A
//! policy that is only a section is taken where no page of its own is found; it
//! must stand on a page that deals with such things. Links to other hosts lead
//! to no page of this site and so never count.

use super::link::{link_scores, page_key};
use super::names::{Names, Scores};
use crate::extract::{PageKind, PageReading, Region, Site};
use std::collections::{BTreeMap, HashMap, HashSet};
use url::Url;

/// The least total with which a page is taken for the shop's page of a kind.
const LEAST: f32 = 0.95;
/// What links alone may bring.
const MAX_BY_LINKS: f32 = 1.1;
/// What the page itself may bring.
const MAX_BY_PAGE: f32 = 1.3;

/// The page, or the section of one, that is the shop's page of a kind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    /// Which of [`Site::pages`].
    pub(crate) page: usize,
    /// The section, if it is only one: its `id`, empty where it has none.
    pub(crate) fragment: Option<String>,
    /// Words of the page or section.
    pub(crate) words: usize,
    /// What shows it.
    pub(crate) excerpt: String,
    /// CSS selector of the section's heading.
    pub(crate) selector: Option<String>,
}

/// What all links of a site say about its pages.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// For each page by its key: evidence and words of the best link by kind.
    pages: HashMap<String, BTreeMap<PageKind, Pull>>,
    /// For each page and fragment that the front page links to.
    fragments: HashMap<(String, String), BTreeMap<PageKind, Pull>>,
}

/// The pull of links towards a page as one of a kind.
#[derive(Debug, Clone, Default)]
struct Pull {
    best: f32,
    pages: usize,
    text: String,
}

/// Decides the kind of each page in the light of the whole site.
pub(crate) fn settle(site: &mut Site<'_>) {
    site.pages.sort_by_key(|page| page.clicks != 0);
    let linked = Linked::of(site);
    let front: HashSet<String> =
        site.pages.iter().filter(|p| p.clicks == 0).map(|p| page_key(&p.url)).collect();
    for page in &mut site.pages {
        // The front page may be linked to by another of its addresses.
        if page.clicks == 0 || front.contains(&page_key(&page.url)) {
            page.kind = Some(PageKind::Front);
            continue;
        }
        if page.soft_404 || page.kind.is_some_and(|k| k != PageKind::Category) {
            continue;
        }
        // What a page does not say of itself its links may say.
        let Some(pulls) = linked.pages.get(&page_key(&page.url)) else { continue };
        let pulled = pulls
            .iter()
            .filter(|(_, pull)| pull.best >= 0.9)
            .max_by(|a, b| a.1.best.total_cmp(&b.1.best));
        if let Some((kind, _)) = pulled {
            page.kind = Some(*kind);
        }
    }
}

/// The shop's page of each kind.
pub(crate) fn choose(site: &Site<'_>) -> BTreeMap<PageKind, Choice> {
    let linked = Linked::of(site);
    let language = site.pages.first().and_then(|front| front.language.clone());
    let mut choices = BTreeMap::new();
    for kind in PageKind::FACTS {
        let choice = whole_page(site, &linked, *kind, language.as_deref())
            .or_else(|| section(site, &linked, *kind, language.as_deref()))
            .or_else(|| passage(site, *kind, language.as_deref()));
        if let Some(choice) = choice {
            choices.insert(*kind, choice);
        }
    }
    choices
}

fn whole_page(
    site: &Site<'_>,
    linked: &Linked,
    kind: PageKind,
    language: Option<&str>,
) -> Option<Choice> {
    let mut best: Option<(f32, usize, &str)> = None;
    for (index, page) in site.pages.iter().enumerate() {
        if page.soft_404 || !usable(page, kind) {
            continue;
        }
        let own = page.kinds.iter().find(|(k, _)| *k == kind).map_or(0.0, |(_, score)| *score);
        let pull = linked.pages.get(&page_key(&page.url)).and_then(|pulls| pulls.get(&kind));
        let by_links = pull.map_or(0.0, |pull| {
            // A link on every page is part of the site's frame.
            let spread = (pull.pages as f32).ln_1p() * 0.05;
            (pull.best + spread.min(0.2)).min(MAX_BY_LINKS)
        });
        let mut total = own.min(MAX_BY_PAGE) + by_links;
        if page.kind == Some(kind) {
            total += 0.2;
        }
        if own < 0.2 && by_links < 0.9 {
            continue;
        }
        if language.is_some() && page.language.as_deref() != language {
            total -= 0.15;
        }
        total -= 0.03 * page.clicks.min(5) as f32;
        if total >= LEAST && best.is_none_or(|(top, _, _)| total > top) {
            best = Some((total, index, pull.map_or("", |pull| pull.text.as_str())));
        }
    }
    let (_, index, text) = best?;
    let page = site.pages.get(index)?;
    let excerpt = match (text, page.title.as_str()) {
        ("", title) => title.to_owned(),
        (text, "") => text.to_owned(),
        (text, title) => format!("{text} → {title}"),
    };
    Some(Choice { page: index, fragment: None, words: page.words, excerpt, selector: None })
}

/// Whether a page can be of a kind at all.
fn usable(page: &PageReading, kind: PageKind) -> bool {
    match page.kind {
        Some(PageKind::Product | PageKind::Front) => false,
        _ => !page.script_shell || matches!(kind, PageKind::Cart | PageKind::Checkout),
    }
}

/// Fewest words of a section that is a policy by itself.
fn least_words(kind: PageKind) -> usize {
    match kind {
        PageKind::Contact | PageKind::Imprint => 3,
        PageKind::Cookies => 10,
        _ => 15,
    }
}

/// Kinds that may be a section of the front page.
fn on_front_page(kind: PageKind) -> bool {
    matches!(kind, PageKind::Contact | PageKind::About | PageKind::Imprint)
}

fn section(
    site: &Site<'_>,
    linked: &Linked,
    kind: PageKind,
    language: Option<&str>,
) -> Option<Choice> {
    if matches!(kind, PageKind::Cart | PageKind::Checkout | PageKind::Terms) {
        return None;
    }
    let mut best: Option<(f32, Choice)> = None;
    for (index, page) in site.pages.iter().enumerate() {
        if page.soft_404 {
            continue;
        }
        for found in page.sections.iter().filter(|s| s.kind == kind) {
            let fragment = found.fragment.clone().unwrap_or_default();
            let pulled = linked.pull(page, &fragment, kind);
            let host = host_score(page, kind, pulled);
            if host <= 0.0 || found.words < least_words(kind) {
                continue;
            }
            let foreign = language.is_some() && page.language.as_deref() != language;
            let score = host + pulled + (found.words.min(200) as f32) / 400.0
                - if foreign { 0.5 } else { 0.0 };
            if best.as_ref().is_none_or(|(top, _)| score > *top) {
                let choice = Choice {
                    page: index,
                    fragment: Some(fragment),
                    words: found.words,
                    excerpt: found.heading.clone(),
                    selector: Some(found.selector.clone()),
                };
                best = Some((score, choice));
            }
        }
        // A place on the page that the menu leads to, though its heading has
        // another name.
        for (fragment, pull) in linked.places(page, kind) {
            let score = 0.5 + pull.best;
            if on_front_page(kind)
                && pull.best >= 0.8
                && best.as_ref().is_none_or(|(top, _)| score > *top)
            {
                let choice = Choice {
                    page: index,
                    fragment: Some(fragment.to_owned()),
                    words: page.words,
                    excerpt: pull.text.clone(),
                    selector: None,
                };
                best = Some((score, choice));
            }
        }
    }
    best.map(|(_, choice)| choice)
}

/// A passage of a policy that deals with complaints or cookies without a heading
/// of its own.
fn passage(site: &Site<'_>, kind: PageKind, language: Option<&str>) -> Option<Choice> {
    let (topics, hosts): (&[&str], &[PageKind]) = match kind {
        PageKind::Complaints => (
            &["complaints", "statutory-guarantee"],
            &[PageKind::Terms, PageKind::Returns, PageKind::Delivery],
        ),
        PageKind::Cookies => (&["cookies"], &[PageKind::Privacy, PageKind::Terms]),
        _ => return None,
    };
    let mut candidates: Vec<(usize, &PageReading)> = site
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| !page.soft_404 && page.kind.is_some_and(|k| hosts.contains(&k)))
        .collect();
    candidates.sort_by_key(|(_, page)| {
        let foreign = language.is_some() && page.language.as_deref() != language;
        (foreign, page.kind.and_then(|k| hosts.iter().position(|host| *host == k)))
    });
    candidates.into_iter().find_map(|(index, page)| {
        let found = page
            .topics
            .iter()
            .find(|found| topics.contains(&found.value.topic) && !is_only_a_pointer(found))?;
        Some(Choice {
            page: index,
            fragment: Some(String::new()),
            words: found.value.excerpt.split_whitespace().count(),
            excerpt: found.value.excerpt.clone(),
            selector: Some(found.selector.clone()),
        })
    })
}

/// Whether a passage is too short to say anything of its topic.
fn is_only_a_pointer(found: &crate::extract::Found<crate::extract::Topic>) -> bool {
    found.value.excerpt.split_whitespace().count() < 6
}

/// How fit a page is to hold a section of a kind: 0 is unfit.
fn host_score(page: &PageReading, kind: PageKind, pulled: f32) -> f32 {
    use PageKind::{
        About, Complaints, Contact, Cookies, Delivery, Front, Imprint, Privacy, Returns, Terms,
    };
    let policies = page
        .sections
        .iter()
        .filter(|s| matches!(s.kind, Delivery | Returns | Complaints | Terms | Privacy))
        .map(|s| s.kind)
        .collect::<HashSet<_>>()
        .len();
    match (page.kind, kind) {
        (Some(Front), _) if on_front_page(kind) => 0.3 + pulled,
        (Some(Front), _) => 0.0,
        (Some(Privacy), Cookies) | (Some(Cookies), Privacy) => 1.0,
        (Some(Terms), Contact | About) => 0.0,
        (Some(Terms), _) => 0.9,
        (Some(Returns), Complaints | Delivery) | (Some(Delivery), Returns | Complaints) => 0.9,
        (Some(Contact), Imprint) | (Some(Imprint), Contact) => 0.8,
        (Some(Imprint), Privacy | Cookies | Complaints) => 0.7,
        (Some(About), Contact) => 0.6,
        (Some(Privacy | Cookies | Imprint), _) => 0.0,
        // Questions and answers, customer service: several policies on one page.
        (_, Delivery | Returns | Complaints | Cookies | Privacy) if policies >= 2 => 0.5,
        _ => 0.0,
    }
}

impl Linked {
    /// Gathers what all links say.
    pub(super) fn of(site: &Site<'_>) -> Self {
        let names = Names::of(site.vocabulary);
        let redirects = redirects(site);
        let mut known: HashMap<(&str, &str), Scores> = HashMap::new();
        let mut linked = Self::default();
        for page in &site.pages {
            let mut seen: HashSet<(String, PageKind)> = HashSet::new();
            for link in &page.links {
                // Links that lead nowhere have no kind.
                if link.kind.is_none() {
                    continue;
                }
                let Ok(url) = Url::parse(&link.url) else { continue };
                let scores = known
                    .entry((link.text.as_str(), link.url.as_str()))
                    .or_insert_with(|| link_scores(&link.text, &url, &names));
                let key = page_key(&link.url);
                let key = redirects.get(&key).cloned().unwrap_or(key);
                let frame = match link.region {
                    Region::Main | Region::Aside => 0.85,
                    Region::Header | Region::Nav | Region::Footer => 1.0,
                };
                for (kind, score) in scores.iter() {
                    let score = (score * frame).min(1.0);
                    let pulls = match url.fragment() {
                        Some(fragment) if !fragment.is_empty() => {
                            linked.fragments.entry((key.clone(), fragment.to_owned())).or_default()
                        }
                        Some(_) => continue,
                        None => linked.pages.entry(key.clone()).or_default(),
                    };
                    let pull = pulls.entry(*kind).or_default();
                    if score > pull.best {
                        pull.best = score;
                        pull.text.clone_from(&link.text);
                    }
                    if seen.insert((key.clone(), *kind)) {
                        pull.pages += 1;
                    }
                }
            }
        }
        linked
    }

    fn pull(&self, page: &PageReading, fragment: &str, kind: PageKind) -> f32 {
        self.fragments
            .get(&(page_key(&page.url), fragment.to_owned()))
            .and_then(|pulls| pulls.get(&kind))
            .map_or(0.0, |pull| pull.best)
    }

    /// Places on a page that links lead to as being of a kind, in stable order.
    fn places(&self, page: &PageReading, kind: PageKind) -> Vec<(&str, &Pull)> {
        let key = page_key(&page.url);
        let mut places: Vec<(&str, &Pull)> = self
            .fragments
            .iter()
            .filter(|((page, _), _)| *page == key)
            .filter_map(|((_, fragment), pulls)| Some((fragment.as_str(), pulls.get(&kind)?)))
            .collect();
        places.sort_by_key(|(fragment, _)| *fragment);
        places
    }
}

/// Where addresses that redirect end, by page key.
pub(crate) fn redirects(site: &Site<'_>) -> HashMap<String, String> {
    let mut step: HashMap<String, String> = HashMap::new();
    for exchange in &site.snapshot.exchanges {
        let Some(answer) = exchange.answer() else { continue };
        if !(300..400).contains(&answer.status) {
            continue;
        }
        let target = answer
            .header("location")
            .and_then(|location| Url::parse(&exchange.url).ok()?.join(location).ok());
        if let Some(target) = target {
            step.insert(page_key(&exchange.url), page_key(target.as_str()));
        }
    }
    let end = |start: &String| {
        let mut here = start;
        for _ in 0..10 {
            match step.get(here) {
                Some(next) if next != here => here = next,
                _ => break,
            }
        }
        here.clone()
    };
    step.keys().map(|start| (start.clone(), end(start))).collect()
}
