//! States the topics and leftovers of the terms and policies of a shop.

use super::said::is_understood;
use super::stated;
use crate::extract::{Found, PageKind, PageReading, Site, identity, pages};
use crate::facts::catalogue::TOPICS;
use crate::facts::{Evidence, Fact, FactSet, Reason};
use serde_json::json;
use std::collections::{BTreeMap, HashSet};

/// Kinds of page that the terms of a shop may stand on.
const POLICIES: &[PageKind] = &[
    PageKind::Terms,
    PageKind::Privacy,
    PageKind::Cookies,
    PageKind::Returns,
    PageKind::Delivery,
    PageKind::Complaints,
    PageKind::Imprint,
];

/// States the facts of this area.
pub(crate) fn facts(site: &Site<'_>, set: &mut FactSet) {
    stated::facts(site, set);
    let policies = policy_pages(site);
    let coverage = coverage(site, &policies);
    let frame = frame(site);
    let mut found: BTreeMap<usize, (serde_json::Value, Evidence)> = BTreeMap::new();
    for page in &policies {
        for topic in &page.topics {
            let Some(place) = TOPICS.iter().position(|t| *t == topic.value.topic) else { continue };
            if !belongs(page, topic.value.topic) {
                continue;
            }
            if frame.contains(&(topic.value.topic, topic.value.excerpt.as_str())) {
                continue;
            }
            found.entry(place).or_insert_with(|| {
                let value = json!({
                    "topic": topic.value.topic,
                    "url": page.url,
                    "excerpt": identity::masked(&topic.value.excerpt),
                });
                (value, page.evidence(topic))
            });
        }
    }
    let (values, evidence): (Vec<_>, Vec<_>) = found.into_values().unzip();
    let evidence = numbered(evidence);
    set.put("terms.topics", Fact::list(&values, evidence, coverage));

    let mut values = Vec::new();
    let mut evidence = Vec::new();
    let mut seen = HashSet::new();
    for page in &policies {
        for found in &page.periods {
            let period = &found.value;
            let said = (period.topic, period.from, period.to, period.unit);
            if belongs(page, period.topic) && seen.insert(said) {
                values.push(json!(period));
                evidence.push(page.evidence(found));
            }
        }
    }
    set.put("terms.periods", Fact::list(&values, numbered(evidence), coverage));

    let mut values = Vec::new();
    let mut evidence = Vec::new();
    let mut seen = HashSet::new();
    for page in &policies {
        for residue in &page.residue {
            // A footer says the same on every page; once is enough.
            if !seen.insert((residue.value.kind.as_str(), residue.value.excerpt.as_str())) {
                continue;
            }
            values.push(json!({
                "url": page.url,
                "excerpt": identity::masked(&residue.value.excerpt),
                "kind": residue.value.kind,
            }));
            evidence.push(page.evidence(residue));
        }
    }
    for (page, other) in of_other_sites(site, &policies) {
        values.push(json!({
            "url": page.url,
            "excerpt": other.excerpt,
            "kind": "other-party",
        }));
        evidence.push(page.evidence(other));
    }
    set.put("terms.residue", Fact::list(&values, numbered(evidence), coverage));
}

/// The terms that name another firm's site instead of the shop's, where the shop
/// does not speak of that site anywhere else.
fn of_other_sites<'a>(
    site: &Site<'_>,
    policies: &[&'a PageReading],
) -> Vec<(&'a PageReading, &'a Found<String>)> {
    use PageKind::{Complaints, Delivery, Returns, Terms};
    let agreements =
        |page: &&&PageReading| matches!(page.kind, Some(Terms | Returns | Delivery | Complaints));
    let named = |page: &&'a PageReading| page.other_site.as_ref().map(|other| (*page, other));
    let found: Vec<_> = policies.iter().filter(agreements).filter_map(named).collect();
    if found.is_empty() {
        return found;
    }
    let elsewhere: HashSet<String> = site
        .pages
        .iter()
        .filter(|page| !policies.iter().any(|policy| policy.url == page.url))
        .flat_map(|page| {
            let links = page.links.iter().filter_map(|link| pages::registrable(&link.url));
            let emails = page.emails.iter().filter_map(|email| {
                let (_, host) = email.value.value.rsplit_once('@')?;
                pages::registrable(&format!("https://{host}/"))
            });
            links.chain(emails)
        })
        .collect();
    found.into_iter().filter(|(_, other)| !elsewhere.contains(&other.value)).collect()
}

