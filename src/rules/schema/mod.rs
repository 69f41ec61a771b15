//! JSON Schemas of the files that people write, for editors.
//!
//! Made from the same tables that the reader uses, so that an editor and the program
//! agree on what a file may hold.

mod application;
mod condition;

use super::file;
use super::shape::{LANGUAGES, Shape, Table};
use crate::facts::Reason;
use crate::facts::catalogue::{self, Kind};
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
    /// The texts of a group of rules in a further language.
    Translation,
    /// What the merchant declared.
    Application,
}

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The JSON Schema (draft 2020-12) of a file format.
#[must_use]
pub fn schema(format: Format) -> Value {
    let (title, mut schema) = match format {
        Format::Rule => ("shopvet rule", table(&file::RULE)),
        Format::Pack => ("shopvet pack", table(&file::PACK)),
        Format::Waivers => {
            ("shopvet waivers", json!({"type": "array", "items": table(&file::WAIVER)}))
        }
        Format::Translation => ("shopvet translation", shape(&file::TRANSLATIONS)),
        Format::Application => ("shopvet application", application::schema()),
    };
    if let Value::Object(map) = &mut schema {
        let mut whole = Map::new();
        whole.insert("$schema".into(), DRAFT.into());
        whole.insert("title".into(), title.into());
        map.retain(|key, _| !whole.contains_key(key));
        whole.append(map);
        if format == Format::Rule {
            whole.insert("$defs".into(), condition::definitions());
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
        Shape::Country => json!({"type": "string", "pattern": "^[A-Z]{2}$"}),
        Shape::Word(words) => json!({"enum": words}),
        Shape::Reason => json!({"enum": reasons()}),
        Shape::Localised => localised(),
        Shape::EnglishOrLocalised => {
            json!({"anyOf": [{"type": "string", "minLength": 1}, localised()]})
        }
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
        Shape::Given => json!({
            "type": "object",
            "propertyNames": {"enum": paths().into_iter().map(|(path, _)| path).collect::<Vec<_>>()},
        }),
    }
}

/// Every path of a fact that a rule may name, however deep into records, and what it
/// means.
fn paths() -> Vec<(String, &'static str)> {
    fn walk(
        path: String,
        kind: Kind,
        meaning: &'static str,
        out: &mut Vec<(String, &'static str)>,
    ) {
        if let Kind::Record(fields) = kind {
            for field in fields {
                walk(format!("{path}.{}", field.name), field.kind, meaning, out);
            }
        }
        out.push((path, meaning));
    }
    let mut out = Vec::new();
    for entry in catalogue::entries() {
        walk(entry.path.to_owned(), entry.kind, entry.meaning, &mut out);
    }
    out.sort();
    out
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
        assert!(validates(Format::Translation, "a-b:\n  title: T\n  messages: {fail: F}\n"));
        assert!(!validates(Format::Translation, "a-b:\n  titel: T\n"));
        assert!(!validates(
            Format::Translation,
            "a-b:\n  messages: {inconclusive: {blokked: F}}\n"
        ));
    }

    #[test]
    fn applications_and_waivers_have_schemas() {
        assert!(validates(Format::Application, "country: NO\nsells: mixed\ngoods: [clothing]\n"));
        for slip in [
            "contry: NO\n",
            "country: Norway\n",
            "goods: [clothes]\n",
            "cards: [visa, diners]\n",
            "markets: [Sweden]\n",
            "domain-holder: {relation: friend}\n",
        ] {
            assert!(!validates(Format::Application, slip), "{slip}");
        }
        let waiver =
            "- rule: a-b\n  host: x.example\n  reason: r\n  owner: o\n  until: 2026-01-01\n";
        assert!(validates(Format::Waivers, waiver));
        assert!(!validates(Format::Waivers, "- rule: a-b\n"));
    }
}
