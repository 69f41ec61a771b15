//! IANA's list of RDAP servers, and how long it is kept.

use super::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const IANA: &str = "https://data.iana.org/rdap/dns.json";

/// A zone with RDAP whose list of servers is answered so.
fn listed(iana: Site) -> Standing {
    let world = world()
        .site("data.iana.org", iana)
        .site(REGISTRY, Site::handler(|_| reply(200, JSON, record(HOLDER, None))));
    Standing::start(world).unwrap()
}

fn with_fields(mut answer: Response, fields: &[(&'static str, &str)]) -> Response {
    for (name, value) in fields {
        answer.headers_mut().insert(*name, value.parse().unwrap());
    }
    answer
}

fn asked(universe: &Standing) -> usize {
    universe.count("data.iana.org", "/rdap/dns.json")
}

#[test]
fn the_list_of_servers_is_kept_checked_and_used_when_stale() {
    // What IANA does, by turns: answers, says that nothing changed, is broken.
    let turn = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&turn);
    let universe = listed(Site::handler(move |request| {
        let known = request.headers().get("if-none-match").is_some_and(|tag| tag == "\"one\"");
        let fields = [("etag", "\"one\""), ("cache-control", "max-age=0")];
        match (now.load(Ordering::SeqCst), known) {
            (0, _) => with_fields(reply(200, "application/json", list()), &fields),
            (1, true) => with_fields(reply(304, "application/json", ""), &fields),
            _ => reply(503, "text/plain", "later"),
        }
    }));
    let folder = tempfile::tempdir().unwrap();
    for (at, hits) in [(0, 1), (1, 2), (2, 3)] {
        turn.store(at, Ordering::SeqCst);
        let run = run(&universe, folder.path());
        assert_eq!(holder(&run), HOLDER, "turn {at}");
        assert_eq!(asked(&universe), hits, "turn {at}");
        let evidence = run.fact("domain.source")["evidence"].to_string();
        let said = ["", "IANA answered that it has not changed", "out of date"][at];
        assert!(evidence.contains(said), "turn {at}: {evidence}");
    }
    // Nobody is there any more: no name, no server.
    let cache = folder.path().join("cache");
    let seen = see(&universe, &cache, |request| {
        let away = "data.iana.org:443:192.168.7.7:443".parse().unwrap();
        request.network.connect_to.insert(0, away);
    });
    assert_eq!(seen.holder(), HOLDER);
    assert!(seen.note(IANA).contains("out of date; asking anew failed: "), "{}", seen.note(IANA));
}

#[test]
fn a_date_of_change_is_enough_to_ask_whether_it_changed() {
    let date = "Thu, 01 Jan 2026 03:00:00 GMT";
    let universe = listed(Site::handler(move |request| {
        let known = request.headers().get("if-modified-since").is_some_and(|d| d == date);
        let answer = if known {
            reply(304, "application/json", "")
        } else {
            reply(200, "application/json", list())
        };
        with_fields(answer, &[("last-modified", date), ("expires", "0")])
    }));
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(see(&universe, folder.path(), |_| {}).note(IANA), "");
    let seen = see(&universe, folder.path(), |_| {});
    assert_eq!(seen.note(IANA), "from the cache; IANA answered that it has not changed");
    assert_eq!(seen.holder(), HOLDER);
}

#[test]
fn a_list_that_changed_replaces_the_one_that_is_there() {
    let turn = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&turn);
    let universe = listed(Site::handler(move |_| {
        let elsewhere = r#"{"services": [[["test"], ["https://rdap.other.example/"]]]}"#.to_owned();
        let text = if now.fetch_add(1, Ordering::SeqCst) == 0 { elsewhere } else { list() };
        with_fields(reply(200, "application/json", text), &[("cache-control", "no-cache")])
    }));
    let folder = tempfile::tempdir().unwrap();
    let seen = see(&universe, folder.path(), |_| {});
    let failure = seen.snapshot.rdap.last().unwrap().failure.as_ref().unwrap();
    assert_eq!(failure.reason, Reason::NoPublicSource);
    assert_eq!(see(&universe, folder.path(), |_| {}).holder(), HOLDER);
}

#[test]
fn a_damaged_file_is_named_and_replaced() {
    let turn = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&turn);
    let universe = listed(Site::handler(move |_| match now.load(Ordering::SeqCst) {
        0 => {
            with_fields(reply(200, "application/json", list()), &[("cache-control", "max-age=600")])
        }
        _ => reply(503, "text/plain", "later"),
    }));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rdap-dns.json");
    for damage in ["{\"url\": 7", "", "\u{0}\u{1}", "{}"] {
        std::fs::write(&file, damage).unwrap();
        let seen = see(&universe, folder.path(), |_| {});
        assert_eq!(seen.holder(), HOLDER);
        let note = seen.note(IANA);
        assert!(note.starts_with("rdap-dns.json in the cache is unusable: "), "{note}");
        let seen = see(&universe, folder.path(), |_| {});
        assert!(seen.note(IANA).starts_with("from the cache, where it has been since 20"));
    }
    assert_eq!(asked(&universe), 4);
    // Damaged, and nobody who knows better: a gap, not an absence.
    turn.store(1, Ordering::SeqCst);
    std::fs::write(&file, "[").unwrap();
    let seen = see(&universe, folder.path(), |request| {
        request.network.whois_server = Some("127.0.0.1:9".to_owned());
    });
    assert_eq!(seen.unknown(), Reason::Unreachable);
    let evidence = &seen.fact("domain.registered").evidence;
    assert!(evidence.iter().any(|e| e.excerpt.contains("is unusable")), "{evidence:?}");
}

#[test]
fn a_list_that_is_none_is_not_kept() {
    for answer in ["", "<h1>Hello</h1>", r#"{"services": []}"#] {
        let universe = listed(Site::handler(move |_| reply(200, "application/json", answer)));
        let folder = tempfile::tempdir().unwrap();
        let seen = see(&universe, folder.path(), |_| {});
        let detail = "the answer is no list of RDAP servers (RFC 9224)";
        assert_eq!(seen.failure(IANA), (Reason::Unreachable, detail));
        assert!(!folder.path().join("rdap-dns.json").exists());
    }
}

#[test]
fn a_fresh_list_is_not_asked_for_again() {
    let universe = listed(Site::handler(|_| {
        with_fields(reply(200, "application/json", list()), &[("cache-control", "max-age=600")])
    }));
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        assert_eq!(holder(&run(&universe, folder.path())), HOLDER);
    }
    assert_eq!(asked(&universe), 1);
    let flags = without(&universe, &["--rdap-url"]);
    check_with(&flags, URL, folder.path(), &["--no-cache"]);
    assert_eq!(asked(&universe), 2);
    // Another folder, another cache.
    let other = folder.path().join("other").display().to_string();
    check_with(&flags, URL, folder.path(), &["--cache-dir", &other]);
    assert_eq!(asked(&universe), 3);
    assert!(folder.path().join("other/rdap-dns.json").exists());
}
