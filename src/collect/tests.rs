//! Whole visits to small shops on loopback, friendly and hostile.

use super::testing::{Authority, dead_port, name_server, reply, web_server, whois_server};
use super::*;
use crate::snapshot::{Exchange, Purpose};
use std::io::Write as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A visit to `http://shop.example/` that is served at a port of loopback. DNS
/// knows nothing and the registries are dead ends.
async fn request(port: u16) -> Request {
    let names = name_server(|_, _| Vec::new()).await;
    let mut request = Request::new(Url::parse("http://shop.example/").unwrap());
    request.network = NetworkOptions {
        connect_to: vec![format!(":80:127.0.0.1:{port}").parse().unwrap()],
        allow_net: vec!["127.0.0.0/8".parse().unwrap()],
        dns_server: Some(names.address),
        rdap_url: Some(format!("http://127.0.0.1:{}", dead_port()).parse().unwrap()),
        whois_server: Some(format!("127.0.0.1:{}", dead_port())),
        cache_dir: None,
        ca_certs: Vec::new(),
    };
    request.limits.rate = 1000;
    // The walk to the checkout has tests of its own.
    request.walk = None;
    request.limits.max_time_seconds = 60;
    request.limits.request_timeout_seconds = 5;
    request
}

async fn see(request: Request) -> Snapshot {
    visit(request, |_| {}).await.unwrap()
}

/// Path and query of the request whose head this is.
fn path(head: &str) -> &str {
    head.split(' ').nth(1).unwrap()
}

fn pages(snapshot: &Snapshot) -> Vec<&Exchange> {
    snapshot.exchanges.iter().filter(|e| e.purpose == Purpose::Page).collect()
}

fn paths(snapshot: &Snapshot) -> Vec<String> {
    pages(snapshot).iter().map(|e| Url::parse(&e.url).unwrap().path().to_owned()).collect()
}

fn failure(exchange: &Exchange) -> (Reason, String) {
    match &exchange.result {
        crate::snapshot::ExchangeResult::Failure(f) => (f.reason, f.detail.clone()),
        crate::snapshot::ExchangeResult::Answer(a) => panic!("answered {}", a.status),
    }
}

fn not_found() -> Vec<u8> {
    reply(404, &[], b"<h1>Not found</h1>")
}

fn page(markup: &str) -> Vec<u8> {
    reply(200, &[], markup.as_bytes())
}

#[tokio::test]
async fn a_small_shop_is_read_whole() {
    let port = web_server(None, |head| match path(head) {
        "/robots.txt" => reply(
            200,
            &[("content-type", "text/plain")],
            b"User-agent: *\nDisallow: /secret\nSitemap: http://shop.example/map.xml\n",
        ),
        "/map.xml" => reply(
            200,
            &[("content-type", "application/xml")],
            b"<urlset><url><loc>http://shop.example/only-in-map</loc></url></urlset>",
        ),
        "/" => page(
            "<a href=/a>A</a><a href=/secret>Hidden things</a><a href='/a?utm_source=x'>A again</a>
             <a href=/gone>Gone</a><a href=https://other.example/>Other</a><a href=/old>Old</a>
             <a href=/sly>Sly</a>",
        ),
        "/a" => page("<a href=/b>B</a><a href=/>home</a>"),
        "/b" => page("<p>Deep."),
        "/old" => reply(301, &[("location", "/new")], b""),
        "/sly" => reply(301, &[("location", "/secret/2")], b""),
        "/new" => page("<p>New."),
        "/only-in-map" => page("<p>Map."),
        _ => not_found(),
    })
    .await;
    let snapshot = see(request(port).await).await;

    let mut seen = paths(&snapshot);
    assert_eq!(seen[0], "/");
    seen.sort();
    assert_eq!(seen, ["/", "/a", "/b", "/gone", "/new", "/old", "/only-in-map", "/sly"]);
    let clicks = |path: &str| {
        pages(&snapshot).iter().find(|e| e.url.ends_with(path)).map(|e| e.clicks).unwrap()
    };
    assert_eq!([clicks("/a"), clicks("/b"), clicks("/new"), clicks("/only-in-map")], [1, 2, 1, 5]);
    let gone = pages(&snapshot).into_iter().find(|e| e.url.ends_with("/gone")).unwrap();
    assert_eq!(gone.answer().unwrap().status, 404);
    assert_eq!(gone.link_text.as_deref(), Some("Gone"));
    assert_eq!(gone.referrer.as_deref(), Some("http://shop.example/"));
    let mut skipped: Vec<_> = snapshot
        .skipped
        .iter()
        .map(|s| (s.url.as_str(), s.reason, s.link_text.as_deref()))
        .collect();
    skipped.sort();
    let forbidden = Reason::RobotsDisallowed;
    assert_eq!(
        skipped,
        [
            ("http://shop.example/secret", forbidden, Some("Hidden things")),
            ("http://shop.example/secret/2", forbidden, Some("Sly")),
        ]
    );
    assert_eq!(snapshot.stopped_by, None);
    assert_eq!(snapshot.target.registrable_domain, "shop.example");
    // Dead ends are seen as such, with their cause.
    let asked: Vec<_> =
        snapshot.dns.iter().map(|a| (a.name.as_str(), a.record_type.as_str())).collect();
    let own = ["A", "AAAA", "NS", "MX", "TXT", "SOA", "CAA", "DS"].map(|t| ("shop.example", t));
    assert_eq!(asked[..8], own);
    assert_eq!(asked[8..], [("_dmarc.shop.example", "TXT")]);
    assert!(snapshot.dns.iter().all(|a| a.failure.is_none() && a.records.is_empty()));
    assert!(snapshot.rdap[0].failure.as_ref().unwrap().detail.contains("refused"));
    assert!(snapshot.whois[0].failure.as_ref().unwrap().detail.contains("refused"));
    assert!(snapshot.tls.unwrap().problem.is_some());
}

