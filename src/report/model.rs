//! The report as data, schema `shopvet.report/1`.

use super::pictures::{self, Sight};
use super::walk::WalkView;
use crate::application::Application;
use crate::extract::{Extraction, PageKind, PageReading};
use crate::facts::{Evidence, Reason};
use crate::judge::{Judgement, Outcome, Summary, Verdict};
use crate::snapshot::{BeforeConsent, Exchange, ExchangeResult, Purpose, Snapshot, StopCause};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The name and version of the report's form.
pub(super) const SCHEMA: &str = "shopvet.report/1";

/// Everything a verdict rests on.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// `shopvet.report/1`.
    pub schema: &'static str,
    /// Language of titles, messages and guidance, BCP 47.
    pub language: String,
    /// The date the rules were judged at, ISO 8601.
    pub as_of: String,
    /// What was checked.
    pub target: TargetView,
    /// What the merchant declared.
    pub application: Option<Application>,
    /// What it all comes to.
    pub verdict: Verdict,
    /// How many rules came out how.
    pub summary: Summary,
    /// One per rule, in stable order.
    pub outcomes: Vec<Outcome>,
    /// Waivers that are expired or met nothing.
    pub waiver_notes: Vec<String>,
    /// Every fact of the catalogue.
    pub facts: BTreeMap<&'static str, FactView>,
    /// The pages that were read.
    pub pages: Vec<PageView>,
    /// The pages that were not, and why.
    pub unread: Vec<Unread>,
    /// The walk to the checkout, where there was one.
    pub walk: Option<WalkView>,
    /// What was set and loaded before anybody agreed to anything, where a browser
    /// drew the front page.
    pub before_consent: Option<BeforeConsent>,
    /// The packs that were judged by.
    pub packs: Vec<PackView>,
    /// What differs from run to run.
    pub run: Run,
    /// Pictures of pages; those stay in the bundle and in the HTML report.
    #[serde(skip)]
    pub(super) sights: Vec<Sight>,
}

/// What was checked.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TargetView {
    /// Address as checked.
    pub url: String,
    /// Host.
    pub host: String,
    /// Registrable domain.
    pub registrable_domain: String,
}

/// One fact.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FactView {
    /// `present`, `partial`, `absent` or `unknown`.
    #[schemars(extend("enum" = ["present", "partial", "absent", "unknown"]))]
    pub state: &'static str,
    /// Why it, or a part of it, is unknown.
    pub reason: Option<Reason>,
    /// The value; `null` when absent or unknown.
    pub value: Value,
    /// Where it was seen.
    pub evidence: Vec<Evidence>,
}

/// One page that was read.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PageView {
    /// Address.
    pub url: String,
    /// HTTP status.
    pub status: u16,
    /// What kind of page it is.
    pub kind: Option<PageKind>,
    /// Links from the front page.
    pub clicks: u32,
    /// BCP 47.
    pub language: Option<String>,
    /// A browser drew it.
    pub rendered: bool,
    /// SHA-256 of the body.
    pub sha256: String,
}

/// One page that was not read.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Unread {
    /// Address.
    pub url: String,
    /// HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The reason code.
    pub reason: Reason,
    /// The real cause, in words; empty where the reason says it all.
    pub detail: String,
}

/// One pack.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PackView {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over the pack and its rules.
    pub sha256: String,
}

/// What differs from run to run; everything else is reproducible.
#[derive(Debug, Clone, Default, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Run {
    /// When the visit began, RFC 3339.
    pub started_at: String,
    /// When it ended.
    pub finished_at: String,
    /// Version of the program that wrote the report.
    pub tool_version: String,
    /// HTTP requests made.
    pub requests: usize,
    /// Bytes of decoded bodies.
    pub bytes: u64,
    /// Milliseconds of the visit.
    pub collect_ms: u64,
    /// Milliseconds of extraction.
    pub extract_ms: u64,
    /// Milliseconds of judging.
    pub judge_ms: u64,
    /// The budget that ended the visit, if one did.
    pub stopped_by: Option<StopCause>,
}

/// What a report is built from.
#[derive(Debug)]
pub struct Build<'a> {
    /// What was seen.
    pub snapshot: &'a Snapshot,
    /// What was declared.
    pub application: Option<&'a Application>,
    /// What was made of it.
    pub extraction: &'a Extraction,
    /// How it was judged.
    pub judgement: &'a Judgement,
    /// By which packs.
    pub packs: Vec<PackView>,
    /// BCP 47.
    pub language: &'a str,
    /// ISO 8601 date.
    pub as_of: String,
    /// How long the parts took: collect, extract, judge, in milliseconds.
    pub millis: (u64, u64, u64),
}

