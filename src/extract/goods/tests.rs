//! The names of `tests/data/goods.yaml`, and whole shops.

use super::lexicon::Lexicon;
use super::name::shown;
use crate::extract::testing::{Visit, page};
use crate::facts::catalogue::RESTRICTED;
use crate::facts::{FactSet, Finding, Reason};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Table {
    restricted: Vec<(String, String, Vec<String>)>,
    innocent: Vec<(String, String)>,
    catalogues: Vec<Catalogue>,
}

#[derive(Deserialize)]
struct Catalogue {
    r#in: String,
    line: String,
    is: Vec<String>,
    names: Vec<String>,
}

fn table() -> Table {
    let text = include_str!("../../../tests/data/goods.yaml");
    serde_saphyr::from_str(text).unwrap()
}

fn categories(language: &str, name: &str) -> Vec<&'static str> {
    let lexicon = Lexicon::of(Some(language)).unwrap();
    shown(name, "", lexicon).restricted.keys().map(|at| RESTRICTED[*at]).collect()
}

#[test]
fn names_show_what_a_reviewer_says_they_are() {
    let table = table();
    let mut missed = Vec::new();
    for (language, name, expected) in &table.restricted {
        let found = categories(language, name);
        if found != expected.as_slice() {
            missed.push(format!("{language} {name}: {expected:?}, found {found:?}"));
        }
    }
    let all = table.restricted.len();
    assert!(missed.is_empty(), "{} of {all}:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn names_that_only_hold_such_words_show_nothing() {
    let table = table();
    let mut wrong = Vec::new();
    for (language, name) in &table.innocent {
        let found = categories(language, name);
        if !found.is_empty() {
            wrong.push(format!("{language} {name}: {found:?}"));
        }
    }
    let all = table.innocent.len();
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The main part of a page that sells these names.
fn cards(names: &[String]) -> String {
    let cards = names.iter().enumerate().map(|(at, name)| {
        format!("<li class=product><a href=/p/{at}><h3>{name}</h3></a><b>{at}9 kr</b></li>")
    });
    format!("<ul>{}</ul>", cards.collect::<String>())
}

fn shop(language: &str, names: &[String]) -> FactSet {
    let html = page("Fjellbod", &cards(names)).replace("lang=sv", &format!("lang={language}"));
    Visit::new(&[("/", &html)]).facts()
}

fn items(facts: &FactSet, path: &str) -> Vec<Value> {
    let value = facts.get(path).unwrap().finding.value();
    value.as_array().cloned().unwrap_or_default()
}

#[test]
fn catalogues_make_the_line_that_a_reviewer_names() {
    let mut wrong = Vec::new();
    for catalogue in table().catalogues {
        let facts = shop(&catalogue.r#in, &catalogue.names);
        let lines = items(&facts, "products.lines");
        if lines.first().is_none_or(|line| line["line"] != catalogue.line.as_str()) {
            wrong.push(format!("{} {}: {lines:?}", catalogue.r#in, catalogue.line));
        }
        let mut found: Vec<String> = items(&facts, "products.restricted")
            .iter()
            .map(|item| item["category"].as_str().unwrap_or("").to_owned())
            .collect();
        found.dedup();
        if found != catalogue.is {
            wrong.push(format!("{} {}: {found:?}", catalogue.r#in, catalogue.names[0]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_category_of_the_menu_counts() {
    let menu = "<html lang=sv><title>Boden</title><nav><a href=/vapen>Luftvapen</a>\
        <a href=/skap>Vapenskåp</a><a href=/blogg/whisky>Whisky</a></nav><main><h1>Boden</h1></main>";
    let facts = Visit::new(&[("/", menu)]).facts();
    let found = items(&facts, "products.restricted");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0]["where"].as_str(), found[0]["category"].as_str()),
        (Some("category"), Some("weapons"))
    );
}

fn texts(main: &str) -> Vec<(String, String)> {
    let front = page("Boden", main);
    let facts = Visit::new(&[("/", &front)]).facts();
    let found = items(&facts, "products.restricted");
    let text = |item: &Value, key: &str| item[key].as_str().unwrap_or("").to_owned();
    found.iter().map(|item| (text(item, "category"), text(item, "where"))).collect()
}

#[test]
fn a_sentence_counts_where_it_offers() {
    let offers = |category: &str| vec![(category.to_owned(), "text".to_owned())];
    assert_eq!(
        texts("<p>Hos oss kan du köpa snus och cigaretter.</p>"),
        offers("tobacco-nicotine")
    );
    assert_eq!(texts("<p>Vi erbjuder snabblån utan krångel.</p>"), offers("lending"));
    for other in [
        "<p>Vi säljer inte snus eller cigaretter.</p>",
        "<p>Rökning av cigaretter skadar allvarligt din hälsa.</p>",
        "<p>Ammunition och fyrverkerier får inte skickas med posten.</p>",
        "<h2>Förbjudna varor</h2><ul><li>Köp av ammunition</li><li>Beställ sprit</li></ul>",
        "<p>Beställ vår affisch om whisky.</p>",
        "<p>Hos oss kan du köpa godis utan extra nikotin.</p>",
        "<p>Rätten passar till rött vin, beställ bord idag.</p>",
    ] {
        assert!(texts(other).is_empty(), "{other}: {:?}", texts(other));
    }
}

#[test]
fn what_an_article_or_a_policy_says_is_no_offer() {
    let said = page("Nyheter", "<p>Hos oss kan du köpa snus och cigaretter.</p>");
    let home = page(
        "Hem",
        "<p>Välkommen.</p><a href=/blogg/snus>Nyheter</a><a href=/villkor>Köpvillkor</a>",
    );
    let terms = page(
        "Köpvillkor",
        "<p>Köpvillkor. Du kan köpa snus om du är 18 år. Ångerrätt 14 dagar.</p>",
    );
    let facts = Visit::new(&[("/", &home), ("/blogg/snus", &said), ("/villkor", &terms)]).facts();
    assert!(items(&facts, "products.restricted").is_empty());
}

#[test]
fn titles_of_books_name_anything() {
    let names =
        ["Whisky från A till Ö, pocket", "Vodka: en roman", "Deckaren, inbunden", "Kokbok", "Snus"];
    let names = names.map(str::to_owned);
    let facts = shop("sv", &names);
    // One title in five would make a category; one that is a book makes none.
    assert!(items(&facts, "products.restricted").iter().all(|item| item["text"] == "Snus"));
    let more: Vec<String> = names.iter().cloned().chain(["Roman ett".to_owned()]).collect();
    assert!(items(&shop("sv", &more), "products.restricted").is_empty());
}

#[test]
fn nothing_is_absent_where_not_all_was_read() {
    let names = vec!["Stickad tröja".to_owned(), "Mössa".to_owned()];
    let facts = shop("sv", &names);
    let finding = |facts: &FactSet| facts.get("products.restricted").unwrap().finding.clone();
    assert_eq!(finding(&facts), Finding::Absent);
    let more = format!("<p>Visar 1–2 av 40 produkter</p>{}", cards(&names));
    let facts = Visit::new(&[("/", &page("Hem", &more))]).facts();
    assert_eq!(finding(&facts), Finding::Unknown(Reason::Truncated));
    let facts = Visit::new(&[("/", &page("Hem", "<p>Välkommen till oss.</p>"))]).facts();
    assert_eq!(finding(&facts), Finding::Unknown(Reason::NotCollected));
}

#[test]
fn licences_are_told_by_their_names_and_registers() {
    let footer = "<html lang=sv><title>Boden</title><main><h1>Boden</h1></main><footer>\
        <p>Vi har resegaranti hos Kammarkollegiet.</p><p>Finansinspektionen skriver om lån.</p>\
        <p>Vi står under tillsyn av Finansinspektionen.</p>\
        <a href='https://www.lakemedelsverket.se/apotek'><img alt=''></a></footer>";
    let found = items(&Visit::new(&[("/", footer)]).facts(), "site.licences");
    let has = |category: &str| found.iter().filter(|item| item["category"] == category).count();
    assert_eq!((has("travel"), has("lending"), has("pharmacy-medicines")), (1, 1, 1), "{found:?}");
}

fn checks(main: &str) -> Vec<String> {
    let facts = Visit::new(&[("/", &page("Boden", main))]).facts();
    let found = items(&facts, "site.age-check");
    found.iter().map(|item| item["kind"].as_str().unwrap_or("").to_owned()).collect()
}

#[test]
fn checks_of_age_are_told_apart() {
    for (text, kind) in [
        ("Vi kontrollerar din ålder med BankID innan du betalar.", "eid"),
        ("Ålderskontroll: ladda upp en kopia på id.", "document"),
        ("Åldersgräns 18 år, legitimation visas vid utlämning.", "at-delivery"),
        ("Ange ditt födelsedatum för ålderskontroll.", "date-of-birth"),
    ] {
        assert_eq!(checks(&format!("<p>{text}</p>")), [kind], "{text}");
    }
    assert_eq!(checks("<button>Ja, jag är över 18</button>"), ["yes-no"]);
    for other in [
        "Legitimation krävs vid utlämning av paket.",
        "Betala med BankID.",
        "Vi har 18 års erfarenhet och levererar med bud.",
        "Åldersgräns 18 år.",
    ] {
        assert!(checks(&format!("<p>{other}</p>")).is_empty(), "{other}");
    }
}

#[test]
fn a_wall_that_asks_for_the_age_is_a_check() {
    let visit = Visit::new(&[]).wall("/", 200, Reason::AgeWall, "");
    let found = items(&visit.facts(), "site.age-check");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["kind"], "yes-no");
}

#[test]
fn no_check_is_absent_before_the_checkout_was_seen() {
    let facts = Visit::new(&[("/", &page("Boden", "<p>Hej.</p>"))]).facts();
    assert!(matches!(facts.get("site.age-check").unwrap().finding, Finding::Unknown(_)));
}

#[test]
fn copies_show_by_brands_and_cuts() {
    let cards = ["Gucci väska", "Prada väska", "Rolex klocka, replika"].iter().enumerate();
    let cards: String = cards
        .map(|(at, name)| {
            format!(
                "<li class=product><a href=/p/{at}><h3>{name}</h3></a><del>9000 kr</del> \
                 <b>900 kr</b></li>"
            )
        })
        .collect();
    let facts = Visit::new(&[("/", &page("Boden", &format!("<ul>{cards}</ul>")))]).facts();
    let value = facts.get("products.replica-signals").unwrap().finding.value();
    assert_eq!(value["brands"].as_array().unwrap().len(), 3, "{value}");
    assert_eq!(value["median-cut"], 90);
    assert_eq!(value["words"][0], "replika");
    let facts = shop("sv", &["Omega-3 lampa".to_owned(), "Stickad tröja".to_owned()]);
    assert_eq!(facts.get("products.replica-signals").unwrap().finding, Finding::Absent);
}
