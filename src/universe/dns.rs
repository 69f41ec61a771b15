//! A name server (RFC 1035) for the names of a world, over UDP and TCP.
//!
//! A name that is not in the world does not exist (NXDOMAIN). A name that is,
//! or that has names below it, but without the type asked for, answers with no
//! data. The host of a site has the address 127.0.0.1 unless the world says
//! otherwise.

use super::log::{Log, Service};
use super::world::World;
use crate::error::{Error, Result};
use hickory_resolver::proto::op::{Edns, Message, MessageType, OpCode, ResponseCode};
use hickory_resolver::proto::rr::rdata::{A, SOA, TXT};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::task::JoinSet;

/// Seconds an answer may be kept.
const TTL: u32 = 60;
/// Longest chain of aliases followed.
const MOST_ALIASES: usize = 8;
/// The record type that stands for the way a name fails: `SERVFAIL`, `REFUSED`
/// or `SILENT` as its data.
const FAILURE: &str = "FAILURE";

/// Everything the name server knows.
pub(super) struct Zones {
    records: BTreeMap<String, BTreeMap<u16, Vec<RData>>>,
    failures: BTreeMap<String, Option<ResponseCode>>,
    names: BTreeSet<String>,
    log: Log,
}

impl Zones {
    pub(super) fn new(world: &World, log: Log) -> Result<Self> {
        let mut zones = Self {
            records: BTreeMap::new(),
            failures: BTreeMap::new(),
            names: BTreeSet::new(),
            log,
        };
        for host in world.sites.keys() {
            zones.note(host);
            let address = RData::A(A(super::LOOPBACK));
            zones
                .records
                .entry(host.clone())
                .or_default()
                .insert(RecordType::A.into(), vec![address]);
        }
        for (name, types) in &world.dns {
            zones.note(name);
            for (kind, data) in types {
                let wrong =
                    |what: &str| Error::Invalid(format!("dns record {kind} of {name}: {what}"));
                if kind == FAILURE {
                    let code = match data.first().map(String::as_str) {
                        Some("SERVFAIL") => Some(ResponseCode::ServFail),
                        Some("REFUSED") => Some(ResponseCode::Refused),
                        Some("SILENT") => None,
                        _ => return Err(wrong("is none of SERVFAIL, REFUSED and SILENT")),
                    };
                    zones.failures.insert(name.clone(), code);
                    continue;
                }
                let kind: RecordType = kind.parse().map_err(|_| wrong("is of no known type"))?;
                let data = data.iter().map(|text| record_data(kind, text));
                let data: Vec<RData> = data.collect::<Result<_, _>>().map_err(|e| wrong(&e))?;
                zones.records.entry(name.clone()).or_default().insert(kind.into(), data);
            }
        }
        Ok(zones)
    }

    /// Remembers that a name and those above it exist.
    fn note(&mut self, name: &str) {
        let mut rest = Some(name);
        while let Some(name) = rest {
            self.names.insert(name.to_owned());
            rest = name.split_once('.').map(|(_, above)| above);
        }
    }

    /// The answer to a query; none where the world wants silence or the bytes
    /// are no query.
    fn answer(&self, bytes: &[u8]) -> Option<Message> {
        let query = Message::from_vec(bytes).ok()?;
        if query.metadata.message_type != MessageType::Query {
            return None;
        }
        let mut reply = Message::response(query.metadata.id, query.metadata.op_code);
        reply.metadata.recursion_desired = query.metadata.recursion_desired;
        reply.metadata.recursion_available = true;
        reply.add_queries(query.queries.iter().cloned());
        if query.edns.is_some() {
            reply.set_edns(Edns::new());
        }
        let Some(question) =
            query.queries.first().filter(|_| query.metadata.op_code == OpCode::Query)
        else {
            reply.metadata.response_code = ResponseCode::NotImp;
            return Some(reply);
        };
        let mut name = plain_name(question.name());
        let kind = question.query_type();
        self.log.question(Service::Dns, &name, &kind.to_string());
        if let Some(failure) = self.failures.get(&name) {
            reply.metadata.response_code = (*failure)?;
            return Some(reply);
        }
        let mut owner = question.name().clone();
        for _ in 0..MOST_ALIASES {
            let types = self.records.get(&name);
            let find = |kind: RecordType| types.and_then(|types| types.get(&kind.into()));
            let data =
                find(kind).or_else(|| find(RecordType::CNAME)).map_or(&[][..], Vec::as_slice);
            reply.add_answers(
                data.iter().map(|d| Record::from_rdata(owner.clone(), TTL, d.clone())),
            );
            match data.first() {
                Some(RData::CNAME(alias)) if kind != RecordType::CNAME => {
                    owner = alias.0.clone();
                    name = plain_name(&owner);
                }
                _ => break,
            }
        }
        if reply.answers.is_empty() {
            // The SOA lets resolvers tell "no data" from a broken answer (RFC 2308).
            reply.add_authority(self.authority(&name)?);
        }
        if !self.names.contains(&name) {
            reply.metadata.response_code = ResponseCode::NXDomain;
        }
        Some(reply)
    }

