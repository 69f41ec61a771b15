//! A site that is not open, and filler text left on one that is.
//!
//! Not open: evidence is a page with few words whose title, heading or text says
//! that it is coming, being built, for sale, parked or closed, or that is the
//! default page of a server. Against: plenty of other text, since an open shop
//! may call one product *coming soon*. Filler: phrases that only templates,
//! demo data and builders have.

use crate::extract::{Block, Document, Found, PageReading, Region, Residue, pages};
use crate::facts::shorten;
use crate::vocabulary::{Folded, Marks, PhraseSet, Vocabulary, fold};
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// Words of a page that shows nothing but a notice.
const NOTICE_WORDS: usize = 60;
/// Words of a page whose title or heading may be such a notice.
const HEADED_WORDS: usize = 250;
/// A default page of a server may explain itself at length.
const DEFAULT_WORDS: usize = 700;
/// The longest notice that a shop is a demonstration, in bytes.
const MAX_NOTICE: usize = 220;
/// Findings of filler kept of one page.
const MAX_FINDINGS: usize = 20;

static NOTICES: LazyLock<PhraseSet<&'static str>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|language| {
        let site = &language.site;
        let of = |list: &'static [String], kind: &'static str| {
            list.iter().map(move |phrase| (phrase.as_str(), kind))
        };
        of(&site.coming_soon, "coming-soon")
            .chain(of(&site.under_construction, "under-construction"))
            .chain(of(&site.for_sale, "for-sale"))
            .chain(of(&site.parked, "parked"))
            .chain(of(&site.closed, "closed"))
    }))
});
static NAME_FOR_SALE: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| &l.site.name_for_sale).map(|phrase| (phrase, ())))
});
static SERVERS: LazyLock<PhraseSet<&'static str>> = LazyLock::new(|| {
    let parking = &Marks::built_in().parking;
    PhraseSet::new(
        parking.iter().flat_map(|m| m.phrases.iter().map(|p| (p.as_str(), m.kind.as_str()))),
    )
});
static DEMO_SHOP: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| &l.site.demo_shop).map(|phrase| (phrase, ())))
});
/// For each phrase its group of marks and its number.
static FILLER: LazyLock<PhraseSet<(usize, usize)>> = LazyLock::new(|| {
    let groups = &Marks::built_in().placeholders;
    let of_pages = groups.iter().enumerate().filter(|(_, marks)| !marks.whole);
    PhraseSet::new(of_pages.flat_map(|(group, marks)| {
        marks.phrases.iter().enumerate().map(move |(index, phrase)| (phrase, (group, index)))
    }))
});

/// Whether the page says that the site is not open, and how.
pub(super) fn notice(doc: &Document) -> Option<Found<Residue>> {
    let words: usize = doc.blocks.iter().map(|b| b.text.split_whitespace().count()).sum();
    if words > DEFAULT_WORDS {
        return None;
    }
    let root = doc.html.tree.root().id();
    let heads = std::iter::once((doc.title.as_str(), root)).chain(
        doc.blocks
            .iter()
            .filter(|b| b.heading.is_some_and(|level| level <= 2))
            .map(|b| (b.text.as_str(), b.node)),
    );
    let found = |text: &str, node, kind: &str| {
        let excerpt = shorten(text);
        let value =
            Residue { url: doc.url.to_string(), excerpt: excerpt.clone(), kind: kind.to_owned() };
        Some(Found::at(doc, node, &excerpt, value))
    };
    let name = pages::registrable(doc.url.as_str()).map(|domain| fold(&domain)).unwrap_or_default();
    for (text, node) in heads {
        let folded = Folded::new(text);
        if words <= HEADED_WORDS && offers_name(&folded, &name) {
            return found(text, node, "for-sale");
        }
        let server = SERVERS.find(&folded).next();
        // A list of files is titled `Index of /`; a shop may index anything.
        if let Some(hit) = server.filter(|_| !text.starts_with("Index of") || words < HEADED_WORDS)
        {
            return found(text, node, hit.value);
        }
        if words <= HEADED_WORDS
            && folded.as_str().split(' ').count() <= 14
            && let Some(hit) = NOTICES.find(&folded).next()
        {
            return found(text, node, hit.value);
        }
    }
    if words > HEADED_WORDS {
        return None;
    }
    doc.blocks.iter().enumerate().find_map(|(index, block)| {
        let folded = doc.folded(index);
        let hit = SERVERS.find(folded).map(|hit| hit.value).next().or_else(|| {
            (words <= NOTICE_WORDS)
                .then(|| NOTICES.find(folded).map(|hit| hit.value).next())
                .flatten()
        })?;
        found(&block.text, block.node, hit)
    })
}

/// Whether the text says of the domain itself, right after its name, that it is
/// for sale; *hus.example – houses for sale* says it of houses.
fn offers_name(text: &Folded, name: &str) -> bool {
    !name.is_empty()
        && NAME_FOR_SALE.find(text).any(|hit| {
            let before = text.as_str().get(..hit.start).unwrap_or("").trim_end();
            let start = before.strip_suffix(name);
            start.is_some_and(|start| start.is_empty() || start.ends_with(' '))
        })
}

