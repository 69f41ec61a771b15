//! WARC 1.1 records (ISO 28500:2017), one gzip member each, written and read.
//!
//! Record identifiers are made from the content, so that the same snapshot gives
//! the same file.

use super::package::digest;
use bytes::Bytes;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::{Read as _, Write as _};

const VERSION: &str = "WARC/1.1";
/// Longest head of a record.
const MOST_HEAD: usize = 64 << 10;
/// Most records in a file.
const MOST_RECORDS: usize = 200_000;
/// Longest header value written; an address can be as long as a page.
const MOST_VALUE: usize = 8 << 10;

/// A record to be written.
pub(super) struct Draft<'a> {
    /// `WARC-Type`.
    pub(super) kind: &'static str,
    /// `WARC-Target-URI`.
    pub(super) target: Option<&'a str>,
    /// `WARC-Date`.
    pub(super) date: &'a str,
    /// Media type of the block.
    pub(super) content_type: &'a str,
    /// Further header fields.
    pub(super) fields: Vec<(&'static str, String)>,
    /// What comes before the payload: the head of an HTTP message, or nothing.
    pub(super) head: Vec<u8>,
    /// The payload.
    pub(super) payload: &'a [u8],
}

/// Where a record was written.
pub(super) struct Place {
    /// `WARC-Record-ID`, with angle brackets.
    pub(super) id: String,
    /// Of the gzip member, from the start of the file.
    pub(super) offset: usize,
    /// Of the gzip member.
    pub(super) length: usize,
    /// Of the payload.
    pub(super) digest: String,
}

/// Writes records.
#[derive(Default)]
pub(super) struct Writer {
    out: Vec<u8>,
    count: u64,
    unpacked: u64,
}

impl Writer {
    pub(super) fn add(&mut self, draft: &Draft<'_>) -> std::io::Result<Place> {
        let mut block = draft.head.clone();
        block.extend_from_slice(draft.payload);
        let (block_digest, payload_digest) = (digest(&block), digest(draft.payload));
        let id = self.next_id(draft, &block_digest);
        let mut head = format!("{VERSION}\r\n");
        let mut field = |name: &str, value: &str| {
            head.push_str(&format!("{name}: {}\r\n", value_of(value)));
        };
        field("WARC-Type", draft.kind);
        field("WARC-Record-ID", &id);
        field("WARC-Date", draft.date);
        if let Some(target) = draft.target {
            field("WARC-Target-URI", &uri_of(target));
        }
        for (name, value) in &draft.fields {
            field(name, value);
        }
        if !draft.head.is_empty() {
            field("WARC-Payload-Digest", &payload_digest);
        }
        field("WARC-Block-Digest", &block_digest);
        field("Content-Type", draft.content_type);
        field("Content-Length", &block.len().to_string());
        head.push_str("\r\n");
        let offset = self.out.len();
        self.unpacked += (head.len() + block.len() + 4) as u64;
        let mut member = GzEncoder::new(&mut self.out, Compression::default());
        member.write_all(head.as_bytes())?;
        member.write_all(&block)?;
        member.write_all(b"\r\n\r\n")?;
        member.finish()?;
        Ok(Place { id, offset, length: self.out.len() - offset, digest: payload_digest })
    }

    /// All records, and the size they unpack to.
    pub(super) fn finish(self) -> (Vec<u8>, u64) {
        (self.out, self.unpacked)
    }

    /// A UUID of version 8 (RFC 9562) out of place and content.
    fn next_id(&mut self, draft: &Draft<'_>, block_digest: &str) -> String {
        self.count += 1;
        let mut hash = Sha256::new();
        for part in [draft.kind, draft.target.unwrap_or(""), draft.date, block_digest] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hash.update(self.count.to_be_bytes());
        let mut hex: Vec<u8> = crate::snapshot::sha256(&hash.finalize()).into_bytes();
        hex.truncate(32);
        for (at, digit) in [(12, b'8'), (16, b'a')] {
            if let Some(place) = hex.get_mut(at) {
                *place = digit;
            }
        }
        let mut id = String::with_capacity(47);
        id.push_str("<urn:uuid:");
        for (at, digit) in hex.iter().enumerate() {
            if matches!(at, 8 | 12 | 16 | 20) {
                id.push('-');
            }
            id.push(char::from(*digit));
        }
        id.push('>');
        id
    }
}

/// A header value: no line breaks or other controls, and not endless.
pub(super) fn value_of(text: &str) -> String {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let mut out = String::with_capacity(text.len().min(MOST_VALUE));
    for c in text.chars().map(clean) {
        if out.len() + c.len_utf8() > MOST_VALUE {
            break;
        }
        out.push(c);
    }
    out.trim().to_owned()
}

/// A target: what cannot stand in a URI is escaped.
pub(super) fn uri_of(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"') {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    value_of(&out)
}

