//! Domain registration, DNS and certificate facts out of what was answered.

pub mod rdap;
mod registration;
pub mod whois;

pub use registration::{Registrant, Registration};

use super::Site;
use crate::facts::FactSet;

/// States the facts of this area.
pub(super) fn facts(_site: &Site<'_>, _set: &mut FactSet) {}
