//! Telephone numbers on a page.
//!
//! Counts as evidence: `tel:` links, structured data, a label before the number,
//! an international prefix, the grouping people use, standing alone on a line,
//! standing in the footer or on the contact page. Against: labels of other
//! numbers (fax, orders, accounts, registers), money and measures around it, the
//! looks of dates, hours and network addresses, and numbers that only examples
//! use.

use super::clues::Clues;
use super::cues::{Cue, Marks, marks_of};
use super::excerpt::around;
use super::phone;
use super::phone_label::{Label, label};
use super::phone_link;
use super::places::{self, Places};
use super::vanity;
use crate::extract::{Block, Document, Found, PageKind, PageReading, Phone, Region};
use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The most runs of digits of a page that are looked at.
const MAX_RUNS: usize = 1_000;

/// Finds the numbers of a page.
pub(super) fn find(doc: &Document, clues: &Clues, reading: &PageReading) -> Vec<Found<Phone>> {
    let Clues { marks, data, countries, places, .. } = clues;
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut add = |value: String, text: &str, node, excerpt: &str| {
        if !is_placeholder(&value) && seen.insert(value.clone()) {
            let phone = Phone { value, text: text.trim().to_owned() };
            found.push(Found::at(doc, node, excerpt, phone));
        }
    };
    let mut faxes = HashSet::new();
    let mut runs = MAX_RUNS;
    for (index, block) in doc.blocks.iter().enumerate() {
        for number in in_block(doc, marks, index, countries, reading, &mut runs) {
            if number.fax {
                faxes.insert(number.value);
            } else {
                let text = block.text.get(number.range.clone()).unwrap_or("");
                add(
                    number.value,
                    text,
                    block.node_at(number.range.start),
                    around(&block.text, number.range.start),
                );
            }
        }
    }
    let dialled = doc.links.iter().filter_map(|link| Some((link, phone_link::number(link)?)));
    for (link, number) in dialled.take(MAX_RUNS) {
        let Some(value) = strict_or_possible(&number, countries) else { continue };
        if faxes.contains(&value) || is_others(doc, marks, places, link.node) {
            continue;
        }
        let shown = link.text.bytes().filter(u8::is_ascii_digit).count() >= 5;
        // A visitor reads the text; an address that says something else was left
        // over from a template or from another number.
        if shown && read_as(&link.text, countries).is_some_and(|read| read != value) {
            continue;
        }
        let text = if shown { &link.text } else { &number };
        add(value, text, link.node, &link.text);
    }
    for (index, block) in doc.blocks.iter().enumerate() {
        for (range, value) in vanity::numbers(&block.text, countries) {
            if !marks.is_others(doc, index, range.start) {
                let text = block.text.get(range.clone()).unwrap_or("");
                let excerpt = around(&block.text, range.start);
                add(value, text, block.node_at(range.start), excerpt);
            }
        }
    }
    for image in doc.images.iter().filter(|image| image.alt.len() <= 200) {
        if let Some((text, value)) = in_words(&image.alt, countries) {
            add(value, &text, image.node, &image.alt);
        }
    }
    for datum in &data.phones {
        if let Some(value) = strict_or_possible(&datum.value, countries) {
            add(value, &datum.value, datum.node, &datum.value);
        }
    }
    found
}

/// Whether the words around a link are about somebody else.
fn is_others(doc: &Document, marks: &Marks, places: &Places, node: ego_tree::NodeId) -> bool {
    places.of(doc, node).is_some_and(|(block, place)| marks.is_others(doc, block, place))
}

/// The valid number in the words of a link.
fn read_as(text: &str, countries: &[String]) -> Option<String> {
    let run = SHAPE.as_ref()?.find(text)?;
    let (value, length, _) = longest_number(run.as_str(), countries)?;
    (length == run.len()).then_some(value)
}

/// The number that the words of a picture give with a label before it.
fn in_words(words: &str, countries: &[String]) -> Option<(String, String)> {
    if words.bytes().filter(u8::is_ascii_digit).take(6).count() < 6 {
        return None;
    }
    let run = SHAPE.as_ref()?.find(words)?;
    let before = words.get(..run.start())?;
    let marks = marks_of(before);
    let labelled = marks.iter().rev().find(|mark| {
        matches!(
            mark.cue,
            Cue::Phone | Cue::Fax | Cue::OtherNumber | Cue::Registration(_) | Cue::Vat
        )
    });
    labelled.filter(|mark| mark.cue == Cue::Phone && mark.range.len() > 1)?;
    let (value, length, _) = longest_number(run.as_str(), countries)?;
    Some((run.as_str().get(..length)?.to_owned(), value))
}

