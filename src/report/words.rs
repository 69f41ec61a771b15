//! The walk to the checkout, and what kept the visit from pages, in sentences, for every format
//! that speaks.

use super::texts::Texts;
use super::walk::{EndView, WalkView};
use super::{Report, Unread};
use crate::facts::Reason;

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

/// The HTTP status by which a page was not read, where that is all there is to say.
pub(super) fn status(unread: &Unread, texts: Texts) -> Option<String> {
    let status = unread.status?.to_string();
    let only = unread.detail.ends_with(&status) && unread.detail.starts_with("HTTP status");
    only.then(|| texts.fill("http-status", &[("n", &status)]))
}

/// What a person is asked to do about an outcome that is open for this reason.
pub(super) fn ask(reason: Reason, texts: Texts) -> &'static str {
    let key = format!("ask-{}", reason.code());
    texts.table().get(&key).map_or("", String::as_str)
}

/// The place of a piece of evidence; what was declared stands at no address.
pub(super) fn place(url: &str, texts: Texts) -> &str {
    if url == "application:" { texts.get("place-application") } else { url }
}

/// What an outline in a picture of the checkout shows.
pub(super) fn seen(path: &str, texts: Texts) -> &str {
    let key = format!("seen-{}", path.strip_prefix("checkout.").unwrap_or(path));
    texts.table().get(&key).map_or(path, String::as_str)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::catalogue;
    use crate::report::texts::LANGUAGES;

    #[test]
    fn every_fact_of_the_checkout_has_a_name() {
        let facts = catalogue::entries().map(|entry| entry.path);
        let facts: Vec<_> = facts.filter(|path| path.starts_with("checkout.")).collect();
        assert!(facts.len() > 15, "{facts:?}");
        for language in LANGUAGES {
            for path in &facts {
                assert_ne!(seen(path, Texts::of(language)), *path, "{language}");
            }
        }
        assert_eq!(seen("checkout.moods", Texts::of("en")), "checkout.moods");
    }

    #[test]
    fn every_obstacle_has_a_sentence() {
        let codes = catalogue::words("checkout.obstacle.code");
        assert!(codes.len() > 10);
        for language in LANGUAGES {
            for code in codes {
                let key = format!("obstacle-{code}");
                assert!(Texts::of(language).table().contains_key(&key), "{language} {key}");
            }
        }
    }

    #[test]
    fn a_status_is_told_where_it_says_it_all() {
        let unread = |detail: &str| Unread {
            url: String::new(),
            status: Some(404),
            reason: Reason::Unreachable,
            detail: detail.to_owned(),
        };
        let status = |detail: &str| status(&unread(detail), Texts::of("de"));
        assert_eq!(status("HTTP status 404").as_deref(), Some("HTTP-Status 404"));
        assert_eq!(status("the page says that it is gone"), None);
    }
}
