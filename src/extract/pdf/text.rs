//! The lines of one sheet of a PDF document.
//!
//! A sheet is a list of operations that set a font, move and show strings of
//! character codes. Strings that stand on one height are one line; where the next
//! one begins well beyond the estimated end of the last one, or a string is moved
//! on by more than a fifth of its size, a space is meant.

use lopdf::content::Content;
use lopdf::{Document, Encoding, Object, ObjectId};
use std::collections::BTreeMap;

/// The most bytes of operations of one sheet.
const MAX_CONTENT: usize = 4 << 20;
/// The most bytes of operations of all sheets.
const MAX_ALL_CONTENT: usize = 32 << 20;
/// The most bytes of a font's table of characters.
const MAX_FONT: usize = 1 << 20;
/// The most fonts of one document.
const MAX_FONTS: usize = 400;
/// Share of the letters' size that a letter is wide, on average.
const WIDTH: f32 = 0.5;
/// A move of a string by more than this, in thousandths of the size, is a space.
const SPACE: f32 = 200.0;

/// One line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Height above the bottom of the sheet.
    pub(super) y: f32,
    /// Size of its letters, to a tenth.
    pub(super) size: f32,
    /// The text.
    pub(super) text: String,
}

/// What may still be read of a document.
pub(super) struct Budget {
    text: usize,
    content: usize,
    fonts: usize,
}

impl Budget {
    pub(super) fn new(text: usize) -> Self {
        Self { text, content: MAX_ALL_CONTENT, fonts: MAX_FONTS }
    }

    pub(super) fn is_spent(&self) -> bool {
        self.text == 0 || self.content == 0
    }
}

/// The lines of one sheet in the order in which they are written.
pub(super) fn lines(pdf: &Document, sheet: ObjectId, budget: &mut Budget) -> Vec<Line> {
    let Ok(content) = pdf.get_page_content_with_limit(sheet, MAX_CONTENT.min(budget.content))
    else {
        return Vec::new();
    };
    budget.content = budget.content.saturating_sub(content.len());
    let mut fonts = BTreeMap::new();
    for (name, font) in pdf.get_page_fonts(sheet).unwrap_or_default() {
        if budget.fonts == 0 {
            break;
        }
        budget.fonts -= 1;
        if let Ok(encoding) = font.get_font_encoding_with_limit(pdf, MAX_FONT) {
            fonts.insert(name, encoding);
        }
    }
    let mut writer = Writer::new(&fonts, budget);
    for operation in Content::decode_iter(&content) {
        let Ok(operation) = operation else { break };
        writer.apply(&operation.operator, &operation.operands);
        if writer.budget.text == 0 {
            break;
        }
    }
    writer.flush();
    writer.lines
}

