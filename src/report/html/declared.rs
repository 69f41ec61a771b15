//! What was declared beside what was found.
//!
//! Whether both agree is what the rules about it came to; nothing is compared here
//! but which of two declared contacts it is that a rule found.

use super::{Report, goods};
use crate::facts::Reason;
use crate::judge::{Outcome, OutcomeKind};
use crate::numbers;
use crate::report::FactView;
use crate::report::texts::Texts;
use serde_json::{Value, json};

/// Found values shown of one row.
const MOST: usize = 5;

/// One line of the table.
struct Row {
    /// Key of its name.
    key: &'static str,
    /// Where it stands in the application, as JSON pointers.
    declared: &'static [&'static str],
    /// The fact that holds what was found.
    fact: &'static str,
    /// Fields of an item of that fact, put together; none for lines of goods, which have words.
    fields: &'static [&'static str],
    /// The rules that compare both.
    rules: &'static [&'static str],
}

const ROWS: &[Row] = &[
    Row {
        key: "row-legal-name",
        declared: &["/legal-name", "/trading-names"],
        fact: "identity.legal-names",
        fields: &["value"],
        rules: &["legal-name-matches", "sole-trader-matches"],
    },
    Row {
        key: "row-registration-number",
        declared: &["/registration-number"],
        fact: "identity.registration-numbers",
        fields: &["value"],
        rules: &["registration-number-matches"],
    },
    Row {
        key: "row-vat-number",
        declared: &["/vat-number"],
        fact: "identity.vat-numbers",
        fields: &["value"],
        rules: &["vat-number-matches"],
    },
    Row {
        key: "row-country",
        declared: &["/country"],
        fact: "identity.countries",
        fields: &["country"],
        rules: &["country-matches-application"],
    },
    Row {
        key: "row-address",
        declared: &["/address"],
        fact: "contact.addresses",
        fields: &["text"],
        rules: &["contact-address-matches"],
    },
    Row {
        key: "row-email",
        declared: &["/contact/email"],
        fact: "contact.emails",
        fields: &["value"],
        rules: &["contact-matches-application"],
    },
    Row {
        key: "row-phone",
        declared: &["/contact/phone"],
        fact: "contact.phones",
        fields: &["text"],
        rules: &["contact-matches-application"],
    },
    Row {
        key: "row-domain-holder",
        declared: &["/domain-holder/name", "/legal-name"],
        fact: "domain.registrant",
        fields: &["organization", "name", "registration-number"],
        rules: &["domain-registrant-matches"],
    },
    Row {
        key: "row-goods",
        declared: &["/goods"],
        fact: "products.lines",
        fields: &[],
        rules: &["goods-match-application", "no-undeclared-goods"],
    },
];

/// The table, a line for each thing that can be declared; empty where nothing was.
pub(super) fn rows(report: &Report, texts: Texts) -> Vec<Value> {
    let Some(application) = &report.application else { return Vec::new() };
    let application = serde_json::to_value(application).unwrap_or_default();
    ROWS.iter().map(|row| line(row, &application, report, texts)).collect()
}

fn line(row: &Row, application: &Value, report: &Report, texts: Texts) -> Value {
    // A declared holder stands before the merchant, whose domain it would be otherwise.
    let mut pointers = row.declared.iter().filter_map(|at| application.pointer(at));
    let declared: Vec<String> = if row.key == "row-domain-holder" {
        pointers.map(texts_of).find(|texts| !texts.is_empty()).unwrap_or_default()
    } else {
        pointers.by_ref().flat_map(texts_of).collect()
    };
    let fact = report.facts.get(row.fact);
    let found = fact.map(|fact| found(row, fact, texts)).unwrap_or_default();
    let ruled: Vec<&Outcome> =
        report.outcomes.iter().filter(|o| row.rules.contains(&o.rule.as_str())).collect();
    let state = state(row, &declared, application, fact, &ruled);
    let more = found.len().saturating_sub(MOST);
    json!({
        "name": texts.get(row.key),
        "declared": match row.key {
            "row-goods" => declared.iter().map(|code| goods::word(code, texts)).collect(),
            _ => declared,
        },
        "found": found.iter().take(MOST).collect::<Vec<_>>(),
        "more": (more > 0).then(|| texts.fill("pages-more", &[("n", &more.to_string())])),
        "state": state.0,
        "words": texts.get(&format!("compare-{}", state.0)),
        "reason": state.1.map(Reason::code),
        "rules": ruled
            .iter()
            .filter(|o| o.outcome != OutcomeKind::NotApplicable)
            .map(|o| json!({ "rule": o.rule, "title": o.title }))
            .collect::<Vec<_>>(),
    })
}

