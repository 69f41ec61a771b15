//! The DNS records of the shop's host and domain.
//!
//! A name or type that does not exist is an answer without records; only a
//! question that nobody answered is a failure. The `DS` records show whether the
//! parent says the domain is signed; whether the signatures hold is found out
//! by `dnssec` and kept with the `SOA` record.

use super::clock::now;
use super::dnssec;
use super::egress::{Egress, dns_failure, is_nothing};
use super::log::Log;
use super::stop::Stop;
use crate::facts::Reason;
use crate::snapshot::{DnsAnswer, Failure};
use futures_util::future::{join, join_all};
use hickory_resolver::proto::dnssec::TrustAnchors;
use hickory_resolver::proto::rr::{RData, RecordType};
use std::sync::Arc;

/// Most records kept of one answer.
const MAX_RECORDS: usize = 50;

/// Asks everything and keeps the answers, in a fixed order.
///
/// `proof` is the name at which a proof of control may stand, where one was asked
/// for.
pub(super) async fn ask(
    egress: &Egress,
    host: &str,
    domain: &str,
    proof: Option<&str>,
    log: &Log<'_>,
    stop: &Stop,
) {
    let mut questions = vec![(host, RecordType::A), (host, RecordType::AAAA)];
    for kind in [
        RecordType::NS,
        RecordType::MX,
        RecordType::TXT,
        RecordType::SOA,
        RecordType::CAA,
        RecordType::DS,
    ] {
        questions.push((domain, kind));
    }
    questions.extend(proof.map(|name| (name, RecordType::TXT)));
    // The policy for mail stands at a name of its own (RFC 7489, 6.1).
    let dmarc = format!("_dmarc.{domain}");
    questions.push((&dmarc, RecordType::TXT));
    let answers = join_all(questions.into_iter().map(|(name, kind)| async move {
        let answer = stop.before(records(egress, name, kind)).await;
        let answer = answer.unwrap_or_else(|_| {
            let detail = "the visit ended before the answer came".to_owned();
            Err(Failure { reason: Reason::Truncated, detail })
        });
        let (records, failure) = match answer {
            Ok(records) => (records, None),
            Err(failure) => (Vec::new(), Some(failure)),
        };
        DnsAnswer {
            name: name.trim_end_matches('.').to_owned(),
            record_type: kind.to_string(),
            records,
            failure,
            validation: None,
            seen_at: now(),
        }
    }));
    let anchors = Arc::new(TrustAnchors::default());
    let validation = stop.before(dnssec::validate(egress, anchors, domain));
    let (mut answers, validation) = join(answers, validation).await;
    for answer in answers.iter_mut().filter(|answer| answer.record_type == "SOA") {
        answer.validation = validation.ok();
    }
    log.with(|snapshot| snapshot.dns = answers);
}

async fn records(egress: &Egress, name: &str, kind: RecordType) -> Result<Vec<String>, Failure> {
    let full = format!("{}.", name.trim_end_matches('.'));
    match egress.resolver().lookup(full, kind).await {
        Ok(answer) => {
            let mut records: Vec<String> = answer
                .answers()
                .iter()
                .filter(|record| record.record_type() == kind)
                .map(|record| presentation(&record.data))
                .take(MAX_RECORDS)
                .collect();
            // Servers rotate their answers; a snapshot should not.
            records.sort();
            Ok(records)
        }
        Err(error) if is_nothing(&error) => Ok(Vec::new()),
        Err(error) => Err(dns_failure(name, &error)),
    }
}

/// Record data as text; the strings of a TXT record as the one text they are
/// (RFC 7208, 3.3), names without the final dot.
fn presentation(data: &RData) -> String {
    match data {
        RData::TXT(txt) => txt.txt_data.iter().map(|part| String::from_utf8_lossy(part)).collect(),
        RData::NS(name) => without_dot(&name.to_string()),
        RData::MX(mx) => format!("{} {}", mx.preference, without_dot(&mx.exchange.to_string())),
        other => other.to_string(),
    }
}

fn without_dot(name: &str) -> String {
    match name.strip_suffix('.') {
        Some("") | None => name.to_owned(),
        Some(rest) => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::testing::name_server;
    use hickory_resolver::proto::rr::Name;
    use hickory_resolver::proto::rr::rdata::{MX, NS, TXT};

    #[tokio::test]
    async fn nothing_there_is_an_answer_and_no_answer_is_a_failure() {
        let server = name_server(|name, _| match name {
            "shop.example." => {
                vec!["192.0.2.9".parse().unwrap(), "192.0.2.1".parse().unwrap()]
            }
            _ => Vec::new(),
        })
        .await;
        let egress = Egress::new(&[], &[], Some(server.address)).unwrap();
        let ask = async |name, kind| records(&egress, name, kind).await;
        // Asking for records is not connecting: any address may be read.
        let found = ask("shop.example", RecordType::A).await.unwrap();
        assert_eq!(found, ["192.0.2.1", "192.0.2.9"]);
        assert!(ask("shop.example", RecordType::MX).await.unwrap().is_empty());
        assert!(ask("none.example", RecordType::A).await.unwrap().is_empty());
        let failure = ask("broken.example", RecordType::A).await.unwrap_err();
        assert_eq!(failure.reason, Reason::Unreachable);
        assert!(failure.detail.contains("broken.example"), "{}", failure.detail);
    }

    #[test]
    fn record_data_reads_as_a_person_writes_it() {
        let name = |text: &str| Name::from_ascii(text).unwrap();
        assert_eq!(presentation(&RData::NS(NS(name("ns1.host.example.")))), "ns1.host.example");
        assert_eq!(presentation(&RData::MX(MX::new(10, name("mail.example.")))), "10 mail.example");
        assert_eq!(presentation(&RData::MX(MX::new(0, name(".")))), "0 .");
        let txt = TXT::new(vec!["v=spf1 ".to_owned(), "-all".to_owned()]);
        assert_eq!(presentation(&RData::TXT(txt)), "v=spf1 -all");
    }
}
