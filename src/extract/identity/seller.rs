//! Which of the companies that a shop names is its seller.
//!
//! The pages tell names with what speaks for each ([`legal_name`](super::legal_name)).
//! Here they are put together over the whole shop: spellings of one company are
//! one candidate, and every kind of place that names it counts once, the terms
//! most, then the imprint, the contact page, the footer and a line of copyright;
//! a label or clause and a number beside it count on top. The best candidate is
//! the seller. Two that differ and weigh the same leave it open: *conflicting*
//! when the shop says of both that they sell, *ambiguous* otherwise.
//!
//! A trader who is never called anything but the name in the address (Maja Ek of
//! `majaek.example`) is named by it when the shop shows a right number of a
//! register that a person may have, and names nobody else. A person named
//! without a number beside a company is its manager or editor and no seller.
//!
//! Nothing here reads pages, and nothing here compares with what was declared.

use crate::extract::contact::gather;
use crate::extract::pages;
use crate::extract::{
    Found, LegalName, PageKind, PageReading, RegistrationNumber, SellerName, SellerPlace, Site,
    VatNumber,
};
use crate::facts::{Evidence, Fact, FactSet, Reason};
use crate::names::{self, Match};
use crate::vocabulary::fold;
use serde_json::json;
use std::collections::BTreeSet;

/// The most names that are compared with each other.
const MAX_CANDIDATES: usize = 40;

/// One company or person, put together from all pages.
struct Candidate<'a> {
    name: &'a LegalName,
    places: BTreeSet<&'static str>,
    stated: bool,
    numbered: bool,
    own: bool,
    best: (i32, &'a PageReading, &'a Found<SellerName>),
}

impl<'a> Candidate<'a> {
    fn new(page: &'a PageReading, found: &'a Found<SellerName>) -> Self {
        let name = &found.value.name;
        let mut new = Self {
            name,
            places: BTreeSet::new(),
            stated: false,
            numbered: false,
            own: false,
            best: (0, page, found),
        };
        new.take(page, found);
        new
    }

    fn take(&mut self, page: &'a PageReading, found: &'a Found<SellerName>) {
        let seller = &found.value;
        self.places.insert(source(seller.place));
        self.stated |= seller.stated;
        self.numbered |= seller.numbered;
        self.own |= seller.own;
        let weight = weight(seller.place) + i32::from(seller.stated) + i32::from(seller.numbered);
        if weight > self.best.0 {
            self.best = (weight, page, found);
        }
        // The longer spelling has the legal form.
        if self.name.legal_form.is_none() && seller.name.legal_form.is_some() {
            self.name = &seller.name;
        }
    }

    fn points(&self) -> i32 {
        let places: i32 = self.places.iter().map(|place| weight_of(place)).sum();
        let said = if self.stated { 4 } else { 0 } + if self.numbered { 4 } else { 0 };
        let form = if self.name.legal_form.is_some() { 2 } else { 0 };
        places + said + form + i32::from(self.own)
    }
}

/// The name of a place in the facts.
const fn source(place: SellerPlace) -> &'static str {
    match place {
        SellerPlace::Terms => "terms",
        SellerPlace::Imprint => "imprint",
        SellerPlace::Contact => "contact",
        SellerPlace::Footer => "footer",
        SellerPlace::Copyright => "copyright",
        SellerPlace::Data => "structured",
        SellerPlace::Page => "page",
    }
}

fn weight(place: SellerPlace) -> i32 {
    weight_of(source(place))
}

fn weight_of(source: &str) -> i32 {
    match source {
        "terms" => 6,
        "imprint" => 5,
        "contact" => 4,
        "footer" | "structured" => 3,
        "copyright" => 2,
        _ => 1,
    }
}

