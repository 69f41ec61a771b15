//! Finds the RDAP server of a zone in IANA's bootstrap file (RFC 9224).
//!
//! The file is kept in the cache for as long as its answer allowed (RFC 9111),
//! then asked for again only if it has changed (`ETag`, `Last-Modified`). Where
//! IANA cannot be asked, the file that is there still serves, as servers seldom
//! move: its age then stands beside it in the snapshot. What is damaged in the
//! cache is as good as nothing, and is named there too.

use super::quota::http_date;
use super::{Inquiry, Protocol, rdap};
use crate::extract::text_of;
use crate::facts::Reason;
use crate::snapshot::{Answer, Failure, RegistryAnswer};
use jiff::{SignedDuration, Timestamp};
use reqwest::header::{HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

/// Where IANA says which server knows which top-level domain.
const BOOTSTRAP: &str = "https://data.iana.org/rdap/dns.json";
/// The name of the entry in the cache.
const ENTRY: &str = "rdap-dns.json";
/// How long a file is good where its answer does not say.
const USUAL: SignedDuration = SignedDuration::from_hours(24);
/// The longest that an answer may claim.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The file as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Kept {
    url: String,
    /// When IANA last answered that this is the file.
    checked_at: Timestamp,
    /// Until when it need not be asked again.
    fresh_until: Timestamp,
    etag: Option<String>,
    last_modified: Option<String>,
    text: String,
}

impl Kept {
    fn of(answer: &Answer, text: String, now: Timestamp) -> Self {
        let field = |name: &str| answer.header(name).map(str::to_owned);
        Self {
            url: BOOTSTRAP.to_owned(),
            checked_at: now,
            fresh_until: fresh_until(answer, now),
            etag: field("etag"),
            last_modified: field("last-modified"),
            text,
        }
    }

    /// Whether it need not be asked for again. What was checked in the future, or
    /// claims to be good for longer than any answer may, is damaged or from
    /// before the clock was put back.
    fn is_fresh(&self, now: Timestamp) -> bool {
        self.checked_at <= now
            && now < self.fresh_until
            && self.fresh_until.duration_since(self.checked_at) <= LONGEST
    }

    fn conditions(&self) -> Vec<(HeaderName, &str)> {
        let tag = self.etag.as_deref().map(|tag| (IF_NONE_MATCH, tag));
        let date = self.last_modified.as_deref().map(|date| (IF_MODIFIED_SINCE, date));
        tag.into_iter().chain(date).collect()
    }
}

/// The server that the bootstrap names for the domain's zone.
pub(super) async fn server(inquiry: &Inquiry<'_>) -> Option<Url> {
    let text = file(inquiry, Timestamp::now()).await?;
    let services = serde_json::from_str(&text).unwrap_or_default();
    let server = server_of(&services, inquiry.domain);
    if server.is_none() {
        let detail = format!("the RDAP bootstrap names no server for {}", inquiry.domain);
        let failure = Some(Failure { reason: Reason::NoPublicSource, detail });
        let entry = RegistryAnswer { failure, ..inquiry.entry(BOOTSTRAP) };
        inquiry.keep(Protocol::Rdap, entry);
    }
    server
}