/// A number that its page declares to be one: valid, or at least of a possible
/// length where the country is certain.
fn strict_or_possible(text: &str, countries: &[String]) -> Option<String> {
    countries
        .iter()
        .find_map(|country| phone::parse(text, Some(country)))
        .or_else(|| phone::parse(text, None))
        .or_else(|| {
            let country = countries.first().map(String::as_str);
            phone::possible(text, country)
        })
}

/// One number in a text.
struct Candidate {
    value: String,
    range: Range<usize>,
    fax: bool,
}

static SHAPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:\+ )?[+(]{0,2}\d(?:[ ()\-./\u{a0}\u{202f}–‑‐·]{0,3}\d){5,19}").ok()
});

static NOT_PHONES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // Dates.
        r"^\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}",
        r"^(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}\b",
        // Years, and what is left of a range of them.
        r"^(?:19|20)\d{2} ?[-–/] ?(?:19|20)\d{2}$",
        // Hours.
        r"^\d{1,2}[.:]\d{2} ?[-–] ?\d{1,2}[.:]\d{2}",
        r"^\d{1,2} ?[-–] ?\d{1,2}[. ]+\d{1,2} ?[-–] ?\d{1,2}$",
        // Network addresses and versions.
        r"^(?:(?:1?\d?\d|2[0-4]\d|25[0-5])\.){3}(?:1?\d?\d|2[0-4]\d|25[0-5])$",
        r"^\d{1,2}\.\d{1,2}\.\d{1,3}$",
        // American postal codes.
        r"^\d{5} ?[-–] ?\d{4,5}$",
        // Money with two decimals, thousands in groups.
        r"^\d{1,3}(?:[ .]\d{3})+[.]\d{2}$",
    ]
    .iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// Currency and measures right after or before a number.
static UNIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s?(?:kr\b|:-|,-|€|\$|£|zł|sek\b|nok\b|dkk\b|eur\b|usd\b|gbp\b|pln\b|%|px\b|mm\b|cm\b|kg\b|ml\b|m2|m²)").ok()
});

fn in_block(
    doc: &Document,
    marks: &Marks,
    index: usize,
    countries: &[String],
    reading: &PageReading,
    runs: &mut usize,
) -> Vec<Candidate> {
    let (Some(block), Some(shape)) = (doc.blocks.get(index), SHAPE.as_ref()) else {
        return Vec::new();
    };
    let text = block.text.as_str();
    let mut out: Vec<Candidate> = Vec::new();
    if text.bytes().filter(u8::is_ascii_digit).take(6).count() < 6 {
        return out;
    }
    let mut at = 0;
    while let Some(found) = shape.find_at(text, at) {
        at = found.end();
        let range = found.range();
        if is_embedded(block, &range) {
            continue;
        }
        let Some(left) = runs.checked_sub(1) else { break };
        *runs = left;
        // Two numbers after one another look like one long one, so the longest
        // beginning that is a number is taken and the rest is tried again.
        let Some((value, length, country)) = longest_number(found.as_str(), countries) else {
            continue;
        };
        let range = range.start..range.start + length;
        if length < found.len() {
            at = range.end.max(range.start + 1);
        }
        let shown = text.get(range.clone()).unwrap_or("");
        let trimmed = shown.trim_start_matches(['(', '+', '＋']);
        if NOT_PHONES.iter().any(|regex| regex.is_match(trimmed))
            || has_unit(text, &range)
            || is_enterprise(text, &range)
        {
            continue;
        }
        let last = out.last().map(|c| (c.range.clone(), c.fax));
        let mut label = label(doc, marks, index, &range, last);
        if label == Label::None {
            label = phone_link::sign(text.get(..range.start).unwrap_or(""));
        }
        if label == Label::None {
            label = phone_link::icon(doc, block.node_at(range.start));
        }
        let points = match label {
            Label::Other => continue,
            Label::Fax => {
                out.push(Candidate { value, range, fax: true });
                continue;
            }
            Label::Phone => 4,
            Label::None => 0,
        } + score(doc, index, &range, &country, reading)
            + i32::from(phone::is_grouped(shown, &value));
        if points >= 3 && !marks.is_others(doc, index, range.start) {
            out.push(Candidate { value, range, fax: false });
        }
    }
    out
}

