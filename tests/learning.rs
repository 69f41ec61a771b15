//! The law that makes a verdict defensible: learning more may only move an outcome out of
//! *inconclusive*, never between the others.
//!
//! Held against random conditions over random facts, and against every rule that ships
//! with the facts of its own tests. "Learning" is a fact that was unknown becoming known,
//! and a list that was seen in part becoming longer or whole.

use proptest::prelude::*;
use serde_json::{Value, json};
use shopvet::facts::{Fact, FactSet, Finding, Reason};
use shopvet::rules::{Decision, Library, OutcomeKind, Rule, decide};

const WORDS: [&str; 4] = ["alfa", "beta", "gamma", "delta"];

/// What can be known of one path, from nothing to everything.
#[derive(Debug, Clone)]
enum Known {
    Absent,
    Value(Value),
    List(Vec<Value>),
}

fn word() -> impl Strategy<Value = Value> + Clone {
    (0..WORDS.len()).prop_map(|index| json!(WORDS[index]))
}

fn list(item: impl Strategy<Value = Value>) -> impl Strategy<Value = Known> {
    prop_oneof![
        1 => Just(Known::Absent),
        5 => prop::collection::vec(item, 1..5).prop_map(Known::List),
    ]
}

fn scalar(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Known> {
    prop_oneof![1 => Just(Known::Absent), 4 => value.prop_map(Known::Value)]
}

/// The whole truth about a small shop.
fn truths() -> impl Strategy<Value = Vec<(&'static str, Known)>> {
    let email = (word(), prop_oneof![Just(Value::Null), word()])
        .prop_map(|(value, source)| json!({"value": value, "source": source}));
    let page = (0..4u64).prop_map(|words| json!({"url": "https://a.example/", "words": words}));
    let day = (1..5u8).prop_map(|day| json!(format!("2026-01-0{day}")));
    (
        list(email),
        list(word()),
        scalar(page),
        scalar(day),
        scalar(any::<bool>().prop_map(Value::Bool)),
        scalar(word()),
    )
        .prop_map(|(emails, servers, page, day, reached, name)| {
            vec![
                ("contact.emails", emails),
                ("dns.ns", servers),
                ("pages.terms", page),
                ("domain.created", day),
                ("checkout.reached", reached),
                ("domain.registrar", name),
            ]
        })
}

/// How much of each path is seen: nothing, so many items of a list, or all.
fn views() -> impl Strategy<Value = Vec<(u8, usize)>> {
    prop::collection::vec((0..3u8, 0..5usize), 6)
}

/// The facts as seen; `more` sees at least as much as `less` of the same shop.
fn seen(truth: &[(&'static str, Known)], views: &[(u8, usize)]) -> FactSet {
    let mut facts = FactSet::new();
    for ((path, known), (how, count)) in truth.iter().zip(views) {
        let finding = match (how, known) {
            (0, _) => Finding::Unknown(Reason::Blocked),
            (1, Known::List(items)) if *count < items.len() && *count > 0 => {
                Finding::Partial(items[..*count].to_vec(), Reason::Truncated)
            }
            (1, Known::List(items)) if *count > 0 => {
                Finding::Partial(items.clone(), Reason::Truncated)
            }
            (1, _) => Finding::Unknown(Reason::Truncated),
            (_, Known::Absent) => Finding::Absent,
            (_, Known::Value(value)) => Finding::Present(value.clone()),
            (_, Known::List(items)) => Finding::Present(Value::Array(items.clone())),
        };
        facts.put(path, Fact { finding, evidence: vec![] });
    }
    facts
}

/// A condition of any form, as it would stand in a rule file.
fn conditions() -> impl Strategy<Value = Value> {
    let words = prop::collection::vec(word(), 1..3).prop_map(Value::Array);
    let item = prop_oneof![
        word().prop_map(|word| json!({"field": "value", "equals": word})),
        prop::sample::subsequence(vec!["mailto", "text", "structured"], 1..3)
            .prop_map(|words| json!({"field": "source", "one-of": words})),
        any::<bool>().prop_map(|there| json!({"field": "source", "exists": there})),
        Just(json!({"field": "value", "same-site-as": {"fact": "domain.registrar"}})),
    ];
    let count = (item.clone(), 0..4u8, prop::sample::select(vec!["at-least", "at-most", "equals"]));
    let paths = ["contact.emails", "dns.ns", "pages.terms", "domain.created", "checkout.reached"];
    let leaf = prop_oneof![
        (prop::sample::select(paths.to_vec()), any::<bool>())
            .prop_map(|(path, there)| json!({"fact": path, "exists": there})),
        words.clone().prop_map(|words| json!({"fact": "dns.ns", "includes-all": words})),
        words.clone().prop_map(|w| json!({"fact": "contact.emails", "field": "value", "includes-any": w})),
        words.prop_map(|words| json!({"fact": "dns.ns", "contains-any": words})),
        any::<bool>().prop_map(|reached| json!({"fact": "checkout.reached", "equals": reached})),
        (0..4u64).prop_map(|words| json!({"fact": "pages.terms.words", "at-least": words})),
        (1..5u8).prop_map(|d| json!({"fact": "domain.created", "before": format!("2026-01-0{d}")})),
        Just(json!({"fact": "domain.created", "older-than": "1 day"})),
        Just(json!({"fact": "dns.ns", "includes-any": {"fact": "contact.emails", "field": "value"}})),
        Just(json!({"fact": "dns.ns", "includes-all": {"fact": "contact.emails", "field": "value"}})),
        Just(json!({"fact": "domain.registrar", "one-of": {"fact": "dns.ns"}})),
        (item.clone(), item.clone(), prop::sample::select(vec!["some", "every", "none"])).prop_map(
            |(filter, claim, form)| json!({form: {"fact": "contact.emails", "where": filter, "that": claim}})
        ),
        count.prop_map(|(claim, n, bound)| json!({"count": {"fact": "contact.emails", "that": claim, bound: n}})),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| json!({"all-of": parts})),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| json!({"any-of": parts})),
            inner.prop_map(|part| json!({"not": part})),
        ]
    })
}

