//! The address around a postal code: a small model of evidence.

use super::super::cues::{Cue, Marks};
use super::super::postcode::{self, Order, Row};
use super::line::{Line, LineCues};
use super::street::street_in;
use super::town::{country_after, country_of, town_after, town_before};
use crate::extract::{PostalAddress, Region};
use regex::Regex;
use std::ops::Range;

/// Longest line above a postal code that may be its street.
const LONGEST_LINE: usize = 90;

/// A postal code in a line, with its country prefix or state.
pub(super) struct Hit {
    pub(super) whole: Range<usize>,
    pub(super) code: Range<usize>,
    pub(super) prefix: bool,
}

/// The codes in a text that stand by themselves.
pub(super) fn hits<'a>(text: &'a str, regex: &'a Regex) -> impl Iterator<Item = Hit> + 'a {
    regex.captures_iter(text).filter_map(move |captures| {
        let (whole, code) = (captures.get(0)?, captures.name("code")?);
        let before = text.get(..whole.start())?.chars().next_back();
        let after = text.get(whole.end()..)?.chars().next();
        // Part of a longer number, an amount, an address or a word.
        let bad_before = before.is_some_and(|c| c.is_alphanumeric() || "+-./#€$£@_=".contains(c));
        let bad_after = after.is_some_and(|c| c.is_alphanumeric() || "-@_=%€".contains(c));
        // One end of a range of codes, as in a table of areas.
        let mut rest = text.get(whole.end()..)?.trim_start().chars();
        let range = matches!(rest.next(), Some('-' | '–'))
            && rest.find(|c| !c.is_whitespace()).is_some_and(|c| c.is_ascii_digit());
        (!bad_before && !bad_after && !range).then(|| Hit {
            whole: whole.range(),
            code: code.range(),
            prefix: whole.start() < code.start(),
        })
    })
}

/// Reads the address around a postal code, when there is one.
pub(super) fn read(
    lines: &[Line<'_>],
    index: usize,
    hit: &Hit,
    row: &Row,
    marks: &Marks,
    page: bool,
) -> Option<PostalAddress> {
    let line = lines.get(index)?;
    let before = line.text.get(..hit.whole.start)?;
    let after = line.text.get(hit.whole.end..)?;
    // The year of a copyright line.
    if hit.code.len() == 4 && before.contains(['©', '℗']) {
        return None;
    }
    let cues = LineCues { marks, line };
    let (city, rest) = match row.order {
        Order::CodeTown => {
            let (city, end) = town_after(&cues, hit.whole.end)?;
            (Some(city), line.text.get(end..).unwrap_or(""))
        }
        Order::TownCode => (town_before(before, lines, index), after),
    };
    let above = || lines.get(index.saturating_sub(4)..index).unwrap_or(&[]).iter().rev();
    let before = match (row.order, &city) {
        (Order::TownCode, Some(city)) => {
            before.rfind(city.as_str()).and_then(|at| before.get(..at)).unwrap_or(before)
        }
        _ => before,
    };
    let mut street = street_in(before);
    if street.is_none()
        && before.split([',', '|', '·', '•', ';']).filter(|s| s.trim().len() > 2).count() < 3
    {
        for candidate in above() {
            if candidate.region != line.region || candidate.text.len() > LONGEST_LINE {
                break;
            }
            street = street_in(candidate.text);
            if street.is_some() {
                break;
            }
        }
    }
    let country_named = country_after(rest, &cues, line.text.len() - rest.len()).or_else(|| {
        lines.get(index + 1).filter(|l| l.text.len() < 40).and_then(|l| country_of(l.text))
    });
    let labelled =
        marks.before(line.block, line.start + hit.whole.start, 60, |cue| cue == Cue::Address);
    // A number alone says little; what stands around it makes it an address.
    let mut points = 0;
    points += street.as_ref().map_or(0, |(_, strength)| 1 + *strength);
    points += i32::from(city.is_some());
    points += if row.distinct { 2 } else { 0 };
    points += i32::from(hit.prefix && !row.distinct);
    points += i32::from(country_named.is_some());
    points += i32::from(page) + i32::from(matches!(line.region, Region::Footer));
    points += i32::from(labelled);
    points += i32::from(
        line.text.get(hit.code.clone()).is_some_and(|code| code.contains([' ', '\u{a0}'])),
    );
    let needed = if row.distinct { 2 } else { 3 };
    if points < needed || !row.distinct && street.is_none() && points < 4 {
        return None;
    }
    // Two capitals after a number are a Dutch code only in an address, elsewhere
    // the beginning of a name.
    if row.country == "NL" && street.is_none() {
        return None;
    }
    // A short number after words is more often a year, an amount or an article.
    let sure = street.as_ref().is_some_and(|(_, strength)| {
        *strength == 2 || page || hit.prefix || country_named.is_some() || labelled
    });
    if !row.distinct && !sure && hit.code.len() <= 4 {
        return None;
    }
    let code = postcode::canonical(line.text.get(hit.code.clone())?, row.country);
    let country = country_named.map_or_else(|| row.country.to_owned(), str::to_owned);
    Some(composed(street.map(|(street, _)| street), Some(code), city, Some(country), row.order))
}

/// An address of its parts, with the line they make.
pub(super) fn composed(
    street: Option<String>,
    postal_code: Option<String>,
    city: Option<String>,
    country: Option<String>,
    order: Order,
) -> PostalAddress {
    let (a, b) = match order {
        Order::CodeTown => (&postal_code, &city),
        Order::TownCode => (&city, &postal_code),
    };
    let place = [a, b].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
    let text =
        [street.as_deref(), Some(place.as_str()).filter(|p| !p.is_empty()), country.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
    PostalAddress { text, street, postal_code, city, country }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&str> {
        let (_, regex) = postcode::of_country("SE").unwrap();
        hits(text, regex).filter_map(|hit| text.get(hit.code)).collect()
    }

    #[test]
    fn codes_stand_by_themselves() {
        assert_eq!(codes("SE-111 22 Stockholm"), ["111 22"]);
        for text in ["+11122", "11122-11129", "11122%", "A11122"] {
            assert_eq!(codes(text), [] as [&str; 0], "{text}");
        }
    }
}
