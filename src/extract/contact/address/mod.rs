//! Postal addresses of the merchant.
//!
//! Counts as evidence: structured data; a postal code in the form of the shop's
//! country (or in one that only one country has) with a town beside it and a
//! street or a post office box before it, in one line or over several. Against:
//! authorities, carriers, hosts and agencies named around it, prices and years
//! that look like short codes, and streets that only examples use.

mod around_code;
mod declared;
mod line;
mod street;
mod town;
mod unclear;

pub(in crate::extract::contact) use unclear::find as unclear;

use super::clues::Clues;
use super::cues::{Cue, Marks, marks_of};
use super::postcode::{self, Shape};
use crate::extract::{Document, Found, PageKind, PageReading, PostalAddress};
use around_code::{Setting, below_state, hits, read};
use declared::declared;
use line::Line;
use regex::Regex;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// The most postal codes of a page that are looked at.
const MAX_CODES: usize = 2_000;

/// Finds the addresses of a page.
pub(in crate::extract::contact) fn find(
    doc: &Document,
    clues: &Clues,
    reading: &PageReading,
) -> Vec<Found<PostalAddress>> {
    let Clues { marks, data, home: countries, .. } = clues;
    let mut found: Vec<Found<PostalAddress>> = Vec::new();
    let mut seen = HashSet::new();
    let lines = line::lines(doc);
    let named = named(doc, marks);
    let rows = postcode::rows(countries, &named);
    let american = countries.iter().any(|country| country == "US");
    let page = matches!(reading.kind, Some(PageKind::Contact | PageKind::Imprint));
    let mut codes = 0;
    let mut add = |line: &Line<'_>, place: usize, address: PostalAddress| {
        let node = doc.blocks.get(line.block).map(|block| block.node_at(place));
        if let Some(node) = node
            && seen.insert(key(&address))
        {
            found.push(Found::at(doc, node, &address.text.clone(), address));
        }
    };
    for (index, line) in lines.iter().enumerate() {
        if !line.text.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        let mut taken: Vec<Range<usize>> = Vec::new();
        let shape = Shape::of(line.text);
        for (row, regex) in rows.iter().filter(|(row, _)| shape.may_hold(row)) {
            for hit in hits(line.text, regex) {
                codes += 1;
                if codes > MAX_CODES {
                    break;
                }
                if taken.iter().any(|t| t.start < hit.whole.end && hit.whole.start < t.end) {
                    continue;
                }
                // Four or six digits after a town say little, so the page itself
                // has to be of that country.
                let bare = row.order == postcode::Order::TownCode && !row.distinct;
                let home = countries
                    .iter()
                    .take(if bare { 1 } else { usize::MAX })
                    .any(|country| country == row.country);
                let setting = Setting { marks, page, home };
                let Some(address) = read(&lines, index, &hit, row, setting) else { continue };
                // A foreign form without a street is more often something else.
                if !home && address.street.is_none() {
                    continue;
                }
                taken.push(hit.whole.clone());
                let place = line.start + hit.whole.start;
                if marks.is_others(doc, line.block, place) || is_placeholder(&address) {
                    continue;
                }
                add(line, place, address);
            }
        }
        if american && taken.is_empty() && line.text.len() <= 12 {
            let address = below_state(&lines, index).filter(|address| !is_placeholder(address));
            if let Some(address) = address.filter(|_| !marks.is_others(doc, line.block, line.start))
            {
                add(line, line.start, address);
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

static PREFIX: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(SE|S|NO|N|DK|FIN?|DE?|AT?|CH|BE?|LU|L|FR?|ES?|IT?|CZ|EE|HU|H|SK|SI|HR|RO|BG|GR)[-–] ?[0-9]{3}").ok()
});

/// The countries that a page names, and those whose sign stands before a code.
fn named(doc: &Document, marks: &Marks) -> BTreeSet<&'static str> {
    let mut named = BTreeSet::new();
    for (index, block) in doc.blocks.iter().enumerate() {
        named.extend(marks.block(index).iter().filter_map(|mark| match mark.cue {
            Cue::Country(country) => Some(country),
            _ => None,
        }));
        // A capital and a dash.
        if !block
            .text
            .as_bytes()
            .windows(2)
            .any(|pair| matches!(pair, [capital, b'-' | 0xE2] if capital.is_ascii_uppercase()))
        {
            continue;
        }
        let signs = PREFIX.iter().flat_map(|prefix| prefix.captures_iter(&block.text)).take(50);
        named.extend(signs.filter_map(|signs| {
            Some(match signs.get(1)?.as_str() {
                "SE" | "S" => "SE",
                "NO" | "N" => "NO",
                "DK" => "DK",
                "FI" | "FIN" => "FI",
                "DE" | "D" => "DE",
                "AT" | "A" => "AT",
                "CH" => "CH",
                "BE" | "B" => "BE",
                "LU" | "L" => "LU",
                "FR" | "F" => "FR",
                "ES" | "E" => "ES",
                "IT" | "I" => "IT",
                "CZ" => "CZ",
                "EE" => "EE",
                "HU" | "H" => "HU",
                "SK" => "SK",
                "SI" => "SI",
                "HR" => "HR",
                "RO" => "RO",
                "BG" => "BG",
                "GR" => "GR",
                _ => return None,
            })
        }));
    }
    named
}

/// What makes two spellings one address: the code and the house number.
pub(in crate::extract::contact) fn key(address: &PostalAddress) -> String {
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
    use crate::extract::contact::clues::testing::page;

    fn read(source: &str, country: &str) -> Vec<String> {
        let (doc, clues) = page(source, Some(country));
        find(&doc, &clues, &PageReading::default())
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
            (
                "<p>16 rue Haute, 59650 Villeneuve d’Ascq</p>",
                "FR",
                "16 rue Haute/59650/Villeneuve d’Ascq",
            ),
            ("<p>Via Roma 12 - 37100 Verona (VR)</p>", "IT", "Via Roma 12/37100/Verona"),
            ("<p>Kerkstraat 8, 1017 GA Amsterdam</p>", "NL", "Kerkstraat 8/1017 GA/Amsterdam"),
            ("<p>ul.Leśna 11, 65-001 Zielona Góra</p>", "PL", "ul.Leśna 11/65-001/Zielona Góra"),
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
