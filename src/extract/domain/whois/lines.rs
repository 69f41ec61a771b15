//! Cuts a WHOIS answer into lines of key and value.
//!
//! Registries write `key: value`, `key......: value`, `[Key] value`,
//! `a. [Key]  value`, `** Key:`, or a key alone with its value on the lines
//! below. What a key means is not known here.

/// The most bytes and lines that are read: the rest is no registration.
const MAX_BYTES: usize = 512 * 1024;
const MAX_LINES: usize = 8_000;
/// The longest key, in bytes.
const MAX_KEY: usize = 240;

/// The remark with which a registry that answers in two languages begins the
/// English part: the same data once more.
const ENGLISH_PART: &str = "# ENGLISH";

/// A heading of what belongs to the object above, though blank lines part them.
const SUPPLEMENT: &str = "additional information";

/// One line of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Columns before the first character; a tab counts as eight.
    pub(super) indent: usize,
    /// Folded key; empty where the line has none.
    pub(super) key: String,
    /// The value, or the whole line where there is no key.
    pub(super) value: &'a str,
    /// Paragraph of the answer, from 0; blank lines part them.
    pub(super) block: usize,
    /// A remark of the server, not data.
    pub(super) comment: bool,
}

/// The lines that say something, in order.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or("");
    let newline = if text.contains('\n') { '\n' } else { '\r' };
    let (mut out, mut block, mut blank) = (Vec::new(), 0, false);
    for raw in text.split(newline) {
        let line = raw.trim_end_matches(|c: char| c.is_whitespace() || c.is_control());
        if line.trim().is_empty() {
            blank = !out.is_empty();
            continue;
        }
        let supplement = fold_key(line.get(..line.len().min(40)).unwrap_or("")) == SUPPLEMENT;
        block += usize::from(std::mem::take(&mut blank) && !supplement);
        if line.trim() == ENGLISH_PART {
            out.clear();
            continue;
        }
        out.push(read(line, block));
        if out.len() >= MAX_LINES {
            break;
        }
    }
    out
}

fn read(line: &str, block: usize) -> Line<'_> {
    let mut indent = 0;
    let mut body = line;
    for c in line.chars() {
        match c {
            '\t' => indent += 8 - indent % 8,
            '\u{feff}' => {}
            c if c.is_whitespace() => indent += 1,
            _ => break,
        }
        body = body.get(c.len_utf8()..).unwrap_or("");
    }
    let comment =
        ["%", "#", ";", "//", ">>>", "--", "==", "[ "].iter().any(|m| body.starts_with(m));
    // `** Registrant:` is a heading with decoration.
    let body = body.trim_start_matches(['*', ' ']);
    let (key, value) = if comment { (String::new(), body) } else { split(body) };
    Line { indent, key, value: value.trim(), block, comment }
}

/// Key and value of a line; an empty key where it has none.
fn split(body: &str) -> (String, &str) {
    let body = without_numbering(body);
    if let Some((key, value)) = body.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return (fold_key(key), value);
    }
    if let Some((key, value)) = at_colon(body) {
        let (key, value) = attribute(value).unwrap_or((key, value));
        return (fold_key(key), value);
    }
    // `key.......... value`
    if let Some((key, rest)) = body.split_once("....") {
        let value = rest.trim_start_matches(['.', ' ', ':']);
        if !key.trim().is_empty() && key.len() <= MAX_KEY {
            return (fold_key(key), value);
        }
    }
    (String::new(), body)
}

/// A line without what counts it: `a. [Domain Name]`, `1a.  Domain Name`.
fn without_numbering(body: &str) -> &str {
    let Some((mark, rest)) = body.split_once([' ', '\t']) else { return body };
    let rest = rest.trim_start();
    let letter = mark.trim_end_matches('.');
    let counts = letter.len() <= 3
        && !letter.is_empty()
        && letter.chars().all(|c| c.is_ascii_alphanumeric());
    let dotted = mark.ends_with('.')
        && (letter.len() == 1 || letter.starts_with(|c: char| c.is_ascii_digit()));
    if counts && (dotted || (letter.len() == 1 && rest.starts_with('['))) { rest } else { body }
}

/// The attribute of an RWhois line (RFC 2167), `class:Attribute;type:value`; one
/// of type `I` refers to another object and has no value of its own.
fn attribute(value: &str) -> Option<(&str, &str)> {
    let (name, value) = value.split_once(':')?;
    let (name, kind) = name.split_once(';').unwrap_or((name, ""));
    let is_name = name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
        && !value.starts_with([' ', '/']);
    is_name.then_some((name, if kind == "I" { "" } else { value }))
}

/// Parts a line at the first colon that may end a key.
fn at_colon(body: &str) -> Option<(&str, &str)> {
    let at = body.find([':', '：'])?;
    let key = body.get(..at)?;
    let value = body.get(at..)?.trim_start_matches([':', '：']);
    let first = key.chars().next()?;
    let is_address = value.starts_with("//");
    // `10:20:30` is a time, `2001:db8::1` an address, not a key.
    let is_key = key.len() <= MAX_KEY && first.is_alphabetic() && !is_address;
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_time = digit(key.chars().next_back()) && digit(value.chars().next());
    let words = key.split('(').next().unwrap_or(key).split_whitespace().count();
    // `Limited company (Company number: 1)`: the colon is inside the value.
    let inside = key.matches('(').count() > key.matches(')').count();
    (is_key && !is_time && !inside && words <= 12).then_some((key, value))
}

/// A key in lower case, one space between words, without what stands in
/// parentheses and without punctuation; of a key in two languages the second,
/// which is English.
pub(super) fn fold_key(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut depth = 0_usize;
    let key = key.rsplit_once(" / ").map_or(key, |(_, english)| english);
    for c in key.chars().take(MAX_KEY) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '\'' | '’' => {}
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_every_dress() {
        for line in [
            "Creation Date: x",
            "creation-date:   x",
            "Creation Date........: x",
            "Creation Date (dd/mm/yyyy): x",
            "[Creation Date]    x",
            "a. [Creation Date]    x",
            "** Creation Date: x",
            "creation_date..... x",
            "1a.   Creation Date : x",
            "a [Creation Date]    x",
            "Data de registo / Creation Date: x",
            "domain:Creation-Date:x",
        ] {
            let read = read(line, 0);
            assert_eq!((read.key.as_str(), read.value), ("creation date", "x"), "{line}");
        }
    }

    #[test]
    fn addresses_times_and_remarks_have_no_key() {
        for line in [
            "http://www.nic.example/",
            "Limited company (Company number: 1)",
            "10:20:30 UTC",
            "% remark: this",
            "Blue Kettle",
        ] {
            assert_eq!(read(line, 0).key, "", "{line}");
        }
    }

    #[test]
    fn blank_lines_part_blocks() {
        let blocks: Vec<usize> =
            lines("\r\na: 1\r\nb: 2\r\n\r\n\r\nc: 3\r\n").iter().map(|l| l.block).collect();
        assert_eq!(blocks, [0, 0, 1]);
    }
}
