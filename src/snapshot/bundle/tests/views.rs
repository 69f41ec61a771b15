//! Views, pictures and walks in bundles.

use super::*;

fn view(url: &str, html: &[u8], picture: Option<&[u8]>) -> View {
    View {
        url: url.to_owned(),
        status: Some(200),
        rendered: picture.is_some(),
        sha256: sha256(html),
        html: Bytes::copy_from_slice(html),
        truncated: false,
        screenshot: picture.map(|bytes| Screenshot {
            media_type: "image/jpeg".to_owned(),
            width: 1280,
            height: 900,
            sha256: sha256(bytes),
            bytes: Bytes::copy_from_slice(bytes),
        }),
        boxes: vec![ElementBox { selector: "#pay".to_owned(), x: -1, y: 2, width: 3, height: 4 }],
        seen_at: "2026-11-20T08:31:30Z".to_owned(),
    }
}

fn step(action: StepAction, view: View) -> Step {
    Step {
        action,
        words: "Till kassan".to_owned(),
        selector: Some("form > button".to_owned()),
        entries: vec![Entry {
            selector: "#size".to_owned(),
            label: "Storlek".to_owned(),
            purpose: "option".to_owned(),
            value: "M".to_owned(),
        }],
        past_robots: true,
        view,
    }
}

/// A visit whose front page was drawn and that walked to the checkout, first
/// over plain HTTP.
fn walked() -> Snapshot {
    let mut snapshot = sample();
    let (front, cart) = ("https://www.shop.example/", "https://www.shop.example/kassa");
    snapshot.exchanges[0].view = Some(view(front, b"<p>drawn", Some(b"JFIF front")));
    let mut sent = answered(cart, 200, &[("content-type", "text/html")], b"<p>kassa");
    sent.method = "POST".to_owned();
    sent.purpose = Purpose::Walk;
    sent.sent = Some("id=7&antal=1".to_owned());
    snapshot.exchanges.push(sent);
    let withheld = Withheld {
        url: cart.to_owned(),
        selector: Some("#buy".to_owned()),
        what: "K\u{f6}p".to_owned(),
        ground: "order-words".to_owned(),
        detail: "It orders.".to_owned(),
    };
    // The plain walk saw what was answered; the browser saw the checkout twice.
    let plain = Walk {
        mode: WalkMode::Read,
        rendered: false,
        consented: false,
        steps: vec![step(StepAction::OpenCart, view(cart, b"<p>kassa", None))],
        withheld: vec![],
        ended: Some(WalkEnd {
            reason: Reason::NeedsJavascript,
            obstacle: "script".to_owned(),
            detail: "Drawn.".to_owned(),
        }),
        emptied: None,
        before: None,
    };
    let seen = view(cart, b"<p>drawn kassa", Some(b"JFIF kassa"));
    snapshot.walk = Some(Walk {
        mode: WalkMode::Fill,
        rendered: true,
        consented: true,
        steps: vec![step(StepAction::OpenCheckout, seen.clone()), step(StepAction::Continue, seen)],
        withheld: vec![withheld],
        ended: None,
        emptied: Some(true),
        before: Some(Box::new(plain)),
    });
    snapshot.before_consent = Some(BeforeConsent {
        url: front.to_owned(),
        cookies: vec![Cookie {
            name: "_ga".to_owned(),
            domain: ".shop.example".to_owned(),
            days: Some(400),
        }],
        requests: vec!["https://metrics.example/collect".to_owned()],
        refused_by: Some("Avvisa alla".to_owned()),
        banner: true,
        seen_at: "2026-11-20T08:30:01Z".to_owned(),
    });
    snapshot
}

