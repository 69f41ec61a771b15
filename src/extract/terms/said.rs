//! Makes facts of the statements of all pages.
//!
//! Who states a fact says on which pages a statement of its list counts and how
//! much of the shop was seen; here are only its parts that are alike.

use crate::extract::{Found, PageReading, Site, Statement, identity};
use crate::facts::{Evidence, Reason};
use std::collections::{BTreeMap, HashSet};

/// Findings of one kind that a fact holds.
const MAX_EACH: usize = 5;

/// The statements of one list on some pages, each kind so many times, with its
/// excerpt fit to be shown.
pub(in crate::extract) fn said<'a>(
    pages: impl Iterator<Item = &'a PageReading>,
    list: &str,
    counts: impl Fn(&PageReading, &Statement) -> bool,
) -> Vec<(Statement, Evidence)> {
    let mut each: BTreeMap<&str, usize> = BTreeMap::new();
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    let mut all = Vec::new();
    for page in pages {
        let own = page.statements.iter().filter(|found| found.value.list == list);
        for found in own.filter(|found| counts(page, &found.value)) {
            let Found { value, .. } = found;
            // What stands in the frame of the site stands on every page.
            if !seen.insert((value.kind, value.excerpt.as_str())) {
                continue;
            }
            let count = each.entry(value.kind).or_default();
            *count += 1;
            if *count <= MAX_EACH {
                let excerpt = identity::masked(&value.excerpt).into_owned();
                let statement = Statement { url: page.url.clone(), excerpt, ..value.clone() };
                all.push((statement, page.evidence(found)));
            }
        }
    }
    all
}

/// Whether a list can be called whole: pages in a language without words leave
/// open what they say.
pub(in crate::extract) fn is_understood<'a>(
    site: &Site<'_>,
    mut pages: impl Iterator<Item = &'a PageReading>,
) -> Result<(), Reason> {
    let understood = |page: &PageReading| {
        page.language.as_deref().is_none_or(|tag| site.vocabulary.language(tag).is_some())
    };
    if pages.all(understood) { Ok(()) } else { Err(Reason::LanguageUnsupported) }
}
