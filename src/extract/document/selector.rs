//! The CSS selector that leads back to a node.

use super::Document;
use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use std::collections::HashMap;

/// The longest identifier that a selector begins with.
const MAX_ID: usize = 100;

impl Document {
    /// A CSS selector that leads to the node: from the nearest `id` down by
    /// `nth-of-type`.
    #[must_use]
    pub fn selector(&self, node: NodeId) -> String {
        let mut parts = Vec::new();
        let mut here = self.html.tree.get(node);
        while let Some(current) = here {
            if let Some(element) = current.value().as_element() {
                let name = element.name();
                if let Some(id) = element.id()
                    && (1..=MAX_ID).contains(&id.len())
                    && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
                    && !id.starts_with(|c: char| c.is_ascii_digit())
                {
                    parts.push(format!("#{id}"));
                    break;
                }
                if name == "html" || name == "body" {
                    parts.push(name.to_owned());
                    break;
                }
                let (place, alone) = self.place(current);
                parts.push(if alone {
                    name.to_owned()
                } else {
                    format!("{name}:nth-of-type({place})")
                });
            }
            if parts.len() > 40 {
                break;
            }
            here = current.parent();
        }
        parts.reverse();
        parts.join(" > ")
    }

    /// The place of an element among its siblings of the same name, from 1, and
    /// whether it is the only one. All children of a parent are counted at once,
    /// because where one is asked for, others follow.
    fn place(&self, node: NodeRef<'_, Node>) -> (usize, bool) {
        let mut places = self.places.borrow_mut();
        if !places.contains_key(&node.id()) {
            let mut counts: HashMap<&str, usize> = HashMap::new();
            let first = node.prev_siblings().last().unwrap_or(node);
            let family = || std::iter::once(first).chain(first.next_siblings());
            for child in family() {
                let Some(element) = child.value().as_element() else { continue };
                let count = counts.entry(element.name()).or_default();
                *count += 1;
                places.insert(child.id(), (*count, false));
            }
            for child in family() {
                let Some(element) = child.value().as_element() else { continue };
                if counts.get(element.name()) == Some(&1) {
                    places.insert(child.id(), (1, true));
                }
            }
        }
        places.get(&node.id()).copied().unwrap_or((1, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn doc(source: &str) -> Document {
        Document::parse(source, &Url::parse("https://shop.example/a/").unwrap())
    }

    #[test]
    fn selectors_lead_back_to_the_node() {
        let d = doc("<div id=x><p>a</p><p>b <i>c</i></p></div>");
        let block = &d.blocks[1];
        let selector = d.selector(block.node);
        assert_eq!(selector, "#x > p:nth-of-type(2)");
        let parsed = scraper::Selector::parse(&selector).unwrap();
        assert_eq!(d.html.select(&parsed).next().unwrap().id(), block.node);
    }
}
