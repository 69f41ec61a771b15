//! The walk to the checkout in sentences, for every format that speaks.

use super::Report;
use super::texts::Texts;
use super::walk::{EndView, WalkView};

/// How far the walk went, in one sentence.
pub(super) fn summary(walk: &WalkView, texts: Texts) -> String {
    let steps = texts.count("walk-steps", walk.steps.len());
    let how = texts.get(if walk.rendered { "walk-drawn" } else { "walk-plain" });
    let end = match &walk.ended {
        None if walk.steps.is_empty() => texts.get("walk-nowhere"),
        None => texts.get("walk-reached"),
        Some(_) => texts.get("walk-not-reached"),
    };
    format!("{steps} {how}. {end}")
}

/// Why the walk ended: the obstacle in the words of the report, else as it was
/// taken down.
pub(super) fn ending(end: &EndView, texts: Texts) -> String {
    let key = format!("obstacle-{}", end.obstacle);
    texts.table().get(&key).cloned().unwrap_or_else(|| end.detail.clone())
}

/// What else is to be said of the walk.
pub(super) fn notes(report: &Report, walk: &WalkView, texts: Texts) -> Vec<String> {
    let mut notes = Vec::new();
    if walk.consented {
        notes.push(texts.get("walk-consented").to_owned());
    }
    match walk.emptied {
        Some(true) => notes.push(texts.get("walk-emptied").to_owned()),
        Some(false) => notes.push(texts.get("walk-not-emptied").to_owned()),
        None => {}
    }
    notes.extend(banner(report, texts));
    notes
}

/// What became of the banner that asks for consent.
fn banner(report: &Report, texts: Texts) -> Option<String> {
    let before = report.before_consent.as_ref().filter(|before| before.banner)?;
    Some(match &before.refused_by {
        Some(words) => texts.fill("banner-refused", &[("words", words)]),
        None => texts.get("banner-left").to_owned(),
    })
}
