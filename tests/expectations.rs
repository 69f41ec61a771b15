//! The outcome of every rule for every invented shop, held against what a reviewer
//! expects who read its pages, its papers and what the registries say of it.
//!
//! `tests/expectations/<shop>.yaml` holds one line a rule, under its group. Those lines
//! are the reviewer's and not the program's: where the two are known to differ, the line
//! stays, and the file says under `known-differences` what the program says instead and
//! why. Such an entry that is no longer true is a mismatch as well, so that it goes away
//! with the defect that it tells of.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod common;
mod stage;
#[path = "../fixtures/snarebo/trap.rs"]
mod traps;

use common::{Run, check, fixture};
use serde::Deserialize;
use shopvet::report::saved::Saved;
use shopvet::rules::{Library, OutcomeKind, Ruleset, decide};
use shopvet::universe::{Standing, World};
use stage::books::Books;
use stage::{funkelmoor, hinderbacke, kaarnakello, rutmosse, slydrake, tangsmuld, yllegrind};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// A day of its own, so that dates in the fixtures never grow old.
const AS_OF: &str = "2026-11-23";

/// Whatever is asked of any shop, so that no rule of the library is left out.
const EVERYWHERE: [&str; 5] =
    ["baseline", "eu-b2c", "card-schemes", "subscriptions", "restricted-goods"];

/// What a reviewer expects of one shop.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Expectations {
    /// By group, then by rule.
    expected: BTreeMap<String, BTreeMap<String, String>>,
    /// Where the program is known to say something else.
    #[serde(default)]
    known_differences: BTreeMap<String, Difference>,
}

/// What the program says instead of what is expected.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Difference {
    says: String,
    because: String,
    /// It turns on what a visit happens to do first, so it may be as expected too.
    #[serde(default)]
    sometimes: bool,
}

/// What came of one rule.
struct Got {
    group: String,
    outcome: String,
    message: String,
}

/// Visits a shop and holds what comes of it against its file.
///
/// `country` is that of the pack; the others are the same for every shop.
fn hold(shop: &str, country: Option<&str>, world: World, host: &str, args: &[&str]) {
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut packs: Vec<String> = EVERYWHERE.map(str::to_owned).to_vec();
    // Right behind the baseline: the packs of a subject have the last word on levels.
    packs.splice(1..1, country.map(str::to_owned));
    let mut all = vec!["--render", "never", "--as-of", AS_OF];
    packs.iter().for_each(|pack| all.extend(["--pack", pack]));
    let application = fixture(shop).join("application.yaml");
    let declared = application.display().to_string();
    if application.exists() {
        all.extend(["--application", &declared]);
    }
    all.extend(args);
    let run = check(&universe, &format!("https://{host}/"), folder.path(), &all);
    assert!(run.report.is_object(), "{shop}: no report: {}", run.stderr);
    let library = Library::built_in().unwrap();
    let got = outcomes(&run, &library.select(&packs, None).unwrap());
    let judged: BTreeSet<&str> = got.keys().map(String::as_str).collect();
    let known: BTreeSet<&str> = library.rules().map(|rule| rule.id.as_str()).collect();
    assert_eq!(judged, known, "{shop}: not every rule was judged");
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/expectations/{shop}.yaml"));
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let expectations: Expectations =
        serde_saphyr::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let wrong = differences(&expectations, &got);
    assert!(wrong.is_empty(), "{shop} is not as {} says:\n{wrong}", path.display());
}

/// What came of every rule. That a person decides is not told by the report, so the
/// facts of the report are held against the rules again.
fn outcomes(run: &Run, ruleset: &Ruleset) -> BTreeMap<String, Got> {
    let saved = Saved::read(&run.report.to_string(), "report.json").unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut got = BTreeMap::new();
    for outcome in run.report["outcomes"].as_array().unwrap() {
        let id = text(&outcome["rule"]);
        let rule = ruleset.rules.iter().find(|rule| rule.id == id).unwrap();
        let decision = decide(rule, &saved.facts, saved.as_of);
        assert_eq!(outcome["outcome"], decision.kind.name(), "{id}: the report tells it otherwise");
        let said = match decision.kind {
            OutcomeKind::Inconclusive if decision.review => "review".to_owned(),
            OutcomeKind::Inconclusive => format!("inconclusive({})", text(&outcome["reason"])),
            kind => kind.name().to_owned(),
        };
        let group = text(&outcome["group"]);
        got.insert(id, Got { group, outcome: said, message: text(&outcome["message"]) });
    }
    got
}

