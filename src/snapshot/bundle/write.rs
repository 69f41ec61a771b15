//! Puts a bundle together.

use super::package::{Package, PackageDigest};
use super::records::Archive;
use super::{FORMAT, Index, MOST_BYTES, MOST_PART_BYTES, part};
use crate::error::{Error, Result};
use crate::snapshot::{Purpose, Snapshot, sha256};
use serde::Serialize;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A line of `pages/pages.jsonl`.
#[derive(Serialize)]
struct Page<'a> {
    id: String,
    url: &'a str,
    ts: &'a str,
    title: &'a str,
}

pub(super) fn bundle(snapshot: &Snapshot) -> Result<Vec<u8>> {
    for exchange in &snapshot.exchanges {
        if exchange.answer().is_some_and(|answer| sha256(&answer.body) != answer.sha256) {
            return Err(mismatch(&exchange.url));
        }
    }
    for view in snapshot.views() {
        let picture = view.screenshot.as_ref();
        let fits = sha256(&view.html) == view.sha256
            && picture.is_none_or(|picture| sha256(&picture.bytes) == picture.sha256);
        if !fits {
            return Err(mismatch(&view.url));
        }
    }
    let archive = Archive::of(snapshot).map_err(|error| cannot(&error))?;
    let (warc, unpacked) = archive.writer.finish();
    let index =
        Index { format: FORMAT.to_owned(), snapshot: snapshot.clone(), records: archive.ids };
    let mut parts = vec![
        (part::WARC, warc),
        (part::CDX, archive.cdx.finish()),
        (part::PAGES, pages(snapshot)?),
        (part::INDEX, json(&index)?),
    ];
    if let Some(application) = &snapshot.application {
        parts.push((part::APPLICATION, application.clone().into_bytes()));
    }
    let too_large = |(name, bytes): &&(&str, Vec<u8>)| {
        bytes.len() as u64 > if *name == part::WARC { MOST_BYTES } else { MOST_PART_BYTES }
    };
    let large = parts.iter().find(too_large).map(|(name, _)| *name);
    if let Some(name) = large.or_else(|| (unpacked > MOST_BYTES).then_some(part::WARC)) {
        return Err(Error::Incomplete(format!(
            "cannot save the visit: {name} would be too large to be read back; \
             collect again with fewer pages (--max-pages)"
        )));
    }
    let package = json(&Package::of(snapshot, &parts))?;
    let digest = json(&PackageDigest::of(&package))?;
    parts.push((part::PACKAGE, package));
    parts.push((part::DIGEST, digest));

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in &parts {
        // Viewers jump into the WARC by offset, so it is stored as it is. No
        // clock: the time in the ZIP stays at its zero.
        let method = match *name {
            part::WARC => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .system(zip::System::Unix)
            .unix_permissions(0o644)
            .last_modified_time(zip::DateTime::default());
        zip.start_file(*name, options).map_err(|error| cannot(&error))?;
        zip.write_all(bytes).map_err(|error| cannot(&error))?;
    }
    Ok(zip.finish().map_err(|error| cannot(&error))?.into_inner())
}

fn mismatch(url: &str) -> Error {
    Error::Incomplete(format!(
        "cannot save the visit: the body of {url:?} does not match its sha256; \
         this is an error in shopvet, please report it"
    ))
}

/// The pages a viewer lists. Titles are the words of the link that led to a
/// page, as nothing here reads pages.
fn pages(snapshot: &Snapshot) -> Result<Vec<u8>> {
    let mut out =
        b"{\"format\":\"json-pages-1.0\",\"id\":\"pages\",\"title\":\"All pages\"}\n".to_vec();
    for (number, exchange) in snapshot.exchanges.iter().enumerate() {
        let Some(answer) = exchange.answer() else { continue };
        if exchange.purpose != Purpose::Page || exchange.method != "GET" || answer.status != 200 {
            continue;
        }
        let id = sha256(format!("{number} {} {}", exchange.url, answer.sha256).as_bytes());
        let page = Page {
            id: id.get(..16).unwrap_or(&id).to_owned(),
            url: &exchange.url,
            ts: &exchange.seen_at,
            title: exchange.link_text.as_deref().unwrap_or(&exchange.url),
        };
        let line = serde_json::to_string(&page).map_err(|error| cannot(&error))?;
        out.extend_from_slice(line.as_bytes());
        out.push(b'\n');
    }
    Ok(out)
}

fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| cannot(&error))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn cannot(error: &dyn std::fmt::Display) -> Error {
    Error::Incomplete(format!("cannot save the visit: {error}"))
}