impl Report {
    /// Builds the report.
    #[must_use]
    pub fn new(build: Build<'_>) -> Self {
        let Build { snapshot, application, extraction, judgement, packs, language, as_of, millis } =
            build;
        let facts = extraction
            .facts
            .iter()
            .map(|(path, fact)| {
                let view = FactView {
                    state: fact.finding.state(),
                    reason: fact.finding.reason(),
                    value: fact.finding.value(),
                    evidence: fact.evidence.clone(),
                };
                (path, view)
            })
            .collect();
        let pages = extraction
            .pages
            .iter()
            .map(|page| PageView {
                url: page.url.clone(),
                status: page.status,
                kind: page.kind,
                clicks: page.clicks,
                language: page.language.clone(),
                rendered: page.rendered,
                sha256: page.sha256.clone(),
            })
            .collect();
        Self {
            schema: SCHEMA,
            language: language.to_owned(),
            as_of,
            target: TargetView {
                url: snapshot.target.url.clone(),
                host: snapshot.target.host.clone(),
                registrable_domain: snapshot.target.registrable_domain.clone(),
            },
            application: application.cloned(),
            verdict: judgement.verdict,
            summary: judgement.summary,
            outcomes: judgement.outcomes.clone(),
            waiver_notes: judgement.waiver_notes.clone(),
            facts,
            pages,
            unread: unread(snapshot, &extraction.pages),
            walk: snapshot.walk.as_ref().map(WalkView::of),
            before_consent: snapshot.before_consent.clone(),
            packs,
            run: Run {
                started_at: snapshot.started_at.clone(),
                finished_at: snapshot.finished_at.clone(),
                tool_version: env!("CARGO_PKG_VERSION").to_owned(),
                requests: snapshot.exchanges.len() + snapshot.rdap.len(),
                bytes: snapshot
                    .exchanges
                    .iter()
                    .filter_map(|e| e.answer())
                    .map(|a| a.body.len() as u64)
                    .sum(),
                collect_ms: millis.0,
                extract_ms: millis.1,
                judge_ms: millis.2,
                stopped_by: snapshot.stopped_by,
            },
            sights: pictures::of(snapshot),
        }
    }
}

/// The pages that were not read, and why.
fn unread(snapshot: &Snapshot, pages: &[PageReading]) -> Vec<Unread> {
    let mut list = Vec::new();
    let as_pdf = |url: &str| pages.iter().any(|page| page.pdf && page.url == url);
    // A robots.txt that cannot be read closes the site to a crawl (RFC 9309,
    // 2.3.1.4), so its failure belongs here too.
    let read = |e: &&Exchange| match e.purpose {
        Purpose::Page => true,
        Purpose::Robots => matches!(e.result, ExchangeResult::Failure(_)),
        _ => false,
    };
    for exchange in snapshot.exchanges.iter().filter(read) {
        match &exchange.result {
            ExchangeResult::Failure(failure) => list.push(Unread {
                url: exchange.url.clone(),
                status: None,
                reason: failure.reason,
                detail: failure.detail.clone(),
            }),
            ExchangeResult::Answer(answer) => {
                if let Some(wall) = &answer.wall {
                    list.push(Unread {
                        url: exchange.url.clone(),
                        status: Some(answer.status),
                        reason: wall.reason,
                        detail: wall.detail.clone(),
                    });
                } else if answer.status >= 400 {
                    list.push(Unread {
                        url: exchange.url.clone(),
                        status: Some(answer.status),
                        reason: Reason::Unreachable,
                        detail: format!("HTTP status {}", answer.status),
                    });
                } else if answer.status == 200
                    && answer.media_type() == "application/pdf"
                    && !as_pdf(&exchange.url)
                {
                    list.push(Unread {
                        url: exchange.url.clone(),
                        status: Some(200),
                        reason: Reason::PdfOnly,
                        detail: String::new(),
                    });
                }
            }
        }
    }
    list.extend(snapshot.skipped.iter().map(|skipped| Unread {
        url: skipped.url.clone(),
        status: None,
        reason: skipped.reason,
        detail: String::new(),
    }));
    list
}
