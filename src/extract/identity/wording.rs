//! How a name without a legal form is told from other words.
//!
//! Counts: words that begin with a capital, `&` and short words between them,
//! up to a mark of punctuation, a digit or a word in small letters. Against: a
//! label, a street, a carrier or an authority among them, and words of headings
//! and sentences that nobody is called, when they are half of it. That words
//! look like a name is no evidence that it is the seller's.

use crate::extract::contact::cues::{Cue, Mark, marks_of};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary, fold};
use std::sync::LazyLock;

/// Most words of a name.
const MAX_WORDS: usize = 7;
/// The longest name, in bytes.
const LONGEST: usize = 90;

/// What a phrase between or among names is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Opener,
    Verb,
    NoName,
}

static WORDS: LazyLock<PhraseSet<Word>> = LazyLock::new(|| {
    let mut phrases: Vec<(&str, Word)> = Vec::new();
    for language in Vocabulary::built_in().languages() {
        let identity = &language.identity;
        phrases.extend(identity.name_openers.iter().map(|p| (p.as_str(), Word::Opener)));
        phrases.extend(identity.name_verbs.iter().map(|p| (p.as_str(), Word::Verb)));
        phrases.extend(identity.no_names.iter().map(|p| (p.as_str(), Word::NoName)));
        let kinds = &language.pages.kinds;
        for words in [
            &kinds.terms,
            &kinds.privacy,
            &kinds.cookies,
            &kinds.returns,
            &kinds.delivery,
            &kinds.contact,
            &kinds.imprint,
            &kinds.about,
        ] {
            phrases.extend(words.names.iter().map(|p| (p.as_str(), Word::NoName)));
        }
        phrases.extend(language.pages.user_terms.iter().map(|p| (p.as_str(), Word::NoName)));
    }
    PhraseSet::new(phrases)
});

/// A short word between the words of a name: *of*, *und*, *v/*.
pub(super) fn is_joint(word: &str) -> bool {
    matches!(word, "&" | "+" | "v/")
        || word.chars().count() <= 3 && word.chars().all(char::is_alphabetic)
}

/// Whether a word and the one after it begin a sentence on what follows: *seller
/// is*, *shop.example is*.
pub(super) fn states(word: &str, verb: &str) -> bool {
    let is = |text: &str, kind: Word| {
        let folded = Folded::new(text);
        let whole = folded.as_str().len();
        WORDS.find(&folded).any(|hit| *hit.value == kind && hit.end - hit.start == whole)
    };
    is(verb, Word::Verb) && (is(word, Word::NoName) || word.trim_matches('.').contains('.'))
}

