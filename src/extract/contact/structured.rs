//! What a page says about organisations in machine-readable form.
//!
//! The items are read by [`crate::extract::structured`], whatever format they
//! were written in; here they are sorted into what the finders of contact
//! details and identities ask for.
//!
//! Counts: the properties of any thing on the page, down from organisations,
//! places of business and the persons behind them. Against: reviews, authors,
//! makers and brands of products, which are other parties.

use crate::extract::PostalAddress;
use crate::extract::structured::{Item, Value};
use ego_tree::NodeId;

/// One value, and the element that holds the item it belongs to.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Datum<T> {
    /// The value as written.
    pub(in crate::extract) value: T,
    /// The element.
    pub(in crate::extract) node: NodeId,
}

/// Everything found on one page.
#[derive(Debug, Default)]
pub(in crate::extract) struct Structured {
    pub(in crate::extract) emails: Vec<Datum<String>>,
    pub(in crate::extract) phones: Vec<Datum<String>>,
    pub(in crate::extract) addresses: Vec<Datum<PostalAddress>>,
    pub(in crate::extract) legal_names: Vec<Datum<String>>,
    pub(in crate::extract) names: Vec<Datum<String>>,
    pub(in crate::extract) vat_ids: Vec<Datum<String>>,
    pub(in crate::extract) tax_ids: Vec<Datum<String>>,
}

/// Longer values are texts and no details, in bytes.
const LONGEST: usize = 300;

/// Properties that lead to other parties or to things for sale.
const NOT_FOLLOWED: &[&str] = &[
    "review",
    "reviews",
    "author",
    "manufacturer",
    "brand",
    "reviewedBy",
    "performer",
    "aggregateRating",
    "hasOfferCatalog",
    "itemListElement",
    "memberOf",
    "parentOrganization",
    "sponsor",
    "funder",
    "comment",
    "availableDeliveryMethod",
    "acceptedPaymentMethod",
    "hasMerchantReturnPolicy",
    "creator",
    "contributor",
    "worksFor",
    "alumniOf",
    "affiliation",
    "award",
    "video",
    "image",
    "logo",
];

impl Structured {
    /// Sorts the items of a page.
    pub(in crate::extract) fn of(items: &[Item]) -> Self {
        let mut out = Self::default();
        let mut stack: Vec<&Item> = items.iter().rev().collect();
        while let Some(item) = stack.pop() {
            out.take(item);
            let own = |name: &str| !NOT_FOLLOWED.iter().any(|n| n.eq_ignore_ascii_case(name));
            let inner = item.properties.iter().rev().filter(|(name, _)| own(name));
            stack.extend(inner.filter_map(|(_, value)| value.item()));
        }
        out
    }

    fn take(&mut self, item: &Item) {
        let organisation = is_organisation(item);
        let collect = |into: &mut Vec<Datum<String>>, name: &str| {
            let texts = item.values(name).filter_map(Value::as_text);
            let texts = texts.filter(|text| text.len() <= LONGEST);
            into.extend(texts.map(|text| Datum { value: text.to_owned(), node: item.node }));
        };
        collect(&mut self.emails, "email");
        collect(&mut self.phones, "telephone");
        collect(&mut self.legal_names, "legalName");
        collect(&mut self.vat_ids, "vatID");
        collect(&mut self.tax_ids, "taxID");
        if organisation {
            collect(&mut self.names, "name");
            let mut lines = Vec::new();
            collect(&mut lines, "address");
            self.addresses.extend(lines.into_iter().map(|line| Datum {
                value: PostalAddress { text: line.value, ..PostalAddress::default() },
                node: line.node,
            }));
        }
        self.addresses.extend(address(item).map(|value| Datum { value, node: item.node }));
    }
}

/// Types that are an organisation, or a place of business, of schema.org.
fn is_organisation(item: &Item) -> bool {
    item.types.iter().any(|kind| {
        matches!(kind.as_str(), "Corporation" | "Restaurant")
            || ["Organization", "Business", "Store", "Shop", "Company", "Service"]
                .iter()
                .any(|end| kind.ends_with(end) && kind != "Service")
    })
}

/// The address that an item is, or holds the parts of.
fn address(item: &Item) -> Option<PostalAddress> {
    let part = |name: &str| {
        let text = item
            .text(name)
            .or_else(|| item.items(name).find_map(|inner| inner.text("identifier")))?;
        (text.len() <= LONGEST).then(|| text.to_owned())
    };
    let value = PostalAddress {
        text: String::new(),
        street: part("streetAddress"),
        postal_code: part("postalCode"),
        city: part("addressLocality"),
        country: part("addressCountry"),
    };
    let is_address = item.is("PostalAddress")
        || value.street.is_some()
        || value.postal_code.is_some() && value.city.is_some();
    is_address.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Document, structured};
    use url::Url;

    fn read(source: &str) -> Structured {
        let url = Url::parse("https://shop.example/").unwrap();
        Structured::of(structured::items(&Document::parse(source, &url)))
    }

    #[test]
    fn json_ld_is_read_through_its_graph() {
        let s = read(
            r#"<script type="application/ld+json">{"@graph":[{"@type":["LocalBusiness"],"name":"Tallbod",
            "legalName":"Tallbod AB","email":"hej@tallbod.example","telephone":["+46 8 123"],"vatID":"SE1",
            "address":{"@type":"PostalAddress","streetAddress":"Storgatan 1","postalCode":"111 22",
            "addressLocality":"Stockholm","addressCountry":{"@type":"Country","name":"SE"}},
            "review":{"author":{"email":"guest@mail.example"}}}]}</script>"#,
        );
        assert_eq!(s.emails.len(), 1);
        assert_eq!(s.legal_names[0].value, "Tallbod AB");
        assert_eq!(s.names[0].value, "Tallbod");
        assert_eq!(s.addresses[0].value.country.as_deref(), Some("SE"));
    }

    #[test]
    fn microdata_parts_make_one_address() {
        let s = read(
            "<div itemscope itemtype='https://schema.org/Store'>
             <div itemprop=address itemscope itemtype='https://schema.org/PostalAddress'>
             <span itemprop=streetAddress>Storgatan 1</span> <span itemprop=postalCode>111 22</span>
             <span itemprop=addressLocality>Stockholm</span></div>
             <span itemprop=telephone content='+4681234'>ring</span></div>",
        );
        assert_eq!(s.addresses.len(), 1);
        assert_eq!(s.addresses[0].value.city.as_deref(), Some("Stockholm"));
        assert_eq!(s.phones[0].value, "+4681234");
    }

    #[test]
    fn open_graph_tells_contact_details_too() {
        let s = read(
            "<meta property='og:email' content='hej@tallbod.example'>
             <meta property='business:contact_data:street_address' content='Storgatan 1'>
             <meta property='business:contact_data:postal_code' content='111 22'>",
        );
        assert_eq!(s.emails[0].value, "hej@tallbod.example");
        assert_eq!(s.addresses[0].value.street.as_deref(), Some("Storgatan 1"));
        assert_eq!(s.addresses[0].value.postal_code.as_deref(), Some("111 22"));
    }

    #[test]
    fn a_lone_postal_code_is_no_address() {
        let s = read(
            r#"<script type="application/ld+json">{"@type":"DefinedRegion","postalCode":"111 22",
            "addressCountry":"SE"}</script>"#,
        );
        assert!(s.addresses.is_empty());
    }
}
