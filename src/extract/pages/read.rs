//! Reads what kind of page a page is, by itself.
//!
//! Evidence: the page's name in its title, main heading, first lines and
//! address, and how full its text is of the words of such a page. Against: a
//! name that is only part of a sentence. Links are classified here too, and two
//! states that make a page worthless as evidence are recognised: a polite
//! *not found* with status 200, and a shell that only script fills.

use super::content::Content;
use super::link::{address_scores, best, in_article_folder, link_scores, page_key, segments};
use super::names::{Names, Scores};
use super::sections;
use super::settle::is_policy;
use crate::extract::document::Attributes;
use crate::extract::{Context, Document, Link, LinkReading, PageKind, PageReading, Region};
use crate::facts::Reason;
use crate::vocabulary::{Folded, Marks, PhraseSet, Vocabulary, fold};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The least total with which a page is said to be of a kind.
const LEAST: f32 = 0.55;
/// The same for a long text.
const LEAST_OF_LONG: f32 = 0.38;
/// Words of a long text.
const LONG_WORDS: usize = 400;
/// Pages with fewer words than this and much script are shells.
const SHELL_WORDS: usize = 30;
/// Script of this many characters, or any outside script, is much.
const SHELL_SCRIPT: usize = 200;
/// A policy with fewer words than this beside its heading is empty.
const EMPTY_WORDS: usize = 3;
/// Elements looked at on one page.
const MAX_NODES: usize = 50_000;
/// Links classified on one page.
const MAX_LINKS: usize = 5000;

static NOT_FOUND: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    PhraseSet::new(
        Vocabulary::built_in()
            .languages()
            .iter()
            .flat_map(|language| &language.pages.not_found)
            .map(|phrase| (phrase.as_str(), ())),
    )
});

/// Reads one page.
pub(crate) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    let names = Names::of(context.vocabulary);
    reading.links = links(doc, &names);
    reading.soft_404 = is_soft_404(doc, reading.words);
    reading.script_shell = is_script_shell(doc);
    reading.script_frame = is_script_frame(doc);
    let content = Content::of(doc, context.language);
    let scores = scores(doc, &names, &content);
    reading.kinds = scores.iter().map(|(kind, score)| (*kind, *score)).collect();
    // A long text needs less of a name than a short one.
    let least = if reading.words >= LONG_WORDS { LEAST_OF_LONG } else { LEAST };
    reading.kind = match content.alone() {
        _ if reading.soft_404 => None,
        // A long policy may begin with *who are we*, or with a menu.
        Some(alone)
            if reading.words >= LONG_WORDS
                && is_policy(alone)
                && best(&scores, LEAST).is_some_and(|kind| {
                    matches!(kind, PageKind::About | PageKind::Contact | PageKind::Category)
                }) =>
        {
            Some(alone)
        }
        alone => best(&scores, LEAST).or(alone).or_else(|| best(&scores, least)),
    };
    if segments(&doc.url).is_empty() && doc.url.query().is_none() && has_address(doc) {
        reading.kind = Some(PageKind::Front);
    }
    reading.hub = title_parts(&doc.title).any(|part| names.is_hub(part))
        || main_heading(doc).is_some_and(|heading| names.is_hub(heading));
    reading.empty = empty(doc);
    reading.sections = sections::read(doc, &names, context.language);
}

/// Whether the page was read from an address and not from a file.
fn has_address(doc: &Document) -> bool {
    doc.url.host_str().is_some_and(|host| !host.ends_with(".invalid"))
}

/// How much the page speaks for each kind.
fn scores(doc: &Document, names: &Names, content: &Content) -> Scores {
    let mut named = Scores::new();
    let mut speak = |found: Scores, weight: f32| {
        for (kind, score) in found {
            // Half a name is not a name, unless other evidence helps.
            let score = if score < 0.45 { score * 0.6 } else { score };
            let entry = named.entry(kind).or_default();
            *entry = entry.max(score * weight);
        }
    };
    for part in title_parts(&doc.title) {
        speak(names.score(part), 0.85);
    }
    if let Some(heading) = main_heading(doc) {
        for part in title_parts(heading) {
            speak(names.score(part), 1.0);
        }
    }
    // Under a heading of the first rank the others are those of sections.
    let titled = doc.blocks.iter().any(|b| b.region == Region::Main && b.heading == Some(1));
    let opening = doc.blocks.iter().filter(|b| {
        let of_section = titled && b.heading.is_some_and(|rank| rank > 1);
        b.region == Region::Main && b.link.is_none() && !of_section
    });
    for (place, block) in opening.take(6).enumerate() {
        // An item of a list names something else, and so does what is said again.
        let again = || doc.blocks.iter().filter(|other| other.text == block.text).nth(1).is_some();
        if block.text.len() <= 120
            && !again()
            && !["* ", "• ", "· "].iter().any(|mark| block.text.starts_with(mark))
        {
            let first_line = block.text.lines().next().unwrap_or("");
            speak(names.score(first_line), 0.75 - 0.08 * place as f32);
        }
    }
    if in_article_folder(doc.url.as_str()) {
        named.values_mut().for_each(|score| *score *= 0.5);
    }
    let mut total = named;
    for (kind, score) in address_scores(&doc.url, names) {
        if kind == PageKind::Product {
            // A product may be called anything.
            total.insert(kind, 1.5);
            continue;
        }
        let entry = total.entry(kind).or_default();
        *entry = entry.max(score * 0.7) + 0.3 * entry.min(score * 0.7);
    }
    for (kind, score) in content.scores() {
        *total.entry(kind).or_default() += 0.7 * score;
    }
    for (kind, score) in content.itself() {
        *total.entry(kind).or_default() += 0.5 * score;
    }
    total
}

