//! Recognises a holder that is hidden rather than named.
//!
//! Since the GDPR most registries put a phrase where the name would stand, and
//! registrars sell services that stand in for the holder. Both mean that the
//! holder is not known, not that there is none.

use crate::vocabulary::{Folded, PhraseSet, fold};
use std::sync::LazyLock;

/// Phrases that stand in place of data, as registries and registrars write them.
const PLACEHOLDERS: &[&str] = &[
    "redacted*",
    "gdpr masked",
    "gdpr redacted",
    "not disclosed",
    "not shown",
    "data protected",
    "data redacted",
    "non public data",
    "statutory masking enabled",
    "withheld for privacy",
    "hidden upon user request",
    "personal data can not be publicly disclosed",
    "private person",
    "restricted publication",
    "ano nymous",
    "not published",
    "protected data",
    "visit www*",
    "please query the rdds*",
    "data not available",
    "restricted information",
    "not available from registry",
    "information not disclosed",
];

/// Words that stand in place of data when nothing else stands there.
const WHOLE: &[&str] = &[
    "private",
    "gdpr",
    "withheld",
    "hidden",
    "masked",
    "anonymised",
    "anonymized",
    "anonymous",
    "confidential",
];

/// Services that hold domains in the place of others.
const PROXIES: &[&str] = &[
    "domains by proxy*",
    "whoisguard*",
    "whois guard*",
    "whois privacy*",
    "whoisprivacy*",
    "whoisprotect*",
    "privacyprotect*",
    "privacy protect*",
    "privacy protection*",
    "contact privacy*",
    "domain privacy*",
    "domain protection services",
    "identity protect*",
    "identity protection service",
    "perfect privacy*",
    "privacy service provided by*",
    "privacyguardian*",
    "privacy guardian",
    "registration private",
    "private registration*",
    "super privacy service",
    "digital privacy corporation",
    "myprivacy*",
    "whois agent",
    "whois proxy*",
    "proxy protection*",
    "privacy hero*",
    "jewella privacy*",
    "1api gmbh whois*",
    "personal data operator protected",
    "see privacyguardian org",
    "anonymize inc",
    "njalla",
];

static PLACEHOLDER_SET: LazyLock<PhraseSet<()>> =
    LazyLock::new(|| PhraseSet::new(PLACEHOLDERS.iter().map(|p| (*p, ()))));
static PROXY_SET: LazyLock<PhraseSet<()>> =
    LazyLock::new(|| PhraseSet::new(PROXIES.iter().map(|p| (*p, ()))));

/// The longest value looked at, in bytes.
const MAX_LENGTH: usize = 300;

fn hits(set: &PhraseSet<()>, text: &str) -> bool {
    text.len() <= MAX_LENGTH && set.matches(&Folded::new(text))
}

/// Whether a value is a phrase put in place of data.
#[must_use]
pub(super) fn is_placeholder(value: &str) -> bool {
    value.len() <= MAX_LENGTH
        && (hits(&PLACEHOLDER_SET, value) || WHOLE.contains(&fold(value).as_str()))
}

/// Whether a name is that of a service that hides the holder.
#[must_use]
pub(super) fn is_proxy(name: &str) -> bool {
    hits(&PROXY_SET, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_and_proxies_are_told_from_names() {
        for text in ["REDACTED FOR PRIVACY", "Not Disclosed!", "GDPR Masked", "Data Protected"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in
            ["Domains By Proxy, LLC", "WhoisGuard, Inc.", "Contact Privacy Inc. Customer 0123"]
        {
            assert!(is_proxy(text), "{text}");
        }
        for text in ["Blue Kettle Limited", "Privat Kaffe AB", "Hiddensee Kessel GmbH"] {
            assert!(!is_placeholder(text) && !is_proxy(text), "{text}");
        }
    }
}
