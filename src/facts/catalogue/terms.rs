//! What terms and policies say: facts of `terms.*`.

use super::Kind::{Number, Record, RecordList, Text};
use super::Source::Pages;
use super::{Entry, e, f, lists, w};

pub(super) const ENTRIES: &[Entry] = &[
    e(
        "terms.periods",
        RecordList(&[
            w("topic", lists::TOPICS),
            f("from", Number),
            f("to", Number),
            w("unit", &["hours", "days", "working-days", "weeks", "months", "years"]),
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
        RecordList(&[w("topic", lists::TOPICS), f("url", Text), f("excerpt", Text)]),
        Pages,
        "What the terms and policies deal with.",
    ),
    e(
        "terms.exceptions",
        RecordList(&[w("kind", &["lawful", "broad"]), f("url", Text), f("excerpt", Text)]),
        Pages,
        "Exceptions from the right of withdrawal: `kind` is `lawful`, or `broad` for one that the law does not know.",
    ),
    e(
        "terms.privacy",
        RecordList(&[w("item", lists::PRIVACY_ITEMS), f("url", Text), f("excerpt", Text)]),
        Pages,
        "What the privacy policy holds: `controller`, `purposes`, `legal-basis`, `recipients`, `retention`, `rights`, `complaint`.",
    ),
    e(
        "terms.subscription",
        RecordList(&[w("item", lists::SUBSCRIPTION_ITEMS), f("url", Text), f("excerpt", Text)]),
        Pages,
        "What is said of subscriptions: `offer`, `price-interval`, `duration`, `renewal`, `trial`, `after-trial`, `cancel`, `cancel-online`, `consent`, `card-storage`, `notices`.",
    ),
];
