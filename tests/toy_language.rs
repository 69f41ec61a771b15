//! Adding a language is one file and no code: an invented one, whose words stand
//! nowhere but in its vocabulary file, is read by the program as it ships. Without
//! the file the same pages say nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod common;

use serde_json::Value;
use shopvet::universe::{Standing, World};
use std::path::PathBuf;

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/toy-language").join(name)
}

fn inspect(page: &str, with_words: bool, args: &[&str]) -> Value {
    let mut command = common::shopvet();
    command.arg("inspect").args(args).arg(data(page));
    if with_words {
        command.arg("--vocabulary").arg(data("vocabulary.yaml"));
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn page(name: &str) -> Value {
    let address = format!("https://www.zulvarik.example/{}", name.trim_end_matches(".html"));
    inspect(&format!("site/{name}"), true, &["--country", "SE", "--url", &address])
}

fn strings<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    value.as_array().unwrap().iter().filter_map(|item| item[key].as_str()).collect()
}

#[test]
fn pages_and_links_are_known_by_their_names() {
    for (name, kind) in
        [("a.html", "terms"), ("b.html", "contact"), ("c.html", "checkout"), ("d.html", "privacy")]
    {
        let read = page(name);
        assert_eq!(read["kind"], kind, "{name}");
        assert_eq!(read["language"], "qtv", "{name}");
    }
    let front = page("index.html");
    let kinds = strings(&front["links"], "kind");
    assert_eq!(kinds, ["terms", "contact", "checkout", "privacy"]);
    assert_eq!(inspect("site/b.html", false, &[])["kind"], Value::Null);
}

#[test]
fn statements_are_known_by_what_they_say() {
    let read = page("a.html");
    let kinds = strings(&read["statements"], "kind");
    assert_eq!(kinds, ["reduced-goods", "surcharge", "capital"]);
    assert_eq!(inspect("site/a.html", false, &[])["statements"], Value::Array(Vec::new()));
}

#[test]
fn topics_of_the_terms_are_known_by_what_they_say() {
    let read = page("a.html");
    let topics = strings(&read["topics"], "topic");
    for topic in [
        "seller-identity",
        "withdrawal-right",
        "withdrawal-period",
        "withdrawal-form",
        "return-cost",
        "delivery-time",
        "delivery-cost",
        "statutory-guarantee",
        "complaints",
        "governing-law",
    ] {
        assert!(topics.contains(&topic), "{topic}: {topics:?}");
    }
    assert!(!topics.contains(&"age-limit"));
}

#[test]
fn contact_details_and_numbers_are_known_by_their_labels() {
    let read = page("b.html");
    assert_eq!(strings(&read["emails"], "value"), ["hesh@zulvarik.example"]);
    assert_eq!(strings(&read["phones"], "value"), ["+46846500463"]);
    let address = &read["addresses"][0];
    assert_eq!(address["street"], "Lumivashka 12", "{address}");
    assert_eq!((&address["postal-code"], &address["country"]), (&"114 55".into(), &"SE".into()));
    let number = &read["registration-numbers"][0];
    assert_eq!(number["scheme"], "se-orgnr", "{number}");
    let blind = inspect("site/b.html", false, &["--country", "SE"]);
    assert_eq!(blind["emails"].as_array().map(Vec::len), Some(0));
}

#[test]
fn prices_are_known_by_the_currency_in_words() {
    let read = page("index.html");
    let price = &read["prices"][0];
    assert_eq!((&price["amount"], &price["currency"]), (&"49.00".into(), &"EUR".into()));
}

#[test]
fn the_checkout_is_known_by_its_labels_and_buttons() {
    let read = page("c.html");
    let form = &read["forms"][0];
    let fields: Vec<(&str, bool)> = form["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| (field["purpose"].as_str().unwrap(), field["required"].as_bool().unwrap()))
        .collect();
    assert_eq!(
        fields,
        [
            ("given-name", true),
            ("family-name", true),
            ("email", true),
            ("street-address", true),
            ("postal-code", true),
            ("address-level2", true),
            ("other", false),
            ("other", false),
            ("consent", true),
        ]
    );
    let consent = &form["consent"];
    assert_eq!((&consent["present"], &consent["required"]), (&true.into(), &true.into()));
    let buttons = form["buttons"].as_array().unwrap();
    assert_eq!(buttons[1]["clarity"], "clear", "{buttons:?}");
    assert_eq!(buttons[0]["clarity"], Value::Null, "{buttons:?}");
}

#[test]
fn a_visit_reads_the_shop_and_knows_the_wall() {
    let universe = Standing::start(World::load(&data("")).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let words = data("vocabulary.yaml").display().to_string();
    let run = common::check(
        &universe,
        "http://www.zulvarik.example/",
        folder.path(),
        &["--vocabulary", &words],
    );
    assert!(
        run.fact("pages.terms")["value"]["url"].as_str().unwrap().ends_with("/a"),
        "{}",
        run.stderr
    );
    assert_eq!(run.fact("checkout.order-button")["value"]["clarity"], "clear");
    assert_eq!(
        run.fact("checkout.payment-methods")["value"],
        serde_json::json!(["Kartzo", "Fakturzo"])
    );
    assert_eq!(run.fact("checkout.total")["value"]["amount"], "53.90");
    assert_eq!(run.fact("contact.emails")["value"][0]["value"], "hesh@zulvarik.example");

    let wall = "http://www.zulvamur.example/";
    let run = common::check(&universe, wall, folder.path(), &["--vocabulary", &words]);
    assert_eq!(run.fact("pages.terms")["reason"], "blocked", "{}", run.stderr);
    let blind = common::check(&universe, wall, folder.path(), &[]);
    assert_ne!(blind.fact("pages.terms")["reason"], "blocked");
}

#[test]
fn a_wrong_file_is_told_with_its_place() {
    let mut command = common::shopvet();
    let words = data("vocabulary.yaml");
    command.args(["inspect", "--as", "button", "--vocabulary"]).arg(&words);
    command.arg("--vocabulary").arg(&words).arg(data("site/c.html"));
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{stderr}");
    assert!(stderr.contains("vocabulary.yaml:3:11: the language `qtv` has its words"), "{stderr}");
}
