//! What words on the way to the checkout mean, in all languages at once.
//!
//! Shops mix languages, and the walk meets messages before it knows whose they
//! are; so nothing here asks for a language.

use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::sync::LazyLock;

/// Longer texts are no words of a control.
const MAX_TEXT: usize = 300;

/// What words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Guest,
    OutOfStock,
    Added,
    ChooseFirst,
    EmptyCart,
    MinimumOrder,
    SignIn,
    Closed,
    Date,
    Remove,
    Update,
    NextStep,
}

static WORDS: LazyLock<PhraseSet<Word>> = LazyLock::new(|| {
    PhraseSet::new(Vocabulary::built_in().languages().iter().flat_map(|language| {
        let (walk, buttons) = (&language.walk, &language.buttons);
        let lists = [
            (&buttons.to_payment, Word::NextStep),
            (&buttons.to_review, Word::NextStep),
            (&walk.guest, Word::Guest),
            (&walk.out_of_stock, Word::OutOfStock),
            (&walk.added, Word::Added),
            (&walk.choose_first, Word::ChooseFirst),
            (&walk.empty_cart, Word::EmptyCart),
            (&walk.minimum_order, Word::MinimumOrder),
            (&walk.sign_in_to_buy, Word::SignIn),
            (&walk.closed, Word::Closed),
            (&walk.date, Word::Date),
            (&walk.remove, Word::Remove),
            (&walk.update, Word::Update),
        ];
        lists.into_iter().flat_map(|(list, word)| list.iter().map(move |phrase| (phrase, word)))
    }))
});

/// Whether a text says this anywhere.
pub(super) fn says(text: &str, word: Word) -> bool {
    !text.is_empty() && WORDS.find(&Folded::new(text)).any(|hit| *hit.value == word)
}

/// Whether a short text says little but this.
pub(super) fn is(text: &str, word: Word) -> bool {
    let start: String = text.chars().take(MAX_TEXT).collect();
    let folded = Folded::new(&start);
    let whole = folded.as_str().trim().len().max(1);
    let longest = WORDS.find(&folded).filter(|hit| *hit.value == word);
    let longest = longest.map(|hit| hit.end - hit.start).max().unwrap_or(0);
    // The longest phrase with the spaces around it is half of what is said.
    longest.saturating_sub(2) * 2 >= whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_sentences_and_told_from_controls() {
        assert!(says("Sorry, this lamp is sold out until May.", Word::OutOfStock));
        assert!(is("Fortsätt som gäst", Word::Guest) && is("Ta bort", Word::Remove));
        assert!(!is("Read how we remove stains from wool and linen", Word::Remove));
        assert!(!says("Lamp of brass", Word::OutOfStock));
    }
}
