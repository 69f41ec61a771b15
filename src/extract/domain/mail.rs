//! The fact of what the domain says about mail: who takes it in (MX, RFC 5321
//! and the null MX of RFC 7505), who may send it (SPF, RFC 7208), and what is to
//! become of forged mail (DMARC, RFC 7489).
//!
//! Evidence are the records as published. A policy counts only when there is
//! exactly one, as the standards have it: two SPF records are an error, two DMARC
//! records are none. A question that failed leaves the whole fact *unknown*,
//! because half an answer would read as a missing policy.

use super::dns::{answer_for, evidence};
use crate::facts::{Fact, FactSet, Reason};
use crate::snapshot::Snapshot;
use serde_json::json;

/// States `dns.mail`.
pub(super) fn facts(snapshot: &Snapshot, set: &mut FactSet) {
    set.put("dns.mail", mail(snapshot));
}

fn mail(snapshot: &Snapshot) -> Fact {
    let domain = snapshot.target.registrable_domain.as_str();
    let dmarc_name = format!("_dmarc.{domain}");
    let asked = [("MX", domain), ("TXT", domain), ("TXT", dmarc_name.as_str())];
    let answers = asked.map(|(kind, name)| answer_for(snapshot, kind, name));
    let [Some(mx), Some(txt), Some(dmarc)] = answers else {
        return Fact::unknown(Reason::NotCollected);
    };
    for answer in [mx, txt, dmarc] {
        if let Some(failure) = &answer.failure {
            return Fact::unknown(failure.reason).with(vec![evidence(answer, "")]);
        }
    }
    let null_mx = mx.records.iter().any(|record| is_null(record));
    let spf: Vec<&String> = txt.records.iter().filter(|text| is_spf(text)).collect();
    let policies: Vec<&String> = dmarc.records.iter().filter(|text| is_dmarc(text)).collect();
    let (one_spf, one_policy) = (only(&spf), only(&policies));
    let value = json!({
        "mx": !null_mx && !mx.records.is_empty(),
        "null-mx": null_mx,
        "spf": one_spf,
        "spf-all": one_spf.and_then(spf_all),
        "spf-records": spf.len(),
        "dmarc": one_policy,
        "dmarc-policy": one_policy.and_then(dmarc_policy),
    });
    let shown = |records: &[&String]| {
        records.iter().map(|text| text.as_str()).collect::<Vec<_>>().join(" | ")
    };
    let evidence = vec![
        evidence(mx, &mx.records.join(" | ")),
        evidence(txt, &shown(&spf)),
        evidence(dmarc, &shown(&policies)),
    ];
    Fact::present(value, evidence)
}

fn only<'a>(records: &[&'a String]) -> Option<&'a str> {
    match records {
        [one] => Some(one.as_str()),
        _ => None,
    }
}

/// `0 .`: the domain takes no mail (RFC 7505, 3).
fn is_null(record: &str) -> bool {
    record.split_whitespace().nth(1) == Some(".")
}

/// RFC 7208, 4.5: the version is followed by a space or nothing.
fn is_spf(text: &str) -> bool {
    text.split(' ').next().is_some_and(|version| version.eq_ignore_ascii_case("v=spf1"))
}

/// The qualifier of the mechanism `all`, which ends the evaluation (RFC 7208,
/// 5.1); `+` when none is written.
fn spf_all(text: &str) -> Option<&'static str> {
    text.split_ascii_whitespace().skip(1).find_map(|term| {
        match term.to_ascii_lowercase().as_str() {
            "-all" => Some("-"),
            "~all" => Some("~"),
            "?all" => Some("?"),
            "+all" | "all" => Some("+"),
            _ => None,
        }
    })
}

/// RFC 7489, 6.3: the version comes first and is written in capitals.
fn is_dmarc(text: &str) -> bool {
    tags(text).next() == Some(("v".to_owned(), "DMARC1"))
}

/// What the owner of the domain asks for (`p`); a policy that does not exist but
/// comes with an address for reports counts as `none` (RFC 7489, 6.6.3).
fn dmarc_policy(text: &str) -> Option<&'static str> {
    let value = |name: &str| tags(text).find(|(tag, _)| tag == name).map(|(_, value)| value);
    match value("p").map(str::to_ascii_lowercase).as_deref() {
        Some("none") => Some("none"),
        Some("quarantine") => Some("quarantine"),
        Some("reject") => Some("reject"),
        _ => value("rua").map(|_| "none"),
    }
}