/// The text of the file, which is taken down with where it came from.
async fn file(inquiry: &Inquiry<'_>, now: Timestamp) -> Option<String> {
    let (kept, damage) = match inquiry.cache.read::<Kept>(ENTRY) {
        Ok(Some(kept)) if kept.url != BOOTSTRAP || !is_bootstrap(&kept.text) => {
            (None, Some(format!("{ENTRY} in the cache is unusable: it is no list of RDAP servers")))
        }
        Ok(kept) => (kept, None),
        Err(damage) => (None, Some(damage)),
    };
    let shown = |kept: &Kept, note: String| RegistryAnswer {
        status: Some(200),
        note: Some(note),
        text: kept.text.clone(),
        ..inquiry.entry(BOOTSTRAP)
    };
    if let Some(kept) = kept.as_ref().filter(|kept| kept.is_fresh(now)) {
        let note = format!("from the cache, where it has been since {:.0}", kept.checked_at);
        inquiry.keep(Protocol::Rdap, shown(kept, note));
        return Some(kept.text.clone());
    }
    let url = Url::parse(BOOTSTRAP).ok()?;
    let place = inquiry.begin(Protocol::Rdap, BOOTSTRAP);
    let conditions = kept.as_ref().map(Kept::conditions).unwrap_or_default();
    let failure = match rdap::get(inquiry, &url, &conditions).await {
        Ok(answer) if answer.status == 304 && kept.is_some() => {
            let fresh = fresh_until(&answer, now);
            let kept = kept.map(|kept| Kept { checked_at: now, fresh_until: fresh, ..kept })?;
            let note = "from the cache; IANA answered that it has not changed".to_owned();
            inquiry.cache.write(ENTRY, &kept);
            inquiry.settle(Protocol::Rdap, place, shown(&kept, note));
            return Some(kept.text);
        }
        Ok(answer) => {
            let text = text_of(&answer);
            if answer.status == 200 && !answer.truncated && is_bootstrap(&text) {
                inquiry.cache.write(ENTRY, &Kept::of(&answer, text.clone(), now));
                let entry = RegistryAnswer {
                    status: Some(200),
                    note: damage,
                    text: text.clone(),
                    ..inquiry.entry(BOOTSTRAP)
                };
                inquiry.settle(Protocol::Rdap, place, entry);
                return Some(text);
            }
            rdap::failure_of(&answer).unwrap_or_else(|| Failure {
                reason: Reason::Unreachable,
                detail: "the answer is no list of RDAP servers (RFC 9224)".to_owned(),
            })
        }
        Err(failure) => failure,
    };
    if let Some(kept) = kept {
        let note = format!(
            "from the cache, last checked {:.0} and out of date; asking anew failed: {}",
            kept.checked_at, failure.detail
        );
        inquiry.settle(Protocol::Rdap, place, shown(&kept, note));
        return Some(kept.text);
    }
    let entry = RegistryAnswer { failure: Some(failure), note: damage, ..inquiry.entry(BOOTSTRAP) };
    inquiry.settle(Protocol::Rdap, place, entry);
    None
}

/// Until when an answer is good: `max-age`, else `Expires` (RFC 9111, 4.2.1).
fn fresh_until(answer: &Answer, now: Timestamp) -> Timestamp {
    let directives = answer.header("cache-control").unwrap_or_default().to_ascii_lowercase();
    let mut directives = directives.split(',').map(str::trim);
    let age = directives.clone().find_map(|d| d.strip_prefix("max-age=")?.parse::<u32>().ok());
    let lifetime = if directives.any(|d| matches!(d, "no-cache" | "no-store")) {
        SignedDuration::ZERO
    } else if let Some(seconds) = age {
        SignedDuration::from_secs(i64::from(seconds))
    } else if let Some(field) = answer.header("expires") {
        // What is no date has expired (RFC 9111, 5.3).
        http_date(field).map_or(SignedDuration::ZERO, |then| then.duration_since(now))
    } else {
        USUAL
    };
    now.checked_add(lifetime.clamp(SignedDuration::ZERO, LONGEST)).unwrap_or(now)
}

/// Whether a text is a bootstrap file that names servers.
fn is_bootstrap(text: &str) -> bool {
    serde_json::from_str::<Value>(text)
        .ok()
        .and_then(|json| json.get("services")?.as_array().map(|list| !list.is_empty()))
        .unwrap_or(false)
}

