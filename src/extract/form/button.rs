//! Buttons: whether their words say that ordering means paying.
//!
//! Article 8(2) of Directive 2011/83/EU: the button that places an order must be
//! labelled only with words that say that ordering means paying. The vocabulary
//! lists words by how clear they are; the longest phrase that fits decides. An
//! amount beside a verb of paying is clear. Emoji, arrows and punctuation do not
//! count.

use crate::vocabulary::{Buttons, Folded, Language, PhraseSet, Vocabulary};
use std::sync::LazyLock;

/// Longer texts are no labels of buttons.
const MAX_TEXT: usize = 200;

/// What the words of a button do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum Action {
    /// Leads on to the cart or the checkout.
    ToCheckout,
    /// Puts something into the cart.
    AddToCart,
    /// Goes on without saying that an order is placed.
    Insufficient,
    /// Places an order without saying that it is to be paid.
    Weak,
    /// Says that ordering means paying.
    Clear,
    /// A verb of paying, clear beside an amount.
    Pay,
}

/// Phrases of one language, or of all.
type Phrases = PhraseSet<Action>;

static BY_LANGUAGE: LazyLock<Vec<(&'static str, Phrases)>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    languages.iter().map(|l| (l.language.as_str(), phrases([l].into_iter()))).collect()
});

static ALL: LazyLock<Phrases> =
    LazyLock::new(|| phrases(Vocabulary::built_in().languages().iter()));

fn phrases<'a>(languages: impl Iterator<Item = &'a Language>) -> Phrases {
    PhraseSet::new(languages.flat_map(|language| {
        let Buttons { clear, weak, insufficient, pay, add_to_cart, to_checkout } =
            &language.buttons;
        [
            (clear, Action::Clear),
            (weak, Action::Weak),
            (insufficient, Action::Insufficient),
            (pay, Action::Pay),
            (add_to_cart, Action::AddToCart),
            (to_checkout, Action::ToCheckout),
        ]
        .into_iter()
        .flat_map(|(phrases, action)| phrases.iter().map(move |phrase| (phrase, action)))
    }))
}

/// How clearly the words of an order button state the duty to pay: `clear`,
/// `weak` or `insufficient`; none where it is no order button. Without a
/// language all are tried.
#[must_use]
pub fn clarity(
    text: &str,
    language: Option<&str>,
    vocabulary: &Vocabulary,
) -> Option<&'static str> {
    let tag = language.and_then(|tag| vocabulary.language(tag)).map(|l| l.language.as_str());
    let own = tag.and_then(|tag| BY_LANGUAGE.iter().find(|(known, _)| *known == tag));
    // Shops use English buttons on pages in other languages as well.
    let english = BY_LANGUAGE.iter().find(|(known, _)| tag.is_some() && *known == "en");
    let sets = own.into_iter().chain(english).map(|(_, set)| set);
    let actions = sets.chain([&*ALL]).map(|set| order_action(text, set)).find(Option::is_some)?;
    match actions? {
        Action::Clear => Some("clear"),
        Action::Weak => Some("weak"),
        Action::Insufficient => Some("insufficient"),
        Action::Pay | Action::AddToCart | Action::ToCheckout => None,
    }
}

/// What a button's words do, of those that lead on (`AddToCart`, `ToCheckout`).
pub(in crate::extract) fn leads(text: &str, wanted: Action) -> bool {
    let longest = |own: bool| {
        let found = best(text, &ALL, |a| a != Action::Pay && (a == wanted) == own);
        found.map_or(0.0, |(_, coverage)| coverage)
    };
    // "Place order" holds the "order" that leads to a checkout, and is more.
    let own = longest(true);
    own > 0.4 && own >= longest(false)
}

