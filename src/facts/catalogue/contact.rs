//! How the shop can be reached: facts of `contact.*`.

use super::Kind::{Bool, Number, RecordList, Text, TextList};
use super::Source::Pages;
use super::{Entry, Field, e, f, w};

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

pub(super) const ENTRIES: &[Entry] = &[
    e(
        "contact.addresses",
        RecordList(SHOWN_ADDRESS),
        Pages,
        "Postal addresses of the merchant; `url` and `clicks` are those of the page nearest to the front page that shows one.",
    ),
    e(
        "contact.email-domains",
        RecordList(&[
            f("email", Text),
            f("domain", Text),
            w("relation", &["own", "free-mailer", "other"]),
        ]),
        Pages,
        "Whose domains the e-mail addresses are at: `own` for the shop's and those it declared, `free-mailer` where anybody can have a mailbox, `other`.",
    ),
    e(
        "contact.emails",
        RecordList(&[
            f("value", Text),
            w("source", &["mailto", "text", "obfuscated", "structured"]),
            f("url", Text),
            f("clicks", Number),
        ]),
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
        RecordList(&[
            f("value", Text),
            f("text", Text),
            w(
                "type",
                &[
                    "fixed-line",
                    "mobile",
                    "fixed-line-or-mobile",
                    "toll-free",
                    "premium-rate",
                    "shared-cost",
                    "voip",
                    "other",
                ],
            ),
            f("url", Text),
            f("clicks", Number),
        ]),
        Pages,
        "Telephone numbers of the merchant, E.164, with the text as shown; `type` is `fixed-line`, `mobile`, `fixed-line-or-mobile`, `toll-free`, `premium-rate`, `shared-cost`, `voip` or `other`; `url` and `clicks` are those of the page nearest to the front page that shows one.",
    ),
    e(
        "contact.chat",
        RecordList(&[f("name", Text), f("url", Text)]),
        Pages,
        "Live chats on the site, by the service that runs them.",
    ),
];
