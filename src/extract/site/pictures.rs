//! The pictures of a page, whatever element draws them, with what names them.
//!
//! Pictures are `<img>`, `<svg>`, inputs of type image, backgrounds in a style and
//! elements without text that a class makes an icon. Their names are the file, the
//! words for those who do not see, and the classes. What a picture shows is for
//! others to say; nothing is ever looked at.

use crate::extract::Document;
use crate::extract::document::Attributes;
use ego_tree::{NodeId, NodeRef};
use scraper::{Node, node::Element};
use std::collections::HashMap;

/// Elements looked at on one page.
const MAX_NODES: usize = 60_000;
/// Pictures kept of one page.
const MAX_PICTURES: usize = 3_000;
/// The longest name.
const MAX_NAME: usize = 300;
/// Elements above a picture whose link it lies in.
const MAX_CLIMB: usize = 6;

/// A picture.
pub(super) struct Picture {
    /// The element.
    pub(super) node: NodeId,
    /// Its address as written; empty where it has none.
    pub(super) source: String,
    /// The words for those who do not see it.
    pub(super) words: String,
    /// Its classes and identifier.
    pub(super) classes: String,
    /// Only a class makes it a picture.
    pub(super) icon: bool,
}

/// The pictures of a page; of elements that only a class makes a picture, those
/// for which `is_icon` holds.
pub(super) fn of(doc: &Document, is_icon: impl Fn(&str) -> bool) -> Vec<Picture> {
    let mut out = Vec::new();
    // The same classes stand on many elements.
    let mut known: HashMap<&str, bool> = HashMap::new();
    for node in doc.html.tree.root().descendants().take(MAX_NODES) {
        let Some(element) = node.value().as_element() else { continue };
        if out.len() >= MAX_PICTURES {
            break;
        }
        let attribute = |name: &str| element.attribute(name).unwrap_or("");
        let first = |names: &[&str]| {
            let mut values = names.iter().map(|name| attribute(name));
            // What stands in the address itself is a stand-in until the real one is loaded.
            values.find(|v| !v.is_empty() && !v.starts_with("data:")).unwrap_or("").to_owned()
        };
        let named = || format!("{} {}", attribute("class"), attribute("id"));
        let (source, words, icon) = match element.name() {
            "img" | "input" if element.name() == "img" || attribute("type") == "image" => {
                let source = first(&[
                    "src",
                    "data-src",
                    "data-lazy-src",
                    "data-original",
                    "srcset",
                    "data-srcset",
                ]);
                (source, first(&["alt", "title", "aria-label"]), false)
            }
            "svg" => (used(node), title(node, element), false),
            "source" if attribute("type").starts_with("image/") => {
                (first(&["srcset", "data-srcset"]), String::new(), false)
            }
            "i" | "span" | "li" | "div" | "a" | "em" | "b" | "p" => {
                let background = element.attribute("style").and_then(background);
                let class = attribute("class");
                let label = attribute("aria-label");
                let icon = background.is_none()
                    && !class.is_empty()
                    && *known.entry(class).or_insert_with(|| is_icon(class));
                if background.is_none() && !icon {
                    continue;
                }
                let words = if label.is_empty() { attribute("title") } else { label };
                (background.unwrap_or("").to_owned(), words.to_owned(), icon)
            }
            _ => continue,
        };
        if icon && has_content(node, &is_icon) {
            continue;
        }
        let cut = |text: String| text.chars().take(MAX_NAME).collect();
        out.push(Picture {
            node: node.id(),
            source: cut(source),
            words: cut(words),
            classes: cut(named()),
            icon,
        });
    }
    out
}

/// The address of the link that a node lies in.
pub(super) fn link(doc: &Document, node: NodeId) -> Option<&Element> {
    let node = doc.html.tree.get(node)?;
    std::iter::once(node)
        .chain(node.ancestors())
        .take(MAX_CLIMB)
        .filter_map(|above| above.value().as_element())
        .find(|element| element.name() == "a")
}

/// What an `<svg>` uses: the identifier of a symbol.
fn used(svg: NodeRef<'_, Node>) -> String {
    let mut inner = svg.descendants().take(30).filter_map(|node| node.value().as_element());
    let found = inner.find_map(|element| match element.name() {
        "use" | "image" => element.attribute("href").or_else(|| element.attr("xlink:href")),
        _ => None,
    });
    found.unwrap_or("").to_owned()
}

