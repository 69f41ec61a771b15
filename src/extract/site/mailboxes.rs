//! Whose domains the shop's e-mail addresses are at.
//!
//! *Own* are the domain that was checked, those the application names, and the
//! one the address ends on; *free mailers* give a mailbox to anybody and are
//! data; *other* is anybody else: a group company, an agency, a host.

use super::own::{Belonging, Domains, registrable};
use crate::extract::Site;
use crate::facts::{Fact, FactSet, Finding, Reason};
use crate::vocabulary::Marks;
use serde_json::{Value, json};

/// The fact `contact.email-domains`, out of `contact.emails` with its evidence.
pub(super) fn fact(site: &Site<'_>, set: &FactSet) -> Fact {
    let Some(emails) = set.get("contact.emails") else {
        return Fact::unknown(Reason::NotCollected);
    };
    let domains = Domains::of(site);
    let end = set.get("site.redirected-to").map(|fact| fact.finding.value());
    let end = end.as_ref().and_then(Value::as_str);
    let item = |email: &Value| {
        let address = email["value"].as_str().unwrap_or("");
        let host = address.rsplit_once('@').map_or("", |(_, host)| host);
        let domain = registrable(host).unwrap_or_else(|| host.to_owned());
        let relation = if Marks::built_in().is_mailer(host) {
            "free-mailer"
        } else if domains.belonging(&domain) != Belonging::Foreign || end == Some(domain.as_str()) {
            "own"
        } else {
            "other"
        };
        json!({ "email": address, "domain": domain, "relation": relation })
    };
    let finding = match &emails.finding {
        Finding::Present(Value::Array(items)) => {
            Finding::Present(items.iter().map(item).collect::<Vec<_>>().into())
        }
        Finding::Partial(items, reason) => {
            Finding::Partial(items.iter().map(item).collect(), *reason)
        }
        Finding::Unknown(reason) => Finding::Unknown(*reason),
        Finding::Present(_) | Finding::Glimpsed(..) | Finding::Absent => Finding::Absent,
    };
    Fact { finding, evidence: emails.evidence.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{Visit, page};
    use crate::facts::Evidence;

    fn relation(email: &str) -> (String, String) {
        let visit = Visit::new(&[("/", &page("Kontakt", ""))]);
        let mut set = FactSet::new();
        let evidence = Evidence::new("https://www.fjellbod.example/", email);
        let emails =
            Fact::list(&[json!({ "value": email, "source": "text" })], vec![evidence], Ok(()));
        set.put("contact.emails", emails);
        let fact = visit.site(None, |site| fact(site, &set));
        assert_eq!(fact.evidence.len(), 1);
        let item = fact.finding.value()[0].clone();
        let text = |key: &str| item[key].as_str().unwrap().to_owned();
        (text("domain"), text("relation"))
    }

    #[test]
    fn own_free_and_other_addresses_are_told_apart() {
        let pair = |domain: &str, relation: &str| (domain.to_owned(), relation.to_owned());
        assert_eq!(relation("kund@post.fjellbod.example"), pair("fjellbod.example", "own"));
        assert_eq!(relation("fjellbod@gmail.com"), pair("gmail.com", "free-mailer"));
        assert_eq!(relation("fjellbod@hotmail.co.uk"), pair("hotmail.co.uk", "free-mailer"));
        assert_eq!(relation("info@bodgruppen.example"), pair("bodgruppen.example", "other"));
    }

    #[test]
    fn without_an_address_there_is_no_domain() {
        let facts = Visit::new(&[("/", &page("Hem", "<p>Hej</p>"))]).facts();
        let fact = |path: &str| facts.get(path).unwrap().finding.clone();
        assert!(!matches!(fact("contact.email-domains"), Finding::Present(_)));
        assert_eq!(fact("contact.email-domains").state(), fact("contact.emails").state());
    }
}
