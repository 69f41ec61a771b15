//! Masks what was seen and done on the way to the checkout, and views of pages.

use super::text::Masker;
use crate::snapshot::{Snapshot, View, Walk, sha256};
use url::form_urlencoded;

/// Masks every view, the walk and what was seen before consent. Pictures are left
/// out.
pub(super) fn views(masker: &mut Masker, snapshot: &mut Snapshot) {
    for view in snapshot.views_mut() {
        shown(masker, view);
    }
    let mut next = snapshot.walk.as_mut();
    while let Some(walk) = next {
        done(masker, walk);
        next = walk.before.as_deref_mut();
    }
    if let Some(before) = &mut snapshot.before_consent {
        masker.string(&mut before.url);
        before.requests.iter_mut().for_each(|request| masker.string(request));
        masker.option(&mut before.refused_by);
    }
}

fn shown(masker: &mut Masker, view: &mut View) {
    masker.string(&mut view.url);
    view.html = masker.bytes(&view.html).into();
    view.sha256 = sha256(&view.html);
    view.screenshot = None;
    view.boxes = Vec::new();
}

fn done(masker: &mut Masker, walk: &mut Walk) {
    for step in &mut walk.steps {
        masker.string(&mut step.words);
        masker.option(&mut step.selector);
        for entry in &mut step.entries {
            masker.string(&mut entry.selector);
            masker.string(&mut entry.label);
            masker.string(&mut entry.value);
        }
    }
    for withheld in &mut walk.withheld {
        masker.string(&mut withheld.url);
        masker.option(&mut withheld.selector);
        masker.string(&mut withheld.what);
        masker.string(&mut withheld.detail);
    }
    if let Some(end) = &mut walk.ended {
        masker.string(&mut end.detail);
    }
}

/// What a form sent. The escapes of forms hide numbers, so the values are masked
/// one by one where the text is written as browsers write it.
pub(super) fn sent(masker: &mut Masker, text: &mut String) {
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(text.as_bytes()).into_owned().collect();
    let written = |pairs: &[(String, String)]| {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    };
    if pairs.is_empty() || written(&pairs) != *text {
        return masker.string(text);
    }
    let masked: Vec<(String, String)> = pairs
        .into_iter()
        .map(|(name, mut value)| {
            masker.string(&mut value);
            (name, value)
        })
        .collect();
    *text = written(&masked);
}
