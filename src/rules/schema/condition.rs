//! The schema of conditions: every form and test with what it means, and every fact.

use super::{paths, scalar};
use crate::rules::compile::FORMS;
use crate::rules::test::TESTS;
use serde_json::{Map, Value, json};

/// What a form or test of a condition means.
fn meaning(name: &str) -> &'static str {
    match name {
        "all-of" => "every part holds",
        "any-of" => "at least one part holds",
        "not" => "the part does not hold",
        "some" => "at least one item of a list is so",
        "every" => "every item of a list is so; true of an empty list",
        "none" => "no item of a list is so",
        "count" => "how many items of a list are so",
        "exists" => "there is a value that is not empty",
        "equals" => "the same, to the letter",
        "one-of" => "equals one of them",
        "contains-any" => {
            "the text contains one of the phrases, as whole words, letter case and accents aside"
        }
        "matches" => "the regular expression is found anywhere in the text",
        "at-least" => "the number or amount is not less",
        "at-most" => "the number or amount is not more",
        "before" => "strictly before the date, `as-of` or `as-of + 30 days`",
        "after" => "strictly after the date, `as-of` or `as-of - 1 year`",
        "older-than" => {
            "longer ago than `90 days`, `6 months` or `1 year`, seen from the as-of date"
        }
        "younger-than" => "less long ago than `90 days`, `6 months` or `1 year`",
        "includes-all" => "the list holds all of them",
        "includes-any" => "the list holds at least one of them",
        "same-name-as" => "the same company name; unsure gives `ambiguous`",
        "same-number-as" => "the same organisation or VAT number, spelling aside",
        "same-site-as" => "the same registrable domain",
        _ => "",
    }
}

/// What a rule's schema refers to.
pub(super) fn definitions() -> Value {
    let condition = json!({"$ref": "#/$defs/condition"});
    let list = json!({"type": "array", "items": condition, "minItems": 1});
    let mut forms = Map::new();
    let mut one_of = Vec::new();
    let mut add = |name: &str, mut shape: Value| {
        if let Value::Object(map) = &mut shape {
            map.insert("description".into(), meaning(name).into());
        }
        forms.insert(name.into(), shape);
        one_of.push(json!({"required": [name]}));
    };
    for form in FORMS {
        let shape = match form {
            "all-of" | "any-of" => list.clone(),
            "not" => condition.clone(),
            _ => json!({"$ref": "#/$defs/over"}),
        };
        add(form, shape);
    }
    let right = json!({"anyOf": [
        scalar(),
        {"type": "array", "items": scalar()},
        {
            "type": "object",
            "properties": {"fact": fact(), "field": {"type": "string"}},
            "additionalProperties": false,
        },
    ]});
    for test in TESTS {
        let shape = match test {
            "exists" => json!({"type": "boolean"}),
            "matches" | "older-than" | "younger-than" => json!({"type": "string"}),
            _ => right.clone(),
        };
        add(test, shape);
    }
    forms.insert("fact".into(), fact());
    let field = json!({"type": "string", "description": "a field of the items of the list"});
    forms.insert("field".into(), field);
    let count = json!({"type": ["integer", "string"]});
    let part = |meaning: &str| json!({"$ref": "#/$defs/condition", "description": meaning});
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
                "fact": fact(),
                "where": part("which items are meant; all when left out"),
                "that": part("what is asked of them"),
                "at-least": count,
                "at-most": count,
                "equals": count,
            },
            "required": ["fact"],
            "additionalProperties": false,
        },
        "fact": facts(),
    })
}

fn fact() -> Value {
    json!({"$ref": "#/$defs/fact"})
}

/// Every path, with what it means for editors that show it.
fn facts() -> Value {
    let (paths, meanings): (Vec<String>, Vec<&str>) = paths().into_iter().unzip();
    json!({
        "description": "path of a fact; `shopvet facts list` shows every one",
        "enum": paths,
        "markdownEnumDescriptions": meanings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_and_test_is_told() {
        for name in FORMS.iter().chain(&TESTS) {
            assert!(!meaning(name).is_empty(), "{name}");
        }
    }
}
