//! What can be wrong with a rule, a pack or a waiver file.
//!
//! Every problem has a stable code, so that it can be looked up and filtered, and a
//! place. A problem either keeps the file from being used or is a *lint*: the file
//! works but is not as it should be.

use crate::yaml::{self, Place};
use std::fmt;

macro_rules! codes {
    ($($variant:ident = $code:literal, $description:literal;)+) => {
        /// What kind of problem it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $description] $variant,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable kebab-case code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What it means, in one sentence.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$variant => $description),+ }
            }
        }
    };
}

codes! {
    UnreadableFile = "unreadable-file", "The file or folder cannot be read.";
    Syntax = "syntax", "The text is not valid YAML.";
    TabIndentation = "tab-indentation", "A tab is used where YAML wants spaces.";
    TooLarge = "too-large", "The file is nested too deeply, or a text in it is too long.";
    DuplicateKey = "duplicate-key", "A key stands twice in one mapping.";
    UnknownKey = "unknown-key", "The format has no such key here.";
    MissingKey = "missing-key", "A key that must be there is not.";
    WrongType = "wrong-type", "A value of another type is expected here.";
    UnknownWord = "unknown-word", "The word is not one of a closed list.";
    MissingLanguage = "missing-language", "Text shown to people lacks English or Swedish.";
    BadId = "bad-id", "An id or name is not in kebab-case.";
    BadDate = "bad-date", "A date is not an ISO 8601 calendar date.";
    BadDuration = "bad-duration", "A duration is not a number with days, weeks, months or years.";
    BadUrl = "bad-url", "An address is not an absolute http or https URL.";
    BadPattern = "bad-pattern", "A regular expression does not compile or is too large.";
    BadTemplate = "bad-template", "A message is not a valid template.";
    IdDiffers = "id-differs-from-file", "The id differs from the name of the file.";
    GroupDiffers = "group-differs-from-folder", "The group differs from the name of the folder.";
    DuplicateId = "duplicate-id", "Two files of one folder tree have the same id.";
    DuplicateTest = "duplicate-test", "Two tests of a rule have the same name.";
    ConditionForm = "condition-form", "A condition is not one of the known forms.";
    UnknownFact = "unknown-fact", "The catalogue has no such fact.";
    UnknownField = "unknown-field", "The record has no such field.";
    UnknownTest = "unknown-test", "There is no such test.";
    UnknownTopic = "unknown-topic", "There is no such topic of terms and policies.";
    UnknownReason = "unknown-reason", "There is no such reason code.";
    UnknownParam = "unknown-param", "The rule has no such param.";
    UnknownRule = "unknown-rule", "There is no such rule.";
    UnknownGroup = "unknown-group", "There is no such group of rules.";
    UnknownPack = "unknown-pack", "There is no such pack.";
    PackCycle = "pack-cycle", "A pack extends itself, directly or through others.";
    NotOneTest = "not-one-test", "A leaf needs exactly one test.";
    TestNotForType = "test-not-for-type", "The test cannot be made on a fact of this type.";
    KeyOrder = "key-order", "A key stands out of the fixed order.";
    NoPassTest = "no-pass-test", "The rule has no test that passes.";
    NoFailTest = "no-fail-test", "The rule has no test that fails or goes to review.";
    NoInconclusiveTest = "no-inconclusive-test", "The rule has no test that is inconclusive.";
    NoNotApplicableTest = "no-not-applicable-test", "The rule has no test that is not applicable.";
    NoGuidance = "no-guidance", "A rule above level note says what to do about it.";
    NoReferences = "no-references", "A rule above level note names what it rests on.";
    NoDefaultMessage = "no-default-message", "The inconclusive messages have no default.";
    UnusedMessage = "unused-message", "A message can never be shown.";
    UnguardedEvery = "unguarded-every", "An `every` would be true of nothing at all.";
    ValueLeftOut = "value-left-out", "A translation leaves out a value that the English text names.";
    UnusedParam = "unused-param", "A param is used by no condition and no message.";
    NeverTrue = "never-true", "A condition, or a part of one, can never be true.";
    NeverFalse = "never-false", "The requirement can never be missed.";
    AlwaysTrue = "always-true", "A part of a condition is true whenever it matters.";
    DuplicatePart = "duplicate-part", "A part of an `any-of` adds nothing to those before it.";
    IdleReason = "idle-reason", "A message is for a reason that cannot occur.";
    IdleFact = "idle-fact", "A test gives a fact that the rule does not look at.";
    UnfinishedText = "unfinished-text", "A text is still as `rules new` wrote it.";
}

