//! Whether one JSON Schema promises all that another does.
//!
//! A schema is taken apart into the cases that it allows. Every case of the new schema
//! must fit into one of the old schema: then whoever reads by the old one can read all
//! that is written by the new one. It errs on the strict side: of two schemas that say
//! the same in another way it can say that a promise is broken, never the reverse.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What `old` promises and `new` does not keep, each with its place.
pub(crate) fn broken(old: &Value, new: &Value) -> Vec<String> {
    let roots = Roots { old, new };
    let mut found = roots.compare(&[old], &[new], "");
    found.sort();
    found.dedup();
    found
}

/// Says nothing about what is allowed.
const WORDS: [&str; 8] =
    ["$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples"];

/// Something that a schema allows: one type, and one value at most.
#[derive(Clone, Default)]
struct Case<'a> {
    kind: Option<&'a str>,
    value: Option<&'a Value>,
    /// What holds of a field, all of it.
    fields: BTreeMap<&'a str, Vec<&'a Value>>,
    required: BTreeSet<&'a str>,
    /// What holds of fields without a name here.
    further: Vec<&'a Value>,
    items: Vec<&'a Value>,
    /// Every other keyword.
    bounds: Vec<(&'a str, &'a Value)>,
}

struct Roots<'a> {
    old: &'a Value,
    new: &'a Value,
}

impl Roots<'_> {
    /// Two lists of schemas of which all hold.
    fn compare(&self, old: &[&Value], new: &[&Value], at: &str) -> Vec<String> {
        let allowed = cases(old, self.old);
        let mut found = Vec::new();
        for case in cases(new, self.new) {
            let told = allowed.iter().map(|other| self.fits(other, &case, at));
            // The nearest case is the one that is meant.
            let nearest = told.min_by_key(Vec::len);
            found.extend(nearest.unwrap_or_else(|| vec![format!("{at}: nothing was allowed")]));
        }
        found
    }

    /// What keeps a case from being one of the other.
    fn fits(&self, old: &Case<'_>, new: &Case<'_>, at: &str) -> Vec<String> {
        let kind = |case: &Case<'_>| case.kind.unwrap_or("anything").to_owned();
        if old.kind.is_some() && old.kind != new.kind && (kind(old), kind(new)) != number() {
            return vec![format!("{at}: can be {}", kind(new))];
        }
        if old.value.is_some() && old.value != new.value {
            let value = new.value.map_or_else(|| kind(new), Value::to_string);
            return vec![format!("{at}: can be {value}")];
        }
        let mut found: Vec<String> = old
            .required
            .difference(&new.required)
            .map(|name| format!("{at}/{name}: can be missing"))
            .collect();
        for (name, promised) in &old.fields {
            let place = format!("{at}/{name}");
            match new.fields.get(name) {
                Some(now) => found.extend(self.compare(promised, now, &place)),
                None => found.push(format!("{place}: is gone")),
            }
        }
        if !old.further.is_empty() {
            for (name, now) in new.fields.iter().filter(|(name, _)| !old.fields.contains_key(*name))
            {
                found.extend(self.compare(&old.further, now, &format!("{at}/{name}")));
            }
            found.extend(self.compare(&old.further, &new.further, &format!("{at}/*")));
        }
        if !old.items.is_empty() {
            found.extend(self.compare(&old.items, &new.items, &format!("{at}/[]")));
        }
        for (keyword, bound) in &old.bounds {
            let kept = |(other, now): &(&str, &Value)| {
                other == keyword && is_as_narrow(keyword, bound, now)
            };
            if !new.bounds.iter().any(kept) {
                found.push(format!("{at}: {keyword} {bound} is not kept"));
            }
        }
        found
    }
}

fn number() -> (String, String) {
    ("number".to_owned(), "integer".to_owned())
}

