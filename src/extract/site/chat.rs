//! Live chats, by the service that runs them.
//!
//! Evidence: scripts and frames of the service, what its start leaves in the
//! page's own script, and links that open a conversation. All are marks kept as
//! data. A service that loads others hides what it loads, so that without a
//! browser nothing is absent where there is one.

use super::facts::{front_read, numbered};
use crate::extract::{Document, Found, PageReading, Site};
use crate::facts::{Evidence, Fact, Reason};
use crate::vocabulary::Marks;
use aho_corasick::AhoCorasick;
use scraper::Node;
use serde_json::json;
use std::collections::HashSet;
use std::sync::LazyLock;
use url::Url;

/// Bytes of the page's own scripts that are looked through.
const MAX_SCRIPT: usize = 400_000;
/// Services kept.
const MAX_ITEMS: usize = 20;

/// What the start of each service leaves in a script, with its name; none for
/// services that load others.
static STARTS: LazyLock<(Option<AhoCorasick>, Vec<Option<&'static str>>)> = LazyLock::new(|| {
    let chats = &Marks::built_in().chats;
    let starts = chats.services.iter().flat_map(|service| {
        service.scripts.iter().map(|mark| (mark.as_str(), Some(service.name.as_str())))
    });
    let loaders = chats.loaders.iter().map(|host| (host.as_str(), None));
    let (marks, names): (Vec<&str>, Vec<Option<&str>>) = starts.chain(loaders).unzip();
    (AhoCorasick::new(marks).ok(), names)
});

/// Reads one page.
pub(super) fn read(doc: &Document, reading: &mut PageReading) {
    let marks = &Marks::built_in().chats;
    let mut found: Vec<Found<String>> = Vec::new();
    let mut add = |name: &str, node: ego_tree::NodeId, excerpt: &str| {
        if found.len() < MAX_ITEMS && found.iter().all(|known| known.value != name) {
            found.push(Found::at(doc, node, excerpt, name.to_owned()));
        }
    };
    for resource in &doc.resources {
        let Some(host) = resource.url.host_str() else { continue };
        if !matches!(resource.kind, "script" | "frame" | "stylesheet") {
            continue;
        }
        if let Some(service) = marks.service(host) {
            add(&service.name, resource.node, resource.url.as_str());
        }
        if resource.kind == "script" && marks.is_loader(host) {
            reading.shown.chat_unseen = Some(Reason::NeedsJavascript);
        }
    }
    for link in &doc.links {
        let Some(url) = &link.url else { continue };
        if let Some(name) = conversation(url) {
            add(name, link.node, url.as_str());
        }
    }
    let (Some(automaton), names) = &*STARTS else { return };
    let mut left = MAX_SCRIPT;
    for node in doc.html.tree.nodes() {
        let is_script = node.value().as_element().is_some_and(|e| e.name() == "script");
        if !is_script || left == 0 {
            continue;
        }
        for child in node.children() {
            let Node::Text(text) = child.value() else { continue };
            let bytes = text.as_bytes();
            let bytes = bytes.get(..bytes.len().min(left)).unwrap_or(bytes);
            left -= bytes.len();
            for hit in automaton.find_iter(bytes) {
                let said = bytes.get(hit.range()).unwrap_or(b"");
                match names.get(hit.pattern().as_usize()) {
                    Some(Some(name)) => add(name, node.id(), &String::from_utf8_lossy(said)),
                    _ => reading.shown.chat_unseen = Some(Reason::NeedsJavascript),
                }
            }
        }
    }
    reading.shown.chats = found;
}

/// The service at which an address opens a conversation with somebody.
fn conversation(url: &Url) -> Option<&'static str> {
    let address = url.as_str().split_once("://")?.1;
    let address = address.strip_prefix("www.").unwrap_or(address);
    let services = &Marks::built_in().chats.services;
    let service = services.iter().find(|service| {
        service.links.iter().any(|start| {
            // Somebody has to be named behind it; a page to share a text with anybody is none.
            let rest = address.strip_prefix(start.as_str());
            rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '+'))
        })
    })?;
    Some(&service.name)
}

/// The fact `contact.chat`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut values = Vec::new();
    let mut evidence: Vec<Evidence> = Vec::new();
    for page in site.pages.iter().filter(|page| !page.soft_404) {
        for chat in &page.shown.chats {
            if seen.insert(&chat.value) {
                values.push(json!({ "name": chat.value, "url": page.url }));
                evidence.push(page.evidence(chat));
            }
        }
    }
    Fact::list(&values, numbered(evidence), front_read(site).and(all_seen(site)))
}

/// Whether the front page shows all that it runs.
fn all_seen(site: &Site<'_>) -> Result<(), Reason> {
    match site.pages.iter().find(|page| page.clicks == 0) {
        Some(front) if !front.rendered => front.shown.chat_unseen.map_or(Ok(()), Err),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::Visit;
    use crate::facts::Finding;

    fn finding(body: &str) -> Finding {
        let page =
            format!("<html lang=sv><main><h1>Hem</h1><p>Varor för fjället.</p>{body}</main>");
        Visit::new(&[("/", &page)]).facts().get("contact.chat").unwrap().finding.clone()
    }

    fn names(body: &str) -> Vec<String> {
        let value = finding(body).value();
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().filter_map(|item| item["name"].as_str().map(str::to_owned)).collect()
    }

    #[test]
    fn services_are_known_by_script_frame_start_and_link() {
        assert_eq!(names("<script src=https://embed.tawk.to/abc/1></script>"), ["Tawk.to"]);
        assert_eq!(names("<iframe src=https://service.giosg.com/x></iframe>"), ["Giosg"]);
        assert_eq!(names("<script>window.$crisp=[];window.CRISP_ID='x'</script>"), ["Crisp"]);
        assert_eq!(names("<a href=https://m.me/fjellbod>Chatta</a>"), ["Messenger"]);
        assert_eq!(names("<a href=https://wa.me/46700000000>Skriv</a>"), ["WhatsApp"]);
    }

    #[test]
    fn what_only_speaks_of_chats_is_none() {
        for body in [
            "<p>Chatta med oss i Intercom eller Tawk.to.</p>",
            "<a href='https://wa.me/?text=Se%20hit'>Dela</a>",
            "<a href=https://www.tawk.to/>Tawk</a>",
            "<script src=https://notcrisp.chat/a.js></script>",
        ] {
            assert_eq!(finding(body), Finding::Absent, "{body}");
        }
    }

    #[test]
    fn what_loads_others_hides_them() {
        let body = "<script src=https://www.googletagmanager.com/gtm.js?id=X></script>";
        assert_eq!(finding(body), Finding::Unknown(Reason::NeedsJavascript));
        let page = format!("<html lang=sv><main><h1>Hem</h1><p>Varor.</p>{body}</main>");
        let drawn = Visit::new(&[("/", &page)]).drawn("/", &page);
        assert_eq!(drawn.facts().get("contact.chat").unwrap().finding, Finding::Absent);
    }
}
