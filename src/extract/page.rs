//! What one page says: the result of reading it once.
//!
//! Readings are plain data without the DOM, so that a whole shop fits in memory
//! and `shopvet inspect` can print one as it is.

use crate::facts::{Evidence, Reason};
use serde::Serialize;

/// A value with the place it was seen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// CSS selector of the element.
    pub selector: String,
    /// The words around it.
    pub excerpt: String,
}

impl<T> Found<T> {
    /// A value seen in the element of `node`, in these words.
    pub fn at(doc: &super::Document, node: ego_tree::NodeId, excerpt: &str, value: T) -> Self {
        Self { value, selector: doc.selector(node), excerpt: excerpt.to_owned() }
    }
}

/// The kinds of page that matter to a reviewer.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// Terms of sale.
    Terms,
    /// Privacy policy.
    Privacy,
    /// Cookie policy.
    Cookies,
    /// Returns and withdrawal.
    Returns,
    /// Delivery.
    Delivery,
    /// Complaints.
    Complaints,
    /// Contact details.
    Contact,
    /// About the business.
    About,
    /// Who runs the site.
    Imprint,
    /// Shopping cart.
    Cart,
    /// Checkout.
    Checkout,
    /// One product.
    Product,
    /// A list of products.
    Category,
    /// The front page.
    Front,
}

impl PageKind {
    /// The kinds that have a fact `pages.<kind>`.
    pub const FACTS: &'static [Self] = &[
        Self::Terms,
        Self::Privacy,
        Self::Cookies,
        Self::Returns,
        Self::Delivery,
        Self::Complaints,
        Self::Contact,
        Self::About,
        Self::Imprint,
        Self::Cart,
        Self::Checkout,
    ];

    /// The kebab-case name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Privacy => "privacy",
            Self::Cookies => "cookies",
            Self::Returns => "returns",
            Self::Delivery => "delivery",
            Self::Complaints => "complaints",
            Self::Contact => "contact",
            Self::About => "about",
            Self::Imprint => "imprint",
            Self::Cart => "cart",
            Self::Checkout => "checkout",
            Self::Product => "product",
            Self::Category => "category",
            Self::Front => "front",
        }
    }
}

/// Everything read from one page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PageReading {
    /// Address of the page.
    pub url: String,
    /// HTTP status; 200 for a page read from a file.
    pub status: u16,
    /// SHA-256 of the body.
    pub sha256: String,
    /// When it was seen.
    pub seen_at: String,
    /// Links from the front page.
    pub clicks: u32,
    /// The best kind, if any fits.
    pub kind: Option<PageKind>,
    /// How much the page itself speaks for each kind it may be.
    #[serde(skip)]
    pub kinds: Vec<(PageKind, f32)>,
    /// BCP 47 tag of the main language.
    pub language: Option<String>,
    /// `<title>`.
    pub title: String,
    /// Words outside header, navigation and footer.
    pub words: usize,
    /// The page holds next to no text but much script.
    pub script_shell: bool,
    /// The page goes on beyond what was read of it.
    #[serde(skip)]
    pub cut: bool,
    /// The page is named as one that holds several policies or leads to them.
    #[serde(skip)]
    pub hub: bool,
    /// Its own part says nothing beyond its heading, and what stands there
    /// instead.
    #[serde(skip)]
    pub empty: Option<Reason>,
    /// The page is a PDF document.
    #[serde(skip)]
    pub pdf: bool,
    /// Header or footer are empty and left to script, so links may be missing.
    #[serde(skip)]
    pub script_frame: bool,
    /// The page is a polite 404: status 200, but it says that there is nothing.
    pub soft_404: bool,
    /// A browser drew it, and it was read as it stood then.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rendered: bool,
    /// Policies that are a section of this page.
    pub sections: Vec<Section>,
    /// E-mail addresses.
    pub emails: Vec<Found<Email>>,
    /// Telephone numbers.
    pub phones: Vec<Found<Phone>>,
    /// Postal addresses.
    pub addresses: Vec<Found<PostalAddress>>,
    /// Something looks like an address, of which no whole one could be made.
    #[serde(skip)]
    pub unclear_address: bool,
    /// Opening hours.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub opening_hours: Vec<Found<OpeningHours>>,
    /// A picture on a contact page without text that seems to show the details.
    pub pictured_contact: Option<Found<String>>,
    /// Company names.
    pub legal_names: Vec<Found<LegalName>>,
    /// Names that may be the seller's, with what speaks for each.
    #[serde(skip)]
    pub sellers: Vec<Found<SellerName>>,
    /// Organisation numbers.
    pub registration_numbers: Vec<Found<RegistrationNumber>>,
    /// VAT numbers.
    pub vat_numbers: Vec<Found<VatNumber>>,
    /// Visible prices.
    pub prices: Vec<Found<Price>>,
    /// Products.
    pub products: Vec<Found<Product>>,
    /// How many products a list on the page says that there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated_count: Option<Found<usize>>,
    /// Topics of terms and policies.
    pub topics: Vec<Found<Topic>>,
    /// Another site that the text names again and again, where it never names its own.
    #[serde(skip)]
    pub other_site: Option<Found<String>>,
    /// Periods of time that terms give for a topic.
    pub periods: Vec<Found<Period>>,
    /// What the page says of the closed lists of statements.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Found<Statement>>,
    /// Template text left in terms and policies.
    pub residue: Vec<Found<Residue>>,
    /// Filler text and demo content.
    pub placeholders: Vec<Found<Residue>>,
    /// The page says that the site is not open.
    pub under_construction: Option<Found<Residue>>,
    /// Links.
    pub links: Vec<LinkReading>,
    /// Forms.
    pub forms: Vec<FormReading>,
    /// Why the form of a page for ordering cannot be seen, where there is a sign of one.
    #[serde(skip)]
    pub checkout_elsewhere: Option<Reason>,
    /// What it says of goods and of selling them.
    #[serde(skip)]
    pub goods: super::GoodsReading,
    /// Shop platform: name and version.
    pub platform: Option<Found<Platform>>,
    /// What it shows beside text.
    #[serde(skip_serializing_if = "super::Shown::is_empty")]
    pub shown: super::Shown,
    /// Parts loaded without TLS: address and kind.
    pub insecure: Vec<Found<Insecure>>,
    /// Where the page sends its visitors without being asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub onward: Option<Found<String>>,
    /// The parking service that the page is made by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parked_by: Option<Found<String>>,
    /// The same page in other languages, as the page says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternates: Vec<Found<Alternate>>,
}

