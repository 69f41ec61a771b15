//! From rules and facts to a judgement: outcomes, words, evidence and verdict.

use jiff::civil::date;
use serde_json::json;
use shopvet::facts::{Evidence, Fact, FactSet, Reason};
use shopvet::judge::{self, Judgement, Options, OutcomeKind, Verdict};
use shopvet::rules::{Library, Problem};

const TOPICS: &str = "
id: topics-covered
title: {en: The topics are covered, sv: Ämnena tas upp}
level: error
group: terms
why: Because.
guidance: {en: Write them., sv: Skriv dem.}
references: [{title: Handbook, url: https://handbook.example/}]
effective: {from: 2020-01-01, to: 2030-12-31}
params:
  topics: {default: [complaints, delivery-time], description: What is asked for.}
applies-when: {fact: application.customers, one-of: [consumers, both]}
require: {fact: terms.topics, field: topic, includes-all: $topics}
messages:
  pass: {en: All are covered., sv: Alla tas upp.}
  fail: {en: 'Missing: {{ missing }}.', sv: 'Saknas: {{ missing }}.'}
  inconclusive:
    blocked: {en: 'Refused ({{ reason }}).', sv: 'Avvisat ({{ reason }}).'}
    default: {en: Not known., sv: Okänt.}
evidence: [pages.terms]
tests: []
";

const MAIL: &str = "
id: mail-is-own
title: {en: The mail address is the shop's own, sv: E-postadressen är butikens egen}
level: warning
group: contact
why: Because.
require: {fact: contact.emails, field: value, same-site-as: {fact: domain.name}}
on-fail: review
messages:
  pass: {en: Own., sv: Egen.}
  review: {en: 'Look at {{ facts[\"contact.emails\"] }}.', sv: 'Se på {{ facts[\"contact.emails\"] }}.'}
  inconclusive: {default: {en: Not known., sv: Okänt.}}
tests: []
";

fn evidence(url: &str, excerpt: &str, item: Option<usize>) -> Evidence {
    Evidence { item, ..Evidence::new(url, excerpt) }
}

fn facts() -> FactSet {
    let mut facts = FactSet::new();
    facts.put("application.customers", Fact::present("consumers", vec![]));
    facts.put("domain.name", Fact::present("lykta.example", vec![]));
    facts.put(
        "contact.emails",
        Fact::present(
            json!([{"value": "lykta@post.example", "source": "text"}]),
            vec![evidence("https://lykta.example/", "lykta@post.example", Some(0))],
        ),
    );
    facts.put(
        "terms.topics",
        Fact::present(
            json!([{"topic": "complaints"}, {"topic": "cookies"}]),
            vec![
                evidence("https://lykta.example/villkor", "Reklamation", Some(0)),
                evidence("https://lykta.example/kakor", "Kakor", Some(1)),
            ],
        ),
    );
    facts.put(
        "pages.terms",
        Fact::present(
            json!({"url": "https://lykta.example/villkor"}),
            vec![evidence("https://lykta.example/villkor", "Köpvillkor", None)],
        ),
    );
    facts
}

fn judge(facts: &FactSet, language: &str, waivers: &[judge::Waiver]) -> Judgement {
    let library =
        Library::of([("terms/topics-covered.yaml", TOPICS), ("contact/mail-is-own.yaml", MAIL)])
            .unwrap_or_else(|found| panic!("{}", Problem::join(&found)));
    let ruleset = library.select(&[], None).unwrap_or_else(|error| panic!("{error}"));
    let options = Options {
        as_of: date(2026, 5, 1),
        today: date(2026, 5, 1),
        language,
        host: "lykta.example",
        waivers,
    };
    judge::judge(&ruleset, facts, &options)
}

#[test]
fn a_fail_says_what_is_missing_and_shows_where_it_looked() {
    let judgement = judge(&facts(), "sv-SE", &[]);
    assert_eq!(judgement.verdict, Verdict::Fail);
    // Groups stand in their order: contact before terms.
    let rules: Vec<_> = judgement.outcomes.iter().map(|outcome| outcome.rule.as_str()).collect();
    assert_eq!(rules, ["mail-is-own", "topics-covered"]);
    let fail = &judgement.outcomes[1];
    assert_eq!(fail.outcome, OutcomeKind::Fail);
    assert_eq!(fail.message, "Saknas: delivery-time.");
    assert_eq!((fail.title.as_str(), fail.guidance.as_str()), ("Ämnena tas upp", "Skriv dem."));
    let shown: Vec<_> = fail.evidence.iter().map(|piece| piece.excerpt.as_str()).collect();
    assert_eq!(shown, ["Reklamation", "Köpvillkor"]);
    assert_eq!(judgement.summary.fail, 1);
}

#[test]
fn review_is_inconclusive_with_words_of_its_own() {
    let judgement = judge(&facts(), "en", &[]);
    let review = &judgement.outcomes[0];
    assert_eq!(review.outcome, OutcomeKind::Inconclusive);
    assert_eq!(review.reason, Some(Reason::Ambiguous));
    assert_eq!(review.message, "Look at lykta@post.example.");
    assert_eq!(review.evidence[0].fact, "contact.emails");
}

#[test]
fn what_could_not_be_seen_is_not_missing() {
    let mut facts = facts();
    facts.put("terms.topics", Fact::unknown(Reason::Blocked));
    let judgement = judge(&facts, "en", &[]);
    assert_eq!(judgement.verdict, Verdict::Review);
    let outcome = &judgement.outcomes[1];
    assert_eq!(outcome.reason, Some(Reason::Blocked));
    assert_eq!(outcome.message, "Refused (blocked).");
    facts.put(
        "terms.topics",
        Fact::list(&[json!({"topic": "complaints"})], vec![], Err(Reason::TimedOut)),
    );
    let outcome = &judge(&facts, "en", &[]).outcomes[1];
    assert_eq!(
        (outcome.reason, outcome.message.as_str()),
        (Some(Reason::TimedOut), "Not known. An answer did not come in time.")
    );
}

#[test]
fn a_waiver_takes_a_fail_out_of_the_verdict() {
    let file = "- rule: topics-covered\n  host: lykta.example\n  reason: R.\n  owner: O.\n  until: 2026-05-01\n";
    let waivers = judge::waiver::read(file, "waivers.yaml").unwrap();
    let judgement = judge(&facts(), "en", &waivers);
    assert_eq!(judgement.verdict, Verdict::Pass);
    assert_eq!(judgement.outcomes[1].outcome, OutcomeKind::Fail);
    assert_eq!((judgement.summary.fail, judgement.summary.waived), (1, 1));
}

#[test]
fn a_rule_that_goes_wrong_stops_no_other() {
    let mut facts = facts();
    // Not of the shape that the catalogue promises.
    facts.put("contact.emails", Fact::present(json!([{"value": 7}]), vec![]));
    facts.put(
        "terms.topics",
        Fact::present(json!([{"topic": "complaints"}, {"topic": "delivery-time"}]), vec![]),
    );
    let judgement = judge(&facts, "en", &[]);
    assert_eq!(judgement.outcomes[0].outcome, OutcomeKind::Error);
    assert_eq!(judgement.outcomes[1].outcome, OutcomeKind::Pass);
    assert_eq!(judgement.verdict, Verdict::Incomplete);
}

#[test]
fn whom_it_does_not_concern_and_when_it_was_not_in_force() {
    let mut facts = facts();
    facts.put("application.customers", Fact::present("businesses", vec![]));
    let judgement = judge(&facts, "en", &[]);
    assert_eq!(judgement.outcomes[1].outcome, OutcomeKind::NotApplicable);
    assert_eq!(judgement.outcomes[1].guidance, "");
    assert_ne!(judgement.outcomes[1].message, "");
}

#[test]
fn nothing_collected_is_incomplete() {
    let mut facts = FactSet::new();
    facts.put("application.customers", Fact::present("consumers", vec![]));
    assert_eq!(judge(&facts, "en", &[]).verdict, Verdict::Incomplete);
}