/// The names that are legal names of the shop as a whole: without people who
/// are but named beside a company, and with the trader whose name is the
/// address.
pub(super) fn settle(
    site: &Site<'_>,
    names: Vec<(LegalName, Vec<Evidence>)>,
) -> Vec<(LegalName, Vec<Evidence>)> {
    if names.is_empty() {
        return own_name(site).into_iter().collect();
    }
    let sellers = || pages_of(site).flat_map(|page| &page.sellers).map(|found| &found.value);
    let company = names.iter().any(|(name, _)| name.legal_form.is_some());
    if !company {
        return names;
    }
    let numbered: BTreeSet<String> =
        sellers().filter(|s| s.numbered).map(|s| fold(&s.name.value)).collect();
    // What was declared is looked for letter by letter and stays.
    let weighed: BTreeSet<String> = sellers().map(|s| fold(&s.name.value)).collect();
    names
        .into_iter()
        .filter(|(name, _)| {
            let key = fold(&name.value);
            name.legal_form.is_some() || numbered.contains(&key) || !weighed.contains(&key)
        })
        .collect()
}

/// The trader whose name is the site's address.
fn own_name(site: &Site<'_>) -> Option<(LegalName, Vec<Evidence>)> {
    let person = |number: &RegistrationNumber| {
        let company = number.scheme == "se-orgnr" || number.scheme == "de-hr";
        number.valid && !number.dummy && !company
    };
    pages_of(site).flat_map(|p| &p.registration_numbers).find(|n| person(&n.value))?;
    let (page, found) = pages_of(site)
        .find_map(|page| Some((page, page.sellers.iter().find(|s| s.value.brand)?)))?;
    Some((found.value.name.clone(), vec![page.evidence(found)]))
}

fn pages_of<'a>(site: &'a Site<'_>) -> impl Iterator<Item = &'a PageReading> {
    site.pages.iter().filter(|page| !page.soft_404)
}

/// States who the seller is, over the whole shop and in its terms.
pub(super) fn facts(site: &Site<'_>, legal: &[(LegalName, Vec<Evidence>)], set: &mut FactSet) {
    let known: BTreeSet<String> = legal.iter().map(|(name, _)| fold(&name.value)).collect();
    let coverage = site.coverage.of_kinds(gather::KINDS);
    let all = pages_of(site).flat_map(|page| page.sellers.iter().map(move |found| (page, found)));
    let candidates =
        candidates(all.filter(|(_, found)| known.contains(&fold(&found.value.name.value))));
    set.put(
        "identity.seller",
        match best(&candidates) {
            Ok(Some(seller)) => {
                let value = record(site, seller);
                let (_, page, found) = seller.best;
                Fact::present(value, vec![page.evidence(found)])
            }
            Ok(None) => Fact::missing(coverage),
            Err((reason, evidence)) => Fact::unknown(reason).with(evidence),
        },
    );
    set.put("terms.seller", in_terms(site));
}

/// Whom the terms name as the seller: in their text, by a label, a clause or a
/// number, else by the legal form.
fn in_terms(site: &Site<'_>) -> Fact {
    let chosen = pages::choose(site).get(&PageKind::Terms).map(|choice| choice.page);
    let terms: Vec<&PageReading> = site
        .pages
        .iter()
        .enumerate()
        .filter(|(index, page)| {
            !page.soft_404 && (page.kind == Some(PageKind::Terms) || chosen == Some(*index))
        })
        .map(|(_, page)| page)
        .collect();
    let named = |firm: bool| {
        terms
            .iter()
            .flat_map(|page| page.sellers.iter().map(|found| (*page, found)))
            .filter(|(_, found)| {
                let seller = &found.value;
                matches!(seller.place, SellerPlace::Terms | SellerPlace::Page)
                    && !seller.brand
                    && if firm {
                        seller.name.legal_form.is_some()
                    } else {
                        seller.stated || seller.numbered
                    }
            })
            .collect::<Vec<_>>()
    };
    let mut found = candidates(named(false).into_iter());
    if found.is_empty() {
        found = candidates(named(true).into_iter());
    }
    match best(&found) {
        Ok(Some(seller)) => {
            let (_, page, place) = seller.best;
            let value = json!({ "name": seller.name.value, "url": page.url });
            Fact::present(value, vec![page.evidence(place)])
        }
        Ok(None) => {
            let cut = terms.iter().any(|page| page.cut);
            let coverage = site.coverage.of_kinds(&[PageKind::Terms]);
            Fact::missing(if cut { coverage.and(Err(Reason::Truncated)) } else { coverage })
        }
        Err((reason, evidence)) => Fact::unknown(reason).with(evidence),
    }
}

