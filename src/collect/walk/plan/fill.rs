//! What a step of the checkout has to be given before it can be left.
//!
//! Deliveries are chosen, the first that is offered. Nothing is typed unless the
//! walk may, and then only what the step requires, and only what is plainly made up
//! and names the visit. Terms are not accepted, ways to pay are not chosen unless the
//! page lists a step between them and the order, and no password, card, birthday or
//! number of a person is ever given.

use super::page::{Field, Page, options};
use super::words::{self, Word};
use super::{Plan, checkout, end, entry, options as choices};
use crate::collect::walk::hand::{Input, Value};
use crate::extract::form::{OpenField, OpenForm};
use crate::facts::Reason;
use crate::snapshot::{StepAction, WalkEnd, WalkMode};
use crate::vocabulary::{Marks, Visitor, Vocabulary, fold};
use std::collections::HashSet;

/// What a step is given.
pub(super) struct Filled {
    pub(super) inputs: Vec<Input>,
    pub(super) action: StepAction,
}

/// What a form has to be given. `again` says that it came back although all that
/// it marks was there, so that what people are usually asked for is given too.
///
/// # Errors
/// It asks for something that the walk does not give.
pub(super) fn complete(
    plan: &Plan,
    page: &Page,
    form: &OpenForm,
    again: bool,
) -> Result<Filled, WalkEnd> {
    let mut filled = Filled { inputs: Vec::new(), action: StepAction::Continue };
    let mut missing: Vec<String> = Vec::new();
    let mut agrees: Option<&OpenField> = None;
    let mut groups: HashSet<&str> = HashSet::new();
    for field in &form.fields {
        if page.is_disabled(field.node) || !page.doc.is_seen(field.node) {
            continue;
        }
        match field.kind.as_str() {
            "checkbox" => {
                if field.required && !page.is_ticked(field.node) {
                    agrees.get_or_insert(field);
                }
            }
            "radio" => {
                if groups.insert(&field.name) {
                    choose_one(plan, page, field, &form.fields, &mut filled)?;
                }
            }
            "select" => choose(plan, page, field, again, &mut filled, &mut missing)?,
            "file" => {
                if field.required {
                    missing.push(name(field));
                }
            }
            "hidden" | "submit" | "button" | "search" | "range" | "color" => {}
            _ => write(plan, page, field, again, &mut filled, &mut missing)?,
        }
    }
    if missing.is_empty() {
        return match agrees {
            Some(field) => Err(withheld(&format!("The step asks to agree: {}", name(field)))),
            None => Ok(filled),
        };
    }
    let fields = missing.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
    let detail = match plan.mode {
        WalkMode::Read => format!("The step asks for data, and the walk types none: {fields}"),
        WalkMode::Fill => format!("The step asks for what the walk does not make up: {fields}"),
    };
    Err(end("must-type", Reason::NotCollected, &detail))
}

fn withheld(detail: &str) -> WalkEnd {
    let detail: String = detail.chars().take(200).collect();
    end("withheld", Reason::NotCollected, &detail)
}

fn name(field: &OpenField) -> String {
    let label = if field.label.is_empty() { &field.name } else { &field.label };
    label.chars().take(40).collect()
}

/// Whether a way to pay may be chosen: where the walk may give what a step needs,
/// and the page says itself that another step comes before the order.
fn may_choose_payment(plan: &Plan, page: &Page) -> bool {
    plan.mode == WalkMode::Fill && checkout::another_step(page)
}

/// Ticks the first of radio buttons of which none is ticked.
fn choose_one(
    plan: &Plan,
    page: &Page,
    first: &OpenField,
    all: &[OpenField],
    filled: &mut Filled,
) -> Result<(), WalkEnd> {
    let group: Vec<&OpenField> =
        all.iter().filter(|f| f.kind == "radio" && f.name == first.name).collect();
    if group.iter().any(|field| page.is_ticked(field.node)) {
        return Ok(());
    }
    if group.iter().any(|field| field.pays) && !may_choose_payment(plan, page) {
        return Err(withheld("The step asks to choose how to pay, which the walk does not."));
    }
    let Some(chosen) = group.into_iter().find(|field| !page.is_disabled(field.node)) else {
        return Ok(());
    };
    filled.inputs.push(entry(page, &Field::under(chosen), "option", &chosen.label, Value::Tick));
    if filled.action == StepAction::Continue && !chosen.pays {
        filled.action = StepAction::ChooseDelivery;
    }
    Ok(())
}

