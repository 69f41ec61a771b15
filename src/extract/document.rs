//! One page, parsed once and laid out for all extractors.
//!
//! A [`Document`] is made by a single walk over the DOM: text as [`Block`]s in
//! reading order (with the region of the page, the heading level and what is
//! struck through), links, images, scripts with data, frames and the resources
//! a page loads. Extractors read these and go back to the DOM (by node) only for
//! what is particular to them, such as form fields.
//!
//! It must not know any natural language and must not decide what anything
//! means. Depth and size are bounded, so that a hostile page costs no more than
//! a large one: at most [`MAX_TEXT`] bytes of visible text, [`MAX_BLOCKS`] blocks
//! and [`MAX_LINKS`] links are laid out, a block of more than [`MAX_BLOCK`] bytes
//! goes on in another, and the nesting and number of nodes are those of
//! [`bounds`](super::bounds). A page beyond that ends there, and says so in
//! [`Document::cut`].

use super::bounds;
use super::price::find::Sighting;
use super::structured::Item;
use ego_tree::NodeId;
use scraper::{ElementRef, Html, Node};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use url::Url;

/// Text deeper than this in the tree is not read.
const MAX_DEPTH: usize = 400;
/// The most bytes of visible text; the longest terms of sale are a third of it.
const MAX_TEXT: usize = 400_000;
/// The most blocks of text.
const MAX_BLOCKS: usize = 20_000;
/// The most links.
const MAX_LINKS: usize = 10_000;
/// The longest block, in bytes.
const MAX_BLOCK: usize = 16_000;
/// The most bytes of one text that the words of a link or a title are taken from.
const MAX_WORDS: usize = 2_000;
/// The longest identifier that a selector begins with.
const MAX_ID: usize = 100;

/// One page, parsed.
pub struct Document {
    /// The DOM, for extractors that need more than the layout below.
    pub html: Html,
    /// The address of the page.
    pub url: Url,
    /// The address that relative links start from (`<base>`).
    pub base: Url,
    /// `lang` of the root element, as written.
    pub lang: Option<String>,
    /// `<title>`, white space folded.
    pub title: String,
    /// `<meta>` with a name, property, itemprop or http-equiv.
    pub meta: Vec<Meta>,
    /// Visible text in reading order.
    pub blocks: Vec<Block>,
    /// Links in reading order.
    pub links: Vec<Link>,
    /// Images in reading order.
    pub images: Vec<Image>,
    /// Scripts that hold data (`application/ld+json`, `application/json`).
    pub data_scripts: Vec<Script>,
    /// Addresses of scripts, styles, images, frames and form targets.
    pub resources: Vec<Resource>,
    /// All `<form>` elements.
    pub forms: Vec<NodeId>,
    /// Comments, for marks that platforms leave.
    pub comments: Vec<String>,
    /// Characters of inline script; much script with little text means that the
    /// page is drawn by script.
    pub script_chars: usize,
    /// The page goes on beyond what was read of it.
    pub cut: bool,
    /// What several extractors read alike.
    pub(in crate::extract) once: Once,
    /// Places among the siblings of one name, and whether there are no others.
    places: RefCell<HashMap<NodeId, (usize, bool)>>,
}

/// Readings of a page that several extractors start from, made when the first
/// of them asks.
#[derive(Default)]
pub(in crate::extract) struct Once {
    /// The items of its structured data.
    pub(in crate::extract) items: OnceCell<Vec<Item>>,
    /// The prices it shows.
    pub(in crate::extract) prices: OnceCell<Vec<Sighting>>,
}

/// A run of text without a block boundary inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The text; white space folded, `<br>` kept as a line feed.
    pub text: String,
    /// The nearest block element.
    pub node: NodeId,
    /// Part of the page.
    pub region: Region,
    /// Level when inside `<h1>` to `<h6>`.
    pub heading: Option<u8>,
    /// Number of the link the whole block lies in, in [`Document::links`].
    pub link: Option<usize>,
    /// Byte ranges of `text` that are struck through (`<del>`, `<s>`).
    pub struck: Vec<std::ops::Range<usize>>,
    /// Where each text node begins in `text`, with its element.
    pub spans: Vec<(usize, NodeId)>,
}

/// Part of a page, by element, role, or the usual class and id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    /// Page header.
    Header,
    /// Navigation.
    Nav,
    /// Everything else.
    Main,
    /// Side column.
    Aside,
    /// Page footer.
    Footer,
}

/// A `<meta>` element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Value of `name`, `property`, `itemprop` or `http-equiv`, lower case.
    pub name: String,
    /// Value of `content`.
    pub content: String,
    /// The element.
    pub node: NodeId,
}

/// An `<a href>` (or `<area>`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// `href` as written.
    pub href: String,
    /// `href` resolved, for HTTP(S) only, with its fragment.
    pub url: Option<Url>,
    /// The words: text, else `aria-label`, `title`, or the `alt` of its image.
    pub text: String,
    /// Part of the page.
    pub region: Region,
    /// Tokens of `rel`, lower case.
    pub rel: Vec<String>,
    /// The element.
    pub node: NodeId,
}

