//! Why something could not be determined: a closed list.

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $sentence:literal;)+) => {
        /// Why a fact is unknown or an outcome inconclusive.
        ///
        /// The kebab-case codes are part of the report format; rule files use
        /// them as keys under `messages.inconclusive`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum Reason {
            $($(#[$doc])* $variant,)+
        }

        impl Reason {
            /// Every reason, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable kebab-case code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// One plain English sentence that says what happened.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence),+ }
            }

            /// The reason with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

reasons! {
    /// No connection, or the server answered with an error.
    Unreachable = "unreachable", "The site or server could not be reached.";
    /// An answer did not come in time.
    TimedOut = "timed-out", "An answer did not come in time.";
    /// Bot challenge, 403 or 429.
    Blocked = "blocked", "The site refused an automated visit.";
    /// The site answers only visitors of certain countries.
    GeoBlocked = "geo-blocked", "The site is closed to visitors from where the check ran.";
    /// Only visible after signing in.
    LoginRequired = "login-required", "It is only visible after signing in.";
    /// An age question stood in the way.
    AgeWall = "age-wall", "An age question stood in the way.";
    /// robots.txt forbids the page.
    RobotsDisallowed = "robots-disallowed", "The site's robots.txt forbids reading the page.";
    /// Drawn by script and not rendered.
    NeedsJavascript = "needs-javascript", "The content is drawn by script and was not rendered.";
    /// Only inside an image.
    ImageOnly = "image-only", "It is only shown inside an image.";
    /// Only in a PDF that was not read.
    PdfOnly = "pdf-only", "It is only given in a PDF.";
    /// Inside a frame of another party.
    ThirdPartyFrame = "third-party-frame", "It is inside a frame of another party.";
    /// Hidden by the registry.
    Redacted = "redacted", "The registry hides it.";
    /// The source asked us to come back later.
    RateLimited = "rate-limited", "The source limits how often it may be asked.";
    /// No public source answers for this.
    NoPublicSource = "no-public-source", "There is no public source for it.";
    /// A language without a vocabulary.
    LanguageUnsupported = "language-unsupported", "The language of the page is not supported yet.";
    /// A budget of the visit was used up.
    Truncated = "truncated", "The visit reached one of its limits before everything was read.";
    /// A document from the applicant is needed.
    NeedsDocument = "needs-document", "A document from the applicant is needed.";
    /// Several readings are possible.
    Ambiguous = "ambiguous", "What was found can be read in more than one way.";
    /// Sources contradict each other.
    Conflicting = "conflicting", "Sources contradict each other.";
    /// Not looked for in this visit.
    NotCollected = "not-collected", "It was not looked for in this visit.";
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_agree_with_their_serialised_form() {
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
            assert_eq!(Reason::from_code(reason.code()), Some(*reason));
        }
    }
}