fn rule(applies: &Value, require: &Value, on_fail: &str) -> Rule {
    let said = json!({"en": "Said.", "sv": "Sagt."});
    let text = json!({
        "id": "a-rule", "title": said, "level": "note", "group": "any", "why": "Because.",
        "applies-when": applies, "require": require, "on-fail": on_fail,
        "messages": {"pass": said, "fail": said, "review": said, "inconclusive": {"default": said}},
        "tests": [],
    });
    Rule::read("rule", &text.to_string())
        .unwrap_or_else(|found| panic!("{}", shopvet::rules::Problem::join(&found)))
}

fn check(less: &Decision, more: &Decision) -> Result<(), String> {
    let settled = less.kind != OutcomeKind::Inconclusive || less.review;
    let same = less.kind == more.kind && less.review == more.review;
    if settled && !same { Err(format!("{less:#?}\nbecame\n{more:#?}")) } else { Ok(()) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn of_random_conditions(
        truth in truths(),
        less in views(),
        gain in views(),
        applies in conditions(),
        require in conditions(),
        review in any::<bool>(),
    ) {
        let rule = rule(&applies, &require, if review { "review" } else { "fail" });
        let more: Vec<_> = less
            .iter()
            .zip(&gain)
            .map(|((how, count), (more, items))| (how.max(more).to_owned(), *count.max(items)))
            .collect();
        let day = jiff::civil::date(2026, 1, 3);
        let before = decide(&rule, &seen(&truth, &less), day);
        let after = decide(&rule, &seen(&truth, &more), day);
        prop_assert!(before.kind != OutcomeKind::Error, "{:?}", before.trouble);
        if let Err(turned) = check(&before, &after) {
            prop_assert!(false, "{turned}");
        }
    }
}

#[test]
fn of_everything_that_ships() {
    let library = Library::built_in().unwrap();
    let mut compared = 0;
    for rule in library.rules() {
        for case in &rule.cases {
            let rule = rule.with(None, &case.params).unwrap();
            let known = case.facts();
            let after = decide(&rule, &known, case.now);
            for path in rule.facts() {
                let Some(fact) = known.get(path) else { continue };
                let mut weaker = vec![Finding::Unknown(Reason::Blocked)];
                if let Finding::Present(Value::Array(items)) | Finding::Partial(items, _) =
                    &fact.finding
                {
                    weaker.extend(
                        (1..=items.len())
                            .map(|n| Finding::Partial(items[..n].to_vec(), Reason::Truncated)),
                    );
                }
                for finding in weaker {
                    let mut facts = known.clone();
                    facts.put(path, Fact { finding, evidence: vec![] });
                    let before = decide(&rule, &facts, case.now);
                    if let Err(turned) = check(&before, &after) {
                        panic!("{}: {}: {path}: {turned}", rule.id, case.name);
                    }
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 0);
}
