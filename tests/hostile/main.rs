//! Text from visited sites is data: no format can be broken, or made to run anything, by it.
//!
//! A hostile report is made in two ways: an invented shop is visited by the real program,
//! and the mixed report has every text of it replaced, each text by each of the hostile
//! ones in turn. What comes out in every format is read by real parsers here and by
//! Chromium next door.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test may fail"
)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../mixed/mod.rs"]
mod mixed;

mod cells;
#[cfg(feature = "browser")]
mod chromium;
mod data;
mod gfm;
mod outputs;
mod page;
mod payloads;
mod pdf;
mod poison;
mod screen;
mod shop;
mod xml;

use outputs::{DIFFS, Expected, FORMATS};
use poison::Deck;
use serde_json::Value;
use shopvet::report::Report;
use shopvet::report::diff::Difference;
use shopvet::report::saved::Saved;

/// As many reports as there are texts, so that each text has stood in every place.
fn reports() -> impl Iterator<Item = (usize, Report)> {
    (0..payloads::short().len()).map(|first| (first, poison::report(&mut Deck::from(first))))
}

fn told(faults: &[String]) -> String {
    faults.iter().take(20).cloned().collect::<Vec<_>>().join("\n")
}

#[test]
fn every_text_of_the_report_is_hostile() {
    let mut untouched = poison::untouched(&poison::report(&mut Deck::visible(0)));
    let closed = [
        "schema",
        "language",
        "verdict",
        "level",
        "outcome",
        "reason",
        "state",
        "mode",
        "action",
        "stopped-by",
    ];
    untouched.retain(|place| {
        let (key, value) = place.split_once(": ").unwrap();
        let key = key.rsplit('.').next().unwrap();
        let word = catalogue_words().any(|word| word == value);
        !closed.contains(&key) && !word && !value.is_empty()
    });
    assert!(untouched.is_empty(), "{}", told(&untouched));
    // A text that was forgotten is noticed.
    let mut slip = poison::report(&mut Deck::visible(0));
    slip.outcomes[0].title = "A fine title".to_owned();
    assert!(poison::untouched(&slip).iter().any(|place| place.contains("A fine title")));
}

fn catalogue_words() -> impl Iterator<Item = &'static str> {
    use shopvet::facts::catalogue::{Kind, entries};
    entries().flat_map(|entry| {
        let fields = match entry.kind {
            Kind::Record(fields) | Kind::RecordList(fields) => fields,
            _ => &[],
        };
        entry.words.iter().chain(fields.iter().flat_map(|field| field.words)).copied()
    })
}

#[test]
fn every_format_holds_whatever_stands_in_a_report() {
    let mut xml = Vec::new();
    let folder = tempfile::tempdir().unwrap();
    for (number, report) in reports() {
        let expected = Expected::of(&serde_json::to_value(&report).unwrap());
        assert!(expected.points > 1);
        for format in FORMATS {
            let Some(make) = format.make else { continue };
            let output = make(&report);
            let faults = (format.check)(&output, &expected);
            assert!(faults.is_empty(), "{} of {number}:\n{}", format.file, told(&faults));
            if format.kind == "junit" {
                let path = folder.path().join(format!("{number}.xml"));
                std::fs::write(&path, output).unwrap();
                xml.push(path);
            }
        }
        let faults = screen::styled(outputs::styled(&report).as_bytes(), &expected);
        assert!(faults.is_empty(), "terminal of {number}:\n{}", told(&faults));
    }
    let faults = xml::schema_faults(&xml);
    assert!(faults.is_empty(), "{}", told(&faults));
    // A slip is noticed, where there is a program that reads schemas.
    std::fs::write(&xml[0], "<testsuites><testcase/></testsuites>").unwrap();
    let program = std::process::Command::new("xmllint").arg("--version").output();
    assert_eq!(xml::schema_faults(&xml[..1]).is_empty(), program.is_err());
}

/// A report as it was saved, whose day can be read.
fn saved(report: &Report) -> Saved {
    let mut value: Value = serde_json::from_str(&shopvet::report::json::render(report)).unwrap();
    value["as-of"] = "2026-09-01".into();
    Saved::read(&value.to_string(), "report.json").unwrap()
}

#[test]
fn every_form_of_the_difference_holds_too() {
    let expected = Expected { outcomes: 0, points: 0 };
    let mut before: Option<Saved> = None;
    for (number, report) in reports() {
        let mut now = saved(&report);
        // What is a closed list in a report is any text in a file.
        let mut deck = Deck::from(number);
        for outcome in now.outcomes.iter_mut().skip(4) {
            outcome.reason = Some(deck.deal());
        }
        now.outcomes[5].outcome = deck.deal();
        if let Some(before) = &before {
            let difference = Difference::of(before, &now);
            assert!(!difference.facts.is_empty() && !difference.added.is_empty());
            for form in DIFFS {
                let faults = (form.check)((form.make)(&difference).as_bytes(), &expected);
                assert!(faults.is_empty(), "{} of {number}:\n{}", form.file, told(&faults));
            }
        }
        before = Some(now);
    }
}

#[test]
fn data_keeps_what_the_site_said() {
    let report = poison::report(&mut Deck::from(0));
    let text = shopvet::report::json::render(&report);
    let read: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read, serde_json::to_value(&report).unwrap());
}

#[test]
fn a_hostile_shop_breaks_no_format() {
    let visit = shop::visit();
    let report: Value = serde_json::from_slice(&visit.read("report.json")).unwrap();
    let expected = Expected::of(&report);
    assert!(expected.outcomes > 50 && expected.points > 1, "{expected:?}");
    for format in FORMATS.iter().filter(|format| format.can_be_made()) {
        let faults = (format.check)(&visit.read(format.file), &expected);
        assert!(faults.is_empty(), "{}:\n{}", format.file, told(&faults));
    }
    for form in DIFFS {
        let faults = (form.check)(&visit.read(form.file), &expected);
        assert!(faults.is_empty(), "{}:\n{}", form.file, told(&faults));
    }
    let faults = xml::schema_faults(&[visit.path("report.xml")]);
    assert!(faults.is_empty(), "{}", told(&faults));
    for text in [&visit.stdout, &visit.stderr] {
        let faults = screen::plain(text.as_bytes(), &expected);
        assert!(faults.is_empty(), "{}\n{text}", told(&faults));
    }
    shop::arrived(&report);
}