/// Whether the digits are part of a longer word, address or file name.
fn is_embedded(block: &Block, range: &Range<usize>) -> bool {
    let text = block.text.as_str();
    let before = text.get(..range.start).and_then(|t| t.chars().next_back());
    let after = text.get(range.end..).and_then(|t| t.chars().next());
    // Another element begins there, though no space stands between them.
    let before = before.filter(|_| !places::is_edge(block, range.start));
    let after = after.filter(|_| !places::is_edge(block, range.end));
    before.is_some_and(|c| c.is_alphanumeric() || "/=_#@&$€£%-".contains(c))
        || after.is_some_and(|c| c.is_alphabetic() && !c.is_whitespace() || "@_=%".contains(c))
}

/// The longest beginning of a run of digits that is a valid number somewhere
/// among the countries: E.164, its length, and the country it was read in (empty
/// for an international number).
fn longest_number(run: &str, countries: &[String]) -> Option<(String, usize, String)> {
    let international = run.starts_with('+') || run.starts_with("(+") || run.starts_with("00");
    let mut ends: Vec<usize> = vec![run.len()];
    // Cut only where a separator stands.
    let bytes = run.as_bytes();
    for (i, c) in run.char_indices().rev() {
        let digit_before = i > 0 && bytes.get(i - 1).is_some_and(u8::is_ascii_digit);
        if !c.is_ascii_digit() && digit_before && ends.len() < 8 {
            ends.push(i);
        }
    }
    for &end in &ends {
        let part = run.get(..end)?;
        if part.bytes().filter(u8::is_ascii_digit).count() < 6 {
            break;
        }
        if international && let Some(value) = phone::parse(part, None) {
            return Some((value, end, String::new()));
        }
        let dialled = countries.iter().filter(|country| phone::is_dialled_in(part, country));
        for country in dialled {
            if let Some(value) = phone::parse(part, Some(country)) {
                return Some((value, end, country.clone()));
            }
        }
    }
    // People leave the trunk prefix out; only the likeliest country is tried.
    let country = countries.first()?;
    ends.into_iter().find_map(|end| {
        let part = run.get(..end).filter(|p| p.bytes().filter(u8::is_ascii_digit).count() >= 6)?;
        Some((phone::parse(part, Some(country))?, end, NO_PREFIX.to_owned()))
    })
}

/// Stands for the country of a number that lacks its trunk prefix.
const NO_PREFIX: &str = "-";

fn has_unit(text: &str, range: &Range<usize>) -> bool {
    let after = text.get(range.end..).is_some_and(|t| UNIT.as_ref().is_some_and(|u| u.is_match(t)));
    let before = text.get(..range.start).unwrap_or("").trim_end();
    after || before.ends_with(['€', '$', '£', '#', '№'])
}

/// Whether a number is that of a Belgian enterprise, `BE 0412.518.305`, which
/// looks like a telephone number of its neighbours.
fn is_enterprise(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or("").trim_end();
    let number = text.get(range.clone()).unwrap_or("");
    let head = before.strip_suffix("BE");
    head.is_some_and(|head| !head.ends_with(char::is_alphanumeric))
        && number.starts_with(['0', '1'])
        && number.bytes().filter(u8::is_ascii_digit).count() == 10
}

/// Whether an e-mail address stands in a block or in a short one beside it.
fn in_company(doc: &Document, index: usize) -> bool {
    let near = doc.blocks.iter().skip(index.saturating_sub(2)).take(index.min(2) + 3);
    near.filter(|block| block.text.len() <= 200).any(|block| block.text.contains('@'))
}

/// Points for how and where a number without a label stands.
fn score(
    doc: &Document,
    index: usize,
    range: &Range<usize>,
    country: &str,
    reading: &PageReading,
) -> i32 {
    let Some(block) = doc.blocks.get(index) else { return 0 };
    let text = block.text.get(range.clone()).unwrap_or("");
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let groups = text.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).count();
    let mut points = 0;
    let trunk = text.trim_start_matches('(').starts_with('0');
    if country == NO_PREFIX {
        points -= 1;
    } else if country.is_empty()
        || (matches!(country, "US" | "CA") && (groups >= 3 || text.starts_with('(')))
    {
        points += 3;
    } else if trunk && groups >= 2 {
        points += if digits >= 9 { 3 } else { 2 };
    } else if groups >= 3 || trunk {
        points += 1;
    }
    if (1..=6).contains(&(groups as i32)) && digits <= 13 && groups > 1 && text.contains('(') {
        points += 1;
    }
    if matches!(block.region, Region::Header | Region::Footer | Region::Aside) {
        points += 1;
    }
    if matches!(reading.kind, Some(PageKind::Contact | PageKind::Imprint)) {
        points += 1;
    }
    // Where numbers are dialled without a nought, groups alone say less.
    if groups >= 3 && !trunk && country != NO_PREFIX && in_company(doc, index) {
        points += 1;
    }
    let line_start = block.text.get(..range.start).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    let line_end = block
        .text
        .get(range.end..)
        .and_then(|t| t.find('\n'))
        .map_or(block.text.len(), |i| range.end + i);
    if line_end - line_start <= range.len() + 6 {
        points += 1;
    }
    points
}

