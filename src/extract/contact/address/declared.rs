//! Addresses of structured data.

use super::super::cues::Marks;
use super::super::postcode::{self, Order};
use super::around_code::{Setting, composed, hits, read};
use super::line::Line;
use super::town::country_of;
use crate::extract::{PostalAddress, Region};
use std::collections::BTreeSet;

/// An address of structured data, completed and written as on one line.
pub(super) fn declared(data: &PostalAddress, countries: &[String]) -> Option<PostalAddress> {
    if !data.text.is_empty() {
        let line = Line { block: 0, start: 0, text: &data.text, region: Region::Main };
        let none = Marks::default();
        let setting = Setting { marks: &none, page: true, home: true };
        return postcode::rows(countries, &BTreeSet::new()).into_iter().find_map(|(row, regex)| {
            let lines = std::slice::from_ref(&line);
            hits(&data.text, regex).find_map(|hit| read(lines, 0, &hit, row, setting))
        });
    }
    let part = |value: &Option<String>| {
        value
            .as_deref()
            .map(|v| v.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|v| !v.is_empty())
    };
    let (street, city, code) = (part(&data.street), part(&data.city), part(&data.postal_code));
    if street.is_none() && code.is_none() {
        return None;
    }
    let country = part(&data.country).map(|name| match name.len() {
        2 => name.to_uppercase(),
        _ => country_of(&name).map_or(name, str::to_owned),
    });
    let known =
        country.as_deref().or(countries.first().map(String::as_str)).and_then(postcode::of_country);
    let code = code
        .map(|code| known.map_or(code.clone(), |(row, _)| postcode::canonical(&code, row.country)));
    let order = known.map_or(Order::CodeTown, |(row, _)| row.order);
    Some(composed(street, code, city, country, order))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_address_is_written_as_its_country_writes_it() {
        let data = PostalAddress {
            street: Some("Storgatan  12".to_owned()),
            postal_code: Some("11122".to_owned()),
            city: Some("Stockholm".to_owned()),
            country: Some("Sverige".to_owned()),
            ..PostalAddress::default()
        };
        let address = declared(&data, &[]).unwrap();
        assert_eq!(address.text, "Storgatan 12, 111 22 Stockholm, SE");
    }

    #[test]
    fn a_town_alone_is_no_address() {
        let data = PostalAddress { city: Some("Stockholm".to_owned()), ..Default::default() };
        assert!(declared(&data, &["SE".to_owned()]).is_none());
    }
}
