//! Which company sells: facts of `identity.*`.

use super::Kind::{Bool, Record, RecordList, Text};
use super::Source::{Pages, Registry};
use super::{Entry, e, f, w};

pub(super) const ENTRIES: &[Entry] = &[
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
            w(
                "source",
                &["terms", "imprint", "contact", "footer", "copyright", "structured", "page"],
            ),
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
    e(
        "identity.countries",
        RecordList(&[
            f("country", Text),
            f("text", Text),
            f("url", Text),
            w("where", &["contact", "footer", "imprint", "terms", "page"]),
        ]),
        Pages,
        "Countries that the site states the business is in, ISO 3166-1 alpha-2: by an address of the business or a statement of its own; `where` is `contact`, `footer`, `imprint`, `terms` or `page`.",
    ),
    e(
        "identity.descriptor",
        Record(&[f("value", Text), f("url", Text), f("excerpt", Text)]),
        Pages,
        "Where the site shows the name that stands on the card holder's statement; `value` is the one it gives.",
    ),
    e(
        "identity.register-details",
        RecordList(&[
            w("kind", &["register", "representative", "authority", "registered-office", "capital"]),
            f("text", Text),
            f("url", Text),
        ]),
        Pages,
        "Further particulars of the company: `kind` is `register` (court or register with number), `representative`, `authority` (supervision), `registered-office` or `capital`.",
    ),
    e(
        "identity.company-status",
        Record(&[f("active", Bool), f("name", Text), f("status", Text), f("source", Text)]),
        Registry,
        "What the public company register says of the declared company. No register is asked yet: always `unknown(not-collected)`.",
    ),
];
