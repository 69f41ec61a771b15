//! The fields that the checkout asks for, over all its steps.
//!
//! A field that is asked for again is one field, at the step that asked first, and
//! required where any of them requires it. Fields that a person does not see at a
//! step are not asked for by it.

use super::way::Way;
use crate::extract::FieldReading;
use crate::facts::{Evidence, Fact};
use serde_json::{Value, json};

/// Fields kept of one checkout.
const MAX_FIELDS: usize = 300;

/// A field that the checkout asks for.
pub(super) struct Asked<'a> {
    pub(super) field: &'a FieldReading,
    /// Number of the step that asked first.
    pub(super) step: usize,
    /// Any step requires it.
    pub(super) required: bool,
    pub(super) evidence: Evidence,
}

/// The fields that a checkout asks for, each once.
pub(super) fn asked<'a>(way: &Way<'a>) -> Vec<Asked<'a>> {
    let mut kept: Vec<Asked<'a>> = Vec::new();
    for stage in way.checkout() {
        let unseen = |field: &FieldReading| {
            stage.seen.is_some_and(|seen| seen.unseen.contains(&field.selector))
        };
        let fields = stage.forms.iter().flat_map(|form| &form.fields);
        for field in fields.filter(|field| !unseen(field)) {
            let again = kept
                .iter_mut()
                .find(|known| known.step < stage.number && is_same(known.field, field));
            if let Some(known) = again {
                known.required |= field.required;
            } else if kept.len() < MAX_FIELDS {
                let evidence = stage.evidence(&field.selector, &field.label);
                kept.push(Asked { field, step: stage.number, required: field.required, evidence });
            }
        }
    }
    kept
}

/// The fact `checkout.fields`.
pub(super) fn fact(way: &Way<'_>) -> Fact {
    let kept = asked(way);
    let values: Vec<Value> = kept
        .iter()
        .map(|asked| {
            json!({
                "purpose": asked.field.purpose,
                "label": asked.field.label,
                "name": asked.field.name,
                "required": asked.required,
                "step": asked.step,
            })
        })
        .collect();
    let shown = kept
        .into_iter()
        .enumerate()
        .map(|(item, asked)| Evidence { item: Some(item), ..asked.evidence })
        .collect();
    // A checkout without a field was not understood.
    let open = if values.is_empty() { Err(way.reason) } else { way.open };
    Fact::list(&values, shown, open)
}

/// Whether two steps ask for the same.
fn is_same(one: &FieldReading, other: &FieldReading) -> bool {
    let named = !one.name.is_empty() && one.name == other.name;
    one.purpose == other.purpose && (named || one.label == other.label)
}
