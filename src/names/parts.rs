//! Cuts a written name into the company itself and what stands around it.
//!
//! Registers, invoices and forms write more than a name into the field of a name: the name a
//! company trades under, whom mail goes to, what it was called before, that it is being wound up,
//! its number. The phrases that part them are data (`words`); here they only say which words
//! belong to what.

use super::tokens::{Found, Token, find_form, tokens};
use super::words::{Cue, Words};

/// Digits in a row from which on they are a number of a register and no part of a name.
const REGISTER_DIGITS: usize = 6;

/// The parts of a written name, each as words.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The company or person itself.
    pub(super) main: Vec<Token>,
    /// Names that it trades under.
    pub(super) trading: Vec<Vec<Token>>,
    /// Names that it has given up.
    pub(super) former: Vec<Vec<Token>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Main,
    Trading,
    Former,
    Dropped,
}

/// Cuts a name into its parts.
pub(super) fn parts(name: &str) -> Parts {
    let tokens = tokens(name);
    let mut segments: Vec<(Role, Vec<Token>)> = vec![(Role::Main, Vec::new())];
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let begun = segments.iter().any(|(_, words)| !words.is_empty());
        let cue = Words::get().cue_at(name, &tokens, at);
        // A phrase before anything else is a name that happens to begin so.
        let next = cue.filter(|_| begun);
        let Some((cue, span)) = next else {
            if !(begun && is_register_number(&tokens, at)) {
                push(&mut segments, token.clone());
            }
            at += 1;
            continue;
        };
        at = span.end.max(at + 1);
        match cue {
            Cue::TradingAs => segments.push((Role::Trading, Vec::new())),
            Cue::CareOf => segments.push((Role::Dropped, Vec::new())),
            Cue::Formerly => segments.push((Role::Former, Vec::new())),
            Cue::BelongsTo | Cue::OwnedBy => {
                for segment in segments.iter_mut().filter(|(role, _)| *role == Role::Main) {
                    segment.0 = Role::Trading;
                }
                segments.push((Role::Main, Vec::new()));
            }
            Cue::Status => {}
            Cue::Number => {
                let figures = tokens.iter().skip(at).take_while(|t| has_digit(&t.text)).count();
                // A label without a number is part of the name.
                if figures == 0 {
                    for token in tokens.get(span).unwrap_or_default() {
                        push(&mut segments, token.clone());
                    }
                }
                at += figures;
            }
        }
    }
    let mut out = Parts::default();
    for (role, words) in segments.into_iter().filter(|(_, words)| !words.is_empty()) {
        match role {
            Role::Main if out.main.is_empty() => split_main(name, words, &mut out),
            Role::Main | Role::Trading => out.trading.push(words),
            Role::Former => out.former.push(words),
            Role::Dropped => {}
        }
    }
    if out.main.is_empty() && !out.trading.is_empty() {
        out.main = out.trading.remove(0);
    }
    out
}

fn push(segments: &mut [(Role, Vec<Token>)], token: Token) {
    if let Some((_, words)) = segments.last_mut() {
        words.push(token);
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a word belongs to a row of figures that is too long for a name.
fn is_register_number(tokens: &[Token], at: usize) -> bool {
    let is_number = |token: &&Token| token.text.bytes().all(|b| b.is_ascii_digit());
    if !tokens.get(at).as_ref().is_some_and(is_number) {
        return false;
    }
    let before = tokens.iter().take(at).rev().take_while(is_number);
    let after = tokens.iter().skip(at).take_while(is_number);
    before.chain(after).map(|token| token.text.len()).sum::<usize>() >= REGISTER_DIGITS
}

/// Parts the company from what stands beside it: after its legal form behind a comma, a dash or
/// brackets, or on the other side of a stroke.
fn split_main(name: &str, words: Vec<Token>, out: &mut Parts) {
    let mut pieces: Vec<Vec<Token>> = vec![Vec::new()];
    let mut end = words.first().map_or(0, |word| word.range.start);
    for word in words {
        let gap = name.get(end..word.range.start).unwrap_or("");
        let apart = [" / ", " | ", " – ", " — "].iter().any(|sign| gap.contains(sign));
        if apart && pieces.last().is_some_and(|piece| !piece.is_empty()) {
            pieces.push(Vec::new());
        }
        end = word.range.end;
        if let Some(piece) = pieces.last_mut() {
            piece.push(word);
        }
    }
    let company = pieces.iter().position(|piece| find_form(name, piece).is_some());
    let mut main = match company {
        Some(at) => pieces.remove(at),
        // Nobody can tell which side is the company.
        None => pieces.drain(..).flatten().collect(),
    };
    out.trading.extend(pieces);
    if let Some(aside) = aside(name, &main) {
        let rest = main.split_off(aside);
        out.trading.push(rest);
    }
    out.main = main;
}

/// Where what stands beside the company begins: the first word after its legal form, parted from
/// it by a sign.
fn aside(name: &str, words: &[Token]) -> Option<usize> {
    let from = |found: &Found| found.tokens.start > 0;
    (2..words.len()).find(|at| {
        let (Some(before), Some(word)) = (words.get(at - 1), words.get(*at)) else { return false };
        let gap = name.get(before.range.end..word.range.start).unwrap_or("");
        let parted = gap.contains([',', '(', '[', ';', ':']) || gap.contains(" - ");
        parted
            && words
                .get(..*at)
                .and_then(|head| find_form(name, head))
                .is_some_and(|found| from(&found) && found.tokens.end == *at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &[Token]) -> String {
        words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn cut(name: &str) -> (String, Vec<String>) {
        let parts = parts(name);
        (shown(&parts.main), parts.trading.iter().map(|words| shown(words)).collect())
    }

    #[test]
    fn the_company_is_told_from_the_names_it_trades_under() {
        for (name, main, trading) in [
            ("Blue Kettle Ltd t/a Red Teapot", "blue kettle ltd", "red teapot"),
            ("Red Teapot, part of Blue Kettle Ltd", "blue kettle ltd", "red teapot"),
            ("Röd Gryta v/Vera Blom", "vera blom", "rod gryta"),
            ("Röd Gryta / Blå Kanna AB", "bla kanna ab", "rod gryta"),
            ("Blå Kanna AB (Röd Gryta)", "bla kanna ab", "rod gryta"),
            ("Blauer Kessel GmbH, Hamburg", "blauer kessel gmbh", "hamburg"),
        ] {
            assert_eq!(cut(name), (main.to_owned(), vec![trading.to_owned()]), "{name}");
        }
        for name in
            ["Blue Kettle (UK) Ltd", "Blue Kettle, Ltd", "Garn, Tyg & Kanna AB", "AB Kanna, Blå"]
        {
            assert!(parts(name).trading.is_empty(), "{name}: {:?}", parts(name));
        }
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        for name in [
            "Blå Kanna AB c/o Röd Gryta AB",
            "Blå Kanna AB i likvidation",
            "Blå Kanna AB (org.nr 559900-0001)",
            "Blå Kanna AB, 559900-0001",
        ] {
            assert_eq!(cut(name), ("bla kanna ab".to_owned(), vec![]), "{name}");
        }
        let former = parts("Blå Kanna AB (formerly Röd Gryta AB)").former;
        assert_eq!(former.iter().map(|words| shown(words)).collect::<Vec<_>>(), ["rod gryta ab"]);
        // Short numbers belong to the name.
        assert_eq!(cut("Kettle 1001 AB").0, "kettle 1001 ab");
        assert_eq!(cut("559900"), ("559900".to_owned(), vec![]));
    }
}
