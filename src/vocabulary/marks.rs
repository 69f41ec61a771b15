//! Marks that are the same in every language: addresses and fingerprints of
//! platforms, demo content, leftovers of templates, parking pages.
//!
//! Kept as data under `rules/marks/`, one file a purpose. This module reads the
//! files and knows nothing of what a mark proves.

use super::shown::{CardMarks, ChatMarks, PictureMarks, PlatformHost, TrustmarkMarks};
use super::{AgeService, GoodsMarks, GuardMarks};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// All marks.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// Parts of addresses.
    pub paths: Paths,
    /// Names of pages in languages without a vocabulary, by BCP 47 tag.
    pub neighbours: BTreeMap<String, Neighbour>,
    /// Leftovers in terms, as regular expressions.
    pub residue: Vec<ResiduePattern>,
    /// Payment providers and site builders.
    pub firms: Vec<String>,
    /// Filler text and demo content.
    pub placeholders: Vec<PlaceholderMarks>,
    /// Pages that hosts and servers show before there is a site.
    pub parking: Vec<ParkingMarks>,
    /// Shop platforms and site builders.
    pub platforms: Vec<PlatformMarks>,
    /// Domains at which anybody can have a mailbox.
    pub mailers: Vec<String>,
    /// Wallets whose buttons stand beside the order button.
    pub wallets: Vec<String>,
    /// Identifiers and classes of what scripts fill with a checkout.
    pub checkout_shells: Vec<String>,
    /// Hosts to which a sale may go on.
    pub sale_hosts: Vec<SaleHost>,
    /// Banners that ask for consent to cookies.
    pub banners: BannerMarks,
    /// Services that hold parked domains.
    pub parking_hosts: Vec<ParkingHost>,
    /// Services that follow visitors.
    pub trackers: Vec<Tracker>,
    /// What WHOIS servers answer to those who asked too often.
    pub registry_limits: Vec<String>,
    /// Marks of contact details.
    pub contact: ContactMarks,
    /// Who a walk says that it is where it may type, by country.
    pub visitors: Vec<Visitor>,
    /// What the guard of the walk reads in addresses and in what is sent.
    pub walk_guard: GuardMarks,
    /// Names of goods, makers, schemes of identification and registers.
    pub goods: GoodsMarks,
    /// How marks of card schemes are called.
    pub cards: CardMarks,
    /// Seals that issuers give to shops.
    pub trustmarks: Vec<TrustmarkMarks>,
    /// Services that run live chats.
    pub chats: ChatMarks,
    /// Where platforms give shops a name.
    pub platform_hosts: Vec<PlatformHost>,
    /// Pictures that show no goods.
    pub pictures: PictureMarks,
}

/// Who a walk says that it is, made up for the shops of one country.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Visitor {
    /// ISO 3166-1 alpha-2; empty for all others.
    pub country: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Address for mail, which reaches nobody.
    pub email: String,
    /// Telephone number as written in the country.
    pub phone: String,
    /// Street with the number of the house.
    pub street: String,
    /// The number of the house by itself.
    pub house: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Region, county or state.
    pub region: String,
}

/// What consent services call their banners and buttons, as CSS selectors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BannerMarks {
    /// The banner.
    pub containers: Vec<String>,
    /// Its button that refuses all that is not necessary.
    pub refuse: Vec<String>,
}

/// Marks of contact details that are the same in every language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ContactMarks {
    /// Hosts of links that open a conversation with a telephone number.
    pub messengers: Vec<Messenger>,
    /// Schemes of links that hold a telephone number.
    pub dialling: Vec<Dialling>,
    /// Words in the class names of icons that stand for a telephone.
    pub phone_icons: Vec<String>,
    /// Words in the class names of icons that stand for a fax.
    pub fax_icons: Vec<String>,
    /// Characters that stand for a telephone.
    pub phone_signs: Vec<String>,
    /// Characters that stand for a fax.
    pub fax_signs: Vec<String>,
    /// Hosts of embedded maps, with the beginning of a path where there is one.
    pub maps: Vec<String>,
    /// What stands for a house number where there is none.
    pub no_house_number: Vec<String>,
    /// Counties, which stand between a town and its code.
    pub counties: Vec<String>,
}

