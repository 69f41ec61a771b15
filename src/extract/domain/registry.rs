//! The facts of the domain's registration, out of RDAP and WHOIS answers.
//!
//! The registry's RDAP answer comes first, then the registrar's to which it
//! refers, then WHOIS; each later source fills what the earlier left open and
//! contradicts nothing. An extract that the applicant supplied comes last and
//! fills only who holds the domain, with whom, and its two dates (`supplied`). The question counts as answered when one source told
//! whether the domain is registered.
//!
//! Every domain has a holder, a day it was registered and a day it ends, so what
//! no source shows of these is not *absent* but unpublished. A registrar and
//! statuses are *absent* when every source that was asked has answered without.

use super::supplied::{self, About};
use super::{Registrant, Registration, date, rdap, whois};
use crate::facts::{Evidence, Fact, FactSet, Reason};
use crate::snapshot::{RegistryAnswer, Snapshot, sha256};
use serde::Serialize;
use serde_json::json;

/// An answer, read.
struct Source<'a> {
    answer: &'a RegistryAnswer,
    registration: Registration,
    /// `rdap`, `whois` or `extract`.
    kind: &'static str,
    /// SHA-256 of the text.
    sha256: String,
}

/// States the facts under `domain.*`.
pub(super) fn facts(snapshot: &Snapshot, set: &mut FactSet) {
    let domain = snapshot.target.registrable_domain.as_str();
    let (mut sources, failure) = sources(snapshot, domain);
    let extracts = extracts(snapshot, domain);
    set.put("domain.extract", extract_fact(&sources, &extracts));
    let usable = extracts.into_iter().filter(|e| matches!(e.about, About::Asked | About::Unstated));
    let known = |source: &&Source<'_>| source.registration.registered.is_some();
    let Some(first) = sources.iter().find(known) else {
        put_name(domain, None, set);
        if let Some(reason) = failure {
            for path in PATHS {
                set.put(path, Fact::unknown(reason).with(asked(snapshot)));
            }
        }
        let extracts: Vec<Source<'_>> = usable.map(|extract| extract.source).collect();
        let missing = Err(failure.unwrap_or(Reason::NotCollected));
        for (path, fact) in fillable(&extracts, missing, missing) {
            if fact.finding.reason().is_none() {
                set.put(path, fact);
            }
        }
        return;
    };
    put_name(domain, Some(first), set);
    let mut evidence = vec![first.evidence(domain)];
    evidence.extend(noted(snapshot, domain));
    set.put("domain.source", Fact::present(first.kind, evidence));
    let registered = first.registration.registered == Some(true);
    set.put("domain.registered", Fact::present(registered, vec![first.evidence(domain)]));
    if !registered {
        for path in PATHS.iter().filter(|p| !["domain.registered", "domain.source"].contains(p)) {
            set.put(path, Fact::absent().with(vec![first.evidence(domain)]));
        }
        return;
    }
    // Whoever holds the domain exists, published or not; dates that a registry
    // does not publish are no matter of the shop's and absent from its record.
    let unpublished = Err(failure.unwrap_or(Reason::NoPublicSource));
    // A source that does not exist leaves no gap.
    let coverage = failure.filter(|r| *r != Reason::NoPublicSource).map_or(Ok(()), Err);
    set.put("domain.statuses", many(&sources, |r| &r.statuses, coverage));
    set.put("domain.name-servers", many(&sources, |r| &r.name_servers, coverage));
    sources.extend(usable.map(|extract| extract.source));
    for (path, fact) in fillable(&sources, coverage, unpublished) {
        set.put(path, fact);
    }
}

/// The facts that an extract may fill: the first source that shows them counts.
fn fillable(
    sources: &[Source<'_>],
    coverage: Result<(), Reason>,
    unpublished: Result<(), Reason>,
) -> [(&'static str, Fact); 4] {
    [
        ("domain.created", one(sources, |r| r.created.as_ref(), coverage)),
        ("domain.expires", one(sources, |r| r.expires.as_ref(), coverage)),
        ("domain.registrar", one(sources, |r| r.registrar.as_ref(), coverage)),
        ("domain.registrant", holder(sources, unpublished)),
    ]
}

/// An extract, read.
struct Extract<'a> {
    about: About,
    source: Source<'a>,
}

fn extracts<'a>(snapshot: &'a Snapshot, domain: &str) -> Vec<Extract<'a>> {
    let ours = |e: &&RegistryAnswer| e.domain.eq_ignore_ascii_case(domain) && e.failure.is_none();
    let read = snapshot.registry_extracts.iter().filter(ours).map(|answer| Extract {
        about: supplied::about(&answer.text, domain),
        source: Source {
            answer,
            registration: supplied::read(answer),
            kind: "extract",
            sha256: sha256(answer.text.as_bytes()),
        },
    });
    read.collect()
}