/// Whether a page of its kind may deal with a topic: a privacy policy speaks of
/// complaints and deletion, but not of goods.
fn belongs(page: &PageReading, topic: &str) -> bool {
    !matches!(page.kind, Some(PageKind::Privacy | PageKind::Cookies))
        || page.sections.iter().any(|s| s.kind == PageKind::Returns || s.kind == PageKind::Terms)
        || matches!(
            topic,
            "seller-identity" | "personal-data" | "cookies" | "age-limit" | "card-data-security"
        )
}

fn numbered(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    for (index, item) in evidence.iter_mut().enumerate() {
        item.item = Some(index);
    }
    evidence
}

/// The pages that are terms or policies, or hold them as sections: terms first,
/// so that the evidence comes from where it weighs most.
pub(super) fn policy_pages<'a>(site: &'a Site<'_>) -> Vec<&'a PageReading> {
    let choices = pages::choose(site);
    let chosen: HashSet<usize> =
        POLICIES.iter().filter_map(|kind| choices.get(kind)).map(|choice| choice.page).collect();
    let mut found: Vec<(usize, &PageReading)> = site
        .pages
        .iter()
        .enumerate()
        .filter(|(index, page)| {
            !page.soft_404
                && page.kind != Some(PageKind::Front)
                && (chosen.contains(index)
                    || page.kind.is_some_and(|kind| POLICIES.contains(&kind))
                    || is_questions_and_answers(page))
        })
        .collect();
    found.sort_by_key(|(index, page)| {
        let rank = page.kind.and_then(|kind| POLICIES.iter().position(|p| *p == kind));
        (!chosen.contains(index), rank.unwrap_or(POLICIES.len()))
    });
    found.into_iter().map(|(_, page)| page).collect()
}

/// Whether a page of no policy kind answers questions about several of them, or
/// has the terms as one of its sections.
fn is_questions_and_answers(page: &PageReading) -> bool {
    use PageKind::{Category, Complaints, Delivery, Front, Product, Returns, Terms};
    if matches!(page.kind, Some(Product | Category | Front)) {
        return false;
    }
    if page.sections.iter().any(|s| s.kind == Terms && s.words >= 10) {
        return true;
    }
    let kinds: HashSet<PageKind> = page
        .sections
        .iter()
        .filter(|s| matches!(s.kind, Delivery | Returns | Complaints) && s.words >= 15)
        .map(|s| s.kind)
        .collect();
    kinds.len() >= 2
}

/// Findings that stand on the front page or a product page too: the frame of the
/// site, repeated everywhere.
fn frame<'a>(site: &'a Site<'_>) -> HashSet<(&'static str, &'a str)> {
    site.pages
        .iter()
        .filter(|page| {
            matches!(
                page.kind,
                Some(PageKind::Front | PageKind::Product | PageKind::Category | PageKind::Cart)
            )
        })
        .flat_map(|page| &page.topics)
        .map(|topic| (topic.value.topic, topic.value.excerpt.as_str()))
        .collect()
}

