//! What rules cost: reading all that ship, and holding a shop against them.
//!
//! `cargo bench --bench rules`; quote the medians. Reading is to stay below 50 ms and
//! judging below 5 ms, so that neither is felt beside a visit that takes seconds.

use shopvet::facts::{FactSet, Finding};
use shopvet::judge::{Options, judge};
use shopvet::rules::{Languages, Library, OutcomeKind, Ruleset, lint, suite};

fn main() {
    divan::main();
}

/// The day rules are judged at.
const DAY: jiff::civil::Date = jiff::civil::date(2026, 1, 1);

fn library() -> Library {
    Library::load_in(&[], Languages::Only("en"))
        .unwrap_or_else(|found| unreachable!("what ships is sound: {found:?}"))
}

/// Every rule, whatever packs there are.
fn every(library: &Library) -> Ruleset {
    Ruleset { rules: library.rules().cloned().collect(), packs: Vec::new() }
}

/// One shop of which much is known: what the tests of all rules give where they pass.
fn facts(library: &Library) -> FactSet {
    let mut facts = FactSet::new();
    let cases = library.rules().flat_map(|rule| &rule.cases);
    for case in cases.filter(|case| case.expect == OutcomeKind::Pass) {
        for (path, fact) in case.facts().iter() {
            if !matches!(fact.finding, Finding::Unknown(_)) {
                facts.put(path, fact.clone());
            }
        }
    }
    facts
}

/// Reading and compiling, in English and Swedish: what most runs do.
#[divan::bench(sample_count = 20)]
fn load() -> Library {
    library()
}

/// The same with the texts in every language.
#[divan::bench(sample_count = 20)]
fn load_every_language() -> Option<Library> {
    Library::built_in().ok()
}

/// All rules over one set of facts, with messages and evidence.
#[divan::bench(sample_count = 50)]
fn judge_all(bencher: divan::Bencher<'_, '_>) {
    let library = library();
    let (rules, facts) = (every(&library), facts(&library));
    let options =
        Options { as_of: DAY, today: DAY, language: "en", host: "shop.example", waivers: &[] };
    bencher.bench(|| judge(&rules, &facts, &options));
}

/// The tests of all rules: `shopvet rules test`.
#[divan::bench(sample_count = 20)]
fn test_all(bencher: divan::Bencher<'_, '_>) {
    let rules: Vec<_> = library().rules().cloned().collect();
    bencher.bench(|| suite::run(&rules));
}

/// Every lint of every rule: `shopvet rules check`.
#[divan::bench(sample_count = 20)]
fn lint_all(bencher: divan::Bencher<'_, '_>) {
    let library = library();
    bencher.bench(|| library.rules().map(|rule| lint(rule).len()).sum::<usize>());
}