/// A host whose links name a telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Messenger {
    /// Host name; it counts with all below it.
    pub host: String,
    /// `path`, or the name of a query parameter.
    pub number_in: String,
}

/// A scheme whose addresses name a telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Dialling {
    /// The scheme.
    pub scheme: String,
    /// `path`, or the name of a query parameter.
    pub number_in: String,
}

/// The hosts of one service that takes orders or payments for shops.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SaleHost {
    /// Name, as its maker writes it.
    pub name: String,
    /// `payment` or `platform`, as in `site.sale-hosts`.
    pub kind: String,
    /// Host names; each counts with all below it.
    pub hosts: Vec<String>,
}

/// The hosts and cookies of one service that follows visitors.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tracker {
    /// Name, as its maker writes it.
    pub name: String,
    /// `analytics`, `advertising`, `session-recording` or `social`.
    pub kind: String,
    /// Host names; each counts with all below it.
    pub hosts: Vec<String>,
    /// Names of cookies; one that ends in `*` counts with all that begin so.
    pub cookies: Vec<String>,
}

/// The hosts of one service that holds parked domains.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ParkingHost {
    /// Name, as its maker writes it.
    pub name: String,
    /// Hosts, with the beginning of a path where the host serves others too.
    pub hosts: Vec<String>,
    /// Domains of name servers that serve nothing else.
    pub name_servers: Vec<String>,
}

/// A leftover in terms that looks the same in every language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ResiduePattern {
    /// Kebab-case kind, as in `terms.residue`.
    pub kind: String,
    /// Regular expression in the syntax of RE2.
    pub pattern: String,
}

/// Phrases of filler text or demo content.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlaceholderMarks {
    /// Kebab-case kind, as in `site.placeholders`.
    pub kind: String,
    /// How many different phrases must stand on one page.
    pub least: usize,
    /// Each counts only as the whole name of a product, on any page.
    #[serde(default)]
    pub whole: bool,
    /// The phrases.
    pub phrases: Vec<String>,
}

/// Phrases of a page that is not the shop's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ParkingMarks {
    /// Kebab-case kind, as in `site.under-construction`.
    pub kind: String,
    /// The phrases.
    pub phrases: Vec<String>,
}

/// Marks of one platform.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlatformMarks {
    /// Name, as its maker writes it.
    pub name: String,
    /// How its generator meta element begins.
    pub generator: Vec<String>,
    /// Parts of addresses of what its pages load.
    pub assets: Vec<String>,
    /// Parts of its comments, in any letter case.
    pub comments: Vec<String>,
    /// Parts of addresses whose parameter `ver` or `v` is the platform's version.
    #[serde(default)]
    pub versions: Vec<String>,
}

/// Names of pages in a language without a vocabulary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Neighbour {
    /// Terms of sale.
    pub terms: Vec<String>,
    /// Terms for using a website.
    pub user_terms: Vec<String>,
    /// Privacy policy.
    pub privacy: Vec<String>,
    /// Cookie policy.
    pub cookies: Vec<String>,
    /// Returns and withdrawal.
    pub returns: Vec<String>,
    /// Delivery.
    pub delivery: Vec<String>,
    /// Complaints.
    pub complaints: Vec<String>,
    /// Contact details.
    pub contact: Vec<String>,
    /// About the business.
    pub about: Vec<String>,
}

/// Parts of addresses that platforms share in every language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Paths {
    /// Folders that hold one product each.
    pub product: Vec<String>,
    /// Folders that hold lists of products.
    pub category: Vec<String>,
    /// Folders that hold articles, whose slugs may name anything.
    pub article: Vec<String>,
    /// Folders of accounts and machinery.
    pub machinery: Vec<String>,
    /// Query parameters that hold a route in place of a path.
    pub route_parameters: Vec<String>,
    /// File name endings of pages.
    pub page_endings: Vec<String>,
    /// Names by which platforms address a kind of page in every language.
    pub slugs: BTreeMap<String, Vec<String>>,
    /// Words in the class of an icon that leads to the cart.
    pub cart_marks: Vec<String>,
}

