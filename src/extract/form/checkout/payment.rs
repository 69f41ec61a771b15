//! Payment methods in the order shown, which one is chosen in advance, and
//! whether credit is put before other means.

use super::super::layout::Group;
use super::super::payment;
use super::way::{Stage, Way};
use crate::extract::{Document, Found};
use crate::facts::{Evidence, Fact};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use serde_json::json;
use std::sync::LazyLock;

static CREDIT: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| &l.forms.credit).map(|phrase| (phrase, ())))
});

/// The payment method that is chosen when the page opens.
pub(super) fn read(doc: &Document, group: &Group, purposes: &[String]) -> Option<Found<String>> {
    let (control, name) = payment::chosen(group, purposes)?;
    Some(Found::at(doc, control.node, &name, name.clone()))
}

/// Whether a payment method is credit by its name.
fn is_credit(name: &str) -> bool {
    CREDIT.matches(&Folded::new(name))
}

/// The methods of all steps, each once, with where they stand.
fn offered<'a>(way: &'a Way<'_>) -> Vec<(&'a Stage<'a>, &'a String)> {
    let mut methods: Vec<(&Stage<'_>, &String)> = Vec::new();
    for stage in way.checkout() {
        for method in stage.forms.iter().flat_map(|form| &form.payment_methods) {
            if !methods.iter().any(|(_, known)| *known == method) {
                methods.push((stage, method));
            }
        }
    }
    methods
}

fn evidence(methods: &[(&Stage<'_>, &String)]) -> Vec<Evidence> {
    let shown = methods.iter().enumerate().map(|(item, (stage, method))| Evidence {
        item: Some(item),
        ..stage.evidence(stage.place(), method)
    });
    shown.collect()
}

/// The fact `checkout.payment-methods`.
pub(super) fn methods(way: &Way<'_>) -> Fact {
    let methods = offered(way);
    if methods.is_empty() {
        return Fact::unknown(way.reason);
    }
    let names: Vec<&String> = methods.iter().map(|(_, method)| *method).collect();
    Fact::list(&names, evidence(&methods), way.open)
}

/// The fact `checkout.payment-preselected`.
pub(super) fn preselected(way: &Way<'_>) -> Fact {
    let found = way.seen().filter(|(stage, _)| stage.checkout).rev();
    let mut found = found.filter_map(|(stage, seen)| Some((stage, seen.preselected.as_ref()?)));
    match (found.next(), way.whole()) {
        (Some((stage, found)), Ok(())) => {
            let value = json!({ "name": found.value, "credit": is_credit(&found.value) });
            Fact::present(value, vec![stage.evidence(&found.selector, &found.excerpt)])
        }
        // A choice without one chosen is seen to have none.
        (None, Ok(())) if offered(way).len() > 1 => Fact::absent(),
        _ => Fact::unknown(way.reason),
    }
}

/// The fact `checkout.credit`.
pub(super) fn credit(way: &Way<'_>) -> Fact {
    let methods = offered(way);
    if way.whole().is_err() || methods.is_empty() {
        return Fact::unknown(way.reason);
    }
    let credit: Vec<bool> = methods.iter().map(|(_, method)| is_credit(method)).collect();
    let chosen = way.seen().rev().find_map(|(_, seen)| seen.preselected.as_ref());
    let value = json!({
        "offered": credit.contains(&true),
        "other-offered": credit.contains(&false),
        "first": credit.first() == Some(&true),
        "preselected": chosen.is_some_and(|found| is_credit(&found.value)),
    });
    let shown = evidence(&methods).into_iter().map(|place| Evidence { item: None, ..place });
    Fact::present(value, shown.collect())
}
