//! What the label before a number says it is.

use super::cues::{Cue, Marks};
use crate::extract::Document;
use std::ops::Range;

/// What stands before a number.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A telephone number follows.
    Phone,
    /// A fax number follows.
    Fax,
    /// A number of another kind follows.
    Other,
    /// No label stands there.
    None,
}

/// The nearest label before a number: in its line, at the end of the line or
/// block above, or that of the number just before it, which is given with
/// whether it was a fax.
pub(super) fn label(
    doc: &Document,
    marks: &Marks,
    index: usize,
    range: &Range<usize>,
    last: Option<(Range<usize>, bool)>,
) -> Label {
    let Some(block) = doc.blocks.get(index) else { return Label::None };
    let text = block.text.as_str();
    let wanted = |cue: Cue| {
        matches!(cue, Cue::Phone | Cue::Fax | Cue::OtherNumber | Cue::Registration(_) | Cue::Vat)
    };
    let from = last.as_ref().map_or(0, |(before, _)| before.end);
    let nearest = marks
        .last_before(index, range.start, 40, wanted)
        .filter(|mark| mark.range.start >= from)
        .filter(|mark| fits(text, &mark.range, range.start));
    if let Some(mark) = nearest {
        return kind(marks, index, mark.range.clone(), mark.cue);
    }
    if let Some((before, fax)) = last {
        let gap = text.get(before.end..range.start).unwrap_or("");
        if gap.chars().count() <= 6 && !gap.chars().any(char::is_alphanumeric) {
            return if fax { Label::Fax } else { Label::Phone };
        }
    }
    // A label in a cell or line of its own.
    let alone = text
        .get(..range.start)
        .is_none_or(|before| before.trim_matches([' ', ':', '\n', '+']).is_empty());
    if alone
        && let Some(above) = index.checked_sub(1).and_then(|i| doc.blocks.get(i))
        && above.text.len() <= 48
    {
        let mark = marks
            .block(index - 1)
            .iter()
            .filter(|mark| wanted(mark.cue))
            .max_by_key(|mark| (mark.range.end, mark.range.len()));
        if let Some(mark) = mark
            && above
                .text
                .get(mark.range.end..)
                .is_some_and(|rest| rest.chars().filter(|c| c.is_alphanumeric()).count() <= 12)
        {
            return kind(marks, index - 1, mark.range.clone(), mark.cue);
        }
    }
    Label::None
}

/// A one-letter label must stand by itself right before its number; a longer
/// one may have a few words in between, but no sentence end or other number.
fn fits(text: &str, label: &Range<usize>, place: usize) -> bool {
    let gap = text.get(label.end..place).unwrap_or("");
    // The point of an abbreviation ends no sentence.
    let gap = gap.strip_prefix('.').unwrap_or(gap);
    let digits = gap.bytes().filter(u8::is_ascii_digit).count();
    if label.len() <= 2 {
        let before = text.get(..label.start).and_then(|t| t.chars().next_back());
        let mark = gap.trim();
        return before.is_none_or(|c| c.is_whitespace() || "|,·•(/".contains(c))
            && matches!(mark, ":" | "." | ".:" | "" | "|" | ")" | "-" | "–")
            && gap.len() <= 5;
    }
    digits < 4 && !gap.contains(". ") && gap.matches('\n').count() <= 1
}

fn kind(marks: &Marks, index: usize, range: Range<usize>, cue: Cue) -> Label {
    match cue {
        Cue::Phone => Label::Phone,
        // *Tel/fax* is both.
        Cue::Fax if marks.before(index, range.start, 5, |c| c == Cue::Phone) => Label::Phone,
        Cue::Fax => Label::Fax,
        _ => Label::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::contact::clues::testing::page;

    fn label_of(source: &str) -> Label {
        let (doc, clues) = page(source, Some("SE"));
        let found =
            doc.blocks.iter().enumerate().find_map(|(i, b)| Some((i, b.text.find("22 80")?)));
        let (index, place) = found.unwrap();
        label(&doc, &clues.marks, index, &(place..place + 11), None)
    }

    #[test]
    fn the_nearest_label_counts() {
        for (source, expected) in [
            ("<p>Tlf: 22 80 41 56</p>", Label::Phone),
            ("<p>Tel/fax: 22 80 41 56</p>", Label::Phone),
            ("<p>Telefon nedan<br>Fax: 22 80 41 56</p>", Label::Fax),
            ("<dl><dt>Telefon</dt><dd>22 80 41 56</dd></dl>", Label::Phone),
            ("<p>Ordernummer 22 80 41 56</p>", Label::Other),
            ("<p>Stol 22 80 41 56</p>", Label::None),
        ] {
            assert_eq!(label_of(source), expected, "{source}");
        }
    }
}
