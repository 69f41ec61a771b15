//! What a site says that is not open: coming, under construction, for sale, parked, closed, a demo.

use serde::Deserialize;

/// The `site` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Site {
    /// The site is to open.
    pub coming_soon: Vec<String>,
    /// The site is being built or mended.
    pub under_construction: Vec<String>,
    /// The domain is for sale.
    pub for_sale: Vec<String>,
    /// What follows the name of a domain where it is for sale.
    pub name_for_sale: Vec<String>,
    /// The domain is registered and nothing else.
    pub parked: Vec<String>,
    /// The shop is closed.
    pub closed: Vec<String>,
    /// The shop is a demonstration that sends nothing.
    pub demo_shop: Vec<String>,
    /// Whole names of products that only say that they are examples.
    pub demo_products: Vec<String>,
}
