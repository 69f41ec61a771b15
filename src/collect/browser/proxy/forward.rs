//! One request of the browser on its way out, and the answer on its way back.

use super::{Reply, Way, bare};
use crate::collect::http::{Outgoing, Want};
use crate::collect::walk::driver::OTHER_HOST;
use crate::collect::walk::guard;
use crate::facts::Reason;
use crate::snapshot::{Answer, Failure};
use crate::vocabulary::Marks;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{
    ACCEPT_ENCODING, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, RANGE, UPGRADE,
    USER_AGENT,
};
use hyper::{Method, Request, Response, StatusCode};
use url::Url;

/// Most bytes of a request's body.
const MAX_BODY: usize = 2 << 20;

/// Fields that belong to one connection (RFC 9110, 7.6.1), to us, or to nobody's
/// business; the browser's brand would contradict the name we go by.
const NOT_SENT: &[&str] = &[
    "connection",
    "proxy-connection",
    "proxy-authorization",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "content-length",
    "sec-ch-ua",
    "sec-ch-ua-mobile",
    "sec-ch-ua-platform",
    "purpose",
    "sec-purpose",
];

/// Fields of answers that stay with us: those of the connection, and those by
/// which a server would have the browser send something elsewhere later.
const NOT_TAKEN: &[&str] = &[
    "connection",
    "proxy-connection",
    "proxy-authenticate",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "content-length",
    "content-encoding",
    "alt-svc",
    "nel",
    "report-to",
    "reporting-endpoints",
    "expect-ct",
    "link",
];

/// Sends a request on. `origin` is that of the tunnel it came through.
pub(super) async fn forward(request: Request<Incoming>, origin: Option<&str>, way: &Way) -> Reply {
    let (parts, body) = request.into_parts();
    let Some(url) = address(&parts.uri, origin) else {
        return bare(StatusCode::BAD_REQUEST);
    };
    if parts.headers.contains_key(UPGRADE) || parts.headers.contains_key("service-worker") {
        return bare(StatusCode::NOT_IMPLEMENTED);
    }
    let is_document = is_document(&parts.headers);
    if parts.method == Method::GET && is_media(&parts.headers) {
        return bare(StatusCode::FORBIDDEN);
    }
    if let Some(html) = ours(way, &parts.method, &url) {
        return page(html);
    }
    let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
        return bare(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let body = body.to_bytes();
    let traffic = &way.traffic;
    let under_way = match traffic.begin(&url) {
        Ok(under_way) => under_way,
        Err(why) => {
            let detail = format!("not asked for: {why}");
            traffic.failed(&url, Failure { reason: Reason::Truncated, detail });
            return bare(StatusCode::FORBIDDEN);
        }
    };
    let content_type = parts.headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let asked = guard::send(&guard::Sending {
        method: parts.method.as_str(),
        url: &url,
        content_type,
        body: &body,
        own: (traffic.place.own)(&url),
        action: traffic.action(),
    });
    let asked = asked.map_err(|ground| (ground.code, ground.sentence));
    let asked = asked.and_then(|()| match is_document && traffic.action().is_some() {
        true => stays(&parts.method, &url, way),
        false => Ok(()),
    });
    // A page that is not asked for leaves the one that is open where it is: that
    // is what an answer without content does.
    let refusal = if is_document { StatusCode::NO_CONTENT } else { StatusCode::FORBIDDEN };
    if let Err((code, sentence)) = asked {
        traffic.withhold(parts.method.as_str(), &url, (code, sentence), is_document);
        let detail = sentence.to_owned();
        traffic.failed(&url, Failure { reason: Reason::NotCollected, detail });
        return bare(refusal);
    }
    if is_document && let Some(reason) = (traffic.place.robots)(&url) {
        let detail = "robots.txt forbids the address".to_owned();
        traffic.failed(&url, Failure { reason, detail });
        return bare(refusal);
    }
    let rate = if is_document { &way.rate } else { &way.beside };
    rate.turn(url.host_str().unwrap_or_default()).await;
    let outgoing =
        Outgoing { method: parts.method, url: url.clone(), headers: fields(&parts.headers), body };
    let result = way.http.send(outgoing, Want::Anything).await;
    drop(under_way);
    match result {
        Ok(answer) => {
            traffic.came(answer.body.len());
            reply(answer)
        }
        Err(failure) => {
            traffic.failed(&url, failure);
            bare(StatusCode::BAD_GATEWAY)
        }
    }
}

/// The address that a request is for. One host may be named outside a tunnel and
/// another within: the connection goes where the tunnel was made to, and so does
/// the name.
fn address(uri: &hyper::Uri, origin: Option<&str>) -> Option<Url> {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    match (origin, uri.authority()) {
        (Some(origin), _) => Url::parse(&format!("{origin}{path}")).ok(),
        (None, Some(authority)) if uri.scheme_str() == Some("http") => {
            Url::parse(&format!("http://{authority}{path}")).ok()
        }
        _ => None,
    }
}

/// Whether the walk stays where it may be: pages of payment services are not
/// opened, since opening one may begin a payment, and nothing is sent to others.
fn stays(method: &Method, url: &Url, way: &Way) -> Result<(), (&'static str, &'static str)> {
    if (way.traffic.place.own)(url) {
        return Ok(());
    }
    let service = Marks::built_in().sale_host(url.host_str().unwrap_or_default());
    if service.is_some_and(|service| service.kind == "payment") {
        return Err((OTHER_HOST, "The address belongs to a payment service."));
    }
    match *method == Method::GET {
        true => Ok(()),
        false => Err((OTHER_HOST, "The form is sent to another host.")),
    }
}

/// The document of ours that is asked for.
fn ours(way: &Way, method: &Method, url: &Url) -> Option<Bytes> {
    way.traffic.served(url).filter(|_| *method == Method::GET)
}

fn page(html: Bytes) -> Reply {
    let mut reply = Response::new(Full::new(html));
    let value = HeaderValue::from_static("text/html; charset=utf-8");
    reply.headers_mut().insert(CONTENT_TYPE, value);
    reply
}

/// Whether the browser asks for a page or a frame.
fn is_document(headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-dest") {
        Some(dest) => matches!(dest.as_bytes(), b"document" | b"iframe" | b"frame"),
        // Plain HTTP says less.
        None => headers.contains_key("upgrade-insecure-requests"),
    }
}

