//! Trackers that are at work before anybody agreed to them.
//!
//! Evidence are what the front page asked of hosts of known trackers, and cookies
//! that these services are known to set, in a browser in which nobody had
//! answered a banner. What is not on the list is nothing: a shop needs cookies of
//! its own.

use super::facts::numbered;
use crate::extract::Site;
use crate::facts::{Evidence, Fact, Reason};
use crate::vocabulary::{Marks, Tracker};
use serde_json::{Value, json};
use url::Url;

/// Items kept of one page.
const MAX_ITEMS: usize = 200;

/// The fact `site.trackers-before-consent`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let Some(before) = &site.snapshot.before_consent else {
        return Fact::unknown(site.coverage.nothing.unwrap_or(Reason::NotCollected));
    };
    let marks = Marks::built_in();
    let mut values: Vec<Value> = Vec::new();
    let mut shown: Vec<Evidence> = Vec::new();
    let mut add =
        |tracker: &Tracker, host: &str, cookie: Option<(&str, Option<u32>)>, said: &str| {
            let value = json!({
                "host": host,
                "kind": tracker.kind,
                "from": before.url,
                "name": tracker.name,
                "cookie": cookie.map(|(name, _)| name),
                "days": cookie.and_then(|(_, days)| days),
            });
            if values.len() < MAX_ITEMS && !values.contains(&value) {
                let mut evidence = Evidence::new(&before.url, said);
                evidence.seen_at = Some(before.seen_at.clone()).filter(|s| !s.is_empty());
                shown.push(evidence);
                values.push(value);
            }
        };
    for request in &before.requests {
        let Ok(url) = Url::parse(request) else { continue };
        let Some(host) = url.host_str() else { continue };
        if let Some(tracker) = marks.tracker_host(host) {
            add(tracker, host, None, request);
        }
    }
    for cookie in &before.cookies {
        let host = cookie.domain.trim_start_matches('.');
        if let Some(tracker) = marks.tracker_cookie(&cookie.name) {
            add(tracker, host, Some((&cookie.name, cookie.days)), &cookie.name);
        }
    }
    Fact::list(&values, numbered(shown), Ok(()))
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Visit;
    use crate::facts::{Finding, Reason};
    use crate::snapshot::{BeforeConsent, Cookie};

    fn finding(requests: &[&str], cookies: &[&str]) -> Finding {
        let mut visit = Visit::new(&[("/", "<p>Hej</p>")]);
        let cookie = |name: &&str| Cookie {
            name: (*name).to_owned(),
            domain: ".fjellbod.example".to_owned(),
            days: Some(400),
        };
        visit.0.before_consent = Some(BeforeConsent {
            url: "https://www.fjellbod.example/".to_owned(),
            cookies: cookies.iter().map(cookie).collect(),
            requests: requests.iter().map(|r| (*r).to_owned()).collect(),
            ..BeforeConsent::default()
        });
        visit.facts().get("site.trackers-before-consent").unwrap().finding.clone()
    }

    #[test]
    fn known_trackers_and_their_cookies_are_named() {
        let value = finding(
            &["https://region1.google-analytics.com/g/collect", "https://cdn.example/a.css"],
            &["_ga_AB12", "PHPSESSID", "_fbp"],
        )
        .value();
        let brief: Vec<String> = value
            .as_array()
            .unwrap()
            .iter()
            .map(|item| format!("{} {} {}", item["name"], item["kind"], item["cookie"]))
            .collect();
        assert_eq!(
            brief,
            [
                r#""Google Analytics" "analytics" null"#,
                r#""Google Analytics" "analytics" "_ga_AB12""#,
                r#""Meta" "advertising" "_fbp""#,
            ]
        );
        assert_eq!(value[0]["host"], "region1.google-analytics.com");
        assert_eq!(
            (&value[1]["host"], &value[1]["days"]),
            (&"fjellbod.example".into(), &400.into())
        );
    }

    #[test]
    fn what_a_shop_needs_is_no_tracker() {
        let needed = ["PHPSESSID", "cart", "csrf", "CookieConsent", "woocommerce_cart_hash"];
        let asked =
            ["https://notgoogle-analytics.com/x", "https://www.googletagmanager.com/gtm.js"];
        assert_eq!(finding(&asked, &needed), Finding::Absent);
    }

    #[test]
    fn without_a_browser_nothing_is_known() {
        let facts = Visit::new(&[("/", "<p>Hej</p>")]).facts();
        let finding = &facts.get("site.trackers-before-consent").unwrap().finding;
        assert_eq!(*finding, Finding::Unknown(Reason::NotCollected));
    }
}
