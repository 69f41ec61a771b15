//! Addresses that a script of the page puts together.
//!
//! Counts as evidence: a chain of texts and variables joined by `+` that makes
//! an address, such as `'info' + '@' + 'shop.se'`; a text with `mailto:` in it; texts made
//! of character numbers or turned round. Nothing is run: a variable is known only
//! when a text was assigned to it before. Against: an address that stands in the script in one
//! piece, for it may be anybody's (a library's author, an error log).

use super::encoded::entities;
use super::form::plain;
use aho_corasick::AhoCorasick;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Longer scripts are programs; those that hide an address are short.
const LONGEST: usize = 60_000;
/// The most variables that are remembered.
const MAX_VARIABLES: usize = 500;
/// The longest text that a chain may make.
const MAX_CHAIN: usize = 2_000;
/// Stands in a chain for what is not known.
const UNKNOWN: char = '\u{1}';

/// What a script must hold for an address to come out of it.
static SIGNS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::new(["@", "&#64", "&#x40", "\\x40", "\\u0040", "%40", "fromCharCode"]).ok()
});

/// What data must hold for one: nothing is put together in it.
static SIGNS_IN_DATA: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["mailto:", "&#64", "&#x40", "\\u0040"]).ok());

/// Whether an address may come out of a script.
pub(super) fn is_worth(script: &str) -> bool {
    SIGNS.as_ref().is_some_and(|signs| signs.is_match(script))
}

/// The addresses of a script element, which may hold data and no program.
pub(super) fn addresses_in(script: &str, data: bool) -> Vec<String> {
    if data && !SIGNS_IN_DATA.as_ref().is_some_and(|signs| signs.is_match(script)) {
        return Vec::new();
    }
    addresses(script)
}

/// The addresses that a script puts together.
pub(super) fn addresses(script: &str) -> Vec<String> {
    if script.len() > LONGEST || !is_worth(script) {
        return Vec::new();
    }
    let mut reader = Reader { variables: HashMap::new(), found: Vec::new() };
    reader.read(script);
    reader.found
}

/// One part of a script.
#[derive(Debug, PartialEq)]
enum Token {
    /// A text, and whether it was disguised.
    Text(String, bool),
    /// A name, with what is joined to it by dots.
    Name(String),
    /// `+`
    Plus,
    /// `=`
    Is,
    /// `+=`
    Adds,
    /// Anything else.
    Other,
}

struct Reader {
    variables: HashMap<String, String>,
    found: Vec<String>,
}

/// A chain that is being read.
#[derive(Default)]
struct Chain {
    text: String,
    parts: usize,
    disguised: bool,
    /// The variable that it is assigned to, and whether it is added to it.
    target: Option<(String, bool)>,
}

impl Reader {
    fn read(&mut self, script: &str) {
        let mut rest = script;
        let mut chain = Chain::default();
        // The name that may turn out to be assigned to.
        let mut name: Option<String> = None;
        let mut joined = true;
        while let Some((token, tail)) = next(rest) {
            rest = tail;
            match token {
                Token::Plus => joined = true,
                Token::Is | Token::Adds => {
                    self.close(&mut chain);
                    chain.target = name.take().map(|name| (name, token == Token::Adds));
                    joined = true;
                }
                Token::Text(text, disguised) => {
                    if !joined {
                        self.close(&mut chain);
                    }
                    chain.push(&text);
                    chain.disguised |= disguised;
                    joined = false;
                    name = None;
                }
                Token::Name(word) => {
                    if !joined {
                        self.close(&mut chain);
                    }
                    match self.variables.get(&word) {
                        Some(value) => chain.push(&value.clone()),
                        None => chain.push(&UNKNOWN.to_string()),
                    }
                    joined = false;
                    name = Some(word);
                }
                Token::Other => {
                    self.close(&mut chain);
                    joined = true;
                    name = None;
                }
            }
        }
        self.close(&mut chain);
    }

    fn close(&mut self, chain: &mut Chain) {
        let chain = std::mem::take(chain);
        if chain.parts == 0 {
            return;
        }
        let mut text = chain.text;
        let mut parts = chain.parts;
        if let Some((name, adds)) = chain.target {
            if adds && let Some(before) = self.variables.get(&name) {
                text.insert_str(0, before);
                parts += 1;
            }
            if self.variables.len() < MAX_VARIABLES && text.len() <= MAX_CHAIN {
                self.variables.insert(name, text.clone());
            }
        }
        let decoded = entities(&text);
        let disguised = chain.disguised || parts > 1 || decoded != text;
        if disguised || decoded.contains("mailto:") {
            self.found.extend(
                plain(&decoded)
                    .map(|(_, address)| address.trim_start_matches("mailto:").to_owned()),
            );
        }
    }
}

impl Chain {
    fn push(&mut self, text: &str) {
        self.parts += 1;
        if self.text.len() + text.len() <= MAX_CHAIN {
            self.text.push_str(text);
        }
    }
}