/// The candidates among the names of pages.
fn candidates<'a>(
    all: impl Iterator<Item = (&'a PageReading, &'a Found<SellerName>)>,
) -> Vec<Candidate<'a>> {
    let mut out: Vec<Candidate<'a>> = Vec::new();
    let mut keys: Vec<(String, usize)> = Vec::new();
    for (page, found) in all {
        let key = fold(&found.value.name.value);
        let known = keys.iter().find(|(known, _)| *known == key).map(|(_, index)| *index);
        let same = known.or_else(|| {
            let name = &found.value.name.value;
            out.iter().position(|c| names::compare(&c.name.value, name) == Match::Same)
        });
        let index = match same {
            Some(index) => index,
            None if out.len() < MAX_CANDIDATES => {
                out.push(Candidate::new(page, found));
                out.len() - 1
            }
            None => continue,
        };
        if known.is_none() {
            keys.push((key, index));
        }
        if let Some(candidate) = out.get_mut(index) {
            candidate.take(page, found);
        }
    }
    out.sort_by_key(|candidate| std::cmp::Reverse(candidate.points()));
    out
}

/// The one that weighs most, unless another weighs as much.
fn best<'a, 'c>(
    candidates: &'c [Candidate<'a>],
) -> Result<Option<&'c Candidate<'a>>, (Reason, Vec<Evidence>)> {
    let Some(first) = candidates.first() else { return Ok(None) };
    let rival = candidates.iter().skip(1).take_while(|c| c.points() == first.points()).next();
    let Some(rival) = rival else { return Ok(Some(first)) };
    let reason = if first.stated && rival.stated { Reason::Conflicting } else { Reason::Ambiguous };
    let evidence = [first, rival].map(|c| c.best.1.evidence(c.best.2));
    Err((reason, evidence.into()))
}

/// The seller with the numbers that stand beside the name, or that are the only
/// ones of the shop.
fn record(site: &Site<'_>, seller: &Candidate<'_>) -> serde_json::Value {
    let name = fold(&seller.name.value);
    let registration: Vec<(&str, &str)> = pages_of(site)
        .flat_map(|page| &page.registration_numbers)
        .map(|n: &Found<RegistrationNumber>| (n.value.value.as_str(), n.excerpt.as_str()))
        .collect();
    let vat: Vec<(&str, &str)> = pages_of(site)
        .flat_map(|page| &page.vat_numbers)
        .map(|n: &Found<VatNumber>| (n.value.value.as_str(), n.excerpt.as_str()))
        .collect();
    json!({
        "name": seller.name.value,
        "legal-form": seller.name.legal_form,
        "registration-number": number_of(&name, &registration),
        "vat-number": number_of(&name, &vat),
        "source": source(seller.best.2.value.place),
    })
}

