//! A whole snapshot, masked.

use super::*;
use crate::snapshot::{
    DnsAnswer, Exchange, Limits, Purpose, RegistryAnswer, Snapshot, Target, bundle,
};
use proptest::prelude::*;

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
    }
}
