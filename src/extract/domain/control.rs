//! Whether the applicant proved control of the domain.
//!
//! Evidence for it: the token that was asked for, standing alone where only
//! somebody in control can put it. That is a TXT record of `_shopvet.<domain>` or
//! of the domain, a line of `/.well-known/shopvet.txt`, or the `<meta>` element in
//! the head of the front page. Any one is enough.
//!
//! Not evidence: the token in the text of a page, in a comment, in a `<meta>`
//! outside the head, or within a longer text, because a shop lets others write
//! there (reviews, questions, search words that are shown again) and mails of
//! ours may be quoted. A page of HTML at the file's address is no such file,
//! because many sites answer every address with one. What a host below the domain
//! other than its `www` shows speaks for that host alone.
//!
//! Evidence against it: every place was read and none holds the token; another
//! token, such as that of an earlier application, is none. Where a place could
//! not be read and no other holds the token, nothing is known.

use crate::control::{META, Sight, Token, dns_name, look, speaks_for};
use crate::extract::coverage::reason_of;
use crate::extract::{Document, text_of};
use crate::facts::{Evidence, Fact, FactSet, Reason};
use crate::snapshot::{Answer, DnsAnswer, Exchange, ExchangeResult, Purpose, Snapshot, sha256};
use serde_json::json;
use url::Url;

/// As many records as are kept of one answer: where there are as many, there may
/// be more.
const MANY_RECORDS: usize = 50;
/// Most exchanges that are looked at; a visit makes a dozen.
const MAX_EXCHANGES: usize = 32;
/// Most lines of the file that are looked at.
const MAX_LINES: usize = 200;

/// One look at a place: what it held, or why it could not be read.
struct View {
    sight: Result<Sight, Reason>,
    evidence: Evidence,
}

/// A place where the token may stand.
struct Place {
    /// The name in the fact.
    by: &'static str,
    views: Vec<View>,
    /// Every view must have been read for the place to count as read; else one
    /// is enough.
    every: bool,
}

/// States `domain.challenge` and `domain.control`.
pub(super) fn facts(snapshot: &Snapshot, set: &mut FactSet) {
    let domain = snapshot.target.registrable_domain.as_str();
    let issued = snapshot.challenge.as_ref().filter(|c| c.domain == domain);
    let Some(token) = issued.and_then(|challenge| Token::parse(&challenge.token)) else {
        set.put("domain.challenge", Fact::absent());
        return;
    };
    let asked = Evidence::new(format!("challenge:{domain}"), token.as_str());
    set.put("domain.challenge", Fact::present(token.as_str(), vec![asked]));
    let places =
        [dns(snapshot, &token), well_known(snapshot, &token), front_page(snapshot, &token)];
    set.put("domain.control", judge(&token, places));
}

fn judge(token: &Token, places: [Place; 3]) -> Fact {
    let holder = places.iter().find(|place| place.views.iter().any(View::holds));
    if let Some(place) = holder {
        let value = json!({ "proved": true, "by": place.by, "token": token.as_str() });
        let all = places.into_iter().flat_map(|place| place.views);
        let evidence = all.filter(View::holds).map(|view| view.evidence).collect();
        return Fact::present(value, evidence);
    }
    let gap = places.iter().find_map(Place::gap);
    let looked = places.into_iter().flat_map(|place| place.views);
    let evidence = looked.map(|view| view.evidence).collect();
    match gap {
        Some(reason) => Fact::unknown(reason).with(evidence),
        None => {
            let value = json!({ "proved": false, "by": null, "token": token.as_str() });
            Fact::present(value, evidence)
        }
    }
}

impl Place {
    /// Why the place does not count as read.
    fn gap(&self) -> Option<Reason> {
        let failed = self.views.iter().find_map(|view| view.sight.as_ref().err().copied());
        let read = self.views.iter().any(|view| view.sight.is_ok());
        match (read, failed) {
            (false, None) => Some(Reason::NotCollected),
            (true, _) if !self.every => None,
            (_, failed) => failed,
        }
    }
}

impl View {
    fn holds(&self) -> bool {
        matches!(self.sight, Ok(Sight::Expected(_)))
    }
}

