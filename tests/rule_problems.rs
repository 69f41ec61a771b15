//! What people are told about the mistakes they make in rule files.
//!
//! Each case breaks a good rule in one or more ways; the snapshots are what is shown. All
//! mistakes of a file are shown at once, each at its place.

use shopvet::rules::{Code, Library, Problem, Rule, lint};

const GOOD: &str = include_str!("rules/opening-hours-shown.yaml");
const NAME: &str = "contact/opening-hours-shown.yaml";

/// The good rule with some texts replaced; each must be there.
fn broken(changes: &[(&str, &str)]) -> String {
    let mut text = GOOD.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}

fn problems(changes: &[(&str, &str)]) -> Vec<Problem> {
    match Rule::read(NAME, &broken(changes)) {
        Ok(rule) => panic!("{} is not broken", rule.id),
        Err(problems) => problems,
    }
}

fn told(changes: &[(&str, &str)]) -> String {
    Problem::join(&problems(changes))
}

fn lints(changes: &[(&str, &str)]) -> Vec<Code> {
    let rule = Rule::read(NAME, &broken(changes))
        .unwrap_or_else(|found| panic!("{}", Problem::join(&found)));
    lint(&rule).iter().map(|problem| problem.code).collect()
}

#[test]
fn the_good_rule_is_good() {
    let rule = Rule::read(NAME, GOOD).unwrap_or_else(|found| panic!("{}", Problem::join(&found)));
    let found = lint(&rule);
    assert!(found.is_empty(), "{}", Problem::join(&found));
    let results = shopvet::rules::suite::run(&[rule.into()]);
    assert_eq!(results.len(), 3);
    assert!(results.iter().all(|result| result.passed()), "{results:#?}");
}

#[test]
fn misspelt_words() {
    insta::assert_snapshot!(told(&[
        ("guidance:", "guidence:"),
        ("level: error", "level: eror"),
        ("      exists: true", "      exits: true"),
        ("pages.contact.words\n", "pages.contact.wrods\n"),
        ("$min-words", "$min-word"),
        ("field: value", "field: vaule"),
        ("    blocked:", "    bloked:"),
        ("because: blocked", "because: blokced"),
        ("expect: pass", "expect: passes"),
    ]));
}

#[test]
fn a_tab() {
    insta::assert_snapshot!(told(&[("  from: 2020", "\tfrom: 2020")]));
}

#[test]
fn wrong_indentation() {
    insta::assert_snapshot!(told(&[("      exists: true", "     exists: true")]));
}

#[test]
fn text_that_needs_quotes() {
    insta::assert_snapshot!(told(&[("why: Customers who", "why: Note: customers who")]));
}

#[test]
fn a_key_that_stands_twice() {
    insta::assert_snapshot!(told(&[("group: contact", "group: contact\nlevel: note")]));
}

#[test]
fn types_that_do_not_fit() {
    insta::assert_snapshot!(told(&[
        ("      exists: true", "      exists: yes"),
        ("one-of: [SE, NO]", "equals: [SE, NO]"),
        ("at-least: $min-words", "contains-any: [open]"),
        ("evidence: [pages.contact]", "evidence: pages.contact"),
        ("pages.contact.words: 120", "pages.contact.words: many"),
        ("application.country: NO", "application.country: 47"),
    ]));
}

#[test]
fn dates_durations_and_patterns() {
    insta::assert_snapshot!(told(&[
        ("from: 2020-01-01", "from: 1 January 2020"),
        ("older-than: 90 days", "older-than: 90d"),
        (r"'@.+\.example$'", "'@(.+'"),
        ("now: 2026-01-01", "now: 2026-02-30"),
    ]));
}

#[test]
fn languages_and_templates() {
    insta::assert_snapshot!(told(&[
        ("  sv: Butiken går att nå\n", ""),
        ("title:\n", "title:\n  swedish: Butiken\n"),
        (
            "guidance:\n  en: Show an e-mail address on every page.\n  sv: Visa en e-postadress på varje sida.\n",
            "guidance: Show an e-mail address.\n"
        ),
        ("{{ facts['contact.emails'] }}.\"\n    sv", "{{ facts['contact.emails' }}.\"\n    sv"),
        ("Den nås på {{ facts['contact.emails'] }}", "Den nås på {{ facts['contact.email'] }}"),
    ]));
}

#[test]
fn leaves_and_forms() {
    insta::assert_snapshot!(told(&[
        ("      exists: true", "      exists: true\n      equals: x"),
        ("  one-of: [SE, NO]", "  any-of: []"),
        (
            "    - fact: pages.contact.words\n      at-least: $min-words\n",
            "    - fact: pages.contact.words\n"
        ),
        (
            "        that:\n          field: value\n          matches: '@.+\\.example$'\n",
            "        that:\n          exists: true\n"
        ),
        (
            "    - fact: domain.created\n      older-than: 90 days",
            "    - fact: contact.emails.value\n      exists: true"
        ),
    ]));
}

#[test]
fn a_file_in_the_wrong_place() {
    insta::assert_snapshot!(told(&[
        ("id: opening-hours-shown", "id: Opening_Hours"),
        ("group: contact", "group: contacts"),
        ("url: https://handbook.example/4", "url: handbook 4"),
        ("name: no address", "name: an address and a long page"),
    ]));
}

