//! Which facts differ, and in what.
//!
//! Of a list it is told which items came and went; an item of the same name or address
//! that says something else has changed. A fact that was known and cannot be told any
//! more is no change of the shop, and is left out; so is what the merchant declared.

use crate::facts::{Fact, FactSet};
use serde::Serialize;
use serde_json::Value;

/// A fact that differs.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FactChange {
    /// Its path.
    pub path: &'static str,
    /// What of it differs.
    pub changes: Vec<Change>,
}

/// One difference in a fact.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Change {
    /// It was not there before.
    Added {
        /// What came.
        now: Value,
    },
    /// It is not there any more.
    Removed {
        /// What went.
        before: Value,
    },
    /// It is another one.
    Changed {
        /// What it was.
        before: Value,
        /// What it is.
        now: Value,
    },
}

/// Facts whose values change from visit to visit without anything having happened.
const FLEETING: [&str; 2] = ["dns.soa", "checkout.steps"];
/// Fields by which an item is known again, the best first.
const NAMES: [&[&str]; 3] = [&["url", "name"], &["url", "topic"], &["value"]];
/// Fields that say where something was seen and not what.
const PLACES: [&str; 5] = ["url", "clicks", "excerpt", "text", "screenshot"];

/// Every fact that differs, in the order of the paths.
pub(super) fn changes(old: &FactSet, new: &FactSet) -> Vec<FactChange> {
    new.iter()
        .filter(|(path, _)| !path.starts_with("application.") && !FLEETING.contains(path))
        .filter_map(|(path, now)| {
            let changes = of_fact(old.get(path)?, now);
            (!changes.is_empty()).then_some(FactChange { path, changes })
        })
        .collect()
}

/// What of one fact differs.
fn of_fact(old: &Fact, new: &Fact) -> Vec<Change> {
    let (before, now) = (old.finding.value(), new.finding.value());
    let complete = |fact: &Fact| matches!(fact.finding.state(), "present" | "absent");
    let items = |value: &Value, fact: &Fact| match value {
        Value::Array(items) => Some(items.clone()),
        // Nothing there is a list of none, next to a list.
        Value::Null if fact.finding.state() == "absent" => Some(Vec::new()),
        _ => None,
    };
    let lists = before.is_array() || now.is_array();
    if let (true, Some(before), Some(now)) = (lists, items(&before, old), items(&now, new)) {
        return of_list(&before, &now, complete(old), complete(new));
    }
    match (old.finding.state(), new.finding.state()) {
        ("unknown", _) | (_, "unknown") => Vec::new(),
        ("absent", "absent") => Vec::new(),
        ("absent", _) => vec![Change::Added { now }],
        (_, "absent") => vec![Change::Removed { before }],
        _ if before == now => Vec::new(),
        _ => vec![Change::Changed { before, now }],
    }
}

/// Items that came, went and changed. What a list that was not read whole lacks is not
/// known to have gone, nor is what it lacked before known to be new.
fn of_list(before: &[Value], now: &[Value], all_before: bool, all_now: bool) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut gone: Vec<&Value> =
        before.iter().filter(|item| !now.iter().any(|other| same(item, other))).collect();
    for item in now {
        if before.iter().any(|other| same(item, other)) {
            continue;
        }
        let known = gone.iter().position(|other| is_again(other, item));
        match known {
            Some(at) => {
                let before = gone.remove(at).clone();
                changes.push(Change::Changed { before, now: item.clone() });
            }
            None if all_before => changes.push(Change::Added { now: item.clone() }),
            None => {}
        }
    }
    if all_now {
        changes.extend(gone.into_iter().map(|before| Change::Removed { before: before.clone() }));
    }
    changes
}

/// Whether two items say the same, wherever they were seen.
fn same(one: &Value, other: &Value) -> bool {
    if one == other {
        return true;
    }
    let (Some(one), Some(other)) = (one.as_object(), other.as_object()) else { return false };
    let said = |key: &&String| !PLACES.contains(&key.as_str());
    // Items that are nothing but a place are told apart by it.
    one.keys().filter(said).count() > 0
        && one.keys().chain(other.keys()).filter(said).all(|key| one.get(key) == other.get(key))
}

/// Whether two items are the same thing that says something else.
fn is_again(one: &Value, other: &Value) -> bool {
    NAMES.iter().any(|fields| {
        fields.iter().all(|field| {
            let value = one.get(field).filter(|value| !value.is_null());
            value.is_some() && value == other.get(field)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Reason;
    use serde_json::json;

    fn list(items: Value) -> Fact {
        Fact::present(items, vec![])
    }

    fn partial(items: &Value) -> Fact {
        Fact::list(items.as_array().unwrap(), vec![], Err(Reason::Truncated))
    }

    fn mug(amount: &str) -> Value {
        json!({"url": "https://x.example/mug", "name": "Mug", "price": {"amount": amount}})
    }

    #[test]
    fn a_product_at_another_price_has_changed() {
        let bowl = json!({"url": "https://x.example/bowl", "name": "Bowl"});
        let changes = of_fact(&list(json!([mug("10")])), &list(json!([mug("12"), bowl])));
        assert_eq!(
            changes,
            [Change::Changed { before: mug("10"), now: mug("12") }, Change::Added { now: bowl }]
        );
    }

    #[test]
    fn what_was_not_read_is_neither_new_nor_gone() {
        let (one, two) = (json!([mug("10")]), json!([{"url": "https://x.example/b", "name": "B"}]));
        assert!(of_fact(&partial(&one), &partial(&two)).is_empty());
        assert_eq!(of_fact(&list(one.clone()), &partial(&two)).len(), 1);
        let unknown = Fact::unknown(Reason::Blocked);
        assert!(of_fact(&list(one.clone()), &unknown).is_empty());
        assert!(of_fact(&unknown, &list(one)).is_empty());
    }

    #[test]
    fn the_same_thing_in_another_place_is_no_change() {
        let old = list(json!([{"value": "a@x.example", "url": "https://x.example/1"}]));
        let new = list(json!([{"value": "a@x.example", "url": "https://x.example/2"}]));
        assert!(of_fact(&old, &new).is_empty());
        let gone = of_fact(&old, &Fact::absent());
        assert!(matches!(gone.as_slice(), [Change::Removed { .. }]));
    }

    #[test]
    fn another_holder_is_a_change() {
        let old = list(json!({"organization": "Blue AB"}));
        let new = list(json!({"organization": "Red AB"}));
        assert!(matches!(of_fact(&old, &new).as_slice(), [Change::Changed { .. }]));
        assert!(matches!(of_fact(&Fact::absent(), &new).as_slice(), [Change::Added { .. }]));
    }
}
