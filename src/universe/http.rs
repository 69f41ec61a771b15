//! Serves HTTP/1.1 and HTTP/2 from a listener, with or without TLS, and makes
//! the answers that traps are built from.

use bytes::Bytes;
use futures_util::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, Limited, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, LOCATION};
use hyper::service::service_fn;
use hyper::{HeaderMap, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

/// Most bytes of a request's body that are kept.
const MOST_REQUEST_BYTES: usize = 1 << 20;
/// Longest TLS handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// The body of an answer.
pub type Body = UnsyncBoxBody<Bytes, Infallible>;
/// A request with its whole body.
pub type Request = hyper::Request<Bytes>;
/// An answer.
pub type Response = hyper::Response<Body>;

/// Something that answers requests.
pub(super) trait Answers: Send + Sync + 'static {
    fn answer(&self, request: Request) -> impl Future<Output = Response> + Send;
}

/// Answers connections until dropped.
pub(super) async fn serve<S: Answers>(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    service: Arc<S>,
) {
    // Dropping the set ends its connections along with this server.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(receive(stream, tls.clone(), service.clone()));
                }
                // Out of descriptors, say: wait for a connection to end.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn receive<S: Answers>(stream: TcpStream, tls: Option<TlsAcceptor>, service: Arc<S>) {
    let _ = stream.set_nodelay(true);
    let Some(acceptor) = tls else { return converse(stream, service).await };
    if let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
        converse(stream, service).await;
    }
}

async fn converse<S: Answers, IO>(stream: IO, service: Arc<S>)
where
    IO: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let service = service.clone();
        async move {
            let (parts, body) = request.into_parts();
            let body = Limited::new(body, MOST_REQUEST_BYTES).collect().await;
            let body = body.map(http_body_util::Collected::to_bytes).unwrap_or_default();
            Ok::<_, Infallible>(service.answer(Request::from_parts(parts, body)).await)
        }
    });
    // A visitor that hangs up is no error of ours.
    let _ = auto::Builder::new(TokioExecutor::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// The host a request is for: lower case, without port.
pub(super) fn host_of(request: &Request) -> String {
    let header = || request.headers().get(hyper::header::HOST)?.to_str().ok();
    let authority = request.uri().authority().map(|a| a.as_str()).or_else(header).unwrap_or("");
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// Sets a header field, unless its name or value cannot be one.
pub(super) fn set_header(headers: &mut HeaderMap, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) =
        (hyper::header::HeaderName::try_from(name), HeaderValue::try_from(value))
    {
        headers.insert(name, value);
    }
}

fn answer(status: u16, media_type: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    set_header(response.headers_mut(), CONTENT_TYPE.as_str(), media_type);
    response
}

/// An answer with a whole body.
#[must_use]
pub fn reply(status: u16, media_type: &str, body: impl Into<Bytes>) -> Response {
    answer(status, media_type, Full::new(body.into()).boxed_unsync())
}

/// A page of HTML in UTF-8 with status 200.
#[must_use]
pub fn page(html: impl Into<Bytes>) -> Response {
    reply(200, "text/html; charset=utf-8", html)
}

/// A redirect (302) to `location`.
#[must_use]
pub fn redirect(location: &str) -> Response {
    let mut response = reply(302, "text/plain; charset=utf-8", "");
    set_header(response.headers_mut(), LOCATION.as_str(), location);
    response
}

/// A page that sends `chunk` again and again with a pause before each, `times`
/// times, and never says how long it is going to be.
#[must_use]
pub fn drip(chunk: impl Into<Bytes>, pause: Duration, times: usize) -> Response {
    let chunk = chunk.into();
    let frames = stream::unfold(0, move |sent| {
        let chunk = chunk.clone();
        async move {
            if sent >= times {
                return None;
            }
            tokio::time::sleep(pause).await;
            Some((Ok::<_, Infallible>(Frame::data(chunk)), sent + 1))
        }
    });
    answer(200, "text/html; charset=utf-8", StreamBody::new(frames).boxed_unsync())
}

/// An answer that says it is longer than it is: the connection ends before.
#[must_use]
pub fn cut(status: u16, media_type: &str, body: impl Into<Bytes>) -> Response {
    let body = body.into();
    let promised = body.len() + 1000;
    let frames = stream::once(async move { Ok::<_, Infallible>(Frame::data(body)) });
    let mut response = answer(status, media_type, StreamBody::new(frames).boxed_unsync());
    set_header(response.headers_mut(), CONTENT_LENGTH.as_str(), &promised.to_string());
    response
}

/// An answer that begins with `start` and repeats `chunk` until `bytes` have been
/// sent, without a length.
#[must_use]
pub fn flood(
    media_type: &str,
    start: impl Into<Bytes>,
    chunk: impl Into<Bytes>,
    bytes: usize,
) -> Response {
    let (start, chunk) = (start.into(), chunk.into());
    let frames = stream::unfold((0, Some(start)), move |(sent, start)| {
        let next = start.unwrap_or_else(|| chunk.clone());
        async move {
            (sent < bytes && !next.is_empty()).then(|| {
                (Ok::<_, Infallible>(Frame::data(next.clone())), (sent + next.len(), None))
            })
        }
    });
    answer(200, media_type, StreamBody::new(frames).boxed_unsync())
}
