//! Where card numbers are typed: on the shop's own page, or in a frame of a
//! payment provider.

use super::way::Way;
use crate::extract::{Document, Found, PageReading};
use crate::facts::{Evidence, Fact};
use crate::vocabulary::Marks;
use serde_json::{Value, json};

/// A place where the number of a card may be typed.
#[derive(Debug)]
pub(super) struct Place {
    /// The autofill token of the field; none for a frame.
    pub(super) purpose: Option<String>,
    /// Host of the frame; none for a field.
    pub(super) host: Option<String>,
    /// The provider that the frame belongs to.
    pub(super) service: Option<&'static str>,
}

/// The places on one page.
pub(super) fn read(doc: &Document, reading: &PageReading) -> Vec<Found<Place>> {
    let mut places: Vec<Found<Place>> = Vec::new();
    let fields = reading.forms.iter().flat_map(|form| &form.fields);
    for field in fields.filter(|f| matches!(f.purpose.as_str(), "cc-number" | "cc-csc")) {
        places.push(Found {
            value: Place { purpose: Some(field.purpose.clone()), host: None, service: None },
            selector: field.selector.clone(),
            excerpt: field.label.clone(),
        });
    }
    for frame in doc.resources.iter().filter(|resource| resource.kind == "frame") {
        let Some(host) = frame.url.host_str() else { continue };
        let service = Marks::built_in().sale_host(host).filter(|s| s.kind == "payment");
        let Some(service) = service else { continue };
        if places.iter().any(|place| place.value.host.as_deref() == Some(host)) {
            continue;
        }
        let value =
            Place { purpose: None, host: Some(host.to_owned()), service: Some(&service.name) };
        places.push(Found::at(doc, frame.node, host, value));
    }
    places
}

/// The fact `checkout.card-fields`.
pub(super) fn fact(way: &Way<'_>) -> Fact {
    let mut values: Vec<Value> = Vec::new();
    let mut shown = Vec::new();
    for (stage, seen) in way.seen().filter(|(stage, _)| stage.checkout) {
        for found in &seen.cards {
            let place = &found.value;
            let value = json!({
                "where": if place.host.is_some() { "frame" } else { "page" },
                "purpose": place.purpose,
                "host": place.host,
                "service": place.service,
                "url": stage.page.url,
                "step": stage.number,
            });
            let same = |known: &Value| {
                ["purpose", "host", "url"].iter().all(|key| known[*key] == value[*key])
            };
            if !values.iter().any(same) {
                let evidence = stage.evidence(&found.selector, &found.excerpt);
                shown.push(Evidence { item: Some(values.len()), ..evidence });
                values.push(value);
            }
        }
    }
    Fact::list(&values, shown, way.whole())
}
