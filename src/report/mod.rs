//! The report: one stable model, and one file per format.
//!
//! A [`Report`] is everything a verdict rests on; each format is a pure function
//! of it. Judging a saved bundle again gives the same report byte for byte, apart
//! from the fields under `run`. This room decides nothing and looks nothing up;
//! whatever comes from a visited site is neutralised by [`safe`] before it is
//! shown.

pub mod csv;
pub mod diff;
pub mod html;
pub mod json;
pub mod junit;
pub mod letter;
pub mod markdown;
mod model;
mod pictures;
pub mod safe;
pub mod sarif;
pub mod saved;
pub mod schema;
pub mod terminal;
pub mod texts;
mod walk;
mod words;

pub use model::{Build, FactView, PackView, PageView, Report, Run, TargetView, Unread};
pub use walk::{EndView, EntryView, StepView, WalkView, WithheldView};
