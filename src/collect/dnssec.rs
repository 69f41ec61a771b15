//! Whether the signatures of a domain hold (DNSSEC, RFC 4033 to 4035).
//!
//! [`validate`] asks the same name servers as everything else for the chain of
//! signatures from the root to the domain and follows it with Hickory's
//! validator. The name servers are asked not to judge for us (checking
//! disabled), so that a broken zone can be told from one that is not there.
//!
//! *Bogus* is a strong word, so it is said only where everything that was asked
//! for came: a name server that keeps signatures to itself shows by not having
//! those of the root, and a question that failed on the way proves nothing.
//! Both are *indeterminate*. Nothing here decides whether the answers are used.

use super::egress::{Egress, is_nothing};
use crate::snapshot::Validation;
use futures_util::stream::{Stream, StreamExt as _};
use hickory_resolver::net::NetError;
use hickory_resolver::net::dnssec::DnssecDnsHandle;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::xfer::{DnsHandle, FirstAnswer as _};
use hickory_resolver::proto::dnssec::{Proof, TrustAnchors};
use hickory_resolver::proto::op::{DnsRequest, DnsRequestOptions, DnsResponse, Query};
use hickory_resolver::proto::rr::{Name, RecordType};
use hickory_resolver::{NameServerPool, PoolContext, TlsConfig};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long following the chain may take.
const TIMEOUT: Duration = Duration::from_secs(10);

type Pool = NameServerPool<TokioRuntimeProvider>;

/// The security status of a domain's start of authority, by these anchors of
/// the root zone.
pub(super) async fn validate(
    egress: &Egress,
    anchors: Arc<TrustAnchors>,
    domain: &str,
) -> Validation {
    tokio::time::timeout(TIMEOUT, follow(egress, anchors, domain))
        .await
        .ok()
        .flatten()
        .unwrap_or(Validation::Indeterminate)
}

async fn follow(egress: &Egress, anchors: Arc<TrustAnchors>, domain: &str) -> Option<Validation> {
    let name = Name::from_ascii(format!("{}.", domain.trim_end_matches('.'))).ok()?;
    let (servers, options) = egress.name_servers();
    let context = PoolContext::new(options.clone(), TlsConfig::new().ok()?);
    let pool = Pool::from_config(
        servers.iter().cloned(),
        Arc::new(context),
        TokioRuntimeProvider::default(),
    );
    let asking = Asking { pool, troubled: Arc::default() };
    let troubled = Arc::clone(&asking.troubled);
    let validator = DnssecDnsHandle::with_trust_anchor(asking, anchors);
    let ask = async |name: Name, kind: RecordType| {
        let mut options = DnsRequestOptions::default();
        options.edns_set_dnssec_ok = true;
        validator.lookup(Query::query(name, kind), options).first_answer().await.ok()
    };
    // Without the signed keys of the root there is nothing to start from.
    let root = ask(Name::root(), RecordType::DNSKEY).await?;
    if proof(&root, RecordType::DNSKEY) != Some(Proof::Secure) {
        return None;
    }
    let answer = ask(name, RecordType::SOA).await?;
    Some(verdict(proof(&answer, RecordType::SOA)?, troubled.load(Ordering::SeqCst)))
}

/// What a proof comes to, given whether a question failed on the way.
fn verdict(proof: Proof, troubled: bool) -> Validation {
    match proof {
        Proof::Secure => Validation::Secure,
        Proof::Insecure if !troubled => Validation::Insecure,
        Proof::Bogus if !troubled => Validation::Bogus,
        _ => Validation::Indeterminate,
    }
}

/// The weakest proof of the records of a type: those of the answer, or of the
/// zone around a name that has none.
fn proof(response: &DnsResponse, kind: RecordType) -> Option<Proof> {
    let of = |records: &[hickory_resolver::proto::rr::Record]| {
        records.iter().filter(|r| r.record_type() == kind).map(|r| r.proof).min()
    };
    of(&response.answers).or_else(|| of(&response.authorities))
}

/// The name servers, asked without their own judgement, and whether one of the
/// questions failed.
#[derive(Clone)]
struct Asking {
    pool: Pool,
    troubled: Arc<AtomicBool>,
}