fn dns(snapshot: &Snapshot, token: &Token) -> Place {
    let domain = snapshot.target.registrable_domain.as_str();
    let names = [dns_name(domain), domain.to_owned()];
    let views = names.iter().map(|name| {
        let mut answers = snapshot.dns.iter().filter(|a| {
            a.record_type.eq_ignore_ascii_case("TXT")
                && a.name.trim_end_matches('.').eq_ignore_ascii_case(name)
        });
        let answer = answers.clone().find(|a| a.failure.is_none()).or_else(|| answers.next());
        match answer {
            Some(answer) => records(name, answer, token),
            None => View {
                sight: Err(Reason::NotCollected),
                evidence: Evidence::new(format!("dns:{name}"), ""),
            },
        }
    });
    Place { by: "dns-txt", views: views.collect(), every: true }
}

fn records(name: &str, answer: &DnsAnswer, token: &Token) -> View {
    let sight = match &answer.failure {
        Some(failure) => Err(failure.reason),
        None => Ok(look(token, answer.records.iter().map(String::as_str))),
    };
    let said = match (&sight, &answer.failure) {
        (_, Some(failure)) => failure.detail.clone(),
        (Ok(Sight::Expected(text) | Sight::Other(text)), _) => format!("{name} TXT {text}"),
        _ => format!("{name} TXT"),
    };
    let evidence = Evidence {
        selector: Some("TXT".to_owned()),
        sha256: Some(sha256(answer.records.join("\n").as_bytes())),
        seen_at: Some(answer.seen_at.clone()),
        ..Evidence::new(format!("dns:{name}"), &said)
    };
    match sight {
        Ok(Sight::Nothing | Sight::Other(_)) if answer.records.len() >= MANY_RECORDS => {
            View { sight: Err(Reason::Truncated), evidence }
        }
        sight => View { sight, evidence },
    }
}

fn well_known(snapshot: &Snapshot, token: &Token) -> Place {
    let home = |e: &&Exchange| {
        crate::extract::pages::registrable(&e.url).as_deref()
            == Some(snapshot.target.registrable_domain.as_str())
    };
    let asked = snapshot.exchanges.iter().filter(|e| e.purpose == Purpose::Challenge);
    let asked = asked.filter(home).take(MAX_EXCHANGES);
    let views = asked.filter(|e| !is_followed(e, snapshot)).map(|exchange| {
        view(exchange, |answer| {
            // Elsewhere, gone, or a page in place of the file: it is not there.
            let text = if answer.status == 200 { text_of(answer) } else { String::new() };
            if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
                return (Sight::Nothing, None);
            }
            (look(token, text.lines().take(MAX_LINES)), None)
        })
    });
    Place { by: "well-known", views: views.collect(), every: false }
}

/// Whether an exchange is a step on the way to another of them.
fn is_followed(exchange: &Exchange, snapshot: &Snapshot) -> bool {
    let next = |e: &Exchange| {
        e.purpose == Purpose::Challenge && e.referrer.as_deref() == Some(exchange.url.as_str())
    };
    redirects(exchange) && snapshot.exchanges.iter().any(next)
}

fn redirects(exchange: &Exchange) -> bool {
    exchange.answer().is_some_and(|answer| (300..400).contains(&answer.status))
}

fn front_page(snapshot: &Snapshot, token: &Token) -> Place {
    let domain = snapshot.target.registrable_domain.as_str();
    let front = snapshot.exchanges.iter().filter(|e| e.purpose == Purpose::Page && e.clicks == 0);
    // The page is what the redirects lead to; where they lead nowhere, the last.
    let page = front.clone().find(|e| !redirects(e)).or_else(|| front.last());
    let seen = page.and_then(|exchange| {
        let url = Url::parse(&exchange.url).ok()?;
        let speaks = url.host_str().is_some_and(|host| speaks_for(host, domain));
        Some(view(exchange, |answer| {
            if answer.status != 200 || !answer.is_html() {
                return (Sight::Nothing, None);
            }
            let (sight, selector) = head(&text_of(answer), &url, token);
            match sight {
                Sight::Expected(text) if !speaks => (Sight::Other(text), selector),
                sight => (sight, selector),
            }
        }))
    });
    let closed = || {
        let skipped = snapshot.skipped.iter().find(|skipped| skipped.clicks == 0)?;
        let evidence = Evidence::new(skipped.url.clone(), "");
        Some(View { sight: Err(skipped.reason), evidence })
    };
    Place { by: "meta", views: seen.or_else(closed).into_iter().collect(), every: true }
}