    /// The SOA record of the nearest zone above a name.
    fn authority(&self, name: &str) -> Option<Record> {
        let kind = u16::from(RecordType::SOA);
        let mut zone = name;
        loop {
            if let Some(data) =
                self.records.get(zone).and_then(|t| t.get(&kind)).and_then(|d| d.first())
            {
                return Some(Record::from_rdata(
                    Name::from_utf8(format!("{zone}.")).ok()?,
                    TTL,
                    data.clone(),
                ));
            }
            match zone.split_once('.') {
                Some((_, above)) => zone = above,
                None => break,
            }
        }
        let name = |text: &str| Name::from_ascii(text).ok();
        let soa =
            SOA::new(name("ns.invalid.")?, name("nobody.invalid.")?, 1, 7200, 3600, 86400, TTL);
        Some(Record::from_rdata(
            Name::from_ascii(format!("{zone}.")).unwrap_or_else(|_| Name::root()),
            TTL,
            RData::SOA(soa),
        ))
    }
}

/// A name as the world writes it: lower case, without the final dot.
fn plain_name(name: &Name) -> String {
    name.to_ascii().trim_end_matches('.').to_ascii_lowercase()
}

/// Reads record data in presentation format; TXT may also be the bare text, as
/// people write it.
fn record_data(kind: RecordType, text: &str) -> Result<RData, String> {
    if kind == RecordType::TXT && !text.starts_with('"') {
        // A character string holds at most 255 octets (RFC 1035, 3.3).
        return Ok(RData::TXT(TXT::from_bytes(text.as_bytes().chunks(255).collect())));
    }
    RData::try_from_str(kind, text).map_err(|error| format!("{text:?}: {error}"))
}

/// Answers datagrams until dropped.
pub(super) async fn serve_udp(socket: UdpSocket, zones: Arc<Zones>) {
    let mut buffer = vec![0; 4096];
    loop {
        let Ok((length, from)) = socket.recv_from(&mut buffer).await else { continue };
        let query = buffer.get(..length).unwrap_or_default();
        let Some(reply) = zones.answer(query) else { continue };
        let room = Message::from_vec(query).map_or(512, |query| usize::from(query.max_payload()));
        let bytes = match reply.to_vec() {
            Ok(bytes) if bytes.len() > room => reply.truncate().to_vec(),
            other => other,
        };
        if let Ok(bytes) = bytes {
            let _ = socket.send_to(&bytes, from).await;
        }
    }
}

/// Answers connections until dropped.
pub(super) async fn serve_tcp(listener: TcpListener, zones: Arc<Zones>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let zones = zones.clone();
                    connections.spawn(async move { let _ = converse(stream, &zones).await; });
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn converse(mut stream: TcpStream, zones: &Zones) -> std::io::Result<()> {
    loop {
        let length = stream.read_u16().await?;
        let mut query = vec![0; usize::from(length)];
        stream.read_exact(&mut query).await?;
        let Some(bytes) = zones.answer(&query).and_then(|reply| reply.to_vec().ok()) else {
            continue;
        };
        stream.write_u16(u16::try_from(bytes.len()).unwrap_or(u16::MAX)).await?;
        stream.write_all(&bytes).await?;
    }
}
