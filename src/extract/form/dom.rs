//! Small readings of form elements: options, legends, marks, words.
//!
//! Pure functions over one element and its surroundings, for the walk over the
//! controls of a page. Every search is bounded, as the elements are foreign.

use ego_tree::{NodeId, NodeRef};
use scraper::{Node, node::Element};

/// The longest label, in characters.
pub(super) const MAX_LABEL: usize = 300;
/// The most options of one list that are read.
const MAX_OPTIONS: usize = 400;

/// The name of an element.
pub(super) fn element_name<'a>(node: NodeRef<'a, Node>) -> Option<&'a str> {
    node.value().as_element().map(Element::name)
}

/// Elements whose text is not part of a label.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "select"
            | "svg"
            | "textarea"
            | "button"
            | "head"
    )
}

/// `type` of an input or button, lower case.
pub(super) fn kind_of(element: &Element) -> String {
    let kind = element.attr("type").unwrap_or("").trim().to_ascii_lowercase();
    if kind.is_empty() && element.name() == "input" { "text".to_owned() } else { kind }
}

/// Themes style links as buttons by these class names.
pub(super) fn looks_like_button(element: &Element) -> bool {
    element.classes().any(|class| {
        class
            .split(['-', '_'])
            .any(|token| matches!(token.to_ascii_lowercase().as_str(), "btn" | "button" | "submit"))
    })
}

/// The section that a control without a form stands in.
pub(super) fn section(node: NodeRef<'_, Node>) -> Option<NodeId> {
    node.ancestors()
        .find(|above| {
            let Some(element) = above.value().as_element() else { return false };
            match element.name() {
                "section" | "article" | "dialog" | "aside" | "header" | "footer" | "nav"
                | "main" | "body" => true,
                "div" => {
                    matches!(element.attr("role"), Some("form" | "search" | "dialog"))
                        || element.classes().chain(element.id()).any(|name| {
                            name.split(['-', '_']).any(|token| {
                                matches!(
                                    token.to_ascii_lowercase().as_str(),
                                    "form"
                                        | "checkout"
                                        | "newsletter"
                                        | "search"
                                        | "login"
                                        | "cart"
                                )
                            })
                        })
                }
                _ => false,
            }
        })
        .map(|above| above.id())
}

/// The legend of the nearest field set.
pub(super) fn legend(node: NodeRef<'_, Node>) -> String {
    let set = node.ancestors().find(|a| {
        element_name(*a) == Some("fieldset")
            || a.value()
                .as_element()
                .is_some_and(|e| matches!(e.attr("role"), Some("radiogroup" | "group")))
    });
    let Some(set) = set else { return String::new() };
    let named = set.value().as_element().and_then(|e| e.attr("aria-label")).map(str::to_owned);
    named
        .or_else(|| {
            let legend = set.children().take(200).find(|c| element_name(*c) == Some("legend"))?;
            Some(text_of(legend, MAX_LABEL))
        })
        .unwrap_or_default()
}

/// Whether classes on or close around a control say that it is required.
pub(super) fn required_mark(node: NodeRef<'_, Node>, element: &Element) -> bool {
    let says = |element: &Element| {
        element.classes().any(|class| {
            let class = class.to_ascii_lowercase();
            !class.contains("not-required")
                && class.split(['-', '_']).any(|t| matches!(t, "required" | "mandatory"))
        })
    };
    if says(element) || element.attr("data-required").is_some_and(|v| v != "false") {
        return true;
    }
    // The row of the field, as long as it holds no other field.
    node.ancestors()
        .take(3)
        .take_while(|above| {
            !matches!(element_name(*above), Some("form" | "fieldset" | "body" | "section"))
                && above
                    .descendants()
                    .take(200)
                    .filter(|d| matches!(element_name(*d), Some("input" | "select" | "textarea")))
                    .count()
                    <= 1
        })
        .any(|above| above.value().as_element().is_some_and(says))
}

/// Values and texts of the options of a list.
pub(super) fn options(node: NodeRef<'_, Node>) -> Vec<(String, String)> {
    if element_name(node) != Some("select") {
        return Vec::new();
    }
    node.descendants()
        .filter(|d| element_name(*d) == Some("option"))
        .take(MAX_OPTIONS)
        .map(|option| {
            let text = text_of(option, 100);
            let value = option.value().as_element().and_then(|e| e.attr("value"));
            (value.map_or_else(|| text.clone(), |v| v.trim().to_owned()), text)
        })
        .collect()
}

/// The description of the first image.
pub(super) fn image_text(node: NodeRef<'_, Node>) -> Option<String> {
    node.descendants().take(200).find_map(|inner| {
        let element = inner.value().as_element()?;
        let text = match element.name() {
            "img" => element.attr("alt").or_else(|| element.attr("title"))?,
            "svg" => element.attr("aria-label")?,
            _ => return None,
        };
        Some(text.trim().to_owned()).filter(|t| !t.is_empty())
    })
}

/// The words of an element, without those of controls in it.
pub(super) fn text_of(node: NodeRef<'_, Node>, limit: usize) -> String {
    let mut out = String::new();
    for inner in node.descendants().take(5_000) {
        if let Node::Text(text) = inner.value() {
            let silent = inner
                .ancestors()
                .take_while(|above| above.id() != node.id())
                .take(4)
                .any(|above| element_name(above).is_some_and(is_silent));
            if !silent {
                push_words(&mut out, text);
            }
        }
        if out.len() > limit {
            break;
        }
    }
    out.chars().take(limit).collect()
}

/// Adds words with single spaces between.
pub(super) fn push_words(out: &mut String, text: &str) {
    for word in text.split_whitespace() {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// The last line that says something, cut to a label's length from its end.
pub(super) fn last_line(text: &str) -> String {
    let line = text.lines().map(str::trim).rfind(|line| line.chars().any(char::is_alphanumeric));
    let line = line.unwrap_or("");
    let cut = line.char_indices().rev().nth(120).map_or(0, |(at, _)| at);
    line.get(cut..).unwrap_or(line).to_owned()
}