/// Every rule that comes out otherwise than expected, one line each.
fn differences(expectations: &Expectations, got: &BTreeMap<String, Got>) -> String {
    let mut wrong = String::new();
    let mut seen = BTreeSet::new();
    for (group, rules) in &expectations.expected {
        for (rule, expected) in rules {
            seen.insert(rule.as_str());
            let known = expectations.known_differences.get(rule);
            let Some(Got { group: in_group, outcome, message }) = got.get(rule) else {
                _ = writeln!(wrong, "  {rule}: expected {expected}, but there is no such rule");
                continue;
            };
            if in_group != group {
                _ = writeln!(wrong, "  {rule}: stands under {group}, but belongs to {in_group}");
            }
            let awaited = known.map_or(expected, |difference| &difference.says);
            let lucky = known.is_some_and(|difference| difference.sometimes) && outcome == expected;
            if awaited != outcome && !lucky {
                _ = writeln!(wrong, "  {rule}: expected {expected}, got {outcome}: {message}");
            }
            let Some(difference) = known else { continue };
            if (outcome == expected && !lucky) || difference.says == *expected {
                _ = writeln!(wrong, "  {rule}: is as expected, yet stands under known-differences");
            }
            if difference.because.trim().is_empty() {
                _ = writeln!(wrong, "  {rule}: stands under known-differences without a reason");
            }
        }
    }
    for (rule, Got { group, outcome, message }) in got {
        if !seen.contains(rule.as_str()) {
            _ = writeln!(wrong, "  {rule} ({group}): nothing expected, got {outcome}: {message}");
        }
    }
    for rule in expectations.known_differences.keys().filter(|rule| !seen.contains(rule.as_str())) {
        _ = writeln!(wrong, "  {rule}: stands under known-differences, but nothing is expected");
    }
    wrong
}

/// How a shop with a checkout is visited.
const WALK: [&str; 3] = ["--walk", "read", "--consented"];

/// A shop that is a folder of files.
fn files(shop: &str, country: &str) {
    let world = World::load(&fixture(shop)).unwrap();
    hold(shop, Some(country), world, &format!("www.{shop}.example"), &WALK);
}

/// A shop with a server of its own; nothing may be bought there.
fn played(shop: &str, country: Option<&str>, world: impl FnOnce(&Books) -> World, host: &str) {
    let books = Books::default();
    hold(shop, country, world(&books), host, &WALK);
    books.assert_clean(shop);
}

#[test]
fn glimmerkvist() {
    files("glimmerkvist", "se");
}

#[test]
fn brisefjon() {
    files("brisefjon", "no");
}

#[test]
fn lindenzapf() {
    files("lindenzapf", "de");
}

#[test]
fn harrowmere() {
    files("harrowmere", "uk");
}

#[test]
fn motvindsboden() {
    files("motvindsboden", "se");
}

#[test]
fn snarebo() {
    let world = traps::world();
    hold("snarebo", None, world, traps::HOST, &["--walk", "none", "--max-pages", "40"]);
}

#[test]
fn yllegrind() {
    played("yllegrind", Some("se"), yllegrind::world, yllegrind::HOST);
}

#[test]
fn kaarnakello() {
    played("kaarnakello", Some("fi"), kaarnakello::world, kaarnakello::HOST);
}

#[test]
fn funkelmoor() {
    played("funkelmoor", Some("de"), funkelmoor::world, funkelmoor::HOST);
}

#[test]
fn tangsmuld() {
    played("tangsmuld", Some("dk"), tangsmuld::world, tangsmuld::HOST);
}

// One host stands for all: the others differ by a trick, an obstacle or a layout, which
// other tests are about, and not by what a rule asks for.

#[test]
fn slydrake() {
    played("slydrake", None, slydrake::world, &slydrake::host("hidden-field"));
}

#[test]
fn hinderbacke() {
    played("hinderbacke", Some("no"), hinderbacke::world, &hinderbacke::host("stengt"));
}

#[test]
fn rutmosse() {
    played("rutmosse", None, rutmosse::world, &rutmosse::host("woo"));
}
