//! Takes a bundle apart, trusting nothing in it.

use super::package::{Package, PackageDigest, digest};
use super::warc::{self, Record};
use super::{FORMAT, Index, MOST_BYTES, MOST_PART_BYTES, ViewIds, part, target};
use crate::error::{Error, Result};
use crate::snapshot::{ExchangeResult, RegistryAnswer, Snapshot, View, sha256};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use zip::{CompressionMethod, ZipArchive};

/// Every part there may be; those that are needed come first.
const PARTS: [&str; 7] = [
    part::PACKAGE,
    part::DIGEST,
    part::WARC,
    part::CDX,
    part::PAGES,
    part::INDEX,
    part::APPLICATION,
];
/// How many of [`PARTS`] must be there.
const NEEDED: usize = 6;

/// Bytes of the end-of-central-directory record of a ZIP without a comment.
const ZIP_END: usize = 22;

/// Says that part of a bundle is wrong, and what to do.
struct Complaints<'a>(&'a str);

impl Complaints<'_> {
    fn say(&self, part: &str, what: &str) -> Error {
        Error::Invalid(format!(
            "{}: {part}: {what}; the file is damaged or was changed after it was saved: \
             use an untouched copy, or check the shop again",
            self.0
        ))
    }
}

/// The complaint about a size.
pub(super) fn too_large(name: &str, part: &str, most: u64) -> Error {
    Complaints(name).say(part, &format!("is larger than {} MiB", most >> 20))
}

pub(super) fn snapshot(bytes: &[u8], name: &str) -> Result<Snapshot> {
    let complaints = Complaints(name);
    let parts = unzip(bytes, name)?;
    let get = |part: &'static str| parts.get(part).map_or(&[][..], Vec::as_slice);
    check_package(&parts, &complaints)?;

    let index: Index = json(get(part::INDEX), part::INDEX, &complaints)?;
    if index.format != FORMAT {
        return Err(Error::Invalid(format!(
            "{name}: {}: has format {:?}, and this version of shopvet reads {FORMAT}; \
             use the version of shopvet that saved it",
            part::INDEX,
            index.format
        )));
    }
    let mut snapshot = index.snapshot;
    let application = parts.get(part::APPLICATION).map(Vec::as_slice);
    if application != snapshot.application.as_ref().map(String::as_bytes) {
        return Err(complaints.say(part::APPLICATION, "is not the one in shopvet/snapshot.json"));
    }
    let records = warc::read(get(part::WARC), MOST_BYTES)
        .map_err(|what| complaints.say(part::WARC, &what))?;
    let mut bodies = Bodies::new(records, &complaints)?;
    let ids = index.records;
    if ids.exchanges.len() != snapshot.exchanges.len()
        || ids.rdap.len() != snapshot.rdap.len()
        || ids.whois.len() != snapshot.whois.len()
        || ids.registry_extracts.len() != snapshot.registry_extracts.len()
        || ids.views.len() != snapshot.views().count()
    {
        return Err(complaints.say(part::INDEX, "lists other records than answers"));
    }
    for (exchange, id) in snapshot.exchanges.iter_mut().zip(ids.exchanges) {
        match (&mut exchange.result, id) {
            (ExchangeResult::Failure(_), None) => {}
            (ExchangeResult::Answer(answer), Some(id)) => {
                answer.body = bodies.take(&id, &exchange.url)?;
                if sha256(&answer.body) != answer.sha256 {
                    let what = format!("the body of {:?} does not match its sha256", exchange.url);
                    return Err(complaints.say(part::WARC, &what));
                }
            }
            _ => {
                let what = format!("{:?} has an answer or a record, not both", exchange.url);
                return Err(complaints.say(part::INDEX, &what));
            }
        }
    }
    for (view, ids) in snapshot.views_mut().into_iter().zip(ids.views) {
        bodies.view(view, &ids)?;
    }
    let texts = snapshot.rdap.iter_mut().zip(ids.rdap);
    let texts = texts.chain(snapshot.whois.iter_mut().zip(ids.whois));
    let extracts = snapshot.registry_extracts.iter_mut().zip(ids.registry_extracts);
    for (answer, id) in texts.chain(extracts) {
        answer.text = bodies.text(answer, id)?;
    }
    bodies.finish()?;
    Ok(snapshot)
}

