//! A WHOIS server (RFC 3912): one line in, a text out, and the line closed.

use super::log::{Log, Service};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Longest question in bytes.
const LONGEST: u64 = 512;
/// Longest wait for it.
const PATIENCE: Duration = Duration::from_secs(10);

/// The answers by name.
pub(super) struct Whois {
    answers: BTreeMap<String, Bytes>,
    log: Log,
}

impl Whois {
    pub(super) fn new(answers: BTreeMap<String, Bytes>, log: Log) -> Self {
        Self { answers, log }
    }

    fn answer(&self, question: &str) -> Bytes {
        // Registries take options before the name: `-T dn,ace shop.example`.
        let name = question.split_whitespace().last().unwrap_or("");
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        self.log.question(Service::Whois, &name, "");
        self.answers.get(&name).cloned().unwrap_or_else(|| {
            Bytes::from(format!("No match for domain \"{}\".\r\n", name.to_ascii_uppercase()))
        })
    }
}

/// Answers connections until dropped.
pub(super) async fn serve(listener: TcpListener, whois: Arc<Whois>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => { connections.spawn(converse(stream, whois.clone())); }
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn converse(stream: TcpStream, whois: Arc<Whois>) {
    let mut stream = BufReader::new(stream);
    let mut line = Vec::new();
    let mut limited = (&mut stream).take(LONGEST);
    let read = tokio::time::timeout(PATIENCE, limited.read_until(b'\n', &mut line)).await;
    if !matches!(read, Ok(Ok(_))) {
        return;
    }
    let answer = whois.answer(&String::from_utf8_lossy(&line));
    let _ = stream.write_all(&answer).await;
    let _ = stream.shutdown().await;
}
