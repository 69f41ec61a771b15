//! E-mail addresses.
//!
//! Counts as evidence: `mailto:` links (also misspelt ones), addresses in text,
//! structured data, and addresses that are hidden from robots but not from
//! people: entities, Cloudflare's encoding, words for `@` and dot, text written
//! backwards, parts in attributes, texts that a script puts together, the words
//! of a picture. Against: image and package names that look like addresses, names
//! without a public suffix, and addresses that only examples use.

mod attributes;
mod encoded;
mod form;
mod hidden;
mod script;

use super::clues::Clues;
use super::cues::Marks;
use super::excerpt::around;
use super::places::{self, Places};
use crate::extract::{Document, Email, Found};
use ego_tree::NodeId;
pub(super) use encoded::percent_decode;
use encoded::{cloudflare, mailto};
use form::{is_service, normal, plain, reversed};
use hidden::{Signs, hidden, hidden_at};
use std::collections::HashSet;

/// Finds the addresses of a page.
pub(in crate::extract::contact) fn find(doc: &Document, clues: &Clues) -> Vec<Found<Email>> {
    let Clues { marks, data, places, .. } = clues;
    let mut finder =
        Finder { doc, found: Vec::new(), seen: HashSet::new(), others: HashSet::new() };
    finder.others(marks);
    finder.links(marks, places);
    finder.elements();
    finder.text(marks);
    for datum in &data.emails {
        let value = datum.value.trim_start_matches("mailto:");
        finder.add(value, "structured", datum.node, &datum.value);
    }
    finder.found
}

struct Finder<'a> {
    doc: &'a Document,
    found: Vec<Found<Email>>,
    seen: HashSet<String>,
    /// Addresses that the text gives as another party's.
    others: HashSet<String>,
}

