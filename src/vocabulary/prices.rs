//! Words around prices: currencies, what a price is the price of, VAT, on request.

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
    /// Words before a price that no longer holds or was only recommended.
    pub before: Vec<String>,
    /// What a price is called, and nothing more.
    pub price_words: Vec<String>,
    /// Words before the ordinary price, a former one only where a lower one stands by.
    pub ordinary: Vec<String>,
    /// Words before the price that holds now.
    pub current: Vec<String>,
    /// Words beside the lowest of several prices.
    pub from: Vec<String>,
    /// Labels of a price per unit of measure.
    pub unit_price: Vec<String>,
    /// Words between a price and its unit of measure.
    pub per: Vec<String>,
    /// Names of units of measure; their symbols are the same everywhere.
    pub units: Vec<String>,
    /// Words before an amount that is saved.
    pub saving: Vec<String>,
    /// Words after an amount that is saved.
    pub off: Vec<String>,
    /// Words before one of several payments for the same thing.
    pub instalment: Vec<String>,
    /// The price is told to those who ask.
    pub on_request: Vec<String>,
    /// Ask for an offer; alone it does not say that there is no fixed price.
    pub quote: Vec<String>,
    /// VAT is in the price.
    pub vat_included: Vec<String>,
    /// VAT is not in the price.
    pub vat_excluded: Vec<String>,
    /// What VAT is called.
    pub vat_words: Vec<String>,
    /// Words before VAT that put it into the price.
    pub vat_with: Vec<String>,
    /// Words before VAT that leave it out of the price.
    pub vat_without: Vec<String>,
    /// What the sum of an order is called.
    pub total: Vec<String>,
    /// What the cost of delivery is called.
    pub shipping: Vec<String>,
    /// The lowest price of the days before a price was cut.
    pub prior_price: Vec<String>,
    /// What lists of products count.
    pub goods: Vec<String>,
    /// Words before the number of all, after the numbers of those shown.
    pub of_all: Vec<String>,
}
