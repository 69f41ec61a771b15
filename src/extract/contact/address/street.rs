//! Streets and post office boxes.

use super::super::cues::{Cue, marks_of};
use crate::vocabulary::Marks;

/// The longest part of a line in which a street is looked for.
const LONGEST_PART: usize = 300;

/// Digits of a number that is no house number.
const LONG_NUMBER: usize = 7;

/// The street in a text before a code, and how sure it is (1 or 2): the nearest
/// part that has a house number and a word for a street, or the looks of one.
pub(super) fn street_in(text: &str) -> Option<(String, i32)> {
    let parts = parts(text);
    for (i, part) in parts.iter().enumerate().rev().take(4) {
        if part.len() > LONGEST_PART * 4 {
            break;
        }
        let earlier = i.checked_sub(1).and_then(|i| parts.get(i)).copied().unwrap_or("");
        // `C/ Mayor, 18`: the number stands by itself after the name.
        let unnumbered = !earlier.bytes().any(|b| b.is_ascii_digit());
        if is_bare_number(part) && unnumbered && earlier.len() <= 60 && has_street(earlier) {
            let street = without_label(earlier);
            return Some((format!("{street}, {part}"), 2));
        }
        if let Some((street, strength)) = street_of(part) {
            // `18 Main St, Suite 300` and `Pol. Ind. El Pla, nave 3`: a part of
            // the building after the street, or of the estate after its name.
            if names_part(part) && earlier.len() <= 60 {
                if !begins_low(part)
                    && let Some((outer, _)) = street_of(earlier).filter(|(_, s)| *s == 2)
                {
                    return Some((format!("{outer}, {street}"), 2));
                }
                if begins_low(part) && unnumbered && has_street(earlier) {
                    return Some((format!("{}, {part}", without_label(earlier)), 2));
                }
            }
            return Some((street, strength));
        }
        // `Polígono El Pla, parcela 3`
        let low = names_part(part) && begins_low(part) && part.split_whitespace().count() == 2;
        if low && unnumbered && earlier.len() <= 60 && has_street(earlier) {
            return Some((format!("{}, {part}", without_label(earlier)), 2));
        }
        // `Unit 4, Station Road` and `18 bis, rue Haute`: the number stands with
        // the part before.
        let numbered = earlier.len() < 30
            && earlier.bytes().any(|b| b.is_ascii_digit())
            && (is_bare_number(earlier) || names_part(earlier));
        if numbered
            && part.len() <= LONGEST_PART
            && part.contains(char::is_uppercase)
            && has_street(part)
        {
            return Some((format!("{earlier}, {part}"), 2));
        }
    }
    // `San Ramón, 18`: a name without a word for a street, and its number.
    let [.., name, number] = parts.as_slice() else { return None };
    let name = without_label(name);
    (is_bare_number(number) && number.bytes().any(|b| b.is_ascii_digit()) && is_name(name))
        .then(|| (format!("{name}, {number}"), 1))
}

/// A few words of letters, the first and the last with a capital.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: Option<&&str>| word.is_some_and(|w| w.starts_with(char::is_uppercase));
    (2..=5).contains(&words.len())
        && capital(words.first())
        && capital(words.last())
        && text.chars().all(|c| c.is_alphabetic() || " '’.-".contains(c))
}

/// A street without a house number as the last part of a text or as a whole
/// line; only for codes that are sure enough by themselves.
pub(super) fn unnumbered(text: &str) -> Option<String> {
    let parts = parts(text);
    let part = without_label(parts.last()?);
    let words: Vec<&str> = part.split_whitespace().collect();
    let named = (2..=6).contains(&words.len())
        && part.len() <= 60
        && part.contains(char::is_uppercase)
        && !part.bytes().any(|b| b.is_ascii_digit())
        && !part.ends_with([':', '.', '?', '!']);
    let street = marks_of(part).into_iter().any(|mark| {
        let word = part.get(mark.range.clone()).unwrap_or("");
        let edge = mark.range.start == 0 || mark.range.end == part.len();
        mark.cue == Cue::Street && edge && word.len() >= 2
    });
    (named && street).then(|| part.to_owned())
}

