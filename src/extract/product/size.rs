//! How large the catalogue is: as read, and as the shop itself says.
//!
//! Lists of products say how many there are, with a word for goods or results
//! beside the number of all: `Visar 1–24 av 312 produkter`, `57 results`,
//! `Artikel 1 - 12 von 48`. The largest number that any page says is the shop's.
//! A sitemap of products says how many addresses it holds; those that were read and
//! turned out to be lists of products, or nothing, are left out. Counts of the cart in
//! the frame of a page, and of reviews or articles, are none of this.

use super::details;
use crate::extract::{Document, Found, PageKind, PageReading, Product, Region, Site, pages};
use crate::facts::{Evidence, Fact, Reason};
use crate::snapshot::Purpose;
use crate::vocabulary::{Folded, Marks, PhraseSet, Vocabulary, fold};
use serde_json::json;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Longer lines are running text, in bytes.
const MAX_LINE: usize = 110;
/// No shop of the kind that is vetted has more; longer numbers are no counts.
const MAX_COUNT: usize = 5_000_000;
/// Addresses of sitemaps that are counted.
const MAX_ADDRESSES: usize = 200_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Goods,
    Of,
}

static WORDS: LazyLock<PhraseSet<Word>> = LazyLock::new(|| {
    PhraseSet::new(Vocabulary::built_in().languages().iter().flat_map(|language| {
        let goods = language.prices.goods.iter().map(|phrase| (phrase, Word::Goods));
        goods.chain(language.prices.of_all.iter().map(|phrase| (phrase, Word::Of)))
    }))
});

/// The number of products that a list on the page says that there are.
pub(super) fn stated(doc: &Document) -> Option<Found<usize>> {
    let lines = doc.blocks.iter().filter(|block| {
        block.text.len() <= MAX_LINE
            && matches!(block.region, Region::Main | Region::Aside)
            && block.text.bytes().any(|b| b.is_ascii_digit())
    });
    let counts = lines.filter_map(|block| Some((count(&block.text)?, block)));
    let (count, block) = counts.take(200).max_by_key(|(count, _)| *count)?;
    Some(Found::at(doc, block.node, &block.text, count))
}

/// The number of all goods that a line speaks of.
fn count(text: &str) -> Option<usize> {
    if text.contains(['%', '€', '£', '$']) {
        return None;
    }
    let numbers = numbers(text);
    let folded = Folded::new(text);
    let mut goods: Vec<std::ops::Range<usize>> = Vec::new();
    let mut of: Vec<std::ops::Range<usize>> = Vec::new();
    for hit in WORDS.find(&folded) {
        let place = folded.original(hit.start + 1..hit.end.saturating_sub(1));
        match hit.value {
            Word::Goods => goods.push(place),
            Word::Of => of.push(place),
        }
    }
    if goods.is_empty() {
        return None;
    }
    let gap = |from: usize, to: usize| {
        let between = text.get(from..to.max(from)).unwrap_or("x");
        from <= to && !between.contains(char::is_alphanumeric) && between.len() <= 8
    };
    // `1–24 of 312`: a range of those shown stands before the word.
    let of_all = numbers.iter().enumerate().find(|(place, (number, _))| {
        let word = of.iter().find(|word| gap(word.end, number.start));
        let shown = place.checked_sub(1).and_then(|p| numbers.get(p));
        match (word, shown) {
            (Some(word), Some((shown, _))) => gap(shown.end, word.start),
            // Finnish and others write `1–12 / 57`.
            (None, Some((shown, _))) => {
                *place >= 2 && text.get(shown.end..number.start).is_some_and(|t| t.trim() == "/")
            }
            _ => false,
        }
    });
    let beside =
        || numbers.iter().find(|(number, _)| goods.iter().any(|word| gap(number.end, word.start)));
    let (_, value) = of_all.map(|(_, number)| number).or_else(beside)?;
    (1..=MAX_COUNT).contains(value).then_some(*value)
}