fn is_as_narrow(keyword: &str, old: &Value, new: &Value) -> bool {
    match (keyword, old.as_f64(), new.as_f64()) {
        ("minimum" | "minLength" | "minItems", Some(old), Some(new)) => new >= old,
        ("maximum" | "maxLength" | "maxItems", Some(old), Some(new)) => new <= old,
        _ => old == new,
    }
}

/// The cases that are left where all of some schemas hold; without any, everything is.
fn cases<'a>(schemas: &[&'a Value], root: &'a Value) -> Vec<Case<'a>> {
    schemas
        .iter()
        .fold(vec![Case::default()], |known, schema| both(&known, &cases_of(schema, root)))
}

fn cases_of<'a>(schema: &'a Value, root: &'a Value) -> Vec<Case<'a>> {
    let Value::Object(keywords) = schema else {
        return if *schema == Value::Bool(false) { Vec::new() } else { vec![Case::default()] };
    };
    let told = keywords.iter().filter(|(keyword, _)| !WORDS.contains(&keyword.as_str()));
    told.fold(vec![Case::default()], |known, (keyword, value)| {
        both(&known, &of_keyword(keyword, value, root))
    })
}

fn of_keyword<'a>(keyword: &'a str, value: &'a Value, root: &'a Value) -> Vec<Case<'a>> {
    let list = || value.as_array().map_or(&[][..], Vec::as_slice).iter();
    let one = |case: Case<'a>| vec![case];
    let value_of = |value: &'a Value| Case {
        kind: Some(kind_of(value)),
        value: Some(value),
        ..Case::default()
    };
    let of_kind = |kind: &'a str| Case { kind: Some(kind), ..Case::default() };
    match (keyword, value) {
        ("$ref", Value::String(to)) => {
            let place = to.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
            cases_of(place.unwrap_or_else(|| panic!("{to} leads nowhere")), root)
        }
        ("allOf", _) => cases(&list().collect::<Vec<_>>(), root),
        ("anyOf" | "oneOf", _) => list().flat_map(|schema| cases_of(schema, root)).collect(),
        ("type", Value::String(kind)) => one(of_kind(kind)),
        ("type", _) => list().filter_map(Value::as_str).map(of_kind).collect(),
        ("const", _) => one(value_of(value)),
        ("enum", _) => list().map(value_of).collect(),
        ("required", _) => {
            one(Case { required: list().filter_map(Value::as_str).collect(), ..Case::default() })
        }
        ("properties", Value::Object(map)) => one(Case { fields: fields(map), ..Case::default() }),
        ("additionalProperties", _) => one(Case { further: vec![value], ..Case::default() }),
        ("items", _) => one(Case { items: vec![value], ..Case::default() }),
        _ => one(Case { bounds: vec![(keyword, value)], ..Case::default() }),
    }
}

fn fields(map: &Map<String, Value>) -> BTreeMap<&str, Vec<&Value>> {
    map.iter().map(|(name, schema)| (name.as_str(), vec![schema])).collect()
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Every case of one list together with every one of the other, where they can be.
fn both<'a>(some: &[Case<'a>], others: &[Case<'a>]) -> Vec<Case<'a>> {
    some.iter().flat_map(|one| others.iter().filter_map(|other| together(one, other))).collect()
}

fn together<'a>(one: &Case<'a>, other: &Case<'a>) -> Option<Case<'a>> {
    let mut case = one.clone();
    case.kind = match (one.kind, other.kind) {
        (Some("number"), Some("integer")) => Some("integer"),
        (Some("integer"), Some("number")) => Some("integer"),
        (Some(one), Some(other)) if one != other => return None,
        (one, other) => one.or(other),
    };
    case.value = match (one.value, other.value) {
        (Some(one), Some(other)) if one != other => return None,
        (one, other) => one.or(other),
    };
    for (name, schemas) in &other.fields {
        case.fields.entry(name).or_default().extend(schemas);
    }
    case.required.extend(&other.required);
    case.further.extend(&other.further);
    case.items.extend(&other.items);
    case.bounds.extend(&other.bounds);
    Some(case)
}