/// The heading of the whole page: the first of the first rank, else the first.
fn main_heading(doc: &Document) -> Option<&str> {
    let main = |region: Region| matches!(region, Region::Main | Region::Aside | Region::Header);
    let mut headings = doc.blocks.iter().filter(|b| main(b.region) && b.heading.is_some());
    let first = headings.clone().find(|b| b.heading == Some(1)).or(headings.next())?;
    Some(&first.text)
}

/// Why the page's own part says nothing beyond its heading, if that is so: what
/// stands there in place of words, or that nobody can tell.
fn empty(doc: &Document) -> Option<Reason> {
    let own = |region: Region| matches!(region, Region::Main | Region::Aside);
    let words: usize = doc
        .blocks
        .iter()
        .filter(|b| own(b.region) && b.heading.is_none() && b.link.is_none())
        .map(|b| b.text.split_whitespace().count())
        .sum();
    if words >= EMPTY_WORDS {
        return None;
    }
    let loads = |kind: &str| doc.resources.iter().any(|resource| resource.kind == kind);
    Some(match () {
        () if loads("frame") => Reason::ThirdPartyFrame,
        () if doc.images.iter().any(|image| own(image.region)) => Reason::ImageOnly,
        () if doc.script_chars > 0 || loads("script") => Reason::NeedsJavascript,
        () => Reason::Ambiguous,
    })
}

/// The parts of a title, which often ends with the shop's name.
fn title_parts(title: &str) -> impl Iterator<Item = &str> {
    let whole = std::iter::once(title);
    let parts = title.split(['|', '–', '—', '·', '•', '»', '/', ':']).flat_map(|p| p.split(" - "));
    whole.chain(parts.filter(move |part| part.len() < title.len())).take(8)
}

/// All links with what they seem to lead to.
fn links(doc: &Document, names: &Names) -> Vec<LinkReading> {
    let mut known: HashMap<(&str, &str), Option<PageKind>> = HashMap::new();
    let ids: HashSet<&str> = doc
        .html
        .tree
        .values()
        .filter_map(scraper::Node::as_element)
        .flat_map(|e| e.id().into_iter().chain(e.attribute("name").filter(|_| e.name() == "a")))
        .collect();
    let mut readings = Vec::new();
    for link in doc.links.iter().take(MAX_LINKS) {
        let Some(url) = &link.url else { continue };
        // A link to a place on this page that is not there leads nowhere.
        let dead = url.fragment().is_some_and(|fragment| {
            page_key(url.as_str()) == page_key(doc.url.as_str()) && !ids.contains(fragment)
        });
        let kind = *known
            .entry((link.text.as_str(), url.as_str()))
            .or_insert_with(|| best(&link_scores(&link.text, url, names), super::link::LEAST));
        let kind = kind.or_else(|| cart_icon(doc, link)).filter(|_| !dead);
        readings.push(LinkReading {
            url: url.to_string(),
            text: link.text.clone(),
            kind,
            region: link.region,
        });
    }
    readings
}

/// The cart, where a link without words of its own is marked as leading there
/// by its class or that of its icon.
fn cart_icon(doc: &Document, link: &Link) -> Option<PageKind> {
    if link.text.chars().any(char::is_alphabetic) && link.text.len() > 12 {
        return None;
    }
    let node = doc.html.tree.get(link.node)?;
    let marks = &Marks::built_in().paths.cart_marks;
    let marked = node
        .descendants()
        .take(8)
        .filter_map(|node| node.value().as_element())
        .flat_map(|element| element.id().into_iter().chain(element.attribute("class")))
        .any(|names| fold(names).split(' ').any(|word| marks.iter().any(|mark| mark == word)));
    let acts = link.href.contains("add") || link.rel.iter().any(|rel| rel == "external");
    (marked && !acts).then_some(PageKind::Cart)
}

/// Whether a page that was served as if all were well says that it is not there.
fn is_soft_404(doc: &Document, words: usize) -> bool {
    let says_so = |text: &str| NOT_FOUND.matches(&Folded::new(text));
    let only_404 = |text: &str| {
        let folded = crate::vocabulary::fold(text);
        folded == "404" || folded.starts_with("404 ") || folded.ends_with(" 404")
    };
    if says_so(&doc.title) || title_parts(&doc.title).any(only_404) {
        return true;
    }
    words < 300
        && doc
            .blocks
            .iter()
            .filter(|b| b.heading.is_some_and(|level| level <= 2))
            .take(3)
            .any(|b| b.text.len() < 200 && (says_so(&b.text) || only_404(&b.text)))
}

