//! The lists that people keep by hand, held against the rules and facts that they speak of.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use shopvet::facts::catalogue;
use shopvet::rules::Library;
use std::collections::BTreeMap;

const TABLE: &str = include_str!("../rules/CATALOGUE.md");
const APPLICATION: &str = include_str!("../src/cli/templates/application.yaml");
const LANGUAGES: [&str; 6] = ["en", "sv", "nb", "da", "fi", "de"];

/// The words between backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The cells of a table's rows below a line that begins with `heading`, as far as the
/// next heading.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, rest) = TABLE.split_once(&format!("{heading}\n")).unwrap();
    let part = rest.split("\n## ").next().unwrap();
    let lines = part.lines().filter(|line| line.starts_with('|')).skip(2);
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn the_hundred_rows_are_all_there_in_their_order() {
    let numbers: Vec<u32> =
        rows("# The hundred requirements").iter().filter_map(|row| row[0].parse().ok()).collect();
    assert_eq!(numbers, (1..=100).collect::<Vec<_>>());
}

#[test]
fn every_rule_stands_in_one_row_and_every_row_names_rules_that_exist() {
    let library = Library::built_in().unwrap();
    let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut add = |row: &[&'static str], rules: usize| {
        let ids: Vec<&str> = quoted(row[rules]).collect();
        assert!(!ids.is_empty(), "{row:?} names no rule");
        for id in ids {
            named.entry(id).or_default().push(row[0]);
        }
    };
    for row in rows("# The hundred requirements") {
        if row[0].parse::<u32>().is_ok() {
            add(&row, 3);
        }
    }
    rows("## Beyond the hundred").iter().for_each(|row| add(row, 2));
    for (id, places) in &named {
        assert!(library.rule(id).is_some(), "{places:?} names `{id}`, which does not exist");
        assert_eq!(places.len(), 1, "`{id}` stands in the rows {places:?}");
    }
    let missing: Vec<&str> =
        library.rules().map(|rule| rule.id.as_str()).filter(|id| !named.contains_key(id)).collect();
    assert!(missing.is_empty(), "without a row in rules/CATALOGUE.md: {missing:?}");
}

#[test]
fn a_fact_said_not_to_be_collected_is_a_fact() {
    let mut facts = 0;
    for row in rows("# The hundred requirements") {
        for word in row.get(4).into_iter().flat_map(|cell| quoted(cell)) {
            assert!(catalogue::resolve(word).is_some(), "{}: `{word}` is no fact", row[0]);
            facts += 1;
        }
    }
    assert!(facts > 0);
}

#[test]
fn the_example_application_lists_the_lines_of_goods_that_there_are() {
    let (_, list) = APPLICATION.split_once("The words are:\n").unwrap();
    let lines = list.lines().take_while(|line| line.starts_with("#   "));
    let text: String =
        lines.map(|line| line.trim_start_matches("#   ")).collect::<Vec<_>>().join(" ");
    let listed: Vec<&str> = text.split(", ").map(|word| word.trim_end_matches(',')).collect();
    let mut known: Vec<&str> = catalogue::LINES.to_vec();
    known.sort_unstable();
    assert_eq!(listed, known);
}

#[test]
fn packs_say_what_they_cover_and_where_they_are_from() {
    let library = Library::built_in().unwrap();
    for pack in library.packs() {
        let name = &pack.name;
        for language in LANGUAGES {
            for (key, text) in [("covers", &pack.covers), ("notice", &pack.notice)] {
                assert!(text.has(language), "{name} lacks {key} in {language}");
            }
            assert!(pack.title.has(language), "{name} lacks its title in {language}");
        }
        assert!(pack.notice.get("en").contains("not the text of a contract"), "{name}");
        assert!(pack.read.is_some(), "{name} does not say when its source was read");
        // The sources of the baseline are those of its rules.
        assert!(name == "baseline" || !pack.references.is_empty(), "{name} names no source");
    }
}

#[test]
fn a_country_has_one_pack_of_its_own() {
    let library = Library::built_in().unwrap();
    for (country, pack) in
        [("SE", "se"), ("NO", "no"), ("DK", "dk"), ("FI", "fi"), ("DE", "de"), ("GB", "uk")]
    {
        let chosen = library.select(&[], Some(country)).unwrap();
        let names: Vec<&str> = chosen.packs.iter().map(|info| info.name.as_str()).collect();
        assert_eq!(names, ["baseline", pack], "{country}");
    }
    let chosen = library.select(&[], Some("IS")).unwrap();
    assert_eq!(chosen.packs.len(), 1);
}
