//! Tells the token that was asked for from what was seen in its place.
//!
//! A text is the token when it is nothing else, white space and quotes aside;
//! letter case does not matter, as no two tokens differ by it. A token within a
//! longer text does not count: such a text may be anybody's, quoted. How long a
//! look takes does not tell how much of a wrong guess was right.

use super::token::{PREFIX, Token};

/// What was seen in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// The token that was asked for, as written.
    Expected(String),
    /// Another token, perhaps an old one, as written.
    Other(String),
    /// No token.
    Nothing,
}

/// Looks through the texts of a place.
#[must_use]
pub fn look<'a>(expected: &Token, texts: impl IntoIterator<Item = &'a str>) -> Sight {
    let mut other = None;
    for text in texts {
        let text = unquoted(text);
        if expected.is(text) {
            return Sight::Expected(text.to_owned());
        }
        let begins = text.get(..PREFIX.len()).is_some_and(|b| b.eq_ignore_ascii_case(PREFIX));
        if begins && other.is_none() {
            other = Some(text.to_owned());
        }
    }
    other.map_or(Sight::Nothing, Sight::Other)
}

/// A text without the white space, byte order mark and quotes around it.
#[must_use]
pub fn unquoted(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{feff}' | '"' | '\'' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}'
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn token(byte: u8) -> Token {
        Token::random([byte; super::super::RANDOM_BYTES])
    }

    #[test]
    fn a_token_is_known_whatever_stands_around_it() {
        let asked = token(1);
        let quoted = format!("\u{feff} \"{}\" ", asked.as_str().to_ascii_uppercase());
        assert!(matches!(look(&asked, ["v=spf1 -all", &quoted]), Sight::Expected(_)));
        assert_eq!(look(&asked, ["v=spf1 -all", ""]), Sight::Nothing);
        assert_eq!(look(&asked, []), Sight::Nothing);
    }

    #[test]
    fn another_token_is_told_and_gives_way_to_the_right_one() {
        let (asked, old) = (token(1), token(2));
        assert_eq!(look(&asked, [old.as_str()]), Sight::Other(old.as_str().to_owned()));
        let both = look(&asked, [old.as_str(), asked.as_str()]);
        assert_eq!(both, Sight::Expected(asked.as_str().to_owned()));
    }

    proptest! {
        /// A token within a longer text never counts.
        #[test]
        fn a_quoted_token_is_no_token(before in "[a-z=:]{0,8}", after in "[a-z0-9=:]{0,8}") {
            prop_assume!(!before.is_empty() || !after.is_empty());
            let asked = token(3);
            let text = format!("{before}{asked}{after}");
            prop_assert!(!matches!(look(&asked, [text.as_str()]), Sight::Expected(_)));
        }

        #[test]
        fn any_text_can_be_looked_at(text in "\\PC{0,60}") {
            let seen = look(&token(4), [text.as_str()]);
            prop_assert!(!matches!(seen, Sight::Expected(_)));
        }
    }
}
