//! What a key of a WHOIS answer can mean.

/// What a key of the domain itself tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Domain,
    Created,
    Updated,
    /// Ends with the registry.
    Expires,
    /// Ends with the registrar; used where the registry says nothing.
    RegistrarExpires,
    Status,
    NameServer,
    Registrar,
    /// A heading that stands above dates.
    Dates,
}

/// What a key of a contact tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Name,
    Organization,
    Number,
    Country,
    Address,
    Handle,
    /// The holder's kind, which may carry a number.
    Kind,
}

/// Whose contact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Registrant,
    Registrar,
    NameServers,
    Other,
}
