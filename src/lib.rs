//! Vets an online merchant's site before a payment agreement is signed.
//!
//! Data walks one way:
//!
//! ```text
//! collect -> snapshot -> extract -> facts -> judge -> report
//! ```
//!
//! [`collect`] is the only part that touches the network and never judges.
//! [`extract`] and [`judge`] are pure, so a saved [`snapshot`] judged again
//! gives the same report, which is what makes a verdict defensible later.

pub mod application;
pub mod chromium;
#[doc(hidden)]
pub mod cli;
pub mod collect;
pub mod control;
pub mod error;
pub mod extract;
pub mod facts;
pub mod handbook;
pub mod judge;
pub mod names;
pub mod numbers;
pub mod report;
pub mod rules;
pub mod snapshot;
pub mod universe;
pub mod vocabulary;
pub mod yaml;

pub use error::{Error, Result};
