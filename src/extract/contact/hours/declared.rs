//! Opening hours that a page states for machines.
//!
//! Counts: `openingHours` texts and `openingHoursSpecification` items of
//! schema.org. The names of days are those of that vocabulary, and no words of
//! a language.

use super::{DAYS, Days, clock};
use crate::extract::structured::{self, Item, Value};
use crate::extract::{Document, OpeningHours};
use ego_tree::NodeId;

/// The most items that are looked at.
const MAX_ITEMS: usize = 1_000;

/// All hours of the page's items.
pub(super) fn hours(doc: &Document) -> Vec<(NodeId, OpeningHours)> {
    let mut out = Vec::new();
    for item in structured::all(structured::items(doc)).into_iter().take(MAX_ITEMS) {
        for text in item.values("openingHours").filter_map(Value::as_text) {
            out.extend(texts(text).into_iter().map(|hours| (item.node, hours)));
        }
        if item.is("OpeningHoursSpecification") {
            out.extend(specification(item).map(|hours| (item.node, hours)));
        }
    }
    out
}

/// `Mo-Fr 09:00-17:00`, several after one another or separated by commas.
fn texts(text: &str) -> Vec<OpeningHours> {
    let mut out = Vec::new();
    let mut days = Days::default();
    let mut fresh = true;
    for word in text.split([' ', ';']).map(|word| word.trim_matches(',')).filter(|w| !w.is_empty())
    {
        if word.starts_with(char::is_alphabetic) {
            if fresh {
                days = Days::default();
            }
            fresh = false;
            for part in word.split(',') {
                let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
                if let (Some(from), Some(to)) = (day(from), day(to)) {
                    days = days.until(from, to);
                }
            }
        } else {
            fresh = true;
            let hours = word.split(',').filter_map(|range| {
                let (opens, closes) = range.split_once(['-', '–'])?;
                Some((time(opens)?, time(closes)?))
            });
            for (opens, closes) in hours.filter(|_| !days.is_none()) {
                out.push(record(text, days, Some((opens, closes))));
            }
        }
    }
    out
}

/// An item with its days, when it opens and when it closes.
fn specification(item: &Item) -> Option<OpeningHours> {
    let names = item.values("dayOfWeek").filter_map(|value| match value {
        Value::Text(text) => Some(text.as_str()),
        Value::Item(inner) => inner.id.as_deref().or_else(|| inner.text("name")),
    });
    let days = names
        .flat_map(|names| names.split([',', ' ']))
        .filter_map(day)
        .fold(Days::default(), |days, day| days.and(Days::one(day)));
    if days.is_none() {
        return None;
    }
    let hours = item.text("opens").and_then(time).zip(item.text("closes").and_then(time));
    // From midnight to midnight is how the vocabulary says *closed*.
    let hours = hours.filter(|(opens, closes)| opens != closes);
    let shown = format!(
        "{} {}",
        days.names().join(","),
        hours.map_or_else(String::new, |(opens, closes)| format!(
            "{}-{}",
            clock(opens),
            clock(closes)
        ))
    );
    Some(record(shown.trim(), days, hours))
}

fn record(text: &str, days: Days, hours: Option<(u16, u16)>) -> OpeningHours {
    OpeningHours {
        text: text.chars().take(200).collect(),
        days: days.names(),
        opens: hours.map(|(opens, _)| clock(opens)),
        closes: hours.map(|(_, closes)| clock(closes)),
        closed: hours.is_none(),
    }
}

/// A day by its code (`Mo`), its name in the vocabulary (`Monday`) or that with
/// an address before it.
fn day(name: &str) -> Option<usize> {
    let name = name.rsplit(['/', '#', ':']).next()?.trim();
    let code: String = name.chars().take(2).flat_map(char::to_lowercase).collect();
    DAYS.iter().position(|day| day.eq_ignore_ascii_case(&code))
}

/// `09:00`, `09:00:00`, `9`
fn time(text: &str) -> Option<u16> {
    let text = text.trim().trim_start_matches('T');
    let mut parts = text.split(':');
    let hour: u16 = parts.next()?.trim().parse().ok()?;
    let minute: u16 = parts.next().map_or(Some(0), |m| m.get(..2)?.parse().ok())?;
    (hour <= 24 && minute < 60).then(|| hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_vocabulary_are_read() {
        let all = texts("Mo-Fr 09:00-12:00,13:00-17:00 Sa 10:00-14:00");
        assert_eq!(all.len(), 3);
        assert_eq!(all[0].days, ["Mo", "Tu", "We", "Th", "Fr"]);
        assert_eq!(all[2].closes.as_deref(), Some("14:00"));
        assert!(texts("closed").is_empty());
    }

    #[test]
    fn days_have_codes_names_and_addresses() {
        assert_eq!(day("https://schema.org/Thursday"), Some(3));
        assert_eq!(day("su"), Some(6));
        assert_eq!(day("PublicHolidays"), None);
    }
}