/// A policy that is a section of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Section {
    /// What it is about.
    pub kind: PageKind,
    /// The heading is a name of the kind and does not only speak of it.
    #[serde(skip)]
    pub named: bool,
    /// Its heading.
    pub heading: String,
    /// `id` of the heading or of an element around it, for the URL's fragment.
    pub fragment: Option<String>,
    /// Words in it.
    pub words: usize,
    /// CSS selector of the heading.
    pub selector: String,
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Email {
    /// The address, lower case.
    pub value: String,
    /// `mailto`, `text`, `obfuscated` or `structured`.
    pub source: &'static str,
}

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Phone {
    /// E.164.
    pub value: String,
    /// As shown.
    pub text: String,
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PostalAddress {
    /// As shown, on one line.
    pub text: String,
    /// Street and number.
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// Opening hours of some days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
pub struct OpeningHours {
    /// As shown.
    pub text: String,
    /// `Mo` to `Su`; none where the page does not tell.
    pub days: Vec<&'static str>,
    /// `HH:MM`; none on days when it is closed.
    pub opens: Option<String>,
    /// `HH:MM`; earlier than `opens` when it is past midnight.
    pub closes: Option<String>,
    /// Not open on these days.
    pub closed: bool,
}

/// A company name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct LegalName {
    /// The name with its legal form, as shown.
    pub value: String,
    /// The legal form, such as `AB`, where there is one.
    pub legal_form: Option<String>,
}

/// A name that may be the seller's, and what speaks for it on one page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SellerName {
    /// The name.
    pub name: LegalName,
    /// A label or a clause says that it is the seller's.
    pub stated: bool,
    /// A number of a register or of VAT stands beside it.
    pub numbered: bool,
    /// It shares words with the site's address.
    pub own: bool,
    /// It does no more than spell out that address.
    pub brand: bool,
    /// Where it stands.
    pub place: SellerPlace,
}

/// Where a page names the seller.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SellerPlace {
    /// The terms of sale.
    Terms,
    /// The imprint.
    Imprint,
    /// The contact page.
    Contact,
    /// Header or footer of any page.
    Footer,
    /// A line of copyright.
    Copyright,
    /// Data for machines.
    Data,
    /// Another page.
    #[default]
    Page,
}

/// An organisation number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct RegistrationNumber {
    /// Canonical form.
    pub value: String,
    /// `se-orgnr`, `no-orgnr`, ...
    pub scheme: &'static str,
    /// The check digit is right.
    pub valid: bool,
    /// A number that people make up.
    pub dummy: bool,
}

/// A VAT number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct VatNumber {
    /// Canonical form with country prefix.
    pub value: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The check digit is right.
    pub valid: bool,
}

/// A visible price.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Price {
    /// Address of the page.
    pub url: String,
    /// As shown.
    pub text: String,
    /// Decimal text with a point, two decimals or as many as shown.
    pub amount: String,
    /// ISO 4217; absent where it cannot be told.
    pub currency: Option<String>,
    /// `current`, `old`, `from`, `to`, `unit`, `total`, `shipping`, `saving` or
    /// `instalment`.
    pub kind: &'static str,
}

/// A product or service on sale.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Product {
    /// Address of its page.
    pub url: String,
    /// Name.
    pub name: String,
    /// Current price.
    pub price: Option<Money>,
    /// `included`, `excluded` or `unstated`.
    pub vat: &'static str,
    /// `current`, `from`, `unit` or `on-request`; none where no price was seen.
    pub price_kind: Option<&'static str>,
    /// The price that it replaces, where both are shown.
    pub old_price: Option<Money>,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Money {
    /// Decimal text.
    pub amount: String,
    /// ISO 4217.
    pub currency: Option<String>,
}

