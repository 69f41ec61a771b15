//! What the words of a control say, in all languages at once.
//!
//! Shops mix languages, and a wrong guess of the language must not let an order
//! pass, so every phrase of every vocabulary counts. A phrase that orders is void
//! where it is part of a longer one that does something else ("order history");
//! where the same words do both ("Köp" puts into the cart on one page and orders
//! on another) that is said, and the form decides. Nothing is cut: words at the
//! end of a long label count as well.

use super::tokens::is_invisible;
use crate::vocabulary::{Folded, Marks, PhraseSet, Vocabulary, fold};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Say {
    Order,
    Vague,
    Onward,
    ToPayment,
    ToReview,
    ToCheckout,
    Add,
    Buy,
    Guest,
    Refuse,
    Aside,
    Login,
    Registration,
    Newsletter,
    Wallet,
    Delivery,
}

impl Say {
    /// Whether a phrase that orders is void within one that says this.
    const fn covers(self) -> bool {
        matches!(
            self,
            Self::ToPayment
                | Self::ToReview
                | Self::ToCheckout
                | Self::Add
                | Self::Guest
                | Self::Refuse
                | Self::Aside
        )
    }
}

/// What the words of a control say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing that words can say")]
pub(super) struct Words {
    /// They order or pay.
    pub(super) order: bool,
    /// All words do so.
    pub(super) only_order: bool,
    /// They buy: the cart on one page, an order on another.
    pub(super) buy: bool,
    /// They buy by words that a vocabulary also lists for the cart.
    pub(super) buy_into_cart: bool,
    /// They lead to the checkout on one page and order on another.
    pub(super) checkout_or_order: bool,
    /// They lead to the payment on one page and pay on another.
    pub(super) payment_or_pay: bool,
    /// They confirm or send, and nobody knows what.
    pub(super) vague: bool,
    /// They go on to a next step.
    pub(super) onward: bool,
    /// They go on to the choice of a payment.
    pub(super) to_payment: bool,
    /// They go on to a last look at the order.
    pub(super) to_review: bool,
    /// They go on to the checkout or the cart.
    pub(super) to_checkout: bool,
    /// They put something into the cart.
    pub(super) add: bool,
    /// They go on without an account.
    pub(super) guest: bool,
    /// They refuse what is not necessary.
    pub(super) refuse: bool,
    /// They sign in.
    pub(super) login: bool,
    /// They make an account.
    pub(super) registration: bool,
    /// They subscribe.
    pub(super) newsletter: bool,
    /// They name a wallet.
    pub(super) wallet: bool,
    /// They speak of a delivery.
    pub(super) delivery: bool,
    /// There is no word.
    pub(super) none: bool,
}

struct Phrases {
    /// Without small words.
    stripped: PhraseSet<Say>,
    /// As written.
    raw: PhraseSet<Say>,
    filler: HashSet<String>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    let filler: HashSet<String> =
        languages.iter().flat_map(|l| &l.buttons.filler).map(|word| fold(word)).collect();
    let mut all: Vec<(String, Say)> = Vec::new();
    for language in languages {
        let words = &language.buttons;
        let purpose = |key: &str| language.forms.purposes.get(key).map_or(&[] as &[String], |p| p);
        let lists: [(&[String], Say); 18] = [
            (&words.clear, Say::Order),
            (&words.duty, Say::Order),
            (&words.weak, Say::Order),
            (&words.pay, Say::Order),
            (&words.insufficient, Say::Vague),
            (&words.onward, Say::Onward),
            (&words.to_payment, Say::ToPayment),
            (&words.to_review, Say::ToReview),
            (&words.to_checkout, Say::ToCheckout),
            (&words.add_to_cart, Say::Add),
            (&words.buy, Say::Buy),
            (&language.walk.guest, Say::Guest),
            (&language.banner.refuse, Say::Refuse),
            (&words.aside, Say::Aside),
            (&language.prices.shipping, Say::Delivery),
            (purpose("login"), Say::Login),
            (purpose("registration"), Say::Registration),
            (purpose("newsletter"), Say::Newsletter),
        ];
        for (phrases, say) in lists {
            all.extend(phrases.iter().map(|phrase| (phrase.clone(), say)));
        }
    }
    all.extend(Marks::built_in().wallets.iter().map(|name| (name.clone(), Say::Wallet)));
    let stripped = all.iter().map(|(phrase, say)| {
        let star = |open: bool| if open { "*" } else { "" };
        let (start, end) = (star(phrase.starts_with('*')), star(phrase.ends_with('*')));
        (format!("{start}{}{end}", without(&fold(phrase), &filler)), *say)
    });
    Phrases { stripped: PhraseSet::new(stripped), raw: PhraseSet::new(all.clone()), filler }
});

