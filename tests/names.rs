//! How well names are compared, measured on invented pairs.
//!
//! The pairs are data: `tests/data/name-pairs.yaml`. To see the figures:
//! `cargo test --test names -- --nocapture`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail and may speak")]

use shopvet::names::{Match, compare, explain};
use std::collections::BTreeMap;

/// One pair of the list.
struct Pair {
    kind: String,
    a: String,
    b: String,
    expected: Match,
    held_out: bool,
}

fn pairs() -> Vec<Pair> {
    let text = include_str!("data/name-pairs.yaml");
    let kinds: BTreeMap<String, Vec<Vec<String>>> = serde_saphyr::from_str(text).unwrap();
    let pair = |kind: &str, cells: &[String]| {
        let expected = match cells[2].as_str() {
            "same" => Match::Same,
            "different" => Match::Different,
            "unsure" => Match::Unsure,
            other => panic!("{kind}: `{other}` is no answer"),
        };
        let held_out = match cells.get(3).map(String::as_str) {
            None => false,
            Some("held-out") => true,
            Some(other) => panic!("{kind}: `{other}` is not `held-out`"),
        };
        let (a, b) = (cells[0].clone(), cells[1].clone());
        Pair { kind: kind.to_owned(), a, b, expected, held_out }
    };
    kinds
        .iter()
        .flat_map(|(kind, lines)| lines.iter().map(|cells| pair(kind, cells)).collect::<Vec<_>>())
        .collect()
}

/// Counts by expected answer and given answer, in the order same, different, unsure.
#[derive(Default)]
struct Confusion([[usize; 3]; 3]);

fn place(answer: Match) -> usize {
    match answer {
        Match::Same => 0,
        Match::Different => 1,
        Match::Unsure => 2,
    }
}

impl Confusion {
    fn of<'a>(pairs: impl Iterator<Item = &'a Pair>) -> Self {
        let mut counts = Self::default();
        for pair in pairs {
            counts.0[place(pair.expected)][place(compare(&pair.a, &pair.b))] += 1;
        }
        counts
    }

    fn total(&self) -> usize {
        self.0.iter().flatten().sum()
    }

    /// Of what was answered so, how much was expected so.
    fn precision(&self, answer: Match) -> f64 {
        let at = place(answer);
        ratio(self.0[at][at], self.0.iter().map(|row| row[at]).sum())
    }

    /// Of what was expected so, how much was answered so.
    fn recall(&self, answer: Match) -> f64 {
        let at = place(answer);
        ratio(self.0[at][at], self.0[at].iter().sum())
    }

    fn unsure(&self) -> f64 {
        ratio(self.0.iter().map(|row| row[2]).sum(), self.total())
    }

    fn agreed(&self) -> f64 {
        ratio((0..3).map(|i| self.0[i][i]).sum(), self.total())
    }

    fn row(&self, name: &str) -> String {
        let [same, different, unsure] = self.0;
        format!(
            "{name:24} {:4}  {:.3} {:.3}  {:.3} {:.3}  {:.3}  {:.3}  {same:?} {different:?} {unsure:?}",
            self.total(),
            self.precision(Match::Same),
            self.recall(Match::Same),
            self.precision(Match::Different),
            self.recall(Match::Different),
            self.unsure(),
            self.agreed(),
        )
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a list of some hundred lines")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[test]
fn the_list_is_long_and_says_nothing_twice() {
    let pairs = pairs();
    assert!(pairs.len() >= 400, "{} pairs", pairs.len());
    assert!(pairs.iter().filter(|pair| pair.held_out).count() * 3 >= pairs.len() - 3);
    let mut seen = std::collections::BTreeSet::new();
    for pair in &pairs {
        assert!(seen.insert((&pair.a, &pair.b)), "{} / {} stands twice", pair.a, pair.b);
    }
}

#[test]
fn names_are_told_apart() {
    let pairs = pairs();
    println!(
        "{:24}    n  same p     r  diff p     r  unsure  agreed  answers to same, different, unsure",
        "kind"
    );
    let mut kinds: Vec<&str> = pairs.iter().map(|pair| pair.kind.as_str()).collect();
    kinds.dedup();
    for kind in kinds {
        println!("{}", Confusion::of(pairs.iter().filter(|pair| pair.kind == kind)).row(kind));
    }
    println!("{}", Confusion::of(pairs.iter().filter(|pair| !pair.held_out)).row("seen"));
    println!("{}", Confusion::of(pairs.iter().filter(|pair| pair.held_out)).row("held out"));
    let all = Confusion::of(pairs.iter());
    println!("{}", all.row("all"));
    let hide = std::env::var_os("HIDE_HELD_OUT").is_some();
    for pair in pairs.iter().filter(|pair| !(hide && pair.held_out)) {
        let found = explain(&pair.a, &pair.b);
        if found.matched != pair.expected {
            println!(
                "{}: {} | {} is {:?}, answered {:?}: {}",
                pair.kind, pair.a, pair.b, pair.expected, found.matched, found.reason
            );
        }
    }
    // The worst answer is to take another company for the merchant.
    for (answer, precision, recall) in [(Match::Same, 0.99, 0.97), (Match::Different, 0.97, 0.98)] {
        let found = (all.precision(answer), all.recall(answer));
        assert!(found.0 >= precision && found.1 >= recall, "{answer:?}: {found:?}");
    }
}
