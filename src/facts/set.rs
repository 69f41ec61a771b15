//! A fact, and all facts of one shop.

use super::{Evidence, Reason, catalogue};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What is known at one path.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Fully known. Shapes are those of the catalogue.
    Present(Value),
    /// A list of which some items were seen and more may exist, and why.
    Partial(Vec<Value>, Reason),
    /// A record of which some fields are known and the rest are not, and why.
    /// Fields that are not known are `null`.
    Glimpsed(Value, Reason),
    /// Looked for everywhere that matters, and not there.
    Absent,
    /// Could not be determined.
    Unknown(Reason),
}

impl Finding {
    /// The state's name in the report: `present`, `partial`, `absent`, `unknown`.
    #[must_use]
    pub fn state(&self) -> &'static str {
        match self {
            Self::Present(_) => "present",
            Self::Partial(..) | Self::Glimpsed(..) => "partial",
            Self::Absent => "absent",
            Self::Unknown(_) => "unknown",
        }
    }

    /// The value as JSON; `null` when there is none.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            Self::Present(value) | Self::Glimpsed(value, _) => value.clone(),
            Self::Partial(items, _) => Value::Array(items.clone()),
            Self::Absent | Self::Unknown(_) => Value::Null,
        }
    }

    /// The reason, when the finding or a part of it is unknown.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::Unknown(reason) | Self::Partial(_, reason) | Self::Glimpsed(_, reason) => {
                Some(*reason)
            }
            Self::Present(_) | Self::Absent => None,
        }
    }
}

/// A finding with its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What is known.
    pub finding: Finding,
    /// Where it was seen; for `absent`, where it was looked for.
    pub evidence: Vec<Evidence>,
}

impl Fact {
    /// A fully known value.
    pub fn present(value: impl Serialize, evidence: Vec<Evidence>) -> Self {
        let value = serde_json::to_value(value).unwrap_or(Value::Null);
        Self { finding: Finding::Present(value), evidence }
    }

    /// A list, complete (`Ok`) or cut short for a reason (`Err`).
    ///
    /// The one place where "found nothing" becomes *absent* or *unknown*: an
    /// empty list is absent only when `coverage` says that all that matters was
    /// read; a non-empty list is partial when it was not.
    pub fn list<T: Serialize>(
        items: &[T],
        evidence: Vec<Evidence>,
        coverage: Result<(), Reason>,
    ) -> Self {
        let values: Vec<Value> =
            items.iter().map(|item| serde_json::to_value(item).unwrap_or(Value::Null)).collect();
        let finding = match (values.is_empty(), coverage) {
            (true, Ok(())) => Finding::Absent,
            (true, Err(reason)) => Finding::Unknown(reason),
            (false, Ok(())) => Finding::Present(Value::Array(values)),
            (false, Err(reason)) => Finding::Partial(values, reason),
        };
        Self { finding, evidence }
    }

    /// Proven not to be there.
    #[must_use]
    pub fn absent() -> Self {
        Self { finding: Finding::Absent, evidence: Vec::new() }
    }

    /// Absent when everything that matters was read, else unknown.
    #[must_use]
    pub fn missing(coverage: Result<(), Reason>) -> Self {
        match coverage {
            Ok(()) => Self::absent(),
            Err(reason) => Self::unknown(reason),
        }
    }

    /// Could not be determined.
    #[must_use]
    pub fn unknown(reason: Reason) -> Self {
        Self { finding: Finding::Unknown(reason), evidence: Vec::new() }
    }

    /// The same fact with evidence.
    #[must_use]
    pub fn with(mut self, evidence: Vec<Evidence>) -> Self {
        self.evidence = evidence;
        self
    }
}

/// All facts of one shop, one for every path of the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct FactSet(BTreeMap<&'static str, Fact>);

impl FactSet {
    /// Every path of the catalogue, each `unknown(not-collected)`.
    #[must_use]
    pub fn new() -> Self {
        Self(
            catalogue::entries()
                .map(|entry| (entry.path, Fact::unknown(Reason::NotCollected)))
                .collect(),
        )
    }

    /// Puts a fact at a path of the catalogue; a path that is not in it is a
    /// mistake of ours and is ignored in release builds.
    pub fn put(&mut self, path: &str, fact: Fact) {
        let entry = catalogue::entry(path);
        debug_assert!(entry.is_some(), "{path} is not in the catalogue");
        if let Some(entry) = entry {
            self.0.insert(entry.path, fact);
        }
    }

    /// The fact at a path of the catalogue.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Fact> {
        self.0.get(path)
    }

    /// All facts in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Fact)> {
        self.0.iter().map(|(path, fact)| (*path, fact))
    }
}

impl Default for FactSet {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_found_is_absent_only_after_a_full_look() {
        let none: [&str; 0] = [];
        assert_eq!(Fact::list(&none, vec![], Ok(())).finding, Finding::Absent);
        assert_eq!(
            Fact::list(&none, vec![], Err(Reason::Blocked)).finding,
            Finding::Unknown(Reason::Blocked)
        );
        assert_eq!(
            Fact::list(&["a"], vec![], Err(Reason::RobotsDisallowed)).finding,
            Finding::Partial(vec!["a".into()], Reason::RobotsDisallowed)
        );
    }

    #[test]
    fn a_new_set_holds_every_path() {
        assert_eq!(FactSet::new().iter().count(), catalogue::entries().count());
    }
}
