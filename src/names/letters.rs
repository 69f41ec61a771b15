//! Compares words letter by letter: which spellings of a letter are one letter, and how far apart
//! two spellings are.
//!
//! A Nordic or German letter may be written with its marks, without them, or with two letters
//! (`Müller`, `Muller`, `Mueller`); two spellings without marks (`Muller`, `Mueller`) are two words.
//! Where both are written with marks and the marks differ (`Bår`, `Bär`) they are two words as well.

use crate::vocabulary::fold;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Letters that keyboards without them write with two, with the letter that stands in for them.
const MARKED: &[(char, &[&str], &[char])] = &[
    ('å', &["aa"], &['a']),
    ('ä', &["ae"], &['a', 'æ']),
    ('æ', &["ae"], &['a', 'ä']),
    ('ö', &["oe"], &['o', 'ø']),
    ('ø', &["oe"], &['o', 'ö']),
    ('ü', &["ue"], &['u', 'y']),
    ('œ', &["oe"], &['o']),
    ('ß', &["ss"], &['s']),
    ('þ', &["th"], &['t']),
    ('ð', &["dh", "th"], &['d']),
    ('đ', &["dj"], &['d']),
];

fn marked(c: char) -> Option<&'static (char, &'static [&'static str], &'static [char])> {
    MARKED.iter().find(|(letter, _, _)| *letter == c)
}

/// The letters and digits of a text in lower case, without marks except on letters that can be
/// spelled with two.
pub(super) fn letters(text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() || marked(c).is_some() {
            out.push(c);
        } else if !c.is_ascii() {
            let mut buffer = [0; 4];
            let folded = fold(c.encode_utf8(&mut buffer));
            out.extend(folded.chars().filter(|c| !c.is_whitespace()).map(sigma));
        }
    }
    out
}

/// The Greek letter that has a shape of its own at the end of a word.
fn sigma(c: char) -> char {
    if c == 'ς' { 'σ' } else { c }
}

/// Whether two words are one in two spellings.
pub(super) fn alike(a: &[char], b: &[char]) -> bool {
    if a == b {
        return true;
    }
    if a.len().abs_diff(b.len()) > a.len().max(b.len()) / 2 {
        return false;
    }
    // Places reached in both words; a letter spelled with two moves one of them further.
    let mut reached = BTreeSet::from([(0, 0)]);
    while let Some((i, j)) = reached.pop_first() {
        let (x, y) = match (a.get(i), b.get(j)) {
            (None, None) => return true,
            (Some(x), Some(y)) => (*x, *y),
            _ => continue,
        };
        if x == y || stands_for(x, y) || stands_for(y, x) {
            reached.insert((i + 1, j + 1));
        }
        if spelled_with_two(x, b.get(j..j + 2)) {
            reached.insert((i + 1, j + 2));
        }
        if spelled_with_two(y, a.get(i..i + 2)) {
            reached.insert((i + 2, j + 1));
        }
    }
    false
}

fn stands_for(letter: char, other: char) -> bool {
    marked(letter).is_some_and(|(_, _, plain)| plain.contains(&other))
}

fn spelled_with_two(letter: char, pair: Option<&[char]>) -> bool {
    let (Some((_, pairs, _)), Some([x, y])) = (marked(letter), pair) else { return false };
    pairs.iter().any(|spelling| spelling.chars().eq([*x, *y]))
}

/// Whether one slip of the hand makes one folded word of the other: two letters changed about, a
/// letter left out or doubled, or another letter in a word long enough to be known all the same.
pub(super) fn mistyped(a: &str, b: &str) -> bool {
    let (long, short) =
        (a.chars().count().max(b.chars().count()), a.chars().count().min(b.chars().count()));
    if long > short + 2
        || a.chars().any(|c| c.is_ascii_digit())
        || b.chars().any(|c| c.is_ascii_digit())
    {
        return false;
    }
    let distance = strsim::osa_distance(a, b);
    let first_alike = a.chars().next() == b.chars().next();
    match distance {
        1 if long > short => long >= 5,
        1 if swapped(a, b) => long >= 4,
        1 => long >= 6 || (long == 5 && first_alike),
        2 => short >= 11 && first_alike,
        _ => false,
    }
}

