//! Addresses and identifiers cut into words, and technical marks found in them.
//!
//! A path, a field name, a key of JSON and the name of an operation say the same
//! in many spellings. They are cut at capitals, digits and punctuation, after
//! percent-encoding is undone as often as there is any; a mark counts however its
//! words are joined, as long as it begins and ends where words do. So
//! `/orderly-desk` holds no `order`.

use crate::vocabulary::fold;
use std::ops::Range;

/// Percent-encoding is undone at most so often.
const LAYERS: usize = 5;

/// One word of an address or identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    /// Which part of the path it stands in.
    part: usize,
}

/// The words of an address or identifier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tokens(Vec<Word>);

impl Tokens {
    /// Cuts a text.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Vec::new();
        for (part, piece) in
            decoded(text).split(['/', '\\']).filter(|piece| !piece.is_empty()).enumerate()
        {
            for word in cut(piece) {
                // Folding may find a border that cutting did not.
                words.extend(
                    fold(&word)
                        .split(' ')
                        .filter(|word| !word.is_empty())
                        .map(|word| Word { text: word.to_owned(), part }),
                );
            }
        }
        Self(words)
    }

    /// The words with a space between.
    pub(super) fn spoken(&self) -> String {
        self.0.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// All letters and digits, with nothing between.
    pub(super) fn squeezed(&self) -> String {
        self.0.iter().map(|word| word.text.as_str()).collect()
    }

    /// Every place where one of the marks stands.
    pub(super) fn find<'a>(
        &'a self,
        marks: &'a [Mark],
    ) -> impl Iterator<Item = Range<usize>> + use<'a> {
        marks.iter().flat_map(move |mark| {
            (0..self.0.len()).filter_map(move |start| {
                let end = self.fits(mark, start)?;
                Some(start..end)
            })
        })
    }

    /// Whether one of the marks stands here.
    pub(super) fn says(&self, marks: &[Mark]) -> bool {
        self.find(marks).next().is_some()
    }

    /// Whether one of the marks stands here that is not part of something longer
    /// which is harmless.
    pub(super) fn says_but(&self, marks: &[Mark], harmless: &[Mark]) -> bool {
        let covers: Vec<Range<usize>> = self.find(harmless).collect();
        self.find(marks).any(|hit| !covers.iter().any(|cover| covered(&hit, cover)))
    }

    /// Whether a mark takes up whole parts of the path: `/order/confirm`, and not
    /// `/order-confirm-sign`.
    pub(super) fn is_called(&self, marks: &[Mark], harmless: &[Mark]) -> bool {
        let covers: Vec<Range<usize>> = self.find(harmless).collect();
        self.find(marks).any(|hit| {
            let part = |at: usize| self.0.get(at).map(|word| word.part);
            let begins = hit.start == 0 || part(hit.start - 1) != part(hit.start);
            let ends = hit.end >= self.0.len() || part(hit.end - 1) != part(hit.end);
            begins && ends && !covers.iter().any(|cover| covered(&hit, cover))
        })
    }

    /// Whether these are the words of a mark and no others.
    pub(super) fn is(&self, marks: &[Mark]) -> bool {
        self.find(marks).any(|hit| hit == (0..self.0.len()))
    }

    /// Whether the last part of the path that is neither a number nor a key ends
    /// in one of the marks, or is one where the `whole` part is asked for.
    pub(super) fn ends_with(&self, marks: &[Mark], harmless: &[Mark], whole: bool) -> bool {
        let mut end = self.0.len();
        let begins = |at: usize| {
            let part = |at: usize| self.0.get(at).map(|word| word.part);
            at == 0 || part(at - 1) != part(at)
        };
        while let Some(last) = self.0.get(..end).and_then(<[Word]>::last) {
            let part = last.part;
            let start = self.0.iter().position(|word| word.part == part).unwrap_or(end);
            let words = self.0.get(start..end).unwrap_or_default();
            if !is_key(words) {
                break;
            }
            end = start;
        }
        let covers: Vec<Range<usize>> = self.find(harmless).collect();
        self.find(marks)
            .filter(|hit| hit.end == end && (!whole || begins(hit.start)))
            .any(|hit| !covers.iter().any(|cover| covered(&hit, cover)))
    }

    /// Where a mark that starts here ends.
    fn fits(&self, mark: &Mark, start: usize) -> Option<usize> {
        let mut at = start;
        for piece in &mark.0 {
            at = match piece {
                Piece::Words(joined) => self.eat(joined, at)?,
                Piece::AnyPart => {
                    let part = self.0.get(at)?.part;
                    if at == 0 || self.0.get(at - 1)?.part == part {
                        return None;
                    }
                    self.0.iter().rposition(|word| word.part == part)? + 1
                }
            };
        }
        Some(at)
    }

    fn eat(&self, joined: &str, start: usize) -> Option<usize> {
        let mut rest = joined;
        let mut at = start;
        while !rest.is_empty() {
            rest = rest.strip_prefix(self.0.get(at)?.text.as_str())?;
            at += 1;
        }
        Some(at)
    }
}

/// Whether a hit is part of something longer.
fn covered(hit: &Range<usize>, cover: &Range<usize>) -> bool {
    cover.start <= hit.start && hit.end <= cover.end && cover.len() > hit.len()
}

