//! Organisation and VAT numbers on a page.
//!
//! Counts as evidence: a label of a register or of VAT with a number of the
//! right form after it, in the same line or in the next cell; without a label
//! only what cannot be anything else (a VAT number with its country's letters
//! and a right check digit, a Swiss `CHE-` number). Against: numbers of
//! authorities, hosts and agencies named beside them. A wrong check digit next
//! to a label is reported as such, because a reviewer wants to see it.

use super::number::{self, NumberReading};
use crate::extract::contact::clues::Clues;
use crate::extract::contact::cues::{Cue, Marks};
use crate::extract::{Block, Document, Found, PageReading, RegistrationNumber, VatNumber};
use ego_tree::NodeId;
use regex::Regex;
use scraper::ElementRef;
use std::collections::HashSet;
use std::sync::LazyLock;

/// How far after its label a number may begin, in bytes.
const REACH: usize = 40;
/// How much of what follows a label is looked at, in bytes.
const WINDOW: usize = 200;
/// The most labels of a page that are looked at.
const MAX_LABELS: usize = 2_000;

/// Puts the numbers of a page into its reading.
pub(super) fn read(doc: &Document, clues: &Clues, reading: &mut PageReading) {
    let Clues { marks, data, countries, .. } = clues;
    let mut finder = Finder { doc, countries, reading, seen: HashSet::new() };
    let mut labels = 0;
    for (index, block) in doc.blocks.iter().enumerate() {
        for mark in marks.block(index) {
            let (Cue::Registration(_) | Cue::Vat) = mark.cue else { continue };
            labels += 1;
            if labels > MAX_LABELS {
                break;
            }
            // The number follows in the block, or the block was but the label.
            let rest = block.text.get(mark.range.end..).unwrap_or("");
            let rest = rest.get(..rest.floor_char_boundary(WINDOW)).unwrap_or(rest);
            let alone = rest.chars().filter(|c| c.is_alphanumeric()).count() <= 3;
            let before = block.text.get(..mark.range.start).unwrap_or("");
            let bracketed = alone && rest.starts_with(')') && before.ends_with('(');
            let (place, text, node) = if bracketed {
                // *559012-3457 (org.nr)*: the number stands before its label.
                (mark.range.start, last_words(before), block.node_at(mark.range.start))
            } else if alone {
                let below = cell_below(doc, index);
                let Some(next) = below.or_else(|| doc.blocks.get(index + 1)) else { continue };
                (mark.range.end, next.text.as_str(), next.node)
            } else {
                (mark.range.end, rest, block.node_at(mark.range.end))
            };
            if marks.is_others(doc, index, place) {
                continue;
            }
            let from = block.text.floor_char_boundary(mark.range.start.saturating_sub(40));
            let until = block.text.floor_char_boundary(mark.range.end + 60);
            let mut excerpt = block.text.get(from..until).unwrap_or("").to_owned();
            if alone && !bracketed {
                excerpt.push(' ');
                excerpt.push_str(text.get(..text.floor_char_boundary(60)).unwrap_or(""));
            }
            match mark.cue {
                Cue::Registration("de-hr") => {
                    finder.german(index, mark.range.start, node, &excerpt)
                }
                Cue::Registration(scheme) => finder.labelled(scheme, text, node, &excerpt),
                _ => finder.labelled_vat(text, node, &excerpt),
            }
        }
        finder.unlabelled(index, marks);
    }
    for datum in &data.vat_ids {
        finder.add_vat(
            number::parse(&datum.value, finder.country(), Some("vat")),
            datum.node,
            &datum.value,
        );
    }
    for datum in &data.tax_ids {
        if let Some(country) = finder.country() {
            let reading = number::parse(&datum.value, Some(country), None);
            if reading.valid && reading.scheme == Some("vat") {
                finder.add_vat(reading, datum.node, &datum.value);
            } else if reading.valid {
                finder.add(reading, datum.node, &datum.value);
            }
        }
    }
}