#[tokio::test]
async fn terms_in_a_pdf_are_fetched_and_read_and_other_pdfs_left() {
    use crate::extract::{extract, pdf::testing::pdf};
    let terms = pdf(&["BT /F1 20 Tf 72 760 Td (Terms and conditions of sale) Tj ET \
        BT /F1 11 Tf 72 730 Td (These terms apply to every order that you place with us, and prices \
        include VAT.) Tj ET"]);
    let port = web_server(None, move |head| match path(head) {
        "/" => {
            page("<a href=/docs/t.pdf>Terms and conditions</a><a href=/docs/list.pdf>Prices</a>")
        }
        "/docs/t.pdf" => reply(200, &[("content-type", "application/pdf")], &terms),
        _ => not_found(),
    })
    .await;
    let snapshot = see(request(port).await).await;
    assert_eq!(paths(&snapshot), ["/", "/docs/t.pdf"]);
    let found = |snapshot: &Snapshot| {
        let finding = extract(snapshot, None).facts.get("pages.terms").unwrap().finding.clone();
        assert_eq!(finding.state(), "present");
        (finding.value()["url"].to_string(), finding.value()["form"].to_string())
    };
    let seen = found(&snapshot);
    assert_eq!(seen, ("\"http://shop.example/docs/t.pdf\"".to_owned(), "\"pdf\"".to_owned()));
}

#[tokio::test]
async fn https_is_verified_and_plain_http_is_probed() {
    let authority = Authority::new();
    let secure = web_server(Some((&authority, &["shop.example"])), |head| match path(head) {
        "/" if head.contains("host: shop.example\r\n") => page("<p>Safe."),
        _ => not_found(),
    })
    .await;
    let plain = web_server(None, |head| match path(head) {
        "/" => reply(301, &[("location", "https://shop.example/")], b""),
        _ => not_found(),
    })
    .await;
    let mut wanted = request(plain).await;
    wanted.url = Url::parse("https://shop.example/").unwrap();
    wanted.network.connect_to.push(format!(":443:127.0.0.1:{secure}").parse().unwrap());

    let distrusted = see(wanted.clone()).await;
    assert!(pages(&distrusted).is_empty());
    let (reason, detail) = failure(&distrusted.exchanges[0]);
    assert_eq!(reason, Reason::Unreachable);
    assert!(detail.contains("UnknownIssuer"), "{detail}");
    assert_eq!(distrusted.skipped[0].reason, Reason::Unreachable);

    wanted.network.ca_certs =
        vec![CaCert { name: "ca.pem".into(), pem: authority.pem().into_bytes() }];
    let snapshot = see(wanted).await;
    assert_eq!(pages(&snapshot)[0].answer().unwrap().status, 200);
    let tls = snapshot.tls.as_ref().unwrap();
    assert!(tls.trusted && tls.matches_host);
    let probe = snapshot.exchanges.iter().find(|e| e.purpose == Purpose::PlainHttp).unwrap();
    assert_eq!(probe.url, "http://shop.example/");
    assert_eq!(probe.answer().unwrap().status, 301);
}

