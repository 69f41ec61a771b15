//! The year of a line of copyright.
//!
//! Evidence: the sign, or the word that is the same everywhere, in a short text
//! with a year beside it; of a range its end, of several lines the latest. Lines
//! in the footer come first, since a text about goods may name the rights of
//! others. A year that script writes is not on the page as served.

use super::facts::front_read;
use crate::extract::{Document, Found, PageReading, Region, Site};
use crate::facts::Fact;
use scraper::Node;
use serde_json::json;

/// The longest text that is a line of copyright, in bytes.
const MAX_LINE: usize = 400;
/// Characters between the sign and a year.
const REACH: usize = 60;
/// Years before this one are no years of a web site.
const FIRST: u16 = 1990;
/// The last year read.
const LAST: u16 = 2099;

/// Reads one page.
pub(super) fn read(doc: &Document, reading: &mut PageReading) {
    let mut best: Option<(bool, u16, usize)> = None;
    for (index, block) in doc.blocks.iter().enumerate() {
        if block.text.len() > MAX_LINE || !speaks(&block.text) {
            continue;
        }
        let found = year(&block.text).map(|year| (block.region == Region::Footer, year, index));
        best = best.max(found);
        if found.is_none() && writes_year(doc, block.node) {
            reading.shown.copyright_scripted = true;
        }
    }
    let Some((_, year, index)) = best else { return };
    let Some(block) = doc.blocks.get(index) else { return };
    reading.shown.copyright = Some(Found::at(doc, block.node, &block.text, year));
}

/// Whether a text holds the sign or the word.
fn speaks(text: &str) -> bool {
    sign(text).is_some()
}

/// Where the sign or the word stands.
fn sign(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    lower.find('©').or_else(|| lower.find("(c)")).or_else(|| lower.find("copyright"))
}

/// The latest year near the sign.
fn year(text: &str) -> Option<u16> {
    let at = sign(text)?;
    let before: Vec<char> = text.get(..at)?.chars().rev().take(REACH).collect();
    let after = text.get(at..)?.chars().take(REACH + 10);
    let near: String = before.into_iter().rev().chain(after).collect();
    let mut latest: Option<u16> = None;
    let mut begun: Option<u16> = None;
    for part in near.split(|c: char| !c.is_ascii_digit()) {
        let number = match (part.len(), begun) {
            (4, _) => part.parse().ok().filter(|year| (FIRST..=LAST).contains(year)),
            // The end of a range may be written short: 2019-24.
            (2, Some(begun)) => part
                .parse::<u16>()
                .ok()
                .map(|end| begun / 100 * 100 + end)
                .filter(|end| *end > begun && is_range(&near, part)),
            _ => None,
        };
        if part.is_empty() {
            continue;
        }
        begun = number;
        latest = latest.max(number);
    }
    latest
}

/// Whether a number of two digits stands behind a dash.
fn is_range(text: &str, end: &str) -> bool {
    text.split(end).any(|before| before.trim_end().ends_with(['-', '–', '—', '/']))
}

/// Whether a script in an element writes the year.
fn writes_year(doc: &Document, node: ego_tree::NodeId) -> bool {
    doc.html.tree.get(node).is_some_and(|node| {
        node.descendants().take(60).any(|inner| {
            inner.value().as_element().is_some_and(|e| e.name() == "script")
                && inner.children().any(|child| {
                    matches!(child.value(), Node::Text(text) if text.contains("getFullYear"))
                })
        })
    })
}

/// The fact `site.copyright-year`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let pages = site.pages.iter().filter(|page| !page.soft_404);
    let found = pages.filter_map(|page| Some((page, page.shown.copyright.as_ref()?)));
    // Of equals the first page.
    let latest = found.reduce(|a, b| if b.1.value > a.1.value { b } else { a });
    let Some((page, found)) = latest else {
        let scripted = site.pages.iter().any(|page| page.shown.copyright_scripted);
        let scripted = if scripted { Err(crate::facts::Reason::NeedsJavascript) } else { Ok(()) };
        let frame = site.coverage.of_kinds(&[]).and(front_read(site));
        return Fact::missing(scripted.and(frame).and(frame_drawn(site)));
    };
    let value = json!({ "year": found.value, "text": found.excerpt, "url": page.url });
    Fact::present(value, vec![page.evidence(found)])
}

/// Whether the frame of the front page was there to be read.
fn frame_drawn(site: &Site<'_>) -> Result<(), crate::facts::Reason> {
    match site.pages.iter().find(|page| page.clicks == 0) {
        Some(front) if front.script_frame => Err(crate::facts::Reason::NeedsJavascript),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::Visit;
    use crate::facts::{Finding, Reason};

    #[test]
    fn the_latest_year_beside_the_sign_counts() {
        for (text, expected) in [
            ("© 2015–2026 Fjellbod AB", Some(2026)),
            ("Copyright 2024 Fjellbod", Some(2024)),
            ("(c) Fjellbod AB 2021. Alla rättigheter förbehållna.", Some(2021)),
            ("2019-24 © Fjellbod", Some(2024)),
            ("© Fjellbod AB, org.nr 556677-8899", None),
            ("© 2025 Fjellbod, tel 08-505 218 30", Some(2025)),
            ("Årgång 2019", None),
            ("© Fjellbod 1850", None),
        ] {
            let found = sign(text).and_then(|_| year(text));
            assert_eq!(found, expected, "{text}");
        }
    }

    fn finding(body: &str) -> Finding {
        let page =
            format!("<html lang=sv><main><h1>Hem</h1><p>Varor för fjället.</p></main>{body}");
        Visit::new(&[("/", &page)]).facts().get("site.copyright-year").unwrap().finding.clone()
    }

    #[test]
    fn the_footer_speaks_for_the_shop() {
        let value = finding("<p>Bild © 2027 Någon</p><footer>© 2022 Fjellbod</footer>").value();
        assert_eq!(value["year"], 2022);
        assert_eq!(value["text"], "© 2022 Fjellbod");
    }

    #[test]
    fn a_year_that_script_writes_is_not_known() {
        let scripted = "<footer><p>© <script>document.write(new Date().getFullYear())</script> Fjellbod</p></footer>";
        assert_eq!(finding(scripted), Finding::Unknown(Reason::NeedsJavascript));
        assert_eq!(finding("<footer><p>Fjellbod AB</p></footer>"), Finding::Absent);
    }
}