struct Finder<'a, 'b> {
    doc: &'a Document,
    countries: &'a [String],
    reading: &'b mut PageReading,
    seen: HashSet<String>,
}

static VAT_SHAPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // Groups of letters and digits; what is too long is cut at its separators.
    Regex::new(r"[A-Z]{0,3}[ \-.]?[0-9A-Z*+]*\d[0-9A-Z]*(?:[ .\-/\u{a0}]{1,2}[0-9A-Z]*\d[0-9A-Z]*){0,6}(?: ?(?:MVA|MWST|TVA|IVA|TPV)\b)?").ok()
});

static UNLABELLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:ATU|BE ?[01]|CHE-?|DE|DK|EE|EL|ES[ -]?[A-Z0-9]|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|NL|NO|PL|PT|SE|SI|SK|CZ)[ -]?\d(?:[ .]?[0-9A-Z]){6,12}(?: ?(?:MVA|MWST|TVA|IVA|TPV))?",
    )
    .ok()
});

static NORWEGIAN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b\d{3} ?\d{3} ?\d{3} ?MVA\b").ok());

static GERMAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:HRA|HRB|GnR|PR|GsR|VR)[ -]?(?:Nr\.?|-Nr\.?)?:? ?(\d{1,6}(?: ?[A-Z]{1,2}\b)?)")
        .ok()
});

impl Finder<'_, '_> {
    fn country(&self) -> Option<&str> {
        self.countries.first().map(String::as_str)
    }

    fn add(&mut self, reading: NumberReading, node: NodeId, excerpt: &str) {
        let (Some(value), Some(scheme)) = (reading.value, reading.scheme) else { return };
        if self.seen.insert(value.clone()) {
            let item =
                RegistrationNumber { value, scheme, valid: reading.valid, dummy: reading.dummy };
            self.reading.registration_numbers.push(Found::at(
                self.doc,
                node,
                &masked(excerpt, &item),
                item,
            ));
        }
    }

    fn add_vat(&mut self, reading: NumberReading, node: NodeId, excerpt: &str) {
        let Some(value) = reading.value else { return };
        let Some(country) = number::vat_country(&value) else { return };
        if self.seen.insert(format!("vat {value}")) {
            let item = VatNumber { value, country: country.to_owned(), valid: reading.valid };
            self.reading.vat_numbers.push(Found::at(self.doc, node, excerpt, item));
        }
    }