#[tokio::test]
async fn an_explicit_port_reaches_where_connect_to_says_with_its_name_unchanged() {
    let port = web_server(None, |head| match path(head) {
        "/" if head.contains("host: shop.example:8080\r\n") => page("<p>Here."),
        "/" => reply(421, &[], head.as_bytes()),
        _ => not_found(),
    })
    .await;
    for address in
        ["http://shop.example:8080/", "http://203.0.113.5:8080/", "http://[2001:db8::5]:8080/"]
    {
        let mut wanted = request(port).await;
        wanted.url = Url::parse(address).unwrap();
        wanted.network.connect_to = vec![format!(":8080:127.0.0.1:{port}").parse().unwrap()];
        let snapshot = see(wanted).await;
        let answer = pages(&snapshot)[0].answer().unwrap();
        let host = address.trim_start_matches("http://").trim_end_matches('/');
        if host.starts_with("shop") {
            assert_eq!(answer.status, 200);
        } else {
            let head = String::from_utf8_lossy(&answer.body);
            assert!(head.contains(&format!("host: {host}\r\n")), "{head}");
        }
        assert_eq!(answer.remote, Some(format!("127.0.0.1:{port}")));
    }
}

#[tokio::test]
async fn a_literal_address_over_tls_is_verified_for_that_address() {
    let authority = Authority::new();
    let port = web_server(Some((&authority, &["203.0.113.5"])), |_| page("<p>Hi.")).await;
    let mut wanted = request(port).await;
    wanted.url = Url::parse("https://203.0.113.5/").unwrap();
    wanted.network.connect_to = vec![format!(":443:127.0.0.1:{port}").parse().unwrap()];
    wanted.network.ca_certs =
        vec![CaCert { name: "ca.pem".into(), pem: authority.pem().into_bytes() }];
    let snapshot = see(wanted.clone()).await;
    assert_eq!(pages(&snapshot)[0].answer().unwrap().status, 200);

    wanted.url = Url::parse("https://203.0.113.6/").unwrap();
    let other = see(wanted).await;
    assert!(failure(&other.exchanges[0]).1.contains("203.0.113.6"));
}

#[tokio::test]
async fn redirects_into_the_network_are_refused() {
    for inside in [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://0x7f.1:22/",
        "http://0x7f.2/",
        "http://2130706434:6379/",
        "http://inside.example/",
        "ftp://shop.example/",
        "file:///etc/passwd",
    ] {
        let port = web_server(None, move |head| match path(head) {
            "/" => reply(302, &[("location", inside)], b""),
            _ => not_found(),
        })
        .await;
        let names = name_server(|name, _| match name {
            "shop.example." => vec!["127.0.0.1".parse().unwrap()],
            _ => vec!["10.0.0.1".parse().unwrap()],
        })
        .await;
        let mut wanted = request(port).await;
        wanted.network.connect_to =
            vec![format!("shop.example:80:127.0.0.1:{port}").parse().unwrap()];
        wanted.network.allow_net = vec!["127.0.0.1/32".parse().unwrap()];
        wanted.network.dns_server = Some(names.address);
        let snapshot = see(wanted).await;
        let answered = snapshot.exchanges.iter().filter(|e| e.answer().is_some());
        assert!(answered.clone().all(|e| e.url.starts_with("http://shop.example/")), "{inside}");
        // The redirect itself is on record, and so is why it was not followed.
        assert!(answered.clone().any(|e| e.answer().unwrap().status == 302), "{inside}");
        if inside.starts_with("http") {
            let (_, detail) = failure(snapshot.exchanges.last().unwrap());
            assert!(
                detail.contains("not on the public internet") || detail.contains("protocol"),
                "{inside}: {detail}"
            );
        }
    }
}

