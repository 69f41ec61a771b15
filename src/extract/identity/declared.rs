//! The names that the merchant declared, looked for where they stand.
//!
//! A name that is told from its legal form alone is missed when it has none, or
//! has it in front. What was declared is known letter by letter, so it is looked
//! for as a phrase: folded, whole words, the whole name. That a page holds it is
//! evidence that the company is named there, and nothing more; whether it is the
//! seller is for the rules to say.

use super::legal_name::named;
use crate::application::Application;
use crate::extract::{Document, Found, PageReading};
use crate::vocabulary::{PhraseSet, fold};

/// Shorter names stand in too many texts by chance.
const SHORTEST: usize = 6;

/// Looks for the declared legal name on one page.
pub(in crate::extract) fn look(
    doc: &Document,
    application: Option<&Application>,
    reading: &mut PageReading,
) {
    let Some(name) = application.and_then(|a| a.legal_name.as_deref()) else { return };
    let key = fold(name);
    let known = reading.legal_names.iter().any(|found| fold(&found.value.value) == key);
    if known || key.chars().count() < SHORTEST {
        return;
    }
    // The stars of a phrase are no part of a name.
    let set = PhraseSet::new([(name.replace('*', " "), ())]);
    for (index, block) in doc.blocks.iter().enumerate() {
        let folded = doc.folded(index);
        let Some(hit) = set.find(folded).next() else { continue };
        let range = folded.original(hit.start + 1..hit.end.saturating_sub(1));
        let Some(shown) = block.text.get(range.clone()) else { continue };
        let node = block.node_at(range.start);
        reading.legal_names.push(Found::at(doc, node, &block.text, named(shown.trim())));
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn names(source: &str, declared: &str) -> Vec<String> {
        let doc = Document::parse(source, &Url::parse("https://shop.example/").unwrap());
        let application =
            Application { legal_name: Some(declared.to_owned()), ..Application::default() };
        let mut reading = PageReading::default();
        look(&doc, Some(&application), &mut reading);
        reading.legal_names.into_iter().map(|found| found.value.value).collect()
    }

    #[test]
    fn a_declared_name_is_found_as_it_is_shown() {
        let page = "<p>Behandles av STIFTELSEN  Måneskinn, Bergen.</p>";
        assert_eq!(names(page, "stiftelsen måneskinn"), ["STIFTELSEN Måneskinn"]);
    }

    #[test]
    fn a_part_of_the_name_or_of_a_word_is_not_the_name() {
        assert!(names("<p>Måneskinn i Bergen</p>", "Stiftelsen Måneskinn").is_empty());
        assert!(names("<p>Stiftelsen Måneskinnet</p>", "Stiftelsen Måneskinn").is_empty());
    }

    #[test]
    fn a_short_name_is_not_looked_for() {
        assert!(names("<p>Ek och lin</p>", "Ek").is_empty());
    }
}
