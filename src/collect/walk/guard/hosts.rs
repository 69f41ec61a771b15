//! Whose host an address has.

use crate::collect::address::registrable_domain;
use crate::vocabulary::Marks;
use url::Url;

/// Whether a payment provider takes payments at this host.
pub(super) fn is_payment(url: &Url) -> bool {
    kind(url) == Some("payment") || is_one_of(url, &Marks::built_in().walk_guard.payment_hosts)
}

/// Whether a shop platform takes orders for shops at this host.
pub(super) fn is_platform(url: &Url) -> bool {
    kind(url) == Some("platform")
}

/// Whether the host belongs to a wallet of a platform.
pub(super) fn is_wallet(url: &Url) -> bool {
    is_one_of(url, &Marks::built_in().walk_guard.wallet_hosts)
}

/// Whether the host is one of these or below one.
fn is_one_of(url: &Url, hosts: &[String]) -> bool {
    let host = url.host_str().unwrap_or("").trim_end_matches('.').to_ascii_lowercase();
    hosts.iter().any(|known| {
        host.strip_suffix(known.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

fn kind(url: &Url) -> Option<&'static str> {
    url.host_str().and_then(|host| Marks::built_in().sale_host(host)).map(|host| host.kind.as_str())
}

/// Whether two addresses belong to one site.
pub(super) fn is_one_site(one: &Url, other: &Url) -> bool {
    let site =
        |url: &Url| url.host_str().map(|host| registrable_domain(host.trim_end_matches('.')));
    site(one).is_some() && site(one) == site(other)
}