/// The parts of a line between its separators; a dash or a slash is one only
/// between spaces.
fn parts(text: &str) -> Vec<&str> {
    text.split([',', '|', '·', '•', ';', '●', '▪', '\u{2016}'])
        .flat_map(|part| part.split(" / "))
        .flat_map(|part| part.split(" // "))
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" — "))
        .flat_map(|part| part.split(" - "))
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || "-–—/".contains(c)))
        .filter(|part| !part.is_empty())
        .collect()
}

fn has_street(part: &str) -> bool {
    part.len() <= LONGEST_PART && marks_of(part).iter().any(|mark| mark.cue == Cue::Street)
}

/// A house number and what may belong to it: `18`, `nº 18`, `18 bis`, `s/n`.
fn is_bare_number(part: &str) -> bool {
    let part = part.trim();
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    let plain = !part.contains([':', '@', '+']);
    is_no_number(part) || plain && (1..=5).contains(&digits) && letters <= 3 && part.len() <= 12
}

/// What stands for a house number where there is none.
fn is_no_number(word: &str) -> bool {
    let word = word.trim_end_matches([',', ';']);
    Marks::built_in().contact.no_house_number.iter().any(|none| word.eq_ignore_ascii_case(none))
}

/// Whether a part is a word and a number: `Suite 300`, `nave 3`, `Unit 4B`.
fn names_part(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let number = words.last().is_some_and(|word| word.bytes().any(|b| b.is_ascii_digit()));
    let first = words.first().is_some_and(|word| word.starts_with(char::is_alphabetic));
    (2..=3).contains(&words.len()) && number && first
}

fn begins_low(part: &str) -> bool {
    part.starts_with(char::is_lowercase)
}

/// A text without the label before it (`Address: Main Street`).
fn without_label(text: &str) -> &str {
    let last = text.rsplit(':').map(str::trim).find(|part| !part.is_empty());
    last.unwrap_or(text).trim()
}

