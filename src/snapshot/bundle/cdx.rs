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

/// `https://www.shop.example/A?c&b` as `example,shop)/a?b&c`: viewers look up
/// addresses without a leading `www`, with the parts of the query sorted.
fn surt(url: &str) -> String {
    let Ok(parsed) = Url::parse(url) else { return super::warc::uri_of(url) };
    // What names no host, such as a URN, stands as it is.
    let Some(host) = parsed.host_str().map(str::to_lowercase) else {
        return super::warc::uri_of(url);
    };
    let mut labels: Vec<&str> = host.split('.').collect();
    let is_name = parsed.domain().is_some();
    if is_name {
        let www = |label: &str| {
            let number = label.strip_prefix("www");
            number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
        };
        if labels.len() > 1 && labels.first().is_some_and(|label| www(label)) {
            labels.remove(0);
        }
        labels.reverse();
    }
    let port = parsed.port().map(|port| format!(":{port}")).unwrap_or_default();
    let query = parsed.query().map(|query| {
        let mut parts: Vec<&str> = query.split('&').collect();
        parts.sort_unstable();
        format!("?{}", parts.join("&"))
    });
    let host = labels.join(if is_name { "," } else { "." });
    let text = format!("{host}{port}){}{}", parsed.path(), query.unwrap_or_default());
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
        assert_eq!(surt("https://www.Shop.example/A?C&B=1"), "example,shop)/a?b=1&c");
        assert_eq!(surt("https://wwwshop.example/"), "example,wwwshop)/");
        assert_eq!(surt("http://127.0.0.1:8080/"), "127.0.0.1:8080)/");
        assert_eq!(surt("urn:fullPage:https://a.example/"), "urn:fullPage:https://a.example/");
        assert_eq!(stamp("2026-01-02T03:04:05.678Z"), "20260102030405");
        assert_eq!(stamp("?"), "00000000000000");
    }
}
