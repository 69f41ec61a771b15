//! The walk over the DOM that lays a page out.

use super::attributes::Attributes;
use super::elements::{is_block, is_unseen, region_of};
use super::{Block, Document, Image, Link, Meta, Region, Resource, Script};
use ego_tree::NodeId;
use scraper::{Html, Node};

/// Text deeper than this in the tree is not read.
const MAX_DEPTH: usize = 400;
/// The most bytes of visible text; the longest terms of sale are a third of it.
pub(super) const MAX_TEXT: usize = 400_000;
/// The most blocks of text.
pub(super) const MAX_BLOCKS: usize = 20_000;
/// The most links.
pub(super) const MAX_LINKS: usize = 10_000;
/// The longest block, in bytes.
pub(super) const MAX_BLOCK: usize = 16_000;
/// The most bytes of one text that the words of a link or a title are taken from.
const MAX_WORDS: usize = 2_000;

/// The walk over the DOM that fills a [`Document`].
pub(super) struct Walk<'a> {
    doc: &'a mut Document,
    regions: Vec<Region>,
    headings: Vec<u8>,
    blocks: Vec<NodeId>,
    links: Vec<usize>,
    struck: usize,
    unseen: usize,
    /// What each open element has begun, so that its end is not worked out again.
    begun: Vec<Begun>,
    text: String,
    text_link: Option<usize>,
    text_mixed: bool,
    struck_ranges: Vec<std::ops::Range<usize>>,
    spans: Vec<(usize, NodeId)>,
    /// Bytes of visible text so far.
    total: usize,
}

/// What an element has begun that ends with it.
#[derive(Debug, Clone, Copy)]
struct Begun {
    region: bool,
    unseen: bool,
    link: bool,
}

impl<'a> Walk<'a> {
    /// A walk that has not begun.
    pub(super) fn new(doc: &'a mut Document) -> Self {
        Self {
            doc,
            regions: vec![Region::Main],
            headings: Vec::new(),
            blocks: Vec::new(),
            links: Vec::new(),
            struck: 0,
            unseen: 0,
            begun: Vec::new(),
            text: String::new(),
            text_link: None,
            text_mixed: false,
            struck_ranges: Vec::new(),
            spans: Vec::new(),
            total: 0,
        }
    }

    /// Walks the whole page.
    pub(super) fn run(mut self, html: &Html) {
        let mut depth = 0;
        for edge in html.tree.root().traverse() {
            match edge {
                ego_tree::iter::Edge::Open(node) => {
                    depth += 1;
                    if depth <= MAX_DEPTH {
                        self.open(node);
                    }
                    if self.total > MAX_TEXT
                        || self.doc.blocks.len() > MAX_BLOCKS
                        || self.doc.links.len() > MAX_LINKS
                    {
                        self.doc.cut = true;
                        break;
                    }
                }
                ego_tree::iter::Edge::Close(node) => {
                    if depth <= MAX_DEPTH {
                        self.close(node);
                    }
                    depth -= 1;
                }
            }
        }
        self.flush();
    }

    fn region(&self) -> Region {
        self.regions.last().copied().unwrap_or(Region::Main)
    }

    fn open(&mut self, node: ego_tree::NodeRef<'_, Node>) {
        match node.value() {
            Node::Text(text) => self.text(node, text),
            Node::Comment(comment) if self.doc.comments.len() < 200 => {
                self.doc.comments.push(comment.trim().chars().take(200).collect());
            }
            Node::Element(element) => self.open_element(node, element),
            _ => {}
        }
    }

    fn text(&mut self, node: ego_tree::NodeRef<'_, Node>, text: &str) {
        let parent = node.parent();
        let element = parent.as_ref().and_then(|p| p.value().as_element());
        match element.map(scraper::node::Element::name) {
            Some("title") if self.doc.title.is_empty() => {
                push_folded(&mut self.doc.title, beginning(text, MAX_WORDS));
                self.doc.title.truncate(self.doc.title.trim_end().len());
                return;
            }
            Some("script") => {
                self.doc.script_chars += text.len();
                return;
            }
            _ => {}
        }
        if self.unseen > 0 {
            return;
        }
        let id = parent.map_or_else(|| node.id(), |p| p.id());
        let mut rest = text;
        while !rest.is_empty() && self.total <= MAX_TEXT {
            let piece = piece(rest, MAX_BLOCK);
            if self.text.len() + piece.len() > MAX_BLOCK {
                self.flush();
            }
            rest = rest.get(piece.len()..).unwrap_or("");
            self.piece(piece, id);
        }
    }

