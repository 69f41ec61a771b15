//! A first draft of a rule, for somebody to go on from.
//!
//! The draft is a whole rule: it loads, is sound and passes its tests. What only its
//! author can write is marked, and `rules check` tells of each mark that is left.

use super::rule::Level;
use super::shape;
use crate::facts::catalogue::{self, Entry, Field, Kind};

/// What texts that are still to be written hold.
pub(crate) const UNFINISHED: &str = "(to be written)";

/// The line by which editors find the schema of a rule, two folders below the schemas.
pub const EDITOR_LINE: &str = "# yaml-language-server: $schema=../schemas/rule.schema.json";

/// The draft with marks for what is filled in.
const TEMPLATE: &str = include_str!("skeleton.yaml");

/// What is known of a rule that is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// Its folder.
    pub group: &'a str,
    /// Its id.
    pub id: &'a str,
    /// What it requires, in English.
    pub title: Option<&'a str>,
    /// The fact it asks about.
    pub fact: &'a str,
    /// How much it weighs.
    pub level: Level,
}

impl Draft<'_> {
    /// The text of the rule file.
    ///
    /// # Errors
    /// What is wrong with the group, the id or the fact, with the nearest that is right.
    pub fn text(&self) -> Result<String, String> {
        for (what, name) in [("group", self.group), ("id", self.id)] {
            if !shape::is_id(name) {
                return Err(format!(
                    "the {what} `{name}` is not in kebab-case; use lower-case words joined by hyphens"
                ));
            }
        }
        let Some((entry, kind)) = catalogue::resolve(self.fact) else {
            let paths: Vec<&str> = catalogue::entries().map(|entry| entry.path).collect();
            let near = crate::yaml::nearest(self.fact, paths.iter().copied())
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let path = self.fact;
            return Err(format!(
                "there is no fact `{path}`{near} `shopvet facts list` prints them all"
            ));
        };
        let asks = Asks::of(kind, catalogue::words(self.fact));
        Ok(self.whole(entry, &asks))
    }

    fn whole(&self, entry: &Entry, asks: &Asks) -> String {
        let title = self.title.map_or_else(
            || format!("{UNFINISHED} What is required, as a statement that can be true"),
            str::to_owned,
        );
        let (fact, path) = (self.fact, entry.path);
        let note = format!("{fact}: {} `shopvet facts show {path}` tells more.", entry.meaning);
        let options = textwrap::Options::new(96).initial_indent("# ").subsequent_indent("# ");
        let fields = [
            ("@id@", self.id),
            ("@level@", self.level.name()),
            ("@group@", self.group),
            ("@meaning@", &textwrap::fill(&note, options)),
            ("@condition@", &asks.condition),
            ("@good@", &asks.good),
            ("@bad@", &asks.bad),
            ("@evidence@", path),
            ("@fact@", fact),
            // Last, as only this one may hold anything.
            ("@title@", &serde_json::Value::from(title).to_string()),
        ];
        let filled = fields
            .into_iter()
            .fold(TEMPLATE.to_owned(), |text, (mark, value)| text.replace(mark, value));
        format!("{EDITOR_LINE}\n{filled}")
    }
}

/// What a draft asks of a fact, and a value each that is right and wrong.
struct Asks {
    condition: String,
    good: String,
    bad: String,
}

impl Asks {
    fn new(condition: &str, good: impl Into<String>, bad: impl Into<String>) -> Self {
        Self { condition: condition.to_owned(), good: good.into(), bad: bad.into() }
    }

