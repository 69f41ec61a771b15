//! Messages as templates.
//!
//! A message may speak of facts (`facts['domain.created']`), params, what is missing and
//! the reason. What is not there is shown as a dash, and a list as its items with commas
//! between; nothing that a shop shows can make a message fail. Escaping is left to the
//! report formats.

use super::compare;
use super::compile::{Params, unknown_fact};
use super::problem::{Code, Complaints};
use crate::facts::{FactSet, catalogue};
use crate::yaml::Node;
use minijinja::value::{Enumerator, Object, Value, ValueKind};
use minijinja::{Environment, UndefinedBehavior};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

/// What stands for something that is not there.
pub const DASH: &str = "–";

/// The longest message, in characters; lists of a shop can be long.
const MAX_MESSAGE: usize = 1000;
/// The most items of a list that a message shows.
const MAX_ITEMS: usize = 12;

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_formatter(|out, _, value| Ok(out.write_str(&show(value))?));
    environment.add_filter("join", |value: Value, between: Option<String>| {
        join(&value, between.as_deref().unwrap_or(", "))
    });
    let length = |value: Value| value.len().unwrap_or(0);
    environment.add_filter("length", length);
    environment.add_filter("count", length);
    environment
});

/// What a message may speak of.
#[derive(Debug, Clone)]
pub struct Speech {
    /// Everything known of the shop.
    pub facts: Arc<FactSet>,
    /// The rule's params.
    pub params: Params,
    /// What `includes-all` did not find.
    pub missing: Vec<String>,
    /// The code of the reason of an inconclusive.
    pub reason: Option<&'static str>,
}

/// Renders a message; one that cannot be rendered is a dash.
#[must_use]
pub fn render(template: &str, speech: &Speech) -> String {
    if !template.contains('{') {
        return template.to_owned();
    }
    let context = minijinja::context! {
        facts => Value::from_object(Facts(Arc::clone(&speech.facts))),
        params => Value::from_pairs(
            speech.params.iter().map(|(name, value)| (name.clone(), of_json(value))),
        ),
        missing => speech.missing.clone(),
        reason => speech.reason,
    };
    let rendered = ENVIRONMENT.render_str(template, context).unwrap_or_else(|_| DASH.to_owned());
    let mut text: String = rendered.chars().take(MAX_MESSAGE).collect();
    if text.len() < rendered.len() {
        text.push('…');
    }
    text
}

/// The facts, each turned into a template value only when it is asked for.
#[derive(Debug)]
struct Facts(Arc<FactSet>);

impl Object for Facts {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let path = key.as_str()?;
        let (entry, _) = catalogue::resolve(path)?;
        let value = self.0.get(entry.path)?.finding.value();
        let mut tail = path.get(entry.path.len()..)?.split('.').filter(|name| !name.is_empty());
        let found = tail.try_fold(&value, |value, name| value.get(name));
        found.filter(|value| !value.is_null()).map(of_json)
    }
}

/// A record; its fields keep their order.
#[derive(Debug)]
struct Record(serde_json::Value);

impl Object for Record {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_str()?).map(of_json)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let fields = self.0.as_object().map(|map| map.keys().cloned().map(Value::from).collect());
        fields.map_or(Enumerator::Empty, Enumerator::Values)
    }
}

fn of_json(value: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match value {
        Json::Null => Value::from(()),
        Json::Bool(value) => Value::from(*value),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::from(whole),
            (None, Some(real)) => Value::from(real),
            (None, None) => Value::UNDEFINED,
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::from(items.iter().map(of_json).collect::<Vec<_>>()),
        Json::Object(_) => Value::from_object(Record(value.clone())),
    }
}

fn show(value: &Value) -> String {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => DASH.to_owned(),
        ValueKind::String => match value.as_str() {
            Some(text) if text.trim().is_empty() => DASH.to_owned(),
            Some(text) => text.to_owned(),
            None => DASH.to_owned(),
        },
        ValueKind::Seq | ValueKind::Iterable => join(value, ", "),
        ValueKind::Map => value
            .downcast_object_ref::<Record>()
            .map_or_else(|| DASH.to_owned(), |record| compare::show(&record.0)),
        _ => value.to_string(),
    }
}

fn join(value: &Value, between: &str) -> String {
    let Ok(items) = value.try_iter() else { return show_single(value) };
    if value.kind() == ValueKind::String || value.kind() == ValueKind::Map {
        return show_single(value);
    }
    let mut out = String::new();
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push_str(between);
        }
        if index == MAX_ITEMS {
            out.push('…');
            break;
        }
        let _ = write!(out, "{}", show_single(&item));
    }
    if out.is_empty() { DASH.to_owned() } else { out }
}

/// Shows a value that is not walked into any further.
fn show_single(value: &Value) -> String {
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => value.to_string(),
        _ => show(value),
    }
}

