//! The table of every fact a rule may ask about.
//!
//! A path that is not here does not exist: a rule that names one does not
//! load, and the report holds every path here. Extend it; never rename.

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// True or false.
    Bool,
    /// A whole number.
    Number,
    /// An ISO 8601 date, `2026-11-23`.
    Date,
    /// A list of text.
    TextList,
    /// A record with these fields.
    Record(&'static [Field]),
    /// A list of records with these fields.
    RecordList(&'static [Field]),
}

/// One field of a record: name and type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Kebab-case name.
    pub name: &'static str,
    /// Type of the value; `null` is always allowed.
    pub kind: Kind,
}

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// What the merchant declared.
    Application,
    /// The pages of the shop.
    Pages,
    /// The walk to the checkout.
    Checkout,
    /// Domain registration data (RDAP, WHOIS).
    Registry,
    /// The domain name system.
    Dns,
    /// The TLS handshake.
    Tls,
}

/// One path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Dotted kebab-case path.
    pub path: &'static str,
    /// Type of the value.
    pub kind: Kind,
    /// Where it comes from.
    pub source: Source,
    /// What it means, in one or two English sentences.
    pub meaning: &'static str,
}

const fn f(name: &'static str, kind: Kind) -> Field {
    Field { name, kind }
}

const fn e(path: &'static str, kind: Kind, source: Source, meaning: &'static str) -> Entry {
    Entry { path, kind, source, meaning }
}

use Kind::{Bool, Date, Number, Record, RecordList, Text, TextList};
use Source::{Application, Checkout, Dns, Pages, Registry, Tls};

const PAGE: Kind = Record(&[
    f("url", Text),
    f("clicks", Number),
    f("words", Number),
    f("language", Text),
    f("form", Text),
]);

const ADDRESS: &[Field] = &[
    f("text", Text),
    f("street", Text),
    f("postal-code", Text),
    f("city", Text),
    f("country", Text),
];

/// An address on the site, and the nearest page that shows it.
const SHOWN_ADDRESS: &[Field] = &[
    f("text", Text),
    f("street", Text),
    f("postal-code", Text),
    f("city", Text),
    f("country", Text),
    f("url", Text),
    f("clicks", Number),
];

