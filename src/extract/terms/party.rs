//! Whose agreement the terms are, by the sites that they name.
//!
//! Evidence that they are another firm's: the site of that firm named again and
//! again, and the shop's own not once. Against: the other site shares its name
//! with the shop (`fjellbod.test`, `fjellbod.example`), or the shop speaks of it
//! elsewhere too, in an e-mail address or a link; that is judged for the site as
//! a whole, in `facts`. A page says only which site it names.

use crate::extract::{Block, Document, Found, PageReading, Region, pages};
use crate::facts::shorten;
use crate::vocabulary::Marks;
use std::collections::HashMap;

/// How often the other site is named at least.
const OFTEN: usize = 3;
/// Different sites counted on one page, at most.
const MAX_SITES: usize = 200;
/// Bytes of a word that may be a site's name, at most.
const MAX_WORD: usize = 100;
/// Letters that two names share to be one firm's.
const SHARED: usize = 4;

/// Reads which other site the text of a page names, if not the page's own.
pub(super) fn read(doc: &Document, reading: &mut PageReading) {
    let Some(own) = pages::registrable(&reading.url) else { return };
    let mut counts: HashMap<String, (usize, &Block)> = HashMap::new();
    for block in doc.blocks.iter().filter(|block| block.region == Region::Main) {
        for word in block.text.split(|c: char| c.is_whitespace() || "()<>,;\"'„“”«»".contains(c))
        {
            let Some(site) = site_named(word) else { continue };
            if akin(&site, &own) {
                return;
            }
            if counts.len() < MAX_SITES || counts.contains_key(&site) {
                counts.entry(site).or_insert((0, block)).0 += 1;
            }
        }
    }
    let marks = Marks::built_in();
    let other = counts
        .into_iter()
        .filter(|(site, (count, _))| *count >= OFTEN && !marks.is_mailer(site))
        .max_by(|(a, (more, _)), (b, (less, _))| more.cmp(less).then_with(|| b.cmp(a)));
    reading.other_site = other.map(|(site, (_, block))| {
        let excerpt = around(&block.text, &site);
        Found::at(doc, block.node, &excerpt, site)
    });
}

/// The registrable domain that a word of a text names, if it names one.
fn site_named(word: &str) -> Option<String> {
    if word.len() > MAX_WORD || !word.contains('.') {
        return None;
    }
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let word = word.split_once("://").map_or(word, |(_, rest)| rest);
    let host = word.split(['/', '?', '#', ':']).next()?;
    let host = host.rsplit('@').next()?.trim_matches('.');
    let (name, ending) = host.rsplit_once('.')?;
    // A stop without a space after it is followed by a capital.
    let ends = (2..=6).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_lowercase());
    let letters = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
    let named = name.bytes().any(|b| b.is_ascii_alphabetic()) && name.len() >= 2;
    if !(ends && letters && named) {
        return None;
    }
    pages::registrable(&format!("https://{}/", host.to_ascii_lowercase()))
}

/// Whether two registrable domains are of one firm, by their names.
pub(super) fn akin(one: &str, other: &str) -> bool {
    let name = |domain: &str| {
        let first = domain.split('.').next().unwrap_or(domain);
        first.replace('-', "")
    };
    let (one, other) = (name(one), name(other));
    one == other
        || one.len().min(other.len()) >= SHARED && (one.contains(&other) || other.contains(&one))
}

/// The words around the first place where a site is named.
fn around(text: &str, site: &str) -> String {
    let at = text.to_ascii_lowercase().find(site).unwrap_or(0);
    let before = text.get(..at).unwrap_or("");
    let from = before.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let after = text.get(at..).unwrap_or("");
    let to = after.char_indices().nth(120).map_or(after.len(), |(end, _)| end);
    shorten(text.get(from..at + to).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_named_in_many_ways() {
        for word in [
            "granskov.test",
            "www.Granskov.test.",
            "https://granskov.test/vilkar",
            "info@granskov.test",
        ] {
            let found = site_named(word);
            assert!(found.is_some(), "{word}");
        }
        assert_eq!(site_named("www.Granskov.test.").as_deref(), Some("granskov.test"));
        for word in ["varan.Om", "14.00", "t.ex", "bl.a", "1.299", "art."] {
            let found = site_named(word).filter(|site| site.len() > 4);
            assert!(found.is_none(), "{word}: {found:?}");
        }
    }

    #[test]
    fn names_that_hold_one_another_are_akin() {
        assert!(
            akin("fjellbod.test", "fjellbod.example") && akin("fjellbod.test", "fjell-bod.example")
        );
        assert!(akin("fjellbodbutikk.test", "fjellbod.test"));
        assert!(!akin("granskov.test", "fjellbod.test") && !akin("ab.test", "abc.test"));
    }
}
