//! Telephone numbers.

/// Reads a text that is known to be a telephone number; E.164, or none where it
/// is no valid number. `country` (ISO 3166-1 alpha-2) is where a number without
/// country code is dialled.
#[must_use]
pub fn parse(_text: &str, _country: Option<&str>) -> Option<String> {
    None
}
