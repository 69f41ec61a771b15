//! The rung of the declared relation: whether its holder is the one at the registry,
//! and whether what is declared of the relation makes it an accepted one.
//!
//! Accepted are: a natural person who holds all of the company, the parent company, a
//! company of a group that holds more than half, an agency with written authority, and
//! a transfer that is under way. Authority and transfer are things a document shows;
//! that it is named here does not mean that anybody has read it.

use super::because::{self, Because, Said};
use super::holder::Holder;
use super::ladder::{Outcome, likeness};
use crate::application::{DomainHolder, Relation, Share};
use crate::facts::Reason;
use crate::names::Match;
use crate::numbers;

/// What the declared relation says of this holder, and why.
pub(super) fn judge(declared: &DomainHolder, holder: &Holder<'_>) -> Said {
    let number = match (declared.registration_number.as_deref(), holder.number) {
        (Some(a), Some(b)) => numbers::compare(a, b),
        _ => numbers::Match::Incomparable,
    };
    let ambiguous = Outcome::Open(Reason::Ambiguous);
    match number {
        numbers::Match::Same => return condition(declared, holder),
        numbers::Match::Different => {
            return Said::of(Outcome::Contradicts, because::HOLDER_OTHER_NUMBER);
        }
        numbers::Match::Incomparable => {}
    }
    let Some(name) = declared.name.as_deref() else {
        return Said::of(ambiguous, because::HOLDER_NO_NAME);
    };
    let Some(names) = likeness(name, holder) else {
        return Said::of(ambiguous, because::NO_NAME_FOUND);
    };
    match names.matched {
        Match::Same => condition(declared, holder),
        Match::Different => Said::by(Outcome::Contradicts, because::HOLDER_OTHER_NAME, names),
        Match::Unsure => Said::by(ambiguous, because::HOLDER_UNSURE_NAME, names),
    }
}

/// Whether the relation is one that settles the question.
fn condition(declared: &DomainHolder, holder: &Holder<'_>) -> Said {
    let document = declared.document.as_ref().is_some_and(|document| document.title.is_some());
    let open = |because: Because| Said::of(Outcome::Open(Reason::NeedsDocument), because);
    let yes = |because: Because| Said::of(Outcome::Settles, because);
    let no = |because: Because| Said::of(Outcome::Contradicts, because);
    match (declared.relation, declared.share) {
        (None, _) => open(because::RELATION_UNDECLARED),
        // Registries repeat a person's name where the organisation's belongs, so only a
        // legal form or a number makes the holder a company here.
        (Some(Relation::Owner), _) if holder.formed || holder.number.is_some() => {
            open(because::OWNER_COMPANY)
        }
        (Some(Relation::Owner), Some(Share::WHOLE)) => yes(because::OWNER_WHOLE),
        (Some(Relation::Owner), Some(_)) => no(because::OWNER_PART),
        (Some(Relation::Owner), None) => open(because::OWNER_SHARE_UNDECLARED),
        (Some(Relation::Parent), _) => yes(because::PARENT),
        (Some(Relation::Group), Some(share)) if share > Share::HALF => yes(because::GROUP_MOST),
        (Some(Relation::Group), Some(_)) => no(because::GROUP_LESS),
        (Some(Relation::Group), None) => open(because::GROUP_SHARE_UNDECLARED),
        (Some(Relation::Agency), _) if document => yes(because::AGENCY),
        (Some(Relation::Agency), _) => open(because::AGENCY_UNSHOWN),
        (Some(Relation::Transfer), _) if document => yes(because::TRANSFER),
        (Some(Relation::Transfer), _) => open(because::TRANSFER_UNSHOWN),
    }
}