impl Finder<'_> {
    fn add(&mut self, address: &str, source: &'static str, node: NodeId, excerpt: &str) {
        let own = self.doc.url.host_str().unwrap_or("");
        let Some(value) = normal(address, own) else { return };
        if self.others.contains(&value) || is_service(&value, own) {
            return;
        }
        if self.seen.insert(value.clone()) {
            self.found.push(Found::at(self.doc, node, excerpt, Email { value, source }));
        }
    }

    /// Notes the addresses that only stand where others are spoken of, so that
    /// links to them do not count either.
    fn others(&mut self, marks: &Marks) {
        let own = self.doc.url.host_str().unwrap_or("");
        let mut mine = HashSet::new();
        for (index, block) in
            self.doc.blocks.iter().enumerate().filter(|(_, b)| b.text.contains('@'))
        {
            for (place, address) in plain(&block.text) {
                let Some(value) = normal(address, own) else { continue };
                if self.is_others(marks, index, place, address) {
                    self.others.insert(value);
                } else {
                    mine.insert(value);
                }
            }
        }
        self.others.retain(|value| !mine.contains(value));
    }

    fn links(&mut self, marks: &Marks, places: &Places) {
        for link in &self.doc.links {
            let mut add = |address: &str, source, excerpt: &str| {
                let place = places.of(self.doc, link.node);
                if !place.is_some_and(|(block, at)| self.is_others(marks, block, at, address)) {
                    self.add(address, source, link.node, excerpt);
                }
            };
            let excerpt = if link.text.is_empty() { &link.href } else { &link.text };
            if let Some(addresses) = mailto(&link.href) {
                for address in addresses {
                    // `mailto:name(at)shop.se` hides the address even here.
                    let (address, source) = match hidden(&address).into_iter().next() {
                        Some(plain) => (plain, "obfuscated"),
                        None => (address, "mailto"),
                    };
                    add(&address, source, excerpt);
                }
            } else if let Some(code) = protected(&link.href) {
                if let Some(address) = cloudflare(code) {
                    add(&address, "obfuscated", &link.text);
                }
            } else if link.href.starts_with("javascript:") {
                for address in attributes::of_script(&link.href) {
                    add(&address, "obfuscated", excerpt);
                }
            } else if let Some(url) = link.url.as_ref().filter(|url| asks_whom(url)) {
                // A web mailer that is asked to write to somebody.
                let to = url.query_pairs().find(|(name, _)| name == "to").map(|(_, to)| to);
                if let Some(to) = to.filter(|to| to.contains('@')) {
                    add(&to, "mailto", excerpt);
                }
            }
        }
    }

    /// Addresses that live in attributes and scripts, and in the words of
    /// pictures.
    fn elements(&mut self) {
        for node in self.doc.html.tree.nodes() {
            let Some(element) = node.value().as_element() else { continue };
            let kinds = attributes::kinds(element);
            if kinds.holders {
                for address in attributes::of(element) {
                    self.add(&address, "obfuscated", node.id(), &address);
                }
            }
            match element.name() {
                "script" if !kinds.source => {
                    let text = node.children().filter_map(|child| child.value().as_text());
                    for address in text.flat_map(|text| script::addresses_in(text, kinds.json)) {
                        self.add(&address, "obfuscated", node.id(), &address);
                    }
                }
                "noscript" => {
                    let text = node.children().filter_map(|child| child.value().as_text());
                    for text in text.filter(|text| text.len() <= 2_000) {
                        for address in hidden(text) {
                            self.add(&address, "obfuscated", node.id(), &address);
                        }
                    }
                }
                _ => {}
            }
            if kinds.styled && attributes::is_backwards(element) {
                let text: String = node
                    .descendants()
                    .take(500)
                    .filter_map(|n| n.value().as_text().map(|t| t.to_string()))
                    .take(20)
                    .collect();
                let text: String =
                    text.chars().take(200).collect::<Vec<_>>().into_iter().rev().collect();
                for address in plain(&text) {
                    self.add(address.1, "obfuscated", node.id(), &text);
                }
            }
        }
        for image in self.doc.images.iter().filter(|image| image.alt.len() <= 200) {
            if image.alt.contains('@') {
                for (_, address) in plain(&image.alt) {
                    self.add(address, "text", image.node, &image.alt);
                }
            }
            if !image.alt.is_empty() {
                for address in hidden(&image.alt) {
                    self.add(&address, "obfuscated", image.node, &image.alt);
                }
            }
        }
    }

    fn text(&mut self, marks: &Marks) {
        let own = self.doc.url.host_str().unwrap_or("");
        for (index, block) in self.doc.blocks.iter().enumerate() {
            let text = block.text.as_str();
            if has_sign(text) {
                for (place, address) in plain(text) {
                    if self.is_others(marks, index, place, address) {
                        continue;
                    }
                    // The next element may follow without a space.
                    let address = match normal(address, own) {
                        Some(_) => address,
                        None => places::cut(block, place, address),
                    };
                    self.add(address, "text", block.node_at(place), around(text, place));
                }
                for (place, address) in reversed(text, own) {
                    self.add(&address, "obfuscated", block.node_at(place), around(text, place));
                }
            }
            let signs = Signs::of(text, marks.block(index));
            for (place, address) in hidden_at(text, signs) {
                if !self.is_others(marks, index, place, &address) {
                    self.add(&address, "obfuscated", block.node_at(place), around(text, place));
                }
            }
        }
    }

    /// Whether an address in the text is another party's; one at the site's own
    /// domain never is.
    fn is_others(&self, marks: &Marks, block: usize, place: usize, address: &str) -> bool {
        let host = self.doc.url.host_str().unwrap_or("");
        let domain = address.rsplit('@').next().unwrap_or("").to_lowercase();
        let own = psl::domain_str(host).is_some_and(|own| psl::domain_str(&domain) == Some(own));
        !own && marks.is_others(self.doc, block, place)
    }
}

/// Whether a text holds the sign in one of its widths.
fn has_sign(text: &str) -> bool {
    // The wide ones begin with this byte.
    text.contains('@') || text.as_bytes().contains(&0xEF) && text.contains(['＠', '﹫'])
}