/// Whether the browser asks for sound or moving pictures.
fn is_media(headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-dest") {
        Some(dest) => matches!(dest.as_bytes(), b"audio" | b"video" | b"track"),
        None => headers.get(RANGE).is_some_and(|range| range.as_bytes() == b"bytes=0-"),
    }
}

/// The fields that are sent on.
fn fields(from: &HeaderMap) -> HeaderMap {
    let kept = from.iter().filter(|(name, _)| {
        ![HOST, ACCEPT_ENCODING, USER_AGENT].contains(name) && !NOT_SENT.contains(&name.as_str())
    });
    let mut fields = HeaderMap::new();
    for (name, value) in kept {
        fields.append(name.clone(), value.clone());
    }
    fields
}

/// An answer as the browser gets it.
fn reply(answer: Answer) -> Reply {
    let mut reply: Response<Full<Bytes>> = Response::new(Full::new(answer.body));
    *reply.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::BAD_GATEWAY);
    for (name, value) in &answer.headers {
        let name = match name.as_str() {
            "x-original-content-encoding" => "content-encoding",
            name if NOT_TAKEN.contains(&name) => continue,
            name => name,
        };
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value))
        {
            reply.headers_mut().append(name, value);
        }
    }
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(fields: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in fields {
            map.append(*name, HeaderValue::from_static(value));
        }
        map
    }

    #[test]
    fn a_tunnel_says_where_a_request_goes() {
        let uri = |text: &str| text.parse::<hyper::Uri>().unwrap();
        let at = |text, origin| address(&uri(text), origin).map(String::from);
        assert_eq!(at("/a?b", Some("https://x.example")).unwrap(), "https://x.example/a?b");
        assert_eq!(
            at("https://evil.example/a", Some("https://x.example")).unwrap(),
            "https://x.example/a"
        );
        assert_eq!(at("http://x.example/a", None).unwrap(), "http://x.example/a");
        assert_eq!(at("/a", None), None);
        assert_eq!(at("ftp://x.example/a", None), None);
    }

    #[test]
    fn what_pages_set_goes_through_and_what_belongs_to_the_connection_does_not() {
        let sent = fields(&map(&[
            ("cookie", "a=1"),
            ("x-csrf-token", "t"),
            ("authorization", "Bearer x"),
            ("proxy-authorization", "Basic x"),
            ("te", "trailers"),
            ("sec-ch-ua", "HeadlessChrome"),
            ("user-agent", "Mozilla"),
        ]));
        let names: Vec<_> = sent.keys().map(HeaderName::as_str).collect();
        assert_eq!(names, ["cookie", "x-csrf-token", "authorization"]);
    }

    #[test]
    fn pages_and_media_are_known_by_what_the_browser_says() {
        assert!(is_document(&map(&[("sec-fetch-dest", "document")])));
        assert!(is_document(&map(&[("upgrade-insecure-requests", "1")])));
        assert!(!is_document(&map(&[("sec-fetch-dest", "script")])));
        assert!(is_media(&map(&[("sec-fetch-dest", "video")])));
        assert!(is_media(&map(&[("range", "bytes=0-")])) && !is_media(&map(&[])));
    }

    #[test]
    fn all_cookies_of_an_answer_pass_and_no_way_around_us() {
        let answer = Answer {
            status: 200,
            headers: [("set-cookie", "a=1"), ("set-cookie", "b=2"), ("alt-svc", "h3=\":443\"")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
            remote: None,
            sha256: String::new(),
            truncated: false,
            body: Bytes::from_static(b"x"),
            wall: None,
        };
        let reply = reply(answer);
        assert_eq!(reply.headers().get_all("set-cookie").iter().count(), 2);
        assert!(!reply.headers().contains_key("alt-svc"));
    }
}
