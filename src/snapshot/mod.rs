//! Everything that was seen in one visit, and nothing made of it.
//!
//! A [`Snapshot`] is what `collect` hands on: each HTTP exchange, each DNS,
//! RDAP and WHOIS answer, the TLS handshake, the application and the limits
//! used. Nothing here has been interpreted, so a snapshot from last year can be
//! read by next year's extraction. [`bundle`] keeps it in one WACZ file;
//! [`redact`] masks personal data before a bundle is shared.
//!
//! This room must not read pages, judge, or touch the network.

pub mod bundle;
pub mod redact;
mod view;
mod views;
mod walk;

pub use view::{ElementBox, Screenshot, View};
pub use walk::{Entry, Step, StepAction, Walk, WalkEnd, WalkMode, Withheld};

use crate::facts::Reason;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Everything seen in one visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Snapshot {
    /// Version of the tool that made it.
    pub tool_version: String,
    /// What was asked for.
    pub target: Target,
    /// RFC 3339, UTC.
    pub started_at: String,
    /// RFC 3339, UTC.
    pub finished_at: String,
    /// The limits the visit ran under.
    pub limits: Limits,
    /// The application file as given, byte for byte.
    pub application: Option<String>,
    /// The proof of control that was asked for, where one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<Challenge>,
    /// Every HTTP exchange with the shop in the order they were finished,
    /// redirects included as exchanges of their own.
    pub exchanges: Vec<Exchange>,
    /// Links that were found and not followed, with the reason.
    pub skipped: Vec<Skipped>,
    /// DNS answers.
    pub dns: Vec<DnsAnswer>,
    /// RDAP answers (bootstrap included), in the order asked.
    pub rdap: Vec<RegistryAnswer>,
    /// WHOIS answers, in the order asked.
    pub whois: Vec<RegistryAnswer>,
    /// Extracts of the registration that the applicant supplied, with URLs of the
    /// form `extract:<file name>`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registry_extracts: Vec<RegistryAnswer>,
    /// The TLS handshake with the shop's host.
    pub tls: Option<TlsRecord>,
    /// Why the visit ended before the frontier was empty, if it did.
    pub stopped_by: Option<StopCause>,
    /// The walk to the checkout, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub walk: Option<Walk>,
    /// What was set and loaded before anybody agreed to anything, where a
    /// browser drew the front page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_consent: Option<BeforeConsent>,
}

/// What the front page sets and loads before anybody agreed to anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BeforeConsent {
    /// The address of the page.
    pub url: String,
    /// Cookies that were set: those of the shop and those of others.
    pub cookies: Vec<Cookie>,
    /// Addresses of other hosts that were asked for something, without queries.
    pub requests: Vec<String>,
    /// The words of the button that refused them afterwards, where there was one.
    pub refused_by: Option<String>,
    /// There was a banner that asked.
    pub banner: bool,
    /// RFC 3339, UTC.
    pub seen_at: String,
}

/// A cookie, without its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    /// The domain it is for.
    pub domain: String,
    /// Days until it expires, rounded up; none for the session.
    pub days: Option<u32>,
}

/// A proof of control that the applicant was asked for: see
/// [`crate::control`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Challenge {
    /// The registrable domain to be proved.
    pub domain: String,
    /// The token to be shown there.
    pub token: String,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Target {
    /// The address as checked, normalised (WHATWG URL).
    pub url: String,
    /// Host in lower case, A-labels.
    pub host: String,
    /// Registrable domain by the public suffix list; the host where there is none.
    pub registrable_domain: String,
}

/// The limits of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Limits {
    /// Most pages read.
    pub max_pages: usize,
    /// Most seconds for the whole visit.
    pub max_time_seconds: u64,
    /// Requests per second and host.
    pub rate: u32,
    /// Most links away from the front page.
    pub max_depth: u32,
    /// Most bytes of one decoded body.
    pub max_body_bytes: u64,
    /// Most bytes of all decoded bodies.
    pub max_total_bytes: u64,
    /// Most redirects after one another.
    pub max_redirects: u32,
    /// Most seconds for one request.
    pub request_timeout_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_pages: 60,
            max_time_seconds: 120,
            rate: 4,
            max_depth: 5,
            max_body_bytes: 5 << 20,
            max_total_bytes: 100 << 20,
            max_redirects: 10,
            request_timeout_seconds: 20,
        }
    }
}

/// Which budget ended the visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StopCause {
    /// As many pages were read as may be.
    Pages,
    /// Its time was up.
    Time,
    /// As many bytes were read as may be.
    Bytes,
    /// The person at the keyboard.
    Interrupted,
}

/// One HTTP request and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Exchange {
    /// The address asked for, without fragment.
    pub url: String,
    /// `GET`, `HEAD`, and `POST` on the walk to the checkout.
    pub method: String,
    /// Why it was asked for.
    pub purpose: Purpose,
    /// The page that linked here.
    pub referrer: Option<String>,
    /// The words of that link.
    pub link_text: Option<String>,
    /// Links from the front page: 0 for the front page itself.
    pub clicks: u32,
    /// When the answer was complete, RFC 3339 in UTC.
    pub seen_at: String,
    /// What was sent with a `POST`, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
    /// The answer, or why there is none.
    pub result: ExchangeResult,
    /// The page as a browser drew it, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<View>,
}

