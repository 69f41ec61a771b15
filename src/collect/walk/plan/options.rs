//! The options of a product that have to be chosen before it can be bought.
//!
//! Lists that stand at an invitation to choose, groups of radio buttons without
//! one that is ticked, and, where scripts run, rows of swatches. The first that can
//! be chosen is taken. Text and days are asked for rarely; they are left alone
//! unless the walk may type.

use super::page::{Field, Page, options};
use super::words::{self, Word};
use super::{Plan, end, entry};
use crate::collect::walk::hand::{Input, Value};
use crate::extract::form::{OpenField, OpenForm};
use crate::facts::Reason;
use crate::snapshot::{WalkEnd, WalkMode};
use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use scraper::node::Element;
use std::collections::HashSet;

/// Most rows of swatches looked at.
const MAX_ROWS: usize = 6;
/// Most characters of a swatch.
const MAX_SWATCH: usize = 24;

/// What is to be chosen in the form that puts the product into the cart, and, where
/// scripts run, before the place of its button.
///
/// # Errors
/// The product asks for something that the walk does not give.
pub(super) fn choose(
    plan: &Plan,
    page: &Page,
    form: Option<&OpenForm>,
    until: usize,
) -> Result<Vec<Input>, WalkEnd> {
    let mut inputs = Vec::new();
    let mut groups = HashSet::new();
    for field in form.map_or(&[][..], |form| &form.fields) {
        if page.is_disabled(field.node) {
            continue;
        }
        match field.kind.as_str() {
            "select" => inputs.extend(list(page, field)),
            "radio" => {
                if groups.insert(field.name.as_str()) {
                    let all = form.map_or(&[][..], |form| &form.fields);
                    inputs.extend(one_of(page, field, all));
                }
            }
            "checkbox" => {
                let must =
                    field.required && field.purpose != "consent" && !page.is_ticked(field.node);
                if must && page.doc.is_seen(field.node) {
                    let field = Field::of(field);
                    inputs.push(entry(page, &field, "option", field.label, Value::Tick));
                }
            }
            "hidden" | "file" | "range" | "color" | "search" => {}
            _ => inputs.extend(written(plan, page, field)?),
        }
    }
    if plan.draws {
        inputs.extend(swatches(page, form.map(|form| form.node), until));
    }
    Ok(inputs)
}

/// Whether a list stands at an option that is none.
pub(super) fn is_open_list(page: &Page, select: NodeId) -> bool {
    page.chosen(select).is_none_or(|(value, words)| is_invitation(&value, &words))
}

fn is_invitation(value: &str, text: &str) -> bool {
    let value = value.trim();
    value.is_empty()
        || value == "-1"
        || (value == "0" && !text.trim().starts_with('0'))
        || text.trim().chars().all(|c| !c.is_alphanumeric())
        || words::is(text, Word::ChooseFirst)
}

/// The first option of a list that stands at none.
pub(super) fn list(page: &Page, field: &OpenField) -> Option<Input> {
    if !is_open_list(page, field.node) {
        return None;
    }
    let choice = options(&page.doc, field.node).into_iter().find(|option| {
        !option.disabled
            && !is_invitation(&option.value, &option.words)
            && !words::says(&option.words, Word::OutOfStock)
    })?;
    Some(entry(page, &Field::of(field), "option", &choice.words, Value::Choose(choice.value)))
}

/// The first of radio buttons of which none is ticked.
fn one_of(page: &Page, first: &OpenField, all: &[OpenField]) -> Option<Input> {
    let mut group = all.iter().filter(|f| f.kind == "radio" && f.name == first.name);
    if first.pays || group.clone().any(|field| page.is_ticked(field.node)) {
        return None;
    }
    let free = |field: &&OpenField| {
        !page.is_disabled(field.node) && !words::says(&field.label, Word::OutOfStock)
    };
    let chosen = group.find(free)?;
    Some(entry(page, &Field::under(chosen), "option", &chosen.label, Value::Tick))
}

/// A field of the product that has to be written in.
fn written(plan: &Plan, page: &Page, field: &OpenField) -> Result<Option<Input>, WalkEnd> {
    let counts = field.kind == "number"
        || ["qty", "quantity"].iter().any(|name| {
            field
                .name
                .to_ascii_lowercase()
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|t| t == *name)
        });
    let held = page.holds(field);
    if counts {
        // An empty or zero count means as many as the shop sells at least.
        if held.parse::<f64>().is_ok_and(|count| count > 0.0) {
            return Ok(None);
        }
        let least = page.attribute(field.node, "min").and_then(|min| min.parse::<u32>().ok());
        let least = least.unwrap_or(1).max(1).to_string();
        return Ok(Some(entry(
            page,
            &Field::of(field),
            "option",
            &least,
            Value::Text(least.clone()),
        )));
    }
    if !field.required || !held.is_empty() || !page.doc.is_seen(field.node) {
        return Ok(None);
    }
    let label = if field.label.is_empty() { &field.name } else { &field.label };
    if is_date(field) {
        let detail = format!("The product asks for a day: {label}.");
        return Err(end("date-needed", Reason::NotCollected, &detail));
    }
    if plan.mode == WalkMode::Fill && matches!(field.kind.as_str(), "text" | "textarea") {
        let text = "Review".to_owned();
        return Ok(Some(entry(
            page,
            &Field::of(field),
            "option",
            &text,
            Value::Text(text.clone()),
        )));
    }
    let detail = format!("The product asks for something to be typed: {label}.");
    Err(end("must-type", Reason::NotCollected, &detail))
}

