//! Pages in Chromium: no script of theirs runs, nothing is asked for but the page, and
//! nothing is wider than a small window.
//!
//! Every request of the browser, whatever its host, goes to one server that notes it. Each
//! page is opened as it is and without the policy that forbids it to run or load anything,
//! since that policy is a second lock and not the first.

use crate::outputs::{DIFFS, Expected, FORMATS, browser};
use crate::payloads::{BEACON, LONG};
use crate::poison::{self, Deck};
use crate::{gfm, pdf, saved, shop};
use chromiumoxide::browser::{Browser, BrowserConfig};
use chromiumoxide::cdp::browser_protocol::browser::BrowserContextId;
use chromiumoxide::cdp::browser_protocol::page::{
    EventJavascriptDialogOpening, HandleJavaScriptDialogParams,
};
use chromiumoxide::cdp::browser_protocol::target::{
    CreateBrowserContextParams, CreateTargetParams,
};
use chromiumoxide::handler::viewport::Viewport;
use futures_util::StreamExt as _;
use shopvet::report::diff::Difference;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The width of a telephone.
const WIDTH: u32 = 390;
/// The host whose pages are opened.
const HOST: &str = "http://pages.example";

/// A proxy that knows the pages and notes what it is asked for.
#[derive(Clone, Default)]
struct Server {
    pages: Arc<Mutex<BTreeMap<String, String>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(&self) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = self.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = server.clone();
                std::thread::spawn(move || server.answer(stream));
            }
        });
        port
    }

    fn answer(&self, mut stream: TcpStream) -> Option<()> {
        let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
        let first = lines.next()?.ok()?;
        while lines.next()?.ok().is_some_and(|line| !line.is_empty()) {}
        let address = first.split(' ').nth(1)?.to_owned();
        let page = self.pages.lock().unwrap().get(&address).cloned();
        self.asked.lock().unwrap().push(address);
        let body = page.unwrap_or_default();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\
                    Cache-Control: no-store\r\nConnection: close\r\n";
        write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).ok()
    }
}

/// What was seen of a page.
#[derive(Debug, Default)]
struct Seen {
    faults: Vec<String>,
    /// Its width in CSS pixels.
    width: u32,
    /// What reaches beyond the window.
    beyond: Vec<String>,
}

/// Opens pages one after the other.
async fn open(program: &std::path::Path, pages: &[(String, String)]) -> BTreeMap<String, Seen> {
    let server = Server::default();
    let port = server.start();
    let folder = tempfile::tempdir().unwrap();
    let config = BrowserConfig::builder()
        .chrome_executable(program)
        .new_headless_mode()
        .no_sandbox()
        .user_data_dir(folder.path())
        // What the browser asks for its own sake gets nowhere.
        .arg(("proxy-server", "http://127.0.0.1:9"))
        .arg(("proxy-bypass-list", "<-loopback>"))
        // It would ask its maker what the fields of a form are for.
        .arg(("disable-features", "AutofillServerCommunication,HttpsUpgrades"))
        .viewport(Viewport { width: WIDTH, height: 800, ..Viewport::default() })
        .build()
        .unwrap();
    let (mut browser, mut handler) = Browser::launch(config).await.unwrap();
    let handling = tokio::spawn(async move { while handler.next().await.is_some() {} });
    // A visitor whose requests, whatever the host, go to the server.
    let visitor = CreateBrowserContextParams::builder()
        .proxy_server(format!("http://127.0.0.1:{port}"))
        .proxy_bypass_list("<-loopback>")
        .build();
    let visitor = browser.create_browser_context(visitor).await.unwrap();
    let mut seen = BTreeMap::new();
    for (number, (name, html)) in pages.iter().enumerate() {
        let address = format!("{HOST}/{number}");
        server.pages.lock().unwrap().insert(address.clone(), html.clone());
        server.asked.lock().unwrap().clear();
        let one = look(&browser, &visitor, &address, &server).await;
        seen.insert(name.clone(), one);
    }
    browser.close().await.unwrap();
    browser.wait().await.unwrap();
    handling.abort();
    seen
}