/// A matrix `[a b c d e f]` of a sheet.
type Matrix = [f32; 6];

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `first`, then `second`.
fn times(first: Matrix, second: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = second;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

/// Follows the operations of a sheet.
struct Writer<'a, 'b> {
    fonts: &'a BTreeMap<Vec<u8>, Encoding<'a>>,
    budget: &'b mut Budget,
    font: Option<&'a Encoding<'a>>,
    size: f32,
    leading: f32,
    sheet: Matrix,
    saved: Vec<Matrix>,
    line_start: Matrix,
    at: Matrix,
    /// Where the last string is estimated to have ended.
    end: Option<(f32, f32)>,
    text: String,
    text_y: f32,
    text_size: f32,
    lines: Vec<Line>,
}

impl<'a, 'b> Writer<'a, 'b> {
    fn new(fonts: &'a BTreeMap<Vec<u8>, Encoding<'a>>, budget: &'b mut Budget) -> Self {
        Self {
            fonts,
            budget,
            font: None,
            size: 0.0,
            leading: 0.0,
            sheet: UNIT,
            saved: Vec::new(),
            line_start: UNIT,
            at: UNIT,
            end: None,
            text: String::new(),
            text_y: 0.0,
            text_size: 0.0,
            lines: Vec::new(),
        }
    }

    fn apply(&mut self, operator: &str, operands: &[Object]) {
        let number = |index: usize| {
            operands
                .get(index)
                .and_then(|o| o.as_float().ok())
                .filter(|n| n.is_finite())
                .unwrap_or(0.0)
        };
        let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
        match operator {
            "q" if self.saved.len() < 64 => self.saved.push(self.sheet),
            "Q" => self.sheet = self.saved.pop().unwrap_or(self.sheet),
            "cm" => self.sheet = times(matrix(), self.sheet),
            "BT" => (self.line_start, self.at) = (UNIT, UNIT),
            "Tf" => {
                let name = operands.first().and_then(|o| o.as_name().ok());
                self.font = name.and_then(|name| self.fonts.get(name));
                self.size = number(1);
            }
            "TL" => self.leading = number(0),
            "Tm" => (self.line_start, self.at) = (matrix(), matrix()),
            "Td" => self.go(number(0), number(1)),
            "TD" => {
                self.leading = -number(1);
                self.go(number(0), number(1));
            }
            "T*" => self.go(0.0, -self.leading),
            "Tj" => self.show(operands.first()),
            "'" => {
                self.go(0.0, -self.leading);
                self.show(operands.first());
            }
            "\"" => {
                self.go(0.0, -self.leading);
                self.show(operands.get(2));
            }
            "TJ" => {
                let Some(Object::Array(parts)) = operands.first() else { return };
                for part in parts {
                    match part.as_float() {
                        Ok(moved) => self.shift(-moved),
                        Err(_) => self.show(Some(part)),
                    }
                }
            }
            _ => {}
        }
    }

    fn go(&mut self, x: f32, y: f32) {
        self.line_start = times([1.0, 0.0, 0.0, 1.0, x, y], self.line_start);
        self.at = self.line_start;
    }

    /// Moves on by thousandths of the size.
    fn shift(&mut self, thousandths: f32) {
        let way = thousandths / 1000.0 * self.size;
        self.at = times([1.0, 0.0, 0.0, 1.0, way, 0.0], self.at);
        if thousandths > SPACE {
            self.space();
        }
        let place = times(self.at, self.sheet);
        self.end = Some((place[4], place[5]));
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn show(&mut self, string: Option<&Object>) {
        let (Some(font), Some(Ok(bytes))) = (self.font, string.map(Object::as_str)) else { return };
        let Ok(shown) = Document::decode_text(font, bytes) else { return };
        let place = times(self.at, self.sheet);
        let size = (self.size * (place[2].hypot(place[3])) * 10.0).abs().round() / 10.0;
        let (x, y) = (place[4], place[5]);
        // Raised letters belong to their line.
        let same = (y - self.text_y).abs() <= 0.5 * self.text_size.max(size);
        if !same || (size - self.text_size).abs() > 0.3 * size {
            self.flush();
        } else if self.end.is_none_or(|(end, _)| x > end + 0.25 * size || x < end - 4.0 * size) {
            self.space();
        }
        if self.text.is_empty() {
            (self.text_y, self.text_size) = (y, size);
        }
        let letters = shown.chars().count();
        for c in shown.chars() {
            if self.budget.text == 0 {
                break;
            }
            // Control characters and what no font has a name for say nothing.
            if !c.is_control() && c != '\u{fffd}' {
                self.text.push(c);
                self.budget.text = self.budget.text.saturating_sub(c.len_utf8());
            } else if c.is_whitespace() {
                self.space();
            }
        }
        let way = letters as f32 * WIDTH * self.size;
        self.at = times([1.0, 0.0, 0.0, 1.0, way, 0.0], self.at);
        let end = times(self.at, self.sheet);
        self.end = Some((end[4], end[5]));
    }

    /// Ends the line.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if !text.is_empty() {
            let (y, size) = (self.text_y, self.text_size);
            self.lines.push(Line { y, size, text: text.to_owned() });
        }
        self.end = None;
    }
}
