//! What asks visitors for their age: elements that are called so, services whose scripts
//! and frames a page loads, and forms for a date of birth.
//!
//! Such a gate often lies hidden in the page until a script opens it, so that its text
//! is none of the page's. A name counts from the beginning of a word on: *image-modal*
//! is no *age-modal*.

use super::{GoodsReading, Said};
use crate::extract::document::Attributes;
use crate::extract::{Document, Found, PageReading, pages};
use crate::facts::shorten;
use crate::vocabulary::Marks;
use ego_tree::NodeRef;
use scraper::Node;

/// Elements of a gate that are read.
const MAX_NODES: usize = 400;
/// Purposes of forms that ask for a date of birth for other reasons.
const OTHER_REASONS: &[&str] = &["registration", "newsletter", "login", "contact", "search"];

/// Reads one page whose text and forms were read.
pub(super) fn read(doc: &Document, reading: &PageReading, goods: &mut GoodsReading) {
    services(doc, goods);
    if let Some(gate) = gate(doc) {
        let kind = if asks_for_date(gate) { "date-of-birth" } else { "yes-no" };
        push(goods, doc, kind, &text_of(gate), gate);
    }
    if !goods.speaks_of_age || reading.kind.is_some_and(pages::is_policy) {
        return;
    }
    let forms = reading
        .forms
        .iter()
        .filter(|form| !form.purpose.is_some_and(|purpose| OTHER_REASONS.contains(&purpose)));
    let dates = forms.flat_map(|form| &form.fields).find(|field| field.purpose.starts_with("bday"));
    if let Some(field) = dates {
        goods.age.push(Found {
            value: Said { what: "date-of-birth", term: String::new() },
            selector: field.selector.clone(),
            excerpt: field.label.clone(),
        });
    }
}

/// Services that check ages, by what the page loads of them.
fn services(doc: &Document, goods: &mut GoodsReading) {
    let loaded = doc.resources.iter().filter(|part| matches!(part.kind, "script" | "frame"));
    for part in loaded {
        let Some(host) = part.url.host_str() else { continue };
        let Some(service) = Marks::built_in().age_service(host) else { continue };
        let what = if service.kind == "eid" { "eid" } else { "document" };
        let value = Said { what, term: host.to_owned() };
        if !goods.age.iter().any(|known| known.value == value) {
            goods.age.push(Found::at(doc, part.node, part.url.as_str(), value));
        }
    }
}

fn push(
    goods: &mut GoodsReading,
    doc: &Document,
    what: &'static str,
    text: &str,
    node: NodeRef<'_, Node>,
) {
    let said = Said { what, term: String::new() };
    goods.age.push(Found::at(doc, node.id(), text, said));
}

/// The first element that is called what asks for an age.
fn gate(doc: &Document) -> Option<NodeRef<'_, Node>> {
    let marks = &Marks::built_in().goods.age_gates;
    let body = |name: &str| matches!(name, "html" | "body" | "script" | "link" | "style" | "meta");
    doc.html.tree.root().descendants().find(|node| {
        let Some(element) = node.value().as_element().filter(|e| !body(e.name())) else {
            return false;
        };
        ["id", "class"].iter().filter_map(|name| element.attribute(name)).any(|names| {
            // Nearly every element is called something else.
            names.contains("ag") && called(&names.to_ascii_lowercase(), marks)
        }) && node.children().any(|child| child.value().is_element())
    })
}

/// Whether one of several names begins with a mark, or a part of one does.
fn called(names: &str, marks: &[String]) -> bool {
    marks.iter().any(|mark| {
        names.match_indices(mark.as_str()).any(|(at, _)| {
            let before = names.get(..at).and_then(|before| before.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric())
        })
    })
}

/// Whether there is anything to type or choose in a gate.
fn asks_for_date(gate: NodeRef<'_, Node>) -> bool {
    gate.descendants().take(MAX_NODES).filter_map(|node| node.value().as_element()).any(|element| {
        let kind = element.attribute("type").unwrap_or("text");
        element.name() == "select"
            || element.name() == "input" && matches!(kind, "text" | "date" | "number" | "tel")
    })
}

/// The beginning of the text in a gate.
fn text_of(gate: NodeRef<'_, Node>) -> String {
    let mut text = String::new();
    for node in gate.descendants().take(MAX_NODES) {
        if let Node::Text(part) = node.value() {
            text.push_str(part);
            text.push(' ');
        }
    }
    shorten(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn kinds(source: &str) -> Vec<&'static str> {
        let doc = Document::parse(source, &Url::parse("https://shop.example/").unwrap());
        let mut goods = GoodsReading::default();
        read(&doc, &PageReading::default(), &mut goods);
        goods.age.iter().map(|found| found.value.what).collect()
    }

    #[test]
    fn a_hidden_gate_is_seen_by_its_name() {
        let buttons = "<div id=age-gate hidden><p>18?</p><button>Ja</button></div>";
        assert_eq!(kinds(buttons), ["yes-no"]);
        let date = "<div class='c avp age-verification-box'><select><option>1990</select></div>";
        assert_eq!(kinds(date), ["date-of-birth"]);
    }

    #[test]
    fn words_that_end_like_a_gate_are_none() {
        for other in
            ["image-modal", "language-modal", "page-check", "message-popup", "pageagecheck"]
        {
            let source = format!("<div class='{other}'><p>Bild</p></div>");
            assert!(kinds(&source).is_empty(), "{other}");
        }
    }

    #[test]
    fn a_service_is_known_by_its_host() {
        let loaded = "<script src='https://cdn.agechecker.net/x.js'></script>";
        assert_eq!(kinds(loaded), ["document"]);
        assert!(kinds("<script src='https://cdn.example/agechecker.net.js'></script>").is_empty());
    }
}
