//! States the facts of this area.

use super::gather::Names;
use super::{age, licences, lines, replica, restricted, sample};
use crate::extract::Site;
use crate::facts::FactSet;

/// States the facts of this area, after those of products and of the checkout.
pub(crate) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let names = Names::of(site);
    set.put("products.lines", lines::fact(site, &names));
    set.put("products.restricted", restricted::fact(site, set, &names));
    sample::facts(site, set, names.products.len());
    set.put("products.replica-signals", replica::fact(site, &names));
    set.put("site.licences", licences::fact(site));
    set.put("site.age-check", age::fact(site, set));
}
