//! Whether one can order without an account.

use super::way::{Stage, Way, is_of_person};
use crate::extract::Site;
use crate::facts::{Evidence, Fact};
use crate::snapshot::StepAction;

/// The obstacle of a walk that was asked to sign in.
const SIGN_IN: &str = "sign-in";

/// The fact `checkout.guest`.
pub(super) fn fact(site: &Site<'_>, way: &Way<'_>) -> Fact {
    if let Some((stage, selector)) = way.checkout().find_map(|stage| Some((stage, open(stage)?))) {
        return Fact::present(true, vec![stage.evidence(selector, &stage.page.title)]);
    }
    let walk = site.snapshot.walk.as_ref();
    let steps = walk.map_or(&[][..], |walk| &walk.steps);
    if let Some(step) = steps.iter().find(|step| step.action == StepAction::ContinueAsGuest) {
        let mut evidence = Evidence::new(&step.view.url, &step.words);
        evidence.sha256 = Some(step.view.sha256.clone());
        evidence.seen_at = Some(step.view.seen_at.clone());
        return Fact::present(true, vec![evidence]);
    }
    match walk.and_then(|walk| walk.ended.as_ref()) {
        Some(end) if end.obstacle == SIGN_IN => {
            let last = steps.last().map(|step| {
                let mut evidence = Evidence::new(&step.view.url, &end.detail);
                evidence.sha256 = Some(step.view.sha256.clone());
                evidence.seen_at = Some(step.view.seen_at.clone());
                evidence
            });
            Fact::present(false, last.into_iter().collect())
        }
        _ => Fact::unknown(way.reason),
    }
}

/// A form of a page that takes a buyer's details and asks for no password.
fn open<'a>(stage: &Stage<'a>) -> Option<&'a str> {
    let form = stage.forms.iter().find(|form| {
        let has = |wanted: &dyn Fn(&str) -> bool| form.fields.iter().any(|f| wanted(&f.purpose));
        let password = form.fields.iter().any(|field| {
            field.required && matches!(field.purpose.as_str(), "new-password" | "current-password")
        });
        has(&is_of_person) && !password
    })?;
    Some(&form.selector)
}