#[test]
fn missing_keys() {
    insta::assert_snapshot!(told(&[
        ("why: Customers who cannot reach the shop turn to their bank.\n", ""),
        ("  fail:\n    en: It cannot be reached.\n    sv: Den går inte att nå.\n", ""),
        ("    expect: fail\n", ""),
        ("    default: 80\n", ""),
    ]));
}

#[test]
fn an_empty_file_and_a_list() {
    let told = |text: &str| Problem::join(&Rule::read(NAME, text).unwrap_err());
    insta::assert_snapshot!(told(""));
    insta::assert_snapshot!(told("- id: x\n"));
}

#[test]
fn a_fact_where_a_value_is_wanted() {
    insta::assert_snapshot!(told(&[(
        "    - fact: domain.created\n      older-than: 90 days",
        "    - fact: domain.registrant.organization\n      same-name-as: application.legal-name\n    - fact: terms.topics\n      field: topic\n      includes-any: [complaint]"
    )]));
}

#[test]
fn lints_say_what_a_rule_should_have() {
    assert_eq!(lints(&[("expect: pass", "expect: fail")]), [Code::NoPassTest]);
    assert_eq!(lints(&[("expect: fail", "expect: pass")]), [Code::NoFailTest]);
    assert_eq!(
        lints(&[("expect: inconclusive\n    because: blocked", "expect: pass")]),
        [Code::NoInconclusiveTest]
    );
    assert_eq!(
        lints(&[("    default:\n      en: It could", "    truncated:\n      en: It could")]),
        [Code::NoDefaultMessage]
    );
    assert_eq!(lints(&[("at-least: $min-words", "at-least: 80")]), [Code::UnusedParam]);
    assert_eq!(
        lints(&[(
            "references:\n  - title: Handbook, section 4\n    url: https://handbook.example/4\n",
            ""
        )]),
        [Code::NoReferences]
    );
    assert_eq!(
        lints(&[("level: error\ngroup: contact\n", "group: contact\nlevel: error\n")]),
        [Code::KeyOrder]
    );
    let every =
        ("    - some:\n        fact: contact.emails", "    - every:\n        fact: contact.phones");
    assert_eq!(lints(&[every]), [Code::UnguardedEvery]);
    let guarded =
        ("    - fact: contact.emails\n      exists", "    - fact: contact.phones\n      exists");
    assert_eq!(lints(&[every, guarded]), []);
    // Below error, guidance and references are up to the author.
    assert_eq!(
        lints(&[
            ("level: error", "level: note"),
            (
                "references:\n  - title: Handbook, section 4\n    url: https://handbook.example/4\n",
                ""
            )
        ]),
        []
    );
    assert_eq!(
        lints(&[("messages:\n", "messages:\n  review:\n    en: Look.\n    sv: Titta.\n")]),
        [Code::UnusedMessage]
    );
}

const PACK: &str = "name: mini\ntitle: {en: Mini, sv: Mini}\nversion: '1'\nsource: A test.\n";

fn library(pack: &str) -> Result<Library, Vec<Problem>> {
    Library::of([(NAME, GOOD), ("packs/mini.yaml", pack)])
}

#[test]
fn packs_that_name_what_is_not_there() {
    let pack = format!(
        "{PACK}extends: [maxi]\ngroups: [contacts]\nrules: [opening-hours]\nset:\n  opening-hours-shown:\n    level: hard\n    params: {{min-word: 3}}\n"
    );
    insta::assert_snapshot!(Problem::join(&library(&pack).unwrap_err()));
    let pack = pack.replace("hard", "note").replace("{min-word: 3}", "{min-words: [3]}");
    insta::assert_snapshot!(Problem::join(&library(&pack).unwrap_err()));
}

#[test]
fn packs_in_a_circle_and_ids_taken_twice() {
    let a = PACK.replace("mini", "a") + "extends: [b]\n";
    let b = PACK.replace("mini", "b") + "extends: [a]\n";
    let found = Library::of([("packs/a.yaml", a.as_str()), ("packs/b.yaml", b.as_str())]);
    assert!(found.unwrap_err().iter().all(|problem| problem.code == Code::PackCycle));
    let other = GOOD.replace("group: contact", "group: site");
    let found = Library::of([(NAME, GOOD), ("site/opening-hours-shown.yaml", other.as_str())]);
    let codes: Vec<Code> = found.unwrap_err().iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::DuplicateId]);
}

#[test]
fn every_text_gives_an_answer_and_no_panic() {
    // Cut off anywhere, and with any line gone, a rule is read or refused.
    for end in (0..GOOD.len()).step_by(7).filter(|end| GOOD.is_char_boundary(*end)) {
        let _ = Rule::read(NAME, &GOOD[..end]);
    }
    let lines: Vec<&str> = GOOD.lines().collect();
    for gone in 0..lines.len() {
        let mut left = lines.clone();
        left.remove(gone);
        if let Err(found) = Rule::read(NAME, &left.join("\n")) {
            assert!(found.iter().all(|problem| problem.to_string().starts_with(NAME)));
        }
    }
}
