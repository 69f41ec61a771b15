//! One price text into amount and currency.

use serde::Serialize;

/// What else is known about a price text.
#[derive(Debug, Clone, Copy, Default)]
pub struct PriceHints<'a> {
    /// Text that names a currency (a code or a sign).
    pub currency: Option<&'a str>,
    /// BCP 47.
    pub language: Option<&'a str>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
    /// The decimal separator, where it is known.
    pub decimal_separator: Option<char>,
}

/// An amount and a currency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ParsedPrice {
    /// Decimal text with a point.
    pub amount: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
}

/// Reads a text that is known to be a price.
#[must_use]
pub fn parse(_text: &str, _hints: PriceHints<'_>) -> ParsedPrice {
    ParsedPrice::default()
}
