//! Languages beside those that ship: files of the user's own, added once.
//!
//! The rooms compile the words of all languages the first time they read a page,
//! so languages are added before that and only once in a process. A file is held
//! to the form of those that ship: the same sections, no key that they do not
//! have, a tag that stands nowhere else.

use super::{Language, Vocabulary, shipped};
use crate::yaml::{Node, Place, nearest, parse, read, render};
use std::collections::BTreeMap;
use std::sync::OnceLock;

static ALL: OnceLock<Vocabulary> = OnceLock::new();

/// The vocabulary of this process.
pub(super) fn all() -> &'static Vocabulary {
    ALL.get_or_init(|| Vocabulary::new(shipped()))
}

impl Vocabulary {
    /// Adds languages to those that ship, for this whole process; each file is its
    /// name and its text.
    ///
    /// # Errors
    /// What is wrong in a file, with its name, line and column, ready to be shown
    /// to a person; or that words have been used already, when it is too late.
    pub fn add(files: &[(String, String)]) -> Result<(), String> {
        let shipped = shipped();
        let mut languages = shipped.clone();
        for (name, text) in files {
            let language = language(name, text, &shipped, &languages)?;
            languages.push(language);
        }
        languages.sort_by(|a, b| a.language.cmp(&b.language));
        ALL.set(Vocabulary::new(languages))
            .map_err(|_| "languages can only be added before anything is read".to_owned())
    }
}

/// One added language; `known` are those it stands beside.
fn language(
    name: &str,
    text: &str,
    shipped: &[Language],
    known: &[Language],
) -> Result<Language, String> {
    let language: Language = read(text, name)?;
    let tree = parse(text)
        .map_err(|wrong| render(name, text, wrong.at, &wrong.message, wrong.help.as_deref()))?;
    let at = tree.get("language").map_or(Place::START, |node| node.at);
    let tag = language.language.as_str();
    let is_tag = (2..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_lowercase());
    if !is_tag {
        let help = "a BCP 47 language in lower case without a region, as in `et`; `qaa` to \
                    `qtz` are for private use";
        return Err(render(name, text, at, &format!("`{tag}` is no language tag"), Some(help)));
    }
    if matches!(tag, "no" | "nn") || known.iter().any(|other| other.language == tag) {
        let message = format!("the language `{tag}` has its words already");
        let help = "each language stands in one file; add the words there";
        return Err(render(name, text, at, &message, Some(help)));
    }
    for (path, keys) in open_maps(shipped) {
        let mut node = Some(&tree);
        for key in path {
            node = node.and_then(|node| node.get(key));
        }
        for entry in node.map_or(&[][..], Node::entries) {
            if !keys.contains(&entry.key.as_str()) {
                let message = format!("no language has `{}` under `{}`", entry.key, path.join("."));
                let help = nearest(&entry.key, keys.iter().copied())
                    .map(|near| format!("is `{near}` meant?"));
                return Err(render(name, text, entry.at, &message, help.as_deref()));
            }
        }
    }
    Ok(language)
}

/// A mapping whose keys the code knows by name: its path and the keys that the
/// languages that ship have there.
type OpenMap<'a> = (&'static [&'static str], Vec<&'a str>);

fn open_maps(shipped: &[Language]) -> [OpenMap<'_>; 8] {
    let keys = |of: fn(&Language) -> Vec<&str>| {
        let mut keys: Vec<&str> = shipped.iter().flat_map(of).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    [
        (&["topics", "phrases"], keys(|l| names(&l.topics.phrases))),
        (&["statements", "privacy"], keys(|l| names(&l.statements.privacy))),
        (&["statements", "exceptions"], keys(|l| names(&l.statements.exceptions))),
        (&["statements", "subscription"], keys(|l| names(&l.statements.subscription))),
        (&["statements", "site"], keys(|l| names(&l.statements.site))),
        (&["statements", "register"], keys(|l| names(&l.statements.register))),
        (&["forms", "fields"], keys(|l| names(&l.forms.fields))),
        (&["forms", "purposes"], keys(|l| names(&l.forms.purposes))),
    ]
}

fn names<T>(words: &BTreeMap<String, T>) -> Vec<&str> {
    words.keys().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTIONS: &str = "name: Toy\ncountries: [SE]\npages: {}\ntopics: {}\nstatements: {}\nresidue: {}\n\
        site: {}\ncontact: {}\nidentity: {}\nprices: {}\nbuttons: {}\nwalls: {}\nbanner: {}\nwalk: {}\ndetails: {}\ngoods: {}\n";

    fn wrong(tag: &str, forms: &str) -> String {
        let text = format!("language: {tag}\n{SECTIONS}forms: {forms}\n");
        let shipped = shipped();
        language("toy.yaml", &text, &shipped, &shipped).err().unwrap_or_default()
    }

    #[test]
    fn a_small_file_is_a_language() {
        assert_eq!(wrong("qtx", "{fields: {email: [post]}}"), "");
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        assert!(wrong("sv", "{}").starts_with("toy.yaml:1:11: the language `sv` has its words"));
        assert!(wrong("nn", "{}").starts_with("toy.yaml:1:11: "));
        assert!(wrong("sv-SE", "{}").starts_with("toy.yaml:1:11: `sv-SE` is no language tag"));
        let key = wrong("qtx", "{fields: {e-mail: [post]}}");
        assert!(key.starts_with("toy.yaml:18:18: no language has `e-mail` under `forms.fields`"));
        assert!(key.contains("is `email` meant?"), "{key}");
        assert!(wrong("qtx", "{colours: [a]}").starts_with("toy.yaml:18:"));
    }
}