/// Whether a field asks for a day.
pub(super) fn is_date(field: &OpenField) -> bool {
    matches!(field.kind.as_str(), "date" | "datetime-local" | "month" | "week")
        || words::says(&field.label, Word::Date)
}

/// The first of each row of swatches of which none is chosen: elements with the
/// role of a radio button or of an option, buttons that can be pressed in, and what
/// can be pressed in a list that is called one of variants.
fn swatches(page: &Page, form: Option<NodeId>, until: usize) -> Vec<Input> {
    let mut inputs = Vec::new();
    let mut rows: HashSet<NodeId> = HashSet::new();
    let start = page.heading();
    for node in page.doc.html.tree.root().descendants() {
        let Some(element) = node.value().as_element() else { continue };
        let place = page.place(node.id());
        if place < start || !page.doc.is_seen(node.id()) {
            continue;
        }
        let Some(row) = row_of(node, element) else { continue };
        // What stands behind the button, and not in its form, is another product's.
        let near = place < until
            || form.is_some_and(|form| node.ancestors().any(|above| above.id() == form));
        if !near || rows.len() >= MAX_ROWS || !rows.insert(row.id()) {
            continue;
        }
        if row.descendants().filter_map(|n| n.value().as_element()).any(is_chosen) {
            continue;
        }
        if element.attr("aria-disabled") == Some("true") || element.attr("disabled").is_some() {
            rows.remove(&row.id());
            continue;
        }
        let words = super::page::text(node, 80);
        let words = if words.is_empty() {
            element.attr("aria-label").or_else(|| element.attr("title")).unwrap_or("").to_owned()
        } else {
            words
        };
        let label = row.value().as_element().and_then(|e| e.attr("aria-label")).unwrap_or("");
        let field = Field { node: node.id(), label, name: "" };
        inputs.push(entry(page, &field, "option", &words, Value::Press));
    }
    inputs
}

/// The row that an element is a swatch of, if it is one.
fn row_of<'a>(node: NodeRef<'a, Node>, element: &Element) -> Option<NodeRef<'a, Node>> {
    let role = element.attr("role").unwrap_or("");
    let button = element.name() == "button" && element.attr("type") != Some("submit");
    let pressed_in =
        ["aria-pressed", "aria-checked"].iter().any(|name| element.attr(name).is_some());
    if (matches!(role, "radio" | "option") && element.name() != "input") || (button && pressed_in) {
        // The row is what holds more than this one.
        return node.ancestors().find(|above| {
            above.value().as_element().is_some_and(|e| {
                matches!(e.attr("role"), Some("radiogroup" | "listbox" | "group"))
                    || matches!(e.name(), "fieldset" | "ul" | "ol")
            }) || above.children().filter(|child| child.value().is_element()).count() > 1
        });
    }
    let stays = element.name() == "a"
        && element.attr("href").is_none_or(|href| {
            href.is_empty() || href.starts_with('#') || href.starts_with("javascript:")
        });
    if !(button || stays) {
        return None;
    }
    let words = super::page::text(node, 60);
    let short = words.chars().any(char::is_alphanumeric) && words.chars().count() <= MAX_SWATCH;
    node.ancestors().take(4).find(|above| {
        short
            && above.value().as_element().is_some_and(|e| {
                matches!(e.name(), "ul" | "ol" | "div" | "fieldset")
                    && tokens(e).any(|token| {
                        matches!(token.as_str(), "variant" | "variants" | "swatch" | "swatches")
                    })
            })
    })
}

/// Whether an element says that it is the one that is chosen.
fn is_chosen(element: &Element) -> bool {
    ["aria-checked", "aria-pressed", "aria-selected"]
        .iter()
        .any(|name| element.attr(name) == Some("true"))
        || tokens(element).any(|token| matches!(token.as_str(), "selected" | "active" | "checked"))
}

/// The parts of the names of its classes.
fn tokens(element: &Element) -> impl Iterator<Item = String> + '_ {
    element
        .classes()
        .flat_map(|class| class.split(['-', '_']).map(str::to_ascii_lowercase).collect::<Vec<_>>())
}
