//! What the name of a product or of a category shows.
//!
//! A strong word shows its category unless the name says that it is something else: by
//! a word against the category, by one that changes every name, or by a word of a line
//! whose goods are often named after it. A weak word needs company in the name or in
//! the title of the page; some show a category where nothing else stands in the name, as
//! in a menu. A word within a longer one of the category changes nothing:
//! the toy in *sex toy* is none.

use super::lexicon::{Hit, Lexicon, Strength, Word, written};
use crate::facts::catalogue::{LINES, RESTRICTED};
use crate::vocabulary::{Folded, Marks};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Longer names are descriptions, in which words stand for many things.
const MAX_NAME: usize = 160;
/// Letters of a word that joins others, at most.
const JOINING: usize = 3;

/// What a name shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// Places in [`LINES`], each once.
    pub(super) lines: Vec<usize>,
    /// Places in [`RESTRICTED`], each with the words that show it.
    pub(super) restricted: BTreeMap<usize, String>,
    /// Places among the brands of the marks.
    pub(super) brands: Vec<usize>,
    /// Words of those who sell copies.
    pub(super) replicas: Vec<String>,
}

/// Which lines excuse a category, and which line its goods make.
struct Tables {
    excused: Vec<Vec<bool>>,
    line_of: Vec<Option<usize>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let marks = &Marks::built_in().goods;
    let excused = |category: &str, line: &str| {
        let of = |key: &str| marks.excused_by.get(key).is_some_and(|l| l.iter().any(|x| x == line));
        of(category) || of("all")
    };
    Tables {
        excused: RESTRICTED
            .iter()
            .map(|category| LINES.iter().map(|line| excused(category, line)).collect())
            .collect(),
        line_of: RESTRICTED
            .iter()
            .map(|category| {
                let line = marks.line_of.get(*category)?;
                LINES.iter().position(|known| known == line)
            })
            .collect(),
    }
});

/// What a name shows, read with the words of a language; `around` is the title of the
/// page it stands on.
pub(super) fn shown(name: &str, around: &str, lexicon: &Lexicon) -> Shown {
    let name = beginning(name);
    let folded = Folded::new(name);
    let hits = lexicon.in_name(&folded);
    let mut shown = Shown::default();
    if hits.is_empty() {
        return shown;
    }
    let mut above: Option<Vec<Hit>> = None;
    let alone = is_alone(&folded, &hits);
    for category in 0..RESTRICTED.len() {
        let is = |strength| move |hit: &&Hit| hit.word == Word::Restricted(category, strength);
        let whole = hits.iter().find(is(Strength::Alone)).filter(|_| alone);
        let whole = whole.filter(|_| !hits.iter().any(|hit| is(Strength::Against)(&hit)));
        let found = whole.map(|hit| hit.range.clone()).or_else(|| {
            found(&hits, category, || {
                above
                    .get_or_insert_with(|| lexicon.in_name(&Folded::new(beginning(around))))
                    .clone()
            })
        });
        if let Some(range) = found {
            shown.restricted.insert(category, written(name, &folded, &range));
        }
    }
    for hit in &hits {
        match hit.word {
            Word::Line(line) => shown.lines.push(line),
            Word::Brand(brand) => shown.brands.push(brand),
            Word::Replica => shown.replicas.push(written(name, &folded, &hit.range)),
            _ => {}
        }
    }
    // Restricted goods make a line of their own.
    let lines = shown.restricted.keys().filter_map(|at| TABLES.line_of.get(*at).copied().flatten());
    shown.lines.extend(lines);
    for places in [&mut shown.lines, &mut shown.brands] {
        places.sort_unstable();
        places.dedup();
    }
    shown
}

/// Whether a name holds nothing but words that show a category where they stand alone,
/// and short ones that join them.
fn is_alone(folded: &Folded, hits: &[Hit]) -> bool {
    let alone: Vec<&Range<usize>> = hits
        .iter()
        .filter(|hit| matches!(hit.word, Word::Restricted(_, Strength::Alone)))
        .map(|hit| &hit.range)
        .collect();
    let mut at = 0;
    !alone.is_empty()
        && folded.as_str().split(' ').all(|word| {
            let (start, end) = (at, at + word.len());
            at = end + 1;
            word.chars().count() <= JOINING
                || alone.iter().any(|range| range.start <= start && end <= range.end)
        })
}

/// Where a category is shown.
fn found(hits: &[Hit], category: usize, above: impl FnOnce() -> Vec<Hit>) -> Option<Range<usize>> {
    let of = |wanted: Strength| {
        hits.iter().filter(move |hit| hit.word == Word::Restricted(category, wanted))
    };
    let strong: Vec<&Hit> = of(Strength::Strong).collect();
    let weak: Vec<&Hit> = of(Strength::Weak).collect();
    if strong.is_empty() && weak.is_empty() {
        return None;
    }
    let inside = |inner: &Range<usize>, outer: &Range<usize>| {
        outer.start <= inner.start && inner.end <= outer.end
    };
    let excused = TABLES.excused.get(category);
    let takes_away = |hit: &Hit| match hit.word {
        Word::Restricted(of, Strength::Against) => of == category,
        Word::Otherwise => true,
        Word::Line(line) => excused.and_then(|lines| lines.get(line)).copied().unwrap_or(false),
        _ => false,
    };
    let contradicted = hits
        .iter()
        .filter(|hit| takes_away(hit))
        .any(|hit| !strong.iter().any(|strong| inside(&hit.range, &strong.range)));
    if contradicted {
        return None;
    }
    // The longest word says most.
    let longest = strong.iter().max_by_key(|hit| hit.range.len());
    if let Some(hit) = longest {
        return Some(hit.range.clone());
    }
    let apart =
        |one: &Range<usize>, other: &Range<usize>| one.end <= other.start || other.end <= one.start;
    let beside =
        weak.iter().find(|weak| of(Strength::With).any(|with| apart(&with.range, &weak.range)));
    let first = beside.or_else(|| {
        let with = Word::Restricted(category, Strength::With);
        let strong = Word::Restricted(category, Strength::Strong);
        let company = above().iter().any(|hit| hit.word == with || hit.word == strong);
        weak.first().filter(|_| company)
    });
    first.map(|hit| hit.range.clone())
}

/// As much of a text as is read as a name.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(MAX_NAME).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}
