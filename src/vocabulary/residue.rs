//! Text that templates, guides and other firms leave in terms.

use serde::Deserialize;

/// The `residue` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Residue {
    /// What brackets say that someone was to fill in or take out.
    pub fill_in: Vec<String>,
    /// What a template has in brackets where the shop's own data goes.
    pub things: Vec<String>,
    /// What stands in brackets where the data is to come later.
    pub later: Vec<String>,
    /// What publishing systems write before the text they suggest.
    pub suggested_text: Vec<String>,
    /// How a guide addresses traders instead of their customers.
    pub guide_for_traders: Vec<String>,
    /// Laws that are no longer in force.
    pub repealed_law: Vec<String>,
    /// Names of services that are closed.
    pub closed_service: Vec<String>,
    /// What stands before the name of the firm that an agreement is with.
    pub parties: Vec<String>,
}
