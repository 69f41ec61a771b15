//! Bundles come back as they were, or not at all.

use super::*;
use crate::facts::Reason;
use crate::snapshot::*;
use bytes::Bytes;
use proptest::prelude::*;
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

mod views;

fn answered(url: &str, status: u16, headers: &[(&str, &str)], body: &[u8]) -> Exchange {
    Exchange {
        sent: None,
        view: None,
        url: url.to_owned(),
        method: "GET".to_owned(),
        purpose: Purpose::Page,
        referrer: None,
        link_text: Some("Om oss".to_owned()),
        clicks: 1,
        seen_at: "2026-11-20T08:30:00Z".to_owned(),
        result: ExchangeResult::Answer(Answer {
            status,
            headers: headers.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            remote: Some("203.0.113.9:443".to_owned()),
            sha256: sha256(body),
            truncated: false,
            body: Bytes::copy_from_slice(body),
            wall: None,
        }),
    }
}

fn failed(reason: Reason) -> Option<Failure> {
    Some(Failure { reason, detail: "nobody\r\nanswered".to_owned() })
}

fn sample() -> Snapshot {
    let registry = |url: &str, status, failure, text: &str| RegistryAnswer {
        url: url.to_owned(),
        domain: "shop.example".to_owned(),
        status,
        seen_at: "2026-11-20T08:31:00Z".to_owned(),
        failure,
        note: None,
        text: text.to_owned(),
    };
    let mut lost = answered("https://www.shop.example/lost", 200, &[], b"");
    lost.result = ExchangeResult::Failure(failed(Reason::TimedOut).unwrap());
    let mut head = answered(
        "https://www.shop.example/file.pdf",
        200,
        &[("content-length", "999"), ("content-type", "application/pdf")],
        b"",
    );
    head.method = "HEAD".to_owned();
    let dns = |kind: &str, records: &[&str], failure| DnsAnswer {
        name: "shop.example".to_owned(),
        record_type: kind.to_owned(),
        records: records.iter().map(|r| (*r).to_owned()).collect(),
        failure,
        validation: (kind == "DS").then_some(Validation::Bogus),
        seen_at: "2026-11-20T08:31:00Z".to_owned(),
    };
    Snapshot {
        tool_version: "0.1.0".to_owned(),
        target: Target {
            url: "https://www.shop.example/".to_owned(),
            host: "www.shop.example".to_owned(),
            registrable_domain: "shop.example".to_owned(),
        },
        started_at: "2026-11-20T08:29:00Z".to_owned(),
        finished_at: "2026-11-20T08:32:00Z".to_owned(),
        limits: Limits::default(),
        application: Some("country: SE\n".to_owned()),
        challenge: Some(Challenge {
            domain: "shop.example".to_owned(),
            token: "shopvet-abc".to_owned(),
        }),
        exchanges: vec![
            answered(
                "https://www.shop.example/",
                200,
                &[("content-type", "text/html")],
                b"<p>\r\n\r\nhej",
            ),
            answered(
                "https://www.shop.example/om?a=\u{e5}",
                200,
                &[("transfer-encoding", "chunked"), ("content-length", "3"), ("x", "a\r\nb: c")],
                b"\xff\x00 latin",
            ),
            answered("https://www.shop.example/old", 301, &[("location", "/")], b""),
            lost,
            head,
        ],
        skipped: vec![],
        dns: vec![
            dns("MX", &["10 mail.shop.example."], None),
            dns("A", &[], None),
            dns("DS", &[], failed(Reason::Unreachable)),
        ],
        rdap: vec![
            registry("https://rdap.example/domain/shop.example", Some(200), None, "{\"a\":1}"),
            registry(
                "https://rdap.example/domain/shop.example",
                None,
                failed(Reason::TimedOut),
                "",
            ),
            registry("https://rdap.example/x", Some(429), failed(Reason::RateLimited), "slow down"),
        ],
        whois: vec![registry(
            "whois://whois.example/shop.example",
            None,
            None,
            "holder: K\u{f6}p\r\n",
        )],
        registry_extracts: vec![registry(
            "extract:utdrag \u{e5}.txt",
            None,
            None,
            "innehavare: K\u{f6}p AB\n",
        )],
        tls: Some(TlsRecord {
            host: "www.shop.example".to_owned(),
            chain: vec!["QUJD".repeat(40)],
            trusted: true,
            matches_host: true,
            version: Some("TLSv1_3".to_owned()),
            problem: None,
            seen_at: "2026-11-20T08:30:00Z".to_owned(),
        }),
        stopped_by: Some(StopCause::Pages),
        walk: None,
        before_consent: None,
    }
}