#[test]
fn views_and_pictures_come_back_as_they_were() {
    let snapshot = walked();
    let bytes = to_bytes(&snapshot).unwrap();
    let read = from_bytes(&bytes, "a.wacz").unwrap();
    assert_eq!(read, snapshot);
    assert_eq!(read.views().count(), 4);
    assert_eq!(to_bytes(&read).unwrap(), bytes);

    let parts = parts(&bytes);
    let records = warc::read(&parts[0].1, 1 << 20).unwrap();
    let targets: Vec<&str> = records
        .iter()
        .filter(|record| record.target.starts_with("urn:"))
        .map(|record| record.target.as_str())
        .collect();
    // What was seen twice is kept once, and what was served is not kept again.
    assert_eq!(
        targets,
        [
            "urn:dom:https://www.shop.example/",
            "urn:fullPage:https://www.shop.example/",
            "urn:dom:https://www.shop.example/kassa",
            "urn:fullPage:https://www.shop.example/kassa",
        ]
    );
    let cdx = String::from_utf8(parts[1].1.clone()).unwrap();
    assert!(cdx.contains("urn:fullPage:https://www.shop.example/ 20261120083130 {"), "{cdx}");
    let request = records.iter().rfind(|record| record.kind == "request" && record.http).unwrap();
    let all: Vec<String> = records
        .iter()
        .filter(|record| record.kind == "request")
        .map(|record| String::from_utf8(record.block.to_vec()).unwrap())
        .collect();
    assert!(request.payload().is_some());
    assert!(
        all.iter().any(|request| request.starts_with("POST /kassa HTTP/1.1\r\n")
            && request.ends_with("content-length: 12\r\n\r\nid=7&antal=1")),
        "{all:?}"
    );
}

#[test]
fn a_bundle_without_views_is_as_it_was_before_there_were_any() {
    let parts = parts(&to_bytes(&sample()).unwrap());
    let index: serde_json::Value = serde_json::from_slice(&parts[3].1).unwrap();
    assert!(index["records"].get("views").is_none());
    for key in ["walk", "before-consent"] {
        assert!(index["snapshot"].get(key).is_none(), "{key}");
    }
    for key in ["sent", "view"] {
        assert!(index["snapshot"]["exchanges"][0].get(key).is_none(), "{key}");
    }
}

#[test]
fn changed_views_and_pictures_are_found_even_with_fresh_hashes() {
    assert_eq!(from_bytes(&forge_of(&walked(), |_, _| {}), "a.wacz").unwrap(), walked());
    // A forger who also mends the digest of the record is given away by the index.
    let swap = |from: &'static [u8], to: &'static [u8]| {
        forge_of(&walked(), |name, bytes| {
            if name != part::WARC {
                return;
            }
            let mut text = Vec::new();
            flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut text).unwrap();
            for (from, to) in [
                (from, to),
                (super::package::digest(from).as_bytes(), super::package::digest(to).as_bytes()),
            ] {
                let at = text.windows(from.len()).position(|w| w == from).unwrap();
                text.splice(at..at + from.len(), to.iter().copied());
            }
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(&text).unwrap();
            *bytes = packer.finish().unwrap();
        })
    };
    for (from, to) in [
        (&b"<p>drawn kassa"[..], &b"<p>other kassa"[..]),
        (b"JFIF kassa", b"JFIF kasse"),
        (b"JFIF front", b"JFIF fromt"),
    ] {
        let text = complaint(&swap(from, to));
        assert!(text.contains("does not match the sha256 of"), "{text}");
    }
    let change = |from: &'static str, to: &'static str| {
        forge_of(&walked(), |name, bytes| {
            if name == part::INDEX {
                let text = String::from_utf8(bytes.clone()).unwrap();
                assert!(text.contains(from), "{from}");
                *bytes = text.replacen(from, to, 1).into_bytes();
            }
        })
    };
    assert!(complaint(&change("\"html\": \"<urn", "\"html\": \"<orn")).contains("is missing"));
    let moved = change(
        "\"status\": 200,\n          \"rendered\": true",
        "\"status\": 200,\n          \"rendered\": false",
    );
    assert!(from_bytes(&moved, "a.wacz").is_ok(), "the index is what is judged");
    let fewer = forge_of(&walked(), |name, bytes| {
        if name == part::INDEX {
            let mut index: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            index["records"]["views"].as_array_mut().unwrap().pop();
            *bytes = serde_json::to_vec(&index).unwrap();
        }
    });
    assert!(complaint(&fewer).contains("other records than answers"));
    let unlisted = forge_of(&walked(), |name, bytes| {
        if name == part::INDEX {
            let mut index: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            index["records"]["views"][0].as_object_mut().unwrap().remove("screenshot");
            index["snapshot"]["exchanges"][0]["view"].as_object_mut().unwrap().remove("screenshot");
            *bytes = serde_json::to_vec(&index).unwrap();
        }
    });
    assert!(complaint(&unlisted).contains("does not list"));
}