/// The clarity of the words, in one set of phrases.
fn order_action(text: &str, set: &Phrases) -> Option<Action> {
    let folded = folded(text);
    let with_amount = folded.as_str().bytes().any(|b| b.is_ascii_digit());
    if with_amount && set.find(&folded).any(|hit| *hit.value == Action::Pay) {
        return Some(Action::Clear);
    }
    let (order, _) =
        best(text, set, |a| matches!(a, Action::Clear | Action::Weak | Action::Insufficient))?;
    let longest = best(text, set, |a| a != Action::Pay);
    match longest {
        // "Add to cart" holds no duty to pay, though it may hold "buy" or "order".
        Some((Action::AddToCart | Action::ToCheckout, _)) => None,
        _ => Some(order),
    }
}

/// The action of the longest phrase, and how much of the text it covers. Of
/// phrases as long, the one that says more about an order.
fn best(text: &str, set: &Phrases, wanted: impl Fn(Action) -> bool) -> Option<(Action, f32)> {
    let folded = folded(text);
    let whole = folded.as_str().trim().len().max(1) as f32;
    let hit = set
        .find(&folded)
        .filter(|hit| wanted(*hit.value))
        .max_by_key(|hit| (hit.end - hit.start, *hit.value))?;
    Some((*hit.value, (hit.end - hit.start).saturating_sub(2) as f32 / whole))
}

fn folded(text: &str) -> Folded {
    Folded::new(&text.chars().take(MAX_TEXT).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, language: &str) -> Option<&'static str> {
        clarity(text, Some(language).filter(|l| !l.is_empty()), Vocabulary::built_in())
    }

    #[test]
    fn words_are_clear_weak_or_insufficient() {
        for (language, clear, weak, insufficient) in [
            ("sv", "Slutför köp →", "Skicka order", "Fortsätt"),
            ("nb", "Betal nå", "Send bestilling", "Neste"),
            ("da", "Bestil og betal", "Afgiv ordre", "Fortsæt"),
            ("fi", "Tilaa ja maksa", "Lähetä tilaus", "Lähetä"),
            ("en", "🔒 Buy now", "Place order", "Submit"),
            ("de", "Zahlungspflichtig bestellen", "Jetzt bezahlen", "Bestellung abschicken"),
            ("nl", "Bestellen en betalen", "Bestelling plaatsen", "Verder"),
            ("fr", "Commander et payer", "Passer la commande", "Valider"),
            ("es", "Comprar ahora", "Realizar pedido", "Continuar"),
            ("it", "Paga ora", "Invia ordine", "Avanti"),
            ("pl", "Zamawiam i płacę", "Złóż zamówienie", "Dalej"),
        ] {
            assert_eq!(read(clear, language), Some("clear"), "{clear}");
            assert_eq!(read(weak, language), Some("weak"), "{weak}");
            assert_eq!(read(insufficient, language), Some("insufficient"), "{insufficient}");
        }
    }

    #[test]
    fn an_amount_makes_paying_clear() {
        for (text, language) in
            [("Betala 499 kr", "sv"), ("Pay £20", "en"), ("Betal 1.299,-", "nb")]
        {
            assert_eq!(read(text, language), Some("clear"), "{text}");
        }
    }

    #[test]
    fn buttons_that_place_no_order_have_no_clarity() {
        for (text, language) in
            [("Lägg i varukorgen", "sv"), ("Add to cart", "en"), ("Läs mer", "sv"), ("", "en")]
        {
            assert_eq!(read(text, language), None, "{text}");
        }
    }

    #[test]
    fn without_a_language_all_are_tried() {
        assert_eq!(read("zahlungspflichtig bestellen", ""), Some("clear"));
        assert_eq!(read("Complete purchase", "sv"), Some("clear"));
    }

    #[test]
    fn buttons_that_lead_on_are_known() {
        assert!(leads("Köp", Action::AddToCart));
        assert!(leads("In den Warenkorb", Action::AddToCart));
        assert!(leads("Till kassan", Action::ToCheckout));
        assert!(!leads("Złóż zamówienie", Action::ToCheckout));
        assert!(!leads("Läs mer om våra lampor", Action::AddToCart));
    }
}
