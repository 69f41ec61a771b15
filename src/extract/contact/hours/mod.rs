//! Opening hours.
//!
//! Counts as evidence: structured data, and text in which days of the week (or
//! words for all of them, for working days, for the weekend) stand before hours
//! or a word for *closed*, in one line, over several or in the cells of a table.
//! Against: hours without a day, unless a label says that they are opening hours; dates,
//! telephone numbers and prices; hours of others. Records follow schema.org's
//! `OpeningHoursSpecification`: days as `Mo` to `Su`, hours as `HH:MM`.
//!
//! Only lines around hours are looked at, so that a page without any costs next
//! to nothing. What the hours are of (the shop, its telephone) is in the text.

mod declared;
mod reader;
mod tokens;
mod words;

use super::clues::Clues;
use crate::extract::{Document, Found, OpeningHours};
use reader::Reader;
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;
use words::Words;

/// The most hours of one page.
const MAX_HOURS: usize = 200;
/// Longer blocks without hours are no part of a table of them.
const LONGEST_CELL: usize = 80;
/// The most bytes between two hours of a range.
const FURTHEST: usize = 100;
/// How many blocks before and after hours may belong to them.
const REACH: usize = 4;

/// Two hours with something short between them, or one with its sign.
static HOURS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:[01]?\d|2[0-4])(?:\s?[:.h]\s?[0-5]\d|\s?h)?(?:\s?[ap]\.?m\b\.?)?\s?(?:[-–—‑−]|\p{L}{1,8}\.?|[^\d\n]{1,14}?)\s?(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d|\s?h\b|\s?[ap]\.?m\b|\b)",
    )
    .ok()
});

/// Finds the hours of a page.
pub(super) fn find(
    doc: &Document,
    clues: &Clues,
    language: Option<&str>,
) -> Vec<Found<OpeningHours>> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let words = Words::of(language);
    let mut wanted = vec![false; doc.blocks.len()];
    let mut shown = wanted.clone();
    for (index, block) in doc.blocks.iter().enumerate() {
        if !may_hold_hours(&block.text) {
            continue;
        }
        let hit = HOURS.as_ref().is_some_and(|hours| hours.is_match(&block.text));
        if hit {
            if let Some(known) = shown.get_mut(index) {
                *known = true;
            }
            let until = (index + REACH + 1).min(wanted.len());
            wanted.iter_mut().take(until).skip(index.saturating_sub(REACH)).for_each(|w| *w = true);
        }
    }
    keep_named(doc, &mut wanted);
    let mut reader = Reader::new(words);
    for (index, block) in doc.blocks.iter().enumerate() {
        if wanted.get(index) != Some(&true) {
            reader.rest();
            continue;
        }
        let cell = block.text.len() <= LONGEST_CELL;
        if !cell && shown.get(index) != Some(&true) {
            reader.rest();
            continue;
        }
        for (place, hours) in reader.block(&block.text) {
            if found.len() < MAX_HOURS
                && !clues.marks.is_others(doc, index, place)
                && seen.insert(key(&hours))
            {
                let node = block.node_at(place);
                found.push(Found::at(doc, node, &hours.text.clone(), hours));
            }
        }
    }
    for (node, hours) in declared::hours(doc) {
        if found.len() < MAX_HOURS && seen.insert(key(&hours)) {
            found.push(Found::at(doc, node, &hours.text.clone(), hours));
        }
    }
    found
}

/// Whether two short numbers stand near enough to each other to be hours.
fn may_hold_hours(text: &str) -> bool {
    // Where the last run of digits ended, when it was a short one.
    let mut last: Option<usize> = None;
    let mut run = 0;
    for (at, byte) in text.bytes().enumerate().chain([(text.len(), b' ')]) {
        if byte.is_ascii_digit() {
            run += 1;
            continue;
        }
        if run > 0 {
            let begin = at - run;
            if run <= 2 && last.is_some_and(|end| begin - end <= FURTHEST) {
                return true;
            }
            last = (run <= 2).then_some(at);
            run = 0;
        }
    }
    false
}

/// Lets go of the blocks around hours where no block names a day, days or
/// opening hours: no record can come of them.
fn keep_named(doc: &Document, wanted: &mut [bool]) {
    let mut index = 0;
    while index < wanted.len() {
        let rest = wanted.get_mut(index..).unwrap_or(&mut []);
        let length = rest.iter().take_while(|w| **w).count();
        if length == 0 {
            index += 1;
            continue;
        }
        let mut blocks = doc.blocks.iter().skip(index).take(length);
        if !blocks.any(|block| words::may_name(&block.text)) {
            rest.iter_mut().take(length).for_each(|w| *w = false);
        }
        index += length;
    }
}

/// What makes two records one.
pub(super) fn key(hours: &OpeningHours) -> String {
    let part = |time: &Option<String>| time.clone().unwrap_or_default();
    format!("{} {}-{}", hours.days.join(","), part(&hours.opens), part(&hours.closes))
}

/// The days of the week in order, as schema.org writes them in `openingHours`.
const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Some days of the week, a bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Days(u8);

impl Days {
    const ALL: Self = Self(0b111_1111);
    const WORKING: Self = Self(0b001_1111);
    const WEEKEND: Self = Self(0b110_0000);

    fn one(day: usize) -> Self {
        Self(1 << (day % 7))
    }

    fn is_none(self) -> bool {
        self.0 == 0
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// With all days up to one, going on after Sunday with Monday.
    fn until(self, from: usize, to: usize) -> Self {
        let mut days = self;
        let mut day = from;
        for _ in 0..7 {
            days = days.and(Self::one(day));
            if day == to {
                break;
            }
            day = (day + 1) % 7;
        }
        days
    }

    fn names(self) -> Vec<&'static str> {
        DAYS.iter()
            .enumerate()
            .filter(|(day, _)| self.0 & (1 << day) != 0)
            .map(|(_, name)| *name)
            .collect()
    }
}

/// An hour of the day in minutes, as `HH:MM`.
fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests;
