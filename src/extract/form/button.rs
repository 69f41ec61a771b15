//! Buttons: whether their words say that ordering means paying.

use crate::vocabulary::Vocabulary;

/// How clearly the words of an order button state the duty to pay: `clear`,
/// `weak` or `insufficient`; none where it is no order button. Without a
/// language all are tried.
#[must_use]
pub fn clarity(
    _text: &str,
    _language: Option<&str>,
    _vocabulary: &Vocabulary,
) -> Option<&'static str> {
    None
}
