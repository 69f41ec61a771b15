//! Reads WHOIS answers.

use super::Registration;

/// Reads a WHOIS answer; `domain` and `server` are what was asked, where known.
#[must_use]
pub fn read(_text: &str, _domain: Option<&str>, _server: Option<&str>) -> Registration {
    Registration::default()
}
