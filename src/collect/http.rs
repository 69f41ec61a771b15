//! One HTTP request through the guard, and what came of it.
//!
//! Every origin has a client of its own whose addresses are those the guard
//! checked; it cannot resolve names and does not follow redirects, so each hop
//! comes back here and is checked like the first. No proxy, no referrer; cookies
//! are kept for the visit, unless somebody else keeps them. Size of head and body
//! and the time of the whole request are bounded.

use super::egress::Egress;
use super::policy;
use super::tls;
use crate::error::{Error, Result};
use crate::facts::Reason;
use crate::snapshot::{Answer, Failure, Limits, sha256};
use bytes::{Bytes, BytesMut};
use reqwest::cookie::Jar;
use reqwest::header::{ACCEPT, HOST, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, Response};
use rustls::{ClientConfig, RootCertStore};
use std::collections::HashMap;
use std::error::Error as StdError;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use url::{Host, Url};

/// Most bytes of all header fields of one answer.
const MAX_HEAD_BYTES: usize = 64 << 10;
/// Most header fields of one answer.
const MAX_HEADERS: usize = 256;
/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The name that stands for an address literal whose connections go elsewhere;
/// `.invalid` never exists (RFC 2606).
const STAND_IN: &str = "address-literal.invalid";

/// Which bodies are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// Documents a person reads: HTML, text, XML, JSON, PDF.
    Documents,
    /// Whatever comes.
    Anything,
}

/// A request with everything that is sent.
#[derive(Debug, Clone)]
pub(super) struct Outgoing {
    /// HTTP method.
    pub(super) method: Method,
    /// Where to.
    pub(super) url: Url,
    /// Header fields beside `Host` and those that HTTP itself needs.
    pub(super) headers: HeaderMap,
    /// The body; empty for none.
    pub(super) body: Bytes,
}

/// Sends requests.
pub(super) struct Http {
    egress: Arc<Egress>,
    roots: Arc<RootCertStore>,
    tls: ClientConfig,
    jar: Option<Arc<Jar>>,
    agent: String,
    timeout: Duration,
    max_body: u64,
    max_total: u64,
    total: AtomicU64,
    clients: Mutex<HashMap<String, Client>>,
}

