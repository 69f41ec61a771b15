//! Where a fact was seen.

use serde::{Deserialize, Serialize};

/// The longest excerpt kept, in characters.
pub const MAX_EXCERPT: usize = 300;

/// One place that shows a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Evidence {
    /// The page (`https:`), or the record (`dns:host`, `whois://server/name`,
    /// `tls://host`, `application:`, `challenge:domain`, or `extract:file` for an
    /// extract that the applicant supplied and nobody else vouches for).
    pub url: String,
    /// CSS selector or JSON path inside it.
    pub selector: Option<String>,
    /// What it said, at most 300 characters, white space folded.
    pub excerpt: String,
    /// SHA-256 of the body it stood in, lower-case hexadecimal.
    pub sha256: Option<String>,
    /// When it was seen, RFC 3339 in UTC.
    pub seen_at: Option<String>,
    /// Which item of a list value this shows, from 0.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub item: Option<usize>,
}

impl Evidence {
    /// Evidence at `url` that says `excerpt`; folded and cut to length.
    #[must_use]
    pub fn new(url: impl Into<String>, excerpt: &str) -> Self {
        Self {
            url: url.into(),
            selector: None,
            excerpt: shorten(excerpt),
            sha256: None,
            seen_at: None,
            item: None,
        }
    }
}

/// Folds white space and cuts to [`MAX_EXCERPT`] characters, with an ellipsis.
#[must_use]
pub fn shorten(text: &str) -> String {
    let mut out = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        if count > 0 {
            out.push(' ');
            count += 1;
        }
        for c in word.chars() {
            if count + 1 >= MAX_EXCERPT {
                out.push('…');
                return out;
            }
            out.push(c);
            count += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_folded_and_bounded() {
        assert_eq!(shorten("  a\n\t b  "), "a b");
        let long = "ö".repeat(1000);
        assert_eq!(shorten(&long).chars().count(), MAX_EXCERPT);
    }
}
