//! What a page says about organisations in machine-readable form: JSON-LD and
//! microdata (schema.org).
//!
//! Counts: the properties of any thing that is an organisation, a place of
//! business or the person behind one. Against: reviews, authors, makers and
//! brands of products, which are other parties.

use crate::extract::{Document, PostalAddress};
use ego_tree::NodeId;
use serde_json::Value;

/// One value, and the element it was in.
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

/// Nodes of JSON looked at on one page.
const MAX_NODES: usize = 50_000;

/// Levels of JSON looked at.
const MAX_DEPTH: usize = 24;

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
    /// Reads a page.
    pub(in crate::extract) fn of(doc: &Document) -> Self {
        let mut out = Self::default();
        let mut budget = MAX_NODES;
        for script in doc.data_scripts.iter().filter(|s| s.kind == "application/ld+json") {
            let text = script.text.trim().trim_start_matches("<!--").trim_end_matches("-->");
            if let Ok(json) = serde_json::from_str::<Value>(text) {
                out.walk(&json, script.node, MAX_DEPTH, &mut budget);
            }
        }
        out.microdata(doc);
        out
    }

    fn walk(&mut self, json: &Value, node: NodeId, depth: usize, budget: &mut usize) {
        if depth == 0 || *budget == 0 {
            return;
        }
        *budget -= 1;
        match json {
            Value::Array(items) => {
                items.iter().for_each(|item| self.walk(item, node, depth - 1, budget));
            }
            Value::Object(map) => {
                let organisation = is_organisation(json.get("@type"));
                let collect = |into: &mut Vec<Datum<String>>, key: &str| {
                    into.extend(strings(map.get(key)).map(|value| Datum { value, node }));
                };
                collect(&mut self.emails, "email");
                collect(&mut self.phones, "telephone");
                collect(&mut self.legal_names, "legalName");
                collect(&mut self.vat_ids, "vatID");
                collect(&mut self.tax_ids, "taxID");
                if organisation {
                    collect(&mut self.names, "name");
                }
                let kind = type_of(map.get("@type"));
                if kind == "PostalAddress" || map.contains_key("streetAddress") {
                    self.addresses.push(Datum { value: address(json), node });
                } else if let (true, Some(Value::String(text))) = (organisation, map.get("address"))
                {
                    let value = PostalAddress { text: text.clone(), ..PostalAddress::default() };
                    self.addresses.push(Datum { value, node });
                }
                for (key, value) in map {
                    if !NOT_FOLLOWED.contains(&key.as_str())
                        && (value.is_object() || value.is_array())
                    {
                        self.walk(value, node, depth - 1, budget);
                    }
                }
            }
            _ => {}
        }
    }

    /// Elements with `itemprop` (or RDFa's `property`), by name; the parts of an
    /// address are gathered by the item they belong to.
    fn microdata(&mut self, doc: &Document) {
        let mut places: Vec<(NodeId, PostalAddress)> = Vec::new();
        for node in doc.html.tree.nodes() {
            let Some(element) = node.value().as_element() else { continue };
            let Some(names) = element.attr("itemprop").or_else(|| element.attr("property")) else {
                continue;
            };
            for name in names.split_whitespace() {
                let name = name.rsplit([':', '/', '#']).next().unwrap_or(name);
                let known = matches!(
                    name,
                    "email"
                        | "telephone"
                        | "legalName"
                        | "vatID"
                        | "taxID"
                        | "streetAddress"
                        | "postalCode"
                        | "addressLocality"
                        | "addressCountry"
                );
                if !known || is_foreign(node) {
                    continue;
                }
                let value =
                    element.attr("content").map(str::to_owned).unwrap_or_else(|| text_of(node));
                let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                if value.is_empty() || value.len() > 300 {
                    continue;
                }
                let datum = Datum { value: value.clone(), node: node.id() };
                match name {
                    "email" => self.emails.push(datum),
                    "telephone" => self.phones.push(datum),
                    "legalName" => self.legal_names.push(datum),
                    "vatID" => self.vat_ids.push(datum),
                    "taxID" => self.tax_ids.push(datum),
                    _ => {
                        let item = node
                            .ancestors()
                            .take(12)
                            .find(|a| {
                                a.value().as_element().is_some_and(|e| {
                                    e.attr("itemscope").is_some() || e.attr("typeof").is_some()
                                })
                            })
                            .or_else(|| node.parent());
                        let Some(item) = item.map(|i| i.id()) else { continue };
                        if places.last().is_none_or(|(id, _)| *id != item) {
                            places.push((item, PostalAddress::default()));
                        }
                        if let Some((_, place)) = places.last_mut() {
                            let part = match name {
                                "streetAddress" => &mut place.street,
                                "postalCode" => &mut place.postal_code,
                                "addressLocality" => &mut place.city,
                                _ => &mut place.country,
                            };
                            part.get_or_insert(value);
                        }
                    }
                }
            }
        }
        self.addresses.extend(places.into_iter().map(|(node, value)| Datum { value, node }));
    }
}

