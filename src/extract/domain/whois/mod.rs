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
mod sections;

use super::Registration;
use super::date::{self, Order};
use super::status::epp_name;
use availability::Notice;
use keys::{Role, Topic};
use sections::Entry;

/// The most name servers and statuses kept.
const MAX_LIST: usize = 64;

/// Reads a WHOIS answer; `domain` and `server` are what was asked, where known.
#[must_use]
pub fn read(text: &str, domain: Option<&str>, server: Option<&str>) -> Registration {
    let lines = lines::lines(text);
    let entries = sections::entries(&lines);
    let answer = Answer { contacts: contacts::Contacts::new(&entries), entries: &entries };
    let order = order_of(domain, server);
    let statuses = answer.statuses();
    let holder = answer.contacts.registrant();
    let mut registration = Registration {
        domain: answer.domain().or_else(|| domain.and_then(host)),
        registered: None,
        created: answer.date(&[Topic::Created], order),
        updated: answer.date(&[Topic::Updated], order),
        expires: answer.date(&[Topic::Expires, Topic::RegistrarExpires], order),
        registrar: answer.contacts.registrar(),
        statuses: statuses.iter().map(|status| epp_name(status)).collect(),
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
    let some = data || registration.registrar.is_some();
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
        registration.registrar = None;
        registration.registrant = None;
        registration.redacted = false;
    }
}

/// Registries that write month, day and year in figures in this order.
const MONTH_FIRST: &[&str] = &["us", "ph", "gu", "pr", "vi", "as"];

fn order_of(domain: Option<&str>, server: Option<&str>) -> Order {
    let last =
        |name: Option<&str>| name.and_then(|n| n.rsplit('.').next()).map(str::to_ascii_lowercase);
    let is_month_first =
        |tld: Option<String>| tld.is_some_and(|tld| MONTH_FIRST.contains(&tld.as_str()));
    if is_month_first(last(domain)) || is_month_first(last(server)) {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
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
        let find = |topic: Topic, meaning: fn(&str) -> Option<Topic>| {
            self.of_domain()
                .filter(|entry| meaning(&entry.key) == Some(topic))
                .find_map(|entry| date::read(entry.value, order))
        };
        let known = topics.iter().find_map(|topic| find(*topic, keys::topic));
        let likely = || topics.iter().find_map(|topic| find(*topic, keys::likely_topic));
        known.or_else(likely).or_else(|| {
            // `[State]  Connected (2010/09/30)` says until when.
            let ends = topics.contains(&Topic::Expires);
            self.of_domain()
                .filter(|e| ends && keys::topic(&e.key) == Some(Topic::Status))
                .filter_map(|e| e.value.strip_prefix("Connected"))
                .find_map(|rest| date::read(rest, order))
        })
    }

    fn statuses(&self) -> Vec<&'a str> {
        let mut out: Vec<&str> = Vec::new();
        for entry in self.of_domain().filter(|e| keys::topic(&e.key) == Some(Topic::Status)) {
            for part in entry.value.split([',', ';']) {
                // `clientHold https://icann.org/epp#clientHold`, `clientHold (reason)`
                let end = part.find("http").or_else(|| part.find('(')).unwrap_or(part.len());
                let status = part.get(..end).unwrap_or("").trim();
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
                .split([' ', ',', ';', '\t', '[', '('])
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
