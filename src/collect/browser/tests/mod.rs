//! A real browser against small shops on loopback, friendly and hostile. Without
//! Chromium these tests say so loudly and do nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test may fail, and tells what it left out"
)]

mod bounds;
mod hands;
mod life;
mod sight;

use super::*;
use crate::collect::egress::Egress;
use crate::collect::http::Http;
use crate::collect::{CaCert, NetworkOptions, tls};
use crate::universe::{self, Response, Site, Universe, World};
use std::path::Path;
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