/// The words of an `<svg>`.
fn title(svg: NodeRef<'_, Node>, element: &Element) -> String {
    let label = element.attribute("aria-label").unwrap_or("");
    if !label.is_empty() {
        return label.to_owned();
    }
    let mut inner = svg.descendants().take(30);
    let title = inner
        .find(|node| node.value().as_element().is_some_and(|element| element.name() == "title"));
    let words = title.and_then(|title| title.first_child()).and_then(|child| {
        let Node::Text(text) = child.value() else { return None };
        Some(text.trim().to_owned())
    });
    words.unwrap_or_default()
}

/// Whether an element shows text, or pictures of its own.
fn has_content(node: NodeRef<'_, Node>, is_icon: &impl Fn(&str) -> bool) -> bool {
    node.descendants().skip(1).take(40).any(|inner| match inner.value() {
        Node::Text(text) => !text.trim().is_empty() && !is_hidden(inner, node),
        Node::Element(element) => {
            matches!(element.name(), "img" | "svg" | "input" | "button")
                || element.attribute("class").is_some_and(is_icon)
        }
        _ => false,
    })
}

/// Whether words in an icon are only for those who hear the page.
fn is_hidden(text: NodeRef<'_, Node>, icon: NodeRef<'_, Node>) -> bool {
    text.ancestors().take_while(|above| above.id() != icon.id()).any(|above| {
        above.value().as_element().is_some_and(|element| {
            element.classes().any(|class| {
                let class = class.to_ascii_lowercase();
                class.contains("hidden")
                    || class.contains("sr-only")
                    || class.contains("screen-reader")
            })
        })
    })
}

/// The address of the picture in a style.
fn background(style: &str) -> Option<&str> {
    let (before, rest) = style.split_once("url(")?;
    let address =
        rest.split(')').next()?.trim_matches(|c: char| c.is_whitespace() || "'\"".contains(c));
    (before.contains("background") && !address.starts_with("data:") && !address.is_empty())
        .then_some(address)
}

/// The words of a name: parts of a file name or class, lower case, one space
/// between them; letters and digits apart.
pub(super) fn tokens(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    let mut last = ' ';
    for c in name.chars() {
        let edge = (c.is_uppercase() && last.is_lowercase())
            || (c.is_ascii_digit() && last.is_alphabetic())
            || (c.is_alphabetic() && last.is_ascii_digit());
        if !c.is_alphanumeric() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            if edge {
                out.push(' ');
            }
            out.extend(c.to_lowercase());
        }
        last = c;
    }
    out.truncate(out.trim_end().len());
    out
}

/// The file name of an address, without its ending; the identifier of a symbol
/// where it is one.
pub(super) fn file_name(source: &str) -> &str {
    if let Some((_, symbol)) = source.split_once('#')
        && !symbol.is_empty()
    {
        return symbol;
    }
    let file = source.split([' ', '?', '#']).next().unwrap_or("");
    let file = file.rsplit('/').next().unwrap_or(file);
    file.split_once('.').map_or(file, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    #[test]
    fn pictures_are_named_by_file_words_and_class() {
        let html = "<img src='data:image/gif;base64,A' data-src='/i/Visa-2x.png?v=1' alt=V>\
            <svg><title>Kort</title><use href='/s.svg#icon-kort'></svg>\
            <i class='pf pf-kort'></i><i class=pf-kort>Text</i><span class=x></span>\
            <div style=\"background: url('/b/tyg.jpg')\"></div>";
        let doc = Document::parse(html, &Url::parse("https://a.example/").unwrap());
        let all = of(&doc, |class| class.contains("pf"));
        let seen: Vec<_> = all
            .iter()
            .map(|p| format!("{}|{}|{}", file_name(&p.source), p.words, p.icon))
            .collect();
        assert_eq!(seen, ["Visa-2x|V|false", "icon-kort|Kort|false", "||true", "tyg||false"]);
    }

    #[test]
    fn names_fall_into_words() {
        assert_eq!(tokens("PaymentIcon--visa_2x"), "payment icon visa 2 x");
        assert_eq!(file_name("https://a.example/b/visa.min.svg?x=1 2x"), "visa");
    }
}
