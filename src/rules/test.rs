//! The closed list of tests: what each wants on its right side, and of which types of
//! fact it may be made.

use super::compare::{self, Moment};
use super::compile::{Compiler, Items, Type};
use super::leaf::{Operand, Test};
use super::problem::Code;
use super::shape::wrong;
use crate::facts::catalogue::{self, Kind};
use crate::vocabulary::PhraseSet;
use crate::yaml::{Node, Tree};
use serde_json::Value;
use std::sync::Arc;

/// The names of the tests of a leaf.
pub(crate) const TESTS: [&str; 16] = [
    "exists",
    "equals",
    "one-of",
    "contains-any",
    "matches",
    "at-least",
    "at-most",
    "before",
    "after",
    "older-than",
    "younger-than",
    "includes-all",
    "includes-any",
    "same-name-as",
    "same-number-as",
    "same-site-as",
];

/// The longest regular expression, in bytes.
const MAX_PATTERN: usize = 500;
/// The largest compiled regular expression, in bytes.
const MAX_PROGRAM: usize = 1 << 20;

impl Compiler<'_, '_> {
    /// Compiles a test on a subject of a type.
    pub(crate) fn test(
        &mut self,
        name: &str,
        node: &Node,
        found: Type,
        items: Option<Items>,
    ) -> Option<Test> {
        if !self.fits(name, node, found) {
            return None;
        }
        match name {
            "exists" => match node.value {
                Tree::Bool(wanted) => Some(Test::Exists(wanted)),
                _ => {
                    wrong(node, "true or false", self.out);
                    None
                }
            },
            "equals" => self.operand(node, found, items, false).map(Test::Equals),
            "one-of" => self.operand(node, found, items, true).map(Test::Equals),
            "contains-any" => self.phrases(node),
            "matches" => self.pattern(node),
            "at-least" => self.number(node, items).map(Test::AtLeast),
            "at-most" => self.number(node, items).map(Test::AtMost),
            "before" => self.moment(node, items).map(Test::Before),
            "after" => self.moment(node, items).map(Test::After),
            "older-than" => self.ago(node).map(Test::Before),
            "younger-than" => self.ago(node).map(Test::After),
            "includes-all" => self.operand(node, found, items, true).map(Test::IncludesAll),
            "includes-any" => self.operand(node, found, items, true).map(Test::IncludesAny),
            "same-name-as" => self.text_operand(node, items).map(Test::SameName),
            "same-number-as" => self.text_operand(node, items).map(Test::SameNumber),
            "same-site-as" => self.text_operand(node, items).map(Test::SameSite),
            _ => None,
        }
    }

    /// Whether the test may be made on a fact of this type.
    fn fits(&mut self, name: &str, node: &Node, found: Type) -> bool {
        let scalar = !found.many;
        let fits = match name {
            "exists" => true,
            "equals" | "one-of" => scalar && !matches!(found.kind, Kind::Record(_)),
            "contains-any" | "matches" | "same-name-as" | "same-number-as" | "same-site-as" => {
                found.kind == Kind::Text
            }
            "at-least" | "at-most" => scalar && matches!(found.kind, Kind::Number | Kind::Text),
            "before" | "after" | "older-than" | "younger-than" => {
                scalar && found.kind == Kind::Date
            }
            "includes-all" | "includes-any" => found.many && !matches!(found.kind, Kind::Record(_)),
            _ => true,
        };
        if !fits {
            let message = format!("`{name}` cannot be asked of {}", describe(found));
            self.out.help(Code::TestNotForType, node.at, message, advice(name, found));
        }
        fits
    }

