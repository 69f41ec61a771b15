//! Which hosts are the shop's own and which ones it declared.
//!
//! Hosts are compared by what can be registered (public suffix list), so that
//! `www` and a shop's other hosts are one site. The address that was checked is
//! its own; the application's address and its list of domains are declared.

use crate::extract::{Site, pages};

/// How a host belongs to the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Belonging {
    /// The domain that was checked.
    Own,
    /// Another one that the application names.
    Declared,
    /// Neither.
    Foreign,
}

/// The domains of a shop.
#[derive(Debug)]
pub(super) struct Domains {
    own: Option<String>,
    declared: Vec<String>,
}

impl Domains {
    /// The domains that the visit and the application name.
    pub(super) fn of(site: &Site<'_>) -> Self {
        let application = site.application;
        let url = application.and_then(|a| a.url.as_deref());
        let named = application.into_iter().flat_map(|a| &a.domains).map(String::as_str);
        let declared = named.chain(url).filter_map(registrable).collect();
        Self { own: pages::registrable(&site.snapshot.target.url), declared }
    }

    /// How a registrable domain belongs to the shop.
    pub(super) fn belonging(&self, domain: &str) -> Belonging {
        if self.own.as_deref() == Some(domain) {
            Belonging::Own
        } else if self.declared.iter().any(|declared| declared == domain) {
            Belonging::Declared
        } else {
            Belonging::Foreign
        }
    }
}

/// The registrable domain of a host name or an address, as people write either.
pub(super) fn registrable(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text.contains("://") {
        pages::registrable(text)
    } else {
        pages::registrable(&format!("https://{text}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::Application;
    use crate::extract::testing::{Visit, page};

    #[test]
    fn declared_domains_are_told_from_others() {
        let visit = Visit::new(&[("/", &page("Hem", ""))]);
        let application = Application {
            url: Some("https://www.fjellbod.example/no".to_owned()),
            domains: vec!["Fjellbod-norge.example".to_owned(), String::new()],
            ..Application::default()
        };
        let domains = visit.site(Some(&application), Domains::of);
        assert_eq!(domains.belonging("fjellbod.example"), Belonging::Own);
        assert_eq!(domains.belonging("fjellbod-norge.example"), Belonging::Declared);
        assert_eq!(domains.belonging("bod.example"), Belonging::Foreign);
    }
}
