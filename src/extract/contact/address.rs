//! Postal addresses of the merchant.
//!
//! Counts as evidence: structured data; a postal code in the form of the shop's
//! country (or in one that only one country has) with a town beside it and a
//! street or a post office box before it, in one line or over several. Against:
//! authorities, carriers, hosts and agencies named around it, prices and years
//! that look like short codes, and streets that only examples use.

use super::cues::{Cue, Mark, Marks, marks_of};
use super::email::floor;
use super::postcode::{self, Order, Row};
use super::structured::Structured;
use crate::extract::{Context, Document, Found, PageKind, PageReading, PostalAddress, Region};
use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;

/// Longest line above a postal code that may be its street.
const LONGEST_LINE: usize = 90;
/// Longer lines are read in pieces.
const LONGEST_PIECE: usize = 1_000;
/// The longest part of a line in which a street is looked for.
const LONGEST_PART: usize = 300;
/// The most postal codes of a page that are looked at.
const MAX_CODES: usize = 2_000;

/// One line of the page.
struct Line<'a> {
    block: usize,
    /// Where it begins in the block.
    start: usize,
    text: &'a str,
    region: Region,
}

/// Finds the addresses of a page.
pub(super) fn find(
    doc: &Document,
    marks: &Marks,
    data: &Structured,
    countries: &[String],
    reading: &PageReading,
    _context: Context<'_>,
) -> Vec<Found<PostalAddress>> {
    let mut found: Vec<Found<PostalAddress>> = Vec::new();
    let mut seen = HashSet::new();
    let lines = lines(doc);
    let rows = postcode::rows(countries);
    let page = matches!(reading.kind, Some(PageKind::Contact | PageKind::Imprint));
    let mut codes = 0;
    for (index, line) in lines.iter().enumerate() {
        if !line.text.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        let mut taken: Vec<Range<usize>> = Vec::new();
        for (row, regex) in &rows {
            for hit in hits(line.text, regex) {
                codes += 1;
                if codes > MAX_CODES {
                    break;
                }
                if taken.iter().any(|t| t.start < hit.whole.end && hit.whole.start < t.end) {
                    continue;
                }
                let home = countries.iter().any(|country| country == row.country);
                let Some(address) = read(&lines, index, &hit, row, marks, page) else { continue };
                // A foreign form without a street is more often something else.
                if !home && address.street.is_none() {
                    continue;
                }
                taken.push(hit.whole.clone());
                let place = line.start + hit.whole.start;
                if marks.is_others(doc, line.block, place) || is_placeholder(&address) {
                    continue;
                }
                if seen.insert(key(&address)) {
                    let node = doc.blocks.get(line.block).map(|block| block.node_at(place));
                    let Some(node) = node else { continue };
                    found.push(Found::at(doc, node, &address.text.clone(), address));
                }
            }
        }
    }
    for datum in &data.addresses {
        let Some(address) = declared(&datum.value, countries) else { continue };
        if !is_placeholder(&address) && seen.insert(key(&address)) {
            found.push(Found::at(doc, datum.node, &address.text.clone(), address));
        }
    }
    found
}

/// What makes two spellings one address: the code and the house number.
pub(super) fn key(address: &PostalAddress) -> String {
    let code: String = address
        .postal_code
        .iter()
        .flat_map(|c| c.chars())
        .filter(|c| c.is_alphanumeric())
        .collect();
    let street = address.street.as_deref().unwrap_or("");
    let number: String = street
        .split(|c: char| !c.is_ascii_digit())
        .find(|part| !part.is_empty())
        .unwrap_or("")
        .to_owned();
    if code.is_empty() {
        crate::vocabulary::fold(street)
    } else {
        format!("{}/{number}", code.to_uppercase())
    }
}

fn lines(doc: &Document) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for (index, block) in doc.blocks.iter().enumerate() {
        let mut start = 0;
        for text in block.text.split('\n') {
            let mut rest = text;
            while !rest.trim().is_empty() {
                let text = piece(rest);
                lines.push(Line { block: index, start, text, region: block.region });
                start += text.len();
                rest = rest.get(text.len()..).unwrap_or("");
            }
            start += rest.len() + 1;
        }
    }
    lines
}

