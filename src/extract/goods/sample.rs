//! The facts `products.sample` and `products.restricted-in-sample`: how much of a large
//! catalogue was searched, and what was found in it.
//!
//! A reviewer signs for a shop of three thousand products after a look at thirty. So
//! that a rule can do the same and say so, these facts speak of what was read alone. The
//! size of the sample is known only where nothing but the number of pages stood in the
//! way: what lies behind a wall of age or a login is not like the rest.

use crate::extract::Site;
use crate::facts::{Evidence, Fact, FactSet, Finding, Reason};
use serde_json::{Value, json};

/// States both, after `products.restricted` and `products.catalogue-size`; `read` is the
/// number of products whose names were searched.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet, read: usize) {
    let size = set.get("products.catalogue-size").cloned();
    set.put("products.sample", sample(site, size.as_ref(), read));
    if let Some(found) = set.get("products.restricted").cloned() {
        set.put("products.restricted-in-sample", restricted(found, read));
    }
}

fn sample(site: &Site<'_>, size: Option<&Fact>, read: usize) -> Fact {
    if let Err(reason) = site.coverage.of_everything() {
        let only_more =
            matches!(reason, Reason::Truncated | Reason::TimedOut | Reason::Unreachable);
        if site.coverage.nothing.is_some() || !only_more {
            return Fact::unknown(reason);
        }
    }
    if read == 0 {
        return Fact::unknown(Reason::NotCollected);
    }
    let known = size.map(|fact| fact.finding.value()).unwrap_or(Value::Null);
    let read = u64::try_from(read).unwrap_or(u64::MAX);
    let known = ["seen", "stated", "in-sitemap"].iter().filter_map(|key| known[*key].as_u64());
    let known = known.fold(read, u64::max);
    let evidence: Vec<Evidence> = size.map(|fact| fact.evidence.clone()).unwrap_or_default();
    Fact::present(json!({ "read": read, "known": known }), evidence)
}

/// What was found, as a whole list; not known where there was nothing to look at.
fn restricted(found: Fact, read: usize) -> Fact {
    match found.finding {
        Finding::Partial(items, _) => Fact::present(items, found.evidence),
        Finding::Unknown(_) if read > 0 => Fact::absent(),
        _ => found,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Visit, page};
    use crate::facts::{Finding, Reason};
    use crate::snapshot::StopCause;
    use serde_json::{Value, json};

    fn goods(names: &[&str]) -> String {
        let items: Vec<Value> = names
            .iter()
            .map(|name| {
                let price = json!({"@type": "Offer", "price": "99.00", "priceCurrency": "SEK"});
                let slug = name.to_lowercase().replace(' ', "-");
                json!({"@type": "Product", "name": name, "url": format!("/p/{slug}"), "offers": price})
            })
            .collect();
        let graph = json!({"@context": "https://schema.org", "@graph": items});
        page(
            "Fjellbod",
            &format!(
                "<p>Varor för fjället, sidan är på svenska och vi skickar inom två dagar.</p>\
                 <script type=\"application/ld+json\">{graph}</script>"
            ),
        )
    }

    #[test]
    fn what_was_read_of_a_large_shop_is_a_whole_list() {
        let html = goods(&["Fickplunta Tall", "Rödvin Solgård"]);
        let visit = Visit::new(&[("/", &html)]).stopped(StopCause::Pages);
        let facts = visit.facts();
        let sample = facts.get("products.sample").unwrap().finding.value();
        assert_eq!(sample, json!({"read": 2, "known": 2}));
        let all = &facts.get("products.restricted").unwrap().finding;
        assert!(matches!(all, Finding::Partial(_, Reason::Truncated)), "{all:?}");
        let found = &facts.get("products.restricted-in-sample").unwrap().finding;
        assert!(matches!(found, Finding::Present(_)), "{found:?}");
        assert_eq!(found.value()[0]["category"], "alcohol");

        let visit = Visit::new(&[("/", &goods(&["Fickplunta Tall"]))]).stopped(StopCause::Pages);
        let facts = visit.facts();
        let all = &facts.get("products.restricted").unwrap().finding;
        assert_eq!(*all, Finding::Unknown(Reason::Truncated));
        let found = &facts.get("products.restricted-in-sample").unwrap().finding;
        assert_eq!(*found, Finding::Absent);
    }

    #[test]
    fn what_lies_behind_a_wall_is_not_like_the_rest() {
        let html = goods(&["Fickplunta Tall"]);
        let facts =
            Visit::new(&[("/", &html)]).wall("/vuxna", 200, Reason::AgeWall, "För vuxna").facts();
        let sample = &facts.get("products.sample").unwrap().finding;
        assert_eq!(*sample, Finding::Unknown(Reason::AgeWall));
    }

    #[test]
    fn where_nothing_was_read_nothing_is_said() {
        let facts = Visit::new(&[("/", &page("Fjellbod", "<p>Välkommen hit.</p>"))]).facts();
        for path in ["products.sample", "products.restricted-in-sample"] {
            let found = &facts.get(path).unwrap().finding;
            assert_eq!(*found, Finding::Unknown(Reason::NotCollected), "{path}");
        }
    }
}