/// The whole numbers of a text, with thousands set apart by a point, comma or
/// space.
fn numbers(text: &str) -> Vec<(std::ops::Range<usize>, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) {
        let start = at + next;
        let mut end = start;
        let mut digits = String::new();
        loop {
            let run =
                text.get(end..).map_or(0, |r| r.bytes().take_while(u8::is_ascii_digit).count());
            digits.push_str(text.get(end..end + run).unwrap_or(""));
            end += run;
            let rest = text.get(end..).unwrap_or("");
            let Some(mark) = rest.chars().next() else { break };
            let after = rest.get(mark.len_utf8()..).unwrap_or("");
            let group = after.bytes().take_while(u8::is_ascii_digit).count() == 3;
            if !(group
                && digits.len() <= 6
                && matches!(mark, '.' | ',' | '\u{a0}' | '\u{202f}' | ' '))
            {
                break;
            }
            end += mark.len_utf8();
        }
        if let Ok(value) = digits.parse() {
            out.push((start..end, value));
        }
        at = end.max(start + 1);
    }
    out
}

/// Addresses of products in the sitemaps that were read.
fn in_sitemaps(site: &Site<'_>) -> Option<(usize, Evidence)> {
    let folders = &Marks::built_in().paths.product;
    let named = |address: &str| {
        let path = address.split_once("://").map_or(address, |(_, rest)| rest).to_lowercase();
        path.split(['/', '-', '_', '.']).any(|t| t.len() > 4 && folders.iter().any(|f| f == t))
    };
    let others: HashSet<String> = site
        .pages
        .iter()
        .filter(|page| is_no_product(page))
        .map(|page| pages::page_key(&page.url))
        .collect();
    let mut seen: HashSet<String> = HashSet::new();
    let mut evidence = None;
    for exchange in site.snapshot.exchanges.iter().filter(|e| e.purpose == Purpose::Sitemap) {
        let Some(answer) = exchange.answer().filter(|a| a.status == 200) else { continue };
        let text = String::from_utf8_lossy(&answer.body);
        if text.contains("<sitemapindex") {
            continue;
        }
        let of_products = named(&exchange.url);
        let before = seen.len();
        for entry in text.split("<loc>").skip(1) {
            let address = entry.split('<').next().unwrap_or("").trim();
            let counts = of_products || named(address);
            if counts && seen.len() < MAX_ADDRESSES && !others.contains(&pages::page_key(address)) {
                seen.insert(address.to_owned());
            }
        }
        if seen.len() > before && evidence.is_none() {
            let mut item = Evidence::new(&exchange.url, &format!("{} <loc>", seen.len()));
            item.seen_at = Some(exchange.seen_at.clone());
            evidence = Some(item);
        }
    }
    evidence.map(|evidence| (seen.len(), evidence))
}

/// Whether a page that was read is no product's: it is not there, or it shows
/// products that are all at other addresses. Beside one product that could not be
/// read there may be others, so such a page is a list only where it is known as
/// one, or where no sign of a product of its own was seen.
fn is_no_product(page: &PageReading) -> bool {
    let others = page.products.len();
    let list = match page.kind {
        Some(PageKind::Product) => false,
        Some(_) => others >= 1,
        None => others >= 2,
    };
    page.soft_404 || (list && details::own(&page.products, page).is_none())
}

