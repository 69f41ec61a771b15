//! What a reader would take for an address, although no whole one can be made of it.
//!
//! Evidence: words that introduce an address, with a number soon after them; or, in the
//! footer and on a page of contact, a word of a street with a number beside it in a short
//! line. An address in such a form is no address that can be compared, and no proof that
//! there is none either.

use crate::extract::contact::clues::Clues;
use crate::extract::contact::cues::{Cue, Mark};
use crate::extract::{Block, Document, PageKind, PageReading, Region};

/// Bytes after the words that introduce an address.
const SOON: usize = 100;
/// Words of a line that may be an address.
const SHORT: usize = 30;

/// The text of a page that looks like an address.
pub(in crate::extract::contact) fn find<'d>(
    doc: &'d Document,
    clues: &Clues,
    reading: &PageReading,
) -> Option<&'d str> {
    let page = matches!(reading.kind, Some(PageKind::Contact | PageKind::Imprint));
    doc.blocks.iter().enumerate().find_map(|(index, block)| {
        let marks = clues.marks.block(index);
        let others =
            |mark: &&Mark| matches!(mark.cue, Cue::Authority | Cue::Supplier | Cue::Service);
        let place = page || block.region == Region::Footer;
        let like = !marks.iter().any(|mark| others(&mark))
            && (introduced(block, marks) || place && on_a_street(block, marks));
        like.then_some(block.text.as_str())
    })
}

/// Words that introduce an address, and a number after them.
fn introduced(block: &Block, marks: &[Mark]) -> bool {
    let text = &block.text;
    marks.iter().filter(|mark| mark.cue == Cue::Address && mark.range.len() > 2).any(|mark| {
        let after = text.get(mark.range.end..).unwrap_or("").trim_start();
        let value = after.strip_prefix([':', '–', '-']).unwrap_or("");
        digit(value.as_bytes().get(..value.len().min(SOON)).unwrap_or_default())
    })
}

/// The name of a street with the number of a house after or before it, in a short line.
fn on_a_street(block: &Block, marks: &[Mark]) -> bool {
    let text = &block.text;
    text.split_whitespace().count() <= SHORT
        && marks.iter().filter(|mark| mark.cue == Cue::Street).any(|mark| {
            let begin = text.get(..mark.range.start).unwrap_or("");
            let before = begin.trim_end_matches(char::is_alphabetic);
            let name = text.get(before.len()..).unwrap_or("");
            if !name.starts_with(char::is_uppercase) {
                return false;
            }
            let after = name.trim_start_matches(|c: char| !c.is_whitespace());
            let names = before.split_whitespace().rev();
            let mut names = names.skip_while(|word| word.starts_with(char::is_uppercase)).take(1);
            after.split_whitespace().next().is_some_and(is_house)
                || names.next().is_some_and(is_house)
        })
}

/// The number of a house: up to four digits, perhaps with a letter.
fn is_house(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', ';']);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&digits) && word.len() <= digits + 1 && !word.ends_with('-')
}

fn digit(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_digit)
}
