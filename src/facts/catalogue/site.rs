//! The site as a whole: facts of `site.*`.

use super::Kind::{Bool, Number, Record, RecordList, Text, TextList};
use super::Source::Pages;
use super::{Entry, e, f, lists, w};

pub(super) const ENTRIES: &[Entry] = &[
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
            w("kind", &["own", "declared", "payment", "platform", "unknown"]),
            f("url", Text),
        ]),
        Pages,
        "Hosts that cart and checkout are at: `own`, `declared`, `payment` and `platform` for known services, else `unknown`.",
    ),
    e(
        "site.sister-domains",
        RecordList(&[f("domain", Text), f("url", Text), w("source", &["hreflang", "link"])]),
        Pages,
        "Other domains that show the same shop: `source` is `hreflang`, or `link` for a link in the frame of the page to the same name under another ending.",
    ),
    e(
        "site.trackers-before-consent",
        RecordList(&[
            f("host", Text),
            w("kind", &["analytics", "advertising", "session-recording", "social"]),
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
        "site.age-check",
        RecordList(&[
            w("kind", &["eid", "document", "at-delivery", "date-of-birth", "yes-no"]),
            f("text", Text),
            f("url", Text),
        ]),
        Pages,
        "How the age of the buyer is checked: `kind` is `eid`, `document`, `at-delivery`, `date-of-birth` or `yes-no`.",
    ),
    e(
        "site.card-logos",
        RecordList(&[
            w("brand", lists::CARD_BRANDS),
            f("url", Text),
            w("where", &["front", "page", "checkout"]),
            f("text", Text),
        ]),
        Pages,
        "Marks of card schemes shown: `visa`, `mastercard`, `amex`, `maestro`, `diners`, `discover`, `jcb`, `unionpay` or `dankort`; `where` is `front`, `page` or `checkout`, and `text` holds the words where the scheme is only named in them.",
    ),
    e(
        "site.copyright-year",
        Record(&[f("year", Number), f("text", Text), f("url", Text)]),
        Pages,
        "The latest year of a copyright line.",
    ),
    e(
        "site.licences",
        RecordList(&[w("category", lists::RESTRICTED), f("text", Text), f("url", Text)]),
        Pages,
        "Licences, permits and authorisations shown, by the category of `products.restricted` that needs them.",
    ),
    e(
        "site.platform-host",
        Record(&[f("host", Text), f("platform", Text)]),
        Pages,
        "The shop is at a name below a platform's domain instead of a domain of its own.",
    ),
    e(
        "site.statements",
        RecordList(&[w("statement", lists::STATEMENTS), f("url", Text), f("excerpt", Text)]),
        Pages,
        "What the site says apart from its terms: `prior-price`, `guarantee-notice`, `accessibility`, `surcharge`, `answer-time`, `statement-name`, `business-only`, `export-restrictions`, `own-operation`.",
    ),
    e(
        "site.trustmarks",
        RecordList(&[f("name", Text), f("url", Text), f("links-to", Text), f("genuine", Bool)]),
        Pages,
        "Trustmarks shown, where they lead, and whether that is a page of their issuer for this shop.",
    ),
];