    /// The right side: `{fact: ..}` or values of the type.
    fn operand(
        &mut self,
        node: &Node,
        found: Type,
        items: Option<Items>,
        list: bool,
    ) -> Option<Operand> {
        if let Tree::Map(_) = node.value {
            let (right, other) = self.subject(node, items)?;
            if other.kind != found.kind || (other.many && !list) {
                let message =
                    format!("{} cannot be compared with {}", describe(found), describe(other));
                self.out.push(Code::TestNotForType, super::shape::place(node), message);
                return None;
            }
            return Some(Operand::Of(right));
        }
        let values = match self.literal(node)? {
            Value::Array(values) if list => values,
            _ if list => {
                wrong(node, "a list", self.out);
                return None;
            }
            Value::Array(_) => {
                let message = "`equals` compares with one value";
                self.out.help(Code::WrongType, node.at, message, "use one-of for a list");
                return None;
            }
            value => vec![value],
        };
        let mut good = true;
        for (index, value) in values.iter().enumerate() {
            // A value out of a param has no place of its own.
            let at = node.items().get(index).unwrap_or(node);
            good &= self.literal_of(at, value, found);
        }
        good.then_some(Operand::Values(values))
    }

    fn literal_of(&mut self, node: &Node, value: &Value, found: Type) -> bool {
        let expected = match (found.kind, value) {
            (Kind::Text, Value::String(text)) => {
                return super::shape::word(node, text, found.words, self.out);
            }
            (Kind::Bool, Value::Bool(_)) | (Kind::Number, Value::Number(_)) => return true,
            (Kind::Date, Value::String(text)) => {
                if super::shape::date(text).is_none() {
                    super::shape::bad_date(node, text, self.out);
                    return false;
                }
                return true;
            }
            (Kind::Bool, _) => "true or false",
            (Kind::Number, _) => "a number",
            (Kind::Date, _) => "a date",
            _ => "text",
        };
        wrong(node, expected, self.out);
        false
    }

    /// Text, a list of text, or a fact that is text.
    fn text_operand(&mut self, node: &Node, items: Option<Items>) -> Option<Operand> {
        if let Tree::Map(_) = node.value {
            let (right, other) = self.subject(node, items)?;
            if other.kind != Kind::Text {
                let message = format!("expected text, found {}", describe(other));
                let help = advice("same-name-as", other);
                self.out.help(Code::TestNotForType, super::shape::place(node), message, help);
                return None;
            }
            return Some(Operand::Of(right));
        }
        // The commonest slip: the path of a fact where a name is wanted.
        if let Some(path) = node.text().filter(|path| catalogue::resolve(path).is_some()) {
            let message = format!("`{path}` is the path of a fact, not a value");
            let help = format!("write {{fact: {path}}}");
            self.out.help(Code::WrongType, node.at, message, help);
            return None;
        }
        let values = match self.literal(node)? {
            Value::Array(values) => values,
            value => vec![value],
        };
        if values.iter().all(Value::is_string) {
            return Some(Operand::Values(values));
        }
        wrong(node, "text", self.out);
        None
    }

    fn number(&mut self, node: &Node, items: Option<Items>) -> Option<Operand> {
        if let Tree::Map(_) = node.value {
            let (right, other) = self.subject(node, items)?;
            if other.many || !matches!(other.kind, Kind::Number | Kind::Text) {
                let message = format!("expected a number, found {}", describe(other));
                self.out.push(Code::TestNotForType, super::shape::place(node), message);
                return None;
            }
            return Some(Operand::Of(right));
        }
        let value = self.literal(node)?;
        if compare::number(&value).is_err() {
            wrong(node, "a number", self.out);
            return None;
        }
        Some(Operand::Values(vec![value]))
    }

    fn moment(&mut self, node: &Node, items: Option<Items>) -> Option<Moment> {
        if let Tree::Map(_) = node.value {
            let (right, other) = self.subject(node, items)?;
            if other.many || other.kind != Kind::Date {
                let message = format!("expected a date, found {}", describe(other));
                self.out.push(Code::TestNotForType, super::shape::place(node), message);
                return None;
            }
            return Some(Moment::Of(right));
        }
        let value = self.literal(node)?;
        let moment = value.as_str().and_then(compare::moment);
        if moment.is_none() {
            let message = format!("{value} is not a date");
            let help = "write 2026-11-23, as-of, as-of + 30 days, or {fact: ..}";
            self.out.help(Code::BadDate, node.at, message, help);
        }
        moment
    }