#[tokio::test]
async fn a_name_that_rebinds_is_connected_to_where_it_was_checked() {
    let port = web_server(None, |_| page("<p>Inside.")).await;
    let names = name_server(move |_, asked| match asked {
        0 => vec!["127.0.0.2".parse().unwrap()],
        _ => vec!["127.0.0.1".parse().unwrap()],
    })
    .await;
    let mut wanted = request(port).await;
    wanted.url = Url::parse(&format!("http://rebind.example:{port}/")).unwrap();
    wanted.network.connect_to = Vec::new();
    wanted.network.allow_net = vec!["127.0.0.2/32".parse().unwrap()];
    wanted.network.dns_server = Some(names.address);
    let snapshot = see(wanted).await;
    // Nobody listens at the address that was checked; the other is never tried.
    assert!(snapshot.exchanges.iter().all(|e| e.answer().is_none()), "{:?}", snapshot.exchanges);
    assert!(failure(&snapshot.exchanges[0]).1.contains("refused"));
}

#[tokio::test]
async fn a_link_that_would_order_is_not_followed() {
    let asked = std::sync::Arc::new(Mutex::new(Vec::new()));
    let seen = std::sync::Arc::clone(&asked);
    let port = web_server(None, move |head| {
        seen.lock().unwrap().push(path(head).to_owned());
        match path(head) {
            "/" => page(
                "<a href='/orders/place?sku=1'>Offer</a><a href='/buy-now?sku=1'>Buy it now</a>
                 <a href='/offer'>Offer</a><a href='/how-to-order'>How to order</a>
                 <a href='/checkout?action=place_order'>Go</a>",
            ),
            "/offer" => reply(302, &[("location", "/place-order?sku=1")], b""),
            _ => page("<p>Hi"),
        }
    })
    .await;
    let snapshot = see(request(port).await).await;
    let asked = asked.lock().unwrap().clone();
    assert!(asked.iter().any(|path| path == "/how-to-order"), "{asked:?}");
    let ordering = ["/orders/place", "/buy-now", "/place-order", "/checkout?"];
    let orders = |path: &&String| ordering.iter().any(|start| path.starts_with(start));
    assert_eq!(asked.iter().filter(orders).collect::<Vec<_>>(), Vec::<&String>::new());
    // What was left out is named.
    let left = snapshot.skipped.iter().filter(|s| s.reason == Reason::NotCollected).count();
    assert_eq!(left, 4, "{:?}", snapshot.skipped);
}

#[tokio::test]
async fn a_redirect_loop_ends() {
    let port = web_server(None, |head| match path(head) {
        "/" => page("<a href=/x>X</a>"),
        "/x" => reply(302, &[("location", "/y")], b""),
        "/y" => reply(302, &[("location", "/x")], b""),
        _ => not_found(),
    })
    .await;
    let mut wanted = request(port).await;
    wanted.limits.max_redirects = 4;
    let snapshot = see(wanted).await;
    let (reason, detail) = failure(pages(&snapshot).last().unwrap());
    assert_eq!(reason, Reason::Unreachable);
    assert!(detail.contains("round in a circle"), "{detail}");
    assert!(pages(&snapshot).len() <= 1 + 5 + 1);
}

#[tokio::test]
async fn bombs_drips_and_huge_heads_cost_no_more_than_their_budget() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..32 {
        packer.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    let bomb = packer.finish().unwrap();
    let port = web_server(None, move |head| match path(head) {
        "/" => {
            page("<a href=/bomb>1</a><a href=/drip>2</a><a href=/head>3</a><a href=/picture>4</a>")
        }
        "/bomb" => reply(200, &[("content-encoding", "gzip")], &bomb),
        // Promises more than it sends; the connection closing is not an answer.
        "/drip" => b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 1000\r\n\r\n<p>"
            .to_vec(),
        "/head" => reply(200, &[("x-long", &"y".repeat(100_000))], b"<p>Hi."),
        "/picture" => reply(200, &[("content-type", "image/png")], &[0; 5000]),
        _ => not_found(),
    })
    .await;
    let mut wanted = request(port).await;
    wanted.limits.max_body_bytes = 1 << 20;
    let snapshot = see(wanted).await;
    let at =
        |path: &str| pages(&snapshot).into_iter().find(|e| e.url.ends_with(path)).cloned().unwrap();
    let bomb = at("/bomb");
    let answer = bomb.answer().unwrap();
    assert!(answer.truncated && answer.body.len() == 1 << 20);
    assert_eq!(answer.header("content-encoding"), None);
    assert_eq!(answer.sha256, crate::snapshot::sha256(&answer.body));
    assert_eq!(failure(&at("/drip")).0, Reason::Unreachable);
    let (reason, detail) = failure(&at("/head"));
    assert_eq!(reason, Reason::Truncated);
    assert!(detail.contains("header fields"), "{detail}");
    assert!(at("/picture").answer().unwrap().body.is_empty());
}

