//! What a link leads to, by its words and its address.
//!
//! Evidence: a page kind's name as the words of the link, in the last part of
//! the path, in a route parameter or in the fragment; folders that platforms use
//! for products and categories. Against: folders of articles, whose slugs may
//! name anything, and long link texts.

use super::names::{Names, Scores};
use crate::extract::{PageKind, Site};
use crate::vocabulary::{Marks, Vocabulary};
use url::Url;

/// The least score with which a link is said to lead to a kind of page.
pub(super) const LEAST: f32 = 0.5;

/// What a link seems to lead to, by its words and its address.
#[must_use]
pub fn link_kind(text: &str, url: &Url, vocabulary: &Vocabulary) -> Option<PageKind> {
    let scores = link_scores(text, url, &Names::of(vocabulary));
    best(&scores, LEAST)
}

/// All kinds that a link seems to lead to: one page may serve several.
pub(crate) fn kinds_of_link(text: &str, url: &Url, vocabulary: &Vocabulary) -> Vec<PageKind> {
    let scores = link_scores(text, url, &Names::of(vocabulary));
    scores.into_iter().filter(|(_, score)| *score >= LEAST).map(|(kind, _)| kind).collect()
}

/// How certainly a link leads to a page of this kind and of no other.
pub(super) fn link_certainty(text: &str, url: &Url, site: &Site<'_>, kind: PageKind) -> f32 {
    let scores = link_scores(text, url, &Names::of(site.vocabulary));
    match best(&scores, LEAST) {
        Some(top) if top == kind => scores.get(&kind).copied().unwrap_or(0.0),
        _ => 0.0,
    }
}

/// Whether an address leads to accounts or machinery that no reviewer reads.
pub(crate) fn is_machinery(url: &Url) -> bool {
    let machinery = &Marks::built_in().paths.machinery;
    segments(url).iter().any(|segment| machinery.contains(segment))
}

/// The kind with the highest score, if it reaches `least`; of equals the first
/// in the order of [`PageKind`].
pub(super) fn best(scores: &Scores, least: f32) -> Option<PageKind> {
    let mut best: Option<(PageKind, f32)> = None;
    for (kind, score) in scores {
        if *score >= least && best.is_none_or(|(_, top)| *score > top) {
            best = Some((*kind, *score));
        }
    }
    best.map(|(kind, _)| kind)
}

/// How much a link speaks for each kind.
pub(super) fn link_scores(text: &str, url: &Url, names: &Names) -> Scores {
    let mut scores = names.score(text);
    let address = address_scores(url, names);
    // Words that name one kind for certain outweigh an address that names
    // another: site kits keep their addresses whatever the page is called.
    let named = scores.values().any(|score| *score >= 0.8);
    for (kind, score) in address {
        let by_words = scores.get(&kind).copied().unwrap_or(0.0);
        let score = if named && by_words == 0.0 { score * 0.5 } else { score };
        // Words and address that agree are better than either.
        let together = by_words.max(score * 0.9) + 0.3 * by_words.min(score);
        scores.insert(kind, together);
    }
    scores
}

/// How much an address speaks for each kind.
pub(super) fn address_scores(url: &Url, names: &Names) -> Scores {
    let paths = &Marks::built_in().paths;
    let mut scores = Scores::new();
    let mut segments = segments(url);
    // A number at the end only counts pages; the name stands before it.
    if segments.len() > 1
        && segments.last().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()))
    {
        segments.pop();
    }
    let (slug, folders) = segments
        .split_last()
        .map_or(("", [].as_slice()), |(slug, folders)| (slug.as_str(), folders));
    let among = |list: &[String]| {
        folders.iter().rev().take(3).any(|folder| list.iter().any(|name| name == folder))
    };
    if among(&paths.product) {
        scores.insert(PageKind::Product, 0.9);
        return scores;
    }
    if among(&paths.article) || among(&paths.machinery) {
        return scores;
    }
    if among(&paths.category) {
        scores.insert(PageKind::Category, 0.8);
        return scores;
    }
    scores = names.score(slug);
    for route in routes(url, &paths.route_parameters) {
        // The last part is the page, those before it the module.
        let last = route.rsplit('/').find(|part| !part.is_empty()).unwrap_or("");
        for (kind, score) in names.score(last) {
            let entry = scores.entry(kind).or_default();
            *entry = entry.max(score);
        }
    }
    for (kind, score) in fragment_scores(url, names) {
        let entry = scores.entry(kind).or_default();
        *entry = entry.max(score);
    }
    scores
}

fn fragment_scores(url: &Url, names: &Names) -> Scores {
    url.fragment().map(|fragment| names.score(&decoded(fragment))).unwrap_or_default()
}

/// The parts of the path, decoded and in lower case, without the ending of the
/// file name and without `index`.
pub(super) fn segments(url: &Url) -> Vec<String> {
    let endings = &Marks::built_in().paths.page_endings;
    let mut segments: Vec<String> = url
        .path_segments()
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .map(|part| decoded(part).to_lowercase())
        .collect();
    if let Some(last) = segments.last_mut()
        && let Some((stem, ending)) = last.rsplit_once('.')
        && endings.iter().any(|known| known == ending)
    {
        *last = stem.to_owned();
    }
    if segments.last().is_some_and(|last| matches!(last.as_str(), "index" | "default")) {
        segments.pop();
    }
    segments
}

