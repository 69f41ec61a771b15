//! The document as it stands in the browser, made into a [`View`].
//!
//! The script in the page gives each element a number in an attribute whose name
//! nobody can guess. The numbers lead from a selector of extraction back to the
//! live element, and are taken out of what is kept.

use crate::extract::Document;
use crate::snapshot::{ElementBox, Screenshot, View, sha256};
use bytes::Bytes;
use scraper::Selector;
use serde::Deserialize;
use std::collections::HashMap;
use url::Url;

/// What the script in the page hands over.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Taken {
    /// The document, numbered.
    pub(super) html: String,
    /// Number, left, top, width, height.
    pub(super) boxes: Vec<(usize, f64, f64, f64, f64)>,
    /// There was more of it.
    pub(super) cut: bool,
    /// Where it is.
    pub(super) url: String,
    /// Height in CSS pixels.
    pub(super) height: f64,
}

/// A document whose elements can be found again.
#[derive(Debug, Clone)]
pub(super) struct Numbered {
    html: String,
    mark: String,
    url: Url,
}

/// A page made of what was taken, and the way back to its elements.
pub(super) fn view(
    taken: Taken,
    mark: &str,
    status: Option<u16>,
    screenshot: Option<Screenshot>,
    seen_at: String,
) -> Option<(View, Numbered)> {
    let url = Url::parse(&taken.url).ok()?;
    let numbered = Numbered { html: taken.html, mark: mark.to_owned(), url };
    let boxes = numbered.boxes(&taken.boxes);
    let html = Bytes::from(strip(&numbered.html, mark));
    let view = View {
        url: numbered.url.to_string(),
        status,
        rendered: true,
        sha256: sha256(&html),
        html,
        truncated: taken.cut,
        screenshot,
        boxes,
        seen_at,
    };
    Some((view, numbered))
}

impl Numbered {
    /// The number of the element that a selector leads to.
    pub(super) fn number(&self, selector: &str) -> Option<usize> {
        let selector = Selector::parse(selector).ok()?;
        let document = Document::parse(&self.html, &self.url);
        let element = document.html.select(&selector).next()?;
        element.value().attr(&self.mark)?.parse().ok()
    }

    /// Where the page is.
    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    /// The selector of the element with this number.
    pub(super) fn selector(&self, number: usize) -> Option<String> {
        let document = Document::parse(&self.html, &self.url);
        let wanted = number.to_string();
        let mut nodes = document.html.tree.nodes();
        let node = nodes.find(|node| {
            node.value().as_element().and_then(|e| e.attr(&self.mark)) == Some(wanted.as_str())
        });
        node.map(|node| document.selector(node.id()))
    }

    /// The boxes with selectors in place of numbers.
    fn boxes(&self, boxes: &[(usize, f64, f64, f64, f64)]) -> Vec<ElementBox> {
        let by_number: HashMap<usize, _> = boxes.iter().map(|given| (given.0, given)).collect();
        let document = Document::parse(&self.html, &self.url);
        let nodes = document.html.tree.nodes().filter_map(|node| {
            let number = node.value().as_element()?.attr(&self.mark)?.parse::<usize>().ok()?;
            let (_, x, y, width, height) = by_number.get(&number)?;
            Some(ElementBox {
                selector: document.selector(node.id()),
                x: whole(*x),
                y: whole(*y),
                width: whole(*width).unsigned_abs(),
                height: whole(*height).unsigned_abs(),
            })
        });
        nodes.collect()
    }
}

/// A number of pixels; the cast saturates.
#[allow(clippy::cast_possible_truncation)]
fn whole(pixels: f64) -> i32 {
    pixels as i32
}

/// The document without its numbers.
fn strip(html: &str, mark: &str) -> String {
    let start = format!(" {mark}=\"");
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(&start) {
        out.push_str(before);
        rest = after.split_once('"').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(html: &str) -> Taken {
        Taken {
            html: html.to_owned(),
            boxes: vec![(4, 10.4, -3.0, 100.0, 20.0)],
            cut: false,
            url: "https://shop.example/a".to_owned(),
            height: 900.0,
        }
    }

    #[test]
    fn selectors_of_the_kept_page_lead_back_to_the_numbers() {
        let html = "<html x1=\"0\"><body x1=\"1\"><p x1=\"2\">a</p>\
            <form x1=\"3\"><button class=\"b\" x1=\"4\">Go</button></form></body></html>";
        let (view, numbered) = view(taken(html), "x1", Some(200), None, String::new()).unwrap();
        let kept = String::from_utf8(view.html.to_vec()).unwrap();
        assert!(!kept.contains("x1") && kept.contains("<button class=\"b\">Go</button>"));
        let document = Document::parse(&kept, &Url::parse(&view.url).unwrap());
        let button = Selector::parse("button").unwrap();
        let node = document.html.select(&button).next().unwrap().id();
        let selector = document.selector(node);
        assert_eq!(numbered.number(&selector), Some(4));
        assert_eq!(numbered.selector(4), Some(selector.clone()));
        assert_eq!(numbered.number("#nowhere"), None);
        assert_eq!(view.boxes.len(), 1);
        assert_eq!(view.boxes[0].selector, selector);
        assert_eq!((view.boxes[0].x, view.boxes[0].width), (10, 100));
    }

    #[test]
    fn the_way_back_holds_where_the_parser_puts_elements_elsewhere() {
        // Made by script: a paragraph in a paragraph, which no parser leaves so.
        let html = "<html x1=\"0\"><body x1=\"1\"><p x1=\"2\">a<p x1=\"3\">b</p></p>\
            <p x1=\"4\">c</p></body></html>";
        let (view, numbered) = view(taken(html), "x1", None, None, String::new()).unwrap();
        let kept = String::from_utf8(view.html.to_vec()).unwrap();
        let document = Document::parse(&kept, &Url::parse(&view.url).unwrap());
        let c = document.blocks.iter().find(|block| block.text == "c").unwrap();
        assert_eq!(numbered.number(&document.selector(c.node)), Some(4));
    }
}
