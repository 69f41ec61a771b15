//! Text in terms and policies that a template, a guide or another firm left.
//!
//! Evidence: brackets that say what was to be filled in, or that hold nothing
//! but the name of a thing a shop has to give; variables of templates; traces of
//! a PDF turned into a page; sentences that address traders; the name of a
//! payment provider as the other party; laws and services that are no more.
//! Against: brackets as writers use them (`[1]`, `[at]`), and footers, but for
//! links to a closed service.

use crate::extract::{Block, Context, Document, Found, PageReading, Region, Residue};
use crate::facts::shorten;
use crate::vocabulary::{Folded, Marks, PhraseSet, Vocabulary, fold};
use regex::RegexSet;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Findings kept of one page.
const MAX_FINDINGS: usize = 40;
/// Characters between brackets at most.
const MAX_BRACKET: usize = 160;
/// Bytes between the words of an agreement and the other party's name.
const PARTY_NEAR: usize = 80;

static PATTERNS: LazyLock<RegexSet> = LazyLock::new(|| {
    // A test compiles every pattern, so an empty set does not happen to users.
    RegexSet::new(Marks::built_in().residue.iter().map(|residue| quick(&residue.pattern)))
        .unwrap_or_else(|_| RegexSet::empty())
});
static EACH: LazyLock<Vec<(regex::Regex, &'static str)>> = LazyLock::new(|| {
    let residue = &Marks::built_in().residue;
    residue
        .iter()
        .filter_map(|r| Some((regex::Regex::new(&quick(&r.pattern)).ok()?, r.kind.as_str())))
        .collect()
});
static SENTENCES: LazyLock<PhraseSet<&'static str>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|language| {
        let residue = &language.residue;
        let of = |list: &'static [String], kind: &'static str| {
            list.iter().map(move |phrase| (phrase.as_str(), kind))
        };
        of(&residue.suggested_text, "suggested-text")
            .chain(of(&residue.guide_for_traders, "guide-for-traders"))
            .chain(of(&residue.repealed_law, REPEALED))
            .chain(of(&residue.closed_service, CLOSED))
            .chain(of(&residue.parties, PARTIES))
    }))
});
static FIRMS: LazyLock<PhraseSet<()>> =
    LazyLock::new(|| PhraseSet::new(Marks::built_in().firms.iter().map(|firm| (firm, ()))));
static FILL_IN: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(
        languages
            .iter()
            .flat_map(|l| l.residue.fill_in.iter().chain(&l.residue.later))
            .map(|phrase| (phrase, ())),
    )
});
static THINGS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    languages.iter().flat_map(|l| &l.residue.things).map(|thing| fold(thing)).collect()
});

/// The pattern with boundaries of ASCII words, which all its words are: those of
/// Unicode are looked for many times slower.
fn quick(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}

/// The kind of a law that is no longer in force.
const REPEALED: &str = "repealed-law";
/// Bytes between two names of laws, at least, that are told apart.
const NEAR_LAW: usize = 120;
/// The kind of a service that is no more.
const CLOSED: &str = "closed-service";
/// The year in which the European platform closed: text that gives it tells of
/// the closure instead of the service.
const CLOSURE: &str = "2025";
/// Marks the words before the other party's name; no kind of its own.
const PARTIES: &str = "parties";

/// Reads the leftovers of one page.
pub(super) fn read(doc: &Document, _context: Context<'_>, reading: &mut PageReading) {
    let mut found = Vec::new();
    let mut seen: HashSet<(String, String)> = HashSet::new();
    for (index, block) in doc.blocks.iter().enumerate() {
        if !matches!(block.region, Region::Main | Region::Aside) {
            continue;
        }
        for (kind, excerpt) in in_block(&block.text, doc.folded(index)) {
            if found.len() >= MAX_FINDINGS {
                break;
            }
            if seen.insert((kind.to_owned(), excerpt.clone())) {
                found.push(finding(doc, block, reading, kind, excerpt));
            }
        }
    }
    // A closed service is linked more often than it is spelt out.
    // It stands in footers for the most part, where other leftovers do not.
    for link in &doc.links {
        let closed =
            EACH.iter().find(|(pattern, kind)| *kind == CLOSED && pattern.is_match(&link.href));
        let excerpt = shorten(&link.href);
        if let Some((_, kind)) = closed
            && found.len() < MAX_FINDINGS
            && !found.iter().any(|f: &Found<Residue>| f.value.kind == *kind)
        {
            let value = Residue {
                url: reading.url.clone(),
                excerpt: excerpt.clone(),
                kind: (*kind).to_owned(),
            };
            found.push(Found::at(doc, link.node, &excerpt, value));
        }
    }
    reading.residue = found;
}

