//! Who holds the domain: facts of `domain.*`.

use super::Kind::{Bool, Date, Record, RecordList, Text, TextList};
use super::Source::Registry;
use super::{Entry, e, f, lists, w};

pub(super) const ENTRIES: &[Entry] = &[
    e(
        "domain.challenge",
        Text,
        Registry,
        "The token that the applicant was asked to place at the domain; absent where none was issued.",
    ),
    e(
        "domain.control",
        Record(&[f("proved", Bool), w("by", &["dns-txt", "well-known", "meta"]), f("token", Text)]),
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
        "domain.holder-kind",
        Text,
        Registry,
        "Who the registry shows as holder: `organization`, `person` or `hidden` (nobody is named).",
    )
    .of(&["organization", "person", "hidden"]),
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
        "domain.name-servers",
        TextList,
        Registry,
        "Name servers that the registry delegates the domain to, lower case.",
    ),
    e(
        "domain.ownership",
        Record(&[
            w(
                "settled-by",
                &["registration-number", "registrant-name", "relation", "control", "nothing"],
            ),
            f("holder", Text),
            f("relation", Text),
        ]),
        Registry,
        "Where the ladder of ownership ends: `settled-by` is `registration-number`, `registrant-name`, `relation` or `control`, or `nothing` where another holds the domain without an accepted relation; unknown where it stays open.",
    ),
    e(
        "domain.ownership-steps",
        RecordList(&[
            w("rung", &["registration-number", "registrant-name", "relation", "control"]),
            w("result", &["settles", "contradicts", "open", "nothing-to-compare"]),
            f("declared", Text),
            f("found", Text),
            f("why", Text),
            w("because", lists::OWNERSHIP_GROUNDS),
            w("names", lists::NAME_GROUNDS),
            w("forms", lists::FORM_GROUNDS),
            f("legal-forms", TextList),
            f("reason", Text),
        ]),
        Registry,
        "The rungs of the ladder that were climbed, in order; `result` is `settles`, `contradicts`, `open` or `nothing-to-compare`. `why` says in English what `because` says as a code: with `names` and `forms` where names were compared, with `legal-forms` where these matter, and with the `reason` where the registry names nobody.",
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
    e("domain.source", Text, Registry, "Where the registration data came from: `rdap` or `whois`.")
        .of(&["rdap", "whois"]),
    e("domain.statuses", TextList, Registry, "Registration statuses as the source names them."),
];
