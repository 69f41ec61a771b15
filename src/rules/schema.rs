//! JSON Schemas of the files that people write, for editors.
//!
//! Made from the same tables that the reader uses, so that an editor and the program
//! agree on what a file may hold.

use super::compile::FORMS;
use super::file;
use super::shape::{LANGUAGES, Shape, Table};
use super::test::TESTS;
use crate::application::Application;
use crate::facts::{Reason, catalogue};
use serde_json::{Map, Value, json};

/// The file formats that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A rule.
    Rule,
    /// A pack.
    Pack,
    /// A list of waivers.
    Waivers,
    /// What the merchant declared.
    Application,
}

/// The JSON Schema (draft 2020-12) of a file format.
#[must_use]
pub fn schema(format: Format) -> Value {
    let (title, mut schema) = match format {
        Format::Rule => ("shopvet rule", table(&file::RULE)),
        Format::Pack => ("shopvet pack", table(&file::PACK)),
        Format::Waivers => {
            ("shopvet waivers", json!({"type": "array", "items": table(&file::WAIVER)}))
        }
        Format::Application => return schemars::schema_for!(Application).to_value(),
    };
    if let Value::Object(map) = &mut schema {
        let mut whole = Map::new();
        whole.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        whole.insert("title".into(), title.into());
        whole.append(map);
        if format == Format::Rule {
            whole.insert("$defs".into(), definitions());
        }
        return Value::Object(whole);
    }
    schema
}

fn table(table: &Table) -> Value {
    let properties: Map<String, Value> = table
        .keys
        .iter()
        .map(|key| {
            let mut shape = shape(&key.shape);
            if let Value::Object(map) = &mut shape {
                map.insert("description".into(), key.doc.into());
            }
            (key.name.to_owned(), shape)
        })
        .collect();
    let required: Vec<&str> =
        table.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

fn shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!({"type": "string", "minLength": 1}),
        Shape::Id => json!({"type": "string", "pattern": ID, "maxLength": 80}),
        Shape::Date => json!({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
        Shape::Url => json!({"type": "string", "pattern": "^https?://"}),
        Shape::Word(words) => json!({"enum": words}),
        Shape::Reason => json!({"enum": reasons()}),
        Shape::Localised => localised(),
        Shape::ByReason => {
            let names: Vec<&str> = reasons().into_iter().chain(["default"]).collect();
            json!({
                "type": "object",
                "propertyNames": {"enum": names},
                "additionalProperties": localised(),
            })
        }
        Shape::TextByReason => {
            let names: Vec<&str> = reasons().into_iter().chain(["default"]).collect();
            json!({
                "type": "object",
                "propertyNames": {"enum": names},
                "additionalProperties": {"type": "string", "minLength": 1},
            })
        }
        Shape::Value => json!({"anyOf": [scalar(), {"type": "array", "items": scalar()}]}),
        Shape::List(of) => json!({"type": "array", "items": self::shape(of)}),
        Shape::Map(of) => table(of),
        Shape::Dict(of) => json!({"type": "object", "additionalProperties": self::shape(of)}),
        Shape::Condition => json!({"$ref": "#/$defs/condition"}),
        Shape::Given => {
            let paths: Vec<String> = catalogue::entries()
                .flat_map(|entry| {
                    let fields = match entry.kind {
                        catalogue::Kind::Record(fields) => fields,
                        _ => &[],
                    };
                    std::iter::once(entry.path.to_owned())
                        .chain(fields.iter().map(|f| format!("{}.{}", entry.path, f.name)))
                })
                .collect();
            json!({"type": "object", "propertyNames": {"enum": paths}})
        }
    }
}

fn reasons() -> Vec<&'static str> {
    Reason::ALL.iter().map(|reason| reason.code()).collect()
}

fn scalar() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

fn localised() -> Value {
    json!({
        "type": "object",
        "required": LANGUAGES,
        "additionalProperties": {"type": "string", "minLength": 1},
    })
}

fn definitions() -> Value {
    let condition = json!({"$ref": "#/$defs/condition"});
    let list = json!({"type": "array", "items": condition, "minItems": 1});
    let mut forms = Map::new();
    let mut one_of = Vec::new();
    for form in FORMS {
        let shape = match form {
            "all-of" | "any-of" => list.clone(),
            "not" => condition.clone(),
            _ => json!({"$ref": "#/$defs/over"}),
        };
        forms.insert(form.into(), shape);
        one_of.push(json!({"required": [form]}));
    }
    let right = json!({"anyOf": [
        scalar(),
        {"type": "array", "items": scalar()},
        {"type": "object", "properties": {"fact": {"type": "string"}, "field": {"type": "string"}},
         "additionalProperties": false},
    ]});
    for test in TESTS {
        let shape = match test {
            "exists" => json!({"type": "boolean"}),
            "matches" | "older-than" | "younger-than" => json!({"type": "string"}),
            _ => right.clone(),
        };
        forms.insert(test.into(), shape);
        one_of.push(json!({"required": [test]}));
    }
    forms.insert("fact".into(), json!({"type": "string"}));
    forms.insert("field".into(), json!({"type": "string"}));
    let count = json!({"type": ["integer", "string"]});
    json!({
        "condition": {
            "type": "object",
            "properties": forms,
            "oneOf": one_of,
            "additionalProperties": false,
        },
        "over": {
            "type": "object",
            "properties": {
                "fact": {"type": "string"},
                "where": condition,
                "that": condition,
                "at-least": count,
                "at-most": count,
                "equals": count,
            },
            "required": ["fact"],
            "additionalProperties": false,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn validates(format: Format, text: &str) -> bool {
        let instance = crate::yaml::parse(text).unwrap().json();
        jsonschema::validator_for(&schema(format)).unwrap().is_valid(&instance)
    }

    #[test]
    fn what_ships_is_valid_and_a_slip_is_not() {
        let library = crate::rules::Library::built_in().unwrap();
        for rule in library.rules() {
            assert!(validates(Format::Rule, rule.text()), "{}", rule.id);
            assert!(!validates(Format::Rule, &rule.text().replace("require:", "requires:")));
        }
        for pack in library.packs() {
            assert!(validates(Format::Pack, &pack.text), "{}", pack.name);
        }
    }

    #[test]
    fn applications_and_waivers_have_schemas() {
        assert!(validates(Format::Application, "country: NO\nsells: mixed\n"));
        assert!(!validates(Format::Application, "contry: NO\n"));
        let waiver =
            "- rule: a-b\n  host: x.example\n  reason: r\n  owner: o\n  until: 2026-01-01\n";
        assert!(validates(Format::Waivers, waiver));
        assert!(!validates(Format::Waivers, "- rule: a-b\n"));
    }
}