fn parts(bundle: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bundle)).unwrap();
    let mut parts = Vec::new();
    for number in 0..zip.len() {
        let mut entry = zip.by_index(number).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        parts.push((entry.name().unwrap().into_owned(), bytes));
    }
    parts
}

fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Puts parts together again with hashes that fit, as a careful forger would.
fn forge(change: impl Fn(&str, &mut Vec<u8>)) -> Vec<u8> {
    forge_of(&sample(), change)
}

fn forge_of(snapshot: &Snapshot, change: impl Fn(&str, &mut Vec<u8>)) -> Vec<u8> {
    let mut parts = parts(&to_bytes(snapshot).unwrap());
    for (name, bytes) in &mut parts {
        change(name, bytes);
    }
    let of = |name: &str| parts.iter().find(|(n, _)| n == name).unwrap().1.clone();
    let mut package: serde_json::Value = serde_json::from_slice(&of(part::PACKAGE)).unwrap();
    for resource in package["resources"].as_array_mut().unwrap() {
        let bytes = of(resource["path"].as_str().unwrap());
        resource["hash"] = super::package::digest(&bytes).into();
        resource["bytes"] = bytes.len().into();
    }
    let package = serde_json::to_vec(&package).unwrap();
    let digest = serde_json::to_vec(&super::package::PackageDigest::of(&package)).unwrap();
    for (name, bytes) in &mut parts {
        match name.as_str() {
            part::PACKAGE => bytes.clone_from(&package),
            part::DIGEST => bytes.clone_from(&digest),
            _ => {}
        }
    }
    pack(&parts)
}

