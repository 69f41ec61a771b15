//! Addresses spelt so that robots miss them and people do not.

use super::super::cues::{Cue, Mark, marks_of};
use crate::vocabulary::{Contact, Vocabulary, fold};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Longer texts between brackets are no word for the sign or the dot.
const LONGEST_WORD: usize = 40;

/// What of a hidden address a text holds; worked out by cheap means, since the
/// patterns are dear and most texts hold nothing of the kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    /// A name of the sign.
    name: bool,
    /// A word for the dot.
    dot: bool,
    /// The sign, or a word for it, between brackets.
    at_in_brackets: bool,
    /// A dot, or a word for it, between brackets.
    dot_in_brackets: bool,
}

impl Signs {
    /// What a text holds whose cues are known.
    pub(super) fn of(text: &str, marks: &[Mark]) -> Self {
        let mut signs = Self::default();
        for mark in marks {
            signs.name |= mark.cue == Cue::AtName;
            signs.dot |= mark.cue == Cue::DotWord;
        }
        for (at, byte) in text.bytes().enumerate() {
            if matches!(byte, b'[' | b'(' | b'{' | b'<' | b'|' | 0xC2) {
                signs.bracket(text, at);
            }
        }
        signs
    }

    /// Looks into the bracket that opens at a place.
    fn bracket(&mut self, text: &str, at: usize) {
        let mut rest = text.get(at..).unwrap_or("").chars();
        if !rest.next().is_some_and(|c| "[({<«|".contains(c)) {
            return;
        }
        let rest = rest.as_str();
        let head = rest.get(..rest.floor_char_boundary(LONGEST_WORD)).unwrap_or("");
        let Some(end) = head.find([']', ')', '}', '>', '»', '|']) else { return };
        let inner = head.get(..end).unwrap_or("").trim();
        match inner {
            "" => {}
            "@" => self.at_in_brackets = true,
            "." => self.dot_in_brackets = true,
            word => {
                let word = fold(word).replace(' ', "");
                self.at_in_brackets |= WORDS.at.contains(&word);
                self.dot_in_brackets |= WORDS.dot.contains(&word);
            }
        }
    }
}

/// The words for the sign and the dot, folded and without spaces.
struct Words {
    at: HashSet<String>,
    dot: HashSet<String>,
    /// The small words of all languages, which no domain is called.
    small: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { at: HashSet::new(), dot: HashSet::new(), small: HashSet::new() };
    let plain = |word: &String| fold(word).replace(' ', "");
    for language in Vocabulary::built_in().languages() {
        let contact = &language.contact;
        words.at.extend(contact.at_words.iter().chain(&contact.at_names).map(plain));
        words.dot.extend(contact.dot_words.iter().map(plain));
        words.small.extend(language.pages.function_words.iter().map(|word| word.to_lowercase()));
    }
    words
});

struct Hidden {
    bracketed: Regex,
    named: Regex,
    spelt: Regex,
    dotted: Regex,
}

