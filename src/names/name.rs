//! A company's name made ready for comparison: its legal form and the words of the rest.

use super::letters;
use super::tokens::{Token, find_form};
use super::words::Words;

/// One word of the rest.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Folded, as written.
    pub(super) text: String,
    /// Folded, in the usual spelling of a word that has several.
    pub(super) usual: String,
    /// Letters with the marks that spelling may replace.
    pub(super) letters: Vec<char>,
    /// What it counts, in figures or Roman ones.
    pub(super) number: Option<u64>,
    /// It may be *and*, or an initial.
    pub(super) perhaps_and: bool,
    /// A full stop follows.
    pub(super) stop: bool,
}

/// A name made ready.
#[derive(Debug)]
pub(super) struct Name {
    /// The families of legal forms that the form's spelling can mean, the usual first.
    pub(super) families: Vec<&'static str>,
    /// The form, as it is usually written.
    pub(super) form: Option<&'static str>,
    /// The words without form, conjunctions, articles and titles.
    pub(super) base: Vec<Word>,
    /// How many conjunctions were left out.
    pub(super) ands: usize,
    /// Every letter of the base in order.
    pub(super) letters: Vec<char>,
    /// The same, folded.
    pub(super) squashed: String,
}

impl Name {
    /// Makes the words of a name ready; `name` is the text they stand in.
    pub(super) fn new(name: &str, tokens: &[Token]) -> Self {
        let words = Words::get();
        let found = find_form(name, tokens);
        let is_form = |at: usize| found.as_ref().is_some_and(|found| found.covers(at));
        let rest: Vec<&Token> =
            tokens.iter().enumerate().filter(|(at, _)| !is_form(*at)).map(|(_, t)| t).collect();
        // Something has to remain of a name, be it *The*.
        let opening = rest
            .iter()
            .take(rest.len().saturating_sub(1))
            .take_while(|t| words.is_article(&t.text) || words.is_title(&t.text))
            .count();
        let rest = rest.get(opening..).unwrap_or_default();
        let (mut ands, mut base) = (0, Vec::with_capacity(rest.len()));
        for (at, token) in rest.iter().enumerate() {
            let stop = name.get(..token.range.end).is_some_and(|head| head.ends_with('.'));
            let between = at > 0 && at + 1 < rest.len();
            let is_and = words.is_and(&token.text, stop);
            let single = token.text.chars().count() == 1 && token.text != "&" && !stop;
            if token.text == "&" || (between && is_and && !single) {
                ands += 1;
                continue;
            }
            let written = name.get(token.range.clone()).unwrap_or(&token.text);
            base.push(Word {
                usual: words.usual(&token.text).to_owned(),
                letters: letters::letters(written),
                number: number(written, at > 0),
                perhaps_and: between && is_and,
                stop,
                text: token.text.clone(),
            });
        }
        Self {
            families: found.as_ref().map(|found| found.families()).unwrap_or_default(),
            form: found.as_ref().map(|found| found.form.canonical),
            letters: base.iter().flat_map(|word| word.letters.iter().copied()).collect(),
            squashed: base.iter().map(|word| word.text.as_str()).collect(),
            base,
            ands,
        }
    }

    /// Two words, or one of some length, are not met by chance.
    pub(super) fn is_distinctive(&self) -> bool {
        let length = self.squashed.chars().count();
        length >= 6 || (self.base.len() >= 2 && length >= 5)
    }

    /// Whether a form is known and says that one natural person is behind the name.
    pub(super) fn is_sole_trader(&self) -> bool {
        self.families.iter().any(|family| family.starts_with("sole-"))
    }
}

/// The number that a word is; Roman figures only in capitals and after another word.
fn number(written: &str, after_another: bool) -> Option<u64> {
    let plain = written.trim_end_matches('.');
    if plain.len() <= 12 && plain.bytes().all(|b| b.is_ascii_digit()) {
        return plain.parse().ok();
    }
    let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let at = roman.iter().position(|figure| *figure == plain).filter(|_| after_another)?;
    u64::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn base(name: &str) -> String {
        let name = Name::new(name, &tokens(name));
        name.base.iter().map(|word| word.usual.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        for (name, rest) in [
            ("Garn & Kanna AB", "garn kanna"),
            ("Garn o. Kanna AB", "garn kanna"),
            ("The Blue Kettle Ltd", "blue kettle"),
            ("Firma Garn", "garn"),
            ("The Ltd", "the"),
            ("Och Kanna AB", "och kanna"),
        ] {
            assert_eq!(base(name), rest, "{name}");
        }
        assert_eq!(base("Kettle Intl Inc"), base("Kettle International Inc"));
    }

    #[test]
    fn numbers_in_both_figures() {
        assert_eq!(number("24", false), Some(24));
        assert_eq!(number("IV", true), Some(4));
        for (text, after) in [("IV", false), ("iv", true), ("4B", true), ("", true)] {
            assert_eq!(number(text, after).filter(|_| !text.is_empty()), None, "{text}");
        }
    }
}
