//! Rules and packs as pages that people read: one rule, the handbook of a pack, and the
//! explanation of one verdict.
//!
//! Everything here is made from what rules, packs and the catalogue of facts say, in the
//! language asked for. The pages work without script, load nothing, and can be printed.
//! This room is pure: it is given the day and writes no files, and it judges nothing that
//! the rules do not judge.

mod book;
mod explain;
mod page;
mod prose;
mod render;
mod text;
mod words;

pub use book::{Book, Cover, FactUse, Group};
pub use explain::{Explanation, Observed, Step};
pub use page::{Example, FactNote, PackNote, Page, ParamNote, Said};
pub use prose::Prose;
pub use render::{Format, Sheet, book, explanation, leaves, page};
pub use words::{LANGUAGES, words};