fn finding(
    doc: &Document,
    block: &Block,
    reading: &PageReading,
    kind: &str,
    excerpt: String,
) -> Found<Residue> {
    let value =
        Residue { url: reading.url.clone(), excerpt: excerpt.clone(), kind: kind.to_owned() };
    Found::at(doc, block.node, &excerpt, value)
}

/// The leftovers in one paragraph, each with its kind and the words.
fn in_block(text: &str, folded: &Folded) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for bracket in brackets(text) {
        if is_blank(bracket) {
            found.push(("blank", shorten(bracket)));
        }
    }
    let tells_of_closure = text.contains(CLOSURE);
    for index in PATTERNS.matches(text) {
        if let Some((pattern, kind)) = EACH.get(index)
            && !(tells_of_closure && *kind == CLOSED)
            && let Some(hit) = pattern.find(text)
        {
            found.push((kind, around(text, hit.start(), hit.end())));
        }
    }
    let mut laws_to = 0;
    for hit in SENTENCES.find(folded) {
        let range = folded.original(hit.start + 1..hit.end.saturating_sub(1));
        let excerpt = around(text, range.start, range.end);
        if *hit.value == CLOSED {
            let told = found.iter().any(|(kind, _)| *kind == CLOSED);
            if !told && !tells_of_closure {
                found.push((CLOSED, excerpt));
            }
            continue;
        }
        // One mention of a law may hold several of its names.
        if *hit.value == REPEALED {
            let same = laws_to > 0 && range.start < laws_to + NEAR_LAW;
            laws_to = laws_to.max(range.end);
            if same {
                continue;
            }
        }
        if *hit.value != PARTIES {
            found.push((hit.value, excerpt));
            continue;
        }
        let rest = text.get(range.end..).unwrap_or("");
        let told = found.iter().any(|(kind, _)| *kind == "other-party");
        if !told && FIRMS.matches(&Folded::new(cut(rest, PARTY_NEAR))) {
            found.push(("other-party", excerpt));
        }
    }
    found
}

/// What stands between square brackets, brackets included.
fn brackets(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('[').filter_map(move |(start, _)| {
        let rest = text.get(start..)?;
        let window = cut(rest, MAX_BRACKET);
        let end = window.find(']')?;
        // The innermost of nested brackets.
        let inner = window.get(1..end)?;
        (!inner.contains('[')).then(|| window.get(..=end)).flatten()
    })
}

/// Whether brackets stand for something that was to be filled in.
fn is_blank(bracket: &str) -> bool {
    let folded = Folded::new(bracket);
    let plain = folded.as_str().trim();
    if plain.len() < 3 || plain == "email protected" {
        return false;
    }
    if FILL_IN.matches(&folded) || THINGS.contains(plain) {
        return true;
    }
    // Capitals throughout, two words or more: a form's own language.
    let letters: Vec<char> = bracket.chars().filter(|c| c.is_alphabetic()).collect();
    let words = plain.split(' ').count();
    (2..=8).contains(&words) && letters.len() >= 8 && letters.iter().all(|c| c.is_uppercase())
}

/// The words around a byte range.
fn around(text: &str, start: usize, end: usize) -> String {
    let before = text.get(..start).unwrap_or("");
    let from = before.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let after = cut(text.get(end..).unwrap_or(""), 90);
    shorten(text.get(from..end + after.len()).unwrap_or(""))
}