/// Whether what was not found is not there: all policies were read, in a
/// language that is understood.
fn coverage(site: &Site<'_>, policies: &[&PageReading]) -> Result<(), Reason> {
    site.coverage.of_kinds(POLICIES)?;
    is_understood(site, policies.iter().copied())
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Visit, page};
    use crate::facts::{Finding, Reason};

    const TERMS: &str = "<p>Du har 14 dagars ångerrätt från den dag du tog emot varan.</p>";

    fn finding(visit: &Visit, path: &str) -> Finding {
        visit.facts().get(path).unwrap().finding.clone()
    }

    fn topics(visit: &Visit) -> Vec<String> {
        let value = finding(visit, "terms.topics").value();
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["topic"].as_str().unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn topics_come_from_terms_and_not_from_products() {
        let front = page("Fjellbod", "<a href=/v>Köpvillkor</a><a href=/produkter/a>Tält</a>");
        let product = page("Tält", "<p>Beloppet dras när varan skickas. Tvist prövas av ARN.</p>");
        let visit = Visit::new(&[
            ("/", &front),
            ("/v", &page("Köpvillkor", TERMS)),
            ("/produkter/a", &product),
        ]);
        let topics = topics(&visit);
        assert!(topics.contains(&"withdrawal-right".to_owned()), "{topics:?}");
        assert!(!topics.contains(&"dispute-body".to_owned()), "{topics:?}");
    }

    #[test]
    fn the_frame_of_the_site_is_no_part_of_the_terms() {
        let bar = "<p>Fri frakt över 500 kr</p>";
        let front = page("Fjellbod", &format!("{bar}<a href=/v>Köpvillkor</a>"));
        let terms = page("Köpvillkor", &format!("{bar}{TERMS}"));
        let visit = Visit::new(&[("/", &front), ("/v", &terms)]);
        assert!(!topics(&visit).contains(&"delivery-cost".to_owned()));
    }

    #[test]
    fn terms_in_a_language_without_words_are_not_called_empty() {
        let front = page("Fjellbod", "<a href=/obchodni-podminky>Obchodní podmínky</a>");
        let terms = "<html lang=cs><h1>Obchodní podmínky</h1><p>Zboží vám doručíme do tří \
            pracovních dnů od přijetí objednávky. Pokud nejste spokojeni, můžete je vrátit bez \
            udání důvodu. Všechny ceny jsou uvedeny včetně daně a platnost nabídky končí \
            vyčerpáním zásob našeho skladu v Brně.</p>";
        let visit = Visit::new(&[("/", &front), ("/obchodni-podminky", terms)]);
        let finding = finding(&visit, "terms.topics");
        assert_eq!(finding, Finding::Unknown(Reason::LanguageUnsupported));
    }

    #[test]
    fn pages_that_contradict_one_another_are_both_stated() {
        let front = page("Fjellbod", "<a href=/v>Köpvillkor</a><a href=/r>Returer</a>");
        let returns = page(
            "Returer och byten",
            "<p>Du kan returnera varan inom 30 dagar. Kontakta oss innan du skickar den, så \
             får du en fraktsedel och besked om hur varan ska packas.</p>",
        );
        let visit =
            Visit::new(&[("/", &front), ("/v", &page("Köpvillkor", TERMS)), ("/r", &returns)]);
        let value = finding(&visit, "terms.periods").value();
        let days: Vec<_> = value.as_array().unwrap().iter().map(|p| p["to"].clone()).collect();
        assert_eq!(days, [14, 30]);
        assert_eq!(value[0]["topic"], "withdrawal-period");
        assert_eq!(value[0]["unit"], "days");
    }

    #[test]
    fn the_terms_of_another_shop_are_told_by_its_site() {
        let foreign = "<p>När du handlar hos hultaverk.test gäller dessa villkor. Kontakta \
            info@hultaverk.test om du ångrar ditt köp. Ägare till www.hultaverk.test är vi.</p>";
        let stated = |front: &str| {
            let terms = page("Köpvillkor", &format!("{TERMS}{foreign}"));
            let visit = Visit::new(&[("/", front), ("/v", &terms)]);
            let value = finding(&visit, "terms.residue").value();
            let items = value.as_array().cloned().unwrap_or_default();
            items.iter().any(|item| item["kind"] == "other-party")
        };
        assert!(stated(&page("Fjellbod", "<a href=/v>Köpvillkor</a>")));
        let link = "<a href=/v>Köpvillkor</a><a href=https://hultaverk.test/>Vår butik i Hult</a>";
        assert!(!stated(&page("Fjellbod", link)));
    }

    #[test]
    fn leftovers_of_the_terms_are_stated() {
        let front = page("Fjellbod", "<a href=/v>Köpvillkor</a>");
        let terms = page("Köpvillkor", "<p>Säljare är [företagsnamn].</p>");
        let visit = Visit::new(&[("/", &front), ("/v", &terms)]);
        assert_eq!(finding(&visit, "terms.residue").value()[0]["kind"], "blank");
    }
}
