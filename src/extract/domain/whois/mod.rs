//! Reads WHOIS answers.
//!
//! WHOIS (RFC 3912) has no format, so the reader understands how registries
//! write rather than what each of them writes: `lines` cuts keys from values,
//! `sections` finds what stands below which heading, `keys` says what keys
//! mean, `contacts` follows handles to the objects they name, and
//! `availability` reads the notices that come instead of data.
//!
//! An answer that holds data of a registration is evidence that the domain is
//! registered; a notice counts only where there is none. Remarks and legal
//! texts count for nothing.

mod availability;
mod contacts;
mod keys;
mod lines;
mod meaning;
mod sections;
#[cfg(test)]
mod shapes;
mod tables;

use super::Registration;
use super::date::{self, Order};
use super::status::epp_names;
use availability::Notice;
use meaning::{Role, Topic};
use sections::Entry;

/// The most name servers and statuses kept.
const MAX_LIST: usize = 64;

/// Reads a WHOIS answer; `domain` and `server` are what was asked, where known.
#[must_use]
pub fn read(text: &str, domain: Option<&str>, server: Option<&str>) -> Registration {
    let lines = lines::lines(text);
    let entries = sections::entries(&lines);
    let answer = Answer { contacts: contacts::Contacts::new(&entries), entries: &entries };
    let order = order_of(&entries, domain, server);
    let statuses = answer.statuses();
    let holder = answer.contacts.registrant();
    let mut registration = Registration {
        domain: answer.domain().or_else(|| domain.and_then(host)),
        registered: None,
        created: answer.date(&[Topic::Created], order),
        updated: answer.updated(order),
        expires: answer.date(&[Topic::Expires, Topic::RegistrarExpires], order),
        registrar: answer.contacts.registrar(),
        statuses: epp_names(statuses.iter().copied()),
        name_servers: answer.name_servers(),
        redacted: holder.redacted,
        registrant: holder.known(),
        rate_limited: false,
    };
    decide(&mut registration, &statuses, text);
    registration
}

/// Decides whether the domain is registered from what was read.
fn decide(registration: &mut Registration, statuses: &[&str], text: &str) {
    let stated = statuses.iter().find_map(|status| availability::of_status(status));
    let data = registration.created.is_some()
        || registration.expires.is_some()
        || registration.registrant.is_some()
        || registration.redacted
        || !registration.name_servers.is_empty();
    let some = data || registration.registrar.is_some() || registration.updated.is_some();
    let told = availability::notice(text);
    registration.registered = match (stated, data) {
        (Some(Notice::Free), false) => Some(false),
        // The registry keeps a reserved name for itself.
        (Some(Notice::Reserved), false) => Some(true),
        (Some(Notice::Free), true) => Some(registration.created.is_some()),
        (_, true) => Some(true),
        (_, false) => match told {
            Some(Notice::RateLimited) => {
                registration.rate_limited = true;
                None
            }
            Some(Notice::Free) => Some(false),
            Some(Notice::Reserved) => Some(true),
            Some(Notice::Invalid) => None,
            None => (some || !statuses.is_empty()).then_some(true),
        },
    };
    if registration.registered != Some(true) {
        registration.updated = None;
        registration.registrar = None;
        registration.registrant = None;
        registration.redacted = false;
    }
}

/// Registries that write month, day and year in figures in this order.
const MONTH_FIRST: &[&str] = &["us", "tk", "ph", "gu", "pr", "vi"];

/// The order of day and month in an answer: what one of its dates shows, else
/// what is known of the registry.
fn order_of(entries: &[Entry<'_>], domain: Option<&str>, server: Option<&str>) -> Order {
    let shown = entries
        .iter()
        .filter(|e| keys::topic(&e.key).or_else(|| keys::likely_topic(&e.key)).is_some())
        .find_map(|entry| date::order_shown(entry.value));
    let last = |name: &str| name.rsplit('.').next().map(str::to_ascii_lowercase);
    let month_first = [domain, server]
        .into_iter()
        .flatten()
        .filter_map(last)
        .any(|tld| MONTH_FIRST.contains(&tld.as_str()));
    shown.unwrap_or(if month_first { Order::MonthFirst } else { Order::DayFirst })
}

/// An answer, cut up.
struct Answer<'a> {
    entries: &'a [Entry<'a>],
    contacts: contacts::Contacts<'a>,
}

