//! Attributes of an element by their names.
//!
//! The parser's own look-up makes an interned name of the text it is asked for,
//! which costs more than looking through the few attributes that elements have.

use html5ever::ns;
use scraper::node::Element;

/// Looks up attributes.
pub(in crate::extract) trait Attributes {
    /// The value of the attribute of this name, as written.
    fn attribute(&self, name: &str) -> Option<&str>;
}

impl Attributes for Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attrs.iter();
        let found = attributes.find(|(known, _)| known.local == *name && known.ns == ns!());
        found.map(|(_, value)| &**value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::Html;

    #[test]
    fn both_ways_of_looking_agree() {
        let page = Html::parse_document(
            "<div ID=a class='b c' data-x=1 hidden><svg><use xlink:href=#i href=#j></svg></div>",
        );
        let names = ["id", "class", "data-x", "hidden", "href", "xlink:href", "title", "ID"];
        for element in page.tree.values().filter_map(scraper::Node::as_element) {
            for name in names {
                assert_eq!(element.attribute(name), element.attr(name), "{name}");
            }
        }
    }
}
