//! What the merchant declared: facts of `application.*`.

use super::Kind::{Bool, Date, Number, Record, Text, TextList};
use super::Source::Application;
use super::{Entry, Field, e, f, lists, w};

const ADDRESS: &[Field] = &[
    f("text", Text),
    f("street", Text),
    f("postal-code", Text),
    f("city", Text),
    f("country", Text),
];

pub(super) const ENTRIES: &[Entry] = &[
    e("application.address", Record(ADDRESS), Application, "Declared postal address."),
    e(
        "application.cards",
        TextList,
        Application,
        "Card brands applied for, lower case: `visa`, `mastercard`, `amex`.",
    )
    .of(lists::CARD_BRANDS),
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
    )
    .of(&["consumers", "businesses", "both"]),
    e(
        "application.domain-holder",
        Record(&[
            f("name", Text),
            w("relation", &["owner", "parent", "group", "agency", "transfer"]),
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
    )
    .of(&["physical-goods", "digital-goods", "services", "mixed"]),
    e("application.trading-names", TextList, Application, "Other names the merchant trades under."),
    e("application.url", Text, Application, "The declared address of the shop on the web."),
    e(
        "application.vat-number",
        Text,
        Application,
        "VAT number, canonical form with country prefix.",
    ),
    e(
        "application.descriptor",
        Text,
        Application,
        "The shop's name on the card holder's statement, where it is known.",
    ),
    e(
        "application.goods",
        TextList,
        Application,
        "Lines of goods and services, of the closed list of `products.lines`.",
    )
    .of(lists::LINES),
    e(
        "application.markets",
        TextList,
        Application,
        "Countries sold to, ISO 3166-1 alpha-2, upper case.",
    ),
    e(
        "application.subscriptions",
        Record(&[f("offered", Bool), f("trial", Bool)]),
        Application,
        "Whether anything is sold as a subscription, and whether there is a trial before it.",
    ),
    e(
        "application.vat-registered",
        Bool,
        Application,
        "Whether the merchant is registered for VAT.",
    ),
    e(
        "application.licences",
        TextList,
        Application,
        "Licences for goods or services that need one, in the merchant's own words.",
    ),
    e(
        "application.sole-trader",
        Bool,
        Application,
        "The merchant is a natural person trading in their own name.",
    ),
];
