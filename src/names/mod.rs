//! Whether two company names mean the same company.
//!
//! Used by rules, ownership and identity alike, so that all of them agree. A
//! name is its legal form and the rest. The rest is compared as words without
//! case, diacritics, punctuation, conjunctions and order; the forms must not
//! contradict each other, because `X AB` and `X Holding AB`, or `X AS` and
//! `X ASA`, are two companies. What only resembles is *unsure*, never *same*,
//! and leaves the decision to a person.
//!
//! This room knows names only: it looks nothing up and judges nothing.

mod forms;
mod tokens;
mod words;

use forms::{Form, PARALLEL};
use serde::Serialize;
use std::ops::Range;
use tokens::Token;
use words::{ABBREVIATIONS, CONJUNCTIONS, STRUCTURE};

/// The answer of [`compare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// The same company.
    Same,
    /// Another company.
    Different,
    /// Cannot be told from the names alone.
    Unsure,
}

/// An answer with the ground for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The answer.
    pub matched: Match,
    /// Why, in a few words for a person.
    pub reason: String,
}

/// Compares two company names.
#[must_use]
pub fn compare(a: &str, b: &str) -> Match {
    explain(a, b).matched
}

/// The legal form in a name: its usual spelling and the bytes it takes up.
///
/// A form stands at the end of a name (`Blå Kittel AB`), before it (`SIA
/// Tējkanna`) or, where it can be nothing else, anywhere in it. A text that is
/// nothing but a form has none.
#[must_use]
pub fn legal_form(name: &str) -> Option<(&'static str, Range<usize>)> {
    tokens::find_form(name, &tokens::tokens(name)).map(|found| (found.form.canonical, found.range))
}

/// Compares two company names and says why they are the same or not.
#[must_use]
pub fn explain(a: &str, b: &str) -> Comparison {
    let (a, b) = (Name::new(a), Name::new(b));
    if a.whole.is_empty() || b.whole.is_empty() {
        return because(Match::Unsure, "one of the names is empty");
    }
    if a.whole == b.whole {
        return because(Match::Same, "the names are spelled alike");
    }
    let forms = forms_agree(a.form, b.form);
    let (matched, reason) = compare_bases(&a, &b);
    let shown = |name: &Name| name.form.map_or("none", |f| f.canonical).to_owned();
    match (matched, forms) {
        (Match::Different, _) => because(Match::Different, reason),
        (Match::Same | Match::Unsure, Some(Match::Different)) => because(
            Match::Different,
            &format!("{reason}, but the legal forms differ: {} and {}", shown(&a), shown(&b)),
        ),
        (_, Some(Match::Unsure)) => because(
            Match::Unsure,
            &format!("{reason}; {} and {} may be one form in two languages", shown(&a), shown(&b)),
        ),
        (Match::Unsure, _) => because(Match::Unsure, reason),
        (Match::Same, Some(Match::Same)) => because(Match::Same, reason),
        (Match::Same, None) if a.is_distinctive() => {
            because(Match::Same, &format!("{reason}; only one states a legal form"))
        }
        (Match::Same, None) => because(
            Match::Unsure,
            &format!("{reason}, but only one states a legal form and the name is short"),
        ),
    }
}

fn because(matched: Match, reason: &str) -> Comparison {
    Comparison { matched, reason: reason.to_owned() }
}

/// Whether two forms can belong to one company; none where only one is given.
fn forms_agree(a: Option<&Form>, b: Option<&Form>) -> Option<Match> {
    let (a, b) = match (a, b) {
        (None, None) => return Some(Match::Same),
        (Some(a), Some(b)) => (a.family, b.family),
        _ => return None,
    };
    Some(if a == b {
        Match::Same
    } else if PARALLEL.contains(&(a, b)) || PARALLEL.contains(&(b, a)) {
        Match::Unsure
    } else {
        Match::Different
    })
}

/// The longest name compared, in characters: comparing letters takes the square
/// of it.
const MAX_LENGTH: usize = 300;

/// A name made ready for comparison.
struct Name {
    form: Option<&'static Form>,
    /// Every letter and digit of the name, form included.
    whole: String,
    /// The words without form, conjunctions and abbreviations.
    base: Vec<String>,
    /// The words without anything left of them but letters, in order.
    squashed: String,
    /// The original has letters beyond ASCII.
    accented: bool,
}

