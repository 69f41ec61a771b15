//! Registries that answer badly, over real servers on loopback: hidden holders,
//! limits, answers that drip or never end, nonsense, loops, and the list of RDAP
//! servers with its cache. Each ends with its own reason; none says that a domain
//! is not registered, and none ends the visit.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Run, check_with};
use serde_json::{Value, json};
use shopvet::universe::{Response, Service, Site, Standing, World, drip, page, reply};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const HOST: &str = "blue-kettle.example";
const URL: &str = "https://blue-kettle.example/";
/// Where the tests' list of RDAP servers says that `.example` is known.
const REGISTRY: &str = "rdap.registry.example";
const JSON: &str = "application/rdap+json";

fn world() -> World {
    World::new().site(HOST, Site::handler(|_| page("<h1>Blå Kanna</h1>")))
}

/// A registration with a holder of this name, and these links.
fn registration(holder: &str, links: &Value) -> String {
    json!({
        "objectClassName": "domain", "ldhName": HOST, "status": ["active"], "links": links,
        "events": [{"eventAction": "registration", "eventDate": "2015-02-03T04:05:06Z"}],
        "entities": [{
            "objectClassName": "entity", "roles": ["registrant"],
            "vcardArray": ["vcard", [
                ["version", {}, "text", "4.0"], ["fn", {}, "text", holder]
            ]]
        }]
    })
    .to_string()
}

fn related(href: &str) -> Value {
    json!([{"rel": "related", "type": JSON, "href": href}])
}

fn iana() -> Site {
    Site::handler(|_| reply(200, "application/json", bootstrap()))
}

fn bootstrap() -> String {
    json!({"services": [[["example"], [format!("https://{REGISTRY}/")]]]}).to_string()
}

/// Flags of a universe without some of them.
fn without(universe: &Standing, unwanted: &[&str]) -> Vec<String> {
    let args = universe.flags().args();
    args.chunks(2).filter(|pair| !unwanted.contains(&pair[0].as_str())).flatten().cloned().collect()
}

/// A visit that finds its RDAP server by IANA's list.
fn by_bootstrap(universe: &Standing, folder: &Path) -> Run {
    check_with(&without(universe, &["--rdap-url"]), URL, folder, &[])
}

fn visit(world: World) -> Run {
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    by_bootstrap(&universe, folder.path())
}

/// A WHOIS server of its own: what it answers, how often it was asked.
struct Whois {
    at: SocketAddr,
    asked: Arc<AtomicUsize>,
}

fn whois(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Whois {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let (count, answer) = (Arc::clone(&asked), Arc::new(answer));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, answer) = (stream.unwrap(), Arc::clone(&answer));
            count.fetch_add(1, Ordering::SeqCst);
            std::thread::spawn(move || {
                let mut line = String::new();
                let _ = BufReader::new(stream.try_clone().unwrap()).read_line(&mut line);
                answer(line.trim(), &mut stream);
            });
        }
    });
    Whois { at, asked }
}

impl Whois {
    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// A visit that knows this WHOIS server, in a zone without RDAP.
    fn visit(&self, folder: &Path) -> Run {
        let elsewhere = r#"{"services": [[["test"], ["https://rdap.other.example/"]]]}"#;
        let iana = Site::handler(move |_| reply(200, "application/json", elsewhere));
        let universe = Standing::start(world().site("data.iana.org", iana)).unwrap();
        let mut flags = without(&universe, &["--rdap-url", "--whois-server"]);
        flags.extend(["--whois-server".to_owned(), self.at.to_string()]);
        check_with(&flags, URL, folder, &[])
    }
}

/// The reason for which the holder and whether there is one are not known.
fn unknown(run: &Run) -> String {
    for fact in ["domain.registrant", "domain.registered"] {
        assert_eq!(run.fact(fact)["state"], "unknown", "{fact}: {}", run.fact(fact));
    }
    assert_eq!(run.outcome("domain-registered"), "inconclusive");
    // The rest of the visit went on.
    assert_eq!(run.fact("domain.name")["value"], HOST);
    assert!(run.code != 2 && run.code != 101, "{}", run.stderr);
    run.fact("domain.registered")["reason"].as_str().unwrap().to_owned()
}

fn registrant(run: &Run) -> Value {
    let value = &run.fact("domain.registrant")["value"];
    value["organization"].as_str().or(value["name"].as_str()).into()
}

#[test]
fn a_redacted_holder_is_hidden_and_not_absent() {
    let mut object: Value = serde_json::from_str(&registration("", &json!([]))).unwrap();
    object["redacted"] = json!([{
        "name": {"type": "Registrant Name"},
        "postPath": "$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='fn')][3]",
        "method": "emptyValue"
    }]);
    let universe = Standing::start(world().rdap(HOST, 200, object.to_string())).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let run = check_with(&universe.flags().args(), URL, folder.path(), &[]);
    assert_eq!(run.fact("domain.registered")["value"], true);
    assert_eq!(run.fact("domain.registrant")["reason"], "redacted");
    // WHOIS, which was asked for what RDAP hides, knows no such domain here; what
    // the registry said counts.
    assert_eq!(universe.hits().iter().filter(|hit| hit.service == Service::Whois).count(), 1);
}