impl Code {
    /// Whether the file can be used all the same.
    #[must_use]
    pub const fn is_lint(self) -> bool {
        matches!(
            self,
            Self::KeyOrder
                | Self::NoPassTest
                | Self::NoFailTest
                | Self::NoInconclusiveTest
                | Self::NoGuidance
                | Self::NoReferences
                | Self::NoDefaultMessage
                | Self::UnusedMessage
                | Self::UnguardedEvery
                | Self::ValueLeftOut
                | Self::UnusedParam
                | Self::NoNotApplicableTest
                | Self::NeverTrue
                | Self::NeverFalse
        ) || self.is_note()
    }

    /// Whether it is only told, and the file is sound all the same.
    #[must_use]
    pub const fn is_note(self) -> bool {
        matches!(
            self,
            Self::AlwaysTrue
                | Self::DuplicatePart
                | Self::IdleReason
                | Self::IdleFact
                | Self::UnfinishedText
        )
    }
}

/// One problem of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file's name.
    pub file: String,
    /// Where in it.
    pub at: Place,
    /// What kind of problem it is.
    pub code: Code,
    /// What is wrong, naming the thing.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    rendered: String,
}

impl Problem {
    /// A problem of a file whose text is at hand.
    #[must_use]
    pub fn new(
        file: &str,
        source: &str,
        at: Place,
        code: Code,
        message: String,
        help: Option<String>,
    ) -> Self {
        let titled = format!("{message} [{}]", code.code());
        let rendered = yaml::render(file, source, at, &titled, help.as_deref());
        Self { file: file.to_owned(), at, code, message, help, rendered }
    }

    /// All problems as one text, an empty line between two.
    #[must_use]
    pub fn join(problems: &[Self]) -> String {
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
    }

    /// Sorts by file and place and removes repetitions.
    pub(super) fn sort(problems: &mut Vec<Self>) {
        problems.sort_by(|a, b| {
            (&a.file, a.at.line, a.at.column, a.code, &a.message).cmp(&(
                &b.file,
                b.at.line,
                b.at.column,
                b.code,
                &b.message,
            ))
        });
        problems.dedup();
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rendered)
    }
}

/// A file being read, and what was found wrong with it so far.
#[derive(Debug)]
pub(crate) struct Complaints<'a> {
    pub(crate) file: &'a str,
    pub(crate) source: &'a str,
    pub(crate) list: Vec<Problem>,
}

impl<'a> Complaints<'a> {
    pub(crate) fn new(file: &'a str, source: &'a str) -> Self {
        Self { file, source, list: Vec::new() }
    }

    pub(crate) fn push(&mut self, code: Code, at: Place, message: impl Into<String>) {
        self.list.push(Problem::new(self.file, self.source, at, code, message.into(), None));
    }

    pub(crate) fn help(
        &mut self,
        code: Code,
        at: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let help = Some(help.into());
        self.list.push(Problem::new(self.file, self.source, at, code, message.into(), help));
    }

    /// A word that is not known, with the nearest that is, or all where they are few.
    pub(crate) fn unknown<'w>(
        &mut self,
        code: Code,
        at: Place,
        what: &str,
        word: &str,
        known: impl IntoIterator<Item = &'w str>,
    ) {
        let known: Vec<&str> = known.into_iter().collect();
        let message = format!("unknown {what} `{word}`");
        match yaml::nearest(word, known.iter().copied()) {
            Some(near) => self.help(code, at, message, format!("did you mean `{near}`?")),
            None if !known.is_empty() && known.len() <= 24 => {
                self.help(code, at, message, format!("known are {}", known.join(", ")));
            }
            // A rule that has none yet: its writer has still to learn where they stand.
            None if code == Code::UnknownParam => {
                let help = "declare it under `params:`, with its `default` and `description`";
                self.help(code, at, message, help);
            }
            None => self.push(code, at, message),
        }
    }

    /// Reads the text as a tree, or notes why it cannot be read.
    pub(crate) fn parse(&mut self) -> Option<yaml::Node> {
        match yaml::parse(self.source) {
            Ok(node) => Some(node),
            Err(wrong) => {
                let code = match wrong.kind {
                    yaml::Kind::Syntax => Code::Syntax,
                    yaml::Kind::Tab => Code::TabIndentation,
                    yaml::Kind::DuplicateKey => Code::DuplicateKey,
                    yaml::Kind::UnknownKey => Code::UnknownKey,
                    yaml::Kind::UnknownWord => Code::UnknownWord,
                    yaml::Kind::MissingKey => Code::MissingKey,
                    yaml::Kind::WrongType => Code::WrongType,
                    yaml::Kind::TooLarge => Code::TooLarge,
                };
                self.list.push(Problem::new(
                    self.file,
                    self.source,
                    wrong.at,
                    code,
                    wrong.message,
                    wrong.help,
                ));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_kebab_case() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.code()), "{} twice", code.code());
            assert!(code.code().chars().all(|c| c.is_ascii_lowercase() || c == '-'));
            assert!(code.description().ends_with('.'));
        }
    }
}