/// The parts by name, each within its size.
fn unzip(bytes: &[u8], name: &str) -> Result<BTreeMap<&'static str, Vec<u8>>> {
    let not_zip = |what: &str| {
        Error::Invalid(format!(
            "{name}: is not a bundle that shopvet saved ({what}); \
             give a .wacz file made with --save, whole and unchanged"
        ))
    };
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_large(name, "the file", MOST_BYTES));
    }
    let complaints = Complaints(name);
    // Read here what the library hides: names that occur twice, and bytes
    // before, behind or beside what the directory lists.
    let end = bytes.len().checked_sub(ZIP_END).and_then(|at| bytes.get(at..));
    let end = end
        .filter(|end| end.starts_with(b"PK\x05\x06"))
        .ok_or_else(|| not_zip("there is no end of a ZIP archive where it should be"))?;
    let entries = match end {
        [_, _, _, _, _, _, _, _, _, _, low, high, ..] => u16::from_le_bytes([*low, *high]),
        _ => 0,
    };
    if usize::from(entries) > PARTS.len() {
        return Err(
            complaints.say("the archive", &format!("holds {entries} parts, which is too many"))
        );
    }
    let mut zip =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_zip(&error.to_string()))?;
    if zip.len() != usize::from(entries) || zip.offset() != 0 {
        return Err(complaints.say("the archive", "has parts of the same name or foreign bytes"));
    }
    let mut parts = BTreeMap::new();
    for number in 0..zip.len() {
        let broken = |what: &dyn std::fmt::Display| {
            complaints.say("the archive", &format!("part {} cannot be read: {what}", number + 1))
        };
        let entry = zip.by_index(number).map_err(|error| broken(&error))?;
        let given = entry.name().map_err(|error| broken(&error))?.into_owned();
        let Some(part) = PARTS.into_iter().find(|part| *part == given) else {
            return Err(complaints.say(&format!("{given:?}"), "does not belong in a bundle"));
        };
        if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            return Err(complaints.say(part, "is packed in a way that shopvet does not use"));
        }
        let most = if part == part::WARC { MOST_BYTES } else { MOST_PART_BYTES };
        let mut content = Vec::new();
        // The size in the directory may lie; what comes out counts.
        entry
            .take(most + 1)
            .read_to_end(&mut content)
            .map_err(|error| complaints.say(part, &format!("cannot be unpacked: {error}")))?;
        if content.len() as u64 > most {
            return Err(too_large(name, part, most));
        }
        parts.insert(part, content);
    }
    match PARTS.into_iter().take(NEEDED).find(|part| !parts.contains_key(part)) {
        Some(part) => Err(complaints.say(part, "is missing")),
        None => Ok(parts),
    }
}

/// Checks that the package describes each part, and no other.
fn check_package(
    parts: &BTreeMap<&'static str, Vec<u8>>,
    complaints: &Complaints<'_>,
) -> Result<()> {
    let get = |part: &'static str| parts.get(part).map_or(&[][..], Vec::as_slice);
    let written: PackageDigest = json(get(part::DIGEST), part::DIGEST, complaints)?;
    if written.path != part::PACKAGE || written.hash != digest(get(part::PACKAGE)) {
        return Err(complaints.say(part::PACKAGE, "does not match datapackage-digest.json"));
    }
    let package: Package = json(get(part::PACKAGE), part::PACKAGE, complaints)?;
    if package.profile != "data-package" || !package.wacz_version.starts_with("1.") {
        return Err(complaints.say(part::PACKAGE, "does not describe a WACZ of version 1"));
    }
    let described = parts.keys().filter(|part| ![part::PACKAGE, part::DIGEST].contains(*part));
    let mut left: Vec<&str> = described.copied().collect();
    for resource in &package.resources {
        let Some(at) = left.iter().position(|part| *part == resource.path) else {
            let what = format!("lists {:?}, which is missing or listed twice", resource.path);
            return Err(complaints.say(part::PACKAGE, &what));
        };
        let part = left.swap_remove(at);
        let content = parts.get(part).map_or(&[][..], Vec::as_slice);
        if resource.bytes != content.len() as u64 {
            let what = format!(
                "has {} bytes, and datapackage.json says {}",
                content.len(),
                resource.bytes
            );
            return Err(complaints.say(part, &what));
        }
        if resource.hash != digest(content) {
            return Err(complaints.say(part, "does not match its sha256 in datapackage.json"));
        }
    }
    match left.first() {
        Some(part) => Err(complaints.say(part, "is not listed in datapackage.json")),
        None => Ok(()),
    }
}

