//! What was found out about a shop, and how sure that is.
//!
//! A *fact* lives at a dotted kebab-case path (`contact.emails`) that the
//! [`catalogue`] lists with its type and meaning. Its [`Finding`] is one of four
//! states, because "we could not see it" must never be read as "it is not
//! there". Each fact carries [`Evidence`]: where, which element, what it said.
//!
//! This room holds data and nothing else: it does not read pages (that is
//! `extract`) and it does not judge (that is `judge`). It has no clock, no
//! files and no network.

pub mod catalogue;
mod evidence;
mod reason;
mod set;

pub use evidence::{Evidence, MAX_EXCERPT, shorten};
pub use reason::Reason;
pub use set::{Fact, FactSet, Finding};
