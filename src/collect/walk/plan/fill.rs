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
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Codes of countries by their names in all languages.
static CODES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    let countries = languages.iter().flat_map(|language| &language.contact.countries);
    countries
        .flat_map(|(code, names)| names.iter().map(move |name| (name, code.as_str())))
        .map(|(name, code)| (fold(name).trim().to_owned(), code))
        .collect()
});

/// What a step is given.
pub(super) struct Filled {
    pub(super) inputs: Vec<Input>,
    pub(super) action: StepAction,
}

/// The choice to go on as a guest, where a form offers it among others.
pub(super) fn guest<'a>(page: &Page, form: &'a OpenForm) -> Option<&'a OpenField> {
    form.fields.iter().find(|field| {
        field.kind == "radio"
            && words::says(&field.label, Word::Guest)
            && !page.is_disabled(field.node)
            && page.doc.is_seen(field.node)
    })
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
    let visitor = visitor(plan, page, form);
    let mut agrees: Option<&OpenField> = None;
    let mut groups: HashSet<&str> = HashSet::new();
    let guest = guest(page, form);
    if let Some(field) = guest {
        groups.insert(&field.name);
        if !page.is_ticked(field.node) {
            let input = entry(page, &Field::under(field), "option", &field.label, Value::Tick);
            filled.inputs.push(input);
        }
    }
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
            "select" => choose(page, field, again, visitor, &mut filled, &mut missing)?,
            "file" => {
                if field.required {
                    missing.push(name(field));
                }
            }
            "hidden" | "submit" | "button" | "search" | "range" | "color" => {}
            // Whoever goes on as a guest needs none.
            "password" if guest.is_some() => {}
            _ => write(plan, page, field, again, visitor, &mut filled, &mut missing)?,
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
    page: &Page,
    field: &OpenField,
    again: bool,
    visitor: &Visitor,
    filled: &mut Filled,
    missing: &mut Vec<String>,
) -> Result<(), WalkEnd> {
    if field.purpose == "country" {
        // Without a country that the shop has chosen, a list stands at its first.
        let input = country(page, field, &visitor.country);
        if input.is_some() && filled.action == StepAction::Continue {
            filled.action = StepAction::ChooseDelivery;
        }
        filled.inputs.extend(input);
        return Ok(());
    }
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
    match choices::list(page, field) {
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

/// The country that a list is set to, where it stands at none or only at its first:
/// that of the person who is made up, else the first that is no invitation.
fn country(page: &Page, field: &OpenField, code: &str) -> Option<Input> {
    if is_set(page, field) {
        return None;
    }
    let all = options(&page.doc, field.node);
    let own = all.iter().find(|option| {
        !option.disabled && country_of(&option.value, &option.words).as_deref() == Some(code)
    });
    match own {
        Some(option) => {
            let value = Value::Choose(option.value.clone());
            Some(entry(page, &Field::of(field), "country", &option.words, value))
        }
        None => choices::list(page, field).map(|mut input| {
            input.entry.purpose = "country".to_owned();
            input
        }),
    }
}

/// Whether the shop has set a list itself.
fn is_set(page: &Page, field: &OpenField) -> bool {
    let set = options(&page.doc, field.node).into_iter().any(|option| option.selected);
    set && !choices::is_open_list(page, field.node)
}

/// The person who is made up for a form: of the country that the form has set, of
/// the shop's, else of one that the form offers.
fn visitor<'a>(plan: &Plan, page: &Page, form: &OpenForm) -> &'a Visitor {
    let marks = Marks::built_in();
    let shop = plan.country.as_deref().unwrap_or("");
    let all = form.fields.iter().chain(page.forms.iter().flat_map(|form| &form.fields));
    let list = all.clone().find(|field| field.purpose == "country" && field.kind == "select");
    let Some(list) = list else { return marks.visitor(shop) };
    if is_set(page, list) {
        let chosen = page.chosen(list.node);
        let code = chosen.and_then(|(value, words)| country_of(&value, &words));
        return marks.visitor(code.as_deref().unwrap_or(shop));
    }
    let offered: HashSet<String> = options(&page.doc, list.node)
        .iter()
        .filter(|option| !option.disabled)
        .filter_map(|option| country_of(&option.value, &option.words))
        .collect();
    if shop.is_empty() || !offered.contains(shop) {
        let known = marks.visitors.iter().find(|visitor| offered.contains(&visitor.country));
        return known.unwrap_or_else(|| marks.visitor(shop));
    }
    marks.visitor(shop)
}

/// ISO 3166-1 alpha-2 of an option in a list of countries, by its value or its words.
fn country_of(value: &str, words: &str) -> Option<String> {
    let value = value.trim();
    if value.len() == 2 && value.chars().all(|c| c.is_ascii_alphabetic()) {
        return Some(value.to_ascii_uppercase());
    }
    CODES.get(fold(words).trim()).copied().map(str::to_owned)
}

/// Writes into a field that is empty and has to be filled in.
fn write(
    plan: &Plan,
    page: &Page,
    field: &OpenField,
    again: bool,
    visitor: &Visitor,
    filled: &mut Filled,
    missing: &mut Vec<String>,
) -> Result<(), WalkEnd> {
    if !page.holds(field).is_empty() {
        return Ok(());
    }
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
