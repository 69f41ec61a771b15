#![no_main]
//! DNS records of any text come to facts without a panic.
//!
//! Each line is one record: its first letter picks the type, its second the name
//! that was asked for, the rest is the data.

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use shopvet::snapshot::{Limits, Snapshot};
use std::collections::BTreeMap;

const TYPES: [&str; 9] = ["A", "AAAA", "NS", "MX", "TXT", "SOA", "CAA", "DS", "CNAME"];
const NAMES: [&str; 5] = [
    "www.shop.example",
    "shop.example",
    "_dmarc.shop.example",
    "selector._domainkey.shop.example",
    "other.example",
];

fuzz_target!(|text: &str| {
    let mut answers: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for line in text.lines().take(200) {
        let mut letters = line.chars();
        let (Some(kind), Some(name)) = (letters.next(), letters.next()) else { continue };
        let kind = TYPES[kind as usize % TYPES.len()];
        let name = NAMES[name as usize % NAMES.len()];
        answers.entry((name, kind)).or_default().push(letters.as_str());
    }
    let time = "2026-01-02T03:04:05Z";
    let dns: Vec<_> = answers
        .into_iter()
        .map(|((name, kind), records)| {
            json!({"name": name, "record-type": kind, "records": records, "failure": null, "seen-at": time})
        })
        .collect();
    // Members that later versions add have defaults.
    let snapshot = json!({
        "tool-version": "0",
        "target": {
            "url": "https://www.shop.example/",
            "host": "www.shop.example",
            "registrable-domain": "shop.example",
        },
        "started-at": time, "finished-at": time,
        "limits": Limits::default(),
        "application": null, "exchanges": [], "skipped": [], "dns": dns,
        "rdap": [], "whois": [], "tls": null, "stopped-by": null,
    });
    let snapshot: Snapshot = serde_json::from_value(snapshot).expect("the snapshot is well formed");
    let _ = shopvet::extract::extract(&snapshot, None);
});
