//! The report's own JSON, carried inside the page.
//!
//! It is an address of data behind a link that saves it: nothing of it is parsed or
//! run by the page. Packed, since it would outweigh all the rest; unpacked, it is
//! what `--format json` writes, byte for byte, so its SHA-256 ties both together.

use super::Report;
use crate::report::json;
use crate::snapshot::sha256;
use base64::Engine as _;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::Write as _;

/// The link's parts; null where it could not be packed, which memory never refuses.
pub(super) fn of(report: &Report) -> Value {
    let text = json::render(report);
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let Ok(packed) = packer.write_all(text.as_bytes()).and_then(|()| packer.finish()) else {
        return Value::Null;
    };
    let data = base64::engine::general_purpose::STANDARD.encode(&packed);
    json!({
        "href": format!("data:application/gzip;base64,{data}"),
        "kilobytes": packed.len().div_ceil(1024),
        "sha256": sha256(text.as_bytes()),
    })
}
