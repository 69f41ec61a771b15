//! Conditions in words.
//!
//! A condition is told from the file as written, so that a param is named and not only
//! its value. Facts, fields and values stand between backticks; each format shows those
//! in its own way. The tree has the same branches as the trace of the condition.

use crate::report::texts::Texts;
use crate::rules::Params;
use crate::yaml::{Node, Tree};
use serde::Serialize;
use serde_json::Value;

/// A statement, and those it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prose {
    /// The statement; it ends in a colon where parts follow.
    pub text: String,
    /// What it is made of.
    pub parts: Vec<Self>,
}

/// The longest value shown within a sentence, in characters.
const MAX_VALUE: usize = 80;

/// A condition in words; `params` are the values in force.
pub(super) fn tell(node: &Node, params: &Params, words: Texts) -> Prose {
    Teller { params, words }.condition(node)
}

/// A value between backticks, cut to what fits in a sentence.
pub(super) fn code(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(code).collect();
            let all = items.join(", ");
            if all.chars().count() <= MAX_VALUE {
                return all;
            }
            // Whole items, so that no backtick is left alone.
            let mut shown: Vec<&str> = Vec::new();
            let mut length = 0;
            for item in &items {
                length += item.chars().count() + 2;
                if length > MAX_VALUE && !shown.is_empty() {
                    break;
                }
                shown.push(item);
            }
            return shown.join(", ") + ", …";
        }
        other => other.to_string(),
    };
    // A backtick inside would end the span.
    let text = text.replace('`', "'");
    let mut cut: String = text.chars().take(MAX_VALUE).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    format!("`{cut}`")
}

struct Teller<'a> {
    params: &'a Params,
    words: Texts,
}

impl Teller<'_> {
    fn condition(&self, node: &Node) -> Prose {
        let Some(entry) = node.entries().first() else { return Prose::leaf(String::new()) };
        let words = self.words;
        match entry.key.as_str() {
            form @ ("all-of" | "any-of") => Prose {
                text: words.get(form).to_owned(),
                parts: entry.value.items().iter().map(|part| self.condition(part)).collect(),
            },
            "not" => {
                let inner = self.condition(&entry.value);
                // The tree keeps the branch, as the trace does.
                let text = if inner.parts.is_empty() {
                    words.fill("not-leaf", &[("claim", &inner.text)])
                } else {
                    words.get("not").to_owned()
                };
                Prose { text, parts: vec![inner] }
            }
            form @ ("some" | "every" | "none" | "count") => self.over(form, &entry.value),
            _ => Prose::leaf(self.leaf(node)),
        }
    }

    fn over(&self, form: &str, node: &Node) -> Prose {
        let words = self.words;
        let fact = node.get("fact").and_then(Node::text).unwrap_or_default();
        let list = format!("`{fact}`");
        let part = |key: &str| node.get(key).map(|part| self.condition(part));
        let (filter, claim) = (part("where"), part("that"));
        let whole = filter.is_none() && claim.is_none();
        let under =
            |head: &str, part| Prose { text: words.get(head).to_owned(), parts: vec![part] };
        // With one of the two, it follows the head; with both, each says what it is.
        let parts = match (filter, claim) {
            (Some(filter), Some(claim)) => vec![under("where", filter), under("that", claim)],
            (filter, claim) => filter.into_iter().chain(claim).collect(),
        };
        let bound = ["at-least", "at-most", "equals"]
            .into_iter()
            .find_map(|bound| Some((bound, node.get(bound)?)));
        let text = match bound.filter(|_| form == "count") {
            Some((bound, value)) => {
                let head = if whole { "count-whole" } else { "count" };
                let n = self.value(value);
                words.fill(&format!("{head}-{bound}"), &[("n", &n), ("list", &list)])
            }
            None => words.fill(form, &[("list", &list)]),
        };
        Prose { text, parts }
    }

    fn leaf(&self, node: &Node) -> String {
        let named = |entry: &&crate::yaml::Entry| !matches!(entry.key.as_str(), "fact" | "field");
        let Some(test) = node.entries().iter().find(named) else { return String::new() };
        let subject = self.subject(node);
        let key = match (test.key.as_str(), &test.value.value) {
            ("exists", Tree::Bool(false)) => "not-exists",
            (key, _) => key,
        };
        let value = self.value(&test.value);
        self.words.fill(&format!("test-{key}"), &[("subject", &subject), ("value", &value)])
    }

    /// What a leaf or the right side of a comparison is about.
    fn subject(&self, node: &Node) -> String {
        let name = |key: &str| node.get(key).and_then(Node::text);
        match (name("fact"), name("field")) {
            (Some(fact), Some(field)) => {
                let (field, list) = (format!("`{field}`"), format!("`{fact}`"));
                self.words.fill("field-of", &[("field", &field), ("list", &list)])
            }
            (Some(fact), None) => format!("`{fact}`"),
            (None, Some("value")) => self.words.get("value-field").to_owned(),
            (None, Some(field)) => self.words.fill("field", &[("field", &format!("`{field}`"))]),
            (None, None) => String::new(),
        }
    }

    fn value(&self, node: &Node) -> String {
        match &node.value {
            Tree::Map(_) => self.subject(node),
            Tree::Text(text) => match text.strip_prefix('$') {
                Some(name) => {
                    let value = self.params.get(name).map_or_else(|| "–".to_owned(), code);
                    let name = format!("`{name}`");
                    self.words.fill("param", &[("value", &value), ("name", &name)])
                }
                None => code(&node.json()),
            },
            _ => code(&node.json()),
        }
    }
}