    /// A number after a label of a register.
    fn labelled(&mut self, scheme: &'static str, text: &str, node: NodeId, excerpt: &str) {
        let schemes: Vec<&'static str> = match scheme {
            "any" => number::schemes_of(self.countries),
            // One word stands for several registers in the north.
            "se-orgnr" | "no-orgnr" => vec![scheme],
            other => vec![other],
        };
        let mut best: Option<NumberReading> = None;
        for name in schemes {
            let Some(regex) = number::written(name) else { continue };
            let Some(shown) = first(regex, text) else { continue };
            let reading = number::parse(shown, None, Some(name));
            if reading.value.is_some() && (best.is_none() || reading.valid) {
                let valid = reading.valid;
                // The label of a register may introduce the VAT number that
                // holds its number.
                let vat = number::parse(self.vat_around(text, shown), None, Some("vat"));
                if vat.valid && shown.len() >= 9 {
                    self.add_vat(vat, node, excerpt);
                }
                best = Some(reading);
                if valid {
                    break;
                }
            }
        }
        if let Some(reading) = best {
            self.add(reading, node, excerpt);
        }
    }

    /// The shown number with the letters and suffix of a VAT number around it.
    fn vat_around<'t>(&self, text: &'t str, shown: &str) -> &'t str {
        let Some(at) = text.find(shown) else { return "" };
        let tail = text.get(at..).unwrap_or("");
        let end =
            VAT_SHAPE.as_ref().and_then(|regex| regex.find(tail)).map_or(0, |found| found.end());
        tail.get(..end).unwrap_or("")
    }

    /// A number after a label of VAT.
    fn labelled_vat(&mut self, text: &str, node: NodeId, excerpt: &str) {
        let Some(shape) = VAT_SHAPE.as_ref() else { return };
        let window = text.get(..text.floor_char_boundary(REACH + 40)).unwrap_or(text);
        let Some(found) = shape
            .find_iter(window)
            .find(|found| found.as_str().bytes().filter(u8::is_ascii_digit).count() >= 7)
        else {
            return;
        };
        if found.start() > REACH || too_far(window.get(..found.start()).unwrap_or("")) {
            return;
        }
        let mut shown = found.as_str().trim();
        let mut fallback = NumberReading::default();
        for _ in 0..5 {
            let reading = self.any_vat(shown);
            if reading.valid {
                return self.add_vat(reading, node, excerpt);
            }
            if reading.value.is_some() && fallback.value.is_none() {
                fallback = reading;
            }
            // Two numbers after one another look like one long one.
            let Some(cut) = shown.rfind([' ', '/', '-', '\u{a0}']) else { break };
            shown = shown.get(..cut).unwrap_or("").trim();
        }
        self.add_vat(fallback, node, excerpt);
    }

    /// A VAT number with or without its prefix, of one of the page's countries;
    /// a long one without prefix also of the only country where it is right.
    fn any_vat(&self, shown: &str) -> NumberReading {
        let prefixed = number::parse(shown, None, Some("vat"));
        if prefixed.value.is_some() {
            return prefixed;
        }
        let mut fallback = NumberReading::default();
        for country in self.countries {
            let reading = number::parse(shown, Some(country), Some("vat"));
            if reading.valid {
                return reading;
            }
            if self.countries.len() == 1 {
                fallback = reading;
            }
        }
        if shown.bytes().filter(u8::is_ascii_digit).count() >= 11 {
            let italian = number::parse(shown, Some("IT"), Some("vat"));
            if italian.valid {
                return italian;
            }
        }
        fallback
    }

    fn unlabelled(&mut self, index: usize, marks: &Marks) {
        let Some(block) = self.doc.blocks.get(index) else { return };
        for regex in [UNLABELLED.as_ref(), NORWEGIAN.as_ref()].into_iter().flatten() {
            for found in regex.find_iter(&block.text) {
                if !stands_alone(&block.text, found.start(), found.end()) {
                    continue;
                }
                let shown = found.as_str();
                let country = if shown.ends_with("MVA") { Some("NO") } else { None };
                let reading = number::parse(shown, country, Some("vat"));
                if !reading.valid || marks.is_others(self.doc, index, found.start()) {
                    continue;
                }
                let excerpt = block.text.get(
                    block.text.floor_char_boundary(found.start().saturating_sub(60))..found.end(),
                );
                let excerpt = excerpt.unwrap_or(shown).to_owned();
                let node = block.node_at(found.start());
                if shown.starts_with("CHE") {
                    self.add(number::parse(shown, None, Some("ch-uid")), node, &excerpt);
                    if !shown.ends_with(|c: char| c.is_ascii_uppercase()) {
                        continue;
                    }
                }
                self.add_vat(reading, node, &excerpt);
            }
        }
    }

    /// A number of the German register, with the court near it.
    fn german(&mut self, index: usize, place: usize, node: NodeId, excerpt: &str) {
        let Some(regex) = GERMAN.as_ref() else { return };
        let Some(block) = self.doc.blocks.get(index) else { return };
        let near =
            |i: usize| self.doc.blocks.get(i).map(|b| b.text.as_str()).filter(|t| t.len() < 200);
        let from = block.text.floor_char_boundary(place.saturating_sub(120));
        let here = block.text.get(from..block.text.floor_char_boundary(place + 160)).unwrap_or("");
        let found = regex.find(here).or_else(|| near(index + 1).and_then(|text| regex.find(text)));
        let Some(shown) = found.map(|f| f.as_str().to_owned()) else { return };
        let around = [
            index.checked_sub(2).and_then(near),
            index.checked_sub(1).and_then(near),
            Some(here),
            near(index + 1),
            near(index + 2),
        ];
        let court = around.into_iter().flatten().find_map(number::court_in);
        let whole = format!("{} {shown}", court.unwrap_or(""));
        let mut reading = number::parse(&whole, None, Some("de-hr"));
        // A register number without its court is incomplete and not wrong.
        reading.valid = reading.value.is_some();
        self.add(reading, node, excerpt);
    }
}

