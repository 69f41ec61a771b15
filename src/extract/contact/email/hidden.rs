//! Addresses spelt so that robots miss them and people do not.

use crate::vocabulary::{Contact, Vocabulary, fold};
use regex::Regex;
use std::sync::LazyLock;

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
    hidden_at(text).into_iter().map(|(_, address)| address).collect()
}

pub(super) fn hidden_at(text: &str) -> Vec<(usize, String)> {
    let (Some(patterns), Some(point)) = (HIDDEN.as_ref(), POINT.as_ref()) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    // Brackets are rare, and so the first pattern is not tried on most text.
    let brackets = text.contains(['[', '(', '{', '<', '«', '|']);
    for (wanted, regex, with_word) in [
        (brackets, &patterns.bracketed, false),
        (true, &patterns.named, false),
        (true, &patterns.spelt, true),
        (brackets && text.contains('@'), &patterns.dotted, false),
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
            all.push((local.start(), format!("{}@{}", local.as_str(), labels.join("."))));
        }
    }
    all
}

fn is_dot_word(word: &str) -> bool {
    let word = fold(word);
    Vocabulary::built_in()
        .languages()
        .iter()
        .any(|l| l.contact.dot_words.iter().any(|dot| fold(dot) == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_for_the_sign_and_the_dot() {
        assert_eq!(hidden("Skriv till hej [at] tallbod [punkt] se"), ["hej@tallbod.se"]);
        assert_eq!(hidden("Vi sitter at Stora torget dot 5"), [] as [&str; 0]);
    }

    #[test]
    fn the_patterns_are_well_formed() {
        assert!(HIDDEN.is_some() && POINT.is_some());
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_come(text in "\\PC{0,120}") {
            for (place, _) in hidden_at(&text) {
                assert!(text.is_char_boundary(place));
            }
        }
    }
}
