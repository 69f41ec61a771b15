//! Domain registration, DNS and certificate facts out of what was answered.
//!
//! [`rdap`] and [`whois`] read single answers into the same [`Registration`];
//! `registry`, `dns`, `mail`, `tls` and `control` state the facts of a snapshot,
//! `supplied` compares what the applicant sent with them, and `ownership` climbs the
//! ladder from them to who holds the domain.

mod control;
mod country;
mod date;
mod dns;
mod encoding;
mod jcard;
mod jscontact;
mod lookalike;
mod mail;
mod ownership;
mod privacy;
pub mod rdap;
mod registration;
mod registry;
mod status;
mod supplied;
mod tls;
pub mod whois;

pub use encoding::decode;
pub use registration::{Registrant, Registration};
pub use supplied::{About, about};

use super::Site;
use crate::facts::FactSet;

/// States the facts of this area.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    registry::facts(site.snapshot, set);
    dns::facts(site.snapshot, set);
    mail::facts(site.snapshot, set);
    lookalike::facts(site, set);
    tls::facts(site.snapshot, set);
    control::facts(site.snapshot, set);
    // The ladder stands on what the others have stated.
    ownership::facts(site, set);
}

#[cfg(test)]
mod tests {
    use crate::facts::{FactSet, Finding};
    use crate::snapshot::{DnsAnswer, Limits, Snapshot, Target};

    /// A snapshot of a visit that saw nothing.
    pub(super) fn snapshot() -> Snapshot {
        let time = "2026-01-02T03:04:05Z".to_owned();
        Snapshot {
            tool_version: "0".to_owned(),
            target: Target {
                url: "https://www.blue-kettle.example/".to_owned(),
                host: "www.blue-kettle.example".to_owned(),
                registrable_domain: "blue-kettle.example".to_owned(),
            },
            started_at: time.clone(),
            finished_at: time,
            limits: Limits::default(),
            application: None,
            challenge: None,
            exchanges: Vec::new(),
            skipped: Vec::new(),
            dns: Vec::new(),
            rdap: Vec::new(),
            whois: Vec::new(),
            registry_extracts: Vec::new(),
            tls: None,
            stopped_by: None,
            walk: None,
            before_consent: None,
        }
    }

    /// The answer to a DNS question.
    pub(super) fn asked(kind: &str, name: &str, records: &[&str]) -> DnsAnswer {
        DnsAnswer {
            name: name.to_owned(),
            record_type: kind.to_owned(),
            records: records.iter().map(|r| (*r).to_owned()).collect(),
            failure: None,
            validation: None,
            seen_at: "2026-01-02T03:04:05Z".to_owned(),
        }
    }

    /// What is known at a path.
    pub(super) fn finding(set: &FactSet, path: &str) -> Finding {
        set.get(path).unwrap().finding.clone()
    }
}
