//! Rules as data: what is asked of a shop, who asks it, and how sure one can be.
//!
//! A rule is one YAML file with its conditions, messages and tests; a pack selects rules
//! and sets their levels and params. This room reads and compiles them, says everything
//! that is wrong with them at its place, evaluates conditions in Kleene logic, and runs
//! the tests that rules carry. It must not know of pages, networks or reports. Apart from
//! reading folders of rules when asked to, it is pure.

mod case;
mod compare;
mod compile;
mod condition;
mod decision;
pub mod diff;
mod file;
mod leaf;
mod library;
mod lint;
mod pack;
mod problem;
mod rule;
mod schema;
mod shape;
mod skeleton;
pub mod sources;
pub mod suite;
mod template;
mod test;
mod translation;
mod truth;
mod wording;

pub use case::Case;
pub use compile::Params;
pub use condition::{Condition, Quantifier, Scene, Trace, Trouble};
pub use decision::{Decision, OutcomeKind, decide, settle};
pub use leaf::{Leaf, Subject};
pub use library::{Library, PackInfo, Ruleset};
pub use lint::{Coverage, coverage, lint};
pub use pack::{Pack, Setting};
pub use problem::{Code, Problem};
pub use rule::{Level, Localised, Messages, OnFail, Param, Reference, Rule};
pub use schema::{Format, schema};
pub use skeleton::{Draft, EDITOR_LINE};
pub use template::{DASH, Speech, render};
pub use translation::{Languages, Translated};
pub use truth::{Reasons, Truth};
pub use wording::{speech, wording};

pub(crate) use file::WAIVER;
pub(crate) use problem::Complaints;
pub(crate) use shape::{Shape, check, date};