/// Looks at the `<meta>` elements of a page that are children of its head as a
/// browser builds it, and says which one it was.
fn head(source: &str, url: &Url, token: &Token) -> (Sight, Option<String>) {
    let page = Document::parse(source, url);
    let mut other = (Sight::Nothing, None);
    for meta in page.meta.iter().filter(|meta| meta.name == META) {
        let Some(element) = page.element(meta.node) else { continue };
        let named = element.attr("name").is_some_and(|n| n.trim().eq_ignore_ascii_case(META));
        let parent = element.parent().and_then(|parent| parent.value().as_element());
        if !named || parent.is_none_or(|parent| parent.name() != "head") {
            continue;
        }
        let selector = Some(format!("head > meta[name=\"{META}\"]"));
        match look(token, [meta.content.as_str()]) {
            Sight::Expected(text) => return (Sight::Expected(text), selector),
            // Whatever stands under our name was meant to be a token.
            _ if other.1.is_none() => other = (Sight::Other(meta.content.clone()), selector),
            _ => {}
        }
    }
    other
}

/// A view of an answer, or why there is none.
fn view(exchange: &Exchange, read: impl FnOnce(&Answer) -> (Sight, Option<String>)) -> View {
    let mut evidence = Evidence::new(exchange.url.clone(), "");
    evidence.seen_at = Some(exchange.seen_at.clone());
    let answer = match &exchange.result {
        ExchangeResult::Failure(failure) => {
            evidence.excerpt = crate::facts::shorten(&failure.detail);
            return View { sight: Err(failure.reason), evidence };
        }
        ExchangeResult::Answer(answer) => answer,
    };
    evidence.sha256 = Some(answer.sha256.clone());
    let (sight, selector) = read(answer);
    let said = match &sight {
        Sight::Expected(text) | Sight::Other(text) => text.clone(),
        Sight::Nothing => match answer.header("location") {
            Some(to) => format!("HTTP {} -> {to}", answer.status),
            None => format!("HTTP {}", answer.status),
        },
    };
    evidence.excerpt = crate::facts::shorten(&said);
    evidence.selector = selector;
    // A wall or an error stands between us and what may be there; a file that is
    // longer than what was read of it is none.
    let kept_out =
        reason_of(exchange).filter(|_| !matches!(sight, Sight::Expected(_))).filter(|reason| {
            exchange.purpose == Purpose::Page
                || !matches!(reason, Reason::Truncated | Reason::PdfOnly | Reason::ImageOnly)
        });
    View { sight: kept_out.map_or(Ok(sight), Err), evidence }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finding, snapshot};
    use super::*;
    use crate::control::RANDOM_BYTES;
    use crate::facts::Finding;
    use crate::snapshot::{Challenge, Failure, Wall};

    const DOMAIN: &str = "blue-kettle.example";

    fn token(byte: u8) -> Token {
        Token::random([byte; RANDOM_BYTES])
    }

    /// A visit with a challenge in which every place was read and held nothing.
    fn empty() -> Snapshot {
        let challenge =
            Challenge { domain: DOMAIN.to_owned(), token: token(1).as_str().to_owned() };
        Snapshot {
            challenge: Some(challenge),
            dns: vec![txt(&dns_name(DOMAIN), &[]), txt(DOMAIN, &["v=spf1 -all"])],
            exchanges: vec![
                get(Purpose::Page, "https://www.blue-kettle.example/", 200, "<p>Kettles"),
                file(404, "not here"),
            ],
            ..snapshot()
        }
    }

    fn txt(name: &str, records: &[&str]) -> DnsAnswer {
        DnsAnswer {
            name: name.to_owned(),
            record_type: "TXT".to_owned(),
            records: records.iter().map(|r| (*r).to_owned()).collect(),
            failure: None,
            validation: None,
            seen_at: "2026-01-02T03:04:05Z".to_owned(),
        }
    }

    fn get(purpose: Purpose, url: &str, status: u16, body: &str) -> Exchange {
        let kind = if purpose == Purpose::Page { "text/html" } else { "text/plain" };
        Exchange {
            sent: None,
            view: None,
            url: url.to_owned(),
            method: "GET".to_owned(),
            purpose,
            referrer: None,
            link_text: None,
            clicks: 0,
            seen_at: "2026-01-02T03:04:05Z".to_owned(),
            result: ExchangeResult::Answer(Answer {
                status,
                headers: vec![("content-type".to_owned(), kind.to_owned())],
                remote: None,
                sha256: sha256(body.as_bytes()),
                truncated: false,
                body: body.to_owned().into(),
                wall: None,
            }),
        }
    }

    fn file(status: u16, body: &str) -> Exchange {
        let url = "https://blue-kettle.example/.well-known/shopvet.txt";
        get(Purpose::Challenge, url, status, body)
    }

    fn front(body: &str) -> Exchange {
        get(Purpose::Page, "https://www.blue-kettle.example/", 200, body)
    }

    fn meta(content: &str) -> String {
        format!("<meta name=\"{META}\" content=\"{content}\">")
    }

    fn fact_of(snapshot: &Snapshot) -> Fact {
        let mut set = FactSet::new();
        facts(snapshot, &mut set);
        set.get("domain.control").unwrap().clone()
    }

    fn by(snapshot: &Snapshot) -> Option<String> {
        let value = fact_of(snapshot).finding.value();
        assert_eq!(value["proved"].as_bool(), Some(value["by"].is_string()), "{value}");
        value["by"].as_str().map(str::to_owned)
    }

    #[test]
    fn without_a_challenge_nothing_was_asked() {
        let mut set = FactSet::new();
        facts(&Snapshot { challenge: None, ..empty() }, &mut set);
        assert_eq!(finding(&set, "domain.control"), Finding::Unknown(Reason::NotCollected));
        assert_eq!(finding(&set, "domain.challenge"), Finding::Absent);
        // A challenge for another domain is none for this one.
        let mut other = empty();
        other.challenge = other.challenge.map(|c| Challenge { domain: "red.example".into(), ..c });
        facts(&other, &mut set);
        assert_eq!(finding(&set, "domain.challenge"), Finding::Absent);
    }

    #[test]
    fn any_one_place_proves() {
        let token = token(1);
        let quoted = format!(" \"{}\" ", token.as_str().to_ascii_uppercase());
        for name in [dns_name(DOMAIN), DOMAIN.to_owned()] {
            let mut seen = empty();
            let answer = seen.dns.iter_mut().find(|a| a.name == name).unwrap();
            answer.records.push(quoted.clone());
            assert_eq!(by(&seen).as_deref(), Some("dns-txt"), "{name}");
            assert_eq!(fact_of(&seen).evidence[0].url, format!("dns:{name}"));
        }
        let mut seen = empty();
        seen.exchanges[1] = file(200, &format!("\u{feff}\r\n{token}\r\n"));
        assert_eq!(by(&seen).as_deref(), Some("well-known"));
        let mut seen = empty();
        seen.exchanges[0] =
            front(&format!("<title>Kettles</title>{}<p>Hello", meta(&quoted.replace('"', ""))));
        assert_eq!(by(&seen).as_deref(), Some("meta"));
        let evidence = &fact_of(&seen).evidence;
        assert_eq!(evidence.len(), 1);
        assert!(evidence[0].selector.is_some() && evidence[0].sha256.is_some());
    }

    #[test]
    fn a_place_that_was_not_read_does_not_matter_once_another_proves() {
        let mut seen = empty();
        seen.dns.clear();
        seen.exchanges = vec![file(200, token(1).as_str())];
        assert_eq!(by(&seen).as_deref(), Some("well-known"));
    }

    #[test]
    fn what_others_can_write_proves_nothing() {
        let token = token(1);
        for page in [
            format!("<title>x</title><!-- {} --><p>x", meta(token.as_str())),
            format!("<title>x</title><p>{token}</p>"),
            format!("<title>x</title><body><p>review</p>{}", meta(token.as_str())),
            format!("<title>{}</title><p>x", meta(token.as_str())),
            format!("<meta property=\"{META}\" content=\"{token}\"><p>x"),
            format!("<meta name=\"{META}\" content=\"see {token}\"><p>x"),
            format!("<script>{}</script><p>x", meta(token.as_str())),
        ] {
            let mut seen = empty();
            seen.exchanges[0] = front(&page);
            assert_eq!(by(&seen), None, "{page}");
        }
        for body in [
            format!("<!doctype html>\n<p>\n{token}\n"),
            format!("the code is {token}"),
            format!("{token}x"),
        ] {
            let mut seen = empty();
            seen.exchanges[1] = file(200, &body);
            assert_eq!(by(&seen), None, "{body}");
        }
        let mut seen = empty();
        seen.dns[1].records.push(format!("mail={token}"));
        assert_eq!(by(&seen), None);
        // The file counts only where it was found.
        seen.exchanges[1] = file(404, token.as_str());
        assert_eq!(by(&seen), None);
    }

    #[test]
    fn other_hosts_do_not_speak_for_the_domain() {
        let page = format!("<title>x</title>{}<p>x", meta(token(1).as_str()));
        for url in ["https://let.blue-kettle.example/", "https://red-teapot.example/"] {
            let mut seen = empty();
            seen.exchanges[0] = get(Purpose::Page, url, 200, &page);
            assert_eq!(by(&seen), None, "{url}");
        }
        let mut seen = empty();
        let url = "https://red-teapot.example/.well-known/shopvet.txt";
        seen.exchanges[1] = get(Purpose::Challenge, url, 200, token(1).as_str());
        assert_eq!(fact_of(&seen).finding, Finding::Unknown(Reason::NotCollected));
    }

    #[test]
    fn another_token_is_shown_and_proves_nothing() {
        let mut seen = empty();
        seen.dns[0].records.push(token(2).as_str().to_owned());
        let fact = fact_of(&seen);
        assert_eq!(by(&seen), None);
        assert!(fact.evidence.iter().any(|e| e.excerpt.contains(token(2).as_str())));
        // The old one beside the right one does no harm.
        seen.dns[0].records.push(token(1).as_str().to_owned());
        assert_eq!(by(&seen).as_deref(), Some("dns-txt"));
    }

    #[test]
    fn a_place_that_could_not_be_read_leaves_it_open() {
        let failure = |reason| Failure { reason, detail: "no answer in 5 s".to_owned() };
        assert_eq!(by(&empty()), None);
        let reason = |seen: &Snapshot| fact_of(seen).finding.reason();

        let mut seen = empty();
        seen.dns[0].failure = Some(failure(Reason::TimedOut));
        assert_eq!(reason(&seen), Some(Reason::TimedOut));
        let mut seen = empty();
        seen.dns.remove(0);
        assert_eq!(reason(&seen), Some(Reason::NotCollected));
        let mut seen = empty();
        seen.dns[1].records = vec!["x".to_owned(); MANY_RECORDS];
        assert_eq!(reason(&seen), Some(Reason::Truncated));

        let mut seen = empty();
        seen.exchanges[1].result = ExchangeResult::Failure(failure(Reason::Unreachable));
        assert_eq!(reason(&seen), Some(Reason::Unreachable));
        // The other host answered for the file.
        let www = "https://www.blue-kettle.example/.well-known/shopvet.txt";
        seen.exchanges.push(get(Purpose::Challenge, www, 404, ""));
        assert_eq!(by(&seen), None);

        let mut seen = empty();
        if let ExchangeResult::Answer(answer) = &mut seen.exchanges[0].result {
            answer.status = 403;
            answer.wall = Some(Wall { reason: Reason::Blocked, detail: "robot check".to_owned() });
        }
        assert_eq!(reason(&seen), Some(Reason::Blocked));
        let mut seen = empty();
        seen.exchanges[1] = file(503, "later");
        assert_eq!(reason(&seen), Some(Reason::Unreachable));
        seen.exchanges.clear();
        assert_eq!(reason(&seen), Some(Reason::NotCollected));
    }

    #[test]
    fn a_redirect_is_read_where_it_leads() {
        let mut seen = empty();
        let redirect = |mut exchange: Exchange, to: &str| {
            if let ExchangeResult::Answer(answer) = &mut exchange.result {
                answer.status = 301;
                answer.headers.push(("location".to_owned(), to.to_owned()));
            }
            exchange
        };
        let page = format!("<title>x</title>{}<p>x", meta(token(1).as_str()));
        seen.exchanges[0] = redirect(front(""), "https://blue-kettle.example/sv");
        seen.exchanges.push(get(Purpose::Page, "https://blue-kettle.example/sv", 200, &page));
        assert_eq!(by(&seen).as_deref(), Some("meta"));

        // A file that is said to be at another domain is not there.
        let mut seen = empty();
        seen.exchanges[1] = redirect(file(302, ""), "https://red-teapot.example/shopvet.txt");
        assert_eq!(by(&seen), None);
        let fact = fact_of(&seen);
        assert!(fact.evidence.iter().any(|e| e.excerpt.contains("red-teapot")), "{fact:?}");
        // One within the domain is followed, and what it leads to counts.
        let next = "https://files.blue-kettle.example/shopvet.txt";
        seen.exchanges[1] = redirect(file(302, ""), next);
        let mut found = get(Purpose::Challenge, next, 200, token(1).as_str());
        found.referrer = Some(seen.exchanges[1].url.clone());
        seen.exchanges.push(found);
        assert_eq!(by(&seen).as_deref(), Some("well-known"));
    }
}
