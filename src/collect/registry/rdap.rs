//! Asks RDAP for the registration of a domain (RFC 9082, RFC 9224).
//!
//! The server comes from IANA's bootstrap file, or from `--rdap-url`. Where the
//! registry's answer refers to the registrar's, that one is asked too, once.
//! Answers are kept as they came; what they mean is for extraction. Nothing here
//! reads more of them than where the referral leads and whether a registrant is
//! named at all.

use super::clock::now;
use super::http::{Http, Want};
use super::log::Log;
use crate::extract::text_of;
use crate::facts::Reason;
use crate::snapshot::{Answer, Failure, RegistryAnswer};
use serde_json::Value;
use url::Url;

/// Where IANA says which server knows which top-level domain.
const BOOTSTRAP: &str = "https://data.iana.org/rdap/dns.json";
/// Most redirects of one question.
const MAX_REDIRECTS: usize = 5;
const ACCEPT: &str = "application/rdap+json, application/json;q=0.9";

/// Asks for a domain. Whether an answer names its registrant.
pub(super) async fn ask(http: &Http, base: Option<&Url>, domain: &str, log: &Log<'_>) -> bool {
    let base = match base {
        Some(base) => base.clone(),
        None => match bootstrap(http, domain, log).await {
            Some(base) => base,
            None => return false,
        },
    };
    let Some(url) = join(&base, domain) else { return false };
    let Some(registry) = question(http, &url, domain, log).await else { return false };
    let mut named = names_registrant(&registry);
    if let Some(referral) = referral(&registry, &url)
        && let Some(registrar) = question(http, &referral, domain, log).await
    {
        named |= names_registrant(&registrar);
    }
    named
}

/// The server that the bootstrap names for the domain's top-level domain.
async fn bootstrap(http: &Http, domain: &str, log: &Log<'_>) -> Option<Url> {
    let url = Url::parse(BOOTSTRAP).ok()?;
    let services = question(http, &url, domain, log).await?;
    let server = server_of(&services, domain);
    if server.is_none() {
        let failure = Failure {
            reason: Reason::NoPublicSource,
            detail: format!("the RDAP bootstrap names no server for {domain}"),
        };
        log.with(|snapshot| {
            snapshot.rdap.push(RegistryAnswer {
                url: url.to_string(),
                domain: domain.to_owned(),
                status: None,
                seen_at: now(),
                failure: Some(failure),
                text: String::new(),
            });
        });
    }
    server
}

/// `{base}/domain/{name}`.
fn join(base: &Url, domain: &str) -> Option<Url> {
    let mut base = base.clone();
    base.path_segments_mut().ok()?.pop_if_empty().push("domain").push(domain);
    Some(base)
}

/// One question and its answer as JSON, if it is a good one.
async fn question(http: &Http, url: &Url, domain: &str, log: &Log<'_>) -> Option<Value> {
    let result = follow(http, url).await;
    let mut entry = RegistryAnswer {
        url: url.to_string(),
        domain: domain.to_owned(),
        status: None,
        seen_at: now(),
        failure: None,
        text: String::new(),
    };
    let mut value = None;
    match result {
        Ok(answer) => {
            entry.status = Some(answer.status);
            entry.text = text_of(&answer);
            entry.failure = match answer.status {
                200 => {
                    value = serde_json::from_str(&entry.text).ok();
                    value.is_none().then(|| Failure {
                        reason: Reason::Unreachable,
                        detail: "the answer is not JSON".to_owned(),
                    })
                }
                // RFC 7480, 5.3: the registry knows no such domain.
                404 => None,
                429 => Some(Failure {
                    reason: Reason::RateLimited,
                    detail: "HTTP 429, asked too often".to_owned(),
                }),
                status => {
                    Some(Failure { reason: Reason::Unreachable, detail: format!("HTTP {status}") })
                }
            };
        }
        Err(failure) => entry.failure = Some(failure),
    }
    log.with(|snapshot| snapshot.rdap.push(entry));
    value
}

