//! Asks the registries about a domain: RDAP first, WHOIS where RDAP leaves
//! something open.
//!
//! `rdap` and `whois` speak the two protocols, `bootstrap` finds the RDAP server
//! of a zone, `servers` the WHOIS server, `cache` keeps what may be kept from one
//! visit to the next, and `quota` knows who must be left alone. Each question is
//! bounded in time and size and ends with an answer or a reason; an answer is
//! kept as it came.
//!
//! What answers mean is for extraction; it is asked here only to know whom to ask
//! next: whether an answer names a holder, and whether it is one at all.

mod bootstrap;
mod cache;
mod quota;
mod rdap;
mod servers;
mod whois;

use super::NetworkOptions;
use super::clock::now;
use super::egress::Egress;
use super::http::Http;
use super::log::Log;
use crate::extract::domain::Registration;
use crate::facts::Reason;
use crate::snapshot::{Failure, Limits, RegistryAnswer, Snapshot};
use cache::Cache;
use quota::Quota;
use std::time::Duration;

/// Most bytes of one RDAP answer or of the bootstrap; the largest are well below
/// a tenth of it.
const MAX_BODY_BYTES: u64 = 2 << 20;
/// Most bytes of all of them.
const MAX_TOTAL_BYTES: u64 = 16 << 20;
/// Most seconds for one question, whatever the limits of the visit.
const PATIENCE_SECONDS: u64 = 10;

/// The limits of a visit as they hold for the registries.
pub(super) fn limits(of_visit: &Limits) -> Limits {
    Limits {
        max_body_bytes: of_visit.max_body_bytes.min(MAX_BODY_BYTES),
        max_total_bytes: of_visit.max_total_bytes.min(MAX_TOTAL_BYTES),
        request_timeout_seconds: of_visit.request_timeout_seconds.clamp(1, PATIENCE_SECONDS),
        ..of_visit.clone()
    }
}

/// The questions about one domain.
pub(super) struct Inquiry<'a> {
    http: &'a Http,
    egress: &'a Egress,
    options: &'a NetworkOptions,
    domain: &'a str,
    log: &'a Log<'a>,
    cache: Cache,
    quota: Quota,
    /// How long one question may take, redirects included.
    patience: Duration,
}

/// In which list of the snapshot an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protocol {
    Rdap,
    Whois,
}

impl Protocol {
    fn list(self, snapshot: &mut Snapshot) -> &mut Vec<RegistryAnswer> {
        match self {
            Self::Rdap => &mut snapshot.rdap,
            Self::Whois => &mut snapshot.whois,
        }
    }
}

impl<'a> Inquiry<'a> {
    /// `http` was made with [`limits`], which are given here too.
    pub(super) fn new(
        (http, limits): (&'a Http, &Limits),
        egress: &'a Egress,
        options: &'a NetworkOptions,
        domain: &'a str,
        log: &'a Log<'a>,
    ) -> Self {
        let cache = Cache::new(options.cache_dir.clone());
        Self {
            http,
            egress,
            options,
            domain,
            log,
            quota: Quota::new(cache.clone()),
            cache,
            patience: Duration::from_secs(limits.request_timeout_seconds),
        }
    }

    /// Asks everybody who is to be asked. May be dropped at any time: a question
    /// under way then stands in the snapshot as one that was not answered.
    pub(super) async fn ask(&self) {
        let answers = rdap::ask(self).await;
        if !is_enough(&answers) {
            whois::ask(self).await;
        }
    }

    /// Answers that came so far.
    pub(super) fn answers(&self) -> usize {
        self.log.with(|snapshot| {
            let all = snapshot.rdap.iter().chain(&snapshot.whois);
            all.filter(|answer| answer.failure.is_none()).count()
        })
    }

    /// An entry without an answer.
    fn entry(&self, url: &str) -> RegistryAnswer {
        RegistryAnswer {
            url: url.to_owned(),
            domain: self.domain.to_owned(),
            status: None,
            seen_at: now(),
            failure: None,
            note: None,
            text: String::new(),
        }
    }

    /// Takes down that a question is asked; the place of its answer.
    fn begin(&self, protocol: Protocol, url: &str) -> usize {
        let detail = "the visit ended before the answer came".to_owned();
        let failure = Some(Failure { reason: Reason::Truncated, detail });
        let entry = RegistryAnswer { failure, ..self.entry(url) };
        self.log.with(|snapshot| {
            let list = protocol.list(snapshot);
            list.push(entry);
            list.len() - 1
        })
    }

    /// Takes down the answer in its place, and forgets questions after it.
    fn settle(&self, protocol: Protocol, place: usize, answer: RegistryAnswer) {
        self.log.with(|snapshot| {
            let list = protocol.list(snapshot);
            list.truncate(place);
            list.push(answer);
        });
    }

    /// Takes down something that was not asked.
    fn keep(&self, protocol: Protocol, entry: RegistryAnswer) {
        self.log.with(|snapshot| protocol.list(snapshot).push(entry));
    }
}

/// Whether RDAP told as much as WHOIS could: the domain is registered, since
/// when, and who holds it.
///
/// Where RDAP hides the holder WHOIS is asked too, as several registries publish
/// companies there and only there. That a name is free is asked twice, as a
/// single server that does not know the domain would say the same.
fn is_enough(answers: &[Registration]) -> bool {
    let any = |is: fn(&Registration) -> bool| answers.iter().any(is);
    any(|a| a.registered == Some(true))
        && any(|a| a.created.is_some())
        && any(|a| a.holder().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::domain::Registrant;

    #[test]
    fn whois_is_asked_unless_rdap_named_the_holder() {
        let thin = Registration {
            registered: Some(true),
            created: Some("2001-02-03".to_owned()),
            ..Registration::default()
        };
        let hidden = Registration { redacted: true, ..thin.clone() };
        let holder =
            Registrant { name: Some("Blue Kettle AB".to_owned()), ..Registrant::default() };
        let named = Registration { registrant: Some(holder), ..thin.clone() };
        let undated = Registration { created: None, ..named.clone() };
        let free = Registration { registered: Some(false), ..Registration::default() };
        for (answers, enough) in [
            (vec![], false),
            (vec![thin.clone()], false),
            (vec![hidden.clone()], false),
            (vec![named.clone()], true),
            (vec![undated.clone()], false),
            (vec![thin.clone(), hidden], false),
            (vec![thin, undated], true),
            (vec![free], false),
        ] {
            assert_eq!(is_enough(&answers), enough, "{answers:?}");
        }
    }
}
