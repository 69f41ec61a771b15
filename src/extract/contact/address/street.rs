//! Streets and post office boxes.

use super::super::cues::{Cue, marks_of};

/// The longest part of a line in which a street is looked for.
const LONGEST_PART: usize = 300;

/// The street in a text before a code, and how sure it is (1 or 2): the nearest
/// part that has a house number and a word for a street, or the looks of one.
pub(super) fn street_in(text: &str) -> Option<(String, i32)> {
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
    let begin = part.floor_char_boundary(part.len().saturating_sub(LONGEST_PART));
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