#[test]
fn whois_is_asked_where_rdap_names_nobody() {
    let nameless = json!({
        "objectClassName": "domain", "ldhName": HOST, "status": ["active"],
        "events": [{"eventAction": "registration", "eventDate": "2015-02-03T04:05:06Z"}],
    });
    let text = format!("domain: {HOST}\nholder: Blå Kanna AB\ncreated: 2015-02-03\n");
    let world = world().rdap(HOST, 200, nameless.to_string()).whois(HOST, text);
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let run = check_with(&universe.flags().args(), URL, folder.path(), &[]);
    assert_eq!(registrant(&run), "Blå Kanna AB");
}

#[test]
fn a_registry_that_had_enough_is_left_alone_by_the_next_visit_too() {
    let limits = || {
        let mut answer = reply(429, JSON, "{}");
        answer.headers_mut().insert("retry-after", "3600".parse().unwrap());
        answer
    };
    let world = world()
        .site("data.iana.org", iana())
        .site(REGISTRY, Site::handler(move |_| limits()))
        .whois(HOST, "% Query rate limit exceeded. Please try again later.\r\n");
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let asked = || {
        let whois = universe.hits().iter().filter(|hit| hit.service == Service::Whois).count();
        (universe.count(REGISTRY, &format!("/domain/{HOST}")), whois)
    };
    for _ in 0..2 {
        let run = by_bootstrap(&universe, folder.path());
        assert_eq!(unknown(&run), "rate-limited");
        assert_eq!(asked(), (1, 1));
    }
}

#[test]
fn an_answer_that_drips_is_given_up() {
    let one_byte_a_second = Duration::from_secs(1);
    let run = visit(
        world()
            .site("data.iana.org", iana())
            .site(REGISTRY, Site::handler(move |_| drip(" ", one_byte_a_second, 600)))
            .whois(HOST, format!("domain: {HOST}\nholder: Blå Kanna AB\ncreated: 2015-02-03\n")),
    );
    // What RDAP did not say in time, WHOIS did.
    assert_eq!(run.fact("domain.source")["value"], "whois");
    assert_eq!(registrant(&run), "Blå Kanna AB");

    let slow = whois(move |_, stream| {
        while stream.write_all(b"%").is_ok() {
            std::thread::sleep(one_byte_a_second);
        }
    });
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(unknown(&slow.visit(folder.path())), "timed-out");
}

#[test]
fn nonsense_is_no_answer() {
    for (media_type, body) in [
        (JSON, "\u{0}\u{1}\u{fffd} no json"),
        (JSON, "[[[[[["),
        (JSON, "null"),
        ("text/html", "<h1>Welcome</h1>"),
        (JSON, ""),
    ] {
        let run = visit(
            world()
                .site("data.iana.org", iana())
                .site(REGISTRY, Site::handler(move |_| reply(200, media_type, body)))
                .whois(HOST, vec![0x00, 0xff, 0xfe, 0x1b, 0x80, b'\n', 0xc3, 0x28]),
        );
        unknown(&run);
    }
    // A server that hangs up says nothing either.
    let silent = whois(|_, _| {});
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(unknown(&silent.visit(folder.path())), "unreachable");
}

#[test]
fn fifty_megabytes_are_not_read_to_the_end() {
    let big = "x".repeat(50 << 20);
    let run = visit(
        world()
            .site("data.iana.org", iana())
            .site(REGISTRY, Site::handler(move |_| reply(200, JSON, format!("{{\"a\":\"{big}")))),
    );
    let source = run.fact("domain.registered");
    assert_ne!(source["value"], true, "{source}");
    let endless = whois(|_, stream| {
        let block = b"remarks: nothing but remarks\r\n".repeat(1 << 15);
        for _ in 0..53 {
            if stream.write_all(&block).is_err() {
                return;
            }
        }
    });
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(unknown(&endless.visit(folder.path())), "truncated");
}

