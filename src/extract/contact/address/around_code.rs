//! The address around a postal code: a small model of evidence.

use super::super::cues::{Cue, Marks, marks_of};
use super::super::postcode::{self, Order, Row};
use super::line::{Line, LineCues};
use super::street::{street_in, unnumbered};
use super::town::{country_after, country_of, town_after, town_alone, town_before, town_in_front};
use crate::extract::{PostalAddress, Region};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

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
        // `Mumbai-400072`
        let town_dash = code.len() >= 6
            && before == Some('-')
            && text
                .get(..whole.start().saturating_sub(1))
                .is_some_and(|head| head.ends_with(char::is_alphabetic));
        let bad_before = bad_before && !town_dash;
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

/// What is known of a page besides the lines around a code.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    /// The cues of the page.
    pub(super) marks: &'a Marks,
    /// It is a page where contact details belong.
    pub(super) page: bool,
    /// The code is one of the countries of the page, and not only of a country
    /// that it names.
    pub(super) home: bool,
}

/// Reads the address around a postal code, when there is one.
pub(super) fn read(
    lines: &[Line<'_>],
    index: usize,
    hit: &Hit,
    row: &Row,
    setting: Setting<'_>,
) -> Option<PostalAddress> {
    let Setting { marks, page, home } = setting;
    let line = lines.get(index)?;
    let before = line.text.get(..hit.whole.start)?;
    let after = line.text.get(hit.whole.end..)?;
    // The year of a copyright line.
    if hit.code.len() == 4 && before.contains(['©', '℗']) {
        return None;
    }
    let cues = LineCues { marks, line };
    // `(59650) Villeneuve`
    let closing = usize::from(before.trim() == "(" && after.starts_with(')'));
    // The line that the street is looked for from, and what of it may hold it.
    let (mut from, mut before) = (index, before);
    let (city, rest) = match row.order {
        Order::CodeTown => match town_after(&cues, hit.whole.end + closing, row.country) {
            Some((city, end)) => (Some(city), line.text.get(end..).unwrap_or("")),
            None if after.trim_matches([' ', ':', '|', ',']).is_empty() => {
                // A town in the next line needs a code that is surely one.
                let above = index.checked_sub(1).and_then(|above| lines.get(above));
                let said = |line: &Line<'_>, until: usize| {
                    let marks = marks.within(line.block, line.start..line.start + until);
                    marks.iter().any(|mark| mark.cue == Cue::Code)
                };
                let short = above.filter(|line| line.text.len() <= 30);
                let surely = hit.prefix
                    || row.distinct
                    || hit.code.len() > 5
                    || said(line, hit.code.start)
                    || short.is_some_and(|line| said(line, line.text.len()));
                let mut below = lines.get(index + 1..).unwrap_or(&[]).iter().take(2);
                (Some(below.find_map(town_alone).filter(|_| surely)?), "")
            }
            // `Gdów (32-420), ul. Długa 18`
            None => {
                let (town, at) = town_in_front(before).filter(|_| after.starts_with(')'))?;
                before = before.get(..at)?;
                (Some(town), after.get(1..).unwrap_or(""))
            }
        },
        Order::TownCode => match town_before(before, lines, index, row.country) {
            Some((city, at)) => {
                if at < index {
                    from = at;
                    before = lines.get(at)?.text;
                }
                (Some(city), after)
            }
            None => (None, after),
        },
    };
    if let (Order::TownCode, Some(city)) = (row.order, &city) {
        before = before.rfind(city.as_str()).and_then(|at| before.get(..at)).unwrap_or(before);
    }
    let above = || lines.get(from.saturating_sub(4)..from).unwrap_or(&[]).iter().rev();
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
    // A street without a number needs a code that says more by itself.
    if street.is_none() && (row.distinct || hit.code.len() >= 5) {
        let near =
            if before.trim().len() > 2 { Some(before) } else { above().next().map(|l| l.text) };
        street = near.and_then(unnumbered).map(|street| (street, 1));
    }
    // `60-180 Town, Street 18`
    let bracketed = line.text.get(..hit.whole.start).is_some_and(|head| head.ends_with('('));
    let first = before.trim().len() <= 2 || before.len() <= 30 && before.trim().ends_with(':');
    if street.is_none() && row.order == Order::CodeTown && (first || bracketed) {
        let below = lines.get(index + 1).map(|l| l.text).filter(|text| text.len() <= LONGEST_LINE);
        let head = rest.trim_start_matches([',', ';', ' ']).split(';').next();
        let tail = if rest.trim().is_empty() { below } else { head };
        let tail = tail.and_then(|tail| tail.trim().split([',', '|']).next());
        street = tail.and_then(street_in).filter(|(_, strength)| *strength == 2);
    }
    if row.order == Order::CodeTown && street.as_ref().is_some_and(|(street, _)| holds_code(street))
    {
        return None;
    }
    let country_named = country_after(rest, &cues, line.text.len() - rest.len()).or_else(|| {
        lines.get(index + 1).filter(|l| l.text.len() < 40).and_then(|l| country_of(l.text))
    });
    // A city that is a country names it too.
    let own = city.as_deref().and_then(country_of).or(country_named) == Some(row.country);
    let sure_street = street.as_ref().is_some_and(|(_, strength)| *strength == 2);
    let stated = own || hit.prefix;
    // A range of sizes looks like a code with more than a hyphen in it.
    let loose = row.country == "PL"
        && line.text.get(hit.code.clone()).is_some_and(|code| code.contains([' ', '–']));
    if loose && !(home && sure_street) {
        return None;
    }
    // Telephone numbers and articles look like the codes of many countries.
    if !home && !row.distinct && !stated {
        return None;
    }
    // Away from home two capitals after four digits begin a name more often than
    // they end a code, and short codes need a street that is surely one.
    if !home && row.country == "NL" && !stated {
        return None;
    }
    let bare = !row.distinct && (row.order == Order::TownCode || !home && hit.code.len() <= 4);
    if bare && !sure_street {
        return None;
    }
    // The row of the country that is named reads it as that country writes it.
    if !row.distinct
        && country_named
            .is_some_and(|named| named != row.country && postcode::of_country(named).is_some())
    {
        return None;
    }
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

/// Whether a street holds a number as long as a code, as a list of areas does.
fn holds_code(street: &str) -> bool {
    let long = street.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() >= 5);
    // The numbers of post office boxes are as long.
    long && !marks_of(street).iter().any(|mark| mark.cue == Cue::PostBox)
}

static STATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[ ,])(?:[A-Z]{2}|[A-Z][a-z]{3,13}(?: [A-Z][a-z]{3,9})?)\.?,?$").ok()
});

/// An American address whose code stands in a line of its own, below the state.
pub(super) fn below_state(lines: &[Line<'_>], index: usize) -> Option<PostalAddress> {
    let code = lines.get(index)?.text.trim();
    let zip = code.split_once('-').map_or(code, |(zip, _)| zip);
    if zip.len() != 5 || !zip.bytes().all(|b| b.is_ascii_digit()) || code.len() > 10 {
        return None;
    }
    let above = index.checked_sub(1)?;
    let text = lines.get(above)?.text.trim_end();
    let state = STATE.as_ref()?.find(text)?;
    let (city, at) = town_before(text.get(..state.start())?, lines, above, "US")?;
    let head = lines.get(at)?.text;
    let head = head.rfind(city.as_str()).and_then(|place| head.get(..place)).unwrap_or("");
    let higher = lines.get(at.saturating_sub(3)..at).unwrap_or(&[]).iter().rev();
    let street = std::iter::once(head)
        .chain(higher.map(|line| line.text).take_while(|text| text.len() <= LONGEST_LINE))
        .find_map(street_in)
        .filter(|(_, strength)| *strength == 2)?;
    Some(composed(
        Some(street.0),
        Some(code.to_owned()),
        Some(city),
        Some("US".to_owned()),
        Order::TownCode,
    ))
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