/// `domain.extract`: what the extract was used for, and where it contradicts.
fn extract_fact(public: &[Source<'_>], extracts: &[Extract<'_>]) -> Fact {
    let Some(first) = extracts.first() else { return Fact::absent() };
    let asked = first.source.answer.domain.as_str();
    let (domain, mut conflicts) = match &first.about {
        About::Asked => (Some(asked), Vec::new()),
        About::Other(other) => (Some(other.as_str()), vec!["domain"]),
        About::Unstated => (None, Vec::new()),
    };
    let extract = &first.source.registration;
    let mut used = Vec::new();
    if conflicts.is_empty() {
        // What several public sources say together is what the extract is held
        // against.
        let record = merged(public);
        conflicts = supplied::conflicts(&record, extract);
        let open = record.registered != Some(false);
        let fills = [
            ("registrant", record.holder().is_none() && extract.holder().is_some()),
            ("registrar", record.registrar.is_none() && extract.registrar.is_some()),
            ("created", record.created.is_none() && extract.created.is_some()),
            ("expires", record.expires.is_none() && extract.expires.is_some()),
        ];
        used =
            fills.into_iter().filter(|(_, fills)| open && *fills).map(|(name, _)| name).collect();
    }
    let value = json!({ "domain": domain, "used-for": used, "conflicts": conflicts });
    let shown = |name: &str| match name {
        "registrant" => extract.holder().and_then(|h| h.organization.as_ref().or(h.name.as_ref())),
        "registrar" => extract.registrar.as_ref(),
        "created" => extract.created.as_ref(),
        "expires" => extract.expires.as_ref(),
        _ => extract.domain.as_ref(),
    };
    // What contradicts comes first: a person has to look at it.
    let mut evidence: Vec<Evidence> = conflicts
        .iter()
        .chain(&used)
        .map(|name| first.source.evidence(shown(name).map_or("", String::as_str)))
        .collect();
    if evidence.is_empty() {
        evidence.push(first.source.evidence(domain.unwrap_or_default()));
    }
    Fact::present(value, evidence)
}

/// The record that public sources give together, the best first.
fn merged(sources: &[Source<'_>]) -> Registration {
    let mut out = Registration::default();
    for source in sources {
        let next = &source.registration;
        out.registered = out.registered.or(next.registered);
        out.created = out.created.or_else(|| next.created.clone());
        out.expires = out.expires.or_else(|| next.expires.clone());
        out.registrar = out.registrar.or_else(|| next.registrar.clone());
        out.registrant = out.registrant.or_else(|| next.holder().cloned());
    }
    out
}

/// The facts that need an answer.
const PATHS: &[&str] = &[
    "domain.created",
    "domain.expires",
    "domain.registered",
    "domain.registrant",
    "domain.registrar",
    "domain.source",
    "domain.statuses",
    "domain.name-servers",
];

/// Answers that say something of the domain, best first, and why others do not.
///
/// Only the first RDAP answer is the registry's: that a registrar does not know
/// the domain says nothing of whether it is registered.
fn sources<'a>(snapshot: &'a Snapshot, domain: &str) -> (Vec<Source<'a>>, Option<Reason>) {
    let mut out: Vec<Source<'a>> = Vec::new();
    let mut failures: Vec<Reason> = Vec::new();
    let rdap = snapshot.rdap.iter().map(|answer| (answer, "rdap"));
    let whois = snapshot.whois.iter().map(|answer| (answer, "whois"));
    for (answer, kind) in rdap.chain(whois) {
        if !answer.domain.eq_ignore_ascii_case(domain) {
            continue;
        }
        if let Some(failure) = &answer.failure {
            failures.push(failure.reason);
            continue;
        }
        if is_bootstrap(answer, kind) {
            continue;
        }
        let registration = read(answer, kind);
        if registration.rate_limited {
            failures.push(Reason::RateLimited);
            continue;
        }
        match registration.registered {
            Some(true) => {}
            Some(false) if out.is_empty() => {}
            Some(false) => continue,
            None => {
                failures.push(Reason::NoPublicSource);
                continue;
            }
        }
        if speaks_of_another(answer, &registration, domain) {
            failures.push(Reason::Conflicting);
            continue;
        }
        out.push(Source { answer, registration, kind, sha256: sha256(answer.text.as_bytes()) });
    }
    // A name that one source does not know and another does is registered.
    if out.iter().any(|s| s.registration.registered == Some(true)) {
        out.retain(|s| s.registration.registered == Some(true));
    }
    (out, weightiest(&failures))
}

