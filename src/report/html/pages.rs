//! The pages that were read, and those that were not and why.

use super::Report;
use crate::report::texts::Texts;
use crate::report::words;
use serde_json::{Value, json};

/// The pages that were read.
pub(super) fn read(report: &Report, texts: Texts) -> Vec<Value> {
    let word = |prefix: &str, code: &str| {
        texts.table().get(&format!("{prefix}-{code}")).cloned().unwrap_or_else(|| code.to_owned())
    };
    let page = |page: &crate::report::PageView| {
        json!({
            "url": page.url,
            "kind": page.kind.map(|kind| word("kind", kind.name())),
            "language": page.language.as_deref().map(|language| word("language", language)),
            "sha256": page.sha256,
        })
    };
    report.pages.iter().map(page).collect()
}

/// The pages that were not read.
pub(super) fn unread(report: &Report, texts: Texts) -> Vec<Value> {
    let unread = |page: &crate::report::Unread| {
        let status = words::status(page, texts);
        json!({
            "url": page.url,
            "reason": texts.get(&format!("reason-{}", page.reason.code())),
            "english": status.is_none(),
            "detail": status.unwrap_or_else(|| page.detail.clone()),
        })
    };
    report.unread.iter().map(unread).collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::PageKind;
    use crate::report::texts::{LANGUAGES, Texts};

    #[test]
    fn every_kind_of_page_has_a_word() {
        let kinds = PageKind::FACTS.iter().copied();
        let rest = [PageKind::Product, PageKind::Category, PageKind::Front];
        for language in LANGUAGES {
            for kind in kinds.clone().chain(rest) {
                let key = format!("kind-{}", kind.name());
                assert!(Texts::of(language).table().contains_key(&key), "{language} {key}");
            }
        }
    }
}
