//! The pages that people read, held against axe-core in Chromium: wide and narrow, in
//! light and in dark, with everything folded away laid open.
//!
//! axe-core is no crate. `SHOPVET_AXE` names its `axe.min.js`; `.ci/run` fetches it.
#![cfg(feature = "browser")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may fail, and says what it left out"
)]

mod mixed;

use chromiumoxide::browser::{Browser, BrowserConfig};
use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams,
};
use futures_util::StreamExt as _;
use shopvet::report::letter::{self, Form};
use shopvet::report::{html, texts};
use std::path::PathBuf;

/// Chromium and the text of axe-core, where both are there; said loudly where not.
fn tools() -> Option<(PathBuf, String)> {
    let Some(axe) = std::env::var_os("SHOPVET_AXE") else {
        eprintln!("\n*** NOT TESTED: SHOPVET_AXE names no axe.min.js (npm pack axe-core) ***\n");
        return None;
    };
    let axe = std::fs::read_to_string(&axe).unwrap();
    let program = shopvet::chromium::find::find(None).unwrap();
    assert!(program.is_some(), "SHOPVET_AXE is set, and there is no Chromium");
    Some((program.unwrap(), axe))
}

/// What axe-core finds wrong with each page: the page, how it was shown, the rule, the places.
async fn violations(program: PathBuf, axe: &str, pages: &[(String, String)]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let config = BrowserConfig::builder()
        .chrome_executable(program)
        .new_headless_mode()
        .no_sandbox()
        .user_data_dir(folder.path().join("browser"))
        .arg(("proxy-server", "http://127.0.0.1:9"))
        .build()
        .unwrap();
    let (mut browser, mut handler) = Browser::launch(config).await.unwrap();
    let handling = tokio::spawn(async move { while handler.next().await.is_some() {} });
    let mut found = Vec::new();
    for (name, page) in pages {
        let file = folder.path().join("page.html");
        std::fs::write(&file, page).unwrap();
        for (width, scheme) in [(1200, "light"), (1200, "dark"), (390, "light"), (390, "dark")] {
            let tab = browser.new_page("about:blank").await.unwrap();
            tab.execute(SetDeviceMetricsOverrideParams::new(width, 900, 1.0, width < 500))
                .await
                .unwrap();
            let feature = MediaFeature::new("prefers-color-scheme", scheme);
            tab.execute(SetEmulatedMediaParams::builder().features(vec![feature]).build())
                .await
                .unwrap();
            tab.goto(format!("file://{}", file.display())).await.unwrap();
            tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                .await
                .unwrap();
            tab.evaluate(axe).await.unwrap();
            let wrong: Vec<String> = tab
                .evaluate(
                    "axe.run().then(r => r.violations.map(v => v.id + ': ' + \
                     v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')))",
                )
                .await
                .unwrap()
                .into_value()
                .unwrap();
            found.extend(wrong.into_iter().map(|v| format!("{name}, {width} {scheme}: {v}")));
            tab.close().await.unwrap();
        }
    }
    browser.close().await.unwrap();
    browser.wait().await.unwrap();
    handling.abort();
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_read_has_no_barrier() {
    let Some((program, axe)) = tools() else { return };
    let mut pages = Vec::new();
    for language in texts::LANGUAGES {
        let report = mixed::report(language);
        pages.push((format!("report {language}"), html::render(&report).unwrap()));
        if ["en", "de"].contains(language) {
            let letter = letter::render(&report, Form::Html, None).unwrap();
            pages.push((format!("letter {language}"), letter));
        }
    }
    let found = violations(program, &axe, &pages).await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_barrier_is_seen() {
    let Some((program, axe)) = tools() else { return };
    let page = "<!doctype html><html lang=en><title>x</title><main><h1>x</h1>\
                <p style='color:#aaa;background:#fff'>pale<img src='data:image/gif;base64,R0lGODlh'></main>";
    let found = violations(program, &axe, &[("bad".to_owned(), page.to_owned())]).await;
    assert!(found.iter().any(|one| one.contains("image-alt")), "{found:?}");
    assert!(found.iter().any(|one| one.contains("color-contrast")), "{found:?}");
}
