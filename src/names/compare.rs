//! Compares two names made ready: forms with forms, words with words.
//!
//! Every answer but *same* and *different* is a likeness that only a person can judge: a slip of
//! the hand, an abbreviation, initials, a translation, one name within the other.

use super::Match;
use super::forms::{PARALLEL, SPOKEN};
use super::ground::{Ground, words as ground};
use super::letters::{alike, latin, mistyped, sound};
use super::name::{Name, Word};
use super::words::Words;

/// Letters that a shared part needs to tell of a company.
const TELLING: usize = 3;

/// What the legal forms say of two names whose rest agrees.
pub(super) fn forms(a: &Name, b: &Name) -> Option<Match> {
    let (Some(first), Some(second)) = (a.families.first(), b.families.first()) else {
        return (a.families.is_empty() && b.families.is_empty()).then_some(Match::Same);
    };
    let shared = a.families.iter().any(|family| b.families.contains(family));
    let certain = a.families.len() == 1 || b.families.len() == 1;
    let parallel = PARALLEL.contains(&(first, second)) || PARALLEL.contains(&(second, first));
    Some(if first == second || (shared && certain) {
        Match::Same
    } else if shared || parallel {
        Match::Unsure
    } else {
        Match::Different
    })
}

/// Whether the form that only one of the names states is one that people leave out.
pub(super) fn may_be_left_out(a: &Name, b: &Name) -> bool {
    !a.families.iter().chain(&b.families).any(|family| SPOKEN.contains(family))
}

/// Compares the words of two names, forms aside.
pub(super) fn bases(a: &Name, b: &Name) -> (Match, Ground) {
    if a.squashed.is_empty() || b.squashed.is_empty() {
        return (Match::Unsure, ground::ONLY_FORM);
    }
    if a.squashed == b.squashed && a.letters == b.letters {
        return (Match::Same, ground::SPELLING);
    }
    if alike(&a.letters, &b.letters) {
        return (Match::Same, ground::LETTERS);
    }
    if is_latin(&a.squashed) != is_latin(&b.squashed) {
        return scripts(a, b);
    }
    let (left, right) = unmatched(a, b);
    match (left.is_empty(), right.is_empty()) {
        (true, true) => (Match::Same, ground::ORDER),
        (true, false) => within(a, &right),
        (false, true) => within(b, &left),
        (false, false) => apart(a, b, &left, &right),
    }
}

fn is_latin(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_alphanumeric())
}

/// Names in two scripts: one may be the other in Latin letters, or translated.
fn scripts(a: &Name, b: &Name) -> (Match, Ground) {
    let spelled = |name: &Name| {
        let parts: Option<Vec<String>> = name.base.iter().map(|word| latin(&word.text)).collect();
        parts.map(|parts| parts.concat())
    };
    let (Some(x), Some(y)) = (spelled(a), spelled(b)) else {
        return (Match::Unsure, ground::SCRIPTS);
    };
    let longest = x.chars().count().max(y.chars().count());
    if strsim::osa_distance(&x, &y) * 4 <= longest {
        (Match::Unsure, ground::LATIN)
    } else if forms(a, b) == Some(Match::Different) {
        (Match::Different, ground::LATIN_DIFFERS)
    } else {
        (Match::Unsure, ground::LATIN_OR_TRANSLATED)
    }
}

/// The words that only one of the names has.
fn unmatched<'a>(a: &'a Name, b: &'a Name) -> (Vec<&'a Word>, Vec<&'a Word>) {
    let mut right: Vec<&Word> = b.base.iter().collect();
    let mut left: Vec<&Word> = Vec::new();
    for word in &a.base {
        match right.iter().position(|other| one_word(word, other)) {
            Some(at) => {
                right.remove(at);
            }
            None => left.push(word),
        }
    }
    // A letter alone is *and* where the other name has one in its stead.
    drop_ands(&mut left, b.ands.saturating_sub(a.ands));
    drop_ands(&mut right, a.ands.saturating_sub(b.ands));
    (left, right)
}

fn drop_ands(words: &mut Vec<&Word>, mut most: usize) {
    words.retain(|word| {
        let drop = word.perhaps_and && most > 0;
        most -= usize::from(drop);
        !drop
    });
}

