//! Rules held against facts: pure.
//!
//! Takes the rules, the facts and a date, and says for each rule what came of
//! it, then applies waivers and draws the verdict. It has no clock (the date is
//! given), no files and no network, and one rule that goes wrong never stops the
//! others.

mod evaluate;
mod evidence;
mod outcome;
mod texts;
mod verdict;
pub mod waiver;

pub use evaluate::{Options, judge};
pub use outcome::{
    AppliedWaiver, Judgement, Level, Outcome, OutcomeEvidence, OutcomeKind, Reference, Since,
    Summary, Verdict,
};
pub use verdict::{FailOn, counts, exit_code};
pub use waiver::Waiver;
