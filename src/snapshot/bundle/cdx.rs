//! CDXJ: the index by which a viewer finds a page in the WARC.
//!
//! One line per answer: the address turned round so that a domain's pages stand
//! together (SURT), the time in fourteen digits, and a JSON object.

use super::warc::Place;
use serde::Serialize;
use url::Url;

/// The fields of a line's JSON object; numbers are text, as readers expect.
#[derive(Serialize)]
struct Line<'a> {
    url: &'a str,
    mime: &'a str,
    status: String,
    digest: &'a str,
    length: String,
    offset: String,
    filename: &'static str,
}

/// Collects lines.
#[derive(Default)]
pub(super) struct Cdx(Vec<String>);

impl Cdx {
    /// Notes an answer to a GET request.
    pub(super) fn add(&mut self, url: &str, time: &str, mime: &str, status: u16, place: &Place) {
        let line = Line {
            url,
            mime: if mime.is_empty() { "unk" } else { mime },
            status: status.to_string(),
            digest: &place.digest,
            length: place.length.to_string(),
            offset: place.offset.to_string(),
            filename: "data.warc.gz",
        };
        if let Ok(json) = serde_json::to_string(&line) {
            self.0.push(format!("{} {} {json}\n", surt(url), stamp(time)));
        }
    }

    /// The index, sorted by bytes as look-ups need it.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.0.sort_unstable();
        self.0.concat().into_bytes()
    }
}

/// `https://www.shop.example/A?b` as `example,shop,www)/a?b`.
fn surt(url: &str) -> String {
    let Ok(parsed) = Url::parse(url) else { return super::warc::uri_of(url) };
    let host = parsed.host_str().unwrap_or("");
    let mut labels: Vec<&str> = host.split('.').collect();
    if parsed.domain().is_some() {
        labels.reverse();
    }
    let port = parsed.port().map(|port| format!(":{port}")).unwrap_or_default();
    let query = parsed.query().map(|query| format!("?{query}")).unwrap_or_default();
    let joint = if parsed.domain().is_some() { "," } else { "." };
    let text = format!("{}{port}){}{query}", labels.join(joint), parsed.path());
    super::warc::uri_of(&text.to_lowercase())
}

/// A time as fourteen digits, `20260102030405`.
fn stamp(time: &str) -> String {
    let digits = time.chars().filter(char::is_ascii_digit).take(14).collect::<String>();
    format!("{digits:0<14}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_turned_round() {
        assert_eq!(surt("https://www.Shop.example/A?B=1"), "example,shop,www)/a?b=1");
        assert_eq!(surt("http://127.0.0.1:8080/"), "127.0.0.1:8080)/");
        assert_eq!(stamp("2026-01-02T03:04:05.678Z"), "20260102030405");
        assert_eq!(stamp("?"), "00000000000000");
    }
}