    fn piece(&mut self, text: &str, id: NodeId) {
        let start = self.text.len();
        push_folded(&mut self.text, text);
        self.total += self.text.len() - start;
        if self.text.len() == start {
            return;
        }
        if !text.trim().is_empty() {
            let link = self.links.last().copied();
            if start == 0 {
                self.text_link = link;
            } else if self.text_link != link {
                self.text_mixed = true;
            }
            if self.struck > 0 {
                self.struck_ranges.push(start..self.text.len());
            }
            self.spans.push((start, id));
        }
    }

    fn open_element(
        &mut self,
        node: ego_tree::NodeRef<'_, Node>,
        element: &scraper::node::Element,
    ) {
        let name = element.name();
        if is_block(name) {
            self.flush();
            self.blocks.push(node.id());
        }
        let region = region_of(element);
        let unseen = is_unseen(element);
        let links = self.links.len();
        if let Some(region) = region {
            // An article's own header or footer is not the page's.
            let inner = matches!(name, "header" | "footer")
                && node
                    .ancestors()
                    .any(|a| a.value().as_element().is_some_and(|e| matches!(e.name(), "article")));
            let current = self.region();
            let region = if inner || (current == Region::Footer && region != Region::Main) {
                current
            } else {
                region
            };
            self.regions.push(region);
        }
        if unseen {
            self.unseen += 1;
        }
        if matches!(name, "del" | "s" | "strike") {
            self.struck += 1;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.headings.push(name.as_bytes().get(1).map_or(1, |b| b - b'0'));
            }
            "br" => {
                if !self.text.is_empty() {
                    while self.text.ends_with(' ') {
                        self.text.pop();
                    }
                    self.text.push('\n');
                }
            }
            _ => self.collect(node, element),
        }
        self.begun.push(Begun { region: region.is_some(), unseen, link: self.links.len() > links });
    }

    /// What an element adds besides text.
    fn collect(&mut self, node: ego_tree::NodeRef<'_, Node>, element: &scraper::node::Element) {
        let id = node.id();
        let attr = |name: &str| element.attribute(name).map(str::trim).filter(|v| !v.is_empty());
        match element.name() {
            "html" => self.doc.lang = attr("lang").or(attr("xml:lang")).map(str::to_owned),
            "base" => {
                if let Some(base) = attr("href").and_then(|href| self.doc.url.join(href).ok()) {
                    self.doc.base = base;
                }
            }
            "meta" => {
                let name =
                    ["name", "property", "itemprop", "http-equiv"].into_iter().find_map(attr);
                if let (Some(name), Some(content)) = (name, element.attribute("content")) {
                    self.doc.meta.push(Meta {
                        name: name.to_ascii_lowercase(),
                        content: content.trim().to_owned(),
                        node: id,
                    });
                }
            }
            "a" | "area" => {
                if let Some(href) = attr("href") {
                    let text = link_text(node, element);
                    let url = self
                        .doc
                        .base
                        .join(href)
                        .ok()
                        .filter(|url| matches!(url.scheme(), "http" | "https"));
                    self.doc.links.push(Link {
                        href: href.to_owned(),
                        url,
                        text,
                        region: self.region(),
                        rel: attr("rel")
                            .unwrap_or("")
                            .split_whitespace()
                            .map(str::to_ascii_lowercase)
                            .collect(),
                        node: id,
                    });
                    self.links.push(self.doc.links.len() - 1);
                }
            }
            "img" => {
                let src = ["src", "data-src", "data-lazy-src", "srcset"].into_iter().find_map(attr);
                self.doc.images.push(Image {
                    src: src.unwrap_or("").to_owned(),
                    alt: attr("alt").unwrap_or("").to_owned(),
                    region: self.region(),
                    node: id,
                });
                self.resource("image", attr("src"), id);
            }
            "script" => {
                let kind = attr("type").unwrap_or("").to_ascii_lowercase();
                if kind.contains("json") {
                    let text = node
                        .children()
                        .filter_map(|c| c.value().as_text().map(|t| t.to_string()))
                        .collect();
                    self.doc.data_scripts.push(Script {
                        kind,
                        id: attr("id").map(str::to_owned),
                        text,
                        node: id,
                    });
                }
                self.resource("script", attr("src"), id);
            }
            "link" => {
                let rel = attr("rel").unwrap_or("").to_ascii_lowercase();
                if rel.split_whitespace().any(|token| token == "stylesheet") {
                    self.resource("stylesheet", attr("href"), id);
                }
            }
            "iframe" | "frame" => self.resource("frame", attr("src"), id),
            "video" | "audio" | "source" | "embed" => self.resource("media", attr("src"), id),
            "form" => {
                self.doc.forms.push(id);
                self.resource("form", attr("action"), id);
            }
            _ => {}
        }
    }

    fn resource(&mut self, kind: &'static str, address: Option<&str>, node: NodeId) {
        let Some(address) = address else { return };
        // A resource in the address itself is long, and loads nothing.
        if address.starts_with("data:") {
            return;
        }
        if let Ok(url) = self.doc.base.join(address)
            && matches!(url.scheme(), "http" | "https")
        {
            self.doc.resources.push(Resource { kind, url, node });
        }
    }

    fn close(&mut self, node: ego_tree::NodeRef<'_, Node>) {
        let Some(element) = node.value().as_element() else { return };
        let name = element.name();
        if is_block(name) {
            self.flush();
            self.blocks.pop();
        }
        let Some(begun) = self.begun.pop() else { return };
        if begun.region {
            self.regions.pop();
        }
        if begun.unseen {
            self.unseen = self.unseen.saturating_sub(1);
        }
        if begun.link {
            self.links.pop();
        }
        match name {
            "del" | "s" | "strike" => self.struck = self.struck.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.headings.pop();
            }
            _ => {}
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let struck = std::mem::take(&mut self.struck_ranges);
        let spans = std::mem::take(&mut self.spans);
        let link = self.text_link.take().filter(|_| !self.text_mixed);
        self.text_mixed = false;
        let trimmed = text.trim_end();
        if trimmed.trim().is_empty() {
            return;
        }
        let node = self.blocks.last().copied().or_else(|| spans.first().map(|(_, node)| *node));
        let Some(node) = node else { return };
        self.doc.blocks.push(Block {
            text: trimmed.to_owned(),
            node,
            region: self.region(),
            heading: self.headings.last().copied(),
            link,
            struck,
            spans,
        });
    }
}

