//! Whether prices are said to include VAT.
//!
//! Phrases of the vocabulary near a price say it for that price; a page on which
//! only one of the two is said, says it for all its prices. Both without
//! nearness is no answer.

use crate::extract::Document;
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::sync::LazyLock;

/// Values of the `vat` field of products.
const INCLUDED: &str = "included";
const EXCLUDED: &str = "excluded";
/// Nothing is said about VAT.
pub(super) const UNSTATED: &str = "unstated";

static PHRASES: LazyLock<PhraseSet<bool>> = LazyLock::new(|| {
    PhraseSet::new(Vocabulary::built_in().languages().iter().flat_map(|language| {
        let prices = &language.prices;
        let included = prices.vat_included.iter().map(|phrase| (phrase, true));
        included.chain(prices.vat_excluded.iter().map(|phrase| (phrase, false)))
    }))
});

/// What a text says: included, excluded, both.
fn said(text: &str) -> (bool, bool) {
    let folded = Folded::new(text);
    PHRASES.find(&folded).fold((false, false), |(included, excluded), hit| {
        if *hit.value { (true, excluded) } else { (included, true) }
    })
}

fn verdict(said: (bool, bool)) -> &'static str {
    match said {
        (true, false) => INCLUDED,
        (false, true) => EXCLUDED,
        _ => UNSTATED,
    }
}

/// What a page says about all its prices.
pub(super) fn of_page(doc: &Document) -> &'static str {
    verdict(doc.blocks.iter().fold((false, false), |sum, block| {
        let here = said(&block.text);
        (sum.0 || here.0, sum.1 || here.1)
    }))
}

/// What the words near a price say, else what the page says.
pub(super) fn near(text: &str, page: &'static str) -> &'static str {
    match verdict(said(text)) {
        UNSTATED => page,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn page(source: &str) -> &'static str {
        of_page(&Document::parse(source, &Url::parse("https://shop.example/").unwrap()))
    }

    #[test]
    fn phrases_say_whether_vat_is_included() {
        assert_eq!(page("<p>1 299 kr inkl. moms</p>"), "included");
        assert_eq!(page("<p>99 € zzgl. MwSt.</p>"), "excluded");
        assert_eq!(page("<p>100 kr</p>"), "unstated");
        assert_eq!(page("<p>100 kr exkl. moms</p><p>125 kr inkl. moms</p>"), "unstated");
        assert_eq!(near("125 kr inkl. moms", "unstated"), "included");
    }
}
