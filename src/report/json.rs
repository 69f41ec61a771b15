//! The report as JSON.

use super::{Report, safe};

/// The report as indented JSON with a final line feed.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    safe::json(&text)
}