/// At most so many bytes from the beginning of a text.
fn beginning(text: &str, most: usize) -> &str {
    let mut at = most.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    text.get(..at).unwrap_or("")
}

/// The beginning of a text up to a length, ending between words where it can.
fn piece(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let head = beginning(text, most);
    let space = head.char_indices().rev().take(200).find(|(_, c)| c.is_whitespace());
    space.and_then(|(at, _)| head.get(..at)).filter(|p| !p.is_empty()).unwrap_or(head)
}

/// The words of a link.
fn link_text(node: ego_tree::NodeRef<'_, Node>, element: &scraper::node::Element) -> String {
    let mut text = String::new();
    let mut alt = String::new();
    for inner in node.descendants().take(MAX_WORDS) {
        match inner.value() {
            Node::Text(t) => {
                let unseen = inner.parent().is_some_and(|p| {
                    p.value().as_element().is_some_and(|e| matches!(e.name(), "style" | "script"))
                });
                if !unseen {
                    push_folded(&mut text, beginning(t, MAX_WORDS));
                }
            }
            Node::Element(e) if e.name() == "img" && alt.is_empty() => {
                alt = e.attribute("alt").unwrap_or("").trim().to_owned();
            }
            Node::Element(e) if text.ends_with(|c: char| c != ' ') && is_block(e.name()) => {
                text.push(' ');
            }
            _ => {}
        }
        if text.len() > 500 {
            break;
        }
    }
    let text = text.trim();
    if !text.is_empty() {
        return text.to_owned();
    }
    let attribute = |name: &str| element.attribute(name).map(str::trim).filter(|v| !v.is_empty());
    attribute("aria-label").or(attribute("title")).map_or(alt, str::to_owned)
}

/// Folds white space; `\n` survives.
fn push_folded(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else if !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}') {
            out.push(c);
        }
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
    fn a_very_deep_page_is_bounded() {
        let source = format!("{}x{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert!(doc(&source).blocks.is_empty());
        assert!(doc(&source).cut);
    }

    #[test]
    fn a_very_long_page_is_cut_and_says_so() {
        let long = doc(&format!("<p>{}</p><p>end</p>", "word ".repeat(200_000)));
        assert!(long.cut);
        assert!(long.blocks.iter().all(|block| block.text.len() <= MAX_BLOCK));
        assert!(long.blocks.iter().map(|b| b.text.len()).sum::<usize>() <= MAX_TEXT + MAX_BLOCK);
        assert!(doc(&"<p>x</p>".repeat(30_000)).cut);
        assert!(doc(&"<a href=/x>x</a>".repeat(12_000)).cut);
        assert!(!doc(&"<p>An ordinary page.</p>".repeat(2_000)).cut);
    }

    #[test]
    fn a_long_block_goes_on_between_words() {
        let d = doc(&format!("<p>{}</p>", "word ".repeat(5_000)));
        assert!(d.blocks.len() > 1 && !d.cut);
        assert!(d.blocks.iter().all(|block| block.text.split(' ').all(|word| word == "word")));
    }
}
