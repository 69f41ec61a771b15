//! The JSON Schema of the report, `shopvet.report/1`.
//!
//! Made from the model itself, with every fact typed by the catalogue, so that it cannot
//! say anything else than what is written. The published copy in `schemas/` is frozen:
//! a change that breaks readers gets another number, and a test holds the two together.

use super::Report;
use super::model::SCHEMA;
use crate::facts::catalogue::{self, Kind};
use serde_json::{Map, Value, json};

/// The JSON Schema (draft 2020-12) of the report.
#[must_use]
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Report).to_value();
    if let Value::Object(map) = &mut schema {
        map.insert("title".into(), "shopvet report".into());
    }
    if let Some(name) = schema.pointer_mut("/properties/schema") {
        *name = json!({ "const": SCHEMA, "description": "The form of this report." });
    }
    let facts: Map<String, Value> = catalogue::entries()
        .map(|entry| {
            let value = json!({
                "description": entry.meaning,
                "allOf": [{ "$ref": "#/$defs/FactView" }],
                "properties": { "value": nullable(kind(entry.kind)) },
            });
            (entry.path.to_owned(), value)
        })
        .collect();
    if let Some(place) = schema.pointer_mut("/properties/facts") {
        let required: Vec<&str> = catalogue::entries().map(|entry| entry.path).collect();
        *place = json!({
            "type": "object",
            "description": "Every fact of the catalogue.",
            "properties": facts,
            "required": required,
        });
    }
    schema
}

/// The schema of a value; of a record, every field may be null.
fn kind(of: Kind) -> Value {
    match of {
        Kind::Text => json!({ "type": "string" }),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::TextList => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Record(fields) => {
            let properties: Map<String, Value> = fields
                .iter()
                .map(|field| (field.name.to_owned(), nullable(kind(field.kind))))
                .collect();
            json!({ "type": "object", "properties": properties })
        }
        Kind::RecordList(fields) => {
            json!({ "type": "array", "items": kind(Kind::Record(fields)) })
        }
    }
}

fn nullable(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}
