//! A real browser against small shops on loopback, friendly and hostile. Without
//! Chromium these tests say so loudly and do nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test may fail, and tells what it left out"
)]

use super::hand::Ask;
use super::*;
use crate::collect::egress::Egress;
use crate::collect::http::Http;
use crate::collect::walk::hand::{Act, Hand as _, Input, Trouble, Value};
use crate::collect::{CaCert, NetworkOptions, tls};
use crate::snapshot::{Entry, StepAction};
use crate::universe::{self, Response, Site, Universe, World};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Chromium, where this machine has it.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("SHOPVET_CHROMIUM").map(PathBuf::from);
    let usual = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path)
        .flat_map(|folder| usual.map(|name| folder.join(name)))
        .find(|file| file.is_file());
    let found = named.or(on_path);
    let required = std::env::var_os("SHOPVET_REQUIRE_CHROMIUM").is_some();
    assert!(found.is_some() || !required, "SHOPVET_REQUIRE_CHROMIUM is set and there is none");
    if found.is_none() {
        eprintln!(
            "\n*** NOT TESTED: there is no Chromium here. Install one (Debian: apt install \
             chromium; Fedora: dnf install chromium; macOS: brew install --cask chromium) or set \
             SHOPVET_CHROMIUM to its program, and run the tests again. ***\n"
        );
    }
    found
}

/// A browser that reaches a universe and nothing else.
fn browser(universe: &Universe, program: &Path, change: impl Fn(&mut Limits)) -> Browser {
    let flags = universe.flags();
    let options = NetworkOptions {
        connect_to: flags.connect_to.iter().map(|text| text.parse().unwrap()).collect(),
        allow_net: flags.allow_net.clone(),
        dns_server: Some(flags.dns_server),
        ca_certs: vec![CaCert { name: "ca".to_owned(), pem: flags.ca_pem.clone().into_bytes() }],
        ..NetworkOptions::default()
    };
    browser_with(&options, program, change)
}

fn browser_with(options: &NetworkOptions, program: &Path, change: impl Fn(&mut Limits)) -> Browser {
    let mut limits = Limits { rate: 1000, request_timeout_seconds: 8, ..Limits::default() };
    change(&mut limits);
    let egress = Egress::new(&options.allow_net, &options.connect_to, options.dns_server).unwrap();
    let roots = tls::roots(options).unwrap();
    let agent = "Mozilla/5.0 (compatible; shopvet/test)";
    let http = Http::new(Arc::new(egress), roots, &limits, agent).unwrap().without_cookies();
    Browser::new(Setup {
        program: Some(program.to_owned()),
        agent: agent.to_owned(),
        http: Arc::new(http),
        rate: Arc::new(Rate::new(limits.rate)),
        limits,
    })
}

/// A place where `shop.example` is the shop.
fn place() -> Place {
    Place {
        own: Arc::new(|url| url.host_str() == Some("shop.example")),
        robots: Arc::new(|url| {
            url.path().starts_with("/closed").then_some(Reason::RobotsDisallowed)
        }),
    }
}

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn html(sight: &Sight) -> String {
    String::from_utf8(sight.view.html.to_vec()).unwrap()
}

/// A site whose pages are made by their path.
fn site(pages: impl Fn(&str) -> Option<Response> + Send + Sync + 'static) -> Site {
    Site::handler(move |request| {
        if request.uri().path() == "/cookie" {
            let cookie = request.headers().get("cookie").map(|value| value.as_bytes().to_vec());
            return universe::page(cookie.unwrap_or_default());
        }
        pages(request.uri().path()).unwrap_or_else(|| universe::reply(404, "text/plain", "no"))
    })
}

/// Processes whose command line holds these words.
fn processes(words: &str) -> Vec<String> {
    let Ok(all) = std::fs::read_dir("/proc") else { return Vec::new() };
    let lines = all.flatten().filter_map(|entry| {
        entry.file_name().to_str()?.parse::<u32>().ok()?;
        let line = std::fs::read(entry.path().join("cmdline")).ok()?;
        Some(String::from_utf8_lossy(&line).replace('\0', " "))
    });
    lines.filter(|line| line.contains(words)).collect()
}

