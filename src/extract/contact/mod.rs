//! E-mail addresses, telephone numbers, postal addresses and opening hours of the
//! merchant.

mod address;
pub(in crate::extract) mod clues;
pub(in crate::extract) mod cues;
mod email;
mod excerpt;
pub(in crate::extract) mod gather;
mod hours;
pub mod phone;
mod phone_finder;
mod phone_label;
mod phone_link;
mod places;
mod postcode;
mod region;
#[cfg(test)]
mod samples;
mod structured;
mod vanity;

use super::document::Attributes;
use super::{Context, Document, Email, Found, PageKind, PageReading, Phone, PostalAddress, Site};
use crate::facts::{Evidence, FactSet, Reason};
use crate::vocabulary::Marks;
pub(in crate::extract) use excerpt::around;

use clues::Clues;
use cues::Cue;
use std::collections::{HashMap, HashSet};

/// Reads one page; the clues found on the way serve identities as well.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) -> Clues {
    let clues = Clues::of(doc, context);
    reading.emails = email::find(doc, &clues);
    reading.phones = phone_finder::find(doc, &clues, reading);
    reading.addresses = address::find(doc, &clues, reading);
    reading.unclear_address =
        reading.addresses.is_empty() && address::unclear(doc, &clues, reading).is_some();
    reading.opening_hours = hours::find(doc, &clues, context.language);
    reading.pictured_contact = pictured(doc, reading);
    clues
}

/// A contact page with fewer words than this may show its data as a picture.
const FEW_WORDS: usize = 80;

/// A picture or an embedded map that, by its name, words or host, shows contact
/// details; looked for only where a page has no contact details in text.
fn pictured(doc: &Document, reading: &PageReading) -> Option<Found<String>> {
    let none =
        reading.emails.is_empty() && reading.phones.is_empty() && reading.addresses.is_empty();
    if !none || reading.words > FEW_WORDS || reading.kind != Some(PageKind::Contact) {
        return None;
    }
    let image = doc.images.iter().find_map(|image| {
        let words = format!("{} {}", file_name(&image.src), image.alt);
        (tells(&words) || image.alt.contains('@'))
            .then(|| Found::at(doc, image.node, &words, image.src.clone()))
    });
    image.or_else(|| mapped(doc)).or_else(|| drawn(doc))
}

/// An embedded map, which shows where the shop is and not its address.
fn mapped(doc: &Document) -> Option<Found<String>> {
    doc.resources.iter().filter(|resource| resource.kind == "frame").find_map(|frame| {
        let host = frame.url.host_str()?;
        let map = Marks::built_in().is_map(host, frame.url.path());
        map.then(|| Found::at(doc, frame.node, frame.url.as_str(), frame.url.to_string()))
    })
}

/// A picture in the background of an element, in an SVG or in another element
/// that shows one.
fn drawn(doc: &Document) -> Option<Found<String>> {
    doc.html.tree.nodes().find_map(|node| {
        let element = node.value().as_element()?;
        let source = match element.name() {
            "object" => element.attribute("data"),
            "embed" | "source" | "image" | "use" => element
                .attribute("src")
                .or_else(|| element.attribute("srcset"))
                .or_else(|| element.attribute("href"))
                .or_else(|| element.attribute("xlink:href")),
            "svg" => element.attribute("aria-label"),
            "iframe" => {
                let lazy = ["data-src", "data-lazy-src", "data-cmp-src", "data-src-cmplz"];
                let source = lazy.into_iter().find_map(|name| element.attribute(name))?;
                let url = doc.base.join(source).ok()?;
                let map = Marks::built_in().is_map(url.host_str()?, url.path());
                return map.then(|| Found::at(doc, node.id(), source, source.to_owned()));
            }
            _ => element.attribute("style").and_then(background),
        }?;
        tells(&file_name(source)).then(|| Found::at(doc, node.id(), source, source.to_owned()))
    })
}

/// The address of the picture in a style.
fn background(style: &str) -> Option<&str> {
    let (before, rest) = style.split_once("url(")?;
    before
        .contains("background")
        .then(|| rest.split(')').next().unwrap_or(""))
        .map(|address| address.trim_matches(|c: char| c.is_whitespace() || c == '\'' || c == '"'))
}

