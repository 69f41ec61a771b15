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

/// The fact `checkout.fields`.
pub(super) fn fact(way: &Way<'_>) -> Fact {
    let mut kept: Vec<(&FieldReading, usize, bool)> = Vec::new();
    let mut shown: Vec<Evidence> = Vec::new();
    for stage in way.checkout() {
        let unseen = |field: &FieldReading| {
            stage.seen.is_some_and(|seen| seen.unseen.contains(&field.selector))
        };
        let fields = stage.forms.iter().flat_map(|form| &form.fields);
        for field in fields.filter(|field| !unseen(field)) {
            let again = kept
                .iter_mut()
                .find(|(known, number, _)| *number < stage.number && is_same(known, field));
            if let Some((_, _, required)) = again {
                *required |= field.required;
            } else if kept.len() < MAX_FIELDS {
                kept.push((field, stage.number, field.required));
                let evidence = stage.evidence(&field.selector, &field.label);
                shown.push(Evidence { item: Some(shown.len()), ..evidence });
            }
        }
    }
    let values: Vec<Value> = kept
        .iter()
        .map(|(field, number, required)| {
            json!({
                "purpose": field.purpose,
                "label": field.label,
                "name": field.name,
                "required": required,
                "step": number,
            })
        })
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