/// The Latin letter that a letter of another script looks like, where there is one.
fn as_latin(c: char) -> char {
    if u32::from(c) < 0x370 || !c.is_alphabetic() {
        return c;
    }
    let mut alike =
        unicode_security::skeleton(c.encode_utf8(&mut [0; 4])).collect::<Vec<char>>().into_iter();
    match (alike.next(), alike.next()) {
        (Some(latin), None) if latin.is_ascii_alphabetic() => latin,
        _ => c,
    }
}

/// A folded text without the small words, where others remain.
fn without(folded: &str, filler: &HashSet<String>) -> String {
    let rest: Vec<&str> = folded.split(' ').filter(|word| !filler.contains(*word)).collect();
    if rest.is_empty() { folded.to_owned() } else { rest.join(" ") }
}

struct Hit {
    at: Range<usize>,
    say: Say,
}

fn hits(set: &PhraseSet<Say>, text: &Folded) -> Vec<Hit> {
    set.find(text).map(|hit| Hit { at: hit.start..hit.end, say: *hit.value }).collect()
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// How a phrase that orders stands to the others.
enum Order {
    /// It is part of something else.
    Void,
    /// The same words do this too.
    Also(Say),
    /// It orders.
    Plain,
}

fn weigh(order: &Hit, all: &[Hit]) -> Order {
    let mut also = None;
    for other in all.iter().filter(|other| within(&order.at, &other.at)) {
        if other.at.len() > order.at.len() {
            if other.say.covers() {
                return Order::Void;
            }
        } else if matches!(other.say, Say::Add | Say::Buy | Say::ToCheckout | Say::ToPayment) {
            // What a page may mean by it, the cart before the checkout before the payment.
            let rank = |say: Say| match say {
                Say::Add => 0,
                Say::Buy => 1,
                Say::ToCheckout => 2,
                _ => 3,
            };
            also = also.filter(|known| rank(*known) <= rank(other.say)).or(Some(other.say));
        }
    }
    also.map_or(Order::Plain, Order::Also)
}

impl Words {
    /// Reads the words of a control.
    pub(super) fn of(text: &str) -> Self {
        let phrases = &*PHRASES;
        let text: String = text.chars().filter(|c| !is_invisible(*c)).map(as_latin).collect();
        let raw = Folded::new(&text);
        let stripped = Folded::new(&without(&fold(&text), &phrases.filler));
        let mut out = Self { none: raw.as_str().trim().is_empty(), ..Self::default() };
        let found = hits(&phrases.stripped, &stripped);
        let mut ordering: Vec<&Range<usize>> = Vec::new();
        for hit in found.iter().filter(|hit| hit.say == Say::Order) {
            match weigh(hit, &found) {
                Order::Void => {}
                Order::Plain => {
                    out.order = true;
                    ordering.push(&hit.at);
                }
                Order::Also(Say::Add) => {
                    out.buy = true;
                    out.buy_into_cart = true;
                }
                Order::Also(Say::Buy) => out.buy = true,
                Order::Also(Say::ToCheckout) => out.checkout_or_order = true,
                Order::Also(_) => out.payment_or_pay = true,
            }
        }
        if !out.order && (out.buy || out.checkout_or_order || out.payment_or_pay) {
            // "Buy now" is more than "buy": with its small words it only orders.
            let found = hits(&phrases.raw, &raw);
            out.order = found
                .iter()
                .filter(|hit| hit.say == Say::Order)
                .any(|hit| matches!(weigh(hit, &found), Order::Plain));
        }
        out.only_order = out.order && covers_all(&stripped, &ordering);
        let says = |say: Say| found.iter().any(|hit| hit.say == say);
        out.to_payment = says(Say::ToPayment);
        out.to_review = says(Say::ToReview);
        out.to_checkout = says(Say::ToCheckout);
        out.add = says(Say::Add);
        out.guest = says(Say::Guest);
        out.refuse = says(Say::Refuse);
        out.wallet = says(Say::Wallet);
        out.delivery = says(Say::Delivery);
        let bare = |say: Say| {
            found.iter().filter(|hit| hit.say == say).any(|hit| {
                !found.iter().any(|other| {
                    within(&hit.at, &other.at)
                        && (other.say.covers() || other.say == Say::Onward)
                        && (other.at.len() > hit.at.len() || other.say != Say::Aside)
                })
            })
        };
        out.onward = found.iter().filter(|hit| hit.say == Say::Onward).any(|hit| {
            // "Continue shopping" goes elsewhere.
            !found.iter().any(|other| {
                other.say == Say::Aside
                    && within(&hit.at, &other.at)
                    && other.at.len() > hit.at.len()
            })
        });
        out.vague = bare(Say::Vague);
        out.login = bare(Say::Login);
        out.registration = bare(Say::Registration);
        out.newsletter = bare(Say::Newsletter);
        out
    }
}

/// Whether nothing but these phrases stands in a text.
fn covers_all(text: &Folded, phrases: &[&Range<usize>]) -> bool {
    text.as_str()
        .char_indices()
        .filter(|(_, c)| *c != ' ')
        .all(|(at, _)| phrases.iter().any(|phrase| phrase.contains(&at)))
}

/// Whether the words of an address order or pay, where they are more than one
/// word: many shops call a whole checkout by the word for an order.
pub(super) fn address_orders(spoken: &str) -> bool {
    let phrases = &*PHRASES;
    let text = Folded::new(spoken);
    let found = hits(&phrases.raw, &text);
    found.iter().filter(|hit| hit.say == Say::Order).any(|hit| {
        let several = text.as_str().get(hit.at.clone()).is_some_and(|t| t.trim().contains(' '));
        several && matches!(weigh(hit, &found), Order::Plain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::form::button::clarity;

    #[test]
    fn whatever_extraction_calls_an_order_is_one_here_or_in_doubt() {
        let vocabulary = Vocabulary::built_in();
        for language in vocabulary.languages() {
            let words = &language.buttons;
            for phrase in words.clear.iter().chain(&words.duty).chain(&words.weak) {
                let text = phrase.replace('*', "");
                assert!(clarity(&text, None, vocabulary).is_some(), "{text}");
                let read = Words::of(&text);
                assert!(
                    read.order || read.buy || read.checkout_or_order || read.payment_or_pay,
                    "{} {text}: {read:?}",
                    language.language
                );
            }
        }
    }

    #[test]
    fn small_words_make_buying_an_order() {
        for (text, buy, order) in [
            ("Köp", true, false),
            ("Köp nu", true, true),
            ("Kaufen", true, false),
            ("Jetzt kaufen", true, true),
            ("Buy", true, false),
            ("Buy now", true, true),
            ("Add to cart", false, false),
            ("Order history", false, false),
            ("Place order", false, true),
        ] {
            let words = Words::of(text);
            assert_eq!((words.buy, words.order), (buy, order), "{text}: {words:?}");
        }
    }

    #[test]
    fn characters_that_take_no_room_hide_nothing() {
        assert!(Words::of("P\u{200d}ay no\u{2060}w").order);
        assert!(Words::of("Place\u{feff}\u{a0}order").order);
        // Cyrillic letters that look Latin.
        assert!(Words::of("Continue and \u{440}\u{430}\u{443}").order);
    }

    #[test]
    fn the_end_of_a_long_label_counts() {
        assert!(Words::of(&format!("{} place order", "lamp ".repeat(500))).order);
    }

    #[test]
    fn addresses_speak_all_languages_too() {
        for text in
            ["bestellung abschicken zahlungspflichtig bestellen", "slutfor kop", "zloz zamowienie"]
        {
            assert!(address_orders(text), "{text}");
        }
        for text in ["order", "bestellung", "commande", "payment terminal", "cart add"] {
            assert!(!address_orders(text), "{text}");
        }
    }
}
