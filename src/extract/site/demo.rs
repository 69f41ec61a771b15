//! Demonstration goods left in a shop, by the names of its products.
//!
//! A page of its own shows one product, so the pages of a shop are counted
//! together. A name counts as a whole: *iPhone* is the name that a platform's
//! demonstration data gives, and no shop that sells telephones sells one called
//! so and nothing more. Names that only say that they are examples (of the
//! vocabulary) count alone; those of a platform's data as many as its marks ask.
//! A name with a price of nothing is a page that script has yet to fill in.

use crate::extract::{Found, PageReading, Product, Site};
use crate::vocabulary::{Marks, Vocabulary, fold};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

/// The kind of these findings.
pub(super) const KIND: &str = "demo-product";

/// For each name, folded, the group of marks it belongs to; none for an example.
static NAMES: LazyLock<HashMap<String, Vec<Option<usize>>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<Option<usize>>> = HashMap::new();
    for (group, marks) in Marks::built_in().placeholders.iter().enumerate() {
        if marks.kind == KIND {
            for phrase in &marks.phrases {
                names.entry(fold(phrase)).or_default().push(Some(group));
            }
        }
    }
    for language in Vocabulary::built_in().languages() {
        for phrase in &language.site.demo_products {
            names.entry(fold(phrase)).or_default().push(None);
        }
    }
    names
});

/// Whether a product costs nothing, as one does before script names its price.
fn is_empty(product: &Product) -> bool {
    let amount = product.price.as_ref().map_or("", |price| price.amount.as_str());
    amount.contains('0') && amount.bytes().all(|b| matches!(b, b'0' | b'.'))
}

/// A product with its folded name and its page.
type Member<'s> = (String, &'s PageReading, &'s Found<Product>);

/// Products that are demonstration data, each with its page.
pub(super) fn products<'s>(site: &'s Site<'_>) -> Vec<(&'s PageReading, &'s Found<Product>)> {
    let mut groups: BTreeMap<Option<usize>, Vec<Member<'_>>> = BTreeMap::new();
    for page in &site.pages {
        for found in page.products.iter().filter(|found| !is_empty(&found.value)) {
            let name = fold(&found.value.name);
            for group in NAMES.get(&name).into_iter().flatten() {
                groups.entry(*group).or_default().push((name.clone(), page, found));
            }
        }
    }
    let mut out = Vec::new();
    let mut told: HashSet<String> = HashSet::new();
    for (group, members) in groups {
        let least = group
            .and_then(|group| Marks::built_in().placeholders.get(group))
            .map_or(1, |marks| marks.least);
        let different: HashSet<&str> = members.iter().map(|(name, _, _)| name.as_str()).collect();
        if different.len() < least {
            continue;
        }
        for (name, page, found) in members {
            if told.insert(name) {
                out.push((page, found));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Visit, page};
    use crate::facts::Finding;

    fn product(name: &str) -> String {
        page(name, "<p class=price>99 kr</p><button>Köp</button>")
    }

    fn kinds(names: &[&str]) -> Vec<String> {
        let pages: Vec<(String, String)> = names
            .iter()
            .enumerate()
            .map(|(at, name)| {
                (if at == 0 { "/".to_owned() } else { format!("/p{at}") }, product(name))
            })
            .collect();
        let pages: Vec<(&str, &str)> =
            pages.iter().map(|(path, html)| (path.as_str(), html.as_str())).collect();
        let facts = Visit::new(&pages).facts();
        let value = facts.get("site.placeholders").unwrap().finding.value();
        let items = value.as_array().cloned().unwrap_or_default();
        items.iter().map(|i| i["excerpt"].as_str().unwrap_or("").to_owned()).collect()
    }

    #[test]
    fn demonstration_goods_of_several_pages_count_together() {
        let found = kinds(&["iPhone", "MacBook", "HTC Touch HD"]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(kinds(&["Hoodie with Logo", "Beanie with Logo"]).len(), 2);
    }

    #[test]
    fn a_shop_that_sells_such_goods_is_not_taken_for_one() {
        assert!(kinds(&["iPhone 13 128 GB", "iPhone", "MacBook Air M2 13 tum"]).is_empty());
        assert!(kinds(&["Long Sleeve Tee", "Mössa med logga"]).is_empty());
    }

    #[test]
    fn an_example_says_so_itself() {
        assert_eq!(kinds(&["Testprodukt"]).len(), 1);
        assert!(kinds(&["Testprodukt för hudvård 3-pack"]).is_empty());
        let unfilled = page("Produktnamn", "<p class=price>0,00 kr</p><button>Köp</button>");
        let facts = Visit::new(&[("/", unfilled.as_str())]).facts();
        assert_eq!(facts.get("site.placeholders").unwrap().finding, Finding::Absent);
    }
}
