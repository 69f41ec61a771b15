//! A WHOIS server (RFC 3912): one line in, a text out, and the line closed; or
//! what servers do instead.

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

/// How a server answers.
#[derive(Debug, Clone)]
pub enum Manner {
    /// With a text, and closes.
    Text(Bytes),
    /// With a chunk at a time and a pause after each, without end.
    Drip(Bytes, Duration),
    /// With a chunk again and again, until so many bytes have been sent.
    Flood(Bytes, usize),
    /// With a text, and breaks the connection off.
    BreakOff(Bytes),
}

impl<T: Into<Bytes>> From<T> for Manner {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// The answers by name.
pub(super) struct Whois {
    /// Its name, empty for the first.
    name: String,
    answers: BTreeMap<String, Manner>,
    log: Log,
}

impl Whois {
    pub(super) fn new(name: &str, answers: BTreeMap<String, Manner>, log: Log) -> Self {
        Self { name: name.to_owned(), answers, log }
    }

    fn answer(&self, question: &str) -> Manner {
        // Registries take options before the name: `-T dn,ace shop.example`.
        let name = question.split_whitespace().last().unwrap_or("");
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        self.log.question_to(&self.name, Service::Whois, &name, "");
        self.answers.get(&name).cloned().unwrap_or_else(|| {
            format!("No match for domain \"{}\".\r\n", name.to_ascii_uppercase()).into()
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
    let manner = whois.answer(&String::from_utf8_lossy(&line));
    // A visitor that hangs up is no error of ours.
    let _ = send(&mut stream, manner).await;
}

async fn send(stream: &mut BufReader<TcpStream>, manner: Manner) -> std::io::Result<()> {
    match manner {
        Manner::Text(text) => stream.write_all(&text).await?,
        Manner::Drip(chunk, pause) => loop {
            stream.write_all(&chunk).await?;
            tokio::time::sleep(pause).await;
        },
        Manner::Flood(chunk, bytes) => {
            let mut sent = 0;
            while sent < bytes && !chunk.is_empty() {
                stream.write_all(&chunk).await?;
                sent += chunk.len();
            }
        }
        Manner::BreakOff(text) => {
            stream.write_all(&text).await?;
            // Closing resets the connection instead of ending it.
            return stream.get_ref().set_zero_linger();
        }
    }
    stream.shutdown().await
}