/// What a line comes to, and why where it is open.
fn state(
    row: &Row,
    declared: &[String],
    application: &Value,
    fact: Option<&FactView>,
    ruled: &[&Outcome],
) -> (&'static str, Option<Reason>) {
    if declared.is_empty() {
        return ("not-declared", None);
    }
    let weight = |kind: OutcomeKind| match kind {
        OutcomeKind::NotApplicable => 0,
        OutcomeKind::Pass => 1,
        OutcomeKind::Inconclusive | OutcomeKind::Error => 2,
        OutcomeKind::Fail => 3,
    };
    let heaviest = ruled.iter().max_by_key(|outcome| weight(outcome.outcome));
    match heaviest.map(|outcome| (outcome.outcome, outcome.reason)) {
        Some((OutcomeKind::Fail, _)) => ("differs", None),
        Some((OutcomeKind::Inconclusive, Some(Reason::Ambiguous | Reason::NeedsDocument))) => {
            ("person", None)
        }
        Some((OutcomeKind::Inconclusive, reason)) => ("unseen", reason),
        Some((OutcomeKind::Error, _)) => ("unseen", None),
        Some((OutcomeKind::Pass, _)) if shared(row, application) => {
            (if contact_found(row, declared, fact) { "same" } else { "enough" }, None)
        }
        Some((OutcomeKind::Pass, _)) => ("same", None),
        Some((OutcomeKind::NotApplicable, _)) | None => match fact {
            Some(fact) if fact.state == "absent" => ("not-found", None),
            Some(fact) if fact.value.is_null() => ("unseen", fact.reason),
            Some(fact) if fact.value.as_array().is_some_and(Vec::is_empty) => {
                (if fact.state == "present" { "not-found" } else { "unseen" }, fact.reason)
            }
            Some(_) => ("not-compared", None),
            None => ("unseen", None),
        },
    }
}

/// One rule speaks for two declared contacts, and one of them is enough for it.
fn shared(row: &Row, application: &Value) -> bool {
    let given = |at: &str| application.pointer(at).is_some_and(|value| !value.is_null());
    row.rules == ["contact-matches-application"]
        && given("/contact/email")
        && given("/contact/phone")
}

/// Whether this is the contact that the rule found.
fn contact_found(row: &Row, declared: &[String], fact: Option<&FactView>) -> bool {
    let items = fact.and_then(|fact| fact.value.as_array()).map_or(&[][..], Vec::as_slice);
    let fields = ["value", "text"];
    let mut shown = items.iter().flat_map(|item| fields.iter().filter_map(|f| item[*f].as_str()));
    let same = |a: &str, b: &str| {
        if row.key == "row-phone" {
            numbers::compare(a, b) == numbers::Match::Same
        } else {
            a.eq_ignore_ascii_case(b)
        }
    };
    shown.any(|shown| declared.iter().any(|declared| same(declared, shown)))
}

