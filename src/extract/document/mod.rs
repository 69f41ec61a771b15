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
//! a large one: at most [`MAX_TEXT`](walk::MAX_TEXT) bytes of visible text,
//! [`MAX_BLOCKS`](walk::MAX_BLOCKS) blocks and [`MAX_LINKS`](walk::MAX_LINKS)
//! links are laid out, a block of more than [`MAX_BLOCK`](walk::MAX_BLOCK) bytes
//! goes on in another, and the nesting and number of nodes are those of
//! [`bounds`](super::bounds). A page beyond that ends there, and says so in
//! [`Document::cut`].

mod attributes;
mod elements;
mod plain;
mod selector;
mod walk;

pub(in crate::extract) use attributes::Attributes;

use super::bounds;
use super::price::find::Sighting;
use super::structured::Item;
use crate::vocabulary::Folded;
use ego_tree::NodeId;
use scraper::{ElementRef, Html};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use url::Url;
use walk::Walk;

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
    /// The text of each block, folded.
    folded: OnceCell<Vec<OnceCell<Folded>>>,
    /// What a block that is not there folds to.
    nothing: Folded,
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

impl Region {
    /// Whether it frames the page and says the same on every other.
    #[must_use]
    pub const fn is_frame(self) -> bool {
        matches!(self, Self::Header | Self::Nav | Self::Footer)
    }
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
        Self::parse(&plain::markup(text), url)
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

    /// The text of a block folded for comparison: once for all extractors, since
    /// each of them looks for its own phrases in it.
    pub(in crate::extract) fn folded(&self, block: usize) -> &Folded {
        let all = self.once.folded.get_or_init(|| vec![OnceCell::new(); self.blocks.len()]);
        match (all.get(block), self.blocks.get(block)) {
            (Some(cell), Some(block)) => cell.get_or_init(|| Folded::new(&block.text)),
            _ => &self.once.nothing,
        }
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

    /// Whether a visitor sees a node: neither it nor what it lies in is hidden by
    /// its attributes, nor a dialog that is shut, nor details that are folded.
    #[must_use]
    pub(crate) fn is_seen(&self, node: NodeId) -> bool {
        self.html.tree.get(node).is_some_and(|node| {
            let hidden = std::iter::once(node)
                .chain(node.ancestors())
                .filter_map(|above| above.value().as_element())
                .any(|above| elements::is_unseen(above) || elements::is_shut(above));
            !hidden && !elements::is_folded(node)
        })
    }

    /// The part of the page that a node stands in.
    #[must_use]
    pub(crate) fn region(&self, node: NodeId) -> Region {
        self.html
            .tree
            .get(node)
            .into_iter()
            .flat_map(|node| std::iter::once(node).chain(node.ancestors()))
            .filter_map(|above| above.value().as_element())
            .find_map(elements::region_of)
            .unwrap_or(Region::Main)
    }

    /// The element that a selector made by [`Document::selector`] leads to.
    #[must_use]
    pub(crate) fn find(&self, selector: &str) -> Option<NodeId> {
        let parsed = scraper::Selector::parse(selector).ok()?;
        self.html.select(&parsed).next().map(|element| element.id())
    }

    /// The element of a node.
    #[must_use]
    pub fn element(&self, node: NodeId) -> Option<ElementRef<'_>> {
        self.html.tree.get(node).and_then(ElementRef::wrap)
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
    fn what_a_tab_or_a_heading_opens_is_read() {
        let d =
            doc("<div role=tabpanel hidden>a</div><div class='faq-answer' style='display:none'>b\
             </div><div class=modal style='display:none'>c</div>");
        assert_eq!(texts(&d), ["a", "b"]);
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
    fn text_becomes_a_page() {
        let url = Url::parse("https://shop.example/").unwrap();
        let d = Document::from_text("# Terms\nSee [here](/x) & there.\n\nMore <b>.", &url);
        assert_eq!(texts(&d), ["Terms", "See here & there.", "More <b>."]);
        assert_eq!(d.blocks[0].heading, Some(1));
        assert_eq!(d.links[0].text, "here");
    }
}