fn read(answer: &RegistryAnswer, kind: &str) -> Registration {
    match (kind, answer.status) {
        ("rdap", Some(429)) => Registration { rate_limited: true, ..Registration::default() },
        ("rdap", Some(404)) => Registration { registered: Some(false), ..Registration::default() },
        ("rdap", _) => rdap::read(&answer.text),
        _ => {
            let server =
                answer.url.strip_prefix("whois://").and_then(|rest| rest.split('/').next());
            whois::read(&answer.text, Some(&answer.domain), server)
        }
    }
}

/// What only says whom to ask is no answer about a domain: IANA's list of RDAP
/// servers (RFC 9224), and its WHOIS, which answers with the top-level domain.
fn is_bootstrap(answer: &RegistryAnswer, kind: &str) -> bool {
    if kind == "rdap" {
        !answer.url.contains("/domain/")
    } else {
        answer.url.starts_with("whois://whois.iana.org/")
            || answer.text.trim_start().starts_with("% IANA WHOIS server")
    }
}

/// Whether an answer is about another domain than was asked for: it names one,
/// and the one asked for nowhere. Names beyond ASCII may be spelled in letters
/// there and are believed.
fn speaks_of_another(answer: &RegistryAnswer, registration: &Registration, domain: &str) -> bool {
    let other =
        registration.domain.as_deref().is_some_and(|name| !name.eq_ignore_ascii_case(domain));
    other
        && !domain.contains("xn--")
        && !answer.text.to_ascii_lowercase().contains(&domain.to_ascii_lowercase())
}

/// The reason that tells most about what to do: come back later, try again, ask
/// elsewhere.
fn weightiest(failures: &[Reason]) -> Option<Reason> {
    [Reason::RateLimited, Reason::Blocked, Reason::TimedOut, Reason::Unreachable, Reason::Truncated]
        .into_iter()
        .find(|reason| failures.contains(reason))
        .or_else(|| failures.first().copied())
}

/// Where it was asked in vain: why there was no answer, or how one begins that
/// says nothing of the domain.
fn asked(snapshot: &Snapshot) -> Vec<Evidence> {
    let rdap = snapshot.rdap.iter().map(|answer| (answer, "rdap"));
    let whois = snapshot.whois.iter().map(|answer| (answer, "whois"));
    rdap.chain(whois)
        .filter(|(answer, kind)| answer.failure.is_some() || !is_bootstrap(answer, kind))
        .map(|(answer, _)| {
            let mut evidence = match &answer.failure {
                Some(failure) => {
                    let note = answer.note.as_ref().map(|note| format!(" ({note})"));
                    let detail = format!("{}{}", failure.detail, note.unwrap_or_default());
                    Evidence::new(answer.url.clone(), &detail)
                }
                None => {
                    let line = answer.text.lines().find(|line| !line.trim().is_empty());
                    let mut evidence = Evidence::new(answer.url.clone(), line.unwrap_or_default());
                    evidence.sha256 = Some(sha256(answer.text.as_bytes()));
                    evidence
                }
            };
            evidence.seen_at = Some(answer.seen_at.clone());
            evidence
        })
        .take(4)
        .collect()
}

/// What is worth knowing of how the answers were had: out of a cache that is out
/// of date, say, or that a referral was not followed.
fn noted(snapshot: &Snapshot, domain: &str) -> Vec<Evidence> {
    let ours = snapshot.rdap.iter().chain(&snapshot.whois);
    ours.filter(|answer| answer.domain.eq_ignore_ascii_case(domain))
        .filter_map(|answer| {
            let mut evidence = Evidence::new(answer.url.clone(), answer.note.as_deref()?);
            evidence.seen_at = Some(answer.seen_at.clone());
            Some(evidence)
        })
        .take(4)
        .collect()
}

