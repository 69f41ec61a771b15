//! What no page gets past, and what no page can cost a visit.

use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts connections and datagrams to a port of 127.0.0.2, where nobody may go.
async fn forbidden() -> (u16, Arc<AtomicUsize>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.2:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let count = Arc::new(AtomicUsize::new(0));
    let datagrams = tokio::net::UdpSocket::bind(("127.0.0.2", port)).await.unwrap();
    let counter = Arc::clone(&count);
    tokio::spawn(async move {
        while datagrams.recv_from(&mut [0; 2000]).await.is_ok() {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    let counter = Arc::clone(&count);
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    (port, count)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leads_past_the_proxy_or_to_addresses_that_are_closed() {
    let Some(program) = chromium() else { return };
    let (port, count) = forbidden().await;
    let inside = format!("http://127.0.0.2:{port}");
    let page = format!(
        "<!doctype html><title>t</title><img src='{inside}/img'><iframe src='{inside}/frame'></iframe>
         <script src='{inside}/script'></script><link rel=preconnect href='{inside}'>
         <link rel=dns-prefetch href='http://rebind.example:{port}'>
         <p id=said></p><script>
         const say = (word) => said.append(word + ' ');
         Promise.all([
           fetch('{inside}/fetch').then(() => say('reached'), () => say('one')),
           fetch('http://169.254.169.254:81/').then(() => say('reached'), () => say('two')),
           fetch('http://[::1]:{port}/').then(() => say('reached'), () => say('three')),
           fetch('http://rebind.example:{port}/').then(() => say('reached'), () => say('four')),
           new Promise(done => {{
             const socket = new WebSocket('ws://shop.example/socket');
             socket.onopen = () => done(say('reached')); socket.onerror = () => done(say('five'));
           }}),
           new Promise(done => {{
             const socket = new WebSocket('ws://127.0.0.2:{port}/socket');
             socket.onopen = () => done(say('reached')); socket.onerror = () => done(say('six'));
           }}),
         ]).then(() => say('done'));
         navigator.sendBeacon('{inside}/beacon', 'x');
         const peer = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.2:{port}'}}]}});
         peer.createDataChannel('x'); peer.createOffer().then(o => peer.setLocalDescription(o));
         </script>"
    );
    let target = inside.clone();
    let world = World::new().site(
        "shop.example",
        site(move |path| match path {
            "/" => Some(universe::page(page.clone())),
            "/worker" => Some(universe::page(
                "<p id=said></p><script>navigator.serviceWorker.register('/worker.js')
                 .then(() => said.append('worker'), () => said.append('no worker'))</script>",
            )),
            "/go" => Some(universe::redirect(&target)),
            "/worker.js" => Some(universe::reply(200, "text/javascript", "")),
            "/to-closed" => Some(universe::redirect("/closed/a")),
            _ => None,
        }),
    );
    let universe = Universe::start(world).await.unwrap();
    // The first answer is public, every later one leads inside.
    let names = crate::collect::testing::name_server(|_, asked| match asked {
        0 => vec!["192.88.99.1".parse().unwrap()],
        _ => vec!["127.0.0.2".parse().unwrap()],
    })
    .await;
    let flags = universe.flags();
    let (http, https) = (flags.http, flags.https);
    let options = NetworkOptions {
        connect_to: vec![
            format!("shop.example:80:{http}").parse().unwrap(),
            format!("shop.example:443:{https}").parse().unwrap(),
        ],
        allow_net: vec!["127.0.0.1/32".parse().unwrap()],
        dns_server: Some(names.address),
        ca_certs: vec![CaCert {
            name: "ca".to_owned(),
            pem: universe.ca_pem().as_bytes().to_vec(),
        }],
        ..NetworkOptions::default()
    };
    let browser = browser_with(&options, &program, |_| {});
    let mut tab = browser.tab(place()).await.unwrap();
    let sight = tab.goto(&url("http://shop.example/")).await.unwrap();
    let html = html(&sight);
    let said = html.split("<p id=\"said\">").nth(1).unwrap().split('<').next().unwrap();
    let mut said: Vec<&str> = said.split_whitespace().collect();
    said.sort_unstable();
    assert_eq!(said, ["done", "five", "four", "one", "six", "three", "two"]);
    let sight = tab.goto(&url("https://shop.example/worker")).await.unwrap();
    assert!(self::html(&sight).contains("<p id=\"said\">no worker</p>"), "{}", self::html(&sight));
    let failure = tab.goto(&url("https://shop.example/go")).await.unwrap_err();
    assert!(failure.detail.contains("not on the public internet"), "{failure:?}");
    let failure = tab.goto(&url("https://shop.example/to-closed")).await.unwrap_err();
    assert_eq!(failure.reason, Reason::RobotsDisallowed);
    // The browser's own port is no place either, though its address is open.
    let devtools = processes("--remote-debugging-port=0");
    assert!(!devtools.is_empty());
    assert_eq!(count.load(Ordering::SeqCst), 0);
    assert_eq!(universe.count("shop.example", "/socket"), 0);
    assert_eq!(universe.count("shop.example", "/worker.js"), 0);
    assert_eq!(universe.count("shop.example", "/closed/a"), 0);
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn traps_cost_a_page_and_not_the_visit() {
    let Some(program) = chromium() else { return };
    let world = World::new().site(
        "shop.example",
        Site::handler(|request| match request.uri().path() {
            "/fine" => universe::page("<p>Fine."),
            "/dialogs" => universe::page(
                "<p id=p>a</p><script>onbeforeunload = e => { e.preventDefault(); return 'stay' };
                 for (let i = 0; i < 20; i++) alert(i);
                 p.textContent = confirm('really?') + ' ' + prompt('name?');</script>",
            ),
            "/window" => universe::page(
                "<p id=p></p><script>p.textContent = String(!!open('/fine?other'));
                 open('https://other.example/x');</script>",
            ),
            "/file" => {
                let mut reply = universe::reply(200, "application/octet-stream", "x");
                let field = "attachment; filename=virus.exe".parse().unwrap();
                reply.headers_mut().insert("content-disposition", field);
                reply
            }
            "/endless" => universe::drip("<p>more", Duration::from_millis(100), 10_000),
            "/restless" => universe::page(
                "<p id=p></p><script>setInterval(() => { p.textContent += 'x' }, 10);
                 setInterval(() => fetch('/fine?' + Math.random()), 5000)</script>",
            ),
            "/history" => universe::page(
                "<p>Trap.<script>for (let i = 0; i < 300; i++) history.pushState(0, '', '#' + i);
                 onpopstate = () => history.forward()</script>",
            ),
            "/deep" => universe::page(
                "<script>let at = document.body; for (let i = 0; i < 20000; i++)
                 { const d = document.createElement('div'); at.append(d); at = d }</script><p>Deep.",
            ),
            "/hang" => universe::page("<p>a<script>while (true) {}</script>"),
            "/memory" => universe::page(
                "<p>a<script>const all = []; setInterval(() => { for (let i = 0; i < 50; i++)
                 all.push(new Array(1e6).fill(Math.random())) }, 1)</script>",
            ),
            "/refresh" => universe::page("<meta http-equiv=refresh content='0;url=/fine'>"),
            "/circle" => universe::redirect("/circle"),
            _ => universe::reply(404, "text/plain", "no"),
        }),
    );
    let universe = Universe::start(world).await.unwrap();
    let browser = browser(&universe, &program, |_| {});
    let mut tab = browser.tab(place()).await.unwrap();
    let at = |path: &str| url(&format!("https://shop.example{path}"));

    let sight = tab.goto(&at("/dialogs")).await.unwrap();
    assert!(html(&sight).contains("<p id=\"p\">false null</p>"), "{}", html(&sight));
    tab.goto(&at("/window")).await.unwrap();
    assert_eq!(tab.windows(), [at("/fine?other"), url("https://other.example/x")]);
    for (path, expected) in [
        ("/file", None),
        ("/fine", Some("Fine.")),
        ("/endless", None),
        ("/restless", Some("xxx")),
        ("/history", Some("Trap.")),
        ("/deep", Some("Deep.")),
        ("/circle", None),
        ("/refresh", Some("Fine.")),
        ("/hang", None),
        ("/memory", None),
        ("/fine", Some("Fine.")),
    ] {
        let begun = Instant::now();
        let seen = tab.goto(&at(path)).await;
        eprintln!("{path}: {:?}", begun.elapsed());
        match (seen, expected) {
            (Ok(sight), Some(words)) => assert!(html(&sight).contains(words), "{}", html(&sight)),
            (Err(failure), None) => eprintln!("  {failure:?}"),
            (seen, _) => panic!("{path}: {:?}", seen.map(|sight| html(&sight))),
        }
        assert!(begun.elapsed() < Duration::from_secs(35), "{path}");
    }
    browser.end().await;
}
