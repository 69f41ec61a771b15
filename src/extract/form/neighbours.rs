//! What the fields of a form tell about one another.
//!
//! A month beside a card number is the card's, a second address line follows the
//! first, "name" beside a surname is the given name. Works on the purposes that
//! were found for each field by itself.

use super::codes;
use super::layout::{Control, Group};
use super::votes::{CODES, LABELS, votes};
use super::words::words;
use crate::vocabulary::Folded;

/// Settles by the neighbours what a field alone cannot tell.
pub(super) fn settle(group: &Group, tokens: &mut [String]) {
    dates(group, tokens);
    lone_cards(group, tokens);
    passwords(group, tokens);
    names(group, tokens);
    let mut previous: Option<(usize, String)> = None;
    for index in 0..tokens.len() {
        let Some(token) = tokens.get(index).cloned() else { break };
        let control = group.controls.get(index);
        if token == "street-address"
            && let Some((before, _)) = previous.as_ref().filter(|(_, t)| t == "street-address")
            && control.is_some_and(|c| !similar(group.controls.get(*before), c))
        {
            // Two address fields in a row are two lines of one address.
            set(tokens, index, "address-line2");
        }
        if token == "cc-exp"
            && let Some((before, _)) = previous.as_ref().filter(|(_, t)| t == "cc-exp")
            && control.is_some_and(|c| !similar(group.controls.get(*before), c))
        {
            set(tokens, *before, "cc-exp-month");
            set(tokens, index, "cc-exp-year");
        }
        if token == "other"
            && previous.as_ref().is_some_and(|(_, t)| t == "tel")
            && control.is_some_and(says_nothing)
        {
            // The rest of a telephone number in parts.
            set(tokens, index, "tel");
        }
        previous = Some((index, token));
    }
}

fn set(tokens: &mut [String], index: usize, token: &str) {
    if let Some(slot) = tokens.get_mut(index) {
        token.clone_into(slot);
    }
}

/// A text field without any words by it, and with a name that says nothing.
fn says_nothing(control: &Control) -> bool {
    matches!(control.kind.as_str(), "text" | "tel" | "number")
        && !control.shown().chars().any(char::is_alphanumeric)
        && !coded(control, |_| true)
}

/// The same field twice, as in pages that hold a form for each screen size.
fn similar(a: Option<&Control>, b: &Control) -> bool {
    a.is_some_and(|a| a.name == b.name && !a.name.is_empty() && a.node != b.node && a.id == b.id)
}

/// Parts of dates belong to a card or to a birthday.
fn dates(group: &Group, tokens: &mut [String]) {
    let card = tokens.iter().any(|t| t.starts_with("cc-"))
        || group.controls.iter().any(|c| mentions(c, &["cc-number", "cc-csc", "cc-exp"]));
    // Several birthdays are the parts of one.
    let birthdays = tokens.iter().filter(|t| t.starts_with("bday")).count();
    for index in 0..tokens.len() {
        let (Some(token), Some(control)) = (tokens.get(index), group.controls.get(index)) else {
            break;
        };
        let dated = token.starts_with("bday") || matches!(token.as_str(), "day" | "month" | "year");
        if dated && of_others(control) {
            set(tokens, index, "other");
            continue;
        }
        let part = match token.as_str() {
            "month" | "bday-month" => "month",
            "year" | "bday-year" => "year",
            "day" | "bday-day" => "day",
            "cc-exp" | "bday"
                if control.kind == "select" || (birthdays > 1 && control.kind != "date") =>
            {
                let part = part_of(control, token == "bday");
                let whole = token.clone();
                set(tokens, index, &format!("{whole}-{part}"));
                continue;
            }
            _ => continue,
        };
        let birth = mentions(control, &["bday", "bday-day", "bday-month", "bday-year"]);
        let oldest: Option<u32> =
            control.options.iter().filter_map(|(_, t)| t.trim().parse().ok()).min();
        let past = part == "year" && oldest.is_some_and(|year| (1900..1990).contains(&year));
        // What programmers call a date of expiry is none of a birth.
        let expires = coded(control, |token| token.starts_with("cc-exp"));
        let of_card = part != "day" && (expires || (card && !birth && !past));
        set(tokens, index, &format!("{}-{part}", if of_card { "cc-exp" } else { "bday" }));
    }
}

/// Whether a name that a programmer gave a control stands for such a token.
fn coded(control: &Control, wanted: impl Fn(&str) -> bool) -> bool {
    [&control.name, &control.id].into_iter().any(|name| {
        let words = words(name);
        CODES.find(&Folded::new(&words)).any(|hit| wanted(hit.value))
    })
}

/// Whether the names of a control say that it is about somebody or something else.
fn of_others(control: &Control) -> bool {
    let names = words(&format!("{} {}", control.name, control.id));
    names.split(' ').any(|word| codes::OTHERS.split('|').any(|other| other == word))
}

