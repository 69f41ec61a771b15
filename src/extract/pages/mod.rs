//! What kind of page a page is, and where each kind of page was found.
//!
//! First every page is read by itself (`read`): its kind, its links with what
//! they seem to lead to, policies that are a section of it. Then all pages are
//! weighed together (`settle`, `choose`): which one is the shop's page of
//! each kind. It must not say *absent* unless the coverage of the visit allows
//! it.

mod content;
mod facts;
mod link;
mod linked;
mod names;
mod read;
mod sections;
mod settle;
#[cfg(test)]
mod shops;
mod withdrawal;

pub(super) use facts::{facts, registrable};
pub use link::link_kind;
pub(super) use link::{in_article_folder, is_machinery, kinds_of_link, page_key};
pub(super) use linked::redirects;
pub(crate) use read::leaves_to_script;
pub(super) use read::read;
pub(super) use settle::{choose, is_policy, settle};