fn complaint(bytes: &[u8]) -> String {
    match from_bytes(bytes, "a.wacz") {
        Err(Error::Invalid(text)) => {
            assert!(text.starts_with("a.wacz: "), "{text}");
            text
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_visit_comes_back_as_it_was() {
    let snapshot = sample();
    let bytes = to_bytes(&snapshot).unwrap();
    assert_eq!(from_bytes(&bytes, "a.wacz").unwrap(), snapshot);
    assert_eq!(bytes, to_bytes(&snapshot).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wacz");
    write(&snapshot, &path).unwrap();
    assert_eq!(read(&path).unwrap(), snapshot);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(matches!(read(&folder.path().join("b.wacz")), Err(Error::File { .. })));
}

#[test]
fn the_parts_are_as_wacz_has_them() {
    let parts = parts(&to_bytes(&sample()).unwrap());
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            part::WARC,
            part::CDX,
            part::PAGES,
            part::INDEX,
            part::APPLICATION,
            part::PACKAGE,
            part::DIGEST
        ]
    );
    let text = |name: &str| {
        String::from_utf8(parts.iter().find(|(n, _)| n == name).unwrap().1.clone()).unwrap()
    };
    let package: serde_json::Value = serde_json::from_str(&text(part::PACKAGE)).unwrap();
    assert_eq!(package["profile"], "data-package");
    assert_eq!(package["wacz_version"], "1.1.1");
    assert_eq!(package["resources"].as_array().unwrap().len(), 5);
    let pages = text(part::PAGES);
    assert!(pages.starts_with("{\"format\":\"json-pages-1.0\""), "{pages}");
    assert_eq!(pages.lines().count(), 3);
    assert!(!text(part::INDEX).contains("hej"));

    // What the index promises is found by seeking, as a viewer does.
    let warc = &parts[0].1;
    let cdx = text(part::CDX);
    let line = cdx.lines().find(|line| line.starts_with("example,shop)/ ")).unwrap();
    let (_, json) = line.split_at(line.find('{').unwrap());
    let entry: serde_json::Value = serde_json::from_str(json).unwrap();
    let number = |key: &str| entry[key].as_str().unwrap().parse::<usize>().unwrap();
    let member = &warc[number("offset")..number("offset") + number("length")];
    let record = &warc::read(member, 1 << 20).unwrap()[0];
    assert_eq!(
        (record.kind.as_str(), record.target.as_str()),
        ("response", "https://www.shop.example/")
    );
    let block = String::from_utf8(record.block.to_vec()).unwrap();
    assert!(block.starts_with("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"), "{block}");
}

#[test]
fn the_head_of_an_answer_describes_the_body_that_is_kept() {
    let parts = parts(&to_bytes(&sample()).unwrap());
    let records = warc::read(&parts[0].1, 1 << 20).unwrap();
    let response = |end: &str| {
        let of = |record: &&warc::Record| record.kind == "response" && record.target.ends_with(end);
        String::from_utf8_lossy(&records.iter().find(of).unwrap().block).into_owned()
    };
    let odd = response("%C3%A5");
    assert!(odd.contains("\r\nx-original-transfer-encoding: chunked\r\n"), "{odd}");
    assert!(odd.contains("\r\ncontent-length: 8\r\n"), "{odd}");
    assert!(odd.contains("\r\nx: a  b: c\r\n"), "{odd}");
    assert!(response("file.pdf").contains("\r\ncontent-length: 999\r\n"));
}

#[test]
fn missing_extra_and_doubled_parts_are_refused() {
    let whole = parts(&to_bytes(&sample()).unwrap());
    for number in 0..whole.len() {
        let mut fewer = whole.clone();
        let (name, _) = fewer.remove(number);
        let text = complaint(&pack(&fewer));
        assert!(text.contains(name.rsplit('/').next().unwrap()), "{name}: {text}");
    }
    for name in
        ["extra.txt", "../evil", "/etc/passwd", "archive/../archive/data.warc.gz", "archive/"]
    {
        let mut more = whole.clone();
        more.remove(4);
        more.push((name.to_owned(), vec![]));
        assert!(complaint(&pack(&more)).contains("does not belong"), "{name}");
    }
    let bytes = to_bytes(&sample()).unwrap();
    complaint(&[b"#!/bin/sh\n", bytes.as_slice()].concat());
    complaint(&[bytes.as_slice(), b"x"].concat());
    complaint(b"");
    // The same name twice, made by renaming within the bytes.
    let mut twin = whole;
    twin.retain(|(name, _)| name != part::APPLICATION);
    twin.push(("indexes/index.cdxk".to_owned(), vec![1]));
    let mut twin = pack(&twin);
    while let Some(at) = twin.windows(4).position(|w| w == b"cdxk") {
        twin[at + 3] = b'j';
    }
    assert!(complaint(&twin).contains("the same name"));
}

#[test]
fn changes_are_found_even_with_fresh_hashes() {
    let change = |part: &'static str, from: &'static str, to: &'static str| {
        forge(move |name, bytes| {
            if name == part {
                let text = String::from_utf8(bytes.clone()).unwrap();
                assert!(text.contains(from), "{from}");
                *bytes = text.replacen(from, to, 1).into_bytes();
            }
        })
    };
    assert_eq!(from_bytes(&forge(|_, _| {}), "a.wacz").unwrap(), sample());
    let hash = &sample().exchanges[0].answer().unwrap().sha256.clone();
    let text = complaint(&change(part::INDEX, Box::leak(hash.clone().into_boxed_str()), "00"));
    assert!(text.contains(part::WARC) && text.contains("https://www.shop.example/"), "{text}");
    assert!(complaint(&change(part::INDEX, "urn:uuid:", "urn:uuid:0")).contains("missing"));
    assert!(
        complaint(&change(part::INDEX, "\"format\": \"", "\"format\": \"9")).contains("version")
    );
    assert!(complaint(&change(part::INDEX, "/om?", "/mo?")).contains("something else"));
    assert!(complaint(&change(part::APPLICATION, "SE", "NO")).contains(part::APPLICATION));
    let repacked = forge(|name, bytes| {
        if name == part::WARC {
            let mut text = Vec::new();
            flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut text).unwrap();
            let at = text.windows(3).position(|w| w == b"hej").unwrap();
            text[at] = b'n';
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(&text).unwrap();
            *bytes = packer.finish().unwrap();
        }
    });
    assert!(complaint(&repacked).contains("WARC-Block-Digest"));
}

