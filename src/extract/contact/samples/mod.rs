//! Contact details as shops write them, in many countries and spellings.
//!
//! All firms, people and numbers are made up. Each table is one list of cases;
//! a case that is read differently is told with all others of its table, so
//! that a change shows everything it breaks at once.

mod addresses;
mod emails;
mod further;
mod others;
mod phones;

use crate::extract::{Context, PageReading, read_page};
use crate::vocabulary::Vocabulary;
use url::Url;

/// The reading of a page of a made-up shop.
fn read(source: &str, country: Option<&str>) -> PageReading {
    let url = Url::parse("https://www.tallbod.example/").unwrap();
    let context = Context { vocabulary: Vocabulary::built_in(), language: None, country };
    read_page(source, &url, context)
}

/// Fails with every case that is read otherwise.
fn settle(all: usize, wrong: &[String]) {
    assert!(wrong.is_empty(), "{} of {all} are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}
