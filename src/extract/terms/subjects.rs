//! What phrases speak of: the topics of terms, and the statements of closed lists.
//!
//! All are numbered in one row, so that one automaton finds the phrases of every
//! list: first the topics, then one number for the phrases that are of nothing,
//! then the statements.

use crate::facts::catalogue::{PRIVACY_ITEMS, STATEMENTS, SUBSCRIPTION_ITEMS, TOPICS};
use crate::vocabulary::TopicWords;
use crate::vocabulary::statements::{EXCEPTIONS, REGISTER_DETAILS, Statements};
use std::collections::BTreeMap;

/// The lists that statements belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Area {
    Privacy,
    Exceptions,
    Subscription,
    Site,
    Register,
}

impl Area {
    /// The lists, in the order in which their statements are numbered.
    pub(super) const ALL: [Self; 5] =
        [Self::Privacy, Self::Exceptions, Self::Subscription, Self::Site, Self::Register];

    /// The kebab-case name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Privacy => "privacy",
            Self::Exceptions => "exceptions",
            Self::Subscription => "subscription",
            Self::Site => "site",
            Self::Register => "register",
        }
    }

    /// The statements of the list.
    pub(super) const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Privacy => PRIVACY_ITEMS,
            Self::Exceptions => EXCEPTIONS,
            Self::Subscription => SUBSCRIPTION_ITEMS,
            Self::Site => STATEMENTS,
            Self::Register => REGISTER_DETAILS,
        }
    }

    /// The words of the list in one language.
    pub(super) const fn words(self, all: &Statements) -> &BTreeMap<String, TopicWords> {
        match self {
            Self::Privacy => &all.privacy,
            Self::Exceptions => &all.exceptions,
            Self::Subscription => &all.subscription,
            Self::Site => &all.site,
            Self::Register => &all.register,
        }
    }
}

/// The number of phrases that are of no subject.
pub(super) const NONE: usize = TOPICS.len();

/// The statements with their numbers.
pub(super) fn statements() -> impl Iterator<Item = (usize, Area, &'static str)> {
    let all = Area::ALL.into_iter().flat_map(|area| area.kinds().iter().map(move |k| (area, *k)));
    all.enumerate().map(|(place, (area, kind))| (NONE + 1 + place, area, kind))
}

/// The statement of a number.
pub(super) fn statement(subject: usize) -> Option<(Area, &'static str)> {
    let mut place = subject.checked_sub(NONE + 1)?;
    for area in Area::ALL {
        if let Some(kind) = area.kinds().get(place) {
            return Some((area, kind));
        }
        place -= area.kinds().len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_back_to_their_statements() {
        let all: Vec<_> = statements().collect();
        assert!(all.len() > 30);
        for (number, area, kind) in all {
            assert_eq!(statement(number), Some((area, kind)));
        }
        assert_eq!(statement(NONE), None);
        assert_eq!(statement(usize::MAX), None);
    }
}