/// Chooses from a list that stands at none.
fn choose(
    plan: &Plan,
    page: &Page,
    field: &OpenField,
    again: bool,
    filled: &mut Filled,
    missing: &mut Vec<String>,
) -> Result<(), WalkEnd> {
    let wanted = field.required || (again && field.purpose != "other");
    if !wanted || !choices::is_open_list(page, field.node) {
        return Ok(());
    }
    if field.pays {
        return Err(withheld("The step asks to choose how to pay, which the walk does not."));
    }
    if choices::is_date(field) {
        let detail = format!("The step asks for a day: {}.", name(field));
        return Err(end("date-needed", Reason::NotCollected, &detail));
    }
    if field.purpose.starts_with("bday") {
        missing.push(name(field));
        return Ok(());
    }
    let chosen = match field.purpose.as_str() {
        "country" => country(plan, page, field),
        _ => choices::list(page, field),
    };
    match chosen {
        Some(mut input) => {
            input.entry.purpose.clone_from(&field.purpose);
            filled.inputs.push(input);
            if filled.action == StepAction::Continue {
                filled.action = StepAction::ChooseDelivery;
            }
        }
        None => missing.push(name(field)),
    }
    Ok(())
}

/// The country of the shop in a list of countries, else the first of them.
fn country(plan: &Plan, page: &Page, field: &OpenField) -> Option<Input> {
    let code = plan.country.as_deref().unwrap_or("");
    let all = options(&page.doc, field.node);
    let names: Vec<String> = Vocabulary::built_in()
        .languages()
        .iter()
        .filter_map(|language| language.contact.countries.get(code))
        .flatten()
        .map(|name| fold(name))
        .collect();
    let fits =
        |value: &str, text: &str| value.eq_ignore_ascii_case(code) || names.contains(&fold(text));
    let own = all
        .iter()
        .find(|option| !code.is_empty() && !option.disabled && fits(&option.value, &option.words));
    match own {
        Some(option) => Some(entry(
            page,
            &Field::of(field),
            "country",
            &option.words,
            Value::Choose(option.value.clone()),
        )),
        None => choices::list(page, field),
    }
}

/// Writes into a field that is empty and has to be filled in.
fn write(
    plan: &Plan,
    page: &Page,
    field: &OpenField,
    again: bool,
    filled: &mut Filled,
    missing: &mut Vec<String>,
) -> Result<(), WalkEnd> {
    if !page.holds(field).is_empty() {
        return Ok(());
    }
    let visitor = Marks::built_in().visitor(&home(plan, page));
    let value = value_for(field, visitor);
    let usual = again && value.is_some() && field.purpose != "organization";
    if !(field.required || usual) {
        return Ok(());
    }
    if field.kind == "password" {
        return Err(end(
            "sign-in",
            Reason::LoginRequired,
            "The step asks for a password, and so for an account.",
        ));
    }
    if choices::is_date(field) && !field.purpose.starts_with("bday") {
        let detail = format!("The step asks for a day: {}.", name(field));
        return Err(end("date-needed", Reason::NotCollected, &detail));
    }
    match value.filter(|_| plan.mode == WalkMode::Fill) {
        Some(value) => {
            let field_of = Field::of(field);
            filled.inputs.push(entry(
                page,
                &field_of,
                &field.purpose,
                &value,
                Value::Text(value.clone()),
            ));
            filled.action = StepAction::Fill;
        }
        None => missing.push(name(field)),
    }
    Ok(())
}

/// Where the visitor lives: in the country that the page stands at, else in that of
/// the shop.
fn home(plan: &Plan, page: &Page) -> String {
    let lists = page
        .forms
        .iter()
        .flat_map(|form| &form.fields)
        .filter(|field| field.kind == "select" && field.purpose == "country");
    let stands = lists.filter_map(|field| page.chosen(field.node)).map(|(value, _)| value);
    let code = |value: &String| value.len() == 2 && value.bytes().all(|b| b.is_ascii_alphabetic());
    let stands = stands.map(|value| value.to_ascii_uppercase()).find(code);
    stands.or_else(|| plan.country.clone()).unwrap_or_default()
}

/// The made-up value for a field, where one is given at all.
fn value_for(field: &OpenField, visitor: &Visitor) -> Option<String> {
    if field.kind == "password" || words::says(&field.label, Word::Date) {
        return None;
    }
    let value = match field.purpose.as_str() {
        "name" => format!("{} {}", visitor.given_name, visitor.family_name),
        "given-name" | "additional-name" => visitor.given_name.clone(),
        "family-name" => visitor.family_name.clone(),
        "email" => visitor.email.clone(),
        "tel" | "tel-national" | "tel-local" => visitor.phone.clone(),
        "street-address" | "address-line1" => visitor.street.clone(),
        "address-line2" => visitor.house.clone(),
        "postal-code" => visitor.postal_code.clone(),
        "address-level2" => visitor.city.clone(),
        "address-level1" => visitor.region.clone(),
        "organization" => format!("{} {}", visitor.given_name, visitor.family_name),
        "country-name" | "country" => visitor.country.clone(),
        _ => return None,
    };
    Some(value).filter(|value| !value.is_empty())
}