fn swapped(a: &str, b: &str) -> bool {
    let differing: Vec<(char, char)> = a.chars().zip(b.chars()).filter(|(x, y)| x != y).collect();
    matches!(differing.as_slice(), [(x, y), (v, w)] if x == w && y == v)
}

/// How a folded word sounds, roughly: spellings of one name (`Carl`, `Karl`) sound alike.
pub(super) fn sound(text: &str) -> String {
    let text = text
        .replace("ph", "f")
        .replace("ch", "k")
        .replace("ck", "k")
        .replace("qu", "kv")
        .replace("th", "t")
        .replace("sch", "s");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            'c' | 'q' => 'k',
            'w' => 'v',
            'z' => 's',
            'y' => 'i',
            other => other,
        };
        if !out.ends_with(c) || c.is_ascii_digit() {
            out.push(c);
        }
    }
    out
}

/// A Greek or Cyrillic word in Latin letters, as passports and registers write it; nothing for
/// words of other scripts. Rough: it serves to see that a name may be another's transliteration.
pub(super) fn latin(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
            continue;
        }
        out.push_str(match c {
            'а' | 'α' => "a",
            'б' => "b",
            'в' | 'β' => "v",
            'г' | 'ґ' | 'γ' => "g",
            'д' | 'δ' => "d",
            'е' | 'э' | 'є' | 'ε' => "e",
            'ж' => "zh",
            'з' | 'ζ' => "z",
            'и' | 'й' | 'і' | 'ї' | 'ы' | 'η' | 'ι' => "i",
            'ј' => "j",
            'к' | 'κ' => "k",
            'л' | 'λ' => "l",
            'м' | 'μ' => "m",
            'н' | 'ν' => "n",
            'о' | 'ο' | 'ω' => "o",
            'п' | 'π' => "p",
            'р' | 'ρ' => "r",
            'с' | 'σ' | 'ς' => "s",
            'т' | 'τ' => "t",
            'у' => "u",
            'υ' => "y",
            'ф' | 'φ' => "f",
            'х' => "h",
            'χ' => "ch",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "sht",
            'ъ' => "a",
            'ь' => "",
            'ю' => "yu",
            'я' => "ya",
            'θ' => "th",
            'ξ' => "x",
            'ψ' => "ps",
            _ => return None,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_word(a: &str, b: &str) -> bool {
        let (x, y) = (letters(a), letters(b));
        assert_eq!(alike(&x, &y), alike(&y, &x), "{a} / {b}");
        alike(&x, &y)
    }

    #[test]
    fn a_letter_has_several_spellings() {
        for (a, b) in [
            ("Müller", "Mueller"),
            ("MÜLLER", "muller"),
            ("Ærø", "Aeroe"),
            ("Ærø", "Ärö"),
            ("Bølgehåtte", "Boelgehatte"),
            ("Strauß", "STRAUSS"),
            ("Þórgarn", "Thorgarn"),
            ("e\u{301}tude", "Étude"),
            ("Ｋｅｔｔｌｅ", "kettle"),
            ("ΚΑΝΑΤΑΣ", "Κανάτας"),
        ] {
            assert!(one_word(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn two_words_stay_two() {
        for (a, b) in
            [("Muller", "Mueller"), ("Bår", "Bär"), ("Boel", "Bol"), ("Maas", "Mas"), ("a", "b")]
        {
            assert!(!one_word(a, b), "{a} / {b}");
        }
        assert!(!one_word(&"å".repeat(300), &"ä".repeat(300)));
        assert!(!one_word(&"å".repeat(200), &"a".repeat(401)));
    }

    #[test]
    fn slips_of_the_hand() {
        for (a, b) in [("garn", "gran"), ("kettle", "ketle"), ("kettle", "kattle")] {
            assert!(mistyped(a, b) && mistyped(b, a), "{a} / {b}");
        }
        for (a, b) in [("garn", "tarn"), ("ulm", "olm"), ("ax", "axe"), ("bygg12", "bygg13")] {
            assert!(!mistyped(a, b), "{a} / {b}");
        }
        assert_eq!(sound("lindkvist"), sound("lindqvist"));
        assert_eq!(sound("christina"), sound("kristina"));
    }
}