/// An `<img>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// `src` (or the first lazy-loading attribute) as written.
    pub src: String,
    /// `alt`.
    pub alt: String,
    /// Part of the page.
    pub region: Region,
    /// The element.
    pub node: NodeId,
}

/// A script that holds data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// `type`, lower case.
    pub kind: String,
    /// `id`, when given.
    pub id: Option<String>,
    /// The content as written.
    pub text: String,
    /// The element.
    pub node: NodeId,
}

/// Something a page loads or posts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// `script`, `stylesheet`, `image`, `frame`, `media`, `form`.
    pub kind: &'static str,
    /// Resolved address.
    pub url: Url,
    /// The element.
    pub node: NodeId,
}

impl Document {
    /// Parses a page.
    #[must_use]
    pub fn parse(source: &str, url: &Url) -> Self {
        let (html, cut) = bounds::parse(source);
        let mut document = Self {
            html,
            url: url.clone(),
            base: url.clone(),
            lang: None,
            title: String::new(),
            meta: Vec::new(),
            blocks: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            data_scripts: Vec::new(),
            resources: Vec::new(),
            forms: Vec::new(),
            comments: Vec::new(),
            script_chars: 0,
            cut,
            once: Once::default(),
            places: RefCell::default(),
        };
        let html = std::mem::replace(&mut document.html, Html::new_document());
        Walk::new(&mut document).run(&html);
        document.html = html;
        document
    }

    /// Lays out plain text or Markdown as a page: a paragraph a block, lines
    /// that begin with `#` or are underlined as headings, `[words](address)` as
    /// links.
    #[must_use]
    pub fn from_text(text: &str, url: &Url) -> Self {
        Self::parse(&markup_of_text(text), url)
    }

    /// All visible text, a block a line.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            out.push_str(&block.text);
            out.push('\n');
        }
        out
    }

    /// Words of the visible text outside header, navigation and footer.
    #[must_use]
    pub fn words(&self) -> usize {
        self.blocks
            .iter()
            .filter(|block| matches!(block.region, Region::Main | Region::Aside))
            .map(|block| block.text.split_whitespace().count())
            .sum()
    }

    /// The element of a node.
    #[must_use]
    pub fn element(&self, node: NodeId) -> Option<ElementRef<'_>> {
        self.html.tree.get(node).and_then(ElementRef::wrap)
    }

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
    fn place(&self, node: ego_tree::NodeRef<'_, Node>) -> (usize, bool) {
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

impl Block {
    /// The element whose text stands at a byte offset.
    #[must_use]
    pub fn node_at(&self, offset: usize) -> NodeId {
        let index = self.spans.partition_point(|(start, _)| *start <= offset);
        index.checked_sub(1).and_then(|i| self.spans.get(i)).map_or(self.node, |(_, node)| *node)
    }

    /// Whether a byte offset lies in struck-through text.
    #[must_use]
    pub fn is_struck(&self, offset: usize) -> bool {
        let index = self.struck.partition_point(|range| range.start <= offset);
        index.checked_sub(1).and_then(|i| self.struck.get(i)).is_some_and(|r| r.contains(&offset))
    }
}

/// Escapes text for HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Turns Markdown-like text into simple markup.
fn markup_of_text(text: &str) -> String {
    let mut out = String::from("<!doctype html><body><main>");
    for paragraph in text.split("\n\n") {
        let paragraph = paragraph.trim();
        let mut rest = String::new();
        for line in paragraph.lines() {
            let level = line.bytes().take_while(|b| *b == b'#').count();
            if let Some(level) = underline(line).filter(|_| !rest.trim().is_empty()) {
                out.push_str(&format!("<h{level}>{}</h{level}>", linked(rest.trim())));
                rest.clear();
            } else if (1..=6).contains(&level) {
                if !rest.is_empty() {
                    out.push_str(&format!("<p>{}</p>", linked(&rest)));
                    rest.clear();
                }
                let words = linked(line.trim_start_matches('#').trim());
                out.push_str(&format!("<h{level}>{words}</h{level}>"));
            } else {
                rest.push_str(line);
                rest.push('\n');
            }
        }
        if !rest.trim().is_empty() {
            out.push_str(&format!("<p>{}</p>", linked(&rest)));
        }
    }
    out
}

/// The level of the heading that a line of `=` or `-` underlines.
fn underline(line: &str) -> Option<u8> {
    let line = line.trim();
    let all = |c: char| line.len() >= 3 && line.chars().all(|other| other == c);
    if all('=') {
        Some(1)
    } else if all('-') {
        Some(2)
    } else {
        None
    }
}

/// Escapes text and makes `[words](address)` into links.
fn linked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let Some(middle) = rest[open..].find("](").map(|i| i + open) else { break };
        let Some(close) = rest[middle..].find(')').map(|i| i + middle) else { break };
        out.push_str(&escape(&rest[..open]));
        let (words, href) = (&rest[open + 1..middle], &rest[middle + 2..close]);
        out.push_str(&format!("<a href=\"{}\">{}</a>", escape(href.trim()), escape(words)));
        rest = &rest[close + 1..];
    }
    out.push_str(&escape(rest));
    out
}

