//! Conditions and how they are evaluated: pure.
//!
//! A condition is a tree of all-of, any-of and not over leaves (one fact, one test) and
//! quantifiers (some, every, none, count over the items of a list). It is evaluated in
//! Kleene logic; a list that is known only in part can prove that some item is so, but
//! not that none or every one is.

use super::leaf::{Leaf, Subject};
use super::truth::Truth;
use crate::facts::FactSet;
use serde_json::Value;
use std::sync::Arc;

/// A compiled condition.
#[derive(Debug, Clone)]
pub enum Condition {
    /// Every part holds.
    AllOf(Vec<Self>),
    /// At least one part holds.
    AnyOf(Vec<Self>),
    /// The part does not hold.
    Not(Box<Self>),
    /// One fact, one test.
    Leaf(Leaf),
    /// A statement about the items of a list.
    Over(Over),
}

/// A statement about the items of a list.
#[derive(Debug, Clone)]
pub struct Over {
    pub(crate) quantifier: Quantifier,
    pub(crate) list: Subject,
    /// Which items are meant; all when there is none.
    pub(crate) filter: Option<Box<Condition>>,
    /// What is asked of them; nothing more when there is none.
    pub(crate) claim: Option<Box<Condition>>,
    pub(crate) label: Arc<str>,
}

/// How many items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// All of those meant.
    Every,
    /// Not one.
    None,
    /// At least so many.
    AtLeast(usize),
    /// At most so many.
    AtMost(usize),
    /// Exactly so many.
    Exactly(usize),
}

/// What a condition is held against.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What is known of the shop.
    pub facts: &'a FactSet,
    /// The day rules are judged at.
    pub as_of: jiff::civil::Date,
}

/// Why a condition could not be evaluated: a fact is not of the type that the
/// catalogue promises, which is a mistake of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Trouble(pub String);

/// A condition with what was seen at each part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The part in short: `all-of`, `terms.topics includes-all [..]`.
    pub label: Arc<str>,
    /// What came of it.
    pub truth: Truth,
    /// The fact it asked about.
    pub fact: Option<&'static str>,
    /// What was seen there, in short.
    pub observed: Option<String>,
    /// The items of a list that decided, by index.
    pub items: Vec<usize>,
    /// What `includes-all` asked for and did not find.
    pub missing: Vec<String>,
    /// The parts.
    pub parts: Vec<Self>,
}

impl Condition {
    /// What is known of the condition; `item` is the list item it is about.
    ///
    /// # Errors
    /// A fact of the wrong type.
    pub fn truth(&self, scene: Scene<'_>, item: Option<&Value>) -> Result<Truth, Trouble> {
        match self {
            Self::AllOf(parts) => parts
                .iter()
                .try_fold(Truth::Yes, |truth, part| Ok(truth.and(part.truth(scene, item)?))),
            Self::AnyOf(parts) => parts
                .iter()
                .try_fold(Truth::No, |truth, part| Ok(truth.or(part.truth(scene, item)?))),
            Self::Not(part) => Ok(!part.truth(scene, item)?),
            Self::Leaf(leaf) => Ok(leaf.test(scene, item)?.truth),
            Self::Over(over) => Ok(over.count(scene, item)?.0),
        }
    }

    /// The same with what was seen on the way.
    ///
    /// # Errors
    /// A fact of the wrong type.
    pub fn trace(&self, scene: Scene<'_>) -> Result<Trace, Trouble> {
        let branch = |label: &str, parts: &[Self], join: fn(Truth, Truth) -> Truth, start| {
            let parts: Vec<Trace> =
                parts.iter().map(|part| part.trace(scene)).collect::<Result<_, _>>()?;
            let truth = parts.iter().fold(start, |truth, part| join(truth, part.truth));
            Ok(Trace::branch(label, truth, parts))
        };
        match self {
            Self::AllOf(parts) => branch("all-of", parts, Truth::and, Truth::Yes),
            Self::AnyOf(parts) => branch("any-of", parts, Truth::or, Truth::No),
            Self::Not(part) => {
                let part = part.trace(scene)?;
                Ok(Trace::branch("not", !part.truth, vec![part]))
            }
            Self::Leaf(leaf) => {
                let tested = leaf.test(scene, None)?;
                Ok(Trace {
                    label: Arc::clone(&leaf.label),
                    truth: tested.truth,
                    fact: leaf.subject.fact(),
                    observed: leaf.subject.observed(scene),
                    items: tested.items,
                    missing: tested.missing,
                    parts: Vec::new(),
                })
            }
            Self::Over(over) => {
                let (truth, items) = over.count(scene, None)?;
                Ok(Trace {
                    label: Arc::clone(&over.label),
                    truth,
                    fact: over.list.fact(),
                    observed: over.list.observed(scene),
                    items,
                    missing: Vec::new(),
                    parts: Vec::new(),
                })
            }
        }
    }

