//! Recognises the notices that registries send instead of data.
//!
//! A notice counts only where the answer holds no registration: legal texts say
//! *available* and *not found* too. The phrases are what the servers' software
//! sends, compared in folded form.

use crate::vocabulary::{Folded, Marks, PhraseSet};
use std::sync::LazyLock;

/// What a notice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Notice {
    /// Nobody can have it.
    Reserved,
    /// Nobody has it.
    Free,
    /// Asked too often, or not allowed to ask now.
    RateLimited,
    /// The question was not understood, or the server does not know.
    Invalid,
}

const NOTICES: &[(Notice, &[&str])] = &[
    (
        Notice::Invalid,
        &[
            "invalid query",
            "invalid input",
            "invalid request",
            "invalid domain*",
            "malformed request",
            "malformed query",
            "syntax error",
            "bad request",
            "incorrect domain*",
            "unknown command",
            "not a valid domain*",
            "invalid pattern",
            "invalid parameter*",
            "invalid character*",
            "cannot be processed",
            "error in query",
            "no whois server*",
            "not supported",
            "tld is not supported",
            "this tld has no whois server*",
            "could not be processed",
            "internal error",
            "service unavailable",
            "temporarily unavailable",
            "query not allowed",
            "object class is not supported",
        ],
    ),
    (
        Notice::Reserved,
        &[
            "is reserved",
            "has been withdrawn",
            "reserved by*",
            "reserved name",
            "reserved domain*",
            "has been reserved",
            "cannot be registered",
            "can not be registered",
            "is restricted from registration",
            "restricted from registration",
            "restricted name",
            "name is restricted*",
            "not available for registration",
            "not allowed to be registered",
            "is prohibited",
            "prohibited string*",
            "status reserved",
            "blocked by the registry",
            "is blocked",
            "not permitted for registration",
            "is a reserved*",
            "is not available for registration",
            "this platinum*",
            "premium name*",
            "available for purchase",
        ],
    ),
    (
        Notice::Free,
        &[
            "not available for second level registration",
            "no match",
            "no matching*",
            "not found",
            "notfound",
            "no entries found",
            "no data found",
            "no object found",
            "no objects found",
            "no object*",
            "object not found",
            "no records*",
            "no record found",
            "no domain records*",
            "nothing found",
            "no such domain",
            "no information available*",
            "no information was found",
            "does not exist",
            "do not exist",
            "not exist",
            "object does not exist",
            "queried object does not exist",
            "is free",
            "status free",
            "status available",
            "status avail",
            "is available",
            "available for registration",
            "has not been registered",
            "not registered",
            "is not registered",
            "not been registered",
            "no existe",
            "no encontrado",
            "no se encuentra*",
            "no entry found",
            "no results",
            "unregistered",
            "could not find*",
            "we do not have an entry*",
            "not have an entry*",
            "no found",
            "not in our database",
            "domain unknown",
            "no registration*",
            "domain name not known",
            "not in database",
            "no esta registrado",
            "is unregistered",
            "not available in our whois database",
            "nao encontrado",
            "no corresponde*",
            "domain you requested is not known",
            "el dominio no se encuentra registrado",
            "not delegated",
            "등록되어 있지 않습니다",
            "no se encontro*",
            "no data was found",
            "invalid or unregistered*",
            "not currently registered",
            "name or service not known",
            "can not find*",
            "cannot find*",
            "no domain*",
            "not assigned",
            "no whois information*",
            "is not in our*",
            "domaine inconnu",
            "available domain",
            "この名前は登録されていません",
        ],
    ),
];

static SET: LazyLock<PhraseSet<Notice>> = LazyLock::new(|| {
    let limits = Marks::built_in().registry_limits.iter();
    PhraseSet::new(
        NOTICES
            .iter()
            .flat_map(|(notice, phrases)| phrases.iter().map(move |phrase| (*phrase, *notice)))
            .chain(limits.map(|phrase| (phrase.as_str(), Notice::RateLimited))),
    )
});

/// The longest line that is a notice rather than a legal text, in bytes.
const MAX_NOTICE: usize = 200;
/// Lines looked at: a notice stands near the top.
const MAX_LINES: usize = 400;

/// Words by which a line shows itself to be part of a legal text.
const PROSE: [&str; 10] = [
    "whether",
    "agree",
    "purposes",
    "guarantee",
    "obtain",
    "information about whether",
    "conditions",
    "lawful",
    "terms of use",
    "policies",
];

/// What the answer's notices come to: an answer about the name outweighs talk of
/// limits, which legal texts hold too, and a reserved name is not free.
pub(super) fn notice(text: &str) -> Option<Notice> {
    let mut found: Option<Notice> = None;
    for line in text.lines().take(MAX_LINES).filter(|line| line.len() <= MAX_NOTICE) {
        let folded = Folded::new(line);
        if PROSE.iter().any(|word| folded.as_str().contains(word)) {
            continue;
        }
        let whole = (folded.as_str().trim() == "available").then_some(Notice::Free);
        let best = SET.find(&folded).map(|hit| *hit.value).chain(whole).min();
        found = match (found, best) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    found
}

/// What a status says about whether the domain is registered.
pub(super) fn of_status(status: &str) -> Option<Notice> {
    // `220 Available`
    let folded = crate::vocabulary::fold(status);
    let folded = folded.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    match folded {
        "free" | "available" | "avail" | "no object found" | "not registered" | "not found"
        | "no match" | "unregistered" | "invalid" | "unassigned" | "unassignable"
        | "premium name" | "nonexistent" | "disponivel" | "notfound" | "not exist" => {
            Some(Notice::Free)
        }
        "reserved" | "forbidden" | "prohibited" | "restricted" | "unavailable"
        | "not available" => Some(Notice::Reserved),
        _ if folded.starts_with("available ")
            || folded.starts_with("not registered ")
            || folded.starts_with("free ") =>
        {
            Some(Notice::Free)
        }
        _ if folded.starts_with("reserved ") => Some(Notice::Reserved),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_told_apart() {
        for (text, expected) in [
            ("No match for \"BLUE-KETTLE.EXAMPLE\".", Some(Notice::Free)),
            ("%ERROR:101: no entries found", Some(Notice::Free)),
            ("Status: free", Some(Notice::Free)),
            ("This name is reserved by the registry", Some(Notice::Reserved)),
            ("Query rate limit exceeded. Try again later.", Some(Notice::RateLimited)),
            ("Invalid query", Some(Notice::Invalid)),
            ("% to check whether a domain is still available", None),
            ("", None),
        ] {
            assert_eq!(notice(text), expected, "{text}");
        }
    }
}