/// Waits until no process names these words any more.
async fn gone(words: &str) {
    for _ in 0..60 {
        if processes(words).is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("still running: {:?}", processes(words));
}

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

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_dies_is_started_once_more_and_none_is_left_behind() {
    let Some(program) = chromium() else { return };
    let world = World::new().site("shop.example", site(|_| Some(universe::page("<p>Fine."))));
    let universe = Universe::start(world).await.unwrap();
    let browser = browser(&universe, &program, |_| {});
    let page = url("https://shop.example/");
    for round in 0..2 {
        let mut tab = browser.tab(place()).await.unwrap();
        tab.goto(&page).await.unwrap();
        let folder = tab.folder().unwrap();
        assert!(processes(&folder).len() > 2);
        let killed = std::process::Command::new("kill")
            .args(["-9", &tab.process().unwrap().to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
        let failure = tab.goto(&page).await.unwrap_err();
        assert_eq!(failure.reason, Reason::NeedsJavascript, "{round}: {failure:?}");
        assert!(!tab.is_alive());
        gone(&folder).await;
    }
    assert!(browser.tab(place()).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_or_killing_us_ends_the_browser() {
    let Some(program) = chromium() else { return };
    const CHILD: &str = "SHOPVET_TEST_BROWSER_CHILD";
    let world = World::new().site("shop.example", site(|_| Some(universe::page("<p>Fine."))));
    let universe = Universe::start(world).await.unwrap();
    let browser = browser(&universe, &program, |_| {});
    let mut tab = browser.tab(place()).await.unwrap();
    tab.goto(&url("https://shop.example/")).await.unwrap();
    let folder = tab.folder().unwrap();
    if std::env::var_os(CHILD).is_some() {
        println!("FOLDER {folder}");
        tokio::time::sleep(Duration::from_secs(120)).await;
        return;
    }
    drop(tab);
    drop(browser);
    gone(&folder).await;
    assert!(!Path::new(&folder).exists());

    let name = "collect::browser::tests::dropping_or_killing_us_ends_the_browser";
    let mut child = std::process::Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture"])
        .env(CHILD, "1")
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    let folder = lines
        .map_while(Result::ok)
        .find_map(|line| Some(line.split_once("FOLDER ")?.1.trim().to_owned()))
        .unwrap();
    assert!(processes(&folder).len() > 2);
    // SIGKILL: nothing of ours runs any more.
    child.kill().unwrap();
    child.wait().unwrap();
    gone(&folder).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!Path::new(&folder).exists());
}

/// The selector of the first element that a CSS selector finds in a sight.
fn named(view: &View, css: &str) -> String {
    let text = String::from_utf8(view.html.to_vec()).unwrap();
    let document = crate::extract::Document::parse(&text, &url(&view.url));
    let selector = scraper::Selector::parse(css).unwrap();
    let node = document.html.select(&selector).next().unwrap_or_else(|| panic!("{css}: {text}"));
    document.selector(node.id())
}

fn input(view: &View, css: &str, value: Value) -> Input {
    let entry = Entry {
        selector: named(view, css),
        label: css.to_owned(),
        purpose: "other".to_owned(),
        value: String::new(),
    };
    Input { entry, value }
}

fn act(view: &View, press: Option<&str>, entries: Vec<Input>) -> Act {
    Act {
        action: StepAction::AddToCart,
        press: press.map(|css| named(view, css)),
        words: "Go".to_owned(),
        entries,
    }
}

const PRODUCT: &str = "<!doctype html><title>P</title><style>
    .swatch input { position: absolute; opacity: 0; width: 0; height: 0 }
    #veil { position: fixed; inset: 0; background: #fff8 } </style>
    <div id=app></div><script>
    // Draws everything anew at each change, as frameworks do.
    const state = { size: '', colour: '', mark: '', gift: false, said: [] };
    const app = document.querySelector('#app');
    function draw() {
      app.innerHTML = `<select><option value=''>-</option><option value=s>S</option></select>
        <div class=swatch><label><input type=radio name=colour value=red><span>Red</span></label></div>
        <ul><li>mint</li><li>plum</li></ul><label><input type=checkbox> gift</label>
        <input type=text><button ${state.size ? '' : 'disabled'}>Add</button>
        <output>${JSON.stringify(state)}</output>`;
      const [select, radio, box, text] = ['select', '[type=radio]', '[type=checkbox]', '[type=text]']
        .map(css => app.querySelector(css));
      select.value = state.size; radio.checked = state.colour === 'red'; box.checked = state.gift;
      text.value = state.mark;
      select.onchange = () => { state.size = select.value; setTimeout(draw, 50) };
      radio.onchange = () => { state.colour = radio.value; draw() };
      box.onchange = () => { state.gift = box.checked; draw() };
      text.oninput = () => { state.mark = text.value };
      text.onchange = () => { state.said.push('change'); draw() };
      app.querySelectorAll('li').forEach(li => li.onclick = () => { state.said.push(li.textContent); draw() });
      app.querySelector('button').onclick = event => {
        state.said.push(event.isTrusted);
        history.pushState({}, '', '/cart'); app.innerHTML = '<h1>Cart</h1>' + JSON.stringify(state);
      };
    }
    setTimeout(draw, 100);
    </script>";

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_chooses_ticks_types_and_presses_as_a_person_does() {
    let Some(program) = chromium() else { return };
    let world = World::new().site(
        "shop.example",
        site(|path| {
            Some(match path {
                "/product" => universe::page(PRODUCT),
                "/links" => universe::page(
                    "<a class=new href='/next?blank' target=_blank>New</a>
                     <button class=open onclick=\"window.open('/next?opened')\">Open</button>
                     <button class=alert onclick=\"alert(1); location = '/next?alert'\">Alert</button>
                     <a class=script href=\"javascript:location.assign('/next?script')\">Script</a>
                     <button class=covered onclick=\"location = '/next?covered'\">Covered</button>
                     <div style='position:fixed;inset:0'></div>
                     <a class=closed href=/closed/x>Closed</a>
                     <form action=/next><input name=a value=1><button class=form name=b value=2>F</button></form>
                     <form method=post action=/order><button class=post>Order</button></form>
",
                ),
                "/next" => universe::page("<h1>Next</h1>"),
                "/eager" => universe::reply(
                    202,
                    "text/html",
                    "<h1>Eager</h1><form method=post action=/order></form>
                     <script>setTimeout(() => document.forms[0].submit(), 100)</script>",
                ),
                "/order" => universe::page("<h1>Ordered</h1>"),
                _ => return None,
            })
        }),
    );
    let universe = Universe::start(world).await.unwrap();
    let browser = browser(&universe, &program, |_| {});
    let asked: Arc<std::sync::Mutex<Vec<String>>> = Arc::default();
    let seen_by = Arc::clone(&asked);
    let ask: Ask = Box::new(move |view, act| {
        let text = String::from_utf8(view.html.to_vec()).unwrap();
        let document = crate::extract::Document::parse(&text, &url(&view.url));
        let selector = scraper::Selector::parse(act.press.as_deref().unwrap()).unwrap();
        let node = document.html.select(&selector).next().unwrap();
        seen_by.lock().unwrap().push(node.text().collect());
        Ok(())
    });
    let mut hand = Drawn::new(browser.tab(place()).await.unwrap(), ask);
    let seen = hand.open(&url("https://shop.example/product")).await.unwrap();
    let view = &seen.view;
    // What a drawn swatch stands for is no hidden field.
    let text = String::from_utf8(view.html.to_vec()).unwrap();
    assert!(!text.contains("hidden"), "{text}");
    let entries = vec![
        input(view, "select", Value::Choose("s".to_owned())),
        input(view, "[type=radio]", Value::Tick),
        input(view, "li:nth-of-type(2)", Value::Press),
        input(view, "[type=checkbox]", Value::Tick),
        input(view, "[type=text]", Value::Text("Åsa".to_owned())),
    ];
    let begun = Instant::now();
    let seen = hand.act(&act(view, Some("button"), entries)).await.unwrap();
    eprintln!("act: {:?}", begun.elapsed());
    let text = String::from_utf8(seen.view.html.to_vec()).unwrap();
    let expected = "{\"size\":\"s\",\"colour\":\"red\",\"mark\":\"Åsa\",\"gift\":true,\"said\":[\"plum\",\"change\"";
    assert!(text.contains("<h1>Cart</h1>") && text.contains(expected), "{text}");
    assert!(text.contains("true]"), "pressed with the mouse: {text}");
    assert_eq!(seen.view.url, "https://shop.example/cart");
    assert_eq!(asked.lock().unwrap().as_slice(), ["Add"]);

    let links = url("https://shop.example/links");
    for (css, expected) in [
        (".new", "/next?blank"),
        (".open", "/next?opened"),
        (".alert", "/next?alert"),
        (".script", "/next?script"),
        (".covered", "/next?covered"),
        (".form", "/next?a=1&b=2"),
    ] {
        let seen = hand.open(&links).await.unwrap();
        let seen = hand.act(&act(&seen.view, Some(css), Vec::new())).await;
        let seen = seen.unwrap_or_else(|trouble| panic!("{css}: {trouble:?}"));
        assert_eq!(seen.view.url, format!("https://shop.example{expected}"), "{css}");
        assert!(seen.hops.iter().any(|hop| hop.as_str().ends_with(expected)), "{:?}", seen.hops);
    }
    let seen = hand.open(&links).await.unwrap();
    let trouble = hand.act(&act(&seen.view, Some(".closed"), Vec::new())).await.unwrap_err();
    assert_eq!(trouble, Trouble::Robots(url("https://shop.example/closed/x")));
    let seen = hand.open(&links).await.unwrap();
    let trouble = hand.act(&act(&seen.view, Some(".post"), Vec::new())).await.unwrap_err();
    let Trouble::Withheld(withheld) = trouble else { panic!("{trouble:?}") };
    assert_eq!(withheld.what, "POST https://shop.example/order");
    // The page that was open still is.
    let seen = hand.act(&act(&seen.view, Some(".form"), Vec::new())).await.unwrap();
    assert_eq!(seen.view.url, "https://shop.example/next?a=1&b=2");
    // What a page tries to send by itself is kept, and the page is seen.
    let seen = hand.open(&url("https://shop.example/eager")).await.unwrap();
    assert_eq!((seen.view.status, seen.withheld.len()), (Some(202), 1), "{:?}", seen.withheld);
    assert_eq!(seen.withheld[0].what, "POST https://shop.example/order");
    assert_eq!(seen.hops, [url("https://shop.example/eager")]);
    assert_eq!(universe.count("shop.example", "/order"), 0);
    assert_eq!(universe.count("shop.example", "/closed/x"), 0);
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_guard_refuses_as_it_is_then_is_not_pressed() {
    let Some(program) = chromium() else { return };
    let page = "<button onclick=\"location = '/order'\">Next</button><script>
        setTimeout(() => { document.querySelector('button').textContent = 'Pay now' }, 1500)</script>";
    let world = World::new().site("shop.example", site(move |_| Some(universe::page(page))));
    let universe = Universe::start(world).await.unwrap();
    let browser = browser(&universe, &program, |_| {});
    let ask: Ask = Box::new(|view, act| {
        let text = String::from_utf8(view.html.to_vec()).unwrap();
        match text.contains(">Next<") {
            true => Ok(()),
            false => Err(Box::new(Withheld {
                url: view.url.clone(),
                selector: act.press.clone(),
                what: "Pay now".to_owned(),
                ground: "order-words".to_owned(),
                detail: String::new(),
            })),
        }
    });
    let mut hand = Drawn::new(browser.tab(place()).await.unwrap(), ask);
    let seen = hand.open(&url("https://shop.example/")).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1600)).await;
    let trouble = hand.act(&act(&seen.view, Some("button"), Vec::new())).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Withheld(_)), "{trouble:?}");
    assert_eq!(universe.count("shop.example", "/order"), 0);
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
