//! The holder of a domain as the registry shows it.

use crate::facts::Finding;
use crate::names;
use serde_json::Value;

/// What the holder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A company or another organisation.
    Organization,
    /// A natural person, as far as the name tells.
    Person,
}

/// Somebody whom the registry names.
#[derive(Debug, Clone)]
pub(super) struct Holder<'a> {
    /// Every name that is published, the organisation's first.
    pub names: Vec<&'a str>,
    /// The name to show.
    pub shown: &'a str,
    /// The organisation number.
    pub number: Option<&'a str>,
    /// What the holder is.
    pub kind: Kind,
    /// A name has a legal form, so it is the name of a company beyond doubt.
    pub formed: bool,
}

impl<'a> Holder<'a> {
    /// The holder in the fact `domain.registrant`, if one is named there.
    pub(super) fn of(registrant: &'a Finding) -> Option<Self> {
        let Finding::Present(value) = registrant else { return None };
        let text = |key: &str| {
            value.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
        };
        let (organization, name) = (text("organization"), text("name"));
        let number = text("registration-number");
        let names: Vec<&str> = organization.into_iter().chain(name).collect();
        let shown = names.first().copied().or(number)?;
        let formed = names.iter().any(|name| names::legal_form(name).is_some());
        let organized = organization.is_some() || number.is_some() || formed;
        let kind = if organized { Kind::Organization } else { Kind::Person };
        Some(Self { names, shown, number, kind, formed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn kind(value: serde_json::Value) -> Option<(Kind, bool)> {
        let finding = Finding::Present(value);
        Holder::of(&finding).map(|holder| (holder.kind, holder.formed))
    }

    #[test]
    fn organisations_and_persons_are_told_apart() {
        let organization = Kind::Organization;
        assert_eq!(kind(json!({"name": "Vera Lindqvist"})), Some((Kind::Person, false)));
        assert_eq!(kind(json!({"name": "Blå Kanna AB"})), Some((organization, true)));
        assert_eq!(kind(json!({"organization": "Kannan i Lund"})), Some((organization, false)));
        let numbered = json!({"name": "Kannan", "registration-number": "559912-3454"});
        assert_eq!(kind(numbered), Some((organization, false)));
        assert_eq!(kind(json!({"country": "SE", "name": " "})), None);
    }
}