/// A record as read, its digest checked.
pub(super) struct Record {
    pub(super) kind: String,
    pub(super) id: String,
    pub(super) target: String,
    pub(super) http: bool,
    pub(super) block: Bytes,
}

impl Record {
    /// The block without the head of an HTTP message.
    pub(super) fn payload(&self) -> Option<Bytes> {
        if !self.http {
            return Some(self.block.clone());
        }
        let end = find(&self.block, b"\r\n\r\n")?;
        Some(self.block.slice(end + 4..))
    }
}

/// Reads all records; the error says what is wrong.
pub(super) fn read(packed: &[u8], most: u64) -> Result<Vec<Record>, String> {
    let mut unpacked = Vec::new();
    let mut decoder = MultiGzDecoder::new(packed).take(most + 1);
    decoder.read_to_end(&mut unpacked).map_err(|error| format!("cannot be unpacked: {error}"))?;
    if unpacked.len() as u64 > most {
        return Err(format!("unpacks to more than {} MiB", most >> 20));
    }
    let mut rest = Bytes::from(unpacked);
    let mut records = Vec::new();
    while !rest.is_empty() {
        let number = records.len() + 1;
        if number > MOST_RECORDS {
            return Err(format!("holds more than {MOST_RECORDS} records"));
        }
        let (record, after) = one(&rest).map_err(|what| format!("record {number} {what}"))?;
        records.push(record);
        rest = after;
    }
    Ok(records)
}

fn one(bytes: &Bytes) -> Result<(Record, Bytes), String> {
    let window = bytes.get(..bytes.len().min(MOST_HEAD)).unwrap_or_default();
    let end = find(window, b"\r\n\r\n").ok_or("has no end to its head")?;
    let head = bytes.get(..end).and_then(|head| std::str::from_utf8(head).ok());
    let mut lines = head.ok_or("has a head that is not UTF-8")?.split("\r\n");
    if !matches!(lines.next(), Some(VERSION | "WARC/1.0")) {
        return Err("is not of WARC 1.1".to_owned());
    }
    let fields: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(':')).collect();
    let field = |name: &str| {
        let found = fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim()).ok_or_else(|| format!("has no {name}"))
    };
    let length: usize =
        field("Content-Length")?.parse().map_err(|_| "has a Content-Length that is no number")?;
    let start = end + 4;
    let stop =
        start.checked_add(length).filter(|stop| *stop <= bytes.len()).ok_or("is cut short")?;
    let block = bytes.slice(start..stop);
    if digest(&block) != field("WARC-Block-Digest")? {
        return Err("does not match its WARC-Block-Digest".to_owned());
    }
    let after = bytes.slice(stop..);
    if !after.starts_with(b"\r\n\r\n") {
        return Err("is not ended as it should be".to_owned());
    }
    let record = Record {
        kind: field("WARC-Type")?.to_owned(),
        id: field("WARC-Record-ID")?.to_owned(),
        target: field("WARC-Target-URI").unwrap_or("").to_owned(),
        http: field("Content-Type").is_ok_and(|kind| kind.starts_with("application/http")),
        block,
    };
    Ok((record, after.slice(4..)))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(payload: &[u8]) -> Draft<'_> {
        Draft {
            kind: "resource",
            target: Some("dns:shop.example"),
            date: "2026-01-02T03:04:05Z",
            content_type: "text/dns",
            fields: vec![("X-Note", "two\r\nlines".to_owned())],
            head: Vec::new(),
            payload,
        }
    }

    #[test]
    fn records_come_back_and_line_breaks_add_no_fields() {
        let mut writer = Writer::default();
        let first = writer.add(&draft(b"one\r\n\r\n")).unwrap();
        let second = writer.add(&draft(b"one\r\n\r\n")).unwrap();
        assert_ne!(first.id, second.id);
        assert_eq!(second.offset, first.length);
        let (bytes, unpacked) = writer.finish();
        let records = read(&bytes, unpacked).unwrap();
        assert_eq!(records.len(), 2);
        assert_eq!(records[1].id, second.id);
        assert_eq!(records[1].payload().unwrap(), "one\r\n\r\n");
        // Each member stands alone, as index offsets promise.
        assert_eq!(read(&bytes[second.offset..], 1 << 20).unwrap()[0].id, second.id);
        assert!(read(&bytes, unpacked - 1).is_err());
        assert!(read(&bytes[..bytes.len() - 1], unpacked).is_err());
    }

    #[test]
    fn identifiers_are_uuids() {
        let id = Writer::default().add(&draft(b"")).unwrap().id;
        assert_eq!(id.len(), 47);
        assert_eq!((&id[..10], &id[24..25], &id[46..]), ("<urn:uuid:", "8", ">"));
    }

    #[test]
    fn a_target_is_always_one_word() {
        assert_eq!(uri_of("https://x.example/å b\n<>"), "https://x.example/%C3%A5%20b%0A%3C%3E");
    }
}