/// Whether a microdata element belongs to a review, an author or a maker.
fn is_foreign(node: ego_tree::NodeRef<'_, scraper::Node>) -> bool {
    node.ancestors()
        .take(30)
        .filter_map(|a| a.value().as_element())
        .any(|e| e.attr("itemprop").is_some_and(|name| NOT_FOLLOWED.contains(&name)))
}

fn text_of(node: ego_tree::NodeRef<'_, scraper::Node>) -> String {
    let mut text = String::new();
    for inner in node.descendants().filter_map(|n| n.value().as_text().map(|t| t.to_string())) {
        text.push_str(&inner);
        text.push(' ');
        if text.len() > 400 {
            break;
        }
    }
    text
}

fn type_of(value: Option<&Value>) -> &str {
    let text = match value {
        Some(Value::String(text)) => text.as_str(),
        Some(Value::Array(items)) => items.first().and_then(Value::as_str).unwrap_or(""),
        _ => "",
    };
    text.rsplit(['/', ':']).next().unwrap_or(text)
}

/// Types that are an organisation, or a place of business, of schema.org.
fn is_organisation(kind: Option<&Value>) -> bool {
    let kind = type_of(kind);
    matches!(kind, "Corporation" | "Restaurant" | "ProfessionalService" | "OnlineBusiness")
        || ["Organization", "Business", "Store", "Shop", "Company", "Service"]
            .iter()
            .any(|end| kind.ends_with(end) && kind != "Service")
}

fn strings(value: Option<&Value>) -> impl Iterator<Item = String> {
    let list = match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Number(number)) => vec![number.to_string()],
        Some(Value::Array(items)) => {
            items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    list.into_iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn address(json: &Value) -> PostalAddress {
    let part = |key: &str| {
        let value = json.get(key)?;
        let named = value.get("name").or_else(|| value.get("identifier")).unwrap_or(value);
        strings(Some(named)).next()
    };
    PostalAddress {
        text: String::new(),
        street: part("streetAddress"),
        postal_code: part("postalCode"),
        city: part("addressLocality"),
        country: part("addressCountry"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn read(source: &str) -> Structured {
        Structured::of(&Document::parse(source, &Url::parse("https://shop.example/").unwrap()))
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
        assert_eq!(s.addresses[0].value.country.as_deref(), Some("SE"));
    }

    #[test]
    fn microdata_parts_make_one_address() {
        let s = read(
            "<div itemscope itemtype='https://schema.org/PostalAddress'><span itemprop=streetAddress>Storgatan 1</span>
             <span itemprop=postalCode>111 22</span> <span itemprop=addressLocality>Stockholm</span></div>
             <span itemprop=telephone content='+4681234'>ring</span>",
        );
        assert_eq!(s.addresses.len(), 1);
        assert_eq!(s.addresses[0].value.city.as_deref(), Some("Stockholm"));
        assert_eq!(s.phones[0].value, "+4681234");
    }

    #[test]
    fn bounded_on_deep_json() {
        let source = format!(
            "<script type='application/ld+json'>{}{}</script>",
            "[".repeat(100),
            "]".repeat(100)
        );
        assert!(read(&source).emails.is_empty());
    }
}
