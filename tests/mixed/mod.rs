//! One report that holds every outcome, a waiver, partial facts and what a hostile site
//! would like to be shown, for the tests of every format.

#![allow(dead_code, reason = "no test of formats uses all of it")]

use shopvet::application::Application;
use shopvet::extract::Extraction;
use shopvet::facts::{Evidence, Fact, FactSet, Reason};
use shopvet::judge::{
    AppliedWaiver, Judgement, Level, Outcome, OutcomeEvidence, OutcomeKind, Reference, Summary,
    Verdict,
};
use shopvet::report::{Build, PackView, Report};
use shopvet::snapshot::{
    Answer, BeforeConsent, Cookie, ElementBox, Entry, Exchange, ExchangeResult, Failure, Limits,
    Purpose, Screenshot, Skipped, Snapshot, Step, StepAction, StopCause, Target, View, Walk,
    WalkEnd, WalkMode, Wall, Withheld,
};

/// What a hostile site would like a report to show.
pub(crate) const HOSTILE: &str =
    "\u{1b}[2J\u{202e}evil\u{9b}31m <script>alert(1)</script> {{ 7*7 }} =cmd()";

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

/// The hash of the page of a step, as evidence names it.
const PAGE: &str = "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9";

/// A page of the walk, with a picture of two elements where it was drawn.
fn view(path: &str, sha256: &str, picture: Option<&str>) -> View {
    View {
        url: format!("https://www.teapot.example{path}"),
        status: Some(200),
        rendered: picture.is_some(),
        sha256: sha256.to_owned(),
        html: bytes::Bytes::new(),
        truncated: false,
        screenshot: picture.map(|media_type| Screenshot {
            media_type: media_type.to_owned(),
            width: 1000,
            height: 2000,
            sha256: "5c".repeat(32),
            bytes: "not much of a picture".into(),
        }),
        boxes: vec![
            ElementBox { selector: "footer > p".into(), x: 100, y: 1900, width: 300, height: 50 },
            ElementBox { selector: "#pay".into(), x: -40, y: 10, width: 2000, height: 900 },
        ],
        seen_at: "2026-03-01T10:00:07Z".to_owned(),
    }
}

fn walk() -> Walk {
    let step = |action, words: &str, view| Step {
        action,
        words: words.to_owned(),
        selector: None,
        entries: vec![],
        past_robots: action == StepAction::OpenCheckout,
        view,
    };
    let mut filled = step(StepAction::Fill, HOSTILE, view("/kassa", PAGE, Some("image/jpeg")));
    filled.entries.push(Entry {
        selector: "#mail".to_owned(),
        label: "E-post".to_owned(),
        purpose: "email".to_owned(),
        value: "visit@shopvet.example".to_owned(),
    });
    Walk {
        mode: WalkMode::Fill,
        rendered: true,
        consented: true,
        steps: vec![
            step(StepAction::OpenProduct, "Blue teapot", view("/teapot", "aa", None)),
            // A picture of a kind that no report shows.
            step(StepAction::OpenCheckout, "To checkout", view("/kassa", "bb", Some("text/html"))),
            filled,
        ],
        withheld: vec![Withheld {
            url: "https://www.teapot.example/kassa".to_owned(),
            selector: Some("#pay".to_owned()),
            what: HOSTILE.to_owned(),
            ground: "order-words".to_owned(),
            detail: "Its words place an order.".to_owned(),
        }],
        ended: Some(WalkEnd {
            reason: Reason::NotCollected,
            obstacle: "withheld".to_owned(),
            detail: HOSTILE.to_owned(),
        }),
        emptied: Some(false),
        before: None,
    }
}

pub(crate) fn snapshot() -> Snapshot {
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
        walk: Some(walk()),
        before_consent: Some(BeforeConsent {
            url: "https://www.teapot.example/".to_owned(),
            cookies: vec![Cookie {
                name: "_ga".to_owned(),
                domain: ".teapot.example".to_owned(),
                days: Some(400),
            }],
            requests: vec!["https://metrics.example/collect".to_owned()],
            refused_by: Some(HOSTILE.to_owned()),
            banner: true,
            seen_at: "2026-03-01T10:00:02Z".to_owned(),
        }),
    }
}

pub(crate) fn outcome(rule: &str, level: Level, kind: OutcomeKind) -> Outcome {
    Outcome {
        rule: rule.to_owned(),
        title: format!("Title of {rule}"),
        group: "identity".to_owned(),
        level,
        outcome: kind,
        reason: (kind == OutcomeKind::Inconclusive).then_some(Reason::Redacted),
        message: format!("Message of {rule}."),
        guidance: "1. Do this.\n2. Then that.".to_owned(),
        why: format!("Why {rule} matters. {HOSTILE}"),
        example: format!("An example of {rule}.\nIn two lines."),
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
        since: None,
    }
}

pub(crate) fn report(language: &str) -> Report {
    report_of(&snapshot(), language)
}

pub(crate) fn report_of(snapshot: &Snapshot, language: &str) -> Report {
    let mut waived = outcome("waived-rule", Level::Error, OutcomeKind::Fail);
    waived.waiver = Some(AppliedWaiver {
        reason: "Agreed by phone".to_owned(),
        owner: "risk@acquirer.example".to_owned(),
        until: "2026-06-30".to_owned(),
    });
    let mut drawn = outcome("open-rule", Level::Error, OutcomeKind::Inconclusive);
    drawn.evidence[0].url = "https://www.teapot.example/kassa".to_owned();
    drawn.evidence[0].sha256 = Some(PAGE.to_owned());
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
            drawn,
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
    facts.put(
        "checkout.order-button",
        Fact::present(
            serde_json::json!({ "text": HOSTILE, "clarity": "weak" }),
            vec![Evidence {
                selector: Some("#pay".to_owned()),
                sha256: Some(PAGE.to_owned()),
                ..Evidence::new("https://www.teapot.example/kassa", HOSTILE)
            }],
        ),
    );
    let application =
        Application { legal_name: Some("Blue Teapot AB".to_owned()), ..Application::default() };
    Report::new(Build {
        snapshot,
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
