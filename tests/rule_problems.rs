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
    assert_eq!(results.len(), 4);
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
fn a_test_indented_too_little() {
    insta::assert_snapshot!(told(&[("  one-of: [SE, NO]", "one-of: [SE, NO]")]));
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
    assert_eq!(lints(&[("expect: not-applicable", "expect: pass")]), [Code::NoNotApplicableTest]);
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
        lints(&[
            ("level: error", "level: warning"),
            (
                "guidance:\n  en: Show an e-mail address on every page.\n  sv: Visa en e-postadress på varje sida.\n",
                ""
            )
        ]),
        [Code::NoGuidance]
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
    // What only informs needs no guidance and no references.
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

/// The last part of what the good rule requires, for others to stand in its place.
const LAST: &str = "    - fact: domain.created\n      older-than: 90 days\n";

/// Lints of the good rule with another part required, apart from facts of its tests that
/// it no longer looks at.
fn reach(part: &str) -> Vec<Code> {
    let mut found = lints(&[(LAST, part)]);
    found.retain(|code| *code != Code::IdleFact);
    found
}

#[test]
fn conditions_that_can_come_out_in_one_way_only() {
    let never = [Code::NeverTrue];
    for (part, codes) in [
        // Beside `exists: true` and `at-least: 80`.
        ("    - fact: contact.emails\n      exists: false\n", &never[..]),
        (
            "    - not:\n        some:\n          fact: contact.emails\n          that:\n            field: value\n            matches: '@.+\\.example$'\n",
            &never,
        ),
        ("    - fact: pages.contact\n      exists: false\n", &never),
        ("    - fact: pages.contact.words\n      at-most: 79\n", &never),
        ("    - fact: pages.contact.words\n      equals: 7\n", &never),
        ("    - not:\n        fact: pages.contact.words\n        at-least: 80\n", &never),
        // Under `applies-when: application.country one-of [SE, NO]`.
        ("    - fact: application.country\n      equals: DK\n", &never),
        ("    - fact: application.country\n      matches: '^D'\n", &never),
        ("    - fact: application.country\n      exists: false\n", &never),
        // By themselves.
        ("    - fact: application.customers\n      matches: '^private'\n", &never),
        ("    - fact: application.customers\n      contains-any: [firms]\n", &never),
        (
            "    - all-of:\n        - fact: domain.created\n          older-than: 1 year\n        - fact: domain.created\n          younger-than: 11 months\n",
            &never,
        ),
        (
            "    - all-of:\n        - fact: domain.created\n          before: 2020-05-05\n        - fact: domain.created\n          after: 2020-05-03\n        - not:\n            fact: domain.created\n            equals: 2020-05-04\n",
            &[],
        ),
        (
            "    - none:\n        fact: contact.emails\n        where:\n          field: source\n          equals: text\n        that:\n          field: source\n          equals: mailto\n",
            &never,
        ),
        (
            "    - every:\n        fact: contact.emails\n        where:\n          field: clicks\n          at-most: 1\n        that:\n          field: clicks\n          at-most: 2\n",
            &[Code::AlwaysTrue],
        ),
        (
            "    - any-of:\n        - fact: domain.created\n          exists: true\n        - fact: domain.created\n          older-than: 90 days\n",
            &[Code::DuplicatePart],
        ),
        (
            "    - any-of:\n        - fact: domain.registered\n          equals: true\n        - fact: domain.registered\n          equals: false\n",
            &[],
        ),
        ("    - fact: pages.contact.words\n      at-least: 10\n", &[Code::AlwaysTrue]),
        ("    - fact: pages.contact.words\n      at-most: 80\n", &[]),
        (
            "    - none:\n        fact: contact.emails\n        where:\n          field: source\n          equals: obfuscated\n",
            &[],
        ),
        ("    - fact: contact.emails\n      field: source\n      matches: '^mail'\n", &[]),
    ] {
        assert_eq!(reach(part), codes, "{part}");
    }
    let countries = ("  one-of: [SE, NO]", "  exists: true");
    assert_eq!(
        lints(&[countries, ("exists: true\n    - fact: pages", "exists: true\n    - fact: pages")]),
        []
    );
    let applies = (
        "  fact: application.country\n  one-of: [SE, NO]\n",
        "  any-of:\n    - fact: application.country\n      exists: true\n    - fact: application.country\n      exists: false\n",
    );
    assert_eq!(lints(&[applies]), [Code::AlwaysTrue]);
    let require = (
        "require:\n  all-of:\n    - fact: contact.emails\n      exists: true\n",
        "require:\n  any-of:\n    - fact: contact.emails\n      exists: true\n    - fact: contact.emails\n      exists: false\n",
    );
    assert_eq!(lints(&[require]), [Code::NeverFalse]);
    assert_eq!(lints(&[("from: 2020-01-01", "from: 2020-01-01\n  to: 2019-12-31")]), never);
}

#[test]
fn messages_and_facts_that_have_no_use() {
    assert_eq!(lints(&[("    blocked:\n", "    redacted:\n")]), []);
    let domain = (LAST, "");
    let given = ("      domain.created: 2020-05-05\n", "");
    assert_eq!(
        lints(&[domain, given, given, ("    blocked:\n", "    redacted:\n")]),
        [Code::IdleReason]
    );
    assert_eq!(lints(&[domain, given]), [Code::IdleFact]);
    assert_eq!(
        lints(&[
            ("messages:\n", "messages:\n  not-applicable:\n    en: Not asked.\n    sv: Ej.\n"),
            ("applies-when:\n  fact: application.country\n  one-of: [SE, NO]\n", "")
        ])
        .into_iter()
        .filter(|code| *code != Code::IdleFact)
        .collect::<Vec<_>>(),
        [Code::UnusedMessage]
    );
    assert_eq!(
        lints(&[("en: The shop can", "en: (to be written) The shop can")]),
        [Code::UnfinishedText]
    );
}

#[test]
fn words_that_are_not_in_the_closed_list_of_a_fact() {
    insta::assert_snapshot!(told(&[
        (
            LAST,
            "    - fact: application.customers\n      one-of: [consumer, both]\n    - fact: application.goods\n      includes-any: [shoe]\n    - some:\n        fact: application.cards\n        that:\n          field: value\n          equals: vissa\n    - none:\n        fact: products.restricted\n        where:\n          field: category\n          one-of: [alchohol]\n"
        ),
        (
            "contact.emails: [hej@butik.example]",
            "contact.emails: [{value: hej@butik.example, source: mailto-link}]"
        ),
        (
            "en: It cannot be reached.",
            "en: \"It cannot be reached: {{ fact['contact.emails'] }} {{ facts.contact }}.\""
        ),
    ]));
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
