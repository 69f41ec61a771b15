//! The rung of the declared relation: whether its holder is the one at the registry,
//! and whether what is declared of the relation makes it an accepted one.
//!
//! Accepted are: a natural person who holds all of the company, the parent company, a
//! company of a group that holds more than half, an agency with written authority, and
//! a transfer that is under way. Authority and transfer are things a document shows;
//! that it is named here does not mean that anybody has read it.

use super::holder::Holder;
use super::ladder::{Outcome, likeness};
use crate::application::{DomainHolder, Relation, Share};
use crate::facts::Reason;
use crate::names::Match;
use crate::numbers;

/// What the declared relation says of this holder, and why.
pub(super) fn judge(declared: &DomainHolder, holder: &Holder<'_>) -> (Outcome, String) {
    let number = match (declared.registration_number.as_deref(), holder.number) {
        (Some(a), Some(b)) => numbers::compare(a, b),
        _ => numbers::Match::Incomparable,
    };
    let name = declared.name.as_deref().map(|name| likeness(name, holder));
    match (number, name) {
        (numbers::Match::Same, _) => condition(declared, holder),
        (numbers::Match::Different, _) => {
            (Outcome::Contradicts, "the declared holder has another number".to_owned())
        }
        (_, Some((Match::Same, _))) => condition(declared, holder),
        (_, Some((Match::Different, why))) => {
            (Outcome::Contradicts, format!("the registry names another holder: {why}"))
        }
        (_, Some((Match::Unsure, why))) => (Outcome::Open(Reason::Ambiguous), why),
        (_, None) => {
            (Outcome::Open(Reason::Ambiguous), "the declared holder has no name".to_owned())
        }
    }
}

/// Whether the relation is one that settles the question.
fn condition(declared: &DomainHolder, holder: &Holder<'_>) -> (Outcome, String) {
    let document = declared.document.as_ref().is_some_and(|document| document.title.is_some());
    let open = |why: &str| (Outcome::Open(Reason::NeedsDocument), why.to_owned());
    let yes = |why: &str| (Outcome::Settles, why.to_owned());
    let no = |why: &str| (Outcome::Contradicts, why.to_owned());
    match (declared.relation, declared.share) {
        (None, _) => open("the relation to the holder is not declared"),
        // Registries repeat a person's name where the organisation's belongs, so only a
        // legal form or a number makes the holder a company here.
        (Some(Relation::Owner), _) if holder.formed || holder.number.is_some() => {
            open("the holder is a company, so the relation is not that of an owner in person")
        }
        (Some(Relation::Owner), Some(Share::WHOLE)) => yes("the owner of the whole company"),
        (Some(Relation::Owner), Some(_)) => no("the owner does not hold the whole company"),
        (Some(Relation::Owner), None) => {
            open("it is not declared that the owner holds the whole company")
        }
        (Some(Relation::Parent), _) => yes("the parent company"),
        (Some(Relation::Group), Some(share)) if share > Share::HALF => {
            yes("a company of the same group, held by more than half")
        }
        (Some(Relation::Group), Some(_)) => no("the group does not hold more than half"),
        (Some(Relation::Group), None) => {
            open("it is not declared that the group holds more than half")
        }
        (Some(Relation::Agency), _) if document => yes("an agency with written authority"),
        (Some(Relation::Agency), _) => open("the agency's written authority is not named"),
        (Some(Relation::Transfer), _) if document => yes("a transfer under way"),
        (Some(Relation::Transfer), _) => open("no document of the transfer is named"),
    }
}
