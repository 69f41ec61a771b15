//! Whether the shop is at a name below a platform's domain.
//!
//! Where the visit ended counts: a name at a platform that leads on to a domain of
//! the shop's own is none, and a domain that leads to a platform is no home. What
//! the platforms' domains are is data.

use crate::extract::Site;
use crate::facts::{Evidence, Fact};
use crate::vocabulary::{Marks, PlatformHost};
use serde_json::json;
use url::Url;

/// The fact `site.platform-host`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let front = site.pages.iter().find(|page| page.clicks == 0);
    let address = front.map_or(site.snapshot.target.url.as_str(), |page| page.url.as_str());
    let Ok(url) = Url::parse(address) else {
        return Fact::missing(site.coverage.of_kinds(&[]));
    };
    if let Some((host, platform)) = platform(&url) {
        let value = json!({ "host": host, "platform": platform.platform });
        return Fact::present(value, vec![Evidence::new(url.as_str(), &host)]);
    }
    // Without a front page nobody knows where the address leads.
    Fact::missing(site.coverage.of_kinds(&[]))
}

/// The platform that an address is below, and the host.
fn platform(url: &Url) -> Option<(String, &'static PlatformHost)> {
    let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
    let below = |mark: &str| match mark.split_once('/') {
        Some((at, path)) => {
            let rest = url.path().trim_start_matches('/').strip_prefix(path);
            host == at
                && rest
                    .is_some_and(|rest| !rest.trim_matches('/').is_empty() && rest.starts_with('/'))
        }
        None => host
            .strip_suffix(mark)
            .and_then(|name| name.strip_suffix('.'))
            .is_some_and(|name| !matches!(name, "" | "www" | "shop" | "store" | "app")),
    };
    let all = Marks::built_in().platform_hosts.iter();
    let found = all.into_iter().find(|platform| platform.hosts.iter().any(|mark| below(mark)))?;
    Some((host, found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{Visit, page};
    use crate::facts::{Finding, Reason};

    fn name(address: &str) -> Option<&'static str> {
        platform(&Url::parse(address).unwrap()).map(|(_, found)| found.platform.as_str())
    }

    #[test]
    fn a_name_below_a_platform_is_known() {
        assert_eq!(name("https://fjellbod.myshopify.com/"), Some("Shopify"));
        assert_eq!(name("https://fjellbod.wixsite.com/butik"), Some("Wix"));
        assert_eq!(name("https://sites.google.com/view/fjellbod"), Some("Google Sites"));
        assert_eq!(name("https://www.etsy.com/shop/Fjellbod"), Some("Etsy"));
    }

    #[test]
    fn a_domain_of_its_own_is_none_whatever_it_is_called() {
        for address in [
            "https://www.fjellbod.example/",
            "https://myshopify.com.fjellbod.example/",
            "https://notmyshopify.com/",
            "https://www.wix.com/",
            "https://sites.google.com/",
            "https://www.google.com/view/fjellbod",
            "https://www.etsy.com/market/lampa",
        ] {
            assert_eq!(name(address), None, "{address}");
        }
    }

    #[test]
    fn where_the_visit_ended_counts() {
        let fact = |visit: &Visit| visit.facts().get("site.platform-host").unwrap().finding.clone();
        let mut visit = Visit::new(&[("/", &page("Hem", "<p>Hej</p>"))]);
        assert_eq!(fact(&visit), Finding::Absent);
        visit.0.exchanges[0].url = "https://fjellbod.myshopify.com/".to_owned();
        assert_eq!(fact(&visit).value()["host"], "fjellbod.myshopify.com");
        let failed = Visit::new(&[]).failure("/", Reason::TimedOut, "");
        assert_eq!(fact(&failed), Finding::Unknown(Reason::TimedOut));
    }
}
