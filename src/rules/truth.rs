//! Yes, no, or not known and why: strong Kleene logic.
//!
//! *No* beats *unknown* in a conjunction and *yes* beats it in a disjunction, so that
//! what is not known matters only where it could change the answer.

use crate::facts::Reason;
use std::ops::Not;

/// A set of reasons, small enough to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Reasons(u32);

impl Reasons {
    /// The set of one reason.
    #[must_use]
    pub const fn of(reason: Reason) -> Self {
        Self(1 << reason as u32)
    }

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The reasons in the order of the closed list.
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.iter().copied().filter(move |reason| self.0 & (1 << *reason as u32) != 0)
    }

    /// The weightiest: the first in the order of the closed list, in which what kept
    /// us out of the whole site stands before what kept us from one item.
    #[must_use]
    pub fn first(self) -> Reason {
        self.iter().next().unwrap_or(Reason::NotCollected)
    }
}

/// What is known of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// It cannot be told, for these reasons.
    Unknown(Reasons),
}

impl Truth {
    /// Not known, for one reason.
    #[must_use]
    pub const fn unknown(reason: Reason) -> Self {
        Self::Unknown(Reasons::of(reason))
    }

    /// Conjunction.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Unknown(a), Self::Unknown(b)) => Self::Unknown(a.and(b)),
            (Self::Unknown(a), Self::Yes) | (Self::Yes, Self::Unknown(a)) => Self::Unknown(a),
            (Self::Yes, Self::Yes) => Self::Yes,
        }
    }

    /// Disjunction.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        !(!self).and(!other)
    }

    /// Whether it is neither yes nor no.
    #[must_use]
    pub const fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown(_))
    }

    /// `yes`, `no` or `unknown`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown(_) => "unknown",
        }
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            unknown => unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::Yes } else { Self::No }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn truths() -> impl Strategy<Value = Truth> {
        prop_oneof![
            Just(Truth::Yes),
            Just(Truth::No),
            (0..Reason::ALL.len()).prop_map(|index| Truth::unknown(Reason::ALL[index])),
        ]
    }

    proptest! {
        #[test]
        fn kleene_laws(a in truths(), b in truths(), c in truths()) {
            prop_assert_eq!(a.and(b), b.and(a));
            prop_assert_eq!(a.or(b), b.or(a));
            prop_assert_eq!(a.and(b).and(c), a.and(b.and(c)));
            prop_assert_eq!(a.or(b).or(c), a.or(b.or(c)));
            prop_assert_eq!(!a.and(b), (!a).or(!b));
            prop_assert_eq!(!a.or(b), (!a).and(!b));
            prop_assert_eq!(!!a, a);
            prop_assert_eq!(a.and(a), a);
            // Reasons add up, so these hold for the answer and not for its reasons.
            prop_assert_eq!(a.or(a.and(b)).word(), a.word());
            prop_assert_eq!(a.and(a.or(b)).word(), a.word());
            prop_assert_eq!(a.and(b.or(c)).word(), a.and(b).or(a.and(c)).word());
        }

        #[test]
        fn learning_never_turns_an_answer(a in truths(), b in truths(), known in any::<bool>()) {
            let learnt = if a.is_unknown() { Truth::from(known) } else { a };
            for (before, after) in
                [(a.and(b), learnt.and(b)), (a.or(b), learnt.or(b)), (!a, !learnt)]
            {
                prop_assert!(before.is_unknown() || before == after);
            }
        }
    }

    #[test]
    fn every_reason_has_a_bit() {
        assert!(Reason::ALL.len() <= 32);
        for reason in Reason::ALL {
            assert_eq!(Reasons::of(*reason).iter().collect::<Vec<_>>(), [*reason]);
        }
        let both = Reasons::of(Reason::Truncated).and(Reasons::of(Reason::Blocked));
        assert_eq!(both.first(), Reason::Blocked);
    }
}
