//! Where in the text of a page an element stands.
//!
//! What a link says in its address is told by the words around the link, which
//! stand in the blocks of text; here is the way from one to the other.

use crate::extract::{Block, Document};
use ego_tree::NodeId;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Elements inside one that are asked for their text.
const MAX_INNER: usize = 20;

/// The places of elements, worked out when first asked for.
#[derive(Debug, Default)]
pub(in crate::extract) struct Places(OnceCell<HashMap<NodeId, (usize, usize)>>);

impl Places {
    /// The block in which the text of an element begins, and where in it.
    pub(super) fn of(&self, doc: &Document, node: NodeId) -> Option<(usize, usize)> {
        let places = self.0.get_or_init(|| {
            let mut places = HashMap::new();
            for (index, block) in doc.blocks.iter().enumerate() {
                for (start, node) in &block.spans {
                    places.entry(*node).or_insert((index, *start));
                }
            }
            places
        });
        let inner = doc.html.tree.get(node)?.descendants().take(MAX_INNER);
        inner.filter_map(|node| places.get(&node.id()).copied()).min()
    }
}

/// Whether the text of another element begins at a place of a block.
pub(super) fn is_edge(block: &Block, place: usize) -> bool {
    block.spans.binary_search_by_key(&place, |(start, _)| *start).is_ok()
}

/// The part of a text at a place of a block up to where the next element begins.
pub(super) fn cut<'a>(block: &Block, place: usize, text: &'a str) -> &'a str {
    let after = block.spans.partition_point(|(start, _)| *start <= place);
    let last = block.spans.get(after..).unwrap_or(&[]).iter().rev();
    // The furthest edge inside the text: an address may itself be in pieces.
    let edge = last.map(|(start, _)| *start).find(|start| *start < place + text.len());
    edge.and_then(|edge| text.get(..edge - place)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    #[test]
    fn an_element_leads_to_its_text() {
        let url = Url::parse("https://tallbod.example/").unwrap();
        let doc = Document::parse("<p>By <a href=/x><b>us</b></a></p>", &url);
        let places = Places::default();
        assert_eq!(places.of(&doc, doc.links[0].node), Some((0, 3)));
        assert!(is_edge(&doc.blocks[0], 3) && !is_edge(&doc.blocks[0], 4));
    }

    #[test]
    fn a_text_ends_where_the_next_element_begins() {
        let url = Url::parse("https://tallbod.example/").unwrap();
        let doc = Document::parse("<p><i>a@b.se</i><i>Tel</i></p>", &url);
        assert_eq!(cut(&doc.blocks[0], 0, "a@b.seTel"), "a@b.se");
        assert_eq!(cut(&doc.blocks[0], 0, "a@b"), "a@b");
    }
}