fn number_of<'a>(name: &str, numbers: &[(&'a str, &'a str)]) -> Option<&'a str> {
    let beside = numbers.iter().find(|(_, excerpt)| fold(excerpt).contains(name));
    let (first, _) = numbers.first()?;
    let only = numbers.iter().all(|(value, _)| value == first).then_some(*first);
    beside.map(|(value, _)| *value).or(only)
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Visit, page};
    use crate::facts::Finding;

    fn fact(pages: &[(&str, &str)], path: &str) -> (String, serde_json::Value) {
        let facts = Visit::new(pages).facts();
        let fact = facts.get(path).unwrap();
        let reason = fact.finding.reason().map(|r| r.to_string()).unwrap_or_default();
        let state = fact.finding.state();
        (format!("{state} {reason}").trim().to_owned(), fact.finding.value())
    }

    const TERMS: &str = "<p>Villkoren gäller när du som konsument köper varor i butiken. Du har \
        ångerrätt i 14 dagar. Leverans sker inom fem dagar. Priserna är inklusive moms. Reklamation \
        görs hos oss.</p>";

    #[test]
    fn the_terms_outweigh_the_footer() {
        let home = page("Fjellbod", "<p>Välkommen</p><a href=/villkor>Köpvillkor</a>");
        let terms = page(
            "Köpvillkor",
            &format!("<p>Säljare är Nordkap Form AB, org.nr 559218-6091.</p>{TERMS}"),
        );
        let about = page("Om oss", "<footer>© 2026 Tallbod Handel AB</footer>");
        let pages = [("/", &*home), ("/villkor", &terms), ("/om-oss", &about)];
        let (state, seller) = fact(&pages, "identity.seller");
        assert_eq!((state.as_str(), &seller["name"]), ("present", &"Nordkap Form AB".into()));
        assert_eq!(seller["legal-form"], "AB");
        assert_eq!(seller["registration-number"], "559218-6091");
        assert_eq!(seller["source"], "terms");
        let (state, seller) = fact(&pages, "terms.seller");
        assert_eq!((state.as_str(), &seller["name"]), ("present", &"Nordkap Form AB".into()));
    }

    #[test]
    fn two_sellers_of_equal_weight_leave_it_open() {
        let terms = page(
            "Köpvillkor",
            &format!(
                "<p>Säljare är Nordkap Form AB.</p><p>Säljare är Tallbod Handel AB.</p>{TERMS}"
            ),
        );
        let home = page("Fjellbod", "<a href=/villkor>Köpvillkor</a>");
        let pages = [("/", &*home), ("/villkor", &terms)];
        assert_eq!(fact(&pages, "identity.seller").0, "unknown conflicting");
        assert_eq!(fact(&pages, "terms.seller").0, "unknown conflicting");
    }

    #[test]
    fn terms_that_name_nobody_say_so() {
        let terms = page("Köpvillkor", TERMS);
        let home = page("Fjellbod", "<a href=/villkor>Köpvillkor</a>");
        let pages = [("/", &*home), ("/villkor", &terms)];
        assert_eq!(fact(&pages, "terms.seller").0, "absent");
        let cut = Visit::new(&pages[..1])
            .wall("/villkor", 403, crate::facts::Reason::Blocked, "Köpvillkor")
            .facts();
        let finding = &cut.get("terms.seller").unwrap().finding;
        assert_eq!(*finding, Finding::Unknown(crate::facts::Reason::Blocked));
    }

    #[test]
    fn a_manager_beside_a_company_is_no_seller() {
        let home = page("Fjellbod", "<p>Nordkap Form AB<br>Org.nr 559218-6091</p>");
        let privacy =
            page("Integritetspolicy", "<p>Personuppgiftsansvarig: Maja Ek, Storgatan 1.</p>");
        let (_, names) =
            fact(&[("/", &home), ("/integritetspolicy", &privacy)], "identity.legal-names");
        assert_eq!(names.as_array().map(Vec::len), Some(1), "{names}");
    }

    #[test]
    fn a_trader_may_be_called_as_the_address_is() {
        let home =
            |number: &str| page("Välkommen", &format!("<p>Hej från Fjell Bod! {number}</p>"));
        let names = |number: &str| fact(&[("/", &home(number))], "identity.legal-names").1;
        assert_eq!(names("CVR 29340722")[0]["value"], "Fjell Bod");
        assert!(names("").is_null());
        assert!(names("Org.nr 559218-6091").is_null());
    }
}
