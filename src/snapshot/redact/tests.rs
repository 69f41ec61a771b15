//! A whole snapshot, masked.

use super::*;
use crate::snapshot::{
    BeforeConsent, DnsAnswer, ElementBox, Entry, Exchange, Limits, Purpose, RegistryAnswer,
    Screenshot, Snapshot, Step, StepAction, Target, View, Walk, WalkEnd, WalkMode, Withheld,
    bundle,
};
use proptest::prelude::*;
use url::form_urlencoded;

fn snapshot(application: &str, pages: &[(&str, &[u8])], whois: &str) -> Snapshot {
    let time = "2026-11-20T08:30:00Z";
    let exchange = |(kind, body): &(&str, &[u8])| Exchange {
        sent: None,
        view: None,
        url: "https://www.shop.example/?ref=anna@shop.example".to_owned(),
        method: "GET".to_owned(),
        purpose: Purpose::Page,
        referrer: None,
        link_text: Some("anna@shop.example".to_owned()),
        clicks: 0,
        seen_at: time.to_owned(),
        result: ExchangeResult::Answer(Answer {
            status: 200,
            headers: vec![
                ("content-type".to_owned(), (*kind).to_owned()),
                ("set-cookie".to_owned(), "id=abc123; Path=/; HttpOnly".to_owned()),
                ("last-modified".to_owned(), "Fri, 20 Nov 2026 08:30:00 GMT".to_owned()),
            ],
            remote: None,
            sha256: sha256(body),
            truncated: false,
            body: Bytes::copy_from_slice(body),
            wall: None,
        }),
    };
    Snapshot {
        tool_version: "0.1.0".to_owned(),
        target: Target {
            url: "https://www.shop.example/".to_owned(),
            host: "www.shop.example".to_owned(),
            registrable_domain: "shop.example".to_owned(),
        },
        started_at: time.to_owned(),
        finished_at: time.to_owned(),
        limits: Limits::default(),
        application: Some(application.to_owned()),
        challenge: None,
        exchanges: pages.iter().map(exchange).collect(),
        skipped: vec![],
        dns: vec![DnsAnswer {
            name: "shop.example".to_owned(),
            record_type: "TXT".to_owned(),
            records: vec!["v=DMARC1; rua=mailto:anna@shop.example".to_owned()],
            failure: None,
            validation: None,
            seen_at: time.to_owned(),
        }],
        rdap: vec![],
        whois: vec![RegistryAnswer {
            url: "whois://whois.example/shop.example".to_owned(),
            domain: "shop.example".to_owned(),
            status: None,
            seen_at: time.to_owned(),
            failure: None,
            note: None,
            text: whois.to_owned(),
        }],
        registry_extracts: Vec::new(),
        tls: None,
        stopped_by: None,
        walk: None,
        before_consent: None,
    }
}

const APPLICATION: &str = "legal-name: Fjordlys Handel AS\n\
    registration-number: 909 984 769\n\
    contact: {email: kari@shop.example, phone: 22 33 44 56}\n\
    domain-holder: {name: Kari Lys, relation: owner}\n";

#[test]
fn personal_data_goes_and_company_data_stays() {
    let page = "<p>Fjordlys Handel AS, 909 984 769, Lysveien 3. \
        Ring <b>22 33 44 56</b> eller anna@shop.example. 1 299,00 kr.</p>";
    let given =
        snapshot(APPLICATION, &[("text/html", page.as_bytes())], "Registrant Name: Kari Lys\n");
    let masked = redact(&given);
    let body = masked.exchanges[0].answer().unwrap();
    let text = String::from_utf8(body.body.to_vec()).unwrap();
    assert!(text.contains("Fjordlys Handel AS, 909 984 769, Lysveien 3."), "{text}");
    assert!(
        text.contains("<b>00 00 00 00</b> eller redacted-2@shop.example. 1 299,00 kr"),
        "{text}"
    );
    assert_eq!(body.sha256, sha256(&body.body));
    assert_eq!(body.header("set-cookie"), Some("id=REDACTED; Path=/; HttpOnly"));
    assert_eq!(
        body.header("last-modified"),
        given.exchanges[0].answer().unwrap().header("last-modified")
    );
    assert_eq!(masked.exchanges[0].url, "https://www.shop.example/?ref=redacted-2@shop.example");
    assert_eq!(masked.whois[0].text, "Registrant Name: REDACTED\n");
    assert!(masked.dns[0].records[0].ends_with("mailto:redacted-2@shop.example"));

    let application = Application::parse(masked.application.as_deref().unwrap(), "a").unwrap();
    assert_eq!(application.legal_name.as_deref(), Some("Fjordlys Handel AS"));
    assert_eq!(application.registration_number.as_deref(), Some("909 984 769"));
    let contact = application.contact.unwrap();
    assert_eq!(contact.email.as_deref(), Some("redacted-1@shop.example"));
    assert_eq!(contact.phone.as_deref(), Some("00 00 00 00"));
    assert_eq!(application.domain_holder.unwrap().name.as_deref(), Some("REDACTED"));

    let bytes = bundle::to_bytes(&masked).unwrap();
    assert_eq!(bundle::from_bytes(&bytes, "a.wacz").unwrap(), masked);
}