impl Name {
    fn new(name: &str) -> Self {
        let name = name.char_indices().nth(MAX_LENGTH).map_or(name, |(at, _)| &name[..at]);
        let tokens = tokens::tokens(name);
        let found = tokens::find_form(name, &tokens);
        let form_words = found.as_ref().map_or(0..0, |f| f.tokens.clone());
        let rest: Vec<&Token> = tokens
            .iter()
            .enumerate()
            .filter(|(i, t)| !form_words.contains(i) && !forms::MARKERS.contains(&t.text.as_str()))
            .map(|(_, t)| t)
            .collect();
        let last = rest.len().saturating_sub(1);
        let base: Vec<String> = rest
            .iter()
            .enumerate()
            .filter(|(i, t)| {
                t.text != "&" && (*i == 0 || *i == last || !CONJUNCTIONS.contains(&t.text.as_str()))
            })
            .map(|(_, t)| expand(&t.text).to_owned())
            .collect();
        Self {
            form: found.map(|f| f.form),
            whole: tokens.iter().filter(|t| t.text != "&").map(|t| t.text.as_str()).collect(),
            squashed: base.concat(),
            base,
            accented: name.chars().any(|c| !c.is_ascii() && c.is_alphabetic()),
        }
    }

    /// Two words, or one of some length, are not met by chance.
    fn is_distinctive(&self) -> bool {
        self.squashed.chars().count() >= 6
            || (self.base.len() >= 2 && self.squashed.chars().count() >= 5)
    }

    fn sorted(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.base.iter().map(String::as_str).collect();
        words.sort_unstable();
        words
    }
}

fn expand(word: &str) -> &str {
    ABBREVIATIONS.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long)
}

/// Spells letters alike that are written with one or two letters where a
/// keyboard lacks them: `Müller`, `Mueller`; `Ærø`, `Aeroe`.
fn loose(text: &str) -> String {
    text.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a")
}

fn compare_bases(a: &Name, b: &Name) -> (Match, &'static str) {
    if a.squashed.is_empty() || b.squashed.is_empty() {
        return (Match::Unsure, "one name is nothing but a legal form");
    }
    if a.squashed == b.squashed {
        return (Match::Same, "the names are the same but for spelling");
    }
    let (left, right) = (a.sorted(), b.sorted());
    if left == right {
        return (Match::Same, "the names have the same words in another order");
    }
    if (a.accented || b.accented) && loose(&a.squashed) == loose(&b.squashed) {
        return (Match::Same, "the names are the same but for letters spelled out");
    }
    let digits =
        |name: &Name| -> String { name.squashed.chars().filter(char::is_ascii_digit).collect() };
    if digits(a) != digits(b) {
        return (Match::Different, "the names hold different numbers");
    }
    if is_latin(&a.squashed) != is_latin(&b.squashed) {
        return (Match::Unsure, "the names are in different scripts");
    }
    if let Some(answer) = one_inside_the_other(&left, &right) {
        return answer;
    }
    let length = a.squashed.chars().count().min(b.squashed.chars().count());
    let distance = strsim::damerau_levenshtein(&a.squashed, &b.squashed);
    if length >= 4 && distance <= 1 + usize::from(length >= 10) {
        return (Match::Unsure, "the names differ by a letter or two");
    }
    if initials(&a.base) == b.squashed || initials(&b.base) == a.squashed {
        return (Match::Unsure, "one name may be the initials of the other");
    }
    if shortened(&a.base, &b.base) {
        return (Match::Unsure, "one name may be the other in abbreviations");
    }
    (Match::Different, "the names differ")
}

/// Where one name has all the words of the other and more.
fn one_inside_the_other(a: &[&str], b: &[&str]) -> Option<(Match, &'static str)> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut extra: Vec<&str> = many.to_vec();
    for word in few {
        let at = extra.iter().position(|w| w == word)?;
        extra.swap_remove(at);
    }
    if extra.iter().any(|word| STRUCTURE.contains(word)) {
        return Some((Match::Different, "one name is that of a holding or sister company"));
    }
    let letters = |words: &[&str]| words.iter().map(|w| w.chars().count()).sum::<usize>();
    if letters(few) >= 4 && letters(few) >= letters(&extra) {
        Some((Match::Unsure, "one name holds the other and more"))
    } else {
        Some((Match::Different, "the names share only a part"))
    }
}

fn is_latin(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_alphanumeric())
}

fn initials(words: &[String]) -> String {
    if words.len() < 3 {
        return String::new();
    }
    words.iter().filter_map(|w| w.chars().next()).collect()
}

