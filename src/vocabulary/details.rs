//! What the page of one product says beside its description: who made it, its
//! number, reviews, other goods, how many of it.

use serde::Deserialize;

/// The `details` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Details {
    /// What stands before the name of the maker.
    pub manufacturer: Vec<String>,
    /// What stands before the number of an article.
    pub identifier: Vec<String>,
    /// Headings above what buyers say.
    pub reviews: Vec<String>,
    /// Headings above other goods.
    pub related: Vec<String>,
    /// What the number of pieces is called.
    pub quantity: Vec<String>,
}
