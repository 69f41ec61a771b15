//! What pages show beside text: marks of card schemes, seals, chats, years of
//! copyright, and what the page of one product holds.

use super::{Found, Money};
use crate::facts::Reason;
use serde::Serialize;

/// What one page shows beside text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Shown {
    /// Marks of card schemes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Found<CardMark>>,
    /// A picture that seems to show marks of card schemes, and not which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_picture: Option<Found<String>>,
    /// Seals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trustmarks: Vec<Found<Trustmark>>,
    /// Names of services that run a live chat.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chats: Vec<Found<String>>,
    /// Why a chat may run here that is not seen.
    #[serde(skip)]
    pub chat_unseen: Option<Reason>,
    /// The latest year of a line of copyright.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copyright: Option<Found<u16>>,
    /// Script writes the year of a line of copyright.
    #[serde(skip)]
    pub copyright_scripted: bool,
    /// Countries that the page says the business is in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Found<CountryStated>>,
    /// The name on the card holder's statement, as declared and as shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub descriptor: Option<Found<String>>,
    /// What the page of one product holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<Found<ProductPage>>,
}

impl Shown {
    /// Whether the page shows nothing of all this.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The mark of a card scheme.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct CardMark {
    /// As in `site.card-logos`.
    pub brand: String,
    /// The words, where it is only named in text.
    pub text: Option<String>,
}

/// A seal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Trustmark {
    /// Its name.
    pub name: String,
    /// Where its picture leads.
    pub links_to: Option<String>,
    /// Whether that is the issuer's page about this shop; none where the page as
    /// read does not tell.
    pub genuine: Option<bool>,
}

/// A country that a page says the business is in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct CountryStated {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// It stands in the footer.
    pub footer: bool,
    /// The company beside it, where nothing else says whose country it is.
    pub name: Option<String>,
}

/// What the page of one product holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ProductPage {
    /// Name of the product.
    pub name: String,
    /// The texts that may describe it: what each folds to, hashed, and its words.
    #[serde(skip)]
    pub texts: Vec<(u64, u32)>,
    /// Words of the description that the page states for machines.
    pub stated_words: usize,
    /// Different pictures of it.
    pub pictures: usize,
    /// Pictures may be drawn by script that was not run.
    #[serde(skip)]
    pub pictures_unseen: bool,
    /// Who made it, where the page says so.
    pub manufacturer: Option<String>,
    /// How to reach who made it.
    pub manufacturer_contact: Option<String>,
    /// GTIN or article number.
    pub identifier: Option<String>,
    /// A price per unit of measure is shown.
    pub unit_price: bool,
    /// A former price is shown beside the lower one.
    pub price_cut: bool,
    /// The lowest price of the days before is shown.
    pub prior_price: bool,
    /// What the page shows as its one price, with its VAT mode.
    #[serde(skip)]
    pub price: Option<(Money, &'static str)>,
    /// What it states for machines, where that is another price.
    pub other_in_markup: Option<Money>,
    /// What it shows was compared with what it states for machines.
    #[serde(skip)]
    pub compared: bool,
    /// The buyer chooses among variants, which may differ in price.
    #[serde(skip)]
    pub choices: bool,
    /// All amounts shown with it, which are no conflict whatever they are.
    #[serde(skip)]
    pub amounts: Vec<String>,
}