/// The end of a text, long enough for a number.
fn last_words(text: &str) -> &str {
    let text = text.trim_end_matches(['(', ' ']);
    let from = text.floor_char_boundary(text.len().saturating_sub(REACH));
    text.get(from..).unwrap_or(text)
}

/// The block of the cell below one in the head of a table.
fn cell_below(doc: &Document, index: usize) -> Option<&Block> {
    let cells = |row: ElementRef<'_>| -> Vec<NodeId> {
        let cells = row.children().filter_map(ElementRef::wrap);
        cells.filter(|c| matches!(c.value().name(), "th" | "td")).map(|c| c.id()).take(30).collect()
    };
    let head = doc.element(doc.blocks.get(index)?.node)?;
    if head.value().name() != "th" {
        return None;
    }
    let row = head.parent().and_then(ElementRef::wrap)?;
    let heads = cells(row);
    let column = heads.iter().position(|cell| *cell == head.id())?;
    // A head at the side of its row has its number beside it.
    let all = heads.iter().all(|cell| doc.element(*cell).is_some_and(|c| c.value().name() == "th"));
    if heads.len() < 2 || !all {
        return None;
    }
    let is_row = |e: &ElementRef<'_>| e.value().name() == "tr";
    let next = row.next_siblings().filter_map(ElementRef::wrap).find(is_row).or_else(|| {
        let body = row.parent().and_then(ElementRef::wrap)?;
        let bodies = body.next_siblings().filter_map(ElementRef::wrap);
        bodies.take(3).find_map(|b| b.children().filter_map(ElementRef::wrap).find(is_row))
    })?;
    let cell = *cells(next).get(column)?;
    doc.blocks.iter().skip(index).take(60).find(|block| block.node == cell)
}

/// The first match of a number near the beginning of a text, standing alone.
fn first<'t>(regex: &Regex, text: &'t str) -> Option<&'t str> {
    let window = text.get(..text.floor_char_boundary(REACH + 40)).unwrap_or(text);
    regex
        .find_iter(window)
        .filter(|found| found.start() <= REACH)
        .find(|found| {
            stands_alone(text, found.start(), found.end())
                && !too_far(window.get(..found.start()).unwrap_or(""))
        })
        .map(|found| found.as_str().trim())
}

/// Whether what stands between label and number parts them: other digits, or
/// the end of a sentence.
fn too_far(gap: &str) -> bool {
    // The full stop of an abbreviated label ends no sentence.
    let gap = gap.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    gap.bytes().filter(u8::is_ascii_digit).count() > 2
        || gap.contains(". ") && gap.len() > 8
        || gap.contains('@')
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let mut after = text.get(end..).unwrap_or("").chars();
    let next = after.next();
    let then = after.next();
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let joined_before = before.is_some_and(|c| c.is_ascii_digit() || c == '+' || c == '_');
    let joined_after = next.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '@');
    let goes_on = matches!(next, Some('-' | '.')) && digit(then);
    !joined_before && !joined_after && !goes_on
}

