//! The facts of the domain name system.
//!
//! A record type is *absent* when the question was answered and there is none
//! (NODATA, NXDOMAIN), *unknown* when it failed. Addresses are asked of the
//! host, everything else of the registrable domain; a question that was asked of
//! only one of them counts for either.

use crate::facts::{Evidence, Fact, FactSet, Reason};
use crate::snapshot::{DnsAnswer, Snapshot, Validation, sha256};
use serde_json::json;

/// Record types whose fact is the list of their data.
const LISTS: &[(&str, &str, Of)] = &[
    ("A", "dns.a", Of::Host),
    ("AAAA", "dns.aaaa", Of::Host),
    ("NS", "dns.ns", Of::Domain),
    ("MX", "dns.mx", Of::Domain),
    ("TXT", "dns.txt", Of::Domain),
    ("CAA", "dns.caa", Of::Domain),
];

/// The status as RFC 4035 calls it.
fn said(validation: Validation) -> &'static str {
    match validation {
        Validation::Secure => "DNSSEC: secure",
        Validation::Insecure => "DNSSEC: insecure",
        Validation::Bogus => "DNSSEC: bogus",
        Validation::Indeterminate => "DNSSEC: indeterminate",
    }
}

/// Which name a question is about first.
#[derive(Debug, Clone, Copy)]
enum Of {
    Host,
    Domain,
}

/// States the facts under `dns.*`.
pub(super) fn facts(snapshot: &Snapshot, set: &mut FactSet) {
    for (kind, path, of) in LISTS {
        if let Some(answer) = answer(snapshot, kind, *of) {
            let fact = state(answer, || {
                let evidence = answer.records.iter().enumerate().map(|(item, record)| Evidence {
                    item: Some(item),
                    ..evidence(answer, record)
                });
                Fact::present(&answer.records, evidence.collect())
            });
            set.put(path, fact);
        }
    }
    if let Some(answer) = answer(snapshot, "SOA", Of::Domain) {
        let first = answer.records.first().map_or("", String::as_str);
        set.put("dns.soa", state(answer, || Fact::present(first, vec![evidence(answer, first)])));
    }
    if let Some(answer) = answer(snapshot, "DS", Of::Domain) {
        let signed = !answer.records.is_empty();
        let shown = answer.records.first().map_or("", String::as_str);
        let soa = self::answer(snapshot, "SOA", Of::Domain);
        let proved = soa.and_then(|soa| soa.validation);
        let fact = match failure(answer) {
            Some(reason) => Fact::unknown(reason),
            None => Fact::present(json!({ "signed": signed, "validation": proved }), Vec::new()),
        };
        let mut seen = vec![evidence(answer, shown)];
        if let (Some(soa), Some(proved)) = (soa, proved) {
            let zone = soa.records.first().map_or("", String::as_str);
            seen.push(evidence(soa, &format!("{zone} ({})", said(proved))));
        }
        set.put("dns.dnssec", fact.with(seen));
    }
}

/// The answer to a question of this type: an answered one before a failed one,
/// the wanted name before the other.
fn answer<'a>(snapshot: &'a Snapshot, kind: &str, of: Of) -> Option<&'a DnsAnswer> {
    let (host, domain) = (&snapshot.target.host, &snapshot.target.registrable_domain);
    let names = match of {
        Of::Host => [host, domain],
        Of::Domain => [domain, host],
    };
    names.into_iter().find_map(|name| answer_for(snapshot, kind, name))
}

/// The answer to a question of this type about this very name.
pub(super) fn answer_for<'a>(
    snapshot: &'a Snapshot,
    kind: &str,
    name: &str,
) -> Option<&'a DnsAnswer> {
    let mut asked = snapshot.dns.iter().filter(|a| {
        a.record_type.eq_ignore_ascii_case(kind)
            && a.name.trim_end_matches('.').eq_ignore_ascii_case(name)
    });
    asked.clone().find(|a| a.failure.is_none()).or_else(|| asked.next())
}

fn state(answer: &DnsAnswer, present: impl FnOnce() -> Fact) -> Fact {
    match failure(answer) {
        Some(reason) => Fact::unknown(reason).with(vec![evidence(answer, "")]),
        None if answer.records.is_empty() => Fact::absent().with(vec![evidence(answer, "")]),
        None => present(),
    }
}

fn failure(answer: &DnsAnswer) -> Option<Reason> {
    answer.failure.as_ref().map(|failure| failure.reason)
}

/// The place of an answer, with the record that tells.
pub(super) fn evidence(answer: &DnsAnswer, record: &str) -> Evidence {
    let kind = &answer.record_type;
    let said = match &answer.failure {
        Some(failure) => failure.detail.clone(),
        None => format!("{} {kind} {record}", answer.name),
    };
    Evidence {
        selector: Some(kind.clone()),
        sha256: Some(sha256(answer.records.join("\n").as_bytes())),
        seen_at: Some(answer.seen_at.clone()),
        ..Evidence::new(format!("dns:{}", answer.name), &said)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{asked, finding, snapshot};
    use super::*;
    use crate::facts::Finding;
    use crate::snapshot::Failure;

    #[test]
    fn answers_empty_answers_and_failures_are_three_things() {
        let (host, domain) = ("www.blue-kettle.example", "blue-kettle.example");
        let failure = Failure { reason: Reason::TimedOut, detail: "no answer in 5 s".to_owned() };
        let dns = vec![
            asked("A", domain, &["192.0.2.2"]),
            asked("A", host, &["192.0.2.1"]),
            asked("AAAA", host, &[]),
            asked("MX", domain, &["10 mail.blue-kettle.example."]),
            DnsAnswer { failure: Some(failure), ..asked("TXT", domain, &[]) },
            asked("SOA", domain, &["ns1.host.example. admin.host.example. 1 2 3 4 5"]),
            asked("DS", domain, &[]),
        ];
        let mut set = FactSet::new();
        facts(&Snapshot { dns, ..snapshot() }, &mut set);
        assert_eq!(finding(&set, "dns.a").value(), json!(["192.0.2.1"]));
        assert_eq!(finding(&set, "dns.aaaa"), Finding::Absent);
        assert_eq!(finding(&set, "dns.mx").value(), json!(["10 mail.blue-kettle.example."]));
        assert_eq!(finding(&set, "dns.txt"), Finding::Unknown(Reason::TimedOut));
        assert_eq!(finding(&set, "dns.caa"), Finding::Unknown(Reason::NotCollected));
        assert_eq!(
            finding(&set, "dns.dnssec").value(),
            json!({"signed": false, "validation": null})
        );
        assert!(finding(&set, "dns.soa").value().is_string());
        assert_eq!(set.get("dns.a").unwrap().evidence[0].url, "dns:www.blue-kettle.example");
    }

    #[test]
    fn a_broken_signature_is_told_from_none() {
        let mut snapshot = snapshot();
        let domain = "blue-kettle.example";
        let mut soa = asked("SOA", domain, &["ns1.host.example. us.host.example. 1 2 3 4 5"]);
        soa.validation = Some(Validation::Bogus);
        snapshot.dns = vec![asked("DS", domain, &["1 13 2 AB"]), soa];
        let mut set = FactSet::new();
        facts(&snapshot, &mut set);
        let value = finding(&set, "dns.dnssec").value();
        assert_eq!(value, json!({ "signed": true, "validation": "bogus" }));
        let evidence = &set.get("dns.dnssec").unwrap().evidence;
        assert!(evidence[1].excerpt.ends_with("(DNSSEC: bogus)"), "{evidence:?}");
    }
}
