//! A snapshot as WARC records: what of it becomes which record.
//!
//! Each HTTP exchange is a `request` and a `response`, or a `request` and a
//! `metadata` record with the cause of failure. RDAP answers are exchanges too.
//! WHOIS and DNS answers, supplied extracts, and pages as a browser drew them
//! with their pictures are `resource` records, the certificate chain is
//! `metadata`. Bodies were decoded when they were read, so the header fields
//! that described the wire are kept under `x-original-`.

use super::cdx::Cdx;
use super::warc::{Draft, Place, Writer, value_of};
use super::{RecordIds, ViewIds, target};
use crate::snapshot::{
    Answer, DnsAnswer, Exchange, ExchangeResult, Failure, RegistryAnswer, Snapshot, TlsRecord, View,
};
use std::collections::HashMap;
use std::io::Result;
use url::Url;

const REQUEST: &str = "application/http;msgtype=request";
const RESPONSE: &str = "application/http;msgtype=response";
const FIELDS: &str = "application/warc-fields";

/// All records of a snapshot, with the index over them.
#[derive(Default)]
pub(super) struct Archive {
    pub(super) writer: Writer,
    pub(super) cdx: Cdx,
    pub(super) ids: RecordIds,
    /// Records by target and hash of what they hold, so that nothing is kept
    /// twice.
    held: HashMap<(String, String), String>,
}

impl Archive {
    pub(super) fn of(snapshot: &Snapshot) -> Result<Self> {
        let mut archive = Self::default();
        archive.about(snapshot)?;
        for exchange in &snapshot.exchanges {
            let id = archive.exchange(exchange)?;
            archive.ids.exchanges.push(id);
        }
        for view in snapshot.views() {
            let ids = archive.view(view)?;
            archive.ids.views.push(ids);
        }
        for answer in &snapshot.dns {
            archive.dns(answer)?;
        }
        for answer in &snapshot.rdap {
            let id = archive.registry(answer)?;
            archive.ids.rdap.push(id);
        }
        for answer in &snapshot.whois {
            let id = archive.registry(answer)?;
            archive.ids.whois.push(id);
        }
        for extract in &snapshot.registry_extracts {
            let id = archive.registry(extract)?;
            archive.ids.registry_extracts.push(id);
        }
        if let Some(tls) = &snapshot.tls {
            archive.tls(tls)?;
        }
        Ok(archive)
    }

    fn about(&mut self, snapshot: &Snapshot) -> Result<()> {
        let text = format!(
            "software: shopvet {}\r\nformat: WARC File Format 1.1\r\ndescription: {}\r\n",
            value_of(&snapshot.tool_version),
            value_of(&snapshot.target.url),
        );
        self.plain("warcinfo", None, &snapshot.started_at, FIELDS, text.as_bytes()).map(|_| ())
    }

    fn exchange(&mut self, exchange: &Exchange) -> Result<Option<String>> {
        let (url, time) = (exchange.url.as_str(), exchange.seen_at.as_str());
        let sent = exchange.sent.as_deref().unwrap_or("");
        let request = self.request(&exchange.method, url, time, sent.as_bytes())?;
        match &exchange.result {
            ExchangeResult::Failure(failure) => {
                self.failure(failure, url, time, &request.id).map(|()| None)
            }
            ExchangeResult::Answer(answer) => {
                let is_head = exchange.method == "HEAD";
                let mut fields = vec![("WARC-Concurrent-To", request.id)];
                let remote = answer.remote.as_deref();
                if let Some(address) = remote.and_then(|at| at.parse::<std::net::SocketAddr>().ok())
                {
                    fields.push(("WARC-IP-Address", address.ip().to_string()));
                }
                if answer.truncated {
                    fields.push(("WARC-Truncated", "length".to_owned()));
                }
                let place = self.writer.add(&Draft {
                    kind: "response",
                    target: Some(url),
                    date: time,
                    content_type: RESPONSE,
                    fields,
                    head: response_head(answer, is_head),
                    payload: &answer.body,
                })?;
                self.held.insert((url.to_owned(), answer.sha256.clone()), place.id.clone());
                if exchange.method == "GET" {
                    self.cdx.add(url, time, &answer.media_type(), answer.status, &place);
                }
                Ok(Some(place.id))
            }
        }
    }

