//! The fact of the certificate that the host presents (RFC 5280).
//!
//! Whether it is trusted and names the host was found out in the handshake; here
//! the leaf is read for what it says of itself.

use crate::facts::{Evidence, Fact, FactSet, Reason};
use crate::snapshot::{Snapshot, TlsRecord, sha256};
use base64::Engine as _;
use serde_json::json;
use x509_parser::prelude::{ASN1Time, FromDer, GeneralName, X509Certificate, X509Name};

/// The most names kept of one certificate.
const MAX_NAMES: usize = 200;

/// States `tls.certificate`.
pub(super) fn facts(snapshot: &Snapshot, set: &mut FactSet) {
    if let Some(record) = &snapshot.tls {
        set.put("tls.certificate", certificate(record));
    }
}

fn certificate(record: &TlsRecord) -> Fact {
    let problem = record.problem.as_deref().unwrap_or("");
    let unknown = |reason| Fact::unknown(reason).with(vec![evidence(record, None, problem)]);
    let Some(leaf) = record.chain.first() else { return unknown(Reason::Unreachable) };
    let Ok(der) = base64::engine::general_purpose::STANDARD.decode(leaf.trim()) else {
        return unknown(Reason::Ambiguous);
    };
    let Ok((_, leaf)) = X509Certificate::from_der(&der) else {
        return unknown(Reason::Ambiguous);
    };
    let names = names(&leaf);
    let subject = common_name(leaf.subject()).or_else(|| names.first().cloned());
    let issuer = organization(leaf.issuer()).or_else(|| common_name(leaf.issuer()));
    let (from, to) = (day(leaf.validity().not_before), day(leaf.validity().not_after));
    let said = format!(
        "subject {}, issuer {}, {} to {}. {problem}",
        subject.as_deref().unwrap_or("-"),
        issuer.as_deref().unwrap_or("-"),
        from.as_deref().unwrap_or("-"),
        to.as_deref().unwrap_or("-"),
    );
    let value = json!({
        "subject": subject,
        "organization": organization(leaf.subject()),
        "names": names,
        "issuer": issuer,
        "not-before": from,
        "not-after": to,
        "trusted": record.trusted,
        "matches-host": record.matches_host,
    });
    Fact::present(value, vec![evidence(record, Some(&der), &said)])
}

/// DNS names and addresses of the subject alternative name extension.
fn names(leaf: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(extension)) = leaf.subject_alternative_name() else { return Vec::new() };
    let name = |name: &GeneralName<'_>| match name {
        GeneralName::DNSName(name) => Some(name.to_ascii_lowercase()),
        GeneralName::IPAddress(bytes) => match bytes.len() {
            4 => <[u8; 4]>::try_from(*bytes).ok().map(|b| std::net::Ipv4Addr::from(b).to_string()),
            16 => {
                <[u8; 16]>::try_from(*bytes).ok().map(|b| std::net::Ipv6Addr::from(b).to_string())
            }
            _ => None,
        },
        _ => None,
    };
    extension.value.general_names.iter().filter_map(name).take(MAX_NAMES).collect()
}

fn common_name(name: &X509Name<'_>) -> Option<String> {
    name.iter_common_name().find_map(|part| part.as_str().ok()).map(str::to_owned)
}

fn organization(name: &X509Name<'_>) -> Option<String> {
    name.iter_organization().find_map(|part| part.as_str().ok()).map(str::to_owned)
}

fn day(time: ASN1Time) -> Option<String> {
    let timestamp = jiff::Timestamp::from_second(time.timestamp()).ok()?;
    Some(timestamp.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
}

fn evidence(record: &TlsRecord, der: Option<&[u8]>, said: &str) -> Evidence {
    Evidence {
        sha256: der.map(sha256),
        seen_at: Some(record.seen_at.clone()),
        ..Evidence::new(format!("tls://{}", record.host), said)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finding, snapshot};
    use super::*;
    use crate::facts::Finding;
    use base64::engine::general_purpose::STANDARD;

    fn record(chain: Vec<String>) -> TlsRecord {
        TlsRecord {
            host: "www.blue-kettle.example".to_owned(),
            chain,
            trusted: false,
            matches_host: true,
            version: None,
            problem: Some("self-signed".to_owned()),
            seen_at: "2026-01-02T03:04:05Z".to_owned(),
        }
    }

    fn of(record: TlsRecord) -> Finding {
        let mut set = FactSet::new();
        facts(&Snapshot { tls: Some(record), ..snapshot() }, &mut set);
        finding(&set, "tls.certificate")
    }

    #[test]
    fn the_leaf_is_read() {
        let mut parameters =
            rcgen::CertificateParams::new(vec!["www.blue-kettle.example".to_owned()]).unwrap();
        parameters.not_before = rcgen::date_time_ymd(2026, 1, 2);
        parameters.not_after = rcgen::date_time_ymd(2026, 4, 2);
        parameters.distinguished_name = rcgen::DistinguishedName::new();
        parameters.distinguished_name.push(rcgen::DnType::CommonName, "blue-kettle.example");
        parameters.distinguished_name.push(rcgen::DnType::OrganizationName, "Blue Kettle AB");
        let key = rcgen::KeyPair::generate().unwrap();
        let certificate = parameters.self_signed(&key).unwrap();
        let value = of(record(vec![STANDARD.encode(certificate.der())])).value();
        assert_eq!(
            value,
            json!({
                "subject": "blue-kettle.example",
                "organization": "Blue Kettle AB",
                "names": ["www.blue-kettle.example"],
                "issuer": "Blue Kettle AB",
                "not-before": "2026-01-02",
                "not-after": "2026-04-02",
                "trusted": false,
                "matches-host": true,
            })
        );
    }

    #[test]
    fn no_certificate_or_a_broken_one_is_unknown() {
        assert_eq!(of(record(vec![])), Finding::Unknown(Reason::Unreachable));
        assert_eq!(of(record(vec!["AAAA".to_owned()])), Finding::Unknown(Reason::Ambiguous));
        assert_eq!(of(record(vec!["%".to_owned()])), Finding::Unknown(Reason::Ambiguous));
    }
}
