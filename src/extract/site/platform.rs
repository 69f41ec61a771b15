//! The shop platform or site builder behind a page.
//!
//! Evidence: the generator meta element, which also tells the version; addresses
//! of what the page loads; comments. All are the platform's own marks, kept as
//! data, so a page that only speaks of a platform is not taken for one.

use crate::extract::{Document, Found, Platform};
use crate::vocabulary::Marks;

/// Resources looked at on one page.
const MAX_RESOURCES: usize = 2000;

/// The platform of a page, if it shows one.
pub(super) fn of_page(doc: &Document) -> Option<Found<Platform>> {
    let generators: Vec<_> = doc.meta.iter().filter(|meta| meta.name == "generator").collect();
    let addresses: Vec<(&str, ego_tree::NodeId)> = doc
        .resources
        .iter()
        .filter(|resource| resource.kind != "form" && resource.kind != "frame")
        .take(MAX_RESOURCES)
        .map(|resource| (resource.url.as_str(), resource.node))
        .collect();
    let comments: Vec<String> = doc.comments.iter().map(|c| c.to_lowercase()).collect();
    for marks in &Marks::built_in().platforms {
        let platform = |version| Platform { name: marks.name.clone(), version };
        for prefix in &marks.generator {
            let named = generators.iter().find(|meta| starts_with(&meta.content, prefix));
            if let Some(meta) = named {
                let found = platform(version(&meta.content));
                return Some(Found::at(doc, meta.node, &meta.content, found));
            }
        }
        let asset = addresses
            .iter()
            .find(|(address, _)| marks.assets.iter().any(|part| address.contains(part.as_str())));
        if let Some((address, node)) = asset {
            let stamped = addresses.iter().filter(|(address, _)| {
                marks.versions.iter().any(|part| address.contains(part.as_str()))
            });
            let version = stamped.filter_map(|(address, _)| stamp(address)).next();
            return Some(Found::at(doc, *node, address, platform(version)));
        }
        let comment = comments
            .iter()
            .find(|text| marks.comments.iter().any(|c| text.contains(&c.to_lowercase())));
        if let Some(comment) = comment {
            let node = doc.html.tree.root().id();
            return Some(Found::at(doc, node, comment, platform(None)));
        }
    }
    None
}

/// The version that an address carries as a parameter.
fn stamp(address: &str) -> Option<String> {
    let query = address.split_once('?')?.1;
    let value = query
        .split('&')
        .find_map(|part| part.strip_prefix("ver=").or_else(|| part.strip_prefix("v=")))?;
    let dotted = value.len() <= 20
        && value.contains('.')
        && value.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    dotted.then(|| value.to_owned())
}

/// Whether a text begins with a prefix, letter case aside.
fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// The first number with a point in a generator's text, or the first number.
fn version(content: &str) -> Option<String> {
    content
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|part| part.trim_matches('.'))
        .find(|part| part.starts_with(|c: char| c.is_ascii_digit()) && part.len() <= 20)
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn platform(html: &str) -> Option<(String, Option<String>)> {
        let doc = Document::parse(html, &Url::parse("https://a.example/").unwrap());
        of_page(&doc).map(|found| (found.value.name, found.value.version))
    }

    #[test]
    fn the_generator_names_platform_and_version() {
        let found = platform("<meta name=generator content='WooCommerce 8.4.1'>");
        assert_eq!(found, Some(("WooCommerce".to_owned(), Some("8.4.1".to_owned()))));
    }

    #[test]
    fn a_shop_plugin_comes_before_the_system_it_runs_on() {
        let found = platform(
            "<meta name=generator content='WordPress 6.4'>\
             <script src=/wp-content/plugins/woocommerce/a.js></script>",
        );
        assert_eq!(found.map(|f| f.0).as_deref(), Some("WooCommerce"));
    }

    #[test]
    fn an_asset_may_carry_the_version() {
        let found = platform(
            "<script src='/wp-content/plugins/woocommerce/assets/js/a.js?ver=9.1.2'></script>",
        );
        assert_eq!(found, Some(("WooCommerce".to_owned(), Some("9.1.2".to_owned()))));
        let found =
            platform("<link rel=stylesheet href='/wp-content/plugins/woocommerce/x.css?ver=1'>");
        assert_eq!(found, Some(("WooCommerce".to_owned(), None)));
    }

    #[test]
    fn platforms_of_many_countries_are_known() {
        for (html, name) in [
            ("<script src=https://cdn.shopify.com/s/a.js></script>", "Shopify"),
            ("<link rel=stylesheet href=/themes/classic/assets/cache/theme.css>", "PrestaShop"),
            ("<script src=/static/version1700000000/frontend/a.js></script>", "Magento"),
            ("<script src=catalog/view/javascript/common.js></script>", "OpenCart"),
            ("<script src=/bundles/storefront/all.js></script>", "Shopware"),
            ("<img src=https://static.wixstatic.com/media/a.png>", "Wix"),
            ("<script src=https://static1.squarespace.com/static/a.js></script>", "Squarespace"),
            ("<script src=https://cdn11.bigcommerce.com/s-x/a.js></script>", "BigCommerce"),
            ("<meta name=generator content='nopCommerce'>", "nopCommerce"),
            ("<script src=https://app.ecwid.com/script.js?1></script>", "Ecwid"),
            ("<script src=https://cdn.webshopapp.com/a.js></script>", "Lightspeed"),
            ("<script src=https://cdn.abicart.com/a.js></script>", "Abicart"),
            ("<img src=https://dcsaascdn.net/a.png>", "Shoper"),
            ("<script src=/components/com_virtuemart/assets/js/a.js></script>", "VirtueMart"),
            (
                "<script src=https://shop.example/on/demandware.static/a.js></script>",
                "Salesforce Commerce Cloud",
            ),
            ("<meta name=generator content='plentymarkets'>", "plentyShop"),
        ] {
            assert_eq!(platform(html).map(|f| f.0).as_deref(), Some(name), "{html}");
        }
    }

    #[test]
    fn a_text_about_a_platform_is_no_mark() {
        assert_eq!(platform("<p>We moved here from Shopify.</p>"), None);
    }
}