static MARKS: LazyLock<Marks> = LazyLock::new(|| Marks {
    paths: read(include_str!("../../rules/marks/paths.yaml"), "paths"),
    neighbours: read(include_str!("../../rules/marks/neighbours.yaml"), "neighbours"),
    residue: read(include_str!("../../rules/marks/residue.yaml"), "residue"),
    firms: read(include_str!("../../rules/marks/firms.yaml"), "firms"),
    placeholders: read(include_str!("../../rules/marks/placeholders.yaml"), "placeholders"),
    parking: read(include_str!("../../rules/marks/parking.yaml"), "parking"),
    platforms: read(include_str!("../../rules/marks/platforms.yaml"), "platforms"),
    mailers: read(include_str!("../../rules/marks/mailers.yaml"), "mailers"),
    wallets: read(include_str!("../../rules/marks/wallets.yaml"), "wallets"),
    checkout_shells: read(
        include_str!("../../rules/marks/checkout-shells.yaml"),
        "checkout-shells",
    ),
    sale_hosts: read(include_str!("../../rules/marks/sale-hosts.yaml"), "sale-hosts"),
    banners: read(include_str!("../../rules/marks/banners.yaml"), "banners"),
    parking_hosts: read(include_str!("../../rules/marks/parking-hosts.yaml"), "parking-hosts"),
    trackers: read(include_str!("../../rules/marks/trackers.yaml"), "trackers"),
    registry_limits: read(
        include_str!("../../rules/marks/registry-limits.yaml"),
        "registry-limits",
    ),
    contact: read(include_str!("../../rules/marks/contact.yaml"), "contact"),
    visitors: read(include_str!("../../rules/marks/visitor.yaml"), "visitor"),
    walk_guard: read(include_str!("../../rules/marks/walk-guard.yaml"), "walk-guard"),
    goods: read(include_str!("../../rules/marks/goods.yaml"), "goods"),
    cards: read(include_str!("../../rules/marks/card-marks.yaml"), "card-marks"),
    trustmarks: read(include_str!("../../rules/marks/trustmarks.yaml"), "trustmarks"),
    chats: read(include_str!("../../rules/marks/chats.yaml"), "chats"),
    platform_hosts: read(include_str!("../../rules/marks/platform-hosts.yaml"), "platform-hosts"),
    pictures: read(include_str!("../../rules/marks/pictures.yaml"), "pictures"),
});

impl Marks {
    /// The marks that ship with the program.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &MARKS
    }

    /// Whether anybody can have a mailbox at this domain.
    #[must_use]
    pub fn is_mailer(&self, domain: &str) -> bool {
        self.mailers.iter().any(|mailer| within(domain, mailer))
    }

    /// The service that a host belongs to, where a sale may go on at it.
    #[must_use]
    pub fn sale_host(&self, host: &str) -> Option<&SaleHost> {
        self.sale_hosts.iter().find(|service| service.hosts.iter().any(|h| within(host, h)))
    }

    /// Who a walk says that it is in a country.
    #[must_use]
    pub fn visitor(&self, country: &str) -> &Visitor {
        static NOBODY: LazyLock<Visitor> = LazyLock::new(Visitor::default);
        let of = |code: &str| self.visitors.iter().find(|visitor| visitor.country == code);
        of(country).or_else(|| of("")).unwrap_or(&NOBODY)
    }

    /// The service that checks ages which a host belongs to.
    #[must_use]
    pub fn age_service(&self, host: &str) -> Option<&AgeService> {
        self.goods.age_services.iter().find(|service| within(host, &service.host))
    }

    /// The category whose public register a host is.
    #[must_use]
    pub fn register(&self, host: &str) -> Option<&str> {
        let register = self.goods.registers.iter().find(|register| within(host, &register.host));
        register.map(|register| register.category.as_str())
    }

    /// The tracker that a host belongs to.
    #[must_use]
    pub fn tracker_host(&self, host: &str) -> Option<&Tracker> {
        self.trackers.iter().find(|tracker| tracker.hosts.iter().any(|h| within(host, h)))
    }

    /// The tracker that sets a cookie of this name.
    #[must_use]
    pub fn tracker_cookie(&self, name: &str) -> Option<&Tracker> {
        let is_it = |mark: &String| match mark.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == mark,
        };
        self.trackers.iter().find(|tracker| tracker.cookies.iter().any(is_it))
    }

    /// Whether a host with a path shows maps.
    #[must_use]
    pub fn is_map(&self, host: &str, path: &str) -> bool {
        self.contact.maps.iter().any(|mark| match mark.split_once('/') {
            Some((name, start)) => {
                within(host, name)
                    && path.strip_prefix('/').is_some_and(|path| path.starts_with(start))
            }
            None => within(host, mark),
        })
    }

    /// The parking service that an address belongs to.
    #[must_use]
    pub fn parking_host(&self, host: &str, path: &str) -> Option<&ParkingHost> {
        let here = |mark: &String| match mark.split_once('/') {
            Some((name, start)) => {
                within(host, name)
                    && path.strip_prefix('/').is_some_and(|path| path.starts_with(start))
            }
            None => within(host, mark),
        };
        self.parking_hosts.iter().find(|service| service.hosts.iter().any(here))
    }

    /// The parking service that a name server belongs to.
    #[must_use]
    pub fn parking_name_server(&self, host: &str) -> Option<&ParkingHost> {
        let here = |mark: &String| within(host, mark);
        self.parking_hosts.iter().find(|service| service.name_servers.iter().any(here))
    }
}

