//! States the particulars of the company beside its name and number: register,
//! who represents it, who supervises it, its seat, its capital.
//!
//! They count in the frame of the site and on pages that tell who sells; an article
//! may name any director, and a privacy policy the authority for data.

use crate::extract::{PageKind, PageReading, Site, Statement, contact::gather, terms};
use crate::facts::{Evidence, Fact};
use serde_json::{Value, json};

/// The kinds of page where particulars stand.
const KINDS: &[PageKind] =
    &[PageKind::Front, PageKind::Imprint, PageKind::Contact, PageKind::Terms];

/// States `identity.register-details`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let rank = |page: &PageReading| match page.kind {
        Some(PageKind::Imprint) => 0,
        Some(PageKind::Contact) => 1,
        Some(PageKind::Terms) => 2,
        _ => 3,
    };
    let mut pages: Vec<&PageReading> = site.pages.iter().filter(|page| !page.soft_404).collect();
    pages.sort_by_key(|page| rank(page));
    let found = terms::said(pages.iter().copied(), "register", counts);
    let own = pages.iter().copied().filter(|page| counts_on(page));
    let coverage = site.coverage.of_kinds(KINDS).and_then(|()| terms::is_understood(site, own));
    let all: Vec<(Value, Vec<Evidence>)> = found
        .into_iter()
        .map(|(said, evidence)| {
            let value = json!({ "kind": said.kind, "text": said.excerpt, "url": said.url });
            (value, vec![evidence])
        })
        .collect();
    gather::fact(all, coverage)
}

fn counts_on(page: &PageReading) -> bool {
    let told = |kind| matches!(kind, PageKind::Imprint | PageKind::Contact | PageKind::Terms);
    page.kind.is_some_and(told) || page.sections.iter().any(|section| told(section.kind))
}

fn counts(page: &PageReading, said: &Statement) -> bool {
    said.framed || counts_on(page)
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Visit;
    use crate::facts::{Finding, Reason};

    const FRONT: &str = "<html lang=de><main><h1>Talmoor</h1><a href=/impressum>Impressum</a>\
        <a href=/team>Unser Team</a></main>";

    fn kinds(pages: &[(&str, &str)]) -> Vec<String> {
        let value =
            Visit::new(pages).facts().get("identity.register-details").unwrap().finding.value();
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["kind"].as_str().unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn an_imprint_gives_particulars() {
        let imprint = "<html lang=de><title>Impressum</title><main><h1>Impressum</h1>\
            <p>Talmoor GmbH<br>Moorweg 4<br>20095 Hamburg</p>\
            <p>Vertreten durch die Geschäftsführerin Ida Lund</p>\
            <p>Amtsgericht Hamburg, HRB 4711</p><dl><dt>Sitz der Gesellschaft</dt>\
            <dd>Hamburg</dd><dt>Stammkapital</dt><dd>25.000 €</dd></dl></main>";
        let mut found = kinds(&[("/", FRONT), ("/impressum", imprint)]);
        found.sort();
        found.dedup();
        assert_eq!(found, ["capital", "register", "registered-office", "representative"]);
    }

    #[test]
    fn the_staff_of_an_article_represent_nobody() {
        let team = "<html lang=de><title>Unser Team</title><main><h1>Unser Team</h1>\
            <p>Unsere Geschäftsführerin Ida Lund liebt Kräuter und steht jeden Tag im Garten.</p>\
            </main>";
        assert!(kinds(&[("/", FRONT), ("/team", team)]).is_empty());
    }

    #[test]
    fn an_imprint_that_was_not_read_proves_nothing() {
        let visit =
            Visit::new(&[("/", FRONT)]).failure("/impressum", Reason::TimedOut, "Impressum");
        let finding = visit.facts().get("identity.register-details").unwrap().finding.clone();
        assert_eq!(finding, Finding::Unknown(Reason::TimedOut));
    }
}
