//! What links, headings and addresses of each kind of page say (terms, privacy, ...).

use serde::Deserialize;
use std::collections::BTreeMap;

/// The `pages` section of a vocabulary file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Pages {
    /// The names of each kind of page.
    pub kinds: PageNames,
    /// Names of the terms for using a website, which are not terms of sale.
    pub user_terms: Vec<String>,
    /// Names of pages that hold several policies or lead to them: questions and
    /// answers, customer service, information.
    pub hubs: Vec<String>,
    /// What a page says that does not exist.
    pub not_found: Vec<String>,
    /// The commonest small words of the language, to tell it in short texts.
    pub function_words: Vec<String>,
    /// For each written variant of the language by its tag, the small words that
    /// the main form does not have.
    pub variant_words: BTreeMap<String, Vec<String>>,
}

/// The names of each kind of page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PageNames {
    /// Terms of sale.
    pub terms: PageWords,
    /// Privacy policy.
    pub privacy: PageWords,
    /// Cookie policy.
    pub cookies: PageWords,
    /// Returns and withdrawal.
    pub returns: PageWords,
    /// Delivery.
    pub delivery: PageWords,
    /// Complaints.
    pub complaints: PageWords,
    /// Contact details.
    pub contact: PageWords,
    /// About the business.
    pub about: PageWords,
    /// Who runs the site.
    pub imprint: PageWords,
    /// Shopping cart.
    pub cart: PageWords,
    /// Checkout.
    pub checkout: PageWords,
    /// A list of products.
    pub category: PageWords,
}

/// The words of one kind of page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PageWords {
    /// Names that tell the kind when they stand in a link, heading or address.
    pub names: Vec<String>,
    /// Words that tell it only when they are all that the link, heading or
    /// address says.
    pub exact: Vec<String>,
    /// Words that the text of such a page is full of.
    pub content: Vec<String>,
    /// Words that tell the kind in a question or in the heading of a section;
    /// a final `*` leaves the end of the word open.
    pub sections: Vec<String>,
    /// What such a text calls itself (*this privacy policy*).
    pub itself: Vec<String>,
}