impl DnsHandle for Asking {
    type Response = Pin<Box<dyn Stream<Item = Result<DnsResponse, NetError>> + Send>>;
    type Runtime = TokioRuntimeProvider;

    fn send(&self, mut request: DnsRequest) -> Self::Response {
        request.metadata.checking_disabled = true;
        let troubled = Arc::clone(&self.troubled);
        Box::pin(self.pool.send(request).inspect(move |answer| {
            if let Err(error) = answer
                && !is_nothing(error)
            {
                troubled.store(true, Ordering::SeqCst);
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hickory_resolver::proto::dnssec::crypto::Ed25519SigningKey;
    use hickory_resolver::proto::dnssec::rdata::sig::SigInput;
    use hickory_resolver::proto::dnssec::rdata::{DNSKEY, DNSSECRData, DS, NSEC, RRSIG};
    use hickory_resolver::proto::dnssec::{Algorithm, DigestType, SigningKey, TBS};
    use hickory_resolver::proto::op::{Edns, Message, MessageType, OpCode, ResponseCode};
    use hickory_resolver::proto::rr::rdata::{NS, SOA};
    use hickory_resolver::proto::rr::{DNSClass, RData, Record, SerialNumber};
    use std::net::SocketAddr;
    use tokio::net::UdpSocket;

    /// The root zone, which here holds everything, and its key.
    struct Root {
        key: Ed25519SigningKey,
        dnskey: DNSKEY,
    }

    fn name(text: &str) -> Name {
        Name::from_ascii(text).unwrap()
    }

    fn dnssec(owner: &str, data: DNSSECRData) -> Record {
        Record::from_rdata(name(owner), 60, RData::DNSSEC(data))
    }

    fn soa(owner: &str) -> Record {
        let soa = SOA::new(name("ns.example."), name("us.example."), 1, 7200, 3600, 86400, 60);
        Record::from_rdata(name(owner), 60, RData::SOA(soa))
    }

    impl Root {
        fn new() -> Self {
            let pkcs8 = Ed25519SigningKey::generate_pkcs8().unwrap();
            let key = Ed25519SigningKey::from_pkcs8(&pkcs8).unwrap();
            let dnskey = DNSKEY::from_key(&key.to_public_key().unwrap());
            Self { key, dnskey }
        }

        fn anchors(&self) -> Arc<TrustAnchors> {
            let mut anchors = TrustAnchors::empty();
            anchors.insert(self.dnskey.public_key());
            Arc::new(anchors)
        }

        /// The record with its signature.
        fn signed(&self, record: Record) -> Vec<Record> {
            let now = std::time::SystemTime::now();
            let now = now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() as u32;
            let input = SigInput {
                type_covered: record.record_type(),
                algorithm: Algorithm::ED25519,
                num_labels: record.name.num_labels(),
                original_ttl: record.ttl,
                sig_expiration: SerialNumber::new(now + 3600),
                sig_inception: SerialNumber::new(now - 3600),
                key_tag: self.dnskey.calculate_key_tag().unwrap(),
                signer_name: Name::root(),
            };
            let records = std::iter::once(&record);
            let tbs = TBS::from_input(&record.name, DNSClass::IN, &input, records).unwrap();
            let signature = RRSIG::from_sig(input, self.key.sign(&tbs).unwrap());
            let owner = record.name.to_string();
            vec![record, dnssec(&owner, DNSSECRData::RRSIG(signature))]
        }

        /// Answers and authorities for a question; none where it fails.
        fn answer(&self, owner: &str, kind: RecordType) -> Option<(Vec<Record>, Vec<Record>)> {
            let whole = |records| Some((records, Vec::new()));
            match (owner, kind) {
                (".", RecordType::DNSKEY) => {
                    whole(self.signed(dnssec(".", DNSSECRData::DNSKEY(self.dnskey.clone()))))
                }
                ("good.example.", RecordType::SOA) => whole(self.signed(soa(owner))),
                ("forged.example.", RecordType::SOA) => {
                    let mut records = self.signed(soa(owner));
                    records[0].data = soa("x.").data;
                    if let RData::SOA(soa) = &mut records[0].data {
                        soa.serial = 2;
                    }
                    whole(records)
                }
                (_, RecordType::SOA) => whole(vec![soa(owner)]),
                ("lame.example." | "failing.example." | "plain.example.", RecordType::NS) => {
                    let ns = NS(name("ns.example."));
                    whole(vec![Record::from_rdata(name(owner), 60, RData::NS(ns))])
                }
                ("lame.example.", RecordType::DS) => {
                    let digest = self.dnskey.to_digest(&name(owner), DigestType::SHA256).unwrap();
                    let ds = DS::new(
                        self.dnskey.calculate_key_tag().unwrap(),
                        Algorithm::ED25519,
                        DigestType::SHA256,
                        digest.as_ref().to_vec(),
                    );
                    whole(self.signed(dnssec(owner, DNSSECRData::DS(ds))))
                }
                ("failing.example.", RecordType::DS) => None,
                ("plain.example.", RecordType::DS) => {
                    let types = [RecordType::NS, RecordType::RRSIG, RecordType::NSEC];
                    let nsec = NSEC::new(name("zone.example."), types);
                    let mut authorities = self.signed(dnssec(owner, DNSSECRData::NSEC(nsec)));
                    authorities.extend(self.signed(soa(".")));
                    Some((Vec::new(), authorities))
                }
                _ => Some((Vec::new(), self.signed(soa(".")))),
            }
        }
    }

    /// A name server of the root zone; one that strips knows no signatures.
    async fn serve(root: Arc<Root>, strips: bool) -> SocketAddr {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        tokio::spawn(async move {
            let mut buffer = [0; 1500];
            while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
                let request = Message::from_vec(&buffer[..length]).unwrap();
                let query = request.queries[0].clone();
                let mut reply =
                    Message::new(request.metadata.id, MessageType::Response, OpCode::Query);
                reply.metadata.recursion_available = true;
                // A validating name server would keep what is bogus to itself.
                match root.answer(&query.name().to_string(), query.query_type()) {
                    Some((answers, authorities)) if request.metadata.checking_disabled => {
                        let keep = |record: &Record| {
                            !strips || matches!(record.data, RData::SOA(_) | RData::NS(_))
                        };
                        reply.add_answers(answers.into_iter().filter(keep));
                        for record in authorities.into_iter().filter(keep) {
                            reply.add_authority(record);
                        }
                    }
                    _ => reply.metadata.response_code = ResponseCode::ServFail,
                }
                reply.set_edns(Edns::new());
                reply.add_query(query);
                socket.send_to(&reply.to_vec().unwrap(), from).await.unwrap();
            }
        });
        address
    }

    async fn of(domain: &str, strips: bool) -> Validation {
        let root = Arc::new(Root::new());
        let egress = Egress::new(&[], &[], Some(serve(Arc::clone(&root), strips).await)).unwrap();
        validate(&egress, root.anchors(), domain).await
    }

    #[tokio::test]
    async fn signatures_are_followed_from_the_root() {
        assert_eq!(of("good.example", false).await, Validation::Secure);
        assert_eq!(of("forged.example", false).await, Validation::Bogus);
        // The parent says that it is signed, and it is not.
        assert_eq!(of("lame.example", false).await, Validation::Bogus);
        // The parent proves that it is not signed.
        assert_eq!(of("plain.example", false).await, Validation::Insecure);
    }

    #[tokio::test]
    async fn what_could_not_be_asked_is_not_called_bogus() {
        assert_eq!(of("failing.example", false).await, Validation::Indeterminate);
        for domain in ["good.example", "forged.example", "lame.example", "plain.example"] {
            assert_eq!(of(domain, true).await, Validation::Indeterminate, "{domain}");
        }
    }

    #[tokio::test]
    async fn another_root_is_not_trusted() {
        let egress =
            Egress::new(&[], &[], Some(serve(Arc::new(Root::new()), false).await)).unwrap();
        let anchors = Arc::new(TrustAnchors::default());
        let found = validate(&egress, anchors, "good.example").await;
        assert_eq!(found, Validation::Indeterminate);
    }

    #[test]
    fn a_question_that_failed_leaves_only_what_is_proved() {
        assert_eq!(verdict(Proof::Secure, true), Validation::Secure);
        assert_eq!(verdict(Proof::Insecure, true), Validation::Indeterminate);
        assert_eq!(verdict(Proof::Bogus, true), Validation::Indeterminate);
        assert_eq!(verdict(Proof::Indeterminate, false), Validation::Indeterminate);
    }
}