impl Http {
    /// A sender with an empty cookie jar.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub(super) fn new(
        egress: Arc<Egress>,
        roots: Arc<RootCertStore>,
        limits: &Limits,
        agent: &str,
    ) -> Result<Self> {
        Ok(Self {
            egress,
            tls: tls::strict(&roots)?,
            roots,
            jar: Some(Arc::default()),
            agent: agent.to_owned(),
            timeout: Duration::from_secs(limits.request_timeout_seconds.max(1)),
            max_body: limits.max_body_bytes,
            max_total: limits.max_total_bytes,
            total: AtomicU64::new(0),
            clients: Mutex::default(),
        })
    }

    /// The same sender without a cookie jar, for one who keeps cookies himself.
    #[cfg_attr(not(feature = "browser"), allow(dead_code))]
    pub(super) fn without_cookies(mut self) -> Self {
        self.jar = None;
        self
    }

    /// Whether as many bytes have been read as the visit may read.
    pub(super) fn is_spent(&self) -> bool {
        self.total.load(Ordering::Relaxed) >= self.max_total
    }

    /// GETs an address; redirects are not followed.
    ///
    /// # Errors
    /// Why there is no answer, with the real cause.
    pub(super) async fn get(&self, url: &Url, accept: &str, want: Want) -> Result<Answer, Failure> {
        self.get_if(url, accept, want, &[]).await
    }

    /// As [`Http::get`], with header fields that make the request conditional
    /// (RFC 9110, 13.1).
    ///
    /// # Errors
    /// As [`Http::get`].
    pub(super) async fn get_if(
        &self,
        url: &Url,
        accept: &str,
        want: Want,
        conditions: &[(HeaderName, &str)],
    ) -> Result<Answer, Failure> {
        let accept = [(ACCEPT, accept)];
        let mut headers = HeaderMap::new();
        for (name, value) in accept.iter().chain(conditions) {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name.clone(), value);
            }
        }
        let url = url.clone();
        self.send(Outgoing { method: Method::GET, url, headers, body: Bytes::new() }, want).await
    }

    /// Sends a request of any kind; redirects are not followed.
    ///
    /// # Errors
    /// As [`Http::get`].
    pub(super) async fn send(&self, outgoing: Outgoing, want: Want) -> Result<Answer, Failure> {
        let mut had = 0;
        let exchange = self.exchange(outgoing, want, &mut had);
        match tokio::time::timeout(self.timeout, exchange).await {
            Ok(result) => result,
            Err(_) => Err(Failure {
                reason: Reason::TimedOut,
                detail: format!(
                    "no complete answer within {} s ({had} bytes had come)",
                    self.timeout.as_secs()
                ),
            }),
        }
    }

    async fn exchange(
        &self,
        outgoing: Outgoing,
        want: Want,
        had: &mut u64,
    ) -> Result<Answer, Failure> {
        let Outgoing { method, url, headers, body } = outgoing;
        let (client, address, host) = self.client(&url).await?;
        let mut request = client.request(method, address).headers(headers);
        if let Some(host) = host {
            request = request.header(HOST, host);
        }
        if !body.is_empty() {
            request = request.body(body);
        }
        let response = request.send().await.map_err(|e| failure_of(&e))?;
        self.read(response, want, had).await
    }

    async fn read(
        &self,
        mut response: Response,
        want: Want,
        had: &mut u64,
    ) -> Result<Answer, Failure> {
        let headers = headers_of(response.headers())?;
        let mut answer = Answer {
            status: response.status().as_u16(),
            headers,
            remote: response.remote_addr().map(|address| address.to_string()),
            sha256: String::new(),
            truncated: false,
            body: Bytes::new(),
            wall: None,
        };
        if want == Want::Anything || is_document(&answer.media_type()) {
            let mut body = BytesMut::new();
            while let Some(chunk) = response.chunk().await.map_err(|e| failure_of(&e))? {
                let read = body.len() as u64;
                let room = self.max_body.saturating_sub(read).min(self.room());
                let take = chunk.len().min(usize::try_from(room).unwrap_or(usize::MAX));
                body.extend_from_slice(chunk.get(..take).unwrap_or_default());
                *had += take as u64;
                self.total.fetch_add(take as u64, Ordering::Relaxed);
                if take < chunk.len() {
                    answer.truncated = true;
                    break;
                }
            }
            answer.body = body.freeze();
        }
        answer.sha256 = sha256(&answer.body);
        Ok(answer)
    }

    fn room(&self) -> u64 {
        self.max_total.saturating_sub(self.total.load(Ordering::Relaxed))
    }

    /// The client of an origin, the address to give it, and the `Host` field
    /// where it does not follow from that address.
    ///
    /// A port that stands in the address would win over the port the guard
    /// names, so it is taken out and goes into the `Host` field. Address
    /// literals bypass a client's resolver: where their connections are sent
    /// elsewhere, a stand-in name takes their place.
    async fn client(&self, url: &Url) -> Result<(Client, Url, Option<String>), Failure> {
        let unusable = |detail: String| Failure { reason: Reason::Unreachable, detail };
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(unusable(format!("{url} names no host")));
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Err(unusable(format!("{} is not HTTP", url.scheme())));
        }
        if !policy::is_web_port(port) {
            return Err(unusable(format!(
                "port {port} belongs to another protocol; not connected"
            )));
        }
        let host = host.to_owned();
        let addresses = self.egress.reach(&host, port).await?;

        let mut address = url.clone();
        let stood_in = !matches!(host, Host::Domain(_)) && self.egress.is_redirected(&host, port);
        let by_port = url.port().is_some() && matches!(host, Host::Domain(_));
        if stood_in {
            address.set_host(Some(STAND_IN)).map_err(|e| unusable(e.to_string()))?;
        }
        if stood_in || by_port {
            address.set_port(None).map_err(|()| unusable(format!("{url} cannot be asked for")))?;
        }
        let header = (stood_in || by_port).then(|| match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_string(),
        });

        let origin = format!("{}://{host}:{port}", url.scheme());
        let known = self.clients().get(&origin).cloned();
        let client = match known {
            Some(client) => client,
            None => {
                let name = address.host_str().unwrap_or_default().to_owned();
                let tls = match (stood_in, tls::server_name(&host)) {
                    (true, Ok(name)) => tls::strict_for(&self.roots, name),
                    _ => Ok(self.tls.clone()),
                };
                let client = tls
                    .and_then(|tls| self.build(&name, &addresses, tls, header.is_some()))
                    .map_err(|e| unusable(e.to_string()))?;
                self.clients().entry(origin).or_insert(client).clone()
            }
        };
        Ok((client, address, header))
    }

    fn clients(&self) -> std::sync::MutexGuard<'_, HashMap<String, Client>> {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn build(
        &self,
        name: &str,
        addresses: &[SocketAddr],
        tls: ClientConfig,
        http1: bool,
    ) -> Result<Client> {
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(NoResolver)
            .resolve_to_addrs(name, addresses)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .user_agent(&self.agent)
            .connect_timeout(CONNECT_TIMEOUT)
            .http1_max_headers(MAX_HEADERS)
            .http2_max_header_list_size(MAX_HEAD_BYTES as u32);
        if let Some(jar) = &self.jar {
            builder = builder.cookie_provider(Arc::clone(jar));
        }
        // HTTP/2 has no `Host` field that could differ from the address.
        if http1 {
            builder = builder.http1_only();
        }
        builder
            .build()
            .map_err(|e| Error::Incomplete(format!("cannot make requests: {}", causes(&e))))
    }
}

