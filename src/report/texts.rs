//! The report's own words in each language it speaks.
//!
//! What rules say comes from rule files; this is what stands around it:
//! headings, labels, the sentence under the verdict. One YAML file a language
//! beside the templates, all with the same keys.

use std::collections::BTreeMap;
use std::sync::LazyLock;

type Table = BTreeMap<String, String>;

static TABLES: LazyLock<BTreeMap<&'static str, Table>> = LazyLock::new(|| {
    [
        ("en", include_str!("templates/en.yaml")),
        ("sv", include_str!("templates/sv.yaml")),
        ("nb", include_str!("templates/nb.yaml")),
        ("da", include_str!("templates/da.yaml")),
        ("fi", include_str!("templates/fi.yaml")),
        ("de", include_str!("templates/de.yaml")),
    ]
    .into_iter()
    .map(|(language, text)| {
        // A test reads every file, so a default never shows.
        (language, crate::yaml::read(text, language).unwrap_or_default())
    })
    .collect()
});

/// Languages that reports can be written in, BCP 47.
pub const LANGUAGES: &[&str] = &["en", "sv", "nb", "da", "fi", "de"];

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Texts {
    table: &'static Table,
}

impl Texts {
    /// The words of a language, English where it is not spoken.
    #[must_use]
    pub fn of(language: &str) -> Self {
        static EMPTY: Table = Table::new();
        let table = TABLES.get(language).or_else(|| TABLES.get("en")).unwrap_or(&EMPTY);
        Self { table }
    }

    /// The words of a table, of those who have more to say.
    pub(crate) const fn from(table: &'static Table) -> Self {
        Self { table }
    }

    /// The words for a key; the key itself where a file lacks it.
    #[must_use]
    pub fn get<'a>(&self, key: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.table.get(key).map_or(key, String::as_str)
    }

    /// The words for a key with `{name}` replaced by values.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut out = String::with_capacity(rest.len() + 32);
        // In one go: what a value says is never filled in itself.
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            let gap = rest[at + 1..].split_once('}');
            let known = gap.and_then(|(gap, after)| {
                values.iter().find(|(name, _)| *name == gap).map(|(_, value)| (value, after))
            });
            match known {
                Some((value, after)) => {
                    out.push_str(value);
                    rest = after;
                }
                None => {
                    out.push('{');
                    rest = &rest[at + 1..];
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// Words for a count: `key-one` for 1, `key-many` else, `{n}` filled in.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "many" };
        self.fill(&format!("{key}-{form}"), &[("n", &n.to_string())])
    }

    /// The whole table, for templates.
    #[must_use]
    pub fn table(&self) -> &'static BTreeMap<String, String> {
        self.table
    }
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
    fn values_are_filled_in_and_no_gaps_of_theirs() {
        let values = [("until", "{owner} {"), ("owner", "{reason}"), ("reason", "r")];
        let text = Texts::of("en").fill("waived-until", &values);
        assert_eq!(text, "Waived until {owner} { by {reason}; r");
        assert_eq!(Texts::of("en").fill("waived-until", &[]), Texts::of("en").get("waived-until"));
    }

    #[test]
    fn every_language_has_the_same_keys() {
        let english: Vec<_> = Texts::of("en").table().keys().collect();
        assert!(english.len() > 20);
        for language in LANGUAGES {
            let keys: Vec<_> = Texts::of(language).table().keys().collect();
            assert_eq!(keys, english, "{language}");
            for (key, text) in Texts::of(language).table() {
                assert_eq!(gaps(text), gaps(Texts::of("en").get(key)), "{language} {key}");
            }
        }
    }
}
