//! The domain a token is for: the registrable one, in one spelling.

use crate::error::{Error, Result};
use url::{Host, Url};

/// The registrable domain (public suffix list) of a domain, host or address, in
/// lower case and A-labels (RFC 5891), without a final dot.
///
/// # Errors
/// [`Error::Usage`] where there is none: an IP address, a public suffix, no name.
pub fn registrable(text: &str) -> Result<String> {
    let text = text.trim();
    let refused = |why: &str| {
        Error::Usage(format!("`{text}` {why}; give the domain of the shop, such as shop.example"))
    };
    let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&full).map_err(|_| refused("is no domain"))?;
    match url.host() {
        Some(Host::Domain(host)) => {
            let host = host.trim_end_matches('.').to_ascii_lowercase();
            let domain = psl::domain_str(&host).map(str::to_owned);
            domain.ok_or_else(|| refused("is no domain that anybody can register"))
        }
        Some(_) => Err(refused("is an address and no domain")),
        None => Err(refused("is no domain")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_comes_to_one_domain() {
        for text in [
            "blå-kittel.example",
            "WWW.Blå-Kittel.example.",
            "https://www.blå-kittel.example/om-oss?a=b",
            "xn--bl-kittel-62a.example",
        ] {
            assert_eq!(registrable(text).unwrap(), registrable("blå-kittel.example").unwrap());
        }
        assert!(registrable("blå-kittel.example").unwrap().starts_with("xn--"));
        assert_eq!(registrable("a.b.kettle.co.uk").unwrap(), "kettle.co.uk");
    }

    #[test]
    fn what_nobody_can_register_is_refused() {
        for text in ["", "com", "co.uk", "192.0.2.1", "[2001:db8::1]", "a b.example", "https://"] {
            let error = registrable(text).unwrap_err();
            assert!(error.to_string().contains("shop.example"), "{text}: {error}");
        }
    }
}