impl<'a> Answer<'a> {
    /// Entries that speak of the domain rather than of a contact.
    fn of_domain(&self) -> impl Iterator<Item = &'a Entry<'a>> {
        self.entries.iter().filter(|entry| {
            entry.section.is_none_or(|role| role == Role::NameServers)
                && !self.contacts.is_contact(entry.block)
        })
    }

    fn domain(&self) -> Option<String> {
        self.of_domain()
            .filter(|entry| keys::topic(&entry.key) == Some(Topic::Domain))
            .find_map(|entry| host(entry.value))
    }

    fn date(&self, topics: &[Topic], order: Order) -> Option<String> {
        // A date below the name servers may be theirs.
        let find = |topic: Topic, meaning: fn(&str) -> Option<Topic>| {
            let of = |own: bool| {
                self.of_domain()
                    .filter(move |entry| entry.section.is_none() == own)
                    .filter(move |entry| meaning(&entry.key) == Some(topic))
                    .find_map(|entry| date::read(entry.value, order))
            };
            of(true).or_else(|| of(false))
        };
        let known = topics.iter().find_map(|topic| find(*topic, keys::topic));
        let likely = || topics.iter().find_map(|topic| find(*topic, keys::likely_topic));
        known
            .or_else(likely)
            .or_else(|| {
                // `changed: someone 20010203 (Assigned)` says since when.
                self.of_domain()
                    .filter(|e| topics.contains(&Topic::Created) && e.value.ends_with("(Assigned)"))
                    .find_map(|e| date::read(e.value, order))
            })
            .or_else(|| {
                // `[State]  Connected (2010/09/30)` says until when.
                let ends = topics.contains(&Topic::Expires);
                self.of_domain()
                    .filter(|e| ends && keys::topic(&e.key) == Some(Topic::Status))
                    .filter_map(|e| e.value.strip_prefix("Connected"))
                    .find_map(|rest| date::read(rest, order))
            })
    }

    /// The latest of the days of change: some registries list them all.
    fn updated(&self, order: Order) -> Option<String> {
        self.of_domain()
            .filter(|entry| entry.section.is_none())
            .filter(|entry| keys::topic(&entry.key) == Some(Topic::Updated))
            .filter_map(|entry| date::read(entry.value, order))
            .max()
            .or_else(|| self.date(&[Topic::Updated], order))
    }

    fn statuses(&self) -> Vec<&'a str> {
        let mut out: Vec<&str> = Vec::new();
        for entry in self.of_domain().filter(|e| keys::topic(&e.key) == Some(Topic::Status)) {
            for part in entry.value.split([',', ';']).flat_map(|part| part.split(" / ")) {
                // `clientHold https://icann.org/epp#clientHold`, `clientHold (reason)`
                let end = part.find("http").or_else(|| part.find('(')).unwrap_or(part.len());
                // `200 Active`, `ok -`, `Renewal required.`
                let status = part
                    .get(..end)
                    .unwrap_or("")
                    .trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace())
                    .trim_end_matches(['.', '-', ' ', '\t']);
                if !status.is_empty() && !out.contains(&status) && out.len() < MAX_LIST {
                    out.push(status);
                }
            }
        }
        out
    }

    fn name_servers(&self) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        // Some registries call the domain's own name its DNS name.
        let own = self.domain();
        let mut push = |name: String| {
            if own.as_ref() != Some(&name) && !out.contains(&name) && out.len() < MAX_LIST {
                out.push(name);
            }
        };
        for entry in self.entries {
            let topic = keys::topic(&entry.key);
            let below = entry.section == Some(Role::NameServers)
                && (entry.below.is_some() || topic.is_some() || keys::field(&entry.key).is_some());
            let named = topic == Some(Topic::NameServer)
                && entry.section.is_none_or(|role| role == Role::NameServers);
            if !(named || below) {
                continue;
            }
            if let Some(name) = self.contacts.name_of(entry.value) {
                host(name).into_iter().for_each(&mut push);
                continue;
            }
            entry
                .value
                .split([' ', ',', ';', '\t', '[', '(', '+', '|'])
                .filter_map(host)
                .take(MAX_LIST)
                .for_each(&mut push);
        }
        out
    }
}

