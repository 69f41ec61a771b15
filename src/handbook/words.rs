//! The words that stand around what rules say, by language: one YAML file a language,
//! all with the same keys.

use crate::report::texts::Texts;
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Table = BTreeMap<String, String>;

static TABLES: LazyLock<BTreeMap<&'static str, Table>> = LazyLock::new(|| {
    [
        ("en", include_str!("words/en.yaml")),
        ("sv", include_str!("words/sv.yaml")),
        ("nb", include_str!("words/nb.yaml")),
        ("da", include_str!("words/da.yaml")),
        ("fi", include_str!("words/fi.yaml")),
        ("de", include_str!("words/de.yaml")),
    ]
    .into_iter()
    .map(|(language, text)| {
        // A test reads every file, so a default never shows.
        (language, crate::yaml::read(text, language).unwrap_or_default())
    })
    .collect()
});

/// Languages that pages about rules can be written in, BCP 47.
pub const LANGUAGES: &[&str] = &["en", "sv", "nb", "da", "fi", "de"];

/// The words of a language, a region aside; English where it is not spoken.
#[must_use]
pub fn words(language: &str) -> Texts {
    static EMPTY: Table = Table::new();
    let primary = language.split(['-', '_']).next().unwrap_or(language);
    let table = TABLES.get(primary).or_else(|| TABLES.get("en")).unwrap_or(&EMPTY);
    Texts::from(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The `{name}` of a text that are filled in.
    fn gaps(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn every_language_has_the_same_keys_and_gaps() {
        let english = words("en").table();
        assert!(english.len() > 100);
        for language in LANGUAGES {
            let table = words(language).table();
            let (keys, wanted): (Vec<_>, Vec<_>) =
                (table.keys().collect(), english.keys().collect());
            assert_eq!(keys, wanted, "{language}");
            for (key, text) in table {
                assert_eq!(gaps(text), gaps(&english[key]), "{language} {key}");
            }
        }
    }

    #[test]
    fn every_group_that_ships_has_a_name() {
        let library = crate::rules::Library::built_in().unwrap();
        for rule in library.rules() {
            assert!(words("en").table().contains_key(&format!("group-{}", rule.group)));
        }
    }
}
