//! Who the seller is: legal names, organisation and VAT numbers.

mod beside;
mod countries;
mod declared;
mod descriptor;
mod details;
mod formed;
mod legal_name;
pub mod number;
mod person;
mod plain;
mod registration;
mod seller;
mod wording;

pub(in crate::extract) use person::masked;

use super::contact::{clues::Clues, gather};
use super::{Document, LegalName, PageReading, Site};
use crate::application::Application;
use crate::facts::{Evidence, FactSet};

/// Reads one page.
pub(super) fn read(doc: &Document, clues: &Clues, reading: &mut PageReading) {
    registration::read(doc, clues, reading);
    let names = legal_name::find(doc, clues, reading);
    reading.legal_names = names.legal;
    reading.sellers = names.sellers;
    countries::read(doc, clues, reading);
}

/// Looks on one page for the names that were declared.
pub(in crate::extract) fn look_for_declared(
    doc: &Document,
    application: Option<&Application>,
    reading: &mut PageReading,
) {
    declared::look(doc, application, reading);
    descriptor::look(doc, application, reading);
}

/// States the facts of this area.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let coverage = site.coverage.of_kinds(gather::KINDS);
    let names =
        gather::gather(site, |page| &page.legal_names, |name| crate::vocabulary::fold(&name.value));
    let names = seller::settle(site, shortest(names));
    seller::facts(site, &names, set);
    set.put("identity.legal-names", gather::fact(names, coverage));
    let numbers =
        gather::gather(site, |page| &page.registration_numbers, |number| number.value.clone());
    set.put("identity.registration-numbers", gather::fact(numbers, coverage));
    let numbers = gather::gather(site, |page| &page.vat_numbers, |number| number.value.clone());
    set.put("identity.vat-numbers", gather::fact(numbers, coverage));
    set.put("identity.register-details", details::fact(site));
    set.put("identity.countries", countries::fact(site, set, coverage));
    set.put("identity.descriptor", descriptor::fact(site));
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