/// The beginning of a line up to the greatest length, ending at a comma or
/// between words where it can.
fn piece(line: &str) -> &str {
    if line.len() <= LONGEST_PIECE {
        return line;
    }
    let head = line.get(..floor(line, LONGEST_PIECE)).unwrap_or(line);
    let cut = head.rfind(". ").or_else(|| head.rfind(' ')).filter(|at| *at > 0);
    cut.and_then(|at| head.get(..at + 1)).unwrap_or(head)
}

struct Hit {
    whole: Range<usize>,
    code: Range<usize>,
    prefix: bool,
}

fn hits<'a>(text: &'a str, regex: &'a Regex) -> impl Iterator<Item = Hit> + 'a {
    regex.captures_iter(text).filter_map(move |captures| {
        let (whole, code) = (captures.get(0)?, captures.name("code")?);
        let before = text.get(..whole.start())?.chars().next_back();
        let after = text.get(whole.end()..)?.chars().next();
        // Part of a longer number, an amount, an address or a word.
        let bad_before = before.is_some_and(|c| c.is_alphanumeric() || "+-./#€$£@_=".contains(c));
        let bad_after = after.is_some_and(|c| c.is_alphanumeric() || "-@_=%€".contains(c));
        (!bad_before && !bad_after).then(|| Hit {
            whole: whole.range(),
            code: code.range(),
            prefix: whole.start() < code.start(),
        })
    })
}

/// Reads the address around a postal code, when there is one.
fn read(
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

/// The cues of one line.
struct LineCues<'a> {
    marks: &'a Marks,
    line: &'a Line<'a>,
}

impl LineCues<'_> {
    /// The cue that begins at a place of the line.
    fn starting(&self, place: usize) -> impl Iterator<Item = &Mark> {
        let place = self.line.start + place;
        self.marks.within(self.line.block, place..place + 1).iter()
    }
}

/// The town after a code: words with a capital, and short ones between them;
/// ends at punctuation, at a label, at a country. With the place where it ends.
fn town_after(cues: &LineCues<'_>, from: usize) -> Option<(String, usize)> {
    let text = cues.line.text;
    let rest = text.get(from..)?;
    let skipped = rest.len() - rest.trim_start_matches([' ', ',', '\u{a0}', '-', '–']).len();
    if rest.get(..skipped).is_some_and(|s| s.matches(',').count() > 1) {
        return None;
    }
    let mut end = from + skipped;
    let mut words: Vec<&str> = Vec::new();
    let mut place = end;
    while let Some(tail) = text.get(place..).filter(|t| !t.is_empty()) {
        let lead = tail.len() - tail.trim_start_matches([' ', '\u{a0}']).len();
        let word = tail.get(lead..)?.split([' ', '\u{a0}']).next().unwrap_or("");
        if word.is_empty() || words.len() >= 5 {
            break;
        }
        let bare = word.trim_end_matches([',', '.', ';', '|', ')', '·', '•']);
        let starts_town = bare.starts_with(|c: char| c.is_uppercase());
        let label = word.ends_with(':')
            || cues.starting(place + lead).any(|mark| {
                matches!(
                    mark.cue,
                    Cue::Phone
                        | Cue::Fax
                        | Cue::OtherNumber
                        | Cue::Registration(_)
                        | Cue::Vat
                        | Cue::Country(_)
                ) && (mark.range.len() > 2 || word.len() <= 2)
            });
        let short =
            !words.is_empty() && bare.chars().count() <= 4 && bare.chars().all(char::is_alphabetic);
        // Districts in numbers: *Wien 7*, *Paris 11*, *Praha 2*, and CEDEX.
        let elided = bare
            .split_once(['\'', '’'])
            .is_some_and(|(_, rest)| rest.starts_with(char::is_uppercase));
        let known = bare.chars().all(|c| c.is_alphabetic() || "'’-./()".contains(c));
        if label || bare.is_empty() || !known || !(starts_town || short || elided) {
            break;
        }
        words.push(word);
        place += lead + word.len();
        end = place;
        if bare.len() < word.len() && !word.ends_with('.') {
            break;
        }
    }
    while words.last().is_some_and(|w| !w.contains(char::is_uppercase)) {
        let word = words.pop()?;
        end = text.get(..end)?.rfind(word)?;
    }
    let town = words.join(" ");
    // A province in brackets is not part of the town's name.
    let town = town.split(" (").next().unwrap_or(&town);
    let town = town.trim_end_matches([',', '.', ';', '|', ')', '·', '•', '(', '-']).to_owned();
    (town.chars().count() >= 2).then_some((town, end))
}