    /// So long before the as-of date.
    fn ago(&mut self, node: &Node) -> Option<Moment> {
        let value = self.literal(node)?;
        let span = value.as_str().and_then(compare::duration);
        if span.is_none() {
            let message = format!("{value} is not a duration");
            let help = "write a number and days, weeks, months or years: 90 days";
            self.out.help(Code::BadDuration, node.at, message, help);
        }
        span.map(|span| Moment::AsOf(span.negate()))
    }

    fn phrases(&mut self, node: &Node) -> Option<Test> {
        let value = self.literal(node)?;
        let phrases: Option<Vec<&str>> =
            value.as_array().map(|list| list.iter().map(Value::as_str).collect()).unwrap_or(None);
        let Some(phrases) = phrases else {
            wrong(node, "a list", self.out);
            return None;
        };
        let set = PhraseSet::new(phrases.into_iter().map(|phrase| (phrase, ())));
        Some(Test::ContainsAny(Arc::new(set)))
    }

    fn pattern(&mut self, node: &Node) -> Option<Test> {
        let value = self.literal(node)?;
        let Some(text) = value.as_str() else {
            wrong(node, "text", self.out);
            return None;
        };
        if text.len() > MAX_PATTERN {
            let message = format!("the pattern is longer than {MAX_PATTERN} characters");
            self.out.push(Code::BadPattern, node.at, message);
            return None;
        }
        match regex::RegexBuilder::new(text).size_limit(MAX_PROGRAM).nest_limit(32).build() {
            Ok(pattern) => Some(Test::Matches(Box::new(pattern))),
            Err(error) => {
                let text = error.to_string();
                let reason = text.lines().last().unwrap_or_default().trim_start_matches("error: ");
                let message = format!("the pattern does not compile: {reason}");
                let help = "quote patterns with single quotes, in which a backslash is itself";
                self.out.help(Code::BadPattern, node.at, message, help);
                None
            }
        }
    }
}

fn describe(found: Type) -> &'static str {
    match (found.many, found.kind) {
        (false, Kind::Text) => "text",
        (false, Kind::Bool) => "true or false",
        (false, Kind::Number) => "a number",
        (false, Kind::Date) => "a date",
        (false, Kind::Record(_)) => "a record",
        (true, Kind::Record(_)) | (_, Kind::RecordList(_)) => "a list of records",
        (true, _) | (_, Kind::TextList) => "a list",
    }
}

fn advice(test: &str, found: Type) -> String {
    match (found.kind, found.many) {
        (Kind::Record(fields), many) => {
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            let names = names.join(", ");
            if many {
                format!("name a field with `field:` ({names}), or use some, every, none or count")
            } else {
                format!("let the path go on to a field: {names}")
            }
        }
        (_, true) => "use includes-any, or some, every, none or count over the items".to_owned(),
        (kind, false) => {
            let single = |test: &&&str| match (**test, kind) {
                ("exists", _) => true,
                ("equals" | "one-of", _) => true,
                ("includes-all" | "includes-any", _) => false,
                ("before" | "after" | "older-than" | "younger-than", Kind::Date) => true,
                ("at-least" | "at-most", Kind::Number | Kind::Text) => true,
                (
                    "contains-any" | "matches" | "same-name-as" | "same-number-as" | "same-site-as",
                    Kind::Text,
                ) => true,
                _ => false,
            };
            let known: Vec<&str> =
                TESTS.iter().filter(single).copied().filter(|name| *name != test).collect();
            format!("tests for it are {}", known.join(", "))
        }
    }
}
