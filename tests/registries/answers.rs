//! Answers that hide, drip, flood, break off or are none.

use super::*;
use shopvet::universe::{Manner, cut, drip, flood};
use std::time::Duration;

const ONE_BYTE_A_SECOND: Duration = Duration::from_secs(1);
const FIFTY_MEGABYTES: usize = 50 << 20;

#[test]
fn a_redacted_holder_is_hidden_and_not_absent() {
    let mut object: Value = serde_json::from_str(&record("", None)).unwrap();
    object["redacted"] = json!([{
        "name": {"type": "Registrant Name"},
        "postPath": "$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='fn')][3]",
        "method": "emptyValue"
    }]);
    let object = object.to_string();
    let hidden = || {
        let object = object.clone();
        with_rdap(move || reply(200, JSON, object.clone()))
    };
    let universe = Standing::start(hidden()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let seen = run(&universe, folder.path());
    assert_eq!(seen.fact("domain.registered")["value"], true);
    assert_eq!(seen.fact("domain.registrant")["reason"], "redacted");
    // WHOIS, which was asked for what RDAP hides, knows no such domain here; what
    // the registry said counts.
    assert_eq!(universe.whois_count(""), 1);
    // Where WHOIS names the company, it is known.
    assert_eq!(holder(&run_once(hidden().whois(HOST, text()))), HOLDER);
    // A limit there takes nothing from what RDAP said.
    let limited = "% Query rate limit exceeded. Please try again later.\r\n";
    let seen = run_once(hidden().whois(HOST, limited));
    assert_eq!(seen.fact("domain.registered")["value"], true);
    assert_eq!(seen.fact("domain.registrant")["state"], "unknown");
}

#[test]
fn whois_is_asked_where_rdap_names_nobody_and_only_there() {
    for (named, asked) in [("", 1), (HOLDER, 0)] {
        let world = with_rdap(move || reply(200, JSON, record(named, None))).whois(HOST, text());
        let universe = Standing::start(world).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let run = run(&universe, folder.path());
        assert_eq!(holder(&run), HOLDER);
        assert_eq!(run.fact("domain.source")["value"], "rdap");
        assert_eq!(universe.whois_count(""), asked);
    }
    let run = run_once(without_rdap().whois(HOST, text()));
    assert_eq!(holder(&run), HOLDER);
    assert_eq!(run.fact("domain.source")["value"], "whois");
}

#[test]
fn an_answer_that_drips_is_given_up() {
    // Long enough for those who answer, also on a busy machine.
    let see_once = |world| {
        let universe = Standing::start(world).unwrap();
        let folder = tempfile::tempdir().unwrap();
        see(&universe, folder.path(), |request| request.limits.request_timeout_seconds = 3)
    };
    let slow = || with_rdap(|| drip(" ", ONE_BYTE_A_SECOND, 600));
    // What RDAP did not say in time, WHOIS did.
    let seen = see_once(slow().whois(HOST, text()));
    assert_eq!(seen.failure(&format!("https://{REGISTRY}/")).0, Reason::TimedOut);
    assert_eq!(seen.holder(), HOLDER);
    let dripping = Manner::Drip("%".into(), ONE_BYTE_A_SECOND);
    assert_eq!(see_once(slow().whois(HOST, dripping.clone())).unknown(), Reason::TimedOut);
    assert_eq!(see_once(without_rdap().whois(HOST, dripping)).unknown(), Reason::TimedOut);
}

#[test]
fn the_program_gives_up_too() {
    let dripping = Manner::Drip("%".into(), ONE_BYTE_A_SECOND);
    assert_eq!(unknown(&run_once(without_rdap().whois(HOST, dripping))), "timed-out");
}

#[test]
fn nonsense_is_no_answer_and_is_shown() {
    let rdap = format!("https://{REGISTRY}/");
    let garbage = vec![0x00, 0xff, 0xfe, 0x1b, 0x80, b'\n', 0xc3, 0x28, 0x01, 0x02, 0x03];
    for (media_type, body, detail) in [
        (
            JSON,
            "\u{0}\u{1}\u{2} no json",
            "the answer is not JSON; it begins \"\\0\\u{1}\\u{2} no json\"",
        ),
        (JSON, "[[[[[[", "the answer is not JSON; it begins \"[[[[[[\""),
        ("text/html", "<h1>Welcome</h1>", "the answer is not JSON; it begins \"<h1>Welcome</h1>\""),
        (JSON, "", "the answer is empty"),
    ] {
        let world = with_rdap(move || reply(200, media_type, body)).whois(HOST, garbage.clone());
        let seen = see_once(world);
        assert_eq!(seen.unknown(), Reason::Unreachable);
        assert_eq!(seen.failure(&rdap), (Reason::Unreachable, detail));
        let (reason, detail) = seen.failure("whois://");
        assert_eq!(reason, Reason::Unreachable);
        assert!(detail.starts_with("the answer is not text; it begins with the bytes 00 ff fe 1b"));
        let evidence = &seen.fact("domain.registered").evidence;
        assert!(evidence.iter().any(|e| e.url.starts_with("whois://") && e.excerpt == detail));
    }
    // The program says the same.
    let world = with_rdap(|| reply(200, JSON, "[[[[")).whois(HOST, garbage);
    assert_eq!(unknown(&run_once(world)), "unreachable");
}

#[test]
fn json_and_text_that_say_nothing_of_the_domain_are_no_answer() {
    for body in ["null", "{}", "[]", "7", r#"{"objectClassName": "entity"}"#] {
        let seen = see_once(with_rdap(move || reply(200, JSON, body)).whois(HOST, "Hello.\r\n"));
        assert_eq!(seen.unknown(), Reason::NoPublicSource, "{body}");
        let evidence = &seen.fact("domain.registered").evidence;
        assert!(evidence.iter().any(|e| e.excerpt == "Hello."), "{body}");
        assert!(evidence.iter().any(|e| e.excerpt == body), "{body}");
    }
}

#[test]
fn fifty_megabytes_are_not_read_to_the_end() {
    let endless = || with_rdap(|| flood(JSON, "{\"a\":\"", "x".repeat(1 << 16), FIFTY_MEGABYTES));
    let remarks = "remarks: nothing but remarks\r\n".repeat(1 << 11);
    let flooding = Manner::Flood(remarks.into(), FIFTY_MEGABYTES);
    let world = endless().whois(HOST, flooding.clone());
    let seen = see_once(world);
    assert_eq!(seen.unknown(), Reason::Truncated);
    // Neither is kept.
    let kept: usize =
        seen.snapshot.rdap.iter().chain(&seen.snapshot.whois).map(|a| a.text.len()).sum();
    assert!(kept < 1 << 16, "{kept} bytes kept");
    assert_eq!(unknown(&run_once(without_rdap().whois(HOST, flooding))), "truncated");
    assert_eq!(holder(&run_once(endless().whois(HOST, text()))), HOLDER);
}

#[test]
fn connections_that_end_too_early_are_no_answer() {
    let rdap = format!("https://{REGISTRY}/");
    let mut half = record(HOLDER, None);
    half.truncate(100);
    for manner in [
        Manner::Text("".into()),
        Manner::Text("% Welcome to the regi".into()),
        Manner::BreakOff("% Welcome to the regi".into()),
        Manner::BreakOff("".into()),
    ] {
        let half = half.clone();
        let seen =
            see_once(with_rdap(move || cut(200, JSON, half.clone())).whois(HOST, manner.clone()));
        assert_eq!(seen.unknown(), Reason::Unreachable, "{manner:?}");
        assert_eq!(seen.failure(&rdap).0, Reason::Unreachable);
        assert_eq!(seen.failure("whois://").0, Reason::Unreachable, "{manner:?}");
    }
    assert_eq!(
        unknown(&run_once(without_rdap().whois(HOST, Manner::BreakOff("".into())))),
        "unreachable"
    );
    // A record that was cut in the middle of a line says what it says, and that
    // there may be more.
    let seen = see_once(without_rdap().whois(HOST, text().trim_end().to_owned()));
    assert_eq!(seen.holder(), HOLDER);
    assert_eq!(seen.note("whois://"), "the answer ends in the middle of a line");
}

#[test]
fn a_registry_that_refuses_or_breaks_is_no_absence() {
    for (status, reason) in [(403, "blocked"), (500, "unreachable"), (400, "unreachable")] {
        let dead = Manner::Text("".into());
        let world = with_rdap(move || reply(status, JSON, "{}")).whois(HOST, dead);
        assert_eq!(unknown(&run_once(world)), reason, "{status}");
    }
}
