//! Signals about the whole site: languages, platform, walls, construction, links.
//!
//! Pages are read for the marks of a platform, notices that the site is not
//! open, filler text, parts loaded without TLS, and for where they send their
//! visitors; `facts` and the modules it calls add what only the visit as a whole
//! shows. Which of it matters is for rules to say.

mod card_logos;
mod cards;
mod chat;
mod copyright;
mod demo;
mod facts;
mod mailboxes;
mod own;
mod parked;
mod pictures;
mod platform;
mod platform_host;
mod redirect;
mod sale;
mod sisters;
mod statements;
mod trackers;
mod trustmarks;
mod unfinished;

pub(super) use facts::facts;

use super::{Context, Document, Found, Insecure, PageReading};

/// Insecure parts kept of one page.
const MAX_INSECURE: usize = 50;

/// Reads one page.
pub(super) fn read(doc: &Document, _context: Context<'_>, reading: &mut PageReading) {
    reading.platform = platform::of_page(doc);
    reading.under_construction = unfinished::notice(doc);
    reading.placeholders = unfinished::placeholders(doc, reading);
    reading.insecure = insecure(doc);
    reading.onward = redirect::onward(doc);
    reading.parked_by = parked::service(doc);
    reading.alternates = sisters::alternates(doc);
    let pictures = pictures::of(doc, |class| cards::is_icon(class) || trustmarks::is_icon(class));
    cards::read(doc, &pictures, reading);
    trustmarks::read(doc, &pictures, reading);
    chat::read(doc, reading);
    copyright::read(doc, reading);
}

/// Parts of a secure page that are loaded or sent without TLS.
fn insecure(doc: &Document) -> Vec<Found<Insecure>> {
    if doc.url.scheme() != "https" {
        return Vec::new();
    }
    doc.resources
        .iter()
        .filter(|resource| resource.url.scheme() == "http")
        .take(MAX_INSECURE)
        .map(|resource| {
            let address = resource.url.to_string();
            let part = Insecure { url: address.clone(), kind: resource.kind.to_owned() };
            Found::at(doc, resource.node, &address, part)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    #[test]
    fn parts_without_tls_are_seen_on_secure_pages_only() {
        let html = "<img src=http://a.example/i.png><img src=/j.png>";
        let of = |address: &str| insecure(&Document::parse(html, &Url::parse(address).unwrap()));
        assert_eq!(of("https://a.example/").len(), 1);
        assert!(of("http://a.example/").is_empty());
    }
}
