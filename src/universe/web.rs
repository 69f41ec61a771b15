//! Web sites by host name, as static hosts serve them.
//!
//! A folder's address serves its index.html, `/about` falls back to about.html,
//! and an unknown path answers 404 with the site's 404.html. Static sites take
//! GET and HEAD only: anything else is logged and answered with 405, so that a
//! test sees if a visit ever tried to order something.

use super::http::{self, Answers, Request, Response, reply, set_header};
use super::log::{Hit, Log, Service};
use super::site::{Content, PathRule, Site};
use super::tree::Tree;
use bytes::Bytes;
use hyper::{Method, StatusCode};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// All sites, as seen through one scheme.
pub(super) struct Web {
    sites: BTreeMap<String, Site>,
    scheme: Service,
    log: Log,
}

impl Web {
    pub(super) fn new(sites: BTreeMap<String, Site>, scheme: Service, log: Log) -> Self {
        Self { sites, scheme, log }
    }
}

impl Answers for Web {
    async fn answer(&self, request: Request) -> Response {
        let host = http::host_of(&request);
        let target = request.uri().path_and_query().map_or("/", |p| p.as_str());
        let agent = request.headers().get("user-agent").and_then(|v| v.to_str().ok());
        self.log.add(Hit {
            service: self.scheme,
            name: host.clone(),
            method: request.method().to_string(),
            target: target.to_owned(),
            user_agent: agent.unwrap_or("").to_owned(),
            at: Instant::now(),
        });
        let Some(site) = self.sites.get(&host) else {
            return plain(StatusCode::MISDIRECTED_REQUEST);
        };
        if self.scheme == Service::Http && site.https_only {
            return moved(&format!("https://{host}{target}"));
        }
        let path = decode(request.uri().path());
        let rule = site.rules.iter().find(|rule| rule.covers(&path));
        if let Some(pause) = rule.map(|rule| rule.delay_ms).filter(|pause| *pause > 0) {
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
        let mut response = match &site.content {
            Content::Handler(handler) => handler(&request),
            Content::Redirect(base) => moved(&format!("{base}{target}")),
            Content::Files(_) if !matches!(*request.method(), Method::GET | Method::HEAD) => {
                let mut response = plain(StatusCode::METHOD_NOT_ALLOWED);
                set_header(response.headers_mut(), "allow", "GET, HEAD");
                response
            }
            Content::Files(tree) => from_files(tree, &path, rule),
        };
        if let Some(rule) = rule {
            if let Some(status) = rule.status.and_then(|code| StatusCode::from_u16(code).ok()) {
                *response.status_mut() = status;
            }
            for (name, value) in &rule.headers {
                set_header(response.headers_mut(), name, value);
            }
        }
        response
    }
}

fn from_files(tree: &Tree, path: &str, rule: Option<&PathRule>) -> Response {
    if let Some(name) = rule.and_then(|rule| rule.file.as_deref()) {
        return file(200, name, tree.file(name).unwrap_or_default());
    }
    let names = [path.to_owned(), format!("{path}/index.html"), format!("{path}.html")];
    // A folder's pages link relative to it, so its address needs the slash.
    if !path.ends_with('/') && tree.is_folder(path) {
        return moved(&format!("{path}/"));
    }
    for name in names {
        if let Some(bytes) = tree.file(&name) {
            return file(200, &name, bytes);
        }
    }
    match tree.file("404.html") {
        Some(bytes) => file(404, "404.html", bytes),
        None => plain(StatusCode::NOT_FOUND),
    }
}

fn file(status: u16, name: &str, bytes: Bytes) -> Response {
    reply(status, media_type(name), bytes)
}

fn moved(location: &str) -> Response {
    let mut response = http::redirect(location);
    *response.status_mut() = StatusCode::MOVED_PERMANENTLY;
    response
}

fn plain(status: StatusCode) -> Response {
    let words = status.canonical_reason().unwrap_or("");
    reply(status.as_u16(), "text/plain; charset=utf-8", format!("{} {words}\n", status.as_u16()))
}

/// Media types by file name, as static hosts have them.
fn media_type(name: &str) -> &'static str {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    match end.as_deref() {
        Some("html" | "htm") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("xml") => "application/xml",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("pdf") => "application/pdf",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Undoes percent-encoding; what is not valid stays as it is.
fn decode(path: &str) -> String {
    let mut bytes = path.bytes();
    let mut out = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let digit = |byte: Option<u8>| byte.and_then(|b| char::from(b).to_digit(16));
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                bytes = ahead;
            }
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_is_undone_once() {
        assert_eq!(decode("/k%C3%B6p/%2e%2e/%"), "/köp/../%");
        assert_eq!(decode("/%2541"), "/%41");
    }
}
