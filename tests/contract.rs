//! What those who read reports were promised in version 1, and that it is kept.
//!
//! The copies in `tests/data/schemas/` are what was promised. They are never made again:
//! a change that does not go through here needs another version, not another copy.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod mixed;
mod narrower;

use narrower::broken;
use serde_json::{Value, json};
use shopvet::report::diff::Difference;
use shopvet::report::saved::Saved;
use shopvet::report::{json as written, schema};
use shopvet::snapshot::sha256;

const REPORT: &str = include_str!("data/schemas/shopvet.report-1.frozen.json");
const DIFF: &str = include_str!("data/schemas/shopvet.diff-1.frozen.json");

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn wrong(schema: &str, document: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&read(schema)).unwrap();
    validator.iter_errors(document).map(|error| error.to_string()).collect()
}

#[test]
fn the_copies_are_those_of_the_first_day() {
    for (text, hash) in [
        (REPORT, "33ec2613a77b2afd0c2a02de4270a7390531286b81225f186fcdb6c02b6eaa75"),
        (DIFF, "48b9e0c7ae15c8ac2e654417554417fc9cfce935202bfadd161ee54a1c60f3b5"),
    ] {
        assert_eq!(sha256(text.as_bytes()), hash, "this file is not to be changed");
    }
}

#[test]
fn nothing_that_was_promised_is_broken() {
    for (old, new) in [(REPORT, schema::report()), (DIFF, schema::difference())] {
        let old = read(old);
        let found = broken(&old, &new);
        assert!(found.is_empty(), "{} readers break:\n{}", old["$id"], found.join("\n"));
    }
}

/// The other reports of all tests are held against it in `common`.
#[test]
fn what_is_written_is_what_was_promised() {
    let report = |language: &str| written::render(&mixed::report(language));
    let saved = |text: &str| Saved::read(text, "report.json").unwrap();
    let (old, new) = (report("en"), report("sv"));
    for text in [&old, &new] {
        assert_eq!(wrong(REPORT, &read(text)), [""; 0]);
    }
    // Titles and messages differ, so that there is something to tell.
    let difference = Difference::of(&saved(&old), &saved(&new)).json();
    assert_eq!(wrong(DIFF, &read(&difference)), [""; 0]);
    let mut slip = read(&difference);
    slip["old"]["verdict"] = "perhaps".into();
    assert_ne!(wrong(DIFF, &slip), [""; 0]);
}

/// A reader of today can read what a later version adds.
#[test]
fn more_can_be_added_anywhere() {
    let mut report = read(&written::render(&mixed::report("en")));
    let fact = report["facts"]["domain.registrar"].clone();
    report["facts"]["later.fact"] = fact;
    report["outcomes"][2]["reason"] = "later-reason".into();
    let objects = add_everywhere(&mut report);
    assert!(objects > 100, "{objects}");
    assert_eq!(wrong(REPORT, &report), [""; 0]);
    // This program is such a reader.
    let saved = Saved::read(&report.to_string(), "later.json");
    assert!(saved.is_ok(), "{saved:?}");
    for text in [REPORT, DIFF] {
        let schema = read(text);
        assert!(schema["$id"].as_str().is_some_and(|id| id.ends_with(":1")));
        assert!(!text.contains("\"additionalProperties\": false"));
    }
}

/// Adds a field to every object but the map of facts; how many there were.
fn add_everywhere(value: &mut Value) -> usize {
    match value {
        Value::Array(items) => items.iter_mut().map(add_everywhere).sum(),
        Value::Object(map) => {
            let inside = map.values_mut().map(add_everywhere).sum::<usize>();
            if !map.contains_key("contact.emails") {
                map.insert("later-field".into(), json!([1]));
            }
            inside + 1
        }
        _ => 0,
    }
}

/// A change to a schema, at a place of it.
type Change = fn(&mut Value);

fn with(place: &str, change: Change) -> Value {
    let mut schema = read(REPORT);
    change(schema.pointer_mut(place).unwrap_or_else(|| panic!("{place}")));
    schema
}

fn drop_first(list: &mut Value) {
    list.as_array_mut().unwrap().remove(0);
}