fn view(html: &str) -> View {
    let picture = b"a picture of anna@shop.example";
    View {
        url: "https://www.shop.example/kassa".to_owned(),
        status: Some(200),
        rendered: true,
        sha256: sha256(html.as_bytes()),
        html: Bytes::copy_from_slice(html.as_bytes()),
        truncated: false,
        screenshot: Some(Screenshot {
            media_type: "image/jpeg".to_owned(),
            width: 4,
            height: 3,
            sha256: sha256(picture),
            bytes: Bytes::from_static(picture),
        }),
        boxes: vec![ElementBox { selector: "p".to_owned(), x: 0, y: 1, width: 2, height: 3 }],
        seen_at: "2026-11-20T08:31:00Z".to_owned(),
    }
}

/// A visit that walked and saw drawn pages.
fn walked(text: &str) -> Snapshot {
    let mut given = snapshot(APPLICATION, &[("text/html", text.as_bytes())], "");
    given.exchanges[0].view = Some(view(text));
    given.exchanges[0].method = "POST".to_owned();
    given.exchanges[0].sent = Some(
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("email", "anna@shop.example"), ("tel", "22 33 44 56"), ("x", text)])
            .finish(),
    );
    let step = |text: &str| Step {
        action: StepAction::Fill,
        words: text.to_owned(),
        selector: Some("form > button".to_owned()),
        entries: vec![Entry {
            selector: "#mail".to_owned(),
            label: "E-post".to_owned(),
            purpose: "email".to_owned(),
            value: "anna@shop.example".to_owned(),
        }],
        past_robots: false,
        view: view(text),
    };
    let walk = Walk {
        mode: WalkMode::Fill,
        rendered: true,
        consented: true,
        steps: vec![step(text)],
        withheld: vec![Withheld {
            url: "https://www.shop.example/kassa".to_owned(),
            selector: None,
            what: "POST https://www.shop.example/order?mail=anna@shop.example".to_owned(),
            ground: "order-words".to_owned(),
            detail: text.to_owned(),
        }],
        ended: Some(WalkEnd {
            reason: crate::facts::Reason::LoginRequired,
            obstacle: "sign-in".to_owned(),
            detail: "Skriv till anna@shop.example.".to_owned(),
        }),
        emptied: Some(true),
        before: None,
    };
    given.walk =
        Some(Walk { before: Some(Box::new(Walk { rendered: false, ..walk.clone() })), ..walk });
    given.before_consent = Some(BeforeConsent {
        url: "https://www.shop.example/?a=anna@shop.example".to_owned(),
        requests: vec!["https://a.example/anna@shop.example".to_owned()],
        ..BeforeConsent::default()
    });
    given
}

#[test]
fn a_walk_is_masked_and_its_pictures_are_left_out() {
    let masked = redact(&walked("<p>Ring 22 33 44 56 eller anna@shop.example</p>"));
    for view in masked.views() {
        assert_eq!(view.screenshot, None);
        assert_eq!(view.boxes, []);
        assert_eq!(view.html, "<p>Ring 00 00 00 00 eller redacted-2@shop.example</p>");
        assert_eq!(view.sha256, sha256(&view.html));
    }
    assert_eq!(masked.views().count(), 3);
    assert!(
        masked.exchanges[0].sent.as_deref().unwrap().starts_with(
            "email=redacted-2%40shop.example&tel=00+00+00+00&x=%3Cp%3ERing+00+00+00+00+eller"
        ),
        "{:?}",
        masked.exchanges[0].sent
    );
    let all = format!("{:?} {:?}", masked.walk, masked.before_consent);
    assert!(!all.contains("anna@") && !all.contains("22 33 44 56"), "{all}");
    let bytes = bundle::to_bytes(&masked).unwrap();
    assert_eq!(bundle::from_bytes(&bytes, "a.wacz").unwrap(), masked);
}

#[test]
fn what_cannot_be_masked_is_left_out() {
    let given =
        snapshot("", &[("application/pdf", b"%PDF anna@shop.example"), ("text/html", b"a\0b")], "");
    for exchange in &redact(&given).exchanges {
        let answer = exchange.answer().unwrap();
        assert!(answer.body.is_empty() && answer.truncated);
        assert_eq!(answer.sha256, sha256(b""));
    }
}

proptest! {
    #[test]
    fn masking_twice_changes_nothing_more(
        words in proptest::collection::vec("([a-z]{1,4}@[a-z]{1,4}\\.example|\\+?[0-9 ()-]{1,20}|tel:[0-9 ]{1,12}|[ -~]{0,12}|0[0-9]{1,3}-[0-9 ]{4,9}|[0-9]{6}-[0-9]{4})", 0..8),
        bytes in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let text = words.join(" ");
        let pages: [(&str, &[u8]); 2] = [("text/html", text.as_bytes()), ("text/html", &bytes)];
        let once = redact(&snapshot(APPLICATION, &pages, &text));
        prop_assert_eq!(&redact(&once), &once);
        let once = redact(&walked(&text));
        prop_assert_eq!(&redact(&once), &once);
    }
}