/// An excerpt without the last digits of a personal identity number.
fn masked(excerpt: &str, item: &RegistrationNumber) -> String {
    static PERSON: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(\d{6} ?[-–‑+]? ?)\d{4}").ok());
    match (item.scheme, PERSON.as_ref()) {
        ("se-personnummer", Some(regex)) => regex.replace_all(excerpt, "${1}****").into_owned(),
        _ => excerpt.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::contact::clues::testing::page;

    fn read_page(source: &str, country: &str) -> PageReading {
        let (doc, clues) = page(source, Some(country));
        let mut reading = PageReading::default();
        read(&doc, &clues, &mut reading);
        reading
    }

    fn numbers(source: &str, country: &str) -> Vec<String> {
        let reading = read_page(source, country);
        let mut all: Vec<String> = reading
            .registration_numbers
            .iter()
            .map(|f| {
                format!(
                    "{} {}{}",
                    f.value.scheme,
                    f.value.value,
                    if f.value.valid { "" } else { " wrong" }
                )
            })
            .collect();
        all.extend(reading.vat_numbers.iter().map(|f| format!("vat {}", f.value.value)));
        all
    }

    #[test]
    fn labelled_numbers_are_found() {
        let cases: [(&str, &str, &[&str]); 12] = [
            ("<p>Org.nr: 556016-0680</p>", "SE", &["se-orgnr 556016-0680"]),
            ("<p>Org.nr: 556016-0681</p>", "SE", &["se-orgnr 556016-0681 wrong"]),
            (
                "<dl><dt>Organisasjonsnummer</dt><dd>995 525 828</dd></dl>",
                "NO",
                &["no-orgnr 995525828"],
            ),
            (
                "<p>Org.nr. NO 995 525 828 MVA</p>",
                "NO",
                &["no-orgnr 995525828", "vat NO995525828MVA"],
            ),
            ("<p>CVR-nr. 13585628 Tlf. 33 12 94 71</p>", "DK", &["dk-cvr 13585628"]),
            ("<p>Y-tunnus 2077474-0</p>", "FI", &["fi-ytunnus 2077474-0"]),
            ("<p>Amtsgericht Köln, HRB 4711</p>", "DE", &["de-hr Köln HRB 4711"]),
            ("<p>SIRET : 732 829 320 00074</p>", "FR", &["fr-siret 73282932000074"]),
            ("<p>P. IVA 00743110157</p>", "IT", &["it-piva 00743110157", "vat IT00743110157"]),
            ("<p>USt-IdNr.: DE136695976</p>", "DE", &["vat DE136695976"]),
            ("<p>DE136695976</p>", "DE", &["vat DE136695976"]),
            ("<p>NIP: 779-23-08-495</p>", "PL", &["pl-nip 7792308495"]),
        ];
        for (source, country, expected) in cases {
            assert_eq!(numbers(source, country), expected, "{source}");
        }
    }

    #[test]
    fn other_numbers_and_other_parties_are_left_out() {
        for (source, country) in [
            ("<p>Ordernummer 556016-0680</p>", "SE"),
            ("<p>KvK-nummer: [volgt]</p>", "NL"),
            ("<h3>Hébergeur</h3><p>SIRET : 732 829 320 00074</p>", "FR"),
            ("<p>inkl. moms 1 299 kr</p>", "SE"),
            ("<p>IBAN DE89 3704 0044 0532 0130 00</p>", "DE"),
        ] {
            assert_eq!(numbers(source, country), [] as [&str; 0], "{source}");
        }
    }

    #[test]
    fn a_persons_number_is_masked_everywhere() {
        let reading = read_page("<p>Org.nr 900118-9811</p>", "SE");
        let found = &reading.registration_numbers[0];
        assert_eq!(found.value.value, "900118-****");
        assert!(!found.excerpt.contains("9811"), "{}", found.excerpt);
    }

    #[test]
    fn the_patterns_are_well_formed() {
        assert!(
            VAT_SHAPE.is_some() && UNLABELLED.is_some() && NORWEGIAN.is_some() && GERMAN.is_some()
        );
    }
}
