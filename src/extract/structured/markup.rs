//! Microdata and RDFa Lite: properties written on the elements themselves.
//!
//! Both are a walk over the DOM in which some elements open an item and some
//! state a property of the item around them; only the names of the attributes
//! differ. Properties outside any item are left alone.

use super::{Format, Item, MAX_DEPTH, Value, clean, short_name};
use crate::extract::Document;
use crate::extract::document::Attributes;
use ego_tree::{NodeId, NodeRef};
use scraper::{Node, node::Element};
use std::collections::HashMap;

/// Elements deeper than this are not read.
const MAX_ELEMENT_DEPTH: usize = 400;
/// The most nodes whose text makes up one value.
const MAX_VALUE_NODES: usize = 2_000;
/// The most elements visited, those reached by reference counted each time.
const MAX_VISITS: usize = 1_000_000;

/// The attributes of one format.
pub(super) struct Dialect {
    format: Format,
    scope: &'static str,
    types: &'static str,
    property: &'static str,
    id: &'static str,
    /// Identifiers of elements whose properties belong to the item as well.
    refers: Option<&'static str>,
}

/// WHATWG HTML, chapter "Microdata".
pub(super) const MICRODATA: Dialect = Dialect {
    format: Format::Microdata,
    scope: "itemscope",
    types: "itemtype",
    property: "itemprop",
    id: "itemid",
    refers: Some("itemref"),
};

/// W3C RDFa Lite 1.1.
pub(super) const RDFA: Dialect = Dialect {
    format: Format::Rdfa,
    scope: "typeof",
    types: "typeof",
    property: "property",
    id: "resource",
    refers: None,
};

/// The items of one format.
pub(super) fn items(doc: &Document, dialect: &Dialect, budget: &mut usize) -> Vec<Item> {
    let tree = &doc.html.tree;
    let used = tree.values().any(|node| {
        node.as_element().is_some_and(|element| element.attribute(dialect.scope).is_some())
    });
    if !used {
        return Vec::new();
    }
    let mut walk = Walk { doc, dialect, budget, ids: None, visits: MAX_VISITS, top: Vec::new() };
    walk.children(tree.root(), &mut None, 0, 0);
    walk.top
}

struct Walk<'a> {
    doc: &'a Document,
    dialect: &'a Dialect,
    budget: &'a mut usize,
    ids: Option<HashMap<&'a str, NodeId>>,
    visits: usize,
    top: Vec<Item>,
}

impl<'a> Walk<'a> {
    fn children(
        &mut self,
        node: NodeRef<'a, Node>,
        around: &mut Option<Item>,
        depth: usize,
        nesting: usize,
    ) {
        if depth > MAX_ELEMENT_DEPTH {
            return;
        }
        for child in node.children() {
            if let Some(element) = child.value().as_element() {
                self.element(child, element, around, depth + 1, nesting);
            }
        }
    }

    fn element(
        &mut self,
        node: NodeRef<'a, Node>,
        element: &'a Element,
        around: &mut Option<Item>,
        depth: usize,
        nesting: usize,
    ) {
        let Some(left) = self.visits.checked_sub(1) else { return };
        self.visits = left;
        let names = element.attribute(self.dialect.property).unwrap_or("");
        if element.attribute(self.dialect.scope).is_some()
            && nesting < MAX_DEPTH
            && *self.budget > 0
        {
            *self.budget -= 1;
            let item = self.item(node, element, depth, nesting);
            let mut places = names.split_whitespace().map(short_name).peekable();
            match around {
                Some(outer) if places.peek().is_some() => {
                    for name in places.take(5) {
                        outer.push(name, Value::Item(item.clone()));
                    }
                }
                _ => self.top.push(item),
            }
            return;
        }
        if let Some(item) = around.as_mut()
            && !names.trim().is_empty()
        {
            let value = self.value(node, element);
            if !value.is_empty() {
                for name in names.split_whitespace().take(5) {
                    item.push(short_name(name), Value::Text(value.clone()));
                }
            }
        }
        self.children(node, around, depth, nesting);
    }

    fn item(
        &mut self,
        node: NodeRef<'a, Node>,
        element: &'a Element,
        depth: usize,
        nesting: usize,
    ) -> Item {
        let mut item = Item::new(self.dialect.format, node.id());
        let types = element.attribute(self.dialect.types).unwrap_or("");
        item.types = types.split_whitespace().take(20).map(|t| short_name(t).to_owned()).collect();
        item.id = element.attribute(self.dialect.id).map(|id| id.trim().to_owned());
        let mut inside = Some(item);
        self.children(node, &mut inside, depth, nesting + 1);
        if let Some(refers) = self.dialect.refers.and_then(|name| element.attribute(name)) {
            for id in refers.split_whitespace().take(20) {
                let Some(target) = self.by_id(id) else { continue };
                // An element around the item would lead back into it.
                if node.ancestors().any(|above| above.id() == target.id()) {
                    continue;
                }
                if let Some(referred) = target.value().as_element() {
                    self.element(target, referred, &mut inside, depth, nesting + 1);
                }
            }
        }
        inside.unwrap_or_else(|| Item::new(self.dialect.format, node.id()))
    }