#[test]
fn referrals_are_followed_but_not_in_circles() {
    let registrar = "rdap.registrar.example";
    let back = format!("https://{REGISTRY}/domain/{HOST}");
    let on = format!("https://{registrar}/domain/{HOST}");
    let world = world()
        .site("data.iana.org", iana())
        .site(
            REGISTRY,
            Site::handler(move |_| {
                reply(
                    200,
                    JSON,
                    json!({"objectClassName": "domain", "ldhName": HOST,
                "status": ["active"], "links": related(&on)})
                    .to_string(),
                )
            }),
        )
        .site(
            registrar,
            Site::handler(move |_| reply(200, JSON, registration("Blå Kanna AB", &related(&back)))),
        );
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let run = by_bootstrap(&universe, folder.path());
    assert_eq!(registrant(&run), "Blå Kanna AB");
    for host in [REGISTRY, registrar] {
        assert_eq!(universe.count(host, &format!("/domain/{HOST}")), 1, "{host}");
    }

    // Two WHOIS servers that name each other: both are at the protocol's port.
    let circle = whois(|_, stream| {
        let text = format!("Domain Name: {HOST}\r\nRegistrar WHOIS Server: whois.b.example\r\n");
        let _ = stream.write_all(text.as_bytes());
    });
    let other = whois(|_, stream| {
        let text = format!(
            "Domain Name: {HOST}\r\nRegistrant Organization: Blå Kanna AB\r\n\
             Registrar WHOIS Server: whois.a.example\r\n"
        );
        let _ = stream.write_all(text.as_bytes());
    });
    let universe = Standing::start(
        self::world().rdap(HOST, 500, "{}").record("whois.a.example", "A", "127.0.0.1").record(
            "whois.b.example",
            "A",
            "127.0.0.1",
        ),
    )
    .unwrap();
    let mut flags = vec![
        "--connect-to".to_owned(),
        format!("whois.a.example:43:{}", circle.at),
        "--connect-to".to_owned(),
        format!("whois.b.example:43:{}", other.at),
    ];
    flags.extend(without(&universe, &["--whois-server"]));
    flags.extend(["--whois-server".to_owned(), "whois.a.example:43".to_owned()]);
    let folder = tempfile::tempdir().unwrap();
    let run = check_with(&flags, URL, folder.path(), &[]);
    assert_eq!(registrant(&run), "Blå Kanna AB", "{}", run.stderr);
    assert_eq!((circle.asked(), other.asked()), (1, 1));
}

#[test]
fn a_referral_into_the_private_network_leaves_the_registrys_word() {
    let href = format!("http://192.168.7.7/domain/{HOST}");
    let run = visit(world().site("data.iana.org", iana()).site(
        REGISTRY,
        Site::handler(move |_| reply(200, JSON, registration("Blå Kanna AB", &related(&href)))),
    ));
    assert_eq!(registrant(&run), "Blå Kanna AB");
}

#[test]
fn the_list_of_servers_is_kept_checked_and_used_when_stale() {
    // What IANA does, by turns: answers, says that nothing changed, is broken.
    let turn = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&turn);
    let iana = Site::handler(move |request| {
        let known = request.headers().get("if-none-match").is_some_and(|tag| tag == "\"one\"");
        match (now.load(Ordering::SeqCst), known) {
            (0, _) => tagged(reply(200, "application/json", bootstrap())),
            (1, true) => tagged(reply(304, "application/json", "")),
            _ => reply(503, "text/plain", "later"),
        }
    });
    let world = world().site("data.iana.org", iana).site(
        REGISTRY,
        Site::handler(|_| reply(200, JSON, registration("Blå Kanna AB", &json!([])))),
    );
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let asked = || universe.count("data.iana.org", "/rdap/dns.json");
    for (at, hits) in [(0, 1), (1, 2), (2, 3)] {
        turn.store(at, Ordering::SeqCst);
        let run = by_bootstrap(&universe, folder.path());
        assert_eq!(registrant(&run), "Blå Kanna AB", "turn {at}");
        assert_eq!(asked(), hits, "turn {at}");
    }
    // A damaged file is as good as none, and a broken IANA is then a gap.
    std::fs::write(folder.path().join("cache/rdap-dns.json"), "{\"url\": 7").unwrap();
    let run = by_bootstrap(&universe, folder.path());
    assert_ne!(run.fact("domain.source")["value"], "rdap");
    assert_eq!(asked(), 4);
}

#[test]
fn a_fresh_list_is_not_asked_for_again() {
    let iana = Site::handler(|_| {
        let mut answer = reply(200, "application/json", bootstrap());
        answer.headers_mut().insert("cache-control", "max-age=600".parse().unwrap());
        answer
    });
    let world = world().site("data.iana.org", iana).site(
        REGISTRY,
        Site::handler(|_| reply(200, JSON, registration("Blå Kanna AB", &json!([])))),
    );
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        assert_eq!(registrant(&by_bootstrap(&universe, folder.path())), "Blå Kanna AB");
    }
    assert_eq!(universe.count("data.iana.org", "/rdap/dns.json"), 1);
    let flags = without(&universe, &["--rdap-url"]);
    check_with(&flags, URL, folder.path(), &["--no-cache"]);
    assert_eq!(universe.count("data.iana.org", "/rdap/dns.json"), 2);
}

/// An answer that is stale at once and has a tag.
fn tagged(mut answer: Response) -> Response {
    answer.headers_mut().insert("etag", "\"one\"".parse().unwrap());
    answer.headers_mut().insert("cache-control", "max-age=0".parse().unwrap());
    answer
}
