//! What was asked of a universe, in order, so that a test can say what a visit
//! did and, above all, what it did not do.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Most hits remembered; a trap may be asked for very often.
const MOST_HITS: usize = 200_000;

/// Which server was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// A web site without TLS.
    Http,
    /// A web site with TLS.
    Https,
    /// The name server.
    Dns,
    /// The WHOIS server.
    Whois,
    /// The RDAP server.
    Rdap,
}

/// One question that reached a server.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Which server.
    pub service: Service,
    /// The host of a web request; otherwise the name asked for.
    pub name: String,
    /// The HTTP method; the record type of a DNS question; else empty.
    pub method: String,
    /// Path and query of an HTTP request; the name of the server of a WHOIS
    /// question, empty for the first; else empty.
    pub target: String,
    /// The `user-agent` of an HTTP request; else empty.
    pub user_agent: String,
    /// When it arrived.
    pub at: Instant,
}

impl Hit {
    /// The path without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or("")
    }
}

/// A shared list of hits.
#[derive(Debug, Clone, Default)]
pub(super) struct Log(Arc<Mutex<Vec<Hit>>>);

impl Log {
    pub(super) fn all(&self) -> Vec<Hit> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn add(&self, hit: Hit) {
        let mut hits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if hits.len() < MOST_HITS {
            hits.push(hit);
        }
    }

    /// Notes a question to the RDAP server or the name server.
    pub(super) fn question(&self, service: Service, name: &str, method: &str) {
        self.question_to("", service, name, method);
    }

    /// Notes a question to one of several servers of a kind.
    pub(super) fn question_to(&self, server: &str, service: Service, name: &str, method: &str) {
        self.add(Hit {
            service,
            name: name.to_owned(),
            method: method.to_owned(),
            target: server.to_owned(),
            user_agent: String::new(),
            at: Instant::now(),
        });
    }
}
