//! The text of a PDF document, laid out as a page like any other.
//!
//! Terms are often kept in a PDF. Its text is set into lines and paragraphs by
//! where it stands on the sheet ([`text`]) and then into simple markup, a
//! section a sheet, so that all extractors read it and evidence says on which
//! sheet a thing stands (`…/terms.pdf#page=2`, the fragment that PDF viewers
//! understand). Larger letters make a heading.
//!
//! A scan, which holds pictures of text, gives nothing, and so does a file that
//! cannot be read or asks for a password: such a document stays *only in a PDF*.
//! Files are hostile: sheets, decompressed bytes, operations and text are
//! bounded by count and never by time, no file or address that a document names
//! is opened, and a panic of the parser counts as a file that cannot be read.

mod text;

use super::Document;
use lopdf::{LoadOptions, Object};
use std::fmt::Write as _;
use std::panic::AssertUnwindSafe;
use text::{Budget, Line};
use url::Url;

/// The longest file that is read.
const MAX_FILE: usize = 8 << 20;
/// The most compressed streams of objects, each of which may grow.
const MAX_OBJECT_STREAMS: usize = 400;
/// What one of them may grow to, in bytes.
const MAX_OBJECT_STREAM: usize = 2 << 20;
/// The most sheets that are read.
const MAX_SHEETS: usize = 200;
/// The most bytes of text; what the layout of a page takes in.
const MAX_TEXT: usize = 400_000;
/// Letters this much larger than most make a heading.
const HEADING: f32 = 1.15;
/// A gap this much larger than most between lines begins a paragraph.
const PARAGRAPH: f32 = 1.3;
/// Words of the longest line that may be a heading.
const HEADING_WORDS: usize = 14;

/// Lays out a PDF document; nothing where it holds no text that can be read.
pub(super) fn document(source: &[u8], url: &Url) -> Option<Document> {
    let markup = markup(source)?;
    Some(Document::parse(&markup, url))
}

/// The text of a PDF document as simple markup.
fn markup(source: &[u8]) -> Option<String> {
    let needle = b"/ObjStm";
    let bombs = source.windows(needle.len()).filter(|window| window == needle).count();
    if source.len() > MAX_FILE || bombs > MAX_OBJECT_STREAMS {
        return None;
    }
    // The parser is not ours; nothing of it is used after a panic.
    let sheets = std::panic::catch_unwind(AssertUnwindSafe(|| sheets(source))).ok().flatten()?;
    if sheets.iter().flatten().all(|line| line.text.trim().is_empty()) {
        return None;
    }
    Some(laid_out(&sheets))
}

/// The lines of each sheet.
fn sheets(source: &[u8]) -> Option<Vec<Vec<Line>>> {
    let options =
        LoadOptions { max_decompressed_size: Some(MAX_OBJECT_STREAM), ..LoadOptions::default() };
    let pdf = lopdf::Document::load_mem_with_options(source, options).ok()?;
    if pdf.is_encrypted() {
        return None;
    }
    let mut budget = Budget::new(MAX_TEXT);
    let mut sheets = Vec::new();
    for id in pdf.page_iter().take(MAX_SHEETS) {
        if budget.is_spent() {
            break;
        }
        let lines = match pdf.get_object(id).and_then(Object::as_dict) {
            Ok(_) => text::lines(&pdf, id, &mut budget),
            Err(_) => Vec::new(),
        };
        sheets.push(lines);
    }
    Some(sheets)
}

/// The lines as markup: a section a sheet, larger letters as headings, a wide gap
/// as the end of a paragraph.
fn laid_out(sheets: &[Vec<Line>]) -> String {
    let body = most_common(sheets.iter().flatten().map(|line| (line.size, line.text.len())));
    let gaps = sheets.iter().flat_map(|lines| {
        lines.windows(2).filter_map(|pair| match pair {
            [above, below] if above.y > below.y => Some((above.y - below.y, 1)),
            _ => None,
        })
    });
    let gap = most_common(gaps);
    let mut out = String::from("<!doctype html><body><main>");
    for (number, lines) in sheets.iter().enumerate() {
        let _ = write!(out, "<section id=\"page={}\">", number + 1);
        let mut paragraph = String::new();
        let mut above: Option<&Line> = None;
        for line in lines {
            let large =
                line.size > body * HEADING && line.text.split_whitespace().count() <= HEADING_WORDS;
            let apart = above.is_none_or(|above| {
                let way = above.y - line.y;
                way < 0.0 || way > gap.max(line.size) * PARAGRAPH || above.size != line.size
            });
            if large || apart {
                close(&mut out, &mut paragraph);
            }
            if large {
                let level = if line.size > body * 1.45 { 1 } else { 2 };
                let _ = write!(out, "<h{level}>{}</h{level}>", escaped(&line.text));
            } else {
                // A short line before a gap stays a line of its own.
                paragraph.push_str(if paragraph.is_empty() { "" } else { " " });
                paragraph.push_str(&escaped(&line.text));
            }
            above = Some(line);
        }
        close(&mut out, &mut paragraph);
        out.push_str("</section>");
    }
    out
}