/// What was found, each with the page that shows it.
fn found(row: &Row, fact: &FactView, texts: Texts) -> Vec<Value> {
    let single = [fact.value.clone()];
    let items = match &fact.value {
        Value::Array(items) => items.as_slice(),
        Value::Null => &[],
        _ => &single,
    };
    let text = |item: &Value| {
        if row.key == "row-goods" {
            return goods::told(item, texts);
        }
        let mut words: Vec<String> = Vec::new();
        for field in row.fields {
            let Some(word) = item[*field].as_str() else { continue };
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
        words.join(", ")
    };
    let items: Vec<(usize, &Value)> = match row.key {
        "row-goods" => goods::ranked(items),
        _ => items.iter().enumerate().collect(),
    };
    let shown = items.into_iter().map(|(index, item)| {
        let mut evidence = fact.evidence.iter();
        let seen = evidence.find(|e| e.item.is_none_or(|of| of == index));
        let url = item["url"].as_str().or_else(|| seen.map(|e| e.url.as_str()));
        json!({ "text": text(item), "url": url })
    });
    // The same on many pages is said once, with the first of them.
    let mut known: Vec<Value> = Vec::new();
    for one in shown {
        if !known.iter().any(|other| other["text"] == one["text"]) {
            known.push(one);
        }
    }
    known
}

/// The texts of a declared value.
fn texts_of(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts_of).collect(),
        Value::Object(address) => {
            let line = |parts: &[&str], by: &str| {
                let words: Vec<&str> =
                    parts.iter().filter_map(|part| address.get(*part)?.as_str()).collect();
                words.join(by)
            };
            let town = line(&["postal-code", "city"], " ");
            let lines = [line(&["street"], ""), town, line(&["country"], "")];
            let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
            if lines.is_empty() { Vec::new() } else { vec![lines.join(", ")] }
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Level;

    fn outcome(kind: OutcomeKind, reason: Option<Reason>) -> Outcome {
        Outcome {
            rule: "contact-matches-application".to_owned(),
            title: String::new(),
            group: String::new(),
            level: Level::Error,
            outcome: kind,
            reason,
            message: String::new(),
            guidance: String::new(),
            why: String::new(),
            example: String::new(),
            evidence: Vec::new(),
            references: Vec::new(),
            waiver: None,
            since: None,
        }
    }

    fn row(key: &str) -> &'static Row {
        ROWS.iter().find(|row| row.key == key).unwrap()
    }

    fn fact(state: &'static str, reason: Option<Reason>, value: Value) -> FactView {
        FactView { state, reason, value, evidence: Vec::new() }
    }

    fn come(kind: OutcomeKind, reason: Option<Reason>, fact: &FactView) -> &'static str {
        let judged = outcome(kind, reason);
        state(row("row-vat-number"), &["SE1".to_owned()], &Value::Null, Some(fact), &[&judged]).0
    }

    #[test]
    fn the_rules_say_whether_both_agree() {
        let seen = fact("present", None, json!([{ "value": "SE1" }]));
        assert_eq!(come(OutcomeKind::Pass, None, &seen), "same");
        assert_eq!(come(OutcomeKind::Fail, None, &seen), "differs");
        assert_eq!(come(OutcomeKind::Inconclusive, Some(Reason::Ambiguous), &seen), "person");
        assert_eq!(come(OutcomeKind::Inconclusive, Some(Reason::Blocked), &seen), "unseen");
        // Without a rule that speaks, the same value on both sides is no agreement.
        assert_eq!(come(OutcomeKind::NotApplicable, None, &seen), "not-compared");
    }

    #[test]
    fn only_what_is_known_to_be_absent_was_not_found() {
        let none = OutcomeKind::NotApplicable;
        assert_eq!(come(none, None, &fact("absent", None, Value::Null)), "not-found");
        let unknown = fact("unknown", Some(Reason::Blocked), Value::Null);
        assert_eq!(come(none, None, &unknown), "unseen");
        let partial = fact("partial", Some(Reason::Truncated), json!([]));
        assert_eq!(come(none, None, &partial), "unseen");
        let undeclared = state(row("row-vat-number"), &[], &Value::Null, Some(&partial), &[]);
        assert_eq!(undeclared.0, "not-declared");
    }

    #[test]
    fn of_two_contacts_the_one_that_was_found_is_told() {
        let application = json!({ "contact": { "email": "a@x.example", "phone": "08-123 45 67" } });
        let passed = outcome(OutcomeKind::Pass, None);
        let told = |key: &str, declared: &str, found: Value| {
            let fact = fact("present", None, found);
            state(row(key), &[declared.to_owned()], &application, Some(&fact), &[&passed]).0
        };
        let mails = json!([{ "value": "A@x.example" }]);
        assert_eq!(told("row-email", "a@x.example", mails), "same");
        let phones = json!([{ "value": "+4681112233", "text": "08-111 22 33" }]);
        assert_eq!(told("row-phone", "08-123 45 67", phones), "enough");
        let phones = json!([{ "value": "+4681234567", "text": "08 123 45 67" }]);
        assert_eq!(told("row-phone", "08-123 45 67", phones), "same");
    }

    #[test]
    fn an_address_is_written_as_on_an_envelope() {
        let address = json!({
            "street": "Kvarngatan 3", "postal-code": "111 11", "city": "Ostby", "country": "SE",
        });
        assert_eq!(texts_of(&address), ["Kvarngatan 3, 111 11 Ostby, SE"]);
        assert_eq!(texts_of(&json!({ "city": "Ostby", "country": null })), ["Ostby"]);
        assert!(texts_of(&json!({})).is_empty());
    }

    #[test]
    fn every_rule_of_the_table_is_a_rule() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        for rule in ROWS.iter().flat_map(|row| row.rules) {
            let groups = std::fs::read_dir(&folder).unwrap().flatten();
            let mut files = groups.map(|group| group.path().join(format!("{rule}.yaml")));
            assert!(files.any(|file| file.exists()), "{rule}");
        }
        let catalogue: Vec<_> = crate::facts::catalogue::entries().map(|e| e.path).collect();
        for row in ROWS {
            assert!(catalogue.contains(&row.fact), "{}", row.fact);
        }
    }
}
