//! Every format over one report that holds every outcome.

use shopvet::application::Application;
use shopvet::extract::Extraction;
use shopvet::facts::{Evidence, Fact, FactSet, Reason};
use shopvet::judge::{
    AppliedWaiver, Judgement, Level, Outcome, OutcomeEvidence, OutcomeKind, Reference, Summary,
    Verdict,
};
use shopvet::report::{Build, PackView, Report, html, json, terminal};
use shopvet::snapshot::{
    Answer, Exchange, ExchangeResult, Failure, Limits, Purpose, Skipped, Snapshot, StopCause,
    Target, Wall,
};

/// What a hostile site would like a report to show.
const HOSTILE: &str = "\u{1b}[2J\u{202e}evil\u{9b}31m <script>alert(1)</script> {{ 7*7 }} =cmd()";

fn exchange(url: &str, result: ExchangeResult) -> Exchange {
    Exchange {
        sent: None,
        view: None,
        url: url.to_owned(),
        method: "GET".to_owned(),
        purpose: Purpose::Page,
        referrer: None,
        link_text: None,
        clicks: 1,
        seen_at: "2026-03-01T10:00:01Z".to_owned(),
        result,
    }
}

fn snapshot() -> Snapshot {
    Snapshot {
        tool_version: "0.0.0".to_owned(),
        target: Target {
            url: "https://www.teapot.example/".to_owned(),
            host: "www.teapot.example".to_owned(),
            registrable_domain: "teapot.example".to_owned(),
        },
        started_at: "2026-03-01T10:00:00Z".to_owned(),
        finished_at: "2026-03-01T10:00:09Z".to_owned(),
        limits: Limits::default(),
        application: None,
        challenge: None,
        exchanges: vec![
            exchange(
                "https://www.teapot.example/slow",
                ExchangeResult::Failure(Failure {
                    reason: Reason::TimedOut,
                    detail: "no answer in 20 s".to_owned(),
                }),
            ),
            exchange(
                "https://www.teapot.example/kassa",
                ExchangeResult::Answer(Answer {
                    status: 403,
                    headers: vec![],
                    remote: None,
                    sha256: String::new(),
                    truncated: false,
                    body: bytes::Bytes::new(),
                    wall: Some(Wall { reason: Reason::Blocked, detail: HOSTILE.to_owned() }),
                }),
            ),
        ],
        skipped: vec![Skipped {
            url: "https://www.teapot.example/cart".to_owned(),
            reason: Reason::RobotsDisallowed,
            referrer: None,
            link_text: None,
            clicks: 1,
        }],
        dns: vec![],
        rdap: vec![],
        whois: vec![],
        registry_extracts: Vec::new(),
        tls: None,
        stopped_by: Some(StopCause::Pages),
        walk: None,
        before_consent: None,
    }
}

fn outcome(rule: &str, level: Level, kind: OutcomeKind) -> Outcome {
    Outcome {
        rule: rule.to_owned(),
        title: format!("Title of {rule}"),
        group: "identity".to_owned(),
        level,
        outcome: kind,
        reason: (kind == OutcomeKind::Inconclusive).then_some(Reason::Redacted),
        message: format!("Message of {rule}."),
        guidance: "1. Do this.\n2. Then that.".to_owned(),
        evidence: vec![OutcomeEvidence {
            fact: "contact.emails".to_owned(),
            url: "https://www.teapot.example/contact".to_owned(),
            selector: Some("footer > p".to_owned()),
            excerpt: HOSTILE.to_owned(),
            sha256: Some("ab".repeat(32)),
            seen_at: Some("2026-03-01T10:00:01Z".to_owned()),
        }],
        references: vec![
            Reference { title: "A law".to_owned(), url: "https://law.example/1".to_owned() },
            Reference { title: "A trick".to_owned(), url: "javascript:alert(1)".to_owned() },
        ],
        waiver: None,
    }
}

