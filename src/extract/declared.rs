//! Facts about what the merchant declared, under `application.*`.

use crate::application::Application;
use crate::facts::{Evidence, Fact, FactSet};
use serde::Serialize;

/// States what the application says; a key that is not given is absent.
pub(super) fn facts(application: Option<&Application>, set: &mut FactSet) {
    let Some(a) = application else {
        for path in crate::facts::catalogue::entries().map(|entry| entry.path) {
            if path.starts_with("application.") {
                set.put(path, Fact::absent());
            }
        }
        return;
    };
    text(set, "application.legal-name", a.legal_name.as_deref());
    text(set, "application.registration-number", a.registration_number.as_deref());
    text(set, "application.vat-number", a.vat_number.as_deref());
    text(set, "application.country", a.country.as_deref());
    value(set, "application.sells", a.sells.as_ref());
    value(set, "application.customers", a.customers.as_ref());
    value(set, "application.contact", a.contact.as_ref());
    value(set, "application.address", a.address.as_ref());
    value(set, "application.domain-holder", a.domain_holder.as_ref());
    value(set, "application.consent-to-review", a.consent_to_review.as_ref());
    value(set, "application.trading-names", Some(&a.trading_names).filter(|v| !v.is_empty()));
    text(set, "application.url", a.url.as_deref());
    value(set, "application.domains", Some(&a.domains).filter(|v| !v.is_empty()));
    value(set, "application.goods", Some(&a.goods).filter(|v| !v.is_empty()));
    let markets: Vec<String> = a.markets.iter().map(|m| m.trim().to_ascii_uppercase()).collect();
    value(set, "application.markets", Some(&markets).filter(|v| !v.is_empty()));
    value(set, "application.subscriptions", a.subscriptions.as_ref());
    value(set, "application.licences", Some(&a.licences).filter(|v| !v.is_empty()));
    value(set, "application.vat-registered", a.vat_registered.as_ref());
    value(set, "application.sole-trader", a.sole_trader.as_ref());
    text(set, "application.descriptor", a.descriptor.as_deref());
    value(set, "application.cards", Some(&a.cards).filter(|v| !v.is_empty()));
}

fn text(set: &mut FactSet, path: &str, value_: Option<&str>) {
    value(set, path, value_.map(str::trim).filter(|v| !v.is_empty()).as_ref());
}

fn value<T: Serialize>(set: &mut FactSet, path: &str, value: Option<&T>) {
    let fact = value.map_or_else(Fact::absent, |value| {
        let shown = serde_json::to_string(value).unwrap_or_default();
        Fact::present(value, vec![Evidence::new("application:", shown.trim_matches('"'))])
    });
    set.put(path, fact);
}
