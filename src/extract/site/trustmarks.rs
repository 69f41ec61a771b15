//! Seals on the shop's pages, and whether they lead to their issuer's page about
//! this shop.
//!
//! A seal is shown by a picture that is called after it, by a link that leads to
//! the issuer's page of a shop, or by a script of the issuer. What a script draws
//! cannot be judged from the page as served. A link is genuine when it leads to
//! the issuer and names the shop's domain, or leads to a page that the issuer
//! keeps for one shop under a number or a name; it is not when it leads nowhere,
//! elsewhere, to the issuer's front page, or to the page of another domain.

use super::facts::{front_read, numbered};
use super::pictures::{self, Picture, file_name, tokens};
use crate::extract::document::Attributes;
use crate::extract::{Document, Found, PageReading, Site, Trustmark, pages};
use crate::facts::{Evidence, Fact};
use crate::vocabulary::{Folded, Marks, PhraseSet, TrustmarkMarks};
use serde_json::json;
use std::sync::LazyLock;
use url::Url;

/// Seals kept.
const MAX_ITEMS: usize = 40;
/// The longest words of a picture of a seal, in bytes.
const MAX_WORDS: usize = 120;

static PICTURES: LazyLock<PhraseSet<usize>> = LazyLock::new(|| {
    let seals = Marks::built_in().trustmarks.iter().enumerate();
    PhraseSet::new(
        seals.flat_map(|(number, seal)| seal.pictures.iter().map(move |name| (name, number))),
    )
});

/// Whether a class may make an element a seal.
pub(super) fn is_icon(class: &str) -> bool {
    PICTURES.matches(&Folded::new(&tokens(class)))
}

/// Reads one page with its pictures.
pub(super) fn read(doc: &Document, pictures: &[Picture], reading: &mut PageReading) {
    let seals = &Marks::built_in().trustmarks;
    let mut found: Vec<Found<Trustmark>> = Vec::new();
    let scripted = |seal: &TrustmarkMarks| {
        let mut scripts = doc.resources.iter().filter(|r| matches!(r.kind, "script" | "frame"));
        scripts.find(|r| r.url.host_str().is_some_and(|host| seal.is_drawn_by(host)))
    };
    for picture in pictures {
        let Some(seal) = shown(picture).and_then(|number| seals.get(number)) else { continue };
        let link = pictures::link(doc, picture.node);
        let address = link.and_then(|link| link.attribute("href"));
        let url = address.and_then(|href| doc.base.join(href).ok());
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
        let genuine = match &url {
            Some(url) => Some(is_genuine(seal, url, &doc.url)),
            // Script may open the page, or put the link there.
            None if scripted(seal).is_some() || opens(doc, picture) => None,
            None => Some(false),
        };
        let said = if picture.words.is_empty() { &picture.source } else { &picture.words };
        add(doc, &mut found, seal, url.as_ref(), genuine, (picture.node, said));
    }
    for link in &doc.links {
        let Some(url) = &link.url else { continue };
        let Some(seal) = seals.iter().find(|seal| is_genuine(seal, url, &doc.url)) else {
            continue;
        };
        add(doc, &mut found, seal, Some(url), Some(true), (link.node, &link.text));
    }
    for seal in seals {
        if let Some(script) = scripted(seal)
            && found.iter().all(|known| known.value.name != seal.name)
        {
            add(doc, &mut found, seal, None, None, (script.node, script.url.as_str()));
        }
    }
    reading.shown.trustmarks = found;
}

/// Keeps a seal; of several sightings of one, the best.
fn add(
    doc: &Document,
    found: &mut Vec<Found<Trustmark>>,
    seal: &TrustmarkMarks,
    url: Option<&Url>,
    genuine: Option<bool>,
    (node, excerpt): (ego_tree::NodeId, &str),
) {
    let value = Trustmark { name: seal.name.clone(), links_to: url.map(Url::to_string), genuine };
    let better = |a: &Trustmark, b: &Trustmark| rank(a.genuine) > rank(b.genuine);
    match found.iter().position(|known| known.value.name == seal.name) {
        Some(place) => {
            if let Some(known) = found.get_mut(place).filter(|known| better(&value, &known.value)) {
                *known = Found::at(doc, node, excerpt, value);
            }
        }
        None if found.len() < MAX_ITEMS => found.push(Found::at(doc, node, excerpt, value)),
        None => {}
    }
}

/// The order of judgements: one genuine seal is enough, and one that could not be
/// judged may be.
fn rank(genuine: Option<bool>) -> u8 {
    match genuine {
        Some(true) => 2,
        None => 1,
        Some(false) => 0,
    }
}

/// The seal that a picture is called after.
fn shown(picture: &Picture) -> Option<usize> {
    let names = |text: &str| PICTURES.find(&Folded::new(text)).next().map(|hit| *hit.value);
    let words = Some(picture.words.as_str()).filter(|words| words.len() <= MAX_WORDS);
    names(&tokens(file_name(&picture.source)))
        .or_else(|| words.and_then(names))
        .or_else(|| picture.icon.then(|| names(&tokens(&picture.classes))).flatten())
        .or_else(|| served(&picture.source))
}

/// The seal whose issuer serves a picture.
fn served(source: &str) -> Option<usize> {
    let url = Url::parse(source).or_else(|_| Url::parse(&format!("https:{source}"))).ok()?;
    let host = url.host_str()?;
    Marks::built_in().trustmarks.iter().position(|seal| seal.is_issuer(host))
}

/// Whether script opens something when a picture is pressed.
fn opens(doc: &Document, picture: &Picture) -> bool {
    let Some(node) = doc.html.tree.get(picture.node) else { return false };
    std::iter::once(node).chain(node.ancestors()).take(4).any(|above| {
        above.value().as_element().is_some_and(|element| element.attribute("onclick").is_some())
    })
}

