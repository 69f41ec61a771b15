//! Who holds the domain, and if it is not the merchant, why: the ladder.
//!
//! The rungs are climbed in order and the first that settles the question ends the
//! climb: the organisation number at the registry is the declared one; the holder's
//! name is the same company; the application declares a relation of an accepted kind
//! and its holder is the one at the registry; a token proves control of the domain.
//! What is left is either a clear mismatch (another company holds the domain and no
//! relation explains it) or open, with the reason that says what to ask for.
//!
//! Counts as evidence: what the registry publishes, what the application declares and
//! where the token was found. Control never outweighs a clear mismatch, for it shows
//! who can change the site, not why another company holds the name. Whether a kind of
//! relation is accepted by an acquirer is for the rules.

mod because;
mod holder;
mod ladder;
mod relation;

use crate::extract::Site;
use crate::facts::{Evidence, Fact, FactSet, Finding, Reason};
use holder::{Holder, Kind};
use ladder::{Declared, End, Ladder};
use serde_json::json;

/// States `domain.holder-kind`, `domain.ownership` and `domain.ownership-steps`, out of
/// the registration and control that were stated before.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let registrant = finding(set, "domain.registrant");
    let holder = Holder::of(&registrant);
    let seen = evidence(set, &["domain.registrant"]);
    set.put("domain.holder-kind", kind(&registrant, holder.as_ref()).with(seen));
    let declared = site.application.and_then(Declared::of);
    let Some(declared) = declared else {
        for path in ["domain.ownership", "domain.ownership-steps"] {
            set.put(path, Fact::unknown(Reason::NotCollected));
        }
        return;
    };
    let hidden = registrant.reason().unwrap_or(Reason::NoPublicSource);
    let proved = finding(set, "domain.control").value()["proved"].as_bool();
    let ladder = ladder::climb(&declared, holder.as_ref().ok_or(hidden), proved);
    let shown = json!({
        "settled-by": ladder.end.code(),
        "holder": holder.as_ref().map(|holder| holder.shown),
        "relation": declared.relation(),
    });
    let fact = match ladder.end {
        End::Open(reason) => Fact::unknown(reason),
        End::Settled(_) | End::Mismatch => Fact::present(shown, Vec::new()),
    };
    let seen = evidence(set, SOURCES);
    set.put("domain.ownership", fact.with(seen));
    set.put("domain.ownership-steps", steps(&ladder, set));
}

/// The facts that the ladder stands on.
const SOURCES: &[&str] = &[
    "domain.registrant",
    "domain.control",
    "application.registration-number",
    "application.legal-name",
    "application.domain-holder",
];

fn finding(set: &FactSet, path: &str) -> Finding {
    set.get(path).map_or(Finding::Unknown(Reason::NotCollected), |fact| fact.finding.clone())
}

/// The evidence of these facts, each at most twice.
fn evidence(set: &FactSet, paths: &[&str]) -> Vec<Evidence> {
    let of = |path: &&str| {
        let evidence = set.get(path).map_or(&[][..], |fact| &fact.evidence);
        evidence.iter().take(2).cloned().map(|e| Evidence { item: None, ..e }).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

fn kind(registrant: &Finding, holder: Option<&Holder<'_>>) -> Fact {
    match (registrant, holder.map(|holder| holder.kind)) {
        (_, Some(Kind::Organization)) => Fact::present("organization", Vec::new()),
        (_, Some(Kind::Person)) => Fact::present("person", Vec::new()),
        // The registry has answered, and names nobody.
        (Finding::Unknown(Reason::Redacted | Reason::NoPublicSource), None) => {
            Fact::present("hidden", Vec::new())
        }
        (Finding::Unknown(reason), None) => Fact::unknown(*reason),
        _ => Fact::absent(),
    }
}

/// The steps with what each rests on.
fn steps(ladder: &Ladder<'_>, set: &FactSet) -> Fact {
    let rest_on = |(item, step): (usize, &ladder::Step<'_>)| {
        let paths: &[&str] = match step.rung {
            ladder::Rung::RegistrationNumber => {
                &["domain.registrant", "application.registration-number"]
            }
            ladder::Rung::RegistrantName => &["domain.registrant", "application.legal-name"],
            ladder::Rung::Relation => &["domain.registrant", "application.domain-holder"],
            ladder::Rung::Control => &["domain.control"],
        };
        evidence(set, paths).into_iter().map(move |e| Evidence { item: Some(item), ..e })
    };
    let seen = ladder.steps.iter().enumerate().flat_map(rest_on).collect();
    Fact::list(&ladder.steps, seen, Ok(()))
}
