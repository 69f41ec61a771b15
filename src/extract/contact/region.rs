//! In which countries a page's numbers and addresses may be read.
//!
//! A declared or otherwise known country settles it. Without one, the page
//! itself is asked: its address, its language, the dialling codes it writes out
//! and the states and postal codes that only one country has.

use super::cues::{Cue, Marks};
use crate::extract::{Context, Document};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Forms that only one country uses, each one vote.
static SIGNS: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    let signs = [
        (r"\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b", "GB"),
        (r"\b44 ?\(0\)", "GB"),
        (r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b", "CA"),
        (
            r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])[.,]? \d{5}(?:-\d{4})?\b",
            "US",
        ),
        (r"\b(?:NSW|VIC|QLD|TAS|ACT|WA|SA|NT),? \d{4}\b", "AU"),
        (r"\b1[38]00 \d{3} \d{3}\b", "AU"),
        (r"\(\d{3}\) ?\d{3}[-. ]\d{4}\b", "US"),
        (r"\b\d{4} ?[A-Z]{2}\b,? [A-Z]", "NL"),
    ];
    signs
        .iter()
        .filter_map(|(pattern, country)| {
            // Text with accents is read many times faster so.
            let plain = pattern.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]");
            Some((Regex::new(&plain).ok()?, *country))
        })
        .collect()
});

/// Dialling codes that are votes for their country.
const DIALLING: &[(&str, &str)] = &[
    ("44", "GB"),
    ("61", "AU"),
    ("46", "SE"),
    ("47", "NO"),
    ("45", "DK"),
    ("358", "FI"),
    ("49", "DE"),
    ("43", "AT"),
    ("41", "CH"),
    ("31", "NL"),
    ("32", "BE"),
    ("33", "FR"),
    ("34", "ES"),
    ("39", "IT"),
    ("48", "PL"),
    ("353", "IE"),
    ("64", "NZ"),
    ("91", "IN"),
    ("27", "ZA"),
    ("65", "SG"),
];

/// How often each dialling code is written out in a text, with a space or a
/// bracket after it.
fn dialled(text: &str) -> HashMap<&str, usize> {
    let mut times = HashMap::new();
    for rest in text.split('+').skip(1) {
        let end = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let (code, after) = (rest.get(..end).unwrap_or(""), rest.as_bytes().get(end));
        if matches!(after, Some(b' ' | b'(')) || code == "91" && after == Some(&b'-') {
            *times.entry(code).or_default() += 1;
        }
    }
    times
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// Countries in which a page is read, ISO 3166-1 alpha-2, the likeliest first.
#[derive(Debug, Default)]
pub(in crate::extract) struct Countries {
    /// Those of the page, by its address, its language and its contents; never
    /// empty for a page in a language with a vocabulary.
    pub(in crate::extract) home: Vec<String>,
    /// These and the ones that it only names.
    pub(in crate::extract) all: Vec<String>,
}

/// The countries of a page.
pub(in crate::extract) fn of(doc: &Document, context: Context<'_>, marks: &Marks) -> Countries {
    if let Some(country) = context.country {
        let one = vec![country.to_ascii_uppercase()];
        return Countries { home: one.clone(), all: one };
    }
    let mut votes: Vec<(String, usize)> = Vec::new();
    let mut vote = |country: &str, weight: usize| {
        if let Some(entry) = votes.iter_mut().find(|(known, _)| known == country) {
            entry.1 += weight;
        } else {
            votes.push((country.to_owned(), weight));
        }
    };
    let top = doc.url.host_str().and_then(|host| host.rsplit('.').next()).unwrap_or("");
    match top {
        "uk" => vote("GB", 20),
        "co" | "io" | "me" | "tv" | "ai" | "eu" | "nu" | "cc" | "to" => {}
        two if two.len() == 2 => vote(&two.to_ascii_uppercase(), 20),
        _ => {}
    }
    // Every sign has digits in it, and most blocks have none.
    let mut text = String::new();
    for block in doc.blocks.iter().filter(|block| has_digit(&block.text)) {
        text.push_str(&block.text);
        text.push('\n');
    }
    for (regex, country) in SIGNS.iter() {
        // Codes and states are rather the shop's own, while a foreign dialling
        // code is often a supplier's.
        vote(country, 3 * regex.find_iter(&text).take(5).count());
    }
    let dialled = dialled(&text);
    for (code, country) in DIALLING {
        vote(country, 2 * dialled.get(code).copied().unwrap_or(0).min(3));
    }
    let language = context.language.unwrap_or("en");
    // English is written everywhere; other languages tell the country, the
    // first one of their list above all.
    let english = language.to_ascii_lowercase().starts_with("en");
    let mut own = 12;
    if let Some((_, region)) = language.split_once(['-', '_']).filter(|(_, r)| r.len() == 2) {
        vote(&region.to_ascii_uppercase(), 2);
    }
    for country in
        context.vocabulary.language(language).map(|l| l.countries.as_slice()).unwrap_or(&[])
    {
        vote(country, if english { 1 } else { own });
        own = 6;
    }
    if english {
        ["US", "GB", "CA", "AU", "IE", "NZ"].iter().for_each(|country| vote(country, 1));
    }
    let home = in_order(&votes);
    // A country that is named again and again has an office there.
    let mut named: HashMap<&str, usize> = HashMap::new();
    for index in 0..doc.blocks.len() {
        for mark in marks.block(index) {
            if let Cue::Country(country) = mark.cue {
                *named.entry(country).or_default() += 1;
            }
        }
    }
    let mut named: Vec<(&str, usize)> = named.into_iter().collect();
    named.sort_unstable();
    for (country, times) in named {
        if let Some(entry) = votes.iter_mut().find(|(known, _)| known == country) {
            entry.1 += times.min(3);
        } else {
            votes.push((country.to_owned(), times.min(3)));
        }
    }
    Countries { home, all: in_order(&votes) }
}

/// The countries with a vote, those with the most first.
fn in_order(votes: &[(String, usize)]) -> Vec<String> {
    let mut votes: Vec<_> = votes.iter().filter(|(_, weight)| *weight > 0).collect();
    votes.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    votes.into_iter().map(|(country, _)| country.clone()).take(8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;
    use url::Url;

    fn first(text: &str, url: &str, language: &str) -> String {
        let doc = Document::parse(text, &Url::parse(url).unwrap());
        let context =
            Context { vocabulary: Vocabulary::built_in(), language: Some(language), country: None };
        of(&doc, context, &Marks::of(&doc)).home.remove(0)
    }

    #[test]
    fn the_page_tells_its_country() {
        assert_eq!(first("x", "https://a.se/", "sv"), "SE");
        assert_eq!(first("Leeds LS1 4AP", "https://a.com/", "en"), "GB");
        assert_eq!(first("Sydney NSW 2000", "https://a.com/", "en"), "AU");
        assert_eq!(first("Austin, TX 73301", "https://a.com/", "en"), "US");
        assert_eq!(first("x", "https://a.com/", "de"), "DE");
    }

    #[test]
    fn every_sign_is_well_formed() {
        assert_eq!(SIGNS.len(), 8);
    }
}