    fn by_id(&mut self, id: &str) -> Option<NodeRef<'a, Node>> {
        let doc = self.doc;
        let ids = self.ids.get_or_insert_with(|| {
            let mut ids = HashMap::new();
            for node in doc.html.tree.nodes() {
                if let Some(id) = node.value().as_element().and_then(Element::id) {
                    ids.entry(id).or_insert(node.id());
                }
            }
            ids
        });
        doc.html.tree.get(*ids.get(id)?)
    }

    /// The value of a property, by the kind of its element.
    fn value(&self, node: NodeRef<'_, Node>, element: &Element) -> String {
        if let Some(content) = element.attribute("content") {
            return clean(content);
        }
        let address = |name: &str| {
            element.attribute(name).map(|value| {
                let value = value.trim();
                self.doc.base.join(value).map_or_else(|_| value.to_owned(), |url| url.to_string())
            })
        };
        let attribute = match element.name() {
            "a" | "area" | "link" => address("href"),
            "img" | "audio" | "embed" | "iframe" | "source" | "track" | "video" => address("src"),
            "object" => address("data"),
            "data" | "meter" | "input" => element.attribute("value").map(clean),
            "time" => element.attribute("datetime").map(clean),
            _ => None,
        };
        // A link that says a name or price is meant by its words.
        match (element.name(), attribute) {
            ("a", Some(address)) => {
                let names = element.attribute(self.dialect.property).unwrap_or("");
                let wants_text = names.split_whitespace().map(short_name).any(|name| {
                    !matches!(
                        name,
                        "url" | "sameAs" | "image" | "item" | "logo" | "mainEntityOfPage"
                    )
                });
                let words = if wants_text { text_of(node) } else { String::new() };
                if words.is_empty() { address } else { words }
            }
            (_, Some(value)) => value,
            (_, None) => text_of(node),
        }
    }
}

/// The words of an element, without scripts and styles.
fn text_of(node: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    for inner in node.descendants().take(MAX_VALUE_NODES) {
        match inner.value() {
            Node::Text(text) => {
                let hidden = inner.parent().is_some_and(|parent| {
                    let name = parent.value().as_element().map(Element::name);
                    matches!(name, Some("script" | "style" | "template"))
                });
                if !hidden {
                    out.push_str(text);
                }
            }
            Node::Element(element)
                if matches!(element.name(), "br" | "p" | "div" | "li" | "td") =>
            {
                out.push(' ');
            }
            _ => {}
        }
    }
    // The text is already decoded; only its white space is to be folded.
    let mut words = String::new();
    for word in out.split_whitespace() {
        if words.len() + word.len() > super::MAX_TEXT {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    #[test]
    fn values_come_from_the_attribute_that_holds_them() {
        let items = read(
            r#"<div itemscope itemtype="http://schema.org/Product"><a itemprop="url" href="/x">More</a>
            <img itemprop="image" src="i.png"><time itemprop="releaseDate" datetime="2026-01-02">soon</time>
            <a itemprop="name" href="/x">Lamp</a></div>"#,
        );
        let item = &items[0];
        assert_eq!(item.text("url"), Some("https://shop.example/x"));
        assert_eq!(item.text("image"), Some("https://shop.example/i.png"));
        assert_eq!(item.text("releaseDate"), Some("2026-01-02"));
        assert_eq!(item.text("name"), Some("Lamp"));
    }

    #[test]
    fn an_item_may_refer_to_properties_elsewhere() {
        let items = read(
            r#"<p id=a><b itemprop="name">Lamp</b></p>
            <div itemscope itemtype="http://schema.org/Product" itemref="a b"></div>
            <div id=b><i itemprop="sku">7</i></div>"#,
        );
        assert_eq!(items[0].text("name"), Some("Lamp"));
        assert_eq!(items[0].text("sku"), Some("7"));
    }

    #[test]
    fn references_in_circles_end() {
        let items = read(
            r#"<div id=a itemscope itemprop=x itemref="b"></div><div id=b itemscope itemprop=y itemref="a"></div>"#,
        );
        assert!(!items.is_empty());
    }

    #[test]
    fn an_item_without_a_name_inside_another_stands_alone() {
        let items = read(
            r#"<div itemscope itemtype="http://schema.org/WebPage"><div itemscope itemtype="http://schema.org/Product"></div></div>"#,
        );
        assert_eq!(items.len(), 2);
    }
}