    /// Every fact the condition asks about, as rules name them.
    pub fn facts(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        self.visit(&mut |subject| found.extend(subject.fact()));
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(crate) fn visit(&self, see: &mut impl FnMut(&Subject)) {
        match self {
            Self::AllOf(parts) | Self::AnyOf(parts) => {
                parts.iter().for_each(|part| part.visit(see));
            }
            Self::Not(part) => part.visit(see),
            Self::Leaf(leaf) => leaf.subjects().for_each(see),
            Self::Over(over) => {
                see(&over.list);
                for part in [&over.filter, &over.claim].into_iter().flatten() {
                    part.visit(see);
                }
            }
        }
    }
}

impl Trace {
    fn branch(label: &str, truth: Truth, parts: Vec<Self>) -> Self {
        Self {
            label: label.into(),
            truth,
            fact: None,
            observed: None,
            items: Vec::new(),
            missing: Vec::new(),
            parts,
        }
    }

    /// The leaves that made the condition what it is, in their order: of a failed
    /// all-of the parts that failed, of a passed any-of those that hold, and so on.
    #[must_use]
    pub fn deciding(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        self.decide(&mut found);
        found
    }

    fn decide<'t>(&'t self, found: &mut Vec<&'t Self>) {
        if self.parts.is_empty() {
            found.push(self);
            return;
        }
        let kind = std::mem::discriminant(&self.truth);
        let negated = &*self.label == "not";
        for part in &self.parts {
            if negated || std::mem::discriminant(&part.truth) == kind {
                part.decide(found);
            }
        }
    }
}

impl Over {
    /// What is known, and the items that decided.
    fn count(
        &self,
        scene: Scene<'_>,
        item: Option<&Value>,
    ) -> Result<(Truth, Vec<usize>), Trouble> {
        let part = |condition: &Option<Box<Condition>>, value| {
            condition.as_ref().map_or(Ok(Truth::Yes), |c| c.truth(scene, Some(value)))
        };
        let seen = self.list.look(scene, item)?;
        let more = seen.more.map_or(Truth::No, Truth::unknown);
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        // Of all items that are not a clear yes: that one of them may be one.
        let mut maybe = more;
        let mut unsure = 0;
        for (index, value) in &seen.items {
            let meant = part(&self.filter, value)?;
            let claim = part(&self.claim, value)?;
            // For `every`, an item counts against it when it is meant and the claim fails.
            let counted = match self.quantifier {
                Quantifier::Every => meant.and(!claim),
                _ => meant.and(claim),
            };
            match counted {
                Truth::Yes => yes.push(*index),
                Truth::No => no.push(*index),
                unknown @ Truth::Unknown(_) => {
                    unsure += 1;
                    maybe = maybe.or(unknown);
                }
            }
        }
        let least = yes.len();
        let most = if seen.more.is_some() { usize::MAX } else { least + unsure };
        let between = |yes: bool, no: bool| {
            if yes {
                Truth::Yes
            } else if no {
                Truth::No
            } else {
                maybe
            }
        };
        let truth = match self.quantifier {
            Quantifier::Some => between(least >= 1, most == 0),
            Quantifier::Every | Quantifier::None => between(most == 0, least >= 1),
            Quantifier::AtLeast(n) => between(least >= n, most < n),
            Quantifier::AtMost(n) => between(most <= n, least > n),
            Quantifier::Exactly(n) => between(least == n && most == n, least > n || most < n),
        };
        // Where none is what was looked for, no item decided: all of them did.
        let sought = matches!(self.quantifier, Quantifier::Some | Quantifier::AtLeast(_));
        Ok((truth, if yes.is_empty() && !sought { no } else { yes }))
    }
}