#[test]
fn a_view_that_does_not_match_its_hash_is_not_saved() {
    let mut snapshot = walked();
    let picture = snapshot.exchanges[0].view.as_mut().unwrap().screenshot.as_mut().unwrap();
    picture.bytes = Bytes::from_static(b"other");
    assert!(matches!(to_bytes(&snapshot), Err(Error::Incomplete(_))));
    let mut snapshot = walked();
    snapshot.walk.as_mut().unwrap().steps[0].view.html = Bytes::from_static(b"other");
    assert!(matches!(to_bytes(&snapshot), Err(Error::Incomplete(_))));
}

/// Any page as it was seen.
pub(super) fn any_view() -> impl Strategy<Value = View> {
    let url = prop_oneof![Just("https://shop.example/a".to_owned()), any::<String>()];
    let bytes = || proptest::collection::vec(any::<u8>(), 0..20);
    let place = (any::<String>(), any::<i32>(), any::<u32>());
    (
        url,
        any::<Option<u16>>(),
        any::<(bool, bool)>(),
        bytes(),
        proptest::option::of((any::<String>(), any::<u32>(), bytes())),
        proptest::collection::vec(place, 0..3),
        any::<String>(),
    )
        .prop_map(|(url, status, (rendered, truncated), html, picture, boxes, seen_at)| View {
            url,
            status,
            rendered,
            sha256: sha256(&html),
            html: html.into(),
            truncated,
            screenshot: picture.map(|(media_type, width, bytes)| Screenshot {
                media_type,
                width,
                height: width / 2,
                sha256: sha256(&bytes),
                bytes: bytes.into(),
            }),
            boxes: boxes
                .into_iter()
                .map(|(selector, x, width)| ElementBox { selector, x, y: x, width, height: width })
                .collect(),
            seen_at,
        })
}

/// Any walk, perhaps with one before it.
pub(super) fn any_walk() -> impl Strategy<Value = Walk> {
    let action = proptest::sample::select(vec![
        StepAction::OpenProduct,
        StepAction::ContinueAsGuest,
        StepAction::Dismiss,
    ]);
    let step = (action, any::<String>(), any::<Option<String>>(), any::<bool>(), any_view())
        .prop_map(|(action, words, selector, past_robots, view)| Step {
            action,
            words,
            selector,
            entries: vec![],
            past_robots,
            view,
        });
    let one = (
        any::<(bool, bool, Option<bool>)>(),
        proptest::collection::vec(step, 0..4),
        proptest::option::of(failure()),
        any::<String>(),
    )
        .prop_map(|((rendered, consented, emptied), steps, failure, text)| Walk {
            mode: if consented { WalkMode::Fill } else { WalkMode::Read },
            rendered,
            consented,
            steps,
            withheld: vec![Withheld {
                url: text.clone(),
                selector: None,
                what: text.clone(),
                ground: text.clone(),
                detail: text,
            }],
            ended: failure.map(|failure| WalkEnd {
                reason: failure.reason,
                obstacle: failure.detail.clone(),
                detail: failure.detail,
            }),
            emptied,
            before: None,
        });
    proptest::collection::vec(one, 1..3).prop_map(|walks| {
        let nested =
            |before: Option<Walk>, walk: Walk| Some(Walk { before: before.map(Box::new), ..walk });
        walks.into_iter().fold(None, nested).unwrap()
    })
}
