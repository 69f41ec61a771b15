//! Registries that had enough are left alone until they say.

use super::*;
use shopvet::universe::Service;

fn limited() -> World {
    with_rdap(|| {
        let mut answer = reply(429, JSON, "{}");
        answer.headers_mut().insert("retry-after", "3600".parse().unwrap());
        answer
    })
    .whois(HOST, "% Query rate limit exceeded. Please try again later.\r\n")
}

fn asked(universe: &Standing) -> (usize, usize) {
    (universe.count(REGISTRY, &format!("/domain/{HOST}")), universe.whois_count(""))
}

/// Makes what was kept of limits as old as the hills.
fn let_waits_pass(folder: &Path) -> usize {
    let mut waits = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut wait: Value = serde_json::from_str(&text).unwrap();
        if wait.get("not-before").is_some() {
            wait["not-before"] = json!("2001-02-03T04:05:06Z");
            std::fs::write(path, wait.to_string()).unwrap();
            waits += 1;
        }
    }
    waits
}

#[test]
fn a_registry_that_had_enough_is_left_alone_by_the_next_visit_too() {
    let universe = Standing::start(limited()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let run = run(&universe, folder.path());
        assert_eq!(unknown(&run), "rate-limited");
        assert_eq!(asked(&universe), (1, 1));
    }
    // Once the time is over they are asked again.
    assert_eq!(let_waits_pass(&folder.path().join("cache")), 2);
    assert_eq!(unknown(&run(&universe, folder.path())), "rate-limited");
    assert_eq!(asked(&universe), (2, 2));
    // Whoever keeps nothing has nothing to go by.
    let flags = without(&universe, &["--rdap-url"]);
    assert_eq!(unknown(&check_with(&flags, URL, folder.path(), &["--no-cache"])), "rate-limited");
    assert_eq!(asked(&universe), (3, 3));
}

#[test]
fn why_a_server_was_not_asked_is_evidence() {
    let universe = Standing::start(limited()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let first = see(&universe, folder.path(), |_| {});
    assert_eq!(first.unknown(), Reason::RateLimited);
    let evidence = &first.fact("domain.registered").evidence;
    assert!(evidence.iter().any(|e| e.excerpt.contains("HTTP 429")), "{evidence:?}");
    assert!(evidence.iter().any(|e| e.excerpt.contains("rate limit exceeded")), "{evidence:?}");
    let second = see(&universe, folder.path(), |_| {});
    for url in [format!("https://{REGISTRY}/"), "whois://".to_owned()] {
        let (reason, detail) = second.failure(&url);
        assert_eq!(reason, Reason::RateLimited);
        assert!(detail.starts_with("not asked: at 20"), "{detail}");
    }
    assert_eq!(asked(&universe), (1, 1));
}

#[test]
fn a_limit_told_in_the_answer_counts_too() {
    let body = r#"{"errorCode": 429, "title": "Too many"}"#;
    let universe =
        Standing::start(with_rdap(move || reply(200, JSON, body)).whois(HOST, text())).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        // WHOIS, which has no limit, answers.
        assert_eq!(see(&universe, folder.path(), |_| {}).holder(), HOLDER);
        assert_eq!(asked(&universe).0, 1);
    }
    assert!(universe.hits().iter().any(|hit| hit.service == Service::Whois));
}

#[test]
fn a_list_of_servers_that_is_limited_is_a_gap() {
    let iana = Site::handler(|_| reply(429, "text/plain", ""));
    let world = world().site("data.iana.org", iana).whois(HOST, "% Quota exceeded.\r\n");
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        assert_eq!(unknown(&run(&universe, folder.path())), "rate-limited");
        assert_eq!(universe.count("data.iana.org", "/rdap/dns.json"), 1);
    }
}