/// A number that only examples use: counting digits, all the same, nothing but
/// noughts after the prefix, the North American 555-01XX.
fn is_placeholder(e164: &str) -> bool {
    let digits: Vec<u8> = e164.bytes().filter(u8::is_ascii_digit).collect();
    let tail = digits.get(digits.len().saturating_sub(6)..).unwrap_or(&[]);
    let same = tail.len() == 6 && tail.iter().all(|d| Some(d) == tail.first());
    let run = |step: u8| {
        let mut longest = 1;
        let mut length = 1;
        for (a, b) in digits.iter().zip(digits.iter().skip(1)) {
            length = if (a - b'0' + step) % 10 == b - b'0' { length + 1 } else { 1 };
            longest = longest.max(length);
        }
        longest
    };
    let american = e164.starts_with("+1") && e164.get(5..10) == Some("55501");
    same || american || run(1) >= 8 || run(9) >= 9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::contact::clues::testing::page;

    fn read(source: &str, country: &str) -> Vec<String> {
        let (doc, clues) = page(source, Some(country));
        find(&doc, &clues, &PageReading::default()).into_iter().map(|f| f.value.value).collect()
    }

    #[test]
    fn numbers_are_found_in_the_ways_people_write_them() {
        let cases = [
            ("<p>Telefon: 08-505 218 30</p>", "SE", "+46850521830"),
            ("<a href='tel:0850521830'>Ring</a>", "SE", "+46850521830"),
            ("<p>+46 (0)8-505 218 30</p>", "SE", "+46850521830"),
            ("<dl><dt>Telefon</dt><dd>22 80 41 56</dd></dl>", "NO", "+4722804156"),
            ("<footer>Tlf. 33 12 94 71</footer>", "DK", "+4533129471"),
            ("<p>T: 030 901820714</p>", "DE", "+4930901820714"),
            ("<p>Call us<br>(512) 471-3434</p>", "US", "+15124713434"),
            ("<p>Telefon: 17641857000 2. Daten</p>", "DE", "+4917641857000"),
            ("<p>Tel/fax: 08-505 218 30</p>", "SE", "+46850521830"),
        ];
        for (source, country, value) in cases {
            assert_eq!(read(source, country), [value], "{source}");
        }
    }

    #[test]
    fn one_label_serves_two_numbers() {
        assert_eq!(read("<p>Tel: 08-505 218 30, 08-505 218 31</p>", "SE").len(), 2);
        assert_eq!(read("<p>Tel: 08-505 218 30 Fax: 08-505 218 31</p>", "SE"), ["+46850521830"]);
    }

    #[test]
    fn other_numbers_are_left_out() {
        let cases = [
            ("<p>Fax: 08-505 218 30</p>", "SE"),
            ("<p>Org.nr 556016-0680</p>", "SE"),
            ("<p>CVR: 33 12 94 71</p>", "DK"),
            ("<p>Bankgiro 508-5218</p>", "SE"),
            ("<p>22 80 41 56 kr</p>", "NO"),
            ("<p>Öppet 10.00-18.00</p>", "NO"),
            ("<p>2026-11-23</p>", "NO"),
            ("<p>bild_22804156.jpg</p>", "NO"),
            ("<p>+45 12 34 56 78</p>", "DK"),
            ("<p>Tel: +46 70 000 00 00</p>", "SE"),
            ("<p>Tel: 212-555-0134</p>", "US"),
            ("<p>Ordernummer 0850521830</p>", "SE"),
        ];
        for (source, country) in cases {
            assert_eq!(read(source, country), [] as [&str; 0], "{source}");
        }
    }

    #[test]
    fn the_patterns_are_well_formed() {
        assert!(SHAPE.is_some() && UNIT.is_some() && NOT_PHONES.len() == 9);
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_come(text in "[0-9 +()\\-./é]{0,80}") {
            let _ = read(&format!("<p>{text}</p>"), "SE");
        }
    }
}