/// A word with an elided article before its capital: *d'Arno*, *dell'Olmo*.
pub(super) fn is_elided(word: &str) -> bool {
    word.split_once(['\'', '’']).is_some_and(|(article, rest)| {
        article.chars().count() <= 4
            && article.chars().all(char::is_alphabetic)
            && rest.starts_with(char::is_uppercase)
    }) || word.strip_prefix("v/").is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// How far a name reaches that begins with a text: to the end of its last word
/// with a capital. None when it does not begin with one.
pub(super) fn reach(text: &str, most: usize) -> Option<usize> {
    scan(text, most, false).map(|(end, _)| end)
}

/// How far it reaches without words in small letters.
pub(super) fn reach_of_capitals(text: &str, most: usize) -> Option<usize> {
    let end = reach(text, most)?;
    let mut last = None;
    for range in super::formed::words(text.get(..end)?) {
        let word = text.get(range.clone())?;
        if word.starts_with(char::is_lowercase) && !is_elided(word) {
            break;
        }
        last = Some(range.end);
    }
    last.map(|last| last.min(end))
}

/// The end of the name at the start of a text, and whether it ended there by a
/// mark of punctuation, a digit or the end of the text.
fn scan(text: &str, most: usize, loose: bool) -> Option<(usize, bool)> {
    let mut end = None;
    let mut closed = true;
    let mut joints = 0;
    for (count, range) in super::formed::words(text).into_iter().enumerate() {
        let word = text.get(range.clone())?;
        let quote = ['"', '„', '“', '”', '«', '»', '\'', '’'];
        let open = word.trim_start_matches(quote);
        if word.starts_with(['(', '[', '|', '·', '•', '–', '—', '-', '/', ':', '©', '@'])
            || open.starts_with(|c: char| c.is_ascii_digit())
            || open.contains('@')
            || count >= most
        {
            closed = true;
            break;
        }
        let bare = open.trim_end_matches([',', ';', ':', '.', '|', '!', '?', ')', ']']);
        let bare = bare.trim_end_matches(quote);
        let initial = bare.chars().count() <= 2 || bare.contains('.');
        let stops = open.len() > bare.len() && !(open.ends_with('.') && initial);
        let capital = bare.starts_with(char::is_uppercase) || is_elided(bare);
        if capital {
            if bare.contains(['/', '_', ':', '=', '[', '{']) && !is_elided(bare) {
                return None;
            }
            let shown = if stops { bare.len() } else { open.trim_end_matches(quote).len() };
            end = Some(range.start + (word.len() - open.len()) + shown);
            joints = 0;
        } else {
            let long = loose && bare.chars().count() <= 5 && bare.chars().all(char::is_alphabetic);
            joints += 1;
            if end.is_none() || joints > 2 || !(is_joint(bare) || long) {
                closed = false;
                break;
            }
        }
        if stops {
            closed = true;
            break;
        }
        closed = true;
    }
    end.map(|end| {
        // Words in small letters after the last capital are a sentence.
        let tail = text.get(end..).unwrap_or("").trim_start();
        (end, closed && !tail.starts_with(char::is_lowercase))
    })
}

/// The name at the start of a text, after words that only lead to it. `direct`
/// asks for a clear end, because nothing but the words before tells it.
pub(super) fn name_after(text: &str, direct: bool) -> Option<(usize, &str)> {
    let lead = |c: char| c.is_whitespace() || ":–—-|=»„“”\"«'’.,(".contains(c);
    let mut from = text.len() - text.trim_start_matches(lead).len();
    for _ in 0..2 {
        let rest = text.get(from..)?;
        let window = rest.get(..rest.floor_char_boundary(40)).unwrap_or(rest);
        let folded = Folded::new(window);
        let skip = WORDS
            .find(&folded)
            .filter(|found| *found.value == Word::Opener && found.start == 0)
            .map(|found| folded.original(found.start..found.end.saturating_sub(1)).end)
            .max();
        let Some(skip) = skip.filter(|skip| *skip < rest.len()) else { break };
        let after = rest.get(skip..)?;
        from += skip + (after.len() - after.trim_start_matches(lead).len());
    }
    let rest = text.get(from..)?;
    let (end, closed) = scan(rest, MAX_WORDS, !direct)?;
    let name = without_street(rest, rest.get(..end)?);
    let then = rest.get(name.len()..).unwrap_or("");
    let clause = marks_of(then.get(..then.floor_char_boundary(40)).unwrap_or(then))
        .iter()
        .any(|m| m.range.start <= 2 && matches!(m.cue, Cue::Name | Cue::Follower | Cue::Party));
    let clear = closed || clause || name.len() < end;
    ((clear || !direct) && is_name(name, !direct)).then_some((from, name))
}

/// The name at the end of a text.
pub(super) fn name_before(text: &str) -> Option<(usize, &str)> {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || ",(–—-|·•:".contains(c));
    let mut start = None;
    let mut joints = 0;
    for range in super::formed::words(text).into_iter().rev().take(MAX_WORDS) {
        let word = text.get(range.clone())?;
        let bare = word.trim_start_matches(['(', '"', '„', '“', '«', '\'']);
        let ends = bare.ends_with([',', ';', ':', '.', '!', '?', ')', '|'])
            && !(bare.ends_with('.') && bare.chars().count() <= 2);
        if ends && start.is_some() {
            break;
        }
        if bare.starts_with(char::is_uppercase) || is_elided(bare) {
            start = Some(range.start + (word.len() - bare.len()));
            joints = 0;
        } else {
            joints += 1;
            if start.is_none() || joints > 1 || !is_joint(bare) {
                break;
            }
        }
        if bare.len() < word.len() {
            break;
        }
    }
    let start = start?;
    let name = text.get(start..)?;
    is_name(name, false).then_some((start, name))
}

/// Where the clause after a verb such as *is* begins, when one stands near the
/// start of a text.
pub(super) fn after_verb(text: &str) -> Option<usize> {
    let window = text.get(..text.floor_char_boundary(140)).unwrap_or(text);
    let folded = Folded::new(window);
    let found = WORDS.find(&folded).find(|found| *found.value == Word::Verb)?;
    let range = folded.original(found.start + 1..found.end.saturating_sub(1));
    let gap = window.get(..range.start)?;
    (!gap.contains(". ") && !gap.contains('\n')).then_some(range.end)
}