async fn follow(http: &Http, url: &Url) -> Result<Answer, Failure> {
    let mut url = url.clone();
    for _ in 0..=MAX_REDIRECTS {
        let answer = http.get(&url, ACCEPT, Want::Documents).await?;
        let next = answer
            .header("location")
            .filter(|_| (300..400).contains(&answer.status))
            .and_then(|to| url.join(to).ok());
        match next {
            Some(next) => url = next,
            None => return Ok(answer),
        }
    }
    Err(Failure {
        reason: Reason::Truncated,
        detail: format!("more than {MAX_REDIRECTS} redirects after one another"),
    })
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
        let mut urls: Vec<Url> =
            urls.iter().filter_map(|url| Url::parse(url.as_str()?).ok()).collect();
        urls.sort_by_key(|url| url.scheme() != "https");
        let Some(url) = urls.into_iter().next() else { continue };
        if best.as_ref().is_none_or(|(known, _)| length > *known) {
            best = Some((length, url));
        }
    }
    best.map(|(_, url)| url)
}

/// Where a registry's answer refers to the registrar's.
fn referral(answer: &Value, asked: &Url) -> Option<Url> {
    let links = answer.get("links")?.as_array()?;
    links.iter().take(50).find_map(|link| {
        let text = |key: &str| link.get(key).and_then(Value::as_str).unwrap_or_default();
        let is_referral = text("rel").eq_ignore_ascii_case("related")
            && text("type").starts_with("application/rdap+json");
        let url = Url::parse(text("href")).ok().filter(|_| is_referral)?;
        (matches!(url.scheme(), "http" | "https") && url != *asked).then_some(url)
    })
}

/// Whether the answer has a registrant with a name or an organisation in it.
fn names_registrant(answer: &Value) -> bool {
    let list = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    list(answer, "entities").iter().take(50).any(|entity| {
        let is_registrant =
            list(entity, "roles").iter().any(|role| role.as_str() == Some("registrant"));
        let properties =
            entity.pointer("/vcardArray/1").and_then(Value::as_array).cloned().unwrap_or_default();
        is_registrant
            && properties.iter().any(|property| {
                let name = property.get(0).and_then(Value::as_str).unwrap_or_default();
                let value = match property.get(3) {
                    Some(Value::Array(parts)) => parts.first().and_then(Value::as_str),
                    Some(value) => value.as_str(),
                    None => None,
                };
                matches!(name, "fn" | "org") && value.is_some_and(|v| !v.trim().is_empty())
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
    fn a_base_is_joined_with_and_without_a_final_slash() {
        for base in ["https://r.example/rdap", "https://r.example/rdap/"] {
            let url = join(&Url::parse(base).unwrap(), "shop.example").unwrap();
            assert_eq!(url.as_str(), "https://r.example/rdap/domain/shop.example");
        }
    }

    #[test]
    fn the_referral_is_the_related_rdap_link() {
        let asked = Url::parse("https://r.example/domain/shop.example").unwrap();
        let answer = json!({"links": [
            {"rel": "self", "type": "application/rdap+json", "href": "https://r.example/x"},
            {"rel": "related", "type": "text/html", "href": "https://html.example/"},
            {"rel": "related", "type": "application/rdap+json", "href": "ftp://no.example/"},
            {"rel": "related", "type": "application/rdap+json", "href": "https://registrar.example/d"}
        ]});
        assert_eq!(referral(&answer, &asked).unwrap().as_str(), "https://registrar.example/d");
        let to_itself = json!({"links": [
            {"rel": "related", "type": "application/rdap+json", "href": asked.as_str()}
        ]});
        assert_eq!(referral(&to_itself, &asked), None);
    }

    #[test]
    fn an_empty_registrant_names_nobody() {
        let answer = |name: &str| {
            json!({"entities": [{"roles": ["registrant"], "vcardArray": ["vcard", [
                ["version", {}, "text", "4.0"], ["fn", {}, "text", name]
            ]]}]})
        };
        assert!(names_registrant(&answer("Stolverket AB")));
        assert!(!names_registrant(&answer("")));
        assert!(!names_registrant(&json!({"entities": [{"roles": ["registrar"]}]})));
    }
}