/// The fact `products.catalogue-size`.
pub(super) fn fact(site: &Site<'_>, products: &[Product]) -> Fact {
    if let Some(reason) = site.coverage.nothing {
        return Fact::unknown(reason);
    }
    if site.pages.is_empty() {
        return Fact::unknown(Reason::NotCollected);
    }
    let mut names: HashSet<(String, &str)> = HashSet::new();
    for product in products {
        names.insert((fold(&product.name), product.url.split(['?', '#']).next().unwrap_or("")));
    }
    let mut evidence = Vec::new();
    let largest = site
        .pages
        .iter()
        .filter_map(|page| Some((page, page.stated_count.as_ref()?)))
        .max_by_key(|(_, found)| found.value);
    if let Some((page, found)) = largest {
        evidence.push(page.evidence(found));
    }
    let mapped = in_sitemaps(site);
    let count = mapped.as_ref().map(|(count, _)| *count);
    evidence.extend(mapped.map(|(_, evidence)| evidence));
    let stated = largest.map(|(_, found)| found.value);
    let value = json!({ "seen": names.len(), "stated": stated, "in-sitemap": count });
    Fact::present(value, evidence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{Visit, page};

    #[test]
    fn lists_say_how_many_there_are() {
        for (text, expected) in [
            ("Visar 1–24 av 312 produkter", Some(312)),
            ("Visar alla 9 resultat", Some(9)),
            ("Viser 1–12 av 57 resultater", Some(57)),
            ("Viser 1-12 af 1.204 varer", Some(1204)),
            ("Näytetään tulokset 1–12 / 57", Some(57)),
            ("48 tuotetta", Some(48)),
            ("Showing 1–12 of 57 results", Some(57)),
            ("Items 1-12 of 48", Some(48)),
            ("312 Artikel", Some(312)),
            ("Artikel 1 - 12 von 48", Some(48)),
            ("Ergebnisse 1 – 12 von 57 werden angezeigt", Some(57)),
            ("1–12 van 57 resultaten wordt getoond", Some(57)),
            ("Affichage 1-12 de 48 article(s)", Some(48)),
            ("Il y a 48 produits.", Some(48)),
            ("Mostrando 1–12 de 57 resultados", Some(57)),
            ("Visualizzazione di 1-12 di 57 risultati", Some(57)),
            ("Wyświetlanie 1–12 z 57 wyników", Some(57)),
            ("1 204 products", Some(1204)),
            ("Lampa 60 W", None),
            ("14 recensioner", None),
            ("0 produkter", None),
            ("10 % på alla produkter", None),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }

    #[test]
    fn the_fact_tells_what_was_read_and_what_is_said() {
        let list = "<p>Visar 1–2 av 40 produkter</p><ul><li class=p><h3>Lampa</h3><b>90 kr</b>\
            <li class=p><h3>Stol</h3><b>80 kr</b></ul>";
        let facts = Visit::new(&[("/", &page("Hem", list))]).facts();
        let fact = facts.get("products.catalogue-size").unwrap();
        let value = fact.finding.value();
        assert_eq!((value["seen"].as_u64(), value["stated"].as_u64()), (Some(2), Some(40)));
        assert_eq!(fact.evidence.len(), 1);
    }

    #[test]
    fn a_list_at_an_address_of_products_is_no_product_of_the_sitemap() {
        let link = |path: &str, name: &str, price: u32| {
            format!("<li class=p><a href={path}><h3>{name}</h3></a><b>{price} kr</b></li>")
        };
        let list = format!(
            "<p>Alla varor.</p><ul>{}{}</ul>",
            link("/produkt/lampa", "Lampa", 90),
            link("/produkt/stol", "Stol", 80)
        );
        let lamp = "<p class=price>90 kr</p><form method=post action=/cart><button>Lägg i varukorg\
            </button></form><p>Lampan är av mässing och lyser varmt.</p>";
        let map: String = ["/", "/produkt/", "/produkt/lampa", "/produkt/stol"]
            .iter()
            .map(|path| format!("<url><loc>https://www.fjellbod.example{path}</loc></url>"))
            .collect();
        let count = |pages: &[(&str, &str)]| {
            let facts = Visit::new(pages).sitemap("/sitemap.xml", &map).facts();
            let value = facts.get("products.catalogue-size").unwrap().finding.value();
            value["in-sitemap"].as_u64()
        };
        let (front, list) = (page("Hem", "<p>Välkommen.</p>"), page("Alla produkter", &list));
        let lamp = page("Lampa", lamp);
        // What was not read may be a product.
        assert_eq!(count(&[("/", &front), ("/produkt/lampa", &lamp)]), Some(3));
        assert_eq!(
            count(&[("/", &front), ("/produkt/", &list), ("/produkt/lampa", &lamp)]),
            Some(2)
        );
    }
}