/// The name of a file without its folder and ending, for words to be found in.
fn file_name(source: &str) -> String {
    let file = source.split(['?', '#', ' ']).next().unwrap_or("").rsplit('/').next().unwrap_or("");
    file.rsplit_once('.').map_or(file, |(name, _)| name).replace(['_', '+'], " ")
}

/// Whether words speak of a telephone number or an address.
fn tells(words: &str) -> bool {
    cues::marks_of(words)
        .iter()
        .any(|mark| matches!(mark.cue, Cue::Phone | Cue::Address) && mark.range.len() > 2)
}

/// States the facts of this area.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let pictured = site.pages.iter().any(|page| page.pictured_contact.is_some());
    let coverage = |empty: bool| {
        let seen = site.coverage.of_kinds(gather::KINDS);
        if empty && pictured { seen.and(Err(Reason::ImageOnly)) } else { seen }
    };
    let of_email = |email: &Email| email.value.clone();
    let emails = gather::gather(site, |page| &page.emails, of_email);
    let emails = not_only_products(site, emails, |page| &page.emails, of_email);
    let emails = not_strays(site, emails);
    let emails = gather::placed(site, emails, |page| &page.emails, of_email);
    let reach = coverage(emails.is_empty());
    set.put("contact.emails", gather::fact(emails, reach));
    let of_phone = |phone: &Phone| phone.value.clone();
    let phones = dialled_once(gather::gather(site, |page| &page.phones, of_phone));
    let phones = not_only_products(site, phones, |page| &page.phones, of_phone);
    let phones = gather::placed(site, phones, |page| &page.phones, of_phone);
    let phones =
        gather::each(phones, |phone| Typed { kind: phone::kind(&phone.value().value), phone });
    let reach = coverage(phones.is_empty());
    set.put("contact.phones", gather::fact(phones, reach));
    let addresses = whole(gather::gather(site, own_addresses, address::key));
    let addresses = not_only_privacy(site, addresses);
    let addresses = not_only_products(site, addresses, own_addresses, address::key);
    let addresses = gather::placed(site, addresses, own_addresses, address::key);
    let unclear = addresses.is_empty() && site.pages.iter().any(|page| page.unclear_address);
    let reach = coverage(addresses.is_empty());
    let reach = if unclear { reach.and(Err(Reason::Ambiguous)) } else { reach };
    set.put("contact.addresses", gather::fact(addresses, reach));
    let hours = gather::gather(site, |page| &page.opening_hours, hours::key);
    let reach = coverage(hours.is_empty());
    set.put("contact.opening-hours", gather::fact(hours, reach));
}

