//! Words around prices: currencies, free of charge, before, VAT, total.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The `prices` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Prices {
    /// Names of currencies by ISO 4217 code. The same name may stand for another
    /// currency in another language.
    pub currencies: BTreeMap<String, Vec<String>>,
    /// Words that mean an amount of nothing.
    pub free: Vec<String>,
    /// Words between the two ends of a range.
    pub range: Vec<String>,
    /// Words before a price that is not the current one: former, recommended, saved.
    pub before: Vec<String>,
    /// VAT is in the price.
    pub vat_included: Vec<String>,
    /// VAT is not in the price.
    pub vat_excluded: Vec<String>,
    /// What the sum of an order is called.
    pub total: Vec<String>,
    /// What the cost of delivery is called.
    pub shipping: Vec<String>,
}
