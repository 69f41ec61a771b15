//! Small readings of form elements: options, legends, marks, words.
//!
//! Pure functions over one element and its surroundings, for the walk over the
//! controls of a page. Every search is bounded, as the elements are foreign.

use crate::extract::document::Attributes;
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
    let kind = element.attribute("type").unwrap_or("").trim().to_ascii_lowercase();
    if kind.is_empty() && element.name() == "input" { "text".to_owned() } else { kind }
}

/// Whether a button opens a list to choose from that is drawn by script.
pub(super) fn opens_list(element: &Element) -> bool {
    element.attr("role") == Some("combobox")
        || (element.name() == "button" && element.attr("aria-haspopup") == Some("listbox"))
}

/// Whether an element is kept from everybody, those who listen and those who press
/// the tabulator included.
pub(super) fn is_unseen(element: &Element) -> bool {
    element.attr("aria-hidden") == Some("true") && element.attr("tabindex") == Some("-1")
}

/// Whether an input only holds the value of something that script draws. A box and
/// a radio button are what is drawn over them.
pub(super) fn is_stand_in(element: &Element) -> bool {
    is_unseen(element)
        && !matches!(kind_of(element).as_str(), "checkbox" | "radio")
        && element.attr("name").is_none_or(|name| name.trim().is_empty())
}

/// Themes style links as buttons by these class names.
pub(super) fn looks_like_button(element: &Element) -> bool {
    element.classes().any(|class| {
        class
            .split(['-', '_'])
            .any(|token| matches!(token.to_ascii_lowercase().as_str(), "btn" | "button" | "submit"))
    })
}

/// Whether themes call something so that holds the controls of one form, and not
/// only a row of it (`form-group`).
fn is_section_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let mut tokens = name.split(['-', '_']).peekable();
    while let Some(token) = tokens.next() {
        match token {
            "checkout" | "newsletter" | "search" | "login" | "cart" => return true,
            "form" => {
                let part = tokens.peek().is_some_and(|next| {
                    matches!(
                        *next,
                        "group"
                            | "row"
                            | "field"
                            | "control"
                            | "item"
                            | "label"
                            | "check"
                            | "line"
                            | "element"
                            | "input"
                            | "col"
                            | "inline"
                            | "floating"
                            | "select"
                            | "text"
                            | "section"
                            | "block"
                            | "wrap"
                    )
                });
                if !part {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
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
                    matches!(element.attribute("role"), Some("form" | "search" | "dialog"))
                        || element.classes().chain(element.id()).any(is_section_name)
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
                .is_some_and(|e| matches!(e.attribute("role"), Some("radiogroup" | "group")))
    });
    let Some(set) = set else { return String::new() };
    let named = set.value().as_element().and_then(|e| e.attribute("aria-label")).map(str::to_owned);
    named
        .or_else(|| {
            let legend = set.children().take(200).find(|c| element_name(*c) == Some("legend"))?;
            Some(text_of(legend, MAX_LABEL))
        })
        .unwrap_or_default()
}

/// Whether classes and checks on or close around a control, or on its label, say
/// that it is required.
pub(super) fn required_mark(
    node: NodeRef<'_, Node>,
    element: &Element,
    labels: &[NodeRef<'_, Node>],
) -> bool {
    if is_checked_required(element) || by_class(element) {
        return true;
    }
    // The label, and what stands in it as a mark.
    let in_label = labels.iter().any(|label| {
        label.descendants().take(30).any(|inner| inner.value().as_element().is_some_and(by_class))
    });
    if in_label {
        return true;
    }
    // The row of the field, as long as it holds no other field.
    node.ancestors()
        .take(3)
        .take_while(|above| {
            !matches!(element_name(*above), Some("form" | "fieldset" | "body" | "section"))
                && holds_one_field(above)
        })
        .any(|above| above.value().as_element().is_some_and(by_class))
}

/// Whether an element holds no more than one field.
pub(super) fn holds_one_field(node: &NodeRef<'_, Node>) -> bool {
    node.descendants().take(200).filter(is_field).count() <= 1
}

/// A field that a person sees.
fn is_field(node: &NodeRef<'_, Node>) -> bool {
    node.value().as_element().is_some_and(|element| match element.name() {
        "input" => kind_of(element) != "hidden",
        name => matches!(name, "select" | "textarea"),
    })
}

/// Whether a class says that something is required.
fn by_class(element: &Element) -> bool {
    element.classes().any(|class| {
        let class = class.to_ascii_lowercase();
        let mut tokens = class.split(|c: char| !c.is_ascii_alphanumeric());
        !["not-required", "not_required", "notrequired", "non-required", "optional"]
            .iter()
            .any(|word| class.contains(word))
            && tokens.any(|token| matches!(token, "required" | "mandatory" | "req"))
    })
}

/// Whether an attribute by which scripts check a field says that it is required:
/// `data-rule-required`, `data-val-required`, `data-validate='{"required":true}'`.
fn is_checked_required(element: &Element) -> bool {
    let is_box = matches!(kind_of(element).as_str(), "checkbox" | "radio");
    element.attrs().any(|(name, value)| {
        let value = value.trim();
        if name.rsplit(['-', ':']).next() == Some("required") {
            // These two hold the words for those who left it empty.
            return match name {
                "data-required" => !matches!(value, "false" | "0" | "no"),
                "data-val-required" => !is_box,
                _ => matches!(value, "" | "true" | "required" | "1" | "yes"),
            };
        }
        (name.contains("valid") || name.contains("rule")) && holds_required(value)
    })
}

/// Whether a list of checks holds `required` as a word of its own that is not
/// switched off.
fn holds_required(checks: &str) -> bool {
    let checks = checks.get(..500).unwrap_or(checks);
    checks.match_indices("required").any(|(at, word)| {
        let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let before = checks.get(..at).and_then(|text| text.chars().next_back());
        let rest = checks.get(at + word.len()..).unwrap_or("");
        let after = rest.trim_start_matches(['"', '\'', ' ']);
        let off = after.strip_prefix(':').is_some_and(|value| {
            let value = value.trim_start();
            value.starts_with("false") || value.starts_with("\"false") || value.starts_with('0')
        });
        !before.is_some_and(joins) && !rest.starts_with(joins) && !off
    })
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
            let value = option.value().as_element().and_then(|e| e.attribute("value"));
            (value.map_or_else(|| text.clone(), |v| v.trim().to_owned()), text)
        })
        .collect()
}

/// What the first option of a list says where it only invites to choose.
pub(super) fn invitation(options: &[(String, String)]) -> Option<&str> {
    let (value, text) = options.first()?;
    let invites = value == text || matches!(value.as_str(), "" | "0" | "-1");
    Some(text.as_str()).filter(|text| invites && text.chars().any(char::is_alphabetic))
}

/// The description of the first image.
pub(super) fn image_text(node: NodeRef<'_, Node>) -> Option<String> {
    node.descendants().take(200).find_map(|inner| {
        let element = inner.value().as_element()?;
        let text = match element.name() {
            "img" => element.attribute("alt").or_else(|| element.attribute("title"))?,
            "svg" => element.attribute("aria-label")?,
            _ => return None,
        };
        Some(text.trim().to_owned()).filter(|t| !t.is_empty())
    })
}

/// The words of a label; those of a button in it where it has no others, as with
/// terms that open in a window.
pub(super) fn label_text(node: NodeRef<'_, Node>, limit: usize) -> String {
    let own = text_of(node, limit);
    if !own.is_empty() {
        return own;
    }
    let button = node.descendants().take(50).find(|inner| element_name(*inner) == Some("button"));
    button.map_or(own, |button| text_of(button, limit))
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