/// Resolves nothing: a client knows only the addresses it was given.
struct NoResolver;

impl reqwest::dns::Resolve for NoResolver {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let name = name.as_str().to_owned();
        Box::pin(async move { Err(format!("{name} was not checked by the guard").into()) })
    }
}

/// Whether a body of this media type is something a person reads.
fn is_document(media_type: &str) -> bool {
    media_type.is_empty()
        || media_type.starts_with("text/")
        || media_type.ends_with("+xml")
        || media_type.ends_with("+json")
        || matches!(
            media_type,
            "application/xml" | "application/json" | "application/pdf" | "application/x-pdf"
        )
}

/// The header fields as a snapshot keeps them. Encodings that were undone are
/// gone from the fields already; one that nobody could undo is renamed, so that
/// nobody tries again.
fn headers_of(fields: &HeaderMap) -> Result<Vec<(String, String)>, Failure> {
    let size: usize =
        fields.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if size > MAX_HEAD_BYTES {
        return Err(Failure {
            reason: Reason::Truncated,
            detail: format!(
                "the header fields of the answer take {size} bytes, more than {MAX_HEAD_BYTES}"
            ),
        });
    }
    Ok(fields
        .iter()
        .map(|(name, value)| {
            let name = match name.as_str() {
                "content-encoding" => "x-original-content-encoding",
                other => other,
            };
            (name.to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect())
}

/// The failure behind an error of the HTTP library.
fn failure_of(error: &reqwest::Error) -> Failure {
    let mut source: Option<&(dyn StdError + 'static)> = Some(error);
    let mut timed_out = error.is_timeout();
    while let Some(here) = source {
        timed_out |= here
            .downcast_ref::<std::io::Error>()
            .is_some_and(|e| e.kind() == std::io::ErrorKind::TimedOut);
        source = here.source();
    }
    let reason = if timed_out { Reason::TimedOut } else { Reason::Unreachable };
    Failure { reason, detail: causes(error) }
}

/// The messages of an error and what caused it, outermost first, without those
/// that only say that something went wrong.
fn causes(error: &(dyn StdError + 'static)) -> String {
    let mut messages: Vec<String> = Vec::new();
    let mut source = Some(error);
    while let Some(here) = source {
        let message = here.to_string();
        let empty = message.starts_with("error sending request")
            || message == "client error (Connect)"
            || message == "client error (SendRequest)";
        // A wrapper often repeats the message of what it wraps.
        messages.retain(|earlier| !earlier.contains(&message));
        if !empty || here.source().is_none() {
            messages.push(message);
        }
        source = here.source();
    }
    messages.dedup();
    messages.join(": ")
}
