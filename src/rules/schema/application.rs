//! The schema of an application: the struct that is read, with the closed lists that its
//! texts are taken from.

use crate::application::Application;
use crate::facts::catalogue;
use serde_json::{Value, json};

/// Two letters; which countries there are is not ours to say.
const COUNTRY: &str = "^[A-Za-z]{2}$";

pub(super) fn schema() -> Value {
    let mut schema = schemars::schema_for!(Application).to_value();
    let mut set = |key: &str, keyword: &str, value: Value| {
        let property = schema.get_mut("properties").and_then(|all| all.get_mut(key));
        if let Some(Value::Object(property)) = property {
            property.insert(keyword.into(), value);
        }
    };
    set("goods", "items", json!({"enum": catalogue::LINES}));
    set("cards", "items", json!({"enum": ["visa", "mastercard", "amex"]}));
    set("markets", "items", json!({"type": "string", "pattern": COUNTRY}));
    set("country", "pattern", COUNTRY.into());
    schema
}