/// A card number without an expiry date or a code beside it is that of a loyalty,
/// library or gift card, unless the field says in so many words that it is credit.
fn lone_cards(group: &Group, tokens: &mut [String]) {
    let writable = group.controls.iter().filter(|control| !control.is_box()).count();
    let paid = tokens.iter().any(|t| t.starts_with("cc-") && t != "cc-number");
    if paid || writable < 3 {
        return;
    }
    for (token, control) in tokens.iter_mut().zip(&group.controls) {
        let stated = control.autocomplete.contains("cc-number");
        if token == "cc-number" && !stated && !coded(control, |token| token == "cc-number") {
            "other".clone_into(token);
        }
    }
}

/// Which part of a date a list holds: the whole cannot be in one list.
fn part_of(control: &Control, with_day: bool) -> &'static str {
    let votes = votes(control, None);
    let sum = |part: &str| -> f32 {
        let mentions = votes.iter().filter(|(token, _)| token.rsplit('-').next() == Some(part));
        mentions.map(|(_, score)| score).sum()
    };
    let mut best = "month";
    for part in ["year", "day"] {
        if sum(part) > sum(best) && (with_day || part != "day") {
            best = part;
        }
    }
    best
}

/// Whether the names or labels of a control speak of one of these in so many words.
fn mentions(control: &Control, wanted: &[&str]) -> bool {
    let whole = |token: &str| wanted.contains(&token) && !matches!(token, "month" | "year" | "day");
    [&control.name, &control.id].into_iter().any(|name| {
        let words = words(name);
        let folded = Folded::new(&words);
        CODES.find(&folded).any(|hit| whole(hit.value))
    }) || [&control.label, &control.legend, &control.before].into_iter().any(|text| {
        let folded = Folded::new(text);
        // "Month" alone is listed among the words of birthdays, but says nothing.
        let lone = !folded.as_str().trim().contains(' ');
        LABELS.find(&folded).any(|hit| whole(hit.value.1) && (!lone || hit.value.1 == "bday"))
    })
}

/// What only those are asked for who are not known yet.
const PERSONAL: &[&str] =
    &["given-name", "family-name", "bday", "street-address", "postal-code", "organization"];

/// Which password is meant: a new one where two stand together or the form
/// opens an account.
fn passwords(group: &Group, tokens: &mut [String]) {
    let count = tokens.iter().filter(|t| t.contains("password")).count();
    let new = tokens.iter().any(|t| t == "new-password")
        || (count >= 2 && !tokens.iter().any(|t| t == "current-password"))
        || tokens.iter().any(|t| PERSONAL.contains(&t.as_str()))
        // A name alone may be that of an account.
        || ["name", "email"].iter().all(|wanted| tokens.iter().any(|t| t == wanted));
    let known = tokens.iter().any(|t| matches!(t.as_str(), "email" | "username" | "tel"));
    for (token, control) in tokens.iter_mut().zip(&group.controls) {
        if token == "password" {
            let hidden = control.kind == "password";
            let named = if new { "new-password" } else { "current-password" };
            // A code that everybody may see, for nobody in particular, is no password.
            *token = if hidden || new || known { named } else { "other" }.to_owned();
        }
    }
}

/// A field called only "name" is the given name where the family name is asked
/// for by itself, and the other way round; half a name alone is a whole one where
/// the language has one word for both; beside a card it is the holder's.
fn names(group: &Group, tokens: &mut [String]) {
    let place = |tokens: &[String], wanted: &str| {
        let mut places = tokens.iter().enumerate().filter(|(_, t)| *t == wanted).map(|(i, _)| i);
        let first = places.next();
        first.filter(|_| places.next().is_none())
    };
    let has = |tokens: &[String], wanted: &str| tokens.iter().any(|t| t == wanted);
    for (present, missing) in [("given-name", "family-name"), ("family-name", "given-name")] {
        if !has(tokens, present) || has(tokens, missing) {
            continue;
        }
        let half = place(tokens, present);
        match (place(tokens, "name"), half) {
            (Some(name), Some(half)) if name.abs_diff(half) <= 1 => set(tokens, name, missing),
            (None, Some(half))
                if group.controls.get(half).is_some_and(|c| also_name(c.shown(), present)) =>
            {
                set(tokens, half, "name");
            }
            _ => {}
        }
    }
    let address = tokens.iter().any(|t| t == "street-address" || t == "postal-code");
    if let (Some(name), Some(card)) = (place(tokens, "name"), place(tokens, "cc-number"))
        && name.abs_diff(card) <= 2
        && !address
    {
        set(tokens, name, "cc-name");
    }
}

/// Whether the word for half a name in this label is that for a whole one too.
fn also_name(label: &str, half: &str) -> bool {
    let folded = Folded::new(label);
    let hits: Vec<_> = LABELS.find(&folded).map(|h| (h.start, h.end, *h.value)).collect();
    hits.iter().any(|(start, end, (language, token))| {
        *token == half
            && hits.iter().any(|(s, e, (l, t))| (s, e, l, *t) == (start, end, language, "name"))
    })
}
