//! What came of one rule, and what it all comes to.

use crate::facts::{Evidence, Reason};
pub use crate::rules::{Level, OutcomeKind, Reference};
use serde::{Deserialize, Serialize};

/// What it all comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing blocking.
    Pass,
    /// An unwaived fail at level error.
    Fail,
    /// An inconclusive at level error: a person must look.
    Review,
    /// A rule errored, or nothing was collected.
    Incomplete,
}

/// The outcome of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// The rule's id.
    pub rule: String,
    /// The rule's title in the report's language.
    pub title: String,
    /// The rule's group.
    pub group: String,
    /// Its level after packs have set theirs.
    pub level: Level,
    /// What came of it.
    pub outcome: OutcomeKind,
    /// Why it is inconclusive.
    pub reason: Option<Reason>,
    /// One sentence about this shop, in the report's language.
    pub message: String,
    /// What to do about it, in the report's language; empty for a pass.
    pub guidance: String,
    /// Why it matters, in the report's language; empty for a pass.
    #[serde(default)]
    pub why: String,
    /// What it looks like when it is met, in the report's language; empty for a pass and
    /// where the rule shows none.
    #[serde(default)]
    pub example: String,
    /// What was seen.
    pub evidence: Vec<OutcomeEvidence>,
    /// Law, standard or acquirer's guide.
    pub references: Vec<Reference>,
    /// The waiver that covers it.
    pub waiver: Option<AppliedWaiver>,
    /// How it moved since the baseline, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Since>,
}

/// How an outcome moved since an earlier report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Since {
    /// It was no finding before, or was not asked.
    New,
    /// It was a finding and says something else now.
    Changed,
    /// It is as it was.
    Unchanged,
}

/// Evidence with the fact it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OutcomeEvidence {
    /// Path of the fact.
    pub fact: String,
    /// Page or record.
    pub url: String,
    /// CSS selector or JSON path.
    pub selector: Option<String>,
    /// What it said.
    pub excerpt: String,
    /// SHA-256 of the body.
    pub sha256: Option<String>,
    /// RFC 3339, UTC.
    pub seen_at: Option<String>,
}

impl OutcomeEvidence {
    /// Evidence of a fact.
    #[must_use]
    pub fn of(fact: &str, evidence: &Evidence) -> Self {
        Self {
            fact: fact.to_owned(),
            url: evidence.url.clone(),
            selector: evidence.selector.clone(),
            excerpt: evidence.excerpt.clone(),
            sha256: evidence.sha256.clone(),
            seen_at: evidence.seen_at.clone(),
        }
    }
}

/// A waiver as it stands in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct AppliedWaiver {
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// Last day it holds, ISO 8601.
    pub until: String,
}

/// How many rules came out how.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub struct Summary {
    /// Met.
    pub pass: usize,
    /// Not met.
    pub fail: usize,
    /// Not determined.
    pub inconclusive: usize,
    /// Not concerned.
    pub not_applicable: usize,
    /// Not evaluated.
    pub error: usize,
    /// Of the fails and inconclusives, those that a waiver covers.
    pub waived: usize,
}

/// The judgement of one shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What it all comes to.
    pub verdict: Verdict,
    /// How many rules came out how.
    pub summary: Summary,
    /// One per rule: groups in their order, then by rule id.
    pub outcomes: Vec<Outcome>,
    /// Waivers that are expired or met nothing, in words for a person.
    pub waiver_notes: Vec<String>,
}
