//! Forms as shops in eleven languages have them, read and compared with what a
//! native reviewer sees in them. The shops and their words are invented; the
//! cases are data, so that a reviewer who is no programmer can add some.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail and may speak"
)]

use serde::Deserialize;
use shopvet::extract::{Context, FormReading, form::button, read_page};
use shopvet::vocabulary::Vocabulary;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use url::Url;

fn data<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/forms").join(name);
    shopvet::yaml::read(&std::fs::read_to_string(path).unwrap(), name)
        .unwrap_or_else(|message| panic!("{message}"))
}

fn forms(html: &str, language: &str, path: &str) -> Vec<FormReading> {
    let url = Url::parse("https://shop.example").unwrap().join(path).unwrap();
    let context =
        Context { vocabulary: Vocabulary::built_in(), language: Some(language), country: None };
    read_page(&format!("<html lang={language}><body>{html}"), &url, context).forms
}

/// Says what went wrong, all at once, and how much went right.
fn settle(what: &str, right: usize, wrong: &[String]) {
    println!("{what}: {right} of {} right", right + wrong.len());
    assert!(
        wrong.is_empty(),
        "{what}: {right} right, {} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A purpose, or several between slashes, with ` !` where it must be filled in.
fn is_one_of(found: &str, wanted: &str) -> bool {
    wanted.trim_end_matches('!').trim().split('/').any(|one| one == found)
}

#[derive(Deserialize)]
struct Fields {
    language: String,
    title: String,
    style: String,
    fields: String,
}

/// One field in the markup of a style.
fn markup(style: &str, index: usize, label: &str, name: &str) -> String {
    let (kind, name) = name.split_once(':').unwrap_or(("text", name));
    let id = format!("x{index}");
    let name = if name == "-" { format!("f{index}") } else { name.to_owned() };
    let control = |more: &str| match kind {
        "select" => format!(
            "<select id={id} name='{name}'{more}><option value=''>–</option><option value=a>A</option></select>"
        ),
        "textarea" => format!("<textarea id={id} name='{name}'{more}></textarea>"),
        kind => format!("<input type={kind} id={id} name='{name}'{more}>"),
    };
    match style {
        "for" => format!(
            "<div class=row><label for={id}>{label}</label><div>{}</div></div>",
            control("")
        ),
        "wrap" => format!("<label><span>{label}</span> {}</label>", control("")),
        "aria" => format!("<div>{}</div>", control(&format!(" aria-label=\"{label}\""))),
        "labelledby" => format!(
            "<div><span id=l{index}>{label}</span>{}</div>",
            control(&format!(" aria-labelledby=l{index}"))
        ),
        "placeholder" => control(&format!(" placeholder=\"{label}\"")),
        "before" => format!("{label}<br>{}<br>", control("")),
        "cell" => format!("<tr><td>{label}</td><td>{}</td></tr>", control("")),
        "dl" => format!("<dt>{label}</dt><dd>{}</dd>", control("")),
        "floating" => format!(
            "<div class=form-floating>{}<label for={id}>{label}</label></div>",
            control(" placeholder=' '")
        ),
        "bare" => format!("<p>{}</p>", control("")),
        other => panic!("no style is called {other}"),
    }
}

#[test]
fn fields_are_known_by_their_words_wherever_they_stand() {
    let (mut right, mut wrong) = (0, Vec::new());
    for case in data::<Vec<Fields>>("fields.yaml") {
        let mut html = String::new();
        let mut wanted: Vec<(String, String, String)> = Vec::new();
        for (index, line) in case.fields.lines().enumerate() {
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            let [label, name, token] = parts[..] else { panic!("{}: {line}", case.title) };
            html.push_str(&markup(&case.style, index, label, name));
            wanted.push((format!("x{index}"), format!("{label} {name}"), token.to_owned()));
        }
        if case.style == "cell" {
            html = format!("<table>{html}</table>");
        }
        let read = forms(&format!("<form method=post>{html}</form>"), &case.language, "/");
        for (id, label, token) in wanted {
            let field = read.iter().flat_map(|form| &form.fields).find(|field| field.id == id);
            let found = field.map_or("nothing", |field| field.purpose.as_str());
            let required = field.is_some_and(|field| field.required);
            if is_one_of(found, &token) && required == token.ends_with('!') {
                right += 1;
            } else {
                let mark = if required { " !" } else { "" };
                wrong.push(format!(
                    "{} {}: {label} is {found}{mark}, not {token}",
                    case.language, case.title
                ));
            }
        }
    }
    settle("fields", right, &wrong);
}

#[test]
fn buttons_are_as_clear_as_the_law_says() {
    buttons("buttons.yaml");
}

#[test]
fn buttons_are_as_clear_however_they_are_put() {
    buttons("buttons-more.yaml");
}

fn buttons(file: &str) {
    let (mut right, mut wrong) = (0, Vec::new());
    for (language, lists) in data::<BTreeMap<String, BTreeMap<String, Vec<String>>>>(file) {
        for (clarity, texts) in lists {
            for text in texts {
                let found = button::clarity(&text, Some(&language), Vocabulary::built_in());
                if found.unwrap_or("none") == clarity {
                    right += 1;
                } else {
                    wrong.push(format!("{language}: {text} is {found:?}, not {clarity}"));
                }
            }
        }
    }
    settle(file, right, &wrong);
}

#[derive(Deserialize)]
struct Consents {
    boxes: Vec<String>,
    more: Vec<String>,
    implied: Vec<String>,
    nothing: Vec<String>,
}

#[test]
fn the_acceptance_of_the_terms_is_told_from_other_boxes() {
    consents("consent.yaml");
}

#[test]
fn the_acceptance_of_the_terms_is_known_however_it_is_put() {
    consents("consent-more.yaml");
}

fn consents(file: &str) {
    let (mut right, mut wrong) = (0, Vec::new());
    let ordering = |inner: &str, language: &str| {
        let html = format!(
            "<form method=post action=/checkout><input name=email type=email><input name=address1><input name=postcode>{inner}<button>Buy now</button></form>"
        );
        forms(&html, language, "/checkout").remove(0).consent
    };
    for (language, cases) in data::<BTreeMap<String, Consents>>(file) {
        let mut tell = |fine: bool, text: &str, found: &dyn std::fmt::Debug| {
            if fine { right += 1 } else { wrong.push(format!("{language}: {text}: {found:?}")) }
        };
        let mut html = String::new();
        for (index, label) in cases.boxes.iter().enumerate() {
            write!(html, "<p><input type=checkbox id=b{index} name=b{index}><label for=b{index}><a href=/t{index}>{label}</a></label></p>").unwrap();
        }
        let found = ordering(&html, &language);
        let link = format!("https://shop.example/t{}", cases.boxes.len() - 1);
        let fine = found
            .as_ref()
            .is_some_and(|c| c.present && !c.required && c.links_to.as_deref() == Some(&link));
        tell(fine, "boxes", &found);
        for text in &cases.more {
            for html in [
                format!("<label><input type=checkbox checked required name=x> {text}</label>"),
                format!(
                    "<div role=checkbox aria-checked=true aria-required=true aria-labelledby=s></div><span id=s>{text}</span>"
                ),
                format!("<div><input type=checkbox name=x required checked> {text}</div>"),
            ] {
                let found = ordering(&html, &language);
                tell(
                    found.as_ref().is_some_and(|c| c.present && c.required && c.preticked),
                    text,
                    &found,
                );
            }
        }
        for text in &cases.implied {
            let found = ordering(&format!("<p>{text}</p>"), &language);
            tell(found.as_ref().is_some_and(|c| !c.present && !c.label.is_empty()), text, &found);
        }
        for text in &cases.nothing {
            let box_ = format!("<label><input type=checkbox name=x> {text}</label>");
            for html in [box_, format!("<p>{text}</p>")] {
                let found = ordering(&html, &language);
                tell(found.is_none(), text, &found);
            }
        }
    }
    settle(file, right, &wrong);
}

#[derive(Deserialize)]
struct Required {
    language: String,
    required: Vec<String>,
    html: String,
}

#[test]
fn a_field_is_required_by_mark_or_by_word() {
    let (mut right, mut wrong) = (0, Vec::new());
    for case in data::<Vec<Required>>("required.yaml") {
        let read = forms(&format!("<form method=post>{}</form>", case.html), &case.language, "/");
        let found: Vec<&str> = read
            .iter()
            .flat_map(|f| &f.fields)
            .filter(|f| f.required)
            .map(|f| f.name.as_str())
            .collect();
        if found == case.required {
            right += 1;
        } else {
            wrong.push(format!("{}: {found:?}, not {:?}", case.html, case.required));
        }
    }
    settle("required", right, &wrong);
}

#[derive(Deserialize)]
struct Checkout {
    title: String,
    language: String,
    path: String,
    purpose: String,
    button: Option<(String, String)>,
    consent: Option<BTreeMap<String, bool>>,
    #[serde(default)]
    payment: Vec<String>,
    total: Option<String>,
    #[serde(default)]
    fields: BTreeMap<String, String>,
    html: String,
}

#[test]
fn checkouts_of_the_common_platforms_are_read_whole() {
    read_whole("checkouts.yaml");
}

#[test]
fn forms_of_all_other_kinds_are_read_whole() {
    read_whole("others.yaml");
}

fn read_whole(file: &str) {
    let (mut right, mut wrong) = (0, Vec::new());
    for case in data::<Vec<Checkout>>(file) {
        let mut tell = |fine: bool, what: &str, found: &dyn std::fmt::Debug| {
            if fine { right += 1 } else { wrong.push(format!("{}: {what}: {found:?}", case.title)) }
        };
        let read = forms(&case.html, &case.language, &case.path);
        let is_ordering =
            |form: &&FormReading| matches!(form.purpose, Some("checkout" | "payment"));
        let ordering: Vec<&FormReading> = read.iter().filter(is_ordering).collect();
        let purposes: Vec<_> = read.iter().map(|form| form.purpose).collect();
        let fine = if case.purpose == "checkout" {
            !ordering.is_empty()
        } else {
            let first = purposes.first().copied().flatten().unwrap_or("none");
            ordering.is_empty() && is_one_of(first, &case.purpose)
        };
        tell(fine, "purpose", &purposes);
        if let Some((text, clarity)) = &case.button {
            let all: Vec<_> = ordering
                .iter()
                .flat_map(|f| &f.buttons)
                .filter_map(|b| Some((b.text.as_str(), b.clarity?)))
                .collect();
            let best = all.iter().max_by_key(|(_, c)| match *c {
                "clear" => 3,
                "weak" => 2,
                _ => 1,
            });
            tell(best == Some(&(text.as_str(), clarity.as_str())), "button", &all);
        }
        if let Some(wanted) = &case.consent {
            let found =
                ordering.iter().filter_map(|f| f.consent.as_ref()).max_by_key(|c| c.present);
            let fine = wanted.iter().all(|(key, value)| match key.as_str() {
                "present" => found.is_some_and(|c| c.present) == *value,
                _ => found.is_some_and(|c| c.required) == *value,
            });
            tell(fine, "consent", &found);
        }
        if !case.payment.is_empty() {
            let found: Vec<&String> = ordering.iter().flat_map(|f| &f.payment_methods).collect();
            tell(found.iter().copied().eq(&case.payment), "payment", &found);
        }
        if let Some(total) = &case.total {
            let found = ordering.iter().find_map(|f| f.total.as_ref());
            tell(found.is_some_and(|t| t.amount == *total), "total", &found);
        }
        let group =
            if case.purpose == "checkout" { ordering.clone() } else { read.iter().collect() };
        for (name, token) in &case.fields {
            let is = |f: &&shopvet::extract::FieldReading| f.name == *name || f.id == *name;
            let field = group.iter().flat_map(|f| &f.fields).find(is);
            let fine = field.is_some_and(|f| {
                is_one_of(&f.purpose, token) && f.required == token.ends_with('!')
                    || (case.purpose != "checkout" && is_one_of(&f.purpose, token))
            });
            tell(fine, name, &field.map(|f| (f.purpose.as_str(), f.required)));
        }
    }
    settle(file, right, &wrong);
}

#[test]
fn labels_are_understood_by_themselves() {
    let (mut right, mut wrong) = (0, Vec::new());
    for (language, lists) in data::<BTreeMap<String, BTreeMap<String, Vec<String>>>>("labels.yaml")
    {
        for (token, labels) in lists {
            for label in labels {
                let html = format!(
                    "<form method=post><label>{label}<input name=x7></label><button>Ok</button></form>"
                );
                let read = forms(&html, &language, "/");
                let found = read
                    .first()
                    .and_then(|form| form.fields.first())
                    .map_or("", |f| f.purpose.as_str());
                if is_one_of(found, &token) {
                    right += 1
                } else {
                    wrong.push(format!("{language}: {label} is {found}, not {token}"))
                }
            }
        }
    }
    settle("labels", right, &wrong);
}
