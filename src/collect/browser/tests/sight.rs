//! What is seen of a page that scripts draw, and what a visit makes of it.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn what_scripts_draw_is_seen_with_its_state_and_its_cookies_stay_in_the_tab() {
    let Some(program) = chromium() else { return };
    let shell = "<!doctype html><title>S</title><div id=root></div><noscript>Turn on</noscript>
        <script>
        fetch('/data.json').then(r => r.json()).then(data => {
          document.cookie = 'seen=1';
          document.querySelector('#root').innerHTML = '<nav><a href=/terms>' + data.words + '</a></nav>'
            + '<p style=display:none>secret</p><input id=q><input type=checkbox id=c>'
            + '<x-shade></x-shade><footer>post@shop.example</footer>';
          q.value = 'typed'; c.checked = true;
          const shade = document.querySelector('x-shade').attachShadow({mode: 'open'});
          shade.innerHTML = '<p>In the shade</p>';
        });
        </script>";
    let world = World::new().site(
        "shop.example",
        site(move |path| match path {
            "/" => Some(universe::page(shell)),
            "/data.json" => Some(universe::reply(200, "application/json", r#"{"words":"Terms"}"#)),
            _ => None,
        }),
    );
    let universe = Universe::start(world).await.unwrap();
    let browser = browser(&universe, &program, |_| {});
    let begun = Instant::now();
    let mut tab = browser.tab(place()).await.unwrap();
    eprintln!("start: {:?}", begun.elapsed());
    let begun = Instant::now();
    let sight = tab.goto(&url("https://shop.example/")).await.unwrap();
    eprintln!("page: {:?}", begun.elapsed());
    let html = html(&sight);
    assert!(html.contains("<a href=\"/terms\">Terms</a>"), "{html}");
    assert!(html.contains("<p>In the shade</p>"), "{html}");
    assert!(html.contains("<p style=\"display:none\" hidden=\"\">secret</p>"), "{html}");
    assert!(html.contains("value=\"typed\"") && html.contains("checked=\"\""), "{html}");
    assert!(html.contains("<noscript hidden"), "{html}");
    assert!(!html.contains("data-s"), "{html}");
    assert_eq!(sight.view.status, Some(200));
    assert!(sight.view.rendered && !sight.view.truncated);
    assert_eq!(sight.hops, [url("https://shop.example/")]);
    let picture = sight.view.screenshot.unwrap();
    assert_eq!(&picture.bytes[..3], [0xff, 0xd8, 0xff]);
    assert!(sight.view.boxes.iter().any(|b| b.selector == "#q"), "{:?}", sight.view.boxes);
    let begun = Instant::now();
    let cookie = tab.goto(&url("https://shop.example/cookie")).await.unwrap();
    eprintln!("second page: {:?}", begun.elapsed());
    assert!(self::html(&cookie).contains("seen=1"));
    let mut other = browser.tab(place()).await.unwrap();
    let cookie = other.goto(&url("https://shop.example/cookie")).await.unwrap();
    assert!(!self::html(&cookie).contains("seen=1"));
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_crawl_finds_the_links_that_scripts_draw() {
    use crate::collect::{Render, Request, visit};
    let Some(program) = chromium() else { return };
    let world = World::new()
        .site(
            "shop.example",
            site(|path| {
                Some(match path {
                    "/" => {
                        let mut page = universe::page(
                            "<!doctype html><div id=root></div><script src=/app.js></script>
                             <script src=https://tracker.example/t.js></script>",
                        );
                        let cookie = "visit=1; Max-Age=86400".parse().unwrap();
                        page.headers_mut().insert("set-cookie", cookie);
                        page
                    }
                    "/app.js" => universe::reply(
                        200,
                        "text/javascript",
                        "root.innerHTML = '<a href=/terms>Terms</a><div style=\"position:fixed\">We use cookies
                         <button onclick=\"this.parentNode.remove()\">Reject all</button></div>'"
                            .replace('\n', " "),
                    ),
                    "/terms" => universe::page("<h1>Terms of sale</h1><p>Pay within 30 days."),
                    _ => return None,
                })
            }),
        )
        .site("tracker.example", site(|_| Some(universe::reply(200, "text/javascript", ""))));
    let universe = Universe::start(world).await.unwrap();
    let flags = universe.flags();
    let mut request = Request::new(url("https://shop.example/"));
    request.network = NetworkOptions {
        connect_to: flags.connect_to.iter().map(|text| text.parse().unwrap()).collect(),
        allow_net: flags.allow_net.clone(),
        dns_server: Some(flags.dns_server),
        rdap_url: Some(flags.rdap_url.parse().unwrap()),
        whois_server: Some(flags.whois_server.clone()),
        ca_certs: vec![CaCert { name: "ca".to_owned(), pem: flags.ca_pem.clone().into_bytes() }],
        cache_dir: None,
    };
    request.limits.rate = 1000;
    request.walk = None;
    request.chromium = Some(program);
    let drawn = visit(request.clone(), |_| {}).await.unwrap();
    let page = |snapshot: &crate::snapshot::Snapshot, path: &str| {
        snapshot.exchanges.iter().find(|e| e.url == format!("https://shop.example{path}")).cloned()
    };
    let front = page(&drawn, "/").unwrap();
    let view = front.view.unwrap();
    assert!(view.rendered && view.screenshot.is_some());
    assert!(page(&drawn, "/terms").unwrap().view.is_none());
    let before = drawn.before_consent.unwrap();
    assert!(before.banner);
    assert_eq!(before.refused_by.as_deref(), Some("Reject all"));
    assert!(!String::from_utf8_lossy(&view.html).contains("We use cookies"));
    assert_eq!(before.requests, ["https://tracker.example/t.js"]);
    assert_eq!(before.cookies.len(), 1);
    assert_eq!((before.cookies[0].name.as_str(), before.cookies[0].days), ("visit", Some(1)));

    request.render = Render::Always;
    let all = visit(request.clone(), |_| {}).await.unwrap();
    assert!(page(&all, "/terms").unwrap().view.is_some());
    request.render = Render::Never;
    let none = visit(request.clone(), |_| {}).await.unwrap();
    assert!(page(&none, "/terms").is_none() && none.before_consent.is_none());
    // Without a browser the visit goes on, and the person is told once.
    request.render = Render::Always;
    request.chromium = None;
    let notes = std::sync::Mutex::new(Vec::new());
    let none = visit(request, |event| {
        if let crate::collect::Event::Note(note) = event {
            notes.lock().unwrap().push(note);
        }
    });
    assert!(page(&none.await.unwrap(), "/").unwrap().view.is_none());
    let notes = notes.into_inner().unwrap();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].contains("--chromium"), "{notes:?}");
}