/// Why a request was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// A page of the shop.
    Page,
    /// robots.txt.
    Robots,
    /// A sitemap.
    Sitemap,
    /// Only whether a link answers.
    LinkCheck,
    /// Whether plain HTTP leads to HTTPS.
    PlainHttp,
    /// The file at which a proof of control was agreed to stand.
    Challenge,
    /// A request of the walk to the checkout.
    Walk,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum ExchangeResult {
    /// The server answered.
    Answer(Answer),
    /// It did not, or not with anything usable.
    Failure(Failure),
}

/// An HTTP response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Answer {
    /// HTTP status code.
    pub status: u16,
    /// Header fields in order, names in lower case. `content-encoding` has been
    /// undone and is kept as `x-original-content-encoding`.
    pub headers: Vec<(String, String)>,
    /// Address and port of the server, where known.
    pub remote: Option<String>,
    /// SHA-256 of `body`, lower-case hexadecimal.
    pub sha256: String,
    /// The body was longer than allowed and is cut.
    pub truncated: bool,
    /// The decoded body (kept in the WARC, not in the index).
    #[serde(skip)]
    pub body: Bytes,
    /// The visit was refused or met a wall, as recognised from this answer.
    pub wall: Option<Wall>,
}

/// A wall in front of the content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Wall {
    /// `blocked`, `geo-blocked`, `login-required`, `age-wall` or `rate-limited`.
    pub reason: Reason,
    /// What gave it away, in a few words.
    pub detail: String,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Failure {
    /// The reason code.
    pub reason: Reason,
    /// The real cause, in words for a person.
    pub detail: String,
}

/// A link that was not followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Skipped {
    /// The address.
    pub url: String,
    /// Why: `robots-disallowed`, `truncated`; `not-collected` where opening it could
    /// have ordered something.
    pub reason: Reason,
    /// The page that linked there.
    pub referrer: Option<String>,
    /// The words of that link.
    pub link_text: Option<String>,
    /// Links from the front page.
    pub clicks: u32,
}

/// The answer to one DNS question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DnsAnswer {
    /// The name asked for, without the final dot.
    pub name: String,
    /// Record type: `A`, `AAAA`, `NS`, `MX`, `TXT`, `SOA`, `CAA`, `DS`.
    pub record_type: String,
    /// Record data in presentation format; empty for NODATA and NXDOMAIN.
    pub records: Vec<String>,
    /// Why there is no answer, where the question failed.
    pub failure: Option<Failure>,
    /// What DNSSEC says of the answer, where that was asked: of the `SOA` record
    /// of the domain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation: Option<Validation>,
    /// RFC 3339, UTC.
    pub seen_at: String,
}

/// The security status of a DNS answer (RFC 4035, 4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Validation {
    /// An unbroken chain of signatures leads from the root to it.
    Secure,
    /// It is proved that the zone is not signed.
    Insecure,
    /// It should be signed, and the signatures are missing or wrong.
    Bogus,
    /// Not enough of the signatures could be seen to tell.
    Indeterminate,
}

/// What a registry or registrar answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RegistryAnswer {
    /// `https://…/domain/shop.example`, `whois://server/shop.example`, or
    /// `extract:<file name>` for a file that the applicant supplied.
    pub url: String,
    /// The domain asked for.
    pub domain: String,
    /// HTTP status (RDAP only).
    pub status: Option<u16>,
    /// RFC 3339, UTC.
    pub seen_at: String,
    /// Why there is no answer, where the question failed.
    pub failure: Option<Failure>,
    /// How the answer was had, where that is worth knowing: out of the cache,
    /// after other servers failed, by guessing its encoding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The text as answered, decoded (kept in the WARC, not in the index).
    #[serde(skip)]
    pub text: String,
}

/// What the TLS handshake showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TlsRecord {
    /// The host asked for.
    pub host: String,
    /// Certificates as presented, leaf first, DER in base64.
    pub chain: Vec<String>,
    /// The chain leads to a trusted root and is in date.
    pub trusted: bool,
    /// The leaf names the host.
    pub matches_host: bool,
    /// `TLSv1_3` and the like.
    pub version: Option<String>,
    /// Why there is no certificate, or why it is not trusted.
    pub problem: Option<String>,
    /// RFC 3339, UTC.
    pub seen_at: String,
}

impl Exchange {
    /// The answer, when there was one.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match &self.result {
            ExchangeResult::Answer(answer) => Some(answer),
            ExchangeResult::Failure(_) => None,
        }
    }
}

impl Answer {
    /// The value of a header field, name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Media type without parameters, lower case; empty when not given.
    #[must_use]
    pub fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or("");
        value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
    }

    /// Whether the body is to be read as HTML.
    #[must_use]
    pub fn is_html(&self) -> bool {
        match self.media_type().as_str() {
            "text/html" | "application/xhtml+xml" => true,
            "" => self.body.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'<'),
            _ => false,
        }
    }
}

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}