/// Whether a host is this one or below it, letter case and final dot aside.
#[must_use]
pub(super) fn within(host: &str, above: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host.strip_suffix(above).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn read<T: serde::de::DeserializeOwned + Default>(text: &str, name: &str) -> T {
    match crate::yaml::read(text, &format!("marks/{name}.yaml")) {
        Ok(marks) => marks,
        // A test reads every shipped file, so this cannot happen to users.
        Err(message) => {
            debug_assert!(false, "{message}");
            T::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_can_be_read() {
        let marks = Marks::built_in();
        assert!(!marks.firms.is_empty() && !marks.placeholders.is_empty());
        assert!(!marks.parking.is_empty() && !marks.platforms.is_empty());
        assert!(!marks.walk_guard.order.is_empty());
        assert!(!marks.wallets.is_empty() && !marks.checkout_shells.is_empty());
        assert!(!marks.cards.brands.is_empty() && !marks.trustmarks.is_empty());
        assert!(!marks.chats.services.is_empty() && !marks.platform_hosts.is_empty());
        assert!(!marks.pictures.placeholders.is_empty());
        assert!(!marks.mailers.is_empty() && !marks.parking_hosts.is_empty());
        assert!(!marks.contact.messengers.is_empty() && !marks.contact.counties.is_empty());
        assert!(marks.registry_limits.iter().any(|phrase| phrase == "quota exceeded"));
        assert!(marks.sale_hosts.iter().all(|h| ["payment", "platform"].contains(&&*h.kind)));
        let banners = marks.banners.containers.iter().chain(&marks.banners.refuse);
        assert!(banners.clone().count() > 20);
        for selector in banners {
            assert!(scraper::Selector::parse(selector).is_ok(), "{selector}");
        }
        let kinds = ["analytics", "advertising", "session-recording", "social"];
        assert!(!marks.trackers.is_empty());
        for tracker in &marks.trackers {
            assert!(kinds.contains(&tracker.kind.as_str()), "{}", tracker.name);
            assert!(tracker.hosts.iter().all(|host| host.contains('.')), "{}", tracker.name);
        }
        for residue in &marks.residue {
            assert!(regex::Regex::new(&residue.pattern).is_ok(), "{}", residue.pattern);
        }
        assert!(Marks::built_in().neighbours.contains_key("cs"));
        assert!(Marks::built_in().paths.product.iter().any(|folder| folder == "products"));
    }

    #[test]
    fn a_host_counts_with_all_below_it_and_no_other() {
        let marks = Marks::built_in();
        assert_eq!(marks.sale_host("Pay.Klarna.com.").map(|h| h.kind.as_str()), Some("payment"));
        assert!(marks.sale_host("notklarna.com").is_none());
        assert!(marks.sale_host("klarna.com.shop.example").is_none());
        assert!(marks.is_mailer("gmail.com") && !marks.is_mailer("gmail.com.shop.example"));
        assert!(marks.parking_name_server("ns1.sedoparking.com").is_some());
        assert!(marks.parking_host("www.google.com", "/adsense/domains/caf.js").is_some());
        assert!(marks.parking_host("www.google.com", "/maps").is_none());
        assert!(marks.is_map("www.google.com", "/maps/embed"));
        assert!(!marks.is_map("www.google.com", "/recaptcha"));
    }
}