/// The code of an address that Cloudflare hides in a link.
fn protected(href: &str) -> Option<&str> {
    let (before, code) = href.split_once('#')?;
    before.ends_with("/cdn-cgi/l/email-protection").then_some(code)
}

/// Whether the query of an address says to whom something goes.
fn asks_whom(url: &url::Url) -> bool {
    url.query().is_some_and(|query| query.starts_with("to=") || query.contains("&to="))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::contact::clues::testing::page;

    fn read(source: &str) -> Vec<(String, &'static str)> {
        let (doc, clues) = page(source, None);
        find(&doc, &clues).into_iter().map(|f| (f.value.value, f.value.source)).collect()
    }

    fn one(source: &str, address: &str, kind: &'static str) {
        assert_eq!(read(source), [(address.to_owned(), kind)], "{source}");
    }

    #[test]
    fn addresses_are_found_however_they_are_written() {
        one("<a href='mailto:Hej@Tallbod.se?subject=x'>Mejla</a>", "hej@tallbod.se", "mailto");
        one("<a href='malito:hej@tallbod.se'>Mejla</a>", "hej@tallbod.se", "mailto");
        one("<p>Skriv till hej&#64;tallbod.se.</p>", "hej@tallbod.se", "text");
        one("<p>hej<span>@</span>tallbod.se</p>", "hej@tallbod.se", "text");
        one("<p>hej @ tallbod.se</p>", "hej@tallbod.se", "text");
        one("<p>hej [at] tallbod [punkt] se</p>", "hej@tallbod.se", "obfuscated");
        one("<p>hej(a)tallbod.se</p>", "hej@tallbod.se", "obfuscated");
        one("<p>hej snabel-a tallbod punkt se</p>", "hej@tallbod.se", "obfuscated");
        one("<p>kontakt małpa tallbod kropka pl</p>", "kontakt@tallbod.pl", "obfuscated");
        one("<p>Write to hello at tallbod dot co dot uk</p>", "hello@tallbod.co.uk", "obfuscated");
        one(
            "<b style='unicode-bidi:bidi-override; direction: rtl'>es.dobllat@jeh</b>",
            "hej@tallbod.se",
            "obfuscated",
        );
        one("<i data-user=hej data-domain=tallbod.se></i>", "hej@tallbod.se", "obfuscated");
    }

    #[test]
    fn cloudflare_is_decoded() {
        let code: String = std::iter::once(0x2a_u8)
            .chain("hej@tallbod.se".bytes().map(|b| b ^ 0x2a))
            .map(|b| format!("{b:02x}"))
            .collect();
        one(
            &format!("<a href='/cdn-cgi/l/email-protection#{code}'>x</a>"),
            "hej@tallbod.se",
            "obfuscated",
        );
        one(
            &format!("<span data-cfemail='{code}'>[email protected]</span>"),
            "hej@tallbod.se",
            "obfuscated",
        );
        assert!(read("<span data-cfemail='2a4z'>x</span>").is_empty());
    }

    #[test]
    fn what_only_looks_like_an_address_is_left_out() {
        for source in [
            "<p>bild@2x.png</p>",
            "<p>npm i paket@4.17.21</p>",
            "<p>du@localhost</p>",
            "<p>you@example.com</p>",
            "<p>name@domain.com</p>",
            "<p>Följ oss på Instagram @tallbod.se</p>",
            "<input placeholder='a@tallbod.se'>",
            "<p>Vi sitter at Stora torget dot 5</p>",
            "<p>info(at);</p>",
            "<p>din@exempel.se</p>",
        ] {
            assert_eq!(read(source), [], "{source}");
        }
    }

    #[test]
    fn an_authoritys_address_is_not_the_merchants() {
        assert_eq!(read("<p>Du kan klaga hos Integritetsskyddsmyndigheten, imy@imy.se.</p>"), []);
        one("<p>Vid tvist, ARN. Fråga: hej@tallbod.example</p>", "hej@tallbod.example", "text");
    }
}