static HIDDEN: LazyLock<Option<Hidden>> = LazyLock::new(|| {
    let words = |pick: fn(&Contact) -> &[String]| {
        let mut list: Vec<String> = Vocabulary::built_in()
            .languages()
            .iter()
            .flat_map(|language| pick(&language.contact))
            .map(|word| regex::escape(word).replace(' ', r"\s?"))
            .collect();
        // The longest first, because the first alternative that fits is taken.
        list.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        list.dedup();
        list.join("|")
    };
    let at = words(|contact| &contact.at_words);
    let name = words(|contact| &contact.at_names);
    let dot = words(|contact| &contact.dot_words);
    let local = r"(?P<local>[\p{L}\p{N}](?:[\p{L}\p{N}._+-]*[\p{L}\p{N}])?)";
    let open = r"[\[({<«|]";
    let close = r"[\])}>»|]";
    let label = r"[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?";
    // A dot, a bracketed dot or word, or a word between spaces.
    let point = format!(r"(?:\s?{open}\s?(?:{dot}|\.)\s?{close}\s?|\.|\s(?:{dot})\s)");
    let domain = format!(r"(?P<domain>{label}(?:{point}{label}){{1,4}})");
    let build =
        |middle: &str, domain: &str| Regex::new(&format!(r"(?i){local}{middle}{domain}")).ok();
    // Without brackets a common word needs a dot spelt out as well, and in the
    // same language, or half a sentence would do.
    let spelt: Vec<String> = Vocabulary::built_in()
        .languages()
        .iter()
        .filter_map(|language| {
            let plain = |list: &[String]| {
                let words: Vec<String> = list
                    .iter()
                    .filter(|word| word.chars().count() > 1)
                    .map(|word| regex::escape(word))
                    .collect();
                (!words.is_empty()).then(|| words.join("|"))
            };
            let (at, dot) =
                (plain(&language.contact.at_words)?, plain(&language.contact.dot_words)?);
            Some(format!(r"\s(?:{at})\s{label}(?:\s(?:{dot})\s{label}){{1,4}}"))
        })
        .collect();
    let spelt = format!(r"(?i){local}(?P<domain>{})", spelt.join("|"));
    Some(Hidden {
        bracketed: build(&format!(r"\s?{open}\s?(?:{at}|{name}|@)\s?{close}\s?"), &domain)?,
        // Without brackets or spaces the name has to stand as a word.
        named: build(&format!(r"(?:\s(?:{name})\s|[-_.](?:{name})[-_.])"), &domain)?,
        spelt: Regex::new(&spelt).ok()?,
        dotted: Regex::new(&format!(
            r"(?i){local}@(?P<domain>{label}(?:\.{label})*(?:\s?{open}\s?(?:{dot}|\.)\s?{close}\s?{label}){{1,3}})"
        ))
        .ok()?,
    })
});

static POINT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\s\[\](){}<>«»|]+").ok());

/// Addresses spelt so that robots miss them.
pub(super) fn hidden(text: &str) -> Vec<String> {
    // The shortest is `a(at)b.se`.
    if text.len() < 9 {
        return Vec::new();
    }
    let signs = Signs::of(text, &marks_of(text));
    hidden_at(text, signs).into_iter().map(|(_, address)| address).collect()
}

/// The same with their places, in a text of which is known what it holds.
pub(super) fn hidden_at(text: &str, signs: Signs) -> Vec<(usize, String)> {
    let Signs { name, dot, at_in_brackets, dot_in_brackets } = signs;
    if !(name || dot || at_in_brackets || dot_in_brackets) {
        return Vec::new();
    }
    let (Some(patterns), Some(point)) = (HIDDEN.as_ref(), POINT.as_ref()) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (wanted, regex, with_word) in [
        (at_in_brackets, &patterns.bracketed, false),
        (name, &patterns.named, false),
        (dot, &patterns.spelt, true),
        (dot_in_brackets && text.contains('@'), &patterns.dotted, false),
    ] {
        if !wanted {
            continue;
        }
        for found in regex.captures_iter(text) {
            let (Some(local), Some(domain)) = (found.name("local"), found.name("domain")) else {
                continue;
            };
            // What is not a label of the domain is a way to write the dot.
            let domain = domain.as_str().trim_start();
            let labels: Vec<&str> = point
                .split(domain)
                .skip(usize::from(with_word))
                .flat_map(|part| part.split('.'))
                .filter(|part| !part.is_empty() && !is_dot_word(part))
                .collect();
            // *Nor at the point in time* holds no domain but small words.
            let small = |label: &&&str| WORDS.small.contains(&label.to_lowercase());
            if with_word && labels.first().filter(small).is_some() {
                continue;
            }
            all.push((local.start(), format!("{}@{}", local.as_str(), labels.join("."))));
        }
    }
    all
}

fn is_dot_word(word: &str) -> bool {
    WORDS.dot.contains(&fold(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_for_the_sign_and_the_dot() {
        assert_eq!(hidden("Skriv till hej [at] tallbod [punkt] se"), ["hej@tallbod.se"]);
        assert_eq!(hidden("Vi sitter at Stora torget dot 5"), [] as [&str; 0]);
        assert_eq!(hidden("It ends neither then nor at the point in time."), [] as [&str; 0]);
    }

    #[test]
    fn the_patterns_are_well_formed() {
        assert!(HIDDEN.is_some() && POINT.is_some());
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_come(text in "\\PC{0,120}") {
            let all = Signs { name: true, dot: true, at_in_brackets: true, dot_in_brackets: true };
            for (place, _) in hidden_at(&text, all) {
                assert!(text.is_char_boundary(place));
            }
        }
    }
}
