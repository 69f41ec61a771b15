//! Who the seller is: legal names, organisation and VAT numbers.

mod legal_name;
pub mod number;
mod registration;

use super::contact::{cues::Marks, gather, region, structured::Structured};
use super::{Context, Document, LegalName, PageReading, Site};
use crate::facts::{Evidence, FactSet};

/// Reads one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    let marks = doc.once.marks.get_or_init(|| Marks::of(doc));
    let data = Structured::of(doc);
    let countries = region::of(doc, context);
    registration::read(doc, marks, &data, &countries, context, reading);
    reading.legal_names = legal_name::find(doc, marks, &data, reading);
}

/// States the facts of this area.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let coverage = site.coverage.of_kinds(gather::KINDS);
    let names =
        gather::gather(site, |page| &page.legal_names, |name| crate::vocabulary::fold(&name.value));
    let names = shortest(names);
    set.put("identity.legal-names", gather::fact(names, coverage));
    let numbers =
        gather::gather(site, |page| &page.registration_numbers, |number| number.value.clone());
    set.put("identity.registration-numbers", gather::fact(numbers, coverage));
    let numbers = gather::gather(site, |page| &page.vat_numbers, |number| number.value.clone());
    set.put("identity.vat-numbers", gather::fact(numbers, coverage));
}

/// Leaves out names that are another one with words of the sentence before it.
fn shortest(all: Vec<(LegalName, Vec<Evidence>)>) -> Vec<(LegalName, Vec<Evidence>)> {
    let known: Vec<String> =
        all.iter().map(|(name, _)| format!(" {}", crate::vocabulary::fold(&name.value))).collect();
    let mut known_iter = known.iter();
    all.into_iter()
        .filter(|_| {
            let Some(own) = known_iter.next() else { return true };
            !known.iter().any(|other| other != own && own.ends_with(other.as_str()))
        })
        .collect()
}