    /// A page as it was seen. One that is byte for byte the answer it came from
    /// is that record.
    fn view(&mut self, view: &View) -> Result<ViewIds> {
        let served = (view.url.clone(), view.sha256.clone());
        let html = match self.held.get(&served) {
            Some(id) => id.clone(),
            None => {
                let target = target::dom(&view.url);
                self.once(
                    target,
                    &view.sha256,
                    &view.seen_at,
                    "text/html; charset=utf-8",
                    &view.html,
                )?
            }
        };
        let screenshot = match &view.screenshot {
            None => None,
            Some(picture) => {
                let target = target::picture(&view.url);
                // No other word of a page's may tell a reader how to take the record.
                let kind = match picture.media_type.as_str() {
                    "image/jpeg" => "image/jpeg",
                    "image/png" => "image/png",
                    "image/webp" => "image/webp",
                    _ => "application/octet-stream",
                };
                Some(self.once(target, &picture.sha256, &view.seen_at, kind, &picture.bytes)?)
            }
        };
        Ok(ViewIds { html, screenshot })
    }

    /// The record that holds these bytes for a target, made where there is none.
    fn once(
        &mut self,
        target: String,
        sha256: &str,
        date: &str,
        content_type: &str,
        payload: &[u8],
    ) -> Result<String> {
        let key = (target, sha256.to_owned());
        if let Some(id) = self.held.get(&key) {
            return Ok(id.clone());
        }
        let place = self.plain("resource", Some(&key.0), date, content_type, payload)?;
        self.cdx.add(&key.0, date, content_type, 200, &place);
        self.held.insert(key, place.id.clone());
        Ok(place.id)
    }

    fn registry(&mut self, answer: &RegistryAnswer) -> Result<Option<String>> {
        let (url, time) = (answer.url.as_str(), answer.seen_at.as_str());
        let nothing = answer.failure.is_some() && answer.text.is_empty();
        let text = answer.text.as_bytes();
        let place = match answer.status {
            _ if nothing => None,
            None => {
                Some(self.plain("resource", Some(url), time, "text/plain; charset=utf-8", text)?)
            }
            Some(status) => {
                let request = self.request("GET", url, time, b"")?;
                let mime = "application/rdap+json";
                let head = format!(
                    "{}content-type: {mime}\r\ncontent-length: {}\r\n\r\n",
                    status_line(status),
                    text.len()
                );
                let place = self.writer.add(&Draft {
                    kind: "response",
                    target: Some(url),
                    date: time,
                    content_type: RESPONSE,
                    fields: vec![("WARC-Concurrent-To", request.id)],
                    head: head.into_bytes(),
                    payload: text,
                })?;
                self.cdx.add(url, time, mime, status, &place);
                Some(place)
            }
        };
        if let Some(failure) = &answer.failure {
            let to = place.as_ref().map_or("", |place| place.id.as_str());
            self.failure(failure, url, time, to)?;
        }
        Ok(place.map(|place| place.id))
    }

    fn dns(&mut self, answer: &DnsAnswer) -> Result<()> {
        // RFC 4501 for the address, RFC 4027 for the text.
        let url = format!("dns:{}?type={}", answer.name, answer.record_type);
        if let Some(failure) = &answer.failure {
            return self.failure(failure, &url, &answer.seen_at, "");
        }
        let mut text = String::new();
        for data in &answer.records {
            let (name, kind) = (value_of(&answer.name), value_of(&answer.record_type));
            text.push_str(&format!("{name}.\tIN\t{kind}\t{}\r\n", value_of(data)));
        }
        self.plain("resource", Some(&url), &answer.seen_at, "text/dns", text.as_bytes()).map(|_| ())
    }

