//! The walk to the checkout as the report tells it.
//!
//! Of a walk that was tried over plain HTTP before a browser had to help, the
//! steps are those of the one that got furthest; the end is that of the last.

use crate::extract::form;
use crate::facts::Reason;
use crate::snapshot::{Entry, Step, Walk, WalkMode};
use serde::Serialize;

/// The walk of one visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WalkView {
    /// How far it was allowed to go.
    pub mode: WalkMode,
    /// It was made in a browser; otherwise over plain HTTP.
    pub rendered: bool,
    /// The applicant agreed to it.
    pub consented: bool,
    /// What was put into the cart has been taken out again; none where nothing
    /// was put there.
    pub emptied: Option<bool>,
    /// What was done and seen, in order.
    pub steps: Vec<StepView>,
    /// What was not done.
    pub withheld: Vec<WithheldView>,
    /// Why it went no further; none where the last step before the order was seen.
    pub ended: Option<EndView>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StepView {
    /// Where it led.
    pub url: String,
    /// HTTP status, where the page came by HTTP.
    pub status: Option<u16>,
    /// What was done, as a kebab-case code.
    #[schemars(with = "crate::snapshot::StepAction")]
    pub action: &'static str,
    /// The words of the control or link.
    pub words: String,
    /// What was chosen and typed before.
    pub entries: Vec<EntryView>,
    /// It went past a line of robots.txt.
    pub past_robots: bool,
    /// A browser drew the page.
    pub rendered: bool,
    /// SHA-256 of the page as seen.
    pub sha256: String,
    /// SHA-256 of the picture of the page.
    pub screenshot: Option<String>,
    /// RFC 3339, UTC.
    pub seen_at: String,
}

/// Something chosen or typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct EntryView {
    /// The label of the field.
    pub label: String,
    /// WHATWG autofill token, or `option`.
    pub purpose: String,
    /// What was entered.
    pub value: String,
}

/// Something that was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct WithheldView {
    /// The page it stood on.
    pub url: String,
    /// The words of the control, or the method and address of the request.
    pub what: String,
    /// Kebab-case code of the ground.
    pub ground: String,
    /// One sentence for a person.
    pub detail: String,
}

/// Why a walk ended before the last step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct EndView {
    /// The reason code.
    pub reason: Reason,
    /// What kept it from going on, as a kebab-case code.
    pub obstacle: String,
    /// One sentence for a person.
    pub detail: String,
}

impl WalkView {
    pub(super) fn of(walk: &Walk) -> Self {
        let furthest = form::furthest(walk);
        let mut withheld: Vec<WithheldView> = Vec::new();
        for one in walk.chain().flat_map(|walk| &walk.withheld) {
            let view = WithheldView {
                url: one.url.clone(),
                what: one.what.clone(),
                ground: one.ground.clone(),
                detail: one.detail.clone(),
            };
            if !withheld.contains(&view) {
                withheld.push(view);
            }
        }
        Self {
            mode: walk.mode,
            rendered: furthest.rendered,
            consented: walk.consented,
            emptied: walk.emptied,
            steps: furthest.steps.iter().map(step).collect(),
            withheld,
            ended: walk.ended.as_ref().map(|end| EndView {
                reason: end.reason,
                obstacle: end.obstacle.clone(),
                detail: end.detail.clone(),
            }),
        }
    }
}

fn step(step: &Step) -> StepView {
    let entry = |entry: &Entry| EntryView {
        label: entry.label.clone(),
        purpose: entry.purpose.clone(),
        value: entry.value.clone(),
    };
    StepView {
        url: step.view.url.clone(),
        status: step.view.status,
        action: step.action.code(),
        words: step.words.clone(),
        entries: step.entries.iter().map(entry).collect(),
        past_robots: step.past_robots,
        rendered: step.view.rendered,
        sha256: step.view.sha256.clone(),
        screenshot: step.view.screenshot.as_ref().map(|picture| picture.sha256.clone()),
        seen_at: step.view.seen_at.clone(),
    }
}
