//! Asks RDAP for the registration of a domain (RFC 9082).
//!
//! The server is the one of the bootstrap, or that of `--rdap-url`. Where the
//! registry's answer refers to the registrar's, that one is asked too, and so on
//! for a few steps; an address that was asked already is not asked again.

use super::quota::retry_after;
use super::{Inquiry, Protocol, bootstrap};
use crate::collect::http::Want;
use crate::extract::domain::{Registration, rdap};
use crate::extract::text_of;
use crate::facts::Reason;
use crate::snapshot::{Answer, Failure, RegistryAnswer};
use jiff::Timestamp;
use reqwest::header::HeaderName;
use serde_json::Value;
use url::{Host, Url};

/// Most redirects of one question.
const MAX_REDIRECTS: usize = 5;
/// Most servers asked: the registry's, the registrar's and its reseller's.
const MAX_SERVERS: usize = 3;
/// Most links of an answer that are looked at.
const MAX_LINKS: usize = 50;
const ACCEPT: &str = "application/rdap+json, application/json;q=0.9";

/// Asks for the domain; what was answered, the registry's first.
pub(super) async fn ask(inquiry: &Inquiry<'_>) -> Vec<Registration> {
    let base = match &inquiry.options.rdap_url {
        Some(base) => Some(base.clone()),
        None => bootstrap::server(inquiry).await,
    };
    let mut next = base.and_then(|base| join(&base, inquiry.domain));
    let mut asked: Vec<Url> = Vec::new();
    let mut answers = Vec::new();
    while let Some(url) = next.take() {
        asked.push(url.clone());
        let place = inquiry.begin(Protocol::Rdap, url.as_str());
        let mut entry = question(inquiry, &url).await;
        if entry.failure.is_none() {
            answers.push(rdap::read(&entry.text));
            if let Some(to) = referral(&entry.text, &url) {
                if is_about_another(&to, inquiry.domain) {
                    entry.note = Some(format!("refers to {to}, which is about another domain"));
                } else if asked.contains(&to) {
                    entry.note = Some(format!("refers back to {to}, which was asked already"));
                } else if asked.len() >= MAX_SERVERS {
                    entry.note = Some(format!(
                        "refers on to {to}, which was not asked after {MAX_SERVERS} servers"
                    ));
                } else {
                    next = Some(to);
                }
            }
        }
        inquiry.settle(Protocol::Rdap, place, entry);
    }
    answers
}

/// `{base}/domain/{name}`.
fn join(base: &Url, domain: &str) -> Option<Url> {
    let mut base = base.clone();
    base.path_segments_mut().ok()?.pop_if_empty().push("domain").push(domain);
    Some(base)
}

/// One question and what came of it; without a failure the text is JSON, or the
/// registry knows no such domain.
async fn question(inquiry: &Inquiry<'_>, url: &Url) -> RegistryAnswer {
    let mut entry = inquiry.entry(url.as_str());
    match get(inquiry, url, &[]).await {
        Ok(answer) => {
            entry.status = Some(answer.status);
            entry.text = text_of(&answer);
            let is_json = || serde_json::from_str::<serde::de::IgnoredAny>(&entry.text).is_ok();
            entry.failure = match answer.status {
                // RFC 7480, 5.3: the registry knows no such domain.
                404 => None,
                _ => failure_of(&answer).or_else(|| {
                    (!is_json()).then(|| Failure {
                        reason: Reason::Unreachable,
                        detail: match beginning(&entry.text) {
                            start if start.is_empty() => "the answer is empty".to_owned(),
                            start => format!("the answer is not JSON; it begins {start:?}"),
                        },
                    })
                }),
            };
            // RFC 7480, 5.5 has servers say so by the status, RFC 9083, 6 in the
            // answer too.
            if entry.failure.is_none() && rdap::read(&entry.text).rate_limited {
                let server = url.origin().ascii_serialization();
                inquiry.quota.exceeded(&server, None, Timestamp::now());
            }
            if entry.failure.is_some() {
                entry.text.truncate(entry.text.floor_char_boundary(MAX_REFUSAL));
            }
        }
        Err(failure) => entry.failure = Some(failure),
    }
    entry
}

/// The first characters of an answer.
fn beginning(text: &str) -> String {
    text.trim().chars().take(MAX_BEGINNING).collect()
}

/// Most characters shown of an answer that is none.
const MAX_BEGINNING: usize = 40;
/// Most bytes kept of an answer that cannot be used.
const MAX_REFUSAL: usize = 4 << 10;

/// Why an answer is none: its status, or that it is too long.
pub(super) fn failure_of(answer: &Answer) -> Option<Failure> {
    let failure = |reason, detail: String| Some(Failure { reason, detail });
    match answer.status {
        200 if answer.truncated => failure(
            Reason::Truncated,
            format!("the answer is longer than the {} bytes that were read", answer.body.len()),
        ),
        200 => None,
        401 | 403 => failure(Reason::Blocked, format!("HTTP {}", answer.status)),
        429 => failure(Reason::RateLimited, "HTTP 429, asked too often".to_owned()),
        status => failure(Reason::Unreachable, format!("HTTP {status}")),
    }
}