/// A telephone number with the kind that its numbering plan gives it.
#[derive(serde::Serialize)]
struct Typed {
    #[serde(flatten)]
    phone: gather::Placed<Phone>,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// Leaves out addresses without a street where another page gives the same
/// postal code with one.
fn whole(all: Vec<(PostalAddress, Vec<Evidence>)>) -> Vec<(PostalAddress, Vec<Evidence>)> {
    let full: HashSet<Option<String>> = all
        .iter()
        .filter(|(a, _)| a.street.is_some())
        .map(|(a, _)| a.postal_code.clone())
        .collect();
    all.into_iter().filter(|(a, _)| a.street.is_some() || !full.contains(&a.postal_code)).collect()
}

/// More addresses than this on one page are a list of shops.
const MANY: usize = 5;

/// The addresses of a page, unless it is a list of places such as stockists.
fn own_addresses(page: &PageReading) -> &[Found<PostalAddress>] {
    let expected = matches!(
        page.kind,
        Some(
            PageKind::Contact
                | PageKind::Imprint
                | PageKind::Terms
                | PageKind::Privacy
                | PageKind::About
        )
    );
    if page.addresses.len() >= MANY && !expected { &[] } else { &page.addresses }
}

/// A number without its country code is read on each page as that page's
/// country dials it; of several readings the one that is written out somewhere
/// counts, else the one of the best page.
fn dialled_once(all: Vec<(Phone, Vec<Evidence>)>) -> Vec<(Phone, Vec<Evidence>)> {
    let tail = |phone: &Phone| {
        phone.value.get(phone.value.len().saturating_sub(8)..).unwrap_or("").to_owned()
    };
    let full = |phone: &Phone| {
        phone.text.trim_start_matches('(').starts_with(['+', '0']) && phone.text.contains('+')
    };
    let mut chosen: HashMap<String, (bool, String)> = HashMap::new();
    for (phone, _) in &all {
        let entry = chosen.entry(tail(phone)).or_insert_with(|| (full(phone), phone.value.clone()));
        if full(phone) && !entry.0 {
            *entry = (true, phone.value.clone());
        }
    }
    all.into_iter()
        .filter(|(phone, _)| {
            chosen.get(&tail(phone)).is_none_or(|(_, value)| *value == phone.value)
        })
        .collect()
}

/// Privacy and cookie policies name the firms that process data; an address
/// that stands nowhere else is one of theirs when the shop gives its own
/// elsewhere.
fn not_only_privacy(
    site: &Site<'_>,
    all: Vec<(PostalAddress, Vec<Evidence>)>,
) -> Vec<(PostalAddress, Vec<Evidence>)> {
    let private =
        |page: &PageReading| matches!(page.kind, Some(PageKind::Privacy | PageKind::Cookies));
    let elsewhere: HashSet<String> = site
        .pages
        .iter()
        .filter(|page| !private(page))
        .flat_map(|page| own_addresses(page).iter().map(|found| address::key(&found.value)))
        .collect();
    if elsewhere.is_empty() {
        return all;
    }
    all.into_iter().filter(|(address, _)| elsewhere.contains(&address::key(address))).collect()
}

/// Where the shop's own addresses stand on several pages, one at the domain of
/// another firm that stands on a single page, and not on one where a shop says
/// how to reach it, is a processor's, a partner's, or left over from a template.
fn not_strays(site: &Site<'_>, all: Vec<(Email, Vec<Evidence>)>) -> Vec<(Email, Vec<Evidence>)> {
    let domain = |address: &str| {
        let host = address.rsplit('@').next().unwrap_or("");
        psl::domain_str(host).unwrap_or(host).to_owned()
    };
    let mut shown: HashMap<&str, (usize, bool)> = HashMap::new();
    for page in site.pages.iter().filter(|page| !page.soft_404) {
        let reach = matches!(
            page.kind,
            Some(PageKind::Contact | PageKind::Imprint | PageKind::Front | PageKind::Terms)
        );
        for email in &page.emails {
            let entry = shown.entry(&email.value.value).or_default();
            entry.0 += 1;
            entry.1 |= reach;
        }
    }
    let home = &site.snapshot.target.registrable_domain;
    if !shown.iter().any(|(address, (pages, _))| *pages >= 2 && domain(address) == *home) {
        return all;
    }
    let stray = |email: &Email| {
        let theirs = domain(&email.value);
        theirs != *home
            && !Marks::built_in().is_mailer(&theirs)
            && shown.get(email.value.as_str()).is_some_and(|(pages, reach)| *pages == 1 && !reach)
    };
    all.into_iter().filter(|(email, _)| !stray(email)).collect()
}

/// Product pages name makers and importers; what stands on them alone is theirs
/// when the shop gives its own elsewhere.
fn not_only_products<T: Clone>(
    site: &Site<'_>,
    all: Vec<(T, Vec<Evidence>)>,
    pick: impl Fn(&PageReading) -> &[Found<T>],
    key: impl Fn(&T) -> String,
) -> Vec<(T, Vec<Evidence>)> {
    let elsewhere: HashSet<String> = site
        .pages
        .iter()
        .filter(|page| !matches!(page.kind, Some(PageKind::Product)) && !page.soft_404)
        .flat_map(|page| pick(page).iter().map(|found| key(&found.value)))
        .collect();
    if elsewhere.is_empty() {
        return all;
    }
    all.into_iter().filter(|(value, _)| elsewhere.contains(&key(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Coverage;
    use crate::facts::Finding;
    use crate::snapshot::{Limits, Snapshot, Target};
    use crate::vocabulary::Vocabulary;
    use url::Url;

    /// The facts of a shop of these pages: kind, path, source.
    fn facts_of(sources: &[(PageKind, &str, &str)]) -> FactSet {
        let snapshot = Snapshot {
            tool_version: String::new(),
            target: Target {
                url: "https://tallbod.example/".to_owned(),
                host: "tallbod.example".to_owned(),
                registrable_domain: "tallbod.example".to_owned(),
            },
            started_at: String::new(),
            finished_at: String::new(),
            limits: Limits::default(),
            application: None,
            challenge: None,
            exchanges: vec![],
            skipped: vec![],
            dns: vec![],
            rdap: vec![],
            whois: vec![],
            registry_extracts: Vec::new(),
            tls: None,
            stopped_by: None,
            walk: None,
            before_consent: None,
        };
        let vocabulary = Vocabulary::built_in();
        let context = Context { vocabulary, language: Some("sv"), country: Some("SE") };
        let pages = sources
            .iter()
            .map(|(kind, path, source)| {
                let url = Url::parse(&format!("https://tallbod.example{path}")).unwrap();
                let doc = Document::parse(source, &url);
                let mut reading = PageReading {
                    url: url.to_string(),
                    kind: Some(*kind),
                    words: doc.words(),
                    clicks: u32::from(*path != "/"),
                    ..PageReading::default()
                };
                read(&doc, context, &mut reading);
                reading
            })
            .collect();
        let site = Site {
            snapshot: &snapshot,
            application: None,
            pages,
            walk: None,
            coverage: Coverage::default(),
            vocabulary,
        };
        let mut set = FactSet::new();
        facts(&site, &mut set);
        set
    }

    #[test]
    fn values_are_listed_once_with_the_best_place_first() {
        let set = facts_of(&[
            (PageKind::Front, "/", "<p>Tel 08-505 218 30</p>"),
            (PageKind::Contact, "/kontakt", "<p>Telefon: +46 8 505 218 30</p>"),
        ]);
        let fact = set.get("contact.phones").unwrap();
        assert_eq!(fact.finding.value().as_array().unwrap().len(), 1);
        assert_eq!(fact.evidence.len(), 2);
        assert!(fact.evidence[0].url.ends_with("/kontakt"));
        assert_eq!(fact.evidence[1].item, Some(0));
    }

    #[test]
    fn processors_in_the_privacy_policy_are_not_the_shop() {
        let own = "<p>Storgatan 12, 111 22 Stockholm</p>";
        let theirs = "<p>Nordvägen 5, 222 33 Lund</p>";
        let set = facts_of(&[(PageKind::Contact, "/k", own), (PageKind::Privacy, "/p", theirs)]);
        assert_eq!(
            set.get("contact.addresses").unwrap().finding.value().as_array().unwrap().len(),
            1
        );
        let set = facts_of(&[(PageKind::Privacy, "/p", theirs)]);
        assert_eq!(
            set.get("contact.addresses").unwrap().finding.value().as_array().unwrap().len(),
            1
        );
    }

    #[test]
    fn nothing_on_pages_that_were_read_is_absent() {
        let set = facts_of(&[(PageKind::Contact, "/kontakt", "<p>Skriv i formuläret.</p>")]);
        assert_eq!(set.get("contact.emails").unwrap().finding, Finding::Absent);
    }

    #[test]
    fn what_looks_like_an_address_is_no_proof_that_there_is_none() {
        let address = |body: &str| {
            let set = facts_of(&[(PageKind::Contact, "/kontakt", body)]);
            set.get("contact.addresses").unwrap().finding.clone()
        };
        for body in [
            "<p>Adress: Backstigen 1, Hinderbacke</p>",
            "<footer>Backstigen 1, Hinderbacke</footer>",
            "<p>Storgatan 14, Tallbo</p>",
        ] {
            assert_eq!(address(body), Finding::Unknown(Reason::Ambiguous), "{body}");
        }
        for body in [
            "<p>Skriv i formuläret.</p>",
            "<p>Adressen står i ditt orderbrev, ring 08-12 34 56.</p>",
            "<p>Vi svarar inom 2 dagar.</p>",
        ] {
            assert_eq!(address(body), Finding::Absent, "{body}");
        }
    }

    #[test]
    fn a_picture_of_the_details_is_no_proof_of_absence() {
        let set =
            facts_of(&[(PageKind::Contact, "/kontakt", "<img src='/telefon-adress.png' alt=''>")]);
        assert_eq!(set.get("contact.phones").unwrap().finding, Finding::Unknown(Reason::ImageOnly));
        for source in [
            "<div style=\"background-image:url('/bilder/adress_telefon.jpg')\"></div>",
            "<picture><source srcset='/kontakt/telefon-adress.webp 2x'></picture>",
            "<object data='/adress.svg'></object>",
            "<iframe src='https://www.google.com/maps/embed?pb=1'></iframe>",
        ] {
            let set = facts_of(&[(PageKind::Contact, "/kontakt", source)]);
            let finding = &set.get("contact.addresses").unwrap().finding;
            assert_eq!(*finding, Finding::Unknown(Reason::ImageOnly), "{source}");
        }
        let set = facts_of(&[(PageKind::Contact, "/kontakt", "<img src='/hund.png' alt='Hund'>")]);
        assert_eq!(set.get("contact.addresses").unwrap().finding, Finding::Absent);
    }

    #[test]
    fn each_value_tells_the_nearest_page_that_shows_it() {
        let set = facts_of(&[
            (PageKind::Front, "/", "<p>Välkommen</p>"),
            (
                PageKind::Contact,
                "/kontakt",
                "<p>hej@tallbod.se, Storgatan 12, 111 22 Stockholm</p>",
            ),
        ]);
        for path in ["contact.emails", "contact.addresses"] {
            let value = set.get(path).unwrap().finding.value();
            assert_eq!(value[0]["url"], "https://tallbod.example/kontakt", "{path}");
            assert_eq!(value[0]["clicks"], 1, "{path}");
        }
    }

    #[test]
    fn makers_on_product_pages_are_not_the_shop() {
        let own = "<p>Storgatan 12, 111 22 Stockholm, hej@tallbod.se</p>";
        let theirs = "<p>Nordvägen 5, 222 33 Lund, info@stolmakarna.se</p>";
        let set = facts_of(&[(PageKind::Contact, "/k", own), (PageKind::Product, "/p", theirs)]);
        for path in ["contact.emails", "contact.addresses"] {
            let value = set.get(path).unwrap().finding.value();
            assert_eq!(value.as_array().unwrap().len(), 1, "{path}");
        }
    }

    #[test]
    fn a_stray_address_of_another_firm_is_not_the_shops() {
        let own = "<p>hej@tallbod.example</p>";
        let theirs = "<p>Skriv till sales@otherwool.co.uk</p>";
        let mailer = "<p>Skriv till tallbod@gmail.com</p>";
        let count = |pages: &[(PageKind, &str, &str)]| {
            let value = facts_of(pages).get("contact.emails").unwrap().finding.value();
            value.as_array().map_or(0, Vec::len)
        };
        let (front, contact) = ((PageKind::Front, "/", own), (PageKind::Contact, "/k", own));
        assert_eq!(count(&[front, contact, (PageKind::About, "/om", theirs)]), 1);
        assert_eq!(count(&[front, contact, (PageKind::About, "/om", mailer)]), 2);
        assert_eq!(count(&[front, (PageKind::Contact, "/k", theirs)]), 2);
        assert_eq!(count(&[(PageKind::About, "/om", theirs)]), 1);
    }

    #[test]
    fn opening_hours_are_a_fact() {
        let set = facts_of(&[(PageKind::Contact, "/k", "<p>Öppet mån-fre 10-18, sön stängt</p>")]);
        let value = set.get("contact.opening-hours").unwrap().finding.value();
        assert_eq!(value[0]["opens"], "10:00");
        assert_eq!(value[1]["closed"], true);
        let set = facts_of(&[(PageKind::Contact, "/k", "<p>Skriv i formuläret.</p>")]);
        assert_eq!(set.get("contact.opening-hours").unwrap().finding, Finding::Absent);
    }
}
