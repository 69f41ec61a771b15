//! Small servers on loopback for the tests of this room: real sockets, no mocks.

use hickory_resolver::proto::op::{Message, MessageType, OpCode, ResponseCode};
use hickory_resolver::proto::rr::{RData, Record, RecordType};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UdpSocket};

/// A name server and how often it was asked for addresses.
pub(crate) struct NameServer {
    pub(crate) address: SocketAddr,
    asked: Arc<AtomicUsize>,
}

impl NameServer {
    pub(crate) fn asked_for_a(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// Answers questions for A and AAAA; `answer` gets the name and how many
/// questions for A came before. Names that begin with `broken.` fail.
pub(crate) async fn name_server(
    answer: impl Fn(&str, usize) -> Vec<IpAddr> + Send + 'static,
) -> NameServer {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    tokio::spawn(async move {
        let mut buffer = [0; 1500];
        while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
            let request = Message::from_vec(&buffer[..length]).unwrap();
            let query = request.queries[0].clone();
            let mut reply = Message::new(request.metadata.id, MessageType::Response, OpCode::Query);
            reply.metadata.recursion_desired = true;
            reply.metadata.recursion_available = true;
            reply.metadata.response_code = match query.name().to_string().starts_with("broken.") {
                true => ResponseCode::ServFail,
                false => ResponseCode::NoError,
            };
            let before = match query.query_type() {
                RecordType::A => counter.fetch_add(1, Ordering::SeqCst),
                _ => counter.load(Ordering::SeqCst),
            };
            for address in answer(&query.name().to_string(), before) {
                let data = match (query.query_type(), address) {
                    (RecordType::A, IpAddr::V4(v4)) => RData::A(v4.into()),
                    (RecordType::AAAA, IpAddr::V6(v6)) => RData::AAAA(v6.into()),
                    _ => continue,
                };
                reply.add_answer(Record::from_rdata(query.name().clone(), 0, data));
            }
            reply.add_query(query);
            socket.send_to(&reply.to_vec().unwrap(), from).await.unwrap();
        }
    });
    NameServer { address, asked }
}

/// A certificate authority of one's own.
pub(crate) struct Authority {
    certificate: rcgen::Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, "Test Root");
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self { certificate, issuer: Issuer::new(params, key) }
    }

    pub(crate) fn pem(&self) -> String {
        self.certificate.pem()
    }

    fn server(&self, names: &[&str]) -> rustls::ServerConfig {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(names).unwrap().signed_by(&key, &self.issuer).unwrap();
        let key = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], key)
            .unwrap()
    }
}

/// A server that shakes hands and says nothing; its port.
pub(crate) async fn tls_server(authority: &Authority, names: &[&str]) -> u16 {
    web_server(Some((authority, names)), |_| Vec::new()).await
}

/// A web server that answers each request, given as its head, with bytes and
/// closes the connection; its port.
pub(crate) async fn web_server(
    tls: Option<(&Authority, &[&str])>,
    answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static,
) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let acceptor = tls.map(|(authority, names)| {
        tokio_rustls::TlsAcceptor::from(Arc::new(authority.server(names)))
    });
    let answer = Arc::new(answer);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, answer) = (acceptor.clone(), Arc::clone(&answer));
            tokio::spawn(async move { serve(stream, acceptor, &*answer).await });
        }
    });
    port
}

async fn serve(
    stream: TcpStream,
    acceptor: Option<tokio_rustls::TlsAcceptor>,
    answer: &(dyn Fn(&str) -> Vec<u8> + Send + Sync),
) -> Option<()> {
    match acceptor {
        Some(acceptor) => converse(acceptor.accept(stream).await.ok()?, answer).await,
        None => converse(stream, answer).await,
    }
}

async fn converse(
    mut stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
    answer: &(dyn Fn(&str) -> Vec<u8> + Send + Sync),
) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let bytes = answer(std::str::from_utf8(&head).ok()?);
    stream.write_all(&bytes).await.ok()?;
    stream.shutdown().await.ok()
}

/// A WHOIS server that answers each question, given as its line; its port.
pub(crate) async fn whois_server(answer: impl Fn(&str) -> String + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut line = Vec::new();
            while !line.ends_with(b"\r\n") {
                line.push(stream.read_u8().await.unwrap());
            }
            let text = answer(std::str::from_utf8(&line).unwrap());
            stream.write_all(text.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    port
}

/// An answer with a length.
pub(crate) fn reply(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n", body.len());
    if !headers.iter().any(|(name, _)| *name == "content-type") {
        out.push_str("content-type: text/html; charset=utf-8\r\n");
    }
    for (name, value) in headers {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str("connection: close\r\n\r\n");
    let mut out = out.into_bytes();
    out.extend_from_slice(body);
    out
}

/// A port of loopback where nobody listens.
pub(crate) fn dead_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