/// A line of a text that runs on into the street loses it again.
fn without_street<'t>(rest: &str, name: &'t str) -> &'t str {
    let number = rest
        .get(name.len()..)
        .is_some_and(|tail| tail.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    if !number {
        return name;
    }
    let street = marks_of(name)
        .iter()
        .filter(|m| m.cue == Cue::Street && m.range.end >= name.len())
        .map(|m| m.range.start)
        .min();
    let Some(street) = street else { return name };
    let head = name.get(..street).unwrap_or("");
    // The word that the ending of a street belongs to goes, too.
    let head = head.get(..head.rfind(' ').map_or(0, |at| at)).unwrap_or("");
    head.trim_end()
}

/// Whether a whole text is a name as people and their firms have them.
pub(super) fn is_whole_name(text: &str) -> bool {
    // What begins with a clause goes on with the name.
    let clause = |m: &Mark| m.cue == Cue::Party && m.range.start == 0;
    scan(text, MAX_WORDS, true).is_some_and(|(end, _)| end == text.len())
        && is_name(text, true)
        && !marks_of(text).iter().any(clause)
}

/// Whether words are a name: two with a capital, or one long one where
/// `single` allows it.
fn is_name(name: &str, single: bool) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let enough = capitals >= 2 || single && capitals == 1 && letters >= 4;
    if !enough
        || name.len() > LONGEST
        || name
            .chars()
            .any(|c| !(c.is_alphabetic() || c.is_ascii_digit() || " &+.'’-/".contains(c)))
    {
        return false;
    }
    let other = marks_of(name).iter().any(|m| match m.cue {
        Cue::Street | Cue::Follower | Cue::Party | Cue::Addressee => false,
        // Many a firm is called *studio*, *shop* or *design* and something.
        Cue::Supplier | Cue::Address => m.range.len() >= name.len(),
        Cue::Name | Cue::Country(_) => m.range.len() * 2 > name.len(),
        _ => m.range.len() > 2,
    });
    !other && !is_said(name)
}

/// Whether half of the words are such that nobody is called by them.
fn is_said(name: &str) -> bool {
    let folded = Folded::new(name);
    let total = folded.as_str().split_whitespace().count();
    let mut taken: Vec<(usize, usize)> = WORDS
        .find(&folded)
        .filter(|found| *found.value == Word::NoName)
        .map(|found| (found.start, found.end))
        .collect();
    taken.sort_unstable();
    let mut covered = 0;
    let mut end = 0;
    for (from, to) in taken {
        let from = from.max(end.min(to));
        covered += folded.as_str().get(from..to).unwrap_or("").split_whitespace().count();
        end = end.max(to.saturating_sub(1));
    }
    covered * 2 >= total
}

/// Whether a name is but the name of the site: its address, or what the title
/// of the page ends or begins with.
pub(super) fn is_brand(name: &str, host: &[String], titles: &[String]) -> bool {
    let folded = fold(name);
    let plain: String = folded.chars().filter(|c| *c != ' ').collect();
    titles.contains(&folded)
        || host.iter().any(|label| {
            label.contains(plain.as_str()) && plain.len() >= 4 || plain.contains(label.as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_to_its_end() {
        for (text, direct, expected) in [
            (" Joshua Ritter, c/o Post", true, Some("Joshua Ritter")),
            (": Marloes van Dalen", false, Some("Marloes van Dalen")),
            (" die Firma Teehaus Petersen, Kiel", true, Some("Teehaus Petersen")),
            (" Karin Berg c/o Post 8", false, Some("Karin Berg")),
            (" Karin Berg Lindenallee 8", true, Some("Karin Berg")),
            (" Eigentum der Ware bis", true, None),
            (": Kontakta oss", false, None),
            (": J. P. Moreau", false, Some("J. P. Moreau")),
            (" vår familj", true, None),
        ] {
            assert_eq!(name_after(text, direct).map(|(_, name)| name), expected, "{text}");
        }
    }

    #[test]
    fn whole_lines_are_names_or_not() {
        for name in
            ["Annes Uld & Te", "Happy Dogs v/Hanne Bruun", "Bottega del Miele di Ferri Ludovica"]
        {
            assert!(is_whole_name(name), "{name}");
        }
        for text in [
            "Öppettider",
            "Contact Us",
            "Head Office",
            "Storgatan 12",
            "Über uns",
            "PostNord Sverige",
        ] {
            assert!(!is_whole_name(text), "{text}");
        }
    }
}
