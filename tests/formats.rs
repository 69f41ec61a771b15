//! Every format over one report that holds every outcome.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod mixed;

use mixed::{HOSTILE, report, report_of, snapshot};
use shopvet::report::{html, json, terminal};
use shopvet::snapshot::Screenshot;

fn without_version(text: &str) -> String {
    text.replace(env!("CARGO_PKG_VERSION"), "[version]")
}

/// The page without the report it carries, which names the version and is packed.
fn without_data(page: &str) -> String {
    let cut = |text: &str, from: &str, stop: char, by: &str| {
        let (before, rest) = text.split_once(from).unwrap();
        let end = rest.find(stop).unwrap();
        format!("{before}{from}{by}{}", &rest[end..])
    };
    let page = cut(page, "data:application/gzip;base64,", '"', "[packed]");
    cut(&page, "id=\"carried-sha256\">", '<', "[hash]")
}

/// The report that a page carries.
fn carried(page: &str) -> String {
    use base64::Engine as _;
    use std::io::Read as _;
    let rest = page.split_once("href=\"data:application/gzip;base64,").unwrap().1;
    let data = rest.split('"').next().unwrap();
    let packed = base64::engine::general_purpose::STANDARD.decode(data).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_page_carries_the_report_that_it_shows() {
    let report = report("en");
    let page = html::render(&report).unwrap();
    let text = carried(&page);
    assert_eq!(text, json::render(&report));
    assert!(page.contains(&shopvet::snapshot::sha256(text.as_bytes())));
}

#[test]
fn terminal_in_both_languages() {
    for language in ["en", "sv"] {
        let show = terminal::Show { passes: true, ..terminal::Show::default() };
        let text = terminal::render(&report(language), show);
        let plain = anstream::adapter::strip_str(&text).to_string();
        insta::assert_snapshot!(format!("terminal-{language}"), plain);
    }
}

#[test]
fn json_in_both_languages() {
    for language in ["en", "sv"] {
        let text = without_version(&json::render(&report(language)));
        insta::assert_snapshot!(format!("json-{language}"), text);
    }
}

#[test]
fn json_is_valid_against_its_schema() {
    let validator = jsonschema::validator_for(&shopvet::report::schema::report()).unwrap();
    let value: serde_json::Value = serde_json::from_str(&json::render(&report("en"))).unwrap();
    let errors: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    // Slips are noticed, in the frame and in a fact.
    for (place, slip) in [
        ("/schema", serde_json::json!("shopvet.report/9")),
        ("/verdict", serde_json::json!("perhaps")),
        ("/outcomes/0/level", serde_json::json!("fatal")),
        ("/facts/contact.emails/value", serde_json::json!("info@teapot.example")),
        ("/facts/contact.emails/value/0/value", serde_json::json!(1)),
    ] {
        let mut wrong = value.clone();
        *wrong.pointer_mut(place).unwrap() = slip;
        assert!(!validator.is_valid(&wrong), "{place}");
    }
}

#[test]
fn html_in_both_languages() {
    for language in ["en", "sv"] {
        let text = without_version(&html::render(&report(language)).unwrap());
        insta::assert_snapshot!(format!("html-{language}"), without_data(&text));
    }
}

#[test]
fn no_format_passes_on_what_a_hostile_page_holds() {
    let report = report("en");
    let styled = terminal::render(&report, terminal::Show { passes: true, ..Default::default() });
    let plain = anstream::adapter::strip_str(&styled).to_string();
    let page = html::render(&report).unwrap();
    let data = json::render(&report);
    for (name, text) in [("terminal", &plain), ("html", &page), ("json", &data)] {
        for control in ['\u{1b}', '\u{202e}', '\u{9b}'] {
            assert!(!text.contains(control), "{name} passes on {control:?}");
        }
    }
    assert!(!page.contains("<script"), "a script got into the page");
    assert!(!page.contains("href=\"javascript:"), "a script address got into the page");
    assert!(page.contains("{{ 7*7 }}"), "template syntax is shown as it is");
    let read: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(read["outcomes"][0]["evidence"][0]["excerpt"], HOSTILE);
}

#[test]
fn pictures_stand_in_the_page_once_with_the_evidence_outlined() {
    let page = html::render(&report("en")).unwrap();
    assert_eq!(page.matches("data:image/jpeg;base64,").count(), 1);
    assert!(page.contains("img-src data:; form-action 'none'"), "nothing else is loaded");
    assert!(!page.contains("data:text/html"), "a picture that is none is not shown");
    assert_eq!(page.matches("class=\"outline\"").count(), 2);
    assert!(page.contains("left:10.000%;top:95.000%;width:30.000%;height:2.500%"));
    assert!(
        page.contains("href=\"#page-0a1b2c3d4e5f6071\"")
            && page.contains("id=\"page-0a1b2c3d4e5f6071\"")
    );
    let crop = "width:348px;aspect-ratio:348&#x2f;98;background-size:287.356%;\
                background-position:11.656% 98.633%";
    assert!(page.contains(crop), "{page}");
    assert!(!json::render(&report("en")).contains("base64"), "pictures stay in the bundle");
}

#[test]
fn pictures_of_a_report_are_bounded() {
    let mut large = snapshot();
    for (number, step) in large.walk.as_mut().unwrap().steps.iter_mut().enumerate() {
        step.view.sha256 = number.to_string().repeat(64);
        step.view.screenshot = Some(Screenshot {
            media_type: "image/png".to_owned(),
            width: 10,
            height: 10,
            sha256: format!("{number}f").repeat(32),
            bytes: vec![0; 700 << 10].into(),
        });
    }
    let page = html::render(&report_of(&large, "en")).unwrap();
    assert_eq!(page.matches("data:image/png;base64,").count(), 2);
    assert!(page.contains("left out here for their size"));
    assert!(page.len() < 3_000_000, "{} bytes are too many for a case file", page.len());
}

#[test]
fn every_fact_of_the_catalogue_is_in_the_report() {
    let value = serde_json::to_value(report("en")).unwrap();
    for entry in shopvet::facts::catalogue::entries() {
        let fact = &value["facts"][entry.path];
        assert!(fact["state"].is_string(), "{}", entry.path);
    }
    assert_eq!(value["facts"]["domain.registrant"]["reason"], "redacted");
    assert_eq!(value["facts"]["contact.emails"]["state"], "partial");
}