/// Word by word, one is the beginning of the other.
fn shortened(a: &[String], b: &[String]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(x, y)| x.starts_with(y.as_str()) || y.starts_with(x.as_str()))
        && a.iter().zip(b).any(|(x, y)| x == y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(cases: &[(&str, &str)], expected: Match) {
        for (a, b) in cases {
            let found = explain(a, b);
            assert_eq!(found.matched, expected, "{a} / {b}: {}", found.reason);
            assert_eq!(compare(b, a), expected, "{b} / {a}");
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        all(
            &[
                ("Blå Kittel AB", "BLA KITTEL Aktiebolag"),
                ("Blå Kittel AB (publ)", "Blå Kittel AB"),
                ("Blue Kettle Ltd.", "Bluekettle Limited"),
                ("Kittel & Kaffe AB", "Kittel och Kaffe AB"),
                ("Müller Kessel GmbH", "Mueller Kessel GmbH"),
                ("Jansson Erik Kaffe", "Erik Jansson Kaffe"),
                ("Blue Kettle Intl Inc", "Blue Kettle International, Inc."),
                ("Pava Azul S.L.", "Pava Azul S.L.U."),
                ("Blå Kedel A/S", "Blå Kedel AS"),
                ("SIA Tējkanna", "Tejkanna SIA"),
                ("Czajnik sp. z o.o.", "CZAJNIK SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ"),
                ("Blå Kittel AB", "Blå Kittel"),
            ],
            Match::Same,
        );
    }

    #[test]
    fn contradictory_forms_and_sister_companies_are_others() {
        all(
            &[
                ("Kittel AB", "Kittel Holding AB"),
                ("Kjele AS", "Kjele ASA"),
                ("Kessel GmbH", "Kessel GmbH & Co. KG"),
                ("Kessel UG (haftungsbeschränkt)", "Kessel GmbH"),
                ("Blue Kettle Ltd", "Blue Kettle PLC"),
                ("Blue Kettle AB", "Red Teapot AB"),
                ("Kettle 1 AB", "Kettle 2 AB"),
            ],
            Match::Different,
        );
    }

    #[test]
    fn what_only_resembles_is_left_open() {
        all(
            &[
                ("Blue Kettle AB", "Blue Kettel AB"),
                ("Blue Kettle AB", "Blue Kettle Coffee AB"),
                ("Kaju", "Kaju AB"),
                ("Blå Kittel Oy", "Blå Kittel Ab"),
                ("Blue Kettle Trading AB", "BKT AB"),
                ("Синий чайник", "Blue Kettle"),
                ("", "Blue Kettle"),
            ],
            Match::Unsure,
        );
    }

    proptest! {
        #[test]
        fn comparison_is_symmetric(a in "\\PC{0,30}", b in "\\PC{0,30}") {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a));
        }

        #[test]
        fn a_name_is_itself(a in "[A-Za-zÅÄÖåäöéüßøæ&.' ]{0,30}[a-zåäö]") {
            prop_assert_eq!(compare(&a, &a), Match::Same);
        }

        #[test]
        fn case_does_not_matter(a in "[A-Za-zÅÄÖåäöéü&. ]{1,20}[a-z]( AB| GmbH| S.p.A.| Oy)?") {
            prop_assert_eq!(compare(&a, &a.to_uppercase()), Match::Same);
        }

        #[test]
        fn the_spelling_of_a_form_does_not_matter(
            a in "[A-ZÅÄÖ][a-zåäö]{5,9} [A-Z][a-z]{4,9}",
            forms in prop::sample::select(vec![
                ("AB", "Aktiebolag"), ("A/S", "AS"), ("Ltd.", "Limited"), ("S.p.A.", "SpA"),
                ("GmbH", "Gesellschaft mit beschränkter Haftung"), ("B.V.", "BV"),
                ("sp. z o.o.", "Sp. z o. o."), ("S.A.R.L.", "Sàrl"), ("Oy", "Osakeyhtiö"),
            ]),
        ) {
            let (x, y) = (format!("{a} {}", forms.0), format!("{a} {}", forms.1));
            prop_assert_eq!(compare(&x, &y), Match::Same);
        }

        #[test]
        fn no_text_breaks_it(a in "\\PC{0,60}") {
            if let Some((_, range)) = legal_form(&a) {
                prop_assert!(a.get(range).is_some());
            }
        }
    }
}
