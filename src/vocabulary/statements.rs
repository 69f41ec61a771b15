//! How a site says what law and acquirers want said, outside of the topics of its
//! terms: in its privacy policy, of exceptions, of subscriptions, of itself.

use super::TopicWords;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The `statements` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Statements {
    /// The items of a privacy policy, by
    /// [`PRIVACY_ITEMS`](crate::facts::catalogue::PRIVACY_ITEMS).
    pub privacy: BTreeMap<String, TopicWords>,
    /// Exceptions from the right of withdrawal, by [`EXCEPTIONS`].
    pub exceptions: BTreeMap<String, TopicWords>,
    /// What is said of subscriptions, by
    /// [`SUBSCRIPTION_ITEMS`](crate::facts::catalogue::SUBSCRIPTION_ITEMS).
    pub subscription: BTreeMap<String, TopicWords>,
    /// What a site says of itself, by
    /// [`STATEMENTS`](crate::facts::catalogue::STATEMENTS).
    pub site: BTreeMap<String, TopicWords>,
    /// Particulars of the company from its register, by [`REGISTER_DETAILS`].
    pub register: BTreeMap<String, TopicWords>,
    /// What links and buttons say that begin the withdrawal from a contract, whole.
    pub withdrawal_labels: Vec<String>,
}

/// Exceptions from the right of withdrawal: those that the law knows, and four that
/// it does not: goods at a reduced price, goods that were opened, a share of the
/// price kept back, and no returns at all.
pub const EXCEPTIONS: &[&str] = &["lawful", "reduced-goods", "unopened", "deduction", "no-return"];

/// Particulars of a company beside its name and number.
pub const REGISTER_DETAILS: &[&str] =
    &["register", "representative", "authority", "registered-office", "capital"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::catalogue::{PRIVACY_ITEMS, STATEMENTS, SUBSCRIPTION_ITEMS};
    use crate::vocabulary::Vocabulary;

    #[test]
    fn every_language_has_words_for_every_statement_and_for_no_other() {
        for language in Vocabulary::built_in().languages() {
            let name = &language.language;
            let all = &language.statements;
            for (words, kinds) in [
                (&all.privacy, PRIVACY_ITEMS),
                (&all.exceptions, EXCEPTIONS),
                (&all.subscription, SUBSCRIPTION_ITEMS),
                (&all.site, STATEMENTS),
                (&all.register, REGISTER_DETAILS),
            ] {
                for kind in kinds {
                    let some = words.get(*kind);
                    let some = some.is_some_and(|w| !w.strong.is_empty() || !w.weak.is_empty());
                    assert!(some, "{name} has no words for {kind}");
                }
                for kind in words.keys() {
                    assert!(kinds.contains(&kind.as_str()), "{name}: {kind}");
                }
            }
            assert!(all.withdrawal_labels.len() >= 3, "{name}");
        }
    }
}
