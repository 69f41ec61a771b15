//! Buttons: whether their words say that ordering means paying.
//!
//! Article 8(2) of Directive 2011/83/EU: the button that places an order must be
//! labelled only with words that say that ordering means paying. The vocabulary
//! lists words by how clear they are; the longest phrase that fits decides, small
//! words such as "my" and "now" left out on both sides. A verb of paying beside an
//! order, or beside an amount, is clear, and so is a statement of the duty to pay
//! whatever verb it stands with, unless the button speaks of something free too.
//! Emoji, arrows and punctuation do not count.

use crate::vocabulary::{Folded, Language, Marks, PhraseMatch, PhraseSet, Vocabulary, fold};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Longer texts are no labels of buttons.
const MAX_TEXT: usize = 200;

/// What the words of a button do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Action {
    /// Does something else than order.
    Aside,
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
    /// States the duty to pay by itself.
    Duty,
    /// Speaks of something that costs nothing.
    Free,
    /// Only goes on to a next step.
    Onward,
}

impl Action {
    /// Whether the phrase only bears on what others mean.
    const fn is_aid(self) -> bool {
        matches!(self, Self::Pay | Self::Duty | Self::Free | Self::Onward)
    }
}

/// Phrases of one language, or of all, and the small words left out of them.
struct Phrases {
    set: PhraseSet<Action>,
    filler: HashSet<String>,
}

static BY_LANGUAGE: LazyLock<Vec<(&'static str, Phrases)>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    languages.iter().map(|l| (l.language.as_str(), Phrases::of(std::slice::from_ref(l)))).collect()
});

static ALL: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(Vocabulary::built_in().languages()));

static WALLETS: LazyLock<PhraseSet<&'static str>> = LazyLock::new(|| {
    PhraseSet::new(Marks::built_in().wallets.iter().map(|name| (name, name.as_str())))
});

impl Phrases {
    fn of(languages: &[Language]) -> Self {
        let filler: HashSet<String> =
            languages.iter().flat_map(|l| &l.buttons.filler).map(|word| fold(word)).collect();
        let set = PhraseSet::new(languages.iter().flat_map(|language| {
            let words = &language.buttons;
            let lists = [
                (&words.clear, Action::Clear),
                (&words.duty, Action::Duty),
                (&words.weak, Action::Weak),
                (&words.insufficient, Action::Insufficient),
                (&words.onward, Action::Onward),
                (&words.pay, Action::Pay),
                (&words.add_to_cart, Action::AddToCart),
                (&words.to_checkout, Action::ToCheckout),
                (&words.aside, Action::Aside),
                (&language.prices.free, Action::Free),
            ];
            let filler = &filler;
            lists.into_iter().flat_map(move |(phrases, action)| {
                phrases.iter().map(move |phrase| {
                    let star = |open: bool| if open { "*" } else { "" };
                    let (start, end) = (star(phrase.starts_with('*')), star(phrase.ends_with('*')));
                    (format!("{start}{}{end}", without(&fold(phrase), filler)), action)
                })
            })
        }));
        Self { set, filler }
    }

    /// A text folded for these phrases.
    fn folded(&self, text: &str) -> Folded {
        let start: String = text.chars().take(MAX_TEXT).collect();
        Folded::new(&without(&fold(&start), &self.filler))
    }
}

/// A folded text without the small words, where others remain.
fn without(folded: &str, filler: &HashSet<String>) -> String {
    let rest: Vec<&str> = folded.split(' ').filter(|word| !filler.contains(*word)).collect();
    if rest.is_empty() { folded.to_owned() } else { rest.join(" ") }
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
    match sets.chain([&*ALL]).find_map(|set| action(text, set))? {
        Action::Clear => Some("clear"),
        Action::Weak => Some("weak"),
        Action::Insufficient => Some("insufficient"),
        _ => None,
    }
}

/// What a button's words do, of those that lead on (`AddToCart`, `ToCheckout`).
pub(crate) fn leads(text: &str, wanted: Action) -> bool {
    let folded = ALL.folded(text);
    let longest = |own: bool| {
        let counts = |a: Action| !a.is_aid() && a != Action::Aside && (a == wanted) == own;
        best(&folded, &ALL.set, counts).map_or(0, |hit| hit.end - hit.start)
    };
    // "Place order" holds the "order" that leads to a checkout, and is more.
    let (own, other) = (longest(true), longest(false));
    let whole = folded.as_str().trim().len().max(1);
    own.saturating_sub(2) as f32 > 0.4 * whole as f32 && own >= other
}

/// What the words of a button do, in whatever language.
pub(crate) fn does(text: &str) -> Option<Action> {
    action(text, &ALL)
}

/// Whether the words only lead to a next step ("continue", "next").
pub(crate) fn goes_on(text: &str) -> bool {
    let folded = ALL.folded(text);
    ALL.set.find(&folded).any(|hit| *hit.value == Action::Onward)
}

/// Whether the words name a wallet, whose button passes the form by.
pub(crate) fn names_wallet(text: &str) -> bool {
    WALLETS.matches(&Folded::new(text))
}

/// The wallet that the words name, by its longest name.
pub(super) fn wallet(text: &str) -> Option<&'static str> {
    let folded = Folded::new(text);
    WALLETS.find(&folded).max_by_key(|hit| hit.end - hit.start).map(|hit| *hit.value)
}

/// What the words do, by one set of phrases.
fn action(text: &str, phrases: &Phrases) -> Option<Action> {
    let folded = phrases.folded(text);
    let set = &phrases.set;
    let speaks = |wanted: Action| set.find(&folded).any(|hit| *hit.value == wanted);
    if speaks(Action::Duty) {
        return Some(if speaks(Action::Free) { Action::Insufficient } else { Action::Clear });
    }
    let with_amount = folded.as_str().bytes().any(|b| b.is_ascii_digit());
    if with_amount && speaks(Action::Pay) {
        return Some(Action::Clear);
    }
    // "Add to cart" holds no duty to pay, though it may hold "buy" or "order".
    let longest = best(&folded, set, |a| !a.is_aid())?;
    if !matches!(*longest.value, Action::Weak | Action::Insufficient) {
        return Some(*longest.value);
    }
    // "Place order and pay": the verb of paying stands beside the order, and "confirm
    // and order" is more than "confirm"; "continue to order" only goes on.
    let onward = speaks(Action::Onward);
    let beside = set
        .find(&folded)
        .filter(|hit| hit.start + 1 >= longest.end || hit.end <= longest.start + 1)
        .map(|hit| *hit.value)
        .filter(|action| *action == Action::Clear || (*action == Action::Weak && !onward))
        .max();
    Some(beside.map_or(*longest.value, |other| other.max(*longest.value)))
}

/// The longest phrase. Of phrases as long, the one that says more about an order.
fn best<'a>(
    folded: &'a Folded,
    set: &'a PhraseSet<Action>,
    wanted: impl Fn(Action) -> bool,
) -> Option<PhraseMatch<'a, Action>> {
    set.find(folded)
        .filter(|hit| wanted(*hit.value))
        .max_by_key(|hit| (hit.end - hit.start, *hit.value))
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
