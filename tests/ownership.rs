//! Each rung of the ladder of ownership, over a real registry and a real shop on
//! loopback: what the registry shows and the application declares decide, and what
//! cannot be told is asked for by its reason.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Run, check, judge};
use serde_json::{Value, json};
use shopvet::universe::{Site, Standing, World, page};

const URL: &str = "https://blue-kettle.example/";
const RULE: &str = "domain-registrant-matches";
const MERCHANT: &str = "legal-name: Blå Kanna AB\nregistration-number: 559912-3454\ncountry: SE\n";

/// What the registry answers when this is its registrant.
fn registration(registrant: &Value) -> String {
    json!({
        "objectClassName": "domain",
        "ldhName": "blue-kettle.example",
        "status": ["active"],
        "events": [
            {"eventAction": "registration", "eventDate": "2015-02-03T04:05:06Z"},
            {"eventAction": "expiration", "eventDate": "2030-02-03T04:05:06Z"}
        ],
        "entities": [registrant]
    })
    .to_string()
}

fn organization(name: &str, number: Option<&str>) -> Value {
    let ids: Vec<Value> = number
        .map(|number| json!({"type": "organisation number", "identifier": number}))
        .into_iter()
        .collect();
    json!({
        "objectClassName": "entity", "roles": ["registrant"], "publicIds": ids,
        "vcardArray": ["vcard", [
            ["version", {}, "text", "4.0"],
            ["kind", {}, "text", "org"],
            ["fn", {}, "text", name],
            ["org", {}, "text", name]
        ]]
    })
}

fn person(name: &str) -> Value {
    json!({
        "objectClassName": "entity", "roles": ["registrant"],
        "vcardArray": ["vcard", [
            ["version", {}, "text", "4.0"],
            ["kind", {}, "text", "individual"],
            ["fn", {}, "text", name]
        ]]
    })
}

fn world() -> World {
    World::new().site("blue-kettle.example", Site::handler(|_| page("<h1>Blå Kanna</h1>")))
}

/// A visit with this registrant and these lines added to the application.
fn visit(registrant: &Value, declared: &str) -> Run {
    visit_in(world().rdap("blue-kettle.example", 200, registration(registrant)), declared)
}

fn visit_in(world: World, declared: &str) -> Run {
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let application = folder.path().join("application.yaml");
    std::fs::write(&application, format!("{MERCHANT}{declared}")).unwrap();
    let saved = folder.path().join("visit.wacz");
    let (application, saved) = (application.display().to_string(), saved.display().to_string());
    let args = ["--application", &application, "--as-of", "2026-11-23", "--save", &saved];
    let run = check(&universe, URL, folder.path(), &args);
    drop(universe);
    // The ladder stands on the bundle alone.
    let again = judge(saved.as_ref(), folder.path(), &["--as-of", "2026-11-23"]);
    assert_eq!(again.fact("domain.ownership"), run.fact("domain.ownership"));
    assert_eq!(again.rule(RULE), run.rule(RULE));
    run
}

/// The outcome of the rule with what settled it, or the reason it is open for.
fn ending(run: &Run) -> (String, String) {
    let rule = run.rule(RULE);
    let by = run.fact("domain.ownership")["value"]["settled-by"].as_str();
    let why = by.or_else(|| rule["reason"].as_str()).unwrap_or_default();
    (run.outcome(RULE).to_owned(), why.to_owned())
}

fn expect(registrant: &Value, declared: &str, outcome: &str, why: &str) -> Run {
    let run = visit(registrant, declared);
    assert_eq!(ending(&run), (outcome.to_owned(), why.to_owned()), "{:#}", run.rule(RULE));
    run
}

#[test]
fn the_number_settles_it_whatever_the_name() {
    let run = expect(
        &organization("Kannan i Lund", Some("5599123454")),
        "",
        "pass",
        "registration-number",
    );
    let steps = run.fact("domain.ownership-steps");
    assert_eq!(steps["value"].as_array().unwrap().len(), 1);
    let evidence = run.rule(RULE)["evidence"].as_array().unwrap();
    assert!(
        evidence.iter().any(|e| e["url"].as_str().unwrap_or("").contains("/domain/")),
        "the registry's answer is no evidence: {evidence:#?}"
    );
    expect(&organization("Blå Kanna AB", Some("559900-1114")), "", "fail", "nothing");
}

#[test]
fn the_name_settles_it_where_no_number_is_published() {
    expect(&organization("BLÅ KANNA AKTIEBOLAG", None), "", "pass", "registrant-name");
    expect(&organization("Kannan i Lund", None), "", "inconclusive", "ambiguous");
}

#[test]
fn another_company_without_a_relation_fails() {
    let run = expect(&organization("Röd Gryta AB", None), "", "fail", "nothing");
    let message = run.rule(RULE)["message"].as_str().unwrap();
    assert!(message.contains("Röd Gryta AB") && message.contains("559912-3454"), "{message}");
}

#[test]
fn a_declared_relation_settles_it_when_its_holder_is_the_registrys() {
    let holding = organization("Röd Gryta Holding AB", Some("559900-1114"));
    let by = |relation: &str| {
        format!("domain-holder: {{name: Röd Gryta Holding AB, relation: {relation}}}\n")
    };
    expect(&holding, &by("parent"), "pass", "relation");
    expect(&holding, &by("group, share: 60"), "pass", "relation");
    expect(&holding, &by("group, share: 30"), "fail", "nothing");
    expect(&holding, &by("agency"), "inconclusive", "needs-document");
    let elsewhere = "domain-holder: {name: Gul Skål AB, relation: parent}\n";
    expect(&holding, elsewhere, "fail", "nothing");
}

#[test]
fn a_person_is_asked_about_until_declared_the_owner_of_it_all() {
    let vera = person("Vera Lindqvist");
    let run = expect(&vera, "", "inconclusive", "needs-document");
    assert_eq!(run.fact("domain.holder-kind")["value"], "person");
    assert_eq!(run.outcome("domain-held-by-person"), "inconclusive");
    let owner = "domain-holder: {name: Vera Lindqvist, relation: owner, share: 100}\n";
    let run = expect(&vera, owner, "pass", "relation");
    assert_eq!(run.outcome("domain-held-by-person"), "pass");
}

#[test]
fn a_hidden_holder_leaves_one_question_open() {
    let run = expect(&person("REDACTED FOR PRIVACY"), "", "inconclusive", "redacted");
    assert_eq!(run.fact("domain.holder-kind")["value"], "hidden");
    assert_eq!(run.outcome("domain-held-by-person"), "not-applicable");
    let message = run.rule(RULE)["message"].as_str().unwrap();
    assert!(message.contains("shopvet challenge"), "{message}");
}

#[test]
fn a_registry_that_limits_is_no_absence() {
    let limited = world()
        .rdap("blue-kettle.example", 429, "{}")
        .whois("blue-kettle.example", "% Query rate limit exceeded. Please try again later.\r\n");
    let run = visit_in(limited, "");
    assert_eq!(ending(&run), ("inconclusive".to_owned(), "rate-limited".to_owned()));
    assert_eq!(run.fact("domain.registrant")["reason"], "rate-limited");
}
