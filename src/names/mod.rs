//! Whether two company names mean the same company.
//!
//! Used by rules, ownership and identity alike, so that all of them agree. What is written is cut
//! into the company and what stands around it (`parts`); of the company the legal form (`forms`,
//! `tokens`) and the words of the rest (`name`) are compared (`compare`), letters and all
//! (`letters`). The forms must not contradict each other, because `X AB` and `X Holding AB`, or
//! `X AS` and `X ASA`, are two companies. What only resembles is *unsure*, never *same*, and leaves
//! the decision to a person: to take another company for the merchant is the worst answer.
//!
//! This room knows names only: it looks nothing up and judges nothing.

mod compare;
mod forms;
mod ground;
mod letters;
mod name;
mod parts;
mod tokens;
mod words;

use ground::{Ground, forms as form, words as word};
use name::Name;
use serde::Serialize;
use std::ops::Range;
use tokens::Token;

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
    /// The code of what the words come to.
    pub words: &'static str,
    /// The code of what the legal forms add to it.
    pub forms: Option<&'static str>,
    /// The forms themselves, where they are what matters.
    pub legal_forms: Vec<&'static str>,
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

/// Whether a legal form, in its usual spelling, is that of a person who trades
/// alone and has no company.
#[must_use]
pub fn is_sole_trader(canonical: &str) -> bool {
    forms::FORMS.iter().any(|form| form.canonical == canonical && form.family.starts_with("sole-"))
}

/// Whether a legal form may begin with the first word of a text. Cheap, and never
/// wrong where it says no.
#[must_use]
pub(crate) fn may_begin_form(text: &str) -> bool {
    tokens::may_begin_form(text)
}

/// The longest name compared, in characters: comparing letters takes the square
/// of it.
const MAX_LENGTH: usize = 300;

/// Compares two company names and says why they are the same or not.
#[must_use]
pub fn explain(a: &str, b: &str) -> Comparison {
    // Words are paired one after the other, which could depend on whose turn it is.
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    let (a, b) = (Written::new(a), Written::new(b));
    if a.is_nothing() || b.is_nothing() {
        return because(Match::Unsure, word::EMPTY);
    }
    if letters::letters(a.written) == letters::letters(b.written) {
        return because(Match::Same, word::ALIKE);
    }
    let found = a.name(&a.main).against(&b.name(&b.main));
    if found.matched == Match::Same {
        let (x, y) = (a.written.to_lowercase(), b.written.to_lowercase());
        return if a.is_domain == b.is_domain && (!a.is_domain || x == y) {
            found
        } else {
            because(Match::Unsure, word::DOMAIN)
        };
    }
    // A name that a company trades under or had before may be that of another, too.
    let other = |names: &[Vec<Token>], of: &Written<'_>, than: &Written<'_>| {
        let main = than.name(&than.main);
        names.iter().any(|name| of.name(name).against(&main).matched != Match::Different)
    };
    if other(&a.trading, &a, &b) || other(&b.trading, &b, &a) {
        return because(Match::Unsure, word::TRADING);
    }
    if other(&a.former, &a, &b) || other(&b.former, &b, &a) {
        return because(Match::Unsure, word::FORMER);
    }
    found
}

fn because(matched: Match, words: Ground) -> Comparison {
    Comparison {
        matched,
        reason: words.words.to_owned(),
        words: words.code,
        forms: None,
        legal_forms: Vec::new(),
    }
}

impl Comparison {
    /// The same with what the legal forms add.
    fn with(mut self, forms: Ground) -> Self {
        self.reason.push_str(forms.words);
        self.forms = Some(forms.code);
        self
    }

    /// The same with what these two legal forms add.
    fn with_both(mut self, forms: Ground, one: &Name, other: &Name) -> Self {
        let shown = |name: &Name| name.form.unwrap_or("none");
        let added = forms.words.replace("{one}", shown(one)).replace("{other}", shown(other));
        self.reason.push_str(&added);
        self.forms = Some(forms.code);
        self.legal_forms = [one, other].into_iter().filter_map(|name| name.form).collect();
        self
    }
}