async fn look(
    browser: &Browser,
    visitor: &BrowserContextId,
    address: &str,
    server: &Server,
) -> Seen {
    let mut seen = Seen::default();
    let tab = CreateTargetParams::builder().url("about:blank").browser_context_id(visitor.clone());
    let tab = browser.new_page(tab.build().unwrap()).await.unwrap();
    let mut dialogs = tab.event_listener::<EventJavascriptDialogOpening>().await.unwrap();
    let (said, closing) = (Arc::new(Mutex::new(Vec::new())), tab.clone());
    let hears = Arc::clone(&said);
    let hearing = tokio::spawn(async move {
        while let Some(dialog) = dialogs.next().await {
            hears.lock().unwrap().push(format!("a dialog: {}", dialog.message));
            let _ = closing.execute(HandleJavaScriptDialogParams::new(false)).await;
        }
    });
    tab.goto(address).await.unwrap();
    // What is folded away is laid out too, and what waits for a hand or an eye gets both.
    let stirred: bool = tab
        .evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true);\
             document.querySelectorAll('body *').forEach(e => {\
             for (const t of ['mouseover', 'focus', 'toggle', 'click'])\
             if (t != 'click' || !e.closest('a')) e.dispatchEvent(new Event(t)) });\
             true",
        )
        .await
        .unwrap()
        .into_value()
        .unwrap();
    assert!(stirred);
    tokio::time::sleep(Duration::from_millis(150)).await;
    let (ran, title, links, width, beyond): (bool, String, Vec<String>, u32, Vec<String>) = tab
        .evaluate(
            "[window.ran !== undefined, document.title,\
             [...document.querySelectorAll('[href]')].map(a => a.protocol)\
             .filter(p => !['http:', 'https:', 'data:'].includes(p)),\
             document.documentElement.scrollWidth,\
             [...document.querySelectorAll('body *')].filter(e =>\
             e.getBoundingClientRect().right > innerWidth && getComputedStyle(e).position != 'absolute').slice(0, 9)\
             .map(e => e.cloneNode(false).outerHTML.slice(0, 99) + e.textContent.slice(0, 50))]",
        )
        .await
        .unwrap()
        .into_value()
        .unwrap();
    if ran || title == "ran" {
        seen.faults.push("a script ran".to_owned());
    }
    seen.faults.extend(links.into_iter().map(|link| format!("a link to {link}")));
    seen.faults.append(&mut said.lock().unwrap());
    let asked = server.asked.lock().unwrap().clone();
    // The browser asks for the icon of the host by itself.
    let own = |url: &str| url == address || url == format!("{HOST}/favicon.ico");
    let left = asked.iter().filter(|url| !own(url));
    seen.faults.extend(left.map(|url| format!("it asked {url}")));
    assert!(asked.iter().any(|url| url == address), "{address} was not opened");
    (seen.width, seen.beyond) = (width, beyond);
    hearing.abort();
    tab.close().await.unwrap();
    seen
}

/// A page as it is, and without its policy.
fn both(name: &str, html: &str, pages: &mut Vec<(String, String)>) {
    pages.push((format!("{name}, locked"), html.to_owned()));
    let open = html.replacen("<meta http-equiv=\"Content-Security-Policy\"", "<meta name=\"x\"", 1);
    assert_ne!(open, html, "{name} has no policy");
    pages.push((format!("{name}, open"), open));
}

/// Markdown as it is shown where nothing is cleaned.
fn shown(markdown: &str) -> String {
    let body = comrak::markdown_to_html(markdown, &gfm::options());
    format!("<!doctype html><meta charset=\"utf-8\"><title>x</title>{body}")
}

fn run(pages: &[(String, String)]) -> Option<BTreeMap<String, Seen>> {
    let program = browser()?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build().unwrap();
    Some(runtime.block_on(open(&program, pages)))
}