/// The first token of a script, and what follows it.
fn next(script: &str) -> Option<(Token, &str)> {
    let script = skipped(script);
    let first = script.chars().next()?;
    let after = |bytes: usize| script.get(bytes..).unwrap_or("");
    match first {
        '\'' | '"' | '`' => {
            let (text, disguised, rest) = literal(after(1), first);
            Some(match turned(rest) {
                Some(rest) => (Token::Text(text.chars().rev().collect(), true), rest),
                None => (Token::Text(text, disguised), rest),
            })
        }
        '+' if script.starts_with("+=") => Some((Token::Adds, after(2))),
        '+' => Some((Token::Plus, after(1))),
        '=' if script.starts_with("==") || script.starts_with("=>") => {
            Some((Token::Other, after(2)))
        }
        '=' => Some((Token::Is, after(1))),
        c if c.is_alphabetic() || c == '_' || c == '$' => {
            let end = script
                .find(|c: char| !(c.is_alphanumeric() || "_$.".contains(c)))
                .unwrap_or(script.len());
            let name = script.get(..end).unwrap_or("");
            if name.ends_with("fromCharCode")
                && let Some((text, rest)) = characters(after(end))
            {
                return Some((Token::Text(text, true), rest));
            }
            // The keyword before a declaration is no operand.
            if matches!(name, "var" | "let" | "const") {
                return Some((Token::Other, after(end)));
            }
            Some((Token::Name(name.to_owned()), after(end)))
        }
        c => Some((Token::Other, after(c.len_utf8()))),
    }
}

/// Without white space and comments at its beginning.
fn skipped(script: &str) -> &str {
    let mut rest = script.trim_start();
    loop {
        let comment = if rest.starts_with("//") {
            rest.find('\n')
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|at| at + 2)
        } else {
            return rest;
        };
        rest = comment.and_then(|end| rest.get(end..)).unwrap_or("").trim_start();
    }
}

/// The text up to its closing quote, whether it held escapes, and what follows.
fn literal(script: &str, quote: char) -> (String, bool, &str) {
    let mut text = String::new();
    let mut disguised = false;
    let mut chars = script.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return (text, disguised, script.get(at + 1..).unwrap_or(""));
        }
        if c != '\\' {
            text.push(c);
            continue;
        }
        let Some((at, escaped)) = chars.next() else { break };
        let length = match escaped {
            'x' => 2,
            'u' => 4,
            'n' | 't' | 'r' => {
                text.push(' ');
                continue;
            }
            other => {
                text.push(other);
                continue;
            }
        };
        let code = script.get(at + 1..at + 1 + length);
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        if let Some(c) = code.and_then(char::from_u32) {
            text.push(c);
            disguised = true;
            chars.nth(length - 1);
        }
    }
    (text, disguised, "")
}

/// What follows `.split("").reverse().join("")`.
fn turned(rest: &str) -> Option<&str> {
    let tail = rest.trim_start().strip_prefix(".split(")?;
    let head = tail.get(..tail.floor_char_boundary(60))?;
    let reverse = head.find("reverse()")?;
    let join = head.get(reverse..)?.find(".join(")?;
    let end = head.get(reverse + join..)?.find(')')?;
    tail.get(reverse + join + end + 1..)
}

/// The text of `(105, 110, ...)`, and what follows.
fn characters(script: &str) -> Option<(String, &str)> {
    let inner = script.trim_start().strip_prefix('(')?;
    let (numbers, rest) = inner.split_once(')')?;
    let text: Option<String> = numbers
        .split(',')
        .take(MAX_CHAIN)
        .map(|number| char::from_u32(number.trim().parse().ok()?))
        .collect();
    Some((text?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_are_followed_through_their_variables() {
        let found = addresses("var a = 'info'; a += '@'; let b = `shop`; w(a + b + \".se\");");
        assert_eq!(found, ["info@shop.se"]);
        assert_eq!(addresses("w('x' + unknown + '@shop.se')"), [] as [&str; 0]);
        assert_eq!(addresses("// 'a' + '@shop.se'\n/* 'b' + '@shop.se' */"), [] as [&str; 0]);
        assert_eq!(addresses("log({author: 'anna@shop.se'})"), [] as [&str; 0]);
    }

    #[test]
    fn disguised_texts_are_read() {
        for script in [
            "w('mailto:info@shop.se')",
            "w('\\x69nfo\\u0040shop.se')",
            "w(String.fromCharCode(105,110,102,111,64,115,104,111,112,46,115,101))",
            "w('es.pohs@ofni'.split('').reverse().join(''))",
            "w('&#105;nfo&#64;shop.se')",
        ] {
            assert_eq!(addresses(script), ["info@shop.se"], "{script}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_script_may_come(text in "[a-z'\"+=@.\\\\(),;/*ux0-9é ]{0,120}") {
            let _ = addresses(&text);
        }
    }
}