/// A name as written, cut into its parts.
struct Written<'a> {
    written: &'a str,
    /// What the words stand in: of a domain its telling part.
    text: &'a str,
    main: Vec<Token>,
    trading: Vec<Vec<Token>>,
    former: Vec<Vec<Token>>,
    /// It is the name of a site rather than of a company.
    is_domain: bool,
}

impl<'a> Written<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.char_indices().nth(MAX_LENGTH).map_or(text, |(at, _)| &text[..at]);
        let (written, domain) = (text.trim(), domain(text));
        let is_domain = domain.is_some();
        let text = domain.unwrap_or(text);
        let parts = parts::parts(text);
        Self {
            written,
            text,
            main: parts.main,
            trading: parts.trading,
            former: parts.former,
            is_domain,
        }
    }

    /// Whether no name stands there at all, or words that say so.
    fn is_nothing(&self) -> bool {
        let whole: String = self.main.iter().map(|token| token.text.as_str()).collect();
        whole.is_empty() || words::Words::get().is_nothing(&whole)
    }

    fn name(&self, tokens: &[Token]) -> Name {
        Name::new(self.text, tokens)
    }
}

/// The telling part of the name of a site: `blakanna` of `www.blakanna.se`.
fn domain(text: &str) -> Option<&str> {
    let text = text.trim();
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    let bare = bare.split(['/', '?', '#']).next().unwrap_or(bare);
    let bare = match bare.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("www.") => bare.get(4..).unwrap_or(bare),
        _ => bare,
    };
    let (label, zone) = bare.split_once('.')?;
    let is_label = |part: &str| part.chars().all(|c| c.is_alphanumeric() || c == '-');
    // Letters parted by full stops are initials or a form, and after most there is no such zone.
    let zone = zone.to_lowercase();
    let top = zone.rsplit('.').next().unwrap_or(&zone);
    let is_zone = zone.len() >= 2
        && zone.split('.').all(|part| !part.is_empty() && is_label(part))
        && (matches!(top, "example" | "test")
            || psl::suffix(top.as_bytes()).is_some_and(|s| s.is_known()));
    (label.chars().count() >= 2 && is_label(label) && is_zone).then_some(label)
}

impl Name {
    fn against(&self, other: &Self) -> Comparison {
        let forms = compare::forms(self, other);
        let (matched, words) = compare::bases(self, other);
        match (matched, forms) {
            (Match::Different, _) => because(Match::Different, words),
            (Match::Same | Match::Unsure, Some(Match::Different)) => {
                because(Match::Different, words).with_both(form::DIFFER, self, other)
            }
            (_, Some(Match::Unsure)) => {
                because(Match::Unsure, words).with_both(form::MAY_BE_ONE, self, other)
            }
            (Match::Unsure, _) => because(Match::Unsure, words),
            (Match::Same, Some(Match::Same)) => because(Match::Same, words),
            (Match::Same, None) if !compare::may_be_left_out(self, other) => {
                because(Match::Unsure, words).with(form::SPOKEN)
            }
            (Match::Same, None)
                if self.is_distinctive() || self.is_sole_trader() || other.is_sole_trader() =>
            {
                because(Match::Same, words).with(form::ONLY_ONE)
            }
            (Match::Same, None) => because(Match::Unsure, words).with(form::ONLY_ONE_SHORT),
        }
    }
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
                ("Kessel UG (haftungsbeschränkt)", "Kessel GmbH"),
                ("Röd Gryta", "Blå Kanna AB t/a Röd Gryta"),
                ("Röd Gryta AB", "Blå Kanna AB (formerly Röd Gryta AB)"),
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
            // *n/a* and the like name nobody.
            prop_assume!(!Written::new(&a).is_nothing());
            prop_assert_eq!(compare(&a, &a), Match::Same);
        }

        #[test]
        fn case_does_not_matter(a in "[A-Za-zÅÄÖåäöéü&. ]{1,20}[a-z]( AB| GmbH| S.p.A.| Oy)?") {
            prop_assume!(!Written::new(&a).is_nothing());
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
