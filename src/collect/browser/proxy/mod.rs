//! The one way out of the browser: a proxy of our own on loopback.
//!
//! Each browser context has one. It ends the TLS of the browser with a
//! certificate of its own and sends every request on through [`Http`], so that
//! what guards the visit guards the browser too: addresses are checked, servers
//! must prove who they are, budgets hold. The guard of the walk is asked about
//! each request before it leaves.
//!
//! It listens on 127.0.0.1 only and only as long as it is kept, serves no other
//! user of the machine where the system tells who is calling, and reaches
//! neither itself nor the browser's own port.

mod forward;
mod mint;
mod peer;
mod traffic;

pub(super) use mint::Mint;
pub(in crate::collect) use traffic::Place;
pub(super) use traffic::Traffic;

use super::super::http::Http;
use super::super::rate::Rate;
use crate::snapshot::Failure;
use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

/// Longest TLS handshake of the browser with us.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Everything that one request needs.
pub(super) struct Way {
    pub(super) http: Arc<Http>,
    pub(super) mint: Arc<Mint>,
    pub(super) traffic: Arc<Traffic>,
    /// Requests for pages take their turn here.
    pub(super) rate: Arc<Rate>,
    /// What a page loads beside itself takes its turn here: a page is one visit.
    pub(super) beside: Arc<Rate>,
}

/// A proxy that serves until it is dropped.
pub(super) struct Proxy {
    port: u16,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Begins to serve.
    ///
    /// # Errors
    /// There is no free port.
    pub(super) async fn start(way: Way) -> Result<Self, Failure> {
        let cannot = |e: std::io::Error| super::failure(format!("cannot listen on loopback: {e}"));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(cannot)?;
        let port = listener.local_addr().map_err(cannot)?.port();
        way.traffic.close_port(port);
        let task = tokio::spawn(serve(listener, Arc::new(way)));
        Ok(Self { port, task })
    }

    /// Its address as the browser takes it.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, way: Arc<Way>) {
    // Dropping the set ends its connections along with this proxy.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, from)) if peer::is_ours(&from) => {
                    connections.spawn(receive(stream, Arc::clone(&way)));
                }
                Ok(_) => {}
                // Out of descriptors, say: wait for a connection to end.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

type Reply = Response<Full<Bytes>>;

/// Serves one connection of the browser, and the tunnel it may turn into.
async fn receive(stream: TcpStream, way: Arc<Way>) {
    let _ = stream.set_nodelay(true);
    let (sender, tunnel) = tokio::sync::oneshot::channel();
    let sender = Arc::new(std::sync::Mutex::new(Some(sender)));
    let plain = Arc::clone(&way);
    let service = service_fn(move |mut request: Request<Incoming>| {
        let (way, sender) = (Arc::clone(&plain), Arc::clone(&sender));
        async move {
            if request.method() != Method::CONNECT {
                return Ok::<_, Infallible>(forward::forward(request, None, &way).await);
            }
            let Some(authority) = request.uri().authority().cloned() else {
                return Ok(bare(StatusCode::BAD_REQUEST));
            };
            let upgrade = hyper::upgrade::on(&mut request);
            let sender = sender.lock().ok().and_then(|mut sender| sender.take());
            if let Some(sender) = sender {
                let _ = sender.send((authority, upgrade));
            }
            Ok(bare(StatusCode::OK))
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    // A browser that hangs up is no error of ours.
    let _ = connection.await;
    let Ok((authority, upgrade)) = tunnel.await else { return };
    let Ok(upgraded) = upgrade.await else { return };
    let (host, port) = (authority.host().to_owned(), authority.port_u16().unwrap_or(443));
    let Some(config) = way.mint.server(&host) else { return };
    let accepting = TlsAcceptor::from(config).accept(TokioIo::new(upgraded));
    // What is not TLS in here is a web socket: there are none.
    let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, accepting).await else { return };
    let origin = match port {
        443 => format!("https://{host}"),
        port => format!("https://{host}:{port}"),
    };
    let service = service_fn(move |request: Request<Incoming>| {
        let (way, origin) = (Arc::clone(&way), origin.clone());
        async move { Ok::<_, Infallible>(forward::forward(request, Some(&origin), &way).await) }
    });
    let _ = auto::Builder::new(TokioExecutor::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

fn bare(status: StatusCode) -> Reply {
    let mut reply = Response::new(Full::default());
    *reply.status_mut() = status;
    reply
}
