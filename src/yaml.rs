//! Reads YAML that people wrote, strictly, and says where it is wrong.
//!
//! Strict means: `NO` is Norway and not false, `012` is a postal code and not
//! ten, `1_000` is text. Used for rules, packs, vocabulary, applications,
//! waivers and configuration, so that every complaint looks alike.

use serde::de::DeserializeOwned;

/// Reads `text` as a `T`; the error is a whole diagnostic that begins with
/// `name:line:column`.
///
/// # Errors
/// What is wrong and where, ready to be shown to a person.
pub fn read<T: DeserializeOwned>(text: &str, name: &str) -> Result<T, String> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let place = error
            .location()
            .map_or_else(|| name.to_owned(), |at| format!("{name}:{}:{}", at.line(), at.column()));
        format!("{place}: {error}")
    })
}
