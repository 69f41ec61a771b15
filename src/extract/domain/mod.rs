//! Domain registration, DNS and certificate facts out of what was answered.

mod country;
mod date;
mod privacy;
pub mod rdap;
mod registration;
mod status;
pub mod whois;

pub use registration::{Registrant, Registration};

use super::Site;
use crate::facts::FactSet;

/// States the facts of this area.
pub(super) fn facts(_site: &Site<'_>, _set: &mut FactSet) {}
