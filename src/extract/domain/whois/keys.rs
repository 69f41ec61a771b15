//! What the keys of WHOIS answers mean.
//!
//! The table is in `tables`; here it is looked up. The words *domain*, *record*
//! and the like before a key are dropped, so `Domain Registration Date` is
//! looked up as `registration date`, and numbers that count repeated keys too.

use super::meaning::{Field, Role, Topic};
use super::tables::{FIELDS, FILLERS, FOREIGN, LEADING, ROLES, STEMS, TOPICS};
use std::collections::HashMap;
use std::sync::LazyLock;

static TOPIC_MAP: LazyLock<HashMap<&'static str, Topic>> = LazyLock::new(|| map(TOPICS));
static FIELD_MAP: LazyLock<HashMap<&'static str, Field>> = LazyLock::new(|| map(FIELDS));
static ROLE_MAP: LazyLock<HashMap<&'static str, Role>> = LazyLock::new(|| map(ROLES));

fn map<T: Copy>(table: &'static [(T, &'static str)]) -> HashMap<&'static str, T> {
    table.iter().flat_map(|(value, keys)| keys.split('|').map(move |key| (key, *value))).collect()
}

/// What a key of the domain itself tells; numbers at its end are dropped.
pub(super) fn topic(key: &str) -> Option<Topic> {
    let key = without_digits(key);
    let key = key.as_str();
    TOPIC_MAP.get(key).copied().or_else(|| {
        LEADING.split('|').find_map(|word| {
            let rest = key.strip_prefix(word)?.strip_prefix(' ')?;
            TOPIC_MAP.get(rest).copied()
        })
    })
}

/// What a key that is not in the table seems to tell, by the words in it. Only
/// to be believed where the value is of the kind.
pub(super) fn likely_topic(key: &str) -> Option<Topic> {
    let key = without_digits(key);
    let words: Vec<&str> = key.split(' ').filter(|w| !w.is_empty()).take(8).collect();
    if words.len() > 6 || words.iter().any(|w| FOREIGN.split('|').any(|f| w.starts_with(f))) {
        return None;
    }
    STEMS
        .iter()
        .find(|(_, stems)| words.iter().any(|w| stems.split('|').any(|stem| w.starts_with(stem))))
        .map(|(topic, _)| *topic)
}

/// A key without the numbers that count repeated ones: `ns1 hostname`.
fn without_digits(key: &str) -> String {
    let mut out: String = key.chars().filter(|c| !c.is_ascii_digit()).collect();
    out.truncate(out.trim_end().len());
    out
}

/// What a key of a contact tells; numbers at its end are dropped.
pub(super) fn field(key: &str) -> Option<Field> {
    FIELD_MAP.get(without_digits(key).as_str()).copied()
}

/// The role that a key begins with, and the rest of the key.
pub(super) fn split_role(key: &str) -> Option<(Role, &str)> {
    // Whole key first, then the longest beginning that is a role.
    let cuts = std::iter::once(key.len()).chain(key.rmatch_indices(' ').map(|(at, _)| at));
    for cut in cuts.take(8) {
        if let Some(role) = key.get(..cut).and_then(|head| ROLE_MAP.get(head)) {
            return Some((*role, key.get(cut..).unwrap_or("").trim_start()));
        }
    }
    None
}

/// The role that a heading names, when it names nothing else.
pub(super) fn heading(key: &str) -> Option<Role> {
    if let Some(role) = ROLE_MAP.get(key) {
        return Some(*role);
    }
    let words: Vec<&str> = key.split(' ').take(9).collect();
    if words.len() > 8 {
        return None;
    }
    let words: Vec<&str> = words
        .into_iter()
        .filter(|word| !FILLERS.split('|').any(|filler| filler == *word))
        .collect();
    // `Domain Name Servers listed in order`, else `Admin/Tech Contact`.
    ROLE_MAP.get(words.join(" ").as_str()).copied().or_else(|| {
        let roles: Option<Vec<Role>> =
            words.iter().map(|word| ROLE_MAP.get(word).copied()).collect();
        roles?.first().copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_their_meaning() {
        assert_eq!(topic("domain registration date"), Some(Topic::Created));
        assert_eq!(topic("record expires on"), Some(Topic::Expires));
        assert_eq!(topic("name server 2"), Some(Topic::NameServer));
        assert_eq!(topic("registrar whois server"), None);
        assert_eq!(likely_topic("date of first approval"), Some(Topic::Created));
        assert_eq!(likely_topic("option to renew until"), Some(Topic::Expires));
        assert_eq!(likely_topic("registrar whois server"), None);
        assert_eq!(split_role("registrant organization"), Some((Role::Registrant, "organization")));
        assert_eq!(split_role("domain holder"), Some((Role::Registrant, "")));
        assert_eq!(heading("administrative contact information"), Some(Role::Other));
        assert_eq!(heading("registrant contact"), Some(Role::Registrant));
        assert_eq!(heading("domain name servers listed in order"), Some(Role::NameServers));
        assert_eq!(heading("registrant fax ext"), None);
    }
}
