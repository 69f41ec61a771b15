//! Invented records in the shapes of registries, with what they say.
//!
//! Each file holds records of one family: `##### name`, then `> field = value`
//! lines for everything the record says, then the answer. What is not expected
//! must not be read: a record that names no holder has none.

use super::read;

const FILES: &[(&str, &str)] = &[
    ("north", include_str!("shapes/north.txt")),
    ("west", include_str!("shapes/west.txt")),
    ("south", include_str!("shapes/south.txt")),
    ("world", include_str!("shapes/world.txt")),
    ("notices", include_str!("shapes/notices.txt")),
];

const FIELDS: [&str; 14] = [
    "registered",
    "created",
    "updated",
    "expires",
    "registrar",
    "statuses",
    "ns",
    "name",
    "organization",
    "number",
    "country",
    "redacted",
    "limited",
    "server",
];

/// What differs in one record, and how many fields were compared.
fn differences(record: &str) -> (Vec<String>, usize) {
    let (name, rest) = record.split_once('\n').unwrap();
    let mut body = rest;
    let mut expected = std::collections::HashMap::new();
    while let Some((line, after)) = body.split_once('\n')
        && let Some(line) = line.strip_prefix("> ")
    {
        let (field, value) = line.split_once(" = ").unwrap_or_else(|| panic!("{name}: {line}"));
        assert!(FIELDS.contains(&field), "{name}: no field {field}");
        assert!(expected.insert(field, value).is_none(), "{name}: {field} twice");
        body = after;
    }
    let server = expected.remove("server");
    let got = read(body, Some("blue-kettle.example"), server);
    let holder = got.registrant.clone().unwrap_or_default();
    let flag = |on: bool| on.then(|| "true".to_owned());
    let actual = [
        got.registered.map(|r| r.to_string()),
        got.created,
        got.updated,
        got.expires,
        got.registrar,
        Some(got.statuses.join(", ")).filter(|s| !s.is_empty()),
        Some(got.name_servers.join(" ")).filter(|s| !s.is_empty()),
        holder.name,
        holder.organization,
        holder.registration_number,
        holder.country,
        flag(got.redacted),
        flag(got.rate_limited),
    ];
    let mut out = Vec::new();
    for (field, value) in FIELDS.iter().zip(&actual) {
        let wanted = expected.get(field).copied();
        if wanted != value.as_deref() {
            out.push(format!("{name} | {field}: wanted {wanted:?}, read {value:?}"));
        }
    }
    (
        out,
        actual.iter().zip(FIELDS).filter(|(a, f)| a.is_some() || expected.contains_key(f)).count(),
    )
}

#[test]
fn records_in_the_shapes_of_registries_are_read() {
    let (mut wrong, mut fields, mut records) = (Vec::new(), 0, 0);
    for (file, text) in FILES {
        for record in text.split("##### ").filter(|record| !record.is_empty()) {
            let (differences, compared) = differences(record);
            wrong.extend(differences.into_iter().map(|line| format!("{file}/{line}")));
            fields += compared;
            records += 1;
        }
    }
    assert!(records > 100, "only {records} records");
    assert!(
        wrong.is_empty(),
        "{} of {fields} fields in {records} records:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