/// Every fact, sorted by path.
pub const ENTRIES: &[Entry] = &[
    e(
        "application.cards",
        TextList,
        Application,
        "Card brands applied for, lower case: `visa`, `mastercard`, `amex`.",
    ),
    e(
        "application.consent-to-review",
        Bool,
        Application,
        "The applicant agreed to an automated visit that goes to the checkout.",
    ),
    e(
        "application.contact",
        Record(&[f("email", Text), f("phone", Text)]),
        Application,
        "Declared contact details.",
    ),
    e("application.address", Record(ADDRESS), Application, "Declared postal address."),
    e(
        "application.country",
        Text,
        Application,
        "Country of establishment, ISO 3166-1 alpha-2, upper case.",
    ),
    e(
        "application.customers",
        Text,
        Application,
        "Whom the shop sells to: `consumers`, `businesses` or `both`.",
    ),
    e(
        "application.domain-holder",
        Record(&[
            f("name", Text),
            f("relation", Text),
            f("registration-number", Text),
            f("share", Number),
            f("document", Record(&[f("title", Text), f("dated", Date)])),
        ]),
        Application,
        "Who holds the domain, where it is not the merchant, and the relation: `owner`, `parent`, `group`, `agency`, `transfer`.",
    ),
    e("application.domains", TextList, Application, "Other domains the merchant sells on."),
    e("application.legal-name", Text, Application, "Registered name of the merchant."),
    e("application.registration-number", Text, Application, "Organisation number, canonical form."),
    e(
        "application.sells",
        Text,
        Application,
        "What is sold: `physical-goods`, `digital-goods`, `services` or `mixed`.",
    ),
    e("application.trading-names", TextList, Application, "Other names the merchant trades under."),
    e("application.url", Text, Application, "The declared address of the shop on the web."),
    e(
        "application.vat-number",
        Text,
        Application,
        "VAT number, canonical form with country prefix.",
    ),
    e(
        "checkout.card-fields",
        RecordList(&[
            f("where", Text),
            f("purpose", Text),
            f("host", Text),
            f("service", Text),
            f("url", Text),
            f("step", Number),
        ]),
        Checkout,
        "Where the number of a card is typed: `page` for a field on the shop's own page, with its purpose, or `frame` for a frame of a payment provider, with its host.",
    ),
    e(
        "checkout.consent",
        Record(&[
            f("present", Bool),
            f("required", Bool),
            f("preticked", Bool),
            f("label", Text),
            f("links-to", Text),
        ]),
        Checkout,
        "The acceptance of the terms before the order is placed.",
    ),
    e(
        "checkout.country",
        RecordList(&[f("country", Text), f("url", Text), f("step", Number), f("where", Text)]),
        Checkout,
        "The merchant's country as named on the way to the checkout, by an address or beside the company's name; `where` is `page` or `footer`.",
    ),
    e(
        "checkout.credit",
        Record(&[
            f("offered", Bool),
            f("other-offered", Bool),
            f("first", Bool),
            f("preselected", Bool),
        ]),
        Checkout,
        "Whether credit (invoice, instalments, pay later) and other means are offered, and whether credit stands first or is chosen in advance.",
    ),
    e(
        "checkout.express",
        RecordList(&[f("name", Text), f("url", Text), f("step", Number), f("terms-beside", Bool)]),
        Checkout,
        "Express buttons of wallets met on the way; `terms-beside`: the acceptance of the terms stands beside the button.",
    ),
    e(
        "checkout.fields",
        RecordList(&[
            f("purpose", Text),
            f("label", Text),
            f("name", Text),
            f("required", Bool),
            f("step", Number),
        ]),
        Checkout,
        "Fields the checkout asks for; `purpose` is a WHATWG autofill token.",
    ),
    e("checkout.guest", Bool, Checkout, "Whether the checkout can be used without an account."),
    e(
        "checkout.obstacle",
        Record(&[
            f("code", Text),
            f("reason", Text),
            f("detail", Text),
            f("url", Text),
            f("step", Number),
        ]),
        Checkout,
        "Why the walk ended before the last step: `no-product`, `out-of-stock`, `minimum-order`, `sign-in`, `hosted-checkout`, `captcha`, `age-gate`, `closed`, `date-needed`, `must-type`, `no-way-on`, `withheld`, `budget`, `script`, `browser`, `unreachable` or `robots`; absent where it did not.",
    ),
    e(
        "checkout.order-button",
        Record(&[f("text", Text), f("clarity", Text)]),
        Checkout,
        "The button that places the order; `clarity` is `clear`, `weak` or `insufficient` as to the duty to pay.",
    ),
    e("checkout.payment-methods", TextList, Checkout, "Payment methods in the order shown."),
    e(
        "checkout.payment-preselected",
        Record(&[f("name", Text), f("credit", Bool)]),
        Checkout,
        "The payment method that is chosen when the page opens, and whether it is credit.",
    ),
    e(
        "checkout.policy-links",
        RecordList(&[
            f("kind", Text),
            f("url", Text),
            f("text", Text),
            f("step", Number),
            f("where", Text),
        ]),
        Checkout,
        "Links to the terms and policies in the checkout; `kind` as in `pages`, `where` is `page` or `footer`.",
    ),
    e(
        "checkout.preticked",
        RecordList(&[f("label", Text), f("purpose", Text), f("step", Number)]),
        Checkout,
        "Boxes that are ticked in advance on the way; `purpose` is `terms`, `privacy`, `marketing`, `extra` for something sold on top, or `other`.",
    ),
    e("checkout.reached", Bool, Checkout, "The last step before paying was seen."),
    e(
        "checkout.steps",
        RecordList(&[f("url", Text), f("action", Text), f("words", Text), f("screenshot", Text)]),
        Checkout,
        "The steps walked from a product to the checkout: where each led, what was done, the words of the control, and the SHA-256 of the picture.",
    ),
    e(
        "checkout.total",
        Record(&[
            f("amount", Text),
            f("currency", Text),
            f("shipping-stated", Bool),
            f("vat-stated", Bool),
        ]),
        Checkout,
        "The total as shown before paying.",
    ),
    e(
        "checkout.withheld",
        RecordList(&[f("what", Text), f("ground", Text), f("detail", Text), f("url", Text)]),
        Checkout,
        "What the walk did not do because it could have bought, paid, registered or subscribed.",
    ),
    e(
        "contact.addresses",
        RecordList(SHOWN_ADDRESS),
        Pages,
        "Postal addresses of the merchant; `url` and `clicks` are those of the page nearest to the front page that shows one.",
    ),
    e(
        "contact.email-domains",
        RecordList(&[f("email", Text), f("domain", Text), f("relation", Text)]),
        Pages,
        "Whose domains the e-mail addresses are at: `own` for the shop's and those it declared, `free-mailer` where anybody can have a mailbox, `other`.",
    ),
    e(
        "contact.emails",
        RecordList(&[f("value", Text), f("source", Text), f("url", Text), f("clicks", Number)]),
        Pages,
        "E-mail addresses of the merchant; `source` is `mailto`, `text`, `obfuscated` or `structured`; `url` and `clicks` are those of the page nearest to the front page that shows one.",
    ),
    e(
        "contact.opening-hours",
        RecordList(&[
            f("text", Text),
            f("days", TextList),
            f("opens", Text),
            f("closes", Text),
            f("closed", Bool),
        ]),
        Pages,
        "When the shop or its telephone is open: `days` as `Mo` to `Su` (none where the page does not tell), `opens` and `closes` as `HH:MM`; `closed` on days without hours.",
    ),
    e(
        "contact.phones",
        RecordList(&[f("value", Text), f("text", Text), f("url", Text), f("clicks", Number)]),
        Pages,
        "Telephone numbers of the merchant, E.164, with the text as shown; `url` and `clicks` are those of the page nearest to the front page that shows one.",
    ),
    e("dns.a", TextList, Dns, "IPv4 addresses of the host."),
    e("dns.aaaa", TextList, Dns, "IPv6 addresses of the host."),
    e("dns.caa", TextList, Dns, "Certification authority authorisation records (RFC 8659)."),
    e(
        "dns.dnssec",
        Record(&[f("signed", Bool), f("validation", Text)]),
        Dns,
        "Whether the parent zone holds a DS record for the domain (RFC 4034), and what following the signatures from the root came to: `secure`, `insecure`, `bogus` or `indeterminate` (RFC 4035).",
    ),
    e(
        "dns.mail",
        Record(&[
            f("mx", Bool),
            f("null-mx", Bool),
            f("spf", Text),
            f("spf-all", Text),
            f("spf-records", Number),
            f("dmarc", Text),
            f("dmarc-policy", Text),
        ]),
        Dns,
        "What the domain says about mail: whether a server takes it in or it says that none does (RFC 7505), its SPF record with the qualifier of `all` (RFC 7208), its DMARC record with the policy `none`, `quarantine` or `reject` (RFC 7489).",
    ),
    e("dns.mx", TextList, Dns, "Mail exchangers of the domain, `preference host`."),
    e("dns.ns", TextList, Dns, "Name servers of the domain."),
    e("dns.soa", Text, Dns, "Start of authority of the domain."),
    e("dns.txt", TextList, Dns, "Text records of the domain."),
    e(
        "domain.challenge",
        Text,
        Registry,
        "The token that the applicant was asked to place at the domain; absent where none was issued.",
    ),
    e(
        "domain.control",
        Record(&[f("proved", Bool), f("by", Text), f("token", Text)]),
        Registry,
        "Proof that the applicant controls the domain: `by` is `dns-txt`, `well-known` or `meta`, `token` the one asked for. `unknown(not-collected)` where none was issued.",
    ),
    e("domain.created", Date, Registry, "Day of registration."),
    e("domain.expires", Date, Registry, "Day the registration ends."),
    e(
        "domain.extract",
        Record(&[f("domain", Text), f("used-for", TextList), f("conflicts", TextList)]),
        Registry,
        "The extract of the registration that the applicant supplied: the domain it states, what it filled that public sources left open (`registrant`, `registrar`, `created`, `expires`), and where it contradicts them (those, `registered` or `domain`), in which case the public source counts.",
    ),
    e(
        "domain.lookalike",
        Record(&[
            f("unicode", Text),
            f("mixed-script", Bool),
            f("whole-script-confusable", Bool),
            f("confusable-with", Text),
        ]),
        Registry,
        "The domain as people see it, whether it mixes scripts or is of another script and looks like Latin letters throughout (UTS 39), and the declared name that it imitates with other characters.",
    ),
    e("domain.name", Text, Registry, "The registrable domain, lower case, A-labels."),
    e(
        "domain.holder-kind",
        Text,
        Registry,
        "Who the registry shows as holder: `organization`, `person` or `hidden` (nobody is named).",
    ),
    e(
        "domain.ownership",
        Record(&[f("settled-by", Text), f("holder", Text), f("relation", Text)]),
        Registry,
        "Where the ladder of ownership ends: `settled-by` is `registration-number`, `registrant-name`, `relation` or `control`, or `nothing` where another holds the domain without an accepted relation; unknown where it stays open.",
    ),
    e(
        "domain.ownership-steps",
        RecordList(&[
            f("rung", Text),
            f("result", Text),
            f("declared", Text),
            f("found", Text),
            f("why", Text),
        ]),
        Registry,
        "The rungs of the ladder that were climbed, in order; `result` is `settles`, `contradicts`, `open` or `nothing-to-compare`.",
    ),
    e(
        "domain.name-servers",
        TextList,
        Registry,
        "Name servers that the registry delegates the domain to, lower case.",
    ),
    e("domain.registered", Bool, Registry, "Whether the registry knows the domain."),
    e(
        "domain.registrant",
        Record(&[
            f("name", Text),
            f("organization", Text),
            f("registration-number", Text),
            f("country", Text),
        ]),
        Registry,
        "The holder as the registry publishes it; `unknown(redacted)` where hidden. Out of an extract of the applicant's where the evidence begins with `extract:`.",
    ),
    e("domain.registrar", Text, Registry, "The sponsoring registrar."),
    e("domain.source", Text, Registry, "Where the registration data came from: `rdap` or `whois`."),
    e("domain.statuses", TextList, Registry, "Registration statuses as the source names them."),
    e(
        "identity.legal-names",
        RecordList(&[f("value", Text), f("legal-form", Text)]),
        Pages,
        "Names of the company behind the shop.",
    ),
    e(
        "identity.registration-numbers",
        RecordList(&[f("value", Text), f("scheme", Text), f("valid", Bool), f("dummy", Bool)]),
        Pages,
        "Organisation numbers shown; canonical, with check digit verified.",
    ),
    e(
        "identity.seller",
        Record(&[
            f("name", Text),
            f("legal-form", Text),
            f("registration-number", Text),
            f("vat-number", Text),
            f("source", Text),
        ]),
        Pages,
        "The company that sells, of those the shop names; source: `terms`, `imprint`, `contact`, `footer`, `copyright`, `structured`, `page`.",
    ),
    e(
        "identity.vat-numbers",
        RecordList(&[f("value", Text), f("country", Text), f("valid", Bool)]),
        Pages,
        "VAT numbers shown; canonical, with check digit verified.",
    ),
    e("pages.about", PAGE, Pages, "Page about the business."),
    e("pages.cart", PAGE, Pages, "Shopping cart."),
    e("pages.checkout", PAGE, Pages, "Checkout."),
    e("pages.complaints", PAGE, Pages, "Complaints policy, as a page or a section of one."),
    e("pages.contact", PAGE, Pages, "Contact page."),
    e("pages.cookies", PAGE, Pages, "Cookie policy, as a page or a section of one."),
    e("pages.delivery", PAGE, Pages, "Delivery policy, as a page or a section of one."),
    e("pages.imprint", PAGE, Pages, "Imprint: who runs the site."),
    e("pages.privacy", PAGE, Pages, "Privacy policy."),
    e(
        "pages.returns",
        PAGE,
        Pages,
        "Returns and withdrawal policy, as a page or a section of one.",
    ),
    e("pages.terms", PAGE, Pages, "Terms of sale."),
    e(
        "products.catalogue-size",
        Record(&[f("seen", Number), f("stated", Number), f("in-sitemap", Number)]),
        Pages,
        "How large the catalogue is: products read, the largest number that a list on the site states, and addresses of products in its sitemaps.",
    ),
    e(
        "products.items",
        RecordList(&[
            f("url", Text),
            f("name", Text),
            f("price", Record(&[f("amount", Text), f("currency", Text)])),
            f("vat", Text),
            f("price-kind", Text),
            f("old-price", Record(&[f("amount", Text), f("currency", Text)])),
        ]),
        Pages,
        "Products or services on sale; `vat` is `included`, `excluded` or `unstated`, `price-kind` is `current`, `from`, `unit` or `on-request`.",
    ),
    e(
        "products.prices",
        RecordList(&[
            f("url", Text),
            f("text", Text),
            f("amount", Text),
            f("currency", Text),
            f("kind", Text),
        ]),
        Pages,
        "Every visible price; amounts are decimal text, currencies ISO 4217; `kind` is `current`, `old`, `from`, `to`, `unit`, `total`, `shipping`, `saving` or `instalment`.",
    ),
    e(
        "site.blocked",
        Record(&[f("reason", Text), f("status", Number), f("detail", Text)]),
        Pages,
        "The site refused the visit, and how.",
    ),
    e(
        "site.broken-links",
        RecordList(&[f("url", Text), f("status", Number), f("from", Text)]),
        Pages,
        "Internal links that lead nowhere.",
    ),
    e("site.currencies", TextList, Pages, "Currencies of the visible prices, ISO 4217."),
    e(
        "site.insecure",
        RecordList(&[f("url", Text), f("kind", Text), f("from", Text)]),
        Pages,
        "Pages or parts served without TLS.",
    ),
    e("site.languages", TextList, Pages, "Languages of the pages, BCP 47, most used first."),
    e(
        "site.parked",
        Bool,
        Pages,
        "The domain is parked or for sale, by its front page, where it leads, or its name servers.",
    ),
    e(
        "site.placeholders",
        RecordList(&[f("url", Text), f("excerpt", Text), f("kind", Text)]),
        Pages,
        "Filler text and demo content left on the site.",
    ),
    e(
        "site.platform",
        Record(&[f("name", Text), f("version", Text)]),
        Pages,
        "Shop platform recognised from its markup.",
    ),
    e(
        "site.redirected-to",
        Text,
        Pages,
        "Registrable domain that the declared address ended on by redirect, refresh or frameset, where it is another one; the evidence holds every step.",
    ),
    e(
        "site.sale-hosts",
        RecordList(&[
            f("host", Text),
            f("registrable-domain", Text),
            f("kind", Text),
            f("url", Text),
        ]),
        Pages,
        "Hosts that cart and checkout are at: `own`, `declared`, `payment` and `platform` for known services, else `unknown`.",
    ),
    e(
        "site.sister-domains",
        RecordList(&[f("domain", Text), f("url", Text), f("source", Text)]),
        Pages,
        "Other domains that show the same shop: `source` is `hreflang`, or `link` for a link in the frame of the page to the same name under another ending.",
    ),
    e(
        "site.trackers-before-consent",
        RecordList(&[
            f("host", Text),
            f("kind", Text),
            f("from", Text),
            f("name", Text),
            f("cookie", Text),
            f("days", Number),
        ]),
        Pages,
        "Known trackers that were loaded, and their cookies that were set, before anybody agreed: `kind` is `analytics`, `advertising`, `session-recording` or `social`, `name` is the service, `cookie` the cookie and `days` how long it lasts. Needs a rendered visit.",
    ),
    e(
        "site.under-construction",
        Record(&[f("excerpt", Text), f("kind", Text)]),
        Pages,
        "The site is not open yet, parked or for sale.",
    ),
    e(
        "terms.periods",
        RecordList(&[
            f("topic", Text),
            f("from", Number),
            f("to", Number),
            f("unit", Text),
            f("url", Text),
            f("excerpt", Text),
        ]),
        Pages,
        "The periods of time that the terms and policies give for a topic, in hours, days, working-days, weeks, months or years; each different one once, so that a contradiction shows.",
    ),
    e(
        "terms.residue",
        RecordList(&[f("url", Text), f("excerpt", Text), f("kind", Text)]),
        Pages,
        "Template text left in terms and policies.",
    ),
    e(
        "terms.seller",
        Record(&[f("name", Text), f("url", Text)]),
        Pages,
        "Whom the terms name as the one who sells.",
    ),
    e(
        "terms.topics",
        RecordList(&[f("topic", Text), f("url", Text), f("excerpt", Text)]),
        Pages,
        "What the terms and policies deal with.",
    ),
    e(
        "tls.certificate",
        Record(&[
            f("subject", Text),
            f("organization", Text),
            f("names", TextList),
            f("issuer", Text),
            f("not-before", Date),
            f("not-after", Date),
            f("trusted", Bool),
            f("matches-host", Bool),
        ]),
        Tls,
        "The certificate the host presents; `organization` is the one its issuer vouches for, where it names one.",
    ),
];

