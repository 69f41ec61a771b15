//! Why a rung says what it says: a closed list, with the words of the fact in English.
//!
//! The codes are for those who tell the climb in another language.

use super::ladder::Outcome;
use crate::facts::Reason;
use crate::names::Comparison;

/// One ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Because {
    /// Kebab-case code.
    pub(super) code: &'static str,
    words: &'static str,
}

macro_rules! grounds {
    ($($name:ident $code:literal $words:literal;)*) => {
        $(
            pub(super) const $name: Because = Because { code: $code, words: $words };
        )*

        /// The codes of every ground there is.
        #[cfg(test)]
        pub(super) const CODES: &[&str] = &[$($code),*];
    };
}

grounds! {
    HOLDER_HIDDEN "holder-hidden" "the registry names no holder";
    SAME_NUMBER "same-number" "the same number";
    OTHER_NUMBER "other-number" "another number";
    NO_NUMBER_FOUND "no-number-found" "the registry publishes no number";
    NO_NUMBER_DECLARED "no-number-declared" "no number was declared";
    OTHER_KIND_OF_NUMBER "other-kind-of-number" "the numbers are of different kinds";
    NO_NAME_FOUND "no-name-found" "the registry publishes no name";
    NO_NAME_DECLARED "no-name-declared" "no name was declared";
    SAME_NAME "same-name" "";
    SAME_NAME_OTHER_NUMBER "same-name-other-number" ", but the number is another company's";
    UNSURE_NAME "unsure-name" "";
    OTHER_NAME "other-name" "";
    MAYBE_TRADING_NAME "maybe-trading-name" "; it may be a trading name";
    TRADING_NAME "trading-name"
        "the holder is called like a trading name, which any company may use";
    PERSON "person" "a person holds the domain, and the relation has to be shown";
    HOLDER_OTHER_NUMBER "holder-other-number" "the declared holder has another number";
    HOLDER_OTHER_NAME "holder-other-name" "the registry names another holder: ";
    HOLDER_UNSURE_NAME "holder-unsure-name" "";
    HOLDER_NO_NAME "holder-no-name" "the declared holder has no name";
    RELATION_UNDECLARED "relation-undeclared" "the relation to the holder is not declared";
    OWNER_COMPANY "owner-company"
        "the holder is a company, so the relation is not that of an owner in person";
    OWNER_WHOLE "owner-whole" "the owner of the whole company";
    OWNER_PART "owner-part" "the owner does not hold the whole company";
    OWNER_SHARE_UNDECLARED "owner-share-undeclared"
        "it is not declared that the owner holds the whole company";
    PARENT "parent" "the parent company";
    GROUP_MOST "group-most" "a company of the same group, held by more than half";
    GROUP_LESS "group-less" "the group does not hold more than half";
    GROUP_SHARE_UNDECLARED "group-share-undeclared"
        "it is not declared that the group holds more than half";
    AGENCY "agency" "an agency with written authority";
    AGENCY_UNSHOWN "agency-unshown" "the agency's written authority is not named";
    TRANSFER "transfer" "a transfer under way";
    TRANSFER_UNSHOWN "transfer-unshown" "no document of the transfer is named";
    CONTROL "control" "the applicant can change the domain";
    CONTROL_EXPLAINS_NOTHING "control-explains-nothing"
        "control does not explain why another holds the domain";
    TOKEN_NOT_FOUND "token-not-found" "the token was not found";
}

/// What a rung says, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) outcome: Outcome,
    pub(super) because: Because,
    /// How the names compare, where it rests on that.
    pub(super) names: Option<Comparison>,
    /// Why the registry names nobody, where it rests on that.
    pub(super) reason: Option<Reason>,
}

impl Said {
    /// What rests on nothing but this ground.
    pub(super) const fn of(outcome: Outcome, because: Because) -> Self {
        Self { outcome, because, names: None, reason: None }
    }

    /// What rests on how two names compare.
    pub(super) const fn by(outcome: Outcome, because: Because, names: Comparison) -> Self {
        Self { outcome, because, names: Some(names), reason: None }
    }

    /// The holder is not named, for this reason.
    pub(super) const fn hidden(reason: Reason) -> Self {
        let because = HOLDER_HIDDEN;
        Self { outcome: Outcome::Nothing, because, names: None, reason: Some(reason) }
    }

    /// Why, in a few English words.
    pub(super) fn why(&self) -> String {
        let words = self.because.words;
        match (&self.names, self.reason) {
            (Some(names), _) if words.ends_with(": ") => format!("{words}{}", names.reason),
            (Some(names), _) if words.starts_with([',', ';']) => {
                format!("{}{words}", names.reason)
            }
            (Some(names), _) if words.is_empty() => names.reason.clone(),
            (_, Some(reason)) => format!("{words} ({})", reason.code()),
            _ => words.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::catalogue;
    use crate::names;

    #[test]
    fn the_catalogue_lists_every_ground() {
        assert_eq!(CODES, catalogue::OWNERSHIP_GROUNDS);
    }

    #[test]
    fn the_words_of_names_stand_where_they_belong() {
        let names = || names::explain("Blå Kanna AB", "Röd Gryta AB");
        let why = |because| Said::by(Outcome::Contradicts, because, names()).why();
        assert_eq!(why(OTHER_NAME), "the names differ");
        assert_eq!(why(MAYBE_TRADING_NAME), "the names differ; it may be a trading name");
        assert_eq!(why(HOLDER_OTHER_NAME), "the registry names another holder: the names differ");
        assert_eq!(Said::hidden(Reason::Redacted).why(), "the registry names no holder (redacted)");
    }
}