/// The values of query parameters that stand for a path.
fn routes(url: &Url, parameters: &[String]) -> Vec<String> {
    url.query_pairs()
        .take(10)
        .filter(|(key, value)| {
            parameters.iter().any(|known| known == key)
                && !value.is_empty()
                && !value.bytes().all(|b| b.is_ascii_digit())
        })
        .map(|(_, value)| value.into_owned())
        .collect()
}

fn decoded(part: &str) -> String {
    let spaced = part.replace('+', " ");
    percent_decoded(&spaced)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = |b: u8| (b as char).to_digit(16).and_then(|d| u8::try_from(d).ok());
        if *first == b'%'
            && let [high, low, after @ ..] = tail
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push(high << 4 | low);
            rest = after;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The address without what does not tell pages apart: scheme, fragment,
/// `index.html`, trailing slash.
pub(crate) fn page_key(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return address.to_owned() };
    let host = url.host_str().unwrap_or("").trim_start_matches("www.").to_owned();
    let path = url.path();
    let path = path
        .strip_suffix("index.html")
        .or_else(|| path.strip_suffix("index.htm"))
        .or_else(|| path.strip_suffix("index.php"))
        .unwrap_or(path);
    let query = url.query().map(|q| format!("?{q}")).unwrap_or_default();
    format!("{host}{}{query}", path.trim_end_matches('/'))
}

/// Whether a page lies among articles or news, whose slugs may name anything.
pub(in crate::extract) fn in_article_folder(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let segments = segments(&url);
    let article = &Marks::built_in().paths.article;
    segments
        .split_last()
        .is_some_and(|(_, folders)| folders.iter().any(|folder| article.contains(folder)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str, address: &str) -> Option<PageKind> {
        link_kind(text, &Url::parse(address).unwrap(), Vocabulary::built_in())
    }

    #[test]
    fn the_words_decide() {
        assert_eq!(kind("Köpvillkor", "https://a.example/p3"), Some(PageKind::Terms));
        assert_eq!(kind("Läs mer", "https://a.example/p3"), None);
    }

    #[test]
    fn the_address_decides_where_there_are_no_words() {
        assert_eq!(kind("", "https://a.example/handlekurv.html"), Some(PageKind::Cart));
        assert_eq!(kind("", "https://a.example/policies/refund-policy"), Some(PageKind::Returns));
        assert_eq!(kind("", "https://a.example/content/3-agb"), Some(PageKind::Terms));
        assert_eq!(kind("", "https://a.example/omoss/index.html"), Some(PageKind::About));
        assert_eq!(kind("", "https://a.example/ueber-uns"), Some(PageKind::About));
        assert_eq!(kind("", "https://a.example/?route=checkout/cart"), Some(PageKind::Cart));
        assert_eq!(kind("", "https://a.example/k%C3%B6pvillkor/"), Some(PageKind::Terms));
        assert_eq!(kind("", "https://a.example/#about"), Some(PageKind::About));
    }

    #[test]
    fn misspelt_addresses_are_forgiven() {
        assert_eq!(kind("", "https://a.example/pages/salgsbetinhgelser"), Some(PageKind::Terms));
    }

    #[test]
    fn short_addresses_with_letters_in_another_order_are_forgiven() {
        assert_eq!(kind("", "https://a.example/kopvilkor"), Some(PageKind::Terms));
        assert_eq!(kind("", "https://a.example/integritetspolcy"), Some(PageKind::Privacy));
        assert_eq!(kind("", "https://a.example/retunrs"), Some(PageKind::Returns));
        assert_eq!(kind("", "https://a.example/contcat"), Some(PageKind::Contact));
        assert_eq!(kind("", "https://a.example/contract"), None);
    }

    #[test]
    fn a_number_after_the_name_is_no_name() {
        assert_eq!(kind("", "https://a.example/pl/i/Regulamin/3"), Some(PageKind::Terms));
        assert_eq!(kind("", "https://a.example/?id=agb&lang=2"), Some(PageKind::Terms));
    }

    #[test]
    fn words_outweigh_an_address_that_says_otherwise() {
        assert_eq!(kind("Impressum", "https://a.example/about/"), Some(PageKind::Imprint));
    }

    #[test]
    fn products_and_articles_may_be_called_anything() {
        assert_eq!(kind("", "https://a.example/products/contact-lenses"), Some(PageKind::Product));
        assert_eq!(kind("", "https://a.example/blog/terms-and-conditions"), None);
    }

    #[test]
    fn one_page_has_several_addresses() {
        let key = page_key("https://a.example/om/");
        assert_eq!(key, page_key("http://www.a.example/om/index.html#x"));
        assert_ne!(key, page_key("https://a.example/om?id=2"));
    }
}