/// Whether an address is the issuer's page about the shop at `home`.
fn is_genuine(seal: &TrustmarkMarks, url: &Url, home: &Url) -> bool {
    let Some(host) = url.host_str().filter(|host| seal.is_issuer(host)) else { return false };
    let rest = url.as_str().split_once(host).map_or("", |(_, rest)| rest).to_ascii_lowercase();
    let own = pages::registrable(home.as_str());
    let names = |domain: &str| {
        rest.split(['/', '?', '&', '=', '#', ':']).any(|part| {
            let part = part.strip_prefix("www.").unwrap_or(part);
            part == domain || part.ends_with(&format!(".{domain}"))
        })
    };
    if own.as_deref().is_some_and(names) {
        return true;
    }
    if rest.split(['/', '?', '&', '=', '#', ':']).any(is_domain) {
        return false;
    }
    seal.pages.iter().any(|page| {
        rest.split_once(page.as_str())
            .is_some_and(|(_, shop)| shop.starts_with(|c: char| c.is_alphanumeric()))
    })
}

/// Whether a part of an address is the name of a domain and not of a file.
fn is_domain(part: &str) -> bool {
    const FILES: &[&str] =
        &["html", "htm", "php", "asp", "aspx", "jsp", "pdf", "png", "jpg", "svg"];
    let Some((name, ending)) = part.rsplit_once('.') else { return false };
    !name.is_empty()
        && !FILES.contains(&ending)
        && psl::suffix(part.as_bytes()).is_some_and(|suffix| suffix.is_known())
        && psl::domain_str(part).is_some()
}

/// The fact `site.trustmarks`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let mut best: Vec<(&PageReading, &Found<Trustmark>)> = Vec::new();
    for page in site.pages.iter().filter(|page| !page.soft_404) {
        for seal in &page.shown.trustmarks {
            match best.iter_mut().find(|(_, known)| known.value.name == seal.value.name) {
                Some(known) if rank(seal.value.genuine) > rank(known.1.value.genuine) => {
                    *known = (page, seal);
                }
                Some(_) => {}
                None => best.push((page, seal)),
            }
        }
    }
    let values: Vec<_> = best
        .iter()
        .map(|(page, seal)| {
            json!({
                "name": seal.value.name,
                "url": page.url,
                "links-to": seal.value.links_to,
                "genuine": seal.value.genuine,
            })
        })
        .collect();
    let evidence: Vec<Evidence> = best.iter().map(|(page, seal)| page.evidence(seal)).collect();
    Fact::list(&values, numbered(evidence), front_read(site))
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Visit;
    use crate::facts::Finding;

    fn finding(footer: &str) -> Finding {
        let page = format!(
            "<html lang=sv><main><h1>Hem</h1><p>Varor.</p></main><footer>{footer}</footer>"
        );
        Visit::new(&[("/", &page)]).facts().get("site.trustmarks").unwrap().finding.clone()
    }

    fn seen(footer: &str) -> Vec<String> {
        let value = finding(footer).value();
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().map(|i| format!("{} {}", i["name"].as_str().unwrap(), i["genuine"])).collect()
    }

    #[test]
    fn a_seal_is_genuine_by_where_it_leads() {
        for (footer, expected) in [
            (
                "<a href=https://certifikat.emaerket.dk/fjellbod.example><img src=/emaerket.svg></a>",
                "e-mærket true",
            ),
            (
                "<a href='https://www.ehandelscertifiering.se/rapport.php?url=www.fjellbod.example'><img src=/cert.png alt='Certifierad E-handel'></a>",
                "Certifierad E-handel true",
            ),
            (
                "<a href=https://www.trustedshops.de/bewertung/info_X0123456789ABCDEF.html><img src=/b/trusted-shops-badge.png></a>",
                "Trusted Shops true",
            ),
            (
                "<a href=https://www.thuiswinkel.org/leden/fjellbod/certificaat>Thuiswinkel</a>",
                "Thuiswinkel Waarborg true",
            ),
            (
                "<a href=https://www.confianzaonline.es/empresas/fjellbod.htm><img alt='Confianza Online' src=/s.gif></a>",
                "Confianza Online true",
            ),
            // Of another shop, nowhere, elsewhere, or the issuer's own front page.
            (
                "<a href=https://certifikat.emaerket.dk/annanbod.dk><img src=/emaerket.svg></a>",
                "e-mærket false",
            ),
            ("<img src=/img/trygg-e-handel.png>", "Trygg E-handel false"),
            ("<a href=/om-oss><img src=/trusted_shops.png></a>", "Trusted Shops false"),
            ("<a href=https://www.emaerket.dk/><img src=/e-maerket.png></a>", "e-mærket false"),
            // Drawn or opened by script.
            (
                "<script src=https://cert.tryggehandel.net/js/script.js?id=1></script>",
                "Trygg E-handel null",
            ),
            (
                "<script src=https://widget.emaerket.dk/js/28></script><img src=/emaerket.svg>",
                "e-mærket null",
            ),
            ("<img src=/img/tryggehandel.png onclick='visa()'>", "Trygg E-handel null"),
        ] {
            assert_eq!(seen(footer), [expected], "{footer}");
        }
    }

    #[test]
    fn what_is_no_seal_is_none() {
        for footer in [
            "<p>Vi är medlemmar i Trygg E-handel.</p>",
            "<a href=https://www.trustpilot.com/review/fjellbod.example><img src=/trustpilot.svg></a>",
            "<a href=https://www.emaerket.dk/>e-mærket</a>",
            "<img src=/trygg-betalning.png alt='Trygg betalning'>",
        ] {
            assert_eq!(finding(footer), Finding::Absent, "{footer}");
        }
    }
}