/// A topic of terms and policies.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Topic {
    /// One of [`crate::facts::catalogue::TOPICS`].
    pub topic: &'static str,
    /// Address of the page.
    pub url: String,
    /// The words that show it.
    pub excerpt: String,
}

/// A period of time that terms give for a topic.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Period {
    /// One of [`crate::facts::catalogue::TOPICS`].
    pub topic: &'static str,
    /// So many units at least; the same as `to` where one number is given.
    pub from: u16,
    /// So many units at most.
    pub to: u16,
    /// One of [`crate::vocabulary::topics::UNITS`].
    pub unit: &'static str,
    /// Address of the page.
    pub url: String,
    /// The words that say so.
    pub excerpt: String,
}

/// Something that a page says, of a closed list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Statement {
    /// The list: `privacy`, `exceptions`, `subscription`, `site` or `register`.
    pub list: &'static str,
    /// One of the list.
    pub kind: &'static str,
    /// Address of the page.
    pub url: String,
    /// The words that say so.
    pub excerpt: String,
    /// It stands in header or footer.
    #[serde(skip)]
    pub framed: bool,
}

/// Text that should not be there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Residue {
    /// Address of the page.
    pub url: String,
    /// The words.
    pub excerpt: String,
    /// Kebab-case kind.
    pub kind: String,
}

/// A shop platform.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Platform {
    /// Name, as its maker writes it.
    pub name: String,
    /// Version, where the page tells.
    pub version: Option<String>,
}

/// A page in another language (`hreflang`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Alternate {
    /// Its address.
    pub url: String,
    /// BCP 47 tag, or `x-default`.
    pub language: String,
}

/// A part of a page that is loaded without TLS.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Insecure {
    /// Its address.
    pub url: String,
    /// `script`, `image`, `form`, ...
    pub kind: String,
}

/// A link as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkReading {
    /// Absolute address, with its fragment.
    pub url: String,
    /// The words of the link.
    pub text: String,
    /// What the link seems to lead to.
    pub kind: Option<PageKind>,
    /// Part of the page where it stands.
    #[serde(skip)]
    pub region: super::Region,
}

/// A form as read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct FormReading {
    /// Where it is sent, absolute.
    pub action: Option<String>,
    /// `get` or `post`.
    pub method: String,
    /// What the form is for: `checkout`, `cart`, `contact`, `newsletter`,
    /// `login`, `registration`, `search`, `payment`, or none of these.
    pub purpose: Option<&'static str>,
    /// Its fields.
    pub fields: Vec<FieldReading>,
    /// Its buttons.
    pub buttons: Vec<ButtonReading>,
    /// The box that accepts the terms.
    pub consent: Option<ConsentReading>,
    /// Payment methods offered, in order, as named.
    pub payment_methods: Vec<String>,
    /// The total of the order, on a page that places one.
    pub total: Option<TotalReading>,
    /// CSS selector.
    pub selector: String,
}

/// A field of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FieldReading {
    /// WHATWG autofill token, `consent`, or `other`.
    pub purpose: String,
    /// Label as a person sees it.
    pub label: String,
    /// `name`.
    pub name: String,
    /// `id`.
    pub id: String,
    /// `type`, or `select` / `textarea`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The form cannot be sent without it.
    pub required: bool,
    /// CSS selector.
    pub selector: String,
}

/// A button of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ButtonReading {
    /// Its words.
    pub text: String,
    /// `clear`, `weak`, `insufficient`, or none: not an order button.
    pub clarity: Option<&'static str>,
    /// CSS selector.
    pub selector: String,
}

/// The box that accepts the terms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ConsentReading {
    /// There is one.
    pub present: bool,
    /// The order cannot be placed without it.
    pub required: bool,
    /// It is ticked from the start.
    pub preticked: bool,
    /// Its words.
    pub label: String,
    /// Where its link leads.
    pub links_to: Option<String>,
}

/// The total of an order as shown before paying.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct TotalReading {
    /// Decimal text.
    pub amount: String,
    /// ISO 4217.
    pub currency: Option<String>,
    /// The cost of delivery is shown.
    pub shipping_stated: bool,
    /// Whether VAT is in the price is shown.
    pub vat_stated: bool,
}

impl PageReading {
    /// Evidence for something found on this page.
    pub fn evidence<T>(&self, found: &Found<T>) -> Evidence {
        let excerpt = super::identity::masked(&found.excerpt);
        let mut evidence = Evidence::new(&self.url, &excerpt);
        evidence.selector = Some(found.selector.clone()).filter(|s| !s.is_empty());
        evidence.sha256 = Some(self.sha256.clone()).filter(|s| !s.is_empty());
        evidence.seen_at = Some(self.seen_at.clone()).filter(|s| !s.is_empty());
        evidence
    }
}