/// The beginning of a text, at most so many bytes, at a character boundary.
fn cut(text: &str, bytes: usize) -> &str {
    let mut at = bytes.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    text.get(..at).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<&'static str> {
        in_block(text, &Folded::new(text)).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn brackets_to_fill_in_are_left_over() {
        for text in [
            "Send returns to [INSERT RETURN ADDRESS].",
            "KvK-nummer: [volgt]",
            "Säljare är [företagsnamn], org.nr [organisationsnummer].",
            "Kontakt: [bitte E-Mail-Adresse einfügen]",
        ] {
            assert!(kinds(text).contains(&"blank"), "{text}");
        }
    }

    #[test]
    fn brackets_as_writers_use_them_are_not() {
        for text in ["As shown before [1].", "hej [at] fjellbod.example", "he said [sic]"] {
            assert!(kinds(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn variables_and_conversions_are_left_over() {
        assert_eq!(kinds("Welcome to {{ shop.name }}!"), ["template-variable"]);
        assert_eq!(kinds("page1image4136 Angrerett"), ["conversion"]);
        assert_eq!(kinds("1. Innledning ................. 3"), ["conversion"]);
    }

    #[test]
    fn blanks_without_brackets_are_left_over() {
        for text in [
            "Org.nr: ______________",
            "KvK-nummer: .........",
            "Contact us at info@yourdomain.com.",
            "These are the terms of Your Company Name.",
            "Säljare: FYLL_I: registrerat firmanamn",
            "FILL_IN: company number",
        ] {
            assert!(kinds(text).contains(&"blank"), "{text}: {:?}", kinds(text));
        }
        assert!(kinds("Name: ____________ Date: ____________").is_empty());
        assert_eq!(kinds("Lorem ipsum dolor sit amet."), ["filler-text"]);
        assert_eq!(kinds("Delivery <!-- ask Anna --> is free."), ["conversion"]);
    }

    #[test]
    fn law_that_is_no_more_is_found_in_every_language() {
        for text in [
            "Vi följer personuppgiftslagen (PuL).",
            "Enligt konsumentköplagen (1990:932) gäller följande.",
            "Etter angrerettloven av 21. desember 2000 nr. 105 har du rett til å angre.",
            "Efter lov nr. 451 af 9. juni 2004 om visse forbrugeraftaler.",
            "Rekisteriseloste henkilötietolain (523/1999) mukaan.",
            "Under the Consumer Protection (Distance Selling) Regulations 2000 you may cancel.",
            "Angaben gemäß § 5 TMG",
            "Conform de Wet bescherming persoonsgegevens.",
            "Conformément à l'article L.121-20 du Code de la consommation.",
            "Según la Ley Orgánica 15/1999 de 13 de diciembre.",
            "Ai sensi del D.Lgs. 185/1999.",
            "Zgodnie z ustawą o ochronie niektórych praw konsumentów.",
            "In accordance with Directive 95/46/EC.",
            "pursuant to Regulation (EU) No 524/2013",
        ] {
            assert!(kinds(text).contains(&"repealed-law"), "{text}: {:?}", kinds(text));
        }
        assert_eq!(kinds("konsumentköplagen (1990:932)"), ["repealed-law"]);
        for text in ["konsumentköplagen (2022:260)", "§ 5 DDG", "art. L221-18", "GDPR (2016/679)"]
        {
            assert!(kinds(text).is_empty(), "{text}: {:?}", kinds(text));
        }
    }

    #[test]
    fn a_closed_service_is_found_by_its_name_but_not_its_closure() {
        for text in [
            "Du kan också använda EU-kommissionens plattform för tvistlösning online.",
            "Die EU-Kommission stellt eine OS-Plattform bereit.",
            "La piattaforma ODR è a disposizione dei consumatori.",
        ] {
            assert_eq!(kinds(text), ["closed-service"], "{text}");
        }
        let told = "Die OS-Plattform wurde zum 20. Juli 2025 eingestellt.";
        assert!(kinds(told).is_empty(), "{:?}", kinds(told));
    }

    #[test]
    fn a_closed_service_is_found() {
        assert_eq!(kinds("Klag på https://ec.europa.eu/consumers/odr"), ["closed-service"]);
    }

    #[test]
    fn another_firm_as_party_is_found() {
        let text = "This is a legal agreement between You and Razorpay Software.";
        assert_eq!(kinds(text), ["other-party"]);
        assert!(kinds("The agreement between you and Granskov is in Danish.").is_empty());
    }

    #[test]
    fn a_guide_that_addresses_traders_is_found() {
        assert_eq!(kinds("As a trader you must state the price."), ["guide-for-traders"]);
    }
}