/// Filler text and demo content of a page.
pub(super) fn placeholders(doc: &Document, reading: &PageReading) -> Vec<Found<Residue>> {
    let groups = &Marks::built_in().placeholders;
    let mut seen: BTreeMap<usize, (HashSet<usize>, Vec<&Block>)> = BTreeMap::new();
    let mut found = Vec::new();
    let state = |block: &Block, kind: &str| {
        let excerpt = shorten(&block.text);
        let value =
            Residue { url: reading.url.clone(), excerpt: excerpt.clone(), kind: kind.to_owned() };
        Found::at(doc, block.node, &excerpt, value)
    };
    for (index, block) in doc.blocks.iter().enumerate() {
        if block.region == Region::Nav {
            continue;
        }
        let folded = doc.folded(index);
        for hit in FILLER.find(folded) {
            let (group, index) = *hit.value;
            let (phrases, blocks) = seen.entry(group).or_default();
            phrases.insert(index);
            if blocks.len() < MAX_FINDINGS
                && blocks.last().is_none_or(|last| last.node != block.node)
            {
                blocks.push(block);
            }
        }
        // A notice is short; an article may tell about test shops.
        if block.text.len() <= MAX_NOTICE && DEMO_SHOP.matches(folded) && found.len() < MAX_FINDINGS
        {
            found.push(state(block, "demo-shop"));
        }
    }
    for (group, (phrases, blocks)) in seen {
        let Some(marks) = groups.get(group).filter(|marks| phrases.len() >= marks.least) else {
            continue;
        };
        for block in blocks {
            if found.len() < MAX_FINDINGS {
                found.push(state(block, &marks.kind));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn doc(html: &str) -> Document {
        Document::parse(html, &Url::parse("https://a.example/").unwrap())
    }

    fn kind(html: &str) -> Option<String> {
        notice(&doc(html)).map(|found| found.value.kind)
    }

    #[test]
    fn notices_of_short_pages_are_read() {
        assert_eq!(kind("<h1>Vi öppnar snart!</h1>").as_deref(), Some("coming-soon"));
        assert_eq!(
            kind("<p>Diese Domain steht zum Verkauf, Domain kaufen</p>").as_deref(),
            Some("for-sale")
        );
        assert_eq!(kind("<title>Welcome to nginx!</title>").as_deref(), Some("default-page"));
    }

    #[test]
    fn a_domain_is_offered_by_its_name() {
        let at = |html: &str| {
            let url = Url::parse("https://www.hus-bod.example/").unwrap();
            notice(&Document::parse(html, &url)).map(|found| found.value.kind)
        };
        for title in ["hus-bod.example är till salu!", "The domain Hus-Bod.example is for sale"] {
            let kind = at(&format!("<title>{title}</title>"));
            assert_eq!(kind.as_deref(), Some("for-sale"), "{title}");
        }
        for title in ["hus-bod.example – bodar till salu", "Ett hus är till salu", "is for sale"]
        {
            assert_eq!(at(&format!("<title>{title}</title>")), None, "{title}");
        }
    }

    #[test]
    fn an_open_shop_with_a_coming_product_is_open() {
        let words = "Handgjorda skålar i stengods från vår egen verkstad. ".repeat(50);
        assert_eq!(kind(&format!("<h2>Nyheter kommer snart</h2><p>{words}</p>")), None);
    }

    #[test]
    fn notices_of_all_languages_are_read() {
        for (html, expected) in [
            ("<h1>Vi lanserer snart</h1>", "coming-soon"),
            ("<h1>Ny webshop på vej</h1>", "coming-soon"),
            ("<h1>Uusi verkkokauppa tulossa!</h1>", "coming-soon"),
            ("<h1>Something exciting is coming</h1>", "coming-soon"),
            ("<h1>Hier entsteht eine neue Website</h1>", "coming-soon"),
            ("<h1>Onze nieuwe website is bijna klaar</h1>", "coming-soon"),
            ("<h1>Bientôt de retour</h1>", "coming-soon"),
            ("<h1>Próxima apertura</h1>", "coming-soon"),
            ("<h1>Apertura imminente</h1>", "coming-soon"),
            ("<h1>Wkrótce startujemy</h1>", "coming-soon"),
            ("<h1>Hemsidan uppdateras</h1>", "under-construction"),
            ("<h1>Siden oppdateres</h1>", "under-construction"),
            ("<h1>Webshoppen er under opbygning</h1>", "under-construction"),
            ("<h1>Sivustoa päivitetään</h1>", "under-construction"),
            ("<h1>Briefly unavailable for scheduled maintenance.</h1>", "under-construction"),
            ("<h1>Unser Shop befindet sich im Aufbau</h1>", "under-construction"),
            ("<h1>Boutique en maintenance</h1>", "under-construction"),
            ("<h1>Sitio en mantenimiento</h1>", "under-construction"),
            ("<h1>Sito in allestimento</h1>", "under-construction"),
            ("<h1>Trwa przerwa techniczna</h1>", "under-construction"),
            ("<p>Butiken är tillfälligt stängd.</p>", "closed"),
        ] {
            assert_eq!(kind(html).as_deref(), Some(expected), "{html}");
        }
    }

    #[test]
    fn filler_text_is_found() {
        let doc = doc("<p>Lorem ipsum dolor sit amet</p><p>Hoodie with Logo</p>");
        let found = placeholders(&doc, &PageReading::default());
        let kinds: Vec<_> = found.iter().map(|f| f.value.kind.as_str()).collect();
        // One demo name alone may be a real hoodie.
        assert_eq!(kinds, ["filler"]);
    }
}