/// The town before a code: the words after the last comma, else the line above.
fn town_before(before: &str, lines: &[Line<'_>], index: usize) -> Option<String> {
    let clean = |text: &str| {
        let text = text.trim_matches(|c: char| c.is_whitespace() || ",.-–|·•;:".contains(c));
        let part = text.rsplit([',', '|', '·', '•', ';', ':']).next().unwrap_or(text).trim();
        let plausible = part.starts_with(|c: char| c.is_uppercase())
            && part.len() <= 40
            && part.chars().all(|c| c.is_alphabetic() || " '’.-&()".contains(c));
        plausible.then(|| part.to_owned())
    };
    if before.trim().len() > 1 {
        return clean(before);
    }
    lines
        .get(index.checked_sub(1)?)
        .filter(|line| line.text.len() <= 60)
        .and_then(|line| clean(line.text))
}

/// The street in a text before a code, and how sure it is (1 or 2): the nearest
/// part that has a house number and a word for a street, or the looks of one.
fn street_in(text: &str) -> Option<(String, i32)> {
    let parts: Vec<&str> =
        text.split([',', '|', '·', '•', ';']).map(str::trim).filter(|p| !p.is_empty()).collect();
    for (i, part) in parts.iter().enumerate().rev().take(4) {
        if let Some((street, strength)) = street_of(part) {
            return Some((street, strength));
        }
        // `Unit 4, Station Road`: the number stands with the part before.
        let earlier = i.checked_sub(1).and_then(|i| parts.get(i));
        if let Some(earlier) = earlier
            && earlier.len() < 30
            && part.len() <= LONGEST_PART
            && earlier.bytes().any(|b| b.is_ascii_digit())
            && marks_of(part).iter().any(|mark| mark.cue == Cue::Street)
        {
            return Some((format!("{earlier}, {part}"), 2));
        }
    }
    None
}

fn street_of(part: &str) -> Option<(String, i32)> {
    let part = part.rsplit(':').next().unwrap_or(part).trim();
    let begin = floor(part, part.len().saturating_sub(LONGEST_PART));
    let part = part.get(begin..).unwrap_or(part);
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    if part.len() < 4 || part.contains('@') || letters < 3 || !(1..=9).contains(&digits) {
        return None;
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().filter(char::is_ascii_digit).count() <= 5
            && word.chars().count() <= 9
    };
    // `ul.Kwiatowa 11` and `Street 5` alike; the last number of the part may be
    // a floor, so the first one counts.
    let at = words.iter().position(|word| is_number(word))?;
    let cues = marks_of(part);
    let has = |cue: Cue| cues.iter().any(|mark| mark.cue == cue);
    let strength = if has(Cue::PostBox) || has(Cue::Street) { 2 } else { 1 };
    let begins = |word: &str| word.starts_with(|c: char| c.is_uppercase());
    if at == 0 {
        // `16 rue Haute`, `5 Station Road`: needs a word for the street.
        let few = (2..=10).contains(&words.len());
        return (few && strength == 2).then(|| (part.to_owned(), strength));
    }
    let names_street = |word: &str| marks_of(word).iter().any(|mark| mark.cue == Cue::Street);
    // Back over the words of the name.
    let mut from = at;
    while let Some(word) = from.checked_sub(1).and_then(|i| words.get(i)) {
        let short = word.chars().count() <= 4 && from < at;
        let sentence =
            word.ends_with(['.', '!', '?']) && word.chars().count() > 4 && !names_street(word);
        if !(begins(word)
            || word.starts_with(|c: char| c.is_ascii_digit())
            || short
            || word.contains('.'))
            || sentence
            || at - from >= 6
        {
            break;
        }
        from -= 1;
    }
    while from < at
        && !words
            .get(from)
            .is_some_and(|word| begins(word) || word.contains('.') || names_street(word))
    {
        from += 1;
    }
    let tail = words.len().min(at + 6);
    let street = words.get(from..tail)?.join(" ");
    let street = street.trim_end_matches([' ', '-', '–', '.', '(']).to_owned();
    (from < at && street.len() <= 80).then_some((street, strength))
}

/// The country right after the town.
fn country_after(rest: &str, cues: &LineCues<'_>, from: usize) -> Option<&'static str> {
    let lead =
        rest.len() - rest.trim_start_matches([' ', ',', '-', '–', '.', '|', '(', ')', '·']).len();
    cues.starting(from + lead).find_map(|mark| match mark.cue {
        Cue::Country(country) => Some(country),
        _ => None,
    })
}

fn country_of(text: &str) -> Option<&'static str> {
    let text = text.trim();
    marks_of(text).into_iter().find_map(|mark| match mark.cue {
        Cue::Country(country) if mark.range.len() * 2 > text.len() => Some(country),
        _ => None,
    })
}

fn composed(
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

/// An address of structured data, completed and written as on one line.
fn declared(data: &PostalAddress, countries: &[String]) -> Option<PostalAddress> {
    if !data.text.is_empty() {
        let line = Line { block: 0, start: 0, text: &data.text, region: Region::Main };
        let none = Marks::default();
        return postcode::rows(countries).into_iter().find_map(|(row, regex)| {
            let lines = std::slice::from_ref(&line);
            hits(&data.text, regex).find_map(|hit| read(lines, 0, &hit, row, &none, true))
        });
    }
    let part = |value: &Option<String>| {
        value
            .as_deref()
            .map(|v| v.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|v| !v.is_empty())
    };
    let (street, city, code) = (part(&data.street), part(&data.city), part(&data.postal_code));
    if street.is_none() && code.is_none() {
        return None;
    }
    let country = part(&data.country).map(|name| match name.len() {
        2 => name.to_uppercase(),
        _ => country_of(&name).map_or(name, str::to_owned),
    });
    let known =
        country.as_deref().or(countries.first().map(String::as_str)).and_then(postcode::of_country);
    let code = code
        .map(|code| known.map_or(code.clone(), |(row, _)| postcode::canonical(&code, row.country)));
    let order = known.map_or(Order::CodeTown, |(row, _)| row.order);
    Some(composed(street, code, city, country, order))
}

/// Streets and towns that only examples use.
fn is_placeholder(address: &PostalAddress) -> bool {
    let words = format!(
        "{}, {}",
        address.street.as_deref().unwrap_or(""),
        address.city.as_deref().unwrap_or("")
    );
    // House number 123 with a short name is what form templates show.
    let mut street = address.street.as_deref().unwrap_or("").split_whitespace();
    let template = street.next() == Some("123") && street.count() <= 2;
    template || marks_of(&words).iter().any(|mark| mark.cue == Cue::Placeholder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;
    use url::Url;

    fn read(source: &str, country: &str) -> Vec<String> {
        let doc = Document::parse(source, &Url::parse("https://tallbod.example/").unwrap());
        let context =
            Context { vocabulary: Vocabulary::built_in(), language: None, country: Some(country) };
        let countries = super::super::region::of(&doc, context);
        find(
            &doc,
            &Marks::of(&doc),
            &Structured::of(&doc),
            &countries,
            &PageReading::default(),
            context,
        )
        .into_iter()
        .map(|f| {
            let v = f.value;
            [v.street, v.postal_code, v.city]
                .into_iter()
                .map(Option::unwrap_or_default)
                .collect::<Vec<_>>()
                .join("/")
        })
        .collect()
    }

    #[test]
    fn addresses_of_many_countries_are_taken_apart() {
        let cases = [
            (
                "<p>Tallbod AB, Storgatan 12 B, 111 22 Stockholm</p>",
                "SE",
                "Storgatan 12 B/111 22/Stockholm",
            ),
            (
                "<p>Tallbod AB<br>Storgatan 12<br>SE-111 22 Stockholm<br>Sverige</p>",
                "SE",
                "Storgatan 12/111 22/Stockholm",
            ),
            (
                "<div>Storgatan 12</div><div>111 22 Stockholm</div>",
                "SE",
                "Storgatan 12/111 22/Stockholm",
            ),
            (
                "<p>Du hittar oss på Norra Storgatan 12, 111 22 Stockholm.</p>",
                "SE",
                "Norra Storgatan 12/111 22/Stockholm",
            ),
            ("<p>Box 7, 111 22 Stockholm</p>", "SE", "Box 7/111 22/Stockholm"),
            ("<p>Fjellveien 3, 0580 Oslo Telefon: 22 80 41 56</p>", "NO", "Fjellveien 3/0580/Oslo"),
            ("<p>Havnegade 5, 2. tv., 5000 Odense C</p>", "DK", "Havnegade 5/5000/Odense C"),
            ("<p>Metsäkatu 4 A 2<br>00100 Helsinki</p>", "FI", "Metsäkatu 4 A 2/00100/Helsinki"),
            ("<p>Lindenstr. 5, 10115 Berlin</p>", "DE", "Lindenstr. 5/10115/Berlin"),
            ("<p>16 rue Haute, 92410 Ville d’Avray</p>", "FR", "16 rue Haute/92410/Ville d’Avray"),
            ("<p>Via Roma 12 - 22100 Como (CO)</p>", "IT", "Via Roma 12/22100/Como"),
            ("<p>Kerkstraat 8, 1017 GA Amsterdam</p>", "NL", "Kerkstraat 8/1017 GA/Amsterdam"),
            ("<p>ul.Leśna 11, 58-400 Kamienna Góra</p>", "PL", "ul.Leśna 11/58-400/Kamienna Góra"),
            ("<p>Calle Mayor 3, 28013 Madrid</p>", "ES", "Calle Mayor 3/28013/Madrid"),
            ("<p>5 Station Road, Leeds, LS1 4AP</p>", "GB", "5 Station Road/LS1 4AP/Leeds"),
            ("<p>12 Main Street, Austin, TX 73301</p>", "US", "12 Main Street/73301/Austin"),
        ];
        for (source, country, address) in cases {
            assert_eq!(read(source, country), [address], "{source}");
        }
    }

    #[test]
    fn numbers_that_are_no_codes_are_left_out() {
        for (source, country) in [
            ("<p>© 2024 Tallbod</p>", "NO"),
            ("<p>Pris 12 500 Kronor</p>", "SE"),
            ("<p>Vi grundades 1999 i Oslo</p>", "NO"),
            ("<p>Art. 11122 Stol</p>", "DE"),
            ("<p>Exempelgatan 1, 111 22 Stockholm</p>", "SE"),
            ("<p>Allmänna reklamationsnämnden, Box 174, 101 23 Stockholm</p>", "SE"),
        ] {
            assert_eq!(read(source, country), [] as [&str; 0], "{source}");
        }
    }

    #[test]
    fn structured_addresses_count() {
        let source = r#"<script type="application/ld+json">{"@type":"Store","address":{"@type":"PostalAddress",
            "streetAddress":"Storgatan 12","postalCode":"11122","addressLocality":"Stockholm","addressCountry":"SE"}}</script>"#;
        assert_eq!(read(source, "SE"), ["Storgatan 12/111 22/Stockholm"]);
        let source = r#"<script type="application/ld+json">{"@type":"Store","address":"Storgatan 12, 111 22 Stockholm"}</script>"#;
        assert_eq!(read(source, "SE"), ["Storgatan 12/111 22/Stockholm"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_come(text in "[A-ZÅa-zé0-9 ,.\\-()]{0,80}") {
            let _ = read(&format!("<p>{text}</p>"), "SE");
        }
    }
}