/// The tags of a policy: names in lower case, values as written.
fn tags(text: &str) -> impl Iterator<Item = (String, &str)> {
    text.split(';').filter_map(|tag| {
        let (name, value) = tag.split_once('=')?;
        Some((name.trim().to_ascii_lowercase(), value.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{asked, finding, snapshot};
    use super::*;
    use crate::facts::Finding;
    use crate::snapshot::{DnsAnswer, Failure};
    use serde_json::Value;

    fn of(mx: &[&str], txt: &[&str], dmarc: &[&str]) -> Finding {
        let mut snapshot = snapshot();
        snapshot.dns = vec![
            asked("MX", "blue-kettle.example", mx),
            asked("TXT", "_dmarc.blue-kettle.example", dmarc),
            asked("TXT", "blue-kettle.example", txt),
        ];
        let mut set = FactSet::new();
        facts(&snapshot, &mut set);
        finding(&set, "dns.mail")
    }

    #[test]
    fn a_domain_that_is_set_up_for_mail() {
        let mail = of(
            &["10 mail.host.example"],
            &["site-verification=1", "V=SPF1 include:_spf.host.example ~all"],
            &["v=DMARC1; P=Quarantine; rua=mailto:x@blue-kettle.example"],
        )
        .value();
        assert_eq!((&mail["mx"], &mail["null-mx"]), (&Value::Bool(true), &Value::Bool(false)));
        assert_eq!((&mail["spf-all"], &mail["dmarc-policy"]), (&"~".into(), &"quarantine".into()));
        assert!(mail["spf"].as_str().unwrap().contains("include:"));
    }

    #[test]
    fn a_domain_without_mail_says_so_or_nothing() {
        let mail = of(&["0 ."], &["v=spf1 -all"], &[]).value();
        assert_eq!((&mail["mx"], &mail["null-mx"]), (&Value::Bool(false), &Value::Bool(true)));
        assert_eq!((&mail["spf-all"], &mail["dmarc"]), (&"-".into(), &Value::Null));
        let mail = of(&[], &[], &[]).value();
        assert_eq!((&mail["mx"], &mail["null-mx"]), (&Value::Bool(false), &Value::Bool(false)));
    }

    #[test]
    fn two_policies_are_none_and_others_are_not_taken_for_one() {
        let mail = of(
            &[],
            &["v=spf1 -all", "v=spf1 +all", "v=spf10 -all"],
            &["v=DMARC1; p=none", "v=DMARC1; p=reject"],
        )
        .value();
        assert_eq!((&mail["spf"], &mail["spf-records"]), (&Value::Null, &2.into()));
        assert_eq!((&mail["dmarc"], &mail["dmarc-policy"]), (&Value::Null, &Value::Null));
        assert_eq!(of(&[], &[], &["p=reject; v=DMARC1"]).value()["dmarc"], Value::Null);
    }

    #[test]
    fn policies_are_read_as_the_standards_say() {
        assert_eq!(spf_all("v=spf1 a all"), Some("+"));
        assert_eq!(spf_all("v=spf1 redirect=_spf.host.example"), None);
        assert_eq!(spf_all("v=spf1 include:firewall.example"), None);
        assert_eq!(dmarc_policy("v=DMARC1; p=rejct"), None);
        assert_eq!(dmarc_policy("v=DMARC1; p=rejct; rua=mailto:a@b.example"), Some("none"));
    }

    #[test]
    fn a_question_that_failed_leaves_everything_open() {
        let mut snapshot = snapshot();
        let failure = Failure { reason: Reason::TimedOut, detail: "silence".to_owned() };
        snapshot.dns =
            vec![asked("MX", "blue-kettle.example", &[]), asked("TXT", "blue-kettle.example", &[])];
        let mut set = FactSet::new();
        facts(&snapshot, &mut set);
        assert_eq!(finding(&set, "dns.mail"), Finding::Unknown(Reason::NotCollected));
        snapshot.dns.push(DnsAnswer {
            failure: Some(failure),
            ..asked("TXT", "_dmarc.blue-kettle.example", &[])
        });
        facts(&snapshot, &mut set);
        assert_eq!(finding(&set, "dns.mail"), Finding::Unknown(Reason::TimedOut));
    }
}