fn street_of(part: &str) -> Option<(String, i32)> {
    let part = after_register(before_label(without_label(part)));
    let begin = part.floor_char_boundary(part.len().saturating_sub(LONGEST_PART));
    let part = part.get(begin..).unwrap_or(part);
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    let words: Vec<&str> = part.split_whitespace().collect();
    let none = words.last().is_some_and(|word| is_no_number(word));
    if part.len() < 4 || part.contains('@') || letters < 2 || !(none || (1..=9).contains(&digits)) {
        return None;
    }
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().filter(char::is_ascii_digit).count() <= 5
            && word.chars().count() <= 9
            || is_no_number(word)
    };
    // `ul.Kwiatowa 11` and `Street 5` alike; the last number of the part may be
    // a floor, so the first one counts.
    let at = words.iter().position(|word| is_number(word))?;
    let cues = marks_of(part);
    let has = |cue: Cue| cues.iter().any(|mark| mark.cue == cue);
    if letters < 3 && !has(Cue::PostBox) || none && !has(Cue::Street) {
        return None;
    }
    let strength = if has(Cue::PostBox) || has(Cue::Street) { 2 } else { 1 };
    let names_street = |word: &str| marks_of(word).iter().any(|mark| mark.cue == Cue::Street);
    let begins = |word: &str| word.starts_with(|c: char| c.is_uppercase());
    if at == 0 {
        // `16 rue Haute`, `5 Station Road`: needs a word for the street.
        let few = (2..=10).contains(&words.len());
        let kind = words.iter().skip(1).take(2).any(|word| names_street(word));
        let capital = words.iter().skip(1).any(|word| begins(word));
        return (few && strength == 2 && (kind || capital)).then(|| (part.to_owned(), strength));
    }
    // Back over the words of the name.
    let mut from = at;
    while let Some(word) = from.checked_sub(1).and_then(|i| words.get(i)) {
        // `Karl Johans gate 18`, `Carrer de Sants nº 18`
        let after_name =
            from.checked_sub(2).and_then(|i| words.get(i)).is_some_and(|word| begins(word));
        let short = word.chars().count() <= 4 && (from < at || after_name || names_street(word));
        // `Gamla vägen 4`
        let kind = from == at && after_name && names_street(word);
        let sentence =
            word.ends_with(['.', '!', '?']) && word.chars().count() > 4 && !names_street(word);
        if !(begins(word)
            || word.starts_with(|c: char| c.is_ascii_digit())
            || short
            || kind
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
    let from = from + spoken(words.get(from..at)?, names_street);
    // `our shop is at 12 rue Haute`
    if from == at && strength == 2 {
        let low = |word: &&&str| word.chars().all(char::is_lowercase) && word.chars().count() <= 2;
        let until = words.len() - words.iter().rev().take_while(low).count();
        let rest = words.get(at..until).unwrap_or(&[]);
        let kind = rest.iter().skip(1).take(2).any(|word| names_street(word));
        return ((2..=10).contains(&rest.len()) && kind).then(|| (rest.join(" "), strength));
    }
    let tail = words.len().min(at + 6);
    let street = words.get(from..tail)?.join(" ");
    let street = street.trim_end_matches([' ', '-', '–', '(', '/']);
    let street = if names_abbreviation(street) { street } else { street.trim_end_matches('.') };
    let street = street.to_owned();
    let named = words.get(from..at).is_some_and(|name| {
        name.iter().any(|word| {
            word.chars().filter(|c| c.is_alphabetic()).count() >= 2
                && !word.bytes().any(|b| b.is_ascii_digit())
        })
    });
    (from < at && named && street.len() <= 80).then_some((street, strength))
}

/// How many words before the name of a street belong to the sentence: two low ones
/// after one another, when the word for the street comes after them
/// (`Find us in Main Street`) and none before (`Calle de la Paz`).
fn spoken(name: &[&str], names_street: impl Fn(&str) -> bool) -> usize {
    let low = |word: &&str| word.starts_with(char::is_lowercase) && !names_street(word);
    let run = name.windows(2).rposition(|pair| pair.iter().all(low));
    let Some(end) = run.map(|at| at + 2) else { return 0 };
    let (before, after) = name.split_at(end.min(name.len()));
    let street = |words: &[&str]| words.iter().any(|word| names_street(word));
    let begins = after.first().is_some_and(|word| word.starts_with(char::is_uppercase));
    if begins && street(after) && !street(before) { end } else { 0 }
}

/// A part without the long number, such as that of a register, that stands in
/// it before the street (`reg. no. 556016-0680 Main Street 5`).
fn after_register(part: &str) -> &str {
    let (mut rest, mut count) = (part, 0);
    for (at, c) in part.char_indices() {
        if c.is_ascii_digit() {
            count += 1;
        } else if !" -.\u{a0}".contains(c) {
            if count >= LONG_NUMBER {
                rest = part.get(at..).unwrap_or("");
            }
            count = 0;
        }
    }
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ")]:.".contains(c));
    if rest.bytes().any(|b| b.is_ascii_digit()) { rest } else { part }
}

/// A part without the label of what follows it at its end
/// (`Main Street 5 Postal code:`).
fn before_label(part: &str) -> &str {
    let cues = marks_of(part);
    let label = cues.iter().find(|mark| {
        matches!(mark.cue, Cue::Address | Cue::Code | Cue::Town)
            && mark.range.start > 0
            && mark.range.len() > 2
            && part
                .get(mark.range.end..)
                .is_some_and(|rest| rest.trim_matches([':', '.', ' ']).is_empty())
            && part
                .get(..mark.range.start)
                .is_some_and(|head| head.bytes().any(|b| b.is_ascii_digit()))
    });
    label.and_then(|mark| part.get(..mark.range.start)).unwrap_or(part).trim()
}

/// Whether a street ends in an abbreviation (`18 Elm St.`).
fn names_abbreviation(street: &str) -> bool {
    street.ends_with('.') && street.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_part_with_a_house_number_is_the_street() {
        for (text, street) in [
            ("Tallbod AB, Storgatan 12 B, ", Some("Storgatan 12 B")),
            ("Du hittar oss på Norra Storgatan 12", Some("Norra Storgatan 12")),
            ("16 rue Haute", Some("16 rue Haute")),
            ("Unit 4, Station Road", Some("Unit 4, Station Road")),
            ("Box 7", Some("Box 7")),
            ("Tallbod AB", None),
            ("16 stolar", None),
        ] {
            assert_eq!(street_in(text).map(|(street, _)| street).as_deref(), street, "{text}");
        }
    }
}