fn json<T: DeserializeOwned>(bytes: &[u8], part: &str, complaints: &Complaints<'_>) -> Result<T> {
    serde_json::from_slice(bytes)
        .map_err(|error| complaints.say(part, &format!("cannot be read: {error}")))
}

/// The records that hold a body, a text or a view. Each is to be used once, but
/// for those of views, which may be what another showed.
struct Bodies<'a> {
    records: BTreeMap<String, Record>,
    used: BTreeSet<String>,
    complaints: &'a Complaints<'a>,
}

impl<'a> Bodies<'a> {
    fn new(records: Vec<Record>, complaints: &'a Complaints<'a>) -> Result<Self> {
        let mut by_id = BTreeMap::new();
        for record in records {
            let id = record.id.clone();
            if by_id.insert(id.clone(), record).is_some() {
                let what = format!("record {id:?} is there twice");
                return Err(complaints.say(part::WARC, &what));
            }
        }
        Ok(Self { records: by_id, used: BTreeSet::new(), complaints })
    }

    /// The payload of the record of an answer from `url`.
    fn take(&mut self, id: &str, url: &str) -> Result<Bytes> {
        let wrong = |what: &str| {
            self.complaints.say(part::WARC, &format!("record {id:?} of {url:?} {what}"))
        };
        let record = self.records.get(id).filter(|_| !self.used.contains(id));
        let record = record.ok_or_else(|| wrong("is missing or used twice"))?;
        if !matches!(record.kind.as_str(), "response" | "resource")
            || record.target != warc::uri_of(url)
        {
            return Err(wrong("is about something else"));
        }
        let payload = record.payload().ok_or_else(|| wrong("has no end to its header fields"))?;
        self.used.insert(id.to_owned());
        Ok(payload)
    }

    /// Fills in what a view showed.
    fn view(&mut self, view: &mut View, ids: &ViewIds) -> Result<()> {
        let targets = [target::dom(&view.url), view.url.clone()];
        view.html = self.shown(&ids.html, &targets, &view.sha256)?;
        match (&mut view.screenshot, &ids.screenshot) {
            (None, None) => Ok(()),
            (Some(picture), Some(id)) => {
                let targets = [target::picture(&view.url)];
                picture.bytes = self.shown(id, &targets, &picture.sha256)?;
                Ok(())
            }
            _ => {
                let what = format!("{:?} has a picture or a record of it, not both", view.url);
                Err(self.complaints.say(part::INDEX, &what))
            }
        }
    }

    /// The payload of a record of one of these targets with this hash.
    fn shown(&mut self, id: &str, targets: &[String], hash: &str) -> Result<Bytes> {
        let wrong = |what: &str| self.complaints.say(part::WARC, &format!("record {id:?} {what}"));
        let record = self.records.get(id).ok_or_else(|| wrong("is missing"))?;
        let fits = |url: &String| record.target == warc::uri_of(url);
        if !matches!(record.kind.as_str(), "response" | "resource") || !targets.iter().any(fits) {
            return Err(wrong("is about something else"));
        }
        let payload = record.payload().ok_or_else(|| wrong("has no end to its header fields"))?;
        if sha256(&payload) != hash {
            let of = targets.last().map_or("", String::as_str);
            return Err(wrong(&format!("does not match the sha256 of {of:?}")));
        }
        self.used.insert(id.to_owned());
        Ok(payload)
    }

    fn text(&mut self, answer: &RegistryAnswer, id: Option<String>) -> Result<String> {
        let Some(id) = id else { return Ok(String::new()) };
        let bytes = self.take(&id, &answer.url)?;
        String::from_utf8(bytes.into()).map_err(|_| {
            self.complaints.say(part::WARC, &format!("the text of {:?} is not UTF-8", answer.url))
        })
    }

    /// Sees to it that a viewer would show no answer and no page that was not
    /// judged.
    fn finish(self) -> Result<()> {
        let shown = |record: &&Record| {
            let view = [target::DOM, target::PICTURE].iter().any(|t| record.target.starts_with(t));
            let counts = record.kind == "response" || (record.kind == "resource" && view);
            counts && !self.used.contains(&record.id)
        };
        match self.records.values().find(shown) {
            Some(record) => {
                let what =
                    format!("holds an answer of {:?} that the index does not list", record.target);
                Err(self.complaints.say(part::WARC, &what))
            }
            None => Ok(()),
        }
    }
}