impl Prose {
    fn leaf(text: String) -> Self {
        Self { text, parts: Vec::new() }
    }

    /// Every statement in order with its depth, for formats that write lines. What a
    /// negated statement says is not said again below it.
    pub(super) fn lines(&self) -> Vec<(usize, &str)> {
        fn walk<'p>(prose: &'p Prose, depth: usize, out: &mut Vec<(usize, &'p str)>) {
            out.push((depth, &prose.text));
            for part in prose.shown() {
                walk(part, depth + 1, out);
            }
        }
        let mut out = Vec::new();
        walk(self, 0, &mut out);
        out
    }

    /// The parts that are to be shown below the statement.
    pub(super) fn shown(&self) -> &[Self] {
        if self.text.ends_with(':') { &self.parts } else { &[] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handbook::words;
    use crate::rules::Library;
    use serde_json::json;

    fn told(text: &str, params: &Params) -> String {
        let node = crate::yaml::parse(text).unwrap();
        let prose = tell(&node, params, words("en"));
        let lines: Vec<String> = prose
            .lines()
            .into_iter()
            .map(|(depth, text)| format!("{}{text}", "  ".repeat(depth)))
            .collect();
        lines.join("\n")
    }

    #[test]
    fn a_condition_reads_as_a_tree_of_sentences() {
        let text = "\
all-of:
  - not: {fact: application.customers, equals: businesses}
  - none:
      fact: terms.residue
      where: {field: kind, one-of: $kinds}
      that: {field: excerpt, matches: 'a`b'}
  - fact: identity.legal-names
    field: value
    same-name-as: {fact: application.legal-name}
  - count: {fact: contact.emails, at-least: 2}
";
        let params = [("kinds".to_owned(), json!(["closed-service", "blank"]))].into();
        assert_eq!(
            told(text, &params),
            "\
All of this holds:
  It is not so that `application.customers` is `businesses`
  No item of `terms.residue` is such that:
    of the items of which this holds:
      its field `kind` is one of `closed-service`, `blank` (param `kinds`)
    this holds of it:
      its field `excerpt` matches the pattern `a'b`
  the field `value` of an item of `identity.legal-names` is the same name as `application.legal-name`
  `contact.emails` has at least `2` items"
        );
    }

    #[test]
    fn long_values_are_cut_between_items() {
        let countries: Vec<Value> = (0..60).map(|n| json!(format!("C{n}"))).collect();
        let shown = code(&Value::Array(countries));
        assert!(shown.chars().count() < 100 && shown.ends_with(", …"), "{shown}");
        assert_eq!(shown.matches('`').count() % 2, 0);
    }

    #[test]
    fn every_condition_that_ships_can_be_told_in_every_language() {
        let library = Library::built_in().unwrap();
        for rule in library.rules() {
            for language in crate::handbook::LANGUAGES {
                for key in ["require", "applies-when"] {
                    let Some(node) = rule.source.node.get(key) else { continue };
                    let prose = tell(node, &rule.params, words(language));
                    for (_, text) in prose.lines() {
                        assert!(!text.is_empty(), "{} {language}", rule.id);
                        assert!(!text.contains('{') || text.contains('`'), "{}: {text}", rule.id);
                        assert!(!text.starts_with("test-"), "{}: {text}", rule.id);
                        assert_eq!(text.matches('`').count() % 2, 0, "{}: {text}", rule.id);
                    }
                }
            }
        }
    }
}