#[tokio::test]
async fn a_slow_answer_times_out_as_a_whole() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
                stream.read_u8().await.ok()?;
                let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n";
                stream.write_all(head).await.ok()?;
                // Never silent for long, and never done.
                loop {
                    stream.write_all(b"<p>").await.ok()?;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                #[allow(unreachable_code)]
                Some(())
            });
        }
    });
    let mut wanted = request(port).await;
    wanted.limits.request_timeout_seconds = 1;
    let snapshot = see(wanted).await;
    let (reason, detail) = failure(&snapshot.exchanges[0]);
    assert_eq!(reason, Reason::TimedOut);
    assert!(detail.contains("within 1 s"), "{detail}");
}

#[tokio::test]
async fn budgets_end_the_visit_and_what_was_left_out_is_named() {
    let port = web_server(None, |head| match path(head) {
        "/robots.txt" => not_found(),
        _ => page(&(0..50).map(|n| format!("<a href=/p{n}>P {n}</a>")).collect::<String>()),
    })
    .await;
    let mut wanted = request(port).await;
    wanted.limits.max_pages = 10;
    let snapshot = see(wanted.clone()).await;
    assert_eq!(pages(&snapshot).len(), 10);
    assert_eq!(snapshot.stopped_by, Some(StopCause::Pages));
    let left = snapshot.skipped.iter().filter(|s| s.reason == Reason::Truncated).count();
    // Fifty pages, the front page and the sitemap that is a page too.
    assert_eq!(left, 51 - 10, "{:?}", snapshot.skipped);

    wanted.limits.max_pages = 1000;
    wanted.limits.max_total_bytes = 5000;
    let snapshot = see(wanted.clone()).await;
    assert_eq!(snapshot.stopped_by, Some(StopCause::Bytes));
    assert!(!snapshot.skipped.is_empty());

    wanted.limits.max_total_bytes = 1 << 20;
    wanted.limits.rate = 2;
    wanted.limits.max_time_seconds = 2;
    let snapshot = see(wanted).await;
    assert_eq!(snapshot.stopped_by, Some(StopCause::Time));
    assert!(pages(&snapshot).len() < 10 && !snapshot.skipped.is_empty());
}

#[tokio::test]
async fn an_endless_calendar_is_left() {
    let port = web_server(None, |head| {
        let number: u32 = path(head).rsplit('/').next().unwrap().parse().unwrap_or(0);
        match path(head) {
            "/robots.txt" | "/sitemap.xml" => not_found(),
            "/about" => page("<p>About."),
            _ => page(&format!("<a href=/calendar/{}>Next</a><a href=/about>?</a>", number + 1)),
        }
    })
    .await;
    let mut wanted = request(port).await;
    wanted.limits.max_depth = 100;
    let snapshot = see(wanted).await;
    assert!(pages(&snapshot).len() < 15, "{:?}", paths(&snapshot));
    assert!(paths(&snapshot).contains(&"/about".to_owned()));
    assert_eq!(snapshot.stopped_by, None);
    assert_eq!(snapshot.skipped.len(), 1);
    assert_eq!(snapshot.skipped[0].reason, Reason::Truncated);
}

#[tokio::test]
async fn a_shop_that_refuses_us_is_left_alone() {
    let asked = std::sync::Arc::new(Mutex::new(0));
    let counter = std::sync::Arc::clone(&asked);
    let port = web_server(None, move |head| {
        *counter.lock().unwrap() += 1;
        match path(head) {
            "/robots.txt" => not_found(),
            _ => reply(403, &[("cf-mitigated", "challenge")], b"<a href=/x>x</a>"),
        }
    })
    .await;
    let snapshot = see(request(port).await).await;
    let wall = pages(&snapshot)[0].answer().unwrap().wall.clone().unwrap();
    assert_eq!(wall.reason, Reason::Blocked);
    assert_eq!(*asked.lock().unwrap(), 2, "the front page and robots.txt only");
}

