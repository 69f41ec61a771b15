//! The name on the card holder's statement, where the site shows it.
//!
//! What was declared is known letter by letter and is looked for as words of the
//! page, with or without the spaces that statements leave out, and without what a
//! payment provider puts before a star. A name that is the shop's own domain is
//! shown by the address itself. Without a declared name there is nothing to look
//! for.

use crate::application::Application;
use crate::extract::{Document, Found, PageReading, Site, pages};
use crate::facts::{Evidence, Fact, Reason};
use crate::vocabulary::fold;
use serde_json::json;

/// Shorter names stand in too many texts by chance.
const SHORTEST: usize = 5;
/// The length at which statements cut a name, in characters.
const STATEMENT: usize = 22;

/// Looks for the declared name on one page.
pub(super) fn look(doc: &Document, application: Option<&Application>, reading: &mut PageReading) {
    let Some(declared) = application.and_then(|a| a.descriptor.as_deref()) else { return };
    let wanted = squeezed(shop_part(declared));
    if wanted.len() < SHORTEST {
        return;
    }
    let cut = declared.chars().count() >= STATEMENT;
    for (index, block) in doc.blocks.iter().enumerate() {
        if holds(doc.folded(index).as_str(), &wanted, cut) {
            let value = declared.trim().to_owned();
            reading.shown.descriptor = Some(Found::at(doc, block.node, &block.text, value));
            return;
        }
    }
}

/// The shop's own part of a name: what stands behind the star of a provider.
fn shop_part(declared: &str) -> &str {
    declared.rsplit_once('*').map_or(declared, |(_, own)| own).trim()
}

/// A name folded, without spaces.
fn squeezed(name: &str) -> String {
    fold(name).replace(' ', "")
}

/// Whether whole words of a folded text make up a name; the last may go on where
/// the name was cut.
fn holds(folded: &str, wanted: &str, cut: bool) -> bool {
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    (0..words.len()).any(|start| {
        let mut rest = wanted;
        for word in words.get(start..).unwrap_or(&[]) {
            match rest.strip_prefix(word) {
                Some("") => return true,
                Some(left) => rest = left,
                None => return cut && word.starts_with(rest),
            }
        }
        false
    })
}

/// The fact `identity.descriptor`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let Some(declared) = site.application.and_then(|a| a.descriptor.as_deref()) else {
        return Fact::unknown(Reason::NotCollected);
    };
    let walked = site.walk.iter().flat_map(|walked| walked.beyond_product());
    let found = site.pages.iter().filter(|page| !page.soft_404).chain(walked);
    let found = found.filter_map(|page| Some((page, page.shown.descriptor.as_ref()?))).next();
    if let Some((page, found)) = found {
        let value = json!({
            "value": found.value,
            "url": page.url,
            "excerpt": crate::facts::shorten(&found.excerpt),
        });
        return Fact::present(value, vec![page.evidence(found)]);
    }
    let url = &site.snapshot.target.url;
    let domain = pages::registrable(url).unwrap_or_default();
    let wanted = squeezed(shop_part(declared));
    let named = |name: &str| !name.is_empty() && squeezed(name) == wanted;
    if named(&domain) || domain.split_once('.').is_some_and(|(label, _)| named(label)) {
        let value = json!({ "value": declared.trim(), "url": url, "excerpt": domain });
        return Fact::present(value, vec![Evidence::new(url.clone(), &domain)]);
    }
    if wanted.len() < SHORTEST {
        return Fact::unknown(Reason::Ambiguous);
    }
    Fact::missing(site.coverage.of_everything())
}

#[cfg(test)]
mod tests {
    use crate::application::Application;
    use crate::extract::testing::{Visit, page};
    use crate::facts::{Finding, Reason};

    fn finding(body: &str, declared: Option<&str>) -> Finding {
        let application =
            Application { descriptor: declared.map(str::to_owned), ..Application::default() };
        let visit = Visit::new(&[("/", &page("Boden", body))]);
        visit.facts_with(&application).get("identity.descriptor").unwrap().finding.clone()
    }

    #[test]
    fn a_declared_name_is_found_however_it_is_written() {
        for (body, declared) in [
            ("<p>På kontoutdraget står TALLBODEN NORR.</p>", "TALLBODEN NORR"),
            ("<p>På kontoutdraget står Tallboden Norr.</p>", "BETAL*TALLBODENNORR"),
            ("<p>Köpet syns som TALLBODEN.EXAMPLE på kontot.</p>", "Tallboden.example"),
            ("<p>Tallboden Norrlands Skafferi AB</p>", "TALLBODEN NORRLANDS SK"),
        ] {
            assert!(matches!(finding(body, Some(declared)), Finding::Present(_)), "{declared}");
        }
        let domain = finding("<p>Hej</p>", Some("FJELLBOD.EXAMPLE"));
        assert_eq!(domain.value()["excerpt"], "fjellbod.example");
    }

    #[test]
    fn parts_of_words_and_short_names_are_nothing() {
        assert_eq!(finding("<p>Tallbodens varor</p>", Some("TALLBODEN")), Finding::Absent);
        assert_eq!(finding("<p>Ek och lin</p>", Some("EK")), Finding::Unknown(Reason::Ambiguous));
        assert_eq!(finding("<p>Tallboden</p>", None), Finding::Unknown(Reason::NotCollected));
    }
}