/// Whether a page leaves what it says, or its header or footer, to scripts.
pub(crate) fn leaves_to_script(doc: &Document) -> bool {
    is_script_shell(doc) || is_script_frame(doc)
}

/// Whether next to no text stands beside much script, or in the element that
/// script frameworks draw into.
fn is_script_shell(doc: &Document) -> bool {
    let words: usize = doc.blocks.iter().map(|b| b.text.split_whitespace().count()).sum();
    if words >= SHELL_WORDS {
        return false;
    }
    let outside = doc.resources.iter().any(|resource| resource.kind == "script");
    let mount = ["root", "app", "__next", "__nuxt", "app-root", "svelte", "gatsby-focus-wrapper"];
    let mounts = doc
        .html
        .tree
        .values()
        .filter_map(scraper::Node::as_element)
        .any(|e| e.name() == "app-root" || e.id().is_some_and(|id| mount.contains(&id)));
    (outside || doc.script_chars > 0) && mounts
        || doc.script_chars >= SHELL_SCRIPT && words < SHELL_WORDS / 2 && doc.links.len() < 3
        || outside && words == 0 && doc.images.is_empty()
}

/// Whether the page's header or footer is an empty element beside script: its
/// links, and with them the policies, come by script.
fn is_script_frame(doc: &Document) -> bool {
    if doc.script_chars == 0 && !doc.resources.iter().any(|r| r.kind == "script") {
        return false;
    }
    let framed = doc.links.iter().any(|link| link.region == Region::Footer);
    !framed
        && doc.html.tree.nodes().take(MAX_NODES).any(|node| {
            node.value().as_element().is_some_and(|element| {
                let named = |wanted: &str| {
                    element.name() == wanted
                        || element.id().is_some_and(|id| id.to_ascii_lowercase().contains(wanted))
                };
                // The header of a page is the frame, that of an article is not.
                (named("footer") || named("header")) && is_empty(node)
            })
        })
}

/// Whether an element holds neither text nor another element worth the name.
fn is_empty(node: ego_tree::NodeRef<'_, scraper::Node>) -> bool {
    node.children().take(20).all(|child| match child.value() {
        scraper::Node::Text(text) => text.trim().is_empty(),
        scraper::Node::Element(_) => false,
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{read_page, read_text};
    use url::Url;

    fn context() -> Context<'static> {
        Context { vocabulary: Vocabulary::built_in(), language: None, country: None }
    }

    fn page(html: &str, address: &str) -> PageReading {
        read_page(html, &Url::parse(address).unwrap(), context())
    }

    #[test]
    fn the_main_heading_names_the_page() {
        let reading = page(
            "<title>Fjellbod</title><main><h1>Angrerett og retur</h1><p>Skriv til oss.</p></main>",
            "https://a.example/side7",
        );
        assert_eq!(reading.kind, Some(PageKind::Returns));
    }

    #[test]
    fn a_product_that_is_called_like_a_policy_is_a_product() {
        let reading = page(
            "<title>Contact lenses</title><h1>Contact lenses, box of 30</h1>",
            "https://a.example/products/contact-lenses",
        );
        assert_eq!(reading.kind, Some(PageKind::Product));
    }

    #[test]
    fn content_decides_where_the_heading_says_nothing() {
        let reading = read_text(
            "Welcome\n\nThis page explains how we use your personal data. The data controller is \
             Example Ltd. We collect information about you on the legal basis of legitimate \
             interests, and share your information with third parties. Under the GDPR you have a \
             right to access your personal data. We retain personal information for two years.",
            &Url::parse("https://page.invalid/").unwrap(),
            context(),
        );
        assert_eq!(reading.kind, Some(PageKind::Privacy));
    }

    #[test]
    fn a_polite_404_is_no_page() {
        let reading = page(
            "<title>Sidan hittades inte – Boden</title><h1>Hoppsan</h1>",
            "https://a.example/villkor",
        );
        assert!(reading.soft_404);
        assert_eq!(reading.kind, None);
    }

    #[test]
    fn a_shell_is_told_from_a_short_page() {
        assert!(
            page("<div id=root></div><script src=/app.js></script>", "https://a.example/")
                .script_shell
        );
        assert!(!page("<h1>Hej</h1><p>Vi öppnar snart.</p>", "https://a.example/").script_shell);
    }

    #[test]
    fn links_carry_their_kind_and_place() {
        let reading = page(
            "<main><a href=/x>Läs mer</a></main><footer><a href=/v>Köpvillkor</a></footer>",
            "https://a.example/",
        );
        let kinds: Vec<_> = reading.links.iter().map(|l| (l.kind, l.region)).collect();
        assert_eq!(kinds, [(None, Region::Main), (Some(PageKind::Terms), Region::Footer)]);
    }
}