/// GETs an address and follows redirects, all within the patience for one
/// question; servers that had enough are left alone.
pub(super) async fn get(
    inquiry: &Inquiry<'_>,
    url: &Url,
    conditions: &[(HeaderName, &str)],
) -> Result<Answer, Failure> {
    let patience = inquiry.patience;
    match tokio::time::timeout(patience, follow(inquiry, url, conditions)).await {
        Ok(result) => result,
        Err(_) => Err(Failure {
            reason: Reason::TimedOut,
            detail: format!("no complete answer within {} s", patience.as_secs()),
        }),
    }
}

async fn follow(
    inquiry: &Inquiry<'_>,
    url: &Url,
    conditions: &[(HeaderName, &str)],
) -> Result<Answer, Failure> {
    let mut url = url.clone();
    for _ in 0..=MAX_REDIRECTS {
        let server = url.origin().ascii_serialization();
        let now = Timestamp::now();
        if let Some(failure) = inquiry.quota.refusal(&server, now) {
            return Err(failure);
        }
        let answer = inquiry.http.get_if(&url, ACCEPT, Want::Documents, conditions).await?;
        if answer.status == 429 {
            let wait = answer.header("retry-after").and_then(|field| retry_after(field, now));
            inquiry.quota.exceeded(&server, wait, now);
        }
        let next = answer
            .header("location")
            .filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308))
            .and_then(|to| url.join(to).ok());
        match next {
            Some(next) => url = next,
            None => return Ok(answer),
        }
    }
    Err(Failure {
        reason: Reason::Unreachable,
        detail: format!("more than {MAX_REDIRECTS} redirects after one another"),
    })
}

/// Where a registry's answer refers to the registrar's.
fn referral(answer: &str, asked: &Url) -> Option<Url> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    let links = answer.get("links")?.as_array()?;
    links.iter().take(MAX_LINKS).find_map(|link| {
        let text = |key: &str| link.get(key).and_then(Value::as_str).unwrap_or_default();
        let is_referral = text("rel").eq_ignore_ascii_case("related")
            && text("type").starts_with("application/rdap+json");
        let url = Url::parse(text("href")).ok().filter(|_| is_referral)?;
        (matches!(url.scheme(), "http" | "https") && url != *asked).then_some(url)
    })
}

/// Whether an address asks for another domain than ours. One that names no
/// domain at its end may be about ours.
fn is_about_another(url: &Url, domain: &str) -> bool {
    let mut segments = url.path_segments().into_iter().flatten().rev().filter(|s| !s.is_empty());
    let Some(name) = segments.next() else { return false };
    if !segments.next().is_some_and(|kind| kind.eq_ignore_ascii_case("domain")) {
        return false;
    }
    // Read as a host, which undoes percent-encoding and gives the letters of DNS.
    let host = Host::parse(name.trim_end_matches('.'));
    host.map_or(true, |host| !host.to_string().eq_ignore_ascii_case(domain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_base_is_joined_with_and_without_a_final_slash() {
        for base in ["https://r.example/rdap", "https://r.example/rdap/"] {
            let url = join(&Url::parse(base).unwrap(), "shop.example").unwrap();
            assert_eq!(url.as_str(), "https://r.example/rdap/domain/shop.example");
        }
    }

    #[test]
    fn the_referral_is_the_related_rdap_link() {
        let asked = Url::parse("https://r.example/domain/shop.example").unwrap();
        let of = |links: Value| referral(&json!({ "links": links }).to_string(), &asked);
        let found = of(json!([
            {"rel": "self", "type": "application/rdap+json", "href": "https://r.example/x"},
            {"rel": "related", "type": "text/html", "href": "https://html.example/"},
            {"rel": "related", "type": "application/rdap+json", "href": "ftp://no.example/"},
            {"rel": "related", "type": "application/rdap+json", "href": "https://registrar.example/d"}
        ]));
        assert_eq!(found.unwrap().as_str(), "https://registrar.example/d");
        let to_itself =
            json!([{"rel": "related", "type": "application/rdap+json", "href": asked.as_str()}]);
        assert_eq!(of(to_itself), None);
    }

    #[test]
    fn a_referral_about_another_domain_is_known() {
        let about = |url: &str, domain| is_about_another(&Url::parse(url).unwrap(), domain);
        for ours in [
            "https://r.example/rdap/domain/shop.example",
            "https://r.example/rdap/domain/SHOP.Example./",
            "https://r.example/rdap/domain/shop%2Eexample?lang=sv",
            "https://r.example/rdap",
            "https://r.example/",
        ] {
            assert!(!about(ours, "shop.example"), "{ours}");
        }
        assert!(!about("https://r.example/domain/sk%C3%A5p.example", "xn--skp-vla.example"));
        for others in ["other.example", "shop.example.test", "shop", "%00", "hop.example"] {
            assert!(
                about(&format!("https://r.example/domain/{others}"), "shop.example"),
                "{others}"
            );
        }
    }
}