#[tokio::test]
async fn what_fails_for_a_moment_is_tried_again() {
    let asked = Mutex::new(0);
    let port = web_server(None, move |head| {
        if path(head) != "/" {
            return not_found();
        }
        let mut asked = asked.lock().unwrap();
        *asked += 1;
        match *asked {
            1 => reply(503, &[("retry-after", "0")], b"<p>Busy."),
            _ => page("<p>Open."),
        }
    })
    .await;
    let snapshot = see(request(port).await).await;
    assert_eq!(pages(&snapshot).len(), 1);
    assert_eq!(pages(&snapshot)[0].answer().unwrap().status, 200);
}

#[tokio::test]
async fn a_front_page_may_lead_to_another_domain_and_links_may_not() {
    let port = web_server(None, |head| {
        let host = head.split("host: ").nth(1).unwrap().lines().next().unwrap();
        match (host, path(head)) {
            ("shop.example", "/") => reply(301, &[("location", "http://www.moved.example/")], b""),
            ("www.moved.example", "/") => {
                page("<a href=/here>H</a><a href=http://shop.example/old>O</a><a href=/away>A</a>")
            }
            (_, "/here" | "/old") => page("<p>Hi."),
            ("www.moved.example", "/away") => {
                reply(302, &[("location", "http://third.example/")], b"")
            }
            _ => not_found(),
        }
    })
    .await;
    let snapshot = see(request(port).await).await;
    let urls: Vec<_> = pages(&snapshot).iter().map(|e| e.url.clone()).collect();
    assert_eq!(urls[..2], ["http://shop.example/", "http://www.moved.example/"]);
    assert!(urls.contains(&"http://www.moved.example/here".to_owned()));
    assert!(urls.contains(&"http://shop.example/old".to_owned()));
    assert!(urls.contains(&"http://www.moved.example/away".to_owned()));
    assert!(!urls.iter().any(|url| url.contains("third.example")));
}

#[tokio::test]
async fn cookies_are_kept_for_the_visit() {
    let port = web_server(None, |head| match path(head) {
        "/" if head.contains("cookie: seen=1") => page("<p>Welcome."),
        "/" => reply(302, &[("location", "/"), ("set-cookie", "seen=1; Path=/")], b""),
        _ => not_found(),
    })
    .await;
    let snapshot = see(request(port).await).await;
    let statuses: Vec<_> = pages(&snapshot).iter().map(|e| e.answer().unwrap().status).collect();
    assert_eq!(statuses, [302, 200]);
}

#[tokio::test]
async fn an_interrupted_visit_keeps_what_was_seen() {
    let port = web_server(None, |head| match path(head) {
        "/robots.txt" => not_found(),
        _ => page(&(0..50).map(|n| format!("<a href=/p{n}>P {n}</a>")).collect::<String>()),
    })
    .await;
    let (stop, interrupted) = interrupt();
    let mut wanted = request(port).await;
    wanted.interrupt = Some(interrupted);
    wanted.limits.rate = 5;
    let snapshot = visit(wanted, |event| {
        if matches!(event, Event::Page { read: 3, .. }) {
            stop.now();
        }
    })
    .await
    .unwrap();
    assert_eq!(snapshot.stopped_by, Some(StopCause::Interrupted));
    assert!((3..6).contains(&pages(&snapshot).len()));
    assert!(!snapshot.skipped.is_empty());
}

#[tokio::test]
async fn parallel_requests_stay_within_the_rate() {
    let times = std::sync::Arc::new(Mutex::new(Vec::new()));
    let seen = std::sync::Arc::clone(&times);
    let port = web_server(None, move |head| {
        seen.lock().unwrap().push(Instant::now());
        match path(head) {
            "/robots.txt" => not_found(),
            _ => page(&(0..8).map(|n| format!("<a href=/p{n}>P {n}</a>")).collect::<String>()),
        }
    })
    .await;
    let mut wanted = request(port).await;
    wanted.limits.rate = 20;
    see(wanted).await;
    let times = times.lock().unwrap();
    // Eleven requests take ten intervals; how late each came does not matter.
    let took = *times.last().unwrap() - times[0];
    assert!(took >= Duration::from_millis(450), "{} requests in {took:?}", times.len());
}

