//! What an element does to the layout: begins a block, hides its text, opens a region.

use super::Region;
use super::attributes::Attributes;
use ego_tree::NodeRef;
use scraper::Node;

/// Elements that begin a new block.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "select"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "textarea"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Elements whose text a visitor does not see.
pub(super) fn is_unseen(element: &scraper::node::Element) -> bool {
    if matches!(
        element.name(),
        "script"
            | "style"
            | "template"
            | "noscript"
            | "head"
            | "svg"
            | "iframe"
            | "object"
            | "math"
    ) {
        return true;
    }
    // Nearly all elements have few attributes, and none of these.
    let hidden = element.attrs().any(|(name, value)| match name {
        "hidden" => true,
        "style" => hides(value),
        _ => false,
    });
    hidden && !is_panel(element)
}

/// Whether an element is a dialog that is not open, which browsers do not draw.
pub(super) fn is_shut(element: &scraper::node::Element) -> bool {
    element.name() == "dialog" && element.attr("open").is_none()
}

/// Whether a node lies in details that are folded, and not in what is shown of them
/// (WHATWG HTML, 4.11.1).
pub(super) fn is_folded(node: NodeRef<'_, Node>) -> bool {
    let mut below = node;
    for above in node.ancestors() {
        if let Some(element) = above.value().as_element()
            && element.name() == "details"
            && element.attr("open").is_none()
            && below.value().as_element().is_none_or(|element| element.name() != "summary")
        {
            return true;
        }
        below = above;
    }
    false
}

/// Whether an element is a panel that a tab or a heading opens: what it holds is
/// there for whoever asks, as the answers in a list of questions are.
fn is_panel(element: &scraper::node::Element) -> bool {
    element.attribute("role") == Some("tabpanel")
        || element.classes().chain(element.id()).any(|name| {
            name.to_ascii_lowercase().split(['-', '_']).any(|token| {
                matches!(
                    token,
                    "tab"
                        | "tabs"
                        | "tabpanel"
                        | "tabpane"
                        | "tabcontent"
                        | "panel"
                        | "accordion"
                        | "accordeon"
                        | "collapse"
                        | "collapsible"
                        | "faq"
                        | "answer"
                        | "spoiler"
                )
            })
        })
}

/// Whether a style hides its element.
fn hides(style: &str) -> bool {
    let style: String =
        style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// The region an element opens, if it opens one.
pub(super) fn region_of(element: &scraper::node::Element) -> Option<Region> {
    match element.name() {
        "header" => return Some(Region::Header),
        "nav" => return Some(Region::Nav),
        "footer" => return Some(Region::Footer),
        "aside" => return Some(Region::Aside),
        "main" => return Some(Region::Main),
        "div" | "section" | "ul" | "table" | "td" => {}
        _ => return None,
    }
    // Most elements have no attributes at all.
    element.attrs().next()?;
    match element.attribute("role") {
        Some("banner") => return Some(Region::Header),
        Some("navigation") => return Some(Region::Nav),
        Some("contentinfo") => return Some(Region::Footer),
        Some("complementary") => return Some(Region::Aside),
        Some("main") => return Some(Region::Main),
        _ => {}
    }
    let mut names = element.classes().chain(element.id());
    names.find_map(|name| {
        let name = name.to_ascii_lowercase();
        let mut tokens = name.split(['-', '_']);
        tokens.find_map(|token| match token {
            "footer" | "colophon" => Some(Region::Footer),
            "nav" | "navbar" | "navigation" | "menu" => Some(Region::Nav),
            "sidebar" => Some(Region::Aside),
            _ => None,
        })
    })
}