#[test]
fn bombs_are_not_unpacked() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(&vec![0; 4 << 20]).unwrap();
    let error = warc::read(&packer.finish().unwrap(), 1 << 20).err().unwrap();
    assert!(error.contains("more than 1 MiB"), "{error}");
    let mut whole = parts(&to_bytes(&sample()).unwrap());
    whole[1].1 = vec![b' '; usize::try_from(MOST_PART_BYTES).unwrap() + 1];
    assert!(complaint(&pack(&whole)).contains("index.cdxj: is larger than 64 MiB"));
}

#[test]
fn a_body_that_does_not_match_its_hash_is_not_saved() {
    let mut snapshot = sample();
    if let ExchangeResult::Answer(answer) = &mut snapshot.exchanges[0].result {
        answer.body = Bytes::from_static(b"other");
    }
    assert!(matches!(to_bytes(&snapshot), Err(Error::Incomplete(_))));
}

fn reason() -> impl Strategy<Value = Reason> {
    proptest::sample::select(Reason::ALL)
}

fn failure() -> impl Strategy<Value = Failure> {
    (reason(), any::<String>()).prop_map(|(reason, detail)| Failure { reason, detail })
}

fn exchange() -> impl Strategy<Value = Exchange> {
    let purpose = proptest::sample::select(vec![
        Purpose::Page,
        Purpose::Robots,
        Purpose::Sitemap,
        Purpose::LinkCheck,
        Purpose::PlainHttp,
        Purpose::Challenge,
        Purpose::Walk,
    ]);
    let header = (any::<String>(), any::<String>());
    let wall = proptest::option::of((reason(), any::<String>()));
    let answer = (
        any::<u16>(),
        proptest::collection::vec(header, 0..4),
        proptest::option::of(any::<String>()),
        any::<bool>(),
        proptest::collection::vec(any::<u8>(), 0..60),
        wall,
    )
        .prop_map(|(status, headers, remote, truncated, body, wall)| {
            ExchangeResult::Answer(Answer {
                status,
                headers,
                remote,
                sha256: sha256(&body),
                truncated,
                body: body.into(),
                wall: wall.map(|(reason, detail)| Wall { reason, detail }),
            })
        });
    let result = prop_oneof![4 => answer, 1 => failure().prop_map(ExchangeResult::Failure)];
    let method = prop_oneof![Just("GET".to_owned()), Just("HEAD".to_owned()), any::<String>()];
    let url = prop_oneof![Just("https://shop.example/a".to_owned()), any::<String>()];
    (
        url,
        method,
        purpose,
        proptest::option::of(any::<String>()),
        proptest::option::of(any::<String>()),
        any::<u32>(),
        any::<String>(),
        result,
        (proptest::option::of(any::<String>()), proptest::option::of(views::any_view())),
    )
        .prop_map(
            |(url, method, purpose, referrer, link_text, clicks, seen_at, result, more)| {
                let (sent, view) = more;
                Exchange {
                    sent,
                    view,
                    url,
                    method,
                    purpose,
                    referrer,
                    link_text,
                    clicks,
                    seen_at,
                    result,
                }
            },
        )
}