fn put_name(domain: &str, source: Option<&Source<'_>>, set: &mut FactSet) {
    let evidence = source.map(|s| s.evidence(domain)).into_iter().collect();
    set.put("domain.name", Fact::present(domain, evidence));
}

/// The first source's value.
fn one(
    sources: &[Source<'_>],
    value: impl Fn(&Registration) -> Option<&String>,
    missing: Result<(), Reason>,
) -> Fact {
    sources
        .iter()
        .find_map(|s| value(&s.registration).map(|v| Fact::present(v, vec![s.evidence(v)])))
        .unwrap_or_else(|| Fact::missing(missing).with(looked(sources)))
}

/// The first list that is not empty.
fn many(
    sources: &[Source<'_>],
    list: impl Fn(&Registration) -> &Vec<String>,
    coverage: Result<(), Reason>,
) -> Fact {
    match sources.iter().find(|s| !list(&s.registration).is_empty()) {
        Some(source) => {
            let list = list(&source.registration);
            let evidence = list
                .iter()
                .enumerate()
                .map(|(item, entry)| Evidence { item: Some(item), ..source.evidence(entry) });
            Fact::present(list, evidence.collect())
        }
        None => Fact::missing(coverage).with(looked(sources)),
    }
}

fn holder(sources: &[Source<'_>], missing: Result<(), Reason>) -> Fact {
    let named = sources.iter().find_map(|s| s.registration.holder().map(|h| (s, h)));
    if let Some((source, holder)) = named {
        let shown = holder.organization.as_deref().or(holder.name.as_deref()).unwrap_or("");
        return Fact::present(Shown::of(holder), vec![source.evidence(shown)]);
    }
    // That an extract hides the holder says nothing of the registry.
    match sources.iter().find(|s| s.registration.redacted && s.kind != "extract") {
        Some(source) => {
            let registrant = source.registration.registrant.clone().unwrap_or_default();
            let phrase = registrant.organization.or(registrant.name).unwrap_or_default();
            Fact::unknown(Reason::Redacted).with(vec![source.evidence(&phrase)])
        }
        None => Fact::missing(missing).with(looked(sources)),
    }
}

/// The shape of `domain.registrant`.
#[derive(Serialize)]
#[serde(transparent)]
struct Shown(serde_json::Value);

impl Shown {
    fn of(holder: &Registrant) -> Self {
        Self(json!({
            "name": holder.name,
            "organization": holder.organization,
            "registration-number": holder.registration_number,
            "country": holder.country,
        }))
    }
}

fn looked(sources: &[Source<'_>]) -> Vec<Evidence> {
    sources.iter().map(|source| source.evidence("")).collect()
}

impl Source<'_> {
    /// Evidence of a value: the line of the record that says so.
    fn evidence(&self, value: &str) -> Evidence {
        Evidence {
            url: self.answer.url.clone(),
            selector: None,
            excerpt: crate::facts::shorten(excerpt(&self.answer.text, value)),
            sha256: Some(self.sha256.clone()),
            seen_at: Some(self.answer.seen_at.clone()),
            item: None,
        }
    }
}

/// Bytes looked at before and after a value in a text without lines.
const AROUND: usize = 80;

/// The line, or the surroundings, of a value in a record; the beginning of the
/// record where the value is not spelled out.
fn excerpt<'a>(text: &'a str, value: &str) -> &'a str {
    let folded = text.to_ascii_lowercase();
    let needle = value.to_ascii_lowercase();
    let at = if needle.is_empty() { None } else { folded.find(&needle) };
    let Some(at) = at else {
        let same_day = |line: &&str| {
            let after = line.split_once(':').map_or(*line, |(_, rest)| rest);
            date::read(after, date::Order::DayFirst).as_deref() == Some(value)
        };
        let is_date = value.len() == 10 && value.parse::<jiff::civil::Date>().is_ok();
        let line = is_date.then(|| text.lines().take(1000).find(same_day)).flatten();
        return line.unwrap_or_else(|| boundary(text, 0, 2 * AROUND));
    };
    let end = at + needle.len();
    let start = text.get(..at).and_then(|head| head.rfind('\n')).map_or(0, |i| i + 1);
    let stop = text.get(end..).and_then(|tail| tail.find('\n')).map_or(text.len(), |i| end + i);
    boundary(text, start.max(at.saturating_sub(AROUND)), stop.min(end + AROUND))
}

/// A part of a text, moved to whole characters.
fn boundary(text: &str, mut start: usize, mut end: usize) -> &str {
    end = end.min(text.len());
    while start > 0 && !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(start..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finding, snapshot};
    use super::*;
    use crate::facts::Finding;
    use crate::snapshot::Failure;

    const DOMAIN: &str = "blue-kettle.example";

    fn rdap(host: &str, status: u16, json: serde_json::Value) -> RegistryAnswer {
        RegistryAnswer {
            url: format!("https://{host}/domain/{DOMAIN}"),
            domain: DOMAIN.to_owned(),
            status: Some(status),
            seen_at: "2026-01-02T03:04:05Z".to_owned(),
            failure: None,
            note: None,
            text: json.to_string(),
        }
    }

    fn whois(text: &str) -> RegistryAnswer {
        RegistryAnswer {
            url: format!("whois://whois.registry.example/{DOMAIN}"),
            status: None,
            text: text.to_owned(),
            ..rdap("x", 200, json!(null))
        }
    }

    fn failed(mut answer: RegistryAnswer, reason: Reason) -> RegistryAnswer {
        answer.failure = Some(Failure { reason, detail: "no answer".to_owned() });
        answer
    }

    fn facts_of(rdap: Vec<RegistryAnswer>, whois: Vec<RegistryAnswer>) -> FactSet {
        let mut set = FactSet::new();
        facts(&Snapshot { rdap, whois, ..snapshot() }, &mut set);
        set
    }

    fn thin() -> serde_json::Value {
        json!({
            "objectClassName": "domain", "ldhName": DOMAIN, "status": ["active"],
            "events": [{"eventAction": "registration", "eventDate": "2001-02-03T04:05:06Z"}]
        })
    }

    #[test]
    fn later_sources_fill_what_the_registry_leaves_open() {
        let text = "Domain Name: BLUE-KETTLE.EXAMPLE\nCreation Date: 1999-01-01\nRegistry Expiry Date: 2027-02-03\nRegistrar: Red Registrar AB\nRegistrant Organization: Blue Kettle AB\nRegistrant Country: SE\n";
        let set = facts_of(vec![rdap("rdap.registry.example", 200, thin())], vec![whois(text)]);
        let present = |path: &str| finding(&set, path).value();
        assert_eq!(present("domain.source"), "rdap");
        assert_eq!(present("domain.created"), "2001-02-03");
        assert_eq!(present("domain.expires"), "2027-02-03");
        assert_eq!(present("domain.registrar"), "Red Registrar AB");
        assert_eq!(present("domain.statuses"), json!(["ok"]));
        assert_eq!(present("domain.registrant")["organization"], "Blue Kettle AB");
        let evidence = &set.get("domain.registrar").unwrap().evidence[0];
        assert_eq!(evidence.url, format!("whois://whois.registry.example/{DOMAIN}"));
        assert_eq!(evidence.excerpt, "Registrar: Red Registrar AB");
        assert!(evidence.sha256.is_some() && evidence.seen_at.is_some());
    }

    #[test]
    fn a_holder_nobody_publishes_is_unknown_and_a_date_is_absent() {
        let set = facts_of(vec![rdap("rdap.registry.example", 200, thin())], vec![]);
        assert_eq!(finding(&set, "domain.registrant"), Finding::Unknown(Reason::NoPublicSource));
        assert_eq!(finding(&set, "domain.expires"), Finding::Absent);
        assert_eq!(finding(&set, "domain.registrar"), Finding::Absent);
        assert_eq!(finding(&set, "domain.control"), Finding::Unknown(Reason::NotCollected));
    }

    #[test]
    fn a_gap_in_the_asking_keeps_absence_from_being_proven() {
        let set = facts_of(
            vec![rdap("rdap.registry.example", 200, thin())],
            vec![failed(whois(""), Reason::TimedOut)],
        );
        assert_eq!(finding(&set, "domain.registrar"), Finding::Unknown(Reason::TimedOut));
    }

    #[test]
    fn a_hidden_holder_is_redacted_until_another_source_names_it() {
        let mut hidden = thin();
        hidden["entities"] = json!([{"roles": ["registrant"],
            "vcardArray": ["vcard", [["fn", {}, "text", "REDACTED FOR PRIVACY"]]]}]);
        let registry = rdap("rdap.registry.example", 200, hidden);
        let set = facts_of(vec![registry.clone()], vec![]);
        assert_eq!(finding(&set, "domain.registrant"), Finding::Unknown(Reason::Redacted));
        let mut open = thin();
        open["entities"] = json!([{"roles": ["registrant"],
            "vcardArray": ["vcard", [["org", {}, "text", "Blue Kettle AB"]]]}]);
        let set = facts_of(vec![registry, rdap("rdap.registrar.example", 200, open)], vec![]);
        assert_eq!(finding(&set, "domain.registrant").value()["organization"], "Blue Kettle AB");
    }

    #[test]
    fn refusals_are_reasons_and_a_free_name_is_absent() {
        let limited = rdap("rdap.registry.example", 429, json!({}));
        let set = facts_of(vec![limited], vec![failed(whois(""), Reason::Unreachable)]);
        assert_eq!(finding(&set, "domain.registrant"), Finding::Unknown(Reason::RateLimited));
        assert_eq!(finding(&set, "domain.name").value(), DOMAIN);
        let set = facts_of(vec![rdap("rdap.registry.example", 404, json!({}))], vec![]);
        assert_eq!(finding(&set, "domain.registered").value(), false);
        assert_eq!(finding(&set, "domain.created"), Finding::Absent);
        let set = facts_of(vec![], vec![]);
        assert_eq!(finding(&set, "domain.created"), Finding::Unknown(Reason::NotCollected));
    }

    #[test]
    fn a_registrar_that_does_not_know_the_domain_takes_nothing_away() {
        let registry = rdap("rdap.registry.example", 200, thin());
        let set = facts_of(vec![registry, rdap("rdap.registrar.example", 404, json!({}))], vec![]);
        assert_eq!(finding(&set, "domain.registered").value(), true);
    }

    #[test]
    fn referrals_and_answers_about_others_are_no_source() {
        let mut iana =
            whois("% IANA WHOIS server\n\ndomain:       EXAMPLE\ncreated:      1985-01-01\n");
        iana.url = format!("whois://whois.iana.org/{DOMAIN}");
        let own = whois("Domain Name: blue-kettle.example\nCreation Date: 2001-02-03\n");
        let set = facts_of(vec![], vec![iana.clone(), own]);
        assert_eq!(finding(&set, "domain.created").value(), "2001-02-03");
        let other = whois("Domain Name: red-teapot.example\nCreation Date: 2009-02-03\n");
        let set = facts_of(vec![], vec![iana, other]);
        assert_eq!(finding(&set, "domain.created"), Finding::Unknown(Reason::Conflicting));
    }

    fn supplied(text: &str) -> Vec<RegistryAnswer> {
        vec![RegistryAnswer { url: "extract:utdrag.txt".to_owned(), ..whois(text) }]
    }

    fn with_extract(rdap: Vec<RegistryAnswer>, text: &str) -> FactSet {
        let mut set = FactSet::new();
        facts(&Snapshot { rdap, registry_extracts: supplied(text), ..snapshot() }, &mut set);
        set
    }

    const EXTRACT: &str = "Domain Name: blue-kettle.example\nCreation Date: 2001-02-03\nRegistry Expiry Date: 2027-02-03\nDomain Status: clientHold\nRegistrar: Red Registrar AB\nRegistrant Organization: Blue Kettle AB\n";

    fn hidden() -> serde_json::Value {
        let mut hidden = thin();
        hidden["entities"] = json!([{"roles": ["registrant"],
            "vcardArray": ["vcard", [["fn", {}, "text", "REDACTED FOR PRIVACY"]]]}]);
        hidden
    }

    #[test]
    fn an_extract_fills_what_is_open_and_is_marked() {
        let registry = rdap("rdap.registry.example", 200, hidden());
        let set = with_extract(vec![registry], EXTRACT);
        assert_eq!(finding(&set, "domain.registrant").value()["organization"], "Blue Kettle AB");
        let evidence = &set.get("domain.registrant").unwrap().evidence[0];
        assert_eq!(evidence.url, "extract:utdrag.txt");
        assert_eq!(evidence.excerpt, "Registrant Organization: Blue Kettle AB");
        assert_eq!(finding(&set, "domain.source").value(), "rdap");
        // What the registry shows stays its own, and so do the statuses.
        let created = &set.get("domain.created").unwrap().evidence[0];
        assert!(created.url.starts_with("https://"), "{created:?}");
        assert_eq!(finding(&set, "domain.statuses").value(), json!(["ok"]));
        assert_eq!(
            finding(&set, "domain.extract").value(),
            json!({"domain": DOMAIN, "used-for": ["registrant", "registrar", "expires"], "conflicts": []})
        );
    }

    #[test]
    fn the_public_source_wins_and_the_contradiction_is_seen() {
        let mut open = thin();
        open["entities"] = json!([{"roles": ["registrant"],
            "vcardArray": ["vcard", [["org", {}, "text", "Green Jug GmbH"]]]}]);
        let set = with_extract(vec![rdap("rdap.registry.example", 200, open)], EXTRACT);
        assert_eq!(finding(&set, "domain.registrant").value()["organization"], "Green Jug GmbH");
        let fact = finding(&set, "domain.extract").value();
        assert_eq!(fact["conflicts"], json!(["registrant"]));
        assert_eq!(fact["used-for"], json!(["registrar", "expires"]));
        // A domain that is free has no holder, whatever a file says.
        let set = with_extract(vec![rdap("rdap.registry.example", 404, json!({}))], EXTRACT);
        assert_eq!(finding(&set, "domain.registrant"), Finding::Absent);
        let fact = finding(&set, "domain.extract").value();
        assert_eq!(fact["conflicts"], json!(["registered"]));
        assert_eq!(fact["used-for"], json!([]));
    }

    #[test]
    fn an_extract_stands_in_for_a_registry_that_did_not_answer_but_vouches_for_nothing() {
        let limited = rdap("rdap.registry.example", 429, json!({}));
        let set = with_extract(vec![limited], EXTRACT);
        assert_eq!(finding(&set, "domain.registrant").value()["organization"], "Blue Kettle AB");
        for path in ["domain.registered", "domain.source", "domain.statuses"] {
            assert_eq!(finding(&set, path), Finding::Unknown(Reason::RateLimited), "{path}");
        }
        let set = with_extract(vec![], EXTRACT);
        assert_eq!(finding(&set, "domain.created").value(), "2001-02-03");
        assert_eq!(finding(&set, "domain.registered"), Finding::Unknown(Reason::NotCollected));
    }

    #[test]
    fn an_extract_about_another_domain_fills_nothing() {
        let registry = rdap("rdap.registry.example", 200, hidden());
        let other = EXTRACT.replace("blue-kettle", "red-teapot");
        let set = with_extract(vec![registry.clone()], &other);
        assert_eq!(finding(&set, "domain.registrant"), Finding::Unknown(Reason::Redacted));
        let fact = finding(&set, "domain.extract").value();
        assert_eq!(fact["domain"], "red-teapot.example");
        assert_eq!(fact["conflicts"], json!(["domain"]));
        // One that does not say is used, and said not to say.
        let unstated = EXTRACT.replace("Domain Name: blue-kettle.example\n", "");
        let set = with_extract(vec![registry], &unstated);
        assert_eq!(finding(&set, "domain.registrant").value()["organization"], "Blue Kettle AB");
        assert!(finding(&set, "domain.extract").value()["domain"].is_null());
        let set = facts_of(vec![], vec![]);
        assert_eq!(finding(&set, "domain.extract"), Finding::Absent);
    }

    #[test]
    fn an_extract_that_hides_the_holder_is_not_the_registry() {
        let text = "Domain Name: blue-kettle.example\nRegistrant Name: REDACTED FOR PRIVACY\n";
        let set = with_extract(vec![rdap("rdap.registry.example", 200, thin())], text);
        assert_eq!(finding(&set, "domain.registrant"), Finding::Unknown(Reason::NoPublicSource));
        assert_eq!(finding(&set, "domain.extract").value()["used-for"], json!([]));
    }
}
