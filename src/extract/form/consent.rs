//! The acceptance of the terms: a box to tick, or words that stand in its place.
//!
//! A box counts when its label speaks of accepting and of terms. Boxes for
//! newsletters or the privacy policy alone are no acceptance of terms. "By
//! ordering you accept" without a box is reported as not present, with its words.

use super::layout::{Control, Group};
use crate::extract::ConsentReading;
use crate::vocabulary::{Folded, Language, PhraseSet, Vocabulary};
use std::sync::LazyLock;

static WORDS: LazyLock<PhraseSet<Word>> = LazyLock::new(|| {
    PhraseSet::new(Vocabulary::built_in().languages().iter().flat_map(|language| {
        Word::lists(language)
            .into_iter()
            .flat_map(|(phrases, word)| phrases.iter().map(move |phrase| (phrase, word)))
    }))
});

/// What words of a box or sentence speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Accept,
    Terms,
    Privacy,
    Marketing,
    Ordering,
}

impl Word {
    fn lists(language: &Language) -> [(&Vec<String>, Self); 5] {
        let forms = &language.forms;
        [
            (&forms.accept, Self::Accept),
            (&forms.terms, Self::Terms),
            (&forms.privacy, Self::Privacy),
            (&forms.marketing, Self::Marketing),
            (&forms.ordering, Self::Ordering),
        ]
    }
}

/// Whether a text holds a word of each of these lists.
pub(super) fn speaks(text: &str, wanted: &[Word]) -> bool {
    let folded = Folded::new(text);
    let mut missing: Vec<Word> = wanted.to_vec();
    for hit in WORDS.find(&folded) {
        missing.retain(|word| word != hit.value);
    }
    missing.is_empty()
}

/// The words of a box: its label, or the whole row where the label only accepts and
/// what is accepted stands beside it.
pub(super) fn words(control: &Control) -> &str {
    let label = control.shown();
    let bare = speaks(label, &[Word::Accept])
        && !speaks(label, &[Word::Terms])
        && !speaks(label, &[Word::Privacy]);
    if bare && !control.row.is_empty() { &control.row } else { label }
}

/// Whether a box asks to accept something: terms or the privacy policy.
pub(super) fn asks(control: &Control) -> bool {
    let label = words(control);
    control.kind == "checkbox"
        && speaks(label, &[Word::Accept])
        && (speaks(label, &[Word::Terms]) || speaks(label, &[Word::Privacy]))
}

/// Whether a text speaks of accepting the terms, by a box or by the order itself.
pub(super) fn speaks_of_accepting_terms(text: &str) -> bool {
    speaks(text, &[Word::Terms, Word::Accept]) || speaks(text, &[Word::Terms, Word::Ordering])
}

/// The acceptance of the terms in a form.
pub(super) fn read(group: &Group, required: impl Fn(&Control) -> bool) -> Option<ConsentReading> {
    let of_terms = |control: &&Control| {
        let label = words(control);
        control.kind == "checkbox"
            && speaks(label, &[Word::Terms])
            && (speaks(label, &[Word::Accept]) || required(control))
            && (!speaks(label, &[Word::Marketing]) || speaks(label, &[Word::Accept]))
    };
    if let Some(control) = group.controls.iter().find(of_terms) {
        let link = control
            .links
            .iter()
            .find(|(words, _)| speaks(words, &[Word::Terms]))
            .or_else(|| control.links.first());
        return Some(ConsentReading {
            present: true,
            required: required(control),
            preticked: control.checked,
            label: words(control).to_owned(),
            links_to: link.map(|(_, address)| address.clone()),
        });
    }
    let sentence = group
        .text
        .split_inclusive(['.', '!', '?'])
        .find(|sentence| speaks(sentence, &[Word::Ordering, Word::Terms, Word::Accept]))?;
    Some(ConsentReading {
        label: sentence.trim().chars().take(300).collect(),
        ..ConsentReading::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::layout::groups;
    use super::*;
    use crate::extract::Document;
    use url::Url;

    fn consent(source: &str) -> Option<ConsentReading> {
        let doc = Document::parse(source, &Url::parse("https://shop.example/").unwrap());
        groups(&doc).first().and_then(|group| read(group, |control| control.required))
    }

    #[test]
    fn a_box_that_accepts_terms_is_consent() {
        let found = consent(
            "<form><label><input type=checkbox required> Jag godkänner <a href='/villkor'>köpvillkoren</a></label></form>",
        )
        .unwrap();
        assert!(found.present && found.required && !found.preticked);
        assert_eq!(found.links_to.as_deref(), Some("https://shop.example/villkor"));
        let ticked = consent(
            "<form><input type=checkbox checked id=c><label for=c>I agree to the terms and conditions</label></form>",
        );
        assert!(ticked.unwrap().preticked);
    }

    #[test]
    fn other_boxes_are_not() {
        for label in ["Ja tack till nyhetsbrev", "Jag har läst integritetspolicyn", "Kom ihåg mig"]
        {
            let source = format!("<form><label><input type=checkbox> {label}</label></form>");
            assert_eq!(consent(&source), None, "{label}");
        }
    }

    #[test]
    fn acceptance_by_ordering_has_no_box() {
        let found = consent(
            "<form><input name=a><p>Hej. Genom att beställa godkänner du våra köpvillkor.</p></form>",
        )
        .unwrap();
        assert!(!found.present);
        assert_eq!(found.label, "Genom att beställa godkänner du våra köpvillkor.");
    }
}