/// The topics of terms and policies that `terms.topics` may hold.
pub const TOPICS: &[&str] = &[
    "seller-identity",
    "withdrawal-right",
    "withdrawal-period",
    "withdrawal-how",
    "withdrawal-form",
    "return-cost",
    "refund-time",
    "delivery-time",
    "delivery-cost",
    "delivery-area",
    "complaints",
    "statutory-guarantee",
    "payment-methods",
    "payment-capture",
    "prices-and-vat",
    "personal-data",
    "cookies",
    "dispute-body",
    "governing-law",
    "age-limit",
    "subscription-terms",
    "card-data-security",
];

/// The entry of a path.
#[must_use]
pub fn entry(path: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.path == path)
}

/// The entry and the type of a path that may go on into a record, such as
/// `domain.registrant.organization` or `pages.terms.words`.
#[must_use]
pub fn resolve(path: &str) -> Option<(&'static Entry, Kind)> {
    if let Some(found) = entry(path) {
        return Some((found, found.kind));
    }
    let (head, tail) = path.rsplit_once('.')?;
    let (found, kind) = resolve(head)?;
    match kind {
        Record(fields) => {
            fields.iter().find(|field| field.name == tail).map(|field| (found, field.kind))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_unique_and_kebab_case() {
        let mut seen = std::collections::BTreeSet::new();
        for entry in ENTRIES {
            assert!(seen.insert(entry.path), "{} twice", entry.path);
            assert!(entry.path.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '-'));
            assert!(entry.meaning.ends_with('.'), "{}", entry.path);
        }
    }

    #[test]
    fn a_path_goes_on_into_a_record() {
        assert_eq!(resolve("domain.registrant.organization").map(|(_, kind)| kind), Some(Text));
        assert_eq!(resolve("pages.terms.words").map(|(_, kind)| kind), Some(Number));
        assert_eq!(resolve("pages.terms.wrods"), None);
    }
}