fn one_word(a: &Word, b: &Word) -> bool {
    a.usual == b.usual && (a.usual != a.text || b.usual != b.text || a.letters == b.letters)
        || alike(&a.letters, &b.letters)
}

/// One name has all the words of the other (`few`) and these.
fn within(few: &Name, extra: &[&Word]) -> (Match, Ground) {
    if extra.iter().any(|word| Words::get().is_group(&word.text)) {
        return (Match::Different, ground::GROUP);
    }
    let told = few.base.iter().filter(|word| !Words::get().is_known(&word.text));
    if told.map(|word| word.letters.len()).sum::<usize>() >= TELLING {
        (Match::Unsure, ground::WITHIN)
    } else {
        (Match::Different, ground::COMMON)
    }
}

/// Each name has words that the other lacks.
fn apart(a: &Name, b: &Name, left: &[&Word], right: &[&Word]) -> (Match, Ground) {
    if is_initials(a, b) || is_initials(b, a) {
        return (Match::Unsure, ground::INITIALS);
    }
    let mut kinds = Vec::new();
    let mut rest: Vec<&Word> = right.to_vec();
    for word in left {
        let best =
            rest.iter().enumerate().find_map(|(at, other)| Some((at, likeness(word, other)?)));
        if let Some((at, kind)) = best {
            rest.remove(at);
            kinds.push(kind);
        } else {
            kinds.clear();
            break;
        }
    }
    if let (Some(kind), true) = (kinds.first(), rest.is_empty()) {
        return (Match::Unsure, kind.ground());
    }
    // Words that were written together on one side and apart or wrongly on the other.
    let (x, y) = (joined(left), joined(right));
    let numbers =
        |words: &[&Word]| words.iter().any(|word| word.text.bytes().any(|b| b.is_ascii_digit()));
    if left.len() != right.len() && !numbers(left) && !numbers(right) {
        if x == y {
            return (Match::Same, ground::JOINED);
        }
        if mistyped(&x, &y) {
            return (Match::Unsure, Likeness::Mistyped.ground());
        }
    }
    if numbers(left) && numbers(right) {
        return (Match::Different, ground::NUMBERS);
    }
    (Match::Different, ground::DIFFER)
}

fn joined(words: &[&Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect()
}

/// In what two different words may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Number,
    Translated,
    Shortened,
    Mistyped,
    Sound,
}

impl Likeness {
    const fn ground(self) -> Ground {
        match self {
            Self::Number => ground::NUMBER,
            Self::Translated => ground::TRANSLATED,
            Self::Shortened => ground::SHORTENED,
            Self::Mistyped => ground::MISTYPED,
            Self::Sound => ground::SOUND,
        }
    }
}

fn likeness(a: &Word, b: &Word) -> Option<Likeness> {
    let words = Words::get();
    if let (Some(x), Some(y)) = (a.number, b.number) {
        return (x == y).then_some(Likeness::Number);
    }
    if words.mean_the_same(&a.usual, &b.usual) || words.mean_the_same(&a.text, &b.text) {
        return Some(Likeness::Translated);
    }
    if a.number.is_some() || b.number.is_some() {
        return None;
    }
    if shortens(a, b) || shortens(b, a) {
        return Some(Likeness::Shortened);
    }
    // A letter more or less makes another word of one that is known.
    if words.is_known(&a.text) && words.is_known(&b.text) {
        return None;
    }
    if mistyped(&a.text, &b.text) {
        return Some(Likeness::Mistyped);
    }
    let (x, y) = (sound(&a.text), sound(&b.text));
    (x == y && x.chars().count() >= 3).then_some(Likeness::Sound)
}

/// Whether a word may be an abbreviation of another: its first letter, or its beginning where a
/// full stop or its length says so.
fn shortens(short: &Word, long: &Word) -> bool {
    let length = short.text.chars().count();
    let more = long.text.chars().count().saturating_sub(length);
    if more == 0 || !long.text.starts_with(short.text.as_str()) {
        return false;
    }
    length == 1 || (short.stop && length >= 2) || (length >= 3 && more >= 3)
}

/// Whether one name is the first letters of the other's words.
fn is_initials(short: &Name, long: &Name) -> bool {
    let (length, words) = (short.squashed.chars().count(), long.base.len());
    short.base.len() == 1
        && length == words
        && words >= 2
        && long.base.iter().filter_map(|word| word.text.chars().next()).eq(short.squashed.chars())
}