#[test]
fn what_is_printed_does_nothing() {
    let Some(program) = browser() else { return };
    let html = shopvet::report::html::render(&poison::report(&mut Deck::from(25))).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let bytes = runtime.block_on(shopvet::chromium::print::pdf(&program, &html)).unwrap();
    let faults = pdf::report(&bytes, &Expected { outcomes: 0, points: 0 });
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn nothing_runs_and_nothing_leaves() {
    let mut pages = Vec::new();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let visit = shop::visit();
    // A third of the texts apart, so that what a place shows differs.
    for first in [0, 25, 50] {
        let report = poison::report(&mut Deck::from(first));
        let other = saved(&poison::report(&mut Deck::from(first + 1)));
        let difference = Difference::of(&other, &saved(&report));
        let outputs = FORMATS.iter().filter_map(|f| Some((f.file, text((f.make?)(&report)))));
        let moved = DIFFS.iter().map(|form| (form.file, (form.make)(&difference)));
        for (file, output) in outputs.chain(moved) {
            add(&format!("{file} from {first}"), file, &output, &mut pages);
        }
    }
    for file in FORMATS.iter().map(|f| f.file).chain(DIFFS.iter().map(|form| form.file)) {
        if file.ends_with(".html") || file.ends_with(".md") {
            add(&format!("{file} of the visit"), file, &text(visit.read(file)), &mut pages);
        }
    }
    assert_eq!(pages.len(), 4 * (3 * 2 + 2));
    let Some(seen) = run(&pages) else { return };
    // How wide Markdown is, is for those to say who show it.
    let wide = |name: &str, seen: &Seen| name.contains(".html") && seen.width > WIDTH;
    let wrong = seen.iter().filter(|(name, seen)| !seen.faults.is_empty() || wide(name, seen));
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn add(name: &str, file: &str, output: &str, pages: &mut Vec<(String, String)>) {
    if file.ends_with(".html") {
        both(name, output, pages);
    } else if file.ends_with(".md") {
        pages.push((name.to_owned(), shown(output)));
    }
}

#[test]
fn what_runs_asks_or_is_wide_is_noticed() {
    let page = |body: &str| format!("<!doctype html><title>x</title><p>{body}");
    let beacon = format!("http://{BEACON}/x");
    let broken = [
        ("script", "<script>window.ran=1</script>".to_owned()),
        ("title", "<script>document.title='ran'</script>".to_owned()),
        ("event", "<img src=data:, onerror=window.ran=1>".to_owned()),
        ("touch", "<b onmouseover=window.ran=1>x</b>".to_owned()),
        ("toggle", "<details ontoggle=window.ran=1><summary>x</summary></details>".to_owned()),
        ("dialog", "<script>setTimeout(() => alert(1))</script>".to_owned()),
        ("image", format!("<img src={beacon}>")),
        ("style", format!("<b style=\"background:url({beacon})\">x</b>")),
        ("sheet", format!("<style>@import '{beacon}';</style>")),
        ("frame", format!("<iframe src={beacon}></iframe>")),
        ("fetch", format!("<script>fetch('{beacon}')</script>")),
        ("link", "<a href=\"javascript:1\">x</a>".to_owned()),
    ];
    let mut pages: Vec<(String, String)> =
        broken.iter().map(|(name, body)| ((*name).to_owned(), page(body))).collect();
    pages.push(("wide".to_owned(), page(&"W".repeat(LONG))));
    pages.push(("fine".to_owned(), page("fine")));
    let Some(seen) = run(&pages) else { return };
    for (name, seen) in &seen {
        match name.as_str() {
            "wide" => assert!(seen.width > WIDTH),
            // Without a viewport of its own a page is laid out in the window as it is.
            "fine" => assert!(seen.faults.is_empty() && seen.width <= WIDTH, "{seen:?}"),
            _ => assert!(!seen.faults.is_empty(), "{name} was not noticed"),
        }
    }
}
