//! JSON-LD 1.1 as shops write it: `@graph`, arrays and `@id` references.
//!
//! Contexts are not fetched; names are taken as schema.org's. An object that is
//! nothing but an `@id` is replaced by the node of that name, wherever on the
//! page it stands.

use super::{Format, Item, MAX_DEPTH, Value, clean, lenient, short_name};
use crate::extract::Document;
use ego_tree::NodeId;
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

type Nodes<'a> = HashMap<&'a str, &'a Map<String, Json>>;

/// The items of all JSON-LD scripts.
pub(super) fn items(doc: &Document, budget: &mut usize) -> Vec<Item> {
    let scripts: Vec<(NodeId, Vec<Json>)> = doc
        .data_scripts
        .iter()
        .filter(|script| script.kind.contains("ld+json"))
        .map(|script| {
            // Some templates escape the whole script, which then holds no quote.
            let escaped = script.text.contains("&quot;") && !script.text.contains('"');
            let values = if escaped {
                lenient::read(&super::unescape(&script.text))
            } else {
                lenient::read(&script.text)
            };
            (script.node, values)
        })
        .collect();
    let mut nodes = Nodes::new();
    for value in scripts.iter().flat_map(|(_, values)| values) {
        index(value, &mut nodes, 0);
    }
    let mut out = Vec::new();
    for (node, values) in &scripts {
        for value in values {
            top(value, *node, &nodes, budget, &mut out, 0);
        }
    }
    out
}

/// Notes every node that says something under its `@id`.
fn index<'a>(value: &'a Json, nodes: &mut Nodes<'a>, depth: usize) {
    if depth > MAX_DEPTH * 2 {
        return;
    }
    match value {
        Json::Array(list) => list.iter().for_each(|inner| index(inner, nodes, depth + 1)),
        Json::Object(map) => {
            if let Some(id) = map.get("@id").and_then(Json::as_str)
                && map.len() > 1
            {
                let known = nodes.entry(id).or_insert(map);
                if known.len() < map.len() {
                    *known = map;
                }
            }
            map.values().for_each(|inner| index(inner, nodes, depth + 1));
        }
        _ => {}
    }
}

/// The items at the top of a script.
fn top(
    value: &Json,
    node: NodeId,
    nodes: &Nodes<'_>,
    budget: &mut usize,
    out: &mut Vec<Item>,
    depth: usize,
) {
    if depth > 4 {
        return;
    }
    match value {
        Json::Array(list) => {
            list.iter().for_each(|inner| top(inner, node, nodes, budget, out, depth + 1));
        }
        Json::Object(map) => {
            if let Some(graph) = map.get("@graph") {
                top(graph, node, nodes, budget, out, depth + 1);
            }
            if map.keys().any(|key| !key.starts_with('@') || key == "@type")
                && let Some(item) = item(map, node, nodes, budget, 0)
            {
                out.push(item);
            }
        }
        _ => {}
    }
}

fn item(
    map: &Map<String, Json>,
    node: NodeId,
    nodes: &Nodes<'_>,
    budget: &mut usize,
    depth: usize,
) -> Option<Item> {
    if depth > MAX_DEPTH {
        return None;
    }
    *budget = budget.checked_sub(1)?;
    // A node that is mentioned again may say more under its name elsewhere.
    let mut item = Item::new(Format::JsonLd, node);
    item.id = map.get("@id").and_then(Json::as_str).map(str::to_owned);
    if let Some(types) = map.get("@type").or_else(|| map.get("type")) {
        item.types = texts(types).iter().map(|t| short_name(t).to_owned()).collect();
    }
    for (key, value) in map {
        match key.as_str() {
            "@context" | "@type" | "@id" | "@graph" => {}
            "@value" => add(&mut item, "@value", value, nodes, budget, depth),
            key => add(&mut item, short_name(key), value, nodes, budget, depth),
        }
    }
    Some(item)
}

fn add(
    item: &mut Item,
    name: &str,
    value: &Json,
    nodes: &Nodes<'_>,
    budget: &mut usize,
    depth: usize,
) {
    match value {
        Json::Null => {}
        Json::Bool(truth) => item.push(name, Value::Text(truth.to_string())),
        Json::Number(number) => item.push(name, Value::Text(number.to_string())),
        Json::String(text) => {
            let text = clean(text);
            if !text.is_empty() {
                item.push(name, Value::Text(text));
            }
        }
        Json::Array(list) => {
            if depth < MAX_DEPTH {
                list.iter().for_each(|inner| add(item, name, inner, nodes, budget, depth + 1));
            }
        }
        Json::Object(map) => {
            if let Some(plain) = map.get("@value") {
                return add(item, name, plain, nodes, budget, depth + 1);
            }
            if let Some(list) = map.get("@list").or_else(|| map.get("@set")) {
                return add(item, name, list, nodes, budget, depth + 1);
            }
            let id = map.get("@id").and_then(Json::as_str);
            let named = id.filter(|_| map.len() == 1);
            let map = match named {
                Some(id) => match nodes.get(id) {
                    Some(known) => known,
                    None => return item.push(name, Value::Text(id.to_owned())),
                },
                None => map,
            };
            // References are followed only a few steps: graphs are cyclic.
            let cost = if named.is_some() { 4 } else { 1 };
            if let Some(inner) = self::item(map, item.node, nodes, budget, depth + cost) {
                item.push(name, Value::Item(inner));
            }
        }
    }
}

fn texts(value: &Json) -> Vec<&str> {
    match value {
        Json::String(text) => vec![text],
        Json::Array(list) => list.iter().filter_map(Json::as_str).take(20).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{all, tests::read};

    #[test]
    fn references_lead_to_their_nodes() {
        let items = read(
            r##"<script type="application/ld+json">{"@graph":[
            {"@type":"Organization","@id":"#org","name":"Lampan"},
            {"@type":"WebSite","@id":"#site","publisher":{"@id":"#org"},"about":{"@id":"#gone"}}]}</script>"##,
        );
        assert_eq!(items.len(), 2);
        assert_eq!(items[1].text("publisher"), Some("Lampan"));
        assert_eq!(items[1].text("about"), Some("#gone"));
    }

    #[test]
    fn circles_end() {
        let items = read(
            r##"<script type="application/ld+json">[{"@type":"A","@id":"a","b":[{"@id":"b"},{"@id":"b"}]},
            {"@type":"B","@id":"b","a":[{"@id":"a"},{"@id":"a"}]}]</script>"##,
        );
        assert_eq!(items.len(), 2);
        assert!(all(&items).len() < 200);
    }

    #[test]
    fn escaped_scripts_are_read() {
        let items = read(
            r#"<script type="application/ld+json">{&quot;@type&quot;:&quot;Product&quot;}</script>"#,
        );
        assert!(items[0].is("Product"));
    }
}
