//! The lines of a page, across its blocks: addresses run over several.

use super::super::cues::{Mark, Marks};
use crate::extract::{Document, Region};

/// One line of the page.
pub(super) struct Line<'a> {
    pub(super) block: usize,
    /// Where it begins in the block.
    pub(super) start: usize,
    pub(super) text: &'a str,
    pub(super) region: Region,
}

/// All lines that say something.
pub(super) fn lines(doc: &Document) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for (index, block) in doc.blocks.iter().enumerate() {
        let mut start = 0;
        for text in block.text.split('\n') {
            if !text.trim().is_empty() {
                lines.push(Line { block: index, start, text, region: block.region });
            }
            start += text.len() + 1;
        }
    }
    lines
}

/// The cues of one line.
pub(super) struct LineCues<'a> {
    pub(super) marks: &'a Marks,
    pub(super) line: &'a Line<'a>,
}

impl LineCues<'_> {
    /// The cue that begins at a place of the line.
    pub(super) fn starting(&self, place: usize) -> impl Iterator<Item = &Mark> {
        let place = self.line.start + place;
        self.marks.block(self.line.block).iter().filter(move |mark| mark.range.start == place)
    }
}