fn registry() -> impl Strategy<Value = RegistryAnswer> {
    (
        any::<String>(),
        any::<String>(),
        any::<Option<u16>>(),
        any::<String>(),
        proptest::option::of(failure()),
        any::<Option<String>>(),
        any::<String>(),
    )
        .prop_map(|(url, domain, status, seen_at, failure, note, text)| RegistryAnswer {
            url,
            domain,
            status,
            seen_at,
            failure,
            note,
            text,
        })
}

fn snapshot() -> impl Strategy<Value = Snapshot> {
    let dns = (
        any::<String>(),
        any::<String>(),
        proptest::collection::vec(any::<String>(), 0..3),
        proptest::option::of(failure()),
        any::<String>(),
    )
        .prop_map(|(name, record_type, records, failure, seen_at)| DnsAnswer {
            name,
            record_type,
            records,
            failure,
            validation: None,
            seen_at,
        });
    let texts = (any::<String>(), any::<String>(), proptest::option::of(any::<String>()));
    (
        texts,
        proptest::collection::vec(exchange(), 0..6),
        proptest::collection::vec(dns, 0..3),
        proptest::collection::vec(registry(), 0..3),
        proptest::collection::vec(registry(), 0..3),
        proptest::collection::vec(any::<String>(), 0..3),
        any::<(u64, bool)>(),
        (proptest::option::of(views::any_walk()), proptest::option::of(any::<(String, bool)>())),
    )
        .prop_map(
            |(
                (url, time, application),
                exchanges,
                dns,
                rdap,
                whois,
                chain,
                (most, has_tls),
                (walk, before),
            )| {
                let mut snapshot = sample();
                snapshot.target.url = url;
                snapshot.started_at = time;
                snapshot.limits.max_total_bytes = most;
                snapshot.application = application;
                snapshot.exchanges = exchanges;
                snapshot.dns = dns;
                snapshot.rdap = rdap;
                snapshot.whois = whois;
                snapshot.walk = walk;
                snapshot.before_consent = before.map(|(text, banner)| BeforeConsent {
                    url: text.clone(),
                    requests: vec![text.clone()],
                    refused_by: Some(text),
                    banner,
                    ..BeforeConsent::default()
                });
                snapshot.tls =
                    snapshot.tls.filter(|_| has_tls).map(|tls| TlsRecord { chain, ..tls });
                snapshot
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_snapshot_comes_back_as_it_was(snapshot in snapshot()) {
        let bytes = to_bytes(&snapshot).unwrap();
        prop_assert_eq!(&from_bytes(&bytes, "a.wacz").unwrap(), &snapshot);
        prop_assert_eq!(to_bytes(&snapshot).unwrap(), bytes);
    }

    #[test]
    fn a_changed_byte_is_refused_or_changes_nothing(at in any::<usize>(), flip in 1u8..) {
        let mut bytes = to_bytes(&sample()).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= flip;
        if let Ok(read) = from_bytes(&bytes, "a.wacz") {
            prop_assert_eq!(read, sample());
        }
    }

    #[test]
    fn a_cut_bundle_is_refused(cut in any::<usize>()) {
        let bytes = to_bytes(&sample()).unwrap();
        complaint(&bytes[..cut % bytes.len()]);
    }

    #[test]
    fn any_bytes_are_met_calmly(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = from_bytes(&bytes, "a.wacz");
        let _ = warc::read(&bytes, 1 << 20);
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"WARC/1.1\r\nContent-Length: ").unwrap();
        packer.write_all(&bytes).unwrap();
        let _ = warc::read(&packer.finish().unwrap(), 1 << 20);
    }
}