/// A host name in lower case and A-labels, if the text is one.
fn host(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.');
    let name = idna::domain_to_ascii(text).ok()?;
    let last = name.rsplit('.').next()?;
    let looks = name.len() <= 253
        && name.contains('.')
        && last.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
        && name.split('.').all(|label| {
            !label.is_empty()
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        });
    looks.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Registration {
        read(text, Some("blue-kettle.example"), None)
    }

    fn same_facts(text: &str) {
        let read = of(text);
        assert_eq!(read.registered, Some(true), "{text}");
        assert_eq!(read.domain.as_deref(), Some("blue-kettle.example"), "{text}");
        assert_eq!(read.created.as_deref(), Some("2001-02-13"), "{text}");
        assert_eq!(read.expires.as_deref(), Some("2027-02-13"), "{text}");
        assert_eq!(read.registrar.as_deref(), Some("Red Registrar"), "{text}");
        assert_eq!(read.name_servers, ["ns1.host.example", "ns2.host.example"], "{text}");
        let holder = read.holder().unwrap_or_else(|| panic!("no holder: {text}"));
        assert_eq!(holder.organization.as_deref(), Some("Blue Kettle Ltd"), "{text}");
        assert_eq!(holder.country.as_deref(), Some("SE"), "{text}");
    }

    #[test]
    fn roles_before_keys() {
        same_facts(
            "Domain Name: BLUE-KETTLE.EXAMPLE\r\nUpdated Date: 2020-01-01T00:00:00Z\r\n\
             Creation Date: 2001-02-13T04:05:06Z\r\nRegistry Expiry Date: 2027-02-13T04:05:06Z\r\n\
             Registrar: Red Registrar\r\nRegistrar IANA ID: 1\r\nRegistrant Name: REDACTED FOR PRIVACY\r\n\
             Registrant Organization: Blue Kettle Ltd\r\nRegistrant Fax Ext:\r\nRegistrant Country: SE\r\n\
             Admin Organization: Other AB\r\nName Server: NS1.HOST.EXAMPLE\r\nName Server: NS2.HOST.EXAMPLE\r\n\
             >>> Last update of WHOIS database: 2026-01-01T00:00:00Z <<<\r\n",
        );
    }

    #[test]
    fn headings_with_indented_lines() {
        same_facts(
            "\n    Domain name:\n        blue-kettle.example\n\n    Registrant:\n        Blue Kettle Ltd\n\n    \
             Registrant's address:\n        1 Street\n        Sweden\n\n    Registrar:\n        Red Registrar\n        \
             URL: https://registrar.example\n\n    Relevant dates:\n        Registered on: 13-Feb-2001\n        \
             Expiry date:  13-Feb-2027\n        Last updated:  01-Jan-2020\n\n    Name servers:\n        \
             ns1.host.example   192.0.2.1\n        ns2.host.example\n\n    WHOIS lookup made at 10:20:30 01-Jan-2026\n"
                .replace("Registrant's address", "Registrant address")
                .as_str(),
        );
    }

    #[test]
    fn sections_of_keys() {
        same_facts(
            "Domain:             blue-kettle.example\nStatus:             ok\nCreated:            2001-02-13 10:11:12\n\
             Expire Date:        2027-02-13\n\nRegistrant\n  Organization:     Blue Kettle Ltd\n  \
             Address:          Gatan 1\n                    SE\n  Created:          1999-01-01\n\nAdmin Contact\n  \
             Name:             Erik Jansson\n  Organization:     Other AB\n\nRegistrar\n  Organization:     Red Registrar\n\n\
             Nameservers\n  ns1.host.example\n  ns2.host.example\n",
        );
    }

    #[test]
    fn objects_by_handle() {
        same_facts(
            "% remarks\n\ndomain:       blue-kettle.example\nregistrant:   BK-1\nnsset:        NS-1\n\
             registrar:    Red Registrar\nregistered:   13.02.2001 19:27:26\nexpire:       13.02.2027\n\n\
             contact:      OTHER-2\norg:          Other AB\ncreated:      01.01.1999\n\ncontact:      BK-1\n\
             org:          Blue Kettle Ltd\naddress:      Gatan 1\naddress:      SE\ncreated:      02.01.1999\n\n\
             nsset:        NS-1\nnserver:      ns1.host.example (192.0.2.1)\nnserver:      ns2.host.example\n",
        );
    }

    #[test]
    fn brackets_and_dotted_leaders() {
        same_facts(
            "a. [Domain Name]   BLUE-KETTLE.EXAMPLE\ng. [Registrant]   Blue Kettle Ltd\n[Registrant Country]  SE\n\
             p. [Name Server]  ns1.host.example\np. [Name Server]  ns2.host.example\n[Registrar]  Red Registrar\n\
             [Registered Date]  2001/02/13\n[State]  Connected (2027/02/13)\n",
        );
        same_facts(
            "domain.............: blue-kettle.example\ncreated............: 13.2.2001 00:00:00\n\
             expires............: 13.2.2027 00:00:00\n\nNameservers\n\nnserver............: ns1.host.example [192.0.2.1] [OK]\n\
             nserver............: ns2.host.example [OK]\n\nHolder\n\nname...............: Blue Kettle Ltd\n\
             register number....: 0000000-0\ncountry............: Sweden\n\nRegistrar\n\nregistrar..........: Red Registrar\n"
                .replace("name...............: Blue", "organization.......: Blue")
                .as_str(),
        );
    }

    #[test]
    fn numbers_of_companies_are_read() {
        let text = "Domain name:\n  blue-kettle.example\n\nRegistrant:\n  Blue Kettle Ltd\n\nRegistrant type:\n  Limited Company, (Company number: 01234567)\n";
        assert_eq!(of(text).holder().unwrap().registration_number.as_deref(), Some("01234567"));
    }

    #[test]
    fn hidden_holders_are_redacted_and_named_as_written() {
        let read =
            of("Domain: blue-kettle.example\nCreated: 2001-02-03\nRegistrant:\n\tNOT DISCLOSED!\n");
        assert!(read.redacted && read.holder().is_none());
        assert_eq!(read.registrant.unwrap().name.as_deref(), Some("NOT DISCLOSED!"));
    }

    #[test]
    fn one_clear_date_settles_the_order_of_all() {
        let read = of(
            "Domain: blue-kettle.example\nDomain registered: 12/18/2001\nRecord will expire on: 03/02/2027\n",
        );
        assert_eq!(read.expires.as_deref(), Some("2027-03-02"));
    }

    #[test]
    fn notices_come_instead_of_data() {
        assert_eq!(of("No match for \"BLUE-KETTLE.EXAMPLE\".").registered, Some(false));
        assert_eq!(of("Domain: blue-kettle.example\nStatus: free\n").registered, Some(false));
        let limited = of("% Query rate limit exceeded, try again later.");
        assert!(limited.rate_limited && limited.registered.is_none());
        assert_eq!(of("Invalid query").registered, None);
        assert_eq!(of("").registered, None);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[a-zA-Z0-9 :.\\[\\]\\n\\t%åß-]{0,400}") {
            let _ = of(&text);
        }

        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = of(&String::from_utf8_lossy(&bytes));
        }
    }
}