#[test]
fn every_kind_of_break_is_seen() {
    let old = read(REPORT);
    let breaks: [(&str, Change, &str); 16] = [
        // A field is gone, has another name, or is not always there.
        ("/properties", |p| drop_key(p, "waiver-notes"), "/waiver-notes: is gone"),
        (
            "/$defs/Outcome/properties",
            |p| rename(p, "message", "text"),
            "/outcomes/[]/message: is gone",
        ),
        ("/$defs/Outcome/required", drop_first, "/outcomes/[]/rule: can be missing"),
        (
            "/properties/facts/properties",
            |p| drop_key(p, "domain.name"),
            "/facts/domain.name: is gone",
        ),
        ("/properties/facts/required", drop_first, "can be missing"),
        // It can be something else.
        (
            "/$defs/TargetView/properties/host",
            |h| h["type"] = json!(["string", "null"]),
            "/target/host: can be null",
        ),
        (
            "/$defs/TargetView/properties/host",
            |h| h["type"] = "integer".into(),
            "/target/host: can be integer",
        ),
        (
            "/$defs/TargetView/properties/host",
            |h| *h = json!(true),
            "/target/host: can be anything",
        ),
        (
            "/$defs/Summary/properties/pass",
            |p| p["type"] = "number".into(),
            "/summary/pass: can be number",
        ),
        (
            "/properties/verdict",
            |v| *v = json!({"anyOf": [v.clone(), {"type": "null"}]}),
            "/verdict: can be null",
        ),
        ("/properties/pages/items", |i| *i = json!({}), "/pages/[]: can be anything"),
        (
            "/properties/facts/properties/contact.emails/properties/value",
            |v| *v = json!({}),
            "/facts/contact.emails/value: can be",
        ),
        // A closed list has another word, in its own place and where it is used in another.
        (
            "/$defs/Verdict/oneOf",
            |l| push(l, json!({"const": "perhaps"})),
            "/verdict: can be \"perhaps\"",
        ),
        (
            "/$defs/FactView/properties/state/enum",
            |l| push(l, json!("hidden")),
            "/state: can be \"hidden\"",
        ),
        (
            "/properties/schema",
            |s| s["const"] = "shopvet.report/2".into(),
            "/schema: can be \"shopvet.report/2\"",
        ),
        // A bound is wider.
        ("/$defs/Share/maximum", |m| *m = json!(1000), "/application/domain-holder/share: maximum"),
    ];
    for (place, change, expected) in breaks {
        let found = broken(&old, &with(place, change));
        assert!(found.iter().any(|one| one.contains(expected)), "{place}: {expected}: {found:?}");
    }
}

#[test]
fn no_extension_is_taken_for_a_break() {
    let old = read(REPORT);
    let extensions: [(&str, Change); 9] = [
        ("", |_| {}),
        ("/properties", |p| p["later-field"] = json!({ "type": "string" })),
        ("/required", |list| push(list, json!("later-field"))),
        ("/properties/facts/properties", |p| p["later.fact"] = p["domain.name"].clone()),
        ("/$defs/Reason/anyOf", |list| {
            list.as_array_mut().unwrap().insert(0, json!({ "const": "later" }))
        }),
        ("/$defs/Verdict/oneOf", drop_first),
        ("/$defs/Outcome/properties/reason", |r| *r = json!({ "$ref": "#/$defs/Reason" })),
        ("/$defs/Share/maximum", |m| *m = json!(50)),
        ("/$defs/TargetView/description", |d| *d = "Said in other words.".into()),
    ];
    for (place, change) in extensions {
        let found = broken(&old, &with(place, change));
        assert!(found.is_empty(), "{place}: {found:?}");
    }
    // A further fact has the form of every fact.
    let found = broken(
        &old,
        &with("/properties/facts/properties", |p| {
            p["later.fact"] = json!({ "type": "string" });
        }),
    );
    assert_eq!(found, ["/facts/later.fact: can be string"]);
}

fn drop_key(map: &mut Value, key: &str) {
    map.as_object_mut().unwrap().remove(key).unwrap();
}

fn rename(map: &mut Value, from: &str, to: &str) {
    let value = map.as_object_mut().unwrap().remove(from).unwrap();
    map[to] = value;
}

fn push(list: &mut Value, item: Value) {
    list.as_array_mut().unwrap().push(item);
}