fn json(body: String) -> Vec<u8> {
    reply(200, &[("content-type", "application/rdap+json")], body.as_bytes())
}

#[tokio::test]
async fn the_registrar_is_asked_by_rdap_and_whois_only_where_nobody_is_named() {
    for named in [true, false] {
        let shop = web_server(None, |_| page("<p>Hi.")).await;
        let registrar = web_server(None, move |_| {
            let name = if named { "Stolverket AB" } else { "" };
            json(format!(
                r#"{{"objectClassName":"domain","ldhName":"shop.example",
                "events":[{{"eventAction":"registration","eventDate":"2015-02-03T04:05:06Z"}}],
                "entities":[{{"roles":["registrant"],"vcardArray":["vcard",[["fn",{{}},"text","{name}"]]]}}]}}"#
            ))
        })
        .await;
        let registry = web_server(None, move |head| {
            assert_eq!(path(head), "/domain/shop.example");
            assert!(!head.contains("cookie"));
            json(format!(
                r#"{{"links":[{{"rel":"related","type":"application/rdap+json","href":"http://127.0.0.1:{registrar}/domain/shop.example"}}]}}"#
            ))
        })
        .await;
        let whois = whois_server(|line| format!("You asked for {line}")).await;
        let mut wanted = request(shop).await;
        wanted.network.rdap_url = Some(format!("http://127.0.0.1:{registry}").parse().unwrap());
        wanted.network.whois_server = Some(format!("127.0.0.1:{whois}"));
        let snapshot = see(wanted).await;
        assert_eq!(snapshot.rdap.len(), 2);
        assert!(snapshot.rdap.iter().all(|a| a.status == Some(200) && a.failure.is_none()));
        assert!(snapshot.rdap[1].text.contains("registrant"));
        assert_eq!(snapshot.whois.len(), usize::from(!named));
        if let Some(answer) = snapshot.whois.first() {
            assert_eq!(answer.text, "You asked for shop.example\r\n");
            assert_eq!(answer.url, format!("whois://127.0.0.1:{whois}/shop.example"));
        }
    }
}

#[tokio::test]
async fn registries_are_asked_through_the_guard() {
    let inside = web_server(None, |_| json("{}".to_owned())).await;
    let registry = web_server(None, move |_| {
        json(format!(
            r#"{{"links":[{{"rel":"related","type":"application/rdap+json","href":"http://127.0.0.2:{inside}/"}}]}}"#
        ))
    })
    .await;
    let whois = whois_server(|_| "Registrar WHOIS Server: 10.0.0.1\r\n".to_owned()).await;
    let mut wanted = request(dead_port()).await;
    wanted.network.allow_net = vec!["127.0.0.1/32".parse().unwrap()];
    wanted.network.rdap_url = Some(format!("http://127.0.0.1:{registry}").parse().unwrap());
    wanted.network.whois_server = Some(format!("127.0.0.1:{whois}"));
    let snapshot = see(wanted).await;
    for answer in [&snapshot.rdap[1], &snapshot.whois[1]] {
        let failure = answer.failure.as_ref().unwrap();
        assert!(failure.detail.contains("not on the public internet"), "{}", failure.detail);
    }
}

#[tokio::test]
async fn an_address_that_is_no_shop_is_an_error() {
    for address in ["ftp://shop.example/", "mailto:a@shop.example", "data:,x"] {
        let error = visit(Request::new(Url::parse(address).unwrap()), |_| {}).await.unwrap_err();
        assert!(error.to_string().contains("http:// or https://"), "{error}");
    }
}

#[tokio::test]
async fn a_shop_that_is_not_there_is_a_snapshot_that_says_why() {
    let snapshot = see(request(dead_port()).await).await;
    let (reason, detail) = failure(&snapshot.exchanges[0]);
    assert_eq!(reason, Reason::Unreachable);
    assert!(detail.contains("refused"), "{detail}");
    let mut unknown = request(dead_port()).await;
    unknown.network.connect_to.clear();
    let snapshot = see(unknown).await;
    let (_, detail) = failure(&snapshot.exchanges[0]);
    assert!(detail.contains("shop.example has no address in DNS"), "{detail}");
    assert_eq!(snapshot.skipped[0].reason, Reason::Unreachable);
    assert_eq!(snapshot.skipped[0].clicks, 0);
}