/// The server for a domain by the bootstrap (RFC 9224, 4): the entry with the
/// most labels that match, HTTPS preferred.
fn server_of(bootstrap: &Value, domain: &str) -> Option<Url> {
    let services = bootstrap.get("services")?.as_array()?;
    let mut best: Option<(usize, Url)> = None;
    for service in services {
        let (Some(labels), Some(urls)) =
            (service.get(0).and_then(Value::as_array), service.get(1).and_then(Value::as_array))
        else {
            continue;
        };
        let matching = labels.iter().filter_map(Value::as_str).filter(|label| {
            !label.is_empty() && domain.strip_suffix(*label).is_some_and(|rest| rest.ends_with('.'))
        });
        let Some(length) = matching.map(|label| label.split('.').count()).max() else { continue };
        let urls = urls.iter().filter_map(|url| Url::parse(url.as_str()?).ok());
        let Some(url) = urls.min_by_key(|url| url.scheme() != "https") else { continue };
        if best.as_ref().is_none_or(|(known, _)| length > *known) {
            best = Some((length, url));
        }
    }
    best.map(|(_, url)| url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn answer(fields: &[(&str, &str)]) -> Answer {
        Answer {
            status: 200,
            headers: fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
            remote: None,
            sha256: String::new(),
            truncated: false,
            body: bytes::Bytes::new(),
            wall: None,
        }
    }

    #[test]
    fn the_bootstrap_names_the_server_with_the_longest_match() {
        let bootstrap = json!({"services": [
            [["example"], ["http://a.example/", "https://a.example/rdap/"]],
            [["co.example", "org.example"], ["https://b.example/"]],
            [["broken"], []], ["nonsense"], 7
        ]});
        let server = |domain| server_of(&bootstrap, domain).map(|url| url.to_string());
        assert_eq!(server("shop.example").as_deref(), Some("https://a.example/rdap/"));
        assert_eq!(server("shop.co.example").as_deref(), Some("https://b.example/"));
        assert_eq!(server("shop.counterexample"), None);
        assert_eq!(server("shop.broken"), None);
        assert_eq!(server_of(&json!({}), "shop.example"), None);
    }

    #[test]
    fn an_answer_says_how_long_it_is_good() {
        let now = at("2026-01-01T00:00:00Z");
        let until = |fields: &[(&str, &str)]| fresh_until(&answer(fields), now).to_string();
        assert_eq!(until(&[]), "2026-01-02T00:00:00Z");
        assert_eq!(until(&[("cache-control", "public, Max-Age=60")]), "2026-01-01T00:01:00Z");
        let expires = ("expires", "Thu, 01 Jan 2026 03:00:00 GMT");
        assert_eq!(until(&[expires]), "2026-01-01T03:00:00Z");
        assert_eq!(until(&[("cache-control", "max-age=5"), expires]), "2026-01-01T00:00:05Z");
        for gone in [("expires", "0"), ("cache-control", "no-cache, max-age=60")] {
            assert_eq!(until(&[gone]), "2026-01-01T00:00:00Z");
        }
        assert_eq!(until(&[("cache-control", "max-age=99999999")]), "2026-01-08T00:00:00Z");
    }

    #[test]
    fn only_what_is_of_our_time_is_fresh() {
        let fields = [("cache-control", "max-age=3600"), ("etag", "\"a\"")];
        let kept = Kept::of(&answer(&fields), String::new(), at("2026-01-01T12:00:00Z"));
        assert!(kept.is_fresh(at("2026-01-01T12:59:59Z")));
        assert!(!kept.is_fresh(at("2026-01-01T13:00:00Z")));
        assert!(!kept.is_fresh(at("2026-01-01T11:00:00Z")), "checked in the future");
        let forever = Kept { fresh_until: at("2036-01-01T00:00:00Z"), ..kept.clone() };
        assert!(!forever.is_fresh(at("2026-01-01T12:30:00Z")));
        assert_eq!(kept.conditions(), [(IF_NONE_MATCH, "\"a\"")]);
    }

    #[test]
    fn what_names_no_services_is_no_bootstrap() {
        assert!(is_bootstrap(r#"{"services": [[["se"], ["https://r.example/"]]]}"#));
        for text in ["", "<html>", "{}", r#"{"services": []}"#, r#"{"services": 1}"#, "[]"] {
            assert!(!is_bootstrap(text), "{text}");
        }
    }
}
