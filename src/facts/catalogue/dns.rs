//! What servers answer for the host: facts of `dns.*` and `tls.*`.

use super::Kind::{Bool, Date, Number, Record, Text, TextList};
use super::Source::{Dns, Tls};
use super::{Entry, e, f, w};

pub(super) const ENTRIES: &[Entry] = &[
    e("dns.a", TextList, Dns, "IPv4 addresses of the host."),
    e("dns.aaaa", TextList, Dns, "IPv6 addresses of the host."),
    e("dns.caa", TextList, Dns, "Certification authority authorisation records (RFC 8659)."),
    e(
        "dns.dnssec",
        Record(&[
            f("signed", Bool),
            w("validation", &["secure", "insecure", "bogus", "indeterminate"]),
        ]),
        Dns,
        "Whether the parent zone holds a DS record for the domain (RFC 4034), and what following the signatures from the root came to: `secure`, `insecure`, `bogus` or `indeterminate` (RFC 4035).",
    ),
    e(
        "dns.mail",
        Record(&[
            f("mx", Bool),
            f("null-mx", Bool),
            f("spf", Text),
            w("spf-all", &["+", "-", "~", "?"]),
            f("spf-records", Number),
            f("dmarc", Text),
            w("dmarc-policy", &["none", "quarantine", "reject"]),
        ]),
        Dns,
        "What the domain says about mail: whether a server takes it in or it says that none does (RFC 7505), its SPF record with the qualifier of `all` (RFC 7208), its DMARC record with the policy `none`, `quarantine` or `reject` (RFC 7489).",
    ),
    e("dns.mx", TextList, Dns, "Mail exchangers of the domain, `preference host`."),
    e("dns.ns", TextList, Dns, "Name servers of the domain."),
    e("dns.soa", Text, Dns, "Start of authority of the domain."),
    e("dns.txt", TextList, Dns, "Text records of the domain."),
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
