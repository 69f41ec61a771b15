//! What a registry says about a domain, the same whether by RDAP or WHOIS.

use super::privacy;
use serde::Serialize;

/// A domain registration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Registration {
    /// The domain, lower case, A-labels.
    pub domain: Option<String>,
    /// Whether it is registered; none where the answer does not tell.
    pub registered: Option<bool>,
    /// ISO 8601 date.
    pub created: Option<String>,
    /// ISO 8601 date.
    pub updated: Option<String>,
    /// ISO 8601 date.
    pub expires: Option<String>,
    /// Sponsoring registrar.
    pub registrar: Option<String>,
    /// Statuses by their EPP names where they have one, else as the source names
    /// them.
    pub statuses: Vec<String>,
    /// Host names, lower case, sorted as given.
    pub name_servers: Vec<String>,
    /// The holder as the record writes it, even where that is a phrase in place
    /// of a name or a service that stands in for the holder: see `redacted`.
    pub registrant: Option<Registrant>,
    /// The holder is hidden: what `registrant` says names nobody.
    pub redacted: bool,
    /// The source answered that it was asked too often.
    pub rate_limited: bool,
}

/// The holder of a domain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Registrant {
    /// Name of the person or contact.
    pub name: Option<String>,
    /// Name of the organisation.
    pub organization: Option<String>,
    /// Organisation number, where the registry publishes it.
    pub registration_number: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

impl Registration {
    /// The holder, where it is named and not hidden.
    #[must_use]
    pub fn holder(&self) -> Option<&Registrant> {
        self.registrant
            .as_ref()
            .filter(|r| !self.redacted && (r.name.is_some() || r.organization.is_some()))
    }
}

impl Registrant {
    /// Tells whether the holder is hidden, and drops a phrase in place of a name
    /// where the other name is real.
    ///
    /// A name with the mark of a company is the organisation's. The organisation
    /// decides: a registry that hides the contact person and
    /// shows the company has named the holder, and a privacy service that shows
    /// a person's name has not.
    pub(super) fn settle(mut self) -> (Self, bool) {
        if self.organization.is_none()
            && self.name.as_deref().is_some_and(|name| crate::names::legal_form(name).is_some())
        {
            self.organization = self.name.take();
        }
        let placeholder =
            |text: &Option<String>| text.as_deref().is_some_and(privacy::is_placeholder);
        let proxy = |text: &Option<String>| text.as_deref().is_some_and(privacy::is_proxy);
        if proxy(&self.organization) {
            return (self, true);
        }
        match (placeholder(&self.organization), placeholder(&self.name) || proxy(&self.name)) {
            (false, true) if self.organization.is_some() => {
                self.name = None;
                (self, false)
            }
            (true, false) if self.name.is_some() => {
                self.organization = None;
                (self, false)
            }
            (organization, name) => (self, organization || name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settle(name: Option<&str>, organization: Option<&str>) -> (Registrant, bool) {
        Registrant {
            name: name.map(str::to_owned),
            organization: organization.map(str::to_owned),
            ..Registrant::default()
        }
        .settle()
    }

    #[test]
    fn a_company_is_named_though_its_contact_is_hidden() {
        let (registrant, redacted) = settle(Some("REDACTED FOR PRIVACY"), Some("Blue Kettle AB"));
        assert!(!redacted);
        assert_eq!(registrant.name, None);
    }

    #[test]
    fn phrases_and_proxies_hide_the_holder() {
        assert!(settle(Some("REDACTED FOR PRIVACY"), None).1);
        assert!(settle(Some("Erik Jansson"), Some("Domains By Proxy, LLC")).1);
        assert!(!settle(Some("Erik Jansson"), None).1);
    }
}
