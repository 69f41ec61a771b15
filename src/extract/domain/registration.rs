//! What a registry says about a domain, the same whether by RDAP or WHOIS.

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
    /// Statuses as the source names them.
    pub statuses: Vec<String>,
    /// Host names, lower case, sorted as given.
    pub name_servers: Vec<String>,
    /// The holder as the record writes it, even where that is a phrase in place of
    /// a name or a service that stands in for the holder; `redacted` tells so.
    pub registrant: Option<Registrant>,
    /// The holder is hidden: what `registrant` says is nobody's name.
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
