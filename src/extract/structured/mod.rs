//! Data that a page states for machines: JSON-LD, microdata, RDFa and OpenGraph
//! as one model of items with types and properties.
//!
//! Names are those of schema.org without its address (`Product`,
//! `priceCurrency`), whatever the format; OpenGraph's own names are put into
//! schema.org's where there is one. This room only reads: whether an item is
//! true, or belongs to the shop, is for the extractors that use it. What is
//! written is foreign and often broken, so reading is tolerant and every depth,
//! count and length is bounded.

mod json_ld;
mod lenient;
mod markup;
mod opengraph;

use super::Document;
use ego_tree::NodeId;

/// The deepest nesting of items that is read.
const MAX_DEPTH: usize = 12;
/// The most items, nested ones included, that are read from one page.
const MAX_ITEMS: usize = 5_000;
/// The most properties of one item.
const MAX_PROPERTIES: usize = 500;
/// The longest text value, in characters.
const MAX_TEXT: usize = 5_000;

/// How an item was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// JSON-LD 1.1, in a script.
    JsonLd,
    /// HTML microdata.
    Microdata,
    /// RDFa Lite 1.1.
    Rdfa,
    /// The Open Graph protocol, in `<meta>` elements.
    OpenGraph,
}

/// One thing described by the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its types, without the vocabulary's address: `Product`.
    pub types: Vec<String>,
    /// Its properties in the order written; a name may occur more than once.
    pub properties: Vec<(String, Value)>,
    /// Its global identifier (`@id`, `itemid`, `resource`), as written.
    pub id: Option<String>,
    /// How it was written.
    pub format: Format,
    /// The element that holds it.
    pub node: NodeId,
}

/// The value of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text; numbers and truth values as they are written in JSON.
    Text(String),
    /// An item of its own.
    Item(Item),
}

/// Every item of a page that is not inside another, in the order JSON-LD,
/// microdata, RDFa, OpenGraph.
#[must_use]
pub fn items(doc: &Document) -> &[Item] {
    doc.once.items.get_or_init(|| read(doc))
}

fn read(doc: &Document) -> Vec<Item> {
    let mut budget = MAX_ITEMS;
    let mut items = json_ld::items(doc, &mut budget);
    items.extend(markup::items(doc, &markup::MICRODATA, &mut budget));
    items.extend(markup::items(doc, &markup::RDFA, &mut budget));
    items.extend(opengraph::item(doc));
    items
}

/// Items and all that is nested in them, outer before inner.
#[must_use]
pub fn all(items: &[Item]) -> Vec<&Item> {
    let mut out = Vec::new();
    let mut stack: Vec<&Item> = items.iter().rev().collect();
    while let Some(item) = stack.pop() {
        out.push(item);
        stack.extend(item.properties.iter().rev().filter_map(|(_, value)| value.item()));
    }
    out
}

impl Item {
    fn new(format: Format, node: NodeId) -> Self {
        Self { types: Vec::new(), properties: Vec::new(), id: None, format, node }
    }

    /// Whether it is of this type, letter case aside.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.types.iter().any(|t| t.eq_ignore_ascii_case(name))
    }

    /// The values of a property.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Value> + 'a {
        self.properties
            .iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The items that are values of a property.
    pub fn items<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Item> + 'a {
        self.values(name).filter_map(Value::item)
    }

    /// The first text of a property; for an item, its name or its `@value`.
    #[must_use]
    pub fn text<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.values(name).find_map(|value| match value {
            Value::Text(text) => Some(text.as_str()),
            Value::Item(item) => ["@value", "name"].into_iter().find_map(|inner| {
                item.properties.iter().find(|(key, _)| key == inner)?.1.as_text()
            }),
        })
    }

    fn push(&mut self, name: &str, value: Value) {
        if self.properties.len() < MAX_PROPERTIES && !name.is_empty() {
            self.properties.push((name.to_owned(), value));
        }
    }
}

impl Value {
    /// The text, when it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Item(_) => None,
        }
    }

    /// The item, when it is one.
    #[must_use]
    pub fn item(&self) -> Option<&Item> {
        match self {
            Self::Item(item) => Some(item),
            Self::Text(_) => None,
        }
    }
}

/// A type or property name without the address or prefix of its vocabulary.
fn short_name(name: &str) -> &str {
    let name = name.trim().trim_end_matches(['/', '#']);
    let tail = name.rsplit(['/', '#']).next().unwrap_or(name);
    tail.rsplit(':').next().unwrap_or(tail)
}

/// Text as it is kept: white space folded, entities written twice undone, cut to
/// length.
fn clean(text: &str) -> String {
    let text =
        if text.contains('&') && text.contains(';') { unescape(text) } else { text.to_owned() };
    let mut out = String::new();
    for (count, word) in text.split_whitespace().enumerate() {
        if out.len() + word.len() > MAX_TEXT {
            break;
        }
        if count > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Undoes HTML character references.
fn unescape(text: &str) -> String {
    let fragment = scraper::Html::parse_fragment(&text.replace('<', "&lt;"));
    fragment.tree.values().filter_map(|node| node.as_text()).map(|t| &**t).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn read(source: &str) -> Vec<Item> {
        let url = url::Url::parse("https://shop.example/lamp").unwrap();
        items(&Document::parse(source, &url)).to_vec()
    }

    #[test]
    fn names_lose_their_vocabulary() {
        for name in
            ["https://schema.org/Product", "schema:Product", "Product", "http://x/y#Product"]
        {
            assert_eq!(short_name(name), "Product");
        }
    }

    #[test]
    fn the_same_product_reads_alike_in_every_format() {
        let json = r#"<script type="application/ld+json">{"@context":"https://schema.org",
            "@type":"Product","name":"Lamp","offers":{"@type":"Offer","price":129.5,
            "priceCurrency":"SEK"}}</script>"#;
        let microdata = r#"<div itemscope itemtype="https://schema.org/Product">
            <b itemprop="name"> Lamp </b><div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
            <meta itemprop="priceCurrency" content="SEK"><span itemprop="price" content="129.5">129,50</span></div></div>"#;
        let rdfa = r#"<div vocab="https://schema.org/" typeof="Product"><b property="name">Lamp</b>
            <div property="offers" typeof="Offer"><span property="price" content="129.5">129,50</span>
            <meta property="priceCurrency" content="SEK"></div></div>"#;
        for (source, format) in
            [(json, Format::JsonLd), (microdata, Format::Microdata), (rdfa, Format::Rdfa)]
        {
            let items = read(source);
            let product = items.first().unwrap();
            assert!(product.is("Product"), "{product:?}");
            assert_eq!(product.format, format);
            assert_eq!(product.text("name"), Some("Lamp"));
            let offer = product.items("offers").next().unwrap();
            assert_eq!(offer.text("price"), Some("129.5"));
            assert_eq!(offer.text("priceCurrency"), Some("SEK"));
        }
    }

    #[test]
    fn nested_items_are_reached() {
        let items = read(
            r#"<script type="application/ld+json">{"@type":"WebPage","mainEntity":
            {"@type":"Product","name":"Lamp"}}</script>"#,
        );
        assert_eq!(items.len(), 1);
        assert!(all(&items).iter().any(|item| item.is("Product")));
    }
}