    /// The plainest thing that can be asked of a type.
    fn of(kind: Kind, words: &[&str]) -> Self {
        const THERE: &str = "  exists: true";
        let absent = "{absent: true}";
        let quoted = |word: &str| serde_json::Value::from(word).to_string();
        match (kind, words) {
            (Kind::Text, [first, .., last]) => {
                Self::new(&format!("  one-of: [{}]", quoted(first)), quoted(first), quoted(last))
            }
            (Kind::Text, _) => Self::new(THERE, "some text", absent),
            (Kind::Bool, _) => Self::new("  equals: true", "true", "false"),
            (Kind::Number, _) => Self::new("  at-least: 1", "1", "0"),
            (Kind::Date, _) => Self::new("  older-than: 30 days", "2025-06-01", "2025-12-31"),
            (Kind::TextList, [first, .., last]) => Self::new(
                &format!("  includes-any: [{first}]"),
                format!("[{first}]"),
                format!("[{last}]"),
            ),
            (Kind::TextList, _) => Self::new(THERE, "[some text]", absent),
            (Kind::Record(fields), _) => {
                let good = fields.first().map_or_else(String::new, example);
                Self::new(THERE, format!("{{{good}}}"), absent)
            }
            (Kind::RecordList(fields), _) => match fields.first() {
                Some(Field { name, words: [first, .., last], .. }) => Self::new(
                    &format!("  field: {name}\n  includes-any: [{first}]"),
                    format!("[{first}]"),
                    format!("[{last}]"),
                ),
                first => {
                    let good = first.map_or_else(String::new, example);
                    Self::new(THERE, format!("[{{{good}}}]"), absent)
                }
            },
        }
    }
}

/// A field with a value of its type.
fn example(field: &Field) -> String {
    let value = match (field.kind, field.words) {
        (Kind::Text, [first, ..]) => serde_json::Value::from(*first).to_string(),
        (Kind::Text, []) => "some text".to_owned(),
        (Kind::Bool, _) => "true".to_owned(),
        (Kind::Number, _) => "1".to_owned(),
        (Kind::Date, _) => "2025-06-01".to_owned(),
        (Kind::TextList, _) => "[some text]".to_owned(),
        (Kind::Record(_) | Kind::RecordList(_), _) => "{}".to_owned(),
    };
    format!("{}: {value}", field.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Code, Problem, Rule, lint, suite};

    fn draft(fact: &str) -> Draft<'_> {
        Draft { group: "contact", id: "my-rule", title: None, fact, level: Level::Error }
    }

    #[test]
    fn a_draft_about_any_fact_is_sound_and_passes_its_tests() {
        let mut paths: Vec<String> = Vec::new();
        for entry in catalogue::entries() {
            paths.push(entry.path.to_owned());
            if let Kind::Record(fields) = entry.kind {
                paths.extend(fields.iter().map(|field| format!("{}.{}", entry.path, field.name)));
            }
        }
        for path in paths {
            let text = draft(&path).text().unwrap();
            let rule = Rule::read("contact/my-rule.yaml", &text)
                .unwrap_or_else(|found| panic!("{path}: {}", Problem::join(&found)));
            let mut found = lint(&rule);
            let marks = found.len();
            found.retain(|problem| problem.code != Code::UnfinishedText);
            assert!(found.is_empty(), "{path}: {}", Problem::join(&found));
            assert!(marks >= 10, "{path}: only {marks} marks");
            for result in suite::run(&[rule.into()]) {
                assert!(result.passed(), "{path}: {result}");
            }
        }
    }

    #[test]
    fn what_cannot_be_drafted_is_told_with_the_nearest() {
        let wrong = draft("contact.emial").text().unwrap_err();
        assert!(wrong.contains("did you mean `contact.emails`?"), "{wrong}");
        let wrong = Draft { id: "My_Rule", ..draft("contact.emails") }.text().unwrap_err();
        assert!(wrong.contains("kebab-case"), "{wrong}");
    }

    #[test]
    fn a_title_may_hold_what_yaml_takes_for_signs() {
        let title = Some("E-mail: \"shown\" # everywhere");
        let text = Draft { title, ..draft("contact.emails") }.text().unwrap();
        let rule = Rule::read("contact/my-rule.yaml", &text).unwrap();
        assert_eq!(Some(rule.title.get("en")), title);
    }
}
