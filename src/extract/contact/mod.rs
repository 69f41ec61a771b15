//! E-mail addresses, telephone numbers and postal addresses of the merchant.

mod address;
pub(in crate::extract) mod clues;
pub(in crate::extract) mod cues;
mod email;
mod excerpt;
pub(in crate::extract) mod gather;
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

use super::{Context, Document, Found, PageKind, PageReading, Phone, PostalAddress, Site};
use crate::facts::{Evidence, FactSet, Reason};
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
    reading.pictured_contact = pictured(doc, reading);
    clues
}

/// A contact page with fewer words than this may show its data as a picture.
const FEW_WORDS: usize = 80;

/// A picture that, by its name or its words, shows contact details; looked for
/// only where a page has no contact details in text.
fn pictured(doc: &Document, reading: &PageReading) -> Option<Found<String>> {
    let none =
        reading.emails.is_empty() && reading.phones.is_empty() && reading.addresses.is_empty();
    if !none || reading.words > FEW_WORDS || reading.kind != Some(PageKind::Contact) {
        return None;
    }
    doc.images.iter().find_map(|image| {
        let file = image.src.rsplit('/').next().unwrap_or("");
        let file = file.split(['?', '.']).next().unwrap_or("");
        let words = format!("{file} {}", image.alt);
        let tells = image.alt.contains('@')
            || cues::marks_of(&words)
                .iter()
                .any(|mark| matches!(mark.cue, Cue::Phone | Cue::Address) && mark.range.len() > 2);
        tells.then(|| Found::at(doc, image.node, &words, image.src.clone()))
    })
}

/// States the facts of this area.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let pictured = site.pages.iter().any(|page| page.pictured_contact.is_some());
    let coverage = |empty: bool| {
        let seen = site.coverage.of_kinds(gather::KINDS);
        if empty && pictured { seen.and(Err(Reason::ImageOnly)) } else { seen }
    };
    let emails = gather::gather(site, |page| &page.emails, |email| email.value.clone());
    let reach = coverage(emails.is_empty());
    set.put("contact.emails", gather::fact(emails, reach));
    let phones =
        dialled_once(gather::gather(site, |page| &page.phones, |phone| phone.value.clone()));
    let reach = coverage(phones.is_empty());
    set.put("contact.phones", gather::fact(phones, reach));
    let addresses = whole(gather::gather(site, own_addresses, address::key));
    let addresses = not_only_privacy(site, addresses);
    let reach = coverage(addresses.is_empty());
    set.put("contact.addresses", gather::fact(addresses, reach));
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
    fn a_picture_of_the_details_is_no_proof_of_absence() {
        let set =
            facts_of(&[(PageKind::Contact, "/kontakt", "<img src='/telefon-adress.png' alt=''>")]);
        assert_eq!(set.get("contact.phones").unwrap().finding, Finding::Unknown(Reason::ImageOnly));
    }
}