/// Elements that begin a new block.
fn is_block(name: &str) -> bool {
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
fn is_unseen(element: &scraper::node::Element) -> bool {
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
    if element.attr("hidden").is_some() {
        return true;
    }
    element.attr("style").is_some_and(|style| {
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}

/// The region an element opens, if it opens one.
fn region_of(element: &scraper::node::Element) -> Option<Region> {
    match element.name() {
        "header" => return Some(Region::Header),
        "nav" => return Some(Region::Nav),
        "footer" => return Some(Region::Footer),
        "aside" => return Some(Region::Aside),
        "main" => return Some(Region::Main),
        "div" | "section" | "ul" | "table" | "td" => {}
        _ => return None,
    }
    match element.attr("role") {
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

/// Folds white space; `\n` survives.
fn push_folded(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else if !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}') {
            out.push(c);
        }
    }
}

struct Walk<'a> {
    doc: &'a mut Document,
    regions: Vec<Region>,
    headings: Vec<u8>,
    blocks: Vec<NodeId>,
    links: Vec<usize>,
    struck: usize,
    unseen: usize,
    text: String,
    text_link: Option<usize>,
    text_mixed: bool,
    struck_ranges: Vec<std::ops::Range<usize>>,
    spans: Vec<(usize, NodeId)>,
    /// Bytes of visible text so far.
    total: usize,
}

impl<'a> Walk<'a> {
    fn new(doc: &'a mut Document) -> Self {
        Self {
            doc,
            regions: vec![Region::Main],
            headings: Vec::new(),
            blocks: Vec::new(),
            links: Vec::new(),
            struck: 0,
            unseen: 0,
            text: String::new(),
            text_link: None,
            text_mixed: false,
            struck_ranges: Vec::new(),
            spans: Vec::new(),
            total: 0,
        }
    }

    fn run(mut self, html: &Html) {
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
        if let Some(region) = region_of(element) {
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
        if is_unseen(element) {
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
    }

    /// What an element adds besides text.
    fn collect(&mut self, node: ego_tree::NodeRef<'_, Node>, element: &scraper::node::Element) {
        let id = node.id();
        let attr = |name: &str| element.attr(name).map(str::trim).filter(|v| !v.is_empty());
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
                if let (Some(name), Some(content)) = (name, element.attr("content")) {
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
        if region_of(element).is_some() {
            self.regions.pop();
        }
        if is_unseen(element) {
            self.unseen = self.unseen.saturating_sub(1);
        }
        match name {
            "del" | "s" | "strike" => self.struck = self.struck.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.headings.pop();
            }
            "a" | "area" if element.attr("href").is_some_and(|h| !h.trim().is_empty()) => {
                self.links.pop();
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
                alt = e.attr("alt").unwrap_or("").trim().to_owned();
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
    let attribute = |name: &str| element.attr(name).map(str::trim).filter(|v| !v.is_empty());
    attribute("aria-label").or(attribute("title")).map_or(alt, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(source: &str) -> Document {
        Document::parse(source, &Url::parse("https://shop.example/a/").unwrap())
    }

    fn texts(document: &Document) -> Vec<&str> {
        document.blocks.iter().map(|block| block.text.as_str()).collect()
    }

    #[test]
    fn blocks_follow_the_layout() {
        let d = doc("<div>One <b>two</b><p>three<br>four</div><footer>Five</footer>");
        assert_eq!(texts(&d), ["One two", "three\nfour", "Five"]);
        assert_eq!(d.blocks[2].region, Region::Footer);
    }

    #[test]
    fn unseen_text_is_left_out() {
        let d = doc("<p>a<script>b</script></p><p hidden>c</p><p style='display: none'>d</p>");
        assert_eq!(texts(&d), ["a"]);
    }

    #[test]
    fn links_have_words_and_absolute_addresses() {
        let d =
            doc("<nav><a href='../x#y'><img alt='Cart'></a></nav><a href='mailto:a@b.se'>m</a>");
        assert_eq!(d.links[0].text, "Cart");
        assert_eq!(d.links[0].region, Region::Nav);
        assert_eq!(d.links[0].url.as_ref().unwrap().as_str(), "https://shop.example/x#y");
        assert!(d.links[1].url.is_none());
    }

    #[test]
    fn struck_text_is_marked() {
        let d = doc("<p><del>200 kr</del> 150 kr</p>");
        assert!(d.blocks[0].is_struck(0));
        assert!(!d.blocks[0].is_struck(8));
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

    #[test]
    fn text_becomes_a_page() {
        let url = Url::parse("https://shop.example/").unwrap();
        let d = Document::from_text("# Terms\nSee [here](/x) & there.\n\nMore <b>.", &url);
        assert_eq!(texts(&d), ["Terms", "See here & there.", "More <b>."]);
        assert_eq!(d.blocks[0].heading, Some(1));
        assert_eq!(d.links[0].text, "here");
    }
}