/// Notes what is wrong with a template: its form, and facts and params that are not.
pub(crate) fn check(
    node: &Node,
    params: &Params,
    out: &mut Complaints<'_>,
    used: &mut BTreeSet<String>,
) {
    let Some(text) = node.text() else { return };
    let help = "write {{ facts['path'] }}, {{ params['name'] }}, {{ missing }} or {{ reason }}";
    let template = match ENVIRONMENT.template_from_str(text) {
        Ok(template) => template,
        Err(error) => {
            let reason = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
            let message = format!("the message is not a valid template: {reason}");
            out.help(Code::BadTemplate, node.at, message, help);
            return;
        }
    };
    for name in template.undeclared_variables(true) {
        let (head, tail) = name.split_once('.').map_or((name.as_str(), ""), |(a, b)| (a, b));
        let known = match head {
            // The paths of facts hold dots themselves, so none is reached with one.
            "facts" => tail.is_empty(),
            "params" => tail.is_empty() || params.contains_key(tail),
            _ => KNOWN.contains(&head),
        };
        if !known {
            let message = format!("there is no `{name}` to speak of");
            out.help(Code::BadTemplate, node.at, message, help);
        } else if head == "params" && !tail.is_empty() {
            used.insert(tail.to_owned());
        }
    }
    for path in facts(text) {
        if catalogue::resolve(path).is_none() {
            unknown_fact(node, path, out);
        }
    }
    for name in quoted(text, "params[") {
        used.insert(name.to_owned());
        if !params.contains_key(name) {
            let known = params.keys().map(String::as_str);
            out.unknown(Code::UnknownParam, node.at, "param", name, known);
        }
    }
}

/// The values that a template names, each as `facts['path']`, `params['name']`,
/// `missing` or `reason`.
pub(crate) fn values(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for part in text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()) {
        found.extend(quoted(part, "facts["));
        found.extend(quoted(part, "params["));
        let words = part.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        found.extend(words.filter(|word| matches!(*word, "missing" | "reason")));
    }
    found
}

/// What a message may speak of.
const KNOWN: [&str; 2] = ["missing", "reason"];

/// The paths of the facts that a message speaks of.
pub(crate) fn facts(text: &str) -> impl Iterator<Item = &str> {
    quoted(text, "facts[")
}

/// What stands in quotes right after each `before`.
fn quoted<'t>(text: &'t str, before: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(before).skip(1).filter_map(|rest| {
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        rest.get(1..)?.split(quote).next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Fact;
    use serde_json::json;

    fn say(template: &str) -> String {
        let mut facts = FactSet::new();
        facts.put(
            "domain.registrant",
            Fact::present(json!({"organization": "Fjäll & Hav AB"}), vec![]),
        );
        facts.put(
            "contact.emails",
            Fact::present(json!([{"value": "a@x.example"}, {"value": "b@x.example"}]), vec![]),
        );
        facts.put(
            "pages.terms",
            Fact::present(json!({"url": "https://x.example/t", "words": 420}), vec![]),
        );
        let speech = Speech {
            facts: Arc::new(facts),
            params: [("min-words".to_owned(), json!(80))].into(),
            missing: vec!["complaints".to_owned()],
            reason: Some("blocked"),
        };
        render(template, &speech)
    }

    #[test]
    fn values_are_shown_as_people_write_them() {
        assert_eq!(say("{{ facts['domain.registrant.organization'] }}"), "Fjäll & Hav AB");
        assert_eq!(
            say("{{ facts['pages.terms.words'] }} of {{ params['min-words'] }}"),
            "420 of 80"
        );
        assert_eq!(say("{{ facts['contact.emails'] }}"), "a@x.example, b@x.example");
        assert_eq!(say("{{ facts['contact.emails'] | join(' / ') }}"), "a@x.example / b@x.example");
        assert_eq!(say("{{ facts['contact.emails'] | length }}"), "2");
        assert_eq!(say("{{ (facts['contact.emails'] | first).value }}"), "a@x.example");
        assert_eq!(say("{{ missing }} {{ reason }}"), "complaints blocked");
    }

    #[test]
    fn what_is_not_there_is_a_dash() {
        for template in [
            "{{ facts['domain.created'] }}",
            "{{ facts['domain.registrant.country'] }}",
            "{{ facts['no.such.fact'].deeper.still }}",
            "{{ nothing | join(', ') }}",
            "{{ facts['contact.phones'] | first }}",
            "{{ 1 / 0 }}",
        ] {
            assert_eq!(say(template), DASH, "{template}");
        }
    }

    #[test]
    fn what_a_shop_shows_is_not_a_template() {
        let mut facts = FactSet::new();
        facts.put("domain.registrar", Fact::present("{{ 7 * 7 }}", vec![]));
        let speech = Speech {
            facts: Arc::new(facts),
            params: Params::new(),
            missing: Vec::new(),
            reason: None,
        };
        assert_eq!(render("{{ facts['domain.registrar'] }}", &speech), "{{ 7 * 7 }}");
    }
}
