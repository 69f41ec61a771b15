//! JSON and SARIF: read by a parser, held against their schemas, and plain to a terminal.

use crate::outputs::Expected;
use crate::payloads::{hidden, orders};
use jsonschema::Validator;
use serde_json::Value;
use std::sync::LazyLock;

static REPORT: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::validator_for(&shopvet::report::schema::report()).unwrap());

static DIFF: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::validator_for(&shopvet::report::schema::difference()).unwrap());

static SARIF: LazyLock<Validator> = LazyLock::new(|| {
    // The published schema holds a pattern with a bracket too many.
    let schema = include_str!("../data/schemas/sarif-2.1.0.json").replace("{2}]?$", "{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
});

fn read(bytes: &[u8]) -> Result<(Value, Vec<String>), Vec<String>> {
    let text = std::str::from_utf8(bytes).map_err(|error| vec![error.to_string()])?;
    let value = serde_json::from_str(text).map_err(|error| vec![error.to_string()])?;
    Ok((value, [hidden(text), orders(text)].concat()))
}

fn held_against(schema: &Validator, value: &Value) -> Vec<String> {
    schema.iter_errors(value).map(|e| format!("{:.200} at {}", e, e.instance_path())).collect()
}

pub(crate) fn report(bytes: &[u8], expected: &Expected) -> Vec<String> {
    let (value, mut faults) = match read(bytes) {
        Ok(read) => read,
        Err(faults) => return faults,
    };
    faults.extend(held_against(&REPORT, &value));
    let outcomes = value["outcomes"].as_array().map_or(0, Vec::len);
    if outcomes != expected.outcomes {
        faults.push(format!("{outcomes} outcomes of {}", expected.outcomes));
    }
    faults
}

pub(crate) fn diff(bytes: &[u8], _: &Expected) -> Vec<String> {
    match read(bytes) {
        Ok((value, faults)) => [faults, held_against(&DIFF, &value)].concat(),
        Err(faults) => faults,
    }
}

pub(crate) fn sarif(bytes: &[u8], expected: &Expected) -> Vec<String> {
    let (value, mut faults) = match read(bytes) {
        Ok(read) => read,
        Err(faults) => return faults,
    };
    faults.extend(held_against(&SARIF, &value));
    let run = &value["runs"][0];
    let count = |list: &Value| list.as_array().map_or(0, Vec::len);
    if count(&run["tool"]["driver"]["rules"]) != expected.outcomes {
        faults.push("another number of rules".to_owned());
    }
    told(&value, "", &mut faults);
    faults
}

/// What dashboards show and lead to.
fn told(value: &Value, key: &str, faults: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let address = matches!(key, "uri" | "helpUri" | "$schema");
            if address && !text.starts_with("http://") && !text.starts_with("https://") {
                faults.push(format!("it leads to {text:.80}"));
            }
            faults.extend(hidden(text));
        }
        Value::Array(items) => items.iter().for_each(|item| told(item, key, faults)),
        Value::Object(map) => map.iter().for_each(|(key, item)| told(item, key, faults)),
        _ => {}
    }
}

#[test]
fn broken_data_is_noticed() {
    let expected = Expected { outcomes: 8, points: 0 };
    let good = crate::mixed::report("en");
    let text = shopvet::report::json::render(&good);
    assert_eq!(report(text.as_bytes(), &expected), Vec::<String>::new());
    let slip = |from: &str, to: &str| text.replacen(from, to, 1);
    for broken in [
        slip("\"fail\"", "\"perhaps\""),
        slip("evil", "\u{202e}"),
        slip("evil", "\u{7f}"),
        slip("evil", "##[error]"),
        slip("\"message\"", "\"massage\""),
        text[..text.len() - 3].to_owned(),
    ] {
        assert!(!report(broken.as_bytes(), &expected).is_empty());
    }
    assert!(!report(text.as_bytes(), &Expected { outcomes: 9, points: 0 }).is_empty());
    let text = shopvet::report::sarif::render(&good);
    assert_eq!(sarif(text.as_bytes(), &expected), Vec::<String>::new());
    let slip = |from: &str, to: &str| text.replacen(from, to, 1);
    for broken in [
        slip("\"2.1.0\"", "\"9\""),
        slip("Message of", "\\u001b"),
        slip("\"helpUri\": \"https://law.example/1", "\"helpUri\": \"javascript:alert(1)"),
        slip("\"uri\": \"", "\"uri\": \"data:"),
    ] {
        assert_ne!(broken, text);
        assert!(!sarif(broken.as_bytes(), &expected).is_empty());
    }
    assert!(!diff(b"{}", &expected).is_empty());
    assert!(
        !diff("{\"schema\":\"shopvet.diff/1\",\"a\":\"\u{9b}\"}".as_bytes(), &expected).is_empty()
    );
}