    fn tls(&mut self, tls: &TlsRecord) -> Result<()> {
        let mut text = String::new();
        for certificate in &tls.chain {
            text.push_str("-----BEGIN CERTIFICATE-----\n");
            for (at, c) in certificate.chars().enumerate() {
                if at > 0 && at % 64 == 0 {
                    text.push('\n');
                }
                text.push(c);
            }
            text.push_str("\n-----END CERTIFICATE-----\n");
        }
        let url = format!("https://{}/", tls.host);
        let kind = "application/pem-certificate-chain";
        self.plain("metadata", Some(&url), &tls.seen_at, kind, text.as_bytes()).map(|_| ())
    }

    fn request(&mut self, method: &str, url: &str, time: &str, sent: &[u8]) -> Result<Place> {
        let parsed = Url::parse(url).ok();
        let host = parsed.as_ref().and_then(Url::host_str).unwrap_or("");
        let port = parsed.as_ref().and_then(Url::port).map(|port| format!(":{port}"));
        let path = parsed.as_ref().map_or("/", Url::path);
        let query = parsed.as_ref().and_then(Url::query).map(|query| format!("?{query}"));
        let length = match sent.len() {
            0 => String::new(),
            length => format!("content-length: {length}\r\n"),
        };
        let head = format!(
            "{} {path}{} HTTP/1.1\r\nhost: {host}{}\r\n{length}\r\n",
            value_of(method),
            query.unwrap_or_default(),
            port.unwrap_or_default(),
        );
        self.writer.add(&Draft {
            kind: "request",
            target: Some(url),
            date: time,
            content_type: REQUEST,
            fields: Vec::new(),
            head: head.into_bytes(),
            payload: sent,
        })
    }

    fn failure(&mut self, failure: &Failure, url: &str, time: &str, to: &str) -> Result<()> {
        let text = format!(
            "reason: {}\r\ndetail: {}\r\n",
            failure.reason.code(),
            value_of(&failure.detail)
        );
        let mut fields = Vec::new();
        if !to.is_empty() {
            fields.push(("WARC-Concurrent-To", to.to_owned()));
        }
        let draft = Draft {
            kind: "metadata",
            target: Some(url),
            date: time,
            content_type: FIELDS,
            fields,
            head: Vec::new(),
            payload: text.as_bytes(),
        };
        self.writer.add(&draft).map(|_| ())
    }

    fn plain(
        &mut self,
        kind: &'static str,
        target: Option<&str>,
        date: &str,
        content_type: &str,
        payload: &[u8],
    ) -> Result<Place> {
        let (fields, head) = (Vec::new(), Vec::new());
        self.writer.add(&Draft { kind, target, date, content_type, fields, head, payload })
    }
}

fn status_line(status: u16) -> String {
    let known = hyper::StatusCode::from_u16(status).ok();
    format!("HTTP/1.1 {status} {}\r\n", known.and_then(|s| s.canonical_reason()).unwrap_or(""))
}

fn response_head(answer: &Answer, is_head: bool) -> Vec<u8> {
    let mut head = status_line(answer.status);
    let mut field =
        |name: &str, value: &str| head.push_str(&format!("{name}: {}\r\n", value_of(value)));
    for (name, value) in &answer.headers {
        let token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let name: String = name.chars().filter(|c| token(*c)).collect();
        match name.as_str() {
            "" => {}
            "content-length" if is_head => field(&name, value),
            "content-length" | "content-encoding" | "transfer-encoding" => {
                field(&format!("x-original-{name}"), value);
            }
            _ => field(&name, value),
        }
    }
    if !is_head {
        field("content-length", &answer.body.len().to_string());
    }
    head.push_str("\r\n");
    head.into_bytes()
}
