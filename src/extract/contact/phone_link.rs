//! Telephone numbers in the addresses of links, and in icons beside a number.
//!
//! Counts as evidence: links that dial, send a short message or open a
//! conversation (the schemes and hosts are marks), and an icon or sign of a
//! telephone before a number. An icon of a fax says the opposite.

use super::email::percent_decode;
use super::phone_label::Label;
use crate::extract::document::Attributes;
use crate::extract::{Document, Link};
use crate::vocabulary::Marks as Shipped;
use ego_tree::NodeId;
use scraper::node::Element;

/// Elements before a number that are looked at for an icon.
const MAX_BEFORE: usize = 3;

/// The number that a link dials or writes to.
pub(super) fn number(link: &Link) -> Option<String> {
    let marks = &Shipped::built_in().contact;
    let href = link.href.trim();
    if let Some(url) = link.url.as_ref() {
        let host = url.host_str()?;
        let messenger = marks.messengers.iter().find(|messenger| {
            host.strip_suffix(messenger.host.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })?;
        let number = if messenger.number_in == "path" {
            url.path().trim_matches('/').split('/').next()?.to_owned()
        } else {
            url.query_pairs().find(|(name, _)| *name == messenger.number_in)?.1.into_owned()
        };
        return international(&percent_decode(&number));
    }
    let (scheme, rest) = href.split_once(':')?;
    let scheme = scheme.trim().to_ascii_lowercase();
    let dialling = marks.dialling.iter().find(|dialling| dialling.scheme == scheme)?;
    if dialling.number_in == "path" {
        let rest = rest.trim_start_matches('/').split(['?', ';', '&']).next().unwrap_or("");
        return Some(percent_decode(rest));
    }
    let (_, query) = rest.split_once('?')?;
    let value = query.split('&').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        (name == dialling.number_in).then_some(value)
    })?;
    international(&percent_decode(value))
}

/// A number that is written with its country code, with the sign that says so.
fn international(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    (digits.len() >= 8).then(|| format!("+{digits}"))
}

/// What a sign right before a number says it is.
pub(super) fn sign(before: &str) -> Label {
    let marks = &Shipped::built_in().contact;
    let before = before.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '.' | '\u{fe0e}' | '\u{fe0f}')
    });
    let ends = |signs: &[String]| signs.iter().any(|sign| before.ends_with(sign.as_str()));
    if ends(&marks.phone_signs) {
        Label::Phone
    } else if ends(&marks.fax_signs) {
        Label::Fax
    } else {
        Label::None
    }
}

/// What an icon before the text of an element says the number in it is: an
/// element next before it without text of its own, or the element's own class.
pub(super) fn icon(doc: &Document, node: NodeId) -> Label {
    let Some(mut here) = doc.html.tree.get(node) else { return Label::None };
    for _ in 0..MAX_BEFORE {
        if let Some(element) = here.value().as_element() {
            let said = says(element);
            if said != Label::None {
                return said;
            }
            if matches!(element.name(), "div" | "section" | "td" | "tr" | "body" | "main") {
                break;
            }
        }
        for before in here.prev_siblings().take(MAX_BEFORE) {
            let mut label = Label::None;
            for inner in before.descendants().take(4) {
                if inner.value().as_text().is_some_and(|text| !text.trim().is_empty()) {
                    return Label::None;
                }
                if let Some(element) = inner.value().as_element() {
                    label = says(element);
                    if label != Label::None {
                        break;
                    }
                }
            }
            if label != Label::None {
                return label;
            }
        }
        match here.parent() {
            Some(parent) => here = parent,
            None => break,
        }
    }
    Label::None
}

/// What the class names or the picture of an element say.
fn says(element: &Element) -> Label {
    let marks = &Shipped::built_in().contact;
    let file = element.attribute("src").map(|src| src.rsplit('/').next().unwrap_or(""));
    let names =
        element.classes().chain(element.id()).chain(element.attribute("itemprop")).chain(file);
    for name in names.filter(|name| name.len() <= 100) {
        let name = name.to_ascii_lowercase();
        for token in name.split(|c: char| !c.is_ascii_alphabetic()) {
            if marks.fax_icons.iter().any(|icon| icon == token) {
                return Label::Fax;
            }
            if marks.phone_icons.iter().any(|icon| icon == token) {
                return Label::Phone;
            }
        }
    }
    Label::None
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn doc(source: &str) -> Document {
        Document::parse(source, &Url::parse("https://tallbod.example/").unwrap())
    }

    fn numbers(source: &str) -> Vec<String> {
        doc(source).links.iter().filter_map(number).collect()
    }

    #[test]
    fn links_name_the_number_they_call() {
        assert_eq!(numbers("<a href='tel:08-505%20218%2030'>x</a>"), ["08-505 218 30"]);
        assert_eq!(numbers("<a href='https://wa.me/46705251830?text=a'>x</a>"), ["+46705251830"]);
        assert_eq!(numbers("<a href='viber://chat?number=%2B46705251830'>x</a>"), ["+46705251830"]);
        assert!(numbers("<a href='https://wa.me/?text=46705251830'>x</a>").is_empty());
        assert!(numbers("<a href='https://notwa.me/46705251830'>x</a>").is_empty());
    }

    #[test]
    fn an_icon_stands_for_a_label() {
        for (source, expected) in [
            ("<p><i class='fa fa-phone'></i> <b>22 80 41 56</b></p>", Label::Phone),
            ("<p><i class='icon-fax'></i> <b>22 80 41 56</b></p>", Label::Fax),
            ("<p><i class='fa fa-phone'></i> Stol <b>22 80 41 56</b></p>", Label::None),
            ("<p class=price><b>22 80 41 56</b></p>", Label::None),
        ] {
            let d = doc(source);
            let place = d.blocks[0].text.find("22").unwrap();
            assert_eq!(icon(&d, d.blocks[0].node_at(place)), expected, "{source}");
        }
        assert_eq!(sign("Ring ☎ "), Label::Phone);
    }
}
