//! A shop built to catch a careless visitor: everything that must end in
//! `truncated`, `timed-out` or a refusal, and never in a crash or a long wait.

use bytes::Bytes;
use shopvet::universe::{Request, Response, Site, World, drip, page, redirect, reply};
use std::io::Write as _;
use std::time::Duration;

/// The host of the trap.
pub(crate) const HOST: &str = "www.snarebo.example";

/// The world of the trap: the shop, and a host that only robots.txt forbids.
pub(crate) fn world() -> World {
    let bomb = bomb(64 << 20);
    World::new()
        .site(HOST, Site::handler(move |request| answer(request, &bomb)))
        .record("snarebo.example", "NS", "ns1.snarebo.example.")
        .record("slow.snarebo.example", "FAILURE", "SILENT")
        .whois("snarebo.example", format!("domain: snarebo.example\n{}", "x: y\n".repeat(200_000)))
        .rdap("snarebo.example", 200, "[".repeat(100_000))
}

/// The traps by path, each linked from the front page.
pub(crate) const PATHS: [&str; 12] = [
    "/calendar/2026/1",
    "/loop/0",
    "/circle/a",
    "/huge",
    "/drip",
    "/silent",
    "/bomb",
    "/metadata",
    "/internal",
    "/deep",
    "/headers",
    "/links",
];

fn answer(request: &Request, bomb: &Bytes) -> Response {
    let path = request.uri().path();
    let number = || path.rsplit('/').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
    match path.split('/').nth(1).unwrap_or("") {
        "" => {
            let links: String = PATHS
                .iter()
                .map(|path| format!("<li><a href=\"{path}\">{path}</a></li>"))
                .collect();
            page(format!(
                "<!doctype html><title>Snarebo</title><ul>{links}<li><a href=\"/forbidden/x\">x</a></ul>"
            ))
        }
        "robots.txt" => reply(200, "text/plain", "User-agent: *\nDisallow: /forbidden/\n"),
        // Every page leads to two more, for ever.
        "calendar" => {
            let next = number() + 1;
            page(format!(
                "<title>{next}</title><a href=\"{path}/{next}\">down</a> <a href=\"/calendar/2026/{next}\">on</a>"
            ))
        }
        // Redirects that never end, and two that lead to each other.
        "loop" => redirect(&format!("/loop/{}", number() + 1)),
        "circle" => redirect(if path.ends_with('a') { "/circle/b" } else { "/circle/a" }),
        "huge" => page("<p>spam</p>".repeat(3 << 20)),
        "drip" => drip("<p>x</p>", Duration::from_millis(200), 100_000),
        "silent" => drip("", Duration::from_secs(3600), 1),
        "bomb" => {
            let mut response = page(bomb.clone());
            response.headers_mut().insert("content-encoding", "gzip".parse().unwrap());
            response
        }
        // Where clouds keep their keys, and what is not on the public internet.
        "metadata" => redirect("http://169.254.169.254/latest/meta-data/"),
        "internal" => redirect("http://[::ffff:10.0.0.1]:8080/admin"),
        "deep" => page(format!("<title>deep</title>{}", "<div><a>".repeat(200_000))),
        "headers" => {
            let mut response = page("<title>headers</title>");
            for number in 0..60 {
                let name =
                    format!("x-filler-{number}").parse::<hyper::header::HeaderName>().unwrap();
                response.headers_mut().insert(name, "f".repeat(200).parse().unwrap());
            }
            response
        }
        "links" => {
            let links: String =
                (0..20_000).map(|n| format!("<a href=\"/links/{n}\">{n}</a>")).collect();
            page(format!("<title>links</title>{links}"))
        }
        _ => reply(404, "text/html", "<title>gone</title>"),
    }
}

/// `size` bytes of one letter, gzipped.
fn bomb(size: usize) -> Bytes {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![b'a'; 1 << 16];
    for _ in 0..size >> 16 {
        packer.write_all(&block).unwrap();
    }
    packer.finish().unwrap().into()
}
