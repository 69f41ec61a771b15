//! Fields that ask for the number by which a state knows a person.
//!
//! The label decides, in any language; the name that the form gives a field counts
//! where the label does not say that it is for something else.

use super::super::words::words;
use super::fields::asked;
use super::way::Way;
use crate::extract::FieldReading;
use crate::facts::{Evidence, Fact};
use crate::vocabulary::{Folded, Marks, PhraseSet, Vocabulary};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// Longer labels are sentences that may speak of anything.
const LONG_LABEL: usize = 80;

static LABELS: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages().iter();
    PhraseSet::new(languages.flat_map(|l| l.goods.national_id.iter().map(|phrase| (phrase, ()))))
});

static CODES: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    PhraseSet::new(Marks::built_in().goods.national_id.iter().map(|phrase| (phrase, ())))
});

/// The fact `checkout.national-id`.
pub(super) fn fact(way: &Way<'_>) -> Fact {
    let all = asked(way);
    let mut values: Vec<Value> = Vec::new();
    let mut shown: Vec<Evidence> = Vec::new();
    for field in all.iter().filter(|field| asks(field.field)) {
        values.push(json!({
            "label": field.field.label,
            "name": field.field.name,
            "required": field.required,
            "step": field.step,
        }));
        shown.push(Evidence { item: Some(shown.len()), ..field.evidence.clone() });
    }
    // A checkout without a field was not understood.
    let open = if all.is_empty() { Err(way.reason) } else { way.open };
    Fact::list(&values, shown, open)
}

/// Whether a field asks for the number of a person.
fn asks(field: &FieldReading) -> bool {
    if matches!(field.kind.as_str(), "checkbox" | "radio" | "hidden" | "submit" | "select") {
        return false;
    }
    if field.label.len() <= LONG_LABEL && LABELS.matches(&Folded::new(&field.label)) {
        return true;
    }
    field.purpose == "other"
        && [&field.name, &field.id].iter().any(|name| CODES.matches(&Folded::new(&words(name))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(label: &str, name: &str, purpose: &str) -> FieldReading {
        FieldReading {
            label: label.to_owned(),
            name: name.to_owned(),
            purpose: purpose.to_owned(),
            kind: "text".to_owned(),
            ..FieldReading::default()
        }
    }

    #[test]
    fn labels_of_every_language_ask_for_a_number_of_a_person() {
        for label in [
            "Personnummer (ÅÅÅÅMMDD-XXXX)",
            "Person-/organisationsnummer",
            "Fødselsnummer (11 siffer)",
            "CPR-nummer",
            "Henkilötunnus",
            "National insurance number",
            "Personalausweisnummer",
            "Burgerservicenummer",
            "Numéro de sécurité sociale",
            "DNI / NIE",
            "Codice fiscale",
            "PESEL",
        ] {
            assert!(asks(&field(label, "x", "other")), "{label}");
        }
    }

    #[test]
    fn other_numbers_are_no_number_of_a_person() {
        for label in [
            "Organisationsnummer",
            "Telefonnummer",
            "CVR-nummer",
            "Y-tunnus",
            "VAT number",
            "Kundnummer",
            "Partita IVA",
            "NIP",
            "Presentkortsnummer",
            "Postnummer",
            "Portkod",
            "Nie wypełniaj:",
        ] {
            assert!(!asks(&field(label, "x", "other")), "{label}");
        }
    }

    #[test]
    fn a_name_counts_where_the_label_is_silent() {
        assert!(asks(&field("", "billing[personnummer]", "other")));
        assert!(asks(&field("", "customerSSN", "other")));
        assert!(!asks(&field("Postnr", "pnr", "postal-code")));
        assert!(!asks(&field("", "session", "other")));
    }
}
