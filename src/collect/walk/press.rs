//! Puts the question to the guard whether something may be pressed.
//!
//! The guard knows no pages; here the control, the form that it sends and the
//! values as they would go out are taken from the page for it.

use super::dataset::{self, Given};
use super::guard::{self, FieldInHand, FormInHand, Press};
use super::hand::{Act, Value};
use super::plan::page::{Page, Sort, type_of};
use crate::extract::Context;
use crate::snapshot::{StepAction, View, Withheld};
use crate::vocabulary::Vocabulary;
use std::collections::HashMap;
use url::Url;

/// Where an act leads, as far as the page tells.
pub(super) fn target(page: &Page, act: &Act) -> Option<Url> {
    let node = page.doc.find(act.press.as_deref()?)?;
    let control = page.presses.iter().find(|control| control.node == node)?;
    if let Sort::Link(url) = &control.sort {
        return Some(url.clone());
    }
    let element = page.doc.element(node)?.value();
    let form = control.form.and_then(|form| page.doc.element(form)).map(|form| form.value());
    let action = element.attr("formaction").or_else(|| form?.attr("action"))?;
    page.doc.base.join(action.trim()).ok()
}

/// As [`ask`], of a page as it stands right before the press.
pub(super) fn ask_anew(view: &View, act: &Act, country: Option<&str>) -> Result<(), Box<Withheld>> {
    let context = Context { vocabulary: Vocabulary::built_in(), language: None, country };
    match Page::of(view, context) {
        Some(page) => ask(&page, act),
        None => Err(lost(&view.url, act)),
    }
}

fn lost(url: &str, act: &Act) -> Box<Withheld> {
    let ground = guard::ground::UNREADABLE;
    Box::new(Withheld {
        url: url.to_owned(),
        selector: act.press.clone(),
        what: act.words.clone(),
        ground: ground.code.to_owned(),
        detail: ground.sentence.to_owned(),
    })
}

/// Whether an act on a page may be done.
///
/// # Errors
/// What is not done, and why.
pub(super) fn ask(page: &Page, act: &Act) -> Result<(), Box<Withheld>> {
    let Some(selector) = &act.press else { return Ok(()) };
    // What cannot be found cannot be judged.
    let Some(node) = page.doc.find(selector) else { return Err(lost(page.url.as_str(), act)) };
    let control = page.presses.iter().find(|control| control.node == node);
    let Some(element) = page.doc.element(node).map(|element| element.value()) else {
        return Err(lost(page.url.as_str(), act));
    };
    let classes: Vec<&str> = element.classes().collect();
    let named = ["name", "value", "id", "data-action"].iter().filter_map(|name| element.attr(name));
    // Often a picture and a count are all that a button to the cart shows.
    let called = element.attr("aria-label").filter(|_| act.action == StepAction::OpenCart);
    let marks: Vec<&str> = named.chain(classes).chain(called).collect();
    let form = control.and_then(|control| control.form);
    let sends = form.filter(|_| control.is_some_and(|c| !matches!(c.sort, Sort::Link(_))));
    let own = sends.and_then(|form| page.doc.element(form)).map(|form| form.value());
    let target = element
        .attr("href")
        .or_else(|| element.attr("formaction"))
        .or_else(|| own.and_then(|form| form.attr("action")));
    let given = Given::of(&page.doc, &act.entries).unwrap_or_default();
    let list = sends.map(|form| dataset::entries(&page.doc, form, Some(node), &given));
    let list = list.unwrap_or_default();
    // What each field is for, by its name.
    let mut known: HashMap<&str, (&str, &str)> = HashMap::new();
    let open = sends.and_then(|form| page.forms.iter().find(|open| open.node == form));
    for field in open.map_or(&[][..], |open| &open.fields) {
        known.entry(&field.name).or_insert((&field.purpose, &field.kind));
    }
    let fields: Vec<FieldInHand<'_>> = list
        .iter()
        .map(|(name, value)| {
            let (purpose, kind) = known.get(name.as_str()).copied().unwrap_or(("", "hidden"));
            FieldInHand { purpose, kind, name, value }
        })
        .collect();
    // Fields that send nothing while they are empty are asked about too.
    let silent = open
        .map_or(&[][..], |open| &open.fields)
        .iter()
        .filter(|field| !list.iter().any(|(name, _)| *name == field.name));
    // Controls without a form are sent by script, with what they are given now.
    let entry = |node| {
        let mut entries = act.entries.iter();
        entries.find(|input| page.doc.find(&input.entry.selector) == Some(node))
    };
    let silent: Vec<FieldInHand<'_>> = silent
        .map(|field| FieldInHand {
            purpose: &field.purpose,
            kind: &field.kind,
            name: &field.name,
            value: match entry(field.node).map(|input| &input.value) {
                Some(Value::Text(text) | Value::Choose(text)) => text,
                Some(Value::Tick) => page.attribute(field.node, "value").unwrap_or("on"),
                Some(Value::Press) | None => "",
            },
        })
        .collect();
    let method = element
        .attr("formmethod")
        .or_else(|| own.and_then(|form| form.attr("method")))
        .unwrap_or("get")
        .trim()
        .to_ascii_lowercase();
    let words = control.map_or(act.words.as_str(), |control| control.all_words.as_str());
    let press = Press {
        action: Some(act.action),
        page: Some(&page.url),
        words,
        marks,
        target,
        form: sends.map(|_| FormInHand {
            method: &method,
            purpose: open.and_then(|open| open.purpose),
            fields: fields.into_iter().chain(silent).collect(),
        }),
    };
    guard::press(&press).map_err(|ground| {
        Box::new(Withheld {
            url: page.url.to_string(),
            selector: Some(selector.clone()),
            what: if act.words.is_empty() { type_of(element) } else { act.words.clone() },
            ground: ground.code.to_owned(),
            detail: ground.sentence.to_owned(),
        })
    })
}
