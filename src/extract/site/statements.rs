//! States what the site says apart from its terms: the lowest prior price, the
//! notice on the legal guarantee, accessibility, surcharges, how soon it answers,
//! the name on statements, to whom it sells, limits of export, who runs it.

use super::facts::numbered;
use crate::extract::{PageKind, PageReading, Site, Statement, terms};
use crate::facts::Fact;
use serde_json::json;

/// Pages with fewer words than this say nothing in any language.
const LEAST_WORDS: usize = 30;

/// States `site.statements`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let pages = || site.pages.iter().filter(|page| !page.soft_404);
    let found = terms::said(pages(), "site", counts);
    let said = pages().filter(|page| page.words >= LEAST_WORDS);
    let coverage = site.coverage.of_everything().and_then(|()| terms::is_understood(site, said));
    let (values, evidence): (Vec<_>, Vec<_>) = found
        .into_iter()
        .map(|(said, evidence)| {
            let value = json!({ "statement": said.kind, "url": said.url, "excerpt": said.excerpt });
            (value, evidence)
        })
        .unzip();
    Fact::list(&values, numbered(evidence), coverage)
}

/// Whether a statement counts on a page: privacy policies tell of answers to other
/// questions, of other sites, and of what stands on accounts.
fn counts(page: &PageReading, statement: &Statement) -> bool {
    let of_data = matches!(page.kind, Some(PageKind::Privacy | PageKind::Cookies));
    !of_data || statement.framed || matches!(statement.kind, "accessibility" | "own-operation")
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Visit, page};
    use crate::facts::{Finding, Reason};

    fn stated(visit: &Visit) -> Vec<String> {
        let value = visit.facts().get("site.statements").unwrap().finding.value();
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["statement"].as_str().unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn a_frame_on_every_page_is_stated_once() {
        let front = "<html lang=sv><main><h1>Fjellbod</h1><a href=/om>Om oss</a></main><footer>\
            <p>Denna webbplats drivs av Fjellbod Handel AB.</p></footer>";
        let about = front.replace("<h1>Fjellbod</h1>", "<h1>Om oss</h1><p>Vi säljer tält.</p>");
        let visit = Visit::new(&[("/", front), ("/om", &about)]);
        assert_eq!(stated(&visit), ["own-operation"]);
    }

    #[test]
    fn answers_on_personal_data_are_no_promise_to_customers() {
        let says = "<p>Vi svarar inom två dagar på alla frågor.</p>";
        let front = page("Fjellbod", "<a href=/i>Integritetspolicy</a><a href=/k>Kontakt</a>");
        let read = |path: &str, title: &str| {
            stated(&Visit::new(&[("/", &front), (path, &page(title, says))]))
        };
        assert!(!read("/i", "Integritetspolicy").contains(&"answer-time".to_owned()));
        assert!(read("/k", "Kontakt").contains(&"answer-time".to_owned()));
    }

    #[test]
    fn nothing_said_is_absent_only_where_all_was_read() {
        let front = page("Fjellbod", "<p>Välkommen till butiken för vandring i fjällen.</p>");
        let read = |visit: &Visit| visit.facts().get("site.statements").unwrap().finding.clone();
        assert_eq!(read(&Visit::new(&[("/", &front)])), Finding::Absent);
        let cut = Visit::new(&[("/", &front)]).failure("/x", Reason::TimedOut, "Mer");
        assert_eq!(read(&cut), Finding::Unknown(Reason::TimedOut));
    }
}