fn close(out: &mut String, paragraph: &mut String) {
    if !paragraph.trim().is_empty() {
        let _ = write!(out, "<p>{paragraph}</p>");
    }
    paragraph.clear();
}

/// The commonest value, to a tenth, by weight; of equals the smallest.
fn most_common(values: impl Iterator<Item = (f32, usize)>) -> f32 {
    let mut counts = std::collections::BTreeMap::<i64, usize>::new();
    for (value, weight) in values {
        // Far beyond any sheet; saturates.
        *counts.entry((value * 10.0) as i64).or_default() += weight;
    }
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(0.0, |(tenths, _)| tenths as f32 / 10.0)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
mod tests {
    use super::testing::{pdf, pdf_packed};
    use super::*;

    fn doc(source: &[u8]) -> Option<Document> {
        document(source, &Url::parse("https://shop.example/villkor.pdf").unwrap())
    }

    const SHEET: &str = "BT /F1 20 Tf 72 760 Td (K\\366pvillkor) Tj ET \
        BT /F1 11 Tf 72 730 Td (Dessa villkor g\\344ller alla) Tj 0 -13 Td (k\\366p i butiken.) Tj \
        0 -40 Td [(An) -20 (g) 10 (ra) -300 (dig) -280 (inom 14 dagar.)] TJ ET";

    #[test]
    fn text_is_set_into_headings_and_paragraphs() {
        for source in [pdf(&[SHEET]), pdf_packed(&[SHEET])] {
            let doc = doc(&source).unwrap();
            let texts: Vec<_> = doc.blocks.iter().map(|b| (b.heading, b.text.as_str())).collect();
            assert_eq!(
                texts,
                [
                    (Some(1), "Köpvillkor"),
                    (None, "Dessa villkor gäller alla köp i butiken."),
                    (None, "Angra dig inom 14 dagar."),
                ]
            );
        }
    }

    #[test]
    fn a_sheet_is_a_section_whose_id_viewers_understand() {
        let doc =
            doc(&pdf(&[SHEET, "BT /F1 11 Tf 72 700 Td (Frakten kostar 49 kr.) Tj ET"])).unwrap();
        let last = doc.blocks.last().unwrap();
        assert_eq!(last.text, "Frakten kostar 49 kr.");
        assert!(doc.selector(last.node).contains("section:nth-of-type(2)"));
    }

    #[test]
    fn markup_in_the_text_stays_text() {
        let doc = doc(&pdf(&["BT /F1 11 Tf 72 700 Td (a <b>c</b> & d) Tj ET"])).unwrap();
        assert_eq!(doc.blocks[0].text, "a <b>c</b> & d");
    }

    #[test]
    fn a_scan_and_a_broken_file_give_nothing() {
        assert!(doc(&pdf(&["q 600 0 0 800 0 0 cm /Im1 Do Q"])).is_none());
        assert!(doc(b"%PDF-1.4\nnothing of the kind").is_none());
        let whole = pdf(&[SHEET]);
        for length in (0..whole.len()).step_by(7) {
            // Cut anywhere: text or nothing, never a panic.
            let _ = doc(&whole[..length]);
        }
    }

    #[test]
    fn work_is_bounded() {
        let long = "(word) Tj ".repeat(400_000);
        let doc = doc(&pdf_packed(&[&format!("BT /F1 11 Tf {long} ET")])).unwrap();
        assert!(doc.text().len() <= MAX_TEXT + 1000);
        assert!(markup(&b"%PDF-1.5 /Type /ObjStm ".repeat(500)).is_none());
    }
}
