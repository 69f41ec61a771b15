//! Sentences that belong to no rule, by language: `rules/texts.yaml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static SOURCE: &str = include_str!("../../rules/texts.yaml");

type Texts = BTreeMap<String, BTreeMap<String, String>>;

static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    let read = crate::yaml::read::<Texts>(SOURCE, "rules/texts.yaml");
    // A test reads the file, so it is never broken in what ships.
    debug_assert!(read.is_ok(), "{read:?}");
    read.unwrap_or_default()
});

/// The sentence of a key in a language, else in English, else nothing.
pub(super) fn text(key: &str, language: &str) -> &'static str {
    let primary = language.split(['-', '_']).next().unwrap_or(language);
    TEXTS
        .get(key)
        .and_then(|by_language| by_language.get(primary).or_else(|| by_language.get("en")))
        .map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_is_there_in_every_language() {
        let reasons = crate::facts::Reason::ALL.iter().map(|r| format!("reason-{}", r.code()));
        let own = ["not-applicable", "out-of-effect", "error"].map(str::to_owned);
        for key in reasons.chain(own) {
            let key = key.as_str();
            assert_ne!(text(key, "en"), "");
            for language in ["sv-SE", "nb", "da", "fi", "de"] {
                assert_ne!(text(key, language), text(key, "en"), "{key} {language}");
            }
            assert_eq!(text(key, "xx"), text(key, "en"));
        }
    }
}
