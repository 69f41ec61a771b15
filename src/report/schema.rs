//! The JSON Schemas of what is written for other programs: `shopvet.report/1` and
//! `shopvet.diff/1`.
//!
//! Made from the models themselves, with every fact typed by the catalogue, so that they
//! cannot say anything else than what is written. The published copies lie in `schemas/`.
//! Within a version things are only added: a reader must let pass what it does not know,
//! so no schema here forbids a further field, and lists of words that can grow say so. A
//! change that breaks readers gets another number; `tests/contract.rs` holds the schemas
//! against copies that are never made again.

use super::Report;
use super::diff::{self, Difference};
use super::model;
use crate::facts::catalogue::{self, Kind};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

/// Lists of words to which no version adds any, so that a reader can tell all cases apart.
const CLOSED: [&str; 4] = ["Verdict", "OutcomeKind", "Level", "Since"];

/// Formats of numbers that only Rust knows.
const NUMBERS: [&str; 6] = ["uint", "uint8", "uint16", "uint32", "uint64", "double"];

/// The JSON Schema (draft 2020-12) of the report.
#[must_use]
pub fn report() -> Value {
    let mut schema = of::<Report>(
        "urn:shopvet:schema:report:1",
        "shopvet report",
        "What `shopvet check --format json` and `shopvet judge --format json` write: everything a \
         verdict rests on. Within version 1 things are added and nothing is renamed or taken away.",
    );
    name(&mut schema, model::SCHEMA, "The form of this report.");
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
            "additionalProperties": { "$ref": "#/$defs/FactView" },
        });
    }
    schema
}

/// The JSON Schema of the difference between two reports.
#[must_use]
pub fn difference() -> Value {
    let mut schema = of::<Difference>(
        "urn:shopvet:schema:diff:1",
        "shopvet difference",
        "What `shopvet diff --format json` writes: what differs between two reports of one shop. \
         Within version 1 things are added and nothing is renamed or taken away.",
    );
    name(&mut schema, diff::SCHEMA, "The form of this difference.");
    schema
}

/// The schema of what a model is written as.
fn of<T: JsonSchema>(id: &str, title: &str, description: &str) -> Value {
    let settings = SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(RecursiveTransform(let_more_pass));
    let made = settings.into_generator().into_root_schema_for::<T>().to_value();
    let mut schema = Map::new();
    schema.insert("$schema".into(), Value::Null);
    schema.insert("$id".into(), id.into());
    schema.insert("title".into(), title.into());
    schema.insert("description".into(), description.into());
    if let Value::Object(made) = made {
        for (key, value) in made {
            if !matches!(key.as_str(), "title" | "description") {
                schema.insert(key, value);
            }
        }
    }
    if let Some(Value::Object(shared)) = schema.get_mut("$defs") {
        let open = shared.iter_mut().filter(|(name, _)| !CLOSED.contains(&name.as_str()));
        open.for_each(|(_, list)| let_grow(list));
    }
    Value::Object(schema)
}

/// Takes out what is said to those who write such a thing: which fields there are no more
/// of, and what stands for one that is left out.
fn let_more_pass(schema: &mut Schema) {
    if schema.get("additionalProperties") == Some(&Value::Bool(false)) {
        schema.remove("additionalProperties");
    }
    schema.remove("default");
    // Widths of numbers in memory, which no standard knows; their bounds are told beside.
    let width = |form: &Value| form.as_str().is_some_and(|form| NUMBERS.contains(&form));
    if schema.get("format").is_some_and(width) {
        schema.remove("format");
    }
    // Links into the source lead nobody anywhere.
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.replace("[`", "`").replace("`]", "`");
    }
}

/// Says of a list of words that it can grow.
fn let_grow(list: &mut Value) {
    let Some(list) = list.as_object_mut() else { return };
    let words = match (list.remove("oneOf"), list.remove("enum")) {
        (Some(Value::Array(words)), _) if words.iter().all(|word| word.get("const").is_some()) => {
            words
        }
        (None, Some(words)) => vec![json!({ "enum": words })],
        (other, _) => {
            list.extend(other.map(|other| ("oneOf".to_owned(), other)));
            return;
        }
    };
    let more = json!({ "type": "string", "description": "A word that a later version added." });
    list.insert("anyOf".into(), words.into_iter().chain([more]).collect());
}

/// Says which name of a form a document bears.
fn name(schema: &mut Value, form: &str, meaning: &str) {
    if let Some(place) = schema.pointer_mut("/properties/schema") {
        *place = json!({ "const": form, "description": meaning });
    }
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

fn nullable(mut schema: Value) -> Value {
    if let Some(kind) = schema.get_mut("type") {
        *kind = json!([kind, "null"]);
    }
    schema
}
