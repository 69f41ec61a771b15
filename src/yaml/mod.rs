//! Reads YAML that people wrote, strictly, and says where it is wrong.
//!
//! Strict means: `NO` is Norway and not false, `012` is a postal code and not
//! ten, `1_000` is text. Used for rules, packs, vocabulary, applications,
//! waivers and configuration, so that every complaint looks alike.

mod diagnostic;
mod indent;
mod node;

pub use diagnostic::{nearest, render};
pub use node::{Entry, Node, Place, Tree};

use serde::de::DeserializeOwned;
use serde_saphyr::Error;

/// What is wrong with a text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// What kind of mistake it is.
    pub kind: Kind,
    /// Where it is.
    pub at: Place,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Kinds of mistakes that make a text unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Not YAML.
    Syntax,
    /// A tab where spaces are wanted.
    Tab,
    /// A key stands twice in one mapping.
    DuplicateKey,
    /// A key that the format does not have.
    UnknownKey,
    /// A word that is not in the list.
    UnknownWord,
    /// A key that must be there is not.
    MissingKey,
    /// Text for a number, a list for text, ...
    WrongType,
    /// Too deep, too many nodes, too many aliases.
    TooLarge,
}

/// Reads `text` as a `T`; the error is a whole diagnostic that begins with
/// `name:line:column`.
///
/// # Errors
/// What is wrong and where, ready to be shown to a person.
pub fn read<T: DeserializeOwned>(text: &str, name: &str) -> Result<T, String> {
    from_str(text)
        .map_err(|wrong| render(name, text, wrong.at, &wrong.message, wrong.help.as_deref()))
}

/// Reads `text` as a tree in which everything knows its place.
///
/// # Errors
/// The first mistake that makes it unreadable.
pub fn parse(text: &str) -> Result<Node, Complaint> {
    from_str(text)
}

fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, Complaint> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
        budget: serde_saphyr::budget! { max_depth: MAX_DEPTH },
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| explain(&error, text))
}

/// The deepest nesting that is read; far more than any honest file needs.
const MAX_DEPTH: usize = 64;

fn explain(error: &Error, text: &str) -> Complaint {
    let at = error.location().map_or(Place::START, Place::of);
    let did_you_mean = |word: &str, known: &[&'static str]| {
        nearest(word, known.iter().copied())
            .map(|near| format!("did you mean `{near}`?"))
            .or_else(|| Some(format!("known are {}", known.join(", "))))
    };
    let (kind, message, help) = match error.without_snippet() {
        Error::SerdeUnknownField { field, expected, .. } => {
            (Kind::UnknownKey, format!("unknown key `{field}`"), did_you_mean(field, expected))
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => (
            Kind::UnknownWord,
            format!("unknown word `{variant}`"),
            did_you_mean(variant, expected),
        ),
        Error::SerdeMissingField { field, .. } => (
            Kind::MissingKey,
            format!("the key `{field}` is missing"),
            Some(format!("add `{field}:`")),
        ),
        Error::DuplicateMappingKey { key, .. } => (
            Kind::DuplicateKey,
            match key {
                Some(key) => format!("the key `{key}` stands twice"),
                None => "a key stands twice".to_owned(),
            },
            Some("remove one of the two".to_owned()),
        ),
        Error::SerdeInvalidType { unexpected, expected, .. }
        | Error::SerdeInvalidValue { unexpected, expected, .. } => {
            (Kind::WrongType, format!("expected {expected}, found {unexpected}"), None)
        }
        Error::InvalidBooleanStrict { .. } => (
            Kind::WrongType,
            "expected true or false".to_owned(),
            Some("write `true` or `false`; `yes`, `no`, `on` and `off` are text".to_owned()),
        ),
        Error::Budget { .. } => {
            (Kind::TooLarge, "the file is nested too deeply or too large".to_owned(), None)
        }
        other => {
            if let Some(tab) = tab_indentation(text, at.line) {
                return tab;
            }
            if let Some(wrong) = indent::wrong(text, at.line) {
                let message = "the line is not indented like those it belongs to".to_owned();
                return Complaint { kind: Kind::Syntax, at, message, help: Some(wrong) };
            }
            let message = other.to_string();
            // The position is said by us already.
            let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
            let help = if message.starts_with("mapping values are not allowed") {
                "quote the whole text after the key, as it holds `: `; or is this line indented too far?"
            } else {
                "keys of one mapping begin in the same column, two spaces further in than their \
                 parent; text that begins with a sign is quoted"
            };
            (Kind::Syntax, message, Some(help.to_owned()))
        }
    };
    Complaint { kind, at, message, help }
}

/// The first line up to just after `near` that is indented with a tab.
fn tab_indentation(text: &str, near: usize) -> Option<Complaint> {
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate().take(near.saturating_add(1)) {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        if let Some(tab) = indent.find('\t').filter(|_| !line.trim().is_empty()) {
            return Some(Complaint {
                kind: Kind::Tab,
                at: Place {
                    line: index + 1,
                    column: tab + 1,
                    start: start + tab,
                    end: start + tab + 1,
                },
                message: "a tab is used for indentation".to_owned(),
                help: Some("indent with spaces, two a level".to_owned()),
            });
        }
        start += line.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "kebab-case", deny_unknown_fields)]
    struct Sample {
        #[expect(dead_code, reason = "only its reading is tested")]
        legal_name: Option<String>,
        #[expect(dead_code, reason = "only its reading is tested")]
        open: bool,
    }

    fn complain(text: &str) -> String {
        read::<Sample>(text, "s.yaml").unwrap_err()
    }

    #[test]
    fn complaints_name_the_place_and_the_next_step() {
        insta::assert_snapshot!(complain("open: true\nlegal-nmae: X\n"));
        insta::assert_snapshot!(complain("open: yes\n"));
        insta::assert_snapshot!(complain("legal-name: X\n"));
        insta::assert_snapshot!(complain("open: true\nopen: true\n"));
        insta::assert_snapshot!(complain("open: true\n\tlegal-name: X\n"));
        insta::assert_snapshot!(complain("open: true\nlegal-name: a: b\n"));
    }
}