/// Whether words are a number or a key that a machine made.
fn is_key(words: &[Word]) -> bool {
    let letters: usize = words.iter().map(|word| word.text.chars().count()).sum();
    let digits: usize =
        words.iter().map(|w| w.text.chars().filter(char::is_ascii_digit).count()).sum();
    digits > 0 && (digits * 4 >= letters || (words.len() > 4 && letters >= 16))
}

/// A technical mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// Words, joined.
    Words(String),
    /// One whole part of a path.
    AnyPart,
}

impl Mark {
    /// Reads a mark as the file writes it.
    pub(super) fn read(text: &str) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for word in text.split_whitespace() {
            match (word, pieces.last_mut()) {
                ("*", _) => pieces.push(Piece::AnyPart),
                (word, Some(Piece::Words(joined))) => joined.push_str(&fold(word)),
                (word, _) => pieces.push(Piece::Words(fold(word))),
            }
        }
        Self(pieces)
    }

    /// The letters of a mark that is long enough to be known within a longer
    /// word.
    pub(super) fn squeezed(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Piece::Words(joined)] if joined.len() >= 9 => Some(joined),
            _ => None,
        }
    }
}

/// A text without percent-encoding, however often it was encoded.
pub(super) fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..LAYERS {
        if !text.contains('%') {
            break;
        }
        let next = undone(&text);
        if next == text {
            break;
        }
        text = next;
    }
    text
}

fn undone(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    while let Some(byte) = bytes.get(at) {
        let pair =
            (*byte == b'%').then(|| Some((digit(bytes.get(at + 1))?, digit(bytes.get(at + 2))?)));
        match pair.flatten() {
            Some((high, low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b' '));
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Cuts at everything that is no letter or digit, and where letter case or kind
/// turns.
fn cut(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous: Option<char> = None;
    let mut chars = text.chars().filter(|c| !is_invisible(*c)).peekable();
    while let Some(c) = chars.next() {
        if !c.is_alphanumeric() {
            previous = None;
            continue;
        }
        let next_small = chars.peek().is_some_and(|next| next.is_lowercase());
        let turn = previous.is_none_or(|last| {
            (c.is_uppercase() && last.is_lowercase())
                || (c.is_uppercase() && last.is_uppercase() && next_small)
                || c.is_numeric() != last.is_numeric()
        });
        match words.last_mut() {
            Some(word) if !turn => word.push(c),
            _ => words.push(c.to_string()),
        }
        previous = Some(c);
    }
    words
}

/// Whether a character takes no room, so that a word is read across it.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str, mark: &str) -> bool {
        Tokens::of(text).says(&[Mark::read(mark)])
    }

    #[test]
    fn a_mark_counts_however_its_words_are_joined() {
        for text in [
            "place-order",
            "place_order",
            "placeOrder",
            "PlaceOrder",
            "PLACE ORDER",
            "placeorder",
            "PLACEORDER",
            "/place/order/",
            "checkout.placeOrder",
            "%70lace%2Dorder",
            "%2570laceOrder",
            "pla\u{200d}ce_order",
            "woocommerce_checkout_place_order",
            "Place%20Order!",
        ] {
            assert!(says(text, "place order"), "{text}");
        }
        for text in ["/orderly-desk", "replaceorder", "place-orders", "placed-order", ""] {
            assert!(!says(text, "place order"), "{text}");
        }
        assert!(!says("/orderly-desk", "order"));
    }

    #[test]
    fn a_star_is_one_part_of_a_path() {
        assert!(says("/rest/V1/guest-carts/aB3dE5x/order", "carts * order"));
        assert!(!says("/guest-carts/a/b/order", "carts * order"));
        assert!(!says("/guest-carts-a-order", "carts * order"));
    }

    #[test]
    fn whole_parts_are_told_from_names_that_hold_a_mark() {
        let marks = [Mark::read("place order"), Mark::read("order confirm")];
        for (text, called) in [
            ("/checkout/place-order", true),
            ("/order/confirm/12", true),
            ("/place-order-sign", false),
            ("/sign/place-order-blue", false),
        ] {
            assert_eq!(Tokens::of(text).is_called(&marks, &[]), called, "{text}");
        }
    }

    #[test]
    fn keys_at_the_end_of_an_address_do_not_hide_its_last_word() {
        let marks = [Mark::read("orders")];
        for (text, ends) in [
            ("/api/orders", true),
            ("/api/orders/", true),
            ("/api/orders/1234", true),
            ("/api/orders/3f2b8c1e-90ab-4cde-8f12-a1b2c3d4e5f6", true),
            ("/api/orders/1234/note", false),
            ("/orders/populate", false),
        ] {
            assert_eq!(Tokens::of(text).ends_with(&marks, &[], false), ends, "{text}");
        }
    }

    #[test]
    fn what_is_part_of_something_harmless_does_not_count() {
        let (marks, harmless) = ([Mark::read("new order")], [Mark::read("new order line")]);
        assert!(!Tokens::of("newOrderLine").says_but(&marks, &harmless));
        assert!(Tokens::of("newOrder").says_but(&marks, &harmless));
    }
}
