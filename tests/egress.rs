//! No connection leaves for where it must not go, whatever a site says.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{check_with, only, shopvet};
use shopvet::universe::{Site, Standing, World, page, redirect, reply};
use std::net::TcpListener;

fn serve(site: Site) -> Standing {
    Standing::start(World::new().site("shop.example", site)).unwrap()
}

#[test]
fn private_addresses_in_every_spelling_are_refused() {
    let spellings = [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://0x0a000001/",
        "http://167772161/",
        "http://[fd00::1]/",
        "http://[64:ff9b::a00:1]/",
        "http://100.64.0.1/",
    ];
    for target in spellings {
        let universe = serve(Site::handler(move |request| match request.uri().path() {
            "/" => redirect(target),
            _ => reply(404, "text/html", "no"),
        }));
        let folder = tempfile::tempdir().unwrap();
        let flags = only(&universe, "shop.example");
        let run = check_with(&flags, "https://shop.example/", folder.path(), &[]);
        assert_ne!(run.code, 0, "{target}: {}", run.stdout);
        let unread = run.report["unread"].as_array().unwrap();
        let refused = |entry: &serde_json::Value| {
            entry["detail"].as_str().is_some_and(|detail| detail.contains("public internet"))
        };
        assert!(unread.iter().any(refused), "{target} left no trace: {unread:?}");
    }
}

#[test]
fn a_name_that_resolves_to_loopback_is_refused_unless_opened() {
    // A real listener, so that a connection would be noticed.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let universe = serve(Site::handler(|_| page("hello")));
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.json");
    let output = shopvet()
        .args(["check", &format!("http://shop.example:{port}/"), "--no-config"])
        .args(["--dns-server", &universe.flags().dns_server.to_string()])
        .args(["--whois-server", &universe.flags().whois_server])
        .args(["--rdap-url", &universe.flags().rdap_url, "--max-time", "20"])
        .args(["--format", &format!("json={}", report.display())])
        .output()
        .unwrap();
    assert_ne!(output.status.code(), Some(0));
    assert!(listener.accept().is_err(), "a connection was made to loopback");
    let text = std::fs::read_to_string(report).unwrap();
    assert!(text.contains("127.0.0.1"), "the report does not say what was refused");
}
