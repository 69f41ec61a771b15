//! Invented shops, each with the layout, the names and the traps of its platform
//! and language, to see that every page a reviewer would name is found.

mod continental;
mod nordic;
mod second;
mod texts;

use crate::extract::testing::Visit;

/// A made-up shop: what stands on every page, its pages, and what a reviewer
/// would call its page of each kind (a path, or a dash for none).
pub(super) struct Shop {
    pub(super) lang: &'static str,
    pub(super) header: &'static str,
    pub(super) footer: &'static str,
    /// Path, title and main part; the first is the front page.
    pub(super) pages: &'static [(&'static str, &'static str, &'static str)],
    pub(super) wanted: &'static [(&'static str, &'static str)],
}

impl Shop {
    fn visit(&self) -> Visit {
        let pages: Vec<(&str, String)> = self
            .pages
            .iter()
            .map(|(path, title, main)| {
                let html = format!(
                    "<!doctype html><html lang=\"{}\"><head><title>{title}</title></head><body>\
                     <header>{}</header><main>{main}</main><footer>{}</footer></body></html>",
                    self.lang, self.header, self.footer
                );
                (*path, html)
            })
            .collect();
        let pages: Vec<(&str, &str)> =
            pages.iter().map(|(path, html)| (*path, html.as_str())).collect();
        Visit::new(&pages)
    }

    /// What was found otherwise than wanted.
    fn misses(&self) -> Vec<String> {
        let facts = self.visit().facts();
        self.wanted
            .iter()
            .filter_map(|(kind, wanted)| {
                let fact = facts.get(&format!("pages.{kind}")).unwrap();
                let url = fact.finding.value()["url"].as_str().unwrap_or("-").to_owned();
                let path = url.trim_start_matches("https://www.fjellbod.example");
                let path = path.split('#').next().unwrap_or(path);
                (path != *wanted)
                    .then(|| format!("{} {kind}: wanted {wanted}, found {path}", self.pages[0].1))
            })
            .collect()
    }
}

fn check(shops: &[Shop]) {
    let misses: Vec<String> = shops.iter().flat_map(Shop::misses).collect();
    let asked: usize = shops.iter().map(|shop| shop.wanted.len()).sum();
    assert!(misses.is_empty(), "{} of {asked} missed:\n{}", misses.len(), misses.join("\n"));
}
