//! The lines of a page, across its blocks: addresses run over several.

use super::super::cues::{Mark, Marks};
use crate::extract::{Document, Region};

/// Longer lines are read in pieces.
const LONGEST_PIECE: usize = 1_000;

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
            let mut rest = text;
            while !rest.trim().is_empty() {
                let text = piece(rest);
                lines.push(Line { block: index, start, text, region: block.region });
                start += text.len();
                rest = rest.get(text.len()..).unwrap_or("");
            }
            start += rest.len() + 1;
        }
    }
    lines
}

/// The beginning of a line up to the greatest length, ending between sentences
/// or words where it can.
fn piece(line: &str) -> &str {
    if line.len() <= LONGEST_PIECE {
        return line;
    }
    let head = line.get(..line.floor_char_boundary(LONGEST_PIECE)).unwrap_or(line);
    let cut = head.rfind(". ").or_else(|| head.rfind(' ')).filter(|at| *at > 0);
    cut.and_then(|at| head.get(..=at)).unwrap_or(head)
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
        self.marks.within(self.line.block, place..place + 1).iter()
    }
}