fn report(language: &str) -> Report {
    let mut waived = outcome("waived-rule", Level::Error, OutcomeKind::Fail);
    waived.waiver = Some(AppliedWaiver {
        reason: "Agreed by phone".to_owned(),
        owner: "risk@acquirer.example".to_owned(),
        until: "2026-06-30".to_owned(),
    });
    let judgement = Judgement {
        verdict: Verdict::Fail,
        summary: Summary {
            pass: 1,
            fail: 3,
            inconclusive: 2,
            not_applicable: 1,
            error: 1,
            waived: 1,
        },
        outcomes: vec![
            outcome("failing-rule", Level::Error, OutcomeKind::Fail),
            outcome("failing-warning", Level::Warning, OutcomeKind::Fail),
            outcome("open-rule", Level::Error, OutcomeKind::Inconclusive),
            outcome("open-note", Level::Note, OutcomeKind::Inconclusive),
            outcome("passing-rule", Level::Error, OutcomeKind::Pass),
            outcome("other-rule", Level::Error, OutcomeKind::NotApplicable),
            outcome("broken-rule", Level::Error, OutcomeKind::Error),
            waived,
        ],
        waiver_notes: vec!["waivers.yaml:7: the waiver of `old-rule` met nothing".to_owned()],
    };
    let mut facts = FactSet::new();
    facts.put(
        "contact.emails",
        Fact::list(
            &[serde_json::json!({ "value": "info@teapot.example", "source": "mailto" })],
            vec![Evidence::new("https://www.teapot.example/contact", HOSTILE)],
            Err(Reason::Truncated),
        ),
    );
    facts.put("domain.registrar", Fact::present(HOSTILE, vec![]));
    facts.put("pages.terms", Fact::absent());
    facts.put("domain.registrant", Fact::unknown(Reason::Redacted));
    let snapshot = snapshot();
    let application =
        Application { legal_name: Some("Blue Teapot AB".to_owned()), ..Application::default() };
    Report::new(Build {
        snapshot: &snapshot,
        application: Some(&application),
        extraction: &Extraction { facts, pages: vec![] },
        judgement: &judgement,
        packs: vec![PackView {
            name: "baseline".to_owned(),
            version: "1".to_owned(),
            sha256: "cd".repeat(32),
        }],
        language,
        as_of: "2026-03-01".to_owned(),
        millis: (1, 2, 3),
    })
}

fn without_version(text: &str) -> String {
    text.replace(env!("CARGO_PKG_VERSION"), "[version]")
}

#[test]
fn terminal_in_both_languages() {
    for language in ["en", "sv"] {
        let show = terminal::Show { passes: true, ..terminal::Show::default() };
        let text = terminal::render(&report(language), show);
        let plain = anstream::adapter::strip_str(&text).to_string();
        insta::assert_snapshot!(format!("terminal-{language}"), plain);
    }
}

#[test]
fn json_in_both_languages() {
    for language in ["en", "sv"] {
        let text = without_version(&json::render(&report(language)));
        insta::assert_snapshot!(format!("json-{language}"), text);
    }
}

#[test]
fn html_in_both_languages() {
    for language in ["en", "sv"] {
        let text = without_version(&html::render(&report(language)).unwrap());
        insta::assert_snapshot!(format!("html-{language}"), text);
    }
}

#[test]
fn no_format_passes_on_what_a_hostile_page_holds() {
    let report = report("en");
    let styled = terminal::render(&report, terminal::Show { passes: true, ..Default::default() });
    let plain = anstream::adapter::strip_str(&styled).to_string();
    let page = html::render(&report).unwrap();
    let data = json::render(&report);
    for (name, text) in [("terminal", &plain), ("html", &page), ("json", &data)] {
        for control in ['\u{1b}', '\u{202e}', '\u{9b}'] {
            assert!(!text.contains(control), "{name} passes on {control:?}");
        }
    }
    assert!(!page.contains("<script"), "a script got into the page");
    assert!(!page.contains("href=\"javascript:"), "a script address got into the page");
    assert!(page.contains("{{ 7*7 }}"), "template syntax is shown as it is");
    let read: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(read["outcomes"][0]["evidence"][0]["excerpt"], HOSTILE);
}

#[test]
fn every_fact_of_the_catalogue_is_in_the_report() {
    let value = serde_json::to_value(report("en")).unwrap();
    for entry in shopvet::facts::catalogue::ENTRIES {
        let fact = &value["facts"][entry.path];
        assert!(fact["state"].is_string(), "{}", entry.path);
    }
    assert_eq!(value["facts"]["domain.registrant"]["reason"], "redacted");
    assert_eq!(value["facts"]["contact.emails"]["state"], "partial");
}
